"""A computed window on disk: read it is what was computed; stale, cut short or changed it is made anew, never believed."""

from __future__ import annotations

import json
import os
import shutil
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from hcc_helpers.errors import HccError
from hcc_helpers.facts import derive, identity, kept_rows
from hcc_helpers.facts.declare import FLAGS
from hcc_helpers.facts.engine import views
from hcc_helpers.indicators import stored
from hcc_helpers.indicators.compute import compute_window, tables_for
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.indicators.first_time import compute_whole
from hcc_helpers.periods import parse_period
from hcc_helpers.rules import load_centre
from hcc_helpers.sealed import with_seal
from hcc_helpers.sources import importing, unchanged
from hcc_helpers.sources.snapshot import load_snapshot
from hcc_helpers.sources.what_is_new import import_what_is_new

MONTH = "2025-08"
_PARTS = {name for i in REGISTRY.values() for name in (i.part, i.whole)}
# A count of cases that no share is built on: its definition may change alone.
LONE = next(
    i.id for i in REGISTRY.values() if (i.kind, i.of, i.calendar_month) == ("count", "cases", False) and i.id not in _PARTS
)


@pytest.fixture(scope="module")
def imported(sample_root, tmp_path_factory) -> Path:
    """Two sample months imported, nothing computed yet."""
    root = tmp_path_factory.mktemp("stored") / "data"
    shutil.copytree(sample_root / "reference", root / "reference")
    for month in ("2025-07", MONTH):
        shutil.copytree(sample_root / "raw" / month, root / "raw" / month)
    assert import_what_is_new(period(root), root) == []
    return root


def test_other_exports_of_an_earlier_month_are_read_and_a_new_release_reads_none_again(imported, tmp_path, monkeypatch):
    root = Path(shutil.copytree(imported, tmp_path / "data"))
    asked = []
    real = importing.import_period
    monkeypatch.setattr(importing, "import_period", lambda data_root, month: (asked.append(month), real(data_root, month)))
    monkeypatch.setattr(unchanged, "_code", lambda: ["another release"])
    assert import_what_is_new(period(root), root) == []
    assert asked == [MONTH]
    next((root / "raw" / "2025-07").glob("*.csv")).unlink()
    assert import_what_is_new(period(root), root, is_imported=True) == []
    assert asked == [MONTH]
    assert import_what_is_new(period(root), root) == []
    assert asked == [MONTH, "2025-07"]
    assert load_snapshot(root, "2025-07").version == 2


@pytest.fixture(scope="module")
def computed(imported, tmp_path_factory) -> tuple[Path, dict]:
    """The same with one window computed, and what it said then. A key knows no path: a copy of the folder is as good."""
    root = Path(shutil.copytree(imported, tmp_path_factory.mktemp("computed") / "data"))
    return root, said(root)


@pytest.fixture
def root(computed, tmp_path) -> Path:
    return Path(shutil.copytree(computed[0], tmp_path / "data"))


@pytest.fixture
def fresh(computed) -> dict:
    return computed[1]


def period(root: Path):
    return parse_period(MONTH, load_centre(root).since)


def folders(root: Path) -> list[Path]:
    return sorted((root / "clean" / "computed" / "2025-07-15..2025-08-15").glob("[!.]*"))


def said(root: Path) -> dict:
    """Everything that a window says, with the rows of its largest table."""
    one = compute_window(period(root), root)
    return {
        "results": [vars(result) for result in one.results],
        "balances": one.balances,
        "scopes": (one.scopes, one.untraceable),
        "at_hand": one.at_hand,
        "rules": [rule.id for rule in one.settings.rules],
        "cases": one.con.execute("SELECT * FROM cases ORDER BY case_id").fetchall(),
        "petitions": one.con.execute("SELECT count(*) FROM petitions").fetchall(),
        "days": one.con.execute("SELECT count(*), sum(n) FROM days").fetchall(),
    }


@pytest.fixture
def count_of_computing(monkeypatch) -> list:
    """One entry each time that a window is really computed."""
    from hcc_helpers.indicators import first_time

    calls = []
    monkeypatch.setattr(first_time, "compute_whole", lambda tables: calls.append(1) or compute_whole(tables))
    return calls


