"""One window computed: snapshots → derived and flagged tables → results and balances, on one DuckDB connection."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

import hcc_helpers.indicators  # noqa: F401  declares the indicators
from hcc_helpers.facts.coverage import Coverage
from hcc_helpers.facts.derive import build
from hcc_helpers.facts.flagged import flag_tables
from hcc_helpers.facts.settings import Settings
from hcc_helpers.facts.window import Window, window
from hcc_helpers.indicators import balance
from hcc_helpers.indicators.definition import CASE_SCOPES, REGISTRY
from hcc_helpers.indicators.measure import Result, measure
from hcc_helpers.indicators.totals import only_totals
from hcc_helpers.periods import Period
from hcc_helpers.places import reference_file
from hcc_helpers.rules import load_centre, load_rules
from hcc_helpers.workdays import load_calendar

GROUP_KEYS = ("field", "unit", "procedure")


@dataclass
class Computed:
    """Everything about one period: the open connection with its flagged tables, results, balances."""

    window: Window
    settings: Settings
    con: duckdb.DuckDBPyConnection
    at_hand: dict[str, Coverage]
    scopes: list[str]
    results: list[Result]
    balances: list[balance.Checked] = field(default_factory=list)
    untraceable: list[str] = field(default_factory=list)  # scopes known from totals only

    @property
    def period(self) -> Period:
        return self.window.period

    @property
    def data_version(self) -> str:
        """Twelve hex digits over the snapshots that feed the period."""
        return hashlib.sha256(" ".join(s.hash for s in self.window.feeding).encode()).hexdigest()[:12]

    def value(self, indicator: str, scope: str = "commune"):
        return next((r.value for r in self.results if r.indicator == indicator and r.scope == scope and not r.by), None)


def settings_for(period: Period, data_root: Path) -> Settings:
    """Rules as they hold on the last day of the period, the calendar, the centre, the catalogue's in-person procedures."""
    centre = load_centre(data_root)
    rules = load_rules(data_root, on=period.last_day)
    calendar = load_calendar(centre.calendar_file(data_root))
    catalogue = reference_file(data_root, "procedures.csv")
    only = set()
    if catalogue.is_file():
        with catalogue.open(encoding="utf-8-sig", newline="") as file:
            only = {row["code"] for row in csv.DictReader(file) if row["is_in_person_only"] == "1"}
    return Settings(rules, calendar, centre, frozenset(only))


def open_window(
    period: Period, data_root: Path, settings: Settings | None = None
) -> tuple[Window, Settings, duckdb.DuckDBPyConnection, dict[str, Coverage]]:
    """The flagged tables of one period, ready for queries."""
    settings = settings or settings_for(period, data_root)
    feeding = window(period, data_root, settings.centre.since)
    con = duckdb.connect(":memory:", config={"threads": 1})
    build(con, feeding, settings)
    return feeding, settings, con, flag_tables(con, feeding, settings.centre.since)


def compute_window(period: Period, data_root: Path, *, groups: tuple[str, ...] = GROUP_KEYS, only=None) -> Computed:
    """Results of every indicator (or `only` those) by scope, and by `groups`; with the balances of this window."""
    feeding, settings, con, at_hand = open_window(period, data_root)
    found = {
        row[0]
        for row in con.execute(
            "SELECT DISTINCT scope FROM cases WHERE is_of_period UNION SELECT DISTINCT scope FROM payments WHERE is_paid_in_period"
        ).fetchall()
    }
    scopes = [scope for scope in CASE_SCOPES if scope in found or scope == "commune"]
    ids = list(only) if only is not None else [i.id for i in REGISTRY.values() if not i.calendar_month]
    results = measure(con, at_hand, settings.rules, scopes, only=ids)
    for by in groups:
        mine = [id for id in ids if by in REGISTRY[id].by]
        results += measure(con, at_hand, settings.rules, scopes, by, only=mine) if mine else []
    computed = Computed(feeding, settings, con, at_hand, scopes, results)
    from_totals = only_totals(feeding, scopes, ids)
    computed.untraceable = sorted({r.scope for r in from_totals})
    computed.results += from_totals
    computed.scopes += computed.untraceable
    computed.balances = balance.check(computed.results, computed.scopes)
    for by in groups:
        computed.balances += balance.groups(computed.results, by, scopes)
    return computed
