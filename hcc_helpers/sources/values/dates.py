"""Text to instants, a whole column at a time.

A format is written with the usual directives (%d %m %Y %H %M %S %f %I %p); anything else in it stands for itself, so
"%Y-%m-%d %H:%M:%S+00" reads a suffix that is known to be wrong and shifts nothing. Without formats in the mapping the
column's own cells decide: the one order of day, month and year that fits them all. Two that fit with different
results are refused, never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

FIRST_YEAR, LAST_YEAR = 1900, 2199  # beyond them a year is a slip of the pen
_PARTS = {
    "d": r"(?P<d>[0-9]{1,2})",
    "m": r"(?P<m>[0-9]{1,2})",
    "Y": r"(?P<Y>[0-9]{4})",
    "H": r"(?P<H>[0-9]{1,2})",
    "I": r"(?P<I>[0-9]{1,2})",
    "M": r"(?P<M>[0-9]{1,2})",
    "S": r"(?P<S>[0-9]{1,2})",
    "f": r"(?P<f>[0-9]{1,9})",
    "p": r"(?P<p>[AaPp][Mm])",
    "%": "%",
}
ACCEPTED_DIRECTIVES = "%d %m %Y %H %M %S %f %I %p"
VIETNAMESE = (
    "%d/%m/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%d/%m/%Y",
    "%H:%M:%S %d/%m/%Y",
    "%H:%M %d/%m/%Y",
    "%d-%m-%Y %H:%M:%S",
    "%d-%m-%Y %H:%M",
    "%d-%m-%Y",
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d",
)
# One family = one order and separator, with the ways in which the time of day may follow.
_TIMES = ("", " %H:%M", " %H:%M:%S", " %H:%M:%S.%f", " %I:%M:%S %p", " %I:%M %p")
_DAYS = ("%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%d-%m-%Y", "%m-%d-%Y", "%Y-%m-%d", "%d.%m.%Y", "%m.%d.%Y")
FAMILIES = (
    *tuple(tuple(day + time for time in _TIMES) for day in _DAYS),
    ("%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S.%f"),
    ("%Y%m%d%H%M%S",),
    ("%Y%m%d",),
)
SWAPPED = "như các ô ngày hiện có, và với ngày tháng đổi chỗ (mọi ô chữ có ngày trên 12, mọi ô ngày có ngày từ 12 trở xuống)"
SWAPPED_TODO = "Tải lại tệp từ hệ thống và đặt thẳng vào thư mục, không mở rồi lưu bằng phần mềm bảng tính; nếu các ô ngày vẫn đúng, ghi dates ở mục [[file]] của tệp này trong mapping.toml."
_FEW = 3  # fewer cells of a kind may fall so by chance
_MONTH_DAYS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])


@dataclass(frozen=True)
class Reading:
    """A column of instants: microseconds since 1970, whether each cell was read, and the days that also fit."""

    micros: np.ndarray
    is_read: np.ndarray
    rival: str = ""  # a second family that fits all cells with other results


def pattern(format_text: str) -> str:
    """The regular expression of a format. Raises ValueError for a directive that is not accepted or comes twice."""
    # A fixed width where nothing separates the parts: 20251215 073000.
    fixed = bool(re.search(r"%[dmYHMS]%[dmYHMS]", format_text))
    out, seen = [], set()
    for match in re.finditer(r"%(.)|([^%]+)|(%)$", format_text, re.DOTALL):
        letter, plain, lone = match.groups()
        if plain:
            out.append(re.escape(plain).replace(r"\ ", " +"))
            continue
        if lone or letter not in _PARTS or letter in seen:
            raise ValueError(f"%{letter or ''}")
        seen.add(letter if letter != "%" else None)
        out.append(_PARTS[letter].replace("{1,2}", "{2}") if fixed and letter != "f" else _PARTS[letter])
    if not {"d", "m", "Y"} <= seen:
        raise ValueError(format_text)
    if ("I" in seen) != ("p" in seen) or {"H", "I"} <= seen:
        raise ValueError("%I %p")
    return "^" + "".join(out) + "$"


def read(text: pa.StringArray, formats: tuple[str, ...] | list[str]) -> Reading:
    """Each cell by the first of `formats` that fits it. `text` is trimmed; null stays unread."""
    micros = np.zeros(len(text), dtype="int64")
    is_read = np.zeros(len(text), dtype=bool)
    todo = np.flatnonzero(np.asarray(text.is_valid()))
    for format_text in formats:
        if not len(todo):
            break
        values, fits = _read_one(text.take(pa.array(todo)), pattern(format_text))
        micros[todo[fits]] = values[fits]
        is_read[todo[fits]] = True
        todo = todo[~fits]
    return Reading(micros, is_read)


def resolve(text: pa.StringArray) -> Reading:
    """The column by the one family of formats that fits all its cells, else by the one that fits most of them."""
    # The shape of the digits rules out most families cheaply.
    readings = [(family, read(text, family)) for family in FAMILIES]
    counts = [int(reading.is_read.sum()) for _, reading in readings]
    best = max(counts)
    if best == 0:
        return readings[0][1]
    winners = [reading for (_, reading), count in zip(readings, counts, strict=True) if count == best]
    names = [family[0] for (family, _), count in zip(readings, counts, strict=True) if count == best]
    first = winners[0]
    for name, other in zip(names[1:], winners[1:], strict=True):
        same_cells = np.array_equal(first.is_read, other.is_read)
        if not same_cells or not np.array_equal(first.micros, other.micros):
            return Reading(first.micros, first.is_read, rival=f"{shown(names[0])} và {shown(name)}")
    return first


def better_order(text: pa.StringArray, reading: Reading, expected: str) -> str:
    """What also fits where the expected formats leave cells unread: the order that fits every cell, "" where none does.

    Some of 11/20/2025 and 12/05/2025 would be read, and read wrongly, as day before month.
    """
    given = np.asarray(text.is_valid())
    if not reading.is_read.any() or reading.is_read[given].all():
        return ""
    for family in FAMILIES:
        other = read(text, family)
        if other.is_read[given].all() and not np.array_equal(other.micros[reading.is_read], reading.micros[reading.is_read]):
            return f"{shown(expected.split(' ')[0])} (không đúng với mọi ô) và {shown(family[0])} (đúng với mọi ô)"
    return ""


def looks_swapped(written: np.ndarray, typed: np.ndarray) -> bool:
    """Whether a spreadsheet set to month/day has eaten dd/mm/yyyy texts: 05/12 became a date cell, 12 May, while 20/11
    stayed text. Then every text has a day above 12, and no date cell has one."""
    if len(written) < _FEW or len(typed) < _FEW:
        return False
    return bool((_day_of_month(written) > 12).all() and (_day_of_month(typed) <= 12).all())


def shown(format_text: str) -> str:
    """A format as people write it: dd/mm/yyyy."""
    for directive, letters in (("%d", "dd"), ("%m", "mm"), ("%Y", "yyyy"), ("%H", "HH"), ("%M", "MM"), ("%S", "SS")):
        format_text = format_text.replace(directive, letters)
    return format_text


def _day_of_month(micros: np.ndarray) -> np.ndarray:
    days = micros.astype("datetime64[us]").astype("datetime64[D]")
    return (days - days.astype("datetime64[M]")).astype("int64") + 1


def _read_one(text: pa.StringArray, expression: str) -> tuple[np.ndarray, np.ndarray]:
    found = pc.extract_regex(text, expression)
    fits = np.asarray(found.is_valid())
    names = [field.name for field in found.type]

    def number(name: str, missing: int = 0) -> np.ndarray:
        if name not in names:
            return np.full(len(text), missing, dtype="int64")
        digits = pc.fill_null(pc.struct_field(found, name), "0")
        if name == "f":
            digits = pc.utf8_slice_codeunits(pc.utf8_rpad(digits, 6, "0"), 0, 6)
        return np.asarray(pc.cast(digits, pa.int64()))

    year, month, day = number("Y"), number("m"), number("d")
    hour, minute, second, micro = number("H"), number("M"), number("S"), number("f")
    if "I" in names:
        twelve = number("I")
        is_pm = np.asarray(pc.fill_null(pc.equal(pc.utf8_lower(pc.struct_field(found, "p")), "pm"), False))
        fits &= (twelve >= 1) & (twelve <= 12)
        hour = twelve % 12 + 12 * is_pm
    fits &= (month >= 1) & (month <= 12) & (year >= FIRST_YEAR) & (year <= LAST_YEAR)
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    last = _MONTH_DAYS[np.where(fits, month, 0)] + (leap & (month == 2))
    fits &= (day >= 1) & (day <= last) & (hour < 24) & (minute < 60) & (second < 60)
    months = ((year - 1970) * 12 + month - 1).astype("datetime64[M]")
    days = months.astype("datetime64[D]").astype("int64") + day - 1
    return (((days * 24 + hour) * 60 + minute) * 60 + second) * 1_000_000 + micro, fits


def offset_micros(time_zone: str) -> int:
    """What to add to the file's times to get local (+07:00) times: "local" 0, "UTC" seven hours, "+09:00" minus two."""
    if time_zone == "local":
        return 0
    if time_zone == "UTC":
        return 7 * 3_600_000_000
    match = re.fullmatch(r"([+-])([01][0-9]):([0-5][0-9])", time_zone)
    if not match:
        raise ValueError(time_zone)
    minutes = (int(match[2]) * 60 + int(match[3])) * (1 if match[1] == "+" else -1)
    return (7 * 60 - minutes) * 60_000_000
