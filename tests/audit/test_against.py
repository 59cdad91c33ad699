"""Figures held against a period: each against the indicator of its own label and scope, and how much chance would let pass."""

from __future__ import annotations

import itertools
import re
from decimal import Decimal

import pytest

import hcc_helpers.indicators  # noqa: F401  declares the indicators
from hcc_helpers.audit.figures.passages import blocks_of_text, document_of
from hcc_helpers.audit.figures.quantities import OF_PROCEDURES, QUANTITIES
from hcc_helpers.audit.findings.against import Known, coincidence_line, held
from hcc_helpers.audit.findings.audit import figures_of
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.numbers_vn import percent, round_half_up, whole
from hcc_helpers.vocabulary import SCOPE

# indicator, scope → value: a period drawn for these tests.
PERIOD = {
    ("received_all", "commune"): "1944",
    ("received_new", "commune"): "1845",
    ("carried_over", "commune"): "99",
    ("new_online", "commune"): "1811",
    ("all_online", "commune"): "1910",
    ("online_of_all_pct", "commune"): "98.2510",
    ("online_of_new_pct", "commune"): "98.1572",
    ("new_in_person", "commune"): "34",
    ("in_person_of_all_pct", "commune"): "1.7490",
    ("in_person_of_new_pct", "commune"): "1.8428",
    ("resolved_all", "commune"): "1637",
    ("resolved_in_time", "commune"): "1631",
    ("resolved_early", "commune"): "641",
    ("resolved_on_due_day", "commune"): "990",
    ("resolved_late", "commune"): "6",
    ("late_in_all", "commune"): "6",
    ("in_time_pct", "commune"): "99.6335",
    ("resolved_late_pct", "commune"): "0.3665",
    ("open_in_time", "commune"): "294",
    ("open_all", "commune"): "294",
    ("returned_or_withdrawn", "commune"): "13",
    ("returned", "commune"): "9",
    ("withdrawn", "commune"): "4",
    ("fees_total", "commune"): "32873000",
    ("fees_online", "commune"): "32090000",
    ("fees_in_person", "commune"): "783000",
    ("fees_online_pct", "commune"): "97.6181",
    ("fees_in_person_pct", "commune"): "2.3819",
    ("satisfaction_pct", "centre"): "96.1165",
    ("procedures_in_person_pct", "commune"): "21.875",
    ("received_all", "land"): "1550",
    ("new_online", "land"): "1550",
    ("resolved_in_time", "land"): "1309",
    ("resolved_late", "land"): "4",
    ("in_time_pct", "land"): "99.6954",
    ("open_in_time", "land"): "80",
    ("survey_valid", "centre"): "412",
}
KNOWN = [
    Known(id, REGISTRY[id].label, scope, SCOPE.get(scope, "toàn Trung tâm"), REGISTRY[id].unit, Decimal(value))
    for (id, scope), value in PERIOD.items()
]

# Wordings of the commune's figures with one place each, and the indicators that may stand there.
PLACES = {
    "Trong kỳ tiếp nhận {} hồ sơ": ("received_all", "received_new"),
    "- Số lượng hồ sơ trực tuyến: {} hồ sơ": ("new_online", "all_online"),
    "hồ sơ nộp trực tiếp {} hồ sơ": ("new_in_person",),
    "Kỳ trước chuyển qua: {} hồ sơ": ("carried_over",),
    "Đã giải quyết {} hồ sơ": ("resolved_all",),
    "giải quyết trước hạn và đúng hạn {} hồ sơ": ("resolved_in_time",),
    "Quá hạn {} hồ sơ": ("resolved_late", "late_in_all"),
    "Đang giải quyết trong hạn: {} hồ sơ": ("open_in_time",),
    "Hồ sơ rút, trả lại: {} hồ sơ": ("returned_or_withdrawn", "returned", "withdrawn"),
    "Tỷ lệ hồ sơ trực tuyến đạt {}": ("online_of_all_pct", "online_of_new_pct"),
    "Tỷ lệ giải quyết đúng hạn là {}": ("in_time_pct",),
    "tỷ lệ quá hạn {}": ("resolved_late_pct",),
    "Mức độ hài lòng của người dân đạt {}": ("satisfaction_pct",),
    "Tổng phí, lệ phí: {}": ("fees_total",),
    "thanh toán trực tuyến {}": ("fees_online", "fees_online_pct"),
}
# Further wordings of the same, as offices write them: right figures must pass in each.
FURTHER = {
    "Tổng số hồ sơ tiếp nhận: {}": ("received_all",),
    "Tổng số hồ sơ phải giải quyết là {} hồ sơ": ("received_all",),
    "+ Tiếp nhận mới trong kỳ: {} hồ sơ": ("received_new",),
    "Số hồ sơ kỳ trước chuyển sang: {} hồ sơ": ("carried_over",),
    "Tiếp nhận trực tuyến {} hồ sơ": ("new_online", "all_online"),
    "Hồ sơ nộp trực tuyến: {} hồ sơ": ("new_online", "all_online"),
    "Tiếp nhận trực tiếp: {} hồ sơ": ("new_in_person",),
    "Số hồ sơ đã giải quyết: {} hồ sơ": ("resolved_all",),
    "Giải quyết đúng hạn và trước hạn: {} hồ sơ": ("resolved_in_time",),
    "Đã giải quyết trước hạn: {} hồ sơ": ("resolved_early",),
    "Số hồ sơ quá hạn: {} hồ sơ": ("resolved_late", "late_in_all"),
    "Hồ sơ đang giải quyết: {} hồ sơ": ("open_all", "open_in_time"),
    "Đang giải quyết trong hạn {} hồ sơ": ("open_in_time",),
    "Hồ sơ trả lại: {} hồ sơ": ("returned", "returned_or_withdrawn"),
    "Tỷ lệ hồ sơ nộp trực tuyến: {}": ("online_of_all_pct", "online_of_new_pct"),
    "Tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn đạt {}": ("in_time_pct",),
    "Tỷ lệ hồ sơ quá hạn: {}": ("resolved_late_pct",),
    "Tỷ lệ hài lòng đạt {}": ("satisfaction_pct",),
    "Tổng số phí, lệ phí đã thu: {}": ("fees_total",),
    "Trung tâm đã thu phí, lệ phí tổng cộng {}": ("fees_total",),
    "Phí, lệ phí thu trực tuyến: {}": ("fees_online",),
    "Phí, lệ phí thanh toán trực tuyến: {}": ("fees_online", "fees_online_pct"),
}


