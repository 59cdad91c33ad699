"""Which counts are not printed: those of 1 to 9, and as few others as keep these from being worked out.

Tried against the attack itself: as long as a hidden small count can be narrowed to fewer than WIDTH numbers, the
smallest printed count that bears on it is hidden too. What earlier editions printed is part of what is known.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from hcc_helpers.small_cells.attack import Known, width
from hcc_helpers.small_cells.cells import EXACT, KEPT, LESS, SMALL, WIDTH, Cell
from hcc_helpers.small_cells.sums import Span, between, gaps, inside


@dataclass(frozen=True)
class Earlier:
    """An edition that everybody has: its counts, and why those are missing that it does not print."""

    period: str
    start: str
    end: str
    printed: dict[Cell, int]
    hidden: dict[Cell, str] = field(default_factory=dict)  # cell → LESS or KEPT

    @property
    def span(self) -> Span:
        return Span(self.period, self.start, self.end, frozenset((*self.printed, *self.hidden)))


class NotProtected(Exception):
    """Whatever is hidden of this edition, a small count follows from editions published before."""


def hidden_of(counts: dict[Cell, int], period: tuple[str, str, str], earlier: list[Earlier]) -> dict[Cell, str]:
    """Cell → LESS or KEPT, of the `counts` of one edition. `period`: its text, start and end. Raises NotProtected."""
    text, start, end = period
    hidden = {cell: LESS for cell, value in counts.items() if 0 < value < SMALL}
    known = Known(dict(counts))
    for cell in hidden:
        _hide(known, cell, LESS)
    small = list(hidden)
    for equation, rest in inside(counts):
        known.equations.append(equation)
        value = sum(factor * counts[cell] for cell, factor in equation.items() if cell != rest)
        if value <= 0:
            known.values[rest] = value  # nothing beside the parts is what everybody guesses first
        elif value < SMALL:
            small.append(rest)
    spans = [Span(text, start, end, frozenset(counts)), *(one.span for one in earlier)]
    for one in earlier:
        known.values |= one.printed
        known.equations += [equation for equation, _ in inside(one.span.cells)]
        known.bounds |= {cell: _bounds(why) for cell, why in one.hidden.items()}
    over_time = list(between(spans, text))
    known.equations += over_time
    touched = {cell for equation in over_time for cell in equation}
    small += [cell for one in earlier for cell, why in one.hidden.items() if why == LESS and cell in touched]
    beside: dict[Cell, None] = {}  # cell of time that nobody published → None
    for equation, rest in gaps(spans, text):
        known.equations.append(equation)
        beside[rest] = None
    while (open_ := _open(known, small, beside)) is not None:
        chosen = _next(known, open_, counts)
        hidden[chosen] = KEPT
        _hide(known, chosen, KEPT)
    return hidden


def _open(known: Known, small: list[Cell], beside: dict[Cell, None]) -> Cell | None:
    """A count that can be narrowed too far: a hidden small one, or one of time not published that can only be small."""
    for cell in small:
        if width(known.interval(cell)) < WIDTH:
            return cell
    for cell in beside:
        low, high = interval = known.interval(cell)
        if low < SMALL and high != 0 and width(interval) < WIDTH:
            return cell
    return None


def _next(known: Known, cell: Cell, counts: dict[Cell, int]) -> Cell:
    """The printed count of this edition that costs least of those that bear on `cell`."""
    equations, _ = known.around(cell)
    near = {one for equation in equations for one in equation if one in known.values and counts.get(one, 0) >= SMALL}
    if not near:
        raise NotProtected(cell.period)
    return min(near, key=lambda one: (one.indicator in EXACT and not one.by, counts[one], one))


def _hide(known: Known, cell: Cell, why: str) -> None:
    known.values.pop(cell, None)
    known.bounds[cell] = _bounds(why)


def _bounds(why: str) -> tuple[float, float | None]:
    return (1, SMALL - 1) if why == LESS else (SMALL, None)
