"""Counts by the day on which it happened: what intervals and weekly points are made of.

Only what has a day: a count that adds up over months (adds = flow) and hangs on one event, the acceptance, the closing, the
payment, the answer. One window over all periods asks the cases once; a day off counts with the next working day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pandas as pd

from hcc_helpers.errors import HccError
from hcc_helpers.facts.declare import closure
from hcc_helpers.indicators.compute import tables_for
from hcc_helpers.indicators.definition import CENTRE, REGISTRY, Indicator
from hcc_helpers.indicators.measure import columns_given, lacking
from hcc_helpers.periods import Period, parse_period
from hcc_helpers.workdays import Calendar

# table → (flag that says the event lies in the period, column of its day); the first flag that a condition rests on
EVENTS = {
    "cases": (("is_new", "accepted_at"), ("is_closed", "closed_at")),
    "payments": (("is_paid_in_period", "paid_at"),),
    "surveys": (("is_answered", "answered_at"),),
    "petitions": (("is_received", "received_at"),),
    "result_documents": (("is_issued", "issued_at"),),
    "steps": (("is_passed_on", "passed_on_at"),),
    "supplements": (("is_requested", "requested_at"),),
}


def day_column(indicator: Indicator) -> str:
    """The column that holds the day of what is counted, or "" where it has none."""
    if indicator.kind not in {"count", "total"} or indicator.adds != "flow":
        return ""
    flags, _ = closure(indicator.of, indicator.condition.names)
    return next((column for flag, column in EVENTS.get(indicator.of, ()) if flag in flags), "")


def parts_of(id: str) -> tuple[str, ...]:
    """The counts that must have a day for `id` to be drawn by week: itself, or part and whole of a share."""
    indicator = REGISTRY[id]
    names = (indicator.part, indicator.whole) if indicator.kind == "share" else (id,)
    return names if all(day_column(REGISTRY[name]) for name in names) else ()


@dataclass
class Daily:
    """Events by day: `counts[(indicator, scope)]` is a series over days; `calendar` says which days are worked."""

    counts: dict[tuple[str, str], pd.Series]
    calendar: Calendar
    first: date
    last: date

    def of(self, indicator: str, scope: str, first: date, last: date) -> list[int] | None:
        """The counts of each working day from `first` to `last`; None where those days are not at hand.

        What happened on a day off counts with the next working day, at the end of the span with the last one.
        """
        scope = REGISTRY[indicator].scopes[0] if REGISTRY[indicator].scopes == CENTRE else scope
        series = self.counts.get((indicator, scope))
        if series is None or first < self.first or last > self.last:
            return None
        days = working_days(self.calendar, first, last)
        if not days:
            return None
        found = dict.fromkeys(days, 0)
        for day, count in series.items():
            if first <= day <= last:
                moved = self.calendar.roll_forward(day)
                found[moved if moved <= days[-1] else days[-1]] += int(count)
        return [found[day] for day in days]

    def weeks(self) -> list[tuple[date, date]]:
        """The whole weeks (Monday to Sunday) at hand in which the office worked at all."""
        monday = self.first + timedelta(days=-self.first.weekday() % 7)
        found = []
        while monday + timedelta(days=6) <= self.last:
            if working_days(self.calendar, monday, monday + timedelta(days=6)):
                found.append((monday, monday + timedelta(days=6)))
            monday += timedelta(days=7)
        return found


def working_days(calendar: Calendar, first: date, last: date) -> list[date]:
    """The days worked from `first` to `last`, both included."""
    return [day for n in range((last - first).days + 1) if calendar.is_working(day := first + timedelta(days=n))]


def count_days(periods: list[Period], data_root: Path, ids: set[str]) -> Daily | None:
    """The events of `ids` (counts with a day) from the first period to the last; None where no snapshots are at hand."""
    first, last = min(p.first_day for p in periods), max(p.last_day for p in periods)
    try:
        span = parse_period(f"{first}..{last}@inclusive", periods[-1].since)
        tables = tables_for(span, data_root)
        if gaps := tables.window.gaps:  # days before a month that nobody exported cannot be set beside those after it
            first = max(end for _, end in gaps) + timedelta(days=1)
            span = parse_period(f"{first}..{last}@inclusive", periods[-1].since)
            tables = tables_for(span, data_root)
        con, at_hand = tables.con, tables.at_hand
    except HccError:
        return None
    counts: dict[tuple[str, str], pd.Series] = {}
    given_columns = columns_given(con, sorted(ids))
    for table in dict.fromkeys(REGISTRY[id].of for id in sorted(ids)):
        if table in at_hand and not at_hand[table].is_at_hand:
            continue
        mine = [REGISTRY[id] for id in sorted(ids) if REGISTRY[id].of == table]
        # What the whole span has no register for would count 0 where a month of its own has a figure.
        mine = [one for one in mine if not lacking(one, "commune", at_hand, given_columns)]
        for column in dict.fromkeys(day_column(indicator) for indicator in mine):
            chosen = [indicator for indicator in mine if day_column(indicator) == column]
            sums = ", ".join(_sum(indicator) for indicator in chosen)
            found = con.execute(
                f"SELECT scope, CAST({column} AS DATE) AS day, {sums} FROM {table} WHERE {column} IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2"
            ).df()
            for scope, block in found.groupby("scope"):
                days = [stamp.date() for stamp in block["day"]]
                for indicator in chosen:
                    counts[indicator.id, str(scope)] = pd.Series(block[indicator.id].astype(int).to_numpy(), index=days)
    tables.close()
    # Earlier periods that only outputs know have no days: what is at hand begins with the first snapshot fed.
    begins = max(first, min(parse_period(one.period, span.since).first_day for one in tables.window.feeding))
    return Daily(counts, tables.settings.calendar, begins, last)


def _sum(indicator: Indicator) -> str:
    if indicator.kind == "total":
        return f"coalesce(sum({indicator.column}) FILTER (WHERE {indicator.condition.sql}), 0) AS {indicator.id}"
    return f"CAST(coalesce(count_if({indicator.condition.sql}), 0) AS BIGINT) AS {indicator.id}"
