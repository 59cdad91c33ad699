"""Whose counter and whose decision, a second time: from 05/08/2026 what is received here for another authority is apart."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from oracle.extracts import World

DECREE = datetime(2026, 8, 5)  # Decree 309/2026: by the day of acceptance
DECLARED = ("commune", "land", "other")


def is_ours(world: World, case: dict) -> bool:
    name = case.get("receiving_unit")
    return name is not None and " ".join(name.split()).lower() in {" ".join(n.split()).lower() for n in world.counters}


def is_since(case: dict) -> bool:
    return case.get("accepted_at") is not None and case["accepted_at"] >= DECREE


def scope_of(world: World, case: dict) -> str:
    declared = case.get("scope") if case.get("scope") in DECLARED else "unknown"
    elsewhere = declared in {"other", "unknown"} and case.get("deciding_unit") is not None
    return "forwarded" if elsewhere and is_since(case) and is_ours(world, case) else declared


def facts(world: World, case: dict, member: bool, new: bool, is_open: bool) -> dict:
    away = bool(world.counters) and is_since(case) and case.get("receiving_unit") is not None and not is_ours(world, case)
    fact = {"at_counter": new and not away, "received_elsewhere": new and away}
    fact |= {"pass_on_due": False, "passed_on_in_time": False, "not_passed_on": False}
    if scope_of(world, case) != "forwarded":
        return fact
    accepted, reached = case["accepted_at"], case.get("agency_received_at")
    if world.days.is_worked(accepted.date()) and accepted.hour < world.rules["cutoff_hour"]:
        late_from = datetime.combine(accepted.date() + timedelta(days=1), time())
    else:
        late_from = datetime.combine(world.days.add(accepted.date(), 1), time()) + timedelta(hours=world.rules["pass_on_by_hour"])
    due_here = member and world.start < late_from <= world.seen
    return fact | {
        "pass_on_due": due_here,
        "passed_on_in_time": due_here and reached is not None and reached < late_from,
        "not_passed_on": is_open and (reached is None or reached >= world.seen),
    }


def papers(components: list[dict], case: dict, new: bool) -> dict:
    held = [c for c in components if c.get("is_required") is True and c.get("is_in_database") is True]
    asked = [c for c in held if c.get("digitised") not in {"reused", "reused_result"}]
    counts = new and is_since(case) and bool(held)
    return {"held_papers": counts, "asked_though_held": counts and bool(asked)}
