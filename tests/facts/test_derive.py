"""The tricky rules of closing, due dates, pauses, apologies and registers: one small drawn table a rule.

The period is 2025-12: Saturday 15/11/2025 to Sunday 14/12/2025, its end Monday 15/12 at 00:00. A day without an hour is 09:00.
"""

from __future__ import annotations

from datetime import datetime

import pytest
from drawn import drawn_settings, drawn_window, flagged

from hcc_helpers.facts.window import Window
from hcc_helpers.indicators.measure import measure
from hcc_helpers.rules import Rules

# fmt: off

SOON = datetime(2025, 12, 16, 7)  # an extraction that still shows the states at the end of the period
LONG_AFTER = datetime(2026, 2, 2, 7)


def with_rules(**values):
    plain = drawn_settings()
    changed = {
        id: rule.model_copy(update={"value": values[id]}) if id in values else rule for id, rule in plain.rules.in_force.items()
    }
    return drawn_settings(rules=Rules(plain.rules.on, changed))


def values_of(window: Window, ids, scope: str = "commune", **rules) -> dict:
    con, at_hand = flagged(window, with_rules(**rules))
    results = {r.indicator: r for r in measure(con, at_hand, drawn_settings().rules, [scope], only=ids)}
    con.close()
    assert {id: r.reason for id, r in results.items() if r.reason.startswith("không có số liệu")} == {}
    return {id: results[id].value for id in ids}


def check(folder, tables: dict, expected: dict, extracted_at: datetime = SOON, **rules) -> None:
    rows = {name: [row for row in rows] for name, rows in tables.items()}
    assert values_of(drawn_window(folder, "2025-12", rows, extracted_at), list(expected), **rules) == expected


def case(**columns) -> dict:
    return {"cases": [{"accepted_at": "2025-11-20", "due_at": "2025-12-05"} | columns]}


# A case of the next period: it makes its columns "given" and counts nowhere.
ELSEWHERE = {"accepted_at": "2025-12-15 00:00", "due_at": "2026-01-05", "status": "processing"}

# name, tables, expected, rules
CLOSING = [
    ("on equal instants withdrawn comes first", case(ended_at="2025-12-01", withdrawn_at="2025-12-01", status="finished"), {"withdrawn": 1, "resolved_all": 0}),
    ("the earliest event closes", case(ended_at="2025-12-02", stopped_at="2025-12-01", status="finished"), {"stopped": 1, "resolved_all": 0}),
    ("a status does not override a date", case(ended_at="2025-12-02", status="processing"), {"resolved_early": 1, "open_all": 0}),
    ("closed at 00:00 of the first day belongs", case(accepted_at="2025-11-03", ended_at="2025-11-15 00:00", status="finished"), {"received_all": 1, "closed_all": 1}),
    ("closed a moment before does not", case(accepted_at="2025-11-03", ended_at="2025-11-14 23:59:59", status="finished"), {"received_all": 0}),
    ("closed at the end is still open", case(ended_at="2025-12-15 00:00", status="finished"), {"closed_all": 0, "open_late": 1}),
    ("accepted at the end does not belong", case(accepted_at="2025-12-15 00:00"), {"received_all": 0}),
    ("hand-over where finished is empty, and counted as such", case(handed_over_at="2025-12-02", status="handed_over"), {"resolved_early": 1, "resolved_by_hand_over_date": 1}),
    ("hand-over after finishing is not late", case(ended_at="2025-12-05", handed_over_at="2025-12-09", status="handed_over"), {"resolved_on_due_day": 1, "resolved_by_hand_over_date": 0}),
    ("given back by the kind of result, status 9", case(ended_at="2025-12-02", status="finished", result_kind="returned"), {"returned": 1, "resolved_all": 0}),
    ("not told apart", case(ended_at="2025-12-02", status="handed_over", result_kind="returned_or_withdrawn"), {"returned_or_withdrawn_untold": 1}),
    ("given back with no date but the hand-over", case(handed_over_at="2025-12-02", status="handed_over", result_kind="withdrawn"), {"withdrawn": 1, "unknown_outcome": 0}),
    ("what the kind does not tell apart the status may", case(ended_at="2025-12-02", status="withdrawn", result_kind="returned_or_withdrawn"), {"withdrawn": 1, "returned_or_withdrawn_untold": 0}),
    ("an end that cannot be read is not empty: no hand-over instead", case(handed_over_at="2025-12-02", status="handed_over", unreadable=",ended_at,"), {"unknown_outcome": 1, "resolved_all": 0}),
    ("an end that cannot be read is no state without a date", case(status="withdrawn", unreadable=",withdrawn_at,"), {"unknown_outcome": 1, "withdrawn": 0}),
    ("finished without a date is unknown", case(status="finished"), {"unknown_outcome": 1, "open_all": 1, "closed_all": 0}),
    ("registered and refused never belong", {"cases": [{"status": "registered"}, {"status": "refused"}]}, {"received_all": 0}),
]


