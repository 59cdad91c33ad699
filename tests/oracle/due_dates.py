"""The due date by which lateness is judged: from the export where it says so, else computed from the original one."""

from __future__ import annotations

from datetime import datetime, timedelta

from oracle import counters
from oracle.extracts import World


def legal_due(world: World, case: dict, intervals: list, supplements: list[dict], apologies: list[dict]) -> datetime | None:
    """The legal due date. A re-appointment that the system wrote over it is taken back: the date before the first one holds."""
    due = case.get("due_at")
    before = before_first(apologies)
    if before and (due is None or any(a.get("due_at_after") == due for a in apologies)):
        return before
    if due is not None or "due_at" in case["unreadable"] or not case.get("original_due_at"):
        return due
    reached = case.get("agency_received_at")
    if counters.scope_of(world, case) == "forwarded" and (reached is None or reached >= world.seen):
        return None  # the term of the other authority has not begun
    return _moved(world, case, intervals, supplements)


def before_first(apologies: list[dict]) -> datetime | None:
    dated = [a for a in apologies if a.get("due_at_before")]
    return min(dated, key=lambda a: a["made_at"])["due_at_before"] if dated else None


def is_unreadable(case: dict) -> bool:
    return "due_at" in case["unreadable"] or ("original_due_at" in case["unreadable"] and not case.get("due_at"))


def _moved(world: World, case: dict, intervals: list, supplements: list[dict]) -> datetime | None:
    """The original date moved by the working days waited until the end of the period; or, after a supplement, the term anew.

    What nobody accepted has no term that could begin anew.
    """
    due, days = case["original_due_at"], world.days
    is_forwarded, is_anew = counters.scope_of(world, case) == "forwarded", False
    if world.rules["supplement_clock"] == "restart":
        received = max(
            (s["received_at"] for s in supplements if s.get("received_at") and s["received_at"] < world.seen), default=None
        )
        intervals = [i for i in intervals if i[0] != "supplement" and (received is None or i[1] >= received)]
        is_anew = received is not None
        if received and not case.get("accepted_at"):
            return None
        if received:
            term = days.between(case["accepted_at"].date(), due.date())
            due = datetime.combine(days.add(received.date(), term), due.time())
    waited = sum(days.between(first.date(), last.date()) for first, last in merged(intervals, world.seen))
    if is_forwarded and not is_anew:
        waited += max(0, days.between(case["accepted_at"].date(), case["agency_received_at"].date()))
    return datetime.combine(days.add(due.date(), waited), due.time()) if waited else due


def merged(intervals: list, until: datetime) -> list[tuple[datetime, datetime]]:
    """Overlapping pauses laid together, cut at `until`, in order."""
    out: list[tuple[datetime, datetime]] = []
    for _, first, last in sorted(intervals, key=lambda i: i[1]):
        if first >= until:
            continue
        last = min(last or until, until)
        if out and first <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], last))
        elif last >= first:
            out.append((first, last))
    return out


def compare(case: dict, finished: datetime, due: datetime, default_rule: str) -> str:
    """early · on_due_day · late. The row's rule says from when it is late: from the next day on, or after the instant itself.

    In time on the due day is "on the due day" under both (by the bare timestamp an exact tie would never happen).
    """
    by_timestamp = (case.get("late_rule") or default_rule) == "timestamp"
    if finished > due if by_timestamp else finished.date() > due.date():
        return "late"
    return "on_due_day" if finished.date() == due.date() else "early"


def paused_days(world: World, intervals: list, accepted: datetime, finished: datetime) -> int:
    """Working days of the pauses between acceptance and finishing."""
    inside = [
        (r, max(f, accepted), min(t or finished, finished))
        for r, f, t in intervals
        if f < finished and (t is None or t > accepted)
    ]
    return sum(world.days.between(a.date(), b.date()) for a, b in merged(inside, finished + timedelta(microseconds=1)))
