"""Limits that cover at least what they say, by construction: each counted out over every outcome, not simulated.

Why at least: a whole number of cases leaves no limit with exactly 5% outside (Clopper and Pearson 1934, Biometrika 26, 404–413), and
rows that do not say are given to both sides. What simulations of the same limits show stands in test_intervals.py.
"""

import numpy as np
import pytest
from scipy.stats import beta, binom

from hcc_helpers.history.change import rate_ratio
from hcc_helpers.history.funnel import compare
from hcc_helpers.intervals import wilson
from hcc_helpers.obstacles.shares import share_between
from hcc_helpers.outlook.proposals import upper_bound


def test_rows_that_do_not_say_widen_the_interval_to_every_way_that_they_could_go():
    """Whatever the rows that do not say turn out to be, the interval of the share that is then known lies inside."""
    whole = 40
    for part in range(whole + 1):
        for untold in range(whole - part):
            found = share_between(part, untold, whole)
            for truth in (part, part + untold // 2, part + untold):
                low, high = wilson(truth, whole)
                assert found.low <= 100 * low + 1e-9
                assert found.high >= 100 * high - 1e-9


def even(events: int, days: int = 20) -> list[int]:
    """So many events, spread over the days as evenly as they can be: no more scatter than chance."""
    return [events // days + (n < events % days) for n in range(days)]


@pytest.mark.parametrize("events", [3, 12, 35])
def test_the_ratio_of_few_events_is_missed_at_most_once_in_twenty(events):
    limits = [rate_ratio(even(now), even(events - now)) for now in range(events + 1)]
    assert {one.method for one in limits} == {"poisson"}
    for ratio in (0.2, 0.5, 0.8, 1.0, 1.3, 2.0, 5.0):
        chances = binom.pmf(range(events + 1), events, ratio / (1 + ratio))
        covered = sum(chance for chance, one in zip(chances, limits, strict=True) if one.low <= ratio <= one.high)
        assert covered >= 0.95 - 1e-9, ratio


@pytest.mark.parametrize(("whole", "share"), [(60, 0.95), (200, 0.98), (400, 0.5)])
def test_a_commune_like_all_others_is_called_unlike_at_most_once_in_twenty(whole, share):
    inside = 0.0
    for part in range(whole + 1):
        if (chance := binom.pmf(part, whole, share)) > 1e-5:
            _, (one, _) = compare({"a": (part, whole), "b": (round(share * 10**7), 10**7)})
            inside += chance * (one.place == "inside")
    assert inside >= 0.95 - 1e-3  # the outcomes left out above
    assert inside < 0.995  # one that never looks would pass, too


def test_the_interval_of_a_rank_holds_at_least_95_in_100_of_what_it_may_be():
    counts = {f"{n}": pair for n, pair in enumerate([(58, 60), (190, 200), (380, 400), (90, 100), (700, 760), (290, 300)])}
    _, found = compare(counts)
    draw = np.random.default_rng(1)
    shares = np.column_stack(
        [beta.rvs(part + 0.5, whole - part + 0.5, size=20000, random_state=draw) for part, whole in counts.values()]
    )
    ranks = (-shares).argsort(axis=1).argsort(axis=1) + 1
    for n, one in enumerate(found):
        assert ((ranks[:, n] >= one.rank_low) & (ranks[:, n] <= one.rank_high)).mean() >= 0.95 - 0.005  # of two sets of draws
    assert any(one.rank_high - one.rank_low < len(counts) - 1 for one in found)


WILKS = {1: 59, 2: 93, 3: 124, 4: 153, 5: 181}  # Wilks 1941, Annals of Mathematical Statistics 12, 91–96: 95% sure of 95 in 100


@pytest.mark.parametrize(("from_the_top", "fewest"), WILKS.items())
def test_the_bound_of_the_95th_percentile_is_that_of_wilks(from_the_top, fewest):
    assert upper_bound(list(range(1, fewest + 1))) == fewest + 1 - from_the_top
    if from_the_top > 1:
        assert upper_bound(list(range(1, fewest))) == fewest - (from_the_top - 1)


@pytest.mark.parametrize("cases", [59, 80, 93, 200, 1000])
def test_the_bound_of_the_95th_percentile_is_passed_at_most_once_in_twenty(cases):
    """Of times without ties; equal times (whole days) can only make it surer."""
    rank = upper_bound(list(range(1, cases + 1)))
    missed = binom.sf(rank - 1, cases, 0.95)  # all of so many values lie below the percentile
    assert missed <= 0.05
    assert binom.sf(rank - 2, cases, 0.95) > 0.05  # and no smaller one would do
