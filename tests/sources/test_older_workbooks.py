"""A genuine .xls of Excel 97–2003: read, its error cells unreadable and never blanks, a cut one refused."""

import datetime as dt
import struct

import drawn_exports as draw
import pytest

HEAD = ["Mã hồ sơ", "Ngày nhận", "Trạng thái", "Ngày hẹn trả"]
ROWS = [["H1", "20/11/2025", "Đang xử lý", "#N/A"], ["H2", "21/11/2025", "Đang xử lý", "30/11/2025"]]


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def cell(row: int, column: int, text: str) -> bytes:
    if text == "#N/A":
        return record(0x0205, struct.pack("<HHHBB", row, column, 0, 0x2A, 1))
    return record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))


def stream(rows: list[list[str]]) -> bytes:
    """The records of a workbook with one sheet."""
    begin = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)) + record(0x0042, struct.pack("<H", 1200))
    name = "Danh".encode("latin-1")
    size = len(begin) + 4 + 8 + len(name) + 4
    sheet = record(0x0085, struct.pack("<IBBBB", size, 0, 0, len(name), 0) + name)
    body = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    body += b"".join(cell(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row))
    whole = begin + sheet + record(0x000A, b"") + body + record(0x000A, b"")
    return whole.ljust(4096, b"\x00")


def compound(content: bytes) -> bytes:
    """The file system of an .xls with one stream, "Workbook"."""
    sectors = -(-len(content) // 512)
    table = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 2 + sectors), 0xFFFFFFFE]
    table += [0xFFFFFFFF] * (128 - len(table))

    def entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
        text = (name + "\0").encode("utf-16-le")
        head = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text) if name else 0, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
        return head + bytes(36) + struct.pack("<IQ", start, size)

    directory = entry("Root Entry", 5, 0xFFFFFFFE, 0, 1) + entry("Workbook", 2, 2, len(content)) + entry("", 0, 0, 0) * 2
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    return header + struct.pack("<128I", *table) + directory + content.ljust(sectors * 512, b"\0")


def test_a_genuine_old_workbook(tmp_path):
    data = draw.root(tmp_path)
    draw.put(data, "a.xls", compound(stream([HEAD, *ROWS])))
    snapshot = draw.imported(data)
    assert draw.column(snapshot, "accepted_at") == [dt.datetime(2025, 11, 20), dt.datetime(2025, 11, 21)]
    assert draw.column(snapshot, "due_at") == [None, dt.datetime(2025, 11, 30)]
    assert draw.column(snapshot, "unreadable") == [",due_at,", ""]


@pytest.mark.parametrize("size", [600, 1500, 3000])
def test_an_old_workbook_that_is_cut_off_is_refused(tmp_path, size):
    data = draw.root(tmp_path)
    draw.put(data, "a.xls", compound(stream([HEAD, *ROWS]))[:size])
    assert draw.rules(draw.refusal(data)) == ["L0-khong-mo-duoc"]
