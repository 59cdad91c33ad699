"""A template without those who made it: its properties, comments and marks of editing name people, and every report would carry them out."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from lxml import etree

from hcc_helpers.papers.package import RELS, TYPES_PART, Parts, as_bytes, tree_of, w

WHO = "hcc"  # as in comments of our own
CORE, APP = "docProps/core.xml", "docProps/app.xml"
_KEPT = {"title", "created", "description"}  # of the core properties: what is written anew for each report
_OF_PEOPLE = {"Manager", "Company", "HyperlinkBase"}
_DROPPED = re.compile(r"word/(?:comments\w*|people)\.xml\Z|docProps/(?:custom\.xml|thumbnail\.\w+)\Z")
_TEXTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|styles|numbering|glossary/document)\.xml\Z")


def nameless(parts: Parts) -> None:
    """Take out of the parts of a template whatever says who wrote, changed or commented it; the words themselves stay."""
    for name in [name for name in parts if _DROPPED.match(name)]:
        del parts[name]
    _forget_dropped(parts)
    for name, goes in ((CORE, lambda tag: tag not in _KEPT), (APP, _OF_PEOPLE.__contains__)):
        if name in parts:
            root = tree_of(parts, name)
            for node in [one for one in root if isinstance(one.tag, str) and goes(etree.QName(one).localname)]:
                root.remove(node)
            parts[name] = as_bytes(root)
    for name in [name for name in parts if _TEXTS.match(name)]:
        root = tree_of(parts, name)
        _without_comments(root)
        for node in root.iter():
            for said in (w("author"), w("initials")):
                if node.get(said) is not None:
                    node.set(said, WHO)
        parts[name] = as_bytes(root)


def _without_comments(root: etree._Element) -> None:
    for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        for node in list(root.iter(w(tag))):
            node.getparent().remove(node)


def _forget_dropped(parts: Parts) -> None:
    """No relationship and no content type speaks of a part that is gone."""
    types = tree_of(parts, TYPES_PART)
    for one in [one for one in types if _DROPPED.match(one.get("PartName", "").lstrip("/"))]:
        types.remove(one)
    parts[TYPES_PART] = as_bytes(types)
    for name in [name for name in parts if name.endswith(".rels")]:
        root = tree_of(parts, name)
        for one in list(root.iter(f"{{{RELS}}}Relationship")):
            # a target from the root of the package on begins with a stroke, which a path takes as it is
            target = str(PurePosixPath("/", name).parent.parent / one.get("Target", ""))
            if _DROPPED.match(target[1:]):
                root.remove(one)
        parts[name] = as_bytes(root)
