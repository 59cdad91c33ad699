"""Which counts are not printed: those of 1 to 9, and as few others as keep these from being worked out.

Tried against the attack itself: as long as a hidden small count can be narrowed to fewer than WIDTH numbers, the
smallest printed count from which it is worked out is hidden too. What earlier editions printed is part of what is known.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from hcc_helpers.small_cells.attack import Amount, Known, width
from hcc_helpers.small_cells.cells import EXACT, KEPT, LESS, SMALL, WIDTH, Cell
from hcc_helpers.small_cells.sums import Span, Time, inside

BOUNDS = {LESS: (1, SMALL - 1), KEPT: (SMALL, math.inf)}


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
    now = Span(*period, frozenset(counts))
    time = Time([now, *(one.span for one in earlier)])
    known, guessed, rests = _told(time, counts, earlier)
    hidden = {cell: LESS for cell, value in counts.items() if 0 < value < SMALL}
    small = [{cell: 1} for cell in (*hidden, *rests)]
    small += [{cell: 1} for one in earlier for cell, why in one.hidden.items() if why == LESS]
    for cell in hidden:
        known.tell(cell, *BOUNDS[LESS])
    watched = [*((amount, True) for amount in small), *((amount, False) for amount in time.untold())]
    while watched:
        watched, told = _told_by(known, watched)
        if told is None:
            break
        chosen = min(
            (cell for cell in known.proof(told) if counts.get(cell, 0) >= SMALL),
            key=lambda one: (one.indicator in EXACT and not one.by, counts[one], one),
            default=None,
        )
        if chosen is not None:
            hidden[chosen] = KEPT
            known.tell(chosen, *BOUNDS[KEPT])
            continue
        if width(known.less(guessed).interval(told)) < WIDTH <= width(known.less([*guessed, *counts]).interval(told)):
            raise NotProtected(next(iter(told)).period)
        watched = [one for one in watched if one[0] != told]  # a guess only, or told by what lies there already
    return hidden


def _told(time: Time, counts: dict[Cell, int], earlier: list[Earlier]) -> tuple[Known, list[Cell], list[Cell]]:
    """What everybody would know if nothing of `counts` were hidden; what is a guess in it, and which rests are small."""
    known = Known(list(time.inner()), list(time.over_time()), time.spans[0].cells)
    for one in earlier:
        for cell, value in one.printed.items():
            known.tell(cell, value)
        for cell, why in one.hidden.items():
            known.tell(cell, *BOUNDS[why])
    for cell, value in counts.items():
        known.tell(cell, value)
    rests: dict[Cell, int] = {}
    for equation, rest in inside(counts):
        if rest is not None:
            rests[rest] = sum(factor * counts[cell] for cell, factor in equation.items() if cell != rest)
    known.agree()
    guessed: list[Cell] = []  # nothing beside the parts is what everybody guesses first
    for guess in [[rest] for rest, value in rests.items() if value == 0] + [
        list(amount) for span in time.spans for amount in time.unlikely(span)
    ]:
        if known.suppose(guess):
            guessed += guess
    return known, guessed, [rest for rest, value in rests.items() if 0 < value < SMALL]


def _told_by(known: Known, watched: list[tuple[Amount, bool]]) -> tuple[list[tuple[Amount, bool]], Amount | None]:
    """Those that are not out of danger for good, and the first that can be narrowed too far: a hidden small one, or one of
    time not published that can only be small."""
    left = []
    for number, (amount, is_small) in enumerate(watched):
        if not is_small:
            low, high = known.quick(amount)
            if low >= SMALL or high == 0:
                left.append((amount, is_small))
                continue
        low, high = interval = known.interval(amount, WIDTH)
        if width(interval) >= WIDTH:
            continue
        left.append((amount, is_small))
        if is_small or (low < SMALL and high != 0):
            return [*left, *watched[number + 1 :]], amount
    return left, None
