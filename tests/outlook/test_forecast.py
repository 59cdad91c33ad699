"""Forecasts on invented histories whose truth is known: 30 periods with two Tếts behind and one ahead.

The truth: a level that wanders, a factor a weekday, a factor a working week around Tết, and the scatter of counts.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from hcc_helpers.errors import WrongWords
from hcc_helpers.outlook.daily import weekly, working_days
from hcc_helpers.outlook.forecast import AHEAD, FEWEST_DAYS, forecast
from hcc_helpers.outlook.methods import ALL, NAIVE, SIMPLE, predict
from hcc_helpers.outlook.tet import load_scenario, next_tet, tet_weeks, tets
from hcc_helpers.workdays import load_calendar

CALENDAR = load_calendar(Path(__file__).resolve().parents[2] / "data" / "reference" / "working_days.csv")
WEEKDAY = (1.15, 1.05, 1.0, 0.95, 0.85)
TET = {-4: 1.1, -3: 1.2, -2: 1.45, -1: 1.3, 0: 1.0, 1: 0.55, 2: 0.8}
FIRST, LAST = date(2023, 8, 15), date(2026, 3, 14)  # the windows of 2023-09 … 2026-03: 31 months, Tết 2024, 2025, 2026


def history(seed: int, level: float, growth: float) -> pd.Series:
    """Cases a working day; `growth` a year. Truth times a slowly wandering level, gamma and Poisson scatter."""
    rng = np.random.default_rng(seed)
    days, wander, counts = working_days(CALENDAR, FIRST, LAST), 0.0, []
    for number, (day, week) in enumerate(zip(days, tet_weeks(CALENDAR, days), strict=True)):
        wander = 0.95 * wander + rng.normal(0, 0.02)
        mean = level * (1 + growth * number / 250) * WEEKDAY[min(day.weekday(), 4)] * TET[week] * np.exp(wander)
        counts.append(rng.poisson(mean * rng.gamma(40, 1 / 40)))
    return pd.Series(counts, index=pd.Index(days, dtype=object))


@pytest.fixture(scope="module")
def tried() -> pd.DataFrame:
    """One row a series, origin and day ahead: actual, expected, low, high, naive; the last origins look over Tết 2026."""
    rows = []
    for seed, level, growth in ((1, 90, 0.1), (2, 55, 0.0), (3, 200, 0.2), (4, 30, -0.1), (5, 12, 0.1)):
        counts = history(seed, level, growth)
        assert len(counts) > 30 * 20
        for cut in (520, 560, 600, len(counts) - AHEAD):
            days = list(counts.index[cut : cut + AHEAD])
            found = forecast(counts.iloc[:cut], days, CALENDAR)
            naive = predict(NAIVE, counts.iloc[:cut], days, CALENDAR).values
            part = found.days.assign(series=seed, cut=cut, actual=counts.iloc[cut : cut + AHEAD].to_numpy(), naive=naive)
            part["method"] = found.method
            rows.append(part)
    return pd.concat(rows)


def test_the_forecast_beats_the_repeated_week(tried):
    ours = (tried["expected"] - tried["actual"]).abs()
    naive = (tried["naive"] - tried["actual"]).abs()
    assert ours.mean() < 0.85 * naive.mean()
    by_series = pd.DataFrame({"series": tried["series"], "ours": ours, "naive": naive}).groupby("series").mean()
    assert (by_series["ours"] < by_series["naive"]).all()
    around_tet = tried["tet_week"] != 0
    assert ours[around_tet].mean() < 0.75 * naive[around_tet].mean()  # the known effect is learned from two Tếts
    assert not tried["is_without_tet"].any()


def test_eight_in_ten_days_lie_inside_the_interval(tried):
    inside = (tried["actual"] >= np.floor(tried["low"])) & (tried["actual"] <= np.ceil(tried["high"]))
    assert 0.70 <= inside.mean() <= 0.90, inside.mean()
    assert 0.60 <= inside[tried["tet_week"] != 0].mean() <= 0.97
    assert (tried["low"] <= tried["expected"]).all()
    assert (tried["expected"] <= tried["high"]).all()


def test_the_back_test_is_shown_and_the_best_is_chosen():
    counts = history(1, 90, 0.1)
    found = forecast(counts, working_days(CALENDAR, date(2026, 3, 15), date(2026, 4, 14)), CALENDAR)
    assert {one.method for one in found.tested} == set(ALL)
    assert [one.mae_day for one in found.tested] == sorted(one.mae_day for one in found.tested)
    assert found.tested[0].is_chosen
    assert found.tested[0].method == found.method != NAIVE
    assert found.why_simple == ""
    assert found.tets_seen == 3
    inside, of = found.covered
    assert 0.7 <= inside / of <= 0.9


def test_the_score_of_the_repeated_week_is_that_of_a_loop_by_hand():
    counts = history(2, 55, 0.0).iloc[:117]
    found = forecast(counts, list(history(2, 55, 0.0).index[117:139]), CALENDAR)
    misses = []
    for cut in range(112, 29, -5):
        for day, value in list(counts.items())[cut : cut + 22]:
            same = [v for d, v in list(counts.items())[:cut] if d.weekday() == day.weekday()]
            misses.append(abs(value - max(same[-1], 0.5)))
    assert next(one.mae_day for one in found.tested if one.method == NAIVE) == pytest.approx(np.mean(misses))


def test_less_than_a_year_falls_back_and_says_why():
    whole = history(1, 90, 0.1)
    counts = whole.iloc[: FEWEST_DAYS - 1]
    found = forecast(counts, list(whole.index[len(counts) : len(counts) + 60]), CALENDAR)
    assert found.method in SIMPLE
    assert "chưa đủ một năm" in found.why_simple
    widths = np.log(found.days["high"] / found.days["low"])
    assert widths.iloc[-1] > widths.iloc[0]  # the farther, the less sure


def test_a_few_days_still_give_an_interval_and_fewer_nothing():
    counts = history(1, 90, 0.1).iloc[:12]
    days = working_days(CALENDAR, date(2023, 9, 1), date(2023, 9, 30))
    found = forecast(counts, days, CALENDAR)
    assert found.tested == []
    assert found.covered is None
    assert (found.days["high"] > found.days["expected"]).all()
    assert forecast(counts.iloc[:4], days, CALENDAR) is None
    assert forecast(counts * 0, days, CALENDAR) is None


def test_a_future_tet_without_an_earlier_one_is_marked_and_left_out_of_the_number():
    counts = history(1, 90, 0.1)
    counts = counts[(counts.index > date(2024, 3, 15)) & (counts.index < date(2024, 12, 15))]
    days = working_days(CALENDAR, date(2024, 12, 15), date(2025, 2, 16))
    found = forecast(counts, days, CALENDAR)
    marked = found.days[found.days["is_without_tet"]]
    assert list(marked["tet_week"]) == [-4] * 5 + [-3] * 5 + [-2] * 5 + [-1] * 5 + [1] * 5 + [2] * 5
    assert found.tets_seen == 0


def test_the_forecast_is_the_same_each_time():
    counts = history(3, 200, 0.2)
    days = working_days(CALENDAR, date(2026, 3, 15), date(2026, 4, 14))
    one, other = forecast(counts, days, CALENDAR), forecast(counts, days, CALENDAR)
    pd.testing.assert_frame_equal(one.days, other.days)
    pd.testing.assert_frame_equal(one.weeks, other.weeks)


def test_weeks_and_total_are_sums_of_the_days():
    counts = history(2, 55, 0.0)
    days = working_days(CALENDAR, date(2026, 3, 15), date(2026, 5, 14))
    found = forecast(counts, days, CALENDAR)
    assert found.weeks["expected"].sum() == pytest.approx(found.days["expected"].sum())
    assert list(found.weeks["expected"]) == pytest.approx(list(weekly(found.days)["expected"]))
    assert found.weeks.loc[date(2026, 4, 27), "days"] == 2  # Hùng kings observed, 30 April, 1 May
    expected, low, high = found.total(days[0], days[21])
    assert expected == pytest.approx(found.days["expected"].iloc[:22].sum())
    assert low < expected < high


# ------------------------------------------------------------------------------------------------- Tết


@pytest.mark.parametrize(
    ("year", "off_from", "off_to"),
    [
        (2025, date(2025, 1, 25), date(2025, 2, 2)),
        (2026, date(2026, 2, 14), date(2026, 2, 22)),
        (2027, date(2027, 2, 4), date(2027, 2, 10)),
    ],
)
def test_the_break_of_a_year(year, off_from, off_to):
    (tet,) = [one for one in tets(CALENDAR) if one.first.year == year]
    assert (tet.off_from, tet.off_to) == (off_from, off_to)


def test_working_weeks_around_tet():
    days = working_days(CALENDAR, date(2026, 1, 16), date(2026, 3, 9))
    weeks = dict(zip(days, tet_weeks(CALENDAR, days), strict=True))
    assert weeks[date(2026, 1, 16)] == 0
    assert weeks[date(2026, 1, 19)] == -4
    assert weeks[date(2026, 2, 13)] == -1
    assert weeks[date(2026, 2, 23)] == 1
    assert weeks[date(2026, 3, 6)] == 2
    assert weeks[date(2026, 3, 9)] == 0
    assert next_tet(CALENDAR, date(2025, 12, 14)).first == date(2026, 2, 17)
    assert next_tet(CALENDAR, date(2027, 12, 1)) is None
    assert tets(load_calendar(None)) == []


def test_the_scenario_is_an_assumption_with_a_date_and_a_source(tmp_path):
    scenario = load_scenario(tmp_path, date(2025, 12, 14))
    assert scenario.certainty == "giả định"
    assert scenario.source
    assert [scenario.factor(week) for week in (-4, -1, 0, 1, 2)] == [scenario.before[0], scenario.before[3], 1.0, *scenario.after]
    assert load_scenario(tmp_path, scenario.since - timedelta(days=1)) is None
    (tmp_path / "reference").mkdir()
    own = '[[scenario]]\nfrom = 2025-01-01\nbefore = [1.0, 1.0, 1.0]\nafter = [1.0, 1.0]\nsource = "x"\ncertainty = "văn bản"\n'
    (tmp_path / "reference" / "tet_scenario.toml").write_text(own, encoding="utf-8")
    with pytest.raises(WrongWords) as error:
        load_scenario(tmp_path, date(2025, 12, 14))
    assert "giả định" in error.value.text()
