"""The invented register: cases with their whole history, month after month, so that stock and flow hold by construction.

`invent(plans, …)` gives the cases of one scope. Any size and any number of months: a plan a month.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import numpy as np

from hcc_helpers.periods import Period, parse_period
from hcc_helpers.sample.plan import Plan
from hcc_helpers.workdays import Calendar


@dataclass
class Procedure:
    """A procedure as the sample needs it; `term` in working days, 0 = same day."""

    code: str
    name: str
    field: str
    term: int
    fee: int


@dataclass
class Case:
    """One case with everything that will happen to it."""

    case_id: str
    scope: str
    procedure: Procedure
    channel: str
    person: int
    is_own_account: bool
    submitted_at: datetime
    accepted_at: datetime
    due_at: datetime
    original_due_at: datetime
    closed_at: datetime | None = None
    closed_as: str = ""  # finished · returned · withdrawn · untold
    handed_over_at: datetime | None = None
    pauses: list[tuple[str, datetime, datetime]] = field(default_factory=list)
    supplement: tuple[datetime, datetime, datetime, datetime] | None = None  # requested, received, due before, due after
    apology: tuple[datetime, datetime, datetime] | None = None  # made, due before, due after
    root: str = ""

    @property
    def end(self) -> datetime:
        """When a case whose end is planned is closed."""
        assert self.closed_at is not None, "only a case with a planned end is asked for it"
        return self.closed_at


class TooFew(ValueError):
    """The cases drawn so far leave fewer that fit a plan than it asks for: another draw may leave enough."""


class Inventor:
    """Invents the cases of one scope; holds the generator, the calendar and the counters of case codes."""

    def __init__(self, rng: np.random.Generator, calendar: Calendar, prefix: str, scope: str):
        self.rng, self.calendar, self.prefix, self.scope = rng, calendar, prefix, scope
        self.numbers: dict[date, int] = {}
        self.pool: list[Case] = []  # open at the end of the last month
        self.was_paused: set[str] = set()
        self.was_late: set[str] = set()
        self._days_of: dict[str, tuple[list[date], list[date]]] = {}

    # ------------------------------------------------------------------ coming in
    def new_case(self, period: Period, procedure: Procedure, channel: str) -> Case:
        rng = self.rng
        days, working = self._days(period)
        weekend = channel == "online" and procedure.term > 0 and rng.random() < 0.03
        day = days[rng.integers(len(days))] if weekend else working[rng.integers(len(working))]
        accepted = datetime.combine(day, time(7, 10)) + timedelta(
            minutes=int(rng.integers(0, 560)), seconds=int(rng.integers(60))
        )
        if (accepted.hour == 11 and accepted.minute > 30) or accepted.hour == 12:
            accepted += timedelta(hours=2)
        if procedure.term == 0 and accepted.hour >= 15:
            accepted -= timedelta(hours=4)
        submitted = accepted - timedelta(minutes=int(rng.exponential(55)) + 2) if channel == "online" else accepted
        due_day = self.calendar.add(day, procedure.term) if procedure.term else day
        number = self.numbers.get(day, 0) + 1
        self.numbers[day] = number
        case_id = f"{self.prefix}-{day:%y%m%d}-{number:04d}"
        due = datetime.combine(due_day, time(17, 0))
        return Case(
            case_id,
            self.scope,
            procedure,
            channel,
            int(rng.integers(1, 9000)),
            bool(rng.random() < 0.6),
            submitted,
            accepted,
            due,
            original_due_at=due,
        )

    def _days(self, period: Period) -> tuple[list[date], list[date]]:
        """All days of a period and those that are worked; asked for by every case, so counted once."""
        if period.text not in self._days_of:
            first = period.first_day
            days = [first + timedelta(days=n) for n in range((period.last_day - first).days + 1)]
            self._days_of[period.text] = days, [day for day in days if self.calendar.is_working(day)]
        return self._days_of[period.text]

    # ------------------------------------------------------------------ one month
    def month(self, plan: Plan, period: Period, online: list[Procedure], in_person: list[Procedure]) -> list[Case]:
        """The new cases of the month; settles which of all open ones are left at its end."""
        new = sorted(
            (self.new_case(period, p, channel) for channel, ps in (("online", online), ("in_person", in_person)) for p in ps),
            key=lambda c: c.accepted_at,
        )
        mine = self.pool + new
        end = period.end
        free = [c for c in mine if c.case_id not in self.was_paused and c.case_id not in self.was_late]
        last_week = self.calendar.add(end.date() - timedelta(days=8), 0)
        may_stay = [c for c in free if c.due_at >= end and c.channel == "online"]
        stay = self._choose(may_stay, plan.in_time)
        staying = {c.case_id for c in stay}
        paused = self._choose(
            [
                c
                for c in free
                if c.case_id not in staying
                and c.procedure.term >= 5
                and c.accepted_at.date() <= last_week
                and c.due_at.date() > self._opens(c, period)
                and c.channel == "online"
            ],
            plan.paused,
        )
        taken = {c.case_id for c in stay + paused}
        open_late = self._choose(
            [
                c
                for c in free
                if c.case_id not in taken
                and 0 < c.procedure.term <= 12
                and c.due_at < end - timedelta(days=2)
                and c.channel == "online"
            ],
            plan.open_late,
        )
        taken |= {c.case_id for c in open_late}
        late_before = [c for c in mine if c.case_id in self.was_late]
        rest = [c for c in free if c.case_id not in taken]
        late = self._choose(
            [
                c
                for c in rest
                if c.procedure.term >= 1 and self.calendar.number(end.date()) - self.calendar.number(c.due_at.date()) >= 6
            ],
            plan.late,
        )
        taken |= {c.case_id for c in late}
        back = self._choose(
            [
                c
                for c in rest
                if c.case_id not in taken
                and c.procedure.term >= 2
                and c.accepted_at >= period.start
                and c.accepted_at < end - timedelta(days=4)
            ],
            plan.returned + plan.withdrawn,
        )
        taken |= {c.case_id for c in back}
        for c in paused:
            self._pause(c, period)
        for c in late + late_before:
            self._finish_late(c, period)
        for number, c in enumerate(back):
            self._give_back(c, period, number, plan)
        resumed = [c for c in mine if c.case_id in self.was_paused]
        for c in [c for c in rest if c.case_id not in taken] + resumed:
            self._finish_in_time(c, period)
        self.pool = stay + paused + open_late
        self.was_paused, self.was_late = {c.case_id for c in paused}, {c.case_id for c in open_late}
        return new

    def after(self, period: Period) -> None:
        """What becomes of the last stock after the last month: closed some day, hidden from the exports until then."""
        for c in self.pool:
            if c.case_id in self.was_paused:
                resumed = c.pauses[-1][2]
                c.closed_at, c.closed_as = resumed + timedelta(days=3, hours=2), "finished"
            else:
                day = self._working_day(max(period.end.date(), c.accepted_at.date()), max(c.due_at.date(), period.end.date()))
                c.closed_at, c.closed_as = self._at(day, c.accepted_at), "finished"
            self._hand_over(c)

    # ------------------------------------------------------------------ how a case ends
    def _choose(self, cases: list[Case], count: int) -> list[Case]:
        if len(cases) < count:
            raise TooFew(f"{self.scope}: only {len(cases)} cases fit where the plan asks for {count}")
        picked = sorted(self.rng.choice(len(cases), size=count, replace=False)) if count else []
        return [cases[i] for i in picked]

    def _working_day(self, first: date, last: date) -> date:
        if last < first:
            return last
        worked = self.calendar.between(first - timedelta(days=1), last)
        return self.calendar.add(first - timedelta(days=1), 1 + int(self.rng.integers(worked))) if worked else last

    def _at(self, day: date, not_before: datetime) -> datetime:
        moment = datetime.combine(day, time(7, 30)) + timedelta(
            minutes=int(self.rng.integers(0, 540)), seconds=int(self.rng.integers(60))
        )
        if moment <= not_before:
            moment = not_before + timedelta(minutes=int(self.rng.integers(6, 50)))
        return min(moment, datetime.combine(day, time(18, 30)))

    def _finish_in_time(self, c: Case, period: Period) -> None:
        first = max(c.accepted_at.date(), period.first_day, c.pauses[-1][2].date() if c.pauses else date.min)
        last = min(c.due_at.date(), period.last_day)
        day = (
            last if c.due_at.date() <= period.last_day and self.rng.random() < 0.1 else self._working_day(first, max(first, last))
        )
        c.closed_at, c.closed_as = self._at(day, max(c.accepted_at, c.pauses[-1][2] if c.pauses else c.accepted_at)), "finished"
        self._maybe_supplement(c)
        self._hand_over(c)

    def _finish_late(self, c: Case, period: Period) -> None:
        first = max(c.due_at.date() + timedelta(days=1), period.first_day)
        day = self._working_day(first, min(period.last_day, first + timedelta(days=7)))
        while not self.calendar.is_working(day):
            day += timedelta(days=1)
        day = min(day, period.last_day)
        c.closed_at, c.closed_as = self._at(day, c.accepted_at), "finished"
        before = c.due_at
        if self.rng.random() < 0.75:
            in_time = self.rng.random() < 0.6
            made_on = self.calendar.add(before.date() - timedelta(days=9), 1) if in_time else before.date()
            made_on = max(made_on, c.accepted_at.date())
            made = (
                datetime.combine(made_on, time(16, 0))
                if made_on > c.accepted_at.date()
                else c.accepted_at + timedelta(minutes=90)
            )
            after = datetime.combine(self.calendar.add(before.date(), 8), time(17, 0))
            c.apology = (made, before, after)
            if self.rng.random() < 0.5:
                c.due_at = after  # the system keeps the new date only: lateness is still judged by the one before
        self._hand_over(c)

    def _give_back(self, c: Case, period: Period, number: int, plan: Plan) -> None:
        day = self._working_day(c.accepted_at.date() + timedelta(days=1), min(c.due_at.date(), period.last_day))
        c.closed_at = self._at(day, c.accepted_at)
        c.closed_as = "untold" if number < plan.untold else "returned" if number < plan.returned else "withdrawn"
        c.handed_over_at = c.closed_at + timedelta(minutes=35) if c.closed_as == "untold" else None

    def _pause(self, c: Case, period: Period) -> None:
        """Paused over the end of the month: for a supplement, or (land) while the tax is fixed and paid."""
        first = self._opens(c, period)
        begins = self._at(
            self._working_day(first, max(first, min(c.due_at.date(), period.last_day) - timedelta(days=1))), c.accepted_at
        )
        begins = min(begins, period.end - timedelta(hours=8))
        ends = datetime.combine(self.calendar.add(period.last_day, int(self.rng.integers(2, 9))), time(9, 30))
        reason = "supplement" if self.scope != "land" else str(self.rng.choice(["tax_fixing", "tax_paying"], p=[0.35, 0.65]))
        c.pauses.append((reason, begins, ends))
        waited = self.calendar.number(ends.date()) - self.calendar.number(begins.date())
        before = c.due_at
        c.due_at = datetime.combine(self.calendar.add(before.date(), waited), time(17, 0))
        if reason == "supplement":
            c.supplement = (begins, ends, before, c.due_at)

    def _opens(self, c: Case, period: Period) -> date:
        """The first day on which a pause over the end of the month may begin."""
        return max(c.accepted_at.date() + timedelta(days=1), period.first_day, period.last_day - timedelta(days=16))

    def _maybe_supplement(self, c: Case) -> None:
        """A few cases are asked for a supplement on their way, and still end in time."""
        if c.pauses or c.procedure.term < 5 or self.rng.random() > 0.05 or (c.end - c.accepted_at).days < 4:
            return
        asked = c.accepted_at + timedelta(hours=26)
        while not self.calendar.is_working(asked.date()):
            asked += timedelta(days=1)
        came = asked + timedelta(days=1)
        while not self.calendar.is_working(came.date()):
            came += timedelta(days=1)
        if came >= c.end:
            return
        waited = self.calendar.number(came.date()) - self.calendar.number(asked.date())
        before = c.due_at
        c.due_at = datetime.combine(self.calendar.add(before.date(), waited), time(17, 0))
        c.pauses.append(("supplement", asked, came))
        c.supplement = (asked, came, before, c.due_at)

    def _hand_over(self, c: Case) -> None:
        if self.rng.random() < 0.93:
            c.handed_over_at = c.end + timedelta(minutes=int(self.rng.exponential(300)) + 5)


def windows(plans: tuple[Plan, ...], since: date) -> list[Period]:
    return [parse_period(plan.month, since) for plan in plans]
