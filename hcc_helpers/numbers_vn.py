"""Numbers and dates as Vietnamese readers write them, and back. The only place where anything is rounded.

Rounding is half-up on Decimal: Python's own `round` rounds half to even on binary fractions, so that
`round(0.125, 2)` is 0.12 where an office writes 0,13. Blanks are plain; the page makes them unbreakable.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from numbers import Integral, Rational

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")  # as datetime.weekday() counts
# Signs that nobody sees and that turn the order of what follows: behind one of them 12 is shown as 21. No Vietnamese text needs any.
TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
MISSING = "–"  # there is no figure
UNDEFINED = "—"  # a share of nothing
ZERO_DENOMINATOR = "mẫu số bằng 0"  # the reason that goes with UNDEFINED
MINUS = "\u2212"

# Enough digits that an exact tie stays a tie and nothing else becomes one.
_EXACT = Context(prec=50, rounding=ROUND_HALF_UP)

UNIT_WORDS = {
    "requests": "lần",
    "steps": "bước",
    "papers": "giấy tờ",
    "cases": "hồ sơ",
    "answers": "phiếu",
    "documents": "kết quả",
    "petitions": "đơn",
    "payments": "lượt",
    "dong": "đồng",
    "percent": "%",
    "working_days": "ngày làm việc",
    "hours": "giờ",
    "ratio": "",
    "times": "lượt",
    "copies": "bản",
    "texts": "văn bản",
    "persons": "người",
    "person_days": "lượt người",
    "difficulties": "vướng mắc",
    "incidents": "sự cố",
    "minutes": "phút",
    "systems": "hệ thống",
    "days": "ngày",
    "hamlets": "xóm",
    "procedures": "thủ tục",
}
_COUNTS = {
    "cases",
    "answers",
    "documents",
    "petitions",
    "payments",
    "requests",
    "steps",
    "papers",
    "times",
    "copies",
    "texts",
    "persons",
    "person_days",
    "difficulties",
    "incidents",
    "minutes",
    "systems",
    "days",
    "hamlets",
    "procedures",
}
_DECIMALS = {"working_days": 1, "hours": 1, "ratio": 2}


def round_half_up(x, n: int = 0) -> Decimal:
    """`x` with `n` decimals, ties away from zero. A float is taken as the number that it prints as."""
    return _EXACT.quantize(_decimal(x), Decimal(f"1e{-n}"))


def share(numerator: int, denominator: int) -> Decimal:
    """100 × numerator / denominator from the two whole numbers, so that no binary fraction comes between.

    Raises ZeroDivisionError; such a share is printed as UNDEFINED.
    """
    if denominator == 0:
        raise ZeroDivisionError(ZERO_DENOMINATOR)
    return _decimal(Fraction(100 * int(numerator), int(denominator)))


def is_missing(x) -> bool:
    """None, NaN, NaT or NA: a figure that is not there."""
    try:
        return x is None or bool(x != x)
    except TypeError:  # pandas.NA refuses to be true or false
        return True


def whole(x) -> str:
    """1944 → "1.944", −57 → "−57". Raises ValueError for a fraction: a count has none, so it would be a wrong figure."""
    if is_missing(x):
        return MISSING
    number = _decimal(x)
    if number != number.to_integral_value():
        raise ValueError(f"không phải số nguyên: {x}")
    return _grouped(number, 0)


def decimal(x, decimals: int = 2) -> str:
    """1234.5 → "1.234,50"."""
    return MISSING if is_missing(x) else _grouped(round_half_up(x, decimals), decimals)


def percent(x, decimals: int = 2) -> str:
    """98.25 → "98,25%" (percent are 0–100 everywhere, never 0–1)."""
    return MISSING if is_missing(x) else decimal(x, decimals) + "%"


def interval(low, high, decimals: int = 1) -> str:
    """93.8, 97.6 → "93,8–97,6%": a confidence interval of a share."""
    if is_missing(low) or is_missing(high):
        return MISSING
    return f"{decimal(low, decimals)}–{decimal(high, decimals)}%"


def signed(x, decimals: int = 0) -> str:
    """143 → "+143", −57 → "−57"; what rounds to zero has no sign."""
    if is_missing(x):
        return MISSING
    number = round_half_up(x, decimals)
    return ("+" if number > 0 else "") + _grouped(number, decimals)


def points(x, decimals: int = 2) -> str:
    """A difference of two percentages: 0.28 → "+0,28 điểm"."""
    return MISSING if is_missing(x) else signed(x, decimals) + " điểm"


def dong(x) -> str:
    """Money in text: 32873000 → "32.873.000 đồng"."""
    return MISSING if is_missing(x) else whole(x) + " đồng"


def padded(x) -> str:
    """A count inside an official sentence, where those below ten take a leading zero: 6 → "06"."""
    text = whole(x)
    return "0" + text if len(text) == 1 and text.isdigit() else text


def day(x: date | datetime) -> str:
    """date(2025, 11, 15) → "15/11/2025"."""
    return MISSING if is_missing(x) else f"{x.day:02d}/{x.month:02d}/{x.year:04d}"


def moment(x: datetime) -> str:
    """datetime(2025, 12, 15, 7, 30) → "15/12/2025 07:30"."""
    return MISSING if is_missing(x) else f"{day(x)} {x.hour:02d}:{x.minute:02d}"


def show(value, unit: str, *, reason: str = "", words: bool = False) -> str:
    """An indicator's value by its unit: what stands in a table cell; with `words` also the unit, as in a sentence.

    "1.944" · "98,25%" · "32.873.000" · "2,5"; with words "1.944 hồ sơ" · "98,25%" · "32.873.000 đồng" · "2,5 ngày làm việc".
    A missing value is "–", one whose denominator is 0 (by its reason) "—".
    """
    if unit not in UNIT_WORDS:
        raise ValueError(f"đơn vị không có: {unit}")
    if is_missing(value):
        return UNDEFINED if reason == ZERO_DENOMINATOR else MISSING
    if unit == "percent":
        return percent(value)
    text = whole(value) if unit in _COUNTS or unit == "dong" else decimal(value, _DECIMALS[unit])
    return f"{text} {UNIT_WORDS[unit]}".strip() if words else text


# ---------------------------------------------------------------------------------------------------- and back
# In Vietnamese a dot groups thousands and a comma marks decimals, but exports also carry the opposite style. A
# text is read only where one reading is possible, or where the Vietnamese one is the rule for its kind:
#
#   text         parse_number    parse_percent (with %)   parse_vnd (đ, đồng, VNĐ, VND or nothing)
#   1.944        1944            refused (1944 or 1,944)  1944
#   1,944        refused         refused                  1944     (đồng has no decimals, so it can only group)
#   1.75  1,75   1.75            1.75                     refused  (đồng has no decimals)
#   1.944.000    1944000         1944000                  1944000
#   1.944,5      1944.5          1944.5                   refused
#   0,125        0.125           0.125                    refused  (no group begins with 0)

_BLANK = "\u00a0"  # the blanks that group digits in some exports; a plain blank stands between two numbers
_BLANK_GROUPS = re.compile(r"(?<=[0-9])[\u00a0\u202f](?=[0-9]{3}(?![0-9]))")
_BODY = re.compile(r"([+\-\u2212]?)([0-9][0-9.,\u00a0]*)\Z")
_CURRENCY = re.compile(r"\s*(?:đồng|vnđ|vnd|đ|₫)\Z", re.IGNORECASE)


def parse_number(text: str) -> int | Decimal:
    """ "1.944" → 1944, "12,5" → Decimal("12.5"). Raises ValueError for what is no number or could be two."""
    number, _ = _read(text, text, dot_groups=True, comma_groups=False)
    return int(number) if number == number.to_integral_value() else number


def parse_percent(text: str) -> Decimal:
    """ "98,25%", "1.75%" → Decimal on 0–100. The sign is needed: without it 0,98 could be 98%."""
    body = _clean(text)
    if not body.endswith("%"):
        raise ValueError(f"thiếu dấu %: “{text}”")
    return _read(body[:-1], text, dot_groups=False, comma_groups=False)[0]


def parse_vnd(text: str) -> int:
    """ "32.873.000đ", "32,873,000 VNĐ", "-20.000" → whole đồng. Raises ValueError also for a part of a đồng."""
    number, fraction = _read(_CURRENCY.sub("", _clean(text)), text, dot_groups=True, comma_groups=True)
    # Decimals may only be ",0" or ",00"; three zeros ("32,873.000") are a slip in the grouping.
    if fraction not in ("", "0", "00"):
        raise ValueError(f"không phải số đồng nguyên: “{text}”")
    return int(number)


def _read(text: str, shown: str, *, dot_groups: bool, comma_groups: bool) -> tuple[Decimal, str]:
    """The number and the decimal digits as they were written."""
    match = _BODY.match(_BLANK_GROUPS.sub(_BLANK, _clean(text)))
    if not match:
        raise ValueError(f"không phải số: “{shown}”")
    sign, digits = match.groups()
    groups, fraction = _split(digits, {".": dot_groups, ",": comma_groups}, shown)
    number = Decimal(groups + ("." + fraction if fraction else ""))
    return (-number if sign in ("-", MINUS) else number), fraction


def _split(digits: str, groups_alone: dict[str, bool], shown: str) -> tuple[str, str]:
    """(whole digits, decimal digits). `groups_alone`: whether one separator before three digits may group."""
    marks = [mark for mark in digits if not mark.isdigit()]
    kinds = list(dict.fromkeys(marks))
    if not marks:
        return digits, ""
    if len(kinds) == 1 and (len(marks) > 1 or marks[0] == _BLANK):
        return _grouping(digits, kinds[0], shown), ""
    if len(kinds) == 2 and kinds[1] != _BLANK and marks.count(kinds[1]) == 1:  # grouped, then a decimal mark
        left, right = digits.split(kinds[1])
        if right:
            return _grouping(left, kinds[0], shown), right
    if len(kinds) == 1:
        left, right = digits.split(marks[0])
        if right and not (len(right) == 3 and len(left) <= 3 and left[0] != "0"):
            return left, right
        if right and groups_alone[marks[0]]:
            return left + right, ""
        if right:
            raise ValueError(f"đọc được theo hai cách: “{shown}”")
    raise ValueError(f"không phải số: “{shown}”")


def _grouping(digits: str, mark: str, shown: str) -> str:
    if not re.fullmatch(rf"[1-9][0-9]{{0,2}}(?:{re.escape(mark)}[0-9]{{3}})+", digits):
        raise ValueError(f"không phải số: “{shown}”")
    return digits.replace(mark, "")


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


def _decimal(x) -> Decimal:
    if isinstance(x, Decimal):
        return x
    if isinstance(x, Integral):
        return Decimal(int(x))
    if isinstance(x, Rational):
        return _EXACT.divide(Decimal(int(x.numerator)), Decimal(int(x.denominator)))
    return Decimal(repr(float(x)))


def _grouped(number: Decimal, decimals: int) -> str:
    text = f"{abs(number):,.{decimals}f}".translate(str.maketrans(",.", ".,"))
    return (MINUS if number < 0 else "") + text
