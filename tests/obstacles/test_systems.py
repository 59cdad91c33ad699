"""II.3: fields of unlinked and of linked systems with a planted difference; counts that differ."""

from dataclasses import replace

import pandas as pd
import pytest
import statsmodels.formula.api as smf
from obstacle_worlds import CALENDAR, WORKING, at, due, material, rng

from hcc_helpers.obstacles import strata, systems

REGISTER = [
    {
        "system": "Đăng ký hộ kinh doanh",
        "link_state": "not_linked",
        "fields": "Hộ kinh doanh",
        "is_double_entry": True,
        "extra_minutes": 12,
    },
    {
        "system": "Đất đai",
        "link_state": "partly",
        "fields": "Đất đai; Môi trường",
        "is_double_entry": False,
        "extra_minutes": None,
    },
    {"system": "Hộ tịch điện tử", "link_state": "linked", "fields": "Hộ tịch", "is_double_entry": False, "extra_minutes": None},
]


def a_month(seed, *, extra_days=0, extra_hours=0.0, cases=900, register=REGISTER):
    draw = rng(seed)
    rows = {"cases": [], "linked_systems": list(register)}
    for n in range(cases):
        field = ("Hộ kinh doanh", "Hộ tịch", "Hộ tịch", "Chứng thực")[draw.integers(4)]
        is_hit = field == "Hộ kinh doanh"
        term, day = int(draw.choice([3, 8])), WORKING[draw.integers(0, 8)]
        took = int(draw.integers(1, 3)) + (extra_days if is_hit else 0) + (2 if term == 8 else 0)
        waited = 20 + draw.normal(0, 5) + (60 * extra_hours if is_hit else 0)
        accepted = pd.Timestamp(at(day, 10))
        rows["cases"].append({"case_id": f"H{n:04d}", "field": field, "procedure_code": field, "submitted_at": (accepted - pd.Timedelta(minutes=round(waited))).to_pydatetime(),
                              "accepted_at": accepted.to_pydatetime(), "due_at": due(day, term), "ended_at": at(CALENDAR.add(day, took), 10), "status": "finished"})  # fmt: skip
    return rows


def found(assessed):
    return {one.claim.id: one for one in assessed.judged}


def test_what_was_planted_is_found(tmp_path):
    made = material(tmp_path, a_month(1, extra_days=2, extra_hours=1.5))
    made = replace(made, system_totals=(("commune", "received_all", 930, 900), ("commune", "open_all", 30, 0)))
    got = found(systems.assess(made))
    assert {claim: one.verdict.code for claim, one in got.items()} == dict.fromkeys(got, "supported")
    assert got["not_linked"].measured.value == 2
    assert got["hard_at_handling"].measured.low < 16 < got["hard_at_handling"].measured.high  # two days of eight hours
    assert got["hard_at_intake"].measured.low < 1.5 < got["hard_at_intake"].measured.high
    assert got["hard_at_use"].measured.value == pytest.approx(100 * 30 / 900)


def test_nothing_is_found_where_nothing_was_planted(tmp_path):
    linked = [row | {"link_state": "linked"} for row in REGISTER]
    made = replace(material(tmp_path, a_month(2)), system_totals=(("commune", "received_all", 900, 900),))
    got = found(systems.assess(made))
    assert {claim: one.verdict.code for claim, one in got.items() if claim != "not_linked"} == dict.fromkeys(
        ("hard_at_intake", "hard_at_handling", "hard_at_use"), "not_supported"
    )
    assert got["hard_at_handling"].measured.low < 0 < got["hard_at_handling"].measured.high
    all_linked = found(systems.assess(material(tmp_path / "linked", a_month(2, cases=50, register=linked))))
    assert all_linked["not_linked"].verdict.code == "not_supported"
    assert all_linked["hard_at_intake"].verdict.rule == "V1"


def test_the_difference_is_the_coefficient_of_a_linear_model(tmp_path):
    made = material(tmp_path, a_month(3, extra_days=1))
    effect, frame, is_listed = systems.compared(made, systems.register(made), "hours", "c.is_finished")
    assert is_listed
    assert set(frame["field"]) == {"Hộ kinh doanh", "Hộ tịch"}
    model = smf.ols("y ~ exposed + C(stratum)", frame.assign(exposed=frame["exposed"].astype(int))).fit(cov_type="HC3")
    assert effect.value == pytest.approx(model.params["exposed"])
    assert effect.high - effect.value == pytest.approx(1.96 * model.bse["exposed"], rel=0.05)


def test_a_difference_by_hand():
    frame = pd.DataFrame({"stratum": list("aaaabbb"), "exposed": [1, 1, 0, 0, 1, 0, 0], "y": [4.0, 6, 1, 3, 10, 5, 7]}).astype(
        {"exposed": bool}
    )
    assert strata.of_cases(frame).value == pytest.approx((1 * (5 - 2) + (2 / 3) * (10 - 6)) / (1 + 2 / 3))


def test_hours_without_pauses_are_those_of_the_office(tmp_path):
    """Accepted 10:00, finished 10:00 two working days later, one day of it paused: one day of eight hours."""
    first = WORKING[0]
    case = {
        "case_id": "H1",
        "field": "Hộ kinh doanh",
        "accepted_at": at(first, 10),
        "ended_at": at(CALENDAR.add(first, 2), 10),
        "status": "finished",
    }
    rows = {
        "cases": [case],
        "linked_systems": REGISTER,
        "pauses": [{"case_id": "H1", "reason": "supplement", "from_at": at(first, 11), "to_at": at(CALENDAR.add(first, 1), 11)}],
    }
    made = material(tmp_path, rows)
    _, frame, _ = systems.compared(made, systems.register(made), "hours", "c.is_finished")
    assert list(frame["y"]) == [8.0]


def test_hours_lost_are_told_only_where_they_were_measured(tmp_path):
    made = material(
        tmp_path, {"cases": [{"field": "Hộ kinh doanh"}] * 10 + [{"field": "Môi trường"}] * 5, "linked_systems": REGISTER}
    )
    found_rows = {
        name: (cases, double, hours) for name, _, _, cases, double, hours in systems.lost_hours(made, systems.register(made))
    }
    assert found_rows == {
        "Đăng ký hộ kinh doanh": (10, True, 2.0),
        "Đất đai": (5, False, None),
        "Hộ tịch điện tử": (0, False, 0.0),
    }


def test_an_unreadable_yes_or_no_is_no_yes_and_stops_nothing(tmp_path):
    rows = [{**REGISTER[0], "is_double_entry": None}, {**REGISTER[1], "is_double_entry": True}]
    made = material(tmp_path, {"cases": [{"field": "Hộ kinh doanh"}], "linked_systems": rows})
    assert [row[4] for row in systems.lost_hours(made, systems.register(made))] == [False, True]
    assert systems.assess(made).grids


def test_without_the_register_and_the_totals_nothing_is_said(tmp_path):
    rows = a_month(4, cases=50)
    del rows["linked_systems"]
    assessed = systems.assess(material(tmp_path, rows))
    assert {one.verdict.rule for one in assessed.judged} == {"V1"}
    assert [need.table for need in assessed.missing] == ["linked_systems", "totals"]
    assert assessed.grids == ()
