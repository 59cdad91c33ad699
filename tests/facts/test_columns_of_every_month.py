"""A figure of a longer period needs its column in every month of it; a state is that of the extraction where that came first."""

from __future__ import annotations

from datetime import datetime

from drawn import drawn_settings, drawn_window, flagged

from hcc_helpers.facts.window import Window
from hcc_helpers.indicators.measure import measure
from hcc_helpers.parameters import told_names
from hcc_helpers.periods import parse_period

TWO_MONTHS = "2025-10-15..2025-12-14@inclusive"


def measured(window: Window, *ids: str) -> dict:
    con, at_hand = flagged(window)
    found = {r.indicator: r for r in measure(con, at_hand, drawn_settings().rules, ["commune"], only=ids)}
    con.close()
    return found


def months(tmp_path, november: dict, december: dict) -> Window:
    one = drawn_window(
        tmp_path / "11",
        "2025-11",
        {"cases": [{"case_id": "A", "accepted_at": "2025-11-03", "ended_at": "2025-11-05"} | november]},
    )
    other = drawn_window(
        tmp_path / "12",
        "2025-12",
        {"cases": [{"case_id": "B", "accepted_at": "2025-12-03", "ended_at": "2025-12-05"} | december]},
    )
    both = (one.feeding[0], other.feeding[0])
    return Window(parse_period(TWO_MONTHS), both, both)


def test_a_column_that_one_month_lacks_leaves_the_longer_period_without_a_value(tmp_path):
    found = measured(months(tmp_path, {"channel": ""}, {"channel": "online"}), "new_online", "received_new")
    assert found["new_online"].value is None
    assert "ở tháng 11/2025 không có cột" in found["new_online"].reason
    assert found["received_new"].value == 2


def test_with_the_column_in_both_months_they_add(tmp_path):
    assert measured(months(tmp_path, {"channel": "online"}, {"channel": "online"}), "new_online")["new_online"].value == 2


def test_nothing_is_late_by_a_moment_that_the_export_has_not_seen(tmp_path):
    """Due on 12/12, taken on 10/12: still in time; due on 09/12: late. The window ends on 14/12."""
    rows = [
        {"due_at": "2025-12-12", "ended_at": "", "status": "processing"},
        {"due_at": "2025-12-09", "ended_at": "", "status": "processing"},
    ]
    found = measured(
        drawn_window(tmp_path, "2025-12", {"cases": rows}, datetime(2025, 12, 10, 7, 30)), "open_late", "open_in_time"
    )
    assert (found["open_late"].value, found["open_in_time"].value) == (1, 1)


def test_what_somebody_binds_at_work_is_no_parameter():
    cells = ["", "period = '2025-12'\ndata = 'data'", "month = open_month(globals())", "mine = 3", "%matplotlib inline"]
    assert told_names(cells) == {"period", "data"}
    assert told_names([*cells, "# Parameters\nperod = '2026-01'\n"]) == {"period", "data", "perod"}
