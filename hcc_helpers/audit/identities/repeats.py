"""The same thing said twice with two values: two places that agree in one count and differ in another."""

from __future__ import annotations

import re
from itertools import combinations

from hcc_helpers.audit.figures.figure import Figure
from hcc_helpers.audit.figures.lexicon import FEATURES, spelling
from hcc_helpers.audit.identities.groups import Group

_WITH_CARRIED = re.compile(FEATURES["with_carried"][0])
_TOTALS = (
    "received",
    "resolved",
    "new",
    "online",
)  # what has one value in a report; "late", "returned" are said of several things
_TELLING = 100  # a smaller count may be the same by chance


def repeats(groups: list[Group]) -> list[tuple[Figure, Figure]]:
    """Pairs of figures of one quantity. Only where both places speak of the whole office, and a count of three digits ties them."""
    found = []
    whole = [group for group in groups if group.is_whole and not group.subject]
    for one, other in combinations(whole, 2):
        shared = [key for key in one.figures if key in other.figures and _is_plain(one.figures[key], other.figures[key])]
        same = [key for key in shared if one.figures[key].value == other.figures[key].value >= _TELLING]
        differing = [key for key in shared if one.figures[key].value != other.figures[key].value]
        if any(_is_with_carried(one.figures[key]) != _is_with_carried(other.figures[key]) for key in differing):
            continue  # "Tính cả kỳ trước chuyển qua: trực tuyến …" counts more than "mới nộp trực tuyến …"
        if same and len(differing) == 1 and differing[0][1] in _TOTALS:
            found.append((one.figures[differing[0]], other.figures[differing[0]]))
    return found


def _is_with_carried(figure: Figure) -> bool:
    """Whether its sentence says that what was carried over is counted in."""
    return _WITH_CARRIED.search(spelling(figure.passage.text[figure.sentence[0] : figure.numeral.start])) is not None


def _is_plain(*figures: Figure) -> bool:
    return all(figure.numeral.is_exact and not figure.numeral.hedge for figure in figures)
