"""95% intervals of a share and of the difference of two shares, in plain arithmetic: no library to import for a root.

Wilson, E. B. (1927), JASA 22, 209–212; Newcombe, R. G. (1998), Statistics in Medicine 17, 873–890, method 10.
"""

from __future__ import annotations

from math import sqrt

NORMAL_975 = 1.9599639845400545  # the 97.5% point of the normal distribution


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The interval of part / whole, both ends between 0 and 1. `whole` must be positive."""
    share, square = part / whole, NORMAL_975**2
    base = 1 + square / whole
    centre = (share + square / (2 * whole)) / base
    reach = NORMAL_975 * sqrt(share * (1.0 - share) / whole + square / (4.0 * whole**2)) / base
    return max(centre - reach, 0.0), min(centre + reach, 1.0)


def newcombe(part: int, whole: int, other_part: int, other_whole: int) -> tuple[float, float]:
    """The interval of part / whole − other_part / other_whole, between −1 and 1. Both wholes must be positive."""
    share, other = part / whole, other_part / other_whole
    (low, high), (other_low, other_high) = wilson(part, whole), wilson(other_part, other_whole)
    difference = share - other
    below = sqrt((share - low) ** 2 + (other_high - other) ** 2)
    above = sqrt((other - other_low) ** 2 + (high - share) ** 2)
    return difference - below, difference + above
