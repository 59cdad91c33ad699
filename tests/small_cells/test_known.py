"""What follows from printed counts and their sums, on systems of a few counts that are worked out by hand."""

from __future__ import annotations

import math

import pytest

from hcc_helpers.small_cells.attack import Known
from hcc_helpers.small_cells.cells import Cell


def named(name: str) -> Cell:
    return Cell("m1", "commune", "field", name, "received_all")


A, B, C, D, WHOLE, OTHER = (named(name) for name in ("a", "b", "c", "d", "whole", "other"))
PARTS = {WHOLE: 1, A: -1, B: -1}  # the whole is a and b


def known(*sums: dict[Cell, int], **told: int | tuple[int, float]) -> Known:
    """Sums of one edition, and what is told of the counts: a number or both ends."""
    made = Known(list(sums), [])
    for name, number in told.items():
        made.tell(named(name), *(number if isinstance(number, tuple) else (number,)))
    return made


def test_three_sums_tell_what_none_of_them_tells():
    """a + b = 7, b + c = 9 and a + c = 8: a is 3, though bound by bound it may be anything up to 6."""
    sums = [{WHOLE: 1, A: -1, B: -1}, {OTHER: 1, B: -1, C: -1}, {D: 1, A: -1, C: -1}]
    all_told = known(*sums, whole=7, other=9, d=8)
    assert [all_told.interval({cell: 1}) for cell in (A, B, C)] == [(3, 3), (4, 4), (5, 5)]
    assert all_told.quick({A: 1}) == (0, 6), "b is 1 to 7, and so c is 2 to 8"


def test_one_of_two_numbers_that_is_no_whole_one_falls_away():
    """a + b = 1, a + c = 1 and b + c at most 1: b and c are alike and so 0; a alone is the one."""
    sums = [PARTS, {OTHER: 1, A: -1, C: -1}, {D: 1, B: -1, C: -1}]
    parity = known(*sums, whole=1, other=1, d=(0, 1))
    assert parity.quick({B: 1}) == (0, 1)
    assert parity.interval({B: 1}) == (0, 0)
    assert parity.interval({A: 1}) == (1, 1)


def test_an_amount_of_told_and_untold_counts():
    """The whole of 12 and c are told, a and b are not: a, b and the 7 of c come to 19, however a and b share the 12."""
    some = known(PARTS, {OTHER: 1, C: -1, D: -1}, whole=12, c=7)
    assert some.interval({A: 1, B: 1, C: 1}) == (19, 19)
    assert some.interval({C: 1}) == (7, 7)


def test_what_has_no_upper_end_says_so():
    open_above = known({WHOLE: 1, A: -1, B: -1}, a=5)
    assert open_above.interval({WHOLE: 1}) == (5, math.inf)
    assert open_above.proof({WHOLE: 1}) == {A}, "its least is that of the part; of its most there is nothing to prove"
    assert known(PARTS, whole=12, a=5).proof({B: 1}) == {WHOLE, A}


@pytest.mark.parametrize("has_world", [False, True])
@pytest.mark.parametrize(("whole", "is_ten_or_more"), [(12, True), (10, True), (9, False), (3, False)])
def test_whether_an_amount_is_ten_or_more(whole, is_ten_or_more, has_world):
    told = known(PARTS, whole=whole)
    if has_world:
        assert told.is_possible()
    assert told.is_from({A: 1, B: 1}, 10) is is_ten_or_more
    assert told.is_from({WHOLE: 1}, 10) is is_ten_or_more


def test_what_an_amount_followed_from_is_tried_again_with_other_bounds():
    """a and b are 10 or more where the whole is 12, still where it is 11, and no more where it is only known to be 9."""
    told = known(PARTS, whole=12)
    assert told.is_from({A: 1, B: 1}, 10)
    told.tell(WHOLE, 11)
    assert told.is_from({A: 1, B: 1}, 10)
    told.tell(WHOLE, 9)
    assert not told.is_from({A: 1, B: 1}, 10)
    told.tell(WHOLE, 9, 40)
    assert not told.is_from({A: 1, B: 1}, 10)


def test_a_reason_that_rests_on_the_most_of_a_count_falls_with_it():
    """Of a whole of 20 the part c, told to be at most 9, leaves 11 to a and b; at most 11 leaves 9, and without an end nothing."""
    told = known({WHOLE: 1, A: -1, B: -1, C: -1}, whole=20, c=(1, 9))
    assert told.is_from({A: 1, B: 1}, 10)
    for most, is_ten_or_more in ((11, False), (10, True), (math.inf, False)):
        told.tell(C, 1, most)
        assert told.is_from({A: 1, B: 1}, 10) is is_ten_or_more, most


def test_what_is_supposed_stays_only_where_it_can_be():
    told = known(PARTS, whole=12, a=(3, 9))
    assert told.suppose([B]) is False, "a would be the whole 12"
    assert told.interval({B: 1}) == (3, 9), "the bounds are those from before"
    told.tell(A, 3, 20)
    assert told.suppose([B]) is True
    assert told.interval({A: 1}) == (12, 12)


def test_a_world_is_kept_as_long_as_all_that_is_told_is_true_in_it():
    told = known(PARTS, whole=12, a=(3, 3))
    assert told.is_possible()
    for cell, number in ((A, 3), (B, 9), (WHOLE, 12)):
        told.tell(cell, number)
        assert len(told.points) == 1
    told.tell(B, 8)
    assert told.points == []


def test_one_world_is_enough_to_look_from():
    told = known(PARTS, {OTHER: 1, C: -1, D: -1}, whole=12, other=30)
    assert told.is_possible()
    assert told.interval({A: 1}) == (0, 12)
    for world in told.points:
        assert world[told.place[A]] + world[told.place[B]] == pytest.approx(12)
        assert world[told.place[C]] + world[told.place[D]] == pytest.approx(30)


def test_worlds_looked_for_are_true_and_lie_apart():
    told = known(PARTS, whole=12)
    told.look_around([{A: 1}, {B: 1}])
    numbers = [world[told.place[A]] for world in told.points]
    assert (min(numbers), max(numbers)) == pytest.approx((0, 12))
    for world in told.points:
        assert world[told.place[A]] + world[told.place[B]] == pytest.approx(12)


def test_where_nothing_can_be_true_no_world_is_found():
    told = known(PARTS, whole=12, a=13)
    told.look_around([{A: 1}])
    assert told.points == []
    assert not told.is_possible()


@pytest.mark.parametrize(("between", "holds_inside"), [(9, True), (11, False)])
def test_a_sum_of_one_edition_is_believed_against_nine_between_editions(between, holds_inside):
    """The edition says that a is its whole of 50; so many later ones say that it is 40."""
    later = [named(f"later{number}") for number in range(between)]
    told = Known([{WHOLE: 1, A: -1}], [{A: 1, cell: -1} for cell in later])
    told.tell(WHOLE, 50)
    for cell in later:
        told.tell(cell, 40)
    told.agree()
    assert told.interval({A: 1}) == ((50, 50) if holds_inside else (40, 40))
