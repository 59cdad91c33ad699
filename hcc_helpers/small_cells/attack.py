"""What somebody can work out who has every published figure: the narrowest interval for a count that is not printed.

Linear programming over all sums that hold between counts, of this period and of those published before. The very
attack that the figures have to stand.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

import numpy as np

from hcc_helpers.small_cells.bounds import FAR, Narrowed, narrowed
from hcc_helpers.small_cells.cells import Cell

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix  # slow to import, and internal editions hide nothing

Equation = dict[Cell, int]  # cell → coefficient; the sum is 0
Amount = dict[Cell, int]  # cell → how often it counts; a number of the attack's own, made of cells
Interval = tuple[int, float]  # the least and the greatest whole number; inf for no upper end

INSIDE = 10  # a sum of one edition is doubted that much less than one between editions
NEAR = 1e-6
MANY = 10_000  # no count of a look around is more than this above its least


class Known:
    """All that is known: printed counts, bounds of those that are not, and sums between them."""

    def __init__(self, inner: list[Equation], over_time: list[Equation], more: Iterable[Cell] = ()):
        equations = [*inner, *over_time]
        self.place = {cell: number for number, cell in enumerate({c: None for e in (*equations, more) for c in e})}
        self.sums = self._rows(equations)
        self.doubt = np.array([INSIDE] * len(inner) + [1] * len(over_time), float)
        self.low, self.high = np.zeros(len(self.place)), np.full(len(self.place), FAR)
        self.points: list[np.ndarray] = []  # worlds in which all that is known is true
        self._narrowed: Narrowed | None = None
        self._reasons: dict[tuple, np.ndarray] = {}  # amount → what its least is made of; holds for other bounds too

    def tell(self, cell: Cell, low: float, high: float | None = None) -> None:
        """`cell` is `low`, or lies between both ends."""
        at = self.place[cell]
        self.low[at], self.high[at] = low, low if high is None else min(high, FAR)
        self.points = [x for x in self.points if self.low[at] - NEAR < x[at] < self.high[at] + NEAR]
        self._narrowed = None

    def less(self, cells: Iterable[Cell]) -> Known:
        """The same to somebody who knows nothing of these cells."""
        other = object.__new__(Known)
        other.__dict__ = dict(self.__dict__, low=self.low.copy(), high=self.high.copy())
        for cell in cells:
            other.tell(cell, 0, FAR)
        return other

    def but(self, cell: Cell, low: float, high: float) -> Known:
        """The same to somebody who knows only so much of one cell."""
        other = self.less([])
        other.tell(cell, low, high)
        return other

    def agree(self) -> None:
        """Leaves out the sums that do not hold, as few and as small as can be: an earlier period was revised since."""
        count = self.sums.shape[0]
        if not count or self.is_possible():
            return
        from scipy.optimize import linprog  # slow to import
        from scipy.sparse import hstack, identity

        slack = identity(count, format="csr")
        costs = np.concatenate([np.zeros(len(self.place)), self.doubt, self.doubt])
        found = linprog(
            costs,
            A_eq=hstack([self.sums, slack, -slack], format="csr"),
            b_eq=np.zeros(count),
            bounds=np.vstack([_ends(self.low, self.high), np.tile((0, np.inf), (2 * count, 1))]),
            method="highs",
        )
        off = found.x[len(self.place) :]
        holds = off[:count] + off[count:] < NEAR
        self.sums, self.doubt, self._narrowed = self.sums[holds], self.doubt[holds], None
        self.is_possible()

    def is_possible(self) -> bool:
        """Whether some world agrees with all of it; that world is then one of `points`."""
        found = self._solved(self.sums, np.zeros(len(self.place)), self.low, self.high)
        if found.status == 0:
            self.points.append(found.x)
        return found.status == 0

    def suppose(self, cells: Collection[Cell]) -> bool:
        """Takes these to be 0, if some world agrees with it."""
        were = [(cell, self.low[self.place[cell]], self.high[self.place[cell]]) for cell in cells]
        points = self.points
        for cell in cells:
            self.tell(cell, 0)
        if self.points or self.is_possible():
            return True
        for cell, low, high in were:
            self.tell(cell, low, high)
        self.points = points
        return False

    def look_around(self, amounts: Iterable[Amount]) -> None:
        """Worlds far apart in many of `amounts` at once: what differs between them needs no look of its own."""
        aim = np.zeros(len(self.place))
        for number, amount in enumerate(amounts):
            at, factors = self._of(amount)
            aim[at] += factors * (1 if number % 2 else -1)
        for one in (aim, -aim, np.abs(aim), -np.abs(aim)):
            found = self._solved(self.sums, one, self.low, np.minimum(self.high, self.low + MANY))
            if found.status == 0:
                self.points.append(found.x)

    def interval(self, amount: Amount, enough: float = math.inf) -> Interval:
        """What `amount` may be; a part of it, when that part holds `enough` whole numbers already."""
        at, factors = self._of(amount)
        seen = [float(factors @ x[at]) for x in self.points]
        ends = list(self._quick(at, factors))
        for side, sign in enumerate((1, -1)):
            if seen and width(_whole(min(seen), max(seen))) >= enough:
                return _whole(min(seen), max(seen))
            if ends[1] - ends[0] > 1 - NEAR:
                ends[side] = self._end(at, factors, sign, ends[side])
                seen += [float(factors @ x[at]) for x in self.points[-1:]]
        return _whole(*ends)

    def is_from(self, amount: Amount, least: int) -> bool:
        """Whether `amount` is `least` or more in every world. What it was worked out from before is tried first."""
        at, factors = self._of(amount)
        if self._quick(at, factors)[0] > least - NEAR:
            return True
        if any(factors @ x[at] < least - NEAR for x in self.points):
            return False
        now, key = self._bounds(), tuple(amount.items())
        if key in self._reasons:
            plus, minus = np.maximum(self._reasons[key], 0), np.minimum(self._reasons[key], 0)
            if not np.any(minus[now.high > FAR / 2]) and plus @ now.low + minus @ now.high > least - NEAR:
                return True
        return self._end(at, factors, 1, -FAR, key) > least - NEAR

    def quick(self, amount: Amount) -> Interval:
        """An interval that holds that of `amount`, from the bounds of its cells alone."""
        return _whole(*self._quick(*self._of(amount)))

    def _quick(self, at: np.ndarray, factors: np.ndarray) -> tuple[float, float]:
        now = self._bounds()
        return float(factors @ now.low[at]), float(factors @ now.high[at])

    def _bounds(self) -> Narrowed:
        if self._narrowed is None:
            self._narrowed = narrowed(self.sums, self.low, self.high)
        return self._narrowed

    def _end(self, at: np.ndarray, factors: np.ndarray, sign: int, otherwise: float, key: tuple = ()) -> float:
        """The least (1) or the greatest (-1) that an amount may be; `otherwise` where the sums tell none."""
        now = self._bounds()
        rows, columns, right = now.around(at)
        if not len(rows):
            return otherwise
        aim = np.zeros(len(self.place))
        aim[at] = sign * factors
        sums = self.sums[rows]
        found = self._solved(sums[:, columns], aim[columns], now.low[columns], now.high[columns], right)
        if found.status != 0:
            return otherwise
        if self.points:
            self.points.append(self.points[0].copy())
            self.points[-1][columns] = found.x
        if key:
            reason = aim - sums.T @ found.eqlin.marginals
            self._reasons[key] = np.where(np.abs(reason) < NEAR, 0, reason)
        return float(sign * found.fun + factors @ np.where(np.isin(at, columns), 0, now.low[at]))

    def proof(self, amount: Amount) -> set[Cell]:
        """The printed counts from which the two ends of `amount` are worked out: without them it is not."""
        at, factors = self._of(amount)
        used = np.zeros(len(self.place), bool)
        for sign in (1, -1):
            aim = np.zeros(len(self.place))
            aim[at] = sign * factors
            found = self._solved(self.sums, aim, self.low, self.high)
            if found.status == 0:
                used |= np.abs(aim - self.sums.T @ found.eqlin.marginals) > NEAR
        used &= self.low == self.high
        return {cell for cell, number in self.place.items() if used[number]}

    def _of(self, amount: Amount) -> tuple[np.ndarray, np.ndarray]:
        return np.array([self.place[cell] for cell in amount]), np.array(list(amount.values()), float)

    def _rows(self, equations: list[Equation]) -> csr_matrix:
        from scipy.sparse import csr_matrix

        rows = [number for number, equation in enumerate(equations) for _ in equation]
        columns = [self.place[cell] for equation in equations for cell in equation]
        factors = [float(factor) for equation in equations for factor in equation.values()]
        return csr_matrix((factors, (rows, columns)), shape=(len(equations), len(self.place)))

    @staticmethod
    def _solved(sums, aim, low, high, right=None):
        from scipy.optimize import linprog

        right = np.zeros(sums.shape[0]) if right is None else right
        return linprog(aim, A_eq=sums, b_eq=right, bounds=_ends(low, high), method="highs")


def width(interval: Interval) -> float:
    """How many whole numbers an interval holds."""
    low, high = interval
    return math.inf if math.isinf(high) else high - low + 1


def _ends(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    return np.column_stack([low, np.where(high < FAR / 2, high, np.inf)])


def _whole(low: float, high: float) -> Interval:
    return math.ceil(low - NEAR), math.inf if high >= FAR / 2 else math.floor(high + NEAR)