def test_what_is_read_is_what_was_computed(root, fresh, count_of_computing):
    assert said(root) == fresh
    assert len(count_of_computing) == 0
    # Beside a window that was never stored: the same results as from the tables in memory.
    tables = tables_for(period(root), root)
    tables.root = None
    whole = compute_whole(tables)
    flows = {i.id for i in REGISTRY.values() if not i.calendar_month}
    assert [vars(r) for r in whole.results if r.indicator in flows] == fresh["results"]


def test_large_cases_go_straight_into_their_file_and_say_the_same(root, fresh, monkeypatch):
    shutil.rmtree(root / "clean" / "computed")
    for module in (derive, kept_rows):
        monkeypatch.setattr(module, "LARGE", 1)
    assert said(root) == fresh
    one = compute_window(period(root), root)
    assert one.con.execute("SELECT count(*) FROM cases").fetchall()[0][0]
    assert "cases" in views(one.con), "no table in memory"
    shutil.rmtree(root / "clean" / "computed")
    (root / "clean" / "computed").write_text("", "utf-8")
    assert said(root) == fresh, "also where no file can be written"


def test_what_must_hold_of_large_cases_is_looked_at_before_they_are_kept(root, monkeypatch):
    shutil.rmtree(root / "clean" / "computed")
    for module in (derive, kept_rows):
        monkeypatch.setattr(module, "LARGE", 1)
    monkeypatch.setitem(FLAGS, ("cases", "is_new"), FLAGS["cases", "is_carried_over"])
    with pytest.raises(HccError, match="Nguồn hồ sơ"):
        compute_window(period(root), root)
    assert not folders(root), "nothing that is wrong is kept"


