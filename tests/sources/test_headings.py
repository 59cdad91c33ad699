"""Headings: tolerant of case, accents and line breaks, and never by a coin toss."""

import unicodedata

import pytest

from hcc_helpers.sources.files.grids import Grid
from hcc_helpers.sources.mapping.formats import Format, own_shapes, shipped
from hcc_helpers.sources.mapping.headings import find
from hcc_helpers.sources.mapping.recognise import recognise

CASE_LIST = next(item for item in shipped() if item.id == "case-list")


def match(*headings, fmt=CASE_LIST, likeness=True):
    return find(Grid("csv", "", [list(headings), ["x"] * len(headings)]), fmt, likeness)


@pytest.mark.parametrize(
    "heading",
    [
        "Ngày hẹn trả",
        "NGÀY HẸN TRẢ",
        "Ngay hen tra",
        "Ngày\nhẹn trả",
        " Ngày  hẹn trả: ",
        unicodedata.normalize("NFD", "Ngày hẹn trả"),
        "NgayHenTra",
        "due_at",
    ],
)
def test_one_heading_in_many_spellings(heading):
    assert match("Mã hồ sơ", heading).columns == {"case_id": 0, "due_at": 1}


def test_a_misspelt_heading_is_taken_where_nothing_else_is_near():
    found = match("Mã hồ sơ", "Ngày nhận", "Trạng thái", "Cơ quan có thẩm quyền giải quyêt hồ")
    assert "deciding_unit" in found.columns
    assert found.likened == {"deciding_unit": 3}


@pytest.mark.parametrize("heading", ["Ngày trả lời", "Ngày hẹn 2", "Người nhận", "Ghi chú", "Ngày"])
def test_another_word_is_not_a_misspelling(heading):
    assert set(match("Mã hồ sơ", "Ngày nhận", "Trạng thái", heading).columns) == {"case_id", "accepted_at", "status"}


def test_an_exact_heading_beats_one_without_accents():
    # "Ngày trả" (day of handing over) written both ways: the exact one is meant
    assert match("Mã hồ sơ", "Ngay tra", "Ngày trả").columns["handed_over_at"] == 2


def test_the_mapping_beats_the_declared_headings():
    fmt = CASE_LIST.model_copy(update={"columns": {"accepted_at": "Ngày tiếp nhận"}})
    assert match("Mã hồ sơ", "Ngày nhận", "Ngày tiếp nhận", "Trạng thái", fmt=fmt).columns["accepted_at"] == 2


def test_two_equal_headings_are_a_tie():
    found = match("Mã hồ sơ", "Ngày nhận", "Trạng thái", "Ngày nhận")
    assert found.ties == {"accepted_at": [1, 3]}


def test_headings_are_found_below_a_banner_that_names_columns():
    rows = [["Mã hồ sơ, ngày nhận và trạng thái"], [], ["STT", "Mã hồ sơ", "Ngày nhận", "Trạng thái"], ["1", "H1", "x", "y"]]
    assert find(Grid("csv", "", rows), CASE_LIST).first == 2


def test_storeys_are_read_from_the_upper_to_the_lower():
    rows = [["Mã hồ sơ", "Tiếp nhận", "", "Trạng thái"], ["", "Ngày nhận", "Ngày hẹn trả", ""], ["H1", "", "", ""]]
    merges = [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 1, 3)]
    found = find(Grid("xlsx", "", rows, merges), CASE_LIST)
    assert (found.first, found.last) == (0, 1)
    assert found.columns == {"case_id": 0, "accepted_at": 1, "due_at": 2, "status": 3}
    assert found.headings[1] == "Tiếp nhận: Ngày nhận"


def test_two_formats_that_fit_alike_are_refused():
    one = Format(
        id="one", label="Mẫu một", table="surveys", recognise=["answer_id", "answered_at"], columns={"answer_id": "Số"}, rank=1
    )
    other = Format(
        id="other",
        label="Mẫu hai",
        table="petitions",
        recognise=["petition_id", "received_at"],
        columns={"petition_id": "Số", "received_at": "Ngày trả lời", "answered_at": ""},
        constants={"kind": "feedback"},
        rank=1,
    )
    (finding,) = recognise(Grid("csv", "", [["Số", "Ngày trả lời"], ["1", "2"]]), [one, other])
    assert finding.rule == "L0-hai-mau"
    assert "Mẫu một" in finding.message
    assert "Mẫu hai" in finding.message


def test_the_format_that_explains_most_headings_is_taken():
    grid = Grid("csv", "", [["Mã đơn", "Loại đơn", "Ngày nhận", "Hạn trả lời", "Mã hồ sơ"], ["D1", "Phản ánh", "", "", ""]])
    assert recognise(grid, [*shipped(), *own_shapes()]).format.table == "petitions"
