"""Signs to check, each on cases drawn just inside and just outside of it."""

import pytest
from deadline_world import DONE, OPEN, past

from hcc_helpers.outlook.signs import BUNCH, signs


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
    [
        ("2025-12-03 06:59", True),
        ("2025-12-03 07:00", False),
        ("2025-12-03 12:00", False),
        ("2025-12-03 17:01", True),
        ("2025-12-06 10:00", True),
    ],
)
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


def test_a_closing_without_a_date_is_no_moment_to_look_at(tmp_path):
    """Thirty withdrawn cases whose day nobody wrote down: no bulk action, none outside office hours, and that is said, not denied."""
    cases = [{"status": "withdrawn", "case_id": f"H{n}"} for n in range(30)]
    shown = signs(past(tmp_path, *cases), "commune")
    assert [shown[name].missing for name in ("same_day", "off_hours")] == ["hồ sơ đã kết thúc đều không ghi ngày"] * 2
    assert not any(shown[name].cases for name in ("same_day", "off_hours", "returned_again"))


def test_results_of_no_known_unit_are_not_of_one_unit(tmp_path):
    cases = [DONE | {"case_id": f"H{n}", "ended_at": "2025-12-03 10:00", "handling_unit": None} for n in range(BUNCH)]
    assert signs(past(tmp_path, *cases), "commune")["same_minute"].missing == "danh sách không ghi đơn vị giải quyết"
