"""Working days: one committed table of exceptions, read into one running number of days worked.

The table (data/reference/working_days.csv) lists the days on which the rule "Monday to Friday" does not hold, with
their source and how sure it is. It covers whole years, from that of its first row to that of its last. A date
outside is an error: counting on with bare weekdays would move deadlines over Tết without a word.
"""

from __future__ import annotations

import csv
import hashlib
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from hcc_helpers.errors import Finding, HccError, InputRefused, WrongWords
from hcc_helpers.numbers_vn import day as show_day
from hcc_helpers.places import missing_reference, reference_file

COLUMNS = ("date", "kind", "name", "source", "status")
KINDS = {
    "holiday": "Ngày nghỉ lễ, tết",
    "observed": "Nghỉ bù",
    "swapped_off": "Nghỉ hoán đổi",
    "makeup_work": "Làm bù",
    "closed": "Đơn vị đóng cửa (bão, lũ, lý do khác)",
}
STATUSES = {"official": "Chính thức", "provisional": "Tạm tính", "unverified": "Chưa kiểm chứng"}
PLAIN = "none"  # the setting for an office without Vietnamese holidays: Monday to Friday, nothing else
_PLAIN_YEARS = (2000, 2049)


@dataclass(frozen=True)
class SpecialDay:
    """One day on which "Monday to Friday" does not hold."""

    date: date
    kind: str
    name: str
    source: str
    status: str


class Calendar:
    """Which days are worked, and the running number of days worked, from `first` to `last`."""

    def __init__(self, special: list[SpecialDay], first: date, last: date, version: str):
        self.first, self.last, self.version = first, last, version
        self.special = {entry.date: entry for entry in special}
        self._year_status: dict[int, str] = {}
        for entry in special:  # a year is as sure as its first row (1 January)
            self._year_status.setdefault(entry.date.year, entry.status)
        self._numbers: list[int] = []  # by day since `first`
        self._worked: list[int] = []  # day since `first`, by number - 1
        for since_first in range((last - first).days + 1):
            if self._is_worked(first + timedelta(days=since_first)):
                self._worked.append(since_first)
            self._numbers.append(len(self._worked))

    def is_working(self, day: date) -> bool:
        """Whether the office works on `day`. Raises InputRefused outside the table, as all of these do."""
        at = self._at(day)
        return self._numbers[at] > (self._numbers[at - 1] if at else 0)

    def number(self, day: date) -> int:
        """Days worked from `first` up to and including `day`."""
        return self._numbers[self._at(day)]

    def add(self, day: date, n: int) -> date:
        """The day on which a term of `n` working days ends: the day itself is not counted, days off are skipped.

        `n` = 0 gives the day itself, moved on if it is a day off.
        """
        if n < 0:
            raise ValueError("a term cannot be negative")
        if n == 0:
            return self.roll_forward(day)
        wanted = self.number(day) + n
        if wanted > len(self._worked):
            raise self._outside(self.last + timedelta(days=1))
        return self.first + timedelta(days=self._worked[wanted - 1])

    def between(self, a: date, b: date) -> int:
        """Working days after `a` up to and including `b`; negative when b lies before a."""
        return self.number(b) - self.number(a)

    def roll_forward(self, day: date) -> date:
        """`day`, or the next working day if it is a day off (a term ending on a day off ends there)."""
        at = bisect_left(self._worked, self._at(day))
        if at == len(self._worked):
            raise self._outside(self.last + timedelta(days=1))
        return self.first + timedelta(days=self._worked[at])

    def rows(self) -> list[tuple[date, int, bool, str]]:
        """(day, number, is_working, status) of every day of the table; an ordinary day is as sure as its year."""
        result, before = [], 0
        for at, number in enumerate(self._numbers):
            day = self.first + timedelta(days=at)
            entry = self.special.get(day)
            status = entry.status if entry else self._year_status.get(day.year, "official")
            result.append((day, number, number > before, status))
            before = number
        return result

    def provisional(self, start: date, end: date) -> list[SpecialDay]:
        """The special days in [start, end) that are not official: a report that touches them says so."""
        start, end = _day(start), _day(end)
        return [entry for when, entry in sorted(self.special.items()) if start <= when < end and entry.status != "official"]

    def _is_worked(self, day: date) -> bool:
        entry = self.special.get(day)
        return entry.kind == "makeup_work" if entry else day.weekday() < 5

    def _at(self, day: date) -> int:
        day = _day(day)
        if not self.first <= day <= self.last:
            raise self._outside(day)
        return (day - self.first).days

    def _outside(self, day: date) -> InputRefused:
        finding = Finding(
            rule="N1-ngay-ngoai-lich",
            level="refused",
            message=f"Ngày {show_day(day)} nằm ngoài lịch ngày làm việc.",
            accepted=f"từ {show_day(self.first)} đến {show_day(self.last)}",
            todo="Sửa ngày nếu gõ nhầm; nếu đúng, bổ sung các năm còn thiếu vào working_days.csv.",
        )
        return InputRefused("Không tính được ngày làm việc.", [finding])


