"""Are the tests of the code strong? Each module that a figure or a person's secret rests on is made wrong in small ways, and the
tests of its own room must find it; both ways of each of its branches are taken by them.

The figures go into docs/trust.md. A wrong form that means the same counts as missed: the limit leaves room for those.
"""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mutation.wrong import Telling, mutants

ROOT = Path(__file__).resolve().parents[2]
TESTS = {
    "periods.py": ["tests/test_periods.py"],
    "workdays.py": ["tests/test_workdays.py"],
    "numbers_vn.py": ["tests/test_numbers_vn.py"],
    "intervals.py": ["tests/test_intervals.py"],
    "rules.py": ["tests/test_rules.py"],
    "law.py": ["tests/test_law.py"],
    "obstacles/verdicts.py": ["tests/obstacles/test_verdicts.py"],
    "facts/language.py": ["tests/facts/test_language.py"],
    "small_cells/sums.py": [
        "tests/small_cells/test_sums.py",
        "tests/small_cells/test_stretches.py",
        "tests/small_cells/test_boundaries.py",
    ],
    "small_cells/bounds.py": [
        "tests/small_cells/test_bounds.py",
        "tests/small_cells/test_known.py",
        "tests/small_cells/test_boundaries.py",
    ],
    "small_cells/attack.py": [
        "tests/small_cells/test_known.py",
        "tests/small_cells/test_stretches.py",
        "tests/small_cells/test_boundaries.py",
    ],
    "small_cells/suppress.py": ["tests/small_cells/test_boundaries.py", "tests/small_cells/test_attack.py"],
    "small_cells/cells.py": ["tests/small_cells/test_sums.py", "tests/small_cells/test_boundaries.py"],
    "sources/values/cells.py": ["tests/sources/test_cell_values.py", "tests/sources/test_cells.py", "tests/sources/test_rows.py"],
    "sources/values/dates.py": ["tests/sources/test_dates.py", "tests/sources/test_cell_values.py"],
    "sources/values/closed_names.py": ["tests/sources/test_closed_names.py"],
    "sources/values/privacy.py": ["tests/sources/test_privacy.py"],
    "personal.py": ["tests/test_personal.py"],
    "history/change.py": ["tests/history/test_worked_out.py", "tests/history/test_statistics.py"],
    "history/decompose.py": ["tests/history/test_worked_out.py"],
    "indicators/balance.py": ["tests/indicators/test_balance.py"],
}
FOUND, BOTH_WAYS = 0.9, 0.95  # what docs/trust.toml aims at
QUICK = ["law.py"]
A_MODULE = 40  # wrong forms of one module in the long run, from its first line to its last


def tried(module: str, most: int) -> dict:
    """What the tests of one module found, from a process of its own."""
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    words = {"PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, str(ROOT / "tests/mutation/child.py"), module, str(most), *TESTS[module]]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **words}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def judged(results: dict[str, dict], record_property) -> None:
    missed = [text for one in results.values() for text in one["missed"]]
    count = sum(one["tried"] for one in results.values())
    ways = sum(len(ways) for one in results.values() for _, ways in one["branches"])
    of = sum(2 * len(one["branches"]) for one in results.values())
    single = [f"{name}:{line}" for name, one in results.items() for line, seen in one["branches"] if len(seen) < 2]
    record_property("trust", f"{count - len(missed)}/{count} chỗ mã Python bị làm sai được phát hiện ({len(results)} tệp)")
    record_property("trust", f"{ways}/{of} chiều rẽ nhánh được đi qua")
    print(f"{count - len(missed)} of {count} wrong forms found; {ways} of {of} ways taken", *missed, *single, sep="\n  ")
    assert len(missed) <= (1 - FOUND) * count, "\n".join(missed)
    assert ways >= BOTH_WAYS * of, "\n".join(single)


def test_some_wrong_code_is_found(record_property):
    judged({module: tried(module, 4) for module in QUICK}, record_property)


@pytest.mark.long
def test_wrong_code_is_found(record_property):
    judged({module: tried(module, A_MODULE) for module in TESTS}, record_property)


def test_every_small_way_is_made():
    tree = ast.parse("def f(a, b: int = 2) -> bool:\n    if not a and b < 3:\n        return [x + 1 for x in a if x]\n")
    wrong = {(right, other) for _, right, other, _ in mutants(tree)}
    assert {("b < 3", "b <= 3"), ("b < 3", "b >= 3"), ("3", "4"), ("2", "3"), ("x + 1", "x - 1"), ("not a", "a")} <= wrong
    assert ("not a and b < 3", "not a or b < 3") in wrong
    assert any(other == "return None" for _, other in wrong)
    assert ast.unparse(tree) == ast.unparse(ast.parse(ast.unparse(tree))), "the tree itself is left as it was"
    for *_, whole in mutants(tree):
        assert ast.unparse(whole) != ast.unparse(tree)
        compile(whole, "wrong", "exec")


def test_every_branch_tells_its_way():
    telling, went = Telling(), []
    tree = telling.visit(ast.parse("def f(a):\n    if a > 1:\n        return 'more'\n    return [x for x in [a] if x] or None\n"))
    names: dict = {"_went": lambda number, test: (went.append((number, bool(test))), test)[1]}
    exec(compile(tree, "told", "exec"), names)
    assert names["f"](2) == "more"
    assert names["f"](0) is None
    assert sorted(telling.lines) == [2, 4]
    first, second = telling.lines.index(2), telling.lines.index(4)
    assert went == [(first, True), (first, False), (second, False)]
