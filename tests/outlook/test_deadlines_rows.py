"""What page 02 finds, on small drawn tables: late cases, dates at odds, ages; the drawn period is that of deadline_world.py."""

import numpy as np
import pandas as pd
import pytest
from deadline_world import DATA, DONE, OPEN, past

from hcc_helpers.facts.engine import connect
from hcc_helpers.outlook.ageing import ages, by_hour, by_weekday
from hcc_helpers.outlook.clock import DAY_IN_CODE, codes_with_a_day, dates_at_odds, due_against_term
from hcc_helpers.outlook.durations import survival, times
from hcc_helpers.outlook.in_time import FEWEST_AS_OLD, chance_of
from hcc_helpers.outlook.late import late_cases
from hcc_helpers.outlook.reminders import due_soon, reminders, waiting

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
    (
        "closed between the end of the period and the extraction",
        {"due_at": "2025-12-18", "ended_at": "2025-12-15", "status": "finished"},
        None,
    ),
    ("not accepted", {"due_at": "2025-12-18", "status": "registered"}, None),
]


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
        "code": ["H41.72-251119-0002"],
        "before": ["H41.72-251120-0003"],
        "due_before": ["H41.72-251120-0004"],
        "again": ["X5"],
    }
    assert codes_with_a_day(now, "commune") == (4, 5)


@pytest.mark.parametrize(
    ("code", "day"),
    [("H41.72-251204-0088", "251204"), ("MX12.123.45-251204-AA0001", "251204"), ("000.00.12.H41-2025-1", ""), ("X5", "")],
)
def test_the_day_inside_a_code(code, day):
    assert connect().execute(f"SELECT {DAY_IN_CODE} FROM (SELECT ? AS case_id)", [code]).fetchall() == [(day,)]


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
