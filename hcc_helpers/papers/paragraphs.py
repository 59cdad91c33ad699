"""Paragraphs and tables in Word's XML, each figure and each paragraph inside its invisible bookmark."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field

from lxml import etree

from hcc_helpers.papers.bookmarks import Names, paragraph
from hcc_helpers.papers.package import SPACE, w
from hcc_helpers.papers.template import clean, clone
from hcc_helpers.report.own_report.parts import Block, Figure, Paragraph

LEAD = {"dash": "- ", "plus": "+ "}


@dataclass
class Writer:
    """Writes bound text and remembers what it bound: bookmark → the words as made, of figures and of paragraphs."""

    names: Names
    figures: dict[str, str] = field(default_factory=dict)
    paragraphs: dict[str, str] = field(default_factory=dict)
    inside: dict[str, str] = field(default_factory=dict)  # figure → paragraph
    _id: int = 0

    def block(self, made: Block, like: etree._Element) -> list[etree._Element]:
        """The paragraphs of a section in the form of the one that held its placeholder."""
        return [self.paragraph(one, like, paragraph(made.id, number)) for number, one in enumerate(made.paragraphs, start=1)]

    def paragraph(self, said: Paragraph, like: etree._Element, name: str = "") -> etree._Element:
        new, form = clone(like)
        text = LEAD.get(said.kind, "")
        begin = self._start(name) if name else None
        if begin is not None:
            new.append(begin)
        if text:
            new.append(run(text, form))
        for part in said.parts:
            self.part(new, part, form, is_italic=said.kind == "missing", within=name)
        if begin is not None:
            new.append(self._end(begin))
            self.paragraphs[name] = text + said.text
        return new

    def part(self, into: etree._Element, part: str | Figure, form=None, is_italic: bool = False, within: str = "") -> None:
        """One piece of text; a figure goes inside a bookmark that names it."""
        text = part if isinstance(part, str) else part.text
        if isinstance(part, str):
            into.append(run(text, form, is_italic))
            return
        name = self.names.figure(part.place)
        begin = self._start(name)
        into.append(begin)
        into.append(run(text, form, is_italic))
        into.append(self._end(begin))
        self.figures[name] = text
        if within:
            self.inside[name] = within

    def _start(self, name: str) -> etree._Element:
        self._id += 1
        return etree.Element(w("bookmarkStart"), {w("id"): str(self._id), w("name"): name})

    def _end(self, begin: etree._Element) -> etree._Element:
        return etree.Element(w("bookmarkEnd"), {w("id"): begin.get(w("id"))})


def run(text: str, form=None, is_italic: bool = False) -> etree._Element:
    """A run of text in the form of another."""
    new = etree.Element(w("r"))
    if form is not None:
        new.append(copy.deepcopy(form))
    if is_italic:
        properties = new.find(w("rPr"))
        properties = properties if properties is not None else etree.SubElement(new, w("rPr"))
        if properties.find(w("i")) is None:
            before = [one for one in properties if one.tag in {w("rStyle"), w("rFonts"), w("b"), w("bCs")}]
            properties.insert(len(before), etree.Element(w("i")))
    node = etree.SubElement(new, w("t"))
    node.text = clean(text)
    node.set(SPACE, "preserve")
    return new


def plain(like: etree._Element, text: str) -> etree._Element:
    """A paragraph that holds no figure of ours."""
    new, form = clone(like)
    new.append(run(text, form))
    return new
