"""Two worlds written by hand, with what the drawn ones seldom hold: a row of every kind and code."""

from __future__ import annotations

from datetime import datetime, timedelta

from hcc_helpers.periods import parse_period
from oracle.drawing import CASES, COUNTERS, SYSTEMS, children

# fmt: off

# One case filed in person a reason; none for the last.
REASONS = ("no_vneid", "own_presence", "in_person_only", "system_error", "own_wish", "other", "unreadable")


def _december(day: int, hour: int = 9) -> datetime:
    return datetime(2025, 12, day, hour)


def rich():
    """One world of 2025-12 with what the invented ones seldom hold: pauses of each kind, apologies, unreadable cells, transfers."""
    period = parse_period("2025-12")
    plain = {
        "scope": "commune",
        "status": "processing",
        "accepted_at": _december(1),
        "due_at": _december(5),
        "is_fee_due": True,
        "unreadable": "",
    }
    lives = [
        {},  # open and late, with an apology in time
        {"status": "handed_over", "ended_at": _december(8)},  # late, apology too late
        {}, {},  # paused for a tax, paused for a notice (and the eighth for a supplement)
        {"due_at": None, "unreadable": ",due_at,"},
        {"status": "stopped", "stopped_at": _december(2)},
        {"channel": "online", "level": "full", "procedure_code": "2.000815", "status": "finished", "ended_at": _december(1, 16)},
        {"channel": "online", "is_own_account": True},
        {"due_at": None, "unreadable": ",due_at,", "status": "finished", "ended_at": _december(3)},
        {"status": "refused", "accepted_at": None, "due_at": None, "refused_at": _december(2)},
        {"status": "refused", "accepted_at": None, "due_at": None},
        # late by the system's own word, without any due date that an apology could have come before
        {"status": "finished", "ended_at": _december(6), "late_flag": True, "due_at": None},
    ]
    tables = {name: [] for name in ("cases", *children(period))}
    tables["cases"] = [plain | more | {"case_id": id} for id, more in zip((*CASES, "H9", "H10", "H11", "H12"), lives, strict=True)]
    tables["cases"] += [plain | {"case_id": f"P{n}", "channel": "in_person"} for n in range(len(REASONS) + 1)]
    tables["appointments"] = [
        {
            "case_id": "H1",
            "kind": "apology",
            "made_at": _december(3),
            "due_at_before": _december(5),
            "due_at_after": _december(20),
        },
        {
            "case_id": "H2",
            "kind": "apology",
            "made_at": _december(5),
            "due_at_before": _december(5),
            "due_at_after": _december(9),
        },
        {"case_id": "H12", "kind": "apology", "made_at": _december(3), "due_at_before": None, "due_at_after": _december(9)},
    ]
    tables["pauses"] = [
        {"case_id": "H3", "reason": "tax_fixing", "from_at": _december(2), "to_at": None},
        {"case_id": "H4", "reason": "public_notice", "from_at": _december(2), "to_at": _december(20)},
        {"case_id": "H8", "reason": "supplement", "from_at": _december(2), "to_at": None},
    ]
    money = {"paid_at": _december(1), "kind": "phi", "amount_vnd": 8000, "method": "platform", "state": "paid", "unreadable": ""}
    paid = [{"case_id": "H7"}, {"case_id": "H1", "method": "transfer", "kind": "le_phi"}, {"case_id": "H2", "amount_vnd": None, "unreadable": ",amount_vnd,"},
            {"case_id": "H3", "method": None, "kind": None}, {"case_id": "H4", "amount_vnd": -3000, "state": "refunded", "method": "cash"}]
    tables["payments"] = [money | more | {"payment_id": f"payments-{n}"} for n, more in enumerate(paid)]
    tables |= _rich_registers()
    rules = {
        "deadline_comparison": "day",
        "supplement_clock": "pause",
        "code_8_means": "stopped",
        "bank_transfer_counts_as": "transfer",
        "apology_days_before": 1,
    }
    return "2025-12", tables, period.end + timedelta(hours=31), rules


