"""The mean difference between two groups of cases inside strata, with an interval; cases of the same day belong together.

Each stratum with cases of both groups weighs n₁n₀/(n₁+n₀): the same number as the coefficient of a linear model with one
constant a stratum. Where whole days are exposed (an incident) the days are drawn again, not the cases, and chance is judged
by giving the exposure to other days.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from hcc_helpers.intervals import wilson

DRAWS = 999
SEED = 20251214  # fixed: the same data give the same interval


@dataclass(frozen=True)
class Effect:
    """`value` = exposed minus others; `p` from permuted days (None where cases, not days, are compared)."""

    value: float
    low: float
    high: float
    exposed: int
    others: int
    strata: int
    exposed_days: int = 0
    p: float | None = None


def of_cases(frame: pd.DataFrame) -> Effect | None:
    """`frame`: stratum, exposed (yes/no), y. Normal interval with each group's own spread in each stratum."""
    table = frame.groupby(["stratum", "exposed"])["y"].agg(["size", "mean", "var"]).unstack("exposed")
    if frame.empty or (("size", True) not in table.columns) or (("size", False) not in table.columns):
        return None
    table = table[(table["size"] > 0).all(axis=1) & table["size"].notna().all(axis=1)]
    if table.empty:
        return None
    n1, n0 = table["size", True], table["size", False]
    weight = n1 * n0 / (n1 + n0)
    value = float((weight * (table["mean", True] - table["mean", False])).sum() / weight.sum())
    spread = table["var", True].fillna(0) / n1 + table["var", False].fillna(0) / n0
    error = 1.959964 * float(np.sqrt((weight**2 * spread).sum()) / weight.sum())
    return Effect(value, value - error, value + error, int(n1.sum()), int(n0.sum()), len(table))


def of_days(frame: pd.DataFrame) -> Effect | None:
    """`frame`: stratum, day, exposed (the same for all cases of a day), y."""
    from scipy.stats import t as student

    if frame.empty:
        return None
    days, day_at = np.unique(frame["day"].to_numpy(), return_inverse=True)
    strata, stratum_at = np.unique(frame["stratum"].to_numpy(), return_inverse=True)
    counts, sums = np.zeros((len(days), len(strata))), np.zeros((len(days), len(strata)))
    np.add.at(counts, (day_at, stratum_at), 1)
    np.add.at(sums, (day_at, stratum_at), frame["y"].to_numpy(float))
    is_exposed = np.zeros(len(days), bool)
    is_exposed[day_at] = frame["exposed"].to_numpy(bool)
    k1, k0 = int(is_exposed.sum()), int((~is_exposed).sum())
    if k1 < 2 or k0 < 2:
        return None
    observed = _weighted(is_exposed[None, :] * 1.0, ~is_exposed[None, :] * 1.0, counts, sums)[0]
    if np.isnan(observed):
        return None
    rng = np.random.default_rng(SEED)
    drawn1 = rng.multinomial(k1, is_exposed / k1, size=DRAWS)
    drawn0 = rng.multinomial(k0, ~is_exposed / k0, size=DRAWS)
    again = _weighted(drawn1, drawn0, counts, sums)
    k = min(k1, k0)
    # Few exposed days: the spread of the draws is too small by the factor of a variance over k, and the normal by Student's t.
    error = float(np.nanstd(again, ddof=1)) * np.sqrt(k / (k - 1)) * float(student.ppf(0.975, k - 1))
    shuffled = rng.permuted(np.tile(is_exposed, (DRAWS, 1)), axis=1)
    chance = _weighted(shuffled * 1.0, ~shuffled * 1.0, counts, sums)
    chance = chance[~np.isnan(chance)]
    p = (1 + int((np.abs(chance) >= abs(observed) - 1e-12).sum())) / (1 + len(chance))
    both = (counts[is_exposed].sum(axis=0) > 0) & (counts[~is_exposed].sum(axis=0) > 0)
    return Effect(float(observed), float(observed - error), float(observed + error), int(counts[is_exposed][:, both].sum()),
                  int(counts[~is_exposed][:, both].sum()), int(both.sum()), k1, p)  # fmt: skip


def _weighted(exposed: np.ndarray, others: np.ndarray, counts: np.ndarray, sums: np.ndarray) -> np.ndarray:
    """One difference a row of day weights (draws × days)."""
    n1, n0, s1, s0 = exposed @ counts, others @ counts, exposed @ sums, others @ sums
    with np.errstate(invalid="ignore", divide="ignore"):
        weight = np.where((n1 > 0) & (n0 > 0), n1 * n0 / (n1 + n0), 0.0)
        difference = np.where(weight > 0, s1 / n1 - s0 / n0, 0.0)
        return (weight * difference).sum(axis=1) / weight.sum(axis=1)


def share_by_days(hits: np.ndarray, tries: np.ndarray) -> tuple[float, float, float]:
    """A share of tries that come in days: (value, low, high), 0–1. `hits`, `tries`: one number a day.

    Days are drawn again; the interval is never narrower than Wilson's, which also speaks where no try failed.
    """
    from scipy.stats import t as student

    value = hits.sum() / tries.sum()
    low, high = wilson(int(hits.sum()), int(tries.sum()))
    k = len(tries)
    if k > 1:
        drawn = np.random.default_rng(SEED).multinomial(k, np.full(k, 1 / k), size=DRAWS)
        shares = (drawn @ hits) / (drawn @ tries)
        error = shares.std(ddof=1) * np.sqrt(k / (k - 1)) * student.ppf(0.975, k - 1)
        low, high = min(low, max(value - error, 0)), max(high, min(value + error, 1))
    return float(value), float(low), float(high)
