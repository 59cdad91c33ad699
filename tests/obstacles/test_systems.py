"""II.3: fields of unlinked and of linked systems with a planted difference; counts that differ."""

from dataclasses import replace

import pandas as pd
import pytest
from obstacle_worlds import CALENDAR, WORKING, at, due, material, rng
from statsmodels.duration.survfunc import SurvfuncRight

from hcc_helpers.obstacles import strata, systems
from hcc_helpers.obstacles.followed import followed, restricted_difference

UNLINKED = ("Hộ kinh doanh", "Bảo trợ xã hội", "Lao động", "Giáo dục")
LINKED = ("Hộ tịch", "Chứng thực", "Cư trú", "Văn hóa")


def one_system(name: str, state: str, fields: str, is_double: bool = False, minutes: int | None = None) -> dict:
    return {"system": name, "link_state": state, "fields": fields, "is_double_entry": is_double, "extra_minutes": minutes}


REGISTER = [
    one_system("Đăng ký hộ kinh doanh", "not_linked", "Hộ kinh doanh", True, 12),
    one_system("Đất đai", "partly", "Đất đai; Môi trường"),
    one_system("Hộ tịch điện tử", "linked", "Hộ tịch"),
]
BY_FIELD = [
    one_system("Chuyên ngành", "not_linked", "; ".join(UNLINKED)),
    one_system("Quản lý", "not_linked", "Đất đai"),
    one_system("Của tỉnh", "linked", "; ".join(LINKED)),
]


def a_month(seed, *, extra_days=0, extra_hours=0.0, cases=1600, register=BY_FIELD, field_scatter=0.0, stuck=0.0):
    """Cases of eight fields; those of unlinked systems take `extra_days` and wait `extra_hours` more; `stuck`: of those, never finished."""
    draw = rng(seed)
    rows = {"cases": [], "linked_systems": list(register)}
    own = {field: draw.normal(0, field_scatter) for field in UNLINKED + LINKED}
    for n in range(cases):
        field = (UNLINKED + LINKED)[draw.integers(8)]
        is_hit = field in UNLINKED
        term, day = int(draw.choice([3, 8])), WORKING[draw.integers(0, 8)]
        took = max(1, round(int(draw.integers(1, 3)) + (extra_days if is_hit else 0) + (2 if term == 8 else 0) + own[field]))
        waited = 20 + draw.normal(0, 5) + (60 * extra_hours if is_hit else 0)
        accepted = pd.Timestamp(at(day, 10))
        is_stuck = is_hit and draw.random() < stuck
        end = {} if is_stuck else {"ended_at": at(CALENDAR.add(day, took), 10), "status": "finished"}
        rows["cases"].append(
            {
                "case_id": f"H{n:04d}",
                "field": field,
                "procedure_code": field,
                "submitted_at": (accepted - pd.Timedelta(minutes=round(waited))).to_pydatetime(),
                "accepted_at": accepted.to_pydatetime(),
                "due_at": due(day, term),
                **end,
            }
        )
    return rows


def found(assessed):
    return {one.claim.id: one for one in assessed.judged}


def test_what_was_planted_is_found(tmp_path):
    made = material(tmp_path, a_month(1, extra_days=2, extra_hours=1.5, field_scatter=0.1))
    made = replace(made, system_totals=(("commune", "received_all", 930, 900), ("commune", "open_all", 30, 0)))
    got = found(systems.assess(made))
    assert {claim: one.verdict.code for claim, one in got.items()} == {
        "not_linked": "supported",
        "double_entry": "not_enough",
        "hard_at_intake": "consistent",
        "hard_at_handling": "consistent",
        "hard_at_use": "consistent",
    }
    assert got["not_linked"].measured.value == 2
    assert got["hard_at_handling"].measured.low < 16 < got["hard_at_handling"].measured.high  # two days of eight hours
    assert got["hard_at_intake"].measured.low < 1.5 < got["hard_at_intake"].measured.high
    assert got["hard_at_use"].measured.value == pytest.approx(100 * 30 / 900)


