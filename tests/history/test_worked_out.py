"""Why a share changed and what chance would do, on few cases that are worked out by hand; the published ones: test_statistics."""

import math
from fractions import Fraction

import pytest

from hcc_helpers.history.change import Chance, rate_ratio, share_between_difference, share_difference
from hcc_helpers.history.decompose import kitagawa, rate_limits

# All cases 200 → 200: group a 80 of 100 → 45 of 50, group b 30 of 100 → 75 of 150.
BEFORE, NOW = {"a": (80, 100), "b": (30, 100)}, {"a": (45, 50), "b": (75, 150)}


def test_a_split_by_hand():
    """Shares 110/200 → 120/200. Rates: 0,8 → 0,9 with mean weight 0,375, 0,3 → 0,5 with 0,625. Middle 0,575."""
    split = kitagawa(BEFORE, NOW)
    assert (split.before, split.now, split.change) == (Fraction(55, 100), Fraction(60, 100), Fraction(5, 100))
    assert (split.rate, split.mix) == (Fraction(1625, 10000), Fraction(-1125, 10000))
    first, second = split.groups
    assert (first.name, first.rate, first.mix) == (
        "b",
        Fraction(125, 1000),
        Fraction(1, 4) * (Fraction(4, 10) - Fraction(575, 1000)),
    )
    assert (second.name, second.rate, second.mix) == (
        "a",
        Fraction(375, 10000),
        -Fraction(1, 4) * (Fraction(85, 100) - Fraction(575, 1000)),
    )
    assert (first.before, first.now, first.is_in_one_period_only) == ((30, 100), (75, 150), False)


def test_limits_of_the_rate_part_by_hand():
    """One group: 10 points, spread 0,8·0,2/100 + 0,9·0,1/50. Two: each spread by the square of the group's mean weight."""
    alone = rate_limits(kitagawa({"a": (80, 100)}, {"a": (45, 50)}))
    assert alone == pytest.approx((10 - 11.4285, 10 + 11.4285), abs=1e-3)
    reach = 195.9964 * math.sqrt(0.375**2 * (0.0016 + 0.0018) + 0.625**2 * (0.0021 + 0.25 / 150))
    assert rate_limits(kitagawa(BEFORE, NOW)) == pytest.approx((16.25 - reach, 16.25 + reach))


@pytest.mark.parametrize("side", [0, 1])
def test_a_group_of_one_period_has_no_rate_but_takes_weight_from_the_others(side):
    """300 cases of a new group: the others' weights on that side fall from 1/2 and 1/2 to 1/5 and 1/5 (or 1/10 and 3/10)."""
    both = [dict(BEFORE), dict(NOW)]
    both[side] |= {"c": (0, 300)}
    split = kitagawa(*both)
    assert (split.groups[0].name, split.groups[0].rate, split.groups[0].is_in_one_period_only) == ("c", 0, True)
    # Middle of the shares: (0,22 + 0,60) / 2 or (0,55 + 0,24) / 2; the weight of the group goes from 0,6 to 0 or comes to it.
    assert split.groups[0].mix == (Fraction(246, 1000), -Fraction(237, 1000))[side]
    all_before, all_now = (500, 200) if side == 0 else (200, 500)
    a, b = (100 / all_before + 50 / all_now) / 2, (100 / all_before + 150 / all_now) / 2
    middle, reach = 10 * a + 20 * b, 195.9964 * math.sqrt(a**2 * 0.0034 + b**2 * (0.0021 + 0.25 / 150))
    assert rate_limits(split) == pytest.approx((middle - reach, middle + reach))


def test_a_group_without_a_case_in_both_periods_is_none():
    split = kitagawa({"0": (0, 0), **BEFORE}, {"0": (0, 0), **NOW})
    assert [group.name for group in split.groups] == ["b", "a"]
    assert split == kitagawa(BEFORE, NOW)
    came = kitagawa({"0": (0, 0), **BEFORE}, {"0": (2, 4), **NOW})  # no case is as good as not being there
    assert next(group for group in came.groups if group.name == "0").before is None
    assert kitagawa(BEFORE, {"a": (0, 0)}) is None
    assert kitagawa({"a": (0, 0)}, NOW) is None


def test_groups_come_by_the_size_of_their_effect_and_then_by_name():
    names = [
        group.name for group in kitagawa({n: (5, 10) for n in "dabc"}, {**dict.fromkeys("dab", (6, 10)), "c": (0, 10)}).groups
    ]
    assert names == ["c", "a", "b", "d"]


def test_all_told_is_the_plain_difference():
    assert share_between_difference((95, 100), 0, (60, 100), 0) == share_difference(95, 100, 60, 100)


def test_whatever_the_untold_are_both_ends_are_tried():
    """2 now and 3 before may belong to the part: 95 against 63 at the one end, 97 against 60 at the other."""
    low, high = share_difference(95, 100, 63, 100), share_difference(97, 100, 60, 100)
    found = share_between_difference((95, 100), 2, (60, 100), 3)
    assert found == Chance(low.low, high.high, low.p, "newcombe")
    assert share_between_difference((95, 100), 2, (60, 100), 0).low == share_difference(95, 100, 60, 100).low
    assert share_between_difference((95, 100), 0, (60, 100), 3).high == share_difference(95, 100, 60, 100).high
    less = share_between_difference((60, 100), 3, (95, 100), 2)
    assert (less.low, less.high) == (-found.high, -found.low), "fewer is judged as more is"


def test_no_judgement_where_the_untold_turn_it_over():
    assert share_between_difference((90, 100), 8, (90, 100), 0) is None  # nothing, or 98 against 90
    assert share_between_difference((98, 100), 0, (90, 100), 8) is None
    assert share_between_difference((50, 100), 40, (70, 100), 0) is None  # 50 against 70, or 90 against 70
    assert share_between_difference((90, 100), 1, (90, 100), 1) is not None  # nothing either way


def test_fewest_days_and_nothing_at_all():
    five, four = [3, 4, 5, 4, 4], [4, 4, 4, 4]
    assert rate_ratio(five, four) is None
    assert rate_ratio(four, five) is None
    assert rate_ratio(five, five).method == "poisson"
    assert rate_ratio(five, [0] * 5).high == math.inf
    assert rate_ratio([0] * 5, five).low == 0


def test_days_that_scatter_a_fifth_more_than_poisson_ones_are_still_plain():
    """Around their mean of 5: squares of 40 and 8, so chi-square is 48 / 5 on 8 degrees of freedom: 1,2. Of 46 and 8: 1,35."""
    even = [3, 7, 5, 5, 5]
    found = rate_ratio([1, 9, 3, 7, 5], even)
    assert (found.dispersion, found.method) == (1.2, "poisson")
    found = rate_ratio([1, 9, 2, 6, 7], even)
    assert (found.dispersion, found.method) == (pytest.approx(1.35), "quasi_poisson")
