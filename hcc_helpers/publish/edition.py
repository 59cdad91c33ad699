"""One edition of a period: for whom, from what it was computed, its pages, and how it calls itself."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from hcc_helpers.periods import Period
from hcc_helpers.publish import manifest
from hcc_helpers.publish.approval import Standing, standing
from hcc_helpers.publish.exchange import Shelf
from hcc_helpers.publish.notebooks import CORE, Failure
from hcc_helpers.publish.pages import Body, body_of
from hcc_helpers.publish.shapes import Frame, Month
from hcc_helpers.publish.shown import Shown, lines_of


@dataclass(frozen=True)
class Page:
    """One notebook of the period: converted, or failed and why."""

    name: str
    title: str  # the notebook's own heading
    notebook_sha256: str
    body: Body | None
    failure: Failure | None

    @property
    def file(self) -> str:
        return f"{self.name}.html"

    @property
    def shown(self) -> Body:
        """What a page that was made shows."""
        assert self.body is not None, "only pages that were made are laid out"
        return self.body

    @property
    def is_core(self) -> bool:
        return self.name[:2] in CORE

    def entry(self) -> dict[str, Any]:
        """How the page stands in the manifest."""
        return {
            "name": self.name,
            "file": self.file if self.body else None,
            "title": self.title,
            "h1": self.body.h1 if self.body else None,
            "contents": self.body.contents if self.body else [],
            "finding": self.body.finding if self.body else "",
            "notebook_sha256": self.notebook_sha256,
            "failure": vars(self.failure) if self.failure else None,
        }


@dataclass(frozen=True)
class Edition:
    """What is published: a period for an audience, what it was computed from, and under which version number."""

    period: Period
    audience: str
    month: Month
    frame: Frame
    reference: dict[str, str]  # reference file -> hash: targets, rules, calendar, catalogue
    inputs_hash: str
    alone_hash: str  # the same without other published periods: what a page that reads none of them rests on
    run_id: str
    code: dict[str, str]
    lock: str
    standing: Standing = field(default_factory=Standing)
    approved_version: int | None = None  # the publication that holds the approved figures, where it lies here
    version: int = 1
    for_all: Any = None  # of a public edition: the figures that everybody gets (small_cells.edition.ForAll)
    annex: bool = False  # whether paper prints what the screen folds away; changes no figure and no notebook
    earlier: list[dict] = field(
        default_factory=list
    )  # published periods that the pages read: period, version, hash of the results
    bare: Frame | None = None  # the frame before it said how far the period is

    @classmethod
    def of(
        cls,
        period: Period,
        audience: str,
        month: Month,
        frame: Frame,
        data_root: Path,
        project: Path,
        earlier: list[dict] | None = None,
    ) -> Edition:
        """`earlier`: the published periods whose results the pages set beside this one."""
        reference = manifest.reference_hashes(data_root, project)
        stands = standing(data_root, period.text, month)
        code, lock = manifest.code_version(), manifest.lock_hash(project)
        parameters = {"period": period.text, "audience": audience}
        inputs = {**month.inputs, "reference": reference, "approval": stands.entry()}
        hashed = manifest.inputs_hash({**inputs, "earlier": earlier or []}, parameters, code, lock)
        alone = manifest.inputs_hash(inputs, parameters, code, lock)
        return cls(
            period,
            audience,
            month,
            _stamped(frame, audience, stands),
            reference,
            hashed,
            alone,
            manifest.run_id(hashed),
            code,
            lock,
            stands,
            earlier=earlier or [],
            bare=frame,
        )

    def seen(self, pages: list[Page]) -> Edition:
        """The edition once its pages are made: whether they show what the approved ones showed."""
        stands = self.standing.seen(shown_by(pages), self.is_public)
        return replace(self, standing=stands, frame=_stamped(self.bare or self.frame, self.audience, stands))

    @property
    def is_public(self) -> bool:
        return self.audience == "public"


def _stamped(frame: Frame, audience: str, stands: Standing) -> Frame:
    """How far a period is stands beside the other words on how far a page may go; what the sheet is comes after."""
    first = 1 if audience == "internal" else 0
    return replace(frame, stamps=(*frame.stamps[:first], *stands.stamps, *frame.stamps[first:]))


def shown_by(pages: list[Page]) -> Shown:
    """What each page says, line by line."""
    return {page.name: {"title": page.title, "lines": lines_of(page.body.html) if page.body else None} for page in pages}


def published_page(shelf: Shelf, entry: dict[str, Any]) -> Page:
    """A page as it is published, taken over into the next edition."""
    failure = Failure(**entry["failure"]) if entry["failure"] else None
    body = None
    if failure is None:
        html = (shelf.current / entry["file"]).read_text("utf-8")
        body = Body(entry["h1"], body_of(html), [tuple(line) for line in entry["contents"]], entry["finding"])
    return Page(entry["name"], entry["title"], entry["notebook_sha256"], body, failure)


def version_label(edition: Edition) -> str:
    """ "bản 2, dự thảo · số liệu 3f2a9c01d4e7": which publication of the period, how far it is, and from which data."""
    return f"bản {edition.version}, {edition.standing.label} · số liệu {edition.month.data_version}"


def approved_version(edition: Edition) -> int | None:
    """The number of the publication with the approved figures: this one, or one that was put away in versions/."""
    return edition.version if edition.standing.state == "approved" else edition.approved_version


def footer(edition: Edition) -> list[str]:
    return [
        *edition.frame.footer,
        f"Phiên bản bộ công cụ {edition.code['package']}; mã kiểm chứng {edition.run_id}.",
        "Trang mở được khi không có mạng.",
    ]
