"""What the pages of an edition show, as plain lines: what an approval covers besides the figures.

Lines, not HTML: a new class name or another shell is no change of what somebody read; another case in a list, another
mark, another picture or a page that is missing is one. Pictures count by the hash of their bytes.
"""

from __future__ import annotations

import difflib
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hcc_helpers.indicators.traced import Trace

_BLOCKS = {
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "dt",
    "dd",
    "div",
    "section",
    "figure",
    "figcaption",
    "caption",
    "tr",
    "table",
    "summary",
    "details",
    "ul",
    "ol",
    "dl",
    "blockquote",
    "pre",
    "br",
    "hr",
}
_CELLS = {"td", "th"}
Shown = dict[str, dict]  # page → {"title", "lines"}; lines is None where the page is missing


@dataclass(frozen=True)
class PageChanged:
    """One page that shows something else than the approved one did: the lines that went and those that came."""

    name: str
    title: str
    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()
    was_missing: bool = False
    is_missing: bool = False


@dataclass(frozen=True)
class CasesChanged:
    """One count with other rows behind it than behind the approved one."""

    indicator: str
    scope: str
    gone: tuple[str, ...]
    come: tuple[str, ...]


def lines_of(html: str) -> list[str]:
    """The visible text of a page's body, a line a paragraph, item or table row."""
    from lxml import html as reader

    parts: list[str] = []
    _walk(reader.fragment_fromstring(html, create_parent="div"), parts)
    return [line for line in (" ".join(text.split()) for text in "".join(parts).split("\n")) if line]


def _walk(node, parts: list[str]) -> None:
    if not isinstance(node.tag, str):  # a comment
        parts.append(node.tail or "")
        return
    around = "\n" if node.tag in _BLOCKS else " | " if node.tag in _CELLS else ""
    parts.append(around)
    if node.tag == "img":
        parts.append(f"\n[{hashlib.sha256(node.get('src', '').encode()).hexdigest()[:12]}] {node.get('alt', '')}\n")
    if node.tag == "a" and not node.get("href", "").startswith("#"):
        parts.append(f"[{node.get('href', '')}]")
    parts.append(node.text or "")
    for child in node:
        _walk(child, parts)
    parts.append("\n" if around == "\n" else "")
    parts.append(node.tail or "")


def changed_pages(was: Shown, now: Shown) -> list[PageChanged]:
    """The pages that differ, in the order of their names; a page that the approved edition did not know is one, too."""
    found = []
    for name in sorted(was.keys() | now.keys()):
        before, after = was.get(name, {"lines": None}), now.get(name, {"lines": None})
        if before["lines"] == after["lines"]:
            continue
        gone, come = _differences(before["lines"] or [], after["lines"] or [])
        title = after.get("title") or before.get("title") or name
        found.append(PageChanged(name, title, gone, come, before["lines"] is None, after["lines"] is None))
    return found


def _differences(was: list[str], now: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    gone: list[str] = []
    come: list[str] = []
    for kind, i1, i2, j1, j2 in difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind != "equal":
            gone += was[i1:i2]
            come += now[j1:j2]
    return tuple(gone), tuple(come)


def is_same_cases(one: Trace, other: Trace) -> bool:
    """Whether the same rows stand behind every count."""
    return _marks(one) == _marks(other)


def changed_cases(was: Trace, now: Trace) -> list[CasesChanged]:
    """The counts of the approved edition that stand on other rows now."""
    before, after = _marks(was), _marks(now)
    names = sorted(name for name in before if before[name] != after.get(name))
    keys = [
        {name: frozenset(piece.keys.to_pylist()) for piece in trace.pieces() if (name := (piece.indicator, piece.scope)) in names}
        for trace in (was, now)
        if names
    ]
    return [
        CasesChanged(*name, tuple(sorted(gone)), tuple(sorted(come)))
        for name in names
        for gone, come in [_both_ways(*(side.get(name, frozenset()) for side in keys))]
    ]


def _both_ways(was: frozenset[str], now: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    return was - now, now - was


def _marks(trace: Trace) -> dict[tuple[str, str], str]:
    """(indicator, scope) → one hash of the rows behind it, whatever their order: they are more than memory holds where cases are many."""
    return {(piece.indicator, piece.scope): piece.mark() for piece in trace.pieces() if len(piece)}
