"""The late cases of the period: where they lie, how long they are late, what was said to the citizen, and why.

Why is what the unit wrote down under one of six codes; where it wrote nothing, nothing is guessed. Where is the step that
was longest past its own due time, from the step log. Nobody's fault is concluded from either.
"""

from __future__ import annotations

import pandas as pd

from hcc_helpers.facts.frames import frame
from hcc_helpers.outlook.past import Past

# One row a late case: days late counted in working days after the due day, to the finish or to the period's end.
_LATE = """
    SELECT c.case_id, c.procedure, c.procedure_name, c.unit, c.field, c.accepted_at, c.due_on, c.closed_at, c.is_finished_late, c.is_open_late,
      CASE WHEN c.is_finished_late THEN c.n_closed ELSE e.n END - dd.n AS late_wd, c.apologies, c.apologies_in_time,
      s.step_no, s.step_unit, s.step_late_wd, r.cause
    FROM cases c CROSS JOIN (SELECT n FROM days WHERE day = DATE '{last}') e
    LEFT JOIN days dd ON dd.day = CAST(c.legal_due_at AS DATE)
    LEFT JOIN (SELECT case_id, step_no, unit AS step_unit, step_late_wd FROM (
        SELECT s.case_id, s.step_no, s.unit, coalesce(dp.n, e.n) - ds.n AS step_late_wd
        FROM steps s CROSS JOIN (SELECT n FROM days WHERE day = DATE '{last}') e LEFT JOIN days ds ON ds.day = CAST(s.due_at AS DATE)
        LEFT JOIN days dp ON dp.day = CAST(s.passed_on_at AS DATE) AND s.passed_on_at < s.period_end
        WHERE s.case_id IS NOT NULL AND s.from_at < s.period_end AND EXISTS (SELECT 1 FROM steps WHERE passed_on_at IS NOT NULL))
      QUALIFY row_number() OVER (PARTITION BY case_id ORDER BY step_late_wd DESC NULLS LAST, step_no DESC) = 1) s ON s.case_id = c.case_id
    LEFT JOIN (SELECT case_id, max(cause) AS cause FROM late_causes WHERE case_id IS NOT NULL GROUP BY case_id) r ON r.case_id = c.case_id
    WHERE c.is_late_in_all AND c.scope = ? ORDER BY late_wd DESC, c.case_id"""


def late_cases(past: Past, scope: str) -> pd.DataFrame:
    """One row a late case of the period, longest first: `late_wd` working days past due, `apologies` (each makes a new
    appointment), `apologies_in_time` (both missing where the export has no appointments), `step_unit` and `step_late_wd` of
    the latest step (missing where no step was late, or where the log never says when a step ended), `cause` (a code of vocabulary LATE_CAUSE, missing where nobody wrote
    one down)."""
    found = frame(past.now.con.execute(_LATE.format(last=past.last_day), [scope]))
    was_late = found["step_late_wd"].fillna(0) > 0
    found[["step_no", "step_unit", "step_late_wd"]] = found[["step_no", "step_unit", "step_late_wd"]].where(was_late)
    return found
