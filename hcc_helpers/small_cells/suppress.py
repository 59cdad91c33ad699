"""Which counts are not printed: those of 1 to 9, and as few others as keep these from being worked out.

Tried against the attack itself: as long as a hidden small count can be narrowed to fewer than WIDTH numbers, the
smallest printed count that bears on it is hidden too. What earlier editions printed is part of what is known.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from hcc_helpers.small_cells.attack import Known, width
from hcc_helpers.small_cells.cells import EXACT, KEPT, LESS, SMALL, WIDTH, Cell
from hcc_helpers.small_cells.sums import Span, arrived, between, gaps, inside


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
    known, small, beside = _known_of(earlier, Span(text, start, end, frozenset(counts)))
    known.values |= counts
    for cell in hidden:
        _hide(known, cell, LESS)
    small = [*hidden, *small]
    guessed: dict[Cell, int] = {}
    for equation, rest in inside(counts):
        known.equations.append(equation)
        if rest is None:
            continue
        value = sum(factor * counts[cell] for cell, factor in equation.items() if cell != rest)
        if value <= 0:
            guessed[rest] = value  # nothing beside the parts is what everybody guesses first
        elif value < SMALL:
            small.append(rest)
    known.values |= guessed
    left: set[Cell] = set()
    while (open_ := _open(known, [c for c in small if c not in left], [c for c in beside if c not in left])) is not None:
        chosen = _next(known, open_, counts)
        if chosen is not None:
            hidden[chosen] = KEPT
            _hide(known, chosen, KEPT)
            continue
        certain = Known({c: n for c, n in known.values.items() if c not in guessed}, known.bounds, known.equations)
        is_a_guess = width(certain.interval(open_)) >= WIDTH
        # What the editions that lie there tell, nothing that this one hides takes back.
        if not is_a_guess and width(_known_of(earlier)[0].interval(open_)) >= WIDTH:
            raise NotProtected(open_.period)
        left.add(open_)
    return hidden


def _known_of(earlier: list[Earlier], *now: Span) -> tuple[Known, list[Cell], list[Cell]]:
    """What everybody knows from earlier editions (and the sums that a new one adds), with the counts that it must not tell:
    hidden small ones, and those of time or groups that nobody published."""
    known = Known()
    for one in earlier:
        known.values |= one.printed
        known.equations += [equation for equation, _ in inside(one.span.cells)]
        known.bounds |= {cell: _bounds(why) for cell, why in one.hidden.items()}
    spans = [*now, *(one.span for one in earlier)]
    over_time = list(between(spans))
    known.equations += over_time
    touched = {cell for equation in over_time for cell in equation}
    small = [cell for one in earlier for cell, why in one.hidden.items() if why == LESS and cell in touched]
    beside: dict[Cell, None] = {}  # cell of time that nobody published → None
    for equation, rest in (*gaps(spans), *arrived(spans)):
        known.equations.append(equation)
        if rest is not None:
            beside[rest] = None
    return known, small, list(beside)


def _open(known: Known, small: list[Cell], beside: list[Cell]) -> Cell | None:
    """A count that can be narrowed too far: a hidden small one, or one of time not published that can only be small."""
    for cell in small:
        if width(known.interval(cell)) < WIDTH:
            return cell
    for cell in beside:
        low, high = interval = known.interval(cell)
        if low < SMALL and high != 0 and width(interval) < WIDTH:
            return cell
    return None


def _next(known: Known, cell: Cell, counts: dict[Cell, int]) -> Cell | None:
    """The printed count of this edition that costs least of those that bear on `cell`; None where none does."""
    equations, _ = known.around(cell)
    near = {one for equation in equations for one in equation if one in known.values and one in counts and counts[one] >= SMALL}
    return min(near, key=lambda one: (one.indicator in EXACT and not one.by, counts[one], one), default=None)


def _hide(known: Known, cell: Cell, why: str) -> None:
    known.values.pop(cell, None)
    known.bounds[cell] = _bounds(why)


def _bounds(why: str) -> tuple[float, float | None]:
    return (1, SMALL - 1) if why == LESS else (SMALL, None)
