"""Revised periods: which figures of a published period changed with a later version of it, from what to what."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from hcc_helpers.history.store import PUBLIC, History, read_results


@dataclass(frozen=True)
class Revision:
    """One figure of a period in two versions that followed one another."""

    period: str
    indicator: str
    scope: str
    version: int  # the earlier one
    before: float | None
    after: float | None
    unit: str
    is_redefined: bool  # the definition changed between the two


def revisions(history: History, published: Path | None, scope: str) -> list[Revision]:
    """The figures of `scope` (whole periods) that changed, by period and version. Two equal versions say nothing."""
    found = []
    for source in history.sources:
        folder = _versions(published, source.text)
        steps = [(int(path.parent.name), _figures(read_results(path), source.text, scope)) for path in folder]
        last = history.table[(history.table["period"] == source.text)]
        if not steps or last.empty:
            continue
        chain = [*steps, (0, _figures(last, source.text, scope))]
        for (number, before), (_, after) in pairwise(chain):
            for indicator in sorted(before.keys() & after.keys()):
                (old, unit, old_hash), (new, _, new_hash) = before[indicator], after[indicator]
                if old != new:
                    found.append(Revision(source.text, indicator, scope, number, old, new, unit, old_hash != new_hash))
    return found


def _versions(published: Path | None, period: str) -> list[Path]:
    """The results of the earlier versions of a period, oldest first, and of the present one."""
    if published is None:
        return []
    root = published.parent / "versions" / PUBLIC if published.name == PUBLIC else published / "versions"
    found = [path for path in (root / period).glob("*/results.parquet") if path.parent.name.isdigit()]
    return sorted(found, key=lambda path: int(path.parent.name))


def _figures(table, period: str, scope: str) -> dict[str, tuple[float | None, str, str]]:
    mine = table[(table["period"] == period) & (table["by"] == "") & table["scope"].isin([scope, "centre"])]
    return {
        row.indicator: (None if row.value is None or row.value != row.value else float(row.value), row.unit, row.definition_hash)
        for row in mine.itertuples(index=False)
    }
