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
