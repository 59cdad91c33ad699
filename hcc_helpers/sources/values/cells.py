"""A column of raw cells to a column of one declared type, all at once; what cannot be read is said, never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hcc_helpers import numbers_vn
from hcc_helpers.sources.columns import Column
from hcc_helpers.sources.files.grids import BROKEN
from hcc_helpers.sources.mapping.formats import Format, common_words
from hcc_helpers.sources.mapping.headings import exact
from hcc_helpers.sources.values import date_forms, dates
from hcc_helpers.sources.values.column_bytes import bytes_of, holds
from hcc_helpers.sources.values.identity import folded
from hcc_helpers.vocabulary import UNREADABLE, VOCABULARIES

ARROW = {
    "text": pa.string(),
    "code": pa.string(),
    "instant": pa.timestamp("us"),
    "count": pa.int64(),
    "vnd": pa.int64(),
    "yes_no": pa.bool_(),
}
_YES = {"1", "có", "x", "true", "yes", "đúng", "rồi"}
_NO = {"0", "không", "false", "no", "chưa", "sai"}
_ANSWERS = {"yes": True, "no": False}
_SAFE_INTEGER = 2**53  # beyond it a spreadsheet number has lost digits
_SCIENTIFIC = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?E\+?[0-9]{1,2}", re.IGNORECASE)
_BRACKETED = re.compile(r"\(\s*(.+?)\s*\)")
# What a column must hold anywhere, as UTF-8, before its cells are looked at one by one.
_ODD_SIGNS = (b"\xc2\xa0", b"\xc2\xad", b"\xd8\x9c", b"\xe2\x80", b"\xe2\x81", b"\xe3\x80\x80", b"\xef\xbb\xbf")
_WIDE_BLANKS = (b"\t", b"\n", b"\f", b"\r", b"  ")
_GROUPED = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?:[ '’][0-9]{3})+(?![0-9.])")  # 20 000 and 20'000 of other countries' settings
SERIALS = (20_000, 80_000)  # days of 1954 to 2119 as a spreadsheet counts them; other numbers are no dates


@dataclass
class Cells:
    """One column as read. `is_unreadable`: held something without a value. `repaired`: what was levelled → where."""

    array: pa.Array
    is_unreadable: np.ndarray
    repaired: dict[str, np.ndarray] = field(default_factory=dict)
    rival_dates: str = ""

    def __post_init__(self):
        # Of a cell that could not be read nobody may say that its value was kept.
        read = {what: where & ~self.is_unreadable for what, where in self.repaired.items()}
        self.repaired = {what: where for what, where in read.items() if where.any()}


def read_cells(values: list, column: Column, fmt: Format) -> Cells:
    """The cells of `column` under format `fmt`, blank cells null."""
    if column.type == "instant":
        return _instants(values, fmt)
    if column.type == "yes_no":
        return _yes_no(values, own_words(column, fmt))
    keeps_fractions = column.type in ("count", "vnd") or column.name == "procedure_code"
    text, bad, repaired = as_text(values, keeps_fractions, logs_numbers=column.type == "text")
    if column.name == "figure":
        # 100% and 0% in a spreadsheet arrive as the numbers 1 and 0; nobody can tell them from counts.
        bad |= np.array([isinstance(value, (int, float)) and value in (0, 1) for value in values], dtype=bool)
        text = pc.if_else(pa.array(bad), pa.scalar(None, pa.string()), text)
    if column.type == "text":
        return _text(text, bad, repaired, column)
    if column.type == "code":
        return _codes(text, bad, repaired, column, fmt)
    return _whole_numbers(text, bad, repaired, column, fmt)


def as_text(
    values: list, keeps_fractions: bool = False, logs_numbers: bool = False
) -> tuple[pa.StringArray, np.ndarray, dict[str, np.ndarray]]:
    """Cells as trimmed NFC text, blanks null; (text, cells that are no text, what was levelled where).

    A whole number loses its ".0" (1944.0 → "1944"). A fraction is no text: its printed form is lost in a spreadsheet.
    """
    bad = np.zeros(len(values), dtype=bool)
    repaired: dict[str, np.ndarray] = {}
    kinds = set(map(type, values))
    if kinds - {str}:
        is_number = np.zeros(len(values), dtype=bool)
        texts: list = list(values)
        for index, value in enumerate(values):
            if isinstance(value, str):
                continue
            if value is None:
                texts[index] = ""
            elif isinstance(value, (int, float)) and not isinstance(value, bool):
                is_number[index] = True
                whole = float(value).is_integer() and abs(value) < _SAFE_INTEGER
                texts[index] = str(int(value)) if whole else repr(value) if keeps_fractions else ""
                bad[index] = not whole and not keeps_fractions
            else:
                texts[index], bad[index] = "", True
        values = texts
        # Where words are expected even a column of numbers alone has changed its form (a code may have lost its zeros).
        if is_number.any() and (logs_numbers or not is_number.all()):
            repaired["số viết thành chữ"] = is_number & ~bad
    raw = pa.array(values, pa.string())
    text = raw
    if not bytes_of(raw).isascii():
        text = pc.utf8_normalize(text, "NFC")
        repaired["chữ dựng sẵn (NFC)"] = np.asarray(pc.not_equal(raw, text))
    before = text
    if text is not raw and holds(text, *_ODD_SIGNS):
        text = pc.replace_substring_regex(text, r"[\x{00A0}\x{2000}-\x{200A}\x{202F}\x{3000}]", " ")
        text = pc.replace_substring_regex(text, r"[\x{200B}\x{200C}\x{200D}\x{2060}\x{FEFF}\x{00AD}]", "")
        text = pc.replace_substring_regex(text, date_forms.DIRECTION_MARKS, "")
    text = pc.utf8_trim_whitespace(text)
    if holds(text, *_WIDE_BLANKS):
        text = pc.replace_substring_regex(text, r"\s+", " ")
    is_blank = pc.equal(text, "")
    changed = pc.and_(pc.not_equal(before, text), pc.invert(is_blank))
    repaired["dấu cách"] = np.asarray(changed)
    text = pc.if_else(is_blank, pa.scalar(None, pa.string()), text)
    if holds(text, "\ufffd".encode()):
        broken = np.asarray(pc.fill_null(pc.match_substring(text, "\ufffd"), False))
        bad |= broken
        text = pc.if_else(pa.array(broken), pa.scalar(None, pa.string()), text)
    return text, bad, {what: where for what, where in repaired.items() if where.any()}


def _text(text: pa.StringArray, bad: np.ndarray, repaired: dict, column: Column) -> Cells:
    if column.name == "procedure_code":
        # A code that a spreadsheet took for a number (1.00081) has six decimals; local suffixes fall away.
        text = pc.if_else(pc.match_substring_regex(text, "[0-9]"), folded(text), text)
        code = pc.extract_regex(text, r"^(?P<one>[0-9])\.(?P<six>[0-9]{1,6})(?:\.[0-9A-Za-z.]*)?$")
        six = pc.utf8_rpad(pc.struct_field(code, "six"), 6, "0")
        text = pc.coalesce(pc.binary_join_element_wise(pc.struct_field(code, "one"), six, "."), text)
    if column.is_identity:
        lost = _no_code(text) if column.name == "case_id" else np.zeros(len(text), dtype=bool)
        same = folded(text)
        changed = np.asarray(pc.fill_null(pc.not_equal(same, text), False))
        repaired = repaired | {"mã viết khác dạng": changed}
        bad = bad | lost
        text = pc.if_else(pa.array(lost), pa.scalar(None, pa.string()), same)
    return Cells(text, bad, repaired)


def _no_code(text: pa.StringArray) -> np.ndarray:
    """Cells that cannot be the code of a case: digits lost, no digit at all, a name."""
    # "1.01004E+11" has lost its last digits before it came here.
    lost = np.asarray(pc.fill_null(pc.match_substring_regex(text, f"(?i)^{_SCIENTIFIC.pattern}$"), False))
    # A code without any digit is a name or a word of a shifted column.
    lost = lost | np.asarray(pc.fill_null(pc.invert(pc.match_substring_regex(text, "[0-9]")), False))
    # Two codes in one cell are two cases, of which one would be lost.
    lost = lost | np.asarray(pc.fill_null(pc.match_substring_regex(text, r"[,;|+&]|[0-9]{4}\s+\S*[A-Z]\S*[0-9]{6}"), False))
    if not holds(text, b" "):
        return lost
    # Two words side by side are a name, with or without a number behind it.
    # So is a word behind the code: "H41…-0001 Mới" of a page that shows a badge beside it.
    return lost | np.asarray(pc.fill_null(pc.match_substring_regex(text, r"\p{L}{2,} +\p{L}{2,}|[0-9] +\p{L}{2,}$"), False))


def code_of(column: Column, fmt: Format) -> dict[str, str]:
    """Levelled label → code for one column: the mapping's words over the common ones over the list itself."""
    name = column.vocabulary
    words = {exact(code): code for code in VOCABULARIES[name]}
    words |= {exact(label): code for code, label in VOCABULARIES[name].items()}
    words |= {exact(label): code for label, code in common_words().get(name, {}).items()}
    return words | own_words(column, fmt)


