"""The window that a report says it covers, and the day on which it is dated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from hcc_helpers.audit.figures.passages import Document, Passage

_DMY = r"(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(\d{4})|\s+năm\s+(\d{4}))?"
_WORDS = r"(\d{1,2})\s+tháng\s+(\d{1,2})(?:\s+năm\s+(\d{4}))?"
_WINDOW = re.compile(rf"từ\s+(?:ngày\s+)?{_DMY}\s*(?:-|–|đến|tới)\s*(?:hết\s+)?(?:ngày\s+)?{_DMY}", re.IGNORECASE)
_WINDOW_WORDS = re.compile(rf"từ\s+ngày\s+{_WORDS}\s+(?:đến|tới)\s+(?:hết\s+)?(?:ngày\s+)?{_WORDS}", re.IGNORECASE)
_DATED = re.compile(r"^.{0,40}?,\s*ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Window:
    """First and last day, as the text gives them (both inclusive)."""

    start: date
    end: date
    passage: Passage
    text: str


def windows_of(document: Document) -> list[Window]:
    """The windows in reading order; what is no date is no window."""
    found = []
    for passage in document.passages:
        if passage.table is not None:
            continue
        for match in _WINDOW.finditer(passage.text):
            a, b, c, d = match.group(1, 2), match.group(3) or match.group(4), match.group(5, 6), match.group(7) or match.group(8)
            found.append(_window(passage, match[0], a, b, c, d))
        for match in _WINDOW_WORDS.finditer(passage.text):
            found.append(_window(passage, match[0], match.group(1, 2), match[3], match.group(4, 5), match[6]))
    return [one for one in found if one is not None]


def _window(passage: Passage, text: str, first, first_year, last, last_year) -> Window | None:
    year = last_year or first_year
    if not year:
        return None
    start, end = _day(first, first_year or year), _day(last, year)
    if start and end and not first_year and start > end:
        start = _day(first, str(int(year) - 1))  # từ 15/12 đến 14/01/2026
    return Window(start, end, passage, text) if start and end else None


def dated_on(document: Document) -> tuple[date, Passage] | None:
    """ "Diễn Châu, ngày 15 tháng 12 năm 2025" among the first lines."""
    for passage in document.passages[:15]:
        if match := _DATED.match(passage.text):
            day = _day((match[1], match[2]), match[3])
            return (day, passage) if day else None
    return None


def _day(day_month: tuple[str, str], year: str) -> date | None:
    try:
        return date(int(year), int(day_month[1]), int(day_month[0]))
    except ValueError:
        return None
