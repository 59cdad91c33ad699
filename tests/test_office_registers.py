"""The office's own registers: read as the suite's own csv, kept by days, followed over months."""

from __future__ import annotations

from datetime import datetime

import pytest
from drawn import drawn_snapshot, drawn_window, flagged

from hcc_helpers.facts.rows import DIARIES
from hcc_helpers.facts.window import Window
from hcc_helpers.periods import parse_period
from hcc_helpers.sources.columns import TABLES
from hcc_helpers.sources.formats import own_shapes, shipped
from hcc_helpers.sources.grids import Grid
from hcc_helpers.sources.headings import Match
from hcc_helpers.sources.recognise import recognise


@pytest.mark.parametrize("which", ["all", "required"])
@pytest.mark.parametrize("table", DIARIES)
def test_a_register_is_recognised_by_its_headings(table, which):
    """With every column, and with the fewest that a file may have."""
    headings = [column.label for column in TABLES[table].columns if which == "all" or column.required]
    match = recognise(Grid("csv", "", [headings, ["1"] * len(headings)]), [*shipped(), *own_shapes()])
    assert isinstance(match, Match), match
    assert match.format.table == table
    assert len(match.columns) == len(headings)


def rows(window: Window, table: str, column: str) -> list:
    con, _ = flagged(window)
    return [row[0] for row in con.execute(f"SELECT {column} FROM {table} ORDER BY 1").fetchall()]


def over_two_months(folder, table: str, november: list[dict], december: list[dict]) -> Window:
    months = [
        drawn_snapshot(folder, month, {"cases": [], table: given}, parse_period(month).end)
        for month, given in (("2025-11", november), ("2025-12", december))
    ]
    return Window(parse_period("2025-Q4"), tuple(months), tuple(months))


def test_a_row_that_a_later_month_goes_on_with_is_one_row(tmp_path):
    first = {"difficulty_no": "1", "raised_on": "2025-11-20", "authority": "commune"}
    window = over_two_months(tmp_path, "difficulties", [first], [first | {"settled_on": "2025-12-03"}])
    assert rows(window, "difficulties", "settled_on") == [datetime(2025, 12, 3, 9)]


def test_numbers_that_begin_anew_each_month_are_other_rows(tmp_path):
    november, december = (
        {"guidance_no": "1", "guided_on": day, "kind": "filing", "people": 2} for day in ("2025-11-20", "2025-12-01")
    )
    assert rows(over_two_months(tmp_path, "guidance", [november], [december]), "guidance", "people") == [2, 2]


def test_rows_without_a_number_count_each_in_a_month_and_once_over_two(tmp_path):
    tally = {"guided_on": "2025-12-01", "kind": "filing", "people": 2}
    assert rows(over_two_months(tmp_path, "guidance", [tally, tally], [tally]), "guidance", "people") == [2]
    assert rows(over_two_months(tmp_path / "own", "guidance", [], [tally, tally]), "guidance", "people") == [2, 2]


@pytest.mark.parametrize("table", DIARIES)
def test_kept_and_empty_is_at_hand_absent_is_not(tmp_path, table):
    _, at_hand = flagged(drawn_window(tmp_path / "kept", "2025-12", {"cases": [{}], table: []}))
    assert at_hand[table].is_at_hand
    _, at_hand = flagged(drawn_window(tmp_path / "absent", "2025-12", {"cases": [{}]}))
    assert at_hand[table].reason == f"kỳ này không có bảng “{TABLES[table].label}”"
