"""Spreadsheet XML of 2003 (.xml, often named .xls): its worksheets as grids of typed cells."""

from __future__ import annotations

import re
from datetime import datetime

from lxml import etree

from hcc_helpers.sources.files import bombs
from hcc_helpers.sources.files.grids import BROKEN, Grid, Unreadable
from hcc_helpers.sources.files.marked_rows import note_hidden, note_struck
from hcc_helpers.sources.findings import found

_SPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_SS = f"{{{_SPACE}}}"


def is_spreadsheet_xml(text: str) -> bool:
    """Whether a text is a workbook in this form."""
    head = text[:4096]
    return _SPACE in head and bool(re.search(r"<(?:\w+:)?Workbook\b", head))


def read_spreadsheet_xml(text: str) -> list[Grid]:
    """One grid a worksheet. Raises Unreadable where the XML is not closed."""
    # The declared encoding is that of the bytes; the text is decoded already.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        root = etree.fromstring(text, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(found("L0-khong-mo-duoc", "Tệp Spreadsheet XML bị hỏng hoặc bị cắt.")) from error
    struck = {style.get(f"{_SS}ID", "") for style in root.iter(f"{_SS}Style") if _strikes(style)}
    return [_sheet(sheet, struck) for sheet in root.iter(f"{_SS}Worksheet")]


def _strikes(style) -> bool:
    return any(font.get(f"{_SS}StrikeThrough") == "1" for font in style.iter(f"{_SS}Font"))


def _sheet(sheet, striking: set[str]) -> Grid:
    cells: dict[tuple[int, int], object] = {}
    merges = []
    hidden, struck = set(), set()
    row = -1
    for line in sheet.iterfind(f"{_SS}Table/{_SS}Row"):
        row = _number(line, "Index", row + 2) - 1
        column = -1
        for cell in line.iterfind(f"{_SS}Cell"):
            column = _number(cell, "Index", column + 2) - 1
            across, down = _number(cell, "MergeAcross", 0), _number(cell, "MergeDown", 0)
            value = _value(cell)
            if value is BROKEN or value != "":
                cells[row, column] = value
                if line.get(f"{_SS}Hidden") == "1":
                    hidden.add(row + 1)
                if cell.get(f"{_SS}StyleID", line.get(f"{_SS}StyleID", "")) in striking:
                    struck.add(row + 1)
            if across or down:
                merges.append((row, column, row + down, column + across))
            column += across
        row += _number(line, "Span", 0)
    height, width = (max((place[axis] for place in cells), default=-1) + 1 for axis in (0, 1))
    bombs.check_shape(height, width)
    rows = [[cells.get((r, c), "") for c in range(width)] for r in range(height)]
    inside = [
        (top, left, min(bottom, height - 1), min(right, width - 1))
        for top, left, bottom, right in merges
        if top < height and left < width
    ]
    visible = next((item.text for item in sheet.iter("{urn:schemas-microsoft-com:office:excel}Visible")), "")
    grid = Grid("xlsx", sheet.get(f"{_SS}Name", ""), rows, inside, is_hidden=bool(visible))
    note_hidden(grid, sorted(hidden))
    note_struck(grid, sorted(struck))
    return grid


def _number(element, name: str, usual: int) -> int:
    said = element.get(f"{_SS}{name}") or ""
    return int(said) if said.isdigit() else usual


def _value(cell):
    data = cell.find(f"{_SS}Data")
    if data is None:
        # A formula that was never computed.
        return BROKEN if cell.get(f"{_SS}Formula") else ""
    text, kind = "".join(data.itertext()), data.get(f"{_SS}Type", "String")
    if kind == "Error":
        return BROKEN
    if kind == "Boolean":
        return text.strip() in ("1", "true")
    try:
        if kind == "Number" and text.strip():
            return float(text)
        if kind == "DateTime" and text.strip():
            return datetime.fromisoformat(text.strip()).replace(tzinfo=None)
    except ValueError:
        return text
    return text
