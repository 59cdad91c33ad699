"""A day in one column and its time of day in another, laid together before they are read."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

_CLOCK = re.compile(r"([0-9]{1,2})[:hg]([0-9]{2})(?::([0-9]{2}))?")


def joined(days: list, clocks: list) -> list:
    """Each day with its time. A blank time leaves the day alone; a time without a day is no moment, and is dropped."""
    return [_moment(day, clock) for day, clock in zip(days, clocks, strict=True)]


def _moment(day, clock):
    if _is_blank(day) or _is_blank(clock):
        return day
    if isinstance(day, date):
        at = _time(clock)
        # A time that cannot be read leaves a cell that cannot be read: its moment is not known.
        return f"{day:%d/%m/%Y} ?" if at is None else datetime.combine(day, time()) + at
    text = f"{clock:%H:%M:%S}" if isinstance(clock, (time, datetime)) else clock
    if isinstance(text, (int, float)):
        text = _shown(text)
    return f"{str(day).strip()} {str(text).strip()}"


def _time(clock) -> timedelta | None:
    if isinstance(clock, (time, datetime)):
        return timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second)
    if isinstance(clock, (int, float)) and 0 <= clock < 1:
        return timedelta(seconds=round(clock * 86_400))
    match = _CLOCK.fullmatch(str(clock).strip().lower())
    return timedelta(hours=int(match[1]), minutes=int(match[2]), seconds=int(match[3] or 0)) if match else None


def _shown(fraction: float) -> str:
    """A fraction of a day as a spreadsheet keeps a time: 0.354166… is 08:30:00."""
    return str(datetime.min + timedelta(seconds=round(fraction * 86_400)))[11:] if 0 <= fraction < 1 else str(fraction)


def _is_blank(cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())
