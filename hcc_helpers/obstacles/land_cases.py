"""The land cases with their three due dates and its working days: the office's own, the tax being fixed, the tax
being paid, other exclusions. Those of the period (`land_cases`), and those whose first slip fell due in it (`promised`).

The date on the slip is the one printed first: the column of the list, else the first appointment, else the date before the
first change that any record tells. Where nothing tells it, it is unknown: the date now in the system may have been moved.
"""

from __future__ import annotations

import pandas as pd

from hcc_helpers.obstacles.material import Material

SQL = """
WITH land AS (
  SELECT *, least(coalesce(closed_at, period_end), period_end) AS seen_until FROM cases WHERE scope = 'land' AND is_admitted AND accepted_at < period_end),
written AS (
  SELECT case_id, min(due_at_after) FILTER (WHERE kind = 'original') AS first_slip,
    arg_min(due_at_before, made_at) FILTER (WHERE kind <> 'original' AND due_at_before IS NOT NULL) AS before_change
  FROM appointments WHERE made_at < period_end GROUP BY case_id),
asked AS (
  SELECT case_id, arg_min(due_at_before, requested_at) AS before_supplement FROM supplements
  WHERE due_at_before IS NOT NULL AND requested_at < period_end GROUP BY case_id),
waited AS (
  SELECT p.case_id, p.day, arg_min(p.reason, CASE p.reason WHEN 'tax_fixing' THEN 0 WHEN 'tax_paying' THEN 1 ELSE 2 END) AS reason
  FROM paused_days p JOIN land l USING (case_id)
  WHERE p.day > CAST(l.accepted_at AS DATE) AND p.day <= CAST(l.seen_until - INTERVAL 1 MICROSECOND AS DATE) GROUP BY ALL),
counted AS (
  SELECT w.case_id, count(*) FILTER (WHERE reason = 'tax_fixing') AS fixing, count(*) FILTER (WHERE reason = 'tax_paying') AS paying,
    count(*) FILTER (WHERE reason NOT IN ('tax_fixing', 'tax_paying')) AS other, count(*) FILTER (WHERE day < l.period_start) AS before_start
  FROM waited w JOIN land l USING (case_id) GROUP BY w.case_id),
dated AS (
  SELECT l.*, coalesce(original_due_at, first_slip, least(before_change, before_supplement)) AS slip_at,
    coalesce(fixing, 0) AS fixing, coalesce(paying, 0) AS paying, coalesce(other, 0) AS other, coalesce(before_start, 0) AS before_start
  FROM land l LEFT JOIN written USING (case_id) LEFT JOIN asked USING (case_id) LEFT JOIN counted USING (case_id))
SELECT d.case_id, d.procedure, d.is_of_period, d.is_new, d.is_finished, d.is_closed AND NOT d.is_finished AS is_ended_otherwise, d.is_paused, d.is_paused_tax, d.pause_reason,
  d.accepted_at, d.closed_at, d.closed_as, d.slip_at, d.period_start, d.period_end,
  d.is_finished_late, d.fixing, d.paying, d.other, d.before_start, d.slip_at IS NOT NULL AS has_slip, d.due_at IS NOT NULL AS has_due,
  a.n AS n_accepted, CASE WHEN d.closed_at < d.period_end THEN c.n END AS n_closed, s.n AS n_slip, e.n AS n_end, b.n AS n_before,
  -- no result by the end of the day on the slip, and that day is over
  coalesce(CAST(d.slip_at AS DATE) < CAST(d.period_end AS DATE) AND (d.closed_at IS NULL OR CAST(d.closed_at AS DATE) > CAST(d.slip_at AS DATE)), FALSE) AS is_late_by_slip,
  coalesce(d.is_finished AND CAST(d.closed_at AS DATE) > CAST(d.due_at AS DATE), FALSE) AS is_late_by_date_now,
  coalesce(CAST(d.due_at AS DATE) <> CAST(d.slip_at AS DATE), FALSE) AS is_moved,
  d.is_unknown AS is_untold
FROM dated d LEFT JOIN days a ON a.day = CAST(d.accepted_at AS DATE) LEFT JOIN days c ON c.day = CAST(d.closed_at AS DATE)
LEFT JOIN days s ON s.day = CAST(d.slip_at AS DATE) LEFT JOIN days e ON e.day = CAST(d.period_end AS DATE) - 1
LEFT JOIN days b ON b.day = CAST(d.period_start AS DATE) - 1
ORDER BY d.case_id"""


def land_cases(material: Material) -> pd.DataFrame:
    """One row a land case of the period: see SQL; with `own` (working days of the office so far) and `whose` of those late by the slip."""
    frame = _read(material)
    return frame[frame["is_of_period"]].reset_index(drop=True)


