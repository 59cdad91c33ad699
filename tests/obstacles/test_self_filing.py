"""II.1: online cases with a planted truth; Kitagawa by hand; tests and intervals beside scipy, statsmodels."""

import numpy as np
import pandas as pd
import pytest
from obstacle_worlds import WORKING, at, material, rng
from scipy.stats import chi2_contingency
from statsmodels.stats.proportion import proportion_confint

from hcc_helpers.history.decompose import kitagawa, rate_limits
from hcc_helpers.obstacles import self_filing

PROCEDURES = ("1.004873", "1.000894", "2.000635", "1.776001", "1.004859")
BANDS = ("18_35", "36_59", "60_plus")


def a_month(seed, *, cases=1200, own=None, helped=0.0, in_person=20, day_range=(0, 20), by_hamlet=None, mix=None, first=0):
    """New online cases; `own`: band → share filed from one's own account; of these `helped` were filed with help."""
    draw, own = rng(seed), own or dict.fromkeys(BANDS, 0.6)
    weights = mix or (0.4, 0.3, 0.15, 0.1, 0.05)
    rows = {"cases": [], "guidance": []}
    for n in range(first, first + cases):
        band, hamlet = BANDS[draw.integers(3)], f"Xóm {draw.integers(1, 9)}"
        is_own = draw.random() < own[band] + (by_hamlet or {}).get(hamlet, 0)
        day = WORKING[draw.integers(*day_range)]
        rows["cases"].append(
            {
                "case_id": f"H{n:05d}",
                "procedure_code": PROCEDURES[draw.choice(5, p=weights)],
                "field": "Chứng thực",
                "hamlet": hamlet,
                "age_band": band,
                "is_own_account": bool(is_own),
                "submitted_at": at(day, int(draw.integers(7, 17))),
                "accepted_at": at(day, 17),
            }
        )
        if is_own and draw.random() < helped:
            rows["guidance"].append({"kind": "filing", "case_id": f"H{n:05d}", "guided_on": at(day, 8)})
    rows["cases"] += [{"case_id": f"T{n:03d}", "channel": "in_person"} for n in range(in_person)]
    return rows


def without_register(rows):
    return {name: table for name, table in rows.items() if name != "guidance"}


def judged(assessed, claim):
    return next(one for one in assessed.judged if one.claim.id == claim)


def test_low_self_filing_is_found_and_its_size_is_inside_the_interval(tmp_path):
    rows = a_month(1, own=dict.fromkeys(BANDS, 0.7), helped=0.3)
    one = judged(self_filing.assess(material(tmp_path, rows)), "self_filing_low")
    assert (one.verdict.code, one.measured.bound) == ("supported", "")
    assert one.measured.low < 100 * 0.7 * 0.7 < one.measured.high
    helped = {row["case_id"] for row in rows["guidance"]}
    mine = sum(row.get("is_own_account", False) and row["case_id"] not in helped for row in rows["cases"])
    low, high = proportion_confint(mine, 1200, method="wilson")
    assert (one.measured.value, one.measured.low, one.measured.high) == pytest.approx((100 * mine / 1200, 100 * low, 100 * high))


def test_high_self_filing_is_told_only_where_the_register_is_kept(tmp_path):
    rows = a_month(2, own=dict.fromkeys(BANDS, 0.92), helped=0.02)
    assert judged(self_filing.assess(material(tmp_path / "a", rows)), "self_filing_low").verdict.code == "not_supported"
    bare = self_filing.assess(material(tmp_path / "b", without_register(rows)))
    one = judged(bare, "self_filing_low")
    assert (one.verdict.code, one.verdict.rule, one.measured.bound) == ("not_enough", "V7", "upper")
    assert "cao nhất có thể" in one.sentence
    assert [need.table for need in bare.missing] == ["guidance"]
    assert ("–", "–") in [cells for _, cells in bare.grids[0].rows]  # help that nobody writes down is no 0


def test_a_register_without_case_codes_leaves_an_upper_bound(tmp_path):
    rows = a_month(3, cases=150)
    rows["guidance"] = [{"kind": "filing", "people": 12, "case_id": None}]
    assert judged(self_filing.assess(material(tmp_path, rows)), "self_filing_low").measured.bound == "upper"


@pytest.mark.parametrize(("old", "code"), [(0.4, "consistent"), (0.7, "not_supported")])
def test_uneven_skills(tmp_path, old, code):
    rows = a_month(4, own={"18_35": 0.7, "36_59": 0.7, "60_plus": old}, cases=2000)
    one = judged(self_filing.assess(material(tmp_path, rows)), "skills_uneven")
    assert one.verdict.code == code
    assert one.measured.low < 100 * (0.7 - old) < one.measured.high
    assert one.claim.rivals


