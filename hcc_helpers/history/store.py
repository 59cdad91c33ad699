"""Every period's results side by side, one row a period × commune × scope × indicator. Which source wins:

1. the period that is being made: its own numbers, as they are being published;
2. a published period: results.parquet of its newest published version, read by DuckDB straight from the outputs; these
   are the figures that the office has given out, also where its snapshots have changed since (that is said);
3. a period that is not published: computed from the snapshots at hand, by the same definitions.

Nothing is cached and nothing is written; the same outputs and the same snapshots give the same rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

import pandas as pd

from hcc_helpers.errors import HccError, InputMissing, WrongWords
from hcc_helpers.facts.engine import connect
from hcc_helpers.facts.window import window
from hcc_helpers.history.published import RESULTS, manifest_of, sound_results
from hcc_helpers.indicators.compute import Computed, compute_window
from hcc_helpers.indicators.month_results import MonthResults, rows
from hcc_helpers.periods import Period, parse_period
from hcc_helpers.sources.snapshot import snapshots

COLUMNS = (
    "period",
    "commune",
    "scope",
    "by",
    "group",
    "indicator",
    "value",
    "numerator",
    "denominator",
    "unit",
    "reason",
    "definition_hash",
    "data_version",
)
PUBLIC = "public"
MOST = 120  # periods; ten years of months


@dataclass(frozen=True)
class Source:
    """Where one period's numbers come from."""

    period: Period
    kind: str  # now · published · computed · missing
    version: int | None = None  # of a published period
    data_version: str = ""
    is_stale: bool = False  # published, but its snapshots have changed since
    why: str = ""  # of a missing one

    @property
    def text(self) -> str:
        return self.period.text


@dataclass
class History:
    """The periods, oldest first, this one last; `table` in COLUMNS (whole periods and groups)."""

    sources: list[Source]
    table: pd.DataFrame
    computed: dict[str, Computed]  # those whose cases are at hand on an open connection

    @property
    def periods(self) -> list[Period]:
        """The periods that have numbers."""
        return [source.period for source in self.sources if source.kind != "missing"]

    def row(self, period: str, indicator: str, scope: str):
        """One result, or None."""
        return self._whole.get((period, indicator, scope))

    @cached_property
    def _whole(self) -> dict:
        """(period, indicator, scope) → the first row of the whole scope: pages ask for single ones by the hundred."""
        found: dict = {}
        for row in self.table[self.table["by"] == ""].itertuples(index=False):
            found.setdefault((row.period, row.indicator, row.scope), row)
        return found


def gather(
    month: MonthResults,
    published: Path | None,
    wanted: list[str] | Literal["all"] = "all",
    only: Iterable[str] | None = None,
    *,
    is_made: bool = True,
) -> History:
    """The history that ends with `month`. `wanted`: "all" earlier periods of its kind, or the texts of some.

    `only`: the indicators that periods without published results are computed for (all when None). `is_made` False: nobody
    is making `month` now, so that its published results win as those of any other period do.
    """
    root, since = month.data_root, month.period.since
    there = _published(published)
    texts = _earlier(month, there) if wanted == "all" else _named(wanted, month)
    at_hand = {one.period.text: one for one in month.earlier}
    sources, tables, computed = [], [], {month.period.text: month.now}
    texts += [] if is_made else [month.period.text]
    at_hand |= {} if is_made else {month.period.text: month.now}
    read = _read({text: there[text][1] for text in texts if text in there})
    for text in texts:
        period = parse_period(text, since)
        if text in there:
            manifest = there[text][0]
            version = str(manifest.get("data_version", ""))
            stale = data_version_now(period, root) not in ("", version)
            sources.append(Source(period, "published", int(manifest["version"]), version, stale))
            mine = read[read["period"] == text]
            tables.append(mine[mine["commune"] == month.centre.code])
            if text in at_hand:
                computed[text] = at_hand[text]
            continue
        try:
            one = at_hand.get(text) or compute_window(period, root, groups=(), only=only)
        except InputMissing:
            sources.append(Source(period, "missing", why="không có số liệu lưu"))
            continue
        except HccError as error:
            sources.append(Source(period, "missing", why=error.message.splitlines()[0].rstrip(".")))
            continue
        if one.window.missing:
            sources.append(Source(period, "missing", why=f"không có số liệu: {one.window.missing}"))
            continue
        computed[text] = one
        sources.append(Source(period, "computed", data_version=one.data_version))
        tables.append(rows(one, root))
    if is_made:
        sources.append(Source(month.period, "now", data_version=month.data_version))
        tables.append(rows(month.now, root))
    return History(sources, _stacked(tables), computed)


