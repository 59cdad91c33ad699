"""Sums that must hold: both sides, the signed gap, and the words for it, on results that are drawn for them."""

from __future__ import annotations

import pytest

from hcc_helpers.indicators.balance import BALANCES, check, compare, counts, groups
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.indicators.result import Result


def result(indicator: str, value, scope: str = "commune", by: str = "", group: str = "") -> Result:
    return Result(scope, by, group, indicator, value, REGISTRY[indicator].unit, REGISTRY[indicator].adds)


def paused(whole, supplement, tax, other, scope: str = "commune") -> list[Result]:
    ids = ("open_paused", "open_paused_supplement", "open_paused_tax", "open_paused_other")
    return [result(id, value, scope) for id, value in zip(ids, (whole, supplement, tax, other), strict=True)]


def one(*results: Result, scopes=("commune",)):
    (checked,) = check(list(results), scopes)
    return checked


def test_a_sum_that_holds_says_so():
    checked = one(*paused(1944, 1900, 44, 0))
    assert (checked.balance, checked.scope, checked.left, checked.right, checked.gap, checked.is_exact) == (
        "paused",
        "commune",
        1944,
        1944,
        0,
        True,
    )
    assert checked.sentence == "Khớp: 1.944 = 1.900 + 44."
    assert checked.label == "Tạm dừng = chờ bổ sung + chờ nghĩa vụ tài chính + lý do khác"
    assert checked.cases == ()


@pytest.mark.parametrize(("whole", "gap", "said"), [(60, 3, "+3"), (54, -3, "−3")])
def test_a_gap_has_its_sign_and_both_sides(whole, gap, said):
    checked = one(*paused(whole, 50, 5, 2))
    assert (checked.gap, checked.is_exact) == (gap, False)
    assert checked.sentence == f"Chênh lệch {said}: {whole} so với 50 + 5 + 2 = 57."


def test_a_part_that_is_not_there_is_named_and_counts_nothing():
    checked = one(*paused(55, 50, 5, None))
    assert checked.is_exact
    assert checked.sentence == f"Khớp: 55 = 50 + 5. Không có số liệu: {REGISTRY['open_paused_other'].label}."
    assert one(*paused(0, 0, 0, 0)).sentence == "Khớp: 0 = 0."
    assert one(*paused(4, 0, 0, 0)).sentence == "Chênh lệch +4: 4 so với 0 = 0."


def test_without_a_whole_or_any_part_nothing_is_compared():
    assert check(paused(None, 50, 5, 2), ["commune"]) == []
    assert check(paused(57, None, None, None), ["commune"]) == []
    assert len(check(paused(57, None, None, 0), ["commune"])) == 1
    assert check([], ["commune"]) == []


def test_each_scope_is_compared_with_itself_and_groups_take_no_part():
    both = [*paused(57, 50, 5, 2), *paused(9, 4, 3, 1, scope="land"), result("open_paused", 12, by="field", group="Đất đai")]
    assert [(one.scope, one.gap) for one in check(both, ["commune", "land"])] == [("commune", 0), ("land", 1)]
    assert [one.scope for one in check(both, ["land"])] == ["land"]


def test_money_is_said_in_dong():
    parts = [
        result(id, value) for id, value in (("fees_total", 32873000), ("fees_online", 30000000), ("fees_in_person", 2873000))
    ]
    assert one(*parts).sentence.startswith("Khớp: 32.873.000 đồng = 30.000.000 đồng + 2.873.000 đồng. Không có số liệu: ")
    assert compare("x", "x", "commune", 5, {"a": 5}, unit="dong").sentence == "Khớp: 5 đồng = 5 đồng."
    assert compare("x", "x", "commune", 5, {"a": 4}, ["H1", "H2"]).cases == ("H1", "H2")


def test_a_count_that_came_as_a_float_is_a_whole_number():
    assert counts({"a": 5.0, "b": None, "c": 0}) == {"a": 5, "b": None, "c": 0}
    assert one(*paused(5.0, 5.0, 0.0, None)).sentence.startswith("Khớp: 5 = 5.")


def test_rows_of_a_table_add_up_to_the_total():
    rows = [result("received_all", n, by="field", group=name) for name, n in (("Hộ tịch", 50), ("Đất đai", 6), ("Khác", None))]
    other = [result("received_all", 7, by="unit", group="Phòng Kinh tế"), result("resolved_all", 9, by="field", group="Hộ tịch")]
    noise = [result("received_all", 99, scope="land"), result("received_all", 98, scope="land", by="field", group="Hộ tịch")]
    (checked,) = groups([*noise, *other, result("received_all", 57), *rows], "field", ["commune"])
    assert (checked.balance, checked.scope, checked.left, checked.right, checked.gap) == (
        "received_all_field",
        "commune",
        57,
        56,
        1,
    )
    assert checked.label == f"{REGISTRY['received_all'].label}: TỔNG CỘNG theo lĩnh vực"
    assert checked.sentence == "Chênh lệch +1: 57 so với 50 + 6 = 56."
    (land,) = groups([*noise, *rows], "field", ["commune", "land"])
    assert (land.scope, land.gap) == ("land", 1)
    assert groups(rows, "field", ["commune"]) == [], "there is no total to compare with"
    assert groups([result("received_all", 57)], "field", ["commune"]) == [], "there is no table"
    money = [result("fees_total", 5), result("fees_total", 5, by="field", group="Hộ tịch")]
    assert groups(money, "field", ["commune"], ["fees_total"])[0].sentence == "Khớp: 5 đồng = 5 đồng."


def test_every_side_of_every_sum_exists_and_is_counted_alike():
    for balance in BALANCES:
        assert len({REGISTRY[id].unit for id in (balance.left, *balance.right)}) == 1, balance.id
        assert balance.left not in balance.right
