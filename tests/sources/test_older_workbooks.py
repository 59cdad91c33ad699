"""Workbooks that are no .xlsx (.xls of Excel 97–2003, .xlsb, .ods): read, error cells unreadable and never blanks, a cut one refused."""

import datetime as dt
import io
import struct
import zipfile

import drawn_exports as draw
import pytest

HEAD = ["Mã hồ sơ", "Ngày nhận", "Trạng thái", "Ngày hẹn trả"]
ROWS = [["H1", "20/11/2025", "Đang xử lý", "#N/A"], ["H2", "21/11/2025", "Đang xử lý", "30/11/2025"]]


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def cell(row: int, column: int, text: str, style: int = 0) -> bytes:
    if text == "#N/A":
        return record(0x0205, struct.pack("<HHHBB", row, column, style, 0x2A, 1))
    return record(0x0204, struct.pack("<HHHHB", row, column, style, len(text), 1) + text.encode("utf-16-le"))


# Six fonts (there is none of the number 4), the last one struck out, and two formats: plain, and with the last font.
STYLES = b"".join(
    record(0x0031, struct.pack("<HHHHHBBBBBB", 200, 8 * (n == 5), 0, 400, 0, 0, 0, 0, 0, 1, 0) + b"A") for n in range(6)
)
STYLES += record(0x00E0, struct.pack("<H", 0).ljust(20, b"\0")) + record(0x00E0, struct.pack("<H", 6).ljust(20, b"\0"))


def stream(rows: list[list[str]], style=lambda row, column: 0) -> bytes:
    """The records of a workbook with one sheet; `style`: 1 is struck out."""
    begin = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)) + record(0x0042, struct.pack("<H", 1200)) + STYLES
    name = "Danh".encode("latin-1")
    size = len(begin) + 4 + 8 + len(name) + 4
    sheet = record(0x0085, struct.pack("<IBBBB", size, 0, 0, len(name), 0) + name)
    body = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    body += b"".join(cell(r, c, text, style(r, c)) for r, row in enumerate(rows) for c, text in enumerate(row))
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


def zipped(parts: dict[str, bytes]) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return sink.getvalue()


def binary_record(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, sizes = len(body), b""
    while size > 127:
        sizes, size = sizes + bytes([size & 0x7F | 0x80]), size >> 7
    return head + sizes + bytes([size]) + body


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def binary_workbook(rows: list[list[str]]) -> bytes:
    """An .xlsb with one sheet: texts inside the cells, "#N/A" as an error value."""
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    def relations(kind: str, target: str) -> bytes:
        return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{relation}/{kind}" Target="{target}"/></Relationships>'.encode()

    book = (
        binary_record(131) + binary_record(143) + binary_record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("Danh sách"))
    )
    book += binary_record(144) + binary_record(132)
    last = (0, len(rows) - 1, 0, len(rows[0]) - 1)
    sheet = binary_record(129) + binary_record(148, struct.pack("<IIII", *last)) + binary_record(145)
    for number, row in enumerate(rows):
        sheet += binary_record(0, struct.pack("<II", number, 0) + bytes(17))
        for column, text in enumerate(row):
            place = struct.pack("<II", column, 0)
            sheet += binary_record(3, place + b"\x2a") if text == "#N/A" else binary_record(6, place + wide(text))
    sheet += binary_record(146) + binary_record(130)
    return zipped(
        {
            "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>',
            "_rels/.rels": relations("officeDocument", "xl/workbook.bin"),
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": relations("worksheet", "worksheets/sheet1.bin"),
            "xl/worksheets/sheet1.bin": sheet,
        }
    )


def open_document(rows: list[list[str]], error: str) -> bytes:
    """An .ods with one sheet; a blank row counts for three, and the error cell is written as `error`."""
    spaces = " ".join(
        f'xmlns:{name}="{place}"'
        for name, place in (
            ("office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"),
            ("table", "urn:oasis:names:tc:opendocument:xmlns:table:1.0"),
            ("text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"),
            ("calcext", "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"),
        )
    )
    lines = '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
    for row in rows:
        cells = [
            error
            if text == "#N/A"
            else f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
            for text in row
        ]
        lines += f"<table:table-row>{''.join(cells)}</table:table-row>"
    content = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name="Danh sách">{lines}</table:table></office:spreadsheet></office:body></office:document-content>'
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind.encode(), "content.xml": content.encode(), "META-INF/manifest.xml": manifest.encode()})


AS_CALC = '<table:table-cell table:formula="of:=NA()" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
AS_OTHERS = '<table:table-cell table:formula="of:=NA()" office:value-type="string"><text:p>#N/A</text:p></table:table-cell>'
ZIPPED = {
    "a.xlsb": binary_workbook([HEAD, *ROWS]),
    "a.ods": open_document([HEAD, *ROWS], AS_CALC),
    "b.ods": open_document([HEAD, *ROWS], AS_OTHERS),
}


@pytest.mark.parametrize("name", ZIPPED)
def test_an_error_cell_of_another_workbook_is_unreadable_and_named(tmp_path, name):
    data = draw.root(tmp_path)
    draw.put(data, name, ZIPPED[name])
    snapshot = draw.imported(data)
    assert draw.column(snapshot, "due_at") == [None, dt.datetime(2025, 11, 30)]
    assert draw.column(snapshot, "unreadable") == [",due_at,", ""]
    assert [one.row for one in draw.found(snapshot, "L1-khong-doc-duoc")] == [5 if name.endswith("ods") else 2]
