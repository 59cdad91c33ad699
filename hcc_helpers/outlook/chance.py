"""The chance that an open case will be late: of the cases that were still open with as many days left, how many came late.

A survival curve (Kaplan and Meier 1958, with delayed entry, as statsmodels computes it) on the clock "working days from the
due day": a case comes under observation on the day of its receipt and leaves when it is finished, or unfinished where it was
returned, withdrawn or is open still. A procedure with enough late cases has its own curve, all others share one. Within a
procedure of one term "as many days left" is "at the same age".

Nothing is shown before three conditions hold: enough late cases, enough past month ends to test on, and a back-test in
which the forecasts were right in sum and better than one rate for all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from hcc_helpers.outlook.past import Past
from hcc_helpers.periods import parse_period

FEWEST_LATE = 100  # late cases in the history of a scope below which no chance is shown
OWN_LATE = 20  # late cases from which a procedure has a curve of its own (assumption)
FEWEST_AT_RISK = 30  # cases that must once have been open with as many days left (assumption)
FEWEST_TRIED = 50  # late cases known at a past month end from which on it serves as a test (assumption)
MOST_TRIALS = 12  # month ends tried, the newest
BANDS = (0.02, 0.05, 0.10, 0.25, 1.0)  # upper ends of the bands in which forecast and outcome are compared
CERTAIN = 0.05  # two-sided; below it sum of forecasts and outcomes differ beyond chance
COLUMNS = ["case_id", "procedure", "accepted_on", "closed_on", "n_accepted", "n_due", "n_closed", "is_finished", "is_late"]
POOLED = ""  # the curve of all procedures without their own


@dataclass(frozen=True)
class Hazard:
    """Of those at risk on a day of the clock (day 0 is the due day), how many were finished: the parts of a survival curve."""

    day: np.ndarray
    at_risk: np.ndarray
    finished: np.ndarray

    def late(self, left_wd: int) -> float:
        """The chance to be unfinished after the due day, of cases open with `left_wd` working days left; NaN: too few."""
        inside = (self.day > -left_wd) & (self.day <= 0)
        if not inside.any() or self.at_risk[inside][0] < FEWEST_AT_RISK:
            return float("nan")
        return float(np.prod(1 - self.finished[inside] / self.at_risk[inside]))


def known_at(cases: pd.DataFrame, evening: date, n: int) -> pd.DataFrame:
    """The cases as they stood on an evening (working day number `n`): later closings are not known yet."""
    mine = cases[cases["accepted_on"] <= pd.Timestamp(evening)].copy()
    is_closed = mine["closed_on"] <= pd.Timestamp(evening)
    mine["day"] = np.where(is_closed, mine["n_closed"], n) - mine["n_due"]
    # Late by the hour on the due day itself (offices that compare instants) counts as after it.
    mine["day"] = mine["day"].where(~(is_closed & mine["is_late"] & (mine["day"] <= 0)), 1)
    mine["is_event"] = is_closed & mine["is_finished"]
    return mine


def hazards(known: pd.DataFrame) -> dict[str, Hazard]:
    """Procedure → its curve; under POOLED that of all procedures that have too few late cases for one."""
    late = known[known["day"] > 0].groupby("procedure").size()
    own = set(late.index[late >= OWN_LATE])
    strata = known["procedure"].where(known["procedure"].isin(own), POOLED)
    return {name: _hazard(mine) for name, mine in known.groupby(strata)}


def _hazard(known: pd.DataFrame) -> Hazard:
    from statsmodels.duration.survfunc import SurvfuncRight  # slow to import

    # At risk from the day of receipt on; the entry lies the day before, since the library counts from the day after it.
    entry = known["n_accepted"] - known["n_due"] - 1
    fitted = SurvfuncRight(
        known["day"].to_numpy(dtype=float), known["is_event"].to_numpy(dtype=float), entry=entry.to_numpy(dtype=float)
    )
    return Hazard(np.asarray(fitted.surv_times), np.asarray(fitted.n_risk), np.asarray(fitted.n_events))


def chances(curves: dict[str, Hazard], procedures, left) -> np.ndarray:
    """For cases with `left` ≥ 1 working days left: the chance of each to be late, NaN where too few were ever so."""
    return np.array(
        [
            (curves[name] if name in curves else curves[POOLED]).late(int(days)) if name in curves or POOLED in curves else np.nan
            for name, days in zip(procedures, left, strict=True)
        ],
        dtype=float,
    )


@dataclass(frozen=True)
class Verdict:
    """Whether chances are shown, and on what that rests."""

    late: int  # late cases in the history
    trials: int = 0  # month ends tried
    bands: pd.DataFrame | None = None  # upper, cases, forecast (mean chance), late
    expected: float = 0.0
    came: int = 0
    brier: float = 0.0  # mean squared error of the forecasts
    brier_flat: float = 0.0  # the same of one rate for all
    p_value: float = 1.0

    @property
    def tried(self) -> int:
        return 0 if self.bands is None else int(self.bands["cases"].sum())

    @property
    def is_calibrated(self) -> bool:
        return self.tried > 0 and self.p_value >= CERTAIN and self.brier < self.brier_flat

    @property
    def is_shown(self) -> bool:
        return self.late >= FEWEST_LATE and self.is_calibrated


def back_test(cases: pd.DataFrame, evenings: list[tuple[date, int]]) -> Verdict:
    """Forecasts made at each past evening from what was known then, against what came. `cases`: COLUMNS, and the last
    evening of `evenings` is that of the whole history; it is no trial."""
    *before, (last, n_last) = evenings
    final = known_at(cases, last, n_last).set_index("case_id")
    total, tried = int((final["day"] > 0).sum()), []
    for evening, n in before[-MOST_TRIALS:]:
        known = known_at(cases, evening, n)
        if (known["day"] > 0).sum() < FEWEST_TRIED:
            continue
        is_open = ~(known["closed_on"] <= pd.Timestamp(evening)) & (known["n_due"] > n)
        asked = known[is_open]
        chance = chances(hazards(known), asked["procedure"], asked["n_due"] - n)
        came = final.loc[asked["case_id"]]
        # Decided: late by now, or finished by the due day. Returned, withdrawn and still running cases decide nothing.
        is_late, is_decided = (came["day"] > 0).to_numpy(), ((came["day"] > 0) | came["is_event"]).to_numpy()
        usable = is_decided & ~np.isnan(chance)
        rate = float((known["is_event"] & (known["day"] > 0)).sum() / max(int(known["is_event"].sum()), 1))
        tried.append(pd.DataFrame({"chance": chance[usable], "late": is_late[usable], "flat": rate}))
    if not tried:
        return Verdict(total)
    return _verdict(total, len(tried), pd.concat(tried, ignore_index=True))


def _verdict(total: int, trials: int, tried: pd.DataFrame) -> Verdict:
    from scipy.stats import norm

    band = np.searchsorted(BANDS, tried["chance"])
    bands = tried.groupby(band).agg(cases=("late", "size"), forecast=("chance", "mean"), late=("late", "sum"))
    bands.insert(0, "upper", [BANDS[i] for i in bands.index])
    expected, came = float(tried["chance"].sum()), int(tried["late"].sum())
    spread = float((tried["chance"] * (1 - tried["chance"])).sum()) ** 0.5
    p_value = 2 * float(norm.sf(abs(came - expected) / spread)) if spread else float(came == expected)
    brier, flat = (float(((tried[name] - tried["late"]) ** 2).mean()) for name in ("chance", "flat"))
    return Verdict(total, trials, bands.reset_index(drop=True), expected, came, brier, flat, p_value)


def history(past: Past, scope: str) -> pd.DataFrame:
    """The admitted cases of `scope` with a due date, up to the period's end; paused ones are left out, their day moves still."""
    cases = past.cases
    cases = cases[(cases["scope"] == scope) & cases["n_due"].notna() & ~cases["is_paused"] & ~cases["is_unknown"]]
    return cases.rename(columns={"is_late_in_all": "is_late"})[COLUMNS]


def verdict(past: Past, scope: str) -> Verdict:
    """The back-test on the months at hand."""
    calendar, since = past.calendar, past.now.settings.centre.since
    ends = [parse_period(text, since).last_day for text in past.months]
    ends = [day for day in ends if day < past.last_day] + [past.last_day]
    return back_test(history(past, scope), [(day, calendar.number(day)) for day in ends])


def with_chance(past: Past, scope: str, found: pd.DataFrame) -> pd.DataFrame:
    """The reminder list with `chance` (0 to 1), where the verdict allows it; missing for cases that are late already."""
    calendar = past.calendar
    curves = hazards(known_at(history(past, scope), past.last_day, calendar.number(past.last_day)))
    chance = pd.Series(chances(curves, found["procedure"], found["left_wd"].clip(lower=1)), index=found.index)
    return found.assign(chance=chance.where(~found["is_late"]))
