"""Text with separators (.csv) as a grid; a row that would shift its values under wrong headings is refused."""

from __future__ import annotations

import csv
import io
from collections import Counter

from hcc_helpers.sources.files import bombs
from hcc_helpers.sources.files.grids import Grid, Unreadable
from hcc_helpers.sources.findings import found


def read_separated(text: str) -> Grid:
    """The lines as rows, numbered as an editor numbers them."""
    separator = _separator(text)
    rows: list[list] = []
    numbers: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line, cells = 1, 0
    try:
        for row in reader:
            if len(rows) > bombs.MAX_ROWS:
                break
            cells += len(row)
            bombs.check_cells(cells)
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
