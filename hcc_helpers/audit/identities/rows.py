"""Tables: each row a whole of its own, and the row of totals the sum of the rows above."""

from __future__ import annotations

from hcc_helpers.audit.figures.tables import Row
from hcc_helpers.audit.identities.groups import Group
from hcc_helpers.audit.identities.sums import Reading, Sum


def group_of(row: Row) -> Group | None:
    """A row as a group. "Tổng" behind outcomes is the number resolved, in front of them the number received."""
    group = Group(row[0].passage.section if row else "", row.subject, is_row=True)
    for place, figure in enumerate(row):
        if figure.quantity is None:
            continue
        id = figure.id
        key = ("count", id)
        if key in group.figures:
            if id in ("late", "not_due"):  # the second one stands among those still open
                continue
            return None  # two columns of one name: which is which is not known
        group.figures[key] = figure
        if id == "total" and place and ("count", "late") in group.figures and ("count", "resolved") not in group.figures:
            group.figures["count", "resolved"] = group.figures.pop(key)
    return group if group.figures else None


def totals_of(rows: list[Row]) -> list[Sum]:
    """Column by column: the row called the total against all others; only where every row has every column."""
    totals = [row for row in rows if row.is_total]
    others = [row for row in rows if not row.is_total]
    if len(totals) != 1 or len(others) < 2 or any(len(row) != len(totals[0]) for row in others):
        return []
    found = []
    for column, figure in enumerate(totals[0]):
        group = Group(figure.passage.section, totals[0].subject, is_row=True)
        found.append(
            Sum("rows", (Reading(((1, figure),), tuple(row[column] for row in others)),), is_exhaustive=True, group=group)
        )
    return found
