"""Every land case of the period with its three due dates and its working days: the office's own, the tax being fixed, the tax
being paid, other exclusions.

The date on the slip is the one printed first: the column of the list, else the first appointment, else the date before the
first change that any record tells. Where nothing tells it, it is unknown: the date now in the system may have been moved.
"""

from __future__ import annotations

import pandas as pd

from hcc_helpers.obstacles.material import Material

SQL = """
WITH land AS (
  SELECT * FROM cases WHERE scope = 'land' AND is_of_period),
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
  WHERE p.day > CAST(l.accepted_at AS DATE) AND p.day <= CAST(coalesce(l.closed_at, l.period_end) AS DATE) GROUP BY ALL),
counted AS (
  SELECT w.case_id, count(*) FILTER (WHERE reason = 'tax_fixing') AS fixing, count(*) FILTER (WHERE reason = 'tax_paying') AS paying,
    count(*) FILTER (WHERE reason NOT IN ('tax_fixing', 'tax_paying')) AS other, count(*) FILTER (WHERE day < l.period_start) AS before_start
  FROM waited w JOIN land l USING (case_id) GROUP BY w.case_id),
dated AS (
  SELECT l.*, coalesce(original_due_at, first_slip, least(before_change, before_supplement)) AS slip_at,
    coalesce(fixing, 0) AS fixing, coalesce(paying, 0) AS paying, coalesce(other, 0) AS other, coalesce(before_start, 0) AS before_start
  FROM land l LEFT JOIN written USING (case_id) LEFT JOIN asked USING (case_id) LEFT JOIN counted USING (case_id))
SELECT d.case_id, d.procedure, d.is_new, d.is_finished, d.is_closed AND NOT d.is_finished AS is_ended_otherwise, d.is_paused_tax, d.pause_reason,
  d.is_finished_late, d.fixing, d.paying, d.other, d.before_start, d.slip_at IS NOT NULL AS has_slip, d.due_at IS NOT NULL AS has_due,
  a.n AS n_accepted, CASE WHEN d.is_closed THEN c.n END AS n_closed, s.n AS n_slip, e.n AS n_end, b.n AS n_before,
  coalesce(d.is_finished AND CAST(d.closed_at AS DATE) > CAST(d.slip_at AS DATE), FALSE) AS is_late_by_slip,
  coalesce(d.is_finished AND CAST(d.closed_at AS DATE) > CAST(d.due_at AS DATE), FALSE) AS is_late_by_date_now,
  coalesce(CAST(d.due_at AS DATE) <> CAST(d.slip_at AS DATE), FALSE) AS is_moved
FROM dated d LEFT JOIN days a ON a.day = CAST(d.accepted_at AS DATE) LEFT JOIN days c ON c.day = CAST(d.closed_at AS DATE)
LEFT JOIN days s ON s.day = CAST(d.slip_at AS DATE) LEFT JOIN days e ON e.day = CAST(d.period_end AS DATE) - 1
LEFT JOIN days b ON b.day = CAST(d.period_start AS DATE) - 1
ORDER BY d.case_id"""


def land_cases(material: Material) -> pd.DataFrame:
    """One row a land case of the period: see SQL; with `own` (working days of the office) and `whose` of those late by the slip."""
    frame = material.query(SQL)
    excluded = frame[["fixing", "paying", "other"]].sum(axis=1)
    frame["all_days"] = frame["n_closed"] - frame["n_accepted"]
    frame["own"] = frame["all_days"] - excluded
    frame["is_late_after"] = frame["is_finished"] & frame["has_slip"] & (frame["own"] > frame["n_slip"] - frame["n_accepted"])
    whose = frame[["fixing", "paying", "other"]].idxmax(axis=1)
    frame["whose"] = whose.where(~frame["is_late_after"], "own").where(frame["is_late_by_slip"])
    return frame


def tax_waits(material: Material) -> pd.DataFrame:
    """One row a wait for the tax of a land case that ended in the period: reason, since, working days (first day not counted)."""
    return material.query("""
        SELECT p.case_id, p.reason, p.from_at, t.n - f.n AS waited FROM pauses p JOIN cases c USING (case_id)
        JOIN days f ON f.day = CAST(p.from_at AS DATE) JOIN days t ON t.day = CAST(p.to_at AS DATE)
        WHERE c.scope = 'land' AND p.reason IN ('tax_fixing', 'tax_paying') AND p.to_at >= p.period_start AND p.to_at < p.period_end AND p.to_at >= p.from_at
        ORDER BY p.case_id, p.from_at""")


def still_waiting(material: Material) -> pd.DataFrame:
    """One row a land case that waits for the tax at the end of the period, the longest first."""
    return material.query("""
        SELECT c.case_id, c.pause_reason AS reason, min(p.from_at) AS since, any_value(e.n) - min(f.n) AS waited
        FROM cases c JOIN pauses p ON p.case_id = c.case_id AND p.reason = c.pause_reason AND p.from_at < c.period_end
          AND (p.to_at IS NULL OR p.to_at >= c.period_end)
        JOIN days f ON f.day = CAST(p.from_at AS DATE) JOIN days e ON e.day = CAST(c.period_end AS DATE) - 1
        WHERE c.scope = 'land' AND c.is_paused_tax GROUP BY c.case_id, c.pause_reason ORDER BY waited DESC, c.case_id""")
