"""Prose that came back from Word into loi-van.md: whole sections, bound numbers as {{indicator}}, so that they stay computed."""

from __future__ import annotations

import re
from pathlib import Path

from hcc_helpers.papers.bookmarks import block_of, bound
from hcc_helpers.papers.check import Checked
from hcc_helpers.papers.ground import Ground
from hcc_helpers.papers.returned import Returned, level
from hcc_helpers.periods import Period
from hcc_helpers.places import raw_folder
from hcc_helpers.report.own_report.parts import NOW, NUMBER
from hcc_helpers.report.own_report.whole import BLOCKS
from hcc_helpers.sources.office.own_words import SECTIONS, WORDS, section_of, template

_HEADING = re.compile(r"\s{0,3}##\s*(.*?)\s*#*\s*\Z")


def changed_sections(checked: Checked) -> tuple[list[str], list[str]]:
    """(sections that can be taken, those that cannot: figures only) among those whose prose changed."""
    blocks = list(dict.fromkeys(one.block for one in checked.prose))
    return [one for one in blocks if one in SECTIONS], [one for one in blocks if one and one not in SECTIONS]


def take(returned: Returned, ground: Ground, sections: list[str], period: Period, data_root: Path) -> Path:
    """Write the sections into the month's loi-van.md; other sections and comments stay as they are. Returns the file."""
    path = raw_folder(data_root, period.text) / WORDS
    text = path.read_text("utf-8-sig") if path.is_file() else template(period.title)
    for section in sections:
        text = _replaced(text, section, _lines(returned, ground, section))
    beside = path.with_name(f".{WORDS}.new")
    beside.write_text(text, "utf-8")
    beside.replace(path)
    return path


def _lines(returned: Returned, ground: Ground, section: str) -> list[str]:
    """The paragraphs of a section as they now stand, new ones between them, in their order."""
    mine = [name for name in ground.paragraphs if block_of(name, BLOCKS) == section and level(returned.held.get(name, ""))]
    if not mine:
        return []
    first, last = returned.at[mine[0]], max(returned.at[name] for name in mine)
    lines = []
    for number in range(first, last + 1):
        one = returned.paragraphs[number]
        names = [mark for mark in one.marks if mark in ground.paragraphs]
        if one.text.strip():
            lines.append(_placed(level(one.text), names, returned, ground))
    return lines


def _placed(text: str, names: list[str], returned: Returned, ground: Ground) -> str:
    """The paragraph with {{indicator:scope}} where a number is still bound and untouched; others stay as they were typed."""
    at = 0
    for figure, where in ground.inside.items():
        said, held = bound(figure), level(returned.held.get(figure, ""))
        if where not in names or said is None or not held:
            continue
        found = text.find(held, at)
        if found < 0:
            continue
        if said.form == NUMBER and said.view == NOW and not said.by and held == level(ground.figures[figure]):
            put = "{{" + said.indicator + ("" if said.scope in {"commune", "centre"} else f":{said.scope}") + "}}"
            text = text[:found] + put + text[found + len(held) :]
            at = found + len(put)
        else:
            at = found + len(held)
    return text


def _replaced(text: str, section: str, lines: list[str]) -> str:
    """The text with the section's body exchanged; a missing heading is added at the end."""
    kept, is_inside, is_done = [], False, False
    body = ["", *[part for line in lines for part in (line, "")]]
    for line in text.split("\n"):
        heading = _HEADING.match(line)
        if heading:
            is_inside = section_of(heading[1]) == section
            kept.append(line)
            if is_inside and not is_done:
                kept += body
                is_done = True
        elif not is_inside:
            kept.append(line)
    if not is_done:
        kept += [f"## {SECTIONS[section]}", *body]
    return "\n".join(kept)
