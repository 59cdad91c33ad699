"""How much is hidden and how little: the widths and small numbers at which one count more has to go, worked out by hand."""

from __future__ import annotations

import pytest

from hcc_helpers.small_cells.cells import KEPT, LESS, Cell
from hcc_helpers.small_cells.suppress import Earlier, NotProtected, hidden_of


def counts(period: str = "m1", **numbers: int) -> dict[Cell, int]:
    return {Cell(period, "commune", "", "", id): n for id, n in numbers.items()}


def new_of(period: str, number: int) -> dict[Cell, int]:
    return counts(period, received_new=number)


def hidden(numbers: dict[Cell, int], period=("m1", "00", "01"), earlier=()) -> dict[str, str]:
    """Indicator → why it is hidden."""
    return {cell.indicator: why for cell, why in hidden_of(numbers, period, list(earlier)).items()}


@pytest.mark.parametrize(("number", "why"), [(0, None), (1, LESS), (9, LESS), (10, None)])
def test_one_to_nine_are_small(number, why):
    assert hidden(counts(survey_valid=number)).get("survey_valid") == why


@pytest.mark.parametrize(
    ("valid", "satisfied", "why"),
    [
        (40, 30, {}),  # ten were not satisfied: nobody is among few
        (39, 30, {"survey_satisfied": KEPT}),  # nine were not
        (31, 30, {"survey_satisfied": KEPT}),  # one was not
        (14, 10, {"survey_satisfied": KEPT}),  # a count of ten can be kept back as any other
        (14, 11, {"survey_satisfied": KEPT}),  # 10 to 14 are satisfied: 0 to 4 are not, five numbers
        (13, 11, {"survey_valid": KEPT}),  # four numbers would be left; without the whole nothing is told of the rest
        (30, 30, {}),  # nothing beside them is what everybody thinks first
    ],
)
def test_what_is_left_beside_a_printed_part_keeps_five_numbers(valid, satisfied, why):
    assert hidden(counts(survey_valid=valid, survey_satisfied=satisfied)) == why


def test_a_statutory_total_is_hidden_last():
    """3 in person, 17 online, 20 new: the online ones go, though both would do."""
    assert hidden(counts(received_new=20, new_online=17, new_in_person=3)) == {"new_in_person": LESS, "new_online": KEPT}
    fields = {"": 100, "Hộ tịch": 4, "Đất đai": 96}
    cells = {Cell("m1", "commune", "field" if group else "", group, "received_all"): n for group, n in fields.items()}
    assert {cell.group: why for cell, why in hidden_of(cells, ("m1", "00", "01"), []).items()} == {
        "Hộ tịch": LESS,
        "Đất đai": KEPT,
    }


def test_a_statutory_total_is_hidden_last_also_where_it_is_the_smallest():
    """12 handled, 53 left, 60 from before: 5 came new, for everybody who adds up. The 60 are no statutory total."""
    once = Earlier("m9", "08", "09", counts("m9", received_all=100))
    now = counts(resolved_all=12, open_all=53, carried_over=60)
    assert hidden(now, earlier=[once]) == {"carried_over": KEPT}


def test_of_the_counts_that_would_do_the_smallest_goes():
    fields = {"": 150, "Hộ tịch": 4, "Đất đai": 96, "Chứng thực": 50}
    cells = {Cell("m1", "commune", "field" if group else "", group, "received_all"): n for group, n in fields.items()}
    assert {cell.group for cell in hidden_of(cells, ("m1", "00", "01"), [])} == {"Hộ tịch", "Chứng thực"}


@pytest.mark.parametrize(("second", "is_hidden"), [(34, False), (35, True), (43, True), (44, False)])
def test_the_month_that_is_left_has_ten_or_none(second, is_hidden):
    """The quarter has 104, the first month 60: the third has 10, 9, one or none."""
    earlier = [Earlier("q", "00", "03", new_of("q", 104)), Earlier("m1", "00", "01", new_of("m1", 60))]
    assert bool(hidden(new_of("m2", second), ("m2", "01", "02"), earlier)) is is_hidden


def test_a_whole_that_is_one_with_its_part_is_told_by_it():
    """All 40 open ones are late: kept back, they would still be read off the late ones, and 44 less 40 are the 4 handled."""
    numbers = counts(received_all=44, resolved_all=4, open_all=40, open_late=40)
    assert hidden(numbers) == {"resolved_all": LESS, "received_all": KEPT}


