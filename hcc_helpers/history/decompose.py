"""Why a share changed: Kitagawa's split of its change into mix and rate, symmetric, adding up exactly.

Kitagawa 1955 (Journal of the American Statistical Association 50, 1168–1194). For each group g with weight w (its part of
all cases) and rate r, before and now: rate effect = (r now − r before) × mean weight; mix effect = (w now − w before) ×
(mean rate − mean of the two overall shares). Taking off the overall share moves nothing in the sum, since the weights sum
to one on both sides; it makes a group's mix effect say what it means: a group above the average that grew raises the share.
A group that is there in one period only has no rate of its own in the other: its whole effect is mix, and it is named.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

Z95 = 1.959964
Counts = dict[str, tuple[int, int]]  # group → (part, whole)


@dataclass(frozen=True)
class Group:
    """What one group did to the share, in exact fractions of 1 (times 100: points)."""

    name: str
    mix: Fraction
    rate: Fraction
    before: tuple[int, int] | None  # part and whole; None: no case in that period
    now: tuple[int, int] | None

    @property
    def is_in_one_period_only(self) -> bool:
        return self.before is None or self.now is None


@dataclass(frozen=True)
class Split:
    """The change of a share and its parts: `mix + rate == change`, exactly."""

    before: Fraction
    now: Fraction
    groups: tuple[Group, ...]

    @property
    def change(self) -> Fraction:
        return self.now - self.before

    @property
    def mix(self) -> Fraction:
        return sum((group.mix for group in self.groups), Fraction(0))

    @property
    def rate(self) -> Fraction:
        return sum((group.rate for group in self.groups), Fraction(0))


def rate_limits(split: Split) -> tuple[float, float]:
    """95% limits of the rate part in points, given the mix: the sum of each group's binomial spread, weighted as its rate is."""
    all_before, all_now = (
        sum(counts[1] for group in split.groups if (counts := getattr(group, side))) for side in ("before", "now")
    )
    spread = 0.0
    for group in split.groups:
        if group.before is None or group.now is None:  # in one period only
            continue
        weight = (group.before[1] / all_before + group.now[1] / all_now) / 2
        spread += weight**2 * sum(part / n * (1 - part / n) / n for part, n in (group.before, group.now))
    middle, reach = 100 * float(split.rate), 100 * Z95 * math.sqrt(spread)
    return middle - reach, middle + reach


def kitagawa(before: Counts, now: Counts) -> Split | None:
    """The split, groups by the size of their effect; None where a period has no case at all."""
    all_before, all_now = (sum(whole for _, whole in counts.values()) for counts in (before, now))
    if not all_before or not all_now:
        return None
    share_before = Fraction(sum(part for part, _ in before.values()), all_before)
    share_now = Fraction(sum(part for part, _ in now.values()), all_now)
    middle = (share_before + share_now) / 2
    groups = []
    for name in sorted(before.keys() | now.keys()):
        old, new = (pair if (pair := counts.get(name)) and pair[1] else None for counts in (before, now))
        one_or_other = old or new
        if one_or_other is None:
            continue
        weight_before = Fraction(old[1], all_before) if old else Fraction(0)
        weight_now = Fraction(new[1], all_now) if new else Fraction(0)
        rate_before = Fraction(*(old or one_or_other))
        rate_now = Fraction(*(new or one_or_other))
        mix = (weight_now - weight_before) * ((rate_before + rate_now) / 2 - middle)
        rate = (rate_now - rate_before) * (weight_before + weight_now) / 2
        groups.append(Group(name, mix, rate, old, new))
    groups.sort(key=lambda group: (-max(abs(group.mix), abs(group.rate)), group.name))
    return Split(share_before, share_now, tuple(groups))
