"""Targets: where the period stands, and what it takes each week of the coming one to reach them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from math import ceil, floor

from hcc_helpers.indicators.compute import Computed
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.indicators.result import Result
from hcc_helpers.indicators.untold import between, is_open
from hcc_helpers.rules import EVERY_SCOPE, Target, load_targets

WEEK = 5  # working days


@dataclass(frozen=True)
class Standing:
    """One target against the period. `result` None: the indicator is not computed here; its value None: no data."""

    target: Target
    result: Result | None
    is_met: bool | None
    per_week: tuple[int, int, int] | None  # of a share: at this period's pace a week's whole, its part so far, the part needed

    @property
    def label(self) -> str:
        known = REGISTRY.get(self.target.indicator)
        return known.label if known else self.target.indicator


def standings(now: Computed, data_root) -> list[Standing]:
    """Every target that holds on the last day of the period, those that are missed first."""
    found = [_standing(now, one) for target in load_targets(data_root, on=now.period.last_day) for one in _by_scope(now, target)]
    return sorted(found, key=lambda one: (one.is_met is not False, one.is_met is None))


def _by_scope(now: Computed, target: Target) -> list[Target]:
    """A target of every scope, once for each scope at hand that its indicator has: so it is counted on every page alike."""
    known = REGISTRY.get(target.indicator)
    if target.scope != EVERY_SCOPE or known is None or len(known.scopes) < 2:
        return [target]
    return [target.model_copy(update={"scope": scope}) for scope in known.scopes if scope in now.scopes] or [target]


def result_of(now: Computed, indicator: str, scope: str = "commune") -> Result | None:
    """The period's own result of an indicator: of the scope, else of the only scope it has ("centre")."""
    known = REGISTRY.get(indicator)
    if known is None:
        return None
    scope = scope if scope in known.scopes else known.scopes[0]
    return next((r for r in now.results if r.indicator == indicator and r.scope == scope and not r.by), None)


def _standing(now: Computed, target: Target) -> Standing:
    result = result_of(now, target.indicator, target.scope or "commune")
    if result is None or result.value is None:
        return Standing(target, result, None, None)
    at_least = target.direction == "at_least"
    is_met: bool | None = bool(result.value >= target.value if at_least else result.value <= target.value)
    if is_open(between(target.indicator, partial(now.value, scope=result.scope)), target.value):
        is_met = None  # too much is unknown to tell
    worked = now.settings.calendar.between(now.period.first_day, now.period.last_day) + now.settings.calendar.is_working(
        now.period.first_day
    )
    per_week = None
    if result.unit == "percent" and result.denominator and worked:
        part, base = result.pair
        whole = max(round(base / worked * WEEK), 1)
        need = ceil(whole * target.value / 100) if at_least else floor(whole * target.value / 100)
        per_week = whole, round(whole * part / base), need
    return Standing(target, result, is_met, per_week)
