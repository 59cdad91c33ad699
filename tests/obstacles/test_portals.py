"""II.2: probes and incidents with a planted truth; shares by days, the effect of incident days beside a linear model."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from obstacle_worlds import PERIOD, WORKING, at, material, rng
from scipy import stats
from scipy.stats import spearmanr
from statsmodels.stats.proportion import proportion_confint

from hcc_helpers.obstacles import portals, strata
from hcc_helpers.obstacles.followed import waited
from hcc_helpers.obstacles.office_time import OfficeTime, merged

PORTAL, PROVINCE = "Cổng Dịch vụ công quốc gia", "Hệ thống của tỉnh"
PROCEDURES = {"A": 1.0, "B": 3.0, "C": 6.0}  # usual hours before acceptance


def a_month(seed, *, slow=0.25, failing=0.03, loaded=0.0, incident_days=8, delay=0.0, handling=0, cases=1200, an_hour=1):
    """Probes of every office hour; online cases that wait longer on incident days by `delay` hours, and take `handling` days more."""
    draw = rng(seed)
    rows = {"cases": [], "probes": [], "incidents": []}
    hit = sorted(draw.choice(len(WORKING) - 6, size=incident_days, replace=False))
    for place in hit:
        day = WORKING[place]
        rows["incidents"].append({"system": PORTAL, "kind": "down", "began_at": at(day, 8), "ended_at": at(day, 9)})
    weight = {(day, hour): 1 + 4 * loaded * draw.random() for day in WORKING for hour in (7, 8, 9, 14)}
    for (day, hour), busy in weight.items():
        for n in range(an_hour):
            for system in (PORTAL, PROVINCE):
                is_ok = draw.random() >= failing
                is_slow = draw.random() < (slow if not loaded else min(1, slow * (busy - 1)))
                rows["probes"].append(
                    {
                        "measured_at": at(day, hour, 5 + 3 * n),
                        "system": system,
                        "is_ok": bool(is_ok),
                        "seconds": (5 if is_slow else 1) if is_ok else None,
                    }
                )
    chances = np.array([busy for busy in weight.values()]) / sum(weight.values())
    for n in range(cases):
        day, hour = list(weight)[draw.choice(len(weight), p=chances)]
        code = "ABC"[draw.integers(3)]
        is_hit = WORKING.index(day) in hit
        waited = draw.normal(PROCEDURES[code], 0.3) * 0.1 + (delay if is_hit else 0)
        submitted = pd.Timestamp(at(day, hour))
        accepted = submitted + pd.Timedelta(seconds=round(3600 * max(waited, 0)))
        took = int(draw.integers(1, 4)) + (handling if is_hit else 0)
        later = WORKING[min(WORKING.index(day) + took, len(WORKING) - 1)]
        rows["cases"].append(
            {
                "case_id": f"H{n:05d}",
                "procedure_code": code,
                "submitted_at": submitted.to_pydatetime(),
                "accepted_at": accepted.to_pydatetime(),
                "ended_at": at(later, 17),
                "status": "finished",
            }
            if WORKING.index(day) + took < len(WORKING)
            else {
                "case_id": f"H{n:05d}",
                "procedure_code": code,
                "submitted_at": submitted.to_pydatetime(),
                "accepted_at": accepted.to_pydatetime(),
            }
        )
    return rows


def found(assessed):
    return {one.claim.id: one for one in assessed.judged}


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    rows = a_month(1, slow=0.3, failing=0.06, loaded=1.0, delay=1.5, handling=2, an_hour=6)
    made = material(tmp_path_factory.mktemp("portals"), rows)
    return rows, made, portals.assess(made)


def test_what_was_planted_is_found(planted):
    rows, _, assessed = planted
    got = found(assessed)
    assert {claim: one.verdict.code for claim, one in got.items()} == {
        "slow": "supported",
        "failing": "supported",
        "because_of_load": "consistent",
        "delays_intake": "consistent",
        "delays_handling": "consistent",
    }
    assert got["failing"].measured.low < 60 < got["failing"].measured.high
    assert got["delays_intake"].measured.low < 1.5 < got["delays_intake"].measured.high
    assert got["delays_handling"].measured.low < 2 < got["delays_handling"].measured.high
    failed = sum(not row["is_ok"] for row in rows["probes"])
    assert got["failing"].measured.value == pytest.approx(1000 * failed / len(rows["probes"]))


def test_nothing_is_found_where_nothing_was_planted(tmp_path):
    rows = a_month(2, slow=0.03, failing=0.001, an_hour=7)
    got = found(portals.assess(material(tmp_path, rows)))
    assert {claim: one.verdict.code for claim, one in got.items()} == dict.fromkeys(got, "not_supported")
    for claim in ("delays_intake", "delays_handling"):
        assert got[claim].measured.low < 0 < got[claim].measured.high


def test_the_effect_of_incident_days_is_the_coefficient_of_a_linear_model(planted):
    _, made, assessed = planted
    frame = waited(made).assign(stratum=lambda f: f["procedure"], day=lambda f: f["submitted_at"].dt.normalize())
    days = portals.exposed_days(OfficeTime(made), portals.incidents(made))
    frame["exposed"] = frame["day"].isin(days).astype(int)
    model = smf.ols("y ~ exposed + C(stratum)", frame).fit(
        cov_type="cluster", cov_kwds={"groups": frame["day"].astype("category").cat.codes}
    )
    one = found(assessed)["delays_intake"].measured
    assert one.value == pytest.approx(model.params["exposed"])
    # clusters drawn again and Student's t: wider than the model's normal interval, but of its size
    ours, theirs = one.high - one.value, 1.96 * model.bse["exposed"]
    assert theirs < ours < 2 * theirs


def test_days_are_the_unit_of_chance():
    """One odd day holds all of the effect: two exposed days are no proof, however many cases lie on them."""
    draw = rng(3)
    frame = pd.DataFrame(
        [
            {"stratum": "A", "cluster": day, "exposed": day < 3, "y": draw.normal(5 if day == 0 else 0, 0.1)}
            for day in range(20)
            for _ in range(200)
        ]
    )
    effect = strata.of_clusters(frame)
    assert effect.value > 1
    assert effect.low < 0 < effect.high
    assert (effect.exposed, effect.exposed_clusters) == (600, 3)


def test_with_one_procedure_and_days_of_one_size_the_interval_is_welchs():
    """Of the days' means, with Welch's degrees of freedom, as scipy has it."""
    draw = rng(5)
    levels = {day: draw.normal(0, 3 if day < 4 else 1) for day in range(12)}
    frame = pd.DataFrame(
        [{"stratum": "A", "cluster": day, "exposed": day < 4, "y": level} for day, level in levels.items() for _ in range(10)]
    )
    effect = strata.of_clusters(frame)
    exposed, others = ([level for day, level in levels.items() if (day < 4) is side] for side in (True, False))
    welch = stats.ttest_ind(exposed, others, equal_var=False).confidence_interval(0.95)
    assert (effect.low, effect.high) == pytest.approx((welch.low, welch.high))


def test_the_p_value_is_that_of_all_permutations():
    """Six days, two exposed: 15 ways to choose them, by hand."""
    from itertools import combinations

    y = [3.0, 2.5, 1.0, 0.5, 0.7, 1.1]
    frame = pd.DataFrame([{"stratum": "A", "cluster": day, "exposed": day < 2, "y": value} for day, value in enumerate(y)])
    every = [
        np.mean([y[i] for i in pair]) - np.mean([y[i] for i in range(6) if i not in pair]) for pair in combinations(range(6), 2)
    ]
    exact = np.mean(np.abs(every) >= abs(every[0]) - 1e-12)
    assert strata.of_clusters(frame).p == pytest.approx(exact, abs=0.03)


def test_a_share_by_days_is_never_surer_than_wilson():
    tries, hits = np.full(20, 30.0), np.zeros(20)
    assert strata.share_by_days(hits, tries)[1:] == pytest.approx(proportion_confint(0, 600, method="wilson"))
    clumped = np.array([30.0, 30.0] + [0.0] * 18)
    value, low, high = strata.share_by_days(clumped, tries)
    wilson = proportion_confint(60, 600, method="wilson")
    assert value == 0.1
    assert low < wilson[0]
    assert high > wilson[1]


def test_the_correlation_with_load_is_scipys(planted):
    rows, _, assessed = planted
    seconds, filed = {}, {}
    for row in rows["probes"]:
        if row["is_ok"]:
            seconds.setdefault(row["measured_at"].replace(minute=0), []).append(row["seconds"])
    for row in rows["cases"]:
        hour = row["submitted_at"].replace(minute=0, second=0, microsecond=0)
        filed[hour] = filed.get(hour, 0) + 1
    hours = sorted(seconds)
    r = spearmanr([np.mean(seconds[hour]) for hour in hours], [filed.get(hour, 0) for hour in hours]).statistic
    assert found(assessed)["because_of_load"].measured.value == pytest.approx(r)


def test_minutes_of_office_hours_count_once_and_only_inside(tmp_path):
    day = WORKING[0]
    office = OfficeTime(material(tmp_path, {"cases": [{}]}))
    spans = [(at(day, 6), at(day, 8)), (at(day, 7, 30), at(day, 9)), (at(day, 11), at(day, 14)), (at(day, 20), at(day, 23))]
    frame = pd.DataFrame(spans, columns=["began", "ended"])
    assert len(merged(frame)) == 3
    assert office.minutes(frame) == 2 * 60 + 30 + 30  # 07:00–09:00, 11:00–11:30, 13:30–14:00
    whole = pd.DataFrame({"began": [pd.Timestamp(PERIOD.start)], "ended": [pd.Timestamp(PERIOD.end)]})
    assert office.minutes(whole) == 20 * 8 * 60


def test_few_probes_are_not_judged(tmp_path):
    rows = a_month(4)
    rows["probes"] = rows["probes"][:80]
    got = found(portals.assess(material(tmp_path, rows)))
    assert (got["slow"].verdict.rule, got["failing"].verdict.rule) == ("V2", "V2")


def test_a_quiet_month_is_not_a_month_without_a_register(tmp_path):
    rows = a_month(5)
    rows["incidents"] = []
    assessed = portals.assess(material(tmp_path / "quiet", rows))
    assert next(cells for label, cells in assessed.grids[-1].rows) == ("0", "0", "0", "100,00%")
    del rows["incidents"], rows["probes"]
    assessed = portals.assess(material(tmp_path / "bare", rows))
    assert {one.verdict.rule for one in assessed.judged} == {"V1"}
    assert [need.table for need in assessed.missing] == ["probes", "incidents"]
    assert assessed.grids == ()
