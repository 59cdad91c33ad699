"""Bounds that sums leave to their counts, and which counts still hang together: small systems worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from hcc_helpers.small_cells.bounds import FAR, Narrowed, narrowed


def bounds(sums: list[list[int]], *ends: tuple[float, float]) -> Narrowed:
    low, high = np.array(ends, float).T
    return narrowed(csr_matrix(np.array(sums, float)), low, high)


OPEN = (0, FAR)
# Columns: a whole, its parts a and b, and the parts c and d of b.
CHAIN = [[1, -1, -1, 0, 0], [0, 0, 1, -1, -1]]


def test_a_bound_goes_on_from_sum_to_sum():
    """12 = a + b and b = c + d: with c 3 or more b is, and a is at most 9; with a 4 or more b, and so d, are at most 8 and 5."""
    found = bounds(CHAIN, (12, 12), (4, FAR), OPEN, (3, FAR), OPEN)
    assert found.low.tolist() == [12, 4, 3, 3, 0]
    assert found.high.tolist() == [12, 9, 8, 8, 5]


def test_a_count_follows_through_a_count_that_follows():
    found = bounds(CHAIN, (12, 12), OPEN, OPEN, (3, 3), (2, 2))
    assert found.low.tolist() == found.high.tolist() == [12, 7, 5, 3, 2]


def test_what_is_told_already_is_left_as_it_is():
    low, high = np.array([12.0, 0, 0]), np.array([12.0, FAR, FAR])
    narrowed(csr_matrix(np.array([[1.0, -1, -1]])), low, high)
    assert (low.tolist(), high.tolist()) == ([12, 0, 0], [12, FAR, FAR])


def test_known_counts_hold_nothing_together():
    """b is told: a and its whole are one part, c and d another, each with its own sum and what b leaves to it."""
    found = bounds(CHAIN, (10, 20), OPEN, (5, 5), OPEN, OPEN)
    assert found.label_of_cell[2] == -1
    rows, columns, right = found.around(np.array([0]))
    assert (rows.tolist(), columns.tolist(), right.tolist()) == ([0], [0, 1], [5])  # whole - a = 5
    rows, columns, right = found.around(np.array([3, 2]))
    assert (rows.tolist(), columns.tolist(), right.tolist()) == ([1], [3, 4], [-5])  # - c - d = -5
    rows, columns, right = found.around(np.array([0, 4]))
    assert (rows.tolist(), columns.tolist(), right.tolist()) == ([0, 1], [0, 1, 3, 4], [5, -5])
    assert [len(part) for part in found.around(np.array([2]))] == [0, 0, 0], "on a known count nothing bears"


@pytest.mark.parametrize("most", [0, 1])
def test_a_count_of_two_numbers_is_still_open(most):
    found = bounds([[1, -1, -1]], (most, most), OPEN, OPEN)
    assert (found.label_of_cell >= 0).tolist() == [False, most == 1, most == 1]


def test_there_may_be_more_sums_than_counts():
    """Three editions say the same of two counts: all three bear on either."""
    rows, columns, right = bounds([[1, -1]] * 3, OPEN, OPEN).around(np.array([1]))
    assert (rows.tolist(), columns.tolist(), right.tolist()) == ([0, 1, 2], [0, 1], [0, 0, 0])