def promised(material: Material) -> pd.DataFrame:
    """One row a land case whose first slip names a day of the period, finished or not: the same columns.

    Left out: cases returned, withdrawn or stopped by that day, to whom no result was owed any more.
    """
    frame = _read(material)
    inside = (frame["slip_at"] >= frame["period_start"]) & (frame["slip_at"] < frame["period_end"])
    is_void = frame["closed_at"].notna() & (frame["closed_as"] != "finished") & ~frame["is_late_by_slip"]
    return frame[inside & ~is_void].reset_index(drop=True)


def kept_before(material: Material) -> int:
    """Cases finished in the month before whose slip names a day of this period: they are in that month's export only."""
    last = material.whole_before
    if last is None:
        return 0
    frame = _read(last)
    start, end = pd.Timestamp(material.period.start), pd.Timestamp(material.period.end)
    known = set(promised(material)["case_id"])
    mine = frame[
        (frame["closed_as"] == "finished") & (frame["closed_at"] < start) & (frame["slip_at"] >= start) & (frame["slip_at"] < end)
    ]
    return int((~mine["case_id"].isin(known)).sum())


def _read(material: Material) -> pd.DataFrame:
    return material.once("land cases", lambda: _made(material))


def _made(material: Material) -> pd.DataFrame:
    frame = material.query(SQL)
    excluded = frame[["fixing", "paying", "other"]].sum(axis=1)
    frame["all_days"] = frame["n_closed"].fillna(frame["n_end"]) - frame["n_accepted"]
    frame["own"] = frame["all_days"] - excluded
    frame["is_late_after"] = frame["has_slip"] & (frame["own"] > frame["n_slip"] - frame["n_accepted"])
    whose = frame[["fixing", "paying", "other"]].idxmax(axis=1)
    frame["whose"] = whose.where(~frame["is_late_after"], "own").where(frame["is_late_by_slip"])
    return frame


def tax_waits(material: Material) -> pd.DataFrame:
    """One row a wait for the tax of a land case that ran in the period: reason, from_at, `waited` working days (first day not
    counted) up to its end or the end of the period, `is_running` then, `is_cut` (the case ended otherwise before the tax answered)."""
    return material.query("""
        WITH waits AS (
          SELECT p.case_id, p.reason, p.from_at, c.period_start, c.period_end, coalesce(least(p.to_at, c.closed_at), p.to_at, c.closed_at) AS ended_at,
            coalesce(c.closed_at < c.period_end AND c.closed_as <> 'finished' AND (p.to_at IS NULL OR p.to_at >= c.closed_at), FALSE) AS is_cut
          FROM pauses p JOIN cases c USING (case_id)
          WHERE c.scope = 'land' AND p.reason IN ('tax_fixing', 'tax_paying') AND p.from_at < c.period_end AND (p.to_at IS NULL OR p.to_at >= p.from_at)
            AND NOT contains(coalesce(p.unreadable, ''), ',to_at,'))
        SELECT w.case_id, w.reason, w.from_at, w.ended_at IS NULL OR w.ended_at >= w.period_end AS is_running, w.is_cut, w.ended_at,
          CASE WHEN w.ended_at < w.period_end THEN t.n ELSE e.n END - f.n AS waited, f.n AS n_from, e.n AS n_end, b.n AS n_before
        FROM waits w JOIN days f ON f.day = CAST(w.from_at AS DATE) LEFT JOIN days t ON t.day = CAST(w.ended_at AS DATE)
        JOIN days e ON e.day = CAST(w.period_end AS DATE) - 1 JOIN days b ON b.day = CAST(w.period_start AS DATE) - 1
        WHERE w.ended_at IS NULL OR w.ended_at >= w.period_start OR f.n + 30 >= b.n
        ORDER BY w.case_id, w.from_at""")


def at_the_limit(waits: pd.DataFrame, limit: int) -> pd.DataFrame:
    """The waits whose last day in time, working day number `limit`, lies in the period, so that each is in time or over in one
    period and one only, whether it has ended or still runs. One cut off in time by a withdrawal decides nothing."""
    last = waits["n_from"] + limit
    inside = (last > waits["n_before"]) & (last <= waits["n_end"])
    # On the last day itself a wait that still runs is not over yet.
    is_open_question = (waits["waited"] <= limit) & (waits["is_running"] | waits["is_cut"])
    return waits[inside & ~is_open_question]


def still_waiting(material: Material) -> pd.DataFrame:
    """One row a land case that waits for the tax at the end of the period, the longest first."""
    return material.query("""
        SELECT c.case_id, c.pause_reason AS reason, min(p.from_at) AS since, any_value(e.n) - min(f.n) AS waited
        FROM cases c JOIN pauses p ON p.case_id = c.case_id AND p.reason = c.pause_reason AND p.from_at < c.period_end
          AND (p.to_at IS NULL OR p.to_at >= c.period_end)
        JOIN days f ON f.day = CAST(p.from_at AS DATE) JOIN days e ON e.day = CAST(c.period_end AS DATE) - 1
        WHERE c.scope = 'land' AND c.is_paused_tax GROUP BY c.case_id, c.pause_reason ORDER BY waited DESC, c.case_id""")
