"""Text to instants, a whole column at a time, by the forms of `date_forms`.

Without forms in the mapping the column's own cells decide: the one order of day, month and year that fits them all. Two
that fit with different results are refused, never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hcc_helpers.sources.values.column_bytes import as_block, digits_at, digits_levelled, holds_others
from hcc_helpers.sources.values.date_forms import (
    APOSTROPHE,
    FAMILIES,
    FIRST_YEAR,
    LAST_YEAR,
    MONTH_NAMES,
    WEEKDAY,
    pattern,
    shown,
)

OFFICE_ZONE = "Asia/Ho_Chi_Minh"
SWAPPED = "như các ô ngày hiện có, và với ngày tháng đổi chỗ (mọi ô chữ có ngày trên 12, mọi ô ngày có ngày từ 12 trở xuống)"
SWAPPED_TODO = "Tải lại tệp từ hệ thống và đặt thẳng vào thư mục, không mở rồi lưu bằng phần mềm bảng tính; nếu các ô ngày vẫn đúng, ghi dates ở mục [[file]] của tệp này trong mapping.toml."
_NO_WORD = b"0123456789 /-.:,+"  # of such signs alone neither a weekday nor an apostrophe is made
_LONGEST = 60  # signs; a longer text is no date
_FEW = 3  # fewer cells of a kind may fall so by chance
_MONTH_DAYS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])


@dataclass(frozen=True)
class Reading:
    """A column of instants: microseconds since 1970, whether each cell was read, and the days that also fit."""

    micros: np.ndarray
    is_read: np.ndarray
    has_offset: np.ndarray  # cells that said how far they are from UTC
    rival: str = ""  # a second family that fits all cells with other results


def bare(text: pa.StringArray) -> pa.StringArray:
    """Cells without what stands around a date and means nothing: an apostrophe, the name of the weekday. `text` is trimmed."""
    if not holds_others(text, _NO_WORD):
        return text
    text = pc.replace_substring_regex(text, APOSTROPHE, "")
    return pc.utf8_trim_whitespace(pc.replace_substring_regex(text, WEEKDAY, ""))


def read(text: pa.StringArray, formats: tuple[str, ...] | list[str], zone: str = OFFICE_ZONE) -> Reading:
    """Each cell by the first of `formats` that fits it. `text` is trimmed; null stays unread.

    A cell with an offset of its own is an instant of the world, and is moved to the clock of `zone`.
    """
    micros = np.zeros(len(text), dtype="int64")
    is_read, has_offset = np.zeros(len(text), dtype=bool), np.zeros(len(text), dtype=bool)
    # Whether a form fits depends on where the digits stand, not on which they are: each shape is looked at once.
    shapes = digits_levelled(text).dictionary_encode()
    of_cell = np.asarray(pc.fill_null(shapes.indices, -1))
    written = shapes.dictionary.to_pylist()
    fitting = [_fitting(tuple(formats), shape) for shape in written]
    for form in dict.fromkeys(form for form in formats for forms in fitting if form in forms):
        fixed = {n: spans for n, forms in enumerate(fitting) if form in forms and (spans := _spans(form, written[n]))}
        for n, spans in fixed.items():
            todo = np.flatnonzero((of_cell == n) & ~is_read)
            values, fits = _read_block(as_block(text.take(pa.array(todo)), len(written[n])), spans)
            micros[todo[fits]] = values[fits]
            is_read[todo[fits]] = True
        others = [n for n, forms in enumerate(fitting) if form in forms and n not in fixed]
        todo = np.flatnonzero(np.isin(of_cell, others) & ~is_read) if others else np.array([], dtype=np.intp)
        if len(todo):
            values, fits = _read_one(text.take(pa.array(todo)), pattern(form), zone)
            micros[todo[fits]] = values[fits]
            is_read[todo[fits]] = True
            has_offset[todo[fits]] = "%z" in form
    return Reading(micros, is_read, has_offset)


@lru_cache(maxsize=50_000)
def _fitting(formats: tuple[str, ...], shape: str) -> tuple[str, ...]:
    """The forms that a text of this shape may be in."""
    if len(shape) > _LONGEST or "9" not in shape:
        return ()
    said = shape.lower()
    return tuple(form for form in formats if all(sign in said for sign in _signs(form)) and _compiled(form).match(shape))


@cache
def _signs(form: str) -> tuple[str, ...]:
    """What a text must hold to be in this form; asked first, because compiling a form takes longer than reading a column."""
    plain = re.sub("%.", " ", re.sub("[0-9]", "9", form)).lower()
    return tuple(dict.fromkeys(plain.split()))


@lru_cache(maxsize=50_000)
def _spans(form: str, shape: str) -> dict[str, tuple[int, int]] | None:
    """Where the parts of a date stand in every text of this shape; None where more than digits says what it is."""
    if not shape.isascii() or re.search("%[bpzf]|[0-9]", form):
        return None
    match = _compiled(form).match(shape)
    if match is None:
        return None
    return {name: match.span(name) for name in match.re.groupindex}


def _read_block(block: np.ndarray, spans: dict[str, tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    """(instants, where they are possible) of cells whose parts stand in the same places."""

    def number(name: str) -> np.ndarray:
        return digits_at(block, *spans[name]) if name in spans else np.zeros(len(block), dtype="int64")

    year = number("Y") if "Y" in spans else 2000 + number("y")
    fits = np.ones(len(block), dtype=bool)
    return _instant(fits, year, number("m"), number("d"), number("H"), number("M"), number("S"), number("f"))


@cache
def _compiled(form: str) -> re.Pattern:
    # A digit that stands for itself is a digit of the shape too.
    return re.compile(pattern(re.sub("[0-9]", "9", form)))


def resolve(text: pa.StringArray, zone: str = OFFICE_ZONE) -> Reading:
    """The column by the one family of formats that fits all its cells, else by the one that fits most of them."""
    readings = [(family, read(text, family, zone)) for family in FAMILIES]
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
            return replace(first, rival=f"{shown(names[0])} và {shown(name)}")
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
    is_many = len(written) >= _FEW and len(typed) >= _FEW
    return bool(is_many and (_day_of_month(written) > 12).all() and (_day_of_month(typed) <= 12).all())


def _day_of_month(micros: np.ndarray) -> np.ndarray:
    days = micros.astype("datetime64[us]").astype("datetime64[D]")
    return (days - days.astype("datetime64[M]")).astype("int64") + 1


def _read_one(text: pa.StringArray, expression: str, zone: str) -> tuple[np.ndarray, np.ndarray]:
    found = pc.extract_regex(text, expression)
    fits = np.asarray(found.is_valid()).copy()
    if not fits.any():
        return np.zeros(len(text), dtype="int64"), fits
    names = [field.name for field in found.type]

    def number(name: str, missing: int = 0) -> np.ndarray:
        if name not in names:
            return np.full(len(text), missing, dtype="int64")
        digits = pc.fill_null(pc.struct_field(found, name), "0")
        if name == "f":
            digits = pc.utf8_slice_codeunits(pc.utf8_rpad(digits, 6, "0"), 0, 6)
        return np.asarray(pc.cast(digits, pa.int64()))

    def word(name: str) -> list[str | None]:
        return pc.utf8_lower(pc.struct_field(found, name)).to_pylist()

    year, month, day = number("Y") if "Y" in names else 2000 + number("y"), number("m"), number("d")
    if "b" in names:
        month = np.array([MONTH_NAMES.get((said or "").rstrip("."), 0) for said in word("b")], dtype="int64")
    hour, minute, second, micro = number("H"), number("M"), number("S"), number("f")
    if "I" in names:
        twelve = number("I")
        is_after_noon = np.array([(said or "").replace(".", "") in ("pm", "ch") for said in word("p")], dtype=bool)
        fits &= (twelve >= 1) & (twelve <= 12)
        hour = twelve % 12 + 12 * is_after_noon
    micros, fits = _instant(fits, year, month, day, hour, minute, second, micro)
    if "z" in names:
        offsets = np.array([_offset(said) for said in word("z")], dtype="int64")
        micros[fits] = on_the_clock_of(zone, (micros - offsets)[fits])
    return micros, fits


def _instant(fits, year, month, day, hour, minute, second, micro) -> tuple[np.ndarray, np.ndarray]:
    """(microseconds since 1970, where) of the parts of dates that are days of the calendar and times of a clock."""
    fits = fits & (month >= 1) & (month <= 12) & (year >= FIRST_YEAR) & (year <= LAST_YEAR)
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    last = _MONTH_DAYS[np.where(fits, month, 0)] + (leap & (month == 2))
    # 24:00 is the end of its day, and stays within that day.
    is_end = (hour == 24) & (minute == 0) & (second == 0) & (micro == 0)
    hour, minute, second = np.where(is_end, 23, hour), np.where(is_end, 59, minute), np.where(is_end, 59, second)
    fits = fits & (day >= 1) & (day <= last) & (hour < 24) & (minute < 60) & (second < 60)
    months = ((year - 1970) * 12 + month - 1).astype("datetime64[M]")
    days = months.astype("datetime64[D]").astype("int64") + day - 1
    return (((days * 24 + hour) * 60 + minute) * 60 + second) * 1_000_000 + micro, fits


def _offset(said: str | None) -> int:
    """ "+07:00", "+0700", "+07", "z" → microseconds ahead of UTC."""
    if not said or said == "z":
        return 0
    digits = said[1:].replace(":", "").ljust(4, "0")
    return (-1 if said[0] == "-" else 1) * (int(digits[:2]) * 60 + int(digits[2:])) * 60_000_000


def on_the_clock_of(zone: str, micros: np.ndarray) -> np.ndarray:
    """Instants in UTC as the wall clock of a zone shows them: "Europe/Amsterdam", or this office's where none is named."""
    name = zone if zone in zones() else OFFICE_ZONE
    # Clocks are changed at a quarter of an hour; each different one is looked up once.
    quarters, where = np.unique(micros // 900_000_000, return_inverse=True)
    place = ZoneInfo(name)
    ahead = [datetime.fromtimestamp(int(quarter) * 900, UTC).astimezone(place).utcoffset() or timedelta() for quarter in quarters]
    return micros + np.array([int(each.total_seconds()) * 1_000_000 for each in ahead], dtype="int64")[where]


@cache
def zones() -> frozenset[str]:
    """The names of places whose clocks are known ("Europe/Amsterdam")."""
    return frozenset(name for name in available_timezones() if "/" in name)


def offset_micros(time_zone: str) -> int:
    """What to add to times without an offset of their own to get local ones: "local" and a named zone 0 (the office's own
    clock), "UTC" seven hours, "+09:00" minus two. Raises ValueError for what is no zone."""
    if time_zone == "local" or time_zone in zones():
        return 0
    if time_zone == "UTC":
        return 7 * 3_600_000_000
    match = re.fullmatch(r"([+-])([01][0-9]):([0-5][0-9])", time_zone)
    if not match:
        raise ValueError(time_zone)
    minutes = (int(match[2]) * 60 + int(match[3])) * (1 if match[1] == "+" else -1)
    return (7 * 60 - minutes) * 60_000_000
