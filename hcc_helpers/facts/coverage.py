"""Is a table at hand for a period? Missing data is never 0: an indicator without its table says so and why.

A register (payments, surveys, petitions and all that the office keeps itself) must cover every day of the period; the rows of a case (components, pauses,
…) come with their case and are at hand where any feeding snapshot holds the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pyarrow.parquet as pq

from hcc_helpers.facts.rows import COVERED, quoted
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
    label = TABLES[table].label
    holding = [snapshot for snapshot in window.feeding if table in snapshot.tables]
    rows = con.execute(f"SELECT count(*) FROM {table}_derived").fetchall()[0][0]
    if not holding:
        return Coverage(table, False, f"kỳ này không có bảng “{label}”")
    stated = [snapshot.covers.get(table) for snapshot in holding]
    if table not in COVERED and table != "totals":
        if rows or any(stated):
            return Coverage(table, True, has_rows=bool(rows))
        return Coverage(table, False, f"bảng “{label}” không có dòng nào và không ghi thời gian theo dõi")
    if not rows and not any(stated):
        return Coverage(table, False, f"bảng “{label}” không có dòng nào và không ghi thời gian theo dõi")
    spans = [span or _window_of(snapshot, since) for span, snapshot in zip(stated, holding, strict=True)]
    first, last = window.period.start.date(), window.period.end.date() - timedelta(days=1)
    missing = _uncovered(spans, first, last)
    if missing:
        days = "; ".join(f"{day_vn(a)}–{day_vn(b)}" if a != b else day_vn(a) for a, b in missing)
        return Coverage(table, False, f"bảng “{label}” không theo dõi các ngày {days}", bool(rows))
    return Coverage(table, True, has_rows=bool(rows))


def _window_of(snapshot, since) -> tuple[date, date]:
    period = parse_period(snapshot.period, since)
    return period.start.date(), period.end.date() - timedelta(days=1)


def _uncovered(spans, first: date, last: date) -> list[tuple[date, date]]:
    """The stretches of [first, last] that no span covers."""
    missing, at = [], first
    for start, end in sorted(spans):
        if start > at:
            missing.append((at, min(start - timedelta(days=1), last)))
        at = max(at, end + timedelta(days=1))
        if at > last:
            break
    if at <= last:
        missing.append((at, last))
    return [(a, b) for a, b in missing if a <= b and a <= last]


def columns_by_month(con, window: Window) -> None:
    """`columns_by_month` (table_name, scope, month, given): the columns that each month's export gave, where several months feed a window.

    As in one month, a column is given in a scope where a file with rows of that scope fills it. Tables without cases have scope "".
    """
    con.execute("CREATE TABLE columns_by_month (table_name VARCHAR, scope VARCHAR, month VARCHAR, given VARCHAR[])")
    if len(window.feeding) < 2:
        return
    own = set(window.period.months())
    for snapshot in (one for one in window.feeding if one.period in own):
        for table, path in snapshot.tables.items():
            if table not in TABLES:
                continue
            there = set(pq.read_schema(path).names)
            names = [column.name for column in TABLES[table].columns if column.name in there]
            counts = ", ".join(f"count(t.{name})" for name in names)
            keyed = "JOIN case_keys k USING (case_id)" if "case_id" in there else ""
            scope = "k.scope" if keyed else "''"
            rows = con.execute(
                f"SELECT {scope}, t.source_file, {counts} FROM read_parquet({quoted(path)}) t {keyed} GROUP BY 1, 2"
            ).fetchall()
            filled: dict[str, set[str]] = {}
            for _, file, *numbers in rows:
                filled.setdefault(file, set()).update(name for name, n in zip(names, numbers, strict=True) if n)
            given: dict[str, set[str]] = {}
            for scope, file, *_ in rows:
                given.setdefault(scope, set()).update(filled[file])
            for scope, columns in given.items():
                con.execute("INSERT INTO columns_by_month VALUES (?, ?, ?, ?)", [table, scope, snapshot.period, sorted(columns)])


def months_without(con, table: str, scope: str, columns: tuple[str, ...]) -> list[str]:
    """The months of the window whose export of `table` gave none of `columns` in the scope; empty for a window of one month."""
    rows = con.execute(
        "SELECT month, given FROM columns_by_month WHERE table_name = ? AND scope IN (?, '') ORDER BY month", [table, scope]
    ).fetchall()
    return [month for month, given in rows if not set(given).intersection(columns)]
