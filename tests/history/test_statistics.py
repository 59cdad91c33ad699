"""The statistics of comparisons against published worked examples and independent packages, each named at its test."""

import math
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from hcc_helpers.history import change, control, funnel
from hcc_helpers.history.decompose import kitagawa

# Newcombe 1998, Statistics in Medicine 17, 873–890, table II, method 10: part, whole, part, whole → lower, upper.
NEWCOMBE = [
    ((56, 70, 48, 80), (0.0524, 0.3339)),
    ((9, 10, 3, 10), (0.1705, 0.8090)),
    ((6, 7, 2, 7), (0.0582, 0.8062)),
    ((5, 56, 0, 29), (-0.0381, 0.1926)),
    ((0, 10, 0, 20), (-0.1611, 0.2775)),
    ((0, 10, 0, 10), (-0.2775, 0.2775)),
    ((10, 10, 0, 20), (0.6791, 1.0)),
    ((10, 10, 0, 10), (0.6075, 1.0)),
]


@pytest.mark.parametrize(("counts", "published"), NEWCOMBE)
def test_newcombe_as_published(counts, published):
    found = change.share_difference(*counts)
    assert (found.low / 100, found.high / 100) == pytest.approx(published, abs=5e-5)


def test_quasi_poisson_is_that_of_a_generalised_linear_model():
    """statsmodels' GLM with the Pearson scale on the same days."""
    import statsmodels.api as sm

    draw = np.random.default_rng(3)
    now, before = draw.negative_binomial(6, 6 / 86, 20), draw.negative_binomial(6, 6 / 66, 23)
    design = sm.add_constant(np.r_[np.ones(20), np.zeros(23)])
    model = sm.GLM(np.r_[now, before], design, family=sm.families.Poisson()).fit(scale="X2")
    found = change.rate_ratio(now, before)
    assert found.method == "quasi_poisson"
    assert found.dispersion == pytest.approx(model.scale)
    reach = stats.t.ppf(0.975, 41) * model.bse[1]
    assert (found.low, found.high) == pytest.approx((math.exp(model.params[1] - reach), math.exp(model.params[1] + reach)))
    assert found.p == pytest.approx(2 * stats.t.sf(abs(model.params[1]) / model.bse[1], 41))


def test_plain_poisson_only_where_the_days_scatter_little_and_exact():
    even, wild = [10, 11, 9, 10, 10, 12, 8, 10], [0, 30, 1, 25, 2, 20, 0, 2]
    assert change.rate_ratio(even, even).method == "poisson"
    assert change.rate_ratio(wild, even).method == "quasi_poisson"
    # Exact conditional limits: Clopper–Pearson of 5 in 5 + 2 with equal days, as R's poisson.test(c(5, 2)) prints them.
    found = change.rate_ratio([1, 1, 1, 1, 1], [1, 1, 0, 0, 0])
    assert (found.low, found.high) == pytest.approx((0.40926, 26.25), rel=2e-3)
    assert change.rate_ratio([1, 0, 0, 0, 0], [0] * 5).high == math.inf
    assert change.rate_ratio([0] * 5, [0] * 5) is None
    assert change.rate_ratio([4] * 4, [4] * 30) is None


def test_benjamini_hochberg_as_published():
    """Benjamini and Hochberg 1995 (JRSS B 57, 289–300), the 15 p-values of their example: 4 are rejected at 5%."""
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    assert sum(q <= 0.05 for q in change.adjusted(p)) == 4
    assert change.adjusted([]) == []


def test_xmr_limits_as_published():
    """The example of the vignette “Deviations from Excel defaults” of NHSRplotthedots 0.2.2, screened and as in Excel."""
    data = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
    screened, excel = control.xmr(data), control.xmr(data, screen=False)
    assert [round(float(line[0]), 2) for line in (screened.high, screened.mean, screened.low)] == [4.6, 1.94, -0.72]
    assert [round(float(line[0]), 2) for line in (excel.high, excel.mean, excel.low)] == [6.95, 1.94, -3.06]
    assert control.signals(data, screened)["outside"].tolist() == [n == 4 for n in range(18)]


