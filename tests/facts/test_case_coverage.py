"""A period is at hand only where exports of the case list cover every day of it; nothing is computed from left-overs."""

from __future__ import annotations

import shutil
from datetime import date, datetime

import pytest
from drawn import DrawnSnapshot

from hcc_helpers.errors import InputMissing
from hcc_helpers.facts import window as windows
from hcc_helpers.facts.spans import missing_words, reached, uncovered
from hcc_helpers.indicators.compute import compute_window
from hcc_helpers.indicators.month_results import compute
from hcc_helpers.periods import parse_period
from hcc_helpers.sources.importing import import_period

SINCE = date(2025, 7, 1)
MONTHS = ["2025-07", "2025-08", "2025-09", "2025-10", "2025-11", "2025-12"]
CHOSEN = ["received_new", "resolved_late", "in_time_pct", "fees_total", "received_all"]


def taken(month: str, at: datetime, cases=None) -> DrawnSnapshot:
    return DrawnSnapshot(month, at, {}, {"cases": cases})


@pytest.fixture
def stored(monkeypatch):
    def put(*found: DrawnSnapshot) -> None:
        at_hand = {one.period: one for one in found}
        monkeypatch.setattr(windows, "snapshots", lambda root: sorted(at_hand))
        monkeypatch.setattr(windows, "load_snapshot", lambda root, month: at_hand[month])

    return put


def of(text: str):
    period = parse_period(text, SINCE)
    return windows.window(period, ".", SINCE)


def test_an_export_covers_the_month_of_its_folder(stored):
    stored(taken("2026-01", datetime(2026, 1, 16)), taken("2026-02", datetime(2026, 2, 16)))
    assert of("2026-01").missing == ""
    assert of("2026-Q1").missing == "thiếu tháng 3/2026"
    with pytest.raises(InputMissing, match=r"thiếu tháng 10/2025 đến tháng 12/2025"):
        of("2025-Q4")


def test_a_later_export_of_all_cases_answers_for_every_window_before_its_extraction(stored):
    stored(taken("2025-08", datetime(2025, 12, 16), (date(1900, 1, 1), date(2025, 12, 16))))
    assert [of(text).missing for text in ("2025-09", "2025-Q4", "2025-11@calendar")] == ["", "", ""]
    with pytest.raises(InputMissing):
        of("2026-02")


def test_the_message_names_the_folder_that_would_be_taken(stored):
    stored(taken("2025-08", datetime(2025, 12, 16)))
    with pytest.raises(InputMissing) as error:
        of("2025-10")
    assert "raw/2025-08" in error.value.text()
    assert "cases = [2025-09-15, 2025-12-15]" in error.value.text()


def test_a_month_taken_before_its_end_is_provisional_not_missing(stored):
    stored(taken("2025-12", datetime(2025, 12, 10, 7), (date(2025, 11, 15), date(2025, 12, 9))))
    window = of("2025-12")
    assert (window.missing, window.is_provisional, window.seen_until) == ("", True, datetime(2025, 12, 10, 7))


def test_a_list_of_some_days_leaves_the_others_missing(stored):
    stored(taken("2025-12", datetime(2025, 12, 16), (date(2025, 11, 20), date(2025, 12, 14))))
    assert of("2025-12").missing == "thiếu ngày 15/11/2025–19/11/2025"


def test_words_and_stretches():
    spans = [(date(2025, 9, 15), date(2025, 10, 15)), (date(2025, 11, 15), date(2025, 12, 15))]
    gaps = uncovered(spans, date(2025, 9, 15), date(2025, 12, 14))
    assert gaps == [(date(2025, 10, 16), date(2025, 11, 14))]
    assert missing_words(gaps) == "thiếu tháng 11/2025 (16/10/2025–14/11/2025)"
    long = [(date(2025, 12, 15), date(2026, 7, 14)), (date(2026, 8, 15), date(2026, 9, 20))]
    assert missing_words(long) == "thiếu tháng 01/2026 đến tháng 7/2026, tháng 9/2026, ngày 15/09/2026–20/09/2026"
    assert reached(taken("2025-07", datetime(2025, 7, 16)), SINCE) == (date(2025, 7, 1), date(2025, 7, 14))


@pytest.fixture(scope="module")
def snapshots_only(sample_root, tmp_path_factory):
    """The six months of the sample as snapshots, without the exports that would be read again."""
    root = tmp_path_factory.mktemp("months")
    for name in ("raw", "reference"):
        shutil.copytree(sample_root / name, root / name)
    for month in MONTHS:
        import_period(root, month)
    shutil.rmtree(root / "raw")
    return root


@pytest.mark.parametrize("month", MONTHS)
def test_one_month_of_the_sample_deleted(snapshots_only, tmp_path, month):
    """Every flow of its quarter and of the year to date says which month is missing."""
    for name in ("reference", "clean"):
        shutil.copytree(snapshots_only / name, tmp_path / name)
    shutil.rmtree(tmp_path / "clean" / month)
    quarter = "2025-Q3" if month < "2025-10" else "2025-Q4"
    for text in (quarter, "2025-12@year-to-date"):
        computed = compute_window(parse_period(text, SINCE), tmp_path, groups=(), only=CHOSEN)
        assert computed.results
        assert {result.value for result in computed.results} == {None}
        assert all(result.reason.startswith("không có số liệu: ") for result in computed.results)
        assert f"thiếu tháng {int(month[5:])}/2025" in computed.window.missing
    with pytest.raises(InputMissing, match=f"thiếu tháng {int(month[5:])}/2025"):
        compute(parse_period(quarter, SINCE), tmp_path, beside=False)
