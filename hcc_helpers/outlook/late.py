"""The late cases of the period: where they lie, how long they are late, what was said to the citizen, and why.

Why: the office's own register of causes where it keeps one; else what the step log and the pauses suggest, marked as
inferred. Nobody's fault is concluded from it.
"""

from __future__ import annotations

import pandas as pd

from hcc_helpers.outlook.past import Past

RECORDED, INFERRED, NONE = "ghi trong sổ", "suy từ nhật ký bước", "chưa ghi"

# One row a late case: days late counted in working days after the due day, to the finish or to the period's end.
_LATE = """
    SELECT c.case_id, c.procedure, c.procedure_name, c.unit, c.field, c.accepted_at, c.due_on, c.closed_at, c.is_finished_late, c.is_open_late,
      CASE WHEN c.is_finished_late THEN c.n_closed ELSE e.n END - dd.n AS late_wd, c.apologies, c.apologies_in_time,
      coalesce(a.moved, 0) AS moved, s.step_no, s.step_unit, s.step_late_wd, r.cause AS recorded,
      coalesce(t.waited, 0) AS tax_wd, coalesce(u.asked, 0) AS supplements
    FROM cases c CROSS JOIN (SELECT n FROM days WHERE day = DATE '{last}') e
    LEFT JOIN days dd ON dd.day = CAST(c.legal_due_at AS DATE)
    LEFT JOIN (SELECT case_id, count(*) AS moved FROM appointments WHERE kind = 'apology' AND made_at < period_end GROUP BY case_id) a ON a.case_id = c.case_id
    LEFT JOIN (SELECT case_id, step_no, unit AS step_unit, step_late_wd FROM (
        SELECT s.case_id, s.step_no, s.unit, coalesce(dp.n, e.n) - ds.n AS step_late_wd
        FROM steps s CROSS JOIN (SELECT n FROM days WHERE day = DATE '{last}') e LEFT JOIN days ds ON ds.day = CAST(s.due_at AS DATE)
        LEFT JOIN days dp ON dp.day = CAST(s.passed_on_at AS DATE) AND s.passed_on_at < s.period_end
        WHERE s.case_id IS NOT NULL AND s.from_at < s.period_end)
      QUALIFY row_number() OVER (PARTITION BY case_id ORDER BY step_late_wd DESC NULLS LAST, step_no DESC) = 1) s ON s.case_id = c.case_id
    LEFT JOIN (SELECT case_id, max(cause) AS cause FROM late_causes WHERE case_id IS NOT NULL GROUP BY case_id) r ON r.case_id = c.case_id
    LEFT JOIN (SELECT case_id, count(DISTINCT day) AS waited FROM paused_days WHERE reason IN ('tax_fixing', 'tax_paying') GROUP BY case_id) t ON t.case_id = c.case_id
    LEFT JOIN (SELECT case_id, count(*) AS asked FROM supplements WHERE requested_at < period_end GROUP BY case_id) u ON u.case_id = c.case_id
    WHERE c.is_late_in_all AND c.scope = ? ORDER BY late_wd DESC, c.case_id"""


def late_cases(past: Past, scope: str) -> pd.DataFrame:
    """One row a late case of the period, longest first, with `cause` (a code of vocabulary LATE_CAUSE, or None) and `cause_from`."""
    found = past.now.con.execute(_LATE.format(last=past.last_day), [scope]).df()
    causes = [_cause(row) for row in found.to_dict("records")]
    found["cause"] = [cause for cause, _ in causes]
    found["cause_from"] = [whence for _, whence in causes]
    return found


def _cause(row: dict) -> tuple[str | None, str]:
    """(cause, whence). Inferred in this order: waited for tax; asked for a supplement; a late step in another unit; in its own."""
    if isinstance(row["recorded"], str):
        return row["recorded"], RECORDED
    if row["tax_wd"] > 0:
        return "financial", INFERRED
    if row["supplements"] > 0:
        return "supplement", INFERRED
    if pd.notna(row["step_late_wd"]) and row["step_late_wd"] > 0:
        return ("deciding" if row["step_unit"] == row["unit"] else "cooperating"), INFERRED
    return None, NONE