def judged(text: str):
    return held(figures_of(document_of(blocks_of_text(text))), KNOWN)


def spellings(id: str, scope: str = "commune") -> list[str]:
    """One result in the spellings of Vietnamese offices."""
    value = Decimal(PERIOD.get((id, scope)) or PERIOD[id, "centre"])
    if REGISTRY[id].unit == "percent":
        shown = [percent(value, decimals) for decimals in (0, 1, 2)]
        return shown + [text.replace("%", " %") for text in shown] + [text.replace(",", ".") for text in shown]
    if REGISTRY[id].unit == "dong":
        return [f"{whole(value)}{unit}" for unit in ("đ", " đ", " đồng", " VNĐ")]
    return [whole(value), str(value), *([f"0{value}"] if value < 10 else [])]


def test_the_table_of_labels_names_indicators_that_exist():
    named = {id for quantity in QUANTITIES for id in (*quantity.counts, *quantity.shares, *quantity.money)}
    named |= {id for ids in OF_PROCEDURES.values() for id in ids}
    assert named - set(REGISTRY) == set()
    for quantity in QUANTITIES:
        assert {REGISTRY[id].unit for id in quantity.shares} <= {"percent"}
        assert {REGISTRY[id].unit for id in quantity.money} <= {"dong"}


def test_right_figures_in_vietnamese_spelling_raise_no_alarm():
    alarms, told = [], 0
    for place, ids in (*PLACES.items(), *FURTHER.items()):
        for id in ids:
            for shown in spellings(id):
                if REGISTRY[id].unit == "percent" and "hồ sơ" in place.split("{}")[1]:
                    continue
                told += 1
                alarms += [
                    (place.format(shown), one.sentence)
                    for one in judged(place.format(shown) + ".").verdicts
                    if one.kind != "same"
                ]
    assert told >= 200
    assert alarms == []


def test_another_true_figure_of_the_period_in_a_place_is_named():
    missed = []
    for place, ids in PLACES.items():
        unit = REGISTRY[ids[0]].unit
        right = {shown for id in ids for shown in spellings(id)}
        for (id, scope), _ in PERIOD.items():
            if REGISTRY[id].unit != unit:
                continue
            shown = spellings(id, scope)[-1 if unit == "dong" else 2 if unit == "percent" else 0]
            if shown in right:
                continue
            (verdict,) = judged(place.format(shown) + ".").verdicts
            if verdict.kind != "other" or REGISTRY[id].label not in verdict.sentence:
                missed.append((place.format(shown), verdict.kind, verdict.sentence))
    # A sentence names three indicators at most; the rest is still told as belonging to another.
    assert [one for one in missed if one[1] != "other"] == []


# An office's own words on the month, in the form of loi-van.md: each figure by its place, with what may stand there.
OWN_WORDS = """
## I.3
Trong kỳ Trung tâm tiếp nhận {received_all} hồ sơ, trong đó:
- Số lượng hồ sơ trực tuyến: {new_online} hồ sơ, đạt {online_of_all_pct};
- Hồ sơ nộp trực tiếp: {new_in_person} hồ sơ, chiếm {in_person_of_new_pct};
- Kỳ trước chuyển qua: {carried_over} hồ sơ;
- Đã giải quyết {resolved_all} hồ sơ, trong đó đúng hạn và trước hạn {resolved_in_time} hồ sơ, quá hạn {resolved_late} hồ sơ;
- Đang giải quyết trong hạn: {open_in_time} hồ sơ; hồ sơ rút, trả lại: {returned_or_withdrawn} hồ sơ.

Tỷ lệ giải quyết đúng hạn là {in_time_pct}. Mức độ hài lòng của người dân đạt {satisfaction_pct}.

Tổng phí, lệ phí: {fees_total}, trong đó thanh toán trực tuyến {fees_online}, trực tiếp {fees_in_person}.
"""


