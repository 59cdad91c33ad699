"""The records of an .xls (Excel 97–2003) for what the library that reads its values leaves out: errors, hidden and struck rows."""

from __future__ import annotations

import struct
from collections import defaultdict

from hcc_helpers.sources.files.grids import BROKEN, Grid
from hcc_helpers.sources.files.marked_rows import note_hidden, note_struck

_BOF, _SHEET, _FONT, _FORMAT, _ROW = 0x0809, 0x0085, 0x0031, 0x00E0, 0x0208
_ERROR, _FORMULA, _MANY_NUMBERS = 0x0205, 0x0006, 0x00BD
# number · text · number in four bytes · text of the list of strings · text in pieces · formula · yes/no
_CELLS = (0x0203, 0x0204, 0x027E, 0x00FD, 0x00D6, _FORMULA, _ERROR)
_END = 0xFFFFFFFE


def put_layout(grids: list[Grid], data: bytes) -> None:
    """Error cells as such (typed or given by a formula), and findings about hidden and struck rows; sheets in their written order."""
    starts: list[int] = []
    sheet = -1
    struck_fonts: list[bool] = []
    struck_formats: list[bool] = []
    hidden: dict[int, set[int]] = defaultdict(set)
    struck: dict[int, set[int]] = defaultdict(set)
    for kind, start, body in _records(_workbook_stream(data)):
        if kind == _SHEET and len(body) > 8:
            starts.append(struct.unpack_from("<I", body)[0])
        elif kind == _FONT and len(body) >= 4:
            struck_fonts.append(bool(body[2] & 8))
        elif kind == _FORMAT and len(body) >= 2:
            struck_formats.append(_is_struck(struck_fonts, struct.unpack_from("<H", body)[0]))
        elif kind == _BOF:
            sheet = starts.index(start) if start in starts else -1
        elif not 0 <= sheet < len(grids):
            continue
        elif kind == _ROW and len(body) >= 14 and struct.unpack_from("<H", body, 12)[0] & 0x20:
            hidden[sheet].add(struct.unpack_from("<H", body)[0])
        elif kind in _CELLS or kind == _MANY_NUMBERS:
            if _is_error(kind, body):
                _put_error(grids[sheet].rows, *struct.unpack_from("<HH", body))
            if any(number < len(struck_formats) and struck_formats[number] for number in _formats_of(kind, body)):
                struck[sheet].add(struct.unpack_from("<H", body)[0])
    for number, grid in enumerate(grids):
        held = {at for at, cells in enumerate(grid.rows) if any(cell != "" for cell in cells)}
        note_hidden(grid, [row + 1 for row in sorted(hidden[number] & held)])
        note_struck(grid, [row + 1 for row in sorted(struck[number] & held)])


def _put_error(cells: list[list], row: int, column: int) -> None:
    width = max([column + 1, *map(len, cells)])
    cells.extend([] for _ in range(row + 1 - len(cells)))
    for line in cells:
        line.extend([""] * (width - len(line)))
    cells[row][column] = BROKEN


def _is_struck(fonts: list[bool], number: int) -> bool:
    """There is no font of the number 4: those behind it are counted one higher than they lie."""
    at = number - 1 if number > 4 else number
    return at < len(fonts) and fonts[at]


def _formats_of(kind: int, body: bytes) -> list[int]:
    """The numbers of the formats of the cells in a record; several numbers of one row may share one."""
    if kind == _MANY_NUMBERS:
        return [struct.unpack_from("<H", body, at)[0] for at in range(4, len(body) - 7, 6)]
    return [struct.unpack_from("<H", body, 4)[0]] if len(body) >= 6 else []


def _is_error(kind: int, body: bytes) -> bool:
    """A formula keeps its last result in eight bytes: 2, nothing, the code of the error, nothing, FFFF."""
    if kind == _FORMULA:
        return len(body) >= 14 and body[6] == 2 and body[12:14] == b"\xff\xff"
    return kind == _ERROR and len(body) >= 8 and body[7] == 1


def _records(stream: bytes):
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, at, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _workbook_stream(data: bytes) -> bytes:
    """The stream "Workbook" (or "Book") of the compound file; empty where its chain is broken."""
    try:
        size = 1 << struct.unpack_from("<H", data, 30)[0]
        mini = 1 << struct.unpack_from("<H", data, 32)[0]
        first_directory, cutoff, first_mini = (struct.unpack_from("<I", data, at)[0] for at in (48, 56, 60))
        heads = [sector for sector in struct.unpack_from("<109I", data, 76) if sector < _END]
        table = [n for sector in heads for n in struct.unpack_from(f"<{size // 4}I", data, (sector + 1) * size)]

        def chain(start: int) -> bytes:
            pieces: list[bytes] = []
            while start < _END and len(pieces) <= len(table):
                pieces.append(data[(start + 1) * size : (start + 2) * size])
                start = table[start]
            return b"".join(pieces)

        directory = chain(first_directory)
        root_start, wanted = None, None
        for at in range(0, len(directory) - 127, 128):
            length = struct.unpack_from("<H", directory, at + 64)[0]
            name = directory[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
            start, bytes_ = struct.unpack_from("<II", directory, at + 116)
            if directory[at + 66] == 5:
                root_start = start
            elif name in ("Workbook", "Book"):
                wanted = start, bytes_
        if wanted is None:
            return b""
        start, length = wanted
        if length >= cutoff or root_start is None:
            return chain(start)[:length]
        small, links = chain(root_start), chain(first_mini)
        pieces: list[bytes] = []
        while start < _END and len(pieces) <= len(links):
            pieces.append(small[start * mini : (start + 1) * mini])
            start = struct.unpack_from("<I", links, start * 4)[0]
        return b"".join(pieces)[:length]
    except (struct.error, IndexError):
        return b""
