"""The sums that everybody knows, each written out for counts drawn for it: of one period, over time, and of what lies between."""

from __future__ import annotations

from hcc_helpers.small_cells.cells import EXPLAINED, TIMES, Cell, enough
from hcc_helpers.small_cells.sums import REST, Span, arrived, between, gaps, inside

FIELD = "Hộ tịch"


def of(period: str, id: str, group: str = "") -> Cell:
    return Cell(period, "commune", "field" if group else "", group, id)


def span(period: str, start: int, end: int, *cells: tuple[str, ...]) -> Span:
    return Span(period, f"{start:02}", f"{end:02}", frozenset(of(period, *cell) for cell in cells))


def told(equations) -> set[frozenset]:
    return {frozenset(equation.items()) for equation in equations}


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


def test_groups_are_parts_of_the_count_for_all_with_a_rest():
    cells = [of("m", "received_all"), of("m", "received_all", FIELD), of("m", "received_all", "Đất đai")]
    ((equation, rest),) = inside(cells)
    assert (rest.by, rest.group, rest.indicator) == ("field", REST, "received_all")
    assert equation == {cells[0]: 1, cells[1]: -1, cells[2]: -1, rest: -1}
    assert list(inside(cells[1:])) == []
    other = cells[2]._replace(period="n")  # a group of another period is no part
    ((equation, rest),) = inside([*cells[:2], other])
    assert equation == {cells[0]: 1, cells[1]: -1, rest: -1}


def test_what_happened_adds_up_and_what_stood_is_that_of_the_first_or_the_last_month():
    ids = ("received_new",), ("carried_over",), ("open_all",), ("in_time_pct",)
    months = [span(f"m{n}", n - 1, n, *ids) for n in (1, 2, 3)]
    assert told(between([span("q", 0, 3, *ids), *months])) == told(
        [
            {of("q", "received_new"): 1, **{of(f"m{n}", "received_new"): -1 for n in (1, 2, 3)}},
            {of("q", "carried_over"): 1, of("m1", "carried_over"): -1},
            {of("q", "open_all"): 1, of("m3", "open_all"): -1},
            {of("m2", "carried_over"): 1, of("m1", "open_all"): -1},
            {of("m3", "carried_over"): 1, of("m2", "open_all"): -1},
        ]
    )


def test_a_longer_period_is_made_up_in_every_way_there_is():
    months = [span(f"m{n}", n - 1, n, ("received_new",)) for n in (1, 2, 3)]
    two = span("m23", 1, 3, ("received_new",))
    new = {n: of(n, "received_new") for n in ("q", "m1", "m2", "m3", "m23")}
    for order in ([*months, two], [two, *months]):
        assert told(between([span("q", 0, 3, ("received_new",)), *order])) == told(
            [
                {new["q"]: 1, new["m1"]: -1, new["m2"]: -1, new["m3"]: -1},
                {new["q"]: 1, new["m1"]: -1, new["m23"]: -1},
                {new["m23"]: 1, new["m2"]: -1, new["m3"]: -1},
            ]
        )


def test_only_a_stock_that_was_printed_is_that_of_the_next_month():
    before = span("m1", 0, 1, ("received_new",))
    after = span("m2", 1, 2, ("carried_over",), ("received_new",))
    assert list(between([before, after])) == []
    assert list(between([span("m1", 0, 1, ("open_all",)), span("m2", 1, 2, ("received_all",))])) == []
    assert list(between([span("m1", 0, 1, ("open_all",)), span("m3", 2, 3, ("carried_over",))])) == [], "a month lies between"


def test_a_month_that_does_not_name_a_group_has_no_case_of_it():
    quarter = span("q", 0, 2, ("resolved_all", FIELD))
    first = span("m1", 0, 1, ("resolved_all",), ("resolved_all", FIELD))
    second = span("m2", 1, 2, ("resolved_all",))
    equation = {of("q", "resolved_all", FIELD): 1, of("m1", "resolved_all", FIELD): -1}
    assert list(between([quarter, first, second])) == [equation]
    # A month that has no such count at all says nothing of the group, nor does a count for all that is not there.
    assert list(between([quarter, first, span("m2", 1, 2)])) == []
    assert list(between([span("q", 0, 2, ("resolved_all",)), first, span("m2", 1, 2)])) == []
    # Nobody adds up a stock: what a group had open before is not in the months.
    stock = span("q", 0, 2, ("carried_over", FIELD))
    assert list(between([stock, span("m1", 0, 1, ("carried_over",)), span("m2", 1, 2, ("carried_over",))])) == []


