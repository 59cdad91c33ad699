"""A .docx as parts by name: opened only after it was looked at, written with the same bytes for the same content."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from lxml import etree

from hcc_helpers.errors import Finding, InputMissing, InputRefused
from hcc_helpers.sources.files.bombs import Unsafe, check_size, scan_package

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
DOCUMENT, TYPES_PART, RELS_PART = "word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"
LARGEST = 20_000_000  # bytes; a report without pictures is far below
_DATE = (1980, 1, 1, 0, 0, 0)
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)

Parts = dict[str, bytes]


def w(name: str) -> str:
    """A name of the Word vocabulary as lxml writes it."""
    return f"{{{WORD}}}{name}"


def read_parts(path: Path) -> Parts:
    """The parts of a Word file. Raises InputMissing (66) for no file, InputRefused (65) for one that is no sound .docx."""
    if not path.is_file():
        raise InputMissing(f"Không có tệp {path}.")
    try:
        check_size(path.stat().st_size)
        data = path.read_bytes()
        scan_package(data)
    except Unsafe as unsafe:
        raise _refused(path, unsafe.finding.message) from None
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    if DOCUMENT not in parts:
        raise _refused(path, "Tệp không phải văn bản Word (.docx).")
    return parts


def _refused(path: Path, message: str) -> InputRefused:
    finding = Finding(
        "W1-khong-mo-duoc",
        "refused",
        message,
        file=path.name,
        accepted="tệp .docx lưu từ Word hoặc LibreOffice",
        todo="mở tệp, chọn Lưu thành .docx rồi gõ lại lệnh",
    )
    return InputRefused("Không đọc được tệp Word.", [finding])


def tree_of(parts: Parts, name: str) -> etree._Element:
    """The root of an XML part. Raises InputRefused for a part that is not well-formed."""
    try:
        return etree.fromstring(parts[name], _PARSER)
    except etree.XMLSyntaxError:
        raise _refused(Path(name), f"Phần {name} bên trong tệp bị hỏng.") from None


def as_bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def packed(parts: Parts) -> bytes:
    """The parts as one .docx; dates, order and rights are fixed, so that equal parts give equal bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(parts, key=lambda name: (name != TYPES_PART, name)):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            archive.writestr(entry, parts[name])
    return buffer.getvalue()


def add_part(parts: Parts, name: str, content: bytes, kind: str, content_type: str) -> None:
    """A further part that the document points to. `kind`: the relationship's last word."""
    parts[name] = content
    types = tree_of(parts, TYPES_PART)
    if not any(one.get("PartName") == f"/{name}" for one in types):
        etree.SubElement(types, f"{{{TYPES}}}Override", PartName=f"/{name}", ContentType=content_type)
        parts[TYPES_PART] = as_bytes(types)
    rels = tree_of(parts, RELS_PART)
    target = name.removeprefix("word/") if name.startswith("word/") else f"../{name}"
    taken = {one.get("Id") for one in rels}
    if not any(one.get("Target") == target for one in rels):
        new = next(f"rId{n}" for n in range(1, 10_000) if f"rId{n}" not in taken)
        etree.SubElement(rels, f"{{{RELS}}}Relationship", Id=new, Type=f"{OFFICE}/{kind}", Target=target)
        parts[RELS_PART] = as_bytes(rels)
