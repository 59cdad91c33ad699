"""Periods: what a user may type, the window that it means, and the words for it.

Decree 09/2019/NĐ-CP lets a monthly report run from the 15th of the month before to the 14th of the month, and
quarter, half year, nine months and year accordingly. A window is half-open: [start, end), with `end` at 00:00 of
the day after the last day, in naive local time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from hcc_helpers.errors import Finding, WrongWords
from hcc_helpers.numbers_vn import day

ACCEPTED = (
    "2025-12 (tháng) · 2025-Q4 (quý) · 2025-H1 (6 tháng đầu năm) · 2025-9M (9 tháng đầu năm) · 2025 (năm) · "
    "2025-11@calendar (theo dương lịch) · 2025-12@year-to-date (lũy kế) · 2025-11-15..2025-12-15@inclusive (khoảng ngày)"
)
DECREE = "Nghị định 09/2019/NĐ-CP"
ROMAN = ("I", "II", "III", "IV")

# kind -> (number of months, how its part of the year is typed)
_MONTHS_OF = {"month": 1, "quarter": 3, "half": 6, "nine_months": 9, "year": 12}
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_GRAMMAR: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("month", re.compile(_YEAR + r"-(?P<part>0[1-9]|1[0-2])\Z")),
    ("quarter", re.compile(_YEAR + r"-Q(?P<part>[1-4])\Z")),
    ("half", re.compile(_YEAR + r"-H(?P<part>1)\Z")),
    ("nine_months", re.compile(_YEAR + r"-(?P<part>9)M\Z")),
    ("year", re.compile(_YEAR + r"(?P<part>)\Z")),
)
_RANGE = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}\.\.(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}\Z")


@dataclass(frozen=True)
class Period:
    """One window of time with its words. `text` is the period as typed; it also names the output folder."""

    text: str
    kind: str  # month · quarter · half · nine_months · year · calendar · inclusive · year_to_date
    start: datetime
    end: datetime
    title: str  # "tháng 12/2025"
    is_cut: bool  # begins later than its kind does, because the office began then: "kỳ không trọn"
    notes: tuple[str, ...]  # sentences to print with the period
    since: date | None

    @property
    def first_day(self) -> date:
        return self.start.date()

    @property
    def last_day(self) -> date:
        return self.end.date() - timedelta(days=1)

    @property
    def span(self) -> str:
        """ "15/11/2025 đến hết 14/12/2025"."""
        return f"{day(self.first_day)} đến hết {day(self.last_day)}"

    def months(self) -> tuple[str, ...]:
        """The Decree-09 months whose windows this one touches, in order."""
        return tuple(f"{y}-{m:02d}" for y, m in _months_between(self.first_day, self.last_day))

    def previous(self) -> Period | None:
        """The adjoining period of the same kind before this one; None before `since`, and where none adjoins.

        6 months, 9 months and year to date all begin with the year, so that none of them adjoins another.
        """
        return self._moved(-1)

    def next(self) -> Period | None:
        """The adjoining period of the same kind after this one, or None where none adjoins."""
        return self._moved(+1)

    def next_month(self) -> Period:
        """The month after a month, which there always is. Raises WrongWords where this is no month."""
        coming = self.next()
        if coming is None:
            raise _unknown(self.text, self.text)
        return coming

    def same_period_last_year(self) -> Period | None:
        """The same window one year earlier; None where it lies wholly before `since`."""
        if self.kind == "inclusive":
            first, last = (_year_before(d) for d in _range_days(self.text))
            return self._parse(f"{first}..{last}@inclusive")
        return self._parse(f"{int(self.text[:4]) - 1}{self.text[4:]}")

    def year_to_date(self) -> Period | None:
        """From the start of the reporting year to the end of this period; None for windows off the Decree's grid."""
        if self.kind in ("calendar", "inclusive"):
            return None
        return self if self.kind == "year_to_date" else self._parse(self.months()[-1] + "@year-to-date")

    def last_complete_calendar_month(self) -> Period | None:
        """The latest calendar month that has ended by the end of this period; 2025-12 → 2025-11@calendar."""
        year, before = divmod(self.end.year * 12 + self.end.month - 2, 12)
        return self._parse(f"{year}-{before + 1:02d}@calendar")

    def _moved(self, steps: int) -> Period | None:
        base, mark, suffix = self.text.partition("@")
        unit = _unit(base)
        if unit is None or suffix == "year-to-date" or unit[0] not in ("month", "quarter", "year"):
            return None
        kind, year, part = unit
        if kind == "year":
            return self._parse(f"{year + steps}{mark}{suffix}")
        in_a_year = 12 // _MONTHS_OF[kind]
        year, part = divmod(year * in_a_year + part - 1 + steps, in_a_year)
        name = f"{part + 1:02d}" if kind == "month" else f"Q{part + 1}"
        return self._parse(f"{year}-{name}{mark}{suffix}")

    def _parse(self, text: str) -> Period | None:
        try:
            return parse_period(text, self.since)
        except WrongWords:  # wholly before the office began
            return None


