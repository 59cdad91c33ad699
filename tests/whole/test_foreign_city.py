"""Real cases of another city, with the publisher's own on-time flag: the numbers must equal what others computed."""

from __future__ import annotations

import json

import pytest
from foreign import boston_root, flag_only_root, sample_root, with_offsets

from hcc_helpers.indicators.month_results import compute
from hcc_helpers.periods import parse_period
from hcc_helpers.report.answers import answer

OUTCOMES = ("resolved_early", "resolved_on_due_day", "resolved_late")
WHOLE_EXTRACT = "2025-08-01..2026-02-10@inclusive"


@pytest.fixture(scope="module")
def boston(tmp_path_factory, material):
    return boston_root(tmp_path_factory.mktemp("boston"), material)


def values(root, period, *ids):
    month = compute(parse_period(period), root, beside=False)
    return tuple(month.value(id) for id in ids)


def test_the_publishers_flag_by_timestamp(tmp_path, material):
    """785 late, 3,305 in time of the closed cases with a target."""
    root = boston_root(tmp_path, material, rule="timestamp")
    reference = json.loads((material / "data/boston311/reference.json").read_text())["by_timestamp"]
    assert (
        values(root, WHOLE_EXTRACT, "resolved_late", "resolved_in_time")
        == (reference["overdue"], reference["in_time(close<=target)"])
        == (785, 3305)
    )


def test_the_day_rule_gives_early_due_day_late(boston):
    month = compute(parse_period(WHOLE_EXTRACT), boston, beside=False)
    assert tuple(month.value(id) for id in OUTCOMES) == (3223, 116, 751)
    assert month.now.window.is_provisional


def test_a_source_that_only_says_late_or_not(tmp_path, material):
    """No due date at all: the publisher's own word decides, equal to his counts; early or on the day nobody knows."""
    root = flag_only_root(tmp_path, material)
    month = compute(parse_period(WHOLE_EXTRACT), root, beside=False)
    reference = json.loads((material / "data/boston311/reference.json").read_text())
    late = reference["by_timestamp"]["overdue"]
    in_time = reference["closed"] - late
    assert (month.value("resolved_late"), month.value("resolved_in_time"), month.value("resolved_in_time_as_told")) == (
        late,
        in_time,
        in_time,
    )
    still_late = reference["publisher_flag"]["OVERDUE"] - late
    assert (month.value("open_late"), month.value("open_in_time")) == (still_late, reference["open_by_status"] - still_late)
    assert month.value("judged_as_told") == reference["rows"]
    assert month.value("resolved_early") is None
    assert all(checked.is_exact for checked in month.balances_checked)
    page = answer("outcomes", month, "commune", "internal")
    assert "theo điều hệ thống nguồn tự ghi" in page.html
    late_page = answer("late_where", month, "commune", "internal")
    assert "không rõ bao lâu" in late_page.text
    # In December the word of the later extract holds for what had ended; of what was still open only "not late" does.
    december = compute(parse_period("2025-12@calendar"), root, beside=False)
    assert december.value("open_late") == 0
    assert december.value("open_without_due") > 0


@pytest.mark.parametrize("month", ["2025-08", "2025-09", "2025-10", "2025-11", "2025-12", "2026-01"])
def test_the_state_at_each_month_end(boston, material, month):
    """Rebuilt from dates out of one later export."""
    state = json.loads((material / "data/boston311/reference.json").read_text())["state_at_month_end"][month]
    computed = values(boston, f"{month}@calendar", "open_all", "open_late", "open_in_time", "open_without_due")
    assert computed == (
        state["in_progress"],
        state["in_progress_past_due"],
        state["in_progress_in_time"],
        state["in_progress_no_target"],
    )


def test_january_2026_adds_up(tmp_path, material):
    """2,051 = 879 carried over + 1,172 new; closed 784 = 592 + 19 + 173; open 1,267 = 111 + 1,155 + 1 without a target.

    By timestamp, as the publisher judges; what is finished on the due day in time is "on the due day".
    """
    month = compute(parse_period("2026-01"), boston_root(tmp_path, material, rule="timestamp"), beside=False)
    ids = (
        "received_all",
        "carried_over",
        "received_new",
        "resolved_all",
        *OUTCOMES,
        "open_all",
        "open_in_time",
        "open_late",
        "open_without_due",
    )
    assert tuple(month.value(id) for id in ids) == (2051, 879, 1172, 784, 592, 19, 173, 1267, 111, 1155, 1)
    assert all(checked.is_exact for checked in month.balances_checked)


SHAPES = {
    "boston311-100.csv": (100, 68, 5, 4),
    "boston311-dmy-100.csv": (100, 68, 5, 4),
    "boston311-100-with-nonascii.csv": (100, 68, 5, 4),
    "boston311-100-20dupes-random.csv": (80, 56, 2, 4),
    "boston311-100-deduped.csv": (80, 56, 2, 4),
}
ALL_2022 = "2022-01-01..2022-04-30@inclusive"  # the last of them was closed on 25/04/2022


@pytest.mark.parametrize("name", SHAPES)
def test_the_same_cases_in_other_shapes(tmp_path, material, name):
    """ISO, day/month/year, accents, duplicated rows counted once: the same answers."""
    root = sample_root(tmp_path, material, name)
    assert values(root, ALL_2022, "received_all", *OUTCOMES) == SHAPES[name]


def test_dates_without_time_change_one_case_by_timestamp(tmp_path, material):
    """By timestamp 5 are late; without times of day one of them becomes timely, and it can be named."""
    late = {}
    for name in ("boston311-100.csv", "boston311-100-notime.csv"):
        root = sample_root(tmp_path / name, material, name, rule="timestamp")
        month = compute(parse_period(ALL_2022), root, beside=False)
        late[name] = {key for one in month.trace.pieces() if one.indicator == "resolved_late" for key in one.keys.to_pylist()}
    assert [len(cases) for cases in late.values()] == [5, 4]
    assert len(late["boston311-100.csv"] - late["boston311-100-notime.csv"]) == 1


def test_times_whose_offset_changes_are_the_citys_own_clock(tmp_path, material):
    """Winter and summer time and UTC in one column: the same answers by timestamp as the file in local time."""
    ids = ("received_all", *OUTCOMES, "open_all")
    local = values(sample_root(tmp_path / "local", material, "boston311-100.csv", rule="timestamp"), ALL_2022, *ids)
    assert values(with_offsets(tmp_path, material), ALL_2022, *ids) == local
    assert local[0] == SHAPES["boston311-100.csv"][0]
