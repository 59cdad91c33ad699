"""Editions are put together from stretches of time: what each of their counts is made of, and what no edition holds."""

from __future__ import annotations

from math import inf

from hcc_helpers.small_cells.attack import Amount, Known
from hcc_helpers.small_cells.cells import Cell
from hcc_helpers.small_cells.sums import REST, Span, Time

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


def test_a_field_is_without_a_case_also_where_nothing_is_printed_for_all():
    """But a period that names fields only for what it handled says nothing of what it received."""
    named = span("m1", 0, 1, groups=("received_all", "resolved_all"))
    without = Span("m2", "01", "02", frozenset({Cell("m2", "commune", "field", "Đất đai", "resolved_all")}))
    time = Time([named, without])
    known = Known(list(time.inner()), list(time.over_time()))
    assert known.interval({Cell("01/02", *FIELD, "resolved_all"): 1}) == (0, 0)
    assert known.interval(time.amount("01", "02", FIELD, "received_all")) == (0, inf)


def test_what_is_counted_by_a_group_is_counted_for_all_too_and_not_the_other_way_round():
    land = Cell("m1", "land", "", "", "open_late")
    one = span("m1", 0, 1, "new_online", groups=("resolved_all",))
    time = Time([Span("m1", "00", "01", one.cells | {land})])
    assert time.counted == {ALL: ["new_online", "resolved_all"], FIELD: ["resolved_all"], ("land", "", ""): ["open_late"]}
    with_stock = Time([span("m1", 0, 1, groups=("received_all",))])
    stock = ["carried_over", "open_all", "received_all", "received_new", "resolved_all"]
    assert with_stock.counted == {ALL: stock, FIELD: stock}


def test_what_one_stretch_leaves_open_the_next_one_begins_with():
    time = Time([span("m1", 0, 1, "received_all", "open_all"), span("m2", 1, 2, "received_all")])
    known = Known(list(time.inner()), list(time.over_time()))
    (carried,), (left,) = time.amount("01", "02", ALL, "carried_over"), time.amount("00", "01", ALL, "open_all")
    known.tell(Cell("m1", *ALL, "open_all"), 2, 8)
    assert known.interval({carried: 1, left: 1}) == (4, 16)  # twice the same
    known.tell(Cell("m1", *ALL, "open_all"), 7)
    assert known.interval(time.amount("01", "02", ALL, "carried_over")) == (7, 7)
    assert known.interval(time.amount("00", "01", ALL, "carried_over")) == (0, inf)


def test_what_no_edition_holds_is_asked_for_once():
    """Of a quarter and its first and last month: what came in the second, and in two months; what stood open after the second."""
    spans = [span(*of, "received_new", "open_all", "carried_over") for of in (("q", 0, 3), ("m1", 0, 1), ("m3", 2, 3))]

    def came(*months: str) -> Amount:
        return {Cell(month, *ALL, "received_new"): 1 for month in months}

    asked = [came("00/01", "01/02"), {Cell("01/02", *ALL, "open_all"): 1}, came("01/02"), came("01/02", "02/03")]
    assert list(Time(spans).untold()) == asked


def test_what_is_left_beside_the_parts_adds_up_as_its_whole_does():
    """Who is not satisfied is so in one of the months; what stands open and is not late is what stands at the end."""
    pairs = {"survey_valid": "survey_satisfied", "open_all": "open_late"}
    of = {whole: f"{REST}: {whole} − {part}" for whole, part in pairs.items()}
    ids = (*pairs, *pairs.values())
    time = Time([span("q", 0, 2, *ids), span("m1", 0, 1, *ids)])
    assert list(time.amount("00", "02", ALL, of["open_all"])) == [Cell("01/02", *ALL, of["open_all"])]
    assert len(time.amount("00", "02", ALL, of["survey_valid"])) == 2
    assert time.amount("00", "02", ALL, "survey_valid") == {}, "one person may answer in two months"
    known = Known(list(time.inner()), list(time.over_time()))
    for period, valid, satisfied in (("q", 40, 28), ("m1", 25, 20)):
        known.tell(Cell(period, *ALL, "survey_valid"), valid)
        known.tell(Cell(period, *ALL, "survey_satisfied"), satisfied)
    assert known.interval(time.amount("01", "02", ALL, of["survey_valid"])) == (7, 7)


def test_sums_that_a_revised_month_broke_are_left_out_and_the_others_hold():
    ids = ("resolved_with_due", "resolved_in_time", "resolved_late")
    time = Time([span("q", 0, 2, "resolved_with_due"), span("m1", 0, 1, "resolved_with_due"), span("m2", 1, 2, *ids)])
    known = Known(list(time.inner()), list(time.over_time()))
    for period, id, number in (("q", ids[0], 90), ("m1", ids[0], 60), ("m2", ids[0], 40), ("m2", ids[1], 37)):
        known.tell(Cell(period, *ALL, id), number)
    assert not known.is_possible()  # 60 and 40 are no 90
    known.agree()
    assert known.interval({Cell("m2", *ALL, "resolved_late"): 1}) == (3, 3)
