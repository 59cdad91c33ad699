"""A document that came back from Word or LibreOffice: its paragraphs in order, and the text that each of our bookmarks now holds."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from lxml import etree

from hcc_helpers.papers.package import DOCUMENT, Parts, tree_of, w

_GONE = {w("del"), w("moveFrom")}  # tracked deletions: no longer part of the text
_BREAKS = {w("tab"): " ", w("br"): " ", w("cr"): " ", w("noBreakHyphen"): "-"}


@dataclass
class Read:
    """One paragraph. `marks`: bookmarks of ours that touch it; `page`: as the program that saved the file broke its pages."""

    text: str
    page: int
    marks: list[str] = field(default_factory=list)
    is_in_table: bool = False


@dataclass
class Returned:
    """The whole text. `held`: bookmark → what it now holds; `at`: bookmark → the paragraph where it begins."""

    paragraphs: list[Read] = field(default_factory=list)
    held: dict[str, str] = field(default_factory=dict)
    at: dict[str, int] = field(default_factory=dict)
    has_pages: bool = False

    def page_of(self, name: str) -> int | None:
        return self.paragraphs[self.at[name]].page if self.has_pages and name in self.at else None


def level(text: str) -> str:
    """Text as a reader sees it: one kind of blank, one form of accents."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def read(parts: Parts) -> Returned:
    """Read the body of a document; headers and footers hold no figure of ours."""
    found = Returned()
    opened: dict[str, str] = {}  # id → name
    page = 1
    body = tree_of(parts, DOCUMENT).find(w("body"))
    for paragraph in body.iter(w("p")):
        is_new_page = paragraph.find(f"{w('pPr')}/{w('pageBreakBefore')}") is not None
        page += is_new_page
        one = Read("", page, list(opened.values()), any(a.tag == w("tc") for a in paragraph.iterancestors()))
        number = len(found.paragraphs)
        for name in opened.values():
            found.held[name] += "\n"
        pieces: list[str] = []
        for node in _nodes(paragraph):
            if node.tag == w("bookmarkStart"):
                name = node.get(w("name"), "")
                if name.startswith("_") and name not in found.held:
                    opened[node.get(w("id"), "")] = name
                    found.held[name], found.at[name] = "", number
                    one.marks.append(name)
            elif node.tag == w("bookmarkEnd"):
                opened.pop(node.get(w("id"), ""), None)
            elif node.tag == w("lastRenderedPageBreak"):
                found.has_pages = True
                page += 0 if is_new_page and not "".join(pieces) else 1
                one.page = page if not "".join(pieces).strip() else one.page
            else:
                text = (node.text or "") if node.tag == w("t") else _BREAKS[node.tag]
                pieces.append(text)
                for name in opened.values():
                    found.held[name] += text
        one.text = "".join(pieces)
        found.paragraphs.append(one)
    return found


def _nodes(paragraph: etree._Element):
    """What counts in a paragraph, in order, without text boxes' own paragraphs and without what was deleted under tracking."""
    wanted = {w("bookmarkStart"), w("bookmarkEnd"), w("lastRenderedPageBreak"), w("t"), *_BREAKS}
    for node in paragraph.iter():
        if node.tag not in wanted:
            continue
        above = list(node.iterancestors())
        if any(one.tag in _GONE for one in above) or next(one for one in above if one.tag == w("p")) is not paragraph:
            continue
        yield node
