"""Sheets beside the list, and rows and dates that real exports hold: used, or named on top; each with its one outcome."""

from __future__ import annotations

import datetime as dt
import io
import time
import unicodedata
import zipfile

import drawn_exports as draw
import pytest
import xlsxwriter
from sources.test_corpus import HEAD, IDS, ROWS, dated, page, payments, table, text


def book(sheets: dict[str, list[list[str]]], hidden: str = "") -> bytes:
    sink = io.BytesIO()
    with xlsxwriter.Workbook(sink, {"in_memory": True, "strings_to_numbers": False}) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            if name == hidden:
                sheet.very_hidden()
    return sink.getvalue()


def test_a_very_hidden_sheet_is_not_counted_and_named(tmp_path):
    data = draw.root(tmp_path)
    old = [[row[0], row[1].replace("H41", "H40"), *row[2:]] for row in ROWS]
    draw.put(data, "a.xlsx", book({"A": [HEAD, *ROWS], "Cũ": [HEAD, *old]}, hidden="Cũ"))
    snapshot = draw.imported(data)
    assert draw.column(snapshot, "case_id") == IDS
    assert [one.sheet for one in draw.found(snapshot, "L0-trang-an")] == ["Cũ"]


def test_a_list_that_goes_on_without_headings_is_read_to_its_end_and_said(tmp_path):
    data = draw.root(tmp_path)
    draw.put(data, "a.xlsx", book({"A": [HEAD, ROWS[0]], "B": [ROWS[1]]}))
    snapshot = draw.imported(data)
    assert draw.column(snapshot, "case_id") == IDS
    assert [one.sheet for one in draw.found(snapshot, "L0-trang-tiep")] == ["B"]


def test_a_sheet_with_rows_that_nobody_knows_is_named(tmp_path):
    data = draw.root(tmp_path)
    other = [["x", "y", "z"], *[["a", "b", "c"]] * 9]
    draw.put(data, "a.xlsx", book({"A": [HEAD, *ROWS], "B": other}))
    found = draw.found(draw.imported(data), "L0-trang-bo-ra")
    assert [one.sheet for one in found] == ["B"]
    assert "10 dòng" in found[0].message


def test_two_tables_of_one_list_in_a_page(tmp_path):
    data = draw.root(tmp_path)
    draw.put(data, "a.xls", page(table([ROWS[0]]) + table([ROWS[1]])))
    assert draw.column(draw.imported(data), "case_id") == IDS


@pytest.mark.parametrize("before", ["\ufeff", "  \r\n", "\ufeff\n\n"], ids=["a byte order mark", "blanks", "both"])
def test_what_stands_before_a_page_is_no_matter(tmp_path, before):
    data = draw.root(tmp_path)
    draw.put(data, "a.xls", page(table(), before))
    assert draw.column(draw.imported(data), "case_id") == IDS


