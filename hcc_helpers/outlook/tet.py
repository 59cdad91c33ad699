"""Tết in the calendar: when its days off are, which working week before or after it a day lies in, and the scenario.

The scenario is a set of factors that somebody chose (data/reference/tet_scenario.toml); it is used only where no Tết
lies in the data, is named "giả định" wherever it is shown, and never enters an estimate.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from hcc_helpers.places import reference_file
from hcc_helpers.rules import Certainty
from hcc_helpers.settings import Settings, read_settings
from hcc_helpers.workdays import Calendar

NAME = "Tết Nguyên Đán"  # the first day of the lunar year, as the table of working days names it
WEEKS_BEFORE, WEEKS_AFTER = 4, 2  # working weeks of five days that the effect may reach
WEEK = 5


@dataclass(frozen=True)
class Tet:
    """One Tết: its first lunar day, and the first and last day of the break around it (weekends that adjoin included)."""

    first: date
    off_from: date
    off_to: date

    @property
    def two_weeks_after(self) -> date:
        return self.off_to + timedelta(days=14)


class TetScenario(Settings):
    """Assumed factors on the number of new cases a day: weeks before Tết, the farthest first; weeks after, the nearest first."""

    since: date = Field(alias="from")
    before: list[float] = Field(min_length=WEEKS_BEFORE, max_length=WEEKS_BEFORE)
    after: list[float] = Field(min_length=WEEKS_AFTER, max_length=WEEKS_AFTER)
    source: str = Field(min_length=1)
    certainty: Literal["giả định"]
    note: str = ""

    def factor(self, week: int) -> float:
        """The factor of a signed week: −1 is the last working week before Tết, 1 the first after; 0 is any other day."""
        if week < 0:
            return self.before[WEEKS_BEFORE + week]
        return self.after[week - 1] if week else 1.0


class TetWindow(Settings):
    """One proposal for the days off of a Tết that nobody has decided yet: first and last day off, by whom."""

    first: date
    last: date
    label: str = Field(min_length=1)
    source: str = Field(min_length=1)
    certainty: Certainty

    def around(self) -> tuple[date, date]:
        """First and last day off with the weekends that adjoin."""
        first, last = self.first, self.last
        while (first - timedelta(days=1)).weekday() >= 5:
            first -= timedelta(days=1)
        while (last + timedelta(days=1)).weekday() >= 5:
            last += timedelta(days=1)
        return first, last


class _Windows(Settings):
    window: list[TetWindow] = Field(default_factory=list)


def load_windows(data_root: Path | str, tet: Tet) -> list[TetWindow]:
    """The undecided proposals for one Tết, the earliest first; none once a decision has taken their place."""
    return sorted((one for one in load_all_windows(data_root) if one.first <= tet.first <= one.last), key=lambda one: one.first)


def load_all_windows(data_root: Path | str) -> list[TetWindow]:
    """Every proposal of the file. Raises WrongWords for a faulty file."""
    return read_settings(reference_file(data_root, "tet_windows.toml"), _Windows).window


class _File(Settings):
    scenario: list[TetScenario] = Field(min_length=1)


def load_scenario(data_root: Path | str, on: date) -> TetScenario | None:
    """The scenario that holds on a day; None where each begins later. Raises WrongWords for a faulty file."""
    known = read_settings(reference_file(data_root, "tet_scenario.toml"), _File).scenario
    return max((one for one in known if one.since <= on), key=lambda one: one.since, default=None)


def tets(calendar: Calendar) -> list[Tet]:
    """Every Tết of the calendar, in order; none in a calendar without holidays."""
    return [_around(calendar, when) for when, entry in sorted(calendar.special.items()) if entry.name == NAME]


def next_tet(calendar: Calendar, after: date) -> Tet | None:
    """The first Tết whose break begins after `after`, if the calendar reaches so far."""
    return next((tet for tet in tets(calendar) if tet.off_from > after), None)


def tet_weeks(calendar: Calendar, days: list[date]) -> list[int]:
    """For each working day the signed working week from the nearest Tết: −4 … −1, 1, 2; 0 outside."""
    near = _weeks_near_tet(calendar)
    return [near.get(day, 0) for day in days]


@lru_cache(maxsize=8)
def _weeks_near_tet(calendar: Calendar) -> dict[date, int]:
    """Working day → its signed week, of every day that a Tết of the calendar reaches. A calendar does not change."""
    near: dict[date, int] = {}
    for tet in tets(calendar):
        for weeks, step, start in ((WEEKS_BEFORE, -1, tet.off_from), (WEEKS_AFTER, 1, tet.off_to)):
            day, seen = start, 0
            while seen < weeks * WEEK and calendar.first <= day + timedelta(days=step) <= calendar.last:
                day += timedelta(days=step)
                if calendar.is_working(day):
                    near[day] = step * (seen // WEEK + 1)
                    seen += 1
    return near


def _around(calendar: Calendar, first: date) -> Tet:
    ends = []
    for step in (-1, 1):
        day = first
        while calendar.first <= day + timedelta(days=step) <= calendar.last and not calendar.is_working(
            day + timedelta(days=step)
        ):
            day += timedelta(days=step)
        ends.append(day)
    return Tet(first, *ends)
