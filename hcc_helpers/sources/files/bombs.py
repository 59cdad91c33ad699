"""What is looked at before a file is opened: a file made to exhaust memory is refused while it is still bytes.

A workbook of 5 kB can name cells A1 and XFD1048576 and make a reader allocate the whole sheet, which ends the process
without a message. So the zip is scanned first. All limits stand here.
"""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib

from hcc_helpers.errors import Finding
from hcc_helpers.numbers_vn import whole
from hcc_helpers.sources.findings import found

MAX_BYTES = 50_000_000
MAX_UNPACKED = 512_000_000
MAX_RATIO = 250
MAX_ROWS = 200_000
MAX_COLUMNS = 200
MAX_CELLS = 5_000_000  # a list of 200.000 rows with 25 columns; more is not read within a gigabyte
MAX_OBJECTS = 2_000_000  # of a packet: cases, papers, fees and steps
MAX_PARTS = 2_000
_CHUNK = 1 << 20
_SMALL = 1 << 20  # a ratio says nothing about a part that stays this small

# A cell or row reference beyond AZZ…/99.999; looked at one by one, the ordinary ones are never touched in Python.
_FAR = re.compile(rb"""\br\s*=\s*["']([A-Z]{0,3}[0-9]{6,}|[A-Z]{2,3}[0-9]+)["']""")
_WIDE_FILL = re.compile(rb"""\bref\s*=\s*["']([A-Z]{1,3})[0-9]+:([A-Z]{1,3})([0-9]+)["']""")
_HIDDEN_REF = re.compile(rb"""<[^>]*\br\s*=\s*["'][^"'<>]*&""")


class Unsafe(Exception):
    """The file is not to be opened; carries the finding."""

    def __init__(self, finding: Finding):
        super().__init__(finding.message)
        self.finding = finding


def _too_large(message: str, accepted: str) -> Unsafe:
    return Unsafe(found("L0-tep-qua-lon", message, accepted=accepted))


def _unsafe(message: str) -> Unsafe:
    return Unsafe(found("L0-tep-khong-an-toan", message))


def check_size(size: int) -> None:
    """A file as it lies on disk."""
    if size > MAX_BYTES:
        raise _too_large(f"Tệp lớn {size // 1_000_000} MB.", f"tệp đến {MAX_BYTES // 1_000_000} MB")


def gunzip(data: bytes) -> bytes:
    """The content of a .gz, unpacked no further than the limits allow."""
    limit = min(MAX_UNPACKED, max(MAX_RATIO * len(data), _SMALL))
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            content = stream.read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Unsafe(found("L0-khong-mo-duoc", "Tệp nén .gz bị hỏng hoặc bị cắt.")) from error
    if len(content) > limit:
        raise _too_large("Tệp nén nở ra quá lớn.", f"giải nén đến {MAX_UNPACKED // 1_000_000} MB, không quá {MAX_RATIO} lần")
    return content


def check_shape(rows: int, columns: int) -> None:
    """A sheet as it was read."""
    if rows > MAX_ROWS or columns > MAX_COLUMNS:
        accepted = f"đến {whole(MAX_ROWS)} dòng và {MAX_COLUMNS} cột trong một trang tính"
        raise _too_large(f"Bảng có {whole(rows)} dòng, {whole(columns)} cột.", accepted)


def check_cells(cells: int) -> None:
    """The cells that a file holds, counted while it is still text."""
    if cells > MAX_CELLS:
        raise _too_large(f"Tệp có {whole(cells)} ô.", f"đến {whole(MAX_CELLS)} ô")


def check_objects(text: str) -> None:
    """The objects and lists of a packet, counted while it is still text."""
    if (count := text.count("{") + text.count("[")) > MAX_OBJECTS:
        raise _too_large(f"Gói tin có {whole(count)} đối tượng.", f"đến {whole(MAX_OBJECTS)} đối tượng")


def check_markup(text: str) -> None:
    """Markup that defines entities can swell without end; no export needs them. Cells are counted before the parse."""
    check_cells(sum(text.count(tag) for tag in ("<td", "<th", "<tr", "<TD", "<TH", "<TR")))
    if re.search("<!ENTITY", text, re.IGNORECASE):
        raise _unsafe("Tệp có khai báo thực thể XML (ENTITY).")


def scan_workbook(data: bytes) -> dict[str, bytes]:
    """Looks through the zip of an .xlsx. Returns the sheet parts that hold error cells or formulas without a value.

    Those two would arrive as blanks from the reader; `workbooks` finds their cells in the returned bytes.
    """
    suspicious: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS:
                raise _unsafe(f"Tệp chứa {len(parts)} phần bên trong.")
            if sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise _too_large("Tệp nở ra quá lớn khi giải nén.", f"giải nén đến {MAX_UNPACKED // 1_000_000} MB")
            budget = MAX_UNPACKED
            for part in parts:
                content = _read_part(archive, part, budget)
                budget -= len(content)
                if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                    _check_xml(content)
                if re.search(r"worksheets/[^/]+\.xml$", part.filename, re.IGNORECASE):
                    _check_cells(content)
                    if b'="e"' in content or b"='e'" in content or b"<f" in content:
                        suspicious[part.filename] = content
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise Unsafe(found("L0-khong-mo-duoc", "Tệp bảng tính bị hỏng, bị cắt hoặc đặt mật khẩu.")) from error
    return suspicious


def _read_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, budget: int) -> bytes:
    # The size in the directory may lie, so what really comes out is counted.
    limit = min(budget, max(MAX_RATIO * max(part.compress_size, 1), _SMALL))
    with archive.open(part) as stream:
        content = stream.read(limit + 1)
    if len(content) > limit:
        raise _too_large(
            "Tệp nở ra quá lớn khi giải nén.", f"không quá {MAX_RATIO} lần, tổng cộng đến {MAX_UNPACKED // 1_000_000} MB"
        )
    return content


def _check_xml(content: bytes) -> None:
    head = content[:200].lower()
    if b"\x00" in head or b"utf-16" in head or b"utf-32" in head:
        raise _unsafe("Phần XML bên trong không dùng UTF-8.")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise _unsafe("Tệp có khai báo DOCTYPE hoặc ENTITY.")


def _check_cells(content: bytes) -> None:
    check_cells(content.count(b"<c ") + content.count(b"<c>") + content.count(b"<c/"))
    if _HIDDEN_REF.search(content):
        raise _unsafe("Địa chỉ ô được viết bằng mã thực thể.")
    references = [match.group(1) for match in _FAR.finditer(content)]
    for start, end, last in _WIDE_FILL.findall(content):
        references += [start + b"1", end + last]
    for reference in references:
        letters = reference.rstrip(b"0123456789")
        check_shape(int(reference[len(letters) :] or b"0"), _column_number(letters))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
