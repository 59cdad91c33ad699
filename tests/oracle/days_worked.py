"""Days worked, counted one by one from the committed table of exceptions."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pandas as pd


class DaysWorked:
    """Monday to Friday, without the days off of the table and with its make-up days."""

    def __init__(self, table: Path):
        rows = pd.read_csv(table, comment="#", parse_dates=["date"])
        kinds = {when.date(): kind for when, kind in zip(rows["date"], rows["kind"], strict=True)}
        every = pd.date_range(f"{rows['date'].min().year}-01-01", f"{rows['date'].max().year}-12-31")
        self.worked = [
            day.date() for day in every if (kinds[day.date()] == "makeup_work" if day.date() in kinds else day.weekday() < 5)
        ]
        self._set = set(self.worked)

    def is_worked(self, day: date) -> bool:
        return day in self._set

    def between(self, a: date, b: date) -> int:
        """Days worked after `a` up to and including `b`: the first day is not counted; negative when b lies before a."""
        return bisect_right(self.worked, b) - bisect_right(self.worked, a)

    def add(self, day: date, n: int) -> date:
        """The end of a term of `n` working days that begins on `day`, which is not counted itself."""
        if n == 0:
            return self.next_worked(day)
        return self.worked[bisect_right(self.worked, day) + n - 1]

    def next_worked(self, day: date) -> date:
        while day not in self._set:
            day += timedelta(days=1)
        return day

    def hours(self, a: datetime, b: datetime, spans: list[str]) -> float:
        """Working hours from `a` to `b` (0 when b is not after a)."""
        total, day = timedelta(), a.date()
        while day <= b.date():
            for span in spans if self.is_worked(day) else []:
                first, last = (datetime.combine(day, time.fromisoformat(hour)) for hour in span.split("-"))
                total += max(min(last, b) - max(first, a), timedelta())
            day += timedelta(days=1)
        return total / timedelta(hours=1)
