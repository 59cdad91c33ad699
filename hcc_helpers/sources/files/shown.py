"""What a browser shows of a page's table: rows that a style hides are not there, a field shows what is typed in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_STYLE = re.compile(r"<style\b[^>]*>(.*?)</style\s*>", re.DOTALL | re.IGNORECASE)
_NOTE = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_MEDIA = re.compile(r"@media\b([^{]*)\{((?:[^{}]*\{[^{}]*\})*[^{}]*)\}", re.IGNORECASE)
_BLOCK = re.compile(r"([^{}]+)\{([^{}]*)\}")
_HIDES = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_SHOWS = re.compile(r"display\s*:\s*(?!none)[a-z-]+", re.IGNORECASE)
_COMPOUND = re.compile(r"([a-z][a-z0-9]*|\*)?((?:[.#][\w-]+)*)", re.IGNORECASE)
_STRIKES = re.compile(r"<(?:s|strike|del)\b|line-through", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration[a-z-]*\s*:[^;]*line-through", re.IGNORECASE)
_BLOCKS = frozenset(("td", "th", "li", "p", "div"))
_APART = "\x1e"  # between such parts of a cell, until its text is whole
_APARTS = re.compile(f"{_APART}+")
_FIELDS = ("", "text", "number", "date", "datetime-local", "tel")  # of an <input>: those that show their value


@dataclass(frozen=True)
class _Part:
    """One step of a selector: a tag, an id, classes; what is empty fits everything."""

    tag: str
    id: str
    classes: frozenset[str]

    def fits(self, node) -> bool:
        return (
            self.tag in ("", "*", node.tag)
            and self.id in ("", node.get("id"))
            and self.classes <= set((node.get("class") or "").split())
        )


class Shown:
    """The style sheets of a page, as far as they hide."""

    def __init__(self, text: str):
        sheets = "\n".join(_STYLE.findall(text))
        # What hides on paper only is shown on the screen.
        sheets = _MEDIA.sub(
            lambda m: m[2] if not m[1].strip() or re.search("screen|all", m[1], re.I) else "", _NOTE.sub("", sheets)
        )
        self._strikes_some = bool(_STRIKES.search(text))
        self._hides_some = bool(_HIDES.search(text) or re.search(r"<[^>]*\shidden\b", text, re.IGNORECASE))
        self._parent, self._is_inside_hidden = None, False
        blocks = _BLOCK.findall(sheets)
        self._hiding, self._striking = (
            [
                selector
                for heads, body in blocks
                if what.search(body)
                for head in heads.split(",")
                if (selector := _selector(head))
            ]
            for what in (_HIDES, _STRUCK)
        )

    def hides(self, node) -> bool:
        """Whether the node itself is hidden, by its own style, an attribute or a style sheet."""
        if not self._hides_some:
            return False
        style = node.get("style") or ""
        if _HIDES.search(style) or node.get("hidden") is not None:
            return True
        return any(_fits(selector, node) for selector in self._hiding) and not _SHOWS.search(style)

    def hides_row(self, line) -> bool:
        """Whether a row of a table is not shown: itself, what it stands in, or every one of its cells."""
        if not self._hides_some:
            return False
        parent = line.getparent()
        if parent is not self._parent:  # asked once for all rows of one table
            above = (node for node in (parent, *parent.iterancestors()) if isinstance(node.tag, str))
            self._parent, self._is_inside_hidden = parent, any(self.hides(node) for node in above)
        if self._is_inside_hidden or self.hides(line):
            return True
        has_cells = False
        for cell in line:
            if cell.tag in ("td", "th"):
                if not self.hides(cell):
                    return False
                has_cells = True
        return has_cells

    def strikes(self, line) -> bool:
        """Whether a row holds text that is struck out."""
        if not self._strikes_some:
            return False
        return any(
            node.tag in ("s", "strike", "del")
            or _STRUCK.search(node.get("style") or "")
            or any(_fits(selector, node) for selector in self._striking)
            for node in line.iter()
            if isinstance(node.tag, str)
        )

    def text(self, cell) -> str:
        """The text of a cell in reading order, a line break for each <br>, a blank between parts that stand apart.

        libxml2 bounds how deep markup can nest.
        """
        if not len(cell):
            return cell.text or ""
        text = "".join(self._pieces(cell))
        return _APARTS.sub(" ", text.strip(_APART)) if _APART in text else text

    def _pieces(self, node) -> Iterator[str]:
        yield node.text or ""
        for child in node:
            if child.tag == "br":
                yield "\n"
            elif child.tag == "input":
                yield child.get("value") or "" if (child.get("type") or "").lower() in _FIELDS else ""
            elif child.tag == "img":  # a sign in the place of a word: what is said in its stead
                yield "" if self.hides(child) else child.get("alt") or child.get("title") or ""
            elif child.tag == "select":
                options = list(child.iter("option"))
                chosen = [one for one in options if one.get("selected") is not None] or options[:1]
                yield from (one.text or "" for one in chosen)
            # Comments are nodes too, and their text is none; a sorting key behind display:none is not shown either.
            elif isinstance(child.tag, str) and not self.hides(child):
                mark = _APART if child.tag in _BLOCKS else ""
                yield mark
                yield from self._pieces(child)
                yield mark
            yield child.tail or ""


def _selector(head: str) -> tuple[_Part, ...] | None:
    """The steps of a selector; None where one is not understood (a state, an attribute): such a rule hides nothing here."""
    parts = []
    for step in head.replace(">", " ").split():
        match = _COMPOUND.fullmatch(step)
        if not match:
            return None
        names = re.findall(r"([.#])([\w-]+)", match[2])
        id = next((name for sign, name in names if sign == "#"), "")
        parts.append(_Part((match[1] or "").lower(), id, frozenset(name for sign, name in names if sign == ".")))
    return tuple(parts) or None


def _fits(selector: tuple[_Part, ...], node) -> bool:
    *before, last = selector
    if not last.fits(node):
        return False
    above = [one for one in node.iterancestors() if isinstance(one.tag, str)]
    for part in reversed(before):
        while above and not part.fits(above[0]):
            above.pop(0)
        if not above:
            return False
        above.pop(0)
    return True