def own_words(column: Column, fmt: Format) -> dict[str, str]:
    """Levelled label → what the mapping says that it means, "" for nothing; a sign alone ("-") stands for itself."""
    return {levelled(label): code for label, code in fmt.vocabulary.get(column.name, {}).items()}


def levelled(label: str) -> str:
    """The label as words are compared; of signs alone that would leave nothing, and any other sign would be the same."""
    return exact(label) or label.strip()


def words_of(column: Column, fmt: Format) -> set[str]:
    """The words that a cell of the column may hold; none where any text is one."""
    return set(code_of(column, fmt)) if column.type == "code" else _YES | _NO if column.type == "yes_no" else set()


def _codes(text: pa.StringArray, bad: np.ndarray, repaired: dict, column: Column, fmt: Format) -> Cells:
    encoded = text.dictionary_encode()
    words = code_of(column, fmt)
    codes = [words.get(levelled(label), UNREADABLE) or None for label in encoded.dictionary.to_pylist()]
    array = pa.array(codes, pa.string()).take(encoded.indices)
    if bad.any():
        array = pc.if_else(pa.array(bad), UNREADABLE, array)
    return Cells(array, bad | np.asarray(pc.fill_null(pc.equal(array, UNREADABLE), False)), repaired)


def _whole_numbers(text: pa.StringArray, bad: np.ndarray, repaired: dict, column: Column, fmt: Format) -> Cells:
    encoded = text.dictionary_encode()
    numbers = [_whole(value, column, fmt.amounts.decimals) for value in encoded.dictionary.to_pylist()]
    array = pa.array(numbers, pa.int64()).take(encoded.indices)
    return Cells(array, bad | np.asarray(pc.and_(text.is_valid(), array.is_null())), repaired)


