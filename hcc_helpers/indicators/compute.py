"""One window computed: snapshots → derived and flagged tables → results and balances. Computed once, read afterwards.

What whoever needs it first has computed lies on the disk (facts/stored.py, indicators/stored.py); a second asker, in this
process or another, reads it. The tables themselves are opened only when somebody asks for rows.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import hcc_helpers.indicators  # noqa: F401  declares the indicators
from hcc_helpers.facts.coverage import Coverage
from hcc_helpers.facts.settings import Settings
from hcc_helpers.facts.stored import Tables
from hcc_helpers.facts.window import Window, window
from hcc_helpers.indicators import balance, stored
from hcc_helpers.indicators.definition import GROUP_KEYS, REGISTRY, rules_of
from hcc_helpers.indicators.result import Result
from hcc_helpers.law import load_law
from hcc_helpers.periods import Period
from hcc_helpers.rules import load_centre, load_rules
from hcc_helpers.sources.catalogue import load_catalogue
from hcc_helpers.workdays import load_calendar


@dataclass(eq=False)
class Computed:
    """Everything about one period: its results, and its flagged tables for whoever asks for rows."""

    tables: Tables
    scopes: list[str]
    results: list[Result]
    untraceable: list[str] = field(default_factory=list)  # scopes known from totals only
    groups: tuple[str, ...] = ()  # the group keys among the results
    totals: dict[str, dict[str, int | None]] = field(default_factory=dict)  # the system's own table (indicators/totals.py)

    @property
    def window(self) -> Window:
        return self.tables.window

    @property
    def settings(self) -> Settings:
        return self.tables.settings

    @property
    def con(self):
        """DuckDB with the flagged tables (`cases`, `payments`, …); opened on first use."""
        return self.tables.con

    @property
    def at_hand(self) -> dict[str, Coverage]:
        return self.tables.at_hand

    @property
    def period(self) -> Period:
        return self.window.period

    @property
    def data_version(self) -> str:
        """Twelve hex digits over the snapshots that feed the period."""
        return hashlib.sha256(" ".join(s.hash for s in self.window.feeding).encode()).hexdigest()[:12]

    @cached_property
    def balances(self) -> list[balance.Checked]:
        """The sums that must hold in this window."""
        checked = balance.check(self.results, self.scopes)
        for by in self.groups:
            checked += balance.groups(self.results, by, self.scopes)
        return checked

    @cached_property
    def _whole(self) -> dict[tuple[str, str], Result]:
        found: dict[tuple[str, str], Result] = {}
        for result in self.results:
            if not result.by:
                found.setdefault((result.indicator, result.scope), result)
        return found

    def result(self, indicator: str, scope: str = "commune") -> Result | None:
        """One whole result (value, interval, parts, reason)."""
        return self._whole.get((indicator, scope))

    def value(self, indicator: str, scope: str = "commune"):
        found = self.result(indicator, scope)
        return found.value if found else None


def settings_for(period: Period, data_root: Path) -> Settings:
    """Rules as they hold on the last day of the period, the calendar, the centre, the catalogue's in-person procedures."""
    centre = load_centre(data_root)
    rules = load_rules(data_root, on=period.last_day)
    load_law(data_root)  # no count rests on it, but one act misread and the series of figures are wrong
    calendar = load_calendar(centre.calendar_file(data_root))
    only = frozenset(code for code, entry in load_catalogue(data_root).by_code.items() if entry["is_in_person_only"])
    return Settings(rules, calendar, centre, only)


def tables_for(period: Period, data_root: Path) -> Tables:
    """The flagged tables of one period. InputMissing (66) where no snapshot can feed it."""
    settings = settings_for(period, data_root)
    return Tables(window(period, data_root, settings.centre.since), settings, Path(data_root))


def compute_window(period: Period, data_root: Path, *, groups: tuple[str, ...] = GROUP_KEYS, only=None) -> Computed:
    """Results of every indicator (or `only` those) by scope, and by `groups`; read where they are stored, else computed."""
    tables = tables_for(period, data_root)
    whole = stored.read(tables)
    if whole is None:
        from hcc_helpers.indicators.first_time import compute_whole

        whole = compute_whole(tables)
        stored.write(tables, whole)
        tables.close()
    tables.take(whole.at_hand, whole.rules)
    ids = set(only) if only is not None else {i.id for i in REGISTRY.values() if not i.calendar_month}
    kept = {"", *groups}
    results = [r for r in whole.results if r.indicator in ids and r.by in kept]
    for rule in sorted({rule for id in ids for rule in rules_of(REGISTRY[id])}):
        tables.settings.rules.rule(rule)
    untraceable = [scope for scope in whole.untraceable if any(r.scope == scope for r in results)]
    return Computed(tables, whole.scopes + untraceable, results, untraceable, tuple(groups), whole.totals)