def load_calendar(path: Path | str | None) -> Calendar:
    """The calendar of a table; None is Monday to Friday from 2000 to 2049. Raises WrongWords for a faulty table."""
    if path is None:
        first, last = (date(year, 1, 1) for year in _PLAIN_YEARS)
        return Calendar([], first, last.replace(month=12, day=31), "thứ Hai đến thứ Sáu")
    path = Path(path)
    if not path.is_file():
        raise missing_reference(path)
    return _of_table(path.name, path.read_text(encoding="utf-8-sig"))


@lru_cache(maxsize=8)
def _of_table(name: str, text: str) -> Calendar:
    """Each window of a month asks for the same calendar; what the table says, not when it was written, tells it apart."""
    special = sorted(_read(name, text), key=lambda entry: entry.date)
    _check(special, name)
    first, last = special[0].date.replace(month=1, day=1), special[-1].date.replace(month=12, day=31)
    # Over what is said, not over the bytes: line ends and comments do not make another calendar.
    said = "\n".join(f"{entry.date},{entry.kind},{entry.status}" for entry in special)
    digest = hashlib.sha256(said.encode()).hexdigest()[:8]
    return Calendar(special, first, last, f"{first.year}–{last.year}, {digest}")


def calendar_file(data_root: Path | str, setting: str = "") -> Path | None:
    """The table that an office's setting names: "" the usual one, "none" no table at all, else a file of reference/."""
    return None if setting == PLAIN else reference_file(data_root, setting or "working_days.csv")


def _day(x: date | datetime) -> date:
    return x.date() if isinstance(x, datetime) else x


def _read(name: str, text: str) -> Iterator[SpecialDay]:
    """The rows of a table; lines that begin with # are remarks."""
    numbered = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip() and not line.startswith("#")]
    if not numbered or tuple(next(csv.reader([numbered[0][1]]))) != COLUMNS:
        raise _faulty(name, 1, "Thiếu dòng tên cột.", ",".join(COLUMNS))
    for number, line in numbered[1:]:
        cells = [cell.strip() for cell in next(csv.reader([line]))]
        if len(cells) != len(COLUMNS):
            raise _faulty(name, number, f"Dòng có {len(cells)} ô.", ",".join(COLUMNS))
        try:
            when = date.fromisoformat(cells[0])
        except ValueError:
            raise _faulty(name, number, "Không đọc được ngày.", "dạng 2026-01-02") from None
        for word, known in ((cells[1], KINDS), (cells[4], STATUSES)):
            if word not in known:
                raise _faulty(name, number, f"“{word}” không có trong danh sách.", " · ".join(known))
        if cells[1] == "makeup_work" and when.weekday() < 5:
            raise _faulty(name, number, "Ngày làm bù rơi vào thứ Hai đến thứ Sáu.", "thứ Bảy hoặc Chủ nhật")
        yield SpecialDay(when, *cells[1:])


def _check(special: list[SpecialDay], name: str) -> None:
    if not special:
        raise _faulty(name, None, "Lịch không có ngày nào.", "ít nhất một ngày cho mỗi năm")
    for entry, following in pairwise(special):
        if entry.date == following.date:
            raise _faulty(name, None, f"Ngày {show_day(entry.date)} ghi hai lần.", "mỗi ngày một dòng")
        if following.date.year > entry.date.year + 1:
            # No year is without 1 January: a missing year is a hole, not a year without holidays.
            raise _faulty(name, None, f"Lịch thiếu năm {entry.date.year + 1}.", "các năm liền nhau")


def _faulty(name: str, row: int | None, message: str, accepted: str) -> HccError:
    todo = "Sửa tệp rồi chạy lại."
    finding = Finding("N2-lich-sai", "refused", message, file=name, row=row, accepted=accepted, todo=todo)
    return WrongWords("Lịch ngày làm việc không dùng được.", [finding])
