"""The reminder list (đôn đốc): open cases whose clock runs, those first that have the least time against what they need.

Risk = working days left until the due day, divided by the 80th percentile of the procedure's own handling time (at
least one day). Below 1, four in five cases of the procedure would have needed more than what is left, had they only
begun now; 0 and less is past due.
"""

from __future__ import annotations

import pandas as pd

from hcc_helpers.outlook.durations import times
from hcc_helpers.outlook.past import Past
from hcc_helpers.outlook.terms import procedure_terms

AHEAD = (1, 3, 5, 10)  # working days ahead; the list reaches as far as the last
OWN, TERM = "p80", "term"
COLUMNS = ["case_id", "procedure", "procedure_name", "unit", "step_unit", "accepted_at", "due_on", "left_wd", "worked_wd", "need_wd",
           "need_basis", "risk", "is_late", "closed_after"]  # fmt: skip


def waiting(past: Past, data_root, scope: str) -> pd.DataFrame:
    """Every running open case of `scope` with a due date, by risk: the list before it is cut to the next ten working days."""
    cases = past.open_now
    cases = cases[(cases["scope"] == scope) & cases["is_running"] & cases["left_wd"].notna()].copy()
    p80 = times(past, scope)["p80"]
    terms = procedure_terms(past, data_root, scope)["term_wd"]
    own = cases["procedure"].map(p80)
    cases["need_wd"] = own.fillna(cases["procedure"].map(terms)).fillna(1).clip(lower=1)
    cases["need_basis"] = own.notna().map({True: OWN, False: TERM})
    cases["left_wd"] = cases["left_wd"].astype(int)
    cases["risk"] = cases["left_wd"] / cases["need_wd"]
    cases["is_late"] = cases["is_open_late"]
    cases["closed_after"] = cases["closed_at"]
    cases["step_unit"] = cases["case_id"].map(_holding(past))
    return cases.sort_values(["risk", "left_wd", "case_id"]).reset_index(drop=True)[COLUMNS]


def reminders(past: Past, data_root, scope: str) -> pd.DataFrame:
    """The list: due within ten working days of the period's end or past due, without those that the export shows as
    closed since. One row a case, highest risk first."""
    found = waiting(past, data_root, scope)
    return found[(found["left_wd"] <= AHEAD[-1]) & found["closed_after"].isna()].reset_index(drop=True)


def due_soon(found: pd.DataFrame) -> pd.DataFrame:
    """Units down; past due and due within 1, 3, 5, 10 working days (each holds the ones before it) across."""
    unit = found["unit"].fillna("Không rõ")
    table = pd.DataFrame({"late": (found["left_wd"] <= 0).groupby(unit).sum()})
    for days in AHEAD:
        table[days] = ((found["left_wd"] > 0) & (found["left_wd"] <= days)).groupby(unit).sum()
    return table.astype(int).sort_index()


def _holding(past: Past) -> dict[str, str]:
    """case → unit of the step that it lies in, where the step log knows one that was not passed on by the period's end."""
    rows = past.now.con.execute(
        "SELECT case_id, arg_max(unit, step_no) FROM steps WHERE case_id IS NOT NULL AND from_at < period_end "
        "AND (passed_on_at IS NULL OR passed_on_at >= period_end) GROUP BY case_id"
    ).fetchall()
    return dict(rows)