def parse_period(text: str, since: date | datetime | None = None) -> Period:
    """The period that `text` names. `since`: the day on which the office began to work.

    A window that begins before `since` begins there and is marked; one wholly before it is refused.
    Raises WrongWords with the accepted forms.
    """
    text = text.strip()
    since = since.date() if isinstance(since, datetime) else since
    base, mark, suffix = text.partition("@")
    unit = _unit(base)
    if unit and not mark:
        return _decree(text, *unit, since)
    if unit and suffix == "calendar":
        return _calendar(text, *unit, since)
    if unit and suffix == "year-to-date" and unit[0] == "month":
        return _year_to_date(text, unit[1], unit[2], since)
    if _RANGE.match(base):
        return _inclusive(text, suffix, since)
    raise _unknown(text, base)


def parse_periods(text: str, since: date | datetime | None = None) -> list[Period]:
    """One period, or a list of months: "2025-07..2025-12" gives six."""
    first, dots, last = text.strip().partition("..")
    one, other = _unit(first), _unit(last)
    if not dots or not one or not other:
        return [parse_period(text, since)]
    if one[0] != "month" or other[0] != "month":
        raise _refused("K2-khoang-ky", f"“{text}”: chỉ tháng mới ghi được thành khoảng từ … đến …", "2025-07..2025-12")
    count = (other[1] - one[1]) * 12 + other[2] - one[2] + 1
    if count < 1:
        raise _refused("K3-khoang-nguoc", f"“{text}”: tháng cuối đứng trước tháng đầu.", f"{last}..{first}")
    periods = [parse_period(first, since)]
    while len(periods) < count:
        periods.append(periods[-1].next_month())
    return periods


# ------------------------------------------------------------------------------------------------ windows


def _unit(text: str) -> tuple[str, int, int] | None:
    """(kind, year, part of the year; 0 for the whole), or None."""
    for kind, pattern in _GRAMMAR:
        if match := pattern.match(text):
            return kind, int(match["year"]), int("0" + match["part"])
    return None


def _last_month(kind: str, part: int) -> int:
    return part * 3 if kind == "quarter" else part if kind == "month" else _MONTHS_OF[kind]


