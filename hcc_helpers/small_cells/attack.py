"""What somebody can work out who has every published figure: the narrowest interval for a count that is not printed.

Linear programming over all sums that hold between counts, of this period and of those published before. The very
attack that the figures have to stand.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field

from hcc_helpers.small_cells.cells import Cell

Bounds = tuple[float, float | None]
Equation = dict[Cell, int]  # cell → coefficient; the sum is 0


@dataclass
class Known:
    """All that is known: printed counts, bounds of those that are not, and sums between them."""

    values: dict[Cell, int] = field(default_factory=dict)
    bounds: dict[Cell, Bounds] = field(default_factory=dict)
    equations: list[Equation] = field(default_factory=list)

    def interval(self, cell: Cell) -> tuple[int, int | None]:
        """The least and the greatest whole number that `cell` may be; None for no upper end."""
        from scipy.optimize import linprog

        equations, cells = self.around(cell)
        low, high = self.bounds.get(cell, (0, None))
        if not equations:
            return int(low), None if high is None else int(high)
        place = {one: number for number, one in enumerate(cells)}
        left, right = [], []
        for equation in equations:
            row, known = [0.0] * len(cells), 0
            for one, factor in equation.items():
                if one in self.values:
                    known += factor * self.values[one]
                else:
                    row[place[one]] = factor
            left.append(row)
            right.append(-known)
        bounds = [self.bounds.get(one, (0, None)) for one in cells]
        ends: list[float | None] = []
        for sign in (1, -1):
            aim = [0.0] * len(cells)
            aim[place[cell]] = sign
            found = linprog(aim, A_eq=left, b_eq=right, bounds=bounds, method="highs")
            if found.status == 2:  # the sums do not hold (an earlier period was revised since): nothing follows from them
                return int(low), None if high is None else int(high)
            ends.append(sign * found.fun if found.status == 0 else None)
        least = max(int(low), math.ceil((ends[0] or 0) - 1e-6))
        return least, None if ends[1] is None else math.floor(ends[1] + 1e-6)

    def around(self, cell: Cell) -> tuple[list[Equation], list[Cell]]:
        """The equations that bear on `cell` through counts that are not printed, and those counts."""
        of_cell: dict[Cell, list[int]] = defaultdict(list)
        for number, equation in enumerate(self.equations):
            for one in equation:
                if one not in self.values:
                    of_cell[one].append(number)
        seen, waiting = {cell: None}, [cell]
        used: dict[int, None] = {}
        while waiting:
            for number in of_cell[waiting.pop()]:
                if number not in used:
                    used[number] = None
                    for one in self.equations[number]:
                        if one not in self.values and one not in seen:
                            seen[one] = None
                            waiting.append(one)
        return [self.equations[number] for number in sorted(used)], list(seen)


def width(interval: tuple[int, int | None]) -> float:
    """How many whole numbers an interval holds."""
    low, high = interval
    return math.inf if high is None else high - low + 1