@pytest.mark.parametrize(("tables", "expected"), [row[1:] for row in CLOSING], ids=[row[0] for row in CLOSING])
def test_how_a_case_closes(tmp_path, tables, expected):
    check(tmp_path, tables, expected)


UNDATED = [
    # name, status, extraction, rules, expected
    ("withdrawn, seen in time: closed on the last day", "withdrawn", SOON, {}, {"withdrawn": 1, "open_all": 0}),
    ("stopped, on the last timely day", "stopped", datetime(2025, 12, 19, 23, 59), {}, {"stopped": 1, "open_all": 0}),
    ("stopped, seen too late: unknown", "stopped", datetime(2025, 12, 20, 0, 0), {}, {"stopped": 0, "unknown_outcome": 1}),
    (
        "withdrawn, seen before the end: unknown",
        "withdrawn",
        datetime(2025, 12, 14, 23, 59),
        {},
        {"withdrawn": 0, "unknown_outcome": 1},
    ),
    ("code 8 that means paused", "stopped", SOON, {"code_8_means": "paused"}, {"stopped": 0, "open_paused_other": 1}),
    ("waiting for a supplement, seen in time", "supplement", SOON, {}, {"open_paused_supplement": 1}),
    ("waiting for a tax, seen in time", "financial", SOON, {}, {"open_paused_tax": 1}),
    ("waiting, seen too late: unknown", "supplement", LONG_AFTER, {}, {"open_paused": 0, "unknown_outcome": 1}),
]


@pytest.mark.parametrize(
    ("status", "extracted_at", "rules", "expected"), [row[1:] for row in UNDATED], ids=[row[0] for row in UNDATED]
)
def test_states_without_a_date(tmp_path, status, extracted_at, rules, expected):
    check(tmp_path, case(status=status), expected, extracted_at, **rules)


def two_months(folder, then: list[dict], later: list[dict], period: str = "2025-12"):
    """The month of December from the January extract, with December's own extract stored."""
    own = drawn_window(folder / "own", "2025-12", {"cases": then}, SOON).feeding[0]
    after = drawn_window(folder / "after", "2026-01", {"cases": later}, datetime(2026, 1, 16, 7)).feeding[0]
    return own, after


def test_a_later_run_takes_the_state_from_the_stored_extract(tmp_path):
    plain = {"case_id": "H1", "accepted_at": "2025-11-20", "due_at": "2025-12-05"}
    own, after = two_months(
        tmp_path, [plain | {"status": "supplement"}], [plain | {"status": "finished", "ended_at": "2025-12-22"}]
    )
    december = Window(drawn_window(tmp_path, "2025-12", {}).period, (after,), (own, after))
    assert values_of(december, ["open_paused_supplement", "open_late"]) == {"open_paused_supplement": 1, "open_late": 0}


def test_withdrawn_without_a_date_is_closed_in_the_month_that_saw_it_first(tmp_path):
    plain = {"case_id": "H1", "accepted_at": "2025-11-20", "due_at": "2025-12-05", "status": "withdrawn"}
    own, after = two_months(tmp_path, [plain], [plain])
    january = Window(drawn_window(tmp_path, "2026-01", {}).period, (after,), (own, after))
    assert values_of(january, ["received_all", "withdrawn"]) == {"received_all": 0, "withdrawn": 0}


