"""The sums that must hold of a month, checked once: of its window, beside the system's own totals, with the month before.

Six pages and the front page ask for them. `sums-<key>.json` (sealed) lies in the folder of the month's flagged tables; its key adds
to theirs the month before and the code of this room.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from hcc_helpers.facts.identity import code_hash
from hcc_helpers.indicators import stock_flow, stored
from hcc_helpers.indicators.balance import Checked
from hcc_helpers.indicators.compute import Computed
from hcc_helpers.indicators.totals import beside_ours
from hcc_helpers.sealed import fingerprint, read_sealed, remove_old, touch, write_sealed


def checked(now: Computed, before: Computed | None) -> list[Checked]:
    """Every sum with its gap. `before`: the month that ends where this one begins."""
    path = _place(now, before)
    kept = read_sealed(path) if path else None
    if path is not None and kept is not None:
        touch(path)
        for rule in kept["rules"]:  # the report prints the rules that were asked for
            now.settings.rules.rule(rule)
        return [Checked(**one | {"cases": tuple(one["cases"])}) for one in kept["sums"]]
    found = [*now.balances, *beside_ours(now)]
    if before is not None:
        found += stock_flow.check(before, now, now.scopes)
    if path is not None:
        _write(path, {"sums": [asdict(one) for one in found], "rules": [rule.id for rule in now.settings.rules]})
    return found


def _write(path: Path, said: dict) -> None:
    """Where nothing can be written, the sums are checked again by whoever asks next."""
    try:
        write_sealed(path, said)
    except OSError:
        return
    remove_old(path.parent, path, "sums-*.json")


def _place(now: Computed, before: Computed | None) -> Path | None:
    """Where the sums of this month lie, or will; None where nothing is kept, or the results are another engine's."""
    windows = [now, before] if before is not None else [now]
    places = [stored.place(one.tables) for one in windows]
    if None in places or any(stored.is_held(one.tables) for one in windows):
        return None
    said = [[str(path.relative_to(path.parents[2])) for path in places if path], now.groups, code_hash(("indicators",))]
    return now.tables.place / f"sums-{fingerprint(said)[:16]}.json" if now.tables.place.is_dir() else None
