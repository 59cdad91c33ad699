"""The days that the outlook speaks of: the coming period, the next Tết, and the calendar's own say about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hcc_helpers.outlook.daily import working_days
from hcc_helpers.outlook.past import Past
from hcc_helpers.outlook.tet import Tet, next_tet
from hcc_helpers.periods import Period, parse_period
from hcc_helpers.workdays import Calendar, SpecialDay


@dataclass(frozen=True)
class Ahead:
    """From the day after the data's end to the end of the coming period, and on to two weeks after the next Tết."""

    first: date
    coming: Period  # the period after this one; its figures are still to come
    tet: Tet | None  # None where the calendar holds no later Tết
    last: date  # the last day of the horizon, never beyond the calendar
    is_cut_short: bool  # the calendar ends before the horizon should
    calendar: Calendar

    @property
    def coming_last(self) -> date:
        return min(self.coming.last_day, self.last)

    @property
    def working(self) -> list[date]:
        """The working days of the whole horizon."""
        return working_days(self.calendar, self.first, self.last)

    @property
    def coming_working(self) -> list[date]:
        return working_days(self.calendar, self.first, self.coming_last)

    @property
    def tasks_month(self) -> tuple[date, date]:
        """First and last day of the calendar month that the tasks of section III are for ("nhiệm vụ tháng 01/2026")."""
        middle = self.coming.last_day
        first = middle.replace(day=1)
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)

    def special(self, first: date | None = None, last: date | None = None) -> list[SpecialDay]:
        """The days on which "Monday to Friday" does not hold, from `first` to `last` (the whole horizon)."""
        first, last = first or self.first, last or self.last
        return [entry for when, entry in sorted(self.calendar.special.items()) if first <= when <= last]

    @property
    def provisional(self) -> list[SpecialDay]:
        """Those of them that no decision confirms yet."""
        return [entry for entry in self.special() if entry.status == "provisional"]


def ahead_of(past: Past) -> Ahead:
    """The horizon of a period. Windows without a following one of their kind are followed by the month that holds the next day."""
    period, calendar = past.period, past.calendar
    first = period.end.date()
    coming = period.next() or parse_period(_month_of(first), past.now.settings.centre.since)
    tet = next_tet(calendar, period.last_day)
    wanted = max(coming.last_day, tet.two_weeks_after if tet else coming.last_day)
    return Ahead(first, coming, tet, min(wanted, calendar.last), wanted > calendar.last, calendar)


def _month_of(day: date) -> str:
    """The Decree-09 month that holds a day."""
    number = day.year * 12 + day.month - 1 + (day.day >= 15)
    return f"{number // 12}-{number % 12 + 1:02d}"