def _whole(text: str, column: Column, decimals: int) -> int | None:
    """None for what is no whole number, or a count below zero."""
    text = _GROUPED.sub(lambda match: re.sub(r"[ '’]", "", match[0]), text.lstrip("'’"))
    if column.type == "vnd" and (match := _BRACKETED.fullmatch(text)):
        text = f"-{match[1]}"  # how accountants write what goes out
    if re.fullmatch(r"-?[0-9]{1,15}", text):
        number: int | Decimal | None = int(text)
    elif _SCIENTIFIC.fullmatch(text):
        # A spreadsheet shows large numbers so; one that is whole so is whole.
        exact_number = Decimal(text.replace(",", "."))
        number = int(exact_number) if exact_number == exact_number.to_integral_value() else exact_number
    else:
        try:
            number = numbers_vn.parse_vnd(text) if column.type == "vnd" else numbers_vn.parse_number(text)
        except ValueError:
            number = _with_decimals(text, decimals) if column.type == "vnd" and decimals else None
    if not isinstance(number, int) or abs(number) >= _SAFE_INTEGER:
        return None
    return None if column.type == "count" and number < 0 else number


def _with_decimals(text: str, decimals: int) -> int | None:
    """Money with cents, where the mapping says that the file has them, rounded half up to whole units."""
    match = re.fullmatch(rf"(-?[0-9]{{1,3}}(?:[.,\s]?[0-9]{{3}})*|-?[0-9]+)[.,]([0-9]{{1,{decimals}}})", text)
    if not match:
        return None
    whole = re.sub(r"[.,\s]", "", match[1])
    return int(numbers_vn.round_half_up(Decimal(f"{whole}.{match[2]}"), 0))


def _yes_no(values: list, own: dict[str, str]) -> Cells:
    """`own`: what the file writes for yes and no, beside the usual words; "" is blank."""
    text, bad, repaired = as_text(["1" if v is True else "0" if v is False else v for v in values])
    encoded = text.dictionary_encode()
    said = [
        own.get(levelled(t), "yes" if exact(t) in _YES else "no" if exact(t) in _NO else None)
        for t in encoded.dictionary.to_pylist()
    ]
    array = pa.array([_ANSWERS.get(word or "") for word in said], pa.bool_()).take(encoded.indices)
    is_unread = pa.array([word is None for word in said], pa.bool_()).take(encoded.indices)
    return Cells(array, bad | np.asarray(pc.fill_null(is_unread, False)), repaired)


