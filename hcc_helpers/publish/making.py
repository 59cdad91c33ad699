"""One period made: computed, its notebooks run side by side, each converted as it ends, built and put in place.

Everything is made in a private folder first. Only when the core pages are sound does the whole period take its
place in outputs/, at once; whatever fails before leaves the old outputs as they were.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Protocol

from nbformat import NotebookNode

from hcc_helpers.errors import CannotWrite, Finding, RunFailed, WrongWords
from hcc_helpers.history.store import published_before
from hcc_helpers.parameters import Further, Parameters
from hcc_helpers.periods import Period
from hcc_helpers.publish import listing, logs, manifest, unchanged
from hcc_helpers.publish.edition import Edition, Page, published_page
from hcc_helpers.publish.exchange import Shelf, writing
from hcc_helpers.publish.kernels import Kernels
from hcc_helpers.publish.lock import hold
from hcc_helpers.publish.notebooks import Failure, Notebook, choose, find_notebooks, why_unfinished
from hcc_helpers.publish.pages import BadPage, convert, render, warm_up
from hcc_helpers.publish.period import build, page_context
from hcc_helpers.publish.progress import NOTHING_CHANGED, Progress, seconds
from hcc_helpers.publish.room_to_run import exports_mb, fitting_jobs
from hcc_helpers.publish.shapes import Frame, Neighbours
from hcc_helpers.publish.warm import Cold, WarmKernels

IMPORT_WAIT_SECONDS = 300.0
PUBLISHED = "published"  # the parameter of a notebook that reads other published periods


class Asked(Protocol):
    """What the command asks for, of every period."""

    data_root: Path
    out_root: Path
    audience: str
    only: str | None
    strict: bool
    force: bool
    jobs: int | None
    annex: bool
    progress: Progress


@dataclass
class Workshop:
    """What the periods of one command share: started once, used for each."""

    asked: Asked
    neighbours: Neighbours
    notebooks: list[Notebook]
    chosen: list[Notebook]
    warm: WarmKernels | None
    coming: threading.Thread | None = None  # stores what the next period will read

    @classmethod
    def open(cls, asked: Asked, warm: WarmKernels | None, neighbours: Neighbours) -> Workshop:
        """Raises WrongWords (2) when a notebook is unknown or does not take our parameters."""
        if asked.audience == "public":  # its one page is made of the figures for all; notebooks are the office's own
            if asked.only is not None:
                raise WrongWords("Bản công khai chỉ có một trang, không chạy sổ tính nào: bỏ --only.")
            return cls(asked, neighbours, [], [], warm)
        notebooks = find_notebooks(neighbours.notebooks)
        chosen = choose(notebooks, asked.only)
        threading.Thread(target=warm_up, daemon=True, name="converter").start()  # while the first period is computed
        return cls(asked, neighbours, notebooks, chosen, warm)

    def make(self, period: Period, following: Period | None, shelf: Shelf, work: Path, rests: dict[str, str]) -> int:
        asked = self.asked
        if self.coming is not None:
            self.coming.join()
        run = _Run(
            period,
            asked.data_root,
            asked.out_root,
            asked.audience,
            asked.strict,
            asked.force,
            asked.jobs or fitting_jobs(len(self.chosen), exports_mb(period, asked.data_root)),
            asked.only is not None,
            self.notebooks,
            self.chosen,
            asked.progress,
            self.neighbours,
            self.warm,
            asked.annex,
            partial(self._begin, following),
        )
        return run.make(shelf, work, rests)

    def _begin(self, following: Period | None) -> None:
        """Store what the next period of the batch will read, in another process: this one leaves a core free by now."""
        if following is not None and self.warm is not None:
            asked = self.neighbours.coming, str(self.asked.data_root), following.text
            self.coming = threading.Thread(target=_stored, args=(self.warm, *asked), daemon=True, name="next period")
            self.coming.start()

    def close(self) -> None:
        if self.warm is not None:
            self.warm.close()


@dataclass
class _Run:
    """One period on its way from the exports to its place."""

    period: Period
    data_root: Path
    out_root: Path
    audience: str
    strict: bool
    force: bool
    jobs: int
    is_partial: bool
    notebooks: list[Notebook]
    chosen: list[Notebook]
    progress: Progress
    neighbours: Neighbours
    warm: WarmKernels | None
    annex: bool
    begin_next: Callable[[], None]

    def make(self, shelf: Shelf, work: Path, rests: dict[str, str]) -> int:
        step = f"Đọc tệp xuất và tính các chỉ số của {self.period.title}"
        with self.progress.step(step), _one_import_at_a_time(self.data_root):
            if self.warm is not None and self.jobs > 1:
                self.neighbours.ahead(self.period, self.data_root, self.warm.work)
            month = self.neighbours.compute(self.period, self.data_root)
            rests = {**rests, "stored": unchanged.hash_of(unchanged.stored(self.data_root))}  # computing may have stored some
        month.asked = Further(published=str(shelf.current.parent))  # the front page sets the same results beside these as page 05
        for note in month.notes:
            self.progress.line(f"  Lưu ý: {note}")
        frame = self.neighbours.frame(month, self.audience)
        earlier = published_before(self.period, shelf.current.parent)
        edition = Edition.of(self.period, self.audience, month, frame, self.data_root, self.neighbours.project, earlier)
        present = shelf.published()
        if edition.is_public:
            edition = replace(edition, for_all=self.neighbours.for_all(month, shelf.current.parent))
        edition = replace(edition, approved_version=_approved_version(shelf, present), annex=self.annex)
        _keep_real_outputs(present, frame, shelf)
        hashes = {} if edition.is_public else unchanged.notebooks(self.neighbours.notebooks)
        kept = self._kept_pages(shelf, present, edition, hashes)
        chosen = [notebook for notebook in self.chosen if notebook.name not in kept]
        if present is not None and not chosen and {page["name"] for page in present["pages"]} == hashes.keys():
            # Notebooks may all stay while the front page does not: another period was published, or there is none (public).
            is_same = present.get("inputs_hash") == edition.inputs_hash
            if is_same and bool(present.get("annex")) == self.annex:
                return self._leave(shelf, present, rests)
        if chosen and self.warm is not None:
            self.warm.here(self.neighbours.read_ahead, str(self.data_root), self.period.text)
        made = self._execute(work, edition, hashes, chosen)
        pages = [{**kept, **made}[notebook.name] for notebook in self.notebooks]
        failed = [page for page in pages if page.failure]
        fatal = [page for page in failed if page.is_core or self.strict]
        report = "\n".join(_said(page, made, work) for page in failed)
        if fatal:
            raise RunFailed(f"Chưa công bố được {self.period.title}; số liệu đã công bố trước đó không thay đổi.\n{report}")
        self._put_in_place(shelf, present, work, edition.seen(pages), pages)
        unchanged.note(shelf, rests)
        if failed:
            self.progress.problem(f"Đã công bố {self.period.title}, trừ {len(failed)} trang (nêu ở trang đầu).\n{report}")
        return 1 if failed else 0

    def _leave(self, shelf: Shelf, present: dict, rests: dict[str, str]) -> int:
        """What the period rests on came out the same after all: another month's exports had changed, say."""
        listing.refresh(self.out_root, self.audience, self.neighbours)
        unchanged.note(shelf, rests)
        return unchanged.still_so(shelf, self.period, self.progress)

    def _kept_pages(self, shelf: Shelf, present: dict | None, edition: Edition, hashes: dict[str, str]) -> dict[str, Page]:
        """The published pages that would come out the same: made from the very same inputs by the very same notebook.

        Where only other published periods changed, those are the pages that read none of them. With --only these must be
        all the others; WrongWords (2) says why they are not.
        """
        published = present or {"pages": []}
        pages = {page["name"]: page for page in published["pages"]}
        same = [name for name, known in hashes.items() if pages.get(name, {}).get("notebook_sha256") == known]
        is_same_input = published.get("inputs_hash") == edition.inputs_hash
        if not is_same_input and not self.is_partial and published.get("inputs_hash_alone") == edition.alone_hash:
            read_others = {notebook.name for notebook in self.notebooks if PUBLISHED in notebook.asks}
            same, is_same_input = [name for name in same if name not in read_others], True
        others = hashes.keys() - {notebook.name for notebook in self.chosen}
        why = ""
        if present is None:
            why = "Kỳ này chưa được công bố lần nào."
        elif not is_same_input:
            why = "Số liệu, quy tắc hoặc mã nguồn đã đổi từ lần công bố trước."
        elif manifest.mismatches(shelf.current):
            why = "Tệp đã công bố không còn nguyên vẹn."
        elif self.is_partial and (changed := sorted(others - set(same))):
            why = f"Sổ tính khác cũng đã đổi: {', '.join(changed)}."
        if why and self.is_partial:
            raise WrongWords(
                "Không thể chỉ chạy riêng một sổ tính.",
                [
                    Finding(
                        "P-only",
                        "refused",
                        why,
                        accepted="--only khi các trang khác được làm từ đúng số liệu này",
                        todo=f"chạy lại cả kỳ: hcc run {self.period.text}",
                    )
                ],
            )
        if why or (self.force and not self.is_partial):
            return {}
        return {name: published_page(shelf, pages[name]) for name in (others if self.is_partial else same)}

    def _execute(self, work: Path, edition: Edition, hashes: dict[str, str], chosen: list[Notebook]) -> dict[str, Page]:
        """Run the `chosen` notebooks, `jobs` at a time, and convert each as it ends."""
        told = {"period": self.period.text, "data": str(self.data_root), "audience": self.audience, "run_id": edition.run_id}
        parameters = Parameters.model_validate(told)
        published = Shelf(self.out_root, self.period.text, self.audience).current.parent
        kernels = Kernels(work, self.warm)
        pages: dict[str, Page] = {}
        with writing(work), ThreadPoolExecutor(max_workers=max(1, self.jobs)) as pool:
            futures = {}
            if chosen:
                # Before the first notebook, and beside the next ones: those that ask for it come last.
                shared = pool.submit(self._share)
            if chosen and self.jobs > 1:
                beside = threading.Thread(target=self._foresee, args=(edition, shared), daemon=True, name="front page")
                beside.start()
            for notebook in chosen:
                self.progress.line(f"{notebook.label}: đang chạy…")
                log = work / f"{notebook.name}.log"
                told = parameters.model_dump() | ({PUBLISHED: str(published)} if PUBLISHED in notebook.asks else {})
                futures[pool.submit(kernels.execute, notebook.node, told, log)] = notebook
            try:
                for future in as_completed(futures):
                    notebook, outcome = futures[future], future.result()
                    failure = why_unfinished(outcome.notebook, outcome.error, outcome.exit_status, edition.run_id)
                    page = Page(notebook.name, notebook.label, hashes[notebook.name], None, failure)
                    if failure is None:
                        page = _converted(page, outcome.notebook, edition)
                    pages[notebook.name] = page
                    word = "không xong" if page.failure else f"xong, {seconds(outcome.seconds)}"
                    self.progress.line(f"{notebook.label}: {word}")
                    if self.jobs > 1 and len(pages) == max(len(chosen) - 2, 1):  # the last ones run: a core is free soon
                        self.begin_next()
            except BaseException:  # Ctrl-C above all: the threads wait for their kernels, so these must end first
                for future in futures:
                    future.cancel()
                if self.warm is not None:  # nobody waits for a kernel that is still to come
                    self.warm.close()
                kernels.kill()
                raise
        if chosen and self.jobs > 1:
            beside.join()
        return pages

    def _foresee(self, edition: Edition, shared: Future[None]) -> None:
        """Beside the notebooks. Nothing rests on it: the front page works out what is not there yet, and says why it cannot."""
        with contextlib.suppress(Exception):
            shared.result()  # what it finds is asked for here too
            self.neighbours.foresee(edition)

    def _share(self) -> None:
        """Store what several pages need. Nothing rests on it: a page finds for itself what is not stored, and says why it cannot."""
        asked = str(self.data_root), self.period.text
        is_done = False
        try:
            if self.warm is not None:
                with contextlib.suppress(Cold):
                    is_done = self.warm.work(self.neighbours.shared, *asked)
                    return
            self.neighbours.shared(*asked)
            is_done = True
        finally:  # nobody asks this thread how it ended
            if not is_done:
                self.progress.problem(
                    "  Lưu ý: lỗi của bộ công cụ khi tính phần chung của các trang; trang nào cần phần ấy sẽ nêu."
                )

    def _put_in_place(self, shelf: Shelf, present: dict | None, work: Path, edition: Edition, pages: list[Page]) -> None:
        same_run = present is not None and present.get("run_id") == edition.run_id
        version = int(present["version"]) if present is not None and same_run else shelf.next_version()
        with self.progress.step("Dựng các trang"), writing(shelf.work):
            staged = build(work, replace(edition, version=version), pages, self.neighbours, self.data_root)
            is_same = same_run and not manifest.mismatches(shelf.current) and manifest.read(staged) == present
            if same_run and not is_same:
                staged = build(work, replace(edition, version=shelf.next_version()), pages, self.neighbours, self.data_root)
        if is_same:
            self.progress.line(f"{self.period.title}: chạy lại cho đúng bản đang có, {NOTHING_CHANGED}.")
        else:
            if shelf.current.exists() and (wrong := manifest.changed(shelf.current)):
                which = f"bản {present['version']}" if present is not None else "bản đang có"
                self.progress.line(f"  Lưu ý: {which} đã bị sửa sau khi công bố ({', '.join(wrong)}); bản ấy được để riêng")
                self.progress.line(f"  ở {shelf.aside}, không vào versions/, và bản mới thay chỗ.")
            shelf.exchange(staged)
        listing.refresh(self.out_root, self.audience, self.neighbours)
        self.progress.line(f"Đã công bố: {shelf.current / 'index.html'}")


