"""What the document was made from, kept inside it: period, version of the data, and every bound figure and paragraph as made.

With it a returned file tells a number that somebody changed from a result that has moved on since. It lies in the file's own
properties, in pieces that Word takes: LibreOffice drops other hidden parts when it saves.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from dataclasses import dataclass, field

from lxml import etree

from hcc_helpers.papers.package import TYPES, Parts, as_bytes, tree_of

PART = "docProps/custom.xml"
NAME = "hcc-"
PIECE = 240  # characters; Word takes 255
LARGEST = 2_000_000  # bytes of a record; ours has a hundredth of it
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_RELS = "_rels/.rels"


@dataclass(frozen=True)
class Ground:
    """`figures`, `paragraphs`: bookmark → its words when the document was made; `inside`: figure → the paragraph that held it."""

    period: str = ""
    data_version: str = ""
    figures: dict[str, str] = field(default_factory=dict)
    paragraphs: dict[str, str] = field(default_factory=dict)
    inside: dict[str, str] = field(default_factory=dict)


def keep(parts: Parts, ground: Ground) -> None:
    """Put the record among the file's own properties."""
    packed = base64.b64encode(zlib.compress(json.dumps(vars(ground), ensure_ascii=False, sort_keys=True).encode(), 9)).decode()
    root = (
        tree_of(parts, PART)
        if PART in parts
        else etree.Element(f"{{{_PROPERTIES}}}Properties", nsmap={None: _PROPERTIES, "vt": _VALUES})
    )
    numbers = [int(one.get("pid", "1")) for one in root]
    for number, start in enumerate(range(0, len(packed), PIECE)):
        one = etree.SubElement(
            root,
            f"{{{_PROPERTIES}}}property",
            fmtid=_FORMAT,
            pid=str(max([1, *numbers]) + 1 + number),
            name=f"{NAME}{number:03d}",
        )
        etree.SubElement(one, f"{{{_VALUES}}}lpwstr").text = packed[start : start + PIECE]
    parts[PART] = as_bytes(root)
    types = tree_of(parts, "[Content_Types].xml")
    if not any(one.get("PartName") == f"/{PART}" for one in types):
        etree.SubElement(types, f"{{{TYPES}}}Override", PartName=f"/{PART}", ContentType=_TYPE)
        parts["[Content_Types].xml"] = as_bytes(types)
    rels = tree_of(parts, _RELS)
    if not any(one.get("Type") == _KIND for one in rels):
        etree.SubElement(rels, rels[0].tag, Id="rIdHcc", Type=_KIND, Target=PART)
        parts[_RELS] = as_bytes(rels)


def found(parts: Parts) -> Ground | None:
    """The record of a document, None where it holds none or one that cannot be read."""
    if PART not in parts:
        return None
    pieces = {one.get("name", ""): "".join(one.itertext()) for one in tree_of(parts, PART)}
    packed = "".join(pieces[name] for name in sorted(pieces) if re.fullmatch(rf"{NAME}\d{{3}}", name))
    if not packed:
        return None
    try:
        said = json.loads(zlib.decompressobj().decompress(base64.b64decode(packed, validate=True), LARGEST))
        return Ground(**{name: said[name] for name in ("period", "data_version", "figures", "paragraphs", "inside")})
    except (binascii.Error, zlib.error, ValueError, KeyError, TypeError):
        return None
