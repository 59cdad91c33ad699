"""Expected new cases of the coming working days and weeks, each with an interval of 80%.

The method is chosen by rolling-origin back-test (Tashman 2000): the history is cut at many past days, each method says
what came next, and the smallest mean absolute error wins; the rule to beat repeats last week. What the method missed by on
the whole is taken off (a growing series is foretold too low by a level of past weeks). The interval of a day or week is what
is left of the misses, at the same distance ahead; that of a whole period joins the misses of whole periods, of which few do
not overlap, with the scatter of the days as a count model has it. With less than a year only the simple methods stand to choose.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import pandas as pd

from hcc_helpers.outlook.daily import weekly
from hcc_helpers.outlook.methods import ALL, LABELS, MEAN, SIMPLE, Predicted, predict, predict_all
from hcc_helpers.outlook.tet import tet_weeks
from hcc_helpers.workdays import Calendar

COVERAGE = 0.8  # of the intervals
FEWEST_DAYS = 245  # working days at hand (a year without its days off) from which on effects of the year can be fitted
FEWEST_TO_TEST = 30  # working days before the first cut of a back-test
FEWEST_MISSES = 10  # cuts below which the interval is taken from the scatter of the days instead
AHEAD = 22  # working days that a back-test looks ahead: about one period
MOST_CUTS, STEP = 40, 5
_BANDS = (5, 11, AHEAD)  # the misses of 1–5, 6–11 and 12–22 working days ahead are kept apart
WEEK_DAYS = 5
LEVEL_DAYS = 20  # working days whose chance is in a method's level and its correction together (chosen on simulated histories)
MODEL_FREEDOM = 8  # how much the count model weighs beside the periods seen (chosen on simulated histories)
_Z = 1.2816  # of a normal distribution, one tenth above


@dataclass(frozen=True)
class Tested:
    """One method in the back-test: mean absolute error a day and a week (cases), how many cuts, and whether it was chosen."""

    method: str
    mae_day: float
    mae_week: float
    cuts: int
    is_chosen: bool

    @property
    def label(self) -> str:
        return LABELS[self.method]


@dataclass(frozen=True)
class Forecast:
    """What is expected. `days`, `weeks`: expected, low, high; days also tet_week and is_without_tet (its effect is not in the number)."""

    days: pd.DataFrame
    weeks: pd.DataFrame
    method: str
    tested: list[Tested]
    why_simple: str  # why no effects were fitted, in Vietnamese; "" where they were
    covered: tuple[int, int] | None  # days of the back-test inside the interval known before them, of how many
    tets_seen: int  # Tết breaks whose weeks lie in the history
    misses: _Misses = field(repr=False)

    def total(self, first: date, last: date) -> tuple[float, float, float]:
        """(expected, low, high) of all days from `first` to `last`."""
        inside = self.days[(self.days.index >= first) & (self.days.index <= last)]
        expected = float(inside["expected"].sum())
        # Fewer days even out less, days beyond what was tested wander farther (assumption).
        spread = max(len(inside) / AHEAD, AHEAD / max(len(inside), 1)) ** 0.5
        # The weeks around one Tết lie high or low together, so what is not known of each adds up instead of evening out.
        tet = float((inside["expected"] * inside["tet_error"]).sum()) / max(expected, 0.5)
        reach = float(np.hypot(self.misses.total * spread, tet))
        return expected, expected * np.exp(-reach), expected * np.exp(reach)


@dataclass(frozen=True)
class _Misses:
    """Logs of actual / expected at the two ends of the interval, by distance ahead: of days, of weeks; half the width of a whole period.

    `bias`: the log of all that came over all that the method had said, already taken off."""

    days: tuple[tuple[float, float], ...]
    weeks: tuple[tuple[float, float], ...]
    total: float
    bias: float = 0.0


def forecast(counts: pd.Series, days: list[date], calendar: Calendar) -> Forecast | None:
    """The forecast of `days`, which follow the history; None with fewer than five working days at hand or nothing received.

    Deterministic: no random numbers anywhere.
    """
    if len(counts) < 5 or not counts.sum() or not days:
        return None
    methods = ALL if len(counts) >= FEWEST_DAYS else SIMPLE
    rows = _back_test(counts, methods, calendar)
    tested = _score(rows, methods)
    method = next((one.method for one in tested if one.is_chosen), MEAN)
    misses = _misses_of(rows, method, counts) if rows is not None and rows["cut"].nunique() >= FEWEST_MISSES else _scatter(counts)
    predicted = predict(method, counts, days, calendar)
    predicted = Predicted(predicted.values * np.exp(misses.bias), predicted.tet_error)
    table = _with_intervals(days, predicted, misses, calendar)
    seen = _tets_seen(counts, calendar)
    is_fitted = method not in SIMPLE and seen > 0
    table["is_without_tet"] = (table["tet_week"] != 0) & (not is_fitted)
    weeks = _weeks(table, misses)
    return Forecast(table, weeks, method, tested, _why_simple(counts), _covered(rows, method), seen, misses)


def _why_simple(counts: pd.Series) -> str:
    if len(counts) >= FEWEST_DAYS:
        return ""
    return (
        f"số liệu có {len(counts)} ngày làm việc, chưa đủ một năm ({FEWEST_DAYS} ngày làm việc), "
        "nên chưa ước lượng được ảnh hưởng của ngày lễ, Tết và xu hướng"
    )


def _tets_seen(counts: pd.Series, calendar: Calendar) -> int:
    """Years whose last working week before Tết lies in the history."""
    days = list(counts.index)
    return len({day.year for day, week in zip(days, tet_weeks(calendar, days), strict=True) if week == -1})


def _back_test(counts: pd.Series, methods: tuple[str, ...], calendar: Calendar) -> pd.DataFrame | None:
    """One row a cut and day after it: cut, day, ahead (1 …), actual, and a column a method. None where nothing can be cut."""
    first = FEWEST_TO_TEST if methods == SIMPLE else max(FEWEST_TO_TEST, len(counts) // 2)
    cuts = list(range(len(counts) - STEP, first - 1, -STEP))[:MOST_CUTS][::-1]
    parts = []
    for cut in cuts:
        coming = counts.iloc[cut : cut + AHEAD]
        found = predict_all(methods, counts.iloc[:cut], list(coming.index), calendar)
        columns = {method: np.maximum(one.values, 0.5) for method, one in found.items()}
        parts.append(
            pd.DataFrame(
                {
                    "cut": cut,
                    "day": list(coming.index),
                    "ahead": range(1, len(coming) + 1),
                    "actual": coming.to_numpy(),
                    **columns,
                }
            )
        )
    return pd.concat(parts, ignore_index=True) if parts else None


def _score(rows: pd.DataFrame | None, methods: tuple[str, ...]) -> list[Tested]:
    """The methods, best first. A method has to beat the repeated week, else that is taken."""
    if rows is None:
        return []
    weeks = _by_week(rows, methods)
    errors = {method: (rows[method] - rows["actual"]).abs().mean() for method in methods}
    best = min(methods, key=lambda method: (errors[method], methods.index(method)))
    tested = [
        Tested(m, float(errors[m]), float((weeks[m] - weeks["actual"]).abs().mean()), int(rows["cut"].nunique()), m == best)
        for m in methods
    ]
    return sorted(tested, key=lambda one: (one.mae_day, methods.index(one.method)))


def _by_week(rows: pd.DataFrame, methods) -> pd.DataFrame:
    """The back-test summed over calendar weeks of at least three working days."""
    monday = [day - timedelta(days=day.weekday()) for day in rows["day"]]
    grouped = rows.assign(monday=monday, days=1).groupby(["cut", "monday"], sort=True)
    summed = grouped[["days", "actual", *methods]].sum()
    summed["ahead"] = grouped["ahead"].max()
    return summed[summed["days"] >= 3].reset_index()


def _misses_of(rows: pd.DataFrame, method: str, counts: pd.Series) -> _Misses:
    bias = float(np.log(max(float(rows["actual"].sum()), 0.5) / rows[method].sum()))
    rows = rows.assign(**{method: rows[method] * np.exp(bias)})
    return _Misses(
        _by_band(rows, method), _by_band(_by_week(rows, (method,)), method), _reach_of_total(rows, method, counts), bias
    )


def _dispersion(rows: pd.DataFrame, method: str) -> float:
    """Variance over mean of the days near the cut, around what was said of them; at least 1 (Poisson)."""
    near = rows[rows["ahead"] <= WEEK_DAYS]
    return max(1.0, float(((near["actual"] - near[method]) ** 2 / near[method]).mean()))


def _reach_of_total(rows: pd.DataFrame, method: str, counts: pd.Series) -> float:
    """Half the width of a whole period's interval, as a logarithm.

    The mean square of the misses of whole periods counts as many degrees of freedom as periods lie side by side in the back-test;
    the variance of a count model (dispersion of the days around what was said, and of the level that rests on as many days) counts
    MODEL_FREEDOM. Student's t on the sum of both.
    """
    from scipy.stats import t as student

    sizes = rows.groupby("cut").size()
    whole = rows.groupby("cut")[["actual", method]].sum()[sizes >= AHEAD - STEP]
    dispersion = _dispersion(rows, method)
    mean = float(counts.iloc[-AHEAD:].mean()) or 0.5
    model = dispersion / (mean * AHEAD) * (1 + AHEAD / LEVEL_DAYS)
    side_by_side = max(0.0, (len(whole) - 1) * STEP / AHEAD)
    seen = float((_log_ratio(whole, method) ** 2).mean()) if len(whole) else model
    free = side_by_side + MODEL_FREEDOM
    variance = (side_by_side * seen + MODEL_FREEDOM * model) / free
    return float(student.ppf((1 + COVERAGE) / 2, free)) * variance**0.5


def _by_band(rows: pd.DataFrame, method: str) -> tuple[tuple[float, float], ...]:
    """The ends by distance ahead; never narrower farther away than nearer."""
    found, low, high, floor = [], 0.0, 0.0, 0
    for band in _BANDS:
        mine = rows[(rows["ahead"] > floor) & (rows["ahead"] <= band)]
        if len(mine) >= FEWEST_MISSES:
            ends = _ends(_log_ratio(mine, method))
            low, high = min(low, ends[0]), max(high, ends[1])
        found.append((low, high))
        floor = band
    return tuple(found)


def _log_ratio(rows: pd.DataFrame, method: str) -> np.ndarray:
    return np.log(np.maximum(rows["actual"].to_numpy(dtype=float), 0.5) / rows[method].to_numpy(dtype=float))


def _ends(values: np.ndarray) -> tuple[float, float]:
    """The order statistics that leave a tenth of the next values out on either side (n + 1 rule)."""
    ordered, tail = np.sort(values), (1 - COVERAGE) / 2
    rank = max(int(np.floor((len(ordered) + 1) * tail)), 1)
    return float(ordered[rank - 1]), float(ordered[-rank])


def _scatter(counts: pd.Series) -> _Misses:
    """Without a back-test: the scatter of the days at hand, at least that of pure chance (Poisson), and of their mean."""
    mean, n = float(counts.mean()), len(counts)
    relative = max(float(counts.var(ddof=1)), mean) ** 0.5 / mean
    day, level = _Z * relative * (1 + 1 / n) ** 0.5, _Z * relative / min(n, 5) ** 0.5
    week = max(day / 5**0.5, level)
    return _Misses(((-day, day),) * len(_BANDS), ((-week, week),) * len(_BANDS), level)


def _band_of(ends: tuple[tuple[float, float], ...], ahead: int) -> tuple[float, float]:
    """The ends at a distance; beyond what was tested they widen with the square root of the distance (assumption, printed)."""
    number = next((number for number, band in enumerate(_BANDS) if ahead <= band), len(_BANDS) - 1)
    widening = max(1.0, ahead / AHEAD) ** 0.5
    return ends[number][0] * widening, ends[number][1] * widening


def _with_intervals(days: list[date], predicted, misses: _Misses, calendar: Calendar) -> pd.DataFrame:
    table = pd.DataFrame({"expected": np.maximum(predicted.values, 0)}, index=pd.Index(days, dtype=object))
    ends = [_band_of(misses.days, ahead) for ahead in range(1, len(days) + 1)]
    tet = _Z * predicted.tet_error
    table["low"] = table["expected"] * np.exp(-np.hypot([low for low, _ in ends], tet))
    table["high"] = table["expected"] * np.exp(np.hypot([high for _, high in ends], tet))
    table["tet_week"] = tet_weeks(calendar, days)
    table["tet_error"] = tet
    return table


def _weeks(table: pd.DataFrame, misses: _Misses) -> pd.DataFrame:
    """Calendar weeks by their Monday: days, expected, low, high, tet_week, is_without_tet, first and last working day."""
    aheads = pd.Series(range(1, len(table) + 1), index=table.index)
    found = weekly(table[["expected"]].assign(days=1))
    mondays = pd.Index([day - timedelta(days=day.weekday()) for day in table.index], dtype=object)
    ahead, tet = aheads.groupby(mondays).max(), table["tet_error"].groupby(mondays).max()
    ends = [_band_of(misses.weeks, a) for a in ahead]
    # A week cut short has fewer days to even out: its interval is wider, as the square root of what is missing.
    short = np.sqrt(5 / np.minimum(found["days"], 5))
    found["low"] = found["expected"] * np.exp(-np.hypot([low for low, _ in ends] * short, tet))
    found["high"] = found["expected"] * np.exp(np.hypot([high for _, high in ends] * short, tet))
    by = table.groupby(mondays)
    found["tet_week"] = by["tet_week"].apply(lambda weeks: next((week for week in weeks if week), 0))
    found["is_without_tet"] = by["is_without_tet"].any()
    found["first"], found["last"] = (
        pd.Series(table.index, index=table.index).groupby(mondays).agg(end) for end in ("min", "max")
    )
    return found


def _covered(rows: pd.DataFrame | None, method: str) -> tuple[int, int] | None:
    """How many days of the back-test lay inside the interval that the days before their cut gave."""
    if rows is None or rows["cut"].nunique() < FEWEST_MISSES:
        return None
    inside, of = 0, 0
    for cut in sorted(rows["cut"].unique()):
        known = rows[rows["cut"] + rows["ahead"] <= cut]
        if known["cut"].nunique() < FEWEST_MISSES:
            continue
        ends, mine = _by_band(known, method), rows[rows["cut"] == cut]
        logs = _log_ratio(mine, method)
        pairs = [_band_of(ends, ahead) for ahead in mine["ahead"]]
        inside += int(sum(low <= value <= high for value, (low, high) in zip(logs, pairs, strict=True)))
        of += len(mine)
    return (inside, of) if of else None