def _window(year: int, last_month: int, months: int, first_day: int) -> tuple[date, date]:
    """[start, end) of `months` months up to `last_month`. The 15th: months run from the 15th of the one before."""
    shift = 1 if first_day == 15 else 0
    first = year * 12 + last_month - 1 - (months - 1) - shift
    after = year * 12 + last_month - shift
    return date(first // 12, first % 12 + 1, first_day), date(after // 12, after % 12 + 1, first_day)


def _decree(text: str, kind: str, year: int, part: int, since: date | None) -> Period:
    start, end = _window(year, _last_month(kind, part), _MONTHS_OF[kind], 15)
    return _made(text, kind, start, end, _title(kind, year, part), [], since)


def _calendar(text: str, kind: str, year: int, part: int, since: date | None) -> Period:
    start, end = _window(year, _last_month(kind, part), _MONTHS_OF[kind], 1)
    word = {"month": "tháng", "quarter": "quý", "year": "năm"}.get(kind, "theo")
    notes = [
        f"Kỳ này tính theo dương lịch, khác kỳ báo cáo của {DECREE} (từ ngày 15 đến ngày 14); không so trực tiếp hai loại kỳ."
    ]
    return _made(text, "calendar", start, end, f"{_title(kind, year, part)} ({word} dương lịch)", notes, since)


def _year_to_date(text: str, year: int, month: int, since: date | None) -> Period:
    start, end = _window(year, month, month, 15)
    return _made(text, "year_to_date", start, end, f"lũy kế từ đầu năm đến hết {_title('month', year, month)}", [], since)


def _inclusive(text: str, suffix: str, since: date | None) -> Period:
    if suffix != "inclusive":
        what = "Khoảng ngày tính cả ngày cuối nên dễ chồng lên kỳ sau; chỉ dùng khi cần tính lại một báo cáo đã có."
        raise _refused("K4-khoang-ngay", f"“{text}” là một khoảng ngày. {what}", text.partition("@")[0] + "@inclusive")
    try:
        first, last = _range_days(text)
    except ValueError:
        raise _refused("K1-ky-khong-hieu", f"“{text}” có ngày không có trong lịch.") from None
    if last < first:
        raise _refused("K3-khoang-nguoc", f"“{text}”: ngày cuối đứng trước ngày đầu.", f"{last}..{first}@inclusive")
    title = f"từ {day(first)} đến hết {day(last)}"
    return _made(text, "inclusive", first, last + timedelta(days=1), title, _overlaps(first, last), since)


def _overlaps(first: date, last: date) -> list[str]:
    """What a free window shares with Decree-09 months that it does not hold in full."""
    notes = []
    for year, month in _months_between(first, last):
        start, end = _window(year, month, 1, 15)
        if start < first or end - timedelta(days=1) > last:
            a, b = max(start, first), min(end - timedelta(days=1), last)
            days, span = (b - a).days + 1, f"từ {day(a)} đến hết {day(b)}" if a < b else day(a)
            whole = f"{day(start)} đến hết {day(end - timedelta(days=1))}"
            notes.append(
                f"{days} ngày ({span}) cũng thuộc kỳ {_title('month', year, month)} ({whole}), nên không cộng hai kỳ này với nhau."
            )
    return notes


def _made(text: str, kind: str, start: date, end: date, title: str, notes: list[str], since: date | None) -> Period:
    if since and end <= since:
        what = f"“{text}” ({day(start)} đến hết {day(end - timedelta(days=1))}) nằm trọn trước ngày {day(since)}, khi đơn vị bắt đầu hoạt động."
        raise _refused("K5-truoc-khi-hoat-dong", what, todo=f"Chọn một kỳ kết thúc sau ngày {day(since)}.")
    is_cut = False
    if since and start < since:
        is_cut = True
        opening = "Lũy kế" if kind == "year_to_date" else "Kỳ không trọn:"
        notes = [f"{opening} tính từ {day(since)}, ngày đơn vị bắt đầu hoạt động, thay vì từ {day(start)}.", *notes]
        start = since
    return Period(text, kind, datetime.combine(start, time()), datetime.combine(end, time()), title, is_cut, tuple(notes), since)


def _title(kind: str, year: int, part: int) -> str:
    if kind == "month":
        # Official papers write 01 and 02 with a leading zero and the other months without.
        return f"tháng {part:02d}/{year}" if part <= 2 else f"tháng {part}/{year}"
    if kind == "quarter":
        return f"quý {ROMAN[part - 1]}/{year}"
    return f"năm {year}" if kind == "year" else f"{_MONTHS_OF[kind]} tháng đầu năm {year}"


def _months_between(first: date, last: date) -> list[tuple[int, int]]:
    """(year, month) of the Decree-09 months from the one that holds `first` to the one that holds `last`."""
    one, other = (d.year * 12 + d.month - 1 + (d.day >= 15) for d in (first, last))
    return [(n // 12, n % 12 + 1) for n in range(one, other + 1)]


def _range_days(text: str) -> tuple[date, date]:
    """The first and the last day of a range that _RANGE knows. Raises ValueError for what is no day."""
    first, _, last = text.partition("@")[0].partition("..")
    return date.fromisoformat(first), date.fromisoformat(last)


def _year_before(d: date) -> date:
    return d.replace(year=d.year - 1, day=28 if (d.month, d.day) == (2, 29) else d.day)


# ------------------------------------------------------------------------------------------------ refusals


def _unknown(text: str, base: str) -> WrongWords:
    if ".." in base:
        ends = [_unit(end) for end in base.split("..", 1)]
        if all(ends):
            what = f"“{text}” là danh sách nhiều tháng; ở đây chỉ nhận một kỳ."
            return _refused("K2-khoang-ky", what)
    return _refused("K1-ky-khong-hieu", f"Không hiểu kỳ báo cáo “{text}”.", _nearest(base))


def _nearest(text: str) -> str:
    """The accepted form of some usual slips, or ""."""
    if match := re.fullmatch(r"[Tt]?(\d{1,2})[/.-](\d{4})|(\d{4})[/.]?-?[Tt]?(\d{1,2})", text):
        month, year = sorted(filter(None, match.groups()), key=len)
        guess = f"{year}-{int(month):02d}"
    else:
        guess = text.upper()
    return guess if guess != text and _unit(guess) else ""


def _refused(rule: str, message: str, instead: str = "", todo: str = "Gõ lại kỳ theo một trong các dạng trên.") -> WrongWords:
    todo = f"Gõ “{instead}” nếu đó là điều muốn nói." if instead else todo
    return WrongWords("Kỳ báo cáo không dùng được.", [Finding(rule, "refused", message, accepted=ACCEPTED, todo=todo)])
