"""Excel files that leave the office: a cover, notes, one table a sheet, no merged cells, no formulas, no links, the same bytes each time."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import datetime

import xlsxwriter

from hcc_helpers.centre import ILLUSTRATIVE
from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.numbers_vn import MISSING, moment

Cell = int | float | str | None  # None: no data, printed as such
A4 = 9
MOST = 60  # characters of a column
LINE = 16  # points of a line


@dataclass(frozen=True)
class Table:
    """One sheet: a name of at most 31 characters, a caption, the heads, rows (first cell a text), notes below."""

    sheet: str
    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    last_is_sum: bool = False


@dataclass
class Book:
    """Writes tables one a sheet, behind a cover that says what, whose, of when, and what each sheet holds."""

    month: MonthResults
    title: str
    about: tuple[str, ...] = ()
    tables: list[Table] = field(default_factory=list)

    def content(self) -> bytes:
        at = self.month.now.window.extracted_at
        buffer = io.BytesIO()
        book = opened(buffer, self.title, self.month, at)
        shapes = shapes_of(book)
        cover = book.add_worksheet("Bìa")
        lines = [
            self.title,
            self.month.centre.office_name,
            f"Kỳ: {self.month.period.title} ({self.month.period.span})",
            f"Số liệu trích xuất lúc {moment(at)}",
            *self.about,
            *([ILLUSTRATIVE] if self.month.centre.is_illustrative else []),
            "Các trang tính:",
        ]
        for row, text in enumerate(lines):
            cover.write_string(row, 0, text, shapes["title"] if row == 0 else shapes["text"])
        for row, table in enumerate(self.tables, start=len(lines)):
            cover.write_string(row, 0, f"{table.sheet}: {table.caption}", shapes["text"])
        cover.set_column(0, 0, 100)
        for table in self.tables:
            write(book.add_worksheet(table.sheet), table, shapes, stamp(self.month))
        book.close()
        return buffer.getvalue()


def opened(buffer: io.BytesIO, title: str, month: MonthResults, at: datetime) -> xlsxwriter.Workbook:
    """A workbook in which nothing that is typed becomes a formula or a link."""
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"title": title, "comments": stamp(month), "created": at})
    return book


def stamp(month: MonthResults) -> str:
    return ILLUSTRATIVE if month.centre.is_illustrative else ""


def shapes_of(book: xlsxwriter.Workbook) -> dict:
    font = {"font_name": "Times New Roman", "font_size": 12}
    return {
        "title": book.add_format(font | {"bold": True, "font_size": 14, "text_wrap": True}),
        "bold": book.add_format(font | {"bold": True}),
        "centre": book.add_format(font | {"bold": True, "align": "center", "text_wrap": True, "valign": "vcenter"}),
        "italic": book.add_format(font | {"italic": True, "text_wrap": True, "valign": "top"}),
        "note": book.add_format(font | {"italic": True}),  # beside no cell: runs over the empty ones to its right
        "head": book.add_format(font | {"bold": True, "text_wrap": True, "valign": "vcenter", "align": "center", "border": 1}),
        "text": book.add_format(font | {"text_wrap": True, "valign": "top"}),
        "name": book.add_format(font | {"text_wrap": True, "valign": "top", "border": 1, "indent": 1}),
        "int": book.add_format(font | {"num_format": "#,##0", "valign": "top", "border": 1}),
        "real": book.add_format(font | {"num_format": "#,##0.00", "valign": "top", "border": 1}),
        "sum_name": book.add_format(font | {"bold": True, "border": 1}),
        "sum_int": book.add_format(font | {"bold": True, "num_format": "#,##0", "border": 1}),
        "sum_real": book.add_format(font | {"bold": True, "num_format": "#,##0.00", "border": 1}),
    }


def put(sheet, row: int, column: int, value: Cell, shapes: dict, is_sum: bool = False) -> None:
    """One cell by its kind; numbers stay numbers."""
    begin = "sum_" if is_sum else ""
    if value is None:
        sheet.write_string(row, column, MISSING, shapes[f"{begin}name"])
    elif isinstance(value, str):
        sheet.write_string(row, column, value, shapes[f"{begin}name"])
    else:
        sheet.write_number(row, column, value, shapes[f"{begin}int" if isinstance(value, int) else f"{begin}real"])


def write(sheet, table: Table, shapes: dict, stamped: str) -> None:
    """Caption, heads, rows, notes; the heads repeat on every printed page."""
    above = [table.caption, *([stamped] if stamped else [])]
    for row, text in enumerate(above):
        sheet.write_string(row, 0, text, shapes["bold"])
    first = len(above)
    sheet.set_row(first, LINE * max(-(-len(head) // 10) for head in table.heads))  # as many lines as the narrowest column needs
    for column, head in enumerate(table.heads):
        sheet.write_string(first, column, head, shapes["head"])
        texts = [str(row[column]) for row in table.rows if isinstance(row[column], str)]
        sheet.set_column(column, column, max([11, *(min(len(text) + 3, MOST) for text in texts)]))
    for number, cells in enumerate(table.rows, start=first + 1):
        for column, value in enumerate(cells):
            put(sheet, number, column, value, shapes, table.last_is_sum and number == first + len(table.rows))
    below = first + len(table.rows) + 2
    for row, text in enumerate(table.notes, start=below):
        sheet.write_string(row, 0, text, shapes["note"])
    sheet.freeze_panes(first + 1, 1)
    page(sheet, first)


def page(sheet, head: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
