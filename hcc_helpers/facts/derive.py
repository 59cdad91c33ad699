"""The step between snapshot and flags: joins what a condition may not do, as SQL on DuckDB.

One table in, one table out, the same rows. So flags need neither rules nor calendar, and an office with other rules goes
through the same query.
"""

from __future__ import annotations

from functools import lru_cache

import duckdb
import pyarrow as pa

from hcc_helpers.errors import HccError, InputRefused
from hcc_helpers.facts.derived_cases import derive_cases
from hcc_helpers.facts.derived_others import derive_others
from hcc_helpers.facts.due_dates import legal_due_dates
from hcc_helpers.facts.pauses import pauses
from hcc_helpers.facts.rows import CHILDREN, COVERED, stack_rows
from hcc_helpers.facts.settings import Settings
from hcc_helpers.facts.states import undated_states
from hcc_helpers.facts.window import Window
from hcc_helpers.workdays import Calendar


def build(con: duckdb.DuckDBPyConnection, window: Window, settings: Settings) -> None:
    """Create the derived tables `cases`, `payments`, … (without flags) in `con`."""
    calendar_table(con, settings.calendar)
    stack_rows(con, window, settings)
    undated_states(con, window, settings)
    pauses(con, window, settings)
    legal_due_dates(con, window, settings)
    derive_cases(con, window, settings)
    derive_others(con, window, settings)
    check_rows(con)
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
    there = [row[0] for row in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
    views = [row[0] for row in con.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()]
    gone = [f"DROP VIEW {name}" for name in sorted(views)] + [f"DROP TABLE {name}" for name in sorted(set(there) - kept)]
    con.execute("; ".join(gone))


def check_rows(con) -> None:
    """No date of a case outside the calendar (a null there would vanish in silence), and no row lost or doubled."""
    outside = con.execute(
        "SELECT count(*) FROM cases_derived LEFT JOIN computed_due USING (case_id) WHERE (accepted_at IS NOT NULL AND n_accepted IS NULL) "
        "OR (closed_at IS NOT NULL AND n_closed IS NULL) OR (is_moved AND computed_at IS NULL)"
    ).fetchall()[0][0]
    if outside:
        raise InputRefused(
            f"{outside} hồ sơ có ngày nằm ngoài bảng ngày làm việc; bổ sung data/reference/working_days.csv rồi chạy lại."
        )
    tables = ("cases", *CHILDREN, *COVERED)
    counted = ", ".join(f"(SELECT count(*) FROM raw_{table}), (SELECT count(*) FROM {table}_derived)" for table in tables)
    numbers = con.execute(f"SELECT {counted}").fetchall()[0]
    for table, before, after in zip(tables, numbers[::2], numbers[1::2], strict=True):
        if before != after:
            raise HccError(f"Lỗi nội bộ: bảng {table} có {before} dòng trước và {after} dòng sau bước suy diễn.")
