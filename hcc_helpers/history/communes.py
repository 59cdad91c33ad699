"""Other communes at hand: data roots beside this one (one folder a commune), read at the level of results.

DIR/xa-a, DIR/xa-b … are data roots, each with its own reference/centre.toml; the published periods of DIR/xa-b lie in
OUT/xa-b where this commune's lie in OUT/xa-a. A published period wins, else it is computed from that root's snapshots.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from hcc_helpers.centre import load_centre
from hcc_helpers.errors import HccError
from hcc_helpers.history.store import read_results
from hcc_helpers.indicators.compute import compute_window
from hcc_helpers.indicators.definition import CENTRE, REGISTRY
from hcc_helpers.indicators.untold import UNTOLD, is_known
from hcc_helpers.periods import Period, parse_period

Counts = dict[str, tuple[int, int]]  # commune → (part, whole)


def communes_at_hand(data_root: Path) -> dict[str, Path]:
    """Name → data root of every commune beside this one, itself included; empty where there is no other.

    A folder counts only with a centre of its own, and invented data only beside invented; two roots of one commune (the same code) are one, the first by name.
    """
    data_root = data_root.resolve()
    if not (data_root / "reference" / "centre.toml").is_file():
        return {}
    found: dict[str, tuple[str, Path]] = {}
    is_invented = load_centre(data_root).is_illustrative
    for folder in [data_root, *sorted(data_root.parent.iterdir())]:
        if folder.is_dir() and (folder / "reference" / "centre.toml").is_file():
            try:
                centre = load_centre(folder)
            except HccError:
                continue  # not an office's settings: no commune of ours
            if centre.is_illustrative != is_invented:
                continue  # invented data is never ranked beside real
            found.setdefault(centre.code or centre.name, (centre.name, folder))
    names = {name: folder for name, folder in sorted(found.values())}
    return names if len(names) > 1 else {}


def shares(
    roots: dict[str, Path], published: Path | None, here: Path, period: Period, id: str, scope: str
) -> tuple[Counts, list[str]]:
    """Part and whole of a share in each commune, and the communes that have none for this period or define it otherwise."""
    scope = "centre" if REGISTRY[id].scopes == CENTRE else scope
    counts, left_out, meaning = {}, [], ""
    for name, root in sorted(
        roots.items(), key=lambda item: item[1] != here.resolve()
    ):  # this commune first: its definition counts
        row = _row(root, published, here, period, id, scope)
        if row is None or not row[1] or (meaning and row[2] != meaning):
            left_out.append(name)
            continue
        meaning = meaning or row[2]
        counts[name] = row[:2]
    return dict(sorted(counts.items())), sorted(left_out)


def _row(root: Path, published: Path | None, here: Path, period: Period, id: str, scope: str) -> tuple[int, int, str] | None:
    asked = (*UNTOLD[id].counts, REGISTRY[id].whole) if id in UNTOLD else ()
    path = None
    if published is not None:
        public = published.name == "public"
        outputs = published.parent if public else published
        folder = outputs.parent / root.name if outputs.name == here.resolve().name else outputs / root.name
        path = (folder / "public" if public else folder) / period.text / "results.parquet"
    if path is not None and path.is_file():
        table = read_results(path)
        whole = table[(table["period"] == period.text) & (table["scope"] == scope) & (table["by"] == "")]
        values = dict(zip(whole["indicator"], whole["value"].fillna(0), strict=True))
        mine = whole[whole["indicator"] == id]
        for row in mine.itertuples(index=False):
            if row.denominator == row.denominator and row.reason == "" and is_known(id, values.get):
                return int(row.numerator), int(row.denominator), row.definition_hash
        return None
    try:
        computed = compute_window(parse_period(period.text, load_centre(root).since), root, groups=(), only=[id, *asked])
    except HccError:
        return None
    for result in computed.results:
        if (
            result.indicator == id
            and result.scope == scope
            and result.denominator
            and is_known(id, partial(computed.value, scope=scope))
        ):
            return *result.pair, result.definition_hash
    return None