def test_a_part_of_the_results_is_that_part(root, count_of_computing):
    whole = compute_window(period(root), root)
    part = compute_window(period(root), root, groups=(), only=["received_all", "online_of_new_pct"])
    wanted = [vars(r) for r in whole.results if not r.by and r.indicator in {"received_all", "online_of_new_pct"}]
    assert len(wanted) > 1
    assert [vars(r) for r in part.results] == wanted
    assert compute_window(period(root), root, groups=("field",)).groups == ("field",)
    assert len(count_of_computing) == 0


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def one_figure_changed(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("name", ["results-*.json", "tables.json", "cases.parquet"])
@pytest.mark.parametrize("damage", [cut_short, one_figure_changed, emptied, os.remove])
def test_what_is_damaged_is_made_anew(root, fresh, name, damage):
    (path,) = folders(root)[0].glob(name)
    sound = path.read_bytes()
    damage(path)
    assert said(root) == fresh
    assert path.read_bytes() == sound, "and lies there sound again"


def test_a_figure_changed_by_hand_is_not_believed(root, fresh):
    (path,) = folders(root)[0].glob("results-*.json")
    seal, _, text = path.read_text("utf-8").partition("\n")
    kept = json.loads(text)
    kept["results"][0][4] = 99_999
    path.write_text(seal + "\n" + json.dumps(kept, ensure_ascii=False), "utf-8")
    assert said(root) == fresh


def other_rule(root: Path, monkeypatch) -> None:
    text = (Path(__file__).resolve().parents[2] / "data" / "reference" / "rules.toml").read_text("utf-8")
    own = root / "reference" / "rules.toml"
    own.write_text(text.replace('value = "day"', 'value = "timestamp"', 1), "utf-8")
    assert own.read_text("utf-8") != text


def other_day_off(root: Path, monkeypatch) -> None:
    table = Path(__file__).resolve().parents[2] / "data" / "reference" / "working_days.csv"
    lines = table.read_text("utf-8-sig").splitlines()
    taken = next(line for line in lines if line.startswith("2025-09-01"))
    (root / "reference" / "working_days.csv").write_text("\n".join(line for line in lines if line != taken) + "\n", "utf-8")


def other_snapshot(root: Path, monkeypatch) -> None:
    """A corrected export of the month before: its states are looked up by this one."""
    folder = root / "clean" / "2025-07" / "1"
    meta = json.loads((folder / "snapshot.json").read_text("utf-8"))
    (folder / "snapshot.json").write_text(json.dumps(with_seal(meta | {"hash": "0" * 64})), "utf-8")


def other_code(root: Path, monkeypatch) -> None:
    monkeypatch.setattr(identity, "code_hash", lambda rooms: "another version of the source")


def other_duckdb(root: Path, monkeypatch) -> None:
    monkeypatch.setattr(identity, "version", lambda name: "0.0.1")


def other_definition(root: Path, monkeypatch) -> None:
    from dataclasses import replace

    monkeypatch.setitem(REGISTRY, LONE, replace(REGISTRY[LONE], which=REGISTRY["received_all"].which))


@pytest.mark.parametrize("change", [other_rule, other_day_off, other_snapshot, other_code, other_duckdb, other_definition])
def test_what_rests_on_something_else_is_computed_again(root, count_of_computing, monkeypatch, change):
    compute_window(period(root), root)
    assert len(count_of_computing) == 0
    change(root, monkeypatch)
    compute_window(period(root), root)
    assert len(count_of_computing) == 1


def test_another_definition_gives_another_number(root, monkeypatch):
    before = compute_window(period(root), root)
    other_definition(root, monkeypatch)
    assert compute_window(period(root), root).value(LONE) == before.value("received_all") != before.value(LONE)
    assert len(folders(root)) == 1, "the tables are the same; only the results were measured again"


def test_neighbours_that_nobody_reads_any_more_are_removed(root, monkeypatch):
    compute_window(period(root), root)
    (old,) = folders(root)
    (left,) = [old.parent / ".tmp-999999999-0"]
    left.mkdir()
    other_snapshot(root, monkeypatch)
    compute_window(period(root), root)
    assert len(folders(root)) == 2, "somebody may still be working with it"
    assert not left.exists()
    os.utime(old, (time.time() - 2 * 24 * 3600,) * 2)
    other_rule(root, monkeypatch)
    compute_window(period(root), root)
    assert len(folders(root)) == 2
    assert not old.exists()


def test_where_nothing_can_be_written_it_is_computed_all_the_same(root, fresh, count_of_computing):
    shutil.rmtree(root / "clean" / "computed")
    (root / "clean" / "computed").write_text("", "utf-8")  # no folder can be made here
    assert said(root) == fresh
    assert len(count_of_computing) == 1


def test_processes_that_compute_at_once_do_no_harm(root):
    shutil.rmtree(root / "clean" / "computed")
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as pool:
        first, *others = pool.map(values_of, [root] * 3)
    assert first
    assert all(other == first for other in others)
    assert [path.name for path in folders(root)[0].parent.glob(".tmp-*")] == []
    assert stored.read(tables_for(period(root), root)) is not None


def values_of(root: Path) -> list:
    return [(r.indicator, r.scope, r.by, r.group, r.value) for r in compute_window(period(root), root).results]


def test_nothing_is_kept_that_a_snapshot_does_not_hold(root):
    """The columns with words of the snapshots and the derived ones; no name, number or address has come in."""
    from hcc_helpers.facts.declare import columns_of, flags_of

    one = compute_window(period(root), root)
    there = {row[0] for row in one.con.execute("DESCRIBE cases").fetchall()}
    declared = columns_of("cases") | flags_of("cases")
    derived_only = there - declared
    snapshot = next(s for s in one.window.feeding)
    held = {
        str(v) for row in one.con.execute(f"SELECT * FROM read_parquet('{snapshot.tables['cases']}')").fetchall() for v in row
    }
    for name in sorted(derived_only):
        values = one.con.execute(f"SELECT DISTINCT {name} FROM cases WHERE {name} IS NOT NULL").fetchall()
        texts = {row[0] for row in values if isinstance(row[0], str)}
        assert len(texts - held) <= 20, f"{name}: more words than a list of codes has, and no snapshot holds them"
