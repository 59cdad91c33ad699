"""One set of drawn extracts through both implementations, and where their answers differ."""

from __future__ import annotations

import math
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pandas as pd
from drawn import DrawnSnapshot, drawn_settings, write_table

from hcc_helpers.facts.derive import build
from hcc_helpers.facts.flagged import flag_tables
from hcc_helpers.facts.settings import Settings
from hcc_helpers.facts.window import Window
from hcc_helpers.indicators.measure import measure
from hcc_helpers.periods import Period, parse_period
from hcc_helpers.places import project_root
from hcc_helpers.rules import Rules
from hcc_helpers.sources.columns import CASE_SYSTEM_COLUMNS, SYSTEM_COLUMNS, TABLES
from hcc_helpers.workdays import Calendar
from oracle import counters
from oracle.days_worked import DaysWorked
from oracle.drawing import COUNTERS, HAMLETS, ON_SPOT
from oracle.extracts import Extract, World

YEARS = (date(2025, 1, 1), date(2026, 12, 31))
SCOPES = ("commune", "land", "other", "unknown")  # and "forwarded", where the decree lies before the anchors
DAYS = DaysWorked(project_root() / "data" / "reference" / "working_days.csv")


class Taken(SimpleNamespace):
    """One extract before it is given to either: `month`, `extracted_at`, `tables` (name → rows), `covers`."""


def taken(month: str, tables: dict[str, list[dict]], extracted_at: datetime, covers=None) -> Taken:
    period = parse_period(month)
    whole = (period.first_day, period.last_day)
    return Taken(
        month=month,
        tables=tables,
        extracted_at=extracted_at,
        covers={name: whole for name in tables if name != "cases"} if covers is None else covers,
    )


@lru_cache
def _plain_settings(month: str) -> Settings:
    plain = drawn_settings(month)
    return Settings(plain.rules, _short(plain.calendar), plain.centre)


def settings_with(period: Period, rules: dict) -> Settings:
    plain = _plain_settings(period.months()[-1])
    held = plain.rules.in_force
    changed = {id: rule.model_copy(update={"value": rules[id]}) if id in rules else rule for id, rule in held.items()}
    centre = plain.centre.model_copy(
        update={"on_spot_procedures": list(ON_SPOT), "hamlets": list(HAMLETS), "receiving_offices": list(COUNTERS)}
    )
    return Settings(
        Rules(plain.rules.on, changed, {id: plain.rules.versions(id) for id in held if id not in rules}), plain.calendar, centre
    )


def _short(calendar: Calendar) -> Calendar:
    """The years that the invented extracts touch: the whole table would take most of the time of an example."""
    special = [entry for when, entry in calendar.special.items() if YEARS[0] <= when <= YEARS[1]]
    return Calendar(special, *YEARS, calendar.version)


def suite(folder: Path, period: Period, feeding: list[Taken], stored: list[Taken], rules: dict):
    """(connection, table → coverage, settings) of the suite itself."""
    con, window, settings = derived(folder, period, feeding, stored, rules)
    return con, flag_tables(con, window), settings


def derived(folder: Path, period: Period, feeding: list[Taken], stored: list[Taken], rules: dict):
    """(connection with the derived tables, the window, settings): what the flags are laid on."""
    made = {}
    for number, one in enumerate(stored):
        paths = {name: write_table(folder / f"{number}", name, rows, one.extracted_at) for name, rows in one.tables.items()}
        made[id(one)] = DrawnSnapshot(one.month, one.extracted_at, paths, one.covers)
    window = Window(period, tuple(made[id(one)] for one in feeding), tuple(made[id(one)] for one in stored))
    settings = settings_with(period, rules)
    con = duckdb.connect(":memory:", config={"threads": 1})
    build(con, window, settings)
    return con, window, settings


def frame(table: str, rows: list[dict]) -> pd.DataFrame:
    names = (
        [column.name for column in TABLES[table].columns]
        + [*SYSTEM_COLUMNS]
        + ([*CASE_SYSTEM_COLUMNS] if table == "cases" else [])
    )
    numbered = [{"source_row": n, "unreadable": ""} | row for n, row in enumerate(rows, start=2)]
    return pd.DataFrame(numbered, columns=names, dtype=object)


def world(period: Period, feeding: list[Taken], stored: list[Taken], rules: dict) -> World:
    """What the oracle is given: the same rows, the same rule values, its own count of days worked."""
    made = {
        id(one): Extract(
            parse_period(one.month).end,
            one.extracted_at,
            {name: frame(name, rows) for name, rows in one.tables.items()},
            one.covers,
        )
        for one in stored
    }
    values = {rule.id: rule.value for rule in settings_with(period, rules).rules.every()}
    return World(
        period.start,
        period.end,
        [made[id(one)] for one in feeding],
        [made[id(one)] for one in stored],
        values,
        DAYS,
        frozenset(ON_SPOT),
        frozenset(HAMLETS),
        frozenset(COUNTERS),
    )


def scopes(settings: Settings) -> tuple[str, ...]:
    return (*SCOPES, "forwarded") if settings.rules.on >= counters.DECREE.date() else SCOPES


def measured(con, at_hand, settings, by: str = "", only=None) -> dict:
    results = measure(con, at_hand, settings.rules, scopes(settings), by, only)
    if by:
        return {(r.scope, r.group, r.indicator): r.value for r in results}
    return {(r.scope, r.indicator): r.value for r in results}


def is_same(a, b) -> bool:
    """Whole numbers exactly, others to 1e-9; None only as None."""
    if a is None or b is None or (isinstance(a, int) and isinstance(b, int)):
        return a == b and type(a) is type(b)
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)


def differences(ours: dict, oracle: dict) -> dict:
    """key → (the suite's value, the oracle's)."""
    return {
        key: (ours.get(key), oracle.get(key))
        for key in sorted({*ours, *oracle})
        if key not in ours or key not in oracle or not is_same(ours[key], oracle[key])
    }