def test_limits_and_rules_are_those_of_an_independent_package():
    """abspc (Aneurin Bevan University Health Board) on 300 series; it runs shifts of 8 and trends of 6."""
    import abspc

    draw = np.random.default_rng(11)
    for number in range(300):
        values = draw.normal(50, 5, 24) + (
            np.linspace(0, 14, 24) if number % 3 == 0 else 6 * (np.arange(24) > 14) * (number % 3 == 1)
        )
        theirs = abspc.detect_special_causes(abspc.calculate_control_limits(pd.DataFrame({"value": values}), "XmR"))
        ours = control.xmr(values, screen=False)
        assert ours.high == pytest.approx(theirs["ucl"].to_numpy())
        assert ours.low == pytest.approx(theirs["lcl"].to_numpy())
        marks = control.signals(values, ours, shift=8, trend=6)
        assert marks["outside"].tolist() == theirs["rule1"].tolist()
        assert marks["shift"].tolist() == theirs["rule2"].tolist()
        assert marks["trend"].tolist() == theirs["rule3"].tolist()


@pytest.mark.parametrize(
    ("rule", "values", "marked"),
    [
        # NHSRplotthedots: the points of the run, not only its last; a point on the mean ends a shift.
        ("shift", [-1] * 7 + [1] * 6 + [1], [True] * 14),
        ("shift", [1, -1] * 7, [False] * 14),
        ("shift", [1] * 6 + [0] + [-1] * 6 + [0], [False] * 14),
        ("trend", [0, 9, 1, 2, 3, 4, 5, 6, 7, 0, 9, 0, 9, 0], [False] * 2 + [True] * 7 + [False] * 5),
        ("trend", [0, 9, 1, 2, 3, 4, 5, 6, 6, 0, 9, 0, 9, 0], [False] * 14),
    ],
)
def test_runs_by_hand(rule, values, marked):
    flat = np.zeros(14)
    limits = control.Limits(flat, flat - 100, flat + 100, "xmr")
    if rule == "trend":
        limits = control.Limits(flat - 50, flat - 1000, flat + 1000, "xmr")
    assert control.signals(np.array(values, float), limits)[rule].tolist() == marked


def test_two_of_three_by_hand():
    """Near is the outer third inside the limits; all three points on that side; only the near ones are marked."""
    flat = np.zeros(5)
    limits = control.Limits(flat, flat - 3, flat + 3, "xmr")

    def marked(*values):
        return control.signals(np.array(values, float), limits)["two_of_three"].tolist()

    assert marked(0, 2.5, 1, 2.5, 0) == [False, True, False, True, False]
    assert marked(0, 2.5, -1, 2.5, 0) == [False] * 5
    assert marked(0, 2.5, 3.5, 2.5, 0) == [False, True, False, True, False]
    assert marked(0, 1.9, 2.5, 1.9, 0) == [False] * 5


# Mohammed and others 2013 (Quality and Safety in Health Care 22, 362–368): A&E patients seen within four hours, 20 weeks.
SEEN = [
    266501,
    264225,
    276532,
    281461,
    269071,
    261215,
    270409,
    279778,
    270483,
    270320,
    267923,
    271478,
    255353,
    256820,
    261835,
    259144,
    255910,
    260863,
    264465,
    260989,
]
CAME = [
    280443,
    276823,
    291681,
    296155,
    282343,
    275888,
    283867,
    295251,
    284468,
    282529,
    279618,
    283932,
    266629,
    268091,
    276803,
    271578,
    266005,
    273520,
    278574,
    273772,
]


def test_laney_on_published_data_as_an_independent_package_has_it():
    """The limits that clinical-qikit 0.5.0 gives on these data; on them a p chart calls nearly every week special."""
    found = control.shares(SEEN, CAME)
    assert found.kind == "laney"
    assert found.sigma_z == pytest.approx(10.64042186349651)
    assert found.high[[0, 1, -1]] == pytest.approx([0.9656697785108682, 0.965753004063246, 0.9658244261654781])
    assert found.low[[0, 1, -1]] == pytest.approx([0.9401296441775141, 0.9400464186251363, 0.9399749965229042])
    assert not control.signals(np.divide(SEEN, CAME), found)["outside"].any()


