"""How and when a case came to its end, and what it was doing at the end of the period: from dates first, then states.

"A status never overrides a date": states without a date are asked only where no date answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from oracle.extracts import World, records

ORDER = ("withdrawn", "returned", "returned_or_withdrawn", "stopped", "finished")  # on equal instants the first one
CLOSED_STATES = {"withdrawn", "stopped", "finished", "handed_over", "returned"}
GIVEN_BACK = {"returned", "withdrawn", "returned_or_withdrawn"}
CLOSING_DATES = ("ended_at", "handed_over_at", "withdrawn_at", "returned_at", "stopped_at")
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
    elif (
        case.get("handed_over_at")
        and "ended_at" not in case["unreadable"]
        and (how not in {"withdrawn", "returned", "stopped"} or not events)
    ):
        # only where "xử lý xong" is empty: a cell that could not be read is not empty
        events.append(Closing(how, case["handed_over_at"], is_hand_over=True))
    return min(events, key=lambda e: (e.at, ORDER.index(e.kind)), default=None)


def _how_it_ended(case: dict, rules: dict) -> str:
    """What the date of the end of processing is the date of: the column holds it however the case ended."""
    said = {case.get("result_kind"), case.get("status")}
    for how in ("withdrawn", "returned", "returned_or_withdrawn"):  # the status may tell apart what the kind of result does not
        if how in said:
            return how
    return "stopped" if "stopped" in said and rules["code_8_means"] == "stopped" else "finished"


@dataclass(frozen=True)
class AtEnd:
    """What a case is at the end of the period."""

    closing: Closing | None = None  # in force at `end`: its instant lies before it
    pause: str = ""  # reason, where open and paused
    is_unknown: bool = False
    pause_has_no_date: bool = False


def last_timely_day(world: World, end: datetime):
    """The last day on which an extract still shows the states at `end`: so many working days after that midnight."""
    return world.days.add(end.date() - timedelta(days=1), world.rules["undated_state_days"])


def _row_in(extract, case_id: str) -> dict:
    found = [row for row in records(extract.tables["cases"]) if row["case_id"] == case_id]
    return found[-1] if found else {}


def seen_in_time(world: World, case: dict) -> dict | None:
    """The case as the extract showed it that was taken in time after `end`; None where no such extract holds it."""
    taken = [
        x for x in world.stored if world.end <= x.extracted_at and x.extracted_at.date() <= last_timely_day(world, world.end)
    ]
    rows = [row for x in sorted(taken, key=lambda x: x.extracted_at) if (row := _row_in(x, case["case_id"]))]
    return rows[-1] if rows else None


def closed_in_an_earlier_period(world: World, case: dict, states: set[str]) -> bool:
    """Whether an extract taken in time after an earlier month already held the case as closed, without a date."""
    for x in world.stored:
        if (
            x.month_end <= world.start
            and x.month_end <= x.extracted_at
            and x.extracted_at.date() <= last_timely_day(world, x.month_end)
        ):
            row = _row_in(x, case["case_id"])
            if row and row["status"] in states and not dated_closing(row, world.rules):
                return True
    return False


def at_end(world: World, case: dict, intervals: list[tuple[str, datetime, datetime | None]]) -> AtEnd:
    """`intervals`: the case's pauses as (reason, from, to)."""
    rules, closing = world.rules, dated_closing(case, world.rules)
    eight_pauses = rules["code_8_means"] == "paused"
    closes_undated = {"withdrawn", "returned"} | (set() if eight_pauses else {"stopped"})  # 7 and 8, and the label "trả lại"
    pauses = PAUSED_STATES | ({"stopped": "other"} if eight_pauses else {})
    if closing and closing.at < world.seen:
        return AtEnd(closing=closing)
    reason = covering(intervals, world.seen, rules["pause_order"])
    began_later = any(first >= world.seen for _, first, _last in intervals)
    seen = seen_in_time(world, case)
    if closing is None:
        if any(name in case["unreadable"] for name in CLOSING_DATES):
            return AtEnd(is_unknown=True)  # it ended, nobody can read when
        status = case.get("status")
        if status in closes_undated:
            if closed_in_an_earlier_period(world, case, closes_undated):
                return AtEnd(closing=Closing(_how_it_ended(case, rules), world.start - timedelta(microseconds=1)))
            if seen is None:
                return AtEnd(is_unknown=True)
            if seen["status"] in closes_undated and not dated_closing(seen, rules):
                return AtEnd(closing=Closing(_how_it_ended(case, rules), world.end - timedelta(microseconds=1)))
        elif (
            status in CLOSED_STATES - set(pauses)
            or case.get("result_kind") in GIVEN_BACK
            or (status in pauses and seen is None and not reason and not began_later)
        ):
            return AtEnd(is_unknown=True)
    if reason:
        return AtEnd(pause=reason)
    if seen and seen["status"] in pauses and not began_later:
        return AtEnd(pause=pauses[seen["status"]], pause_has_no_date=True)
    return AtEnd()


def covering(intervals, end: datetime, order: list[str]) -> str:
    """The reason of the pause that covers the last instant before `end`, the first in the declared order; "" if none."""
    reasons = {reason for reason, first, last in intervals if first < end and (last is None or last >= end)}
    return next((reason for reason in [*order, "other"] if reason in reasons), "")
