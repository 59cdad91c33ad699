"""Control charts: which points of a series say that something changed, and the limits that chance alone keeps within.

XmR for counts per working day; p for shares, Laney's p′ where the shares scatter more than binomial ones (Laney 2002,
Quality Engineering 14, 531–537). The rules are those of the NHS England programme “Making data count” as its R package
NHSRplotthedots 0.2.2 applies them: a point outside the limits; 7 in a row on one side of the mean (shift); 7 in a row
rising or falling (trend); 2 of 3 in a row near the same limit, all three on that side. Moving ranges above 3.267 times
their mean are left out of the limits (Nelson 1982), as there.

All functions take the series along the last axis, so that a thousand series are judged at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

FEWEST = 12  # points; with fewer no limits are drawn
SHIFT, TREND = 7, 7
PER_MOVING_RANGE = 3 / 1.128  # d2 of two neighbours
SCREEN = 3.267  # upper limit of a moving range, over their mean
OVERDISPERSED = 1.2  # in variance, as for daily counts: above it p becomes p′
FALSE_ALARMS_PCT = (
    22  # of 24-point series in which nothing changed, at most so many show some sign (tests/history/test_statistics.py)
)

RULES = {
    "outside": "ngoài giới hạn kiểm soát",
    "shift": f"{SHIFT} điểm liền nhau cùng một phía đường trung bình",
    "trend": f"{TREND} điểm liền nhau cùng tăng hoặc cùng giảm",
    "two_of_three": "2 trong 3 điểm liền nhau sát cùng một giới hạn",
}


@dataclass(frozen=True)
class Limits:
    """The mean and the three-sigma limits, one a point (equal for XmR)."""

    mean: np.ndarray
    low: np.ndarray
    high: np.ndarray
    kind: str  # xmr · p · laney
    sigma_z: float | None = None  # of p and p′ of one series: how much more the shares scatter than binomial ones


def xmr(values: np.ndarray, screen: bool = True) -> Limits:
    """Individuals chart. `screen` False: as the programme's Excel tool does it."""
    values = np.asarray(values, float)
    mean = values.mean(axis=-1, keepdims=True)
    reach = PER_MOVING_RANGE * _mean_moving_range(values, screen)
    shape = values.shape
    middle, low, high = (np.broadcast_to(line, shape) for line in (mean, mean - reach, mean + reach))
    return Limits(middle, low, high, "xmr")


def shares(parts: np.ndarray, wholes: np.ndarray, screen: bool = False) -> Limits:
    """p or p′ chart on 0–1: p′ only where the shares scatter clearly more than binomial ones, never tighter limits.

    Limits may lie outside 0–1: the zone near a limit is a third of the whole reach; whoever draws them cuts them off.
    """
    parts, wholes = np.asarray(parts, float), np.asarray(wholes, float)
    mean = np.broadcast_to(parts.sum(axis=-1, keepdims=True) / wholes.sum(axis=-1, keepdims=True), parts.shape)
    sigma = np.sqrt(mean * (1 - mean) / wholes)
    with np.errstate(invalid="ignore", divide="ignore"):
        z = np.where(sigma > 0, (parts / wholes - mean) / sigma, 0.0)
    sigma_z = _mean_moving_range(z, screen) / 1.128
    wider = np.where(sigma_z**2 > OVERDISPERSED, sigma_z, 1.0)
    reach = 3 * sigma * wider
    one = float(np.ravel(sigma_z)[0]) if parts.ndim == 1 else None
    kind = "laney" if bool(np.any(wider > 1)) else "p"
    return Limits(mean, mean - reach, mean + reach, kind, one)


def signals(values: np.ndarray, limits: Limits, shift: int = SHIFT, trend: int = TREND) -> dict[str, np.ndarray]:
    """Rule → which points it marks (every point of a run, not only its last)."""
    values = np.asarray(values, float)
    side = np.sign(values - limits.mean)
    outside = (values > limits.high) | (values < limits.low)
    near = ~outside & (
        np.abs(values - limits.mean) > 2 / 3 * np.where(side > 0, limits.high - limits.mean, limits.mean - limits.low)
    )
    rising = np.sign(np.diff(values, axis=-1))
    return {
        "outside": outside,
        "shift": _runs(side, shift),
        "trend": _trends(rising, trend, values.shape),
        "two_of_three": _two_of_three(near, side),
    }


def _mean_moving_range(values: np.ndarray, screen: bool) -> np.ndarray:
    moving = np.abs(np.diff(values, axis=-1))
    mean = moving.mean(axis=-1, keepdims=True)
    if not screen:
        return mean
    kept = moving < SCREEN * mean
    count = kept.sum(axis=-1, keepdims=True)
    return np.where(count > 0, (moving * kept).sum(axis=-1, keepdims=True) / np.maximum(count, 1), mean)


def _runs(side: np.ndarray, length: int) -> np.ndarray:
    """Points in a run of at least `length` with one and the same sign other than 0."""
    found = np.zeros(side.shape, bool)
    if side.shape[-1] < length:
        return found
    hits = np.abs(sliding_window_view(side, length, axis=-1).sum(axis=-1)) == length
    for step in range(length):
        found[..., step : step + hits.shape[-1]] |= hits
    return found


def _trends(rising: np.ndarray, length: int, shape: tuple[int, ...]) -> np.ndarray:
    """Points in a run of at least `length` that all rise or all fall: length − 1 steps of one sign."""
    found = np.zeros(shape, bool)
    if shape[-1] < length:
        return found
    hits = np.abs(sliding_window_view(rising, length - 1, axis=-1).sum(axis=-1)) == length - 1
    for step in range(length):
        found[..., step : step + hits.shape[-1]] |= hits
    return found


def _two_of_three(near: np.ndarray, side: np.ndarray) -> np.ndarray:
    """Near points in a window of three that holds at least two of them, all three on one side of the mean."""
    found = np.zeros(near.shape, bool)
    if near.shape[-1] < 3:
        return found
    hits = (sliding_window_view(near, 3, axis=-1).sum(axis=-1) >= 2) & (
        np.abs(sliding_window_view(side, 3, axis=-1).sum(axis=-1)) == 3
    )
    for step in range(3):
        found[..., step : step + hits.shape[-1]] |= hits
    return found & near
