"""Markdown as the pages need it: tables whose cells may hold anything, anchors, the line that says who writes the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def generated(title: str, about: str) -> list[str]:
    """The head of a page."""
    note = "<!-- Viết bằng make docs từ các khai báo trong hcc_helpers/; đừng sửa tay. -->"
    return [f"# {title}", "", note, "", about, ""]


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table; a bar inside a cell would end it, so it is escaped, and a line break becomes a blank."""
    lines = ["| " + " | ".join(map(_cell, heads)) + " |", "|" + " --- |" * len(heads)]
    return [*lines, *("| " + " | ".join(map(_cell, row)) + " |" for row in rows)]


def _cell(text: str) -> str:
    return " ".join(str(text).split()).replace("|", "\\|") or " "


def anchor(id: str) -> str:
    """A target for links that does not change when a heading's words do."""
    return f'<a id="{id}"></a>'


def code(text: str) -> str:
    return f"`{text}`"


def page(lines: Iterable[str]) -> str:
    """The lines as a file: exactly one newline at the end."""
    return "\n".join(lines).rstrip("\n") + "\n"
