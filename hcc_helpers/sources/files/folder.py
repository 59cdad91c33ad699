"""A file as grids, by what its bytes are: a workbook, a page, a packet or lines of text, gzipped or not."""

from __future__ import annotations

from hcc_helpers.sources.files import bombs
from hcc_helpers.sources.files.grids import Grid, Unreadable
from hcc_helpers.sources.files.markup import read_markup
from hcc_helpers.sources.files.packets import read_packet
from hcc_helpers.sources.files.separated import read_separated
from hcc_helpers.sources.files.workbooks import read_workbook
from hcc_helpers.sources.findings import found

ACCEPTED = (".xlsx", ".xls", ".html", ".htm", ".csv", ".gz", ".json")


def read_grids(name: str, data: bytes) -> list[Grid]:
    """The grids of one file, by what its bytes are and not by its name. Raises bombs.Unsafe or Unreadable."""
    bombs.check_size(len(data))
    if data[:2] == b"\x1f\x8b":
        data = bombs.gunzip(data)
    if not data.strip():
        raise Unreadable(found("L0-khong-mo-duoc", "Tệp rỗng."))
    if data[:4] == b"PK\x03\x04":
        grids = read_workbook(data)
    elif data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Unreadable(found("L0-khong-mo-duoc", "Tệp .xls kiểu cũ hoặc tệp bảng tính có mật khẩu."))
    else:
        text = _decoded(data)
        first = text.lstrip()[:1]
        if first == "<":
            bombs.check_markup(text)
            grids = [read_markup(text)]
        elif first in "{[":
            grids = read_packet(text)
        elif name.lower().endswith((".xlsx", ".xls", ".json")):
            raise Unreadable(found("L0-khong-mo-duoc", "Nội dung tệp không đúng với đuôi tên tệp."))
        else:
            grids = [read_separated(text)]
    for grid in grids:
        bombs.check_shape(len(grid.rows), max(map(len, grid.rows), default=0))
    return grids


def _decoded(data: bytes) -> str:
    """UTF-8 (with or without BOM) or UTF-16 with BOM. Other code pages are refused: guessing one changes letters."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Unreadable(found("L0-khong-mo-duoc", "Tệp chữ không dùng bảng mã UTF-8.", row=line)) from error
    if "\x00" in text:
        raise Unreadable(found("L0-khong-mo-duoc", "Tệp chữ chứa ký tự rỗng (NUL)."))
    return text
