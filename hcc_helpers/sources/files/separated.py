"""Text with separators (.csv) as a grid: which lines are rows, and which rows may hold values under wrong headings."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from hcc_helpers.numbers_vn import whole
from hcc_helpers.sources.files import bombs
from hcc_helpers.sources.files.grids import Grid, Unreadable
from hcc_helpers.sources.findings import found

SEPARATORS = (";", ",", "\t", "|")
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")
_MOST_WORDS = 100_000
_SAID = re.compile(r'"?sep=(.)"?\s*\r?\n', re.IGNORECASE)  # what Excel writes, and reads, to name the separator


def read_separated(text: str) -> Grid:
    """The lines as rows, numbered as an editor numbers them. Raises Unreadable where lines were swallowed or are missing."""
    said = _SAID.match(text)
    separator = said[1] if said else _separator(text)
    bombs.check_separators(text, separator)
    rows: list[list] = []
    numbers: list[int] = []
    reader = csv.reader(_lines(text), delimiter=separator, strict=True)
    known: dict[str, str] = {}  # the same word a hundred thousand times is kept once
    line = 1
    try:
        for row in reader:
            if len(rows) > bombs.MAX_ROWS + bombs.HEAD_ROWS:
                break
            if not (said and line == 1):
                rows.append(list(map(known.setdefault, row, row)) if len(known) < _MOST_WORDS else row)
                numbers.append(line)
            line = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(found("L0-khong-mo-duoc", "Dấu ngoặc kép trong tệp CSV không đóng hoặc ô quá dài.", row=line)) from error
    grid = Grid("csv", "", rows, row_numbers=numbers)
    _check_widths(grid, separator, ends_cleanly=text.endswith(("\n", "\r")))
    return grid


def _lines(text: str) -> Iterator[str]:
    """The lines with their ends, one at a time: a file-like copy of 50 MB would take four times as much."""
    return (found[0] for found in _LINE.finditer(text) if found[0])


def _check_widths(grid: Grid, separator: str, ends_cleanly: bool) -> None:
    """A row longer than most has its values under wrong headings; a short last row is a cut-off download."""
    widths = Counter(len(row) for row in grid.rows if len(row) > 1)
    if not widths:
        return
    width = widths.most_common(1)[0][0]
    start = next(index for index, row in enumerate(grid.rows) if len(row) == width)
    _refuse_swallowed(grid, separator, width)
    for index, row in enumerate(grid.rows):
        # Blank cells beyond the last heading shift a row too: something before them was cut in two.
        if len(row) > width and index > start:
            grid.shifted[index] = f"Dòng có nhiều ô hơn dòng tiêu đề ({width} ô)."
    if not ends_cleanly and 1 < len(grid.rows[-1]) < width:
        raise Unreadable(
            found("L0-tep-bi-cat", "Dòng cuối của tệp thiếu ô và không có dấu xuống dòng.", row=grid.number(len(grid.rows) - 1))
        )
    for index, row in enumerate(grid.rows):
        if 1 < len(row) < width and index > start:
            grid.findings.append(found("L0-dong-thieu-o", f"Dòng chỉ có {len(row)} trên {width} ô.", row=grid.number(index)))
        if len(row) != width:
            row.extend([""] * (width - len(row)))
            del row[width:]


def _refuse_swallowed(grid: Grid, separator: str, width: int) -> None:
    """A stray pair of quotes turns whole lines into one cell: its line breaks and separators are those of rows."""
    swallowed = []
    for index, row in enumerate(grid.rows):
        for cell in row:
            if "\n" in cell or "\r" in cell:
                inside = cell.count(separator)
                if inside and (inside >= width - 1 or len(row) != width):
                    swallowed.append((index, len(cell.splitlines())))
    if swallowed:
        first, count = swallowed[0][0], sum(lines - 1 for _, lines in swallowed)
        message = f"Một cặp dấu ngoặc kép lạc nuốt {whole(count)} dòng vào một ô (từ dòng {grid.number(first)})."
        todo = "Xóa dấu ngoặc kép thừa ở dòng đã nêu, hoặc xuất lại."
        raise Unreadable(found("L0-dong-lech", message, row=grid.number(first), accepted="mỗi hồ sơ một dòng", todo=todo))


def _separator(text: str) -> str:
    """The separator under which the first rows fall into the most equal columns; a tie is no matter for one column."""
    head = text[:65536]
    best, best_score = ",", (0, 0)
    for separator in SEPARATORS:
        rows = []
        try:
            for row in csv.reader(io.StringIO(head, newline=""), delimiter=separator):
                rows.append(row)
                if len(rows) > 60:
                    break
        except csv.Error:
            continue
        # The last row of a piece may be cut; blank lines say nothing.
        widths = Counter(len(row) for row in rows[:60] if len(row) > 1 or any(cell.strip() for cell in row))
        if not widths:
            continue
        width, count = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]))
        score = (count if width > 1 else 0, width)
        if score > best_score:
            best, best_score = separator, score
    return best
