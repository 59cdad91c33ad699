"""The month ahead: what falls due, capacity, proposals, targets, tasks; on drawn cases."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from drawn import drawn_settings, drawn_window

from hcc_helpers.errors import WrongWords
from hcc_helpers.facts.stored import Tables
from hcc_helpers.indicators.compute import Computed
from hcc_helpers.outlook import proposals, workload
from hcc_helpers.outlook.ahead import ahead_of
from hcc_helpers.outlook.past import Past
from hcc_helpers.outlook.petitions_open import open_petitions
from hcc_helpers.outlook.tasks import due_on, load_tasks
from hcc_helpers.places import project_root
from hcc_helpers.report.answers.next_month.shown import level_meant

DATA = project_root() / "data"
SPECIAL = [date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 10), *[date(2026, 2, n) for n in range(16, 21)]]


def past_of_drawing(folder, tables: dict[str, list[dict]], period: str = "2025-12", **settings) -> Past:
    """The history of one drawn period."""
    window, known = drawn_window(folder, period, tables), drawn_settings(period, **settings)
    tables = Tables(window, known)
    return Past(Computed(tables, ["commune"], []), tables, window.period.months())


def finished(day: str, accepted: str = "2025-12-01", **more) -> dict:
    return {"accepted_at": f"{accepted} 08:00", "ended_at": f"{day} 10:00", "status": "finished", **more}


# ------------------------------------------------------------------------------------------------- days ahead


def test_the_horizon_reaches_two_weeks_beyond_the_next_tet(tmp_path):
    ahead = ahead_of(past_of_drawing(tmp_path, {}))
    assert (ahead.first, ahead.coming.text, ahead.last) == (date(2025, 12, 15), "2026-01", date(2026, 3, 8))
    assert len(ahead.coming_working) == 22
    assert [entry.date for entry in ahead.special()] == SPECIAL
    assert date(2026, 1, 10) in ahead.coming_working
    assert date(2026, 1, 2) not in ahead.coming_working
    assert ahead.provisional == []
    assert ahead.tasks_month == (date(2026, 1, 1), date(2026, 1, 31))


def test_a_horizon_into_2027_says_that_its_days_off_are_provisional(tmp_path):
    ahead = ahead_of(past_of_drawing(tmp_path, {}, period="2026-09"))
    assert ahead.tet.first == date(2027, 2, 6)
    assert ahead.last == date(2027, 2, 24)
    assert {entry.date.year for entry in ahead.provisional} == {2027}
    august = ahead_of(past_of_drawing(tmp_path / "august", {}, period="2026-08"))
    assert date(2026, 8, 22) in august.working
    assert date(2026, 8, 31) not in august.working
    end = ahead_of(past_of_drawing(tmp_path / "end", {}, period="2027-12"))
    assert end.is_cut_short
    assert end.tet is None


# ------------------------------------------------------------------------------------------------- what falls due


def test_open_cases_by_due_day_add_up_to_the_stock(tmp_path):
    pauses = [{"case_id": "H5", "from_at": "2025-12-10"}]
    cases = [
        {"due_at": "2025-12-16 17:00"},
        {"due_at": "2026-01-02 17:00"},  # a swapped day off: Monday 5 January
        {"due_at": "2025-12-12 17:00"},  # late
        {"due_at": None},
        {"due_at": "2025-12-17 17:00"},  # paused
        {"due_at": "2026-05-05 17:00"},
        finished("2025-12-10"),
    ]
    due = workload.falling_due(past_of_drawing(tmp_path, {"cases": cases, "pauses": pauses}), "commune", date(2026, 3, 8))
    assert due.by_day[due.by_day > 0].to_dict() == {date(2025, 12, 16): 1, date(2026, 1, 5): 1}
    assert (due.already_late, due.later, due.paused, due.without_due, due.unknown) == (1, 1, 1, 1, 0)
    assert due.total == 6


def test_days_on_which_more_falls_due_than_is_finished_are_named(tmp_path):
    cases = [finished(f"2025-12-{n:02d}") for n in (1, 2, 3, 4, 5, 8, 9, 10, 11, 12) for _ in range(2)]
    cases += [finished(f"2025-11-{n}", accepted="2025-11-17") for n in (17, 18, 19, 20, 21, 24, 25, 26, 27, 28)]
    cases += [{"due_at": "2025-12-16 17:00"}] * 2 + [{"due_at": "2025-12-17 17:00"}]
    past = past_of_drawing(tmp_path, {"cases": cases})
    able = workload.capacity(past, "commune")
    assert (able.median, able.most, able.days) == (1.5, 2, 20)
    assert workload.too_much(workload.falling_due(past, "commune", date(2026, 1, 14)), able) == [date(2025, 12, 16)]
    assert workload.capacity(past, "land") is None


# ------------------------------------------------------------------------------------------------- proposals

CODE = "9.000001"  # in no catalogue: its term is what the slips promise


def of(code: str, ends: list[str]) -> list[dict]:
    """Cases received on 1 December, promised in ten working days (15 December)."""
    return [finished(day, procedure_code=code, procedure_name="Thủ tục thử", due_at="2025-12-15 17:00") for day in ends]


@pytest.mark.parametrize(
    ("ends", "proposed"),
    [
        (["2025-12-05"] * 59, 4),  # four of ten days
        (["2025-12-05"] * 58, None),  # one case too few
        (["2025-12-08"] * 59, None),  # five is half, not less
        (["2025-12-05"] * 57 + ["2025-12-12"] * 2, 4),  # 2 of 59 above: the 95th percentile still holds
        (["2025-12-05"] * 55 + ["2025-12-12"] * 4, None),
        (["2025-12-01"] * 59, 0),  # within the day
    ],
)
def test_a_shorter_term_needs_59_cases_and_less_than_half(tmp_path, ends, proposed):
    found = proposals.shorter_terms(past_of_drawing(tmp_path, {"cases": of(CODE, ends)}), DATA, "commune")
    assert list(found["proposed_wd"]) == ([] if proposed is None else [proposed])
    if proposed is not None:
        row = found.iloc[0]
        assert (row["term_wd"], row["term_basis"], row["saved_wd"]) == (10, "phiếu hẹn", 10 - proposed)
        assert row["saved_all"] == 59 * (10 - proposed)
        assert row["is_sure"] == (max(ends) < "2025-12-08")  # with 59 cases the bound is the largest of them


def test_the_time_paused_is_out(tmp_path):
    cases = of(CODE, ["2025-12-10"] * 59)  # seven days, of which four paused
    pauses = [{"case_id": f"H{n}", "from_at": "2025-12-04 00:00", "to_at": "2025-12-10 07:00"} for n in range(1, 60)]
    found = proposals.shorter_terms(past_of_drawing(tmp_path, {"cases": cases, "pauses": pauses}), DATA, "commune")
    assert list(found["p95"]) == [3]


def test_the_upper_bound_is_the_order_statistic():
    rng = np.random.default_rng(1)
    assert proposals.upper_bound(list(range(1, 60))) == 59
    assert proposals.upper_bound(list(range(1, 59))) == float("inf")
    covered = np.mean([proposals.upper_bound(sorted(rng.random(93))) >= 0.95 for _ in range(4000)])
    assert 0.94 <= covered <= 0.96  # exactly 95,0% for 93 values; the rest is chance


def test_same_day_candidates_are_not_on_the_list_and_come_before_the_cut_off(tmp_path):
    same = of(CODE, ["2025-12-01"] * 57 + ["2025-12-02"] * 2)
    late = [case | {"accepted_at": "2025-12-01 16:00", "ended_at": "2025-12-02 10:00"} for case in of(CODE, ["2025-12-02"] * 20)]
    found = proposals.same_day_candidates(past_of_drawing(tmp_path, {"cases": same + late}), "commune")
    assert found[["cases", "same_day", "is_candidate"]].values.tolist() == [[59, 57, True]]
    worse = of(CODE, ["2025-12-01"] * 56 + ["2025-12-02"] * 3)
    assert not proposals.same_day_candidates(past_of_drawing(tmp_path / "w", {"cases": worse}), "commune")["is_candidate"].any()
    settings = drawn_settings()
    listed = settings.centre.model_copy(update={"on_spot_procedures": [CODE]})
    assert not len(proposals.same_day_candidates(past_of_drawing(tmp_path / "l", {"cases": same}, centre=listed), "commune"))


def test_a_step_that_nobody_began_is_named(tmp_path):
    cases = of(CODE, ["2025-12-05"] * 59)
    steps = [{"case_id": f"H{n}", "step_no": 1, "unit": "Trung tâm"} for n in range(1, 60)]
    planned = {"step_no": 2, "unit": "Phòng Kinh tế", "from_at": None, "passed_on_at": None}
    steps += [planned | {"case_id": f"H{n}"} for n in range(1, 60)]
    found = proposals.unused_steps(past_of_drawing(tmp_path, {"cases": cases, "steps": steps}), "commune")
    assert found.unused[["step_no", "unit", "cases"]].values.tolist() == [[2, "Phòng Kinh tế", 59]]
    steps[-1] = {"case_id": "H59", "step_no": 2, "unit": "Phòng Kinh tế"}  # one case needed it
    assert not len(proposals.unused_steps(past_of_drawing(tmp_path / "b", {"cases": cases, "steps": steps}), "commune").unused)
    few = proposals.unused_steps(past_of_drawing(tmp_path / "c", {"cases": cases[:58], "steps": steps[:58]}), "commune")
    assert (few.judged, few.missing) == (0, "")
    assert proposals.unused_steps(past_of_drawing(tmp_path / "d", {"cases": cases}), "commune").missing


def test_procedures_outside_the_catalogue_and_those_that_changed(tmp_path):
    (tmp_path / "reference").mkdir()
    own = (DATA / "reference" / "procedures.csv").read_text(encoding="utf-8-sig").splitlines()
    rows = [own[0] + ",Ngày sửa đổi,Ngày công khai", *[line + ",," for line in own[1:]]]
    at = {line.split(",")[0]: number for number, line in enumerate(rows)}
    rows[at["1.001193"]] = rows[at["1.001193"]][:-2] + ",01/12/2025,2025-12-04"
    rows[at["2.000635"]] = rows[at["2.000635"]][:-2] + ",2025-12-02,"
    rows[at["2.000815"]] = rows[at["2.000815"]][:-2] + ",2024-01-01,2024-01-02"  # long ago
    rows[at["2.000884"]] = rows[at["2.000884"]][:-2] + ",hôm qua,"
    (tmp_path / "reference" / "procedures.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    cases = [{"procedure_code": CODE, "procedure_name": "Thủ tục thử"}] * 2 + [{"procedure_code": "1.001193"}]
    found = proposals.catalogue_check(past_of_drawing(tmp_path / "w", {"cases": cases}), tmp_path)
    assert found.absent[["procedure", "cases"]].values.tolist() == [[CODE, 2]]
    assert found.changed[["code", "days", "cases"]].values.tolist() == [["1.001193", 3, 1], ["2.000635", None, 0]]
    assert found.unreadable == [("2.000884", "hôm qua")]
    assert found.has_dates
    assert not proposals.catalogue_check(past_of_drawing(tmp_path / "v", {"cases": cases}), DATA).has_dates


# ------------------------------------------------------------------------------------------------- petitions, targets, tasks


def test_petitions_that_wait_by_their_deadline(tmp_path):
    petitions = [
        {"received_at": "2025-12-01", "due_at": "2025-12-19"},
        {"received_at": "2025-11-20", "due_at": "2025-12-10"},  # past
        {"received_at": "2025-12-01", "due_at": "2025-12-12", "answered_at": "2025-12-11"},
        {"received_at": "2025-12-01", "due_at": "2025-12-30", "answered_at": "2025-12-20"},  # answered after the period
        {"received_at": "2025-12-01", "kind": "complaint"},
        {"received_at": "2025-12-12"},  # the setting's deadline
    ]
    past = past_of_drawing(tmp_path, {"petitions": petitions})
    found, missing = open_petitions(past)
    assert missing == ""
    assert found[["petition_id", "left_wd"]].values.tolist()[:3] == [["D2", -2], ["D1", 5], ["D4", 12]]
    own = past.now.settings.rules.value("petition_deadline_wd")
    assert found[found["petition_id"] == "D6"]["due_on"].item() == past.calendar.add(date(2025, 12, 12), own)
    assert len(found) == 4
    assert "Phản ánh" in open_petitions(past_of_drawing(tmp_path / "none", {}))[1]


def test_every_task_has_owner_day_source_and_something_to_record(tmp_path):
    found = load_tasks(tmp_path, date(2025, 12, 14))
    assert {task.figure for task in found} == {
        "expected",
        "due",
        "same_day",
        "terms",
        "steps",
        "catalogue",
        "petitions",
        "hamlets",
        "indicator",
    }
    assert len({task.id for task in found}) == len(found)
    ahead = ahead_of(past_of_drawing(tmp_path, {}))
    days = {task.id: due_on(task, ahead) for task in found}
    assert days["peak"] == date(2026, 2, 13)  # the last working day before Tết
    assert set(days.values()) - {days["peak"]} == {date(2026, 1, 30)}
    (tmp_path / "reference").mkdir()
    text = (DATA / "reference" / "tasks.toml").read_text(encoding="utf-8").replace('figure = "hamlets"', 'figure = "villages"')
    (tmp_path / "reference" / "tasks.toml").write_text(text, encoding="utf-8")
    with pytest.raises(WrongWords) as error:
        load_tasks(tmp_path, date(2025, 12, 14))
    assert "tasks.toml" in error.value.text()
    assert "hamlets" in error.value.text()
    text = (DATA / "reference" / "tasks.toml").read_text(encoding="utf-8").replace('"online_self_filed_pct"', '"self_filed_pct"')
    (tmp_path / "reference" / "tasks.toml").write_text(text, encoding="utf-8")
    with pytest.raises(WrongWords) as error:
        load_tasks(tmp_path, date(2025, 12, 14))
    assert "Không có chỉ số “self_filed_pct”; gần nhất: online_self_filed_pct" in error.value.text()


@pytest.mark.parametrize(
    ("covered", "said", "warned"), [((82, 116), "82 trên 116 ngày (71%)", True), ((103, 116), "103 trên 116 ngày (89%)", False)]
)
def test_a_level_never_stands_without_what_it_held_when_it_was_tried(covered, said, warned):
    text = level_meant(covered)
    assert said in text
    assert ("hãy chừa rộng hơn" in text) is warned


def test_a_level_that_was_never_tried_says_so():
    assert "Chưa đủ số liệu để thử lại" in level_meant(None)
