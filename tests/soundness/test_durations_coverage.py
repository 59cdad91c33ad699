"""The middle and the ninth tenth of how long a procedure takes: what is said of coming cases holds for them, with cases still open and
cases that began before the first stored day."""

import numpy as np
import pytest

from hcc_helpers.outlook.durations import survival

NEAR = 0.02  # how far the share of coming cases may lie from the one that a quantile names

# Weeks in remission under 6-mercaptopurine, True: ended (Freireich and others 1963, Blood 21, 699–716).
REMISSION = [(6, True)] * 3 + [(6, False), (7, True), (9, False), (10, True), (10, False), (11, False), (13, True), (16, True)]
REMISSION += [(week, False) for week in (17, 19, 20)] + [(22, True), (23, True)]
REMISSION += [(week, False) for week in (25, 32, 32, 34, 35)]


def test_the_curve_and_its_quantiles_are_those_of_a_published_example():
    """Klein and Moeschberger 2003, Survival Analysis, table 4.1."""
    weeks, ended = zip(*REMISSION, strict=True)
    curve = survival(weeks, ended, [-1] * len(weeks))
    assert dict(zip(curve.days, curve.open.round(3), strict=True)) == {
        6: 0.857,
        7: 0.807,
        10: 0.753,
        13: 0.690,
        16: 0.627,
        22: 0.538,
        23: 0.448,
    }
    assert (curve.quantile(0.25), curve.quantile(0.5)) == (13, 23)
    assert np.isnan(curve.quantile(0.9))


STORED = 125  # working days of the export: half a year


def finished_by(runs: int, cases: int, p: float) -> tuple[float, float]:
    """(mean share of coming cases that are finished by the day said, share of runs in which a day could be said).

    Times in working days as a skewed procedure has them: half take up to 20 days, nine in ten up to 48. Cases came evenly, from 80
    days before the first stored day on; those that were finished before it are in no export; those not finished by the last are open.
    """
    said, coming = [], np.ceil(np.random.default_rng(0).lognormal(np.log(20), 0.68, 10**6))
    for seed in range(runs):
        draw = np.random.default_rng(seed)
        began = draw.integers(-80, STORED, cases)
        took = np.ceil(draw.lognormal(np.log(20), 0.68, cases))
        entry = np.maximum(-1, -began)
        left = STORED - began
        is_seen = (took > entry) & (left > 0)
        curve = survival(np.minimum(took, left)[is_seen], (took <= left)[is_seen], entry[is_seen])
        said.append(curve.quantile(p))
    days = np.array(said)
    shares = np.searchsorted(np.sort(coming), days[~np.isnan(days)], side="right") / len(coming)
    return float(shares.mean()), float((~np.isnan(days)).mean())


@pytest.mark.parametrize("p", [0.5, 0.8, 0.9])
def test_so_many_coming_cases_are_finished_by_the_day_that_a_quantile_names(p):
    """The day named is the first by which the share is reached, so that a little more than it is finished by then."""
    share, told = finished_by(1500, 300, p)
    print("quantile", p, round(100 * share, 1), round(100 * told, 1))
    assert told >= 0.99
    assert abs(share - p) <= NEAR
