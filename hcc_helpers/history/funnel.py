"""Communes side by side: how far a commune's share may lie from that of all by chance, and how sure its rank is.

Funnel limits are exact binomial ones with Spiegelhalter's interpolation (Spiegelhalter 2005, Statistics in Medicine 24,
1185–1202, appendix A.1.1). Ranks carry 95% intervals from draws of each commune's own uncertainty (Marshall and
Spiegelhalter 1998, BMJ 316, 1701–1704); no rank is said without one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

WIDE, NARROW = 0.002, 0.05  # outside 99.8%: unlike the others; outside 95%: look
DRAWS = 4000
SEED = 2025  # fixed: two runs give the same intervals


@dataclass(frozen=True)
class Commune:
    """One commune's share: part of whole, where it lies in the funnel, its rank (1: the highest share) with its interval."""

    name: str
    part: int
    whole: int
    place: str  # above · below · high · low · inside: outside 99.8% or 95% limits
    rank: int
    rank_low: int
    rank_high: int

    @property
    def share(self) -> float:
        return self.part / self.whole


def exact_limit(probability: float, whole: int, centre: float) -> float:
    """The share that a commune of `whole` cases stays below with `probability`, if its true share is `centre`."""
    from scipy import stats  # slow to import

    quantile = stats.binom.ppf(probability, whole, centre)
    reached = stats.binom.cdf(quantile, whole, centre)
    over = (reached - probability) / stats.binom.pmf(quantile, whole, centre)
    return float(min(max((quantile - over) / whole, 0.0), 1.0))


def limits(whole: int, centre: float, outside: float) -> tuple[float, float]:
    """The lower and upper funnel limit with `outside` of the chance left outside, half on each side."""
    return exact_limit(outside / 2, whole, centre), exact_limit(1 - outside / 2, whole, centre)


def compare(counts: dict[str, tuple[int, int]]) -> tuple[float, list[Commune]]:
    """The share of all communes together, and the communes by name. Communes without a case are left out."""
    there = {name: (part, whole) for name, (part, whole) in sorted(counts.items()) if whole}
    centre = sum(part for part, _ in there.values()) / sum(whole for _, whole in there.values())
    ranks = _ranks(list(there.values()))
    order = sorted(there, key=lambda name: (-there[name][0] / there[name][1], name))
    found = []
    for (name, (part, whole)), (low, high) in zip(there.items(), ranks, strict=True):
        found.append(Commune(name, part, whole, _place(part, whole, centre), order.index(name) + 1, low, high))
    return centre, found


def _place(part: int, whole: int, centre: float) -> str:
    """By the exact tail, not by the drawn line: an interpolated line lies below 100% where every case in time is no wonder."""
    if centre in (0.0, 1.0):
        return "inside"
    from scipy import stats

    upper, lower = stats.binom.sf(part - 1, whole, centre), stats.binom.cdf(part, whole, centre)
    if upper < lower:
        return "above" if upper < WIDE / 2 else "high" if upper < NARROW / 2 else "inside"
    return "below" if lower < WIDE / 2 else "low" if lower < NARROW / 2 else "inside"


def _ranks(counts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """95% intervals of the ranks: the true shares drawn from each commune's Jeffreys posterior."""
    draw = np.random.default_rng(SEED)
    parts, wholes = np.array(counts).T
    shares = draw.beta(parts + 0.5, wholes - parts + 0.5, size=(DRAWS, len(counts)))
    ranks = (-shares).argsort(axis=1).argsort(axis=1) + 1
    low, high = np.quantile(ranks, [0.025, 0.975], axis=0, method="nearest")
    return [(int(a), int(b)) for a, b in zip(low, high, strict=True)]