def test_a_date_that_comes_later_overrides_the_state_without_one(tmp_path):
    """December's extract of 16/12 held it as withdrawn without a date; the next one dates it 15/12, after the period."""
    plain = {"case_id": "H1", "accepted_at": "2025-11-20", "due_at": "2025-12-20", "status": "withdrawn"}
    own, after = two_months(tmp_path, [plain], [plain | {"withdrawn_at": "2025-12-15"}])
    december = Window(drawn_window(tmp_path, "2025-12", {}).period, (after,), (own, after))
    assert values_of(december, ["withdrawn", "open_all"]) == {"withdrawn": 0, "open_all": 1}


def test_any_window_counts_the_states_at_its_own_end(tmp_path):
    """Calendar November, extracted on 02/12: withdrawn without a date is closed on 30/11."""
    rows = [{"accepted_at": "2025-11-20", "due_at": "2025-12-05", "status": "withdrawn"}]
    november = drawn_window(tmp_path, "2025-11@calendar", {"cases": rows}, datetime(2025, 12, 2, 7))
    assert values_of(november, ["withdrawn", "unknown_outcome"]) == {"withdrawn": 1, "unknown_outcome": 0}


def test_without_the_stored_extract_of_the_period_the_case_is_unknown(tmp_path):
    """January's extract says withdrawn without a date: nobody knows whether that was before the end of December."""
    plain = {"case_id": "H1", "accepted_at": "2025-11-20", "due_at": "2025-12-05", "status": "withdrawn"}
    _, after = two_months(tmp_path, [plain], [plain])
    december = Window(drawn_window(tmp_path, "2025-12", {}).period, (after,), (after,))
    assert values_of(december, ["unknown_outcome", "open_late"]) == {"unknown_outcome": 1, "open_late": 0}


PAUSES = [
    ("begins a moment before the end", [("supplement", "2025-12-14 23:59:59", "")], {"open_paused_supplement": 1}),
    ("begins at the end", [("supplement", "2025-12-15 00:00", "")], {"open_paused": 0, "open_late": 1}),
    ("ends at the end: covers the last instant", [("tax_paying", "2025-12-01", "2025-12-15 00:00")], {"open_paused_tax": 1}),
    ("ends a moment before", [("tax_paying", "2025-12-01", "2025-12-14 23:59:59")], {"open_paused": 0, "open_late": 1}),
    ("overlapping: the declared order decides", [("appraisal", "2025-12-01", ""), ("tax_fixing", "2025-12-02", "")], {"open_paused_tax": 1, "open_paused_other": 0}),
    ("public notice is neither supplement nor tax", [("public_notice", "2025-12-01", "")], {"open_paused_other": 1}),
]


@pytest.mark.parametrize(("pauses", "expected"), [row[1:] for row in PAUSES], ids=[row[0] for row in PAUSES])
def test_paused_at_the_last_instant(tmp_path, pauses, expected):
    rows = [{"reason": reason, "from_at": first, "to_at": last} for reason, first, last in pauses]
    check(tmp_path, case() | {"pauses": rows}, expected, LONG_AFTER)


def test_waiting_for_a_supplement_is_a_pause_whichever_table_holds_it(tmp_path):
    check(tmp_path, case() | {"supplements": [{"requested_at": "2025-12-01"}]}, {"open_paused_supplement": 1, "open_late": 0})


def test_a_state_whose_earlier_pause_is_over_has_no_date(tmp_path):
    """The old pause ended in November; that the case waits again is known from its status alone."""
    old = [{"reason": "supplement", "from_at": "2025-11-21", "to_at": "2025-11-25"}]
    check(tmp_path, case(status="supplement") | {"pauses": old}, {"open_paused_supplement": 1, "open_late": 0})


