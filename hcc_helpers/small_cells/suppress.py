"""Which counts are not printed: those of 1 to 9, and as few others as keep these from being worked out.

Tried against the attack itself: as long as a hidden small count can be narrowed to fewer than WIDTH numbers, the
smallest printed count from which it is worked out is hidden too. What earlier editions printed is part of what is known.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from hcc_helpers.small_cells.attack import Amount, Known, width
from hcc_helpers.small_cells.cells import EXACT, KEPT, LESS, SMALL, WIDTH, Cell
from hcc_helpers.small_cells.sums import Span, Time, inside

BOUNDS = {LESS: (1, SMALL - 1), KEPT: (SMALL, math.inf)}
TOLD, NONE_YET, NONE = "told", "none yet", "none"


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
    known.look_around(amount for amount, _ in watched)
    before: int | None = None
    while before != len(hidden):
        before, looked_at, watched = len(hidden), watched, []
        for amount, is_small in looked_at:
            taken: list[Cell] = []
            while (danger := _danger(known, amount, is_small)) == TOLD and (found := _next(known, amount, counts)):
                known.tell(found, *BOUNDS[KEPT])
                taken.append(found)
            for cell in reversed(taken[:-1]):  # whatever the last one made good alone is printed again
                known.tell(cell, counts[cell])
                if _danger(known, amount, is_small) == danger:
                    taken.remove(cell)
                else:
                    known.tell(cell, *BOUNDS[KEPT])
            hidden |= dict.fromkeys(taken, KEPT)
            if danger == NONE_YET:
                watched.append((amount, is_small))
            elif danger == TOLD and _is_new(known, amount, guessed, counts):
                raise NotProtected(next(iter(amount)).period)
    return hidden


def _told(time: Time, counts: dict[Cell, int], earlier: list[Earlier]) -> tuple[Known, list[Cell], list[Cell]]:
    """What everybody would know if nothing of `counts` were hidden; what is a guess in it, and which rests are small."""
    known = Known(list(time.inner()), list(time.over_time()), (cell for one in time.spans for cell in one.cells))
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


def _next(known: Known, amount: Amount, counts: dict[Cell, int]) -> Cell | None:
    """The printed count of this edition that costs least of those that leave `amount` open when it is hidden, or else of
    those from which it is worked out; None where there is none."""
    proof = [cell for cell in known.proof(amount) if counts.get(cell, 0) >= SMALL]
    proof.sort(key=lambda one: (one.indicator in EXACT and not one.by, counts[one], one))
    for cell in proof:
        if width(known.but(cell, *BOUNDS[KEPT]).interval(amount, WIDTH)) >= WIDTH:
            return cell
    return proof[0] if proof else None


def _is_new(known: Known, amount: Amount, guessed: list[Cell], counts: Iterable[Cell]) -> bool:
    """Whether it is this edition that tells `amount`, and no guess: what lies there already, nothing takes back."""
    return width(known.less(guessed).interval(amount)) < WIDTH <= width(known.less([*guessed, *counts]).interval(amount))


def _danger(known: Known, amount: Amount, is_small: bool) -> str:
    """Whether a count can be narrowed too far: a hidden small one, or one of time not published that can only be small.
    NONE_YET: no, but whatever else is hidden may leave it small."""
    if not is_small and (known.quick(amount)[1] == 0 or known.is_from(amount, SMALL)):
        return NONE_YET
    low, high = interval = known.interval(amount, WIDTH)
    if width(interval) >= WIDTH:
        return NONE
    return TOLD if is_small or (low < SMALL and high != 0) else NONE_YET