def test_windows_1258_is_read(tmp_path):
    """Its tone marks stand behind their letters."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    parts = (unicodedata.normalize("NFD", letter) for letter in text())
    written = "".join(
        unicodedata.normalize("NFC", "".join(sign for sign in part if sign not in tones))
        + "".join(sign for sign in part if sign in tones)
        for part in parts
    )
    data = draw.root(tmp_path)
    draw.put(data, "a.csv", written.encode("cp1258"))
    snapshot = draw.imported(data)
    assert draw.column(snapshot, "case_id") == IDS
    assert draw.column(snapshot, "procedure_code") == ["1.000001", "2.000815"]


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("20/11/2025 24:00", dt.datetime(2025, 11, 20, 23, 59, 59)),  # the end of the day
        ("20-11-2025 08:00", dt.datetime(2025, 11, 20, 8)),
        ("2025-11-20T08:00:00.123", dt.datetime(2025, 11, 20, 8, 0, 0, 123000)),
        ("20/11/2025 08:00:00 CH", dt.datetime(2025, 11, 20, 20)),
        ("ngày 20 tháng 11 năm 2025", dt.datetime(2025, 11, 20)),
    ],
)
def test_a_moment_as_systems_write_it(tmp_path, cell, moment):
    data = draw.root(tmp_path)
    draw.put(data, "a.csv", dated(cell, cell))
    assert draw.column(draw.imported(data), "accepted_at") == [moment] * 2


def test_serial_numbers_where_the_mapping_says_so(tmp_path):
    said = '[[file]]\nname = "a.csv"\nconstants = { channel = "online", scope = "commune" }\n[file.dates]\nformats = ["excel"]\n'
    data = draw.root(tmp_path, draw.TAKEN + said)
    draw.put(data, "a.csv", text([[*row[:3], "45981,5", "", row[5]] for row in ROWS]).encode())
    assert draw.column(draw.imported(data), "accepted_at") == [dt.datetime(2025, 11, 20, 12)] * 2


def test_a_column_that_fails_alike_is_said_once_with_the_lines_that_would_read_it(tmp_path):
    data = draw.root(tmp_path, draw.TAKEN + '[[file]]\nname = "a.csv"\nconstants = { channel = "online", scope = "commune" }\n')
    rows = [
        [str(n), f"H41.12-251120-{n:04d}", "Đăng ký khai sinh", "20/11/2025", "11/28/2025 05:00:00 PM", "Đang xử lý"]
        for n in range(1, 37)
    ]
    draw.put(data, "a.csv", text(rows).encode())
    error = draw.attempt(data)
    found = error.findings if error else draw.imported(data).findings()
    mine = [one for one in found if "Ngày hẹn trả" in one.message and "36" in one.message]
    assert len(mine) == 1
    assert "36 trên 36 ô" in mine[0].message
    assert "dòng 2, 3, 4 …" in mine[0].message
    assert 'formats = ["%m/%d/%Y %I:%M:%S %p"]' in mine[0].todo


def test_an_unknown_word_a_thousand_times_is_one_line_and_a_person_only_a_shape(tmp_path):
    data = draw.root(tmp_path, draw.TAKEN + '[[file]]\nname = "a.csv"\nconstants = { scope = "commune" }\n')
    rows = [
        [str(n), f"H41.12-251120-{n:04d}", "Khai sinh", "20/11/2025", "", "Đang xử lý", "ZALO" if n % 2 else "Nguyễn Văn Ba"]
        for n in range(1, 41)
    ]
    draw.put(data, "a.csv", text(rows, head=[*HEAD, "Hình thức nhận"]).encode())
    error = draw.attempt(data)
    found = error.findings if error else draw.imported(data).findings()
    mine = [one for one in found if "Hình thức nhận" in one.message and "không đọc được" in one.message]
    assert len(mine) == 2
    said = " ".join(f"{one.message} {one.todo}" for one in mine)
    assert "20 trên 40 ô" in said
    assert "“AAAA”" in said  # no word of a list and near none: it may be a name
    assert "[file.vocabulary.channel]" in said
    assert "Nguyễn" not in said


def test_a_payment_whose_case_is_written_in_lower_case_finds_it(tmp_path):
    data = draw.root(tmp_path)
    draw.put(data, "a.csv", text().encode())
    draw.put_csv(data, "thu.csv", *payments(f"P1;{IDS[0].lower()};22/11/2025;Phí;20.000;Đã thanh toán"))
    snapshot = draw.imported(data)
    assert draw.column(snapshot, "case_id", "payments") == [IDS[0]]
    assert not draw.found(snapshot, "L2-khong-khop")


@pytest.mark.parametrize("left_out", ["content of a part", "the relationships", "the sheet"])
def test_any_shape_of_package_is_right_or_refused_with_help(tmp_path, left_out):
    names = {
        "content of a part": "xl/sharedStrings.xml",
        "the relationships": "xl/_rels/workbook.xml.rels",
        "the sheet": "xl/worksheets/sheet1.xml",
    }
    sink = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book({"A": [HEAD, *ROWS]}))) as old, zipfile.ZipFile(sink, "w") as new:
        for name in old.namelist():
            if name != names[left_out]:
                new.writestr(name, old.read(name))
    data = draw.root(tmp_path)
    draw.put(data, "a.xlsx", sink.getvalue())
    error = draw.refusal(data)
    assert error.exit_code in (65, 66)
    assert all(one.todo for one in error.findings if one.level == "refused")


def test_taking_out_deleted_rows_is_not_quadratic(tmp_path):
    """Four times the rows may take at most about four times as long, not sixteen."""

    def seconds(count: int, folder) -> float:
        folder.mkdir()
        said = (
            '[[file]]\nname = "a.csv"\nconstants = { channel = "online", scope = "commune" }\nrows.deleted = { "Xóa" = ["1"] }\n'
        )
        data = draw.root(folder, draw.TAKEN + said)
        rows = [f"H41-{n:06d};20/11/2025;Đang xử lý;{int(n % 2 == 0)}" for n in range(1, count + 1)]
        draw.put_csv(data, "a.csv", "Mã hồ sơ;Ngày nhận;Trạng thái;Xóa", *rows)
        began = time.process_time()
        assert len(draw.column(draw.imported(data), "case_id")) == count // 2
        return time.process_time() - began

    seconds(100, tmp_path / "warm")
    assert seconds(8_000, tmp_path / "large") < 8 * seconds(2_000, tmp_path / "small") + 1