DUE = [
    # name, tables, expected, rules
    ("on the due day at any hour", case(ended_at="2025-12-05 23:59", due_at="2025-12-05 08:00", status="finished"), {"resolved_on_due_day": 1}, {}),
    ("by timestamp an hour after is late", case(ended_at="2025-12-05 09:00", due_at="2025-12-05 08:00", status="finished", late_rule="timestamp"), {"resolved_late": 1}, {}),
    ("by timestamp the instant itself is in time", case(ended_at="2025-12-05 08:00", due_at="2025-12-05 08:00", status="finished", late_rule="timestamp"), {"resolved_on_due_day": 1}, {}),
    ("open, due on the last day", case(due_at="2025-12-14 17:00"), {"open_late": 1}, {}),
    ("open, due on the day of the end", case(due_at="2025-12-15 00:00"), {"open_in_time": 1}, {}),
    ("open without a due date", case(due_at=""), {"open_without_due": 1}, {}),
    ("a due date that cannot be read", case(due_at="", ended_at="2025-12-02", status="finished", unreadable=",due_at,"), {"resolved_due_unreadable": 1, "resolved_without_due": 0}, {}),
    ("… is not replaced by the original one", case(due_at="", original_due_at="2025-12-05", unreadable=",due_at,"), {"open_due_unreadable": 1, "open_late": 0}, {}),
    ("the original date alone, no pause", case(due_at="", original_due_at="2025-12-05", ended_at="2025-12-05", status="finished"), {"resolved_on_due_day": 1}, {}),
    ("an original date beyond the calendar is a due date all the same", case(due_at="", original_due_at="2099-12-05"), {"open_in_time": 1, "open_without_due": 0}, {}),
    ("the original date on a day off never moves back", case(due_at="", original_due_at="2025-12-07", ended_at="2025-12-07", status="finished"), {"resolved_late": 0}, {}),
    ("the stated date wins over the computed one",
     case(original_due_at="2025-12-05", ended_at="2025-12-08", status="finished") | {"pauses": [{"reason": "tax_paying", "from_at": "2025-11-24", "to_at": "2025-11-28"}]}, {"resolved_late": 1}, {}),
    ("four working days paused: from Friday 05/12 to Thursday 11/12",
     case(due_at="", original_due_at="2025-12-05", ended_at="2025-12-11", status="finished") | {"pauses": [{"reason": "tax_paying", "from_at": "2025-11-24", "to_at": "2025-11-28"}]},
     {"resolved_on_due_day": 1}, {}),
    ("overlapping pauses count once",
     case(due_at="", original_due_at="2025-12-05", ended_at="2025-12-11", status="finished")
     | {"pauses": [{"reason": "tax_paying", "from_at": "2025-11-24", "to_at": "2025-11-27"}, {"reason": "appraisal", "from_at": "2025-11-25", "to_at": "2025-11-28"}]},
     {"resolved_on_due_day": 1}, {}),
    ("the supplements table moves the original date too",
     case(due_at="", original_due_at="2025-12-05", ended_at="2025-12-11", status="finished") | {"supplements": [{"requested_at": "2025-11-24", "received_at": "2025-11-28"}]},
     {"resolved_on_due_day": 1, "resolved_late": 0}, {"supplement_clock": "pause"}),
    ("restart: eleven working days again from Friday 28/11 end on Monday 15/12",
     case(due_at="", original_due_at="2025-12-05", ended_at="2025-12-12", status="finished") | {"supplements": [{"requested_at": "2025-11-24", "received_at": "2025-11-28"}]},
     {"resolved_early": 1}, {"supplement_clock": "restart"}),
    ("restart: where nothing was accepted no term begins anew, and no month stops",
     {"cases": [{"case_id": "1", "accepted_at": "", "due_at": "", "original_due_at": "2025-12-05", "status": "refused"}, {"case_id": "2"} | case()["cases"][0]],
      "supplements": [{"case_id": "1", "requested_at": "2025-11-24", "received_at": "2025-11-28"}]},
     {"received_all": 1, "open_late": 1}, {"supplement_clock": "restart"}),
    ("restart: a tax still pauses",
     case(due_at="", original_due_at="2025-12-05", ended_at="2025-12-11", status="finished") | {"pauses": [{"reason": "tax_paying", "from_at": "2025-11-24", "to_at": "2025-11-28"}]},
     {"resolved_on_due_day": 1}, {"supplement_clock": "restart"}),
    ("a pause after the end moves nothing yet",
     case(due_at="", original_due_at="2025-12-10") | {"pauses": [{"reason": "tax_paying", "from_at": "2025-12-17", "to_at": "2025-12-30"}]}, {"open_late": 1, "open_in_time": 0}, {}),
    ("a pause that ended in a cell that cannot be read moves nothing",
     case(due_at="", original_due_at="2025-12-05") | {"pauses": [{"reason": "tax_paying", "from_at": "2025-12-01", "unreadable": ",to_at,"}]}, {"open_late": 1}, {}),
]


