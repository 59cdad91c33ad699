"""Editions are put together from stretches of time: what each of their counts is made of, and what no edition holds."""

from __future__ import annotations

from hcc_helpers.small_cells.attack import Known
from hcc_helpers.small_cells.cells import Cell
from hcc_helpers.small_cells.sums import Span, Time

ALL = ("commune", "", "")
FIELD = ("commune", "field", "Hộ tịch")


def span(period: str, start: int, end: int, *ids: str, groups: tuple[str, ...] = ()) -> Span:
    cells = {Cell(period, *ALL, id) for id in ids} | {Cell(period, *FIELD, id) for id in groups}
    return Span(period, f"{start:02}", f"{end:02}", frozenset(cells))


def test_what_happened_adds_up_and_what_stood_is_that_of_an_end():
    time = Time([span("q", 0, 3, "received_all", "open_all", "carried_over"), span("m2", 1, 2, "resolved_all")])
    assert time.stretches == [("00", "01"), ("01", "02"), ("02", "03")]

    def made(id: str) -> set[tuple[str, str]]:
        return {(cell.period, cell.indicator) for cell in time.amount("00", "03", ALL, id)}

    assert made("resolved_all") == {(f"0{n}/0{n + 1}", "resolved_all") for n in range(3)}
    assert made("carried_over") == {("00/01", "carried_over")}
    assert made("open_all") == {("02/03", "open_all")}
    assert made("received_all") == {("00/01", "carried_over"), *((f"0{n}/0{n + 1}", "received_new") for n in range(3))}


def test_a_month_and_a_calendar_month_that_overlap_share_a_stretch():
    time = Time([span("m", 0, 2, "received_new"), span("c", 1, 3, "received_new")])
    known = Known(list(time.inner()), list(time.over_time()))
    known.tell(Cell("m", *ALL, "received_new"), 40)
    known.tell(Cell("c", *ALL, "received_new"), 30)
    assert known.interval({Cell("01/02", *ALL, "received_new"): 1}) == (0, 30)
    assert known.interval({Cell("00/01", *ALL, "received_new"): 1}) == (10, 40)


def test_a_field_that_a_period_does_not_name_has_no_case_in_it():
    named = span("m1", 0, 1, "resolved_all", groups=("resolved_all",))
    other = Cell("m2", "commune", "field", "Đất đai", "resolved_all")
    without = Span("m2", "01", "02", frozenset({other, Cell("m2", *ALL, "resolved_all")}))
    time = Time([named, without])
    known = Known(list(time.inner()), list(time.over_time()))
    assert known.interval({Cell("01/02", *FIELD, "resolved_all"): 1}) == (0, 0)


def test_sums_that_a_revised_month_broke_are_left_out_and_the_others_hold():
    ids = ("resolved_with_due", "resolved_in_time", "resolved_late")
    time = Time([span("q", 0, 2, "resolved_with_due"), span("m1", 0, 1, "resolved_with_due"), span("m2", 1, 2, *ids)])
    known = Known(list(time.inner()), list(time.over_time()))
    for period, id, number in (("q", ids[0], 90), ("m1", ids[0], 60), ("m2", ids[0], 40), ("m2", ids[1], 37)):
        known.tell(Cell(period, *ALL, id), number)
    assert not known.is_possible()  # 60 and 40 are no 90
    known.agree()
    assert known.interval({Cell("m2", *ALL, "resolved_late"): 1}) == (3, 3)
