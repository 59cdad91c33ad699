"""A page of ours that came back, held against the page that was published: every figure that is another one is named.

Passage by passage in reading order. A figure on a page need not be known by its label here: the published page is the record of
what stood in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from hcc_helpers.audit.figures.passages import Document
from hcc_helpers.audit.findings.finding import Said

_FIGURE = re.compile(r"(?:(?<![\w.,%)])[+−-])?\d+(?:[.,]\d+)*(?:\s?%)?")
_SHAPE = "\x00"
_ROUND = 45  # characters shown on either side of a figure
_MOST = 4_000  # passages on one side that are matched one with another; a page of ours has some hundred


@dataclass
class Returned:
    """What a page that came back says otherwise than the published one."""

    figures: int = 0  # held against the figure in the same place
    said: list[Said] = field(default_factory=list)


@dataclass(frozen=True)
class _Line:
    text: str
    section: str
    shape: str  # the words around the figures


def returned(document: Document, published: Document) -> Returned:
    """`document` beside the `published` page."""
    mine, theirs = list(_lines(document))[:_MOST], list(_lines(published))[:_MOST]
    result = Returned()
    match = SequenceMatcher(None, [line.shape for line in mine], [line.shape for line in theirs], autojunk=False)
    for kind, begin, end, begin_there, end_there in match.get_opcodes():
        if kind == "equal":
            for line, record in zip(mine[begin:end], theirs[begin_there:end_there], strict=True):
                _compare(line, record, result)
            continue
        for line in mine[begin:end]:
            if _FIGURE.search(line.text):
                result.said.append(_not_there(line))
        for record in theirs[begin_there:end_there]:
            if _FIGURE.search(record.text):
                result.said.append(_left_out(record))
    return result


def _lines(document: Document) -> Iterator[_Line]:
    """Paragraphs, and rows of tables."""
    for passage in document.passages:
        for text in passage.text.split("\n") if passage.table is not None else [passage.text]:
            if text.strip():
                line = " ".join(text.split())
                yield _Line(line, passage.section, _FIGURE.sub(_SHAPE, line))


def _compare(line: _Line, record: _Line, result: Returned) -> None:
    for here, there in zip(_FIGURE.finditer(line.text), _FIGURE.finditer(record.text), strict=True):
        result.figures += 1
        if here[0] != there[0]:
            start, end = max(0, here.start() - _ROUND), here.end() + _ROUND
            result.said.append(
                Said(
                    "contradiction",
                    line.section,
                    line.text[start:end].strip(),
                    f"“{here[0]}” khác trang đã công bố: ở chỗ này ghi “{there[0]}”",
                    f"{here[0]} thành {there[0]}.",
                )
            )


def _not_there(line: _Line) -> Said:
    return Said(
        "untestable", line.section, line.text[:240], "Đoạn này không có trên trang đã công bố nên không đối chiếu được từng số"
    )


def _left_out(record: _Line) -> Said:
    return Said("gap", record.section, record.text[:240], "Đoạn này có trên trang đã công bố nhưng không còn trong tệp")
