"""The reminder list (đôn đốc): open cases whose clock runs, those first that are least likely to be finished by their due day.

The chance counts the days already worked (in_time.py). Seen from the newest extraction, whose own day is the first that is left.
"""

from __future__ import annotations

import pandas as pd

from hcc_helpers.outlook.in_time import chances
from hcc_helpers.outlook.past import Past
from hcc_helpers.outlook.still_open import still_open

AHEAD = (1, 3, 5, 10)  # working days ahead; the list reaches as far as the last
LIKELY = 0.8  # a chance to finish by the due day below which a case is named (assumption, printed)
COLUMNS = [
    "case_id",
    "procedure",
    "procedure_name",
    "unit",
    "step_unit",
    "accepted_at",
    "due_on",
    "left_wd",
    "worked_wd",
    "in_time",
    "basis",
    "is_late",
]
NO_UNIT = "Không rõ đơn vị"


def waiting(past: Past, data_root, scope: str) -> pd.DataFrame:
    """Every running open case of `scope` with a due date, the least likely in time first: the list before it is cut to the next days.

    Left out: paused cases (their clock stands still), cases without a due date, and those due beyond the calendar.
    """
    cases = still_open(past).cases
    cases = cases[(cases["scope"] == scope) & cases["is_running"] & cases["left_wd"].notna()].copy()
    cases["left_wd"] = cases["left_wd"].astype(int)
    cases["worked_wd"] = cases["worked_wd"].clip(lower=0).astype(int)
    cases = cases.join(chances(past, scope, cases))
    cases["is_late"] = cases["is_open_late"]
    cases["unit"] = cases["unit"].fillna(NO_UNIT)
    cases["step_unit"] = cases["case_id"].map(_holding(past))
    ordered = cases.sort_values(["is_late", "in_time", "left_wd", "case_id"], ascending=[False, True, True, True])
    return ordered.reset_index(drop=True)[COLUMNS]


def reminders(past: Past, data_root, scope: str) -> pd.DataFrame:
    """The list: past due, or due within ten working days of the extraction. One row a case, in the same order."""
    found = waiting(past, data_root, scope)
    return found[found["is_late"] | (found["left_wd"] <= AHEAD[-1])].reset_index(drop=True)


def due_soon(found: pd.DataFrame) -> pd.DataFrame:
    """Units down; past due and due within 1, 3, 5, 10 working days (each holds the ones before it) across."""
    table = pd.DataFrame({"late": found["is_late"].groupby(found["unit"]).sum()})
    for days in AHEAD:
        table[days] = (~found["is_late"] & (found["left_wd"] <= days)).groupby(found["unit"]).sum()
    return table.astype(int).sort_index()


def _holding(past: Past) -> dict[str, str]:
    """case → unit of the step that it lies in, where the step log knows one that was not passed on by the extraction."""
    rows = (
        still_open(past)
        .con.execute(
            "SELECT case_id, arg_max(unit, step_no) FROM steps WHERE case_id IS NOT NULL AND from_at < period_end "
            "AND (passed_on_at IS NULL OR passed_on_at >= period_end) AND EXISTS (SELECT 1 FROM steps WHERE passed_on_at IS NOT NULL) "
            "GROUP BY case_id"
        )
        .fetchall()
    )
    return dict(rows)
