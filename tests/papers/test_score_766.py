"""The score of decision 766 beside scores counted by hand; what cannot be measured is no 0; the month is a calendar month."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc_helpers.indicators.score_766 import Component, _File, points, score_of, step
from hcc_helpers.papers.score_766_book import score_book
from hcc_helpers.rules import load_dated

# component → points by hand from the sample's November: 20 × 1768/1781, 4 × 29/219, 6 × 1501/1583 …
BY_HAND = {
    "2.1": "19.85",
    "3.1": "2.00",
    "3.2": "0.53",
    "3.3": "6.00",
    "4.1": "5.69",
    "4.2": "3.92",
    "4.4": "1.03",
    "5.2": "6.00",
    "5.3": "6",
    "6.1": "5.57",
    "6.2": "0.54",
    "6.3": "0.61",
}


def component(**more) -> Component:
    return Component.model_validate(
        {
            "id": "x",
            "group": "g",
            "label": "l",
            "max": 6,
            "part": "a",
            "whole": "b",
            "from": date(2022, 6, 23),
            "source": "s",
            "certainty": "chưa đối chiếu văn bản gốc",
        }
        | more
    )


def test_the_maxima_add_up_to_a_hundred_by_group(sample_root):
    every = load_dated(sample_root, "decision_766.toml", _File, date(2025, 11, 30))
    groups: dict[str, int] = {}
    for one in every:
        groups[one.group] = groups.get(one.group, 0) + one.max
    assert groups == {
        "Công khai, minh bạch": 18,
        "Tiến độ giải quyết": 20,
        "Dịch vụ công trực tuyến": 12,
        "Số hóa hồ sơ": 22,
        "Mức độ hài lòng": 18,
        "Thanh toán trực tuyến": 10,
    }


def test_the_samples_scores_are_those_counted_by_hand(december):
    score = score_of(december)
    assert score.month.period.text == "2025-11@calendar"
    found = {one.component.id: one.score for one in score.measured}
    assert found == {id: Decimal(text) for id, text in BY_HAND.items()}
    assert score.total == sum(map(Decimal, BY_HAND.values()))
    assert score.reachable == 66


def test_every_component_is_computed_or_says_why_not(december):
    for one in score_of(december).components:
        assert (one.score is None) == bool(one.reason), one.component.id


@pytest.mark.parametrize(
    ("full_at", "part", "whole", "expected"),
    [
        (1.0, 1, 3, "2.00"),
        (0.8, 4, 10, "3.00"),
        (0.8, 8, 10, "6.00"),
        (0.8, 10, 10, "6.00"),
        (0.5, 1, 800, "0.02"),
        (1.0, 0, 7, "0.00"),
    ],
)
def test_points_by_hand(full_at, part, whole, expected):
    assert points(component(full_at=full_at), part, whole) == Decimal(expected)


@given(
    st.integers(1, 3000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))), st.sampled_from([0.5, 0.8, 1.0])
)
def test_the_step_is_the_smallest_that_brings_the_point(pair, full_at):
    part, whole = pair
    one = component(full_at=full_at)
    exact = lambda n: min(Fraction(6), Fraction(6 * n, whole) / Fraction(str(full_at)))  # noqa: E731
    more = step(one, part, whole)
    wanted = min(exact(part) + 1, Fraction(6))
    if exact(part) == 6:
        assert more is None
    else:
        assert exact(part + more) >= wanted
        assert exact(part + more - 1) < wanted


def test_the_cases_that_missed_are_those_that_the_share_lacks(december):
    for one in score_of(december).measured:
        missed = score_of(december).missed(one, 10_000)
        assert not missed or len(missed) == one.whole - one.part, one.component.id


def test_the_file_is_named_by_its_calendar_month(december):
    name, content = score_book(december)
    assert name == "diem-766-2025-11.xlsx"
    assert score_book(december)[1] == content
