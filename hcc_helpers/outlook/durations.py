"""How long a procedure takes: Kaplan–Meier on working days, so that cases still open count as "not yet" instead of not at all.

Source of the estimator: Kaplan and Meier (1958), as statsmodels computes it. Finished cases are events; open, returned,
withdrawn and stopped ones are censored where they stand. A case accepted before the first stored day is counted only from the
age on at which it was first seen (delayed entry): those that were finished before are in no export.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from hcc_helpers.outlook.past import Past

FEWEST_FINISHED = 10  # finished cases below which a procedure has no quantiles of its own (assumption, printed)
_SLACK = 1e-9  # S(t) that reaches 1 − p exactly must count as reached in spite of binary fractions


@dataclass(frozen=True)
class Curve:
    """`days`: working days on which a case was finished; `open`: the share of cases that take longer; `at_risk`: cases seen on that day."""

    days: np.ndarray
    open: np.ndarray
    at_risk: np.ndarray

    def after(self, day: float) -> float:
        """The share of cases that take longer than `day` working days."""
        reached = np.searchsorted(self.days, day, side="right")
        return float(self.open[reached - 1]) if reached else 1.0

    def quantile(self, p: float) -> float:
        """The first day by which at least the share `p` of cases is finished; NaN where the curve never comes so far."""
        reached = np.flatnonzero(self.open <= 1 - p + _SLACK)
        return float(self.days[reached[0]]) if len(reached) else float("nan")


def usable(cases: pd.DataFrame) -> pd.DataFrame:
    """The cases whose clock can be read: not unknown, not closed before they were received, seen before they ended."""
    is_seen = cases["worked_wd"] > cases["seen_from_wd"]
    return cases[cases["worked_wd"].notna() & (cases["worked_wd"] >= 0) & is_seen & (~cases["is_unknown"])]


def survival(worked, is_finished, seen_from) -> Curve:
    """The curve of at least one case: working days, whether it was finished then, working days when it was first seen (−1: at once)."""
    from statsmodels.duration.survfunc import SurvfuncRight  # slow to import

    fitted = SurvfuncRight(
        np.asarray(worked, dtype=float), np.asarray(is_finished, dtype=float), entry=np.asarray(seen_from, dtype=float)
    )
    return Curve(np.asarray(fitted.surv_times), np.asarray(fitted.surv_prob), np.asarray(fitted.n_risk))


def curve_of(cases: pd.DataFrame) -> Curve | None:
    """The curve of usable cases; None with fewer than FEWEST_FINISHED finished ones."""
    if int(cases["is_finished"].sum()) < FEWEST_FINISHED:
        return None
    return survival(cases["worked_wd"], cases["is_finished"], cases["seen_from_wd"])


def times(past: Past, scope: str) -> pd.DataFrame:
    """One row a procedure of `scope`, most finished cases first: name, finished, censored, p50, p80, p90 (working days).

    Quantiles are missing with fewer than FEWEST_FINISHED finished cases, or where too many are still open.
    """
    cases = usable(past.cases[past.cases["scope"] == scope])
    rows = []
    for procedure, mine in cases.groupby("procedure", sort=True):
        finished = int(mine["is_finished"].sum())
        curve = curve_of(mine)
        cuts = [curve.quantile(p) if curve else float("nan") for p in (0.5, 0.8, 0.9)]
        names = mine["procedure_name"].dropna()
        rows.append((procedure, min(names) if len(names) else None, finished, len(mine) - finished, *cuts))
    table = pd.DataFrame(rows, columns=["procedure", "name", "finished", "censored", "p50", "p80", "p90"])
    return table.sort_values(["finished", "procedure"], ascending=[False, True]).set_index("procedure")
