""" "61% … do A, 39% còn lại do B": two shares of which the second is called the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hcc_helpers.audit.figures.figure import Figure

_REST = re.compile(r"\s*(?:số\s+)?(?:hồ\s+sơ\s+)?còn\s+lại|\s*(?:of the )?remain(?:ing|der)|\s*the rest", re.IGNORECASE)


@dataclass(frozen=True)
class Remainder:
    first: Figure
    rest: Figure

    @property
    def holds(self) -> bool:
        return abs(self.first.value + self.rest.value - 100) <= self.first.numeral.step + self.rest.numeral.step


def remainders(figures: list[Figure]) -> list[Remainder]:
    """Two percentages of one sentence, no third between or before them."""
    found = []
    by_sentence: dict[tuple, list[Figure]] = {}
    for figure in figures:
        if figure.kind == "percent" and not figure.is_change:
            by_sentence.setdefault((id(figure.passage), figure.sentence), []).append(figure)
    for percents in by_sentence.values():
        if len(percents) == 2 and not any(one.numeral.hedge for one in percents):
            first, rest = percents
            if _REST.match(rest.passage.text, rest.numeral.end):
                found.append(Remainder(first, rest))
    return found
