"""II.4: land cases with a planted truth; every figure beside an independent count, the curves beside statsmodels."""

from datetime import timedelta

import numpy as np
import pytest
from obstacle_worlds import CALENDAR, WORKING, at, due, material, rng
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from hcc_helpers.obstacles import land_tax
from hcc_helpers.obstacles.land_cases import at_the_limit, land_cases, promised, still_waiting, tax_waits
from hcc_helpers.obstacles.land_readings import tax_clock
from hcc_helpers.obstacles.time_to_result import cumulative_incidence

TERM = 8


def a_month(
    seed: int,
    *,
    cases: int = 500,
    taxed: float = 0.4,
    own_late: float = 0.01,
    fixing=(4, 9),
    paying=(0, 6),
    is_tax_step: bool = False,
    land_satisfied: float = 0.95,
    other_satisfied: float = 0.95,
    petitions: int = 0,
):
    """Land cases of a term of 8 days accepted early in the month; some wait for the tax, which the system adds to the date."""
    draw, rows = rng(seed), {name: [] for name in ("cases", "pauses", "appointments", "steps", "surveys", "petitions")}
    truth = {"late": 0, "late_own": 0, "waits": []}
    for n in range(cases):
        day = WORKING[draw.integers(0, 3)]
        own = int(draw.integers(1, TERM + 1))
        is_own_late = draw.random() < own_late
        own = TERM + 1 if is_own_late else own
        waits = (int(draw.integers(*fixing)), int(draw.integers(*paying))) if draw.random() < taxed else (0, 0)
        closed = CALENDAR.add(day, own + sum(waits))
        case = {
            "case_id": f"D{n:04d}",
            "scope": "land",
            "field": "Đất đai",
            "accepted_at": at(day),
            "status": "finished",
            "procedure_code": "1.012783",
            "due_at": due(day, TERM + sum(waits)),
            "original_due_at": None,
            "ended_at": at(closed, 16),
        }
        begins = day
        for reason, length in zip(("tax_fixing", "tax_paying"), waits, strict=True):
            if length:
                ends = CALENDAR.add(begins, length)
                rows["pauses"].append(
                    {"case_id": case["case_id"], "reason": reason, "from_at": at(begins, 10), "to_at": at(ends, 10)}
                )
                begins = ends
        rows["cases"].append(case)
        rows["appointments"].append(
            {
                "case_id": case["case_id"],
                "kind": "original",
                "made_at": at(day),
                "due_at_before": None,
                "due_at_after": due(day, TERM),
            }
        )
        rows["steps"].append(
            {"case_id": case["case_id"], "step_no": 1, "unit": "Chi nhánh Văn phòng đăng ký đất đai", "from_at": at(day)}
        )
        if is_tax_step and sum(waits):
            rows["steps"].append(
                {"case_id": case["case_id"], "step_no": 2, "unit": "Thuế cơ sở 3 tỉnh Nghệ An", "from_at": at(day)}
            )
        truth["late"] += own + sum(waits) > TERM  # every slip falls in the month
        truth["late_own"] += own > TERM and closed <= WORKING[-1]
        truth["waits"] += [waits[0]] if waits[0] else []
        if n < 200:
            rows["surveys"].append(
                {"case_id": case["case_id"], "level": "satisfied" if draw.random() < land_satisfied else "dissatisfied"}
            )
        if n < petitions:
            rows["petitions"].append({"case_id": case["case_id"], "about": "time"})
    for n in range(300):
        rows["cases"].append({"case_id": f"X{n:04d}", "scope": "commune"})
        rows["surveys"].append(
            {"case_id": f"X{n:04d}", "level": "very_satisfied" if draw.random() < other_satisfied else "neutral"}
        )
    return rows, truth


def verdicts(assessed):
    return {one.claim.id: one.verdict.code for one in assessed.judged}


def measured(assessed, claim):
    return next(one.measured for one in assessed.judged if one.claim.id == claim)


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """Tax waits of four in ten cases, nobody upset."""
    rows, truth = a_month(1, cases=900)
    made = material(tmp_path_factory.mktemp("land"), rows)
    return made, land_tax.assess(made), truth


def test_what_was_planted_is_found(planted):
    made, assessed, truth = planted
    assert verdicts(assessed) == {
        "late_by_slip": "supported",
        "tax_step_absent": "supported",
        "tax_time_unfixed": "consistent",
        "upset_petitions": "not_supported",
        "upset_satisfaction": "not_supported",
        "not_units_fault": "consistent",
    }
    due = promised(made)
    assert (int(due["is_late_by_slip"].sum()), len(due)) == (truth["late"], 900)
    assert measured(assessed, "late_by_slip").value == pytest.approx(100 * truth["late"] / 900)
    assert int((due["whose"] == "own").sum()) == truth["late_own"]
    fixing = tax_waits(made).query("reason == 'tax_fixing'")
    assert list(fixing["waited"]) == truth["waits"]  # all begun early enough to end inside
    got = measured(assessed, "tax_time_unfixed")
    assert (got.value, got.n) == (
        pytest.approx(100 * sum(length > 5 for length in truth["waits"]) / len(truth["waits"])),
        len(truth["waits"]),
    )