def test_without_accounts_there_is_no_share(tmp_path):
    rows = without_register(a_month(5, cases=150))
    for row in rows["cases"]:
        row["is_own_account"] = None
    assessed = self_filing.assess(material(tmp_path, rows))
    assert judged(assessed, "self_filing_low").verdict.rule == "V1"
    assert judged(assessed, "counter_habit").verdict.code == "not_enough"  # 20 of 170: the interval holds 10%
    assert assessed.grids == ()


@pytest.mark.parametrize(("in_person", "code"), [(20, "not_supported"), (300, "consistent")])
def test_the_habit_of_the_counter_by_channel(tmp_path, in_person, code):
    rows = a_month(6, in_person=in_person)
    assert judged(self_filing.assess(material(tmp_path, rows)), "counter_habit").verdict.code == code


def test_groups_differ_where_planted_and_nowhere_else(tmp_path):
    rows = a_month(7, cases=2500, by_hamlet={"Xóm 3": -0.35})
    frame = self_filing.online(material(tmp_path, rows))
    divided = self_filing.groups(frame)
    p = self_filing.differ(divided)
    assert p["Xóm"] < 0.001
    assert min(value for name, value in p.items() if name != "Xóm") > 0.05
    rate = divided["Xóm"]["part"] / divided["Xóm"]["whole"]
    assert rate.idxmin() == "Xóm 3"
    raw = [chi2_contingency([t["part"], t["whole"] - t["part"]]).pvalue for name, t in divided.items() if name in p]
    by_hand, order = dict(zip(p, raw, strict=True)), sorted(raw)
    assert p["Xóm"] == pytest.approx(by_hand["Xóm"] * (len(raw) - order.index(by_hand["Xóm"])))


def test_the_fewest_procedures_that_hold_most_of_the_help(tmp_path):
    frame = pd.DataFrame({"procedure": ["a"] * 50 + ["b"] * 30 + ["c"] * 15 + ["d"] * 5, "is_assisted": True, "is_self": False})
    counts, few, is_assisted = self_filing.most_helped(frame)
    assert (list(counts.index), few, is_assisted) == (["a", "b", "c", "d"], 2, True)


def test_the_parts_of_a_change_by_hand():
    """Two procedures: the easy one grows from half to three quarters, and its share falls by 10 points."""
    change = kitagawa({"easy": (80, 100), "hard": (40, 100)}, {"easy": (210, 300), "hard": (40, 100)})
    assert float(change.change) == pytest.approx(250 / 400 - 120 / 200)
    assert float(change.mix) == pytest.approx(0.25 * (0.8 + 0.7) / 2 - 0.25 * 0.4)
    assert float(change.rate) == pytest.approx(0.625 * -0.1)
    error = 1.959964 * np.sqrt(0.625**2 * (0.8 * 0.2 / 100 + 0.7 * 0.3 / 300) + 0.375**2 * (2 * 0.4 * 0.6 / 100))
    assert rate_limits(change) == pytest.approx((100 * (-0.0625 - error), 100 * (-0.0625 + error)))


def test_a_procedure_of_one_period_only_is_mix():
    change = kitagawa({"a": (50, 100)}, {"a": (50, 100), "b": (0, 100)})
    assert change.rate == 0
    assert float(change.mix) == pytest.approx(-0.25)
    assert rate_limits(change)[1] == pytest.approx(100 * 1.959964 * 0.75 * np.sqrt(2 * 0.25 / 100))


def test_a_planted_change_lies_in_its_interval_and_a_new_mix_is_no_change(tmp_path):
    early = a_month(8, cases=3000, own=dict.fromkeys(BANDS, 0.6))
    same = a_month(9, cases=3000, own=dict.fromkeys(BANDS, 0.6), mix=(0.1, 0.1, 0.3, 0.3, 0.2))
    more = a_month(10, cases=3000, own=dict.fromkeys(BANDS, 0.7))
    frames = [
        self_filing.by_procedure(self_filing.online(material(tmp_path / str(n), rows)))
        for n, rows in enumerate((early, same, more))
    ]
    calm, grown = (rate_limits(kitagawa(frames[0], later)) for later in frames[1:])
    assert calm[0] < 0 < calm[1]
    assert 0 < grown[0] < 10 < grown[1]