def rich_2026():
    """One world of 2026-09: what began with the decrees of that year, and endings that the invented ones seldom hold."""
    period = parse_period("2026-09")
    at = datetime(2026, 8, 20, 9)
    plain = {
        "scope": "commune",
        "status": "processing",
        "channel": "online",
        "accepted_at": at,
        "due_at": at + timedelta(days=9),
        "unreadable": "",
    }
    lives = [
        {"scope": "other", "receiving_unit": COUNTERS[0], "deciding_unit": "Sở B", "agency_received_at": at + timedelta(hours=6)},
        {"status": "finished", "due_at": None, "ended_at": at + timedelta(days=2)},
        {"status": "finished", "result_kind": "returned_or_withdrawn", "ended_at": at + timedelta(days=2)},
        {"channel": "unreadable"},
        {"scope": "other", "receiving_unit": COUNTERS[0], "deciding_unit": "Sở B"},  # not passed on yet
        {"status": "handed_over", "handed_over_at": at + timedelta(days=3)},
        {"filing_account": "centre"},
        *({"status": "finished", "due_at": None, "late_flag": said, "ended_at": at + timedelta(days=2)} for said in (True, False)),
        *({"due_at": None, "late_flag": said} for said in (True, False)),
        {"channel": "other", "accepted_at": period.start},
        {"receiving_unit": "Quầy của nơi khác", "accepted_at": period.start},
    ]
    tables = {name: [] for name in ("cases", *children(period))}
    tables["cases"] = [plain | more | {"case_id": f"F{n}"} for n, more in enumerate(lives)]
    tables["components"] = [{"case_id": "F1", "is_required": True, "is_in_database": True, "digitised": "none"}]
    return "2026-09", tables, period.end + timedelta(hours=31), rich()[3]


def _rich_registers() -> dict[str, list[dict]]:
    """The office's own registers with a row of every kind: the many codes are seldom all drawn."""
    on, later = _december(2), _december(4)
    rows = {
        "incidents": [
            {"began_at": _december(2, 8), "ended_at": _december(2, 10), "system": SYSTEMS[0], "kind": "down"},
            {"began_at": _december(3), "system": SYSTEMS[1], "kind": "slow"},
            {"began_at": _december(4), "ended_at": _december(4, 10), "system": SYSTEMS[1], "kind": "error"},
        ],
        "probes": [{"measured_at": on, "system": SYSTEMS[0], "is_ok": True}, {"measured_at": later, "system": SYSTEMS[0], "is_ok": False}],
        "outreach": [{"done_on": on, "kind": kind, "medium": medium, "copies": 3} for kind, medium in zip(
            ("leaflet", "guide", "article", "video", "meeting", "other", "unreadable"),
            ("loudspeaker", "social", "website", "centre", "hamlet", "other", "centre"), strict=True)],
        "new_texts": [{"text_number": "1", "in_force_from": on, "disseminated_on": on}, {"text_number": "2", "in_force_from": on, "disseminated_on": later}],
        "guidance": [{"guided_on": on, "kind": kind, "people": 2, "case_id": "H1"} for kind in ("account", "filing", "payment")],
        "reminders": [{"reminder_no": code, "sent_on": on, "unit": "Phòng Kinh tế", "outcome": code} for code in ("settled", "rescheduled", "no_reply", "unreadable")],
        "difficulties": [{"raised_on": on, "authority": at, "settled_on": later if at == "commune" else None} for at in ("centre", "commune", "province", "ministry")],
        "linked_systems": [{"system": state, "link_state": state, "is_double_entry": True} for state in ("linked", "partly", "not_linked")],
        "staff_days": [{"worked_on": on, "on_duty": 4, "on_time": 4, "on_leave": 1}, {"worked_on": later, "on_duty": 4, "on_time": 5}],
        "hamlet_groups": [{"hamlet": "Xóm 1", "set_up_on": on, "members": 3}, {"hamlet": "Xóm 9", "set_up_on": on}],
        "in_person_reasons": [{"case_id": f"P{n}", "reason": reason, "visits": 2} for n, reason in enumerate(REASONS)],
        "result_documents": [{"case_id": "H1", "issued_at": on, "is_document": True, "is_signed": True, "is_stored": True, "is_paper_given": False}],
    }
    return {name: [row | {"unreadable": ""} for row in mine] for name, mine in rows.items()}
