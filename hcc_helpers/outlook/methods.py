"""Ways to say how many cases the coming working days bring. Each takes the history and the days, and gives numbers.

Simple on purpose: what is chosen between them is chosen by back-test (forecast.py), and every one can be said in a
sentence. The regression is a quasi-Poisson model (McCullagh and Nelder 1989) as statsmodels computes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from hcc_helpers.outlook.tet import tet_weeks
from hcc_helpers.workdays import Calendar

NAIVE, MEAN, LEVEL, TREND = "naive", "mean", "level", "trend"
LABELS = {
    NAIVE: "Lặp lại tuần trước (cùng thứ)",
    MEAN: "Trung bình cùng thứ của 8 tuần gần nhất",
    LEVEL: "Mức 4 tuần gần nhất × hệ số thứ, ngày sau nghỉ lễ, Tết",
    TREND: "Như trên, thêm xu hướng tắt dần",
}
SIMPLE, ALL = (NAIVE, MEAN), (NAIVE, MEAN, LEVEL, TREND)
WEEKDAYS = 5
_MEAN_DAYS, _LEVEL_DAYS, _TREND_DAYS = 40, 20, 120
_KNOT_DAYS = 60  # the slow course of the level is a broken line with a knot every so many working days
_DAMPING = 0.98  # a day's share of the trend that is left the day after


@dataclass(frozen=True)
class Predicted:
    """Expected cases by day, and how unsure the Tết effect inside each is (standard error of its logarithm; 0 outside)."""

    values: np.ndarray
    tet_error: np.ndarray


def predict(method: str, counts: pd.Series, days: list[date], calendar: Calendar) -> Predicted:
    """`method` applied to a history of whole numbers by working day (at least one)."""
    return predict_all((method,), counts, days, calendar)[method]


def predict_all(methods: tuple[str, ...], counts: pd.Series, days: list[date], calendar: Calendar) -> dict[str, Predicted]:
    """The same for several methods; the two regressions share one fit."""
    found, fit = {}, None
    for method in methods:
        if method in SIMPLE:
            found[method] = Predicted((_naive if method == NAIVE else _mean)(counts, days), np.zeros(len(days)))
        else:
            fit = fit or _Effects(counts, calendar)
            found[method] = fit.predict(days, with_trend=method == TREND)
    return found


def _naive(counts: pd.Series, days: list[date]) -> np.ndarray:
    """The last value of the same weekday; of a Saturday that is worked for once, the mean of the last five days."""
    last: dict[int, float] = {}
    for day, value in counts.items():
        last[day.weekday()] = float(value)
    other = float(counts.iloc[-WEEKDAYS:].mean())
    return np.array([last.get(day.weekday(), other) if day.weekday() < WEEKDAYS else other for day in days])


def _mean(counts: pd.Series, days: list[date]) -> np.ndarray:
    recent = counts.iloc[-_MEAN_DAYS:]
    by_weekday = recent.groupby([day.weekday() for day in recent.index]).mean()
    return np.array(
        [by_weekday.get(day.weekday(), recent.mean()) if day.weekday() < WEEKDAYS else recent.mean() for day in days], dtype=float
    )


class _Effects:
    """Factors of weekday, of the day after a long break and of the weeks around Tết, beside a slow course of the level."""

    def __init__(self, counts: pd.Series, calendar: Calendar):
        import statsmodels.api as sm

        self.calendar, self.values = calendar, counts.to_numpy(dtype=float)
        days = list(counts.index)
        weeks = tet_weeks(calendar, days)
        self.weeks = [week for week in sorted(set(weeks) - {0}) if weeks.count(week) >= 3]
        effects = self._columns(days)
        at = np.arange(len(days), dtype=float)
        course = [np.ones(len(days)), at / _KNOT_DAYS] + [
            np.maximum(at - knot, 0) / _KNOT_DAYS for knot in range(_KNOT_DAYS, len(days) - _KNOT_DAYS // 2, _KNOT_DAYS)
        ]
        fitted = sm.GLM(self.values, np.column_stack([effects, *course]), family=sm.families.Poisson()).fit(scale="X2")
        self.effects = np.asarray(fitted.params)[: effects.shape[1]]
        self.errors = np.asarray(fitted.bse)[: effects.shape[1]]
        self.factors = np.exp(effects @ self.effects)

    def _columns(self, days: list[date]) -> np.ndarray:
        """Weekday against the average of the five (a worked Saturday is an average day), after a break, weeks of Tết."""
        weekdays = np.array([day.weekday() for day in days])
        columns = [
            np.where(weekdays == one, 1.0, 0.0) - np.where(weekdays == WEEKDAYS - 1, 1.0, 0.0) for one in range(WEEKDAYS - 1)
        ]
        columns.append(np.array([float(_is_after_break(self.calendar, day)) for day in days]))
        weeks = np.array(tet_weeks(self.calendar, days))
        return np.column_stack(columns + [(weeks == week).astype(float) for week in self.weeks])

    def predict(self, days: list[date], with_trend: bool) -> Predicted:
        columns = self._columns(days)
        recent = slice(-_LEVEL_DAYS, None)
        level = self.values[recent].sum() / self.factors[recent].sum()
        growth = self._damped(len(days)) if with_trend else np.zeros(len(days))
        error = np.zeros(len(days))
        for number, _ in enumerate(self.weeks, start=WEEKDAYS):
            error += columns[:, number] * self.errors[number]
        return Predicted(level * np.exp(columns @ self.effects + growth), error)

    def _damped(self, ahead: int) -> np.ndarray:
        """The log of the trend's factor on each day ahead: the slope of the last months, dying away."""
        adjusted = np.maximum(self.values[-_TREND_DAYS:], 0.5) / self.factors[-_TREND_DAYS:]
        slope = np.polyfit(np.arange(len(adjusted)), np.log(adjusted), 1)[0]
        middle = _LEVEL_DAYS / 2  # the level is that of the middle of its window
        return slope * (middle * _DAMPING + np.cumsum(_DAMPING ** np.arange(1, ahead + 1)))


def _is_after_break(calendar: Calendar, day: date) -> bool:
    """Whether at least three days off lie just before the day."""
    before = [day - timedelta(days=n) for n in (1, 2, 3)]
    return all(calendar.first <= one and not calendar.is_working(one) for one in before)
