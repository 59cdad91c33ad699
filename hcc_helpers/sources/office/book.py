"""Writing the register workbook of a month: headings, drop-down lists, an example and notes from the declarations.

Cells for dates and codes are text cells on purpose: a spreadsheet set to month/day would turn 05/12/2025 into 12 May without
a word, and a long code into 1,01E+11. What is typed is what is read. Sheets are protected without a password, against
accidents only: titles, example and headings; rows may be inserted, deleted, sorted.
"""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from hcc_helpers.centre import Centre
from hcc_helpers.numbers_vn import day
from hcc_helpers.periods import Period
from hcc_helpers.sources.columns import Column
from hcc_helpers.sources.office.sheets import (
    EXAMPLE_ROW,
    FIRST_ROW,
    HEADING_ROW,
    KEPT_FROM,
    KEPT_ROW,
    KEPT_TO,
    LISTS,
    READ_FIRST,
    SHEETS,
    TITLE,
    Sheet,
)
from hcc_helpers.vocabulary import VOCABULARIES, YES_NO

LAST_LISTED_ROW = 3000  # drop-down lists reach so far down; rows below are read all the same
_FIXED = datetime(2025, 1, 1)  # no clock in a file that is compared
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_PROTECTED = {
    name: True for name in ("insert_rows", "delete_rows", "sort", "autofilter", "format_cells", "format_columns", "format_rows")
}
_HOW = (
    "Mỗi trang tính là một bảng. Chỉ ghi vào các ô trắng từ dòng {row} trở xuống và hai ô vàng ở dòng {kept}.",
    "Hai ô vàng: đã theo dõi từ ngày nào đến ngày nào. Chưa ghi hai ngày này thì trang tính coi như KHÔNG CÓ SỐ LIỆU, không phải bằng 0.",
    "Có theo dõi mà không phát sinh: ghi hai ngày, để trống các dòng; báo cáo ghi “không phát sinh” (0).",
    "Trang tính nào không dùng (hệ thống đã xuất được bảng đó, hoặc Trung tâm không theo dõi) thì để nguyên.",
    "Ngày viết dạng 15/12/2025, có giờ thì 15/12/2025 09:30. Cột có danh sách thì chọn trong danh sách.",
    "Mỗi việc một dòng; không gộp ô, không gõ dòng cộng, không ghi tên, số giấy tờ, điện thoại của ai.",
    "Không đổi tên trang tính và tiêu đề. Cột thêm vào không được đọc. Dòng ví dụ màu xám không bao giờ được tính.",
    "Ghi xong: gõ hcc check {month}; thông báo nêu trang tính, ô và cách sửa.",
)

Rows = dict[str, list[dict[str, object]]]


def write_book(
    path: Path,
    period: Period,
    centre: Centre,
    hours: str,
    rows: Rows | None = None,
    kept: dict[str, tuple[date, date]] | None = None,
    stamp: str = "",
) -> None:
    """The workbook of `period` at `path`. `hours`: when the office works, in words. `rows` and `kept` (by table) fill sheets in; `stamp` goes into every title."""
    made = io.BytesIO()  # written in one piece, so that a full disk is an error of the file system like any other
    with xlsxwriter.Workbook(made, _OPTIONS) as book:
        book.set_properties({"created": _FIXED, "title": f"{TITLE}, {period.title}", "comments": stamp})
        looks = _looks(book)
        _read_first(book, looks, period, centre, stamp)
        lists = _list_columns(centre)
        for sheet in SHEETS:
            page = book.add_worksheet(sheet.name)
            _head(page, looks, sheet, period, hours, stamp, (kept or {}).get(sheet.table))
            _columns(page, looks, sheet, centre, lists)
            for index, row in enumerate((rows or {}).get(sheet.table, [])):
                for place, column in enumerate(sheet.columns):
                    value = row.get(column.name)
                    if value is not None and value != "":
                        page.write(FIRST_ROW - 1 + index, place, value, looks[_look_of(column)])
        _write_lists(book, looks, lists)
    path.write_bytes(made.getvalue())


def _looks(book) -> dict:
    # Cells that no format names are open too: a row is deleted in a protected sheet only where all of it is open.
    book.formats[0].set_locked(False)
    open_ = {"locked": False, "valign": "top"}
    # "hidden" (formulas, of which there are none) makes the file say that these are protected; else they take after the rest.
    shut = {"locked": True, "hidden": True}
    return {
        "title": book.add_format({**shut, "bold": True, "font_size": 13, "bg_color": "#E8EEF4"}),
        "note": book.add_format({**shut, "italic": True, "font_color": "#444444"}),
        "kept": book.add_format({**shut, "bold": True}),
        "kept_day": book.add_format({"locked": False, "num_format": "@", "bg_color": "#FFF2B3", "border": 1}),
        "example": book.add_format({**shut, "italic": True, "font_color": "#777777", "num_format": "@"}),
        "heading": book.add_format(
            {**shut, "bold": True, "text_wrap": True, "valign": "top", "bg_color": "#D5E3F0", "border": 1}
        ),
        "text": book.add_format({**open_, "num_format": "@"}),
        "number": book.add_format({**open_, "num_format": "0"}),
        "wrapped": book.add_format({**shut, "text_wrap": True, "valign": "top"}),
    }


def _look_of(column: Column) -> str:
    return "number" if column.type in ("count", "vnd") else "text"


