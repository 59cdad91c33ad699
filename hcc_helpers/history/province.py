"""The results of many communes as those of the province: counts add, shares are made anew from their counts, quantiles from the rows.

What cannot be added stays without a value and says why. A commune that has no value of an indicator is named beside the sum of
the others; it is never taken for 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from hcc_helpers.indicators.compute import Computed
from hcc_helpers.indicators.definition import REGISTRY, Indicator
from hcc_helpers.indicators.measure import ZERO_BASE
from hcc_helpers.indicators.result import Result
from hcc_helpers.intervals import wilson

# The same system or text stands in the registers of many communes: a sum would count it many times.
SHARED = ("linked_systems", "new_texts")
NOT_ADDED = "không cộng được qua các xã"
UNLIKE = "các xã tính theo định nghĩa khác nhau"


@dataclass(frozen=True)
class Rolled:
    """One indicator of the province in one scope. `value` is None exactly where `reason` is set; shares 0–100."""

    scope: str
    indicator: str
    unit: str
    value: int | float | None
    numerator: int | None = None
    denominator: int | None = None
    low: float | None = None
    high: float | None = None
    reason: str = ""
    counted: tuple[str, ...] = ()  # communes whose figures are in it
    missing: tuple[str, ...] = ()  # communes of that scope without a figure


def roll_up(communes: Mapping[str, Computed]) -> list[Rolled]:
    """One row a scope and indicator that any commune has, in the order of the report."""
    found: dict[tuple[str, str], dict[str, Result]] = {}
    for name, computed in communes.items():
        for one in computed.results:
            if not one.by:
                found.setdefault((one.scope, one.indicator), {})[name] = one
    place = {id: n for n, id in enumerate(REGISTRY)}
    scopes = list(dict.fromkeys(scope for scope, _ in found))
    order = sorted(found, key=lambda key: (scopes.index(key[0]), place[key[1]]))
    return [_rolled(REGISTRY[id], scope, found[scope, id], communes) for scope, id in order]


def _rolled(indicator: Indicator, scope: str, by_commune: dict[str, Result], communes: Mapping[str, Computed]) -> Rolled:
    there = {name: one for name, one in by_commune.items() if one.value is not None or one.denominator == 0}
    missing = tuple(sorted(by_commune.keys() - there.keys()))

    def row(value=None, reason: str = "", **more) -> Rolled:
        return Rolled(
            scope, indicator.id, indicator.unit, value, reason=reason, counted=tuple(sorted(there)), missing=missing, **more
        )

    if not there:
        return row(reason=next(iter(by_commune.values())).reason)
    if len({one.definition_hash for one in there.values()}) > 1:
        return row(reason=UNLIKE)
    match indicator.kind:
        case "count" | "total":
            if indicator.distinct or indicator.of in SHARED:
                return row(reason=NOT_ADDED)
            return row(sum(int(one.measured) for one in there.values()))
        case "quantile":
            values = np.concatenate([_column(communes[name], indicator, scope) for name in there])
            return row(float(np.quantile(values, indicator.at))) if len(values) else row(reason="không có dòng nào để tính")
    if any(REGISTRY[id].distinct or REGISTRY[id].of in SHARED for id in (indicator.part, indicator.whole)):
        return row(reason=NOT_ADDED)
    part, whole = (sum(side) for side in zip(*(one.pair for one in there.values()), strict=True))
    if whole == 0:
        return row(reason=ZERO_BASE, numerator=part, denominator=whole)
    low, high = (100 * limit for limit in wilson(part, whole)) if indicator.interval == "wilson" else (None, None)
    per = 100 if indicator.kind == "share" else indicator.per
    return row(per * part / whole, numerator=part, denominator=whole, low=low, high=high)


def _column(computed: Computed, indicator: Indicator, scope: str) -> np.ndarray:
    """The values of the rows that a quantile is of."""
    sql = f"SELECT {indicator.column} FROM {indicator.of} WHERE {indicator.condition.sql} AND scope = ? AND {indicator.column} IS NOT NULL"
    rows = computed.con.execute(sql, [scope]).fetchall()
    computed.tables.close()
    return np.array([float(value) for (value,) in rows])
