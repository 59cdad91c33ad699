"""The facts of every case in one period, one row a case: membership, outcome, channel, intake, apologies, fees due."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

import pandas as pd

from oracle import closing, counters, due_dates, filing, office
from oracle.extracts import World
from oracle.registers import money_rows

DIGITISED = {"digitised", "reused", "reused_result"}


def group(rows: list[dict]) -> dict[str, list[dict]]:
    out = defaultdict(list)
    for row in rows:
        out[row.get("case_id")].append(row)
    return out


def facts(world: World) -> pd.DataFrame:
    """One row a case that any indicator may count, with yes/no columns."""
    children = {
        name: group(world.rows(name))
        for name in ("pauses", "supplements", "appointments", "components", "in_person_reasons", "guidance")
    }
    money = group(money_rows(world))
    rows = [
        _one(world, case, {name: rows[case["case_id"]] for name, rows in children.items()}, money[case["case_id"]])
        for case in world.rows("cases")
    ]
    return pd.DataFrame(rows)


def pause_intervals(pauses: list[dict], supplements: list[dict]) -> list:
    """Every pause as (reason, from, to); waiting for a supplement is one, whichever table holds it."""
    out = [
        (p.get("reason") or "other", p["from_at"], p.get("to_at"))
        for p in pauses
        if p.get("from_at") and "to_at" not in p["unreadable"]
    ]
    out += [
        ("supplement", s["requested_at"], s.get("received_at"))
        for s in supplements
        if s.get("requested_at") and "received_at" not in s["unreadable"]
    ]
    return out


def _one(world: World, case: dict, of: dict[str, list[dict]], money: list[dict]) -> dict:
    start, end, rules = world.start, world.seen, world.rules
    status, accepted = case.get("status"), case.get("accepted_at")
    intervals = pause_intervals(of["pauses"], of["supplements"])
    fact = {
        "case_id": case["case_id"],
        "scope": counters.scope_of(world, case),
        "field": case.get("field"),
        "unit": case.get("handling_unit"),
        "procedure": case.get("procedure_code") or case.get("procedure_name"),
    }
    fact |= _intake(world, case)
    before_balance = status in {"registered", "refused"} or accepted is None or accepted >= end
    state = closing.AtEnd() if before_balance else closing.at_end(world, case, intervals)
    closed = state.closing
    member = not before_balance and (closed is None or closed.at >= start)
    new = member and accepted >= start
    fact |= {"member": member, "new": new, "carried": member and not new}
    fact |= _outcome(world, case, of, intervals, state, member)
    fact |= _channel(case, member, new)
    fact |= _late_and_apologies(world, fact, of["appointments"])
    fact |= _components(of["components"], new)
    fact |= counters.papers(of["components"], case, new)
    fact |= counters.facts(world, case, member, new, member and closed is None and not fact["unknown"])
    fact |= office.reasons(of["in_person_reasons"], fact["new_in_person"])
    fact |= filing.filer(case, of["guidance"], fact["new_online"])
    requests = [s for s in of["supplements"] if s.get("requested_at") and s["requested_at"] < world.end]
    fact |= {"supplemented": member and len(requests) >= 1, "supplemented_again": member and len(requests) > 1}
    fact["in_time_766"] = _in_time_766(world, case, fact, state, intervals, len(requests))

    paid_online = any(
        p.get("method") == "platform" and (p.get("amount_vnd") or 0) > 0 and p.get("paid_at") and p["paid_at"] < world.end
        for p in money
    )
    liable = case.get("is_fee_due")
    fact["fee_liable"] = new and liable is True
    fact["liable_paid_online"] = fact["fee_liable"] and paid_online
    fact["full_service"] = (
        new and case.get("level") == "full" and case.get("channel") == "online" and (liable is False or paid_online)
    )

    on_spot = new and case.get("procedure_code") in world.on_spot and accepted.hour < rules["cutoff_hour"]
    fact["on_spot"] = on_spot
    fact["on_spot_same_day"] = on_spot and fact["finished"] and closed.at.date() == accepted.date()
    fact["linked"] = new and case.get("root_case_id") is not None and case["root_case_id"] != case["case_id"]
    quick = new and case.get("submitted_at") is not None
    fact["with_submission"] = quick
    fact["accepted_quickly"] = (
        quick and world.days.hours(case["submitted_at"], accepted, rules["working_hours"]) <= rules["intake_hours_limit"]
    )
    fact["intake_hours"] = (accepted - case["submitted_at"]) / timedelta(hours=1) if quick else None
    return fact


def _intake(world: World, case: dict) -> dict:
    """Before the balance: waiting at the end, refused in the period, refused nobody knows when."""
    submitted, accepted, refused, status = (case.get(n) for n in ("submitted_at", "accepted_at", "refused_at", "status"))
    start, end = world.start, world.seen
    undated = status == "refused" and refused is None
    not_yet = accepted is None or accepted >= end or status in {"registered", "refused"}
    waiting = submitted is not None and submitted < end and not_yet and (refused is None or refused >= end)
    return {
        "waiting": waiting and not undated,
        "refused": refused is not None and start <= refused < end,
        "refused_undated": undated,
    }


def _outcome(world: World, case: dict, of: dict, intervals: list, state: closing.AtEnd, member: bool) -> dict:
    closed = state.closing if member else None
    fact = {kind: bool(closed) and closed.kind == kind for kind in closing.ORDER}
    is_open = member and closed is None
    due = due_dates.legal_due(
        world,
        case,
        intervals,
        of["supplements"],
        [a for a in of["appointments"] if a.get("kind") == "apology" and a.get("made_at")],
    )
    unread = due is None and due_dates.is_unreadable(case)
    done = fact["finished"]
    how = due_dates.compare(case, closed.at, due, world.rules["deadline_comparison"]) if done and due else ""
    told = told_late(world, case, closed, due is not None or unread)
    plain = is_open and not state.is_unknown and not state.pause
    fact |= {
        "due": due,
        "closed": bool(closed),
        "by_hand_over": done and closed.is_hand_over,
        "early": how == "early",
        "on_due_day": how == "on_due_day",
        "late": how == "late" or (done and told is True),
        "in_time_as_told": done and told is False,
        "judged_as_told": told is not None and (done or plain),
        "told": told,
        "finished_without_due": done and due is None and not unread and told is None,
        "finished_due_unreadable": done and due is None and unread,
        "unknown": is_open and state.is_unknown,
        "paused": is_open and bool(state.pause) and not state.is_unknown,
        "open_late": plain and (due.date() < world.seen.date() if due is not None else told is True),
        "open_in_time": plain and (due.date() >= world.seen.date() if due is not None else told is False),
        "open_without_due": plain and due is None and not unread and told is None,
        "open_due_unreadable": plain and due is None and unread,
        "stock": is_open,
    }
    fact["paused_supplement"] = fact["paused"] and state.pause == "supplement"
    fact["paused_tax"] = fact["paused"] and state.pause in {"tax_fixing", "tax_paying"}
    fact["paused_other"] = fact["paused"] and not fact["paused_supplement"] and not fact["paused_tax"]
    accepted = case.get("accepted_at")
    fact["handling_wd"] = (
        world.days.between(accepted.date(), closed.at.date()) - due_dates.paused_days(world, intervals, accepted, closed.at)
        if done
        else None
    )
    return fact


def told_late(world: World, case: dict, closed, is_dated: bool) -> bool | None:
    """What the source says of a case without a due date: None where it says nothing, or nothing about the end of the period."""
    said = case.get("late_flag")
    if is_dated or said is None:
        return None
    is_later_word = case["extracted_at"].date() > world.seen.date()
    return None if said and closed is None and is_later_word else bool(said)


def _channel(case: dict, member: bool, new: bool) -> dict:
    channel = case.get("channel")
    return {
        "online": member and channel == "online",
        "in_person": member and channel == "in_person",
        "new_online": new and channel == "online",
        "new_in_person": new and channel == "in_person",
        "new_post": new and channel == "post",
        "new_kiosk": new and channel == "kiosk",
        "new_other_channel": new and channel == "other",
        "new_channel_unknown": new and channel is None,
        "new_channel_unreadable": new and channel == "unreadable",
    }


def _late_and_apologies(world: World, fact: dict, appointments: list[dict]) -> dict:
    late = fact["late"] or fact["open_late"]
    apologies = (
        [a for a in appointments if a.get("kind") == "apology" and a.get("made_at") and a["made_at"] < world.end] if late else []
    )
    days = world.rules["apology_days_before"]
    # a second apology moves nothing: what held was the legal date, the one before the first of them
    held = due_dates.before_first(apologies) or fact["due"]
    # a case that the system calls late may have no due date at all: then nothing says that an apology came in time
    in_time = held is not None and any(world.days.between(a["made_at"].date(), held.date()) >= days for a in apologies)
    return {"late_in_all": late, "apologised": bool(apologies), "apologised_in_time": in_time}


def _components(components: list[dict], new: bool) -> dict:
    required = [c for c in components if c.get("is_required") is True]
    have = [c for c in required if c.get("digitised") in DIGITISED]
    return {
        "with_components": new and bool(required),
        "fully_digitised": new and bool(required) and len(have) == len(required),
        "partly_digitised": new and any(c.get("digitised") in DIGITISED for c in components),
        "required": len(required) if new else 0,
        "required_digitised": len(have) if new else 0,
        "required_reused": len([c for c in required if c.get("digitised") in {"reused", "reused_result"}]) if new else 0,
    }


def _in_time_766(world: World, case: dict, fact: dict, state: closing.AtEnd, intervals: list, requests: int) -> bool:
    """Component 2.1 of decision 766: the end (or the request that is waited for) not after the due date; two requests are late."""
    due = fact["due"]
    if not fact["member"] or requests > 1:
        return False
    if fact["told"] is False:
        return True
    if due is None or fact["unknown"]:
        return False
    default = world.rules["deadline_comparison"]
    if fact["closed"]:
        return due_dates.compare(case, state.closing.at, due, default) != "late"
    if fact["paused_supplement"]:
        asked = [f for reason, f, t in intervals if reason == "supplement" and f < world.seen and (t is None or t >= world.seen)]
        return bool(asked) and due_dates.compare(case, min(asked), due, default) != "late"
    return due.date() >= world.seen.date()
