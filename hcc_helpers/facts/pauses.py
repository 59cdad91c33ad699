"""Pauses: the intervals of a case during which its clock stands still, and the one that covers the period's end.

Waiting for a supplement is a pause whichever table holds it. An interval whose end cannot be read, or is in no column of its
export, moves nothing.
"""

from __future__ import annotations

from hcc_helpers.facts.settings import Settings
from hcc_helpers.facts.window import Window


def pauses(con, window: Window, settings: Settings) -> None:
    """`pause_intervals`, `pause_at_end` (case_id, covering, asked_at) and `paused_days` (case_id, day, reason)."""
    end = f"TIMESTAMP '{window.seen_until}'"  # what no export has seen is no pause
    con.execute(f"""
        CREATE TABLE pause_intervals AS
        SELECT case_id, coalesce(reason, 'other') AS reason, from_at, to_at FROM raw_pauses
          WHERE case_id IS NOT NULL AND from_at IS NOT NULL AND NOT contains(coalesce(unreadable, ''), ',to_at,') AND {_has("pauses", "to_at")}
        UNION ALL
        SELECT case_id, 'supplement', requested_at, received_at FROM raw_supplements
          WHERE case_id IS NOT NULL AND requested_at IS NOT NULL AND NOT contains(coalesce(unreadable, ''), ',received_at,') AND {_has("supplements", "received_at")}""")
    order = settings.rules.value("pause_order")
    rank = " ".join(f"WHEN '{reason}' THEN {number}" for number, reason in enumerate(order))
    con.execute(f"""
        CREATE TABLE pause_at_end AS
        SELECT case_id, arg_min(reason, CASE reason {rank} ELSE {len(order)} END) AS covering,
          min(from_at) FILTER (WHERE reason = 'supplement') AS asked_at
        FROM pause_intervals WHERE from_at < {end} AND (to_at IS NULL OR to_at >= {end}) GROUP BY case_id""")
    con.execute(f"CREATE TABLE pause_later AS SELECT DISTINCT case_id FROM pause_intervals WHERE from_at >= {end}")
    # Working days of the pauses until the end of the period, first day not counted; overlapping pauses count once.
    con.execute(f"""
        CREATE TABLE paused_days AS
        SELECT p.case_id, d.day, p.reason, p.from_at FROM pause_intervals p JOIN days d
          ON d.is_working AND d.day > CAST(p.from_at AS DATE) AND d.day <= CAST(least(coalesce(p.to_at, {end}), {end}) AS DATE)
        WHERE p.from_at < {end}""")


def _has(table: str, column: str) -> str:
    """SQL: the row's export has the column, or does not say which it has."""
    return (
        f"snapshot_no NOT IN (SELECT snapshot_no FROM columns_there WHERE of = '{table}' "
        f"GROUP BY snapshot_no HAVING NOT bool_or(name = '{column}'))"
    )
