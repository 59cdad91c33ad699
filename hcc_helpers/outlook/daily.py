"""How many cases come in, and how many are finished, on each working day of the months at hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from hcc_helpers.outlook.past import Past
from hcc_helpers.workdays import Calendar

_WHICH = {
    "received": ("accepted_at", "is_admitted"),
    "finished": ("closed_at", "is_of_period AND closed_as = 'finished'"),
    "closed": ("closed_at", "is_of_period AND closed_as IS NOT NULL"),
}


@dataclass(frozen=True)
class Daily:
    """Counts by working day, oldest first. What happened on days off stands with the next working day."""

    counts: pd.Series  # index: working days (datetime.date); values: whole numbers, 0 where nothing happened
    waiting: int  # happened on days off after the last working day: belongs to a day that is yet to come

    @property
    def total(self) -> int:
        return int(self.counts.sum()) + self.waiting


def working_days(calendar: Calendar, first: date, last: date) -> list[date]:
    """The days worked from `first` to `last`, both included."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if calendar.is_working(day)]


def daily(past: Past, scope: str, what: str = "received") -> Daily:
    """`what`: received (admitted cases by their receipt), finished (results by the end of handling) or closed (in whatever way)."""
    instant, which = _WHICH[what]
    found = past.con.execute(
        f"SELECT CAST({instant} AS DATE), count(*) FROM cases WHERE {which} AND scope = ? "
        f"AND {instant} >= CAST(? AS DATE) AND {instant} < ? GROUP BY 1 ORDER BY 1",
        [scope, past.first_day, past.period.end],
    ).fetchall()
    calendar, last, waiting = past.calendar, past.last_day, 0
    counts: Counter[date] = Counter()
    for day, count in found:
        worked = calendar.roll_forward(day)
        if worked > last:
            waiting += count
        else:
            counts[worked] += count
    days = working_days(calendar, past.first_day, last)
    return Daily(pd.Series([counts[day] for day in days], index=pd.Index(days, dtype=object), dtype="int64"), waiting)


def weekly(values: pd.DataFrame | pd.Series):
    """The same, summed over calendar weeks; the index is the Monday."""
    mondays = [day - timedelta(days=day.weekday()) for day in values.index]
    return values.groupby(pd.Index(mondays, dtype=object, name="monday")).sum()
