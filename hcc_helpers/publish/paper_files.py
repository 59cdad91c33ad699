"""The papers beside the pages of a period, for internal readers: they name cases and are drafts until somebody signs."""

from __future__ import annotations

from typing import Any

from hcc_helpers.papers.files import Papers, papers_of
from hcc_helpers.publish import case_lists, reminder_file


def papers(edition: Any) -> Papers:
    """The papers of an edition; none for the public."""
    if edition.is_public:
        return Papers()
    return papers_of(edition.month, tuple(stamp for stamp, _ in edition.standing.stamps))


def files(edition: Any, pages: list) -> dict[str, bytes]:
    """File name → content, of everything that lies beside the pages: the cases behind the figures, the reminder list and the papers."""
    return {**case_lists.files(edition), **reminder_file.files(edition, pages), **papers(edition).files}
