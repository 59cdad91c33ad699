"""One column at a time: what each kind of cell becomes, at the edges of what is read. Whole files: test_cells, test_dates."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from hcc_helpers.sources.columns import Column
from hcc_helpers.sources.files.grids import BROKEN
from hcc_helpers.sources.mapping.formats import Amounts, Dates, Format
from hcc_helpers.sources.values.cells import as_text, read_cells, words_of
from hcc_helpers.sources.values.dates import SWAPPED
from hcc_helpers.vocabulary import UNREADABLE

PLAIN = Format(table="cases")
STATUS = Column("status", "code", "", vocabulary="status")


def column(kind: str, values: list, name: str = "x", fmt: Format = PLAIN, **more):
    """(what was read, which cells are unreadable) of a column of that kind."""
    cells = read_cells(values, Column(name, kind, "", **more), fmt)
    return cells.array.to_pylist(), cells.is_unreadable.tolist()


def one(kind: str, value, name: str = "x", fmt: Format = PLAIN, **more):
    (read,), (is_unreadable,) = column(kind, [value], name, fmt, **more)
    return UNREADABLE if is_unreadable and read is None else read


# ------------------------------------------------------------------------------------------------------------------ text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("a  b", "a b"),
        ("a\tb\nc", "a b c"),
        ("\u00a0a\u00a0b\u2003c ", "a b c"),
        ("a\u200bb\ufeff\u00adc", "abc"),
        ("\u200ea\u202cb", "ab"),
        ("  ", None),
        ("\u00a0", None),
        ("", None),
        ("e\u0302\u0301", "ế"),
    ],
)
def test_blanks_and_unseen_signs_are_levelled(cell, text):
    read, bad, repaired = as_text([cell])
    assert (read.to_pylist(), bad.tolist()) == ([text], [False])
    assert ("dấu cách" in repaired) == (text not in (None, "ế")), "what is now blank needs no word"
    assert ("chữ dựng sẵn (NFC)" in repaired) == (text == "ế")


def test_a_letter_that_was_lost_is_unreadable():
    assert column("text", ["Ph\ufffdng", "Phòng", None]) == ([None, "Phòng", None], [True, False, False])


def test_whole_numbers_are_words_and_fractions_are_not():
    read, bad, repaired = as_text([1944.0, 7, 2.5, True, None, "x", 2.0**53, 2.0**53 - 1, dt.date(2025, 1, 2)])
    assert read.to_pylist() == ["1944", "7", None, None, None, "x", None, str(2**53 - 1), None]
    assert bad.tolist() == [False, False, True, True, False, False, True, False, True]
    assert repaired["số viết thành chữ"].tolist() == [True, True, False, False, False, False, False, True, False]
    assert as_text([2.5], keeps_fractions=True)[0].to_pylist() == ["2.5"]


def test_a_column_of_numbers_alone_is_repaired_only_where_words_are_expected():
    assert as_text([1, 2])[2] == {}
    assert as_text([1, 2], logs_numbers=True)[2]["số viết thành chữ"].tolist() == [True, True]
    assert as_text([1, "2"])[2]["số viết thành chữ"].tolist() == [True, False]


@pytest.mark.parametrize(
    ("code", "read"),
    [
        ("H1", "H1"),
        ("000.12.34.H41-240115-0001", "000.12.34.H41-240115-0001"),
        ("Nguyễn Văn 12", UNREADABLE),  # a name with a number behind it
        ("H41-0001 Mới", UNREADABLE),  # a badge of the page
        ("H41 0001", "H41 0001"),
        ("1.01004E+11", UNREADABLE),
        ("Nguyễn", UNREADABLE),
        ("H1, H2", UNREADABLE),
        ("H41-251120-000001 H41-251120-000002", UNREADABLE),
        (None, None),
    ],
)
def test_what_can_be_the_code_of_a_case(code, read):
    got = one("text", code, "case_id", is_identity=True)
    assert (got == UNREADABLE) == (read == UNREADABLE)
    assert (got is None) == (read is None)


# ----------------------------------------------------------------------------------------------------------------- codes


def test_a_word_of_a_list_is_its_code_in_any_spelling():
    assert column("code", ["Đang xử lý", " đang  xử lý", "processing", None, "?", 3.5], vocabulary="status") == (
        ["processing", "processing", "processing", None, UNREADABLE, UNREADABLE],
        [False, False, False, False, True, True],
    )


def test_the_mappings_own_words_go_first_and_may_mean_blank():
    own = Format(table="cases", vocabulary={"status": {"Đang xử lý": "handed_over", "-": "", "": "processing"}})
    read, bad = column("code", ["Đang xử lý", "-", None, "?"], "status", own, vocabulary="status")
    assert (read, bad) == (["handed_over", None, None, UNREADABLE], [False, False, False, True]), "one sign is not another"


def test_the_words_that_a_column_may_hold():
    assert "processing" in words_of(STATUS, PLAIN)
    assert {"có", "không"} <= words_of(Column("x", "yes_no", ""), PLAIN)
    assert words_of(Column("x", "text", ""), PLAIN) == set()


@pytest.mark.parametrize(
    ("cell", "answer"),
    [(True, True), (False, False), (1, True), (0, False), ("Có", True), ("không", False), ("X", True), (None, None), ("", None)],
)
def test_yes_and_no(cell, answer):
    assert one("yes_no", cell) is answer


@pytest.mark.parametrize("cell", ["có lẽ", 2, 0.5, dt.date(2025, 1, 1)])
def test_neither_yes_nor_no(cell):
    assert one("yes_no", cell) == UNREADABLE


def test_a_files_own_words_for_yes_and_no():
    own = Format(
        table="cases", vocabulary={"is_fee_due": {"Thu": "yes", "Miễn": "no", "N/A": "", "có": "no", "-": "", "+": "yes"}}
    )
    assert column("yes_no", ["thu", "Miễn", "N/A", "Có", "Không", "-", "+", "?"], "is_fee_due", own) == (
        [True, False, None, False, False, None, True, None],
        [*[False] * 7, True],
    )


# --------------------------------------------------------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("(20.000)", -20000),  # how accountants write what goes out
        ("( 32.873.000 đ )", -32873000),
        ("20 000", 20000),
        ("20'000", 20000),
        ("'20000", 20000),
        ("1,5E+3", 1500),
        ("1.5E3", 1500),
        ("1,55E+1", UNREADABLE),  # 15,5 đồng
        ("999999999999999", 999999999999999),
        ("1000000000000000", 10**15),
        ("9007199254740991", 2**53 - 1),
        ("9007199254740992", UNREADABLE),  # more digits than a sum has
        ("-5", -5),
        ("1.234,56", UNREADABLE),
        ("x", UNREADABLE),
        (None, None),
    ],
)
def test_money(cell, amount):
    assert one("vnd", cell) == amount


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("1.234,56", 1235),
        ("1234.49", 1234),
        ("1234,5", 1235),
        ("-1.234,50", -1235),
        ("1 234,56", 1235),
        ("1.234", 1234),
        ("1234,567", UNREADABLE),  # more decimals than the mapping says
        ("x", UNREADABLE),
    ],
)
def test_money_with_cents_where_the_mapping_says_so(cell, amount):
    assert one("vnd", cell, fmt=Format(table="payments", amounts=Amounts(decimals=2))) == amount


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        ("0", 0),
        ("-1", UNREADABLE),
        (0, 0),
        ("1.944", 1944),
        ("(5)", UNREADABLE),
        ("1E+3", 1000),
        (2.5, UNREADABLE),
        (2.0**53, UNREADABLE),
    ],
)
def test_a_count_is_whole_and_not_below_nothing(cell, count):
    assert one("count", cell) == count


@pytest.mark.parametrize("value", [0, 1, 0.0, 1.0])
def test_a_figure_of_a_draft_that_may_be_a_share_is_not_told(value):
    assert one("text", value, "figure") == UNREADABLE
    assert one("text", 2, "figure") == "2"


# ----------------------------------------------------------------------------------------------------------------- dates

DAY = dt.datetime(2025, 11, 20)


def dated(*values, **dates):
    return column("instant", list(values), fmt=Format(table="cases", dates=Dates(**dates)))


def test_a_date_cell_is_a_day_and_a_broken_one_is_unreadable():
    assert dated(dt.date(2025, 11, 20), DAY, "20/11/2025", BROKEN, None) == (
        [DAY, DAY, DAY, None, None],
        [False, False, False, True, False],
    )


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (dt.datetime(2025, 11, 20, 7, 29, 59, 999999), dt.datetime(2025, 11, 20, 7, 30)),
        (dt.datetime(2025, 11, 20, 7, 30, 0, 1999), dt.datetime(2025, 11, 20, 7, 30)),
        (dt.datetime(2025, 11, 20, 7, 30, 0, 2000), dt.datetime(2025, 11, 20, 7, 30, 0, 2000)),
        (dt.datetime(2025, 11, 20, 7, 30, 0, 500000), dt.datetime(2025, 11, 20, 7, 30, 0, 500000)),
        (dt.datetime(2199, 12, 31, 23, 59), dt.datetime(2199, 12, 31, 23, 59)),
        (dt.datetime(2200, 1, 1), UNREADABLE),
        (dt.datetime(1900, 3, 1), dt.datetime(1900, 3, 1)),
        (dt.datetime(1900, 2, 28), UNREADABLE),  # a spreadsheet counts a 29th of February that never was
        (dt.datetime(1899, 12, 30, 7, 30), UNREADABLE),  # a time of day alone: somebody typed it
        (dt.datetime(1899, 12, 31), None),  # day 0
        (dt.datetime(1900, 1, 1), None),  # what systems write where they mean none
        (dt.datetime(1900, 1, 1, 7, 30), None),
    ],
)
def test_what_a_date_cell_means(typed, read):
    (value,), (bad,) = dated(typed, blanks=["01/01/1900", "31/12/1899", "30/12/1899"])
    assert (UNREADABLE if bad else value) == read


def test_a_written_day_that_means_none_is_blank():
    assert dated("01/01/1900", "20/11/2025", "1/1/1900", formats="vietnamese")[1] == [False] * 3
    assert dated("01/01/1900", "20/11/2025", formats=["%d/%m/%Y"])[0] == [None, DAY]
    assert dated("01/01/1900", "20/11/2025", formats=["%d/%m/%Y"], blanks=[])[0] == [dt.datetime(1900, 1, 1), DAY]
    assert dated("21/11/2025", "20/11/2025", formats=["%d/%m/%Y"], blanks=["21/11/2025"])[0] == [None, DAY]


@pytest.mark.parametrize(("number", "day"), [(20000, (1954, 10, 3)), (79999, (2119, 1, 10)), (45981, (2025, 11, 20))])
def test_a_number_of_days_beside_dates_is_a_day(number, day):
    assert dated(DAY, number) == ([DAY, dt.datetime(*day)], [False, False])
    assert dated(number, formats=["excel"])[0] == [dt.datetime(*day)]


@pytest.mark.parametrize("number", [19999, 80000, 459, 0.5])
def test_another_number_is_none(number):
    assert dated(DAY, number) == ([DAY, None], [False, True])


def test_a_number_of_days_has_its_time_and_alone_it_is_no_day():
    assert dated(DAY, 45981.3125)[0] == [DAY, dt.datetime(2025, 11, 20, 7, 30)]
    assert dated(DAY, "45981,5")[0] == [DAY, dt.datetime(2025, 11, 20, 12)]
    assert dated(45981) == ([None], [True])


def test_the_zone_of_a_file_moves_what_says_no_offset_itself():
    utc = dict(formats=["%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M:%S%z"], time_zone="UTC")
    assert dated("20/11/2025 01:00", dt.datetime(2025, 11, 20, 1), "2025-11-20T01:00:00+07:00", **utc)[0] == [
        dt.datetime(2025, 11, 20, 8),
        dt.datetime(2025, 11, 20, 8),
        dt.datetime(2025, 11, 20, 1),
    ]
    assert dated("20/11/2025 01:00", formats=["%d/%m/%Y %H:%M"], time_zone="UTC")[0] == [dt.datetime(2025, 11, 20, 8)]


def test_a_clock_that_is_no_part_of_the_day_is_dropped():
    assert dated("20/11/2025 07:30", dt.datetime(2025, 11, 20, 23, 59), has_clock=False)[0] == [DAY, DAY]
    assert dated("20/11/2025 07:30")[0] == [dt.datetime(2025, 11, 20, 7, 30)]


def rival(values: list, **more) -> str:
    return read_cells(values, Column("x", "instant", ""), Format(table="cases", **more)).rival_dates


def test_an_order_that_fits_every_cell_is_named_where_the_expected_one_does_not():
    usual = Dates(formats=["%d/%m/%Y", "%d-%m-%Y"])
    assert rival(["11/20/2025", "12/05/2025"], dates=usual).startswith("dd/mm/yyyy (không đúng với mọi ô) và mm/dd/yyyy")
    assert rival(["20/11/2025", "05/12/2025"], dates=usual) == ""
    own = Format(table="cases", dates=usual, has_own_dates=True)
    assert read_cells(["11/20/2025", "12/05/2025"], Column("x", "instant", ""), own).rival_dates == "", (
        "the office has said so itself"
    )


def test_a_spreadsheet_that_ate_days_is_seen():
    texts = ["20/11/2025", "21/11/2025", "22/11/2025"]
    typed = [dt.datetime(2025, day, 12) for day in (3, 4, 5)]
    assert rival([*texts, *typed]) == SWAPPED
    assert rival([*texts[:2], *typed]) == "", "two may fall so by chance"
    assert rival([*texts, *typed[:2]]) == ""
    assert rival(["12/11/2025", *texts[1:], *typed]) == "", "a text with a day that is also a month was not eaten"
    assert rival([*texts, *typed[:2], dt.datetime(2025, 3, 13)]) == ""
    own = Format(table="cases", dates=Dates(formats=["%d/%m/%Y"]), has_own_dates=True)
    assert read_cells([*texts, *typed], Column("x", "instant", ""), own).rival_dates == ""


def test_what_a_date_was_repaired_from_is_told():
    cells = read_cells(["20/11/2025", DAY, 45981, "01/01/1900"], Column("x", "instant", ""), PLAIN)
    assert {what: np.flatnonzero(where).tolist() for what, where in cells.repaired.items()} == {
        "số viết thành chữ": [2],
        "số ngày của bảng tính": [2],
        "ô ngày thay cho chữ": [1],
        "ngày dùng thay ô trống, coi là trống": [3],
    }
    assert read_cells([DAY, DAY], Column("x", "instant", ""), PLAIN).repaired == {}


def test_a_blank_beside_codes_is_neither_lost_nor_repaired():
    cells = read_cells(["h41 0001", None, "H42"], Column("case_id", "text", "", is_identity=True), PLAIN)
    assert cells.is_unreadable.tolist() == [False] * 3
    assert cells.array.to_pylist()[1] is None
    assert not any(where[1] for where in cells.repaired.values())
    assert cells.repaired["mã viết khác dạng"].tolist() == [True, False, False]
