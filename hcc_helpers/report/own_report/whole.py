"""The whole report in order: the suite's own sentences, and in their place the office's words where it has written some."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.indicators.own_words import PLACE
from hcc_helpers.report.own_report import cases, coordination, hindrances, tasks
from hcc_helpers.report.own_report.parts import Block, Figure, Paragraph, Part
from hcc_helpers.report.own_report.speak import figure_of, placed
from hcc_helpers.report.wording import inside

_MAKERS = {
    "I.1": coordination.coordination,
    "I.2": coordination.outreach,
    "I.3": cases.commune,
    "I.3-land": cases.land,
    "I.3-petitions": cases.petitions,
    "II": hindrances.hindrances,
    "III": tasks.tasks,
    "proposals": hindrances.proposals,
}
BLOCKS = tuple(_MAKERS)


def report_blocks(month: MonthResults) -> dict[str, Block]:
    """Id → block, in the order of the report; computed once for a month."""
    if "report_blocks" not in month.kept:
        month.kept["report_blocks"] = {id: _one(month, id) for id in BLOCKS}
    return month.kept["report_blocks"]


def _one(month: MonthResults, id: str) -> Block:
    """The block of one id; the office's words replace the draft whole, so that nobody's sentence stands between another's."""
    made = _MAKERS[id](month)
    lines = month.said["own_words"].get(id)
    if not lines:
        return made
    paragraphs = tuple(_own(month, text) for _, text in lines if text.strip())
    return Block(id, made.title, paragraphs, "own")


def _own(month: MonthResults, text: str) -> Paragraph:
    """A line of loi-van.md: dashes become the report's, {{indicator:scope}} a figure that stays bound."""
    text = text.strip()
    kind = "text"
    for mark, named in (("- ", "dash"), ("* ", "dash"), ("+ ", "plus")):
        if text.startswith(mark):
            text, kind = text[2:].strip(), named
            break
    text = text.replace("**", "").lstrip("#").strip()
    parts: list[Part] = []
    end = 0
    for match in PLACE.finditer(text):
        parts += [text[end : match.start()], _figure(month, match[1])]
        end = match.end()
    parts.append(text[end:])
    return Paragraph(tuple(part for part in parts if part), kind)


def _figure(month: MonthResults, named: str) -> Figure | str:
    id, _, scope = (word.strip() for word in named.partition(":"))
    if id not in REGISTRY:
        return f"[không có chỉ số “{named}”]"
    return figure_of(month, placed(id, scope or "commune")) or f"[không có số liệu: {inside(REGISTRY[id].label)}]"


def sentences(data_root: Path, on: date) -> dict[str, list[str]]:
    """Block → its sentences as they are declared, with their places: what could be said, without computing anything."""
    return {
        "I.1": coordination.declared("I.1"),
        "I.2": coordination.declared("I.2"),
        "I.3": cases.declared("I.3"),
        "I.3-land": cases.declared("I.3-land"),
        "I.3-petitions": cases.declared("I.3-petitions"),
        "II": hindrances.declared(),
        "III": tasks.declared(data_root, on),
    }
