"""The copy for the reviewer: each number coloured by what stands behind it, its indicator in a comment beside it."""

from __future__ import annotations

from lxml import etree

from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.papers.bookmarks import Bound, block_of, bound
from hcc_helpers.papers.check import label_of, place_of
from hcc_helpers.papers.document import Made
from hcc_helpers.papers.package import DOCUMENT, SPACE, add_part, as_bytes, packed, tree_of, w
from hcc_helpers.papers.rests_on import rules_of
from hcc_helpers.report.own_report.parts import GOAL
from hcc_helpers.report.own_report.whole import report_blocks
from hcc_helpers.rules import ASSUMED

COMMENTS = "word/comments.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
# What stands behind a number: (colour of the letters, words). Dark enough to be told apart on paper too.
BEHIND = {
    "computed": ("1F4E9E", "Tính từ số liệu"),
    "own": ("7A1FA2", "Trong lời văn của Trung tâm, số vẫn tính từ số liệu"),
    "assumption": ("B3261E", "Mốc hoặc giả định, không phải kết quả"),
}


def file_name(period: str) -> str:
    return f"bao-cao-{period}-chu-thich.docx"


def annotated(made: Made, month: MonthResults) -> bytes:
    """The document with colours and comments; the words are those of the document itself."""
    parts = dict(made.parts)
    root = tree_of(parts, DOCUMENT)
    comments = etree.Element(w("comments"), nsmap={"w": w("")[1:-1]})
    for number, start in enumerate(list(root.iter(w("bookmarkStart")))):
        name = start.get(w("name"), "")
        said = bound(name)
        if said is None:
            continue
        behind = _behind(name, said, made, month)
        _mark(start, str(number), BEHIND[behind][0])
        comments.append(_comment(str(number), _said(said, behind, month)))
    parts[DOCUMENT] = as_bytes(root)
    add_part(parts, COMMENTS, as_bytes(comments), "comments", _TYPE)
    return packed(parts)


def _behind(name: str, said: Bound, made: Made, month: MonthResults) -> str:
    if said.form == GOAL:
        return "assumption"
    used = {rule.id for rule in month.now.settings.rules if rule.certainty == ASSUMED}
    if used and rules_of(said.indicator) & used:
        return "assumption"
    where = made.ground.inside.get(name, "")
    own = {one.id for one in report_blocks(month).values() if one.basis == "own"}
    return "own" if block_of(where, report_blocks(month)) in own else "computed"


def _said(said: Bound, behind: str, month: MonthResults) -> list[str]:
    indicator = REGISTRY.get(said.indicator)
    lines = [f"{BEHIND[behind][1]}: {label_of(said, place_of(said, month))}", f"Chỉ số: {said.indicator}"]
    lines += [indicator.definition] if indicator else []
    rules = [rule for rule in month.now.settings.rules if rule.certainty == ASSUMED and rule.id in rules_of(said.indicator)]
    return lines + [f"Giả định: {rule.label}: {rule.said}." for rule in rules]


def _mark(start: etree._Element, id: str, colour: str) -> None:
    """Colour the runs of a bookmark and hang a comment on them."""
    start.addprevious(etree.Element(w("commentRangeStart"), {w("id"): id}))
    node = start.getnext()
    while node is not None and node.tag != w("bookmarkEnd"):
        if node.tag == w("r"):
            form = node.find(w("rPr"))
            if form is None:
                form = etree.Element(w("rPr"))
                node.insert(0, form)
            before = [one for one in form if one.tag in {w(n) for n in ("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps")}]
            form.insert(len(before), etree.Element(w("color"), {w("val"): colour}))
        node = node.getnext()
    end = node if node is not None else start
    end.addnext(_reference(id))
    end.addnext(etree.Element(w("commentRangeEnd"), {w("id"): id}))


def _reference(id: str) -> etree._Element:
    run = etree.Element(w("r"))
    etree.SubElement(run, w("commentReference"), {w("id"): id})
    return run


def _comment(id: str, lines: list[str]) -> etree._Element:
    one = etree.Element(w("comment"), {w("id"): id, w("author"): "hcc", w("initials"): "hcc"})
    for line in lines:
        paragraph = etree.SubElement(one, w("p"))
        node = etree.SubElement(etree.SubElement(paragraph, w("r")), w("t"))
        node.text = line
        node.set(SPACE, "preserve")
    return one
