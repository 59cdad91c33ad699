"""The sums that everybody knows of one period, each written out for counts drawn for it."""

from __future__ import annotations

from hcc_helpers.small_cells.cells import EXPLAINED, TIMES, Cell, enough
from hcc_helpers.small_cells.sums import REST, inside

FIELD = "Hộ tịch"


def of(period: str, id: str, group: str = "") -> Cell:
    return Cell(period, "commune", "field" if group else "", group, id)


def test_a_whole_of_two_sorts_only_leaves_no_rest():
    """Received is carried over and new; resolved with a due date is in time and late: by definition nothing is beside them."""
    for whole, parts in (
        ("received_all", ("received_new", "carried_over")),
        ("resolved_with_due", ("resolved_in_time", "resolved_late")),
    ):
        cells = [of("m", id) for id in (whole, *parts)]
        assert list(inside(cells)) == [({cells[0]: 1, cells[1]: -1, cells[2]: -1}, None)]
        ((equation, rest),) = inside(cells[:2])  # what is left beside one of the two is not known
        assert equation == {cells[0]: 1, cells[1]: -1, rest: -1}


def test_a_whole_beside_whose_parts_something_may_be_left():
    """A case that came by post is in neither channel; what was resolved without a due date is neither in time nor late."""
    for whole, parts in (
        ("received_new", ("new_online", "new_in_person")),
        ("received_all", ("resolved_all", "open_all")),
        ("resolved_all", ("resolved_with_due",)),
        ("open_all", ("open_late",)),
        ("survey_valid", ("survey_satisfied",)),
    ):
        cells = [of("m", id) for id in (whole, *parts)]
        ((equation, rest),) = inside(cells)
        assert rest not in cells
        assert rest.indicator.startswith(REST)
        assert equation == {cells[0]: 1, **dict.fromkeys(cells[1:], -1), rest: -1}
    assert list(inside([of("m", "new_online"), of("m", "new_in_person")])) == [], (
        "parts of a whole that is not printed tell nothing"
    )
    assert list(inside([of("m", "received_all")])) == []


def test_groups_are_all_parts_of_the_count_for_all():
    cells = [of("m", "received_all"), of("m", "received_all", FIELD), of("m", "received_all", "Đất đai")]
    assert list(inside(cells)) == [({cells[0]: 1, cells[1]: -1, cells[2]: -1}, None)]
    assert list(inside(cells[1:])) == []
    other = cells[2]._replace(period="n")  # a group of another period is no part
    assert list(inside([*cells[:2], other])) == [({cells[0]: 1, cells[1]: -1}, None)]


def test_a_time_is_told_where_ten_cases_lie_on_either_side():
    median, slowest = TIMES["handling_wd_median"], TIMES["handling_wd_p90"]
    assert [enough(cases, median) for cases in (0, 19, 20, 21)] == [False, False, True, True]
    assert [enough(cases, slowest) for cases in (20, 99, 100, 101)] == [False, False, True, True]
    assert "Số từ 1 đến 9 ghi “ít hơn 10”" in EXPLAINED
