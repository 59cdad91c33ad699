"""The groups of a share in two periods, for Kitagawa's split: by field, by procedure. `comparison`: a history.comparison.Comparison."""

from __future__ import annotations

from hcc_helpers.history.decompose import Counts, Split, kitagawa
from hcc_helpers.indicators.compute import Computed
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.indicators.measure import measure
from hcc_helpers.periods import Period


def split(comparison, id: str, by: str) -> Split | None:
    """Why the share changed against the period before; None where either period's groups are not at hand.

    Also None for shares that are not one case's yes or no, and where the definition changed.
    """
    indicator, before = REGISTRY[id], comparison.before
    if before is None or indicator.kind != "share" or REGISTRY[indicator.part].kind != "count" or indicator.of != "cases":
        return None
    values = [comparison.value(id, period) for period in (before, comparison.now)]
    if any(value.value is None for value in values) or values[0].definition != values[1].definition:
        return None
    counts = [_groups(comparison, id, by, value.period) for value in values]
    if any(not found for found in counts):
        return None
    # The parts must be those of the published share: cases revised since would explain another number.
    for found, value in zip(counts, values, strict=True):
        if (sum(part for part, _ in found.values()), sum(whole for _, whole in found.values())) != (value.part, value.whole):
            return None
    return kitagawa(*counts)


def procedure_names(comparison) -> dict[str, str]:
    """Code → name, from the cases of both periods."""
    names: dict[str, str] = {}
    for period in (comparison.before, comparison.now):
        computed = comparison.computed(period) if period else None
        if computed:
            sql = "SELECT procedure, min(procedure_name) FROM cases WHERE procedure IS NOT NULL AND procedure_name IS NOT NULL GROUP BY 1 ORDER BY 1"
            names |= dict(computed.con.execute(sql).fetchall())
    return names


def _groups(comparison, id: str, by: str, period: Period) -> Counts:
    table, scope = comparison.history.table, comparison.scope_of(id)
    mine = table[(table["period"] == period.text) & (table["indicator"] == id) & (table["scope"] == scope) & (table["by"] == by)]
    if len(mine):
        return {
            row.group: (int(row.numerator), int(row.denominator))
            for row in mine.itertuples(index=False)
            if _is_number(row.denominator)
        }
    computed = comparison.computed(period)
    return _measured(computed, id, by, scope) if computed else {}


def _measured(computed: Computed, id: str, by: str, scope: str) -> Counts:
    found = measure(computed.con, computed.at_hand, computed.settings.rules, [scope], by, only=[id])
    return {result.group: result.pair for result in found if result.denominator}


def _is_number(value) -> bool:
    try:
        return value == value and value is not None
    except TypeError:
        return False
