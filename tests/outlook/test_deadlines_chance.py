"""The chance of being late on generated histories in which the true chance is known: 5% of all cases come late."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from hcc_helpers.outlook import chance

MONTHS, DAYS = 12, 21
TERMS = {"P1": 5, "P2": 10, "P3": 20, "P4": 3}


def daily_rate(term: int, late: float = 0.05) -> float:
    """Finished with the same chance every day: then (1 − rate) ** (term + 1) of the cases are late."""
    return 1 - late ** (1 / (term + 1))


def history(
    cases_a_month: int = 1200, late: float = 0.05, late_at_the_end: float | None = None, seed: int = 7
) -> tuple[pd.DataFrame, list]:
    """Cases of a year, each finished after a geometric number of working days; 5% are not by the due day.

    `late_at_the_end`: cases received in the last quarter are late with this chance instead.
    """
    rng = np.random.default_rng(seed)
    days = pd.bdate_range("2025-01-01", periods=MONTHS * DAYS + 1)
    last = MONTHS * DAYS
    rows = []
    for number in range(cases_a_month * MONTHS):
        procedure = str(rng.choice(list(TERMS)))
        accepted = int(rng.integers(0, last))
        now = late_at_the_end if late_at_the_end is not None and accepted > last * 3 // 4 else late
        taken = int(rng.geometric(daily_rate(TERMS[procedure], now))) - 1
        closed = accepted + taken
        is_closed, due = closed <= last, accepted + TERMS[procedure]
        rows.append(
            (
                f"H{number}",
                procedure,
                days[accepted],
                days[closed] if is_closed else pd.NaT,
                accepted,
                due,
                float(closed) if is_closed else np.nan,
                is_closed,
                is_closed and closed > due,
            )
        )
    evenings = [(days[n].date(), n) for n in range(DAYS, last + 1, DAYS)]
    return pd.DataFrame(rows, columns=chance.COLUMNS), evenings


@pytest.fixture(scope="module")
def steady():
    return history()


def test_five_per_cent_of_the_generated_cases_are_late(steady):
    cases, _ = steady
    finished = cases[cases["is_finished"]]
    assert 0.04 < finished["is_late"].mean() < 0.06


def test_the_chance_is_the_true_one(steady):
    cases, evenings = steady
    curves = chance.hazards(chance.known_at(cases, *evenings[-1]))
    assert set(curves) == set(TERMS)
    for procedure, term in TERMS.items():
        for left in range(1, term + 1):
            true = (1 - daily_rate(term)) ** left
            at_risk = curves[procedure].at_risk[curves[procedure].day > -left][0]
            four_errors = 4 * (true * (1 - true) / at_risk) ** 0.5
            assert four_errors < 0.15, "enough cases to see a wrong estimate"
            assert curves[procedure].late(left) == pytest.approx(true, abs=four_errors), (procedure, left)


def test_open_cases_are_counted_as_not_yet(steady):
    """Without the open cases the estimate would be too low: those that take long are the ones still open."""
    cases, evenings = steady
    early = evenings[0]  # after one month most slow cases are open
    known = chance.known_at(cases, *early)
    closed_only = known[known["closed_on"] <= pd.Timestamp(early[0])]
    whole, cut = (
        chance.hazards(mine)[chance.POOLED if "P3" not in chance.hazards(mine) else "P3"] for mine in (known, closed_only)
    )
    true = (1 - daily_rate(20)) ** 20
    assert abs(whole.late(20) - true) < abs(cut.late(20) - true)


def test_the_back_test_accepts_a_steady_history(steady):
    verdict = chance.back_test(*steady)
    assert verdict.late >= chance.FEWEST_LATE
    assert verdict.trials >= 8
    assert verdict.is_calibrated
    assert verdict.is_shown
    assert verdict.expected == pytest.approx(verdict.came, rel=0.15)
    assert verdict.brier < verdict.brier_flat
    for band in verdict.bands.itertuples():
        if band.cases >= 200:
            assert band.late / band.cases == pytest.approx(band.forecast, abs=0.05)


def test_the_back_test_refuses_a_history_that_turned():
    verdict = chance.back_test(*history(late_at_the_end=0.4))
    assert verdict.late >= chance.FEWEST_LATE
    assert verdict.came > verdict.expected
    assert not verdict.is_calibrated
    assert not verdict.is_shown


def test_no_forecast_looks_ahead(steady):
    """What is known on an evening does not change with what happens later."""
    cases, evenings = steady
    evening = evenings[5]
    known = chance.known_at(cases, *evening)
    later = cases.copy()
    after = later["closed_on"] > pd.Timestamp(evening[0])
    later.loc[after, "n_closed"] += 50
    later.loc[after, ["is_late", "is_finished"]] = [True, False]
    again = chance.known_at(later, *evening)
    pd.testing.assert_frame_equal(known[["case_id", "day", "is_event"]], again[["case_id", "day", "is_event"]])


def test_fewer_than_a_hundred_late_cases_show_nothing():
    verdict = chance.back_test(*history(cases_a_month=100, late=0.03))
    assert 0 < verdict.late < chance.FEWEST_LATE
    assert not verdict.is_shown


def test_too_few_cases_with_as_many_days_left_give_no_chance(steady):
    cases, evenings = steady
    few = chance.known_at(cases.head(20), *evenings[-1])
    assert np.isnan(chance.hazards(few)[chance.POOLED].late(2))
