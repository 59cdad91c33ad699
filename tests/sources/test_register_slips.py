"""What each slip of a hand in the register workbook leads to: a cell, a row or a sheet that is said and never guessed."""

from __future__ import annotations

import datetime as dt

import drawn_exports as draw
import pytest
from filled_books import KEPT, SURVEYS
from sources.test_register_workbook import data as data
from sources.test_register_workbook import imported, said


def test_a_renamed_heading_names_its_cell(data):
    snapshot = imported(data, {"Khảo sát": {**SURVEYS, "C5": "Hôm nào"}, "Đo thử": KEPT})
    assert said(snapshot, "L0-so-tieu-de") == [("Khảo sát", 5, "Ô C5 phải là tiêu đề “Ngày trả lời”, đang ghi nội dung khác.")]
    assert "surveys" not in snapshot.tables
    assert "probes" in snapshot.tables


def test_text_in_a_number(data):
    snapshot = imported(data, {"Hướng dẫn": {**KEPT, "A6": "1", "B6": "20/11/2025", "C6": "Nộp trực tuyến", "D6": "năm người"}})
    assert said(snapshot, "L1-khong-doc-duoc") == [
        ("Hướng dẫn", 6, "Ô D6: Số người được hướng dẫn: không đọc được (viết như “AAA AAAAA”).")
    ]
    assert draw.rows(snapshot, "guidance")[0]["unreadable"] == ",people,"


def test_a_word_that_is_on_no_list(data):
    snapshot = imported(data, {"Khảo sát": {**SURVEYS, "D6": "Tạm được"}})
    ((sheet, row, message),) = said(snapshot, "L1-ma-la")
    assert (sheet, row, message[:7]) == ("Khảo sát", 6, "Ô D6: M")


def test_a_date_in_the_wrong_month(data):
    snapshot = imported(data, {"Khảo sát": {**SURVEYS, "C7": "21/10/2025"}})
    assert said(snapshot, "L1-ngay-ngoai-so") == [
        ("Khảo sát", 7, "Ô C7: ngày 21/10/2025 nằm ngoài những ngày sổ ghi là đã theo dõi (15/11/2025–14/12/2025).")
    ]
    assert len(draw.rows(snapshot, "surveys")) == 2  # kept; the period's own flags leave it out


@pytest.mark.parametrize("area", ["D6:D7", "C6:D6"])
def test_merged_cells_leave_the_sheet_out(data, area):
    snapshot = imported(data, {"Khảo sát": SURVEYS}, merges={"Khảo sát": area})
    assert said(snapshot, "L0-o-gop") == [("Khảo sát", 6, f"Các ô {area} bị gộp.")]
    assert "surveys" not in snapshot.tables
    assert said(snapshot, "L0-so-bo-ra")


GUIDANCE = {
    **KEPT,
    "A6": "1",
    "B6": "20/11/2025",
    "C6": "Nộp trực tuyến",
    "D6": 5,
    "A7": "2",
    "B7": "21/11/2025",
    "C7": "Tạo tài khoản",
    "D7": 3,
}


@pytest.mark.parametrize(
    ("cells", "rule", "words"),
    [
        ({"D8": 8}, "L1-dong-tong", "Ô D8 là số cộng của các dòng trên gõ vào bảng, không tính."),
        ({"A8": "Tổng cộng", "D8": 8}, "L1-dong-tong", "Dòng tổng cộng, không tính là số liệu."),
        (
            {"A8": "Tổng cộng", "D8": 9},
            "L1-dong-tong-lech",
            "Dòng tổng cộng không khớp: Số người được hướng dẫn: 9, cộng các dòng: 8.",
        ),
        ({"D8": 7}, "L1-o-bat-buoc", "Ô B8 (“Ngày hướng dẫn”), C8 (“Loại hướng dẫn”) còn trống; dòng không được tính."),
    ],
)
def test_totals_typed_into_the_table(data, cells, rule, words):
    snapshot = imported(data, {"Hướng dẫn": {**GUIDANCE, **cells}})
    assert ("Hướng dẫn", 8, words) in said(snapshot, rule)
    assert [row["people"] for row in draw.rows(snapshot, "guidance")] == [5, 3]


def test_two_answers_for_one_case(data):
    snapshot = imported(data, {"Khảo sát": {**SURVEYS, "B7": "H1"}})
    assert said(snapshot, "L2-hai-tra-loi") == [
        ("Khảo sát", 7, "Một hồ sơ có 2 câu trả lời (ô B6, B7); tính phiếu trả lời sau cùng.")
    ]


