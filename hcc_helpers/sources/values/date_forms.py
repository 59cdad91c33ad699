"""The forms in which dates are written, each declared once, and the marks around them that mean nothing.

A form is written with directives (%d %m %Y %y %b %H %M %S %f %I %p %z); anything else in it stands for itself, so
"%Y-%m-%d %H:%M:%S+00" reads a suffix that is known to be wrong and shifts nothing.
"""

from __future__ import annotations

import re
from functools import cache

FIRST_YEAR, LAST_YEAR = 1900, 2199  # beyond them a year is a slip of the pen
EXCEL = "excel"  # a form of its own: the serial number of a spreadsheet
MONTH_NAMES = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        1,
    )
    for name in names.split()
} | {
    f"{word}{number:0{width}d}": number for number in range(1, 13) for word in ("th", "thg", "thg ", "tháng ") for width in (1, 2)
}
_PARTS = {
    "d": r"(?P<d>[0-9]{1,2})",
    "m": r"(?P<m>[0-9]{1,2})",
    "b": r"(?P<b>[A-Za-zÀ-ỹ]{2,9}\.?(?: ?[0-9]{1,2})?)",
    "Y": r"(?P<Y>[0-9]{4})",
    "y": r"(?P<y>[0-9]{2})",
    "H": r"(?P<H>[0-9]{1,2})",
    "I": r"(?P<I>[0-9]{1,2})",
    "M": r"(?P<M>[0-9]{1,2})",
    "S": r"(?P<S>[0-9]{1,2})",
    "f": r"(?P<f>[0-9]{1,9})",
    "p": r"(?P<p>[AaPp]\.?[Mm]\.?|[Ss][Aa]|[Cc][Hh])",
    "z": r"(?P<z>[Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)",
    "%": "%",
}
ACCEPTED_DIRECTIVES = "%d %m %Y %y %b %H %M %S %f %I %p %z, hoặc “excel” (số ngày của bảng tính)"

# Order and separator of a day, and what may follow or stand before it.
_TIMES = ("%H:%M:%S", "%H:%M", "%H:%M:%S.%f", "%I:%M:%S %p", "%I:%M %p")
_SPOKEN = ("%H giờ %M", "%H giờ %M phút", "%H giờ", "%Hh%M", "%Hg%M")
_ISO = tuple(f"%Y-%m-%dT{time}{zone}" for time in ("%H:%M:%S", "%H:%M:%S.%f", "%H:%M") for zone in ("", "%z"))
_ISO_BLANK = tuple(f"%Y-%m-%d {time}{zone}" for time in ("%H:%M:%S", "%H:%M:%S.%f") for zone in ("%z", " %z"))
_NUMERIC = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%d-%m-%y", "%d.%m.%y")
_WORDS = ("ngày %d tháng %m năm %Y", "%d tháng %m năm %Y", "ngày %d/%m/%Y")


def _with_times(day: str, times: tuple[str, ...]) -> tuple[str, ...]:
    return (day, *(f"{day} {time}" for time in times), *(f"{time} {day}" for time in times))