def test_what_nobody_published_is_left_over():
    quarter = span("q", 0, 3, ("resolved_all",), ("resolved_all", FIELD), ("carried_over",), ("open_all",))
    first = span("m1", 0, 1, ("resolved_all",))
    third = span("m3", 2, 3, ("resolved_all",), ("resolved_all", FIELD))
    left = dict((rest, equation) for equation, rest in gaps([quarter, first, third]) if rest.period == "01/02")
    everything, group = of("01/02", "resolved_all"), of("01/02", "resolved_all", FIELD)
    assert left == {
        everything: {of("q", "resolved_all"): 1, of("m1", "resolved_all"): -1, of("m3", "resolved_all"): -1, everything: -1},
        group: {of("q", "resolved_all", FIELD): 1, of("m3", "resolved_all", FIELD): -1, group: -1},
    }
    # So is each longer stretch that some of them leave: the first two months, the last two.
    assert {rest.period for _, rest in gaps([quarter, first, third])} == {"00/02", "01/02", "01/03"}
    # A count for all that one of the months lacks leaves nothing that could be subtracted.
    assert [rest.period for _, rest in gaps([span("q", 0, 2, ("resolved_all",)), span("m1", 0, 1)])] == []
    assert list(gaps([quarter, span("m1", 0, 1), span("m23", 1, 3)])) == [], "no gap is left"


def new(period: str, group: str = FIELD) -> Cell:
    return of(period, "received_new", group)


def test_new_cases_of_a_group_are_what_a_month_has_beyond_what_the_one_before_left():
    had, done, cell = (of(*one, FIELD) for one in (("m1", "received_all"), ("m1", "resolved_all"), ("m2", "received_all")))
    every = ("received_all", FIELD), ("resolved_all", FIELD), ("received_all",), ("resolved_all",)
    after = span("m2", 1, 2, *every)
    assert list(arrived([span("m1", 0, 1, *every), after])) == [({cell: 1, had: -1, new("01/02"): -1, done: 1}, new("01/02"))]
    # A group of which nothing was resolved has no such count; one that the month before did not have tells nothing by it.
    assert list(arrived([span("m1", 0, 1, ("received_all", FIELD)), after])) == [
        ({cell: 1, had: -1, new("01/02"): -1}, new("01/02"))
    ]
    assert list(arrived([span("m1", 0, 1, ("resolved_all", FIELD)), after])) == []


def test_new_cases_of_a_group_are_what_a_longer_period_has_beyond_its_first_part():
    quarter, first = span("q", 0, 3, ("received_all", FIELD)), span("m1", 0, 1, ("received_all", FIELD))
    whole, had = of("q", "received_all", FIELD), of("m1", "received_all", FIELD)
    told_by_both = {whole: 1, had: -1, new("01/03"): -1}
    assert list(arrived([first, quarter])) == [(told_by_both, new("01/03"))]
    assert list(arrived([span("m1", 0, 1), quarter])) == [({whole: 1, new("01/03"): -1}, new("01/03"))]
    # One period that fills the rest is that rest; of two, the rest is their sum.
    assert list(arrived([first, span("m23", 1, 3), quarter])) == [(told_by_both, new("01/03"))]
    assert list(arrived([first, span("m2", 1, 2), span("m3", 2, 3), quarter])) == [
        (told_by_both, new("01/03")),
        ({new("01/03"): 1, new("01/02"): -1, new("02/03"): -1}, None),
    ]


def test_a_time_is_told_where_ten_cases_lie_on_either_side():
    median, slowest = TIMES["handling_wd_median"], TIMES["handling_wd_p90"]
    assert [enough(cases, median) for cases in (0, 19, 20, 21)] == [False, False, True, True]
    assert [enough(cases, slowest) for cases in (20, 99, 100, 101)] == [False, False, True, True]
    assert "Số từ 1 đến 9 ghi “ít hơn 10”" in EXPLAINED
