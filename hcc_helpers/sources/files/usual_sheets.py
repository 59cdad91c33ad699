"""The parts of an .xlsx spelled as spreadsheets usually spell them, read without building a tree.

Whatever is spelled otherwise (formulas, rich text, prefixes, comments, another order of attributes) gives None, and the reader
of every spelling takes the whole part: either way the same cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

_TEXT = r'<t(?: xml:space="preserve")?>([^<]*)</t>'
_STRING = re.compile(rf"<si>{_TEXT}</si>|(.)", re.DOTALL)
_CELL = re.compile(
    rf'<c r="([A-Z]{{1,3}})[0-9]{{1,7}}"(?: s="([0-9]+)")?(?: t="([a-zA-Z]+)")?(?:/>|>(?:<v>([^<]*)</v>|<is>{_TEXT}</is>)?</c>)|(.)',
    re.DOTALL,
)
_ROW = re.compile(rb'<row r="([0-9]{1,7})"((?: [\w:.]+="[^"<&]*")*)(?:/>|>(.*?)</row>)|(.)', re.DOTALL)
_HIDDEN = re.compile(rb' hidden="([^"]*)"')
_PREFIX = re.compile(rb" (\w+):")
_PROLOGUE = re.compile(rb'\s*<\?xml version="1\.0"(?: encoding="(?i:utf-8)")?(?: standalone="(?:yes|no)")?\s*\?>')
# What XML forbids, what it levels, and what stands for something else than itself.
_UNUSUAL = re.compile(rb"[\x00-\x08\x0b-\x1f]|<[!?]|\]\]>|\xef\xbf[\xbe\xbf]")


@dataclass
class Row:
    """One row that holds cells: (letters of the column, style, kind, text of its value, text of its own)."""

    number: int
    is_hidden: bool
    cells: list[tuple[str, str, str, str, str]]


def usual_strings(content: bytes) -> list[str] | None:
    """The shared strings in their order; None where they are spelled otherwise."""
    parted = _parted(content, rb"<sst[^<>]*>", b"</sst>")
    if parted is None:
        return None
    try:
        found = _STRING.findall(parted[1].decode())
        return [_unescaped(text) for text, other in found] if not any(other for _, other in found) else None
    except (UnicodeDecodeError, etree.XMLSyntaxError):
        return None


def usual_rows(content: bytes) -> list[Row] | None:
    """The rows of a worksheet in their order; None where it is spelled otherwise."""
    parted = _parted(content, rb"<sheetData>", b"</sheetData>")
    if parted is None:
        return None
    around, inside = parted
    try:
        if next(etree.fromstring(around).iter("{*}row"), None) is not None:
            return None
        return list(_rows(inside, set(re.findall(rb" xmlns:(\w+)=", around))))
    except (ValueError, etree.XMLSyntaxError):
        return None


def _rows(inside: bytes, prefixes: set[bytes]) -> Iterator[Row]:
    """Raises ValueError at the first row that is spelled otherwise."""
    for row in _ROW.finditer(inside):
        number, attributes, content, other = row.groups()
        if other is not None or not prefixes.issuperset(_PREFIX.findall(attributes)):
            raise ValueError
        if not content:
            continue
        cells = []
        for letters, style, kind, value, own, stray in _CELL.findall(content.decode()):
            if stray:
                raise ValueError
            cells.append((letters, style, kind, _unescaped(value), _unescaped(own)))
        hidden = _HIDDEN.search(attributes)
        yield Row(int(number), hidden is not None and hidden[1] not in (b"", b"0", b"false"), cells)


def _parted(content: bytes, begin: bytes, end: bytes) -> tuple[bytes, bytes] | None:
    """(what stands around, what stands between); None where the part is not plain XML in UTF-8."""
    prologue = _PROLOGUE.match(content)
    start = prologue.end() if prologue else 0
    opened, closed = re.compile(begin).search(content, start), content.rfind(end)
    if opened is None or closed < opened.end() or _UNUSUAL.search(content, start):
        return None
    return content[start : opened.end()] + content[closed:], content[opened.end() : closed]


def _unescaped(text: str) -> str:
    return (etree.fromstring(f"<t>{text}</t>").text or "") if "&" in text else text
