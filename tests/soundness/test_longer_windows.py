"""Longer windows beside their months: columns asked of every month, one choice of rows for one instant, a window beside never stops a period."""

from datetime import datetime, timedelta

import pytest
from drawn import drawn_settings, drawn_snapshot, flagged, plain_case

from hcc_helpers.facts import window as windows
from hcc_helpers.facts.window import Window
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.indicators.measure import measure
from hcc_helpers.periods import parse_period


def snapshot(folder, month: str, cases: list[dict], days_later: int = 1):
    period = parse_period(month)
    rows = [plain_case(period) | {"case_id": f"{month}-{n}"} | case for n, case in enumerate(cases)]
    return drawn_snapshot(folder / month, month, {"cases": rows}, period.end + timedelta(days=days_later), None)


def results(period: str, *feeding) -> dict:
    window = Window(parse_period(period), tuple(feeding), tuple(feeding))
    settings = drawn_settings(period)
    con, at_hand = flagged(window, settings)
    return {one.indicator: one for one in measure(con, at_hand, settings.rules, ["commune"])}


def test_a_column_is_asked_of_every_month_of_the_window(tmp_path):
    """The root case stands in the export of November only: what October and December would say is not 0."""
    linked = [{"root_case_id": "R1"}, {"root_case_id": None}]
    october, november, december = (
        snapshot(tmp_path, month, cases) for month, cases in (("2025-10", [{}]), ("2025-11", linked), ("2025-12", [{}]))
    )
    assert results("2025-11", november)["linked_new"].value == 1
    quarter = results("2025-Q4", october, november, december)["linked_new"]
    assert quarter.value is None
    assert "tháng 10/2025, tháng 12/2025" in quarter.reason
    assert "Mã hồ sơ gốc" in quarter.reason
    assert (
        results("2025-Q4", *(snapshot(tmp_path / "all", month, linked) for month in ("2025-10", "2025-11", "2025-12")))[
            "linked_new"
        ].value
        == 3
    )


def test_what_waits_for_intake_is_the_stock_of_the_last_month(tmp_path):
    """Each month two cases wait that no later export holds: at the end of the quarter two wait, not six."""

    def waits(month: str) -> list[dict]:
        start = parse_period(month).start
        return [
            {"case_id": f"W-{month}-{n}", "status": "registered", "submitted_at": start + timedelta(days=3), "accepted_at": None}
            for n in range(2)
        ] + [{}]

    feeding = [snapshot(tmp_path, month, waits(month)) for month in ("2025-10", "2025-11", "2025-12")]
    assert results("2025-12", feeding[-1])["waiting_intake"].value == 2
    assert results("2025-Q4", *feeding)["waiting_intake"].value == 2


@pytest.mark.parametrize("id", [id for id, one in REGISTRY.items() if one.adds == "closing" and "commune" in one.scopes])
def test_every_closing_stock_of_a_longer_window_is_that_of_its_last_month(tmp_path, id):
    carried = [{"case_id": f"K{n}", "accepted_at": parse_period("2025-11").start, "status": "processing"} for n in range(3)]
    months = [
        snapshot(tmp_path, "2025-11", [*carried, {"status": "finished", "ended_at": datetime(2025, 11, 10, 9)}]),
        snapshot(
            tmp_path,
            "2025-12",
            [*carried, {}, {"submitted_at": parse_period("2025-12").start, "accepted_at": None, "status": "registered"}],
        ),
    ]
    mine, longer = (found[id] for found in (results("2025-12", months[-1]), results("2025-12@year-to-date", *months)))
    assert (mine.value, mine.reason) == (longer.value, longer.reason)


def test_two_extracts_of_one_instant_give_one_stock(tmp_path, monkeypatch):
    """A later extract says that a case had ended before the end of December: the month and the year to date take the month's own."""
    december = snapshot(tmp_path, "2025-12", [{"case_id": "A", "status": "processing"}])
    january = snapshot(
        tmp_path,
        "2026-01",
        [
            {
                "case_id": "A",
                "accepted_at": parse_period("2025-12").start,
                "status": "finished",
                "ended_at": datetime(2025, 12, 10, 9),
            }
        ],
    )
    stored = {one.period: one for one in (december, january)}
    monkeypatch.setattr(windows, "snapshots", lambda root: list(stored))
    monkeypatch.setattr(windows, "load_snapshot", lambda root, month: stored[month])
    chosen = {
        text: windows.window(parse_period(text), tmp_path).feeding
        for text in ("2025-12", "2025-12@year-to-date", "2025-12@calendar")
    }
    assert [one.period for one in chosen["2025-12"]] == [one.period for one in chosen["2025-12@year-to-date"]] == ["2025-12"]
    assert [one.period for one in chosen["2025-12@calendar"]] == ["2025-12", "2026-01"]
