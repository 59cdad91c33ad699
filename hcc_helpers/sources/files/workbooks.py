"""An .xlsx as grids of typed cells. One reader decides values, error values and formulas that were never computed.

Sheets are found by relationships and namespaces, whatever their parts are called and however the XML is spelled. What
counts is a cell that holds something: the declared dimension is a hint, a coloured empty cell is nothing.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from lxml import etree

from hcc_helpers.sources.files import bombs
from hcc_helpers.sources.files.grids import BROKEN, Grid
from hcc_helpers.sources.files.marked_rows import note_hidden, note_struck
from hcc_helpers.sources.files.number_formats import date_styles, of_serial, striking_styles
from hcc_helpers.sources.files.package import Package, damaged, parse
from hcc_helpers.sources.files.usual_sheets import Unusual, usual_rows, usual_strings
from hcc_helpers.sources.findings import found, ranges

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_NOTHING = ""


@dataclass
class _Book:
    """What all sheets of a workbook share."""

    strings: list[str] = field(default_factory=list)
    is_date: list[bool] = field(default_factory=list)
    is_1904: bool = False
    striking: frozenset[str] = frozenset()  # styles whose text is struck out


def read_workbook(package: Package) -> list[Grid]:
    """One grid a worksheet, from cell A1 on, so that row numbers are those of Excel. Raises Unreadable or bombs.Unsafe."""
    main = next((part for _, kind, part in package.related() if kind == "officeDocument"), None)
    if main is None:
        raise damaged("Tệp không phải là bảng tính .xlsx.")
    root = parse(package.read(main))
    if _name(root) != "workbook":
        raise damaged("Tệp Office này không phải là bảng tính.")
    related = package.related(main)
    parts = {kind: part for _, kind, part in reversed(related)}
    strings = _strings(package.read(parts["sharedStrings"])) if "sharedStrings" in parts else []
    styles = package.read(parts["styles"]) if "styles" in parts else None
    properties = next(root.iter("{*}workbookPr"), None)
    is_1904 = properties is not None and (properties.get("date1904") or "").lower() in ("1", "true")
    book = _Book(strings, date_styles(styles), is_1904, striking_styles(styles))
    by_id = {id: (kind, part) for id, kind, part in related}
    grids = []
    for sheet in root.iter("{*}sheet"):
        kind, part = by_id.get(_relation_of(sheet), ("", ""))
        if kind in ("chartsheet", "dialogsheet", "xlMacrosheet"):
            continue
        if kind != "worksheet":
            raise damaged(f"Không tìm thấy nội dung của trang tính “{sheet.get('name', '')}” bên trong tệp.")
        grid = _sheet(package.read(part), sheet.get("name", ""), book)
        grid.is_hidden = sheet.get("state", "visible") != "visible"
        grids.append(grid)
    return grids


def _relation_of(sheet) -> str:
    return next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")


def _elements(content: bytes, tag: str) -> Iterator:
    """Elements of one name, one after the other; what was seen is dropped. Raises Unreadable."""
    stream = etree.iterparse(io.BytesIO(content), tag=f"{{*}}{tag}", resolve_entities=False, no_network=True)
    try:
        for _, element in stream:
            yield element
            element.clear(keep_tail=False)
            while element.getprevious() is not None:
                del element.getparent()[0]
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged("Phần XML bên trong tệp bảng tính bị hỏng hoặc bị cắt.") from error


def _name(element) -> str:
    """The name without its namespace; "" of a comment."""
    tag = element.tag
    return tag[tag.rfind("}") + 1 :] if isinstance(tag, str) else ""


def _strings(content: bytes) -> list[str]:
    usual = usual_strings(content)
    return list(map(_text, _elements(content, "si"))) if usual is None else list(map(_unescaped, usual))


def _text(item) -> str:
    """The text of a string, rich or plain, without the reading aids of East Asian scripts."""
    return _unescaped("".join(node.text or "" for node in item.iter("{*}t") if _name(node.getparent()) != "rPh"))


def _unescaped(text: str) -> str:
    """Signs that XML cannot hold are written _x000D_."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _sheet(content: bytes, name: str, book: _Book) -> Grid:
    try:
        rows, unplaced, marked = _of_usual(content, book)
    except Unusual:
        rows, unplaced, marked = _of_tree(content, book)
    height, width = max(rows, default=-1) + 1, max(map(len, rows.values()), default=0)
    bombs.check_shape(height, width)
    for cells in rows.values():
        cells.extend([""] * (width - len(cells)))
    grid = Grid("xlsx", name, [rows[r] if r in rows else [""] * width for r in range(height)])
    grid.merges = list(_merges(content, height, width))
    _note_unplaced(grid, unplaced)
    note_hidden(grid, marked.hidden)
    note_struck(grid, marked.struck)
    return grid


@dataclass
class _Marked:
    """Numbers of the rows that hold something and are hidden, or hold something struck out."""

    hidden: list[int] = field(default_factory=list)
    struck: list[int] = field(default_factory=list)


# Row (from 0) → its cells up to the last one that holds something; rows whose cells bear no address → how many; marked rows.
_Rows = tuple[dict[int, list], dict[int, int], _Marked]


