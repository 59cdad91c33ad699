"""II.5: cases filed in person with a planted truth; too few cases are not judged."""

import pytest
from obstacle_worlds import WORKING, at, material, rng
from statsmodels.stats.proportion import proportion_confint

from hcc_helpers.obstacles import in_person

REASONS = ("no_vneid", "own_presence", "own_wish", "system_error")


def a_month(seed, *, direct=120, online=2000, civil=0.7, reasons=(0.45, 0.4, 0.1, 0.05), again=0.2):
    draw = rng(seed)
    rows = {"cases": [{"case_id": f"O{n}", "procedure_code": f"P{n % 20}"} for n in range(online)], "in_person_reasons": []}
    for n in range(direct):
        field = "Hộ tịch" if draw.random() < civil else "Chứng thực"
        code = f"P{draw.integers(4)}"
        rows["cases"].append(
            {
                "case_id": f"T{n}",
                "channel": "in_person",
                "field": field,
                "procedure_code": code,
                "accepted_at": at(WORKING[n % 20]),
            }
        )
        rows["in_person_reasons"].append(
            {"case_id": f"T{n}", "reason": REASONS[draw.choice(4, p=reasons)], "visits": 2 if draw.random() < again else 1}
        )
    return rows


def found(assessed):
    return {one.claim.id: one for one in assessed.judged}


def test_what_was_planted_is_found_with_its_size_inside_the_interval(tmp_path):
    rows = a_month(1)
    got = found(in_person.assess(material(tmp_path, rows)))
    assert got["small_share"].verdict.code == "not_enough"  # 5,66%: the interval holds 5%
    assert got["mostly_civil"].verdict.code == "supported"
    assert got["presence_required"].verdict.code == got["no_account"].verdict.code == "consistent"
    for claim, truth in (("mostly_civil", 70), ("presence_required", 40), ("no_account", 45)):
        assert got[claim].measured.low < truth < got[claim].measured.high
    no_account = sum(row["reason"] == "no_vneid" for row in rows["in_person_reasons"])
    low, high = proportion_confint(no_account, 120, method="wilson")
    assert (got["no_account"].measured.low, got["no_account"].measured.high) == pytest.approx((100 * low, 100 * high))


def test_nothing_is_found_where_nothing_was_planted(tmp_path):
    got = found(
        in_person.assess(material(tmp_path, a_month(2, direct=300, online=1000, civil=0.2, reasons=(0.05, 0.05, 0.85, 0.05))))
    )
    assert {claim: one.verdict.code for claim, one in got.items()} == dict.fromkeys(
        ("small_share", "mostly_civil", "presence_required", "no_account"), "not_supported"
    )


def test_few_cases_are_not_judged_whatever_they_say(tmp_path):
    """34 in a month, all of them hộ tịch and without VNeID: too few to say so."""
    got = found(in_person.assess(material(tmp_path, a_month(3, direct=34, civil=1.0, reasons=(1, 0, 0, 0)))))
    assert got["small_share"].verdict.code == "supported"
    for claim in ("mostly_civil", "presence_required", "no_account"):
        assert (got[claim].verdict.code, got[claim].verdict.rule) == ("not_enough", "V2")


def test_without_the_register_of_reasons_only_the_causes_stay_open(tmp_path):
    rows = a_month(4)
    del rows["in_person_reasons"]
    made = material(tmp_path, rows)
    assessed = in_person.assess(made)
    got = found(assessed)
    assert {claim for claim, one in got.items() if one.verdict.rule == "V1"} == {"presence_required", "no_account"}
    assert [need.table for need in assessed.missing] == ["in_person_reasons"]
    assert in_person.could_move(made, in_person.in_person(made)) == (120, False)


def test_a_case_with_two_reasons_is_unclear_and_what_could_move_is_counted(tmp_path):
    rows = {
        "cases": [{"case_id": f"T{n}", "channel": "in_person"} for n in range(5)],
        "in_person_reasons": [
            {"case_id": "T0", "reason": "no_vneid"},
            {"case_id": "T0", "reason": "own_wish"},
            {"case_id": "T1", "reason": "own_presence"},
            {"case_id": "T2", "reason": "own_wish"},
            {"case_id": "T3", "reason": "unreadable"},
        ],
    }
    made = material(tmp_path, rows)
    frame = in_person.in_person(made).set_index("case_id")
    assert frame["reason"].isna().to_dict() == {"T0": True, "T1": False, "T2": False, "T3": True, "T4": True}
    assert in_person.could_move(made, frame) == (4, True)


def test_a_month_without_anybody_at_the_counter(tmp_path):
    assessed = in_person.assess(material(tmp_path, {"cases": [{"case_id": f"O{n}"} for n in range(200)]}))
    got = found(assessed)
    assert got["small_share"].verdict.code == "supported"
    assert got["mostly_civil"].verdict.code == "not_enough"
    assert assessed.grids == assessed.pictures == ()
