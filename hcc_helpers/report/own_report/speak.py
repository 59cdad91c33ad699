"""From a sentence with places to a paragraph with figures: `{received_all}`, `{received_all:land}`, `{new_post|không phát sinh}`.

A sentence without one of its figures is not said; the labels of what is missing are, at the end of the section.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.indicators.measure import Result
from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.indicators.rendering import rendered
from hcc_helpers.numbers_vn import padded
from hcc_helpers.report.own_report.parts import NONE, NOW, NUMBER, SCORES, Block, Figure, Paragraph, Part, Place
from hcc_helpers.report.wording import inside, join_vn

PLACE = re.compile(r"\{([a-z0-9_]+)(?::([a-z]+))?(?:\|([^{}]+))?\}")


@dataclass(frozen=True)
class Said:
    """One sentence of a paragraph. It is said only where each of `some` is above 0 and each of `none` is 0 (ids, by blanks)."""

    text: str
    some: str = ""
    none: str = ""


@dataclass(frozen=True)
class Line:
    """One paragraph as it is declared. `kind` as in Paragraph."""

    sentences: tuple[Said, ...]
    kind: str = "text"


def line(*sentences: str | Said, kind: str = "text") -> Line:
    return Line(tuple(one if isinstance(one, Said) else Said(one) for one in sentences), kind)


def texts(*lines: Line) -> list[str]:
    """The sentences of some paragraphs, as they are declared."""
    return [said.text for one in lines for said in one.sentences]


def result_of(month: MonthResults, place: Place) -> Result | None:
    """The result that a place names, in the window and group that it names."""
    computed = month.now if place.view not in (SCORES, "year_to_date") else month.beside.get(place.view)
    if computed is None:
        return None
    key = (place.indicator, place.scope, place.by, place.group)
    return next((r for r in computed.results if (r.indicator, r.scope, r.by, r.group) == key), None)


def placed(id: str, scope: str, **more) -> Place:
    """The place of an indicator: surveys and registers speak of the whole centre, decision 766 of its calendar month."""
    indicator = REGISTRY[id]
    more.setdefault("view", SCORES if indicator.calendar_month else NOW)
    return Place(id, scope if scope in indicator.scopes else indicator.scopes[0], **more)


def printed(result: Result) -> str:
    """A number as official papers print it: counts below ten with a leading zero, whole percentages without decimals."""
    text = rendered(result)
    if result.unit == "percent" and result.denominator:
        part, whole = result.pair
        return text.replace(",00%", "%") if 100 * part % whole == 0 else text
    return padded(result.value) if text.isdigit() and len(text) == 1 and result.unit != "dong" and result.value else text


def figure_of(month: MonthResults, place: Place) -> Figure | None:
    """The figure of a place, or None where it has no value."""
    result = result_of(month, place)
    return Figure(place, printed(result)) if result is not None and result.value is not None else None


@dataclass
class Speaker:
    """Fills sentences for one scope of a month and remembers what had no value."""

    month: MonthResults
    scope: str
    missing: dict[str, None] = field(default_factory=dict)  # indicator ids, in order

    def value(self, id: str):
        result = result_of(self.month, placed(id, self.scope))
        return result.value if result else None

    def fill(self, text: str) -> tuple[Part, ...] | None:
        """The parts of a sentence; None where one of its figures has no value."""
        parts: list[Part] = []
        end = 0
        for match in PLACE.finditer(text):
            id, scope, words = match[1], match[2] or self.scope, match[3]
            place = placed(id, scope, form=NONE if words else NUMBER)
            figure = figure_of(self.month, place)
            if figure is None:
                self._note(place)
                return None
            parts += [text[end : match.start()], Figure(place, words) if words else figure]
            end = match.end()
        parts.append(text[end:])
        return tuple(part for part in parts if part)

    def _note(self, place: Place) -> None:
        result = result_of(self.month, place)
        if result is None or result.denominator != 0:  # a share of nothing is no missing input
            self.missing[place.indicator] = None

    def _holds(self, said: Said) -> bool:
        return all(self.value(id) for id in said.some.split()) and all(self.value(id) == 0 for id in said.none.split())

    def paragraph(self, declared: Line) -> Paragraph | None:
        """The paragraph of those sentences that can be said; None where none can."""
        parts: list[Part] = []
        for said in declared.sentences:
            filled = self.fill(said.text) if self._holds(said) else None
            if filled is None:
                self._missed(said)
                continue
            parts += [" ", *filled] if parts else filled
        return Paragraph(tuple(parts), declared.kind) if parts else None

    def _missed(self, said: Said) -> None:
        """A sentence that hangs on a figure which has no value is missing too, not merely untrue."""
        for id in f"{said.some} {said.none}".split():
            if self.value(id) is None:
                self._note(placed(id, self.scope))

    def block(self, id: str, title: str, lines: tuple[Line, ...], basis: str = "computed") -> Block:
        paragraphs = [made for one in lines if (made := self.paragraph(one)) is not None]
        return finished(id, title, paragraphs, self.missing, basis)


def finished(id: str, title: str, paragraphs: list[Paragraph], missing, basis: str = "computed") -> Block:
    """A block with its last line on what has no data, where something has none."""
    labels = tuple(dict.fromkeys(inside(REGISTRY[one].label) for one in missing))
    if labels:
        paragraphs = [*paragraphs, Paragraph((f"Không có số liệu: {join_vn(labels)}.",), "missing")]
    return Block(id, title, tuple(paragraphs), basis, labels)