@pytest.mark.parametrize(("tables", "expected", "rules"), [row[1:] for row in DUE], ids=[row[0] for row in DUE])
def test_the_legal_due_date(tmp_path, tables, expected, rules):
    check(tmp_path, tables, expected, LONG_AFTER, **rules)


def apologies(*rows) -> list[dict]:
    return [{"kind": "apology", "made_at": made, "due_at_before": before, "due_at_after": after} for made, before, after in rows]


LATE = {"ended_at": "2025-12-09", "status": "handed_over"}
APOLOGIES = [
    ("the system wrote the new date over the old one: late all the same",
     case(due_at="2025-12-10", **LATE) | {"appointments": apologies(("2025-12-04", "2025-12-05", "2025-12-10"))}, {"resolved_late": 1, "late_apologised_in_time": 1}),
    ("one working day before, over a weekend", case(due_at="2025-12-08", **LATE) | {"appointments": apologies(("2025-12-05", "2025-12-08", "2025-12-10"))}, {"late_apologised_in_time": 1}),
    ("on the Sunday before a Monday", case(due_at="2025-12-08", **LATE) | {"appointments": apologies(("2025-12-07", "2025-12-08", "2025-12-10"))}, {"late_apologised_in_time": 1}),
    ("on the due day itself", case(**LATE) | {"appointments": apologies(("2025-12-05", "2025-12-05", "2025-12-10"))}, {"late_apologised": 1, "late_apologised_in_time": 0}),
    ("after the end of the period", case() | {"appointments": apologies(("2025-12-15 00:00", "2025-12-05", "2025-12-20"))}, {"open_late": 1, "late_apologised": 0}),
    ("a second apology is measured by the legal date, not by the date it moves",
     case(due_at="2025-12-12", **(LATE | {"ended_at": "2025-12-11"})) | {"appointments": apologies(("2025-12-05", "2025-12-05", "2025-12-09"), ("2025-12-08", "2025-12-09", "2025-12-12"))},
     {"resolved_late": 1, "late_apologised_in_time": 0}),
    ("the system holds the first new date while a second apology was written",
     case(due_at="2025-12-09", **LATE) | {"appointments": apologies(("2025-12-04", "2025-12-05", "2025-12-09"), ("2025-12-08", "2025-12-09", "2025-12-12"))}, {"resolved_late": 1}),
    ("only the original date is known and the slip does not repeat it",
     case(due_at="", original_due_at="2025-12-05", **LATE) | {"appointments": [*apologies(("2025-12-03", "", "2025-12-10")), {"case_id": "X1", "due_at_before": "2026-01-05"}]}, {"resolved_late": 1, "late_apologised_in_time": 1}),
]


@pytest.mark.parametrize(("tables", "expected"), [row[1:] for row in APOLOGIES], ids=[row[0] for row in APOLOGIES])
def test_apologies_and_new_appointments(tmp_path, tables, expected):
    check(tmp_path, tables, expected, LONG_AFTER)


ON_TIME_766 = [
    ("asked in time, closed late after the period: the future is not looked at",
     case(due_at="2025-12-10", ended_at="2025-12-20", status="finished") | {"supplements": [{"requested_at": "2025-12-01", "received_at": "2025-12-18"}],
      "pauses": [{"reason": "supplement", "from_at": "2025-12-01", "to_at": "2025-12-18"}]}, 1),
    ("paused for a tax, not past the due date", case(due_at="2025-12-20") | {"supplements": [], "pauses": [{"reason": "tax_paying", "from_at": "2025-12-01"}]}, 1),
    ("asked twice", case(due_at="2025-12-20") | {"supplements": [{"requested_at": "2025-11-24", "received_at": "2025-11-25"}, {"requested_at": "2025-12-01", "received_at": "2025-12-02"}]}, 0),
    ("returned in time", case(returned_at="2025-12-01", status="returned") | {"supplements": []}, 1),
    ("no due date", {"cases": [{"accepted_at": "2025-11-20", "due_at": "", "ended_at": "2025-12-01", "status": "finished"}, ELSEWHERE], "supplements": []}, 0),
]


