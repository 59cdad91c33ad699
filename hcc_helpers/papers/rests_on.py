"""What an indicator rests on: tables and dated rules, read from its declaration. Nothing is computed."""

from __future__ import annotations

from functools import cache

from hcc_helpers.facts.declare import DERIVED, ROLLUPS, closure
from hcc_helpers.indicators.definition import REGISTRY, needs


@cache
def tables_of(id: str) -> frozenset[str]:
    """The tables without which an indicator has no value."""
    return needs(REGISTRY[id]).tables


@cache
def rules_of(id: str) -> frozenset[str]:
    """The ids of the rules whose change would change the number."""
    indicator = REGISTRY[id]
    if indicator.kind in {"share", "ratio"}:
        return rules_of(indicator.part) | rules_of(indicator.whole)
    return _rules(indicator.of, frozenset(indicator.condition.names), indicator.column)


@cache
def _rules(table: str, names: frozenset[str], column: str = "") -> frozenset[str]:
    _, columns = closure(table, names)
    columns = columns | ({column} if column else set())
    used = {rule for name in columns if (table, name) in DERIVED for rule in DERIVED[table, name].rules}
    for name in columns:
        if (table, name) in ROLLUPS:
            roll = ROLLUPS[table, name]
            used |= _rules(roll.of, frozenset({roll.which}), roll.column)
    return frozenset(used)
