"""What the styles of a workbook say of its cells: which numbers are dates, told by the number format alone, and what is struck out."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from hcc_helpers.sources.files.package import parse

_BUILT_IN = {*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)}  # 46 is [h]:mm:ss, a length of time
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h|m|s)[^\]]*\]', re.IGNORECASE)
_LENGTH = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_LAST_SERIAL = 2_958_466  # 31/12/9999


def date_styles(styles: bytes | None) -> list[bool]:
    """For each style of a cell whether it shows a date or a time of day."""
    if styles is None:
        return []
    root = parse(styles)
    codes = {item.get("numFmtId"): item.get("formatCode") or "" for item in root.iter("{*}numFmt")}
    formats = next(root.iter("{*}cellXfs"), ())
    return [_is_date(item.get("numFmtId") or "0", codes) for item in formats if isinstance(item.tag, str)]


def striking_styles(styles: bytes | None) -> frozenset[str]:
    """The styles of cells, by their number, whose text is struck out."""
    if styles is None or b"strike" not in styles:
        return frozenset()
    root = parse(styles)
    fonts = [item for item in next(root.iter("{*}fonts"), ()) if isinstance(item.tag, str)]
    struck = {str(n) for n, font in enumerate(fonts) for line in font.iter("{*}strike") if line.get("val") not in ("0", "false")}
    formats = [item for item in next(root.iter("{*}cellXfs"), ()) if isinstance(item.tag, str)]
    return frozenset(str(n) for n, item in enumerate(formats) if item.get("fontId") in struck)


def _is_date(number: str, codes: dict[str, str]) -> bool:
    if number in codes:
        code = _QUOTED.sub("", codes[number].split(";")[0])
        return not _LENGTH.search(code) and bool(re.search(r"[dmyhs]", code, re.IGNORECASE)) and "general" not in code.lower()
    return number.isdigit() and int(number) in _BUILT_IN


def of_serial(serial: float, is_1904: bool = False) -> datetime | float:
    """Days since the epoch of the workbook as an instant, to the millisecond; 0 and what lies beyond stay numbers."""
    if not 0 < serial < _LAST_SERIAL:
        return serial
    # Excel counts a 29 February 1900 that never was.
    usual = datetime(1899, 12, 31) if serial < 60 else datetime(1899, 12, 30)
    first = datetime(1904, 1, 1) if is_1904 else usual
    try:
        return first + timedelta(milliseconds=round(serial * 86_400_000))
    except OverflowError:
        return serial
