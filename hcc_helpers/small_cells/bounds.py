"""Bounds of many counts at once: what each sum leaves to every one of its cells, again until nothing narrows any more."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix  # slow to import

FAR = 1e9  # no upper end
ROUNDS = 200


@dataclass
class Narrowed:
    """The bounds, and which counts still hang together: those that are open and share a sum."""

    sums: csr_matrix
    low: np.ndarray
    high: np.ndarray
    label_of_row: np.ndarray = field(init=False)
    label_of_cell: np.ndarray = field(init=False)  # -1 for a count that is known
    _parts: dict[tuple, tuple] = field(default_factory=dict)

    def __post_init__(self):
        from scipy.sparse import csr_matrix
        from scipy.sparse.csgraph import connected_components

        is_open = self.high - self.low > 0.5
        count = self.sums.shape[0]
        held = self.sums.multiply(is_open[None, :]).tocoo()
        held.eliminate_zeros()  # of a known count; it holds nothing together
        size = count + len(self.low)
        links = csr_matrix((np.ones(held.nnz), (held.row, held.col + count)), shape=(size, size))
        _, labels = connected_components(links, directed=False)
        self.label_of_row, self.label_of_cell = labels[:count], np.where(is_open, labels[count:], -1)

    def around(self, cells: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The sums that bear on `cells` through open counts, those counts, and what the known ones leave to them."""
        key = tuple(np.unique(self.label_of_cell[cells]))
        if key not in self._parts:
            labels = [label for label in key if label >= 0]
            rows = np.flatnonzero(np.isin(self.label_of_row, labels))
            columns = np.flatnonzero(np.isin(self.label_of_cell, labels))
            known = np.where(self.label_of_cell < 0, self.low, 0)
            self._parts[key] = rows, columns, -(self.sums[rows] @ known)
        return self._parts[key]


def narrowed(sums: csr_matrix, low: np.ndarray, high: np.ndarray) -> Narrowed:
    """`sums`: rows of factors 1 and -1 that come to 0. Bounds stay whole numbers."""
    held = sums.tocoo()
    low, high = low.copy(), high.copy()
    is_plus = held.data > 0
    for _ in range(ROUNDS):
        least = np.where(is_plus, low[held.col], -high[held.col])
        most = np.where(is_plus, high[held.col], -low[held.col])
        others_least = np.bincount(held.row, least, sums.shape[0])[held.row] - least
        others_most = np.bincount(held.row, most, sums.shape[0])[held.row] - most
        floor = np.where(is_plus, -others_most, others_least)
        ceiling = np.where(is_plus, -others_least, others_most)
        new_low, new_high = low.copy(), high.copy()
        np.maximum.at(new_low, held.col, np.round(floor))
        np.minimum.at(new_high, held.col, np.round(ceiling))
        new_low = np.minimum(new_low, new_high)
        if np.array_equal(new_low, low) and np.array_equal(new_high, high):
            break
        low, high = new_low, new_high
    return Narrowed(sums, low, high)
