"""The reference pages in docs/, written from the declarations: glossary, tables and flags, errors, commands, verdicts, process.

They are committed, so that they can be read without a machine, and a test compares them with what the code declares.
"""

from __future__ import annotations

from pathlib import Path

from hcc_helpers.reference_pages.columns import columns_page
from hcc_helpers.reference_pages.commands import commands_page
from hcc_helpers.reference_pages.errors import errors_page
from hcc_helpers.reference_pages.glossary import glossary_page
from hcc_helpers.reference_pages.process import process_page
from hcc_helpers.reference_pages.verdicts import verdicts_page

PAGES = {
    "glossary.md": glossary_page,
    "columns.md": columns_page,
    "errors.md": errors_page,
    "cli.md": commands_page,
    "verdicts.md": verdicts_page,
    "quy-trinh.md": process_page,
}


def pages() -> dict[str, str]:
    """File name → text of every page."""
    return {name: page() for name, page in PAGES.items()}


def write(folder: Path) -> list[str]:
    """Write every page that differs from what lies in `folder`; returns the names of those written."""
    written = []
    for name, text in pages().items():
        path = folder / name
        if not path.is_file() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8", newline="\n")
            written.append(name)
    return written
