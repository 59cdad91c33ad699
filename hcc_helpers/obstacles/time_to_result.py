"""Time from acceptance to result in working days, with cases that are still open and cases that ended otherwise.

A case carried over from before is seen only from the first day of the period on (delayed entry); an open one only until its
end (censored); a returned or withdrawn one has ended without a result (a competing end, no censoring).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Incidence:
    """Share of cases (0–100) that have a result, or have ended otherwise, by working day since acceptance."""

    days: np.ndarray
    result: np.ndarray
    otherwise: np.ndarray
    cases: int

    def by(self, day: float) -> float:
        """Share with a result after `day` working days."""
        at = np.searchsorted(self.days, day, side="right") - 1
        return float(self.result[at]) if at >= 0 else 0.0

    def day_of(self, share: float) -> float | None:
        """The first working day on which at least `share` percent have a result; None where that is never seen."""
        reached = np.flatnonzero(self.result >= share)
        return float(self.days[reached[0]]) if len(reached) else None


def cumulative_incidence(entry, time, end) -> Incidence:
    """Aalen and Johansen's estimate. `entry`: working days old when first seen (−1: from acceptance on); `time`: working days
    old at the end or when last seen; `end`: "result", "otherwise" or "" for still open.

    A case is at risk on the days after `entry` up to and including `time`.
    """
    from statsmodels.duration.survfunc import SurvfuncRight

    frame = pd.DataFrame({"entry": np.asarray(entry, float), "time": np.asarray(time, float), "end": list(end)})
    frame = frame[frame["time"] > frame["entry"]]
    if frame.empty or not (frame["end"] != "").any():
        return Incidence(np.array([]), np.array([]), np.array([]), len(frame))
    survival = SurvfuncRight(frame["time"], (frame["end"] != "").astype(int), entry=frame["entry"])
    days, alive = np.asarray(survival.surv_times), np.asarray(survival.surv_prob)
    before = np.concatenate([[1.0], alive[:-1]])
    ends = frame[frame["end"] != ""].groupby(["time", "end"]).size().unstack(fill_value=0).reindex(days, fill_value=0)
    step = before / np.asarray(survival.n_risk, float)
    curves = {
        kind: 100 * np.cumsum(step * ends[kind].to_numpy()) if kind in ends else np.zeros(len(days))
        for kind in ("result", "otherwise")
    }
    return Incidence(days, curves["result"], curves["otherwise"], len(frame))
