"""Many windows of many data roots measured together: the rows of each lie in Parquet, one set of statements counts them all.

What a window's rows are depends on its own root (rules, calendar, office), so each is derived for itself, once, and stored. Flags,
counts, totals and quantiles are then asked of all of them at once, in DuckDB or in another engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path

from hcc_helpers.errors import HccError
from hcc_helpers.facts.opened import KeptRows, Opened
from hcc_helpers.facts.stored import Tables
from hcc_helpers.indicators import stored
from hcc_helpers.indicators.compute import tables_for
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.indicators.first_time import compute_wholes
from hcc_helpers.indicators.month_results import other_windows
from hcc_helpers.periods import Period
from hcc_helpers.sources.what_is_new import import_what_is_new

DUCKDB, SPARK = "duckdb", "spark"
ENGINES = {DUCKDB: "hcc_helpers.facts.in_duckdb", SPARK: "hcc_helpers.facts.in_spark"}  # each has `opened(KeptRows) -> Opened`


def measure_together(asked: Iterable[tuple[Period, Path]], engine: str = DUCKDB) -> None:
    """Measure what the results of these periods and roots need and nobody has stored; whoever computes them then finds it.

    DuckDB's results are stored. Those of another engine stand for this process only, and for all windows: also those that
    are stored already. A period that cannot be computed is left to whoever asks for it next, and says why.
    """
    is_usual = engine == DUCKDB
    open_rows = import_module(ENGINES[engine]).opened  # what the engine needs is missed before anything is computed
    windows = [tables for period, root in asked for tables in _windows(period, root)]
    todo = {str(tables.folder): tables for tables in windows if not is_usual or stored.read(tables) is None}
    if is_usual and len(todo) < 2:
        return
    for name, whole in measured(todo, open_rows).items():
        (stored.write if is_usual else stored.hold)(todo[name], whole)


def measured(windows: dict[str, Tables], open_rows: Callable[[KeptRows], Opened]) -> dict[str, stored.Whole]:
    """The results of windows (by the folder of their rows) from one set of statements; without those whose rows cannot be kept."""
    kept = {name: index for name, tables in windows.items() if (index := tables.kept()) is not None}
    if not kept:
        return {}
    opened = open_rows(_files(kept))
    try:
        return compute_wholes(opened, {name: windows[name] for name in kept})
    finally:
        opened.close()


def _files(kept: dict[str, dict]) -> KeptRows:
    tables = sorted(
        {i.of for i in REGISTRY.values() if i.of} | {"cases", "payments"} | {t for one in kept.values() for t in one["at_hand"]}
    )
    files = {table: [Path(name) / f"{table}.parquet" for name, one in kept.items() if table in one["rows"]] for table in tables}
    empty = {table: next(one["empty"][table] for one in kept.values()) for table, found in files.items() if not found}
    return KeptRows({table: found for table, found in files.items() if found}, empty)


def _windows(period: Period, root: Path) -> list[Tables]:
    """The window of a period and those that are printed beside it, where their data are at hand."""
    found = []
    for number, one in enumerate([period, *other_windows(period).values()]):
        try:
            if number == 0:
                import_what_is_new(period, root)
            found.append(tables_for(one, root))
        except HccError:
            if number == 0:
                return []
    return found
