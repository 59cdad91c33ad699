"""The balance of the coming period: what is open now, what is expected to come in, what the present pace closes, what is left.

The pace is the mean number of cases closed on a working day (finished, returned, withdrawn, stopped) over the last periods;
its interval comes from how far those periods lay apart (Student's t), never less than the scatter of their days allows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from hcc_helpers.outlook.daily import daily
from hcc_helpers.outlook.forecast import COVERAGE, Forecast
from hcc_helpers.outlook.past import Past
from hcc_helpers.outlook.workload import PERIODS
from hcc_helpers.periods import parse_period

MOST_UNTOLD = 0.1  # of the cases closed in the period: more that are over without a day leave the pace unknown (assumption)


@dataclass(frozen=True)
class Pace:
    """Cases closed on a working day: the mean of the last periods, and the variance of a coming period's mean."""

    mean: float
    variance: float
    free: int  # degrees of freedom of the variance
    days: int
    months: tuple[str, ...]


@dataclass(frozen=True)
class Balance:
    """One scope's coming period, in cases; `low` and `high` are the ends of the interval of what is left."""

    stock: int
    coming: tuple[float, float, float]  # expected, low, high
    closed: tuple[float, float, float]
    left: float
    low: float
    high: float
    days: int
    waiting: int  # received on days off at the end: open now, and in the first day of what is to come; counted once
    pace: Pace

    @property
    def word(self) -> str:
        """grows · shrinks, where the whole interval lies on one side of the present stock; level otherwise."""
        return "grows" if self.low > self.stock else "shrinks" if self.high < self.stock else "level"


def ends_untold(past: Past, scope: str) -> int:
    """Cases that are over and nobody wrote down when, where they are too many to tell a pace without them; else 0."""
    closed, unknown = past.now.con.execute(
        "SELECT count(*) FILTER (WHERE is_closed), count(*) FILTER (WHERE is_unknown) FROM cases WHERE scope = ?", [scope]
    ).fetchall()[0]
    return int(unknown) if unknown > MOST_UNTOLD * closed else 0


def pace(past: Past, scope: str, days_ahead: int) -> Pace | None:
    """None where nothing was closed in the last periods, or too many cases are over without a day."""
    start, months = past.last_periods(PERIODS)
    counts = daily(past, scope, "closed").counts
    counts = counts[counts.index >= start.date()]
    if not len(counts) or not counts.sum():
        return None
    if ends_untold(past, scope):
        return None
    since = past.now.settings.centre.since
    spans = [parse_period(text, since) for text in months]
    means = [
        float(mine.mean()) for p in spans if len(mine := counts[(counts.index >= p.first_day) & (counts.index <= p.last_day)])
    ]
    of_days = float(counts.var(ddof=1)) * (1 / max(days_ahead, 1) + 1 / len(counts)) if len(counts) > 1 else float(counts.mean())
    if len(means) < 2:
        return Pace(float(counts.mean()), of_days, max(len(counts) - 1, 1), len(counts), tuple(months))
    between = float(np.var(means, ddof=1)) * (1 + 1 / len(means))
    free = len(means) - 1 if between > of_days else len(counts) - 1
    return Pace(float(counts.mean()), max(between, of_days), free, len(counts), tuple(months))


def balance(
    past: Past, scope: str, stock: int, expected: Forecast, first: date, last: date, days: int, waiting: int
) -> Balance | None:
    """What is left on `last`, if the pace stays; None where nothing says what the pace is. Never below 0."""
    from scipy.stats import t as student

    at = pace(past, scope, days)
    if at is None:
        return None
    coming, low, high = expected.total(first, last)
    closed, reach = at.mean * days, float(student.ppf((1 + COVERAGE) / 2, at.free)) * days * at.variance**0.5
    left = stock - waiting + coming - closed
    return Balance(
        stock,
        (coming, low, high),
        (closed, max(closed - reach, 0.0), closed + reach),
        max(left, 0.0),
        max(left - np.hypot(coming - low, reach), 0.0),
        max(left + np.hypot(high - coming, reach), 0.0),
        days,
        waiting,
        at,
    )
