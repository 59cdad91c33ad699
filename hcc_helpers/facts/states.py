"""States that an export holds without their date: closed by status alone, waiting by status alone.

They count as the state at an instant only if an extract taken from that instant to so many working days after it
still shows them. A date that any row gives overrides them.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from hcc_helpers.facts.rows import union
from hcc_helpers.facts.settings import Settings
from hcc_helpers.facts.window import Window
from hcc_helpers.periods import parse_period

CLOSING_DATES = ("ended_at", "handed_over_at", "withdrawn_at", "returned_at", "stopped_at")


def closing_states(settings: Settings) -> str:
    """SQL list of the states that close a case without a date (codes 7 and 8, and the label "trả lại")."""
    return "'withdrawn', 'returned', 'stopped'" if _is_stop(settings) else "'withdrawn', 'returned'"


def waiting_states(settings: Settings) -> str:
    """SQL list of the states that pause a case without a date (codes 5 and 6; 8 where the setting says so)."""
    return "'supplement', 'financial'" if _is_stop(settings) else "'supplement', 'financial', 'stopped'"


def _is_stop(settings: Settings) -> bool:
    return settings.rules.value("code_8_means") == "stopped"


def undated_states(con, window: Window, settings: Settings) -> None:
    """`undated_closed` (case_id, undated_at) and `state_at_end` (case_id, status_at_end).

    `undated_at` is the last instant of the earliest period whose timely extract shows the case as closed: the months
    of the stored snapshots, and the window itself. `status_at_end` is what the last timely extract after the
    window's end shows; a case that none of them holds has no row there.
    """
    end = window.period.end
    seen: list[tuple[int, datetime]] = []
    at_end = []
    for number, snapshot in enumerate(window.stored):
        month_end = parse_period(snapshot.period, settings.centre.since).end
        if _is_timely(settings, month_end, snapshot.extracted_at):
            seen.append((number, month_end))
        if _is_timely(settings, end, snapshot.extracted_at):
            at_end.append((number, snapshot.extracted_at))
            seen.append((number, end))
    undated = " AND ".join(f"{name} IS NULL AND NOT contains(coalesce(unreadable, ''), ',{name},')" for name in CLOSING_DATES)
    con.execute(
        f"CREATE TABLE stored_states AS SELECT case_id, status, {undated} AS is_undated, snapshot_no FROM ({union('cases', window.stored)})"
    )
    ends = _values(seen, "snapshot_no, seen_end")
    con.execute(
        f"CREATE TABLE undated_closed AS SELECT case_id, min(seen_end) - INTERVAL 1 MICROSECOND AS undated_at FROM stored_states "
        f"JOIN {ends} USING (snapshot_no) WHERE is_undated AND status IN ({closing_states(settings)}) GROUP BY case_id"
    )
    con.execute(
        f"CREATE TABLE state_at_end AS SELECT case_id, max_by(coalesce(status, ''), taken_at) AS status_at_end FROM stored_states "
        f"JOIN {_values(at_end, 'snapshot_no, taken_at')} USING (snapshot_no) GROUP BY case_id"
    )


def _values(rows: list[tuple[int, datetime]], names: str) -> str:
    """(number, instant) pairs as a table of SQL, also where there are none."""
    if not rows:
        first, second = names.split(", ")
        return f"(SELECT 0 AS {first}, NULL::TIMESTAMP AS {second} WHERE FALSE)"
    values = ", ".join(f"({number}, TIMESTAMP '{instant}')" for number, instant in rows)
    return f"(VALUES {values}) seen({names})"


def _is_timely(settings: Settings, end: datetime, taken_at: datetime) -> bool:
    """Whether an extract taken then still shows the states at `end`: so many working days from that midnight on."""
    last = settings.calendar.add(end.date() - timedelta(days=1), int(settings.rules.value("undated_state_days")))
    return end <= taken_at < datetime.combine(last, datetime.min.time()) + timedelta(days=1)