def test_every_day_of_a_case_belongs_to_somebody(planted):
    made, _, _ = planted
    done = land_cases(made).query("is_finished")
    assert (done[["own", "fixing", "paying", "other"]].sum(axis=1) == done["all_days"]).all()
    assert (done["own"] >= 0).all()


def test_nothing_is_found_where_nothing_was_planted(tmp_path):
    rows, _ = a_month(2, taxed=0.1, fixing=(1, 4), paying=(0, 1), own_late=0.05, is_tax_step=True, cases=600)
    found = verdicts(land_tax.assess(material(tmp_path, rows)))
    assert found["late_by_slip"] == "not_supported"
    assert found["tax_step_absent"] == "not_supported"
    assert found["tax_time_unfixed"] == "not_supported"
    assert found["not_units_fault"] != "consistent"


def test_the_offices_own_lateness_is_not_put_on_the_tax(tmp_path):
    rows, _ = a_month(3, taxed=0.0, own_late=0.3)
    assert verdicts(land_tax.assess(material(tmp_path, rows)))["not_units_fault"] == "not_supported"


def test_upset_is_found_in_petitions_and_in_answers(tmp_path):
    rows, _ = a_month(4, petitions=12, land_satisfied=0.6)
    assessed = land_tax.assess(material(tmp_path, rows))
    found = verdicts(assessed)
    assert (found["upset_petitions"], found["upset_satisfaction"]) == ("consistent", "consistent")
    answers = [(row["case_id"][0], row["level"] in {"satisfied", "very_satisfied"}) for row in rows["surveys"]]
    good = {who: sum(ok for w, ok in answers if w == who) for who in "DX"}
    low, high = confint_proportions_2indep(good["X"], 300, good["D"], 200, compare="diff", method="newcomb")
    got = measured(assessed, "upset_satisfaction")
    assert (got.low, got.high) == pytest.approx((100 * low, 100 * high))
    assert got.low < 100 * (0.95 - 0.6) < got.high
    low, high = proportion_confint(12, 500, method="wilson")
    assert (measured(assessed, "upset_petitions").low, measured(assessed, "upset_petitions").high) == pytest.approx(
        (100 * low, 100 * high)
    )


def test_a_petition_without_a_case_leaves_the_claim_open(tmp_path):
    rows, _ = a_month(5)
    rows["petitions"] = [{"case_id": None}]
    assert verdicts(land_tax.assess(material(tmp_path, rows)))["upset_petitions"] == "not_enough"


def test_slips_known_for_a_chosen_part_give_no_share(tmp_path):
    """Only cases whose date was changed tell the first one: their share would speak of them alone."""
    rows, _ = a_month(6)
    rows["appointments"] = rows["appointments"][:200]
    one = next(j for j in land_tax.assess(material(tmp_path, rows)).judged if j.claim.id == "late_by_slip")
    assert (one.verdict.code, one.verdict.rule) == ("not_enough", "V1")
    assert "mới ghi ở 200 trên 500 hồ sơ" in one.verdict.why


@pytest.mark.parametrize("absent", ["pauses", "appointments", "steps", "petitions", "surveys"])
def test_without_a_table_the_rest_is_still_judged(tmp_path, absent):
    rows, _ = a_month(7, cases=200)
    del rows[absent]
    assessed = land_tax.assess(material(tmp_path, rows))
    assert absent in {need.table for need in assessed.missing}
    lost = {c.id for c in land_tax.CLAIMS if absent in {need.table for need in c.needs}}
    assert {one.claim.id for one in assessed.judged if one.verdict.rule == "V1"} >= lost


def test_a_month_without_land_cases_says_so(tmp_path):
    assessed = land_tax.assess(material(tmp_path, {"cases": [{}]}))
    assert {one.verdict.code for one in assessed.judged} == {"not_enough"}
    assert assessed.grids == ()


def test_who_still_waits_and_how_long(tmp_path):
    first, later = WORKING[2], WORKING[8]
    rows = {
        "cases": [{"case_id": c, "scope": "land", "status": "financial", "due_at": due(first, 20)} for c in ("A", "B", "C")],
        "pauses": [
            {"case_id": "A", "reason": "tax_paying", "from_at": at(later)},
            {"case_id": "B", "reason": "tax_fixing", "from_at": at(first)},
            {"case_id": "C", "reason": "appraisal", "from_at": at(first)},
        ],
    }
    waiting = still_waiting(material(tmp_path, rows))
    last = WORKING[-1]
    assert list(waiting["case_id"]) == ["B", "A"]
    assert list(waiting["waited"]) == [CALENDAR.between(first, last), CALENDAR.between(later, last)]


