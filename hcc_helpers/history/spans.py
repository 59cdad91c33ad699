"""Spans of days that are alike: the same number of days, the same days of last year, the same days around Tết.

A longer month or a Tết that moved by three weeks makes a difference that is none; counts are per working day in all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hcc_helpers.periods import Period
from hcc_helpers.workdays import Calendar

TET = "Tết Nguyên Đán"  # as the table of working days calls the first day of the lunar year
AROUND = timedelta(days=35)  # a period that comes so near Tết is set beside the days as far from Tết last year

Span = tuple[date, date]  # first and last day, both included


@dataclass(frozen=True)
class Alike:
    """Two spans to set beside each other: kind (days · year · tet), now and before."""

    kind: str
    now: Span
    before: Span


def alike(now: Period, before: Period | None, calendar: Calendar, until: date) -> list[Alike]:
    """The spans that can be named; whether their days are at hand is another question. `until`: the last day extracted."""
    found = []
    last = min(now.last_day, until)
    if before is not None and last >= now.first_day:
        days = min((last - now.first_day).days, (before.last_day - before.first_day).days)
        found.append(
            Alike(
                "days", (now.first_day, now.first_day + timedelta(days)), (before.first_day, before.first_day + timedelta(days))
            )
        )
    if last >= now.first_day:
        found.append(Alike("year", (now.first_day, last), (_year_before(now.first_day), _year_before(last))))
        shift = _tet_shift(now, calendar)
        if shift is not None:
            found.append(Alike("tet", (now.first_day, last), (now.first_day - shift, last - shift)))
    return found


def tet(calendar: Calendar, year: int) -> date | None:
    """The first day of the lunar year that begins in `year`, as the table of working days has it."""
    return next((day for day, entry in sorted(calendar.special.items()) if day.year == year and entry.name == TET), None)


def _tet_shift(period: Period, calendar: Calendar) -> timedelta | None:
    """How far back the days lie that are as far from Tết as those of the period; None away from Tết or where a year is not known."""
    for year in (period.first_day.year, period.last_day.year):
        this, last = tet(calendar, year), tet(calendar, year - 1)
        if this and last and period.first_day - AROUND <= this <= period.last_day + AROUND:
            return this - last
    return None


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
