"""The plain shapes that the files of this room hand to each other; they know nothing but their own fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from hcc_helpers.parameters import Further
from hcc_helpers.periods import Period
from hcc_helpers.publish import manifest


class Month(Protocol):
    """The numbers of a period, as `indicators.month_results.compute` gives them."""

    asked: Further  # what the pages are told besides the period

    @property
    def results(self) -> Any: ...  # pandas tables, columns as in docs/design.md

    @property
    def balances(self) -> Any: ...

    @property
    def trace(self) -> Any: ...  # the rows behind the counts (indicators.traced.Trace)

    @property
    def findings(self) -> Any: ...  # what was found in the exports

    @property
    def inputs(self) -> dict: ...

    @property
    def data_version(self) -> str: ...

    @property
    def notes(self) -> list[str]: ...


@dataclass(frozen=True)
class Frame:
    """The words around every page of a period: whose it is, of what, how far it may be trusted and shown."""

    office: str
    span: str
    extracted: str
    stamps: tuple[tuple[str, str], ...] = ()
    footer: tuple[str, ...] = ()
    is_illustrative: bool = False
    is_provisional: bool = False


@dataclass(frozen=True)
class Front:
    """The front page of a period, and what the list of all periods says of it (goes into the manifest)."""

    html: str
    summary: dict = field(default_factory=dict)


def read_nothing(data_root: str, period: str) -> None:
    """No kernel finds anything read."""


@dataclass(frozen=True)
class Places:
    """Where a run finds what it makes a period of; enough to see that nothing has changed."""

    project: Path  # holds requirements.lock and data/reference
    notebooks: Path
    exports: Callable[[Path], dict[str, str]] = field(default=manifest.exports_hashes, kw_only=True)  # data root -> file -> hash


@dataclass(frozen=True)
class Neighbours(Places):
    """The rooms that a run calls."""

    compute: Callable[[Period, Path], Month]  # imports what is new, too
    frame: Callable[[Month, str], Frame]
    front_page: Callable[[Any, list], Front]  # (edition, pages) -> index.html of the period and its summary
    all_periods: Callable[[list[dict], str], str]  # (manifests, newest first; audience) -> index.html of outputs/
    foresee: Callable[[Any], None] = lambda edition: (
        None
    )  # works out, while notebooks run, what front_page and files will ask for
    ahead: Callable[[Period, Path, Callable], None] = lambda period, data_root, work: None  # stores what compute will read
    shared: Callable[[str, str], None] = (
        read_nothing  # (data root, period) -> stores what several pages need; may run beside others
    )
    coming: Callable[[str, str], None] = (
        read_nothing  # (data root, period) -> stores what compute will read, as far as snapshots allow
    )
    read_ahead: Callable[[str, str], None] = read_nothing  # (data root, period) -> what all kernels find read
    for_all: Callable[[Any, Path], Any] = lambda month, folder: None  # what everybody gets; folder: public editions there
    unfit: Callable[[Path, Path, list[str]], list[str]] = (
        lambda folder, data_root, months: []
    )  # names of files that name a person
    files: Callable[[Any, list], dict[str, bytes]] = lambda edition, pages: {}  # (edition, pages) -> files beside the pages
