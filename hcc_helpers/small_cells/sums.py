"""The sums that hold between published counts: of one period (parts, groups), and between periods, through what time is made of.

Every edition is put together from stretches: the time between two ends of editions that lie next to each other. What
happened in a period happened in its stretches, what stood at its ends stood at theirs. So one sum for each count says all
that editions tell of each other, in whatever order and overlap they were published.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.small_cells.attack import Amount, Equation
from hcc_helpers.small_cells.cells import SUMS, Cell, Sum

REST = "ngoài các phần trên"  # what a whole holds beside its printed parts; itself never printed
STOCK = ("received_all", "received_new", "carried_over", "resolved_all", "open_all")  # what ties one stretch to the next

Place = tuple[str, str, str]  # scope, by, group


@dataclass(frozen=True)
class Span:
    """A period by its first instant and the one after its last (ISO text), and the cells that its edition holds."""

    period: str
    start: str
    end: str
    cells: frozenset[Cell]


def inside(cells: Iterable[Cell]) -> Iterator[tuple[Equation, Cell | None]]:
    """The sums of one period, each with the cell of its rest; None where nothing can be left beside the parts."""
    cells = frozenset(cells)
    places = sorted({(cell.period, cell.scope, cell.by, cell.group) for cell in cells})
    for period, scope, by, group in places:
        for one in SUMS:
            whole = Cell(period, scope, by, group, one.whole)
            parts = [part for id in one.parts if (part := Cell(period, scope, by, group, id)) in cells]
            if whole in cells and parts:
                rest = Cell(period, scope, by, group, _rest(one, [part.indicator for part in parts]))
                if one.is_exact and len(parts) == len(one.parts):
                    yield {whole: 1, **dict.fromkeys(parts, -1)}, None
                else:
                    yield {whole: 1, **dict.fromkeys(parts, -1), rest: -1}, rest
    for period, scope, by, id in sorted({(c.period, c.scope, c.by, c.indicator) for c in cells if c.by}):
        whole = Cell(period, scope, "", "", id)
        groups = sorted(c for c in cells if (c.period, c.scope, c.by, c.indicator) == (period, scope, by, id))
        if whole in cells:  # every case is in one group: “không rõ” and “lĩnh vực khác” are groups too
            yield {whole: 1, **dict.fromkeys(groups, -1)}, None


class Time:
    """The stretches of some editions, and the counts that each of them would have: those of the editions and their stock."""

    def __init__(self, spans: list[Span]):
        self.spans = spans
        self.ends = sorted({at for one in spans for at in (one.start, one.end)})
        self.stretches = list(pairwise(self.ends))
        self.counted: dict[Place, list[str]] = {}  # scope, by, group → indicators
        cells = {cell for one in spans for cell in one.cells}
        for scope in sorted({cell.scope for cell in cells}):
            named = {(cell.by, cell.group) for cell in cells if cell.scope == scope}
            for by, group in sorted(named | {("", "")}):
                # What is counted by a group is counted for all too.
                ids = {c.indicator for c in cells if c.scope == scope and (c.by == by or not by)}
                self.counted[scope, by, group] = sorted(ids | set(STOCK) if "received_all" in ids else ids)

    def inner(self) -> Iterator[Equation]:
        """The sums of each edition and of each stretch."""
        for one in self.spans:
            yield from (equation for equation, _ in inside(one.cells))
        for start, end in self.stretches:
            cells = [self._cell(start, end, place, id) for place, ids in self.counted.items() for id in ids]
            cells += [self._cell(start, end, place, id) for place in self.counted for id in self._rests(place)]
            yield from (equation for equation, _ in inside(cells))

    def over_time(self) -> Iterator[Equation]:
        """The sums between editions, and of what one stretch leaves to the next."""
        for one in self.spans:
            for place, ids in self.counted.items():
                for id in ids:
                    cell = Cell(one.period, *place, id)
                    if made := self.amount(one.start, one.end, place, id):
                        if cell in one.cells:
                            yield {cell: 1} | {part: -1 for part in made}
                        elif self._is_nought(one, cell):
                            yield made
            for _, rest in inside(one.cells):
                if rest and _adds(rest.indicator) != "none" and rest.indicator in self._rests((rest.scope, rest.by, rest.group)):
                    made = self.amount(one.start, one.end, (rest.scope, rest.by, rest.group), rest.indicator)
                    yield {rest: 1} | {part: -1 for part in made}
        for before, after in pairwise(self.stretches):
            for place, ids in self.counted.items():
                if {"open_all", "carried_over"} <= set(ids):
                    yield {self._cell(*after, place, "carried_over"): 1, self._cell(*before, place, "open_all"): -1}

    def untold(self) -> Iterator[Amount]:
        """Counts that no edition holds but several may tell: of any time between two ends, of what was left there."""
        held = {(one.start, one.end, cell[1:]) for one in self.spans for cell in one.cells}
        for number, start in enumerate(self.ends):
            for end in self.ends[number + 1 :]:
                for place, ids in self.counted.items():
                    for id in (*ids, *self._rests(place)):
                        is_of_an_end = _adds(id) == "closing" and (start, end) in self.stretches
                        if (_adds(id) == "flow" or is_of_an_end) and (start, end, (*place, id)) not in held:
                            yield self.amount(start, end, place, id)

    def unlikely(self, span: Span) -> Iterator[Amount]:
        """What a period may hold beside the parts of a whole, though nobody thinks of it first."""
        for place in self.counted:
            if not place[1]:
                for one in SUMS:
                    if one.is_whole_mostly and (id := _rest(one, list(one.parts))) in self._rests(place):
                        yield self.amount(span.start, span.end, place, id)

    def amount(self, start: str, end: str, place: Place, id: str) -> Amount:
        """A count of a period, in counts of its stretches; empty where it has none."""
        within = [(a, b) for a, b in self.stretches if start <= a and b <= end]
        adds = _adds(id)
        if adds == "none":
            whole = next((one for one in SUMS if one.whole == id and one.is_exact), None)
            parts = whole.parts if whole else ()
            return {cell: n for part in parts for cell, n in self.amount(start, end, place, part).items()}
        of = {"flow": within, "opening": within[:1], "closing": within[-1:]}[adds]
        return {self._cell(a, b, place, id): 1 for a, b in of}

    def _rests(self, place: Place) -> list[str]:
        ids = self.counted[place]
        found = [(one, [part for part in one.parts if part in ids]) for one in SUMS if one.whole in ids]
        return [_rest(one, parts) for one, parts in found if parts and not (one.is_exact and len(parts) == len(one.parts))]

    @staticmethod
    def _is_nought(span: Span, cell: Cell) -> bool:
        """A group that a period does not name where it names others has no case in it."""
        return bool(cell.by) and any((c.scope, c.by, c.indicator) == (cell.scope, cell.by, cell.indicator) for c in span.cells)

    @staticmethod
    def _cell(start: str, end: str, place: Place, id: str) -> Cell:
        return Cell(f"{start}/{end}", *place, id)


def _rest(one: Sum, parts: list[str]) -> str:
    return f"{REST}: {one.whole} − {', '.join(parts)}"


def _adds(id: str) -> str:
    """How a count of a period comes from those of its stretches; a rest comes as its whole does, or as what happens."""
    if not id.startswith(REST):
        return REGISTRY[id].adds
    adds = REGISTRY[id.removeprefix(f"{REST}: ").partition(" ")[0]].adds
    return "flow" if adds == "none" else adds