@pytest.mark.parametrize(("tables", "expected"), [row[1:] for row in ON_TIME_766], ids=[row[0] for row in ON_TIME_766])
def test_in_time_after_decision_766(tmp_path, tables, expected):
    check(tmp_path, tables, {"in_time_766": expected}, LONG_AFTER)


HANDLING = [
    # Thursday 20/11 to Friday 28/11: six working days, the first not counted
    ("plain", {}, 6.0),
    ("a pause of two working days", {"pauses": [{"reason": "tax_paying", "from_at": "2025-11-24", "to_at": "2025-11-26"}]}, 4.0),
    ("pauses overlap", {"pauses": [{"reason": "tax_paying", "from_at": "2025-11-24", "to_at": "2025-11-26"}, {"reason": "other", "from_at": "2025-11-25", "to_at": "2025-11-27"}]}, 3.0),
    ("only the part inside counts", {"pauses": [{"reason": "tax_paying", "from_at": "2025-11-17", "to_at": "2025-11-21"}]}, 5.0),
    ("waiting for a supplement is out too", {"supplements": [{"requested_at": "2025-11-24", "received_at": "2025-11-26"}]}, 4.0),
]


@pytest.mark.parametrize(("more", "expected"), [row[1:] for row in HANDLING], ids=[row[0] for row in HANDLING])
def test_handling_time_in_working_days(tmp_path, more, expected):
    check(tmp_path, case(ended_at="2025-11-28", status="finished") | more, {"handling_wd_median": expected})


INTAKE = [
    # Wednesday 19/11 08:00 to Thursday 20/11: eight working hours have passed at 08:00 sharp
    ("eight working hours over a night", "2025-11-19 08:00", "2025-11-20 08:00", 1),
    ("one second more", "2025-11-19 08:00:00", "2025-11-20 08:00:01", 0),
    ("a weekend does not count", "2025-11-21 16:00", "2025-11-24 13:00", 1),
    ("filed at night, the clock starts in the morning", "2025-11-19 22:00", "2025-11-20 17:00", 1),
]


@pytest.mark.parametrize(("submitted", "accepted", "quick"), [row[1:] for row in INTAKE], ids=[row[0] for row in INTAKE])
def test_accepted_within_eight_working_hours(tmp_path, submitted, accepted, quick):
    check(tmp_path, case(submitted_at=submitted, accepted_at=accepted), {"new_with_submission": 1, "new_accepted_quickly": quick})


PAYMENTS = [
    ("waiting, unpaid and cancelled rows are no money", [{"state": "waiting"}, {"state": "unpaid"}, {"state": "cancelled"}], {"fees_total": 0, "payments_collected": 0}),
    ("a refund is a row of its own", [{"amount_vnd": 20000}, {"amount_vnd": -20000, "state": "refunded"}], {"fees_total": 0, "fees_refunded": -20000, "payments_collected": 1}),
    ("a flipped state is no refund with a date", [{"amount_vnd": 20000, "state": "refunded"}], {"fees_total": 20000, "refunds_undated": 1}),
    ("at the end is the next period's", [{"paid_at": "2025-12-15 00:00"}, {"paid_at": "2025-12-14 23:59:59"}], {"fees_total": 8000}),
    ("a case without a fee is no payment of 0", [{"amount_vnd": 0}], {"payments_collected": 0}),
    ("a list of collections has no state", [{"state": ""}], {"fees_total": 8000, "payments_undated": 0}),
    ("… and a day of it that cannot be read is not lost", [{"state": "", "paid_at": "", "unreadable": ",paid_at,"}, {"paid_at": "2026-01-05"}], {"fees_total": 0, "payments_undated": 1}),
    ("an amount that cannot be read", [{"amount_vnd": "", "unreadable": ",amount_vnd,"}, {"paid_at": "2026-01-05"}], {"fees_total": 0, "payments_amount_unreadable": 1}),
]


