"""What publishing asks of the other rooms, in one place: tests hand in stand-ins, everybody else takes `ours()`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from hcc_helpers.periods import Period
from hcc_helpers.places import project_root


class Month(Protocol):
    """The numbers of a period, as `indicators.month_results.compute` gives them."""

    results: Any  # pandas tables, columns as in docs/design.md
    balances: Any
    trace: Any
    findings: Any  # what was found in the exports
    inputs: dict
    data_version: str
    notes: list[str]


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


@dataclass(frozen=True)
class Neighbours:
    """The rooms that a run calls."""

    project: Path  # holds requirements.lock and data/reference
    notebooks: Path
    compute: Callable[[Period, Path], Month]  # imports what is new, too
    frame: Callable[[Month, str], Frame]
    front_page: Callable[[Any, list], Front]  # (edition, pages) -> index.html of the period and its summary
    all_periods: Callable[[list[dict], str], str]  # (manifests, newest first; audience) -> index.html of outputs/
    files: Callable[[Any, list], dict[str, bytes]] = lambda edition, pages: {}  # (edition, pages) -> files beside the pages

    @classmethod
    def ours(cls) -> Neighbours:
        from hcc_helpers.indicators.month_results import compute
        from hcc_helpers.publish import frame, front_page, paper_files

        return cls(
            project=project_root(),
            notebooks=project_root() / "notebooks",
            compute=compute,
            frame=frame.frame_of,
            front_page=front_page.render_front_page,
            all_periods=front_page.render_all_periods,
            files=paper_files.files,
        )