def published_before(period: Period, folder: Path) -> list[dict]:
    """What a page of `period` reads from other published periods, for the manifest's inputs: period, version, hash of the results.

    Raises InputRefused (65) where one of them was changed since it was published.
    """
    return [
        {
            "period": text,
            "version": manifest["version"],
            "results": manifest["outputs"].get("results.parquet", {}).get("sha256", ""),
        }
        for text, (manifest, path) in sorted(_published(folder).items())
        if text != period.text and manifest["end"] <= period.end.isoformat() and sound_results(path.parent)
    ]


def editions(folder: Path) -> list[tuple[dict, Path]]:
    """(manifest, results.parquet) of every published period below `folder`."""
    return list(_published(folder).values())


def read_folder(folder: Path) -> pd.DataFrame:
    """Every published period below `folder`, all communes, in COLUMNS: what researchers get."""
    return _read({text: path for text, (_, path) in _published(folder).items()})


def read_results(path: Path) -> pd.DataFrame:
    """One published results.parquet in COLUMNS. InputRefused (65) where it was changed since."""
    return _query(f"SELECT {_SELECT} FROM read_parquet(?, union_by_name = true)", [str(sound_results(path.parent))])


_SELECT = ", ".join(f'"{name}"' for name in COLUMNS)


def _read(files: dict[str, Path]) -> pd.DataFrame:
    """The rows of each file that speak of its own period (the windows beside it belong to no list of periods).

    InputRefused (65) where one was changed since it was published.
    """
    if not files:
        return pd.DataFrame(columns=list(COLUMNS))
    paths = [str(sound_results(path.parent)) for path in files.values()]
    return _query(
        f"SELECT {_SELECT} FROM read_parquet(?, union_by_name = true, filename = 'file') "
        f"WHERE period = parse_filename(parse_dirpath(file)) ORDER BY {_SELECT}",
        [paths],
    )


def _query(sql: str, parameters: list) -> pd.DataFrame:
    with connect() as con:
        table = con.execute(sql, parameters).df()
    for name in ("numerator", "denominator"):
        table[name] = table[name].astype("Int64")
    return table


def _stacked(tables: list[pd.DataFrame]) -> pd.DataFrame:
    kept = [table[list(COLUMNS)].astype({"value": float}) for table in tables if len(table)]
    return pd.concat(kept, ignore_index=True) if kept else pd.DataFrame(columns=list(COLUMNS))


def _published(folder: Path | None) -> dict[str, tuple[dict, Path]]:
    """Period → (manifest, results.parquet) of every published period in a folder of outputs."""
    found = {}
    for path in sorted(folder.glob(f"*/{RESULTS}")) if folder and folder.is_dir() else []:
        manifest = manifest_of(path.parent) or _unreadable(path.parent)
        if manifest is not None and manifest["period"] == path.parent.name:
            found[path.parent.name] = (manifest, path)
    return found


def _unreadable(folder: Path) -> dict | None:
    """Stands for a manifest that lies there and cannot be read: whoever asks for its results is refused by name."""
    try:
        end = parse_period(folder.name).end.isoformat() if (folder / "manifest.json").is_file() else ""
    except WrongWords:
        return None
    return {"period": folder.name, "period_kind": "", "end": end, "version": 0, "outputs": {}} if end else None


def _earlier(month: MonthResults, there: dict[str, tuple[dict, Path]]) -> list[str]:
    """The earlier periods of the same kind that are published or have snapshots, oldest first."""
    period, since = month.period, month.period.since
    texts = {one.period.text for one in month.earlier} | {t for t, (m, _) in there.items() if m["period_kind"] == period.kind}
    if period.kind == "month":
        texts |= set(snapshots(month.data_root))
    found = []
    for text in texts:
        try:
            other = parse_period(text, since)
        except WrongWords:
            continue  # published before the office's present first day
        if other.kind == period.kind and other.end <= period.start:
            found.append(other)
    return [other.text for other in sorted(found, key=lambda other: other.start)][-MOST:]


def _named(wanted: list[str], month: MonthResults) -> list[str]:
    """The texts as typed, checked, oldest first, without the period itself."""
    periods = {text: parse_period(text, month.period.since) for text in wanted if text != month.period.text}
    return sorted(periods, key=lambda text: (periods[text].start, periods[text].end))


def data_version_now(period: Period, root: Path) -> str:
    """What `Computed.data_version` would be now; "" without snapshots."""
    try:
        feeding = window(period, root, period.since).feeding
    except HccError:
        return ""
    return hashlib.sha256(" ".join(one.hash for one in feeding).encode()).hexdigest()[:12]
