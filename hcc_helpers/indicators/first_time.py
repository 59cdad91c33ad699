"""All results of windows from their flagged tables: of one, as it is stored for everybody who asks later, or of many in one pass."""

from __future__ import annotations

from hcc_helpers.facts.given import filled, given_of_window
from hcc_helpers.facts.opened import ALONE, Opened
from hcc_helpers.facts.stored import Tables
from hcc_helpers.indicators.definition import CASE_SCOPES, GROUP_KEYS, REGISTRY, Indicator
from hcc_helpers.indicators.measure import Measured, check_subsets, numbers, results_of, tables_asked
from hcc_helpers.indicators.stored import Whole
from hcc_helpers.indicators.totals import only_totals, read_totals


def compute_whole(tables: Tables) -> Whole:
    """Every declared indicator by scope, those of the period also by each group key that they name."""
    return compute_wholes(Opened(tables.con), {ALONE: tables})[ALONE]


def compute_wholes(opened: Opened, windows: dict[str, Tables]) -> dict[str, Whole]:
    """The same of many windows (by name) that lie open together: one set of statements, whatever their number."""
    scopes = _scopes(opened)
    gives = {table: filled(opened, table) for table in tables_asked(REGISTRY)}
    asked = {by: _asked(by) for by in ("", *GROUP_KEYS)}
    raw = {by: numbers(opened, chosen, by) for by, chosen in asked.items() if chosen}
    check_subsets(opened.con, list(REGISTRY.values()))
    wholes = {}
    for name, tables in windows.items():
        columns = given_of_window(tables.window, {table: found.get(name, []) for table, found in gives.items()})
        # Rules of its own: which of them a report prints depends on the indicators that it takes.
        rules = tables.settings.rules.unasked()
        mine = [scope for scope in CASE_SCOPES if scope in scopes.get(name, ()) or scope == "commune"]
        results = []
        for by, found in raw.items():
            results += results_of(asked[by], found.get(name, Measured()), tables.at_hand, rules, mine, by, columns)
        totals = read_totals(tables.window)
        results += only_totals(totals, mine, list(REGISTRY))
        untraceable = sorted({scope for scope in totals if scope not in mine and scope in CASE_SCOPES})
        wholes[name] = Whole(tables.at_hand, tables.rules, mine, untraceable, totals, results)
    return wholes


def _asked(by: str) -> list[Indicator]:
    return [i for i in REGISTRY.values() if not by or (by in i.by and not i.calendar_month)]


def _scopes(opened: Opened) -> dict[str, set[str]]:
    """Window → scopes with rows of the period."""
    one = f"SELECT DISTINCT {opened.window} AS of_file, scope FROM"
    found: dict[str, set[str]] = {}
    for window, (scope,) in opened.rows(f"{one} cases WHERE is_of_period UNION {one} payments WHERE is_paid_in_period"):
        found.setdefault(window, set()).add(scope)
    return found
