"""A month in which everything happens a little: late, open, paused, given back, in person, unlinked, complained of."""

from __future__ import annotations

from datetime import timedelta

from obstacle_worlds import CALENDAR, WORKING, at, due, rng

FIELDS = ("Hộ tịch", "Chứng thực", "Đất đai", "Bảo trợ xã hội")
UNITS = ("Phòng Văn hóa – Xã hội", "Phòng Kinh tế")
REASONS = ("no_vneid", "own_presence", "own_wish", "system_error")


def rich_month(cases: int = 260) -> dict[str, list[dict]]:
    """Rows of every table; in no column is a cell empty that says something, and no share is 0 or all."""
    draw = rng(12)
    rows: dict[str, list[dict]] = {name: [] for name in TABLES_DRAWN}
    for n in range(cases):
        case, day = f"H{n:04d}", WORKING[draw.integers(0, 14)]
        is_land, term = n % 5 == 0, int(draw.integers(3, 9))
        took = int(draw.integers(0, term + 3))
        ended = at(CALENDAR.add(day, took), 15) if took else at(day, 15)
        row = {
            "case_id": case,
            "scope": "land" if is_land else "commune",
            "field": "Đất đai" if is_land else FIELDS[n % 2],
            "procedure_code": f"1.00{n % 6}",
            "procedure_name": f"Thủ tục {n % 6}",
            "handling_unit": UNITS[n % 2],
            "receiving_unit": "Trung tâm",
            "deciding_unit": "UBND xã",
            "level": ("full", "partial")[n % 2],
            "channel": ("online", "online", "in_person", "post")[n % 4],
            "submitted_at": at(day, 7, 30),
            "accepted_at": at(day, 8, n % 60),
            "due_at": due(day, term),
            "original_due_at": due(day, term),
            "is_fee_due": n % 2 == 0,
            "hamlet": f"Xóm {n % 3}",
            "age_band": ("18_35", "60_plus")[n % 2],
            "is_own_account": n % 3 != 0,
            "filing_account": ("own", "other", "centre")[n % 3],
            "person_key": f"n{n % 90}",
            "source_system": "Cổng",
            "status": "processing",
        }
        match n % 10:
            case 0 | 1 | 2 | 3:
                row |= {
                    "status": "handed_over",
                    "ended_at": ended,
                    "handed_over_at": ended + timedelta(minutes=30),
                    "result_kind": "granted",
                }
            case 4:
                row |= {"status": "returned", "returned_at": ended}
            case 5:
                row |= {"status": "withdrawn", "withdrawn_at": ended}
            case 6:
                row |= {"status": "stopped", "stopped_at": ended} if n % 20 == 6 else {"status": "processing"}
            case 7:
                rows["pauses"].append(
                    {
                        "case_id": case,
                        "reason": "tax_fixing" if is_land else "supplement",
                        "from_at": at(CALENDAR.add(day, 1), 9),
                        "to_at": at(CALENDAR.add(day, 2), 9) if n % 20 == 7 else None,
                    }
                )
        rows["cases"].append(row)
        rows["components"] += [
            {
                "case_id": case,
                "component_code": f"G{k}",
                "is_required": True,
                "digitised": ("digitised", "none")[(n + k) % 3 == 0],
                "is_in_database": k == 1,
            }
            for k in (1, 2)
        ]
        rows["appointments"].append(
            {"case_id": case, "kind": "original", "made_at": at(day), "due_at_before": None, "due_at_after": due(day, term)}
        )
        rows["steps"].append(
            {
                "case_id": case,
                "step_no": 1,
                "unit": UNITS[n % 2],
                "from_at": at(day, 9),
                "due_at": at(CALENDAR.add(day, 1), 9),
                "passed_on_at": at(CALENDAR.add(day, 1 + n % 2), 8),
            }
        )
        if row["status"] == "handed_over":
            rows["result_documents"].append(
                {
                    "case_id": case,
                    "issued_at": ended,
                    "is_document": True,
                    "is_signed": n % 3 != 0,
                    "is_stored": n % 4 != 0,
                    "is_paper_given": n % 2 == 0,
                }
            )
        if n % 2 == 0:
            rows["payments"].append(
                {
                    "payment_id": f"P{n}",
                    "case_id": case,
                    "paid_at": at(day, 9),
                    "kind": "le_phi",
                    "amount_vnd": 8000,
                    "method": ("platform", "cash")[n % 4 == 0],
                    "state": "paid",
                    "charged_vnd": 8000,
                }
            )
        if row["channel"] == "in_person":
            rows["in_person_reasons"].append({"case_id": case, "reason": REASONS[n % 3], "visits": 1 + n % 2})
        if n % 3 == 0:
            rows["guidance"].append(
                {
                    "guidance_no": f"{n}",
                    "guided_on": at(day),
                    "kind": ("filing", "account", "payment")[n % 9 // 3],
                    "people": 1,
                    "case_id": case,
                }
            )
        if n % 25 == 1:
            rows["petitions"].append(
                {
                    "petition_id": f"D{n}",
                    "kind": ("feedback", "complaint")[n % 50 == 1],
                    "received_at": at(day),
                    "about": ("time", "attitude")[n % 2],
                    "case_id": case,
                    "due_at": due(day, 3),
                    "answered_at": at(CALENDAR.add(day, 5), 9) if n % 50 == 1 else None,
                }
            )
        rows["surveys"].append(
            {
                "answer_id": f"A{n}",
                "answered_at": at(day, 16),
                "case_id": case,
                "level": ("satisfied", "satisfied", "dissatisfied")[n % 3],
            }
        )
    for n, day in enumerate(WORKING):
        rows["staff_days"].append({"worked_on": at(day), "on_duty": 10, "on_time": 10 - n % 2, "on_leave": n % 3})
        rows["probes"] += [
            {"measured_at": at(day, hour, k), "system": "Cổng", "seconds": 1 + 4 * (n % 3 == 0), "is_ok": (n + hour) % 9 != 0}
            for hour in (8, 9, 10, 14, 15)
            for k in range(4)
        ]
        if n % 3 == 0:
            rows["incidents"].append(
                {"system": "Cổng", "kind": ("down", "slow")[n % 2], "began_at": at(day, 8), "ended_at": at(day, 9)}
            )
            rows["outreach"].append(
                {
                    "outreach_no": f"{n}",
                    "done_on": at(day),
                    "kind": ("leaflet", "article")[n % 2],
                    "medium": ("centre", "social")[n % 2],
                    "copies": 100,
                }
            )
            rows["new_texts"].append(
                {
                    "text_number": f"{n}/2025/NĐ-CP",
                    "issuer": "Chính phủ",
                    "in_force_from": at(day),
                    "disseminated_on": at(CALENDAR.add(day, 3)),
                }
            )
            rows["reminders"].append(
                {
                    "reminder_no": f"{n}",
                    "sent_on": at(day),
                    "unit": UNITS[n % 2],
                    "case_id": f"H{n:04d}",
                    "outcome": ("settled", "no_reply")[n % 2],
                    "outcome_on": at(CALENDAR.add(day, 2)),
                }
            )
            rows["difficulties"].append(
                {
                    "difficulty_no": f"{n}",
                    "raised_on": at(day),
                    "unit": UNITS[0],
                    "field": "Hộ tịch",
                    "authority": ("commune", "province")[n % 2],
                    "settled_on": at(CALENDAR.add(day, 4)) if n % 2 else None,
                }
            )
            rows["late_causes"].append({"case_id": f"H{n:04d}", "cause": "deciding"})
            rows["supplements"].append(
                {
                    "case_id": f"H{n + 1:04d}",
                    "requested_at": at(day, 10),
                    "received_at": at(CALENDAR.add(day, 1), 10),
                    "due_at_before": due(day, 3),
                    "due_at_after": due(day, 4),
                }
            )
    rows["linked_systems"] = [
        {
            "system": name,
            "link_state": state,
            "since": at(WORKING[0]),
            "fields": fields,
            "is_double_entry": state == "not_linked",
            "extra_minutes": 12,
        }
        for name, state, fields in (
            ("Chuyên ngành", "not_linked", "Chứng thực; Đất đai"),
            ("Của tỉnh", "linked", "Hộ tịch; Bảo trợ xã hội"),
        )
    ]
    rows["hamlet_groups"] = [{"hamlet": f"Xóm {n}", "set_up_on": at(WORKING[0]), "members": 5} for n in range(3)]
    return rows


TABLES_DRAWN = (
    "cases",
    "pauses",
    "supplements",
    "appointments",
    "late_causes",
    "components",
    "result_documents",
    "steps",
    "payments",
    "surveys",
    "petitions",
    "incidents",
    "probes",
    "outreach",
    "new_texts",
    "guidance",
    "in_person_reasons",
    "reminders",
    "difficulties",
    "linked_systems",
    "staff_days",
    "hamlet_groups",
)