def _instants(values: list, fmt: Format) -> Cells:
    """Date cells as they are, texts by the column's forms, serial numbers beside dates; declared blank days are blanks."""
    shift, zone = dates.offset_micros(fmt.dates.time_zone), fmt.dates.time_zone
    stamps: list = [None] * len(values)
    is_stamp = np.zeros(len(values), dtype=bool)
    texts = values
    if set(map(type, values)) - {str}:
        texts = list(values)
        for index, value in enumerate(values):
            if isinstance(value, date):
                stamps[index] = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
                is_stamp[index], texts[index] = True, ""
            elif value is BROKEN:
                texts[index] = BROKEN
    text, bad, repaired = as_text(texts, keeps_fractions=True)
    text = dates.bare(text)
    text, is_no_day = _without_blank_days(text, fmt.dates.blanks)
    forms = [form for form in fmt.dates.formats if form != date_forms.EXCEL]
    reading = dates.read(text, forms, zone) if fmt.dates.formats else dates.resolve(text, zone)
    rival = reading.rival
    if forms and not fmt.has_own_dates:
        # The usual formats are an expectation, not a statement of the office about this file.
        rival = dates.better_order(text, reading, forms[0])
    micros, is_read = reading.micros, reading.is_read
    micros = micros + np.where(reading.has_offset, 0, shift)
    if date_forms.EXCEL in fmt.dates.formats or is_stamp.any() or is_read.any():
        # Beside dates a number of this size is the same day as a spreadsheet counts it.
        days, is_serial = _serials(text, is_read)
        micros, is_read = np.where(is_serial, days, micros), is_read | is_serial
        repaired["số ngày của bảng tính"] = is_serial
    if is_stamp.any():
        typed = np.asarray(pc.fill_null(pa.array(stamps, pa.timestamp("us")).cast(pa.int64()), 0))
        # A serial number of days is a binary fraction: 07:30:00 may come as 07:29:59,999999.
        typed = np.where(np.abs(typed - np.round(typed, -6)) < 2_000, np.round(typed, -6), typed)
        on = typed.astype("datetime64[us]").astype("datetime64[D]")
        # A time of day alone stands on day 0 of a spreadsheet: somebody typed it, so it is no blank.
        is_clock = (on < np.datetime64("1900-01-01")) & (typed % 86_400_000_000 != 0)
        is_no_stamp = is_stamp & np.isin(on, _blank_days(fmt.dates.blanks)) & ~is_clock
        first = np.datetime64(f"{date_forms.FIRST_YEAR}-03-01", "us").astype("int64")
        last = np.datetime64(f"{date_forms.LAST_YEAR + 1}-01-01", "us").astype("int64")
        is_possible = is_stamp & (typed >= first) & (typed < last) & ~is_no_stamp
        bad |= is_stamp & ~is_possible & ~is_no_stamp
        is_no_day |= is_no_stamp
        written = reading.is_read
        if not fmt.has_own_dates and dates.looks_swapped(reading.micros[written], typed[is_possible]):
            rival = dates.SWAPPED
        micros, is_read = np.where(is_stamp, typed + shift, micros), is_read | is_possible
        if not is_stamp.all() and np.asarray(text.is_valid()).any():
            repaired["ô ngày thay cho chữ"] = is_stamp
    repaired["ngày dùng thay ô trống, coi là trống"] = is_no_day
    bad = (bad & ~is_read & ~is_no_day) | (np.asarray(text.is_valid()) & ~is_read)
    if not fmt.dates.has_clock:
        micros = micros - micros % 86_400_000_000
    array = pa.array(micros, pa.int64(), mask=~is_read).cast(pa.timestamp("us"))
    return Cells(array, bad, repaired, rival)


def _without_blank_days(text: pa.StringArray, blanks: list[str]) -> tuple[pa.StringArray, np.ndarray]:
    """Cells that hold a day which means no day become blanks."""
    hits = pc.fill_null(pc.match_substring_regex(text, date_forms.blank_pattern(blanks)), False) if blanks else None
    if hits is None or not pc.any(hits).as_py():
        return text, np.zeros(len(text), dtype=bool)
    return pc.if_else(hits, pa.scalar(None, pa.string()), text), np.asarray(hits)


def _blank_days(blanks: list[str]) -> np.ndarray:
    """The same days for date cells; 0 is the day before 1 January 1900."""
    days = [f"{text[6:]}-{text[3:5]}-{text[:2]}" for text in blanks if re.fullmatch(r"[0-9]{2}/[0-9]{2}/[0-9]{4}", text)]
    return np.array([day for day in days if "-00" not in day], dtype="datetime64[D]")


def _serials(text: pa.StringArray, is_read: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(instants, where) of the unread cells that are numbers of days since 1900, to the second."""
    if is_read[np.asarray(text.is_valid())].all():
        return np.zeros(len(text), dtype="int64"), np.zeros(len(text), dtype=bool)
    numbers = pc.if_else(pc.match_substring_regex(text, r"^[0-9]{5}(?:[.,][0-9]+)?$"), text, pa.scalar(None, pa.string()))
    days = np.asarray(pc.fill_null(pc.cast(pc.replace_substring(numbers, ",", "."), pa.float64()), 0.0))
    where = ~is_read & (days >= SERIALS[0]) & (days < SERIALS[1])
    since = np.datetime64("1899-12-30", "us").astype("int64")
    return np.round(days * 86_400).astype("int64") * 1_000_000 + since, where
