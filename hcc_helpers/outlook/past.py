"""Everything accepted so far: the stored months up to this one as a single window, through the same derive step and flags.

The month's own numbers stay the month's; this is what durations, forecasts and proposals learn from. Snapshots of later
months are left out, so that a page of December says the same whenever it is made again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

import pandas as pd

from hcc_helpers.facts.frames import frame
from hcc_helpers.facts.stored import Tables
from hcc_helpers.facts.window import Window
from hcc_helpers.indicators.compute import Computed
from hcc_helpers.periods import Period, parse_period
from hcc_helpers.workdays import Calendar

# Working days of a case up to the period's end, pauses out: the clock on which an open case has come so far. `seen_from_wd`: as many
# of them were over when the case was first seen, −1 for one followed from its acceptance on.
# Of two hundred columns only those that the pages of what comes next look at.
WORKED = """
    SELECT c.case_id, c.scope, c.unit, c.procedure, c.procedure_name, c.accepted_at, c.accepted_on, c.closed_on, c.n_accepted, c.n_closed, c.original_due_at,
      c.legal_due_at, c.due_on, c.is_of_period, c.is_running, c.is_open, c.is_open_in_time, c.is_open_late, c.is_open_without_due, c.is_open_due_unreadable,
      c.is_paused, c.is_finished, c.is_late_in_all, c.is_unknown, CASE WHEN c.closed_at < c.period_end THEN c.handling_wd ELSE e.n - c.n_accepted - coalesce(p.paused, 0) END AS worked_wd,
      dd.n - e.n AS left_wd, dd.n AS n_due,
      CASE WHEN c.accepted_at >= c.period_start THEN -1 ELSE b.n - c.n_accepted - coalesce(p.before, 0) END AS seen_from_wd
    FROM cases c CROSS JOIN (SELECT n FROM days WHERE day = DATE '{last}') e
    LEFT JOIN days dd ON dd.day = CAST(c.legal_due_at AS DATE)
    LEFT JOIN days b ON b.day = CAST(c.period_start AS DATE) - 1
    LEFT JOIN (SELECT p.case_id, count(DISTINCT p.day) AS paused, count(DISTINCT p.day) FILTER (WHERE p.day < k.period_start) AS before FROM paused_days p JOIN cases k USING (case_id)
               WHERE p.day > CAST(k.accepted_at AS DATE) AND p.day <= DATE '{last}' GROUP BY p.case_id) p ON p.case_id = c.case_id"""


@dataclass(eq=False)
class Past:
    """The history that ends with the period: its own connection, in which every table spans all stored months."""

    now: Computed
    tables: Tables
    months: tuple[str, ...]  # the stored months, oldest first, without a gap up to this period

    @property
    def con(self):
        return self.tables.con

    @property
    def period(self) -> Period:
        return self.now.period

    @property
    def calendar(self) -> Calendar:
        return self.now.settings.calendar

    @property
    def last_day(self) -> date:
        return self.period.last_day

    @property
    def first_day(self) -> date:
        """The first day from which on every month is at hand."""
        return parse_period(self.months[0], self.now.settings.centre.since).first_day if self.months else self.period.first_day

    @property
    def whole_months(self) -> int:
        """Months at hand that are not cut by the office's first day of work."""
        return sum(not parse_period(text, self.now.settings.centre.since).is_cut for text in self.months)

    @cached_property
    def cases(self) -> pd.DataFrame:
        """All admitted cases, one row each, with `worked_wd` (working days so far, pauses out) and `left_wd` (to the due day)."""
        return frame(self.con.execute(f"SELECT * FROM ({WORKED.format(last=self.last_day)}) WHERE is_of_period ORDER BY case_id"))

    @cached_property
    def open_now(self) -> pd.DataFrame:
        """The month's own open cases (its `open_all`), with the same two columns."""
        return frame(self.now.con.execute(f"SELECT * FROM ({WORKED.format(last=self.last_day)}) WHERE is_open ORDER BY case_id"))

    def last_periods(self, count: int) -> tuple[datetime, list[str]]:
        """The instant at which the last `count` months begin (fewer where fewer are at hand), and those months."""
        chosen = list(self.months[-count:])
        since = self.now.settings.centre.since
        return (parse_period(chosen[0], since).start if chosen else self.period.start), chosen


def past_of(now: Computed) -> Past:
    """The history of a computed period, built once for each."""
    known = now.__dict__.get("_past")
    if known is None:
        known = now.__dict__["_past"] = _build(now)
    return known


def _build(now: Computed) -> Past:
    since = now.settings.centre.since
    last = max([*now.period.months(), *(s.period for s in now.window.feeding)])
    stored = tuple(s for s in now.window.stored if s.period <= last) or now.window.feeding
    first = min([now.period.start, *(parse_period(s.period, since).start for s in stored)])
    window = Window(replace(now.period, start=first), stored, stored)
    return Past(now, now.tables.beside(window), _adjoining([s.period for s in stored], since, now.period))


def _adjoining(months: list[str], since, period: Period) -> tuple[str, ...]:
    """The stored months that reach the period without a gap: what is missing in between would look like quiet weeks."""
    kept: list[str] = []
    end = period.end
    for text in sorted(months, reverse=True):
        one = parse_period(text, since)
        if one.end > period.end:
            continue
        if one.end < end and kept:
            break
        kept.append(text)
        end = one.start
    return tuple(reversed(kept))
