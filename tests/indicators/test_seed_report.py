"""Every figure of the real report's I.1–I.3 against the sample, at its printed decimals; and where the report breaks.

The figures as printed are read in the report itself (reference material); the sample must give each of them, except the
three that definitions exempt: 1,4%, "trên 95%" and the land block's 142.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.indicators.measure import trace
from hcc_helpers.indicators.month_results import compute
from hcc_helpers.numbers_vn import round_half_up, share
from hcc_helpers.periods import parse_period
from hcc_helpers.report.answers.monthly_report.draft_compare import compare
from hcc_helpers.report.figures import Figures
from hcc_helpers.rules import load_centre

# as printed · how many decimals · indicator · scope · words that stand around it in the report
PRINTED = [
    ("1.944", 0, "received_all", "commune", "kỳ báo cáo là 1.944 hồ sơ"),
    ("1.811", 0, "new_online", "commune", "trực tuyến: 1.811 hồ sơ"),
    ("98,25", 2, "online_of_all_pct", "commune", "tỷ lệ 98,25%"),
    ("34", 0, "new_in_person", "commune", "trực tiếp: 34 hồ sơ"),
    ("1,75", 2, "in_person_of_all_pct", "commune", "tỷ lệ 1.75%"),
    ("1.631", 0, "resolved_in_time", "commune", "trước hạn : 1.631 hồ sơ"),
    ("99,6", 1, "in_time_pct", "commune", "tỷ lệ 99,6%"),
    ("6", 0, "resolved_late", "commune", "quá hạn 06 hồ sơ"),
    ("0,4", 1, "resolved_late_pct", "commune", "tỷ lệ 0,4%"),
    ("294", 0, "open_in_time", "commune", "trong hạn: 294 hồ sơ"),
    ("13", 0, "returned_or_withdrawn", "commune", "rút, trả lại: 13 hồ sơ"),
    ("32.873.000", 0, "fees_total", "commune", "lệ phí: 32.873.000đ"),
    ("32.090.000", 0, "fees_online", "commune", "trực tuyến 32.090.000 = 98%"),
    ("98", 0, "fees_online_pct", "commune", "32.090.000 = 98%"),
    ("783.000", 0, "fees_in_person", "commune", "trực tiếp 783.000 = 2%"),
    ("2", 0, "fees_in_person_pct", "commune", "783.000 = 2%"),
    ("100", 0, "digitised_all_required_pct", "commune", "100% hồ sơ đầu vào"),
    ("100", 0, "results_signed_pct", "commune", "100% kết quả đầu ra"),
    ("95", 0, "results_stored_pct", "commune", "95% được lưu kho"),
    ("0", 0, "complaints_attitude_time", "centre", "Không phát sinh đơn thư khiếu nại"),
    ("0", 0, "petitions_received", "centre", "không có đơn kiến nghị, phản ánh"),
    ("1.550", 0, "received_all", "land", "tiếp nhận là: 1.550 hồ sơ"),
    ("1.550", 0, "all_online", "land", "trực tuyến: 1550 hồ sơ"),
    ("100", 0, "online_of_all_pct", "land", "tỷ lệ 100%"),
    ("1.309", 0, "resolved_in_time", "land", "trước hạn : 1.309 hồ sơ"),
    ("99,7", 1, "in_time_pct", "land", "tỷ lệ 99,7%"),
    ("4", 0, "resolved_late", "land", "quá hạn 4 hồ sơ"),
    ("0,3", 1, "resolved_late_pct", "land", "tỷ lệ 0.3%"),
    ("80", 0, "open_in_time", "land", "trong hạn: 80 hồ sơ"),
    ("15", 0, "returned_or_withdrawn", "land", "rút, trả lại: 15 hồ sơ"),
]


@pytest.fixture(scope="module")
def december(sample_root):
    return compute(parse_period("2025-12"), sample_root)


@pytest.mark.parametrize(("printed", "decimals", "indicator", "scope", "words"), PRINTED, ids=[f"{p[2]}-{p[3]}" for p in PRINTED])
def test_a_figure_of_the_report(december, material, printed, decimals, indicator, scope, words):
    text = (material / "seed" / "monthly-report-2025-12.md").read_text(encoding="utf-8")
    assert words in " ".join(text.split()), "the report does not say this"
    result = december.result(indicator, scope)
    exact = share(result.numerator, result.denominator) if result.unit == "percent" else Decimal(result.value)
    assert round_half_up(exact, decimals) == Decimal(printed.replace(".", "").replace(",", "."))


def test_what_the_report_does_not_print(december):
    """The named assumptions that let every printed figure stand."""
    assert december.value("carried_over") == december.value("carried_over_online") == 99
    assert (december.value("open_paused"), december.value("open_late")) == (0, 0)
    assert december.value("resolved_early") > 0
    assert december.value("resolved_on_due_day") > 0
    assert december.value("carried_over", "land") > 0
    assert december.value("open_paused", "land") == december.value("open_paused_tax", "land") == 142
    assert (december.value("results_issued"), december.value("results_stored")) == (1600, 1520)
    assert (december.value("survey_valid", "centre"), december.value("survey_satisfied", "centre")) == (412, 396)


def test_over_95_is_not_said_from_412_answers(december):
    """396 of 412 is 96,12%, but the lower Wilson bound is below 95."""
    result = december.result("satisfaction_pct", "centre")
    assert result.value > 95 > result.low


def test_every_balance_holds_and_stock_equals_flow(december):
    broken = [c for c in december.balances_checked if not c.is_exact and not c.balance.startswith("system_")]
    assert broken == []
    assert {c.scope for c in december.balances_checked if c.balance == "stock_flow"} >= {"commune", "land"}


def test_the_systems_own_totals_differ_by_named_cases(december):
    """The form folds the returned and withdrawn into "đúng hạn": 13 cases, named."""
    folded = next(c for c in december.balances_checked if c.balance == "system_resolved_on_due_day" and c.scope == "commune")
    assert folded.gap == 13
    assert len(folded.cases) == 13


def test_the_draft_is_compared_figure_by_figure(december):
    """Everything in the draft is found again, except the 1,4% of procedures, which has another base."""
    lines = compare(Figures(december, "commune"))
    assert lines, "the sample's folder holds a draft"
    assert [line for line in lines if line.verdict in {"other", "unmatched"}] == []
    assert {line.verdict for line in lines if line.figure == "1,4%"} == {"beside"}
    # "trên 95%": 396 of 412 are above it, but not beyond chance.
    assert {line.verdict for line in lines if line.figure == "trên 95%"} == {"bound"}


def test_a_longer_period_is_computed_with_the_one_before_it(sample_root):
    """A quarter has no folder of its own: it and the quarter before are computed from their months."""
    quarter = compute(parse_period("2025-Q4", load_centre(sample_root).since), sample_root)
    assert [one.period.text for one in quarter.earlier] == ["2025-Q3"]
    months = [compute(parse_period(f"2025-{month}"), sample_root, beside=False) for month in (10, 11, 12)]
    assert quarter.value("received_new") == sum(month.value("received_new") for month in months)


def test_the_inclusive_window_adds_monday_and_says_so(december, sample_root):
    """15/11 to 15/12, both ends counted: more than the default window, and the overlap is printed."""
    inclusive = compute(parse_period("2025-11-15..2025-12-15@inclusive"), sample_root, beside=False)
    assert inclusive.value("received_new") > december.value("received_new")
    assert inclusive.value("carried_over") == december.value("carried_over")
    assert any("15/12/2025" in note for note in inclusive.period.notes)
    assert not inclusive.now.window.is_provisional


def test_the_trace_of_all_is_the_trace_of_each(december):
    told = list(december.trace.pieces())
    assert len(told) > 100
    for one in told:
        assert one.keys.to_pylist() == trace(december.now.con, REGISTRY[one.indicator], one.scope), (one.indicator, one.scope)
    assert len(december.trace) == sum(len(one) for one in told)
