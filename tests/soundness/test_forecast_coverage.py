"""Coverage of the forecast's intervals on simulated histories: eight in ten within five points; flat, growing, over-dispersed, three Tết."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from hcc_helpers.outlook.daily import working_days
from hcc_helpers.outlook.forecast import AHEAD, COVERAGE, forecast
from hcc_helpers.outlook.tet import tet_weeks
from hcc_helpers.places import project_root
from hcc_helpers.workdays import load_calendar

CALENDAR = load_calendar(project_root() / "data" / "reference" / "working_days.csv")
DAYS = working_days(CALENDAR, CALENDAR.first, CALENDAR.last)
NEAR = 0.05  # how far from nominal the coverage may lie


def history(kind: str, draw: np.random.Generator, known: int) -> tuple[list, np.ndarray]:
    first = draw.integers(0, 400)
    days = DAYS[first : first + known + AHEAD]
    mean = np.full(len(days), 90.0)
    if kind == "growing":
        mean = 60 * np.exp(np.linspace(0, 0.5 * len(days) / 245, len(days)))
    if kind == "over-dispersed":
        mean = mean * draw.gamma(1 / 0.09, 0.09, len(days))
    return days, draw.poisson(mean)


def covered_total(kind: str, runs: int, known: int = 110) -> tuple[float, float]:
    """(share of totals inside, mean of actual over expected)."""
    inside, ratios = 0, []
    for seed in range(runs):
        days, counts = history(kind, np.random.default_rng(seed), known)
        found = forecast(pd.Series(counts[:known], index=pd.Index(days[:known], dtype=object)), days[known:], CALENDAR)
        expected, low, high = found.total(days[known], days[-1])
        inside += low <= counts[known:].sum() <= high
        ratios.append(counts[known:].sum() / expected)
    return inside / runs, float(np.mean(ratios))


WEEKDAY = (1.15, 1.05, 1.0, 0.95, 0.85)
TET = {-4: 1.1, -3: 1.2, -2: 1.45, -1: 1.3, 0: 1.0, 1: 0.55, 2: 0.8}


def tet_history(draw: np.random.Generator, first: date, last: date) -> pd.Series:
    """Cases a working day around three Tết: a level that wanders, weekdays, the weeks before and after Tết, scatter of counts."""
    level, growth = float(draw.choice([30, 55, 90, 200])), float(draw.choice([-0.1, 0, 0.1, 0.2]))
    days, wander, counts = working_days(CALENDAR, first, last), 0.0, []
    for number, (day, week) in enumerate(zip(days, tet_weeks(CALENDAR, days), strict=True)):
        wander = 0.95 * wander + draw.normal(0, 0.02)
        mean = level * (1 + growth * number / 250) * WEEKDAY[min(day.weekday(), 4)] * TET[week] * np.exp(wander)
        counts.append(draw.poisson(mean * draw.gamma(40, 1 / 40)))
    return pd.Series(counts, index=pd.Index(days, dtype=object))


def covered_over_tet(runs: int) -> float:
    """The month that holds the third Tết, foretold from the two before. The histories are none of those that the way was chosen on."""
    inside = 0
    for seed in range(1000, 1000 + runs):
        counts = tet_history(np.random.default_rng(seed), date(2023, 8, 15), date(2026, 3, 14))
        known, coming = counts.iloc[:-AHEAD], counts.iloc[-AHEAD:]
        _, low, high = forecast(known, list(coming.index), CALENDAR).total(coming.index[0], coming.index[-1])
        inside += low <= coming.sum() <= high
    return inside / runs


def test_a_forecast_of_a_growing_series_is_not_left_behind():
    assert covered_total("growing", 12)[1] == pytest.approx(1, abs=0.05)


@pytest.mark.long
@pytest.mark.parametrize("kind", ["flat", "growing", "over-dispersed"])
def test_the_total_of_a_month_lies_inside_its_interval_eight_times_in_ten(kind):
    inside, ratio = covered_total(kind, 400)
    print(kind, round(100 * inside, 1), round(ratio, 3))
    assert abs(inside - COVERAGE) <= NEAR
    assert ratio == pytest.approx(1, abs=0.03)


@pytest.mark.long
def test_the_month_of_the_third_tet_lies_inside_its_interval_eight_times_in_ten():
    inside = covered_over_tet(150)
    print("three Tết", round(100 * inside, 1))
    assert abs(inside - COVERAGE) <= NEAR