def _of_usual(content: bytes, book: _Book) -> _Rows:
    rows: dict[int, list] = {}
    marked = _Marked()
    place: dict[str, int] = {}
    for row in usual_rows(content):
        cells: list = []
        is_struck = False
        for letters, style, kind, text, own, _ in row.cells:
            value = _unescaped(own) if own and kind != "e" else _typed(text, kind or "n", style, book)
            if value is BROKEN or value != _NOTHING:
                is_struck = is_struck or style in book.striking
                column = place.get(letters)
                if column is None:
                    column = place[letters] = column_number(letters) - 1
                if column == len(cells):
                    cells.append(value)
                else:
                    _put(cells, column, value)
        if cells:
            rows[row.number - 1] = cells
            if row.is_hidden:
                marked.hidden.append(row.number)
            if is_struck:
                marked.struck.append(row.number)
    return rows, {}, marked


def _put(cells: list, column: int, value) -> None:
    """Of two cells with one address the later holds."""
    if column >= len(cells):
        bombs.check_shape(1, column + 1)
        cells.extend([""] * (column + 1 - len(cells)))
    cells[column] = value


def _of_tree(content: bytes, book: _Book) -> _Rows:
    rows: dict[int, list] = {}
    unplaced: dict[int, int] = {}  # rows whose cells bear no address → how many cells they have
    marked = _Marked()
    number = 0
    for row in _elements(content, "row"):
        said = row.get("r")
        number = int(said) if said and said.isdigit() else _row_of(row) or number + 1
        cells: list = []
        column = count = 0
        has_addresses, is_struck = True, False
        for cell in row:
            if _name(cell) != "c":
                continue
            count += 1
            place = _REFERENCE.fullmatch(cell.get("r") or "")
            if place:
                column = column_number(place[1])
            else:
                column, has_addresses = column + 1, False
            value = _value(cell, book)
            if value is BROKEN or value != _NOTHING:
                is_struck = is_struck or cell.get("s") in book.striking
                _put(cells, column - 1, value)
        if not has_addresses:
            unplaced[number] = count
        if cells:
            rows[number - 1] = cells
            if (row.get("hidden") or "0") not in ("0", "false"):
                marked.hidden.append(number)
            if is_struck:
                marked.struck.append(number)
    return rows, unplaced, marked


def _row_of(row) -> int | None:
    """The number of a row that only its cells tell."""
    places = (_REFERENCE.fullmatch(cell.get("r") or "") for cell in row if _name(cell) == "c")
    return next((int(place[2]) for place in places if place), None)


def _note_unplaced(grid: Grid, unplaced: dict[int, int]) -> None:
    """Cells without an address are read by their order, which holds only where no cell is left out."""
    widest = max(unplaced.values(), default=0)
    # A title alone in its row begins at the left whatever follows.
    short = [row for row, count in unplaced.items() if 1 < count < widest]
    if short:
        message = f"Ô của {len(short)} dòng (dòng {ranges(short)}) không ghi địa chỉ và thiếu ô; không rõ giá trị thuộc cột nào."
        grid.findings.append(found("L0-o-khong-dia-chi", message, row=short[0]))


def _value(cell, book: _Book):
    """What a cell holds: text, number, yes/no, instant, BROKEN; "" is nothing."""
    kind = cell.get("t") or "n"
    if kind == "e":
        return BROKEN
    text, has_formula = None, False
    for child in cell:
        tag = _name(child)
        if tag == "v":
            text = child.text
        elif tag == "f":
            has_formula = True
        elif tag == "is":
            return _text(child)
    if has_formula and kind != "str" and (text is None or not text.strip()):
        return BROKEN  # never computed; a formula may give the empty text, which is a value
    return _typed(text or _NOTHING, kind, cell.get("s") or "", book)


def _typed(text: str, kind: str, style: str, book: _Book):
    """The text of a value as what it is. `style`: its number in the workbook, "" for none."""
    if kind == "e":
        return BROKEN
    if not text.strip():
        return text
    if kind == "s":
        return book.strings[int(text)] if text.strip().isdigit() and int(text) < len(book.strings) else BROKEN
    if kind == "str":
        return _unescaped(text)
    if kind == "b":
        return text.strip() in ("1", "true")
    if kind == "d":
        try:
            return datetime.fromisoformat(text.strip()).replace(tzinfo=None)
        except ValueError:
            return text
    try:
        value = float(text)
    except ValueError:
        return text
    is_date = style.isdigit() and int(style) < len(book.is_date) and book.is_date[int(style)]
    return of_serial(value, book.is_1904) if is_date else value


def _merges(content: bytes, height: int, width: int) -> Iterator[tuple[int, int, int, int]]:
    """(first row, first column, last row, last column) from 0, inside what the sheet holds."""
    if b"mergeCell" not in content:
        return
    for item in _elements(content, "mergeCell"):
        written = (item.get("ref") or "").split(":")
        ends = [end for text in written if (end := _REFERENCE.fullmatch(text)) is not None]
        if len(written) != 2 or len(ends) != 2:
            continue
        (top, left), (bottom, right) = ((int(end[2]) - 1, column_number(end[1]) - 1) for end in ends)
        if bottom - top > bombs.MAX_ROWS and right - left > bombs.MAX_COLUMNS:
            bombs.check_shape(bottom + 1, right + 1)
        if top < height and left < width:
            yield top, left, min(bottom, height - 1), min(right, width - 1)


def column_number(letters: str) -> int:
    """A → 1, AA → 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
