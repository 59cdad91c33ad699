"""Shares and their differences with 95% intervals, as measured figures. Wilson for one share, Newcombe for two."""

from __future__ import annotations

from hcc_helpers.intervals import newcombe, wilson
from hcc_helpers.obstacles.verdicts import Bound, Measured


def share_of(part: int, whole: int, bound: Bound = "") -> Measured | None:
    """100 × part / whole with the Wilson interval; None where the whole is empty."""
    if not whole:
        return None
    low, high = wilson(part, whole)
    return Measured(100 * part / whole, 100 * low, 100 * high, int(whole), bound=bound)


def counted_share(part: int, whole: int) -> Measured | None:
    """100 × part / whole of a list that is complete: no sample, no interval."""
    value = 100 * part / whole if whole else 0.0
    return Measured(value, value, value, int(whole)) if whole else None


def difference(part: int, whole: int, other_part: int, other_whole: int) -> Measured | None:
    """The first share minus the second, in points, with Newcombe's interval; `n` is the smaller group."""
    if not whole or not other_whole:
        return None
    value = 100 * (part / whole - other_part / other_whole)
    low, high = newcombe(part, whole, other_part, other_whole)
    return Measured(value, 100 * low, 100 * high, int(min(whole, other_whole)), "points")


def share_between(part: int, open_to: int, whole: int) -> Measured | None:
    """100 × part / whole where `open_to` of the whole may belong to the part or not: the interval reaches from none of them to all.

    `value` is the share of those that are known; None where nothing is known. The outer limits are Wilson's.
    """
    known = whole - open_to
    if known <= 0:
        return None
    low, _ = wilson(part, whole)
    _, high = wilson(part + open_to, whole)
    return Measured(100 * part / known, 100 * float(low), 100 * float(high), int(whole))