def _read_first(book, looks, period: Period, centre: Centre, stamp: str) -> None:
    page = book.add_worksheet(READ_FIRST)
    page.set_column(0, 0, 110)
    page.write(
        0, 0, " – ".join(part for part in (f"{TITLE} {period.title}, {centre.office_name}", stamp) if part), looks["title"]
    )
    for index, text in enumerate(_HOW, start=1):
        said = text.format(row=FIRST_ROW, kept=KEPT_ROW, month=period.text)
        page.set_row(index, 16 * (1 + len(said) // 115))  # no spreadsheet makes room for a wrapped text by itself
        page.write(index, 0, f"{index}. {said}", looks["wrapped"])
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.protect("", _PROTECTED)


def _head(page, looks, sheet: Sheet, period: Period, hours: str, stamp: str, kept: tuple[date, date] | None) -> None:
    title = f"{TITLE}: {sheet.name}, {period.title}"
    page.write(0, 0, f"{title} – {stamp}" if stamp else title, looks["title"])
    page.write(1, 0, sheet.note + _hours(sheet, hours), looks["note"])
    first, last = (day(kept[0]), day(kept[1])) if kept else ("", "")
    cells = ((KEPT_FROM, "kept"), (first, "kept_day"), (KEPT_TO, "kept"), (last, "kept_day"))
    for place, (text, look) in enumerate(cells):
        page.write(KEPT_ROW - 1, place, text, looks[look])
    hint = f"← chưa ghi hai ngày thì coi như không có số liệu; cả kỳ là {day(period.first_day)} và {day(period.last_day)}"
    page.write(KEPT_ROW - 1, len(cells), hint, looks["note"])
    for place, column in enumerate(sheet.columns):
        page.write(EXAMPLE_ROW - 1, place, sheet.example.get(column.name, ""), looks["example"])
        page.write(HEADING_ROW - 1, place, column.label, looks["heading"])
    page.write(EXAMPLE_ROW - 1, len(sheet.columns), "← ví dụ, không bao giờ được tính", looks["note"])
    page.set_row(HEADING_ROW - 1, 32)
    page.freeze_panes(HEADING_ROW, 0)
    # On paper: one sheet wide, the headings on every sheet.
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0, HEADING_ROW - 1)
    page.protect("", _PROTECTED)


def _hours(sheet: Sheet, hours: str) -> str:
    """Sheets about working days and systems say when the office works, so that everybody counts alike."""
    return f" Giờ làm việc: {hours}." if sheet.table in ("staff_days", "incidents", "probes") else ""


def _columns(page, looks, sheet: Sheet, centre: Centre, lists: dict[str, list[str]]) -> None:
    for place, column in enumerate(sheet.columns):
        width = max(18, min(30, max(len(column.label), len(str(sheet.example.get(column.name, "")))) + 2))
        page.set_column(place, place, width, looks[_look_of(column)])
        prompt = {"input_title": column.label[:32], "input_message": _prompt(column, sheet)[:255]}
        area = (FIRST_ROW - 1, place, LAST_LISTED_ROW - 1, place)
        name = _list_name(column)
        if lists.get(name):
            letter = xl_col_to_name(list(lists).index(name))
            source = f"='{LISTS}'!${letter}$2:${letter}${len(lists[name]) + 1}"
            # Closed lists stop a slip; names of units and hamlets are only offered.
            style = "stop" if column.vocabulary or column.type == "yes_no" else "information"
            page.data_validation(
                *area,
                {
                    "validate": "list",
                    "source": source,
                    "error_type": style,
                    "error_title": "Không có trong danh sách",
                    "error_message": "Chọn một giá trị trong danh sách của ô.",
                    **prompt,
                },
            )
        elif column.type == "count":
            page.data_validation(
                *area,
                {
                    "validate": "integer",
                    "criteria": ">=",
                    "value": 0,
                    "error_type": "stop",
                    "error_title": "Cần một số nguyên",
                    "error_message": "Chỉ gõ số, ví dụ 12.",
                    **prompt,
                },
            )
        else:
            page.data_validation(*area, {"validate": "any", **prompt})


def _prompt(column: Column, sheet: Sheet) -> str:
    must = "Phải ghi. " if column.required or (column.name == "case_id" and not sheet.needs_days) else ""
    form = " Viết dạng 15/12/2025." if column.type == "instant" else ""
    return f"{must}{column.meaning}.{form}"


def _list_name(column: Column) -> str:
    if column.type == "yes_no":
        return "yes_no"
    return column.vocabulary or {"unit": "units", "hamlet": "hamlets"}.get(column.name, "")


def _list_columns(centre: Centre) -> dict[str, list[str]]:
    """The columns of the sheet of lists: closed lists that some sheet uses, then the office's own units and hamlets."""
    names = dict.fromkeys(column.vocabulary for sheet in SHEETS for column in sheet.columns if column.vocabulary)
    # "Không rõ" is what the reader says, never what somebody chooses.
    lists = {name: [label for code, label in VOCABULARIES[name].items() if code != "unknown"] for name in names}
    return lists | {"yes_no": list(YES_NO.values()), "units": list(centre.units), "hamlets": list(centre.hamlets)}


def _write_lists(book, looks, lists: dict[str, list[str]]) -> None:
    page = book.add_worksheet(LISTS)
    for place, (name, labels) in enumerate(lists.items()):
        page.write(0, place, name, looks["note"])
        page.write_column(1, place, labels)
    page.hide()
    page.protect()
