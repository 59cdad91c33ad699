"""The mean difference between two groups of cases inside strata, with an interval; cases of one cluster belong together.

Each stratum with cases of both groups weighs n₁n₀/(n₁+n₀): the same number as the coefficient of a linear model with one
constant a stratum. Where whole days (an incident) or whole fields (a system that is not linked) are exposed, the days or
fields are left out one after the other, not the cases, and chance is judged by giving the exposure to others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from hcc_helpers.intervals import wilson

DRAWS = 999
SEED = 20251214  # fixed: the same data give the same interval
FEWEST_CLUSTERS = 2  # on each side: from one nothing can be said about the scatter between them


@dataclass(frozen=True)
class Effect:
    """`value` = exposed minus others; `p` from clusters that trade their exposure."""

    value: float
    low: float
    high: float
    exposed: int  # cases
    others: int
    strata: int
    exposed_clusters: int
    other_clusters: int
    p: float


@dataclass(frozen=True)
class Laid:
    """Cases laid out as clusters × strata. `index`: of each case its cluster and its stratum."""

    is_exposed: np.ndarray  # one a cluster
    counts: np.ndarray  # clusters × strata
    cluster_at: np.ndarray
    stratum_at: np.ndarray

    @property
    def shape(self) -> tuple[int, int]:
        return self.counts.shape


def lay(frame: pd.DataFrame) -> Laid | None:
    """`frame`: stratum, cluster, exposed (the same for all cases of a cluster). None with too few clusters on a side."""
    if frame.empty:
        return None
    clusters, cluster_at = np.unique(frame["cluster"].to_numpy(), return_inverse=True)
    strata, stratum_at = np.unique(frame["stratum"].to_numpy(), return_inverse=True)
    counts = np.zeros((len(clusters), len(strata)))
    np.add.at(counts, (cluster_at, stratum_at), 1)
    is_exposed = np.zeros(len(clusters), bool)
    is_exposed[cluster_at] = frame["exposed"].to_numpy(bool)
    if min(is_exposed.sum(), (~is_exposed).sum()) < FEWEST_CLUSTERS:
        return None
    return Laid(is_exposed, counts, cluster_at, stratum_at)


def of_clusters(frame: pd.DataFrame) -> Effect | None:
    """The difference of the mean of `y`. `frame`: stratum, cluster, exposed, y."""
    laid = lay(frame)
    if laid is None:
        return None
    sums = np.zeros(laid.shape)
    np.add.at(sums, (laid.cluster_at, laid.stratum_at), frame["y"].to_numpy(float))

    return with_interval(laid, lambda exposed, others: of_sums(laid, sums, exposed, others))


def of_sums(laid: Laid, sums: np.ndarray, exposed: np.ndarray, others: np.ndarray) -> np.ndarray:
    """The difference of means, one a draw. `sums`: of a number, clusters × strata; `exposed`, `others`: weights, draws × clusters."""
    n1, n0, s1, s0 = exposed @ laid.counts, others @ laid.counts, exposed @ sums, others @ sums
    with np.errstate(invalid="ignore", divide="ignore"):
        return weighted(n1, n0, np.where((n1 > 0) & (n0 > 0), s1 / n1 - s0 / n0, 0.0))


def weighted(n1: np.ndarray, n0: np.ndarray, difference: np.ndarray) -> np.ndarray:
    """The differences of the strata (draws × strata) as one a draw; NaN where no stratum holds both groups."""
    with np.errstate(invalid="ignore", divide="ignore"):
        weight = np.where((n1 > 0) & (n0 > 0), n1 * n0 / (n1 + n0), 0.0)
        return (weight * difference).sum(axis=1) / weight.sum(axis=1)


def with_interval(laid: Laid, difference: Callable[[np.ndarray, np.ndarray], np.ndarray]) -> Effect | None:
    """The observed difference with the interval from clusters left out in turn and the p-value from permuted exposure.

    `difference` takes weights of the exposed and of the other clusters (draws × clusters) and gives one number a draw. None where
    the comparison rests on a single cluster of a side: without it nothing is left to compare.
    """
    is_exposed = laid.is_exposed
    k1, k0 = int(is_exposed.sum()), int((~is_exposed).sum())
    observed = difference(is_exposed[None, :] * 1.0, ~is_exposed[None, :] * 1.0)[0]
    if np.isnan(observed):
        return None
    rest = 1.0 - np.eye(k1 + k0)
    moved = difference(rest * is_exposed, rest * ~is_exposed) - observed
    if np.isnan(moved).any():
        return None
    error = reach(laid, moved)
    shuffled = np.random.default_rng(SEED).permuted(np.tile(is_exposed, (DRAWS, 1)), axis=1)
    chance = difference(shuffled * 1.0, ~shuffled * 1.0)
    chance = chance[~np.isnan(chance)]
    p = (1 + int((np.abs(chance) >= abs(observed) - 1e-12).sum())) / (1 + len(chance))
    both = (laid.counts[is_exposed].sum(axis=0) > 0) & (laid.counts[~is_exposed].sum(axis=0) > 0)
    exposed, others = (int(laid.counts[side][:, both].sum()) for side in (is_exposed, ~is_exposed))
    return Effect(float(observed), float(observed - error), float(observed + error), exposed, others, int(both.sum()), k1, k0, p)


def reach(laid: Laid, moved: np.ndarray) -> float:
    """Half the width of the 95% interval. `moved`: by how much the difference moves when each cluster is left out.

    The jackknife's variance is held against what the layout of clusters in strata makes of it where each cluster has a level of its
    own: fields that lie in one stratum only are compared few against few, however many there are in all. The same layout says how
    many degrees of freedom it has (Bell and McCaffrey 2002, Survey Methodology 28, 169–181). With one stratum and clusters of one
    size it is Welch's interval of the clusters' means.
    """
    from scipy.stats import t as student

    is_exposed, clusters = laid.is_exposed, len(laid.is_exposed)
    times = np.where(is_exposed, 1 - 1 / is_exposed.sum(), 1 - 1 / (~is_exposed).sum())
    rest = 1.0 - np.eye(clusters)
    own = np.zeros(
        (clusters, clusters)
    )  # how much the level of each cluster counts in the difference, with one left out: row by row
    whole = np.zeros(clusters)
    for n in range(clusters):
        level = laid.counts * (np.arange(clusters) == n)[:, None]
        own[:, n] = of_sums(laid, level, rest * is_exposed, rest * ~is_exposed)
        whole[n] = of_sums(laid, level, is_exposed[None, :] * 1.0, ~is_exposed[None, :] * 1.0)[0]
    spread = np.zeros(clusters)  # the variance of the levels, as each side shows it
    for side in (is_exposed, ~is_exposed):
        spread[side] = (times * moved**2)[side].sum() / (whole[side] ** 2).sum()
    squares = ((own - whole).T * times) @ (own - whole) * spread
    expected = np.trace(squares)
    if not expected > 0:
        return 0.0
    variance = (times * moved**2).sum() * (whole**2 * spread).sum() / expected
    return float(student.ppf(0.975, expected**2 / np.trace(squares @ squares)) * variance**0.5)


def share_by_days(hits: np.ndarray, tries: np.ndarray) -> tuple[float, float, float]:
    """A share of tries that come in days: (value, low, high), 0–1. `hits`, `tries`: one number a day.

    Days are drawn again; the interval is never narrower than Wilson's, which also speaks where no try failed.
    """
    from scipy.stats import t as student

    value = hits.sum() / tries.sum()
    low, high = wilson(int(hits.sum()), int(tries.sum()))
    k = len(tries)
    if k > 1:
        drawn = np.random.default_rng(SEED).multinomial(k, np.full(k, 1 / k), size=DRAWS)
        shares = (drawn @ hits) / (drawn @ tries)
        error = shares.std(ddof=1) * np.sqrt(k / (k - 1)) * student.ppf(0.975, k - 1)
        low, high = min(low, max(value - error, 0)), max(high, min(value + error, 1))
    return float(value), float(low), float(high)


def correlation_by_days(x: np.ndarray, y: np.ndarray, day: np.ndarray) -> tuple[float, float, float]:
    """Spearman's rank correlation of pairs that come in days: (value, low, high). Hours of one day are alike, so days are drawn again.

    The interval stands on Fisher's scale, with Student's t on the number of days. At least three days are needed.
    """
    from scipy.stats import t as student

    days, day_at = np.unique(day, return_inverse=True)
    k, rng = len(days), np.random.default_rng(SEED)
    drawn = rng.integers(k, size=(DRAWS, k))
    times = (drawn[:, :, None] == np.arange(k)).sum(axis=1)  # how often each day was drawn
    value = float(rank_correlation(x, y, np.ones((1, len(x))))[0])
    drawn = rank_correlation(x, y, times[:, day_at])
    scaled = np.arctanh(np.clip(drawn[~np.isnan(drawn)], -0.999999, 0.999999))
    error = float(scaled.std(ddof=1)) * np.sqrt(k / (k - 1)) * float(student.ppf(0.975, k - 1))
    middle = np.arctanh(np.clip(value, -0.999999, 0.999999))
    return value, float(np.tanh(middle - error)), float(np.tanh(middle + error))


def rank_correlation(x: np.ndarray, y: np.ndarray, times: np.ndarray) -> np.ndarray:
    """Spearman's correlation where pair n counts `times[:, n]` times: one number a row; NaN where all of one side are equal."""
    a, b = (_middle_ranks(side, times) for side in (x, y))
    whole = times.sum(axis=1, keepdims=True)
    a, b = (side - (times * side).sum(axis=1, keepdims=True) / whole for side in (a, b))
    spread = np.sqrt((times * a * a).sum(axis=1) * (times * b * b).sum(axis=1))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(spread > 0, (times * a * b).sum(axis=1) / spread, np.nan)


def _middle_ranks(values: np.ndarray, times: np.ndarray) -> np.ndarray:
    """The rank of each value among all, equal values in the middle of their ranks."""
    _, group = np.unique(values, return_inverse=True)
    sizes = times @ (group[:, None] == np.arange(group.max() + 1))
    return (sizes.cumsum(axis=1) - (sizes - 1) / 2)[:, group]
