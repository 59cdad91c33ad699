"""The workbooks that are no .xlsx (.xls of Excel 97–2003, .xlsb, .ods), read by python-calamine.

An error cell arrives as a blank from it: its place is looked for in the file's own stream (.xls) or parts (.xlsb, .ods).
"""

from __future__ import annotations

import io
import struct
from datetime import datetime, time, timedelta

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from hcc_helpers.sources.files import bombs, error_cells
from hcc_helpers.sources.files.grids import BROKEN, Grid
from hcc_helpers.sources.files.marked_rows import note_hidden
from hcc_helpers.sources.files.package import damaged

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOF, _SHEET, _ERROR, _FORMULA, _ROW = 0x0809, 0x0085, 0x0205, 0x0006, 0x0208
_FREE, _END = 0xFFFFFFFF, 0xFFFFFFFE


def read_older(data: bytes) -> list[Grid]:
    """One grid a worksheet, from cell A1 on. Raises Unreadable or bombs.Unsafe."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        grids = []
        for meta in workbook.sheets_metadata:
            if meta.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_name(meta.name)
            bombs.check_shape(sheet.total_height, sheet.total_width)
            rows = [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
            merges = [(*first, *last) for first, last in sheet.merged_cell_ranges or []]
            grids.append(Grid("xlsx", meta.name, rows, merges, is_hidden=meta.visible != SheetVisibleEnum.Visible))
    except PasswordError as error:
        raise damaged("Tệp bảng tính đặt mật khẩu.") from error
    except (CalamineError, OSError, ValueError, BaseException) as error:
        if isinstance(error, (KeyboardInterrupt, SystemExit, bombs.Unsafe)):
            raise
        raise damaged("Tệp bảng tính kiểu cũ bị hỏng, bị cắt hoặc đặt mật khẩu.") from error
    if data[:8] == OLE:
        _put_errors(grids, data)
    else:
        try:
            error_cells.put_layout(grids, data)
        except (struct.error, ValueError, IndexError, etree.XMLSyntaxError) as error:
            # Which cells hold an error is not known: none of its blanks can be believed.
            raise damaged("Không đọc được các ô lỗi của tệp bảng tính; mở tệp, lưu thành .xlsx rồi đặt lại.") from error
    return grids


def _cell(value):
    """A cell as the other readers give it: a day with a time, a length of time as nothing readable."""
    if isinstance(value, (time, timedelta)):
        return BROKEN
    return value if isinstance(value, datetime) or not hasattr(value, "year") else datetime(value.year, value.month, value.day)


def _put_errors(grids: list[Grid], data: bytes) -> None:
    """The error values of an .xls, typed (BOOLERR) or given by a formula, in the order in which the sheets are written; hidden rows."""
    starts: list[int] = []
    sheet = -1
    hidden: dict[int, list[int]] = {}
    for kind, start, body in _records(_workbook_stream(data)):
        if kind == _SHEET and len(body) > 8:
            starts.append(struct.unpack_from("<I", body)[0])
        elif kind == _BOF:
            sheet = starts.index(start) if start in starts else -1
        elif not 0 <= sheet < len(grids):
            continue
        elif _is_error(kind, body):
            row, column = struct.unpack_from("<HH", body)
            cells = grids[sheet].rows
            width = max([column + 1, *map(len, cells)])
            cells.extend([] for _ in range(row + 1 - len(cells)))
            for line in cells:
                line.extend([""] * (width - len(line)))
            cells[row][column] = BROKEN
        elif kind == _ROW and len(body) >= 14 and struct.unpack_from("<H", body, 12)[0] & 0x20:
            hidden.setdefault(sheet, []).append(struct.unpack_from("<H", body)[0])
    for sheet, rows in hidden.items():
        cells = grids[sheet].rows
        note_hidden(
            grids[sheet], [row + 1 for row in sorted(rows) if row < len(cells) and any(cell != "" for cell in cells[row])]
        )


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