def test_shares_that_scatter_as_binomial_ones_keep_the_plain_p_chart():
    draw = np.random.default_rng(5)
    wholes = draw.integers(300, 500, 400)
    found = control.shares(draw.binomial(wholes, 0.97), wholes)
    assert found.kind == "p"
    mean = found.mean[0]
    assert found.low == pytest.approx(mean - 3 * np.sqrt(mean * (1 - mean) / wholes))
    assert found.high == pytest.approx(2 * mean - found.low)


# Das Gupta 1993 (Standardization and Decomposition of Rates, table 5.1): household heads, United States, 1970 and 1985,
# per cent of the population in 13 age groups and heads per 100 of each; effects as he prints them: age 1.2269, rate 1.7403.
SIZES = [[129, 109, 95, 80, 78, 84, 86, 78, 70, 59, 47, 36, 49], [101, 112, 116, 109, 94, 77, 63, 60, 63, 59, 51, 40, 55]]
HEADS = [
    [19, 258, 457, 496, 512, 516, 518, 549, 587, 604, 628, 666, 668],
    [22, 243, 458, 525, 561, 556, 560, 574, 572, 612, 639, 686, 722],
]


def test_kitagawa_as_published():
    then, now = (
        {str(n): (heads * size, 1000 * size) for n, (size, heads) in enumerate(zip(s, h, strict=True))}
        for s, h in zip(SIZES, HEADS, strict=True)
    )
    split = kitagawa(then, now)
    assert [round(float(100 * part), 4) for part in (split.before, split.now, split.change, split.mix, split.rate)] == [
        44.7268,
        47.694,
        2.9672,
        1.2269,
        1.7403,
    ]
    assert split.mix + split.rate == split.change


def test_kitagawa_adds_up_exactly_and_new_groups_are_mix_only():
    draw = np.random.default_rng(7)
    for _ in range(50):
        before, now = (
            {f"g{n}": (int(draw.integers(0, whole + 1)), whole) for n in range(8) if (whole := int(draw.integers(0, 40)))}
            for _ in range(2)
        )
        split = kitagawa(before, now)
        assert split.mix + split.rate == split.change == split.now - split.before
        for group in split.groups:
            if group.is_in_one_period_only:
                assert group.rate == 0
    only_new = kitagawa({"a": (9, 10)}, {"a": (9, 10), "b": (0, 10)})
    assert only_new.rate == 0
    assert only_new.mix == Fraction(-45, 100)
    assert [g.name for g in only_new.groups if g.is_in_one_period_only] == ["b"]
    assert kitagawa({}, {"a": (1, 2)}) is None


def test_funnel_limits_are_exact():
    """clinical-qikit 0.5.0 on the same sizes (Spiegelhalter 2005, A.1.1), and the coverage counted with scipy."""
    published = {
        (0.95, 20): (0.71494012135, 0.99986052450),
        (0.95, 1000): (0.92698332038, 0.96949665263),
        (0.5, 50): (0.27277082766, 0.70722917234),
    }
    for (centre, whole), expected in published.items():
        assert funnel.limits(whole, centre, funnel.WIDE) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("centre", [0.5, 0.9, 0.98])
@pytest.mark.parametrize("whole", [20, 60, 400, 2500])
def test_a_commune_like_the_others_is_seldom_called_unlike_them(centre, whole):
    """Every possible count with its chance: at most 5% outside the narrow limits, 0.2% outside the wide ones."""
    outside = {"above": 0.0, "below": 0.0, "high": 0.0, "low": 0.0, "inside": 0.0}
    for part, chance in enumerate(stats.binom.pmf(np.arange(whole + 1), whole, centre)):
        outside[funnel._place(part, whole, centre)] += chance
    assert outside["above"] + outside["below"] <= funnel.WIDE
    assert 1 - outside["inside"] <= funnel.NARROW


