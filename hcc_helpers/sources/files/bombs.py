"""What is looked at before a file is opened: a file made to exhaust memory is refused while it is still bytes.

A workbook of 5 kB can name cells A1 and XFD1048576 and make a reader allocate the whole sheet, which ends the process
without a message. So the zip is scanned first, and a sheet is laid out only after its shape was looked at. All limits
stand here.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from hcc_helpers.errors import Finding
from hcc_helpers.numbers_vn import whole
from hcc_helpers.sources.findings import found

MAX_BYTES = 50_000_000
MAX_UNPACKED = 512_000_000
MAX_RATIO = 250
MAX_ROWS = 200_000
MAX_COLUMNS = 200
HEAD_ROWS = 50
MAX_CELLS = 5_000_000  # a list of 200.000 rows with 25 columns; more is not read within a gigabyte
MAX_OBJECTS = 2_000_000  # of a packet: cases, papers, fees and steps
MAX_PARTS = 2_000
# What says that an archive is damaged, cut off or locked.
BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
_CHUNK = 1 << 20
_LONGEST_TAG = 64  # of the tags looked for
_SMALL = 1 << 20  # a ratio says nothing about a part that stays this small

_CELL = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?c[\s/>]")


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


def gunzip(data: bytes) -> tuple[bytes, int]:
    """(the content of a .gz, unpacked no further than the limits allow; bytes behind its end that belong to no part)."""
    limit = min(MAX_UNPACKED, max(MAX_RATIO * len(data), _SMALL))
    content, rest = b"", data
    try:
        while rest[:2] == b"\x1f\x8b":
            member = zlib.decompressobj(wbits=31)
            content += member.decompress(rest, limit + 1 - len(content))
            if len(content) > limit:
                raise _too_large(
                    "Tệp nén nở ra quá lớn.", f"giải nén đến {MAX_UNPACKED // 1_000_000} MB, không quá {MAX_RATIO} lần"
                )
            if not member.eof:
                raise EOFError
            rest = member.unused_data
    except (EOFError, zlib.error) as error:
        raise Unsafe(found("L0-khong-mo-duoc", "Tệp nén .gz bị hỏng hoặc bị cắt.")) from error
    return content, len(rest.strip(b"\x00"))


def check_shape(rows: int, columns: int) -> None:
    """A sheet as far as it holds something: so many rows of data, and a banner and headings above them."""
    if rows > MAX_ROWS + HEAD_ROWS or columns > MAX_COLUMNS:
        accepted = f"đến {whole(MAX_ROWS)} dòng và {MAX_COLUMNS} cột trong một trang tính"
        raise _too_large(f"Bảng có {whole(rows)} dòng, {whole(columns)} cột.", accepted)


def check_cells(cells: int) -> None:
    """The cells that a file holds, counted while it is still text."""
    if cells > MAX_CELLS:
        raise _too_large(f"Tệp có {whole(cells)} ô.", f"đến {whole(MAX_CELLS)} ô")


def check_separators(text: str, separator: str) -> None:
    """The cells of a text with separators are at most its separators and lines, which are counted without a parse."""
    check_cells(text.count(separator) + max(text.count("\n"), text.count("\r")))


def check_objects(text: str) -> None:
    """The objects and lists of a packet, counted while it is still text."""
    if (count := text.count("{") + text.count("[")) > MAX_OBJECTS:
        raise _too_large(f"Gói tin có {whole(count)} đối tượng.", f"đến {whole(MAX_OBJECTS)} đối tượng")


def check_markup(text: str) -> None:
    """Markup that defines entities can swell without end; no export needs them. Cells are counted before the parse."""
    check_cells(sum(text.count(tag) for tag in ("<td", "<th", "<tr", "<TD", "<TH", "<TR")))
    if re.search("<!ENTITY", text, re.IGNORECASE):
        raise _unsafe("Tệp có khai báo thực thể XML (ENTITY).")


def scan_package(data: bytes) -> None:
    """Looks through the zip of a workbook before any part of it is read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if any(part.flag_bits & 1 for part in parts):
                todo = "Mở bằng mật khẩu rồi giải nén, hoặc lưu lại không đặt mật khẩu; đặt tệp ấy vào thư mục của tháng."
                raise Unsafe(found("L0-khong-mo-duoc", "Tệp đặt mật khẩu.", todo=todo))
            if len(parts) > MAX_PARTS:
                raise _unsafe(f"Tệp chứa {len(parts)} phần bên trong.")
            if sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise _too_large("Tệp nở ra quá lớn khi giải nén.", f"giải nén đến {MAX_UNPACKED // 1_000_000} MB")
            budget = MAX_UNPACKED
            for part in parts:
                pieces = _pieces(archive, part, budget)
                if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                    budget -= _check_xml(pieces)
                else:
                    budget -= sum(len(piece) for piece in pieces)
    except BROKEN_ZIP as error:
        raise Unsafe(found("L0-khong-mo-duoc", "Tệp bảng tính bị hỏng, bị cắt hoặc đặt mật khẩu.")) from error


def read_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, budget: int) -> bytes:
    """One part, unpacked no further than the limits allow: the size in the directory may lie."""
    return b"".join(_pieces(archive, part, budget))


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo, budget: int) -> Iterator[bytes]:
    """A part piece by piece: a swelling one is known before it lies in memory."""
    limit = min(budget, max(MAX_RATIO * max(part.compress_size, 1), _SMALL))
    size = 0
    with archive.open(part) as stream:
        while piece := stream.read(_CHUNK):
            size += len(piece)
            if size > limit:
                raise _too_large(
                    "Tệp nở ra quá lớn khi giải nén.", f"không quá {MAX_RATIO} lần, tổng cộng đến {MAX_UNPACKED // 1_000_000} MB"
                )
            yield piece


def _check_xml(pieces: Iterator[bytes]) -> int:
    """How many bytes a part of XML holds. Raises Unsafe where it declares what an export never needs, or too many cells."""
    size = cells = 0
    rest, is_sheet = b"", False
    for piece in pieces:
        if not size and any(word in piece[:200].lower() for word in (b"\x00", b"utf-16", b"utf-32")):
            raise _unsafe("Phần XML bên trong không dùng UTF-8.")
        size += len(piece)
        text = rest + piece
        is_sheet = is_sheet or b"sheetData" in text
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise _unsafe("Tệp có khai báo DOCTYPE hoặc ENTITY.")
        # A tag may be cut by the end of a piece: from the last "<" on it is looked at with the next one.
        end = text.rfind(b"<", len(text) - _LONGEST_TAG)
        rest = text[end:] if end >= 0 else b""
        cells += sum(1 for _ in _CELL.finditer(text, 0, end if end >= 0 else len(text)))
        if is_sheet:
            check_cells(cells)
    return size
