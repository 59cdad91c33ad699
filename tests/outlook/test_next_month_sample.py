"""The month ahead on the sample, counted again without our code: received a day, percentiles, due days, targets, the page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from hcc_helpers.indicators.compute import compute_window
from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.outlook.next_month import next_month_of
from hcc_helpers.outlook.standings import standings
from hcc_helpers.outlook.tasks import load_tasks
from hcc_helpers.periods import parse_period
from hcc_helpers.places import project_root
from hcc_helpers.report.answers import answer
from hcc_helpers.rules import load_centre
from hcc_helpers.sources.what_is_new import import_what_is_new

DATA = project_root() / "data"
SPECIAL = [date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 10), *[date(2026, 2, n) for n in range(16, 21)]]


@pytest.fixture(scope="module")
def december(sample_root) -> MonthResults:
    period = parse_period("2025-12", load_centre(sample_root).since)
    import_what_is_new(period, sample_root)
    return MonthResults(compute_window(period, sample_root, groups=()), sample_root)


@pytest.fixture(scope="module")
def stored(sample_root, december) -> pd.DataFrame:
    """Every stored row of a case, the latest extraction of each: read by pandas, nothing of ours."""
    files = sorted(Path(sample_root).glob("clean/*/*/cases.parquet"))
    rows = pd.concat([pd.read_parquet(file) for file in files], ignore_index=True).sort_values("extracted_at", kind="stable")
    return rows.drop_duplicates("case_id", keep="last")


HOLIDAYS = ["2025-09-01", "2025-09-02"]


def test_the_sample_falls_back_and_says_why(december):
    shown = answer("expected_cases", december, "commune", "internal")
    assert "chưa đủ một năm (245 ngày làm việc)" in shown.html.replace("\u00a0", " ")
    assert "Kịch bản Tết (giả định)" in shown.html
    found = next_month_of(december.now, december.data_root).forecast("commune")
    assert found.method in ("naive", "mean")
    assert found.tested[0].cuts >= 10
    tested = answer("forecast_back_test", december, "commune", "internal")
    assert "Lặp lại tuần trước" in tested.html


def test_the_sample_received_a_day_counted_again(december, stored):
    counts = next_month_of(december.now, december.data_root).daily("commune")
    mine = stored[
        (stored["scope"] == "commune")
        & (~stored["status"].isin(["registered", "refused"]))
        & (stored["accepted_at"] < "2025-12-15")
    ]
    days = mine["accepted_at"].values.astype("datetime64[D]")
    again = pd.Series(np.busday_offset(days, 0, roll="forward", holidays=HOLIDAYS)).value_counts()
    assert counts.total == len(mine)
    assert counts.waiting == again.get(pd.Timestamp("2025-12-15"), 0) == 5
    assert {str(day): count for day, count in counts.counts.items() if count} == {
        str(day.date()): count for day, count in again.items() if day < pd.Timestamp("2025-12-15")
    }


def test_the_sample_percentiles_counted_again(december, stored):
    """The share of procedures without pauses that needs less than half of a term, with numpy's business days."""
    one = next_month_of(december.now, december.data_root)
    mine = stored[(stored["scope"] == "commune") & (stored["ended_at"] >= "2025-09-15") & (stored["ended_at"] < "2025-12-15")]
    mine = mine[
        mine["status"].isin(["finished", "handed_over"])
        & ~mine["result_kind"].isin(["returned", "withdrawn", "returned_or_withdrawn"])
    ]
    paused = set(one.past.con.execute("SELECT DISTINCT case_id FROM pauses").df()["case_id"]) | set(
        one.past.con.execute("SELECT DISTINCT case_id FROM supplements").df()["case_id"]
    )
    ends, starts = (mine[name].values.astype("datetime64[D]") for name in ("ended_at", "accepted_at"))
    after = np.timedelta64(1, "D")
    mine = mine.assign(
        needed=np.busday_count(starts + after, ends + after, holidays=HOLIDAYS), paused=mine["case_id"].isin(paused)
    )
    catalogue = pd.read_csv(DATA / "reference" / "procedures.csv", dtype=str, encoding="utf-8-sig").set_index("code")
    expected = {}
    for code, rows in mine.groupby("procedure_code"):
        term = catalogue["term_value"].get(code)
        if (
            len(rows) >= 59
            and isinstance(term, str)
            and catalogue.at[code, "term_unit"] != "calendar_days"
            and not rows["paused"].any()
        ):
            p95 = np.quantile(rows["needed"], 0.95)
            if p95 < int(term) / 2:
                expected[code] = (len(rows), float(p95))
    found = one.shorter_terms("commune").set_index("procedure")
    promised = set(load_centre(december.data_root).on_spot_procedures)  # the same day already: nothing to shorten
    assert expected.keys() & promised
    left = {code: figures for code, figures in expected.items() if code not in promised}
    assert {code: (row.cases, row.p95) for code, row in found.iterrows()}.items() >= left.items()
    assert not set(found.index) & promised


