"""How and when a case came to its end, and what it was doing at the end of the period: from dates first, then states.

"A status never overrides a date": states without a date are asked only where no date answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.oracle.extracts import World

ORDER = ("withdrawn", "returned", "returned_or_withdrawn", "stopped", "finished")  # on equal instants the first one
CLOSED_STATES = {"withdrawn", "stopped", "finished", "handed_over", "returned"}
PAUSED_STATES = {"supplement": "supplement", "financial": "tax_paying"}


@dataclass(frozen=True)
class Closing:
    kind: str  # one of ORDER
    at: datetime
    is_hand_over: bool = False


def dated_closing(case: dict, rules: dict) -> Closing | None:
    """The earliest closing event that has a date."""
    events = [Closing(kind, case[f"{kind}_at"]) for kind in ("withdrawn", "returned", "stopped") if case.get(f"{kind}_at")]
    how = _how_it_ended(case, rules)
    if case.get("ended_at"):
        events.append(Closing(how, case["ended_at"]))
    elif case.get("handed_over_at") and "ended_at" not in case["unreadable"] and not (how != "finished" and events):
        # only where "xử lý xong" is empty
        events.append(Closing(how, case["handed_over_at"], is_hand_over=True))
    return min(events, key=lambda e: (e.at, ORDER.index(e.kind)), default=None)


def _how_it_ended(case: dict, rules: dict) -> str:
    """What the date of the end of processing is the date of: the column holds it however the case ended."""
    if case.get("result_kind") in {"returned", "withdrawn", "returned_or_withdrawn"}:
        return case["result_kind"]
    status = case.get("status")
    if status in {"withdrawn", "returned"} or (status == "stopped" and rules["code_8_means"] == "stopped"):
        return status
    return "finished"


@dataclass(frozen=True)
class AtEnd:
    """What a case is at the end of the period."""

    closing: Closing | None = None  # in force at `end`: its instant lies before it
    pause: str = ""  # reason, where open and paused
    is_unknown: bool = False
    pause_has_no_date: bool = False


def undated_state(world: World, case: dict) -> str | None:
    """The status that says how the case stood at `end`, or "unknown" where no extract was taken in time."""
    limit = world.days.add(world.end.date(), world.rules["undated_state_days"])
    in_time = [x for x in world.feeding + world.stored if world.end <= x.extracted_at and x.extracted_at.date() <= limit]
    seen = [
        (x.extracted_at, row)
        for x in in_time
        for row in x.tables["cases"][["case_id", "status"]].to_dict("records")
        if row["case_id"] == case["case_id"]
    ]
    if seen:
        status = min(seen, key=lambda pair: pair[0])[1]["status"]
        return status if isinstance(status, str) else None
    return "unknown"


def closed_in_an_earlier_period(world: World, case: dict) -> bool:
    """Whether a stored extract of an earlier period held the case as withdrawn or stopped without a date."""
    return any(
        row["status"] in {"withdrawn", "stopped"}
        for x in world.stored
        if x.extracted_at < world.end and (end := _end_before(world, x)) is not None and end <= world.start
        for row in x.tables["cases"].astype(object).to_dict("records")
        if row["case_id"] == case["case_id"]
    )


def _end_before(world: World, extract) -> datetime | None:
    """The end of the Decree-09 month (a 15th at 00:00) in whose wake an extract was taken, if it was taken in time."""
    at = extract.extracted_at
    month = at if at.day >= 15 else at.replace(day=1) - timedelta(days=1)
    end = datetime(month.year, month.month, 15)
    return end if at.date() <= world.days.add(end.date(), world.rules["undated_state_days"]) else None


def at_end(world: World, case: dict, intervals: list[tuple[str, datetime, datetime | None]]) -> AtEnd:
    """`intervals`: the case's pauses as (reason, from, to)."""
    rules, closing = world.rules, dated_closing(case, world.rules)
    if closing and closing.at < world.end:
        return AtEnd(closing=closing)
    reason = covering(intervals, world.end, rules["pause_order"])
    if closing:  # closed later, by its date: open at `end`, whatever the status says
        state = undated_state(world, case)
        if not reason and state in PAUSED_STATES and not any(f >= world.end for _, f, _t in intervals):
            return AtEnd(pause=PAUSED_STATES[state], pause_has_no_date=True)
        return AtEnd(pause=reason)
    status = case.get("status")
    if "ended_at" in case["unreadable"] and not case.get("ended_at"):
        return AtEnd(is_unknown=True)
    closing_states = CLOSED_STATES - ({"stopped"} if rules["code_8_means"] == "paused" else set())
    if status in closing_states and status not in {"withdrawn", "stopped"}:
        return AtEnd(is_unknown=True)
    if status in closing_states and closed_in_an_earlier_period(world, case):
        return AtEnd(closing=Closing(status, world.start - timedelta(microseconds=1)))
    if reason and status not in closing_states:
        return AtEnd(pause=reason)
    paused = PAUSED_STATES | ({"stopped": "other"} if rules["code_8_means"] == "paused" else {})
    state = undated_state(world, case)
    if state == "unknown":
        has_its_date = status in paused and any(to is None for _, _f, to in intervals)
        return AtEnd(is_unknown=status in closing_states or (status in paused and not has_its_date))
    if state in closing_states:
        return AtEnd(closing=Closing(state, world.end - timedelta(microseconds=1))) if state in {"withdrawn", "stopped"} else AtEnd(is_unknown=True)
    if state in paused and not any(f >= world.end for _, f, _t in intervals):
        return AtEnd(pause=paused[state], pause_has_no_date=True)
    return AtEnd(pause=reason)


def covering(intervals, end: datetime, order: list[str]) -> str:
    """The reason of the pause that covers the last instant before `end`, the first in the declared order; "" if none."""
    reasons = {reason for reason, first, last in intervals if first < end and (last is None or last >= end)}
    return next((reason for reason in [*order, "other"] if reason in reasons), "")
