"""When an export was taken and which days it covers: said by mapping.toml, else by the file's own banner, else by its
name, else asked for. A file whose time nobody knows could make an unfinished month look final."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hcc_helpers.sources.files.grids import Grid

_DAY = r"([0-3]?[0-9])\s*(?:[/.-]|tháng)\s*([01]?[0-9])\s*(?:[/.-]|năm)\s*((?:19|20)[0-9]{2})"
_FROM_TO = re.compile(rf"từ\s*(?:ngày)?\s*:?\s*{_DAY}\s*(?:đến|[-–])\s*(?:hết\s*)?(?:ngày)?\s*:?\s*{_DAY}", re.IGNORECASE)
_TAKEN = re.compile(
    r"(?:ngày\s*xuất|ngày\s*giờ\s*xuất|thời\s*(?:điểm|gian)\s*(?:trích\s*xuất|xuất|kết\s*xuất)|ngày\s*(?:trích|kết)\s*xuất|xuất\s*(?:lúc|ngày))"
    rf"[^0-9]{{0,25}}(?:(?P<hour>[0-2]?[0-9])\s*(?::|giờ|h)\s*(?P<minute>[0-5][0-9])(?:\s*(?::|phút)\s*(?P<second>[0-5][0-9]))?[^0-9]{{1,15}})?"
    rf"{_DAY}(?:[^0-9]{{1,6}}(?P<hour2>[0-2]?[0-9])\s*(?::|giờ|h)\s*(?P<minute2>[0-5][0-9])(?:\s*:\s*(?P<second2>[0-5][0-9]))?)?",
    re.IGNORECASE,
)
# In a file name: 20251215, 2025-12-15, 15-12-2025, 15.12.2025, with 0730 or 07-30(-00) behind it.
_IN_NAME = re.compile(
    r"(?<![0-9])(?:(?P<y>(?:19|20)[0-9]{2})(?P<s>[-_.]?)(?P<m>[01][0-9])(?P=s)(?P<d>[0-3][0-9])"
    r"|(?P<d2>[0-3][0-9])(?P<s2>[-_.]?)(?P<m2>[01][0-9])(?P=s2)(?P<y2>(?:19|20)[0-9]{2}))"
    r"(?:[-_T. ]?(?P<H>[0-2][0-9])[-_h.:]?(?P<M>[0-5][0-9])(?:[-_.:]?(?P<S>[0-5][0-9]))?)?(?![0-9])"
)
_OF_ALL = re.compile(r"(?:tất\s*cả|toàn\s*bộ)\s*(?:các\s*)?hồ\s*sơ", re.IGNORECASE)
EVER = date(1900, 1, 1)  # an export of all cases covers every day before its extraction
_FOLLOWED = re.compile(r"\s*theo\s*dõi\s*:?\s*từ\b", re.IGNORECASE)
Covers = tuple[date, date]


@dataclass(frozen=True)
class Said:
    """What a file says of itself: the days it covers and when it was taken, None where it does not say."""

    covers: Covers | None = None
    taken: datetime | None = None
    is_of_all: bool = False  # the list says that it holds all cases up to its extraction
    unclear: int | None = None  # index of a row that begins "Theo dõi từ" and tells no two days in order


def banner(grid: Grid, rows: int) -> Said:
    """From the rows above the headings. Two statements that differ are none."""
    texts = []
    for cells in grid.rows[:rows]:
        parts = [_shown(cell) for cell in cells]
        texts.append(" ".join(" ".join(part for part in parts if part).split()))
    text = unicodedata.normalize("NFC", "\n".join(texts))
    spans, moments = [], []
    unclear = next((i for i, line in enumerate(texts) if _FOLLOWED.match(unicodedata.normalize("NFC", line))), None)
    for match in _FROM_TO.finditer(text):
        first, last = _day(*match.groups()[:3]), _day(*match.groups()[3:])
        if first is not None and last is not None and first <= last:
            spans.append((first, last))
    for match in _TAKEN.finditer(text):
        groups = match.groups()
        day = _day(*groups[3:6])
        hour, minute, second = (
            (match["hour2"], match["minute2"], match["second2"])
            if match["hour2"]
            else (match["hour"], match["minute"], match["second"])
        )
        if day and int(hour or 0) < 24:
            moments.append(datetime(day.year, day.month, day.day, int(hour or 0), int(minute or 0), int(second or 0)))
    is_of_all = not spans and bool(_OF_ALL.search(text))
    return Said(_only(spans), _only(moments), is_of_all, None if _only(spans) else unclear)


def from_name(name: str) -> datetime | None:
    """The one date in a file name; a name with two (a span of days) says nothing about when it was taken."""
    moments = []
    for match in _IN_NAME.finditer(name):
        year, month, day = (match["y"], match["m"], match["d"]) if match["y"] else (match["y2"], match["m2"], match["d2"])
        moment = _day(day, month, year)
        if moment and int(match["H"] or 0) < 24:
            moments.append(
                datetime(moment.year, moment.month, moment.day, int(match["H"] or 0), int(match["M"] or 0), int(match["S"] or 0))
            )
    return _only(moments)


def united(spans: list[Covers]) -> Covers | None:
    """One span for several files of a table, None where they leave a gap between them."""
    ordered = sorted(spans)
    if not ordered:
        return None
    first, last = ordered[0]
    for start, end in ordered[1:]:
        if start > last + timedelta(days=1):
            return None
        last = max(last, end)
    return first, last


def _only(values: list):
    return values[0] if len(set(values)) == 1 else None


def _day(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _shown(cell) -> str:
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y %H:%M:%S}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return cell if isinstance(cell, str) else ""
