"""`hcc run`: from a folder of exports to published pages, one period after the other.

Everything is made in a private folder first. Only when the core pages are sound does the whole period take its
place in outputs/, at once; whatever fails before leaves the old outputs as they were.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from nbformat import NotebookNode

from hcc_helpers.errors import CannotWrite, Finding, HccError, RunFailed, WrongWords
from hcc_helpers.history.store import published_before
from hcc_helpers.parameters import Parameters
from hcc_helpers.periods import Period
from hcc_helpers.publish import manifest
from hcc_helpers.publish.edition import Edition, Page
from hcc_helpers.publish.exchange import Shelf, sweep, writing
from hcc_helpers.publish.kernels import Kernels
from hcc_helpers.publish.lock import hold
from hcc_helpers.publish.notebooks import Failure, Notebook, choose, find_notebooks, why_unfinished
from hcc_helpers.publish.pages import BadPage, Body, body_of, convert, render
from hcc_helpers.publish.period import build, page_context, refresh_list
from hcc_helpers.publish.progress import Progress, seconds
from hcc_helpers.publish.shapes import Frame, Neighbours

IMPORT_WAIT_SECONDS = 300.0
NOTHING_CHANGED = "không có gì đổi"


def run_periods(periods: list[Period], data_root: Path, out_root: Path, *, audience: str = "internal",
                only: str | None = None, strict: bool = False, force: bool = False, jobs: int = 2,
                progress: Progress | None = None, neighbours: Neighbours | None = None) -> int:  # fmt: skip
    """Import, compute, run the notebooks and publish each period; 0 when all went well, else the first exit code.

    Raises WrongWords (2) before anything is run when a notebook is unknown or does not take our parameters; what
    goes wrong in one period is said on `progress` and does not stop the next.
    """
    progress = progress or Progress()
    neighbours = neighbours or our_neighbours()
    notebooks = find_notebooks(neighbours.notebooks)
    chosen = choose(notebooks, only)
    first_code = 0
    for period in periods:
        run = _Run(period, Path(data_root).resolve(), Path(out_root).resolve(), audience, strict, force, jobs,
                   only is not None, notebooks, chosen, progress, neighbours)  # fmt: skip
        try:
            code = run.publish()
        except HccError as error:
            progress.problem(error.text())
            code = error.exit_code
        first_code = first_code or code
    return first_code


def our_neighbours() -> Neighbours:
    """The rooms of this suite; asked for late, because they are heavy."""
    from hcc_helpers.publish.neighbours import ours

    return ours()


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

    def publish(self) -> int:
        shelf = Shelf(self.out_root, self.period.text, self.audience)
        with hold(shelf.lock_file, f"Kỳ {self.period.title}"):
            if shelf.finish_cut_exchange():
                self.progress.line(f"Đã hoàn tất lần công bố {self.period.title} bị ngắt trước đó.")
                refresh_list(self.out_root, self.audience, self.neighbours)
            work = shelf.clear_work()
            try:
                return self._make(shelf, work)
            finally:
                sweep(work)

    def _make(self, shelf: Shelf, work: Path) -> int:
        step = f"Đọc tệp xuất và tính các chỉ số của {self.period.title}"
        with self.progress.step(step), _one_import_at_a_time(self.data_root):
            month = self.neighbours.compute(self.period, self.data_root)
        for note in month.notes:
            self.progress.line(f"  Lưu ý: {note}")
        frame = self.neighbours.frame(month, self.audience)
        earlier = published_before(self.period, shelf.current.parent)
        edition = Edition.of(self.period, self.audience, month, frame, self.data_root, self.neighbours.project, earlier)
        present = shelf.published()
        edition = replace(edition, approved_version=((present or {}).get("approval") or {}).get("approved_version"))
        _keep_real_outputs(present, frame, shelf)
        hashes = {notebook.name: manifest.sha256(notebook.path.read_bytes()) for notebook in self.notebooks}
        if not self.is_partial and not self.force and self._is_unchanged(shelf, present, edition, hashes):
            refresh_list(self.out_root, self.audience, self.neighbours)
            self.progress.line(
                f"{self.period.title}: {NOTHING_CHANGED} (bản {present['version']}). {shelf.current / 'index.html'}"
            )
            return 0
        kept = self._kept_pages(shelf, present, edition, hashes) if self.is_partial else {}
        made = self._execute(work, edition, hashes)
        pages = [{**kept, **made}[notebook.name] for notebook in self.notebooks]
        failed = [page for page in pages if page.failure]
        fatal = [page for page in failed if page.is_core or self.strict]
        report = "\n".join(_said(page, made, work) for page in failed)
        if fatal:
            raise RunFailed(f"Chưa công bố được {self.period.title}; số liệu đã công bố trước đó không thay đổi.\n{report}")
        self._put_in_place(shelf, present, work, edition, pages)
        if failed:
            self.progress.problem(f"Đã công bố {self.period.title}, trừ {len(failed)} trang (nêu ở trang đầu).\n{report}")
        return 1 if failed else 0

    def _is_unchanged(self, shelf: Shelf, present: dict | None, edition: Edition, hashes: dict[str, str]) -> bool:
        """The same inputs, the same notebooks, all pages sound, and no file touched since."""
        if present is None or present.get("inputs_hash") != edition.inputs_hash:
            return False
        pages = {page["name"]: page for page in present["pages"]}
        same = pages.keys() == hashes.keys() and all(
            page["failure"] is None and page["notebook_sha256"] == hashes[name] for name, page in pages.items()
        )
        return same and not manifest.mismatches(shelf.current)

    def _kept_pages(self, shelf: Shelf, present: dict | None, edition: Edition, hashes: dict[str, str]) -> dict[str, Page]:
        """With --only: the other pages as published, when they were made from the very same inputs."""
        names = {notebook.name for notebook in self.notebooks} - {notebook.name for notebook in self.chosen}
        pages = {page["name"]: page for page in (present or {"pages": []})["pages"]}
        why = ""
        if present is None:
            why = "Kỳ này chưa được công bố lần nào."
        elif present.get("inputs_hash") != edition.inputs_hash:
            why = "Số liệu, quy tắc hoặc mã nguồn đã đổi từ lần công bố trước."
        elif other := sorted(name for name in names if pages.get(name, {}).get("notebook_sha256") != hashes[name]):
            why = f"Sổ tính khác cũng đã đổi: {', '.join(other)}."
        elif manifest.mismatches(shelf.current):
            why = "Tệp đã công bố không còn nguyên vẹn."
        if why:
            raise WrongWords(
                "Không thể chỉ chạy riêng một sổ tính.",
                [Finding("P-only", "refused", why, accepted="--only khi các trang khác được làm từ đúng số liệu này",
                         todo=f"chạy lại cả kỳ: hcc run {self.period.text}")],
            )  # fmt: skip
        kept = {}
        for name in names:
            entry = pages[name]
            failure = Failure(**entry["failure"]) if entry["failure"] else None
            body = None
            if failure is None:
                html = (shelf.current / entry["file"]).read_text("utf-8")
                body = Body(entry["h1"], body_of(html), [tuple(line) for line in entry["contents"]], entry["finding"])
            kept[name] = Page(name, entry["title"], entry["notebook_sha256"], body, failure)
        return kept

    def _execute(self, work: Path, edition: Edition, hashes: dict[str, str]) -> dict[str, Page]:
        """Run the chosen notebooks, `jobs` at a time, and convert each as it ends."""
        parameters = Parameters(period=self.period.text, data=str(self.data_root), audience=self.audience, run_id=edition.run_id)
        published = Shelf(self.out_root, self.period.text, self.audience).current.parent
        kernels = Kernels(work)
        pages: dict[str, Page] = {}
        with writing(work), ThreadPoolExecutor(max_workers=max(1, self.jobs)) as pool:
            futures = {}
            for notebook in self.chosen:
                self.progress.line(f"{notebook.label}: đang chạy…")
                log = work / f"{notebook.name}.log"
                told = parameters.model_dump() | ({"published": str(published)} if "published" in notebook.asks else {})
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
            except BaseException:  # Ctrl-C above all: the threads wait for their kernels, so these must end first
                for future in futures:
                    future.cancel()
                kernels.kill()
                raise
        return pages

    def _put_in_place(self, shelf: Shelf, present: dict | None, work: Path, edition: Edition, pages: list[Page]) -> None:
        same_run = present is not None and present.get("run_id") == edition.run_id
        version = int(present["version"]) if same_run else shelf.next_version()
        with self.progress.step("Dựng các trang"), writing(shelf.work):
            staged = build(work, replace(edition, version=version), pages, self.neighbours)
            is_same = same_run and not manifest.mismatches(shelf.current) and manifest.read(staged) == present
            if same_run and not is_same:
                staged = build(work, replace(edition, version=shelf.next_version()), pages, self.neighbours)
        if is_same:
            self.progress.line(f"{self.period.title}: chạy lại cho đúng bản đang có, {NOTHING_CHANGED}.")
        else:
            shelf.exchange(staged)
        refresh_list(self.out_root, self.audience, self.neighbours)
        self.progress.line(f"Đã công bố: {shelf.current / 'index.html'}")


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


def _keep_real_outputs(present: dict | None, frame: Frame, shelf: Shelf) -> None:
    """The sample never takes the place of a real period."""
    if present is not None and frame.is_illustrative and not present.get("is_illustrative"):
        raise CannotWrite(
            f"{shelf.current} đang giữ số liệu thật; số liệu minh họa không được ghi đè lên.",
            [Finding("P-so-lieu-that", "refused", "Số liệu minh họa và số liệu thật không để chung một nơi.",
                     file=str(shelf.current), todo="ghi ra nơi khác: thêm --out THƯ_MỤC")],
        )  # fmt: skip


def _said(page: Page, made: dict[str, Page], work: Path) -> str:
    """The failed question, why, and where the full log lies (kept outside the outputs, readable by this user only)."""
    text = f"  {page.title}\n    Câu hỏi: {page.failure.question}\n    Vì sao: {page.failure.why}"
    log = work / f"{page.name}.log"
    if page.name in made and log.is_file():
        kept = Path(tempfile.mkdtemp(prefix="hcc-nhat-ky-")) / log.name
        shutil.copyfile(log, kept)
        text += f"\n    Nhật ký đầy đủ: {kept}"
    return text
