"""Files as grids of cells: what an export holds before anybody has said what its columns mean.

A cell is text, a number, a yes/no, an instant, or a `BrokenCell` (an error value, or a formula that was never
computed); "" is a blank. Text files give text only. Row numbers count as Excel does, from 1.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass, field

from hcc_helpers.errors import Finding
from hcc_helpers.sources import bombs
from hcc_helpers.sources.findings import found

ACCEPTED = (".xlsx", ".xls", ".html", ".htm", ".csv", ".gz", ".json")


class BrokenCell:
    """A cell that holds something which has no value."""

    def __repr__(self) -> str:
        return "BrokenCell"


BROKEN = BrokenCell()


@dataclass
class Grid:
    """One sheet, or the one table of a text file. `merges`: (first row, first column, last row, last column), from 0."""

    kind: str  # xlsx | html | csv | json
    sheet: str
    rows: list[list]
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    row_numbers: list[int] | None = None  # where lines of the file and rows differ

    def number(self, index: int) -> int:
        """The row number that a person sees for row `index` (from 0)."""
        return self.row_numbers[index] if self.row_numbers else index + 1


class Unreadable(Exception):
    """The file cannot be opened as what it says it is; carries the findings."""

    def __init__(self, *findings: Finding):
        super().__init__(findings[0].message)
        self.findings = list(findings)


def read_grids(name: str, data: bytes) -> list[Grid]:
    """The grids of one file, by what its bytes are and not by its name. Raises bombs.Unsafe or Unreadable."""
    bombs.check_size(len(data))
    if data[:2] == b"\x1f\x8b":
        data = bombs.gunzip(data)
    if not data.strip():
        raise Unreadable(found("L0-khong-mo-duoc", "Tệp rỗng."))
    if data[:4] == b"PK\x03\x04":
        from hcc_helpers.sources.workbooks import read_workbook

        grids = read_workbook(data)
    elif data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Unreadable(found("L0-khong-mo-duoc", "Tệp .xls kiểu cũ hoặc tệp bảng tính có mật khẩu."))
    else:
        text = _decoded(data)
        first = text.lstrip()[:1]
        if first == "<":
            from hcc_helpers.sources.markup import read_markup

            bombs.check_markup(data)
            grids = [read_markup(text)]
        elif first in "{[":
            from hcc_helpers.sources.packets import read_packet

            grids = read_packet(text)
        elif name.lower().endswith((".xlsx", ".xls", ".json")):
            raise Unreadable(found("L0-khong-mo-duoc", "Nội dung tệp không đúng với đuôi tên tệp."))
        else:
            grids = [_read_csv(text)]
    for grid in grids:
        bombs.check_shape(len(grid.rows), max(map(len, grid.rows), default=0))
    return grids


def _decoded(data: bytes) -> str:
    """UTF-8 (with or without BOM) or UTF-16 with BOM. Other code pages are refused: guessing one changes letters."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Unreadable(found("L0-khong-mo-duoc", "Tệp chữ không dùng bảng mã UTF-8.", row=line)) from error
    if "\x00" in text:
        raise Unreadable(found("L0-khong-mo-duoc", "Tệp chữ chứa ký tự rỗng (NUL)."))
    return text


def _read_csv(text: str) -> Grid:
    separator = _separator(text)
    rows: list[list] = []
    numbers: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for row in reader:
            if len(rows) > bombs.MAX_ROWS:
                break
            rows.append(row)
            numbers.append(line)
            line = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(found("L0-khong-mo-duoc", "Dấu ngoặc kép trong tệp CSV không đóng hoặc ô quá dài.", row=line)) from error
    grid = Grid("csv", "", rows, row_numbers=numbers)
    _check_widths(grid, ends_cleanly=text.endswith(("\n", "\r")))
    return grid


def _check_widths(grid: Grid, ends_cleanly: bool) -> None:
    """A row longer than most would shift its values under wrong headings; a short last row is a cut-off download."""
    widths = Counter(len(row) for row in grid.rows if len(row) > 1)
    if not widths:
        return
    width = widths.most_common(1)[0][0]
    start = next(index for index, row in enumerate(grid.rows) if len(row) == width)
    # Trailing blanks are not a shift.
    long = [i for i, row in enumerate(grid.rows) if len(row) > width and any(cell.strip() for cell in row[width:])]
    if long:
        message = f"Dòng có nhiều ô hơn dòng tiêu đề ({width} ô)."
        raise Unreadable(*(found("L0-dong-lech", message, row=grid.number(i)) for i in long))
    if not ends_cleanly and 1 < len(grid.rows[-1]) < width:
        raise Unreadable(
            found("L0-tep-bi-cat", "Dòng cuối của tệp thiếu ô và không có dấu xuống dòng.", row=grid.number(len(grid.rows) - 1))
        )
    for index, row in enumerate(grid.rows):
        if 1 < len(row) < width and index > start:
            grid.findings.append(found("L0-dong-thieu-o", f"Dòng chỉ có {len(row)} trên {width} ô.", row=grid.number(index)))
        row.extend([""] * (width - len(row)))
        del row[width:]


def _separator(text: str) -> str:
    """The separator under which the first lines fall into the most equal columns; a tie is no matter for one column."""
    head = [line for line in text[:65536].splitlines()[:30] if line.strip()]
    best, best_score = ",", (0, 0)
    for separator in (";", ",", "\t"):
        try:
            widths = Counter(len(row) for row in csv.reader(head, delimiter=separator))
        except csv.Error:
            continue
        width, rows = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]))
        score = (rows if width > 1 else 0, width)
        if score > best_score:
            best, best_score = separator, score
    return best
