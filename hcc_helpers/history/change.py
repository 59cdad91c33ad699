"""How much of a difference chance alone would do: intervals and tests for two periods. Knows numbers, no indicators.

The periods hold all cases, not a sample; the interval says how far two periods would lie apart if nothing had changed but
the luck of which case comes on which day.

- shares: Newcombe's hybrid score interval (Newcombe 1998, Statistics in Medicine 17, 873–890, method 10), Fisher's exact test;
- counts: the ratio of the two rates per working day. Where the daily counts scatter no more than Poisson counts do
  (dispersion ≤ 1.2) exact conditional limits, else quasi-Poisson: the variance is the dispersion times the mean
  (McCullagh and Nelder 1989, section 6.2).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hcc_helpers.intervals import newcombe

PLAIN = 1.2  # up to this dispersion daily counts are taken as Poisson
FEWEST_DAYS = 5  # working days on each side, below which no dispersion can be estimated
LEVEL = 0.05


@dataclass(frozen=True)
class Chance:
    """An interval of a difference (points) or of a ratio, and the p-value of "nothing changed"."""

    low: float
    high: float
    p: float
    method: str  # newcombe · poisson · quasi_poisson
    dispersion: float | None = None


def share_difference(part: int, whole: int, part_before: int, whole_before: int) -> Chance:
    """Now minus before, in percentage points. Both wholes must be positive."""
    low, high = newcombe(part, whole, part_before, whole_before)
    from scipy import stats  # slow to import

    p = stats.fisher_exact([[part, whole - part], [part_before, whole_before - part_before]])[1]
    return Chance(100 * low, 100 * high, float(p), "newcombe")


def share_between_difference(now: tuple[int, int], untold: int, before: tuple[int, int], untold_before: int) -> Chance | None:
    """The same where some of the whole may belong to the part or not: whatever they are. None where that turns the judgement over.

    Both ends are tried: none of them now and all of them before, and the other way round. The interval holds those of both,
    the p-value is the larger.
    """
    (part, whole), (part_before, whole_before) = now, before
    plain = share_difference(part, whole, part_before, whole_before)
    if not untold and not untold_before:
        return plain
    ends = [
        share_difference(part, whole, part_before + untold_before, whole_before),
        share_difference(part + untold, whole, part_before, whole_before),
    ]
    judged = {end.p < LEVEL and ("more" if end.low + end.high > 0 else "less") for end in ends}
    if len(judged) > 1:
        return None
    return Chance(min(end.low for end in ends), max(end.high for end in ends), max(end.p for end in ends), plain.method)


def dispersion(days: Sequence[int], days_before: Sequence[int]) -> float:
    """Pearson's chi-square of the daily counts around the mean of their own period, over its degrees of freedom."""
    chi, free = 0.0, -2
    for counts in (np.asarray(days, float), np.asarray(days_before, float)):
        free += len(counts)
        if counts.sum():
            chi += float(((counts - counts.mean()) ** 2).sum() / counts.mean())
    return chi / free


def rate_ratio(days: Sequence[int], days_before: Sequence[int]) -> Chance | None:
    """The rate per working day now over that before, from the counts of each working day.

    None where a side has fewer than FEWEST_DAYS days or both are without an event. The ratio's upper limit is infinite
    where nothing happened before.
    """
    if min(len(days), len(days_before)) < FEWEST_DAYS or not sum(days) + sum(days_before):
        return None
    spread = dispersion(days, days_before)
    now, before = int(sum(days)), int(sum(days_before))
    if spread <= PLAIN or not now or not before:
        return _exact(now, len(days), before, len(days_before), spread)
    ratio = (now / len(days)) / (before / len(days_before))
    error = math.sqrt(spread * (1 / now + 1 / before))
    free = len(days) + len(days_before) - 2
    from scipy import stats

    reach = float(stats.t.ppf(1 - LEVEL / 2, free)) * error
    p = 2 * float(stats.t.sf(abs(math.log(ratio)) / error, free))
    return Chance(ratio * math.exp(-reach), ratio * math.exp(reach), p, "quasi_poisson", spread)


def _exact(now: int, days: int, before: int, days_before: int, spread: float) -> Chance:
    """Given the sum of the two counts, the first is binomial: exact (Clopper–Pearson) limits and test of the ratio."""
    from scipy import stats

    test = stats.binomtest(now, now + before, days / (days + days_before))
    limits = test.proportion_ci(1 - LEVEL, method="exact")
    low, high = (math.inf if share >= 1 else share / (1 - share) * days_before / days for share in limits)
    return Chance(float(low), float(high), float(test.pvalue), "poisson", spread)


def adjusted(p_values: Sequence[float]) -> list[float]:
    """Benjamini–Hochberg: of the changes called real at q ≤ 5%, at most 5% are expected to be chance."""
    from scipy import stats

    return [float(q) for q in stats.false_discovery_control(list(p_values), method="bh")] if p_values else []
