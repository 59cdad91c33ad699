"""`hcc run`: from a folder of exports to published pages, one period after the other.

This file decides only what there is to do, and it does so from hashes: where nothing has changed, nothing is computed and
nothing heavy is imported. Making a period is `making.py`, and what all periods of a batch share is its `Workshop`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from hcc_helpers.errors import HccError
from hcc_helpers.periods import Period
from hcc_helpers.places import project_root
from hcc_helpers.publish import listing, logs, unchanged
from hcc_helpers.publish.exchange import Shelf, sweep
from hcc_helpers.publish.lock import hold
from hcc_helpers.publish.progress import Progress
from hcc_helpers.publish.shapes import Neighbours, Places

if TYPE_CHECKING:
    from hcc_helpers.publish.making import Workshop


def run_periods(
    periods: list[Period],
    data_root: Path,
    out_root: Path,
    *,
    audience: str = "internal",
    only: str | None = None,
    strict: bool = False,
    force: bool = False,
    jobs: int | None = None,
    kernels: str = "warm",
    annex: bool = False,
    progress: Progress | None = None,
    neighbours: Neighbours | None = None,
) -> int:
    """Import, compute, run the notebooks and publish each period; 0 when all went well, else the first exit code.

    `jobs`: notebooks at a time, by default what cores and memory allow. `kernels`: "warm" (forked from one process that
    has imported everything, where the system can) or "plain"; the pages are the same. `annex`: paper prints what is folded. Raises WrongWords (2) before
    anything is run when a notebook is unknown or does not take our parameters; what goes wrong in one period is said on
    `progress` and does not stop the next.
    """
    batch = _Batch(
        Path(data_root).resolve(),
        Path(out_root).resolve(),
        audience,
        only,
        strict,
        force,
        jobs,
        kernels,
        annex,
        progress or Progress(),
        neighbours,
    )
    first_code = 0
    logs.sweep_old()
    try:
        if only is not None:  # a name that is wrong is said before anything is made
            batch.workshop()
        for period, following in zip(periods, [*periods[1:], None], strict=True):
            try:
                code = batch.publish(period, following)
            except HccError as error:
                batch.progress.problem(error.text())
                code = error.exit_code
            first_code = first_code or code
    finally:
        batch.close()
    return first_code


def our_places() -> Places:
    """Where this suite lies."""
    return Places(project_root(), project_root() / "notebooks")


def our_neighbours() -> Neighbours:
    """The rooms of this suite; asked for late, because they are heavy."""
    from hcc_helpers.publish.neighbours import ours

    return ours()


@dataclass
class _Batch:
    """The periods of one command, and what they share."""

    data_root: Path
    out_root: Path
    audience: str
    only: str | None
    strict: bool
    force: bool
    jobs: int | None
    kernels: str
    annex: bool
    progress: Progress
    neighbours: Neighbours | None
    _workshop: Workshop | None = field(default=None)

    def publish(self, period: Period, following: Period | None) -> int:
        shelf = Shelf(self.out_root, period.text, self.audience)
        with hold(shelf.lock_file, f"Kỳ {period.title}"):
            if shelf.finish_cut_exchange():
                self.progress.line(f"Đã hoàn tất lần công bố {period.title} bị ngắt trước đó.")
                listing.refresh(self.out_root, self.audience, self.neighbours or our_neighbours())
            if shelf.work.exists():
                sweep(shelf.work)  # of a run that was killed
            places = self.neighbours or our_places()
            rests = unchanged.rests_on(period, self.data_root, shelf, places, self.annex)
            if self.only is None and not self.force and unchanged.is_unchanged(shelf, rests):
                if not listing.is_current(self.out_root, self.audience):
                    listing.refresh(self.out_root, self.audience, self.neighbours or our_neighbours())
                return unchanged.still_so(shelf, period, self.progress)
            workshop = self.workshop()
            work = shelf.clear_work()
            try:
                return workshop.make(period, following, shelf, work, rests)
            finally:
                sweep(work)

    def workshop(self) -> Workshop:
        """What is started once a batch: the notebooks, the process that kernels are forked from, the heavy imports."""
        if self._workshop is None:
            from hcc_helpers.publish.warm import WarmKernels

            is_warm = self.kernels == "warm" and self.audience != "public"
            warm = WarmKernels() if is_warm else None  # it imports what it needs while we import ours
            try:
                from hcc_helpers.publish.making import Workshop

                self._workshop = Workshop.open(self, warm, self.neighbours or our_neighbours())
            except BaseException:
                if warm is not None:
                    warm.close()
                raise
        return self._workshop

    def close(self) -> None:
        if self._workshop is not None:
            self._workshop.close()
