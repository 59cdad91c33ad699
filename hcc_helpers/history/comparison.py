"""One period beside another: what changed, by how much, how sure. One object a notebook and scope, made once.

This is the one rule for tăng, giảm, tốt lên, xấu đi, tương đương on every page. A change is tested only where something
says what chance would do: a share of counted things (Newcombe, Fisher), a count whose events have days (rate per working
day). A closing stock has no such test; it is judged by a declared distance instead. Medians and money carry neither: the
change is a fact. Where many indicators are set beside each other, Benjamini–Hochberg keeps the false finds among the finds
at 5%. With a period that is not whole only its closing stock is compared: that does not ask when the period began.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Literal

from hcc_helpers.errors import HccError, RunFailed
from hcc_helpers.history import daily as by_day
from hcc_helpers.history.change import LEVEL, Chance, adjusted, rate_ratio, share_between_difference
from hcc_helpers.history.decompose import Split, rate_limits
from hcc_helpers.history.revisions import Revision, revisions
from hcc_helpers.history.store import History, gather
from hcc_helpers.history.why import split
from hcc_helpers.indicators.compute import Computed, compute_window
from hcc_helpers.indicators.definition import CENTRE, REGISTRY, find
from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.indicators.untold import UNTOLD, untold
from hcc_helpers.law import Law, load_law
from hcc_helpers.numbers_vn import whole
from hcc_helpers.periods import Period

# What is set side by side when a notebook names no indicators.
CHOSEN = (
    "received_new",
    "resolved_all",
    "resolved_late",
    "open_all",
    "open_late",
    "online_of_new_pct",
    "in_time_pct",
    "online_payment_cases_pct",
    "digitised_all_required_pct",
    "results_signed_pct",
    "results_stored_pct",
    "satisfaction_pct",
    "petitions_received",
)


SIGMAS = (
    3  # Poisson standard deviations of the difference from which a closing stock counts as clearly another (assumption, printed)
)
FEWEST_FOR_RATE = 30  # in each period; below, a count is told as it is, beside the numbers of days
FEWEST_EVENTS = 10  # of both periods together; below, no interval says anything


@dataclass(frozen=True)
class Value:
    """One indicator in one period; `value` None where there is none (`reason`)."""

    period: Period
    value: float | None
    part: int | None
    whole: int | None
    unit: str
    reason: str
    definition: str
    days: int  # working days of the period
    untold: int = 0  # of the whole of a share: what may belong to its part or not

    @property
    def measured(self) -> float:
        """The value, where the caller knows that there is one. Raises RunFailed with the reason why there is none."""
        if self.value is None:
            raise RunFailed(f"Cần giá trị của {self.period.title} mà không có: {self.reason}.")
        return self.value

    @property
    def pair(self) -> tuple[int, int]:
        """(part, whole) of a share that has a value."""
        if self.part is None or self.whole is None:
            raise RunFailed(f"Cần tử số và mẫu số của {self.period.title} mà không có: {self.reason}.")
        return self.part, self.whole


@dataclass(frozen=True)
class Change:
    """One indicator now and before; `untested` says why no chance is given; `q`: its p-value among all that were tested."""

    id: str
    now: Value
    before: Value
    chance: Chance | None = None
    untested: str = ""
    is_redefined: bool = False
    is_untold: bool = False  # what nobody knows of a share would turn the judgement over
    is_partial: bool = False  # one of the two periods is not whole, so that nothing is compared
    q: float | None = None
    inside: Split | None = None  # of a share, by field: what changed inside the fields, and what by their mix

    @property
    def is_beyond_chance(self) -> bool | None:
        """Beyond what chance would do; of a closing stock: farther than the declared distance. None: nothing to judge by."""
        if self.q is not None:
            return self.q < LEVEL
        if not is_closing(self.id) or self.now.value is None or self.before.value is None:
            return None
        return abs(self.now.value - self.before.value) > SIGMAS * math.sqrt(self.now.value + self.before.value)

    @property
    def is_rate(self) -> bool:
        """A count that is compared per working day: one that adds up over days, of periods with other numbers of them."""
        if self.chance is not None:
            return self.chance.method != "newcombe"
        is_flow = REGISTRY[self.id].kind == "count" and REGISTRY[self.id].adds == "flow"
        if not is_flow or self.now.value is None or self.before.value is None:
            return False
        return self.has_other_days and min(self.now.value, self.before.value) >= FEWEST_FOR_RATE

    @property
    def has_other_days(self) -> bool:
        """Whether the two periods have other numbers of working days."""
        return self.now.days != self.before.days

    @property
    def compared(self) -> tuple[float, float] | None:
        """(now, before) as they are set beside each other, per working day where that is asked; None where nothing is compared."""
        if self.now.value is None or self.before.value is None or self.is_redefined or self.is_untold or self.is_partial:
            return None
        now, before = (v.measured / v.days if self.is_rate and v.days else v.measured for v in (self.now, self.before))
        return now, before

    def word(self) -> str:
        """none (no value) · redefined · untold · partial · same · up · down, facts; better · worse · mix (only of the fields) · unclear, judgements."""
        if self.now.value is None or self.before.value is None:
            return "none"
        if self.is_redefined:
            return "redefined"
        if self.is_untold:
            return "untold"
        if self.is_partial:
            return "partial"
        if (compared := self.compared) is None:
            return "none"
        now, before = compared
        if now == before:
            return "same"
        better = REGISTRY[self.id].better
        if self.is_beyond_chance is False:
            return "unclear"
        if not better or self.is_beyond_chance is None:
            return "up" if now > before else "down"
        if self.inside is None:
            return "better" if (now > before) == (better == "higher") else "worse"
        # A judgement looks at the rate inside the fields: other work is neither better nor worse work.
        low, high = rate_limits(self.inside)
        if low <= 0 <= high:
            return "mix"
        return "better" if (low > 0) == (better == "higher") else "worse"


@dataclass
class Comparison:
    """The history of one scope with everything that the answers of notebook 05 ask of it."""

    month: MonthResults
    scope: str
    published: Path | None = None
    wanted: list[str] | Literal["all"] = "all"
    indicators: tuple[str, ...] = ()
    against: Period | None = None  # the period to set beside this one; None: the last earlier one
    is_made: bool = True  # this period is being made just now; False: its published results win, too
    _more: dict[str, Computed | None] = field(default_factory=dict)

    @property
    def ids(self) -> tuple[str, ...]:
        """The indicators as asked, else those of CHOSEN that this scope has."""
        for id in self.indicators:
            find(id)
        return self.indicators or tuple(id for id in CHOSEN if self.scope_of(id) == self.scope or self.scope == "commune")

    def scope_of(self, id: str) -> str:
        return "centre" if REGISTRY[id].scopes == CENTRE else self.scope

    @cached_property
    def history(self) -> History:
        needed = set(self.ids)
        for id in self.ids:
            needed |= {REGISTRY[id].part, REGISTRY[id].whole} - {""}
            needed |= set(UNTOLD[id].counts) if id in UNTOLD else set()
        return gather(self.month, self.published, self.wanted, sorted(needed), is_made=self.is_made)

    @cached_property
    def daily(self) -> by_day.Daily | None:
        needed = {name for id in self.ids for name in by_day.parts_of(id)} | set(by_day.parts_of("received_new"))
        return by_day.count_days(self.history.periods, self.month.data_root, needed)

    @cached_property
    def law(self) -> Law:
        return load_law(self.month.data_root)

    @cached_property
    def revisions(self) -> list[Revision]:
        return revisions(self.history, self.published, self.scope)

    @property
    def now(self) -> Period:
        return self.month.period

    @property
    def before(self) -> Period | None:
        """The period that this one is set beside: the last earlier one with numbers."""
        if self.against is not None:
            return self.against
        earlier = [period for period in self.history.periods if period.text != self.now.text]
        return earlier[-1] if earlier else None

    @property
    def calendar(self):
        return self.month.now.settings.calendar

    def value(self, id: str, period: Period) -> Value:
        row = self.history.row(period.text, id, self.scope_of(id))
        days = len(by_day.working_days(self.calendar, period.first_day, period.last_day))
        if row is None:
            return Value(period, None, None, None, REGISTRY[id].unit, "không có số liệu", "", days)
        part, whole = (None if n is None or n != n else int(n) for n in (_plain(row.numerator), _plain(row.denominator)))
        value = _plain(row.value)
        # A break by law is a changed definition: the line breaks and nothing is compared across it.
        definition = row.definition_hash + self.law.era(id, period.first_day, period.last_day)
        unknown = untold(id, lambda one: self._plain_value(one, period))
        return Value(period, value, part, whole, row.unit, row.reason or "", definition, days, unknown)

    def _plain_value(self, id: str, period: Period) -> float | None:
        row = self.history.row(period.text, id, self.scope_of(id))
        return None if row is None else _plain(row.value)

    def series(self, id: str) -> list[Value]:
        """The indicator in every period, oldest first; periods without a value are left out."""
        return [found for period in self.history.periods if (found := self.value(id, period)).value is not None]

    @cached_property
    def changes(self) -> list[Change]:
        """The changes of all indicators asked for, with q-values over all that could be tested."""
        if self.before is None:
            return []
        found = [self._change(id, self.before) for id in self.ids]
        tested = {change.id: change.chance.p for change in found if change.chance is not None}
        q_values = dict(zip(tested, adjusted(list(tested.values())), strict=True))
        judged = [replace(change, q=q_values.get(change.id)) for change in found]
        return [replace(change, inside=self._inside(change)) for change in judged]

    def untested(self, id: str) -> Change | None:
        """The change of an indicator that is not among those asked for: facts only. None without a period before."""
        if self.before is None:
            return None
        return replace(self._change(id, self.before), chance=None, untested="chỉ nêu, không thử")

    def _inside(self, change: Change) -> Split | None:
        """Asked only where a judgement would follow: the split reads the cases of both periods."""
        is_judged = (
            change.q is not None and change.q < LEVEL and REGISTRY[change.id].kind == "share" and REGISTRY[change.id].better
        )
        return split(self, change.id, "field") if is_judged else None

    def _change(self, id: str, before: Period) -> Change:
        now, then, indicator = self.value(id, self.now), self.value(id, before), REGISTRY[id]
        told_by = next((one for one in self.ids if REGISTRY[one].kind == "share" and is_complement(id, one)), None)
        if now.value is None or then.value is None:
            return Change(id, now, then, untested=now.reason or then.reason)
        if now.definition != then.definition:
            why = "; ".join(self.broken_by(id, then.period, now.period)) or "định nghĩa đã đổi giữa hai kỳ"
            return Change(id, now, then, untested=f"{why}, không so được", is_redefined=True)
        if (why := self.not_whole) and indicator.adds != "closing":
            return Change(id, now, then, untested=why, is_partial=True)
        if indicator.kind == "share":
            if REGISTRY[indicator.part].kind != "count":
                if now.untold or then.untold:
                    return Change(id, now, then, untested=f"có tiền {UNTOLD[id].words}", is_untold=True)
                return Change(id, now, then, untested="tỷ lệ theo số tiền hoặc số giấy tờ, không theo từng hồ sơ")
            chance = share_between_difference(now.pair, now.untold, then.pair, then.untold)
            if chance is None:
                why = f"{whole(now.untold + then.untold)} {UNTOLD[id].words} ở hai kỳ"
                return Change(id, now, then, untested=why, is_untold=True)
            return Change(id, now, then, chance)
        if told_by is not None:
            return Change(id, now, then, untested=f"cùng một điều với “{REGISTRY[told_by].label}”, chỉ thử một lần")
        if not by_day.day_column(indicator) or indicator.kind != "count":
            return Change(
                id, now, then, untested=_UNTESTED.get(indicator.adds if indicator.kind == "count" else indicator.kind, "")
            )
        if now.value + then.value < FEWEST_EVENTS:
            return Change(id, now, then, untested=f"cả hai kỳ chưa đến {FEWEST_EVENTS}, quá ít để thử")
        chance = self.rate(id, (self.now.first_day, self.now.last_day), (before.first_day, before.last_day))
        return Change(id, now, then, chance, "" if chance else "không đủ số liệu theo ngày")

    @property
    def not_whole(self) -> str:
        """Why flows and shares of the two periods are not set beside each other, where one of them is not whole; else ""."""
        for period in (self.before, self.now):
            if period is not None and period.is_cut:
                return f"{period.title} là kỳ không trọn"
        return f"số của {self.now.title} là tạm tính" if self.month.now.window.is_provisional else ""

    def broken_by(self, id: str, earlier: Period, later: Period) -> list[str]:
        """The changes of law between two periods that give the indicator another meaning."""
        return self.law.between(id, (earlier.first_day, earlier.last_day), (later.first_day, later.last_day))

    def rate(self, id: str, now: tuple, before: tuple) -> Chance | None:
        """The ratio of two rates per working day, from the days of two spans."""
        if self.daily is None:
            return None
        days, days_before = (self.daily.of(id, self.scope, *span) for span in (now, before))
        return rate_ratio(days, days_before) if days and days_before else None

    def computed(self, period: Period) -> Computed | None:
        """The cases of a period, where its snapshots are at hand."""
        found = self.history.computed.get(period.text) or self._more.get(period.text)
        if found is None and period.text not in self._more:
            try:
                found = compute_window(period, self.month.data_root, groups=(), only=["received_all"])
                found = None if found.window.missing else found
            except HccError:
                found = None
            self._more[period.text] = found
        return found


def is_closing(id: str) -> bool:
    """Whether an indicator counts what is left at the end of a period and says which side is better."""
    indicator = REGISTRY[id]
    return indicator.kind == "count" and indicator.adds == "closing" and bool(indicator.better)


def is_complement(id: str, share: str) -> bool:
    """Whether a count says what a share already says: it is the share's part, or the rest of its whole."""
    return id in {REGISTRY[share].part, *RESTS.get(share, ())}


# Of a share: counts that are the rest of its whole. Testing both would count one change twice among the false finds.
RESTS = {"in_time_pct": ("resolved_late",)}
_UNTESTED = {
    "opening": "số tồn tại một thời điểm, không có phép thử",
    "closing": f"số tồn tại một thời điểm, không có phép thử; xét theo mức chênh {SIGMAS} lần độ lệch chuẩn Poisson, là giả định",
    "none": "số gộp, không gắn với một ngày",
    "total": "số tiền, không có phép thử",
    "quantile": "trung vị, không có phép thử",
}


def _plain(number):
    """None for a missing cell of whatever kind."""
    try:
        return None if number is None or number != number else number
    except TypeError:  # pandas.NA
        return None
