"""The results of a window, kept beside its flagged tables: whoever asks second reads.

`results-<key>.json` (sealed) holds every declared indicator by scope and by each group key, so that one file serves a month
as itself, as a month before another, and as a window of a few indicators. Its key adds to the tables' what only results
depend on: the definitions of the indicators and the code of this room.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from pathlib import Path

from hcc_helpers.facts.coverage import Coverage
from hcc_helpers.facts.identity import code_hash
from hcc_helpers.facts.stored import Tables
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.indicators.result import Result
from hcc_helpers.sealed import fingerprint, read_sealed, remove_old, touch, write_sealed

_FIELDS = tuple(one.name for one in fields(Result))


@dataclass
class Whole:
    """All results of one window, and what else its pages say without opening its tables."""

    at_hand: dict[str, Coverage]
    rules: list[str]  # that the tables were built by
    scopes: list[str]  # with rows of the period
    untraceable: list[str]  # known from totals only
    totals: dict[str, dict[str, int | None]]  # the system's own table: scope → cell → number
    results: list[Result]


_held: dict[Path, Whole] = {}  # of this process alone: from another engine
_read: dict[Path, Whole] = {}  # of this process and those forked from it: read ahead


def hold(tables: Tables, whole: Whole) -> None:
    """Let this process take these results for the window's, without storing them: they come from another engine."""
    path = place(tables)
    if path is not None:
        _held[path] = whole


def is_held(tables: Tables) -> bool:
    """Whether the results of a window are another engine's."""
    return place(tables) in _held


def read_ahead(tables: Tables) -> None:
    """Keep the stored results of a window, where there are some, for the processes that will be forked from this one."""
    path, whole = place(tables), read(tables)
    if path is not None and whole is not None:
        _read[path] = whole


def forget_read() -> None:
    _read.clear()


def read(tables: Tables) -> Whole | None:
    """The stored results of a window; None where there are none, or none that can be believed."""
    path = place(tables)
    if path in _held or path in _read:
        return _held.get(path) or _read[path]
    kept = read_sealed(path) if path else None
    if path is None or kept is None:
        return None
    touch(path)
    touch(tables.place)
    at_hand = {name: Coverage(**cover) for name, cover in kept["at_hand"].items()}
    results = [Result(*row) for row in kept["results"]]
    return Whole(at_hand, kept["rules"], kept["scopes"], kept["untraceable"], kept["totals"], results)


def write(tables: Tables, whole: Whole) -> None:
    """Store the results beside their tables. Where nothing can be written they are computed the next time again."""
    path = place(tables)
    if path is None or not tables.place.is_dir():
        return
    said = vars(whole) | {
        "at_hand": {name: asdict(cover) for name, cover in whole.at_hand.items()},
        "results": [[getattr(result, name) for name in _FIELDS] for result in whole.results],
    }
    try:
        write_sealed(path, said)
    except OSError:
        return
    remove_old(path.parent, path, "results-*.json")


def place(tables: Tables) -> Path | None:
    """The file of a window's results; None for tables that are kept nowhere."""
    if tables.folder is None:
        return None
    definitions = [
        [
            i.id,
            i.kind,
            i.of,
            i.unit,
            i.condition.text if i.which else "",
            i.column,
            i.distinct,
            i.at,
            i.part,
            i.whole,
            i.per,
            i.interval,
            i.adds,
            i.scopes,
            i.by,
            i.calendar_month,
        ]
        for i in REGISTRY.values()
    ]
    period = tables.window.period  # periods of one span share their tables; the system's own table speaks of a month only
    said = [code_hash(("indicators",)), definitions, period.text, period.kind]
    return tables.folder / f"results-{fingerprint(said)[:16]}.json"
