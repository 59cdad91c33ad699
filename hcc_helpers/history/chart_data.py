"""The points of a control chart: months where at least 12 are at hand, else weeks; phases, limits and signals.

A phase begins where rebasing.toml says so, or where the definition changed; a phase of fewer than 12 points is drawn
without limits. Months that are cut short carry no point.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from hcc_helpers.history import control
from hcc_helpers.history import daily as by_day
from hcc_helpers.history.comparison import Comparison
from hcc_helpers.history.rebasing import load_rebasing
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.numbers_vn import day

REDEFINED = "định nghĩa của chỉ số đổi"


@dataclass(frozen=True)
class Point:
    """One point: its first day, its name, the value drawn; part and whole of a share."""

    first: date
    name: str
    value: float
    last: date  # its last day
    part: int | None = None
    whole: int | None = None
    definition: str = ""


@dataclass(frozen=True)
class Phase:
    """Points that are judged together; limits None with fewer than control.FEWEST of them."""

    points: tuple[Point, ...]
    reason: str  # why it begins; "" for the first
    limits: control.Limits | None
    signals: dict[str, np.ndarray]


@dataclass(frozen=True)
class ControlChart:
    """A whole chart; `grain` is "month" or "week", `unit` per_day · percent · the indicator's own."""

    id: str
    grain: str
    unit: str
    phases: tuple[Phase, ...]

    @property
    def points(self) -> list[Point]:
        return [point for phase in self.phases for point in phase.points]

    def found(self) -> list[tuple[Point, list[str]]]:
        """The points that some rule marks, with the rules."""
        return [
            (point, rules)
            for phase in self.phases
            for n, point in enumerate(phase.points)
            if (rules := [rule for rule, marks in phase.signals.items() if marks[n]])
        ]


def control_chart(comparison: Comparison, id: str) -> ControlChart | None:
    """The chart of an indicator, or None where neither 12 months nor 12 weeks are at hand, nothing ever varied, or most are 0."""
    points, grain = _months(comparison, id), "month"
    if len(points) < control.FEWEST:
        points, grain = _weeks(comparison, id), "week"
    # Rare events (mostly 0) have no moving range to speak of: an individuals chart would see signals everywhere.
    if len(points) < control.FEWEST or len({p.value for p in points}) == 1 or sum(p.value > 0 for p in points) <= len(points) / 2:
        return None
    phases = tuple(_phase(id, chosen, reason) for chosen, reason in _phases(comparison, id, points))
    if not any(phase.limits for phase in phases):
        return None
    return ControlChart(id, grain, _unit(id), phases)


def _unit(id: str) -> str:
    indicator = REGISTRY[id]
    return "per_day" if indicator.kind == "count" and indicator.adds == "flow" else indicator.unit


def _months(comparison: Comparison, id: str) -> list[Point]:
    points = []
    for found in comparison.series(id):
        if found.period.is_cut or not found.days:
            continue
        value = found.measured / found.days if _unit(id) == "per_day" else found.measured
        points.append(
            Point(
                found.period.first_day,
                found.period.title.partition(" (")[0],
                value,
                found.period.last_day,
                found.part,
                found.whole,
                found.definition,
            )
        )
    return points


def _weeks(comparison: Comparison, id: str) -> list[Point]:
    daily, names = comparison.daily, by_day.parts_of(id)
    if daily is None or not names or REGISTRY[id].kind not in {"count", "share"}:
        return []
    points = []
    for first, last in daily.weeks():
        counts = [one for name in names if (one := daily.of(name, comparison.scope, first, last)) is not None]
        if len(counts) < len(names):
            continue
        name = f"tuần từ {day(first)}"
        if len(names) == 1:
            points.append(
                Point(first, name, sum(counts[0]) / len(counts[0]), last, definition=comparison.law.era(id, first, last))
            )
        elif sum(counts[1]):
            part, whole = sum(counts[0]), sum(counts[1])
            points.append(Point(first, name, 100 * part / whole, last, part, whole, comparison.law.era(id, first, last)))
    return points


def _phases(comparison: Comparison, id: str, points: list[Point]) -> list[tuple[list[Point], str]]:
    declared = load_rebasing(comparison.month.data_root, id, comparison.scope_of(id))
    phases: list[tuple[list[Point], str]] = []
    for point in points:
        last = phases[-1][0][-1] if phases else None
        reason = ""
        if last is not None and point.definition != last.definition:
            reason = "; ".join(comparison.law.between(id, (last.first, last.last), (point.first, point.last))) or REDEFINED
        for rebase in declared:
            if last is not None and last.first < rebase.since <= point.first:
                reason = f"{rebase.reason} (từ {day(rebase.since)})"
        if last is None or reason:
            phases.append(([], reason))
        phases[-1][0].append(point)
    return phases


def _phase(id: str, points: list[Point], reason: str) -> Phase:
    if len(points) < control.FEWEST:
        return Phase(tuple(points), reason, None, {})
    values = np.array([point.value for point in points])
    indicator = REGISTRY[id]
    if indicator.kind == "share" and REGISTRY[indicator.part].kind == "count":
        found = control.shares(np.array([p.part for p in points]), np.array([p.whole for p in points]))
        limits = control.Limits(100 * found.mean, 100 * found.low, 100 * found.high, found.kind, found.sigma_z)
    else:
        limits = control.xmr(values)
    return Phase(tuple(points), reason, limits, control.signals(values, limits))