def _stored(warm: WarmKernels, function: Callable[[str, str], None], data_root: str, period: str) -> None:
    with contextlib.suppress(Cold):
        warm.work(function, data_root, period)


@contextmanager
def _one_import_at_a_time(data_root: Path) -> Iterator[None]:
    """Two periods may be run side by side, but both may want to store the same month for the first time."""
    if not os.access(data_root, os.W_OK):  # nothing can be stored there, so nothing can collide
        yield
        return
    with hold(data_root / "clean" / ".lock", f"Số liệu trong {data_root}", wait=IMPORT_WAIT_SECONDS):
        yield


def _converted(page: Page, executed: NotebookNode, edition: Edition) -> Page:
    """The page with its body, or failed when the whole page in its shell is not fit to be published."""
    try:
        page = replace(page, body=convert(executed))
        render(page_context(edition, page, None, None))
    except BadPage as bad:
        return replace(page, body=None, failure=Failure("cả trang", str(bad)))
    return page


def _approved_version(shelf: Shelf, present: dict | None) -> int | None:
    """The publication with the approved figures; None where it lies here no more as it was published."""
    number = ((present or {}).get("approval") or {}).get("approved_version")
    return None if present is not None and number == present["version"] and manifest.changed(shelf.current) else number


def _keep_real_outputs(present: dict | None, frame: Frame, shelf: Shelf) -> None:
    """The sample never takes the place of a real period."""
    if present is not None and frame.is_illustrative and not present.get("is_illustrative"):
        raise CannotWrite(
            f"{shelf.current} đang giữ số liệu thật; số liệu minh họa không được ghi đè lên.",
            [
                Finding(
                    "P-so-lieu-that",
                    "refused",
                    "Số liệu minh họa và số liệu thật không để chung một nơi.",
                    file=str(shelf.current),
                    todo="ghi ra nơi khác: thêm --out THƯ_MỤC",
                )
            ],
        )


def _said(page: Page, made: dict[str, Page], work: Path) -> str:
    """The failed question, why, and where the full log lies (kept outside the outputs, readable by this user only)."""
    text = unchanged.said([(page.title, page.failure)] if page.failure else [])
    log = work / f"{page.name}.log"
    if page.name in made and log.is_file():
        text += f"\n    Nhật ký đầy đủ: {logs.keep(log)}"
    return text
