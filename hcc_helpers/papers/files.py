"""All papers of a month as files: made once, each with the words of its link, and what could not be made with the reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from hcc_helpers.errors import HccError
from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.papers import annex_tables, annotated, form_06a_book, score_766_book
from hcc_helpers.papers.document import document, file_name


@dataclass
class Papers:
    """File name → content, file name → words of the link; `missing`: sentences on papers that could not be made."""

    files: dict[str, bytes] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def add(self, label: str, make: Callable[[], tuple[str, bytes]]) -> None:
        """One paper; a refusal (a missing setting, a broken template) leaves it out and says why, and stops nothing else."""
        try:
            name, content = make()
        except HccError as error:
            first = error.findings[0].message if error.findings else ""
            self.missing.append(f"{label}: {error.message} {first}".strip())
            return
        self.files[name], self.links[name] = content, label


def papers_of(month: MonthResults, states: tuple[str, ...]) -> Papers:
    """The papers of a month in the order of their links; made once a month. `states`: as for `document`."""
    kept = month.kept.get("papers")
    if kept is not None and kept[0] == states:
        return kept[1]
    papers, text = Papers(), month.period.text
    papers.add("Báo cáo (Word)", lambda: (file_name(text), document(month, states).content))
    papers.add(
        "Báo cáo, bản cho người soát (Word)",
        lambda: (annotated.file_name(text), annotated.annotated(document(month, states), month)),
    )
    papers.add("Biểu II.06a (Excel)", lambda: (form_06a_book.file_name(text), form_06a_book.form_book(month)))
    papers.add("Phụ lục số liệu (Excel)", lambda: (annex_tables.file_name(text), annex_tables.annex_book(month)))
    papers.add("Tự chấm điểm QĐ 766 (Excel)", lambda: score_766_book.score_book(month))
    month.kept["papers"] = (states, papers)
    return papers


def files_of(month: MonthResults, states: tuple[str, ...]) -> dict[str, bytes]:
    """File name → content."""
    return papers_of(month, states).files
