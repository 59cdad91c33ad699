"""One truth on every page: the front page's sentences recomputed from results, and the same words on 01, 04 and 05."""

import math
import re

import pytest

from hcc_helpers.history.comparison import SIGMAS, Comparison
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.indicators.month_results import compute
from hcc_helpers.indicators.rendering import rendered
from hcc_helpers.numbers_vn import percent, share, whole
from hcc_helpers.outlook.next_month import next_month_of
from hcc_helpers.periods import parse_period
from hcc_helpers.publish.pages import attention
from hcc_helpers.report.answers import answer
from hcc_helpers.report.changes import fact, judged, said, titled
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.front import HEADLINES, front_page
from hcc_helpers.report.words import WORDS
from hcc_helpers.rules import load_centre, load_targets

QUICK = ("2025-12", "2025-11")
LONG = ("2025-07", "2025-08", "2025-09", "2025-10", "2025-11@calendar", "2025-Q4")


@pytest.fixture(scope="module", params=[*QUICK, *[pytest.param(text, marks=pytest.mark.long) for text in LONG]])
def month(request, sample_root):
    return compute(parse_period(request.param, load_centre(sample_root).since), sample_root)


@pytest.fixture(scope="module")
def page(month):
    return front_page(month, "internal")


def plain(html: str) -> str:
    """What a reader reads: no tags, plain blanks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html).replace("\u2060", "")).replace(" .", ".")


def before(month, id: str, scope: str = "commune"):
    """The value of the period right before, from its own results."""
    is_there = month.earlier and month.earlier[-1].period.end == month.period.start
    return month.earlier[-1].value(id, scope) if is_there else None


def stock_is_worse(month, scope: str) -> bool:
    now, then = month.value("open_all", scope), before(month, "open_all", scope)
    return None not in (now, then) and now - then > SIGMAS * math.sqrt(now + then)


def missed_and_met(month) -> tuple[set[str], set[str]]:
    """Ids of the targets missed and met, from the file of targets and the results alone."""
    missed, met = set(), set()
    for target in load_targets(month.data_root, on=month.period.last_day):
        scope = target.scope if target.scope in REGISTRY[target.indicator].scopes else REGISTRY[target.indicator].scopes[0]
        value = month.value(target.indicator, scope)
        if value is not None:
            is_met = value >= target.value if target.direction == "at_least" else value <= target.value
            (met if is_met else missed).add(target.indicator)
    return missed, met


def test_the_verdict_says_the_figures_of_the_results_and_names_the_worst(month, page):
    result = month.result("in_time_pct")
    assert f"trước hạn và đúng hạn {percent(share(result.numerator, result.denominator))}" in page.verdict
    if stock_is_worse(month, "commune"):
        told = f"nhưng hồ sơ đang giải quyết tăng từ {whole(before(month, 'open_all'))} lên {whole(month.value('open_all'))}."
        assert page.verdict.endswith(told)
        assert page.decisions[0].what == f"Tập trung giải quyết {whole(month.value('open_all'))} hồ sơ còn tồn."


def test_an_orange_bar_has_its_but(page):
    assert page.is_warning == (", nhưng " in page.verdict)


def test_targets_are_counted_once_and_alike_on_the_front_page_and_on_04(month, page):
    missed, met = missed_and_met(month)
    sentence = page.counts.partition(". ")[0]
    all_of = "chỉ tiêu đạt" if missed else "chỉ tiêu đều đạt"
    assert sentence.startswith(f"{len(met)} trên {len(met) + len(missed)} {all_of}")
    for id in missed:
        assert REGISTRY[id].label[1:] in sentence
        assert any(REGISTRY[id].label[1:] in table and "chưa đạt" in table for table in page.tables), "no row marks it"
        assert any(REGISTRY[id].label[1:] in one.what for one in (*page.decisions, *page.further))
    shown = answer("targets_ahead", month, "commune", "internal").text
    assert shown.startswith(sentence.replace(" trên ", "/").rstrip("."))
    assert shown.rstrip(".") in plain(answer("next_month_points", month, "commune", "internal").html)


def test_the_key_figures_are_the_results(month, page):
    assert {one.id for one in page.key_figures} == set(HEADLINES)
    for one in page.key_figures:
        scope = "commune" if "commune" in REGISTRY[one.id].scopes else REGISTRY[one.id].scopes[0]
        assert one.value == rendered(month.result(one.id, scope))
        if before(month, one.id, scope) is not None:
            assert one.before.endswith(rendered(month.earlier[-1].result(one.id, scope)))
    marks = [one.mark for one in page.key_figures]
    assert marks == sorted(marks, key=lambda mark: mark != "warn")


def test_front_page_and_05_judge_every_indicator_alike(month, page):
    """The comparison with all periods, as page 05 makes it, against the lines and the decisions of the front page."""
    found = Comparison(month, "commune")
    if found.before is None:
        assert page.changes == []
        return
    on_05 = plain(answer("compare_change", month, "commune", "internal").html)
    words = {one.id: judged(one)[1] for one in found.changes}
    counted = sum(one.word() == "unclear" for one in found.changes)
    told = " ".join(text for _, _, text in page.changes)
    if counted:
        assert f"{counted} chỉ số {WORDS['unclear'].lower()}" in told
    for _, word, text in page.changes:
        for one in found.changes:
            if text == f"{said(one)}.":
                assert word == words[one.id]
    for one in found.changes:
        if one.now.value is not None:
            at = on_05.index(REGISTRY[one.id].full_label)
            assert words[one.id] in on_05[at : at + len(REGISTRY[one.id].full_label) + 90]
    worse = {one.id for one in found.changes if one.word() == "worse"}
    assert page.worse >= len(worse)
    assert bool(worse) <= page.is_warning


@pytest.mark.parametrize("scope", ["commune", "land"])
def test_titles_of_figures_say_what_the_rule_of_change_says(month, scope):
    figures = Figures(month, scope)
    for id in ("open_all", "received_new", "satisfaction_pct", "fees_online_pct"):
        one, title = fact(figures, id), titled(figures, id, "Nội dung")
        rises, falls = "tăng từ" in title, "giảm từ" in title
        if one is None or one.word() in {"none", "partial", "redefined", "untold", "same", "unclear"}:
            assert not rises
            assert not falls
            assert (one is not None and one.word() == "unclear") == (WORDS["unclear"].lower() in title)
            continue
        now, then = one.compared
        assert (rises, falls) == (now > then, now < then)
        assert ("mỗi ngày làm việc" in title) == (one.is_rate and one.now.days != one.before.days)
    if scope == "commune":
        first = answer("main_points", month, scope, "internal").text
        assert ("Hồ sơ đang giải quyết cuối kỳ tăng" in first) == stock_is_worse(month, scope)


def test_a_count_of_periods_with_other_days_is_told_per_working_day(month):
    for one in Comparison(month, "commune").changes:
        if (
            one.compared is None
            or REGISTRY[one.id].adds != "flow"
            or REGISTRY[one.id].kind != "count"
            or one.now.days == one.before.days
        ):
            continue
        assert "ngày" in said(one)
        if min(one.now.value, one.before.value) < 30:
            assert "%" not in said(one)


def test_nothing_is_compared_with_a_period_that_is_not_whole(month, page):
    found = Comparison(month, "commune")
    if found.before is None or not (found.before.is_cut or found.now.is_cut):
        return
    for one in found.changes:
        assert one.word() in (
            {"worse", "better", "unclear", "same", "none"} if REGISTRY[one.id].adds == "closing" else {"partial", "none"}
        )
    assert any("kỳ không trọn" in text for _, _, text in page.changes)
    figures = Figures(month, "commune")
    assert figures.before("received_new") is None
    assert figures.before("open_all") == before(month, "open_all")


def test_the_balance_of_the_coming_month_closes_and_leads_page_04(month):
    one = next_month_of(month.now, month.data_root)
    points = plain(answer("next_month_points", month, "commune", "internal").html)
    assert points.count("Nếu giữ nhịp giải quyết") <= 1
    for scope in month.scopes:
        at = one.balance(scope)
        if at is None:
            continue
        assert at.stock == month.value("open_all", scope)
        assert at.left == pytest.approx(max(at.stock - at.waiting + at.coming[0] - at.closed[0], 0))
        assert at.low <= at.left <= at.high
        text = answer("month_balance", month, scope, "internal").text
        for number in (at.stock, round(at.left), math.floor(at.low), math.ceil(at.high)):
            assert whole(number) in text
    if (at := one.balance("commune")) is not None:
        assert f"còn khoảng {whole(round(at.left))} ({whole(math.floor(at.low))}–{whole(math.ceil(at.high))})" in points


def test_the_telling_figure_is_that_of_page_03(month, page):
    told = [one for one in (*page.decisions, *page.further) if one.href.startswith("03_")]
    if not told:
        return
    figure = re.match(r"\d+,\d\d%", told[0].why).group()
    assert figure in plain(answer("obstacle_land_tax", month, "land", "internal").html)
    assert re.search(rf"{figure} của [\d.]+ hồ sơ", page.counts), page.counts  # never without its base
    shares = re.findall(r"(?<!từ )\b\d+,\d\d%", told[0].why)
    assert len(re.findall(r"\d+,\d\d% của [\d.]+ hồ sơ", told[0].why)) == len(shares), told[0].why


def test_every_decision_says_who_and_by_when(page):
    for one in (*page.decisions, *page.further):
        assert re.search(r"^Người quyết: .+ · (?:Trước khi ký|Trước \d\d/\d\d/\d{4})$", one.who)
    assert len(page.decisions) <= 3


def test_what_a_page_marks_reaches_the_front_page():
    html = '<ul class="diem-chinh"><li><span aria-hidden="true" class="dau dau-warn"></span><a href="#a">Chưa đạt &amp; xa</a></li><li><span class="dau dau-good"></span>Tốt</li></ul>'
    assert attention(html, "04.html") == [("Chưa đạt & xa", "04.html#a")]
    assert attention('<li><span class="dau dau-warn"></span>Chậm</li>', "02.html") == [("Chậm", "02.html")]
