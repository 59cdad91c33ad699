"""The office's own registers a second time: one row each, from the words of the definitions."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from oracle.extracts import World
from oracle.registers import CENTRE, in_period


def _known(world: World, instant) -> bool:
    """It had happened when the period ended."""
    return instant is not None and instant < world.end


def _each(world: World, table: str, facts) -> pd.DataFrame:
    return pd.DataFrame([{"scope": CENTRE} | facts(row) for row in world.rows(table)])


def reminders(world: World) -> pd.DataFrame:
    def facts(row):
        sent = in_period(world, row.get("sent_on"))
        told = sent and (row.get("outcome_on") is None or _known(world, row["outcome_on"]))
        outcome = row.get("outcome") if told else None
        return {
            "unit": row.get("unit"),
            "sent": sent,
            "settled": outcome == "settled",
            "rescheduled": outcome == "rescheduled",
            "unreadable": outcome == "unreadable",
            "no_reply": sent and outcome in {None, "no_reply"},
        }

    return _each(world, "reminders", facts)


def difficulties(world: World) -> pd.DataFrame:
    def facts(row):
        raised_on, settled_on = row.get("raised_on"), row.get("settled_on")
        raised, settled = in_period(world, raised_on), in_period(world, settled_on)
        days = world.days.between(raised_on.date(), settled_on.date()) if raised_on and settled_on else None
        return {
            "raised": raised,
            "raised_settled": raised and _known(world, settled_on),
            "settled": settled,
            "open": _known(world, raised_on) and not _known(world, settled_on) and "settled_on" not in row["unreadable"],
            "days": days,
            **{f"at_{at}": raised and row.get("authority") == at for at in ("centre", "commune", "province", "ministry")},
        }

    return _each(world, "difficulties", facts)


KINDS = ("leaflet", "guide", "article", "video", "meeting", "other")
CHANNELS = ("loudspeaker", "social", "website", "centre", "hamlet", "other")


def outreach(world: World) -> pd.DataFrame:
    def facts(row):
        done, kind, channel = in_period(world, row.get("done_on")), row.get("kind"), row.get("medium")
        return {
            "done": done,
            "unclear": done and not (kind in KINDS and channel in CHANNELS),
            "leaflets": (row.get("copies") or 0) if done and kind == "leaflet" else 0,
            **{f"kind_{code}": done and kind == code for code in KINDS},
            **{f"channel_{code}": done and channel == code for code in CHANNELS},
        }

    return _each(world, "outreach", facts)


def new_texts(world: World) -> pd.DataFrame:
    def facts(row):
        force, told = row.get("in_force_from"), row.get("disseminated_on")
        inside = in_period(world, force)
        return {
            "in_force": inside,
            "in_force_told": inside and _known(world, told),
            "told": in_period(world, told),
            "in_time": inside and _known(world, told) and told.date() <= force.date(),
        }

    return _each(world, "new_texts", facts)


def guidance(world: World) -> pd.DataFrame:
    def facts(row):
        inside, kind, people = in_period(world, row.get("guided_on")), row.get("kind"), row.get("people") or 0
        return {
            "people": people if inside else 0,
            "assisted": inside and kind == "filing" and row.get("case_id") is not None,
            **{code: people if inside and kind == code else 0 for code in ("account", "filing", "payment")},
        }

    return _each(world, "guidance", facts)


def incidents(world: World) -> pd.DataFrame:
    def facts(row):
        began, ended, kind = row.get("began_at"), row.get("ended_at"), row.get("kind")
        begun, unclear = in_period(world, began), "ended_at" in row["unreadable"]
        minutes = 0
        if kind == "down" and not unclear and began is not None:
            first, last = max(began, world.start), min(ended or world.end, world.end)
            if first < last:  # an end before the beginning is a slip, not a negative time
                hours = world.days.hours(first, last, world.rules["working_hours"])
                minutes = int(timedelta(hours=hours) / timedelta(minutes=1) + 0.5)
        return {
            "begun": begun,
            **{code: begun and kind == code for code in ("slow", "error", "down")},
            "minutes": minutes,
            "lasting": _known(world, began) and not _known(world, ended) and not unclear,
        }

    return _each(world, "incidents", facts)


def probes(world: World) -> pd.DataFrame:
    def facts(row):
        taken = in_period(world, row.get("measured_at")) and row.get("is_ok") is not None
        return {"taken": taken, "failed": taken and row["is_ok"] is False}

    return _each(world, "probes", facts)


def linked_systems(world: World) -> pd.DataFrame:
    def facts(row):
        listed = row.get("since") is None or _known(world, row["since"])
        states = {code: listed and row.get("link_state") == code for code in ("linked", "partly", "not_linked")}
        return {"listed": listed, "twice": listed and row.get("is_double_entry") is True, **states}

    return _each(world, "linked_systems", facts)


def staff_days(world: World) -> pd.DataFrame:
    def facts(row):
        inside, on_duty, on_time = in_period(world, row.get("worked_on")), row.get("on_duty"), row.get("on_time")
        sound = inside and on_duty is not None and on_time is not None and 0 <= on_time <= on_duty
        return {
            "days": sound,
            "impossible": inside and not sound,
            "all_on_time": sound and on_time == on_duty,
            "on_duty": on_duty if sound else 0,
            "on_time": on_time if sound else 0,
            "on_leave": (row.get("on_leave") or 0) if sound else 0,
        }

    return _each(world, "staff_days", facts)


def hamlet_groups(world: World) -> pd.DataFrame:
    def facts(row):
        there = _known(world, row.get("set_up_on"))
        ours = not world.hamlets or row.get("hamlet") in world.hamlets
        return {
            "set_up": there and ours,
            "elsewhere": there and not ours,
            "members": (row.get("members") or 0) if there and ours else 0,
        }

    return _each(world, "hamlet_groups", facts)


FACTS = {
    "reminders": reminders,
    "difficulties": difficulties,
    "outreach": outreach,
    "new_texts": new_texts,
    "guidance": guidance,
    "incidents": incidents,
    "probes": probes,
    "linked_systems": linked_systems,
    "staff_days": staff_days,
    "hamlet_groups": hamlet_groups,
}
COUNTS = {
    "reminders": {
        "reminders_sent": "sent",
        "reminders_settled": "settled",
        "reminders_rescheduled": "rescheduled",
        "reminders_no_reply": "no_reply",
        "reminders_unreadable": "unreadable",
    },
    "difficulties": {
        "difficulties_raised": "raised",
        "difficulties_raised_settled": "raised_settled",
        "difficulties_settled": "settled",
        "difficulties_open": "open",
        **{f"difficulties_raised_{at}": f"at_{at}" for at in ("centre", "commune", "province", "ministry")},
    },
    "outreach": {
        "outreach_done": "done",
        "outreach_unclear": "unclear",
        "leaflets_handed_out": "leaflets",
        **{f"outreach_kind_{code}": f"kind_{code}" for code in KINDS},
        **{f"outreach_channel_{code}": f"channel_{code}" for code in CHANNELS},
    },
    "new_texts": {
        "texts_in_force": "in_force",
        "texts_in_force_disseminated": "in_force_told",
        "texts_disseminated_in_time": "in_time",
        "texts_disseminated": "told",
    },
    "guidance": {
        "guidance_people": "people",
        "guidance_account": "account",
        "guidance_filing": "filing",
        "guidance_payment": "payment",
        "guidance_assisted_filings": "assisted",
    },
    "incidents": {
        "incidents_begun": "begun",
        "incidents_slow": "slow",
        "incidents_error": "error",
        "incidents_down": "down",
        "incidents_lasting": "lasting",
        "down_minutes": "minutes",
    },
    "probes": {"probes_taken": "taken", "probes_failed": "failed"},
    "linked_systems": {
        "systems_listed": "listed",
        "systems_linked": "linked",
        "systems_partly": "partly",
        "systems_not_linked": "not_linked",
        "systems_entered_twice": "twice",
    },
    "staff_days": {
        "staff_days_recorded": "days",
        "staff_days_impossible": "impossible",
        "staff_days_all_on_time": "all_on_time",
        "staff_on_duty": "on_duty",
        "staff_on_time": "on_time",
        "staff_on_leave": "on_leave",
    },
    "hamlet_groups": {"hamlets_with_group": "set_up", "hamlet_groups_elsewhere": "elsewhere", "hamlet_group_members": "members"},
}
SHARES = {
    "reminders_settled_pct": ("reminders_settled", "reminders_sent"),
    "difficulties_settled_pct": ("difficulties_raised_settled", "difficulties_raised"),
    "texts_in_time_pct": ("texts_disseminated_in_time", "texts_in_force"),
    "probes_failed_pct": ("probes_failed", "probes_taken"),
    "staff_on_time_pct": ("staff_on_time", "staff_on_duty"),
}


def median_days(table: pd.DataFrame) -> float | None:
    """Working days until a difficulty was settled, those settled in the period."""
    values = table.loc[table["settled"].astype(bool), "days"].dropna().astype(float) if len(table) else pd.Series(dtype=float)
    return float(values.median()) if len(values) else None


REASONS = ("no_vneid", "own_presence", "in_person_only", "system_error", "own_wish", "other")


def reasons(rows: list[dict], new_in_person: bool) -> dict:
    """Of one case: what its rows in the register of reasons say."""
    said = {row["reason"] for row in rows if row.get("reason") is not None}
    one = said.pop() if len(said) == 1 else None
    return {
        **{f"reason_{code}": new_in_person and one == code for code in REASONS},
        "reason_unclear": new_in_person and (one == "unreadable" or len(said) > 1),
        "reason_untold": new_in_person and one is None and not said,
        "visited_again": new_in_person and any((row.get("visits") or 0) > 1 for row in rows),
    }