def test_each_figure_of_the_offices_words_replaced_by_another_true_one_is_named():
    ids = re.findall(r"\{(\w+)\}", OWN_WORDS)
    right = {id: spellings(id)[2 if REGISTRY[id].unit == "percent" else 0] for id in ids}
    assert [one.kind for one in judged(OWN_WORDS.format(**right)).verdicts] == ["same"] * len(ids) == ["same"] * 16
    allowed = {
        "new_online": {"1.910"},
        "received_all": {"1.845"},
        "new_in_person": set(),
        "returned_or_withdrawn": {"9", "4"},
        "online_of_all_pct": {"98,16%"},
        "in_person_of_new_pct": {"1,75%"},
        "open_in_time": {"294"},
    }
    tried = 0
    for at, id in enumerate(ids):
        unit = REGISTRY[id].unit
        others = {
            spellings(other, scope)[2 if unit == "percent" else 0] for other, scope in PERIOD if REGISTRY[other].unit == unit
        }
        for wrong in sorted(others - {right[id]} - allowed.get(id, set())):
            tried += 1
            verdicts = judged(OWN_WORDS.format(**(right | {id: wrong}))).verdicts
            assert [n for n, one in enumerate(verdicts) if one.kind != "same"] == [at], (id, wrong)
            assert verdicts[at].kind == "other", (id, wrong, verdicts[at].sentence)
    assert tried > 150


def test_the_example_of_wrong_labels_does_not_pass():
    kinds = [one.kind for one in judged("Tiếp nhận 294 hồ sơ, trực tuyến 13 hồ sơ, quá hạn 1.631 hồ sơ, hài lòng 0,4%.").verdicts]
    assert kinds == ["other"] * 4


def test_an_unknown_label_is_said_and_not_judged():
    checked = judged("Trung tâm đã trồng 294 cây xanh.")
    assert [one.kind for one in checked.verdicts] == ["unknown"]
    assert "chưa rõ" in checked.verdicts[0].sentence


def test_land_is_held_against_land():
    text = "Chi nhánh VPĐK Đất đai, tổng số hồ sơ tiếp nhận là: 1.550 hồ sơ, trong đó\n- Trực tuyến: 1.550 hồ sơ;\n- Đang giải quyết trong hạn: 80 hồ sơ;\n- Quá hạn 6 hồ sơ."
    assert [one.kind for one in judged(text).verdicts] == ["same", "same", "same", "other"]


def test_goals_and_other_periods_are_not_held_against_this_one():
    assert judged("Phấn đấu đạt 98% hồ sơ trực tuyến. So với tháng trước tăng 12 hồ sơ.").wrong == []


@pytest.mark.parametrize("place", [place for place, ids in PLACES.items() if REGISTRY[ids[0]].unit == "cases"])
def test_chance_lets_at_most_two_percent_of_whole_numbers_pass(place):
    passed = sum(judged(place.format(number) + ".").verdicts[0].kind == "same" for number in range(1, 501))
    assert passed <= 10


@pytest.mark.parametrize("place", [place for place, ids in PLACES.items() if REGISTRY[ids[0]].unit == "percent"])
@pytest.mark.parametrize("decimals", [0, 1, 2])
def test_chance_lets_at_most_one_percent_of_percentages_pass(place, decimals):
    step = (10, 2, 1)[decimals]  # every whole percent; with decimals a grid of them
    shown = [percent(round_half_up(Decimal(n) / 10, decimals), decimals) for n in range(0, 1001, step)]
    passed = sum(judged(place.format(one) + ".").verdicts[0].kind == "same" for one in shown)
    assert passed <= 0.01 * len(shown)  # of 101 whole percents one


def test_the_check_prints_its_own_coincidence():
    checked = judged("Tiếp nhận 1.944 hồ sơ, quá hạn 6 hồ sơ, hài lòng 96,12%.")
    assert "Trùng ngẫu nhiên: " in coincidence_line(checked)
    assert 0 < checked.coincidence <= 1
    by_hand = [
        sum(low <= n <= high for n in values) / size
        for values, low, high, size in (({1944, 1845}, 1000, 9999, 9000), ({6}, 1, 500, 500))
    ] + [1 / 10001]
    assert checked.coincidence == pytest.approx(100 * sum(by_hand) / 3)


def test_every_pair_of_labels_is_told_apart():
    """No two quantities claim the same features, so that the order of the table decides nothing but what is more special."""
    same = [(a.id, b.id) for a, b in itertools.combinations(QUANTITIES, 2) if a.needs == b.needs and a.id != b.id]
    assert same == []