VIETNAMESE = (
    # The most usual first: most columns need no other.
    "%d/%m/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%d/%m/%Y",
    *dict.fromkeys(
        form
        for day in (*_NUMERIC, *_WORDS)
        for form in (
            *_with_times(day, (*_TIMES, *_SPOKEN)),
            *(f"{time} ngày {day}" for time in (*_TIMES, *_SPOKEN) if day in _NUMERIC),
        )
        if form not in ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y")
    ),
    "%Y-%m-%d",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d %H:%M:%S.%f",
    "%Y/%m/%d",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    *_ISO,
    *_ISO_BLANK,
)
# One family = one order and separator, with the ways in which the time of day may follow. Of a column without a
# declared form the one family that fits all its cells is taken.
_AFTER = ("", " %H:%M", " %H:%M:%S", " %H:%M:%S.%f", " %I:%M:%S %p", " %I:%M %p")
_DAYS = (
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%Y/%m/%d",
    "%d-%m-%Y",
    "%m-%d-%Y",
    "%Y-%m-%d",
    "%d.%m.%Y",
    "%m.%d.%Y",
    "%d/%m/%y",
    "%m/%d/%y",
    "%d-%m-%y",
    "%m-%d-%y",
    "%d %b %Y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%b %d, %Y",
)
FAMILIES = (
    *tuple(tuple(day + time for time in _AFTER) for day in _DAYS),
    _ISO,
    _ISO_BLANK,
    tuple(form for day in _WORDS for form in _with_times(day, (*_TIMES, *_SPOKEN))),
    tuple(f"{time} {day}" for day in _NUMERIC[:3] for time in (*_TIMES, *_SPOKEN)),
    tuple(f"{day} {time}" for day in _NUMERIC[:3] for time in _SPOKEN),
    ("%Y%m%d%H%M%S",),
    ("%Y%m%d",),
)
# Left out before a cell is read: a weekday, an apostrophe that kept a spreadsheet from changing the cell.
WEEKDAY = r"(?i)^(?:(?:thứ\s*(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s*nhật|cn|t[2-7]|mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?\s*,?\s+)"
APOSTROPHE = r"^['’‘`´]+"
DIRECTION_MARKS = r"[\x{200E}\x{200F}\x{061C}\x{202A}-\x{202E}\x{2066}-\x{2069}]"
# Days and signs that systems write where they mean no day at all.
BLANKS = (
    "0",
    "00/00/0000",
    "01/01/0001",
    "30/12/1899",
    "31/12/1899",
    "01/01/1900",
    "01/01/1970",
    "-",
    "--",
    "–",
    "—",
    "…",
    "...",
    "NULL",
    "null",
)


@cache
def pattern(form: str) -> str:
    """The regular expression of a form. Raises ValueError for a directive that is not accepted or comes twice."""
    # A fixed width where nothing separates the parts: 20251215 073000.
    fixed = bool(re.search(r"%[dmYHMS]%[dmYHMS]", form))
    out, seen = [], set()
    for match in re.finditer(r"%(.)|([^%]+)|(%)$", form, re.DOTALL):
        letter, plain, lone = match.groups()
        if plain:
            out.append(re.escape(plain).replace(r"\ ", " +"))
            continue
        if lone or letter not in _PARTS or letter in seen:
            raise ValueError(f"%{letter or ''}")
        seen.add(letter if letter != "%" else None)
        out.append(_PARTS[letter].replace("{1,2}", "{2}") if fixed and letter != "f" else _PARTS[letter])
    if "d" not in seen or len({"m", "b"} & seen) != 1 or len({"Y", "y"} & seen) != 1:
        raise ValueError(form)
    if ("I" in seen) != ("p" in seen) or {"H", "I"} <= seen:
        raise ValueError("%I %p")
    return "(?i)^" + "".join(out) + "$"


def check(form: str) -> None:
    """Raises ValueError for a form that cannot be used."""
    if form != EXCEL:
        pattern(form)


def blank_pattern(days: list[str] | tuple[str, ...]) -> str:
    """The regular expression of cells that hold one of the days which mean no day, in any usual order."""
    forms = []
    for text in days:
        parts = re.fullmatch(r"([0-9]{2})/([0-9]{2})/([0-9]{4})", text)
        if parts:
            day, month = (part if part == "00" or part[0] != "0" else f"0?{part[1]}" for part in parts.groups()[:2])
            year = parts[3]
            forms += [rf"{day}[/.-]{month}[/.-]{year}", rf"{month}[/.-]{day}[/.-]{year}", rf"{year}[/.-]{month}[/.-]{day}"]
        else:
            forms.append(re.escape(text))
    return rf"^(?:{'|'.join(forms)})(?:[ T].*)?$"


def shown(form: str) -> str:
    """A form as people write it: dd/mm/yyyy."""
    letters = {
        "%d": "dd",
        "%m": "mm",
        "%b": "MMM",
        "%Y": "yyyy",
        "%y": "yy",
        "%H": "HH",
        "%I": "hh",
        "%M": "MM",
        "%S": "SS",
        "%f": "ffffff",
        "%p": "SA/CH",
        "%z": "+07:00",
    }
    for directive, text in letters.items():
        form = form.replace(directive, text)
    return "số ngày của bảng tính" if form == EXCEL else form
