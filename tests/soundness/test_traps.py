"""Each named trap: the plain query falls into it, the indicator does not."""

from __future__ import annotations

import duckdb
import pytest
from drawn import drawn_example, drawn_settings, flagged
from soundness.traps import TRAPS, Trap

import hcc_helpers.indicators  # noqa: F401  declares the indicators
from hcc_helpers.errors import InputRefused
from hcc_helpers.indicators.definition import CASE_SCOPES, REGISTRY
from hcc_helpers.indicators.measure import measure


def test_there_are_enough_of_them_each_with_a_name(record_property):
    record_property("trust", f"{len(TRAPS)} bẫy có tên")
    assert len(TRAPS) >= 25
    assert len({trap.name for trap in TRAPS}) == len(TRAPS)
    assert all(trap.wrong != trap.right for trap in TRAPS)


@pytest.mark.parametrize("trap", TRAPS, ids=[trap.name for trap in TRAPS])
def test_the_query_is_wrong_and_the_indicator_is_right(trap: Trap, tmp_path):
    _, window, settings = drawn_example(tmp_path, trap.drawing, trap.of, trap.period)
    assert naive(trap, window) == trap.wrong
    con, at_hand = flagged(window, settings)
    whole = [r for r in measure(con, at_hand, settings.rules, list(CASE_SCOPES), only=[trap.indicator]) if r.value is not None]
    assert sum(r.value for r in whole) == pytest.approx(trap.right)


def naive(trap: Trap, window) -> float:
    con = duckdb.connect(":memory:")
    for name, path in window.feeding[0].tables.items():
        con.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{path}')")
    return con.execute(trap.naive).fetchall()[0][0]


def test_a_day_outside_the_calendar_is_an_error_and_no_missing_figure(tmp_path):
    """The house's rule: an error, never a silent wrong answer. A join with the calendar would lose the row without a word."""
    drawing = "case_id | accepted_at | ended_at -> a\nH1 | 1999-01-04 | – -> .\nH2 | 2025-12-01 | – -> ."
    _, window, _ = drawn_example(tmp_path, drawing, "cases", "2025-12")
    con = duckdb.connect(":memory:")
    days = ", ".join(f"('{day}')" for day, *_ in drawn_settings().calendar.rows())
    (joined,) = con.execute(
        f"SELECT count(*) FROM read_parquet('{window.feeding[0].tables['cases']}') c "
        f"JOIN (SELECT CAST(d AS DATE) AS day FROM (VALUES {days}) v(d)) ON day = CAST(accepted_at AS DATE)"
    ).fetchall()[0]
    assert joined == 1
    with pytest.raises(InputRefused, match="ngoài bảng ngày làm việc"):
        flagged(window)


def test_every_trap_is_of_a_declared_indicator():
    assert {trap.indicator for trap in TRAPS} <= REGISTRY.keys()
