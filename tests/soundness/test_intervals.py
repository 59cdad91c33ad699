"""Coverage of the intervals on generated data: nominal within two points (95%), within five for the forecast (80%)."""

import numpy as np
import pandas as pd
import pytest

from hcc_helpers.obstacles.strata import correlation_by_days, of_clusters, share_by_days
from hcc_helpers.outlook.daily import working_days
from hcc_helpers.outlook.forecast import AHEAD, forecast
from hcc_helpers.places import project_root
from hcc_helpers.workdays import load_calendar

CALENDAR = load_calendar(project_root() / "data" / "reference" / "working_days.csv")
DAYS = working_days(CALENDAR, CALENDAR.first, CALENDAR.last)


def correlated(draw: np.random.Generator, days: int = 20, hours: int = 8):
    """Hours of a day share a day's own level of both numbers; the truth is what a year of such days shows."""
    a, b = draw.normal(size=(days, 1)), draw.normal(size=(days, 1))
    x = a + draw.normal(size=(days, hours))
    y = 0.6 * a + 0.8 * b + draw.normal(size=(days, hours))
    return x.ravel(), y.ravel(), np.repeat(np.arange(days), hours)


def covered_correlation(runs: int) -> float:
    from scipy.stats import spearmanr

    x, y, _ = correlated(np.random.default_rng(99), days=40000)
    truth, inside = spearmanr(x, y).statistic, 0
    for seed in range(runs):
        _, low, high = correlation_by_days(*correlated(np.random.default_rng(seed)))
        inside += low <= truth <= high
    return inside / runs


def covered_share(runs: int) -> float:
    inside = 0
    for seed in range(runs):
        draw = np.random.default_rng(seed)
        tries = np.full(20, 24.0)
        hits = draw.binomial(24, draw.beta(3, 12, size=20)).astype(float)
        _, low, high = share_by_days(hits, tries)
        inside += low <= 0.2 <= high
    return inside / runs


def covered_effect(runs: int, exposed: int = 8, clusters: int = 20) -> float:
    inside = 0
    for seed in range(runs):
        draw = np.random.default_rng(seed)
        own = draw.normal(0, 0.5, clusters)
        cluster = draw.integers(clusters, size=800)
        is_exposed = cluster < exposed
        y = own[cluster] + 1.0 * is_exposed + draw.normal(0, 1, 800)
        found = of_clusters(
            pd.DataFrame({"stratum": draw.integers(3, size=800), "cluster": cluster, "exposed": is_exposed, "y": y})
        )
        inside += found.low <= 1.0 <= found.high
    return inside / runs


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


def test_the_hours_of_a_day_are_one_cluster():
    """A naive interval of these hours misses the truth in one case of seven; a quick look, the long one counts."""
    assert covered_correlation(60) >= 0.88


def test_a_forecast_of_a_growing_series_is_not_left_behind():
    assert covered_total("growing", 12)[1] == pytest.approx(1, abs=0.05)


@pytest.mark.long
def test_intervals_from_days_cover_what_they_say():
    found = {"correlation": covered_correlation(2000), "share": covered_share(2000), "effect": covered_effect(1000)}
    print(found)
    assert all(0.93 <= one <= 0.99 for one in found.values()), found  # never below nominal by more than two points


@pytest.mark.long
@pytest.mark.parametrize("kind", ["flat", "growing", "over-dispersed"])
def test_the_total_of_a_month_lies_inside_its_interval_eight_times_in_ten(kind):
    inside, ratio = covered_total(kind, 400)
    print(kind, inside, ratio)
    assert abs(inside - 0.8) <= 0.05
    assert ratio == pytest.approx(1, abs=0.03)
