"""Figures of tables: by the heading of their column, or by the label at the head of their row; flat tables of plain text too."""

from __future__ import annotations

import re

from hcc_helpers.audit.figures.figure import Figure
from hcc_helpers.audit.figures.labels import figures_in
from hcc_helpers.audit.figures.lexicon import spelling
from hcc_helpers.audit.figures.not_figures import masked
from hcc_helpers.audit.figures.numerals import RAW, numerals
from hcc_helpers.audit.figures.passages import Document, Passage, clean
from hcc_helpers.audit.figures.quantities import Quantity, quantity_of
from hcc_helpers.audit.figures.tokens import tokens_of

_TOTAL_ROW = re.compile(r"^(?:tổng(?:\s+(?:cộng|số|toàn\s+\w+))?|cộng|total|lũy\s+kế)\b", re.IGNORECASE)
_SHARE = re.compile(r"tỷ\s+lệ|tỷ\s+trọng|%|share|rate", re.IGNORECASE)
_ROW_OF_NUMBERS = re.compile(r"(?:\d[\d.,]*%?\s+){3,}\d[\d.,]*%?\s*$")
_NUMBER = re.compile(r"[+\-−]?\d[\d.,]*\s*(?:%|đồng|đ)?")


class Row(list):
    """The figures of one row of a table, in the order of its columns. `subject`: its first cell."""

    def __init__(self, figures: list[Figure], subject: str, is_total: bool = False):
        super().__init__(figures)
        self.subject, self.is_total = subject, is_total


def quantity_in(text: str) -> Quantity | None:
    """The quantity that a heading names; None where a word of it is unknown."""
    tokens = tokens_of(spelling(clean(text)), [])
    if any(token.kind in ("part", "change") for token in tokens) or sum(token.kind == "word" for token in tokens) > 0:
        return None
    return quantity_of(frozenset(token.value for token in tokens if token.kind == "feature"))


def rows_of(passage: Passage, english: bool) -> list[Row]:
    """The rows of a table whose columns are quantities."""
    rows = passage.table.rows if passage.table is not None else []
    head = next((i for i, row in enumerate(rows[:4]) if sum(quantity_in(_last(cell)) is not None for cell in row[1:]) >= 2), None)
    if head is None:
        return []
    found = []
    columns = [quantity_in(_last(cell)) for cell in rows[head]]
    is_share = [bool(_SHARE.search(cell)) for cell in rows[head]]
    for row in rows[head + 1 :]:
        if len(row) != len(columns) or not row:
            continue
        figures, last = [], None
        for place, cell in enumerate(row[1:], start=1):
            if not _NUMBER.fullmatch(cell.strip()):
                last = None
                continue
            figure = _cell_figure(passage, cell, english)
            if figure is None:
                continue
            if figure.kind == "percent" or is_share[place]:
                if last is not None and figure.kind == "percent" and columns[place] in (None, last.quantity):
                    figure.share_of, last.share, figure.quantity = last, figure, last.quantity
                continue
            figure.quantity = columns[place]
            figures.append(figure)
            last = figure
        found.append(Row(figures, row[0], bool(_TOTAL_ROW.match(row[0].strip()))))
    return found


def list_of(passage: Passage, english: bool) -> list[Figure]:
    """A table that is a list: a label in the first cell, one number in the second ("Tổng số hồ sơ tiếp nhận | 1.944")."""
    rows = passage.table.rows if passage.table is not None else []
    if max((len(row) for row in rows), default=0) > 5:
        return []
    found = []
    for row in rows:
        cells = [
            cell
            for cell in row
            if (cell.strip() and not re.fullmatch(r"(?:\d{1,2}|[ivx]+|[-+a-z])[.)]?", cell.strip(), re.IGNORECASE))
            or (RAW.fullmatch(cell.strip()) and cell is not row[0])
        ]
        numbers = [cell for cell in cells[1:] if _NUMBER.fullmatch(cell.strip())]
        if not cells or not numbers or len([one for one in numbers if "%" not in one]) > 1:
            continue
        line = Passage(
            clean(f"{cells[0]}: {numbers[0]}" + (f" ({numbers[1]})" if len(numbers) > 1 else "")),
            passage.section,
            number=passage.number,
        )
        found += figures_in(line, english)
    return found


def _last(cell: str) -> str:
    """ "Đã có kết quả: Trước hạn" → the last part names the column."""
    return cell.rsplit(":", 1)[-1] if quantity_in(cell) is None else cell


def _cell_figure(passage: Passage, cell: str, english: bool) -> Figure | None:
    place = passage.text.find(cell)
    read = numerals(spelling(cell), english)
    if len(read) != 1:
        return None
    figure = Figure(read[0], Passage(clean(cell), passage.section, number=passage.number))
    figure.sentence = (0, len(cell))
    return figure if place >= -1 else None


def flat_rows(document: Document, english: bool) -> list[Row]:
    """Rows of numbers without bars under a line of known headings ("Tổng Đã xử lý Chưa xử lý Trước hạn …")."""
    found = []
    headings: list[Quantity] = []
    before: list[Passage] = []  # lines since the last row of numbers
    for passage in document.passages:
        if passage.table is not None:
            headings, before = [], []
            continue
        if not is_row_of_numbers(passage):
            before.append(passage)
            continue
        for line in before[-3:]:
            read = _headings(line.text)
            headings = read if len({one.id for one in read}) >= 3 else headings if len(line.text) < 60 else []
        headings, before = ([] if len(before) > 3 else headings), []
        spelled = masked(spelling(passage.text))
        numbers = _ROW_OF_NUMBERS.search(spelled)
        if numbers is None:
            continue
        row: list[Figure] = []
        for one in numerals(spelled, english):
            if one.start < numbers.start():
                continue
            figure = Figure(one, passage)
            figure.sentence = (0, len(passage.text))
            if one.kind == "percent":
                if row and row[-1].share is None:
                    figure.share_of, row[-1].share = row[-1], figure
            else:
                row.append(figure)
        if headings and len(headings) == len(row):
            for figure, quantity in zip(row, headings, strict=True):
                figure.quantity = quantity
                if figure.share:
                    figure.share.quantity = quantity
            found.append(Row(row, passage.text[: numbers.start()].strip()))
    return found


def _headings(text: str) -> list[Quantity]:
    """The quantities that a line of bare headings names, one after the other; none where any other word stands in it."""
    spelled = spelling(text)
    if re.search(r"\d", spelled):
        return []
    found: list[Quantity] = []
    for token in tokens_of(spelled, []):
        if token.kind == "feature":
            if (quantity := quantity_of(frozenset({token.value}))) is not None:
                found.append(quantity)
        elif token.kind in ("word", "stop") and token.value not in ("mức", "độ", "stt", "tt", "%"):
            return []
    return found


def is_row_of_numbers(passage: Passage) -> bool:
    """A line that only a flat table can explain."""
    return bool(_ROW_OF_NUMBERS.search(passage.text)) and bool(_ROW_OF_NUMBERS.search(masked(spelling(passage.text))))
