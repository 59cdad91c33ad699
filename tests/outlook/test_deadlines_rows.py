"""What page 02 finds, on small drawn tables: late cases, dates at odds, signs to check, ages; and what it says of nothing.

The period is 2025-12: Saturday 15/11/2025 to Sunday 14/12/2025; extracted on Tuesday 16/12 at 07:00. A day without an hour is 09:00.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from drawn import drawn_settings, drawn_window
from python_calamine import CalamineWorkbook

from hcc_helpers.facts.stored import Tables
from hcc_helpers.indicators.compute import Computed
from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.outlook.ageing import ages, by_hour, by_weekday
from hcc_helpers.outlook.chance import Verdict
from hcc_helpers.outlook.clock import codes_with_a_day, dates_at_odds, day_in_code, due_against_term
from hcc_helpers.outlook.durations import survival, times
from hcc_helpers.outlook.in_time import FEWEST_AS_OLD, chance_of
from hcc_helpers.outlook.late import late_cases
from hcc_helpers.outlook.past import past_of
from hcc_helpers.outlook.reminders import due_soon, reminders, waiting
from hcc_helpers.outlook.signs import BUNCH, signs
from hcc_helpers.places import project_root
from hcc_helpers.publish.reminder_file import files, workbook
from hcc_helpers.report.answers import answer
from hcc_helpers.vocabulary import SCOPE

AT = datetime(2025, 12, 16, 7)
DATA = project_root() / "data"
DONE = {"status": "finished"}
OPEN = {"status": "processing"}


def drawn(folder, *cases: dict, at: datetime = AT, **tables) -> Computed:
    """The period with these cases (accepted 20/11, due 05/12 where nothing else is said) and other tables."""
    rows = [{"accepted_at": "2025-11-20", "due_at": "2025-12-05"} | case for case in cases]
    window = drawn_window(folder, "2025-12", {"cases": rows, **tables}, at)
    return Computed(Tables(window, drawn_settings()), ["commune"], [])


def past(folder, *cases, **tables):
    return past_of(drawn(folder, *cases, **tables))


# ------------------------------------------------------------------------------------------------ the list
REMINDED = [
    # what | case | days left, or None: not on the list
    ("due today is the first day", {"due_at": "2025-12-16"}, 1),
    ("due yesterday is late", {"due_at": "2025-12-15"}, 0),
    ("a week-end between does not count", {"due_at": "2025-12-22"}, 5),
    ("due on a Saturday: the days worked before it", {"due_at": "2025-12-20"}, 4),
    ("ten days ahead", {"due_at": "2025-12-29"}, 10),
    ("eleven are too far", {"due_at": "2025-12-30"}, None),
    ("accepted after the period, before the extraction", {"accepted_at": "2025-12-15", "due_at": "2025-12-18"}, 3),
    ("closed between the end of the period and the extraction", {"due_at": "2025-12-18", "ended_at": "2025-12-15", "status": "finished"}, None),
    ("not accepted", {"due_at": "2025-12-18", "status": "registered"}, None),
]  # fmt: skip


@pytest.mark.parametrize(("what", "case", "left"), REMINDED, ids=[row[0] for row in REMINDED])
def test_who_is_on_the_list(tmp_path, what, case, left):
    found = reminders(past(tmp_path, OPEN | case), DATA, "commune")
    assert list(found["left_wd"]) == ([] if left is None else [left])


def test_a_paused_case_is_not_pushed(tmp_path):
    pause = [{"case_id": "H1", "reason": "tax_paying", "from_at": "2025-12-10", "to_at": "2025-12-20"}]
    assert reminders(past(tmp_path, OPEN | {"due_at": "2025-12-18"}, pauses=pause), DATA, "commune").empty


def test_units_and_days_ahead(tmp_path):
    now = past(
        tmp_path,
        OPEN | {"due_at": "2025-12-15", "handling_unit": "A"},
        OPEN | {"due_at": "2025-12-16", "handling_unit": "A"},
        OPEN | {"due_at": "2025-12-18", "handling_unit": "B"},
        OPEN | {"due_at": "2025-12-29", "handling_unit": None},
    )
    table = due_soon(reminders(now, DATA, "commune"))
    assert table.loc["A"].to_dict() == {"late": 1, 1: 1, 3: 1, 5: 1, 10: 1}
    assert table.loc["B"].to_dict() == {"late": 0, 1: 0, 3: 1, 5: 1, 10: 1}
    assert table.loc["Không rõ đơn vị"].to_dict() == {"late": 0, 1: 0, 3: 0, 5: 0, 10: 1}


def test_the_list_names_the_unit_that_holds_the_case(tmp_path):
    steps = [
        {
            "case_id": "H1",
            "step_no": 1,
            "unit": "Trung tâm",
            "from_at": "2025-11-20",
            "due_at": "2025-11-21",
            "passed_on_at": "2025-11-20",
        },
        {
            "case_id": "H1",
            "step_no": 2,
            "unit": "Phòng Kinh tế",
            "from_at": "2025-11-20",
            "due_at": "2025-12-18",
            "passed_on_at": None,
        },
    ]
    found = waiting(past(tmp_path, OPEN | {"due_at": "2025-12-18"}, steps=steps), DATA, "commune")
    assert found.loc[0, "step_unit"] == "Phòng Kinh tế"


# ------------------------------------------------------------------------------------------------ late cases
def test_where_how_long_and_what_was_said(tmp_path):
    found = late_cases(
        past(
            tmp_path,
            DONE | {"ended_at": "2025-12-09"},  # Friday to Tuesday: two working days
            OPEN,  # to the end of the period, Sunday 14/12: five
            DONE | {"ended_at": "2025-12-05"},  # on the day
            steps=[
                {
                    "case_id": "H1",
                    "step_no": 1,
                    "unit": "A",
                    "from_at": "2025-11-20",
                    "due_at": "2025-11-24",
                    "passed_on_at": "2025-11-24",
                },
                {
                    "case_id": "H1",
                    "step_no": 2,
                    "unit": "B",
                    "from_at": "2025-11-24",
                    "due_at": "2025-12-04",
                    "passed_on_at": "2025-12-09",
                },
            ],
            appointments=[
                {"case_id": "H1", "made_at": "2025-12-04", "due_at_before": "2025-12-05", "due_at_after": "2025-12-10"},
                {"case_id": "H1", "made_at": "2025-12-08", "due_at_before": "2025-12-05", "due_at_after": "2025-12-12"},
            ],
            late_causes=[{"case_id": "H1", "cause": "cooperating"}],
        ),
        "commune",
    ).set_index("case_id")
    assert found["late_wd"].to_dict() == {"H2": 5, "H1": 2}
    assert found["apologies"].to_dict() == {"H2": 0, "H1": 2}
    assert found["apologies_in_time"].to_dict() == {"H2": 0, "H1": 1}
    assert found.loc["H1", ["step_unit", "step_late_wd", "cause"]].tolist() == ["B", 3, "cooperating"]
    assert pd.isna(found.loc["H2", "step_unit"])
    assert pd.isna(found.loc["H2", "cause"])


# ------------------------------------------------------------------------------------------------ the working clock
# The catalogue gives 1.001193 one working day; 20/11/2025 is a Thursday.
SLIPS = [
    ("as the term says", {"due_at": "2025-11-21"}, 0),
    ("a day later", {"due_at": "2025-11-24"}, 1),
    ("the same day", {"due_at": "2025-11-20 17:00"}, -1),
    ("after 15:00 the clock starts tomorrow", {"accepted_at": "2025-11-20 15:30", "due_at": "2025-11-24"}, 0),
    ("on a Sunday it starts on Monday", {"accepted_at": "2025-11-23", "due_at": "2025-11-25"}, 0),
]


@pytest.mark.parametrize(("what", "case", "gap"), SLIPS, ids=[row[0] for row in SLIPS])
def test_the_slip_against_receipt_and_term(tmp_path, what, case, gap):
    assert list(due_against_term(past(tmp_path, OPEN | case), DATA, "commune")["gap_wd"]) == [gap]


def test_a_moved_date_is_not_held_against_the_term(tmp_path):
    pause = [{"case_id": "H1", "reason": "supplement", "from_at": "2025-11-21", "to_at": "2025-11-24"}]
    assert due_against_term(past(tmp_path, OPEN | {"due_at": "2025-11-28"}, pauses=pause), DATA, "commune").empty


def test_dates_at_odds(tmp_path):
    now = past(
        tmp_path,
        OPEN | {"case_id": "H41.72-251120-0001"},
        OPEN | {"case_id": "H41.72-251119-0002"},
        DONE | {"case_id": "H41.72-251120-0003", "ended_at": "2025-11-19"},
        OPEN | {"case_id": "H41.72-251120-0004", "due_at": "2025-11-18"},
        OPEN | {"case_id": "X5"},
        supplements=[{"case_id": "X5", "requested_at": "2025-11-24"}, {"case_id": "X5", "requested_at": "2025-11-26"}],
    )
    assert dates_at_odds(now, "commune") == {
        "code": ["H41.72-251119-0002"], "before": ["H41.72-251120-0003"], "due_before": ["H41.72-251120-0004"], "again": ["X5"],
    }  # fmt: skip
    assert codes_with_a_day(now, "commune") == (4, 5)


@pytest.mark.parametrize(
    ("code", "day"),
    [("H41.72-251204-0088", "251204"), ("MX12.123.45-251204-AA0001", "251204"), ("000.00.12.H41-2025-1", None), ("X5", None)],
)
def test_the_day_inside_a_code(code, day):
    assert day_in_code(code) == day


# ------------------------------------------------------------------------------------------------ signs
def found(folder, name: str, *cases, **tables):
    return signs(past(folder, *cases, **tables), "commune")[name]


def test_many_results_within_one_minute(tmp_path):
    cases = [DONE | {"ended_at": f"2025-12-03 10:15:{n:02d}"} for n in range(BUNCH)]
    other = DONE | {"ended_at": "2025-12-03 10:15:30", "handling_unit": "another"}
    assert len(found(tmp_path / "a", "same_minute", *cases, other).cases) == BUNCH
    assert found(tmp_path / "b", "same_minute", *cases[1:], other).cases == []


def test_results_without_an_hour_show_no_minute(tmp_path):
    sign = found(tmp_path, "same_minute", *[DONE | {"ended_at": "2025-12-03 00:00"}] * BUNCH)
    assert sign.cases == []
    assert "không có giờ" in sign.missing


@pytest.mark.parametrize(
    ("ended_at", "is_found"),
    [("2025-12-03 06:59", True), ("2025-12-03 07:00", False), ("2025-12-03 12:00", False), ("2025-12-03 17:01", True), ("2025-12-06 10:00", True)],
)  # fmt: skip
def test_closed_outside_office_hours(tmp_path, ended_at, is_found):
    assert bool(found(tmp_path, "off_hours", DONE | {"ended_at": ended_at}).cases) is is_found


@pytest.mark.parametrize(
    ("what", "returned", "again", "is_found"),
    [
        ("just before the due day, again the next day", "2025-12-05", "2025-12-08", True),
        ("long before the due day", "2025-12-01", "2025-12-02", False),
        ("again much later", "2025-11-21", "2025-12-12", False),
    ],
)
def test_given_back_and_received_again(tmp_path, what, returned, again, is_found):
    first = {"person_key": "p", "status": "returned", "returned_at": returned, "due_at": "2025-12-05"}
    second = {"person_key": "p", "accepted_at": again, "status": "processing", "due_at": "2025-12-20"}
    assert bool(found(tmp_path, "returned_again", first, second).cases) is is_found


def test_somebody_elses_case_is_not_the_same_again(tmp_path):
    first = {"person_key": "p", "status": "returned", "returned_at": "2025-12-05"}
    second = {"person_key": "q", "accepted_at": "2025-12-08", "status": "processing", "due_at": "2025-12-20"}
    assert found(tmp_path, "returned_again", first, second).cases == []


@pytest.mark.parametrize(("asked", "is_found"), [("2025-12-05", False), ("2025-12-08", True)])
def test_a_supplement_asked_for_after_the_due_day(tmp_path, asked, is_found):
    supplements = [{"case_id": "H1", "requested_at": asked, "due_at_before": "2025-12-05"}]
    assert bool(found(tmp_path, "asked_late", OPEN, supplements=supplements).cases) is is_found


def test_a_due_day_moved_in_silence(tmp_path):
    moved = OPEN | {"original_due_at": "2025-12-05", "due_at": "2025-12-12"}
    assert found(tmp_path / "a", "moved_silently", moved).cases == ["H1"]
    sorry = [{"case_id": "H1", "made_at": "2025-12-03", "due_at_before": "2025-12-05", "due_at_after": "2025-12-12"}]
    assert found(tmp_path / "b", "moved_silently", moved, appointments=sorry).cases == []


def test_the_due_day_is_bunched_only_against_the_day_before(tmp_path):
    on_the_day, before = DONE | {"ended_at": "2025-12-05"}, DONE | {"ended_at": "2025-12-04"}
    bunched = found(tmp_path / "a", "on_due_day", *[on_the_day] * 20, *[before] * 5)
    even = found(tmp_path / "b", "on_due_day", *[on_the_day] * 10, *[before] * 10)
    assert (len(bunched.cases), bunched.beside, bunched.asks_for_a_look) == (20, 5, True)
    assert (len(even.cases), even.asks_for_a_look) == (10, False)


# ------------------------------------------------------------------------------------------------ times, ages, rhythm
def test_kaplan_meier_counts_open_cases_as_not_yet():
    # Finished after 1, 2, 4 days; open after 3 and 5. S(1) = 4/5, S(2) = 3/5, S(4) = 3/5 · 1/2.
    curve = survival([1, 2, 3, 4, 5], [True, True, False, True, False], [-1] * 5)
    assert curve.quantile(0.2) == 1
    assert curve.quantile(0.4) == 2
    assert curve.quantile(0.5) == 4
    assert pd.isna(curve.quantile(0.9))


def test_a_case_counts_only_from_the_age_at_which_it_was_first_seen():
    """Geometric ends at 10% a day. Cases begun before the first stored day and finished before it are in no export: without delayed
    entry the old ones that are left make the procedure look slow."""
    draw = np.random.default_rng(5)
    life, entry = draw.geometric(0.1, 20000), draw.integers(-1, 15, 20000)
    seen = life > entry
    truth = next(day for day in range(100) if 1 - 0.9**day >= 0.5)
    assert survival(life[seen], np.ones(seen.sum()), entry[seen]).quantile(0.5) == truth
    assert survival(life[seen], np.ones(seen.sum()), np.full(seen.sum(), -1)).quantile(0.5) > truth + 2


def test_the_chance_to_be_in_time_counts_the_days_already_worked():
    """By hand: of 100 cases 90 take one day and 10 take eleven. One with nine days behind it and one left is of the ten."""
    curve = survival([1] * 90 + [11] * 10, [True] * 100, [-1] * 100)
    assert chance_of(curve, 0, 1) == pytest.approx(0.9)
    assert chance_of(curve, 9, 1) == pytest.approx(0.0)
    assert chance_of(curve, 9, 2) == pytest.approx(1.0)
    assert chance_of(curve, 0, 11) == pytest.approx(1.0)
    assert pd.isna(chance_of(curve, 11, 5))  # nobody was ever so old
    assert pd.isna(chance_of(survival([1] * 90 + [11] * (FEWEST_AS_OLD - 1), [True] * 99, [-1] * 99), 9, 1))
    assert pd.isna(chance_of(None, 1, 1))


def test_a_procedure_with_few_results_has_no_quantiles(tmp_path):
    done = [DONE | {"ended_at": f"2025-12-0{day}"} for day in (1, 2, 3, 4, 5)]
    few, enough = times(past(tmp_path / "a", *done), "commune"), times(past(tmp_path / "b", *done, *done), "commune")
    assert few.loc["1.001193", "finished"] == 5
    assert pd.isna(few.loc["1.001193", "p50"])
    # 20/11 to 01/12 are 7 working days, to 05/12 are 11.
    assert enough.loc["1.001193", ["p50", "p80", "p90"]].tolist() == [9, 10, 11]


def test_the_age_of_the_backlog_leaves_pauses_out(tmp_path):
    pause = [{"case_id": "H2", "reason": "tax_paying", "from_at": "2025-11-21", "to_at": None}]
    table = ages(past(tmp_path, OPEN | {"due_at": "2026-01-05"}, OPEN, pauses=pause), "commune")
    assert table.loc[[(11, 20)], "in_time"].tolist() == [1]  # 20/11 to 14/12: 16 working days
    assert table.loc[[(0, 2)], "paused"].tolist() == [1]
    assert int(table.to_numpy().sum()) == 2


def test_weekdays_and_hours(tmp_path):
    now = past(tmp_path, DONE | {"accepted_at": "2025-11-20 14:10", "ended_at": "2025-11-24 08:59"})
    week, hours = by_weekday(now, "commune"), by_hour(now, "commune")
    assert week.loc[3].to_dict() == {"worked": 4, "accepted": 1, "finished": 0}
    assert week.loc[0, "finished"] == 1
    assert week.loc[5, "worked"] == 0
    assert hours.to_dict("index") == {8: {"accepted": 0, "finished": 1}, 14: {"accepted": 1, "finished": 0}}


# ------------------------------------------------------------------------------------------------ words
def said(folder, name: str, *cases, **tables) -> str:
    return answer(name, MonthResults(drawn(folder, *cases, **tables), DATA), "commune", "internal").text


def test_nothing_late_and_nothing_due_is_said_plainly(tmp_path):
    quiet = [DONE | {"ended_at": "2025-12-03 10:00"}]
    assert (
        said(tmp_path / "a", "due_soon", *quiet)
        == "Không có hồ sơ nào quá hạn hoặc đến hạn trong 10 ngày làm việc tới (đến hết 29/12/2025)."
    )
    assert said(tmp_path / "b", "reminder_list", *quiet) == "Không có hồ sơ nào phải đôn đốc."
    assert said(tmp_path / "c", "late_where", *quiet) == "Không có hồ sơ quá hạn trong kỳ."
    assert said(tmp_path / "d", "late_causes", *quiet) == "Không có hồ sơ quá hạn trong kỳ."
    assert said(tmp_path / "e", "backlog_ages", *quiet) == "Cuối kỳ không còn hồ sơ đang giải quyết."
    assert said(tmp_path / "f", "signs_to_check", *quiet) == "Không có dấu hiệu nào cần kiểm tra."
    assert "không có việc gấp" in said(tmp_path / "g", "to_do_now", *quiet)


def test_an_absent_register_of_causes_is_missing_not_unwritten(tmp_path):
    late = DONE | {"ended_at": "2025-12-09"}
    month = MonthResults(drawn(tmp_path / "a", late), DATA)
    assert "Không có số liệu về nguyên nhân quá hạn" in answer("late_causes", month, "commune", "internal").html
    kept = MonthResults(drawn(tmp_path / "b", late, late_causes=[{"case_id": "H9"}]), DATA)
    assert answer("late_causes", kept, "commune", "internal").text == "Cả 1 hồ sơ quá hạn chưa ghi nguyên nhân."


def test_without_appointments_nobody_is_said_to_be_silent(tmp_path):
    html = answer(
        "late_where", MonthResults(drawn(tmp_path, DONE | {"ended_at": "2025-12-09"}), DATA), "commune", "internal"
    ).html
    assert "Không có phiếu xin lỗi" not in html
    assert "không có số liệu" in html
    assert "ghi bảng “Hẹn trả”" in html


def test_a_scope_without_cases_says_so(tmp_path):
    month = MonthResults(drawn(tmp_path, OPEN), DATA)
    for name in ("due_soon", "reminder_list", "late_where", "times_against_terms", "working_clock"):
        assert answer(name, month, "land", "internal").text.startswith("Không có hồ sơ nào thuộc phạm vi")


def judged(folder, verdict: Verdict) -> MonthResults:
    """A month with one case due on 18/12, its chance 30%, and this verdict of the back-test."""
    now = drawn(folder, OPEN | {"due_at": "2025-12-18"})
    found = reminders(past_of(now), DATA, "commune").assign(chance=0.3)
    past_of(now).__dict__["_reminders"] = {scope: (found if scope == "commune" else found.head(0), verdict) for scope in SCOPE}
    return MonthResults(now, DATA)


BANDS = pd.DataFrame({"upper": [0.05, 0.5], "cases": [900, 100], "forecast": [0.02, 0.4], "late": [19, 41]})


def test_a_chance_is_shown_with_its_calibration(tmp_path):
    month = judged(tmp_path, Verdict(150, 6, BANDS.assign(upper=[0.05, 1.0]), 58.0, 60, brier=0.03, brier_flat=0.05, p_value=0.7))
    shown = answer("late_chance", month, "commune", "internal")
    assert shown.text.startswith("Thử lại trên 6 cuối tháng đã qua: dự báo 58,0 hồ sơ quá hạn, thực tế 60 hồ sơ.")
    assert "1 hồ sơ trong danh sách có khả năng quá hạn từ 25% trở lên" in shown.text
    for cell in ("Từ 2% đến 5%", "Từ 25% đến 100%", "900", "40,0", "41,0"):
        assert cell in shown.html
    listed = answer("reminder_list", month, "commune", "internal").html
    assert "Khả năng quá hạn" in listed
    assert "30,0%" in listed
    rows = CalamineWorkbook.from_filelike(BytesIO(workbook(month))).get_sheet_by_index(0).to_python()
    assert rows[3][-1] == "Khả năng quá hạn (%)"
    assert rows[4][-1] == 30.0


def test_a_chance_that_failed_its_back_test_is_not_shown(tmp_path):
    month = judged(
        tmp_path, Verdict(150, 6, BANDS.assign(upper=[0.05, 1.0]), 20.0, 60, brier=0.06, brier_flat=0.05, p_value=0.0001)
    )
    shown = answer("late_chance", month, "commune", "internal")
    assert shown.text.startswith(
        "Không hiện khả năng quá hạn: thử lại trên 6 cuối tháng đã qua, dự báo 20,0 hồ sơ quá hạn, thực tế 60 hồ sơ"
    )
    assert "Khả năng quá hạn" not in answer("reminder_list", month, "commune", "internal").html


def test_enough_late_cases_but_no_month_end_to_try(tmp_path):
    assert answer("late_chance", judged(tmp_path, Verdict(150)), "commune", "internal").text.startswith(
        "Chưa hiện khả năng quá hạn: có 150 hồ sơ"
    )


def test_an_empty_list_is_a_file_that_says_so(tmp_path):
    month = MonthResults(drawn(tmp_path, DONE | {"ended_at": "2025-12-03"}), DATA)
    rows = CalamineWorkbook.from_filelike(BytesIO(workbook(month))).get_sheet_by_index(0).to_python()
    assert rows[-1][0] == "Không có hồ sơ nào phải đôn đốc."


@pytest.mark.parametrize(
    ("audience", "has_page", "names"), [("internal", True, ["don-doc.xlsx"]), ("internal", False, []), ("public", True, [])]
)
def test_the_file_goes_with_its_page_and_to_internal_readers(tmp_path, audience, has_page, names):
    month = MonthResults(drawn(tmp_path, OPEN), DATA)
    edition = SimpleNamespace(month=month, is_public=audience == "public")
    pages = [
        SimpleNamespace(name="02_deadlines", body="x" if has_page else None),
        SimpleNamespace(name="01_monthly_report", body="x"),
    ]
    assert list(files(edition, pages)) == names
