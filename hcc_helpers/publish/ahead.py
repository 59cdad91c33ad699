"""What is made ready before a period's notebooks run: exports not read yet and windows not computed yet, stored by two processes side
by side; and what all kernels will read.

The other process is forked from the warm server and leaves everything on disk, as this one would. So nothing rests on it: what
it could not store, or what is refused, is met once more where the period is computed, and said there.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from hcc_helpers.centre import load_centre
from hcc_helpers.errors import HccError
from hcc_helpers.facts.identity import code_hash
from hcc_helpers.indicators import stored
from hcc_helpers.indicators.compute import compute_window, tables_for
from hcc_helpers.indicators.month_results import EARLIER, compute
from hcc_helpers.obstacles.of_month import assess_all
from hcc_helpers.obstacles.stored import ROOMS
from hcc_helpers.periods import Period, parse_period
from hcc_helpers.places import raw_folder
from hcc_helpers.sources.snapshot import snapshots
from hcc_helpers.sources.values.privacy import KEY_FILE

FEWEST = 3  # things to do, from which on a second process is worth its start


class Work(Protocol):
    """Calls a function in another process; back when that has ended; False where it met a fault."""

    def __call__(self, function: Callable[[str, list[str]], None], *arguments: str | list[str]) -> bool: ...


def store_ahead(period: Period, data_root: Path, work: Work) -> None:
    """Import all months without a snapshot, then compute the windows of the period, half of them in the other process."""
    folder = raw_folder(data_root, period.months()[-1]).parent
    at_hand = sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
    stored = set(snapshots(data_root))
    fresh = [name for name in at_hand if name not in stored]
    if len(fresh) >= FEWEST:
        import_months(str(data_root), fresh[:1])  # the key of the pseudonyms must be one: the first month with persons makes it
        if (data_root / "clean" / KEY_FILE).is_file():
            _halved(import_months, data_root, fresh[1:], work)
    with contextlib.suppress(HccError):
        _halved(compute_windows, data_root, _not_computed(period, data_root), work)


def import_months(data_root: str, months: list[str]) -> None:
    from hcc_helpers.sources.importing import import_period  # slow to import

    for month in months:
        with contextlib.suppress(HccError):
            import_period(data_root, month)


def compute_windows(data_root: str, texts: list[str]) -> None:
    since = load_centre(data_root).since
    for text in texts:
        with contextlib.suppress(HccError):
            compute_window(parse_period(text, since), Path(data_root))


def compute_beside(data_root: str, text: str) -> None:
    """Store the windows that the pages of a period set side by side."""
    compute_windows(data_root, _not_computed(parse_period(text, load_centre(data_root).since), Path(data_root)))


def find_obstacles(data_root: str, text: str) -> None:
    """Store what is found of every obstacle, which several pages and the front page ask for. What is refused is said where it is asked for."""
    with contextlib.suppress(HccError):
        assess_all(compute(parse_period(text, load_centre(data_root).since), Path(data_root)))


def read_ahead(data_root: str, text: str) -> None:
    """In the process that kernels are forked from: the stored results that each of them will ask for, and the hashes of our code.

    Nothing is computed: what is not stored is left to whoever asks. A database that is open here would hang in every kernel.
    """
    stored.forget_read()
    code_hash(ROOMS)
    for window in _side_by_side(parse_period(text, load_centre(data_root).since)):
        with contextlib.suppress(HccError):
            stored.read_ahead(tables_for(window, Path(data_root)))


def _side_by_side(period: Period) -> list[Period]:
    """The windows that the pages of a period set side by side."""
    windows = [period, period.year_to_date(), period.same_period_last_year(), period.last_complete_calendar_month()]
    before = period.previous()
    for _ in range(EARLIER):
        if before is None:
            break
        windows.append(before)
        before = before.previous()
    return list({window.text: window for window in windows if window is not None}.values())


def _not_computed(period: Period, data_root: Path) -> list[str]:
    """Those whose tables do not lie there."""
    missing = []
    for one in _side_by_side(period):
        with contextlib.suppress(HccError):  # no snapshot can feed it
            folder = tables_for(one, data_root).folder
            if folder is not None and not folder.is_dir():
                missing.append(one.text)
    return missing


def _halved(function: Callable[[str, list[str]], None], data_root: Path, things: list[str], work: Work) -> None:
    """Every second one in the other process, the rest here; back when both have ended."""
    if len(things) < FEWEST:
        return
    other = threading.Thread(target=_in_the_other, args=(work, function, str(data_root), things[1::2]), daemon=True)
    other.start()
    function(str(data_root), things[::2])
    other.join()


def _in_the_other(work: Work, function: Callable[[str, list[str]], None], data_root: str, things: list[str]) -> None:
    from hcc_helpers.publish.warm import Cold

    with contextlib.suppress(Cold):
        work(function, data_root, things)
