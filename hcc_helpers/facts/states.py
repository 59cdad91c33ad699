"""States at the end of a period: those without a date, and the pauses that cover its last instant."""

from __future__ import annotations

from datetime import timedelta

from hcc_helpers.facts.rows import union
from hcc_helpers.facts.settings import Settings
from hcc_helpers.facts.window import Window
from hcc_helpers.periods import parse_period

CLOSING_DATES = ("ended_at", "handed_over_at", "withdrawn_at", "returned_at", "stopped_at")

def undated_states(con, window: Window, settings: Settings) -> None:
    """`undated_closed` and `state_at_end`: states that the export holds without their date.

    They count as the state at the end of a period only if the extraction lies from that end to so many working days
    after it; a case seen so in several snapshots was closed in the earliest of them.
    """
    days = int(settings.rules.value("undated_state_days"))
    closed, at_end = [], []
    for number, snapshot in enumerate(window.stored):
        end = parse_period(snapshot.period, settings.centre.since).end
        if end <= snapshot.extracted_at < _limit(settings, end, days):
            closed.append(f"({number}, TIMESTAMP '{end}' - INTERVAL 1 MICROSECOND)")
        if window.period.end <= snapshot.extracted_at < _limit(settings, window.period.end, days):
            at_end.append(str(number))
    stops = "'withdrawn', 'returned', 'stopped'" if settings.rules.value("code_8_means") == "stopped" else "'withdrawn', 'returned'"
    undated = " AND ".join(f"{name} IS NULL" for name in CLOSING_DATES)
    con.execute(f"CREATE TABLE stored_states AS SELECT case_id, status, {undated} AS is_undated, snapshot_no FROM ({union('cases', window.stored)})")
    ends = f"(VALUES {', '.join(closed)}) e(snapshot_no, last_instant)" if closed else "(SELECT 0 AS snapshot_no, NULL::TIMESTAMP AS last_instant WHERE FALSE) e"
    con.execute(
        f"CREATE TABLE undated_closed AS SELECT case_id, min(last_instant) AS undated_at FROM stored_states JOIN {ends} USING (snapshot_no) "
        f"WHERE is_undated AND status IN ({stops}) GROUP BY case_id"
    )
    con.execute(
        "CREATE TABLE state_at_end AS SELECT case_id, max_by(status, snapshot_no) AS status_at_end FROM stored_states "
        f"WHERE snapshot_no IN ({', '.join(at_end) or '-1'}) GROUP BY case_id"
    )

def _limit(settings: Settings, end, days: int):
    """The first instant that is too late: midnight after the last of so many working days from `end` on."""
    last = settings.calendar.add(end.date() - timedelta(days=1), days)
    return end.replace(year=last.year, month=last.month, day=last.day) + timedelta(days=1)

def pauses_at_end(con, window: Window, settings: Settings) -> None:
    """`pause_at_end`: of the pauses that cover the period's last instant, the first in the declared order."""
    order = settings.rules.value("pause_order")
    rank = " ".join(f"WHEN '{reason}' THEN {number}" for number, reason in enumerate(order))
    end = f"TIMESTAMP '{window.period.end}'"
    con.execute(
        f"CREATE TABLE pause_at_end AS SELECT case_id, arg_min(reason, CASE reason {rank} ELSE {len(order)} END) AS covering "
        f"FROM raw_pauses WHERE from_at < {end} AND (to_at IS NULL OR to_at >= {end}) "
        "AND NOT contains(coalesce(unreadable, ''), ',to_at,') GROUP BY case_id"
    )
    # Working days inside any pause, first day not counted; overlapping pauses count once.
    con.execute(
        "CREATE TABLE paused_days AS SELECT DISTINCT p.case_id, d.day, d.n FROM raw_pauses p JOIN days d ON d.is_working "
        f"AND d.day > CAST(p.from_at AS DATE) AND d.day <= CAST(coalesce(p.to_at, {end}) AS DATE) WHERE p.case_id IS NOT NULL"
    )
