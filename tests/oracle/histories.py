"""Invented lives of cases, and how an extract shows them at some moment: later events hidden, the status of then."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from hypothesis import strategies as st

FIRST, DAYS = date(2025, 9, 1), 150  # acceptance and all that follows lie in these days
HOURS = (time(0), time(8, 15), time(14), time(23, 59, 59))


def _moment(day: int, hour: time) -> datetime:
    return datetime.combine(FIRST + timedelta(days=day), hour)


@st.composite
def lives(draw):
    """One case: what happened when. Dates only grow; a state without a date is known from the status alone."""
    days = sorted(draw(st.lists(st.integers(0, DAYS), min_size=6, max_size=6)))
    at = [_moment(day, draw(st.sampled_from(HOURS))) for day in days]
    at = sorted(at)
    return {
        "accepted": at[0],
        "submitted": at[0] - timedelta(hours=draw(st.integers(0, 80))),
        "pause": (at[1], at[2]) if draw(st.booleans()) else None,
        "reason": draw(st.sampled_from(["supplement", "tax_paying", "appraisal"])),
        "asked": at[1] if draw(st.booleans()) else None,
        "apology": at[3] if draw(st.integers(0, 3)) == 0 else None,
        "again": draw(st.booleans()),
        "due": at[0] + timedelta(days=draw(st.integers(0, 60)), hours=3),
        "original_only": draw(st.integers(0, 3)) == 0,
        "state_without_date": draw(st.sampled_from(["", "", "supplement", "financial"])),
        "state_from": at[1],
        "state_to": at[4],
        "end": at[5] if draw(st.integers(0, 3)) else None,
        "how": draw(
            st.sampled_from(
                ["finished", "finished", "finished", "withdrawn", "returned", "stopped", "withdrawn_undated", "stopped_undated"]
            )
        ),
        "scope": draw(st.sampled_from(["commune", "commune", "land"])),
        "channel": draw(st.sampled_from(["online", "in_person", None])),
        "late_rule": draw(st.sampled_from(["day", "timestamp"])),
    }


def seen_at(life: dict, id: str, moment: datetime) -> dict[str, list[dict]]:
    """The rows of one case in an extract taken at `moment`."""
    if life["submitted"] > moment:
        return {}
    rows = {"pauses": [], "supplements": [], "appointments": []}
    case = {
        "case_id": id,
        "scope": life["scope"],
        "channel": life["channel"],
        "submitted_at": life["submitted"],
        "late_rule": life["late_rule"],
    }
    if life["accepted"] > moment:
        return {"cases": [case | {"status": "registered"}]} | rows
    case |= {"accepted_at": life["accepted"], "status": "processing"}
    case |= {"original_due_at": life["due"]} if life["original_only"] else {"due_at": life["due"]}
    ended = life["end"] is not None and life["end"] <= moment
    if life["pause"] and life["pause"][0] <= moment:
        first, last = life["pause"]
        rows["pauses"].append(
            {"case_id": id, "reason": life["reason"], "from_at": first, "to_at": last if last <= moment else None}
        )
        if last > moment:
            case["status"] = "supplement" if life["reason"] == "supplement" else "financial"
    elif not life["pause"] and life["state_without_date"] and life["state_from"] <= moment < life["state_to"]:
        case["status"] = life["state_without_date"]
    if life["pause"] and life["reason"] == "supplement" and life["asked"] and life["asked"] <= moment:
        received = life["pause"][1]
        rows["supplements"].append(
            {"case_id": id, "requested_at": life["asked"], "received_at": received if received <= moment else None}
        )
    if life["apology"] and life["apology"] <= moment and not life["original_only"]:
        new = life["due"] + timedelta(days=12)
        rows["appointments"].append(
            {"case_id": id, "kind": "apology", "made_at": life["apology"], "due_at_before": life["due"], "due_at_after": new}
        )
        case["due_at"] = new
    if ended:
        how, _, undated = life["how"].partition("_")
        case["status"] = "handed_over" if how == "finished" else how
        if not undated:
            case["ended_at" if how == "finished" else f"{how}_at"] = life["end"]
    return {"cases": [case]} | rows


def extract_rows(all_lives: list[dict], moment: datetime) -> dict[str, list[dict]]:
    tables: dict[str, list[dict]] = {"cases": [], "pauses": [], "supplements": [], "appointments": []}
    for number, life in enumerate(all_lives, start=1):
        for name, rows in seen_at(life, f"H{number}", moment).items():
            tables[name] += rows
    return tables
