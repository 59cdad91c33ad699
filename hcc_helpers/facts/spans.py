"""Days that exports of the case list cover, and the words for those that none covers.

An export covers what its banner or mapping.toml says, else the month of its folder. One that was taken before its
month ended and reaches its extraction covers the rest too: the month is then "tạm tính", not missing.
"""

from __future__ import annotations

from datetime import date, timedelta

from hcc_helpers.numbers_vn import day as day_vn
from hcc_helpers.periods import Period, parse_period
from hcc_helpers.sources.coverage import EVER
from hcc_helpers.sources.snapshot import Snapshot

Span = tuple[date, date]
_LISTED = 2  # so many months side by side are named one by one


def days_of(period: Period) -> Span:
    """First and last day."""
    return period.first_day, period.last_day


def reached(snapshot: Snapshot, since: date | None = None) -> Span:
    """The days that the case list of `snapshot` covers."""
    month = days_of(parse_period(snapshot.period, since))
    if "cases" not in snapshot.covers:  # not the reader's work: drawn by hand, it holds all that there is
        return EVER, max(month[1], snapshot.extracted_at.date())
    said = snapshot.covers["cases"]
    first, last = said or month
    taken = snapshot.extracted_at.date()
    if taken < first:  # an old list: of the days that it is said to hold it has seen none
        return first, first - timedelta(days=1)
    is_still_running = month[0] <= taken <= month[1]
    if said and is_still_running and last >= taken - timedelta(days=1):
        return first, max(last, month[1])
    return first, last


def months_of(names: list[str]) -> str:
    """ "tháng 7/2025, tháng 8/2025"."""
    return ", ".join(parse_period(name).title for name in names)


def uncovered(spans: list[Span], first: date, last: date) -> list[Span]:
    """The stretches of [first, last] that no span covers."""
    missing, at = [], first
    for start, end in sorted(spans):
        if start > at:
            missing.append((at, min(start - timedelta(days=1), last)))
        at = max(at, end + timedelta(days=1))
        if at > last:
            break
    if at <= last:
        missing.append((at, last))
    return [(a, b) for a, b in missing if a <= b and a <= last]


def _said(words: list[str], row: list[str]) -> list[str]:
    """Months side by side by their names, three and more as "tháng 01/2026 đến tháng 7/2026"."""
    words += [f"{row[0]} đến {row[-1]}"] if len(row) > _LISTED else row
    return []


def missing_words(missing: list[Span], since: date | None = None) -> str:
    """ "thiếu tháng 11/2025": whole months by their name, other stretches by their days; "" for none."""
    words: list[str] = []
    row: list[str] = []  # whole months side by side
    for first, last in missing:
        row = _said(words, row)
        for month in parse_period(f"{first}..{last}@inclusive").months():
            one = parse_period(month)
            start, end = max(first, one.first_day, since or first), min(last, one.last_day)
            is_whole = start <= max(one.first_day, since or one.first_day) and end == one.last_day
            days = day_vn(start) if start == end else f"{day_vn(start)}–{day_vn(end)}"
            is_most = 2 * (end - start).days >= (one.last_day - one.first_day).days
            if is_whole:
                row.append(one.title)
            else:
                row = _said(words, row)
                words.append(f"{one.title} ({days})" if is_most else f"ngày {days}")
    _said(words, row)
    return f"thiếu {', '.join(words)}" if words else ""
