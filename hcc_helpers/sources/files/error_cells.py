"""The error values of .xlsb and .ods, which the library gives as blanks: where they stand, read from the file's own parts."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

from lxml import etree

from hcc_helpers.sources.files.grids import BROKEN, Grid
from hcc_helpers.sources.files.package import Package

Places = dict[str, list[tuple[int, int]]]  # name of the sheet → (row, column), from 0
# Records of the binary workbook: a sheet of the book, the head of a row, an error value, a formula that gives one.
_SHEET, _ROW, _ERROR, _FORMULA_ERROR = 156, 0, 3, 11
MOST = 100_000  # cells that one error cell may stand for
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_ERRORS = {"#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"}


def put_errors(grids: list[Grid], data: bytes) -> None:
    """Marks the error cells of a zipped workbook in its grids."""
    package = Package(data)
    places = _of_open_document(package.read("content.xml")) if "content.xml" in package else _of_binary(package)
    for grid in grids:
        for row, column in places.get(grid.sheet, ()):
            _mark(grid, row, column)


def _mark(grid: Grid, row: int, column: int) -> None:
    width = max([column + 1, *map(len, grid.rows)])
    grid.rows.extend([] for _ in range(row + 1 - len(grid.rows)))
    for line in grid.rows:
        line.extend([""] * (width - len(line)))
    grid.rows[row][column] = BROKEN


def _of_binary(package: Package) -> Places:
    book = next((part for _, kind, part in package.related() if kind == "officeDocument"), "")
    if book not in package:
        return {}
    parts = {id: part for id, _, part in package.related(book)}
    places: Places = {}
    for kind, body in _records(package.read(book)):
        if kind == _SHEET:
            id, at = _string(body, 8)
            name, _ = _string(body, at)
            part = parts.get(id or "", "")
            if part in package:
                places[name] = _in_sheet(package.read(part))
    return places


def _in_sheet(part: bytes) -> list[tuple[int, int]]:
    row, found = 0, []
    for kind, body in _records(part):
        if kind == _ROW:
            row = struct.unpack_from("<I", body)[0]
        elif kind in (_ERROR, _FORMULA_ERROR):
            found.append((row, struct.unpack_from("<I", body)[0]))
    return found


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """(kind, body) of each record: both numbers are written in bytes of seven bits."""
    stream = io.BytesIO(part)
    while head := stream.read(1):
        kind = head[0]
        if kind & 0x80:
            kind = (kind & 0x7F) | (stream.read(1) or b"\0")[0] << 7
        size = shift = 0
        while more := stream.read(1):
            size |= (more[0] & 0x7F) << shift
            shift += 7
            if not more[0] & 0x80 or shift > 21:
                break
        yield kind, stream.read(size)


def _string(body: bytes, at: int) -> tuple[str, int]:
    length = struct.unpack_from("<I", body, at)[0]
    end = at + 4 + 2 * length
    return body[at + 4 : end].decode("utf-16-le", "replace"), end


def _of_open_document(content: bytes) -> Places:
    """Rows and cells may stand for several of their kind: what they count is counted along."""
    places: Places = {}
    for _, table in etree.iterparse(io.BytesIO(content), tag=f"{{{_TABLE}}}table", resolve_entities=False, no_network=True):
        row, found = 0, []
        for line in table.iter(f"{{{_TABLE}}}table-row"):
            times, column = int(line.get(f"{{{_TABLE}}}number-rows-repeated", 1)), 0
            for cell in line:
                again = int(cell.get(f"{{{_TABLE}}}number-columns-repeated", 1))
                if _is_error(cell):
                    if times * again > MOST:
                        raise ValueError("an error value that stands for a whole sheet")
                    found += [(row + n, column + m) for n in range(times) for m in range(again)]
                column += again
            row += times
        places[table.get(f"{{{_TABLE}}}name", "")] = found
        table.clear()
    return places


def _is_error(cell) -> bool:
    if cell.get(f"{{{_CALC}}}value-type") == "error":
        return True
    if cell.get(f"{{{_TABLE}}}formula") is None or cell.get(f"{{{_OFFICE}}}value-type") not in (None, "string"):
        return False
    text = "".join(part.text or "" for part in cell.iter(f"{{{_TEXT}}}p")).strip()
    return text in _ERRORS or text.startswith("Err:")