def test_rows_pasted_twice(data):
    """With a key once; without one both count, and that is said."""
    twice = {**SURVEYS, "A8": "K1", "B8": "H1", "C8": "20/11/2025", "D8": "Hài lòng"}
    bare = {**GUIDANCE, "A6": "", "A7": "", "B7": "20/11/2025", "C7": "Nộp trực tuyến", "D7": 5}
    snapshot = imported(data, {"Khảo sát": twice, "Hướng dẫn": bare})
    assert len(draw.rows(snapshot, "surveys")) == 2
    assert draw.found(snapshot, "L2-trung")
    assert said(snapshot, "L1-dong-lap") == [("Hướng dẫn", 7, "Dòng 7 giống hệt dòng 6; cả hai đều được tính.")]


def test_headings_pasted_among_the_rows(data):
    pasted = {**SURVEYS, "A8": "Mã phiếu", "B8": "Mã hồ sơ", "C8": "Ngày trả lời", "D8": "Mức độ hài lòng"}
    snapshot = imported(data, {"Khảo sát": pasted})
    assert len(draw.rows(snapshot, "surveys")) == 2
    assert ("Khảo sát", 8, "Dòng 8 là dòng tiêu đề dán lẫn vào bảng, không tính.") in said(snapshot, "L1-dong-trong")


def test_further_columns_are_named_and_never_read(data):
    snapshot = imported(data, {"Khảo sát": {**SURVEYS, "E5": "Người trả lời", "E6": "Nguyễn Thị B", "G7": "xem lại"}})
    assert [message for _, _, message in said(snapshot, "L0-so-cot-thua")] == [
        "Cột E (tiêu đề ở ô E5) không có trong mẫu của sổ, không được đọc.",
        "Ô G7 nằm ngoài các cột của bảng, không được đọc.",
    ]
    assert "Nguyễn" not in repr(snapshot.findings())


@pytest.mark.parametrize("name", ["Nguyễn Thị Zuy 0912345678", "Tô Văn Zuy", "nguyen thi zuy"])
def test_a_person_typed_for_a_unit_or_a_case_goes_no_further(data, name):
    cells = {"A6": "1", "B6": "20/11/2025", "C6": name, "A7": "2", "B7": "21/11/2025", "C7": "Tổ một cửa", "D7": name + " 1"}
    snapshot = imported(data, {"Đôn đốc": {**KEPT, **cells}})
    assert [row["unit"] for row in draw.rows(snapshot, "reminders")] == ["Cá nhân (không nêu tên)", "Tổ một cửa"]
    assert [row for _, row, message in said(snapshot, "L1-don-vi-la") if message.startswith("Ô C6:")] == [6]
    assert draw.rows(snapshot, "reminders")[1]["case_id"] is None
    assert "zuy" not in repr(snapshot.findings()).casefold()


@pytest.mark.parametrize(
    "text", ["5/12/2025", "05-12-2025", "5.12.2025", "2025-12-05", "05/12/25", 45996, dt.datetime(2025, 12, 5)]
)
def test_dates_as_they_are_written_here(data, text):
    snapshot = imported(data, {"Khảo sát": {**SURVEYS, "C6": text}})
    assert draw.rows(snapshot, "surveys")[0]["answered_at"].date() == dt.date(2025, 12, 5)


def test_a_cell_that_is_not_read_is_not_said_to_be_repaired(data):
    snapshot = imported(data, {"Khảo sát": {**SURVEYS, "C6": 460}})
    assert [item.row for item in draw.found(snapshot, "L1-sua-dang") if item.column == "Ngày trả lời"] == []


@pytest.mark.parametrize("text", ["5/12", "ngày 5 tháng 12", "31/11/2025", 460])
def test_dates_that_could_be_several_are_not_guessed(data, text):
    snapshot = imported(data, {"Khảo sát": {**SURVEYS, "C6": text}})
    assert draw.rows(snapshot, "surveys")[0]["answered_at"] is None
    ((_, row, message),) = said(snapshot, "L1-khong-doc-duoc")
    assert row == 6
    assert message.startswith("Ô C6: Ngày trả lời: không đọc được")


def test_a_sheet_in_month_day_order_is_left_out(data):
    snapshot = imported(data, {"Khảo sát": {**SURVEYS, "C6": "11/20/2025", "C7": "12/05/2025"}})
    assert "surveys" not in snapshot.tables
    assert draw.found(snapshot, "L0-hai-cach-doc-ngay")[0].level == "unreadable"


# ------------------------------------------------------------------------------------------------------- whole workbooks
