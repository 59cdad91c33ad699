"""The score of decision 766 for one calendar month: each component computed, or why it cannot be from a centre's own data.

Components, maxima and formulas are dated data (data/reference/decision_766.toml). A component that cannot be measured is no 0: the sum is
given over those that were measured, beside the points that they could have. Never for a window from the 15th to the 14th.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil
from pathlib import Path
from typing import Literal

from pydantic import Field

from hcc_helpers.indicators.compute import Computed
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.indicators.measure import measure
from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.numbers_vn import decimal, round_half_up
from hcc_helpers.rules import Dated, load_dated
from hcc_helpers.settings import Settings
from hcc_helpers.sources.catalogue import load_catalogue
from hcc_helpers.sources.columns import TABLES

FILE = "decision_766.toml"
UNCHECKED = "chưa đối chiếu văn bản gốc"
SCOPE = "commune"  # the decision scores what the commune itself decides


class Component(Dated):
    """One component as the file declares it: its maximum, and part / whole or why it cannot be measured."""

    id: str
    group: str
    label: str
    max: int = Field(gt=0)
    part: str = ""
    whole: str = ""
    full_at: float = Field(default=1.0, gt=0, le=1)
    zero: Literal["none", "full"] = "none"
    reason: str = ""

    @property
    def formula(self) -> str:
        """How points follow from the share."""
        if self.full_at == 1:
            return f"{self.max} × tỷ lệ"
        return f"{self.max} × tỷ lệ / {decimal(100 * self.full_at, 0)}%, tối đa {self.max}"


class _File(Settings):
    component: list[Component]


def load_components(data_root: Path | str, on: date) -> list[Component]:
    """The components that hold on a day. Raises WrongWords for a faulty file."""
    return load_dated(data_root, FILE, _File, on)


@dataclass(frozen=True)
class Scored:
    """A component of one month. `score` None where it cannot be measured, then `reason` says why. `step`: more of the part for one point more."""

    component: Component
    score: Decimal | None
    part: int | None = None
    whole: int | None = None
    step: int | None = None  # how many more, None where the maximum is reached or nothing is measured
    reason: str = ""

    @property
    def points(self) -> Decimal:
        """The score of a component that is measured."""
        assert self.score is not None, "only a measured component is asked for its points"
        return self.score

    @property
    def short(self) -> int:
        """How many of the whole are not in the part, of a component that is measured."""
        return (self.whole or 0) - (self.part or 0)

    @property
    def gain(self) -> Decimal:
        """The points that `step` would bring: one, or what is left to the maximum."""
        return min(Decimal(1), Decimal(self.component.max) - (self.score or Decimal(0)))


@dataclass(frozen=True)
class Score:
    """All components of one calendar month."""

    month: Computed
    components: tuple[Scored, ...]

    @property
    def measured(self) -> list[Scored]:
        return [one for one in self.components if one.score is not None]

    @property
    def total(self) -> Decimal:
        return sum((one.points for one in self.measured), Decimal(0))

    @property
    def reachable(self) -> int:
        """The points that the measured components could have."""
        return sum(one.component.max for one in self.measured)

    def groups(self) -> dict[str, list[Scored]]:
        found: dict[str, list[Scored]] = {}
        for one in self.components:
            found.setdefault(one.component.group, []).append(one)
        return found

    def missed(self, one: Scored, most: int = 200) -> list[str]:
        """The cases (or rows) that count in the whole and not in the part, for those components that count rows of one table."""
        part, whole = REGISTRY.get(one.component.part), REGISTRY.get(one.component.whole)
        if part is None or whole is None or part.of != whole.of or part.kind != "count":
            return []
        key = TABLES[part.of].key[0]
        sql = f"SELECT {key} FROM {part.of} WHERE ({whole.condition.sql}) AND NOT coalesce({part.condition.sql}, FALSE) AND scope = ? ORDER BY 1 LIMIT {most}"
        scope = SCOPE if SCOPE in part.scopes else part.scopes[0]
        return [str(row[0]) for row in self.month.con.execute(sql, [scope]).fetchall()]


def score_of(month: MonthResults) -> Score | None:
    """The score of the last complete calendar month, or of the period itself where that is a calendar month; None without data."""
    if "score_766" not in month.kept:
        own = month.period.kind == "calendar" and len(month.period.months()) <= 2
        computed = month.now if own else month.beside.get("calendar_766")
        month.kept["score_766"] = None if computed is None else _score(computed, month)
    return month.kept["score_766"]


def _score(computed: Computed, month: MonthResults) -> Score:
    components = load_components(month.data_root, computed.period.last_day)
    ids = list(dict.fromkeys(id for one in components for id in (one.part, one.whole) if id in REGISTRY))
    results = measure(computed.con, computed.at_hand, computed.settings.rules, [SCOPE], only=ids)
    values = {r.indicator: (r.value, r.reason) for r in results}
    values |= {id: (value, "không có danh mục thủ tục") for id, value in _procedures(computed, month).items()}
    return Score(computed, tuple(_scored(one, values) for one in components))


def _scored(one: Component, values: dict) -> Scored:
    whole, why = values.get(one.whole, (None, one.reason))
    if whole == 0:
        return Scored(one, Decimal(one.max) if one.zero == "full" else Decimal(0), 0, 0)
    if not one.part:
        return Scored(one, None, reason=one.reason if whole is not None or not one.whole else why)
    part, lack = values[one.part]
    if part is None or whole is None:
        return Scored(one, None, reason=lack or why)
    return Scored(one, points(one, part, whole), part, whole, step(one, part, whole))


def points(one: Component, part: int, whole: int) -> Decimal:
    """The points of a share, two decimals, half up."""
    exact = Fraction(one.max) * Fraction(part, whole) / Fraction(str(one.full_at))
    return round_half_up(min(Fraction(one.max), exact), 2)


def step(one: Component, part: int, whole: int) -> int | None:
    """How many more of the whole must come into the part for one point more, or for what is left to the maximum."""
    full = Fraction(str(one.full_at))
    now = min(Fraction(one.max), Fraction(one.max) * Fraction(part, whole) / full)
    wanted = min(now + 1, Fraction(one.max))
    if now >= one.max:
        return None
    return max(1, ceil(wanted * full * whole / one.max - part))


def _procedures(computed: Computed, month: MonthResults) -> dict[str, int | None]:
    """Counts of procedures: of the catalogue, and of the month's new cases by the catalogue's own codes."""
    catalogue = load_catalogue(month.data_root).by_code
    names = (
        "procedures_listed",
        "procedures_offered_online",
        "procedures_filed_online",
        "procedures_with_fee",
        "procedures_fee_used",
        "procedures_paid_online",
    )
    if not catalogue:
        return dict.fromkeys(names)
    online = {code for code, one in catalogue.items() if one["level"] in {"partial", "full"}}
    fee = {code for code, one in catalogue.items() if one["is_fee_due"]}
    used = {
        what: {
            row[0]
            for row in computed.con.execute(
                f"SELECT DISTINCT procedure_code FROM cases WHERE {what} AND scope = '{SCOPE}'"
            ).fetchall()
        }
        for what in ("is_new_online", "is_new", "is_new_paid_online")
    }
    sets = (set(catalogue), online, online & used["is_new_online"], fee, fee & used["is_new"], fee & used["is_new_paid_online"])
    return {name: len(found) for name, found in zip(names, sets, strict=True)}
