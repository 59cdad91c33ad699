"""Money, survey answers, petitions, issued documents, steps and requests for supplements: one row each."""

from __future__ import annotations

import pandas as pd

from oracle import counters
from oracle.extracts import World

CENTRE = "centre"


def scope_of_cases(world: World) -> dict[str, str]:
    known = world.known_cases()
    return {c["case_id"]: counters.scope_of(world, c) for c in known}


def in_period(world: World, instant) -> bool:
    return instant is not None and world.start <= instant < world.end


# ------------------------------------------------------------------------------------------------ money


def money_rows(world: World) -> list[dict]:
    """Movements of money: paid, or paid and given back; without a state a row with a day is one. Waiting, unpaid, cancelled rows are none."""
    return [
        row
        for row in world.rows("payments")
        if row.get("state") in {"paid", "refunded"} or (row.get("state") is None and _has_a_day(row))
    ]


def _has_a_day(row: dict) -> bool:
    """A list of collections has no state but a day, even one that cannot be read; a row with neither is a claim."""
    return row.get("paid_at") is not None or "paid_at" in row["unreadable"]


def is_online_money(row: dict, rules: dict) -> bool:
    method = row.get("method")
    return method == "platform" or (method == "transfer" and rules["bank_transfer_counts_as"] == "platform")


def payments(world: World) -> pd.DataFrame:
    scopes, transfer = scope_of_cases(world), world.rules["bank_transfer_counts_as"]
    out = []
    for row in money_rows(world):
        amount, method, kind = row.get("amount_vnd"), row.get("method"), row.get("kind")
        inside = in_period(world, row.get("paid_at"))
        refund = amount is not None and amount < 0
        online = is_online_money(row, world.rules)
        in_person = method == "cash" or (method == "transfer" and transfer == "in_person")
        out.append(
            {
                "scope": scopes.get(row.get("case_id"), "unknown"),
                "amount": amount or 0,
                "inside": inside,
                "online": inside and online,
                "in_person": inside and in_person,
                "transfer": inside and method == "transfer",
                "apart": inside and method == "transfer" and transfer == "transfer",
                "method_unknown": inside and method not in {"platform", "cash", "transfer"},
                "phi": inside and kind == "phi",
                "le_phi": inside and kind == "le_phi",
                "kind_unknown": inside and kind not in {"phi", "le_phi"},
                "refund": inside and refund,
                "collected": inside and (amount or 0) > 0,
                "collected_online": inside and (amount or 0) > 0 and online,
                "collected_in_person": inside and (amount or 0) > 0 and in_person,
                "undated": row.get("paid_at") is None,
                "refund_undated": inside and row["state"] == "refunded" and (amount or 0) > 0,
                "amount_unreadable": inside and "amount_vnd" in row["unreadable"],
            }
        )
    return pd.DataFrame(out)


# ------------------------------------------------------------------------------------------------ the centre's registers


def surveys(world: World) -> pd.DataFrame:
    """Answers in the period; of a case only its last one counts, an answer without a case counts itself."""
    inside = [row for row in world.rows("surveys") if in_period(world, row.get("answered_at"))]
    last: dict[str, tuple] = {}
    for row in inside:
        if row.get("case_id") is not None:
            last[row["case_id"]] = max(last.get(row["case_id"], ()), (row["answered_at"], row["source_row"]))
    out = []
    for row in inside:
        counts = row.get("case_id") is None or last[row["case_id"]] == (row["answered_at"], row["source_row"])
        level = row.get("level")
        valid = counts and level not in {None, "no_opinion", "unreadable"}
        out.append(
            {
                "scope": CENTRE,
                "all": True,
                "superseded": not counts,
                "blank": counts and level in {None, "no_opinion"},
                "unreadable": counts and level == "unreadable",
                "valid": valid,
                "satisfied": valid and level in {"satisfied", "very_satisfied"},
            }
        )
    return pd.DataFrame(out)


def petitions(world: World) -> pd.DataFrame:
    """Phản ánh and kiến nghị with their deadlines; khiếu nại and tố cáo apart."""
    out = []
    for row in world.rows("petitions"):
        kind, received, answered = row.get("kind"), row.get("received_at"), row.get("answered_at")
        petition = kind in {"feedback", "proposal"}
        due = row["due_at"].date() if row.get("due_at") else None
        if due is None and received and "due_at" not in row["unreadable"]:
            due = world.days.add(received.date(), world.rules["petition_deadline_wd"])
        first, after = world.start.date(), world.end.date()
        due_here = petition and due is not None and first <= due < after
        waiting = (
            received is not None
            and received < world.end
            and (answered is None or answered >= world.end)
            and "answered_at" not in row["unreadable"]
        )
        inside = in_period(world, received)
        out.append(
            {
                "scope": CENTRE,
                "received": petition and inside,
                "due": due_here,
                "answered_in_time": due_here and answered is not None and answered.date() <= due,
                "overdue": petition and waiting and due is not None and due < after,
                "complaint": kind == "complaint" and inside,
                "complaint_attitude_time": kind == "complaint" and inside and row.get("about") in {"attitude", "time"},
                "denunciation": kind == "denunciation" and inside,
            }
        )
    return pd.DataFrame(out)


# ------------------------------------------------------------------------------------------------ rows of a case


def documents(world: World) -> pd.DataFrame:
    scopes, out = scope_of_cases(world), []
    for row in world.rows("result_documents"):
        issued = in_period(world, row.get("issued_at")) and row.get("is_document") is True
        out.append(
            {
                "scope": scopes.get(row.get("case_id"), "unknown"),
                "issued": issued,
                "signed": issued and row.get("is_signed") is True,
                "stored": issued and row.get("is_stored") is True,
                "electronic_only": issued and row.get("is_signed") is True and row.get("is_paper_given") is False,
            }
        )
    return pd.DataFrame(out)


def steps(world: World) -> pd.DataFrame:
    scopes, out = scope_of_cases(world), []
    by_day = world.rules["deadline_comparison"] == "day"
    for row in world.rows("steps"):
        passed = in_period(world, row.get("passed_on_at")) and row.get("due_at") is not None
        in_time = passed and (
            row["passed_on_at"].date() <= row["due_at"].date() if by_day else row["passed_on_at"] <= row["due_at"]
        )
        out.append({"scope": scopes.get(row.get("case_id"), "unknown"), "passed": passed, "in_time": in_time})
    return pd.DataFrame(out)


def requests(world: World) -> pd.DataFrame:
    scopes = scope_of_cases(world)
    return pd.DataFrame(
        [
            {"scope": scopes.get(row.get("case_id"), "unknown"), "requested": in_period(world, row.get("requested_at"))}
            for row in world.rows("supplements")
        ]
    )
