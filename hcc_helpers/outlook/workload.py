"""What falls due when, against what the centre finishes on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from hcc_helpers.outlook.daily import daily, working_days
from hcc_helpers.outlook.past import Past

PERIODS = 3  # months at hand that the capacity is taken from


@dataclass(frozen=True)
class Capacity:
    """Cases finished on a working day of the last periods: the middle, the tenth and ninetieth percentile, the most."""

    median: float
    low: float
    high: float
    most: int
    days: int
    months: tuple[str, ...]


@dataclass(frozen=True)
class Due:
    """Open cases by their due working day, and those that no day can be given."""

    by_day: pd.Series  # index: working days of the horizon; whole numbers
    already_late: int  # due on the last day of the period or before
    later: int  # due after the horizon
    paused: int  # the clock stands still
    without_due: int  # no due date, or one that cannot be read
    unknown: int  # closed by their state, nobody can say when

    @property
    def total(self) -> int:
        """All of the period's open cases."""
        return int(self.by_day.sum()) + self.already_late + self.later + self.paused + self.without_due + self.unknown


def capacity(past: Past, scope: str) -> Capacity | None:
    """None where nothing was finished in the last three periods."""
    start, months = past.last_periods(PERIODS)
    counts = daily(past, scope, "finished").counts
    counts = counts[counts.index >= start.date()]
    if not len(counts) or not counts.sum():
        return None
    low, median, high = np.quantile(counts.to_numpy(), [0.1, 0.5, 0.9])
    return Capacity(float(median), float(low), float(high), int(counts.max()), len(counts), tuple(months))


def falling_due(past: Past, scope: str, last: date) -> Due:
    """The month's open cases; a due date on a day off falls on the next working day."""
    cases = past.now.con.execute(
        "SELECT CAST(legal_due_at AS DATE), is_running, is_open_late, is_unknown, "
        "is_open_without_due OR is_open_due_unreadable FROM cases WHERE is_stock AND scope = ?",
        [scope],
    ).fetchall()
    calendar, first = past.calendar, past.period.end.date()
    days = working_days(calendar, first, last)
    counts, late, later, paused, without, unknown = dict.fromkeys(days, 0), 0, 0, 0, 0, 0
    for due, is_running, is_late, is_unknown, is_without in cases:
        if is_unknown:
            unknown += 1
        elif not is_running:
            paused += 1
        elif is_late:
            late += 1
        elif is_without or due is None:  # a source may say "not late" without a day
            without += 1
        elif due < first:
            late += 1
        elif due > last or (day := calendar.roll_forward(due)) > last:
            later += 1
        else:
            counts[day] += 1
    return Due(pd.Series(counts, dtype="int64"), late, later, paused, without, unknown)


def too_much(due: Due, able: Capacity) -> list[date]:
    """The days on which more falls due than the centre finishes on a middling day."""
    return [day for day, count in due.by_day.items() if count > able.median]
