"""The change of a share between two periods, parted into what the mix of groups did and what happened inside the groups.

Kitagawa (1955): each part weighs the other by the mean of both periods, so that they add up to the whole change exactly.
A group that only one period has counts as mix: nobody knows its share in the other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Change:
    """Points (0–100): `total` = `mix` + `real`; the interval is that of the real change, given the mix."""

    total: float
    mix: float
    real: float
    low: float
    high: float


def kitagawa(before: pd.DataFrame, now: pd.DataFrame) -> Change | None:
    """`before`, `now`: one row a group, index the group, columns `part` and `whole` (counts). None where a period is empty."""
    if not before["whole"].sum() or not now["whole"].sum():
        return None
    both = before.join(now, how="outer", suffixes=("_0", "_1")).fillna(0)
    n0, n1 = both["whole_0"].to_numpy(float), both["whole_1"].to_numpy(float)
    mix0, mix1 = n0 / n0.sum(), n1 / n1.sum()
    with np.errstate(invalid="ignore", divide="ignore"):
        rate0, rate1 = both["part_0"].to_numpy(float) / n0, both["part_1"].to_numpy(float) / n1
    rate0, rate1 = np.where(n0 > 0, rate0, rate1), np.where(n1 > 0, rate1, rate0)
    weight = (mix0 + mix1) / 2
    mix = ((mix1 - mix0) * (rate0 + rate1) / 2).sum()
    real = (weight * (rate1 - rate0)).sum()
    spread = [np.where(n > 0, rate * (1 - rate) / np.maximum(n, 1), 0) for rate, n in ((rate0, n0), (rate1, n1))]
    shared = (n0 > 0) & (n1 > 0)
    error = 1.959964 * np.sqrt((weight**2 * (spread[0] + spread[1]) * shared).sum())
    return Change(100 * (mix + real), 100 * mix, 100 * real, 100 * (real - error), 100 * (real + error))
