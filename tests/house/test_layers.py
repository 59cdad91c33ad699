"""Imports only go down the floors of docs/design.md, the sample is known to the CLI alone, and no drawer for leftovers exists.

The floors are read from the table in docs/design.md, so that the drawing of the house and the house cannot differ.
"""

from __future__ import annotations

import ast
import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "hcc_helpers"
DRAWERS = {"utils", "util", "helpers", "common", "config", "constants", "misc", "tools"}
ROW = re.compile(r"^\| ([0-5]) \| (.+) \|$", re.MULTILINE)


def floors() -> dict[str, int]:
    """Room (`facts`, `cli`) → floor, as the table says."""
    text = (ROOT / "docs" / "design.md").read_text("utf-8")
    named = {}
    for number, rooms in ROW.findall(text):
        rooms = re.sub(r"\(.*?\)", "", rooms)  # rooms of later work
        for room in re.findall(r"`([a-z_0-9]+)(?:/|\.py)`", rooms):
            named[room] = int(number)
    return named


def rooms_there() -> dict[str, list[Path]]:
    """Room → its Python files."""
    rooms: dict[str, list[Path]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if room != "__init__":
            rooms.setdefault(room, []).append(path)
    return rooms


def imported_rooms(path: Path) -> set[tuple[str, int]]:
    """(room, line) of every import of ours in a file, at the top or inside a function."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            raise AssertionError(f"{path.name}:{node.lineno}: a relative import hides the floor; write hcc_helpers.…")
        names = []
        if isinstance(node, ast.ImportFrom) and node.module == "hcc_helpers":
            names = [f"hcc_helpers.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        found |= {(name.split(".")[1], node.lineno) for name in names if name.startswith("hcc_helpers.")}
    return found


def test_every_room_has_a_floor_and_every_floor_its_rooms():
    assert set(rooms_there()) == set(floors()), "docs/design.md, table of floors, names other rooms than the package has"


@pytest.mark.parametrize("room", sorted(rooms_there()))
def test_imports_only_go_down(room):
    floor = floors()
    for path in rooms_there()[room]:
        for other, line in sorted(imported_rooms(path)):
            where = f"{path.relative_to(ROOT)}:{line}"
            assert floor[other] <= floor[room], f"{where}: {room} (floor {floor[room]}) imports {other} (floor {floor[other]})"


def test_rooms_do_not_import_each_other_in_a_circle():
    graph = {room: {o for path in paths for o, _ in imported_rooms(path) if o != room} for room, paths in rooms_there().items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"a circle of imports: {' → '.join(error.args[1])}")


def imported_files() -> dict[str, set[str]]:
    """Module of ours → the modules of ours that it names in an import, at the top or inside a function."""
    modules = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in PACKAGE.rglob("*.py")}
    graph: dict[str, set[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        mine = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        named = set()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                whole = {f"{node.module}.{alias.name}" for alias in node.names}
                named |= (whole & modules) | ({node.module} if whole - modules else set())
            elif isinstance(node, ast.Import):
                named |= {alias.name for alias in node.names}
        graph[mine] = (named & modules) - {mine}
    return graph


def test_files_do_not_import_each_other_in_a_circle():
    """Inside a room too: of two files in a circle neither can be read, moved or tested alone."""
    try:
        TopologicalSorter(imported_files()).prepare()
    except CycleError as error:
        pytest.fail(f"a circle of imports: {' → '.join(error.args[1])}")


def test_the_sample_is_imported_by_the_command_line_only_and_computes_nothing():
    """It invents exports; if a report could reach it, invented figures could reach a report."""
    users = {
        room for room, paths in rooms_there().items() for path in paths for other, _ in imported_rooms(path) if other == "sample"
    }
    assert {user for user in users - {"sample"} if not user.startswith("cli")} == set()
    floor = floors()
    above = {
        (path.name, other)
        for path in rooms_there()["sample"]
        for other, _ in imported_rooms(path)
        if other != "sample" and floor[other] > 1
    }
    assert above == set()


def test_no_drawer_for_leftovers():
    assert [str(path) for path in PACKAGE.rglob("*.py") if path.stem in DRAWERS] == []


def test_files_stay_short_enough_to_read():
    """400 lines at most; mostly under 250: one idea a file."""
    lengths = {str(p.relative_to(ROOT)): len(p.read_text("utf-8").splitlines()) for p in PACKAGE.rglob("*.py")}
    assert {name: n for name, n in lengths.items() if n > 400} == {}
    assert sum(n <= 250 for n in lengths.values()) >= 0.9 * len(lengths)


def test_the_formatter_is_told_to_look_away_seldom():
    """Tables of declarations, one entry a line; 30 marks at most in the whole repository."""
    marks = {
        str(path.relative_to(ROOT)): count
        for folder in (PACKAGE, ROOT / "tests", ROOT / "docs")
        for path in folder.rglob("*.py")
        if (count := len(re.findall(r"#\s*fmt:\s*(?:off|skip)", path.read_text("utf-8"))))
    }
    assert sum(marks.values()) <= 30, marks