def test_the_sample_due_days_and_capacity_counted_again(december, stored):
    one = next_month_of(december.now, december.data_root)
    due = one.due("commune")
    assert due.total == december.value("open_all") == 294
    of_december = stored[stored["scope"] == "commune"]
    done = of_december[
        (of_december["ended_at"] >= "2025-09-15")
        & (of_december["ended_at"] < "2025-12-15")
        & of_december["status"].isin(["finished", "handed_over"])
    ]
    done = done[~done["result_kind"].isin(["returned", "withdrawn", "returned_or_withdrawn"])]
    days = np.busday_offset(done["ended_at"].values.astype("datetime64[D]"), 0, roll="forward")
    per_day = pd.Series(days).value_counts().reindex(pd.bdate_range("2025-09-15", "2025-12-14"), fill_value=0)
    able = one.capacity("commune")
    assert (able.median, able.most, able.days) == (per_day.median(), per_day.max(), len(per_day))
    assert (able.low, able.high) == pytest.approx((per_day.quantile(0.1), per_day.quantile(0.9)))


def test_targets_say_what_each_week_takes(december):
    found = {one.target.indicator: one for one in standings(december.now, december.data_root)}
    stored = found["results_stored_pct"]
    assert stored.is_met
    assert stored.per_week == (400, 380, 380)  # 1.600 results in 20 working days; 95% of 400
    missing = answer("targets_ahead", december, "commune", "internal")
    assert "đúng giờ" in missing.html


def test_the_closing_table_has_every_task(december):
    shown = answer("tasks", december, "commune", "internal")
    for task in load_tasks(december.data_root, date(2025, 12, 14)):
        assert task.task.replace("Dịch vụ công quốc gia", "")[:30] in shown.html.replace("\u00a0", " ")
    assert "Chưa có số liệu: " in shown.html.replace("\u00a0", " ") or "chưa có số liệu" not in shown.text


@pytest.mark.parametrize("period", ["2025-07", "2025-Q4", "2025-11@calendar"])
def test_the_page_holds_for_other_windows_too(sample_root, december, period):
    now = compute_window(parse_period(period, load_centre(sample_root).since), sample_root, groups=())
    for scope in ("commune", "land"):
        for name in (
            "next_month_points",
            "expected_cases",
            "forecast_back_test",
            "next_calendar",
            "due_ahead",
            "shorter_terms",
            "tasks",
        ):
            assert answer(name, MonthResults(now, sample_root), scope, "public").html
    if period == "2025-07":  # before the tasks that the project knows
        assert "Không có số liệu về nhiệm vụ" in answer("tasks", MonthResults(now, sample_root), "commune", "public").html


def test_public_pages_hold_no_petition_code(tmp_path, december, monkeypatch):
    one = next_month_of(december.now, december.data_root)
    rows = pd.DataFrame(
        [("PA-123", "feedback", "time", date(2025, 12, 1), date(2025, 12, 19), 5)],
        columns=["petition_id", "kind", "about", "received_on", "due_on", "left_wd"],
        dtype=object,
    )
    monkeypatch.setitem(one.__dict__, "petitions", (rows, ""))
    assert "PA-123" in answer("petitions_open", december, "commune", "internal").html
    assert "PA-123" not in answer("petitions_open", december, "commune", "public").html
    assert "1 đến hạn trong 10 ngày" in answer("petitions_open", december, "commune", "public").text


def test_a_page_that_touches_2027_announces_it(december):
    one = next_month_of(december.now, december.data_root)
    calendar = one.ahead.calendar
    later = replace(one.ahead, last=date(2027, 3, 1))
    assert later.provisional
    from hcc_helpers.report.answers.next_month.shown import provisional

    said = provisional(SimpleNamespace(ahead=later))
    assert "tạm tính" in said
    assert "2027" in said
    assert provisional(one) == ""
    assert calendar.last == date(2027, 12, 31)
    assert one.ahead.first + timedelta(days=83) == one.ahead.last == datetime(2026, 3, 8).date()
