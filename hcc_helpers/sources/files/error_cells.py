"""What the library does not give of .xlsb and .ods, read from the file's own parts: error cells, which it gives as blanks, and merges."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

from hcc_helpers.sources.files.grids import BROKEN, Grid
from hcc_helpers.sources.files.marked_rows import note_hidden, note_struck
from hcc_helpers.sources.files.open_document import Layout, layouts
from hcc_helpers.sources.files.package import Package

# Records of the binary workbook: a sheet of the book, the head of a row, an error value, a formula that gives one, a merge.
_SHEET, _ROW, _ERROR, _FORMULA_ERROR, _MERGE = 156, 0, 3, 11, 176


def put_layout(grids: list[Grid], data: bytes) -> None:
    """Marks the error cells of a zipped workbook in its grids, and names what is merged, hidden or struck out."""
    package = Package(data)
    laid = layouts(package.read("content.xml")) if "content.xml" in package else _of_binary(package)
    for grid in grids:
        one = laid.get(grid.sheet, Layout())
        for row, column in one.errors:
            _mark(grid, row, column)
        height, width = len(grid.rows), max(map(len, grid.rows), default=0)
        inside = [merge for merge in one.merges if merge[0] < height and merge[1] < width]
        grid.merges = [(top, left, min(bottom, height - 1), min(right, width - 1)) for top, left, bottom, right in inside]
        note_hidden(grid, [row + 1 for row in one.hidden])
        note_struck(grid, [row + 1 for row in one.struck])


def _mark(grid: Grid, row: int, column: int) -> None:
    width = max([column + 1, *map(len, grid.rows)])
    grid.rows.extend([] for _ in range(row + 1 - len(grid.rows)))
    for line in grid.rows:
        line.extend([""] * (width - len(line)))
    grid.rows[row][column] = BROKEN


def _of_binary(package: Package) -> dict[str, Layout]:
    book = next((part for _, kind, part in package.related() if kind == "officeDocument"), "")
    if book not in package:
        return {}
    parts = {id: part for id, _, part in package.related(book)}
    places: dict[str, Layout] = {}
    for kind, body in _records(package.read(book)):
        if kind == _SHEET:
            id, at = _string(body, 8)
            name, _ = _string(body, at)
            part = parts.get(id or "", "")
            if part in package:
                places[name] = _in_sheet(package.read(part))
    return places


def _in_sheet(part: bytes) -> Layout:
    row, laid = 0, Layout()
    for kind, body in _records(part):
        if kind == _ROW:
            row = struct.unpack_from("<I", body)[0]
        elif kind in (_ERROR, _FORMULA_ERROR):
            laid.errors.append((row, struct.unpack_from("<I", body)[0]))
        elif kind == _MERGE:
            top, bottom, left, right = struct.unpack_from("<IIII", body)
            laid.merges.append((top, left, bottom, right))
    return laid


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