@pytest.mark.parametrize(
    ("whole", "kept", "small"),
    [
        ("received_new", ("new_online",), "new_in_person"),
        ("received_all", ("resolved_all",), "open_all"),
        ("resolved_all", ("resolved_in_time", "resolved_with_due"), "resolved_late"),
    ],
)
def test_nothing_beside_the_parts_is_what_everybody_takes_for_granted(whole, kept, small):
    """The first month printed 40 and kept back 33 and 7. Both months' 63 less the second's 30 tell the 33, and so the 7:
    who thought of cases beside the parts would only know 1 to 7."""
    part = kept[0]
    why = {Cell("m1", "commune", "", "", id): LESS if id == small else KEPT for id in (*kept, small)}
    first = Earlier("m1", "00", "01", counts("m1", **{whole: 40}), why)
    second = Earlier("m2", "01", "02", counts("m2", **{part: 30}))
    assert hidden(counts("both", **{part: 63}), ("both", "00", "02"), [first, second]) == {part: KEPT}


def test_that_every_open_case_is_late_is_taken_for_granted_by_nobody():
    """30 late ones at the quarter's end leave 30 to 36 of the last month's 37 open, and 1 to 7 handled: only 30 open make it 7."""
    kept = dict.fromkeys(counts("m2", open_all=34), KEPT) | dict.fromkeys(counts("m2", resolved_all=3), LESS)
    last = Earlier("m2", "01", "02", counts("m2", received_all=37), kept)
    assert hidden(counts("q", open_late=30), ("q", "00", "02"), [last]) == {}


def test_five_numbers_are_enough_for_a_month_that_nobody_published():
    """Quarter 74 and first month 60: with 11 to 31 hidden as “10 or more” the third has 0 to 4, and no more is hidden for it."""
    earlier = [Earlier("q", "00", "03", new_of("q", 74)), Earlier("m1", "00", "01", new_of("m1", 60))]
    second = counts("m2", received_all=31, received_new=11, carried_over=20)
    assert hidden(second, ("m2", "01", "02"), earlier) == {"received_new": KEPT, "carried_over": KEPT}


def test_an_earlier_count_that_hangs_together_with_nothing_tells_nothing():
    alone = Earlier("m1", "00", "01", counts("m1", survey_satisfied=12))
    assert hidden(counts("m2", survey_satisfied=14), ("m2", "01", "02"), [alone]) == {}


def test_a_count_kept_back_for_another_one_may_be_told_later():
    """60 is no small number: whoever works it out from two months' sum has learnt nothing of anybody."""
    first = Earlier("m1", "00", "01", {}, dict.fromkeys(new_of("m1", 60), KEPT))
    second = Earlier("m2", "01", "02", new_of("m2", 44))
    assert hidden(new_of("both", 104), ("both", "00", "02"), [first, second]) == {}


def small_first_month(quarter: int) -> list[Earlier]:
    """The first month's new cases are “less than 10”; quarter and second month leave it 1 to quarter - 10."""
    return [
        Earlier("q", "00", "03", new_of("q", quarter)),
        Earlier("m1", "00", "01", {}, dict.fromkeys(new_of("m1", 5), LESS)),
        Earlier("m2", "01", "02", new_of("m2", 10)),
    ]


def test_a_nought_that_tells_a_small_count_is_refused():
    """One of 1 to 5 is protected; that nothing came in the third month would make it 5 for everybody."""
    with pytest.raises(NotProtected):
        hidden(new_of("m3", 0), ("m3", "02", "03"), small_first_month(15))


def test_what_earlier_editions_told_already_refuses_nothing():
    """One of 1 to 4 was not protected before this edition: it takes nothing back by staying away."""
    assert hidden(new_of("m3", 0), ("m3", "02", "03"), small_first_month(14)) == {}


def test_a_small_count_of_last_month_is_not_told_by_what_this_month_began_with():
    """November: 60 received, 55 resolved, open “less than 10”. December began with 4, and 44 less 40 new would say so."""
    left = counts("m1", open_all=4)
    november = Earlier("m1", "00", "01", counts("m1", received_all=60, resolved_all=50), dict.fromkeys(left, LESS))
    december = counts("m2", received_all=44, received_new=40, carried_over=4)
    assert hidden(december, ("m2", "01", "02"), [november]) == {"carried_over": LESS, "received_new": KEPT}
