"""A file as grids, by what its bytes are: a workbook, a page, a packet or lines of text, packed or not."""

from __future__ import annotations

from pathlib import PurePosixPath

from hcc_helpers.sources.files import bombs, lost_letters, old_fonts
from hcc_helpers.sources.files.decoding import decoded
from hcc_helpers.sources.files.grids import Grid, Unreadable
from hcc_helpers.sources.files.markup import is_page, read_markup
from hcc_helpers.sources.files.older_workbooks import OLE, read_older
from hcc_helpers.sources.files.package import Package
from hcc_helpers.sources.files.packets import read_packet
from hcc_helpers.sources.files.saved_pages import is_saved_page, pages_of
from hcc_helpers.sources.files.separated import read_separated
from hcc_helpers.sources.files.spreadsheet_xml import is_spreadsheet_xml, read_spreadsheet_xml
from hcc_helpers.sources.files.workbooks import read_workbook
from hcc_helpers.sources.findings import found

WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".xltx", ".xltm", ".xlsb", ".ods")
ACCEPTED = (*WORKBOOKS, ".html", ".htm", ".mht", ".mhtml", ".xml", ".csv", ".tsv", ".gz", ".zip", ".json")
# How archives begin that no reader here opens, and where.
_ARCHIVES = ((0, b"Rar!\x1a\x07"), (0, b"7z\xbc\xaf\x27\x1c"), (0, b"BZh"), (0, b"\xfd7zXZ\x00"), (257, b"ustar"))
# How files begin that hold no table, whatever their name says, and what they are.
_NO_TABLES = (
    (b"%PDF", "tệp PDF"),
    (b"{\\rtf", "văn bản RTF"),
    (b"\x89PNG", "ảnh"),
    (b"\xff\xd8\xff", "ảnh"),
    (b"GIF8", "ảnh"),
    (b"MZ\x90", "chương trình"),
    (b"L\x00\x00\x00\x01\x14\x02", "lối tắt (shortcut)"),
    (b"PK\x05\x06", "tệp nén rỗng"),
)
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"


def read_grids(name: str, data: bytes) -> list[Grid]:
    """The grids of one file, by what its bytes are and not by its name. Raises bombs.Unsafe or Unreadable."""
    bombs.check_size(len(data))
    findings = []
    if data[:2] == b"\x1f\x8b":
        data, left = bombs.gunzip(data)
        if left:
            findings.append(found("L0-duoi-thua", f"Sau phần nén của tệp .gz còn {left} byte không thuộc tệp; bỏ qua."))
    if any(data[at : at + len(sign)] == sign for at, sign in _ARCHIVES):
        todo = "Giải nén rồi đặt tệp bên trong vào thư mục của tháng, chuyển tệp nén ra ngoài."
        raise Unreadable(found("L0-khong-mo-duoc", "Tệp là một tệp nén (.rar, .7z, .tar …).", todo=todo))
    if what := next((what for sign, what in _NO_TABLES if data.startswith(sign)), ""):
        todo = "Xuất lại danh sách dạng .xlsx hoặc .csv từ hệ thống nguồn; chuyển tệp này ra khỏi thư mục của tháng."
        raise Unreadable(found("L0-khong-mo-duoc", f"Nội dung là một {what}, không phải một bảng.", todo=todo))
    if data[:4] == b"PK\x03\x04":
        grids = _of_package(data)
    elif data[:8] == OLE:
        grids = read_older(data)
    else:
        grids = _of_text(name, data, findings)
    for grid in grids:
        bombs.check_shape(len(grid.rows), max(map(len, grid.rows), default=0))
        old_fonts.modernise(grid)
        lost_letters.refuse_lost(grid)
    if grids:
        grids[0].findings += findings
    return grids


def _of_package(data: bytes) -> list[Grid]:
    bombs.scan_package(data)
    package = Package(data)
    if "[Content_Types].xml" in package:
        is_binary = any(name.lower().endswith("workbook.bin") for name in package.names())
        return read_older(data) if is_binary else read_workbook(package)
    if "mimetype" in package:
        if package.read("mimetype").strip() == _OPEN_DOCUMENT:
            return read_older(data)
        raise Unreadable(found("L0-khong-mo-duoc", "Tệp OpenDocument này không phải là bảng tính."))
    return _of_archive(package)


def _of_archive(package: Package) -> list[Grid]:
    """The one list inside a .zip; with more of them nobody can say which one holds."""
    names = [name for name in package.names() if _is_list(name)]
    if len(names) != 1:
        message = f"Tệp .zip chứa {len(names)} danh sách." if names else "Tệp .zip không chứa danh sách nào."
        todo = "Giải nén rồi đặt từng tệp cần dùng vào thư mục của tháng, chuyển tệp .zip ra ngoài."
        raise Unreadable(found("L0-khong-mo-duoc", message, accepted="tệp .zip có đúng một danh sách", todo=todo))
    data = package.read(names[0])
    if data[:4] == b"PK\x03\x04" and not names[0].lower().endswith(WORKBOOKS):
        raise Unreadable(found("L0-khong-mo-duoc", "Tệp .zip chứa một tệp .zip khác."))
    grids = read_grids(names[0], data)
    note = found("L0-trong-zip", f"Đọc tệp “{PurePosixPath(names[0]).name}” bên trong tệp .zip.")
    grids[0].findings.append(note)
    return grids


def _is_list(name: str) -> bool:
    path = PurePosixPath(name)
    is_hidden = path.name.startswith((".", "~$")) or "__MACOSX" in path.parts
    return not is_hidden and path.name.lower().endswith(ACCEPTED)


def _of_text(name: str, data: bytes, findings: list) -> list[Grid]:
    if not data.strip():
        raise Unreadable(found("L0-khong-mo-duoc", "Tệp rỗng."))
    text, noted = decoded(data)
    findings += noted
    first = text.lstrip()[:1]
    if is_saved_page(text):
        return [grid for page in pages_of(data) for grid in _of_page(page)]
    if is_spreadsheet_xml(text):
        bombs.check_markup(text)
        return read_spreadsheet_xml(text)
    if first == "<" or is_page(text):
        return _of_page(text)
    if first and first in "{[":
        return read_packet(text)
    if name.lower().endswith((*WORKBOOKS, ".json", ".xml", ".mht", ".mhtml")) and not name.lower().endswith(".xls"):
        raise Unreadable(found("L0-khong-mo-duoc", "Nội dung tệp không đúng với đuôi tên tệp."))
    return [read_separated(text)]


def _of_page(text: str) -> list[Grid]:
    bombs.check_markup(text)
    return read_markup(text)