def test_nothing_is_found_where_nothing_was_planted(tmp_path):
    linked = [row | {"link_state": "linked"} for row in BY_FIELD]
    made = replace(material(tmp_path, a_month(2, field_scatter=0.1)), system_totals=(("commune", "received_all", 900, 900),))
    got = found(systems.assess(made))
    assert {claim: one.verdict.code for claim, one in got.items() if claim.startswith("hard")} == dict.fromkeys(
        ("hard_at_intake", "hard_at_handling", "hard_at_use"), "not_supported"
    )
    assert got["hard_at_handling"].measured.low < 0 < got["hard_at_handling"].measured.high
    all_linked = found(systems.assess(material(tmp_path / "linked", a_month(2, cases=50, register=linked))))
    assert all_linked["not_linked"].verdict.code == "not_supported"
    assert all_linked["hard_at_intake"].verdict.rule == "V1"


def test_the_difference_is_that_of_kaplan_meier_means_inside_terms(tmp_path):
    """By statsmodels: in each term the areas under the two curves up to the horizon, weighted n₁n₀/(n₁+n₀)."""
    made = material(tmp_path, a_month(3, extra_days=1, stuck=0.3))
    frame, is_listed = systems.exposed(followed(made).query("is_new"), systems.register(made))
    assert is_listed
    assert set(frame["field"]) == {*UNLINKED, *LINKED}
    frame = frame.assign(time=frame["worked_wd"].astype(int))
    horizon, total, weights = 10, 0.0, 0.0
    for _, mine in frame.groupby("stratum"):
        areas, sizes = [], []
        for side in (True, False):
            one = mine[mine["exposed"] == side]
            curve = SurvfuncRight(one["time"].astype(float), one["is_event"].astype(int))
            steps = dict(zip(curve.surv_times, curve.surv_prob, strict=True))
            left, area = 1.0, 0.0
            for day in range(horizon):
                left = steps.get(float(day), left)
                area += left
            areas.append(area)
            sizes.append(len(one))
        weight = sizes[0] * sizes[1] / sum(sizes)
        total, weights = total + weight * (areas[0] - areas[1]), weights + weight
    effect = restricted_difference(frame, horizon)
    assert effect.value == pytest.approx(total / weights)
    assert (effect.exposed_clusters, effect.other_clusters) == (4, 4)


def test_one_field_on_a_side_says_nothing_of_links(tmp_path):
    """However long the cases of one unlinked field take: that may be the field."""
    rows = a_month(4, extra_days=3, register=[one_system("Đăng ký hộ kinh doanh", "not_linked", "Hộ kinh doanh"), *BY_FIELD[2:]])
    got = found(systems.assess(material(tmp_path, rows)))["hard_at_handling"]
    assert (got.verdict.code, got.verdict.rule) == ("not_enough", "V1")
    assert "1 lĩnh vực chưa kết nối" in got.verdict.why


def test_a_difference_by_hand():
    frame = pd.DataFrame(
        {
            "stratum": list("aaaabbbb"),
            "cluster": [1, 2, 3, 4, 1, 3, 4, 3],
            "exposed": [1, 1, 0, 0, 1, 0, 0, 0],
            "y": [4.0, 6, 1, 3, 10, 5, 7, 6],
        }
    ).astype({"exposed": bool})
    assert strata.of_clusters(frame).value == pytest.approx((1 * (5 - 2) + (3 / 4) * (10 - 6)) / (1 + 3 / 4))


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
    assert list(followed(made)["worked_hours"]) == [8.0]


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


def test_labour_is_measured_as_labour_and_a_wait_says_that_it_is_none(tmp_path):
    """Cases entered twice at 12 minutes each, at least, for one system was never timed; what waits say is no labour."""
    rows = a_month(
        1,
        extra_days=2,
        extra_hours=1.5,
        register=[*BY_FIELD[1:], one_system("Đăng ký", "not_linked", "; ".join(UNLINKED), True, 12)],
    )
    got = found(systems.assess(material(tmp_path, rows)))
    twice = sum(case["field"] in UNLINKED for case in rows["cases"])
    assert got["double_entry"].measured.value == pytest.approx(twice * 12 / 60)
    assert (got["double_entry"].verdict.code, got["double_entry"].measured.bound) == ("supported", "lower")
    assert got["hard_at_handling"].verdict.code == "consistent"
    assert got["hard_at_handling"].label == "Chưa đo đúng điều này"
    few = found(
        systems.assess(material(tmp_path / "few", {"cases": [{"field": "Hộ kinh doanh"}] * 10, "linked_systems": REGISTER}))
    )
    assert (few["double_entry"].verdict.rule, few["double_entry"].label) == ("V7", "Chưa đủ số liệu để kết luận")


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
