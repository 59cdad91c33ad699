"""A Word paper (.docx) as blocks: paragraphs and tables in reading order; deleted text and field codes are left out."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from hcc_helpers.audit.figures.passages import Table
from hcc_helpers.sources.files.bombs import BROKEN_ZIP

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAX_PART = 40_000_000
_MAX_RATIO = 300
_SMALL = 2_000_000  # a ratio says nothing about a part that stays this small
_MAX_PARTS = 2_000


class NotReadable(Exception):
    """The file cannot be read as what it says it is; carries the sentence for the reader."""


def blocks_of_paper(data: bytes) -> list[str | Table]:
    """The text of the main part; headers, footers and notes are no statement of the report."""
    root = _parsed(_main_part(data))
    body = root.find(f"{_W}body")
    if body is None:
        raise NotReadable("Tệp .docx không có phần văn bản.")
    found: list[str | Table] = []
    _blocks(body, found)
    return found


def _main_part(data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > _MAX_PARTS:
                raise NotReadable("Tệp .docx chứa quá nhiều phần bên trong.")
            part = archive.getinfo("word/document.xml")
            limit = min(_MAX_PART, max(_MAX_RATIO * max(part.compress_size, 1), _SMALL))
            with archive.open(part) as stream:
                content = stream.read(limit + 1)
    except (*BROKEN_ZIP, KeyError):
        raise NotReadable("Tệp .docx bị hỏng, bị cắt, đặt mật khẩu hoặc không phải tệp Word.") from None
    if len(content) > limit:
        raise NotReadable("Tệp .docx nở ra quá lớn khi giải nén.")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise NotReadable("Tệp .docx có khai báo DOCTYPE hoặc ENTITY.")
    return content


def _parsed(content: bytes):
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise NotReadable("Phần văn bản của tệp .docx bị hỏng.") from None


def _blocks(node, found: list[str | Table]) -> None:
    for child in node:
        if child.tag == f"{_W}p":
            found += _paragraph(child).split("\n")
        elif child.tag == f"{_W}tbl":
            found.append(_table(child))
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins", f"{_W}smartTag"):
            _blocks(child, found)


def _paragraph(node) -> str:
    style = node.find(f"{_W}pPr/{_W}pStyle")
    is_heading = style is not None and (style.get(f"{_W}val") or "").lower().startswith(("heading", "title"))
    is_listed = node.find(f"{_W}pPr/{_W}numPr") is not None
    text = "".join(_runs(node)).strip()
    return (f"# {text}" if is_heading else f"- {text}" if is_listed else text) if text else ""


def _runs(node):
    for child in node:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag == f"{_W}tab":
            yield " "
        elif child.tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif child.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif child.tag not in (f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}pPr", f"{_W}rPr", f"{_W}tbl"):
            yield from _runs(child)


def _table(node) -> Table:
    rows: list[list[str]] = []
    for tr in node.iter(f"{_W}tr"):
        if next(tr.iterancestors(f"{_W}tbl"), None) is not node:
            continue
        row: list[str] = []
        for cell in tr.iter(f"{_W}tc"):
            if next(cell.iterancestors(f"{_W}tr"), None) is not tr:
                continue
            properties = cell.find(f"{_W}tcPr")
            span = properties.find(f"{_W}gridSpan") if properties is not None else None
            merged = properties.find(f"{_W}vMerge") if properties is not None else None
            text = " ".join(" ".join("".join(_runs(p)) for p in cell.iter(f"{_W}p")).split())
            if merged is not None and merged.get(f"{_W}val") != "restart" and rows and len(row) < len(rows[-1]):
                text = rows[-1][len(row)]
            width = span.get(f"{_W}val") if span is not None else "1"
            row += [text] * (min(int(width), 60) if width and width.isdigit() else 1)
        if row:
            rows.append(row)
    return Table(rows)
