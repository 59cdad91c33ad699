"""The step between snapshot and flags: joins what a condition may not do, as SQL on DuckDB.

One table in, one table out, the same rows. So flags need neither rules nor calendar, and an office with other rules goes
through the same query.
"""

from __future__ import annotations

from functools import lru_cache

import pyarrow as pa

from hcc_helpers.errors import HccError, InputRefused
from hcc_helpers.facts.derived_cases import derive_cases
from hcc_helpers.facts.derived_others import derive_others
from hcc_helpers.facts.due_dates import legal_due_dates
from hcc_helpers.facts.engine import views
from hcc_helpers.facts.pauses import pauses
from hcc_helpers.facts.rows import CHILDREN, COVERED, stack_rows
from hcc_helpers.facts.settings import Settings
from hcc_helpers.facts.states import undated_states
from hcc_helpers.facts.window import Window
from hcc_helpers.workdays import Calendar

LARGE = 100_000  # rows from which on cases are worked out straight into the file that keeps them: in memory they would lie twice


def build(con, window: Window, settings: Settings, *, is_streamed: bool = False) -> None:
    """Create the derived tables `cases_derived`, `payments_derived`, … (without flags) in `con`.

    `is_streamed`: from LARGE rows on the cases are a view, which the caller writes out once, and checks (`check_cases`) there.
    """
    calendar_table(con, settings.calendar)
    stack_rows(con, window, settings)
    undated_states(con, window, settings)
    pauses(con, window, settings)
    legal_due_dates(con, window, settings)
    is_view = is_streamed and con.execute("SELECT count(*) FROM raw_cases").fetchall()[0][0] >= LARGE
    derive_cases(con, window, settings, "VIEW" if is_view else "TABLE")
    derive_others(con, window, settings)
    check_counts(con, {table: f"{table}_derived" for table in (*CHILDREN, *COVERED)})
    if not is_view:
        check_cases(con, "cases_derived")
        forget_steps(con)


def calendar_table(con, calendar: Calendar) -> None:
    """`days`: every day of the calendar with its running number of days worked."""
    con.register("calendar", _arrow(calendar))
    con.execute("CREATE TABLE days AS SELECT * FROM calendar")
    con.unregister("calendar")


@lru_cache(maxsize=4)
def _arrow(calendar: Calendar) -> pa.Table:
    """The calendar as a column table: the windows of one report share it."""
    day, number, is_working, _ = zip(*calendar.rows(), strict=True)
    return pa.table(
        {"day": pa.array(day, pa.date32()), "n": pa.array(number, pa.int32()), "is_working": pa.array(is_working, pa.bool_())}
    )


def forget_steps(con) -> None:
    """Drop the tables between snapshot and derived rows: nobody asks them any more, and at a large centre they fill the memory."""
    beside = {"days", "paused_days", "pause_intervals", "asked_snapshots", "columns_there"}
    kept = beside | {f"{table}_derived" for table in ("cases", *CHILDREN, *COVERED)}
    there = [
        row[0]
        for row in con.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = current_database()").fetchall()
    ]
    gone = [f"DROP VIEW {name}" for name in sorted(views(con))] + [f"DROP TABLE {name}" for name in sorted(set(there) - kept)]
    con.execute("; ".join(gone))


def check_cases(con, cases: str) -> None:
    """No date of a case outside the calendar (a null there would vanish in silence), and no row lost or doubled. `cases`: where they lie."""
    outside = con.execute(
        f"SELECT count(*) FROM {cases} LEFT JOIN computed_due USING (case_id) WHERE (accepted_at IS NOT NULL AND n_accepted IS NULL) "
        "OR (closed_at IS NOT NULL AND n_closed IS NULL) OR (is_moved AND computed_at IS NULL AND accepted_at IS NOT NULL)"  # what nobody accepted has no term
    ).fetchall()[0][0]
    if outside:
        raise InputRefused(
            f"{outside} hồ sơ có ngày nằm ngoài bảng ngày làm việc; bổ sung data/reference/working_days.csv rồi chạy lại."
        )
    check_counts(con, {"cases": cases})


def check_counts(con, derived: dict[str, str]) -> None:
    """As many rows after the derive step as before. `derived`: table → where its derived rows lie."""
    counted = ", ".join(f"(SELECT count(*) FROM raw_{table}), (SELECT count(*) FROM {rows})" for table, rows in derived.items())
    numbers = con.execute(f"SELECT {counted}").fetchall()[0]
    for table, before, after in zip(derived, numbers[::2], numbers[1::2], strict=True):
        if before != after:
            raise HccError(f"Lỗi nội bộ: bảng {table} có {before} dòng trước và {after} dòng sau bước suy diễn.")