def test_ranks_come_with_intervals_and_twins_share_theirs():
    counts = {"a": (990, 1000), "b": (900, 1000), "c": (900, 1000), "d": (500, 1000)}
    centre, found = funnel.compare(counts)
    by_name = {commune.name: commune for commune in found}
    assert centre == pytest.approx(0.8225)
    assert (by_name["a"].rank, by_name["a"].rank_low, by_name["a"].rank_high) == (1, 1, 1)
    assert (by_name["b"].rank_low, by_name["b"].rank_high) == (by_name["c"].rank_low, by_name["c"].rank_high) == (2, 3)
    assert by_name["a"].place == "above"
    assert by_name["d"].place == "below"
    assert funnel.compare(counts) == (centre, found)


# ------------------------------------------------------------- generated series: what is planted is found, what is not is not

SERIES, POINTS = 1000, 24


def any_signal(values: np.ndarray, limits) -> np.ndarray:
    return np.logical_or.reduce([marks.any(axis=-1) for marks in control.signals(values, limits).values()])


def test_control_charts_alarm_no_more_than_stated_and_find_a_planted_shift():
    draw = np.random.default_rng(17)
    steady = draw.normal(90, 8, (SERIES, POINTS))
    rate = any_signal(steady, control.xmr(steady)).mean()
    assert 0.02 < rate <= control.FALSE_ALARMS_PCT / 100
    shifted = steady + 24 * (np.arange(POINTS) >= 14)
    assert any_signal(shifted, control.xmr(shifted)).mean() > 0.95


def test_share_charts_alarm_no_more_than_stated_also_when_shares_scatter_more_than_binomial_ones():
    draw = np.random.default_rng(19)
    wholes = draw.integers(250, 500, (SERIES, POINTS))
    for true in (np.full((SERIES, POINTS), 0.9), draw.beta(90, 10, (SERIES, POINTS))):
        parts = draw.binomial(wholes, true)
        assert any_signal(parts / wholes, control.shares(parts, wholes)).mean() <= control.FALSE_ALARMS_PCT / 100
        fewer = draw.binomial(wholes, np.where(np.arange(POINTS) >= 14, true - 0.09, true))
        assert any_signal(fewer / wholes, control.shares(fewer, wholes)).mean() > 0.9


def test_the_test_of_counts_keeps_its_level_where_plain_poisson_does_not():
    """Days that scatter three times as Poisson ones do: 5% false alarms, not the 26% of a Poisson test; +30% is found."""
    draw = np.random.default_rng(23)
    mean, spread = 80, 3
    size = mean / (spread - 1)
    days = draw.negative_binomial(size, size / (size + mean), (SERIES, 43))
    p = [change.rate_ratio(row[:20], row[20:]).p for row in days]
    plain = [change._exact(int(row[:20].sum()), 20, int(row[20:].sum()), 23, 1.0).p for row in days[:300]]
    assert 0.03 < np.mean(np.array(p) < 0.05) < 0.07
    assert np.mean(np.array(plain) < 0.05) > 0.15
    more = draw.negative_binomial(size, size / (size + 1.3 * mean), (200, 20))
    assert np.mean([change.rate_ratio(row, other[20:]).p < 0.05 for row, other in zip(more, days[:200], strict=True)]) > 0.95


def test_the_test_of_shares_keeps_its_level():
    draw = np.random.default_rng(29)
    parts = draw.binomial(900, 0.97, (SERIES, 2))
    p = np.array([change.share_difference(a, 900, b, 900).p for a, b in parts.tolist()])
    assert (p < 0.05).mean() <= 0.05
    worse = draw.binomial(900, 0.93, 200)
    assert (
        np.mean([change.share_difference(int(b), 900, int(a), 900).p < 0.05 for a, b in zip(parts[:200, 0], worse, strict=True)])
        > 0.9
    )
