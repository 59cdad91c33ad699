"""Is a table at hand for a period? Missing data is never 0: an indicator without its table says so and why.

The case list covers what its exports say or their folders' months (facts/spans.py). A register (payments, surveys, petitions and all that the office keeps itself) must cover every day of the period; the rows of a case (components, pauses,
…) come with their case and are at hand where any feeding snapshot holds the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hcc_helpers.facts.rows import CHILDREN, COVERED
from hcc_helpers.facts.spans import days_of, months_of, uncovered
from hcc_helpers.facts.window import Window
from hcc_helpers.numbers_vn import day as day_vn
from hcc_helpers.periods import parse_period
from hcc_helpers.sources.columns import TABLES

# Without these a table of the case says nothing: whose row it is, and whether a wait has ended.
LIVES_BY = {table: ("case_id",) for table in CHILDREN} | {
    "pauses": ("case_id", "to_at"),
    "supplements": ("case_id", "received_at"),
}


@dataclass(frozen=True)
class Coverage:
    """Whether `table` is at hand, and the Vietnamese reason why not."""

    table: str
    is_at_hand: bool
    reason: str = ""
    has_rows: bool = False


def coverage(con, window: Window, table: str, since: date | None = None) -> Coverage:
    if table == "cases":
        return Coverage(table, not window.missing, window.missing, has_rows=True)
    label = TABLES[table].label
    holding = [snapshot for snapshot in window.feeding if table in snapshot.tables]
    rows = con.execute(f"SELECT count(*) FROM {table}_derived").fetchall()[0][0]
    if not holding:
        return Coverage(table, False, f"kỳ này không có bảng “{label}”")
    without = [snapshot.period for snapshot in window.asked if table not in snapshot.tables]
    if table in CHILDREN and without:
        return Coverage(table, False, f"{months_of(without)} không có bảng “{label}”", bool(rows))
    if rows and (absent := _absent(con, window, table)):
        return Coverage(table, False, f"bảng “{label}” không có cột “{TABLES[table].column(absent).label}”", has_rows=True)
    stated = [snapshot.covers.get(table) for snapshot in holding]
    if table not in COVERED and table != "totals":
        if rows or any(stated):
            return Coverage(table, True, has_rows=bool(rows))
        return Coverage(table, False, f"bảng “{label}” không có dòng nào và không ghi thời gian theo dõi")
    if not rows and not any(stated):
        return Coverage(table, False, f"bảng “{label}” không có dòng nào và không ghi thời gian theo dõi")
    spans = [span or days_of(parse_period(snapshot.period, since)) for span, snapshot in zip(stated, holding, strict=True)]
    missing = uncovered(spans, *days_of(window.period))
    if missing:
        days = "; ".join(f"{day_vn(a)}–{day_vn(b)}" if a != b else day_vn(a) for a, b in missing)
        return Coverage(table, False, f"bảng “{label}” không theo dõi các ngày {days}", bool(rows))
    return Coverage(table, True, has_rows=bool(rows))


def _absent(con, window: Window, table: str) -> str:
    """A column that the rows of `table` live by and that an export lacks; "" where all are there. An empty one may mean that every wait still runs."""
    for name in LIVES_BY.get(table, ()):
        if name == "case_id" and not con.execute(f"SELECT count(case_id) FROM {table}_derived").fetchall()[0][0]:
            return name
        given = [snapshot.meta.get("columns", {}).get(table, ()) for snapshot in window.feeding if table in snapshot.tables]
        if any(names and name not in names for names in given):
            return name
    return ""
