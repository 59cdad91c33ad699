"""Each optional column of the case list removed: no sentence of page 02 claims what only that column can tell."""

from datetime import datetime

import pytest
from drawn import drawn_settings, drawn_window

from hcc_helpers.facts.stored import Tables
from hcc_helpers.indicators.compute import Computed
from hcc_helpers.indicators.measure import measure
from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.places import project_root
from hcc_helpers.report.answers import answer

AT = datetime(2025, 12, 16, 7, 30)
QUESTIONS = ("to_do_now", "due_soon", "reminder_list", "late_where", "late_causes", "times_against_terms", "in_person_reasons")
# A claim of a page, and the columns without which it may not be made.
CLAIMS = (
    ("không có việc gấp", {"due_at"}),
    ("Không có hồ sơ nào quá hạn", {"due_at"}),
    ("Không có hồ sơ quá hạn trong kỳ", {"due_at"}),
    ("Không có hồ sơ nào phải đôn đốc", {"due_at"}),
    ("trong thời hạn.", {"due_at"}),
    ("không hồ sơ nào đã quá hạn", {"due_at"}),
    ("không có hồ sơ mới nào nộp trực tiếp", {"channel"}),
)


def month(folder, without: str = "") -> MonthResults:
    """Forty cases of one procedure, none late, none due soon, none in person: every claim above is true and told."""
    done = {
        "accepted_at": "2025-11-20",
        "due_at": "2025-12-12",
        "ended_at": "2025-12-01 09:00",
        "status": "finished",
        "procedure_code": "9.999999",
    }
    days = (1, 2, 3, 4, 5, 8, 9, 10)
    rows = [done | {"case_id": f"H{n}", "ended_at": f"2025-12-{days[n % 8]:02d} 09:{n:02d}"} for n in range(40)]
    for row in rows:
        if without:
            row[without] = None
    window, settings = drawn_window(folder, "2025-12", {"cases": rows}, AT), drawn_settings()
    tables = Tables(window, settings)
    results = measure(tables.con, tables.at_hand, settings.rules, ["commune"])
    return MonthResults(Computed(tables, ["commune"], results), project_root() / "data")


def said(made: MonthResults) -> str:
    return " ".join(answer(name, made, "commune", "internal").text for name in QUESTIONS)


def test_with_every_column_the_claims_are_made(tmp_path):
    text = said(month(tmp_path))
    assert "không có việc gấp" in text
    assert "không có hồ sơ mới nào nộp trực tiếp" in text
    assert "trong thời hạn." in text


@pytest.mark.parametrize("column", ["due_at", "channel"])
def test_without_a_column_no_claim_rests_on_it(tmp_path, column):
    text = said(month(tmp_path, without=column))
    assert [claim for claim, columns in CLAIMS if column in columns and claim in text] == []


def test_a_bulk_action_is_a_sign(tmp_path):
    rows = [
        {"case_id": f"H{n}", "accepted_at": "2025-11-20", "status": "withdrawn", "withdrawn_at": "2025-12-03 10:00"}
        for n in range(60)
    ]
    window, settings = drawn_window(tmp_path, "2025-12", {"cases": rows}, AT), drawn_settings()
    made = MonthResults(Computed(Tables(window, settings), ["commune"], []), project_root() / "data")
    assert "Không có dấu hiệu" not in answer("signs_to_check", made, "commune", "internal").text
