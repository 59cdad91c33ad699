"""Every count, total and quantile carries an example, and the example is the test: exactly the rows that it marks count.

The drawn tables go through the real floors: snapshot, derive step, flags, condition. A row's answer is yes or no (count),
the amount (total) or the row's own value (quantile); the figure itself is then what `measure` gives for the window.
"""

from __future__ import annotations

import pytest
from drawn import drawn_example, flagged, typed

import hcc_helpers.indicators  # noqa: F401  declares the indicators
from hcc_helpers.indicators.definition import REGISTRY, Indicator
from hcc_helpers.indicators.example import SETTINGS, read_example
from hcc_helpers.indicators.measure import measure
from hcc_helpers.numbers_vn import parse_number
from hcc_helpers.sources.columns import TABLES
from hcc_helpers.vocabulary import UNREADABLE, VOCABULARIES

COMPUTED_FROM_ROWS = [indicator.id for indicator in REGISTRY.values() if indicator.kind in {"count", "total", "quantile"}]
ORDINARY, CALENDAR = "2025-12", "2025-11@calendar"  # the period of all examples; of those that look at a calendar month


def period_of(indicator: Indicator) -> str:
    return CALENDAR if indicator.calendar_month else ORDINARY


@pytest.mark.parametrize("id", COMPUTED_FROM_ROWS)
def test_exactly_the_marked_rows_are_counted(id, tmp_path):
    indicator = REGISTRY[id]
    assert indicator.example, f"{id} has no example"
    example, window, settings = drawn_example(tmp_path, indicator.example, indicator.of, period_of(indicator))
    own = next(drawing for drawing in example.drawings if drawing.table == indicator.of)
    con, at_hand = flagged(window, settings)

    key = TABLES[indicator.of].key[0]
    value = indicator.column or "'yes'"
    rows = con.execute(f"SELECT {key}, {value} FROM {indicator.of} WHERE {indicator.which.sql}").fetchall()
    counted = sorted((name, as_drawn(found)) for name, found in rows if found is not None)
    marked = sorted((typed(indicator.of, row)[key], answer) for row, answer in own.rows if answer != "no")
    assert counted == marked

    scopes = sorted({scope for (scope,) in con.execute(f"SELECT DISTINCT scope FROM {indicator.of}").fetchall()})
    results = [r for r in measure(con, at_hand, settings.rules, scopes, only=[id]) if r.value is not None]
    assert sum(r.value for r in results) == pytest.approx(expected_figure(indicator, example.result, [a for _, a in marked]))


def as_drawn(value) -> str:
    return value if isinstance(value, str) else f"{value:g}" if isinstance(value, float) else str(value)


def expected_figure(indicator: Indicator, result: str, answers: list[str]) -> float:
    if indicator.kind == "quantile":
        assert result, f"{indicator.id}: the last line of the example gives the value, “= 4,5”"
        return float(parse_number(result))
    assert not result, f"{indicator.id}: only a quantile has a result line"
    return len(answers) if indicator.kind == "count" else sum(int(answer) for answer in answers)


@pytest.mark.parametrize("id", COMPUTED_FROM_ROWS)
def test_an_example_shows_what_is_in_and_what_is_out(id):
    """Both answers occur, every row has one, and codes are of the closed lists: a typing slip must not look like an answer."""
    indicator = REGISTRY[id]
    example = read_example(indicator.example, indicator.of)
    answers = [answer for drawing in example.drawings if drawing.table == indicator.of for _, answer in drawing.rows]
    assert all(answers), "a row without an answer"
    assert "no" in answers, "no row shows what is left out"
    assert set(answers) != {"no"}, "no row shows what is counted"
    if indicator.kind == "count":
        assert set(answers) == {"yes", "no"}
    for drawing in example.drawings:
        if drawing.table not in SETTINGS:
            check_codes(drawing)


def check_codes(drawing) -> None:
    codes = {c.name: {*VOCABULARIES[c.vocabulary], UNREADABLE, "–"} for c in TABLES[drawing.table].columns if c.type == "code"}
    yes_no = {c.name for c in TABLES[drawing.table].columns if c.type == "yes_no"}
    for row, _ in drawing.rows:
        assert all(row[name] in codes[name] for name in codes.keys() & row.keys()), row
        assert all(row[name] in {"có", "không", "–"} for name in yes_no & row.keys()), row


def test_a_share_needs_no_example_of_its_own():
    """A share is two named counts, each with an example; a text there would be read by nothing."""
    assert [i.id for i in REGISTRY.values() if i.kind in {"share", "ratio"} and i.example] == []
