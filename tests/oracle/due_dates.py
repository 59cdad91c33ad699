"""The due date by which lateness is judged: from the export where it says so, else computed from the original one."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.oracle.extracts import World


def legal_due(world: World, case: dict, intervals: list, supplements: list[dict], apologies: list[dict]) -> datetime | None:
    """The legal due date; a re-appointment that the system wrote over it is taken back."""
    if case.get("due_at"):
        due = case["due_at"]
        for apology in sorted(apologies, key=lambda a: a["made_at"], reverse=True):
            if apology.get("due_at_after") == due and apology.get("due_at_before"):
                due = apology["due_at_before"]
        return due
    if case.get("original_due_at") and "due_at" not in case["unreadable"]:
        return _moved(world, case, intervals, supplements)
    return None


def is_unreadable(case: dict) -> bool:
    return not case.get("due_at") and bool({"due_at"} & case["unreadable"])


def _moved(world: World, case: dict, intervals: list, supplements: list[dict]) -> datetime:
    """The original date moved by the time waited, in working days; or, after a supplement, the term anew."""
    original, days = case["original_due_at"], world.days
    due = original
    for first, last in merged(intervals, world.end):
        if last > first:
            due = datetime.combine(days.add(due.date(), days.between(first.date(), last.date())), due.time())
    if world.rules["supplement_clock"] == "restart":
        received = [s["received_at"] for s in supplements if s.get("received_at") and s["received_at"] < world.end]
        if received:
            term = days.between(case["accepted_at"].date(), original.date())
            return datetime.combine(days.add(max(received).date(), term), original.time())
    return due


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
    """early · on_due_day · late, by the day or by the timestamp, as the row's format says."""
    rule = case.get("late_rule") or default_rule
    a, b = (finished, due) if rule == "timestamp" else (finished.date(), due.date())
    return "late" if a > b else "on_due_day" if a == b else "early"


def paused_days(world: World, intervals: list, accepted: datetime, finished: datetime) -> int:
    """Working days of the pauses between acceptance and finishing."""
    inside = [(r, max(f, accepted), min(t or finished, finished)) for r, f, t in intervals if f < finished and (t is None or t > accepted)]
    return sum(world.days.between(a.date(), b.date()) for a, b in merged(inside, finished + timedelta(microseconds=1)))