def test_competing_ends_as_statsmodels_counts_them():
    draw = rng(11)
    days, kinds = draw.integers(0, 15, 400), draw.integers(0, 3, 400)
    ours = cumulative_incidence([-1] * 400, days, [("", "result", "otherwise")[k] for k in kinds])
    theirs = CumIncidenceRight(days.astype(float), kinds)
    assert np.allclose(ours.result, 100 * theirs.cinc[0])
    assert np.allclose(ours.otherwise, 100 * theirs.cinc[1])


def test_delayed_entry_counts_a_case_only_from_when_it_is_seen():
    """By hand: 4 cases; C is seen from day 2 on, so on day 2 only A, B and D are at risk, on day 4 B, C and D."""
    ours = cumulative_incidence([-1, -1, 2, -1], [2, 4, 4, 5], ["result", "otherwise", "result", "result"])
    after_2 = 1 - 1 / 3
    assert list(ours.days) == [2, 4, 5]
    assert list(ours.result) == pytest.approx(
        [100 / 3, 100 / 3 + 100 * after_2 / 3, 100 / 3 + 100 * after_2 / 3 + 100 * after_2 / 3]
    )
    assert list(ours.otherwise) == pytest.approx([0, 100 * after_2 / 3, 100 * after_2 / 3])
    survival = SurvfuncRight([2.0, 4, 4, 5], [1, 1, 1, 1], entry=[-1, -1, 2, -1])
    assert list(100 - ours.result - ours.otherwise) == pytest.approx(list(100 * survival.surv_prob))


def test_delayed_entry_recovers_a_known_curve():
    """Geometric ends at 10% a day; cases are first seen at ages 0–9, those that ended before are never seen."""
    draw = rng(12)
    life, entry = draw.geometric(0.1, 20000), draw.integers(-1, 10, 20000)
    seen = life > entry
    ours = cumulative_incidence(entry[seen], life[seen], ["result"] * int(seen.sum()))
    assert ours.by(10) == pytest.approx(100 * (1 - 0.9**10), abs=1.5)


def test_a_wait_is_over_by_its_age_and_decided_once(tmp_path):
    """Limit of five working days. By hand: over when five days passed without an answer, wherever the answer is now."""

    def begun(n: int):
        return at(working(n), 10)

    def working(n: int):
        """The working day number n of the period; below 0 of the time before it."""
        day = WORKING[0]
        while n < 0:
            day -= timedelta(days=1)
            n += CALENDAR.is_working(day)
        return WORKING[n] if day == WORKING[0] else day

    pauses = [  # case · first day · answered after so many days (None: still waits)
        ("in-time", 2, 5),
        ("over", 2, 6),
        ("still-over", 2, None),
        ("too-young", 16, None),
        ("on-its-last-day", 14, None),
        ("decided-before", -8, None),
        ("decided-before-and-answered", -8, 12),
    ]
    rows = {
        "cases": [{"case_id": case, "scope": "land", "accepted_at": min(at(WORKING[0]), begun(n))} for case, n, _ in pauses],
        "pauses": [
            {
                "case_id": case,
                "reason": "tax_fixing",
                "from_at": begun(n),
                "to_at": at(CALENDAR.add(working(n), d), 10) if d else None,
            }
            for case, n, d in pauses
        ],
    }
    waits = tax_waits(material(tmp_path, rows))
    decided = at_the_limit(waits, 5)
    assert dict(zip(decided["case_id"], decided["waited"] > 5, strict=True)) == {
        "in-time": False,
        "over": True,
        "still-over": True,
    }


def test_a_clock_binds_only_the_waits_that_began_under_it(tmp_path):
    """In force from 24/11/2025, the sixth working day of the period: for waits begun before, its five days are a yardstick."""
    begun = [(2, None), (2, 6), (4, 3), (5, None), (6, 5)]
    rows = {
        "cases": [{"case_id": f"T{n}", "scope": "land", "accepted_at": at(WORKING[0])} for n in range(len(begun))],
        "pauses": [
            {
                "case_id": f"T{n}",
                "reason": "tax_fixing",
                "from_at": at(WORKING[first], 10),
                "to_at": at(CALENDAR.add(WORKING[first], days), 10) if days else None,
            }
            for n, (first, days) in enumerate(begun)
        ],
    }
    said = tax_clock(material(tmp_path, rows)).sentence
    assert "3 trên 5 lần" in said
    assert "chỉ ràng buộc 2 lần bắt đầu từ 24/11/2025 (quá hạn 1)" in said
    assert "với 3 lần bắt đầu trước đó, 05 ngày chỉ là mốc để so" in said
