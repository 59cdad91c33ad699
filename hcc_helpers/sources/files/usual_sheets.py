"""The parts of an .xlsx spelled as spreadsheets usually spell them, read without building a tree.

Whatever is spelled otherwise (formulas, rich text, prefixes, comments, another order of attributes) is left to the reader of
every spelling, which then takes the whole part: either way the same cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter

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
_CONTROLS = bytes(sign for sign in range(32) if sign not in b"\t\n")
_UNUSUAL = (b"<!", b"<?", b"]]>", b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_STRAY = itemgetter(5)  # what lies between cells


@dataclass
class Row:
    """One row that holds cells: (letters of the column, style, kind, text of its value, text of its own, "")."""

    number: int
    is_hidden: bool
    cells: list[tuple[str, str, str, str, str, str]]


class Unusual(Exception):
    """A part that is spelled otherwise."""


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


def usual_rows(content: bytes) -> Iterator[Row]:
    """The rows of a worksheet in their order, one at a time. Raises Unusual as soon as something is spelled otherwise."""
    parted = _parted(content, rb"<sheetData>", b"</sheetData>")
    if parted is None:
        raise Unusual
    around, inside = parted
    try:
        if next(etree.fromstring(around).iter("{*}row"), None) is not None:
            raise Unusual
        yield from _rows(inside, set(re.findall(rb" xmlns:(\w+)=", around)))
    except (UnicodeDecodeError, etree.XMLSyntaxError) as error:
        raise Unusual from error


def _rows(inside: bytes, prefixes: set[bytes]) -> Iterator[Row]:
    for row in _ROW.finditer(inside):
        number, attributes, content, other = row.groups()
        if other is not None or not prefixes.issuperset(_PREFIX.findall(attributes)):
            raise Unusual
        if not content:
            continue
        text = content.decode()
        cells = _CELL.findall(text)
        if any(map(_STRAY, cells)):
            raise Unusual
        if "&" in text:
            cells = [(*cell[:3], _unescaped(cell[3]), _unescaped(cell[4]), "") for cell in cells]
        hidden = _HIDDEN.search(attributes)
        yield Row(int(number), hidden is not None and hidden[1] not in (b"", b"0", b"false"), cells)


def _parted(content: bytes, begin: bytes, end: bytes) -> tuple[bytes, bytes] | None:
    """(what stands around, what stands between); None where the part is not plain XML in UTF-8."""
    prologue = _PROLOGUE.match(content)
    start = prologue.end() if prologue else 0
    opened, closed = re.compile(begin).search(content, start), content.rfind(end)
    if opened is None or closed < opened.end() or len(content.translate(None, _CONTROLS)) < len(content):
        return None
    if any(content.find(sign, start) >= 0 for sign in _UNUSUAL):
        return None
    return content[start : opened.end()] + content[closed:], content[opened.end() : closed]


def _unescaped(text: str) -> str:
    return (etree.fromstring(f"<t>{text}</t>").text or "") if "&" in text else text