@pytest.mark.parametrize(("payments", "expected"), [row[1:] for row in PAYMENTS], ids=[row[0] for row in PAYMENTS])
def test_money(tmp_path, payments, expected):
    check(tmp_path, case() | {"payments": payments}, expected)


PETITIONS = [
    ("its own deadline on the last day", [{"received_at": "2025-12-01", "due_at": "2025-12-14"}], {"petitions_due": 1, "petitions_overdue": 1}),
    ("due on the day of the end", [{"received_at": "2025-12-01", "due_at": "2025-12-15 00:00"}], {"petitions_due": 0, "petitions_overdue": 0}),
    ("fifteen working days from Monday 24/11 end on Monday 15/12", [{"received_at": "2025-11-24"}], {"petitions_due": 0}),
    ("… from Sunday 23/11 on Friday 12/12", [{"received_at": "2025-11-23"}], {"petitions_due": 1}),
    ("answered on the due day", [{"received_at": "2025-12-01", "due_at": "2025-12-10 08:00", "answered_at": "2025-12-10 17:00"}], {"petitions_answered_in_time": 1, "petitions_overdue": 0}),
    ("answered after the end: overdue then", [{"received_at": "2025-12-01", "due_at": "2025-12-10", "answered_at": "2025-12-16"}], {"petitions_answered_in_time": 0, "petitions_overdue": 1}),
    ("a deadline that cannot be read is not the usual one", [{"received_at": "2025-11-20", "unreadable": ",due_at,"}], {"petitions_due": 0, "petitions_overdue": 0}),
    ("an answer whose day cannot be read is an answer", [{"received_at": "2025-11-20", "due_at": "2025-12-01", "unreadable": ",answered_at,"}], {"petitions_overdue": 0}),
    ("received after the end, with a slip of the pen in its deadline", [{"received_at": "2025-12-16", "due_at": "2025-12-01"}], {"petitions_overdue": 0}),
    ("a complaint is no petition", [{"kind": "complaint", "received_at": "2025-12-01", "due_at": "2025-12-05"}], {"petitions_received": 0, "petitions_due": 0, "complaints_received": 1}),
]


@pytest.mark.parametrize(("petitions", "expected"), [row[1:] for row in PETITIONS], ids=[row[0] for row in PETITIONS])
def test_petitions(tmp_path, petitions, expected):
    window = drawn_window(tmp_path, "2025-12", {"cases": [{}], "petitions": petitions}, SOON)
    assert values_of(window, list(expected), "centre") == expected


SURVEYS = [
    ("the last answer of a case", [("H1", "2025-12-01", "satisfied"), ("H1", "2025-12-02", "dissatisfied")], {"survey_valid": 1, "survey_satisfied": 0, "survey_superseded": 1}),
    ("… in the period: a later one does not count yet", [("H1", "2025-12-01", "satisfied"), ("H1", "2025-12-16", "dissatisfied")], {"survey_valid": 1, "survey_satisfied": 1}),
    ("answers without a case count each", [("", "2025-12-01", "satisfied"), ("", "2025-12-01", "neutral")], {"survey_valid": 2, "survey_superseded": 0}),
    ("blank and no opinion stay outside", [("", "2025-12-01", ""), ("", "2025-12-01", "no_opinion")], {"survey_answers": 2, "survey_valid": 0, "survey_blank": 2}),
]


@pytest.mark.parametrize(("answers", "expected"), [row[1:] for row in SURVEYS], ids=[row[0] for row in SURVEYS])
def test_survey_answers(tmp_path, answers, expected):
    rows = [{"case_id": of, "answered_at": at, "level": level} for of, at, level in answers]
    window = drawn_window(tmp_path, "2025-12", {"cases": [{}], "surveys": rows}, SOON)
    assert values_of(window, list(expected), "centre") == expected


def test_a_root_case_is_no_child_of_its_own(tmp_path):
    check(tmp_path, {"cases": [{"root_case_id": "H1"}, {"root_case_id": "H1"}]}, {"linked_new": 1})
