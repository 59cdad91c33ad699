"""What the library does not give of an .ods: its error cells, merged cells, rows hidden by a filter, values struck out."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

from lxml import etree

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_ERRORS = {"#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"}
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
MOST = 100_000  # cells that one error cell may stand for


@dataclass
class Layout:
    """Of one sheet, all counted from 0. `merges`: (first row, first column, last row, last column)."""

    errors: list[tuple[int, int]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    struck: list[int] = field(default_factory=list)


def layouts(content: bytes) -> dict[str, Layout]:
    """Name of the sheet → its layout. Raises ValueError or an error of lxml for a part that cannot be believed."""
    found: dict[str, Layout] = {}
    striking: set[str] = set()
    tags = (f"{_TABLE}table", f"{_STYLE}style")
    for _, element in etree.iterparse(io.BytesIO(content), tag=tags, resolve_entities=False, no_network=True):
        if element.tag == f"{_STYLE}style":
            lines = (part.get(f"{_STYLE}text-line-through-style", "none") for part in element.iter(f"{_STYLE}text-properties"))
            if any(line != "none" for line in lines):
                striking.add(element.get(f"{_STYLE}name", ""))
            continue
        found[element.get(f"{_TABLE}name", "")] = _layout(element, striking)
        element.clear()
    return found


def _layout(table, striking: set[str]) -> Layout:
    """Rows and cells may stand for several of their kind: what they count is counted along."""
    laid, row = Layout(), 0
    for line in table.iter(f"{_TABLE}table-row"):
        times, column = _times(line, "number-rows-repeated"), 0
        is_filled = is_struck = False
        for cell in line.iterchildren(*_CELLS):
            again = _times(cell, "number-columns-repeated")
            if _is_error(cell):
                if times * again > MOST:
                    raise ValueError("an error value that stands for a whole sheet")
                laid.errors += [(row + n, column + m) for n in range(times) for m in range(again)]
            down, across = _times(cell, "number-rows-spanned"), _times(cell, "number-columns-spanned")
            if down > 1 or across > 1:
                laid.merges.append((row, column, row + down - 1, column + across - 1))
            if len(cell):
                is_filled = True
                is_struck |= cell.get(f"{_TABLE}style-name", "") in striking
            column += again
        if is_filled:
            rows = range(row, row + times)
            laid.hidden += rows if line.get(f"{_TABLE}visibility", "visible") != "visible" else ()
            laid.struck += rows if is_struck else ()
        row += times
    return laid


def _times(element, name: str) -> int:
    return int(element.get(f"{_TABLE}{name}") or 1)


def _is_error(cell) -> bool:
    if cell.get(f"{_CALC}value-type") == "error":
        return True
    if cell.get(f"{_TABLE}formula") is None or cell.get(f"{_OFFICE}value-type") not in (None, "string"):
        return False
    text = "".join(part.text or "" for part in cell.iter(f"{_TEXT}p")).strip()
    return text in _ERRORS or text.startswith("Err:")
