"""Figures that speak of the same whole: one office, one field, one row of a table, in one period.

A group begins with a total, with a heading, with a part of the office, and wherever a quantity comes a second time with
another value: rather two groups that are not compared than one that mixes two subjects.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from hcc_helpers.audit.figures.figure import Figure
from hcc_helpers.audit.figures.quantities import CASE_UNITS

_LAND = re.compile(r"\bđất\s+đai\b")
_FAR = 8  # so many paragraphs without a figure end a group
Key = tuple[str, str]  # (count | money, quantity)


@dataclass
class Group:
    """The figures of one whole, by quantity."""

    section: str = ""
    subject: str = ""
    is_part: bool = False  # a part of the office
    figures: dict[Key, Figure] = field(default_factory=dict)
    shares: list[Figure] = field(default_factory=list)  # percentages without a count beside them
    again: list[Figure] = field(default_factory=list)  # the same quantity with the same value
    is_row: bool = False  # a row of a table
    is_loose: bool = False  # its total is narrowed by a word that we do not know: nothing of it is tested
    last: int = 0  # number of the passage of its last figure

    def get(self, id: str, kind: str = "count") -> Figure | None:
        return self.figures.get((kind, id))

    @property
    def is_whole(self) -> bool:
        return not self.is_part and not self.is_row


def groups_of(figures: list[Figure]) -> list[Group]:
    """The groups in reading order."""
    groups: list[Group] = []
    current: Group | None = None
    seen_passage = None
    for figure in figures:
        if figure.passage is not seen_passage:
            if figure.passage.is_heading and current is not None:
                current = None
            seen_passage = figure.passage
        if current is not None and figure.passage.section.split(".")[0] != current.section.split(".")[0]:
            current = None
        if not _is_usable(figure):
            continue
        if current is not None and current.figures and figure.passage.number - current.last > _FAR:
            current = None
        if figure.kind == "percent":
            if figure.share_of is None:
                if current is None or (figure.has_part and not current.is_part):
                    current = Group(figure.passage.section, figure.subject, figure.has_part or _is_of_a_part(figure))
                    groups.append(current)
                current.shares.append(figure)
            continue
        kind = "money" if _is_money(figure) else "count"
        key = (kind, figure.id)
        before = current.figures.get(key) if current else None
        is_other = before is not None and before.value != figure.value
        if current is None or is_other or figure.is_narrowed or _starts_another(current, figure, before):
            current = Group(figure.passage.section, figure.subject, figure.has_part, is_loose=figure.is_narrowed)
            groups.append(current)
        elif before is not None:
            current.again.append(figure)
            continue
        current.figures[key] = figure
        current.last = figure.passage.number
    return [group for group in groups if not group.is_loose]


def _starts_another(group: Group, figure: Figure, before: Figure | None) -> bool:
    if figure.has_part and figure.subject != group.subject:
        return True
    return figure.id in ("received", "total") and before is None and _has_parts(group)


def _is_of_a_part(figure: Figure) -> bool:
    """Whether it stands under a heading that names a part of the office's work."""
    return _LAND.search(figure.passage.section.lower()) is not None


def _has_parts(group: Group) -> bool:
    """A total behind its parts ("… ; tổng số tiếp nhận 1.944") would be the total of what comes next."""
    return sum(kind == "count" for kind, _ in group.figures) > 0


def _is_usable(figure: Figure) -> bool:
    if figure.quantity is None or figure.is_change or figure.is_elsewhere:
        return False
    if figure.is_foreign:
        return False
    if figure.kind == "percent":
        return not figure.is_narrowed and figure.unit in (*CASE_UNITS, "procedures", "persons", "documents")
    if figure.is_narrowed and figure.id not in ("received", "resolved", "new", "total"):
        return False
    return _is_money(figure) or figure.unit in CASE_UNITS


def _is_money(figure: Figure) -> bool:
    return figure.kind == "money" or (figure.id.startswith(("fees", "pay")) and not figure.unit and figure.value >= 1000)
