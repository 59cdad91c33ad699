"""The reminder list as an Excel file beside page 02, for internal readers: one sheet a scope, the least likely in time first.

Equal lists give equal bytes: XlsxWriter dates its parts 1980, and the date of creation is the extraction's.
"""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

from hcc_helpers.centre import ILLUSTRATIVE
from hcc_helpers.numbers_vn import moment
from hcc_helpers.outlook.past import past_of
from hcc_helpers.outlook.still_open import still_open
from hcc_helpers.publish.frame import INTERNAL
from hcc_helpers.report.answers.deadlines.due import BASIS, FILE, list_for
from hcc_helpers.report.figures import Figures
from hcc_helpers.vocabulary import SCOPE

PAGE = "02"
A_SHEET = 1_000_000  # cases of one sheet (Excel has 1,048,576 rows); what is more stands on further sheets
HELD = 100_000  # cases up to which the workbook is made in memory; of more, each row is put away as it is written
# heading, width in characters, what kind of cell
COLUMNS = (
    ("STT", 6, "number"),
    ("Mã hồ sơ", 24, "text"),
    ("Thủ tục", 60, "text"),
    ("Đơn vị giải quyết", 34, "text"),
    ("Bước đang ở", 34, "text"),
    ("Ngày tiếp nhận", 14, "day"),
    ("Ngày hẹn trả", 14, "day"),
    ("Còn lại (ngày làm việc)", 14, "number"),
    ("Đã qua (ngày làm việc)", 14, "number"),
    ("Khả năng xong đúng hạn (%)", 18, "one"),
    ("Căn cứ", 30, "text"),
    ("Tình trạng", 26, "text"),
)
CHANCE = ("Khả năng quá hạn (%)", 14, "one")


def files(edition: Any, pages: list) -> dict[str, bytes]:
    """File name → content, of what page 02 leads to; nothing for the public, and nothing where the page is missing."""
    is_there = any(page.name.startswith(PAGE) and page.body for page in pages)
    if edition.is_public or not is_there:
        return {}
    return {FILE: workbook(edition.month)}


def workbook(month) -> bytes:
    """The lists of all scopes that have a case on theirs; a first sheet says so where none has."""
    lists = {}
    for scope in SCOPE:
        found, judged = list_for(Figures(month, scope))
        if len(found):
            lists[scope] = (found, judged.is_shown)
    at = still_open(past_of(month.now)).at
    buffer = io.BytesIO()
    is_large = sum(len(found) for found, _ in lists.values()) > HELD
    kept = {"constant_memory": True} if is_large else {"in_memory": True}
    book = xlsxwriter.Workbook(
        buffer, kept | {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    stamp = ILLUSTRATIVE if month.centre.is_illustrative else ""
    book.set_properties({"title": "Danh sách đôn đốc", "comments": stamp, "created": at})
    shapes = {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 2}),
        "bold": book.add_format({"bold": True}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "number": book.add_format({"num_format": "0", "valign": "top"}),
        "one": book.add_format({"num_format": "0.0", "valign": "top"}),
        "day": book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"}),
    }
    above = [
        f"Danh sách đôn đốc, {month.centre.office_name}, tính lúc {moment(at)}",
        f"{INTERNAL[0]}. {INTERNAL[1]} {stamp}".strip(),
    ]
    if not lists:
        sheet = book.add_worksheet("Đôn đốc")
        for row, text in enumerate([*above, "Không có hồ sơ nào phải đôn đốc."]):
            sheet.write_string(row, 0, text, shapes["bold"])
    for scope, (found, has_chance) in lists.items():
        for number, start in enumerate(range(0, len(found), A_SHEET)):
            name = f"{SCOPE[scope][:26]} ({number + 1})" if number else SCOPE[scope][:31]
            _sheet(book.add_worksheet(name), found[start : start + A_SHEET], has_chance, above, shapes, start)
    book.close()
    return buffer.getvalue()


def _sheet(sheet, found, has_chance: bool, above: list[str], shapes: dict, before: int) -> None:
    """One sheet of a list; `before`: cases of it that stand on the sheets before."""
    columns = (*COLUMNS, CHANCE) if has_chance else COLUMNS
    for row, text in enumerate(above):
        sheet.write_string(row, 0, text, shapes["bold"])
    first = len(above) + 1
    for place, (label, width, _) in enumerate(columns):
        sheet.set_column(place, place, width)
        sheet.write_string(first, place, label, shapes["head"])
    for number, line in enumerate(found.itertuples(index=False), start=1):
        for place, (value, (_, _, kind)) in enumerate(zip(_cells(before + number, line, has_chance), columns, strict=True)):
            if value is None or value != value:
                sheet.write_string(first + number, place, "không có số liệu", shapes["text"])
            elif kind == "text":
                sheet.write_string(first + number, place, value, shapes["text"])
            elif kind == "day":
                sheet.write_datetime(first + number, place, value.to_pydatetime(), shapes["day"])
            else:
                sheet.write_number(first + number, place, value, shapes[kind])
    sheet.freeze_panes(first + 1, 2)
    sheet.autofilter(first, 0, first + len(found), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(first)


def _cells(number: int, line, has_chance: bool) -> list:
    state = "Đã quá hạn" if line.is_late else f"Đến hạn trong {line.left_wd} ngày làm việc"
    name = line.procedure_name if isinstance(line.procedure_name, str) else line.procedure
    cells = [
        number,
        line.case_id,
        name,
        line.unit,
        line.step_unit,
        line.accepted_at.normalize(),
        line.due_on,
        line.left_wd,
        line.worked_wd,
        None if line.is_late else 100 * line.in_time,
        BASIS[line.basis],
        state,
    ]
    return [*cells, 100 * line.chance] if has_chance else cells
