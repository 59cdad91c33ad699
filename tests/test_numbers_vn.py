"""Numbers as Vietnamese readers write them, and back."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc_helpers import numbers_vn as vn


@pytest.mark.parametrize(
    ("x", "n", "expected"),
    [
        (0.125, 2, "0.13"),  # round() says 0.12
        (2.675, 2, "2.68"),  # as it prints, not as it lies in binary
        (Decimal("0.5"), 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (-0.125, 2, "-0.13"),
        (Fraction(1, 8), 2, "0.13"),
        (Fraction(2, 3), 3, "0.667"),
        (7, 1, "7.0"),
    ],
)
def test_half_goes_up(x, n, expected):
    assert str(vn.round_half_up(x, n)) == expected


@pytest.mark.parametrize(
    ("numerator", "denominator", "printed"),
    [
        (1811, 1845, "98,16%"),
        (1910, 1944, "98,25%"),
        (34, 1944, "1,75%"),
        (1631, 1637, "99,63%"),
        (1, 800, "0,13%"),
        (3, 800, "0,38%"),
    ],
)
def test_share_is_taken_from_the_whole_numbers(numerator, denominator, printed):
    assert vn.percent(vn.share(numerator, denominator)) == printed


def test_share_of_nothing_is_refused_and_printed_as_undefined():
    with pytest.raises(ZeroDivisionError):
        vn.share(0, 0)
    assert vn.show(None, "percent", reason="mẫu số bằng 0") == "—"
    assert vn.show(None, "percent", reason="không có số liệu: khảo sát") == "–"


@given(st.integers(0, 10**7), st.integers(1, 10**7))
def test_share_rounds_like_exact_arithmetic(numerator, denominator):
    hundredths = (2 * 10_000 * numerator + denominator) // (2 * denominator)  # floor(x + 1/2) in integers
    assert vn.round_half_up(vn.share(numerator, denominator), 2) == Decimal(hundredths) / 100


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (vn.whole(1944), "1.944"),
        (vn.whole(1944.0), "1.944"),
        (vn.whole(0), "0"),
        (vn.whole(-57), "\u221257"),
        (vn.whole(None), "–"),
        (vn.whole(float("nan")), "–"),
        (vn.percent(98.25), "98,25%"),
        (vn.percent(98.25, decimals=1), "98,3%"),
        (vn.percent(100), "100,00%"),
        (vn.decimal(1234.5), "1.234,50"),
        (vn.interval(93.84, 97.57), "93,8–97,6%"),
        (vn.points(0.28), "+0,28 điểm"),
        (vn.points(-0.28), "\u22120,28 điểm"),
        (vn.points(0.001), "0,00 điểm"),
        (vn.points(-0.001), "0,00 điểm"),
        (vn.signed(143), "+143"),
        (vn.signed(-57), "\u221257"),
        (vn.signed(0), "0"),
        (vn.signed(8.4, 2), "+8,40"),
        (vn.dong(32873000), "32.873.000 đồng"),
        (vn.padded(6), "06"),
        (vn.padded(13), "13"),
        (vn.day(date(2025, 11, 5)), "05/11/2025"),
        (vn.day(datetime(2025, 11, 15, 23, 59)), "15/11/2025"),
        (vn.moment(datetime(2025, 12, 15, 7, 30)), "15/12/2025 07:30"),
        (vn.show(1944, "cases"), "1.944"),
        (vn.show(1944, "cases", words=True), "1.944 hồ sơ"),
        (vn.show(98.25, "percent", words=True), "98,25%"),
        (vn.show(32873000, "dong"), "32.873.000"),
        (vn.show(32873000, "dong", words=True), "32.873.000 đồng"),
        (vn.show(2.5, "working_days", words=True), "2,5 ngày làm việc"),
        (vn.show(3, "hours"), "3,0"),
        (vn.show(0.5, "ratio", words=True), "0,50"),
    ],
)
def test_printed_form(shown, expected):
    assert shown == expected


def test_numpy_and_pandas_values_print_alike():
    import numpy as np
    import pandas as pd

    assert vn.whole(np.int64(1944)) == vn.whole(np.float64(1944)) == "1.944"
    assert vn.whole(pd.NA) == vn.day(pd.NaT) == "–"


def test_a_count_with_a_fraction_is_an_error_not_a_rounding():
    with pytest.raises(ValueError, match="không phải số nguyên"):
        vn.whole(1944.5)


def test_unknown_unit_is_an_error():
    with pytest.raises(ValueError, match="đơn vị"):
        vn.show(1, "people")


NUMBERS = [
    ("1944", 1944),
    ("1.944", 1944),
    (" 1.944 ", 1944),
    ("1.944.000", 1944000),
    ("1,944,000", 1944000),
    ("1\u00a0944", 1944),
    ("32\u202f873\u202f000", 32873000),
    ("1.944,5", Decimal("1944.5")),
    ("1,944.5", Decimal("1944.5")),
    ("12,5", Decimal("12.5")),
    ("12.5", Decimal("12.5")),
    ("0,125", Decimal("0.125")),
    ("0.125", Decimal("0.125")),
    ("1944,125", Decimal("1944.125")),
    ("3.0", 3),
    ("06", 6),
    ("-20.000", -20000),
    ("\u221220.000", -20000),
    ("+5", 5),
]
NOT_NUMBERS = [
    "1,944",
    "",
    " ",
    "-",
    "1 944",
    "1.94.400",
    "1.944.00",
    "12,",
    "1.944,",
    "1.944.",
    "1,944,000.",
    ",5",
    "1..944",
    "1e3",
    "0x10",
    "1_944",
    "१९४४",
    "1.944,000,5",
    "0.944.000",
    "x",
    "12 hồ sơ",
    "--5",
]


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_number_is_read(text, value):
    assert vn.parse_number(text) == value
    assert isinstance(vn.parse_number(text), type(value))


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_number_is_refused_never_guessed(text):
    with pytest.raises(ValueError, match="“"):
        vn.parse_number(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("98,25%", "98.25"),
        ("1.75%", "1.75"),
        ("0.3%", "0.3"),
        ("99,6 %", "99.6"),
        ("100%", "100"),
        ("0,125%", "0.125"),
        ("-1,5%", "-1.5"),
    ],
)
def test_percent_is_read(text, value):
    assert vn.parse_percent(text) == Decimal(value)


@pytest.mark.parametrize("text", ["1.750%", "98,250%", "98,25", "0,98", "%", "1.75%%"])
def test_percent_is_refused_never_guessed(text):
    with pytest.raises(ValueError, match="“"):
        vn.parse_percent(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("32.873.000đ", 32873000),
        ("32,873,000 VNĐ", 32873000),
        ("32,873 vnd", 32873),
        ("20.000", 20000),
        ("20,000", 20000),
        ("20000", 20000),
        ("-20.000", -20000),
        ("32.873.000\u00a0đồng", 32873000),
        ("32.873.000 đo\u0302\u0300ng", 32873000),  # the same word, decomposed
        ("32.873.000,00 ₫", 32873000),
        ("0 đ", 0),
        ("783.000", 783000),
    ],
)
def test_money_is_read(text, value):
    assert vn.parse_vnd(text) == value


@pytest.mark.parametrize(
    "text", ["1.75", "32,873.000", "32.873,000đ", "20000.000", "0,125", "đ", "", "20.000 USD", "20k", "1.944,5"]
)
def test_money_is_refused_never_guessed(text):
    with pytest.raises(ValueError, match="“"):
        vn.parse_vnd(text)


@given(st.integers(-(10**12), 10**12))
def test_what_is_printed_is_read_back(n):
    assert vn.parse_vnd(vn.dong(n)) == n
    assert vn.parse_number(vn.whole(n)) == n


@given(st.decimals(-1000, 1000, places=2))
def test_a_printed_percentage_is_read_back(x):
    assert vn.parse_percent(vn.percent(x)) == x


def test_a_figure_that_is_not_there_is_a_stroke_in_every_form():
    for form in (vn.whole, vn.decimal, vn.percent, vn.signed, vn.points, vn.dong, vn.padded, vn.day, vn.moment):
        assert form(None) == "–", form.__name__
    assert vn.interval(None, 97.6) == vn.interval(93.8, None) == vn.interval(None, None) == "–"
    assert vn.padded(0) == "00"
    assert vn.padded(-6) == "\u22126"


def test_the_number_of_decimals_is_asked_for():
    assert (vn.decimal(2.345), vn.decimal(2.345, 1), vn.decimal(2.345, 0)) == ("2,35", "2,3", "2")
    assert (vn.percent(98.25, 0), vn.signed(0.5), vn.signed(0.25, 1), vn.points(1.25, 1)) == ("98%", "+1", "+0,3", "+1,3 điểm")
    assert vn.interval(93.84, 97.57, 0) == "94–98%"
    assert (vn.round_half_up(2.5), vn.round_half_up(0.5)) == (Decimal(3), Decimal(1))
