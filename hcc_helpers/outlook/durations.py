"""How long a procedure takes: Kaplan–Meier on working days, so that cases still open count as "not yet" instead of not at all.

Source of the estimator: Kaplan and Meier (1958), as statsmodels computes it. Finished cases are events; open, returned,
withdrawn and stopped ones are censored where they stand.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from statsmodels.duration.survfunc import SurvfuncRight

from hcc_helpers.outlook.past import Past

FEWEST_FINISHED = 10  # finished cases below which a procedure has no quantiles of its own (assumption, printed)
_SLACK = 1e-9  # S(t) that reaches 1 − p exactly must count as reached in spite of binary fractions


def usable(cases: pd.DataFrame) -> pd.DataFrame:
    """The cases whose clock can be read: not unknown, and not closed before they were received."""
    return cases[(cases["worked_wd"].notna()) & (cases["worked_wd"] >= 0) & (~cases["is_unknown"])]


def survival(worked: pd.Series, is_finished: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """(working days, share of cases that take longer), increasing days. At least one row is needed."""
    fitted = SurvfuncRight(np.asarray(worked, dtype=float), np.asarray(is_finished, dtype=float))
    return np.asarray(fitted.surv_times), np.asarray(fitted.surv_prob)


def quantile(curve: tuple[np.ndarray, np.ndarray], p: float) -> float:
    """The first day by which at least the share `p` of cases is finished; NaN where the curve never comes so far."""
    times, surviving = curve
    reached = np.flatnonzero(surviving <= 1 - p + _SLACK)
    return float(times[reached[0]]) if len(reached) else float("nan")


def longer_than(curve: tuple[np.ndarray, np.ndarray], days: float) -> float:
    """The share of cases that take more than `days` working days."""
    times, surviving = curve
    at = np.searchsorted(times, days, side="right") - 1
    return 1.0 if at < 0 else float(surviving[at])


def times(past: Past, scope: str) -> pd.DataFrame:
    """One row a procedure of `scope`, most finished cases first: name, finished, censored, p50, p80, p90 (working days).

    Quantiles are missing with fewer than FEWEST_FINISHED finished cases, or where too many are still open.
    """
    cases = usable(past.cases[past.cases["scope"] == scope])
    rows = []
    for procedure, mine in cases.groupby("procedure", sort=True):
        finished = int(mine["is_finished"].sum())
        curve = survival(mine["worked_wd"], mine["is_finished"]) if finished >= FEWEST_FINISHED else None
        cuts = [quantile(curve, p) if curve else float("nan") for p in (0.5, 0.8, 0.9)]
        names = mine["procedure_name"].dropna()
        rows.append((procedure, min(names) if len(names) else None, finished, len(mine) - finished, *cuts))
    table = pd.DataFrame(rows, columns=["procedure", "name", "finished", "censored", "p50", "p80", "p90"])
    return table.sort_values(["finished", "procedure"], ascending=[False, True]).set_index("procedure")
