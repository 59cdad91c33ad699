"""Wilson's and Newcombe's intervals beside statsmodels, to the last digit that matters, and at their ends."""

import random

import pytest
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from hcc_helpers.intervals import newcombe, wilson

DRAW = random.Random(766)
SHARES = [(0, 1), (1, 1), (0, 40), (40, 40), (107, 110), (1, 100_000)]
SHARES += [(DRAW.randint(0, whole), whole) for whole in (DRAW.randint(1, 5_000) for _ in range(300))]


def test_wilson_is_that_of_statsmodels():
    for part, whole in SHARES:
        theirs = tuple(float(bound) for bound in proportion_confint(part, whole, alpha=0.05, method="wilson"))
        assert wilson(part, whole) == pytest.approx(theirs, abs=1e-15), (part, whole)


def test_newcombe_is_that_of_statsmodels():
    for (part, whole), (other, other_whole) in zip(SHARES, reversed(SHARES), strict=True):
        theirs = confint_proportions_2indep(part, whole, other, other_whole, compare="diff", method="newcomb")
        assert newcombe(part, whole, other, other_whole) == pytest.approx(tuple(map(float, theirs)), abs=1e-14)


def test_an_interval_holds_its_share_and_stays_between_nothing_and_all():
    for part, whole in SHARES:
        low, high = wilson(part, whole)
        assert 0 <= low <= part / whole <= high <= 1 or part in (0, whole)
        assert 0 <= low < high <= 1
