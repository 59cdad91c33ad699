"""The report's own words: said only where the figures hold, missing figures said, the office's words in their place."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from hcc_helpers.centre import load_centre
from hcc_helpers.indicators.month_results import compute
from hcc_helpers.periods import parse_period
from hcc_helpers.report.own_report import coordination, hindrances
from hcc_helpers.report.own_report.cases import commune, petitions
from hcc_helpers.report.own_report.parts import ABOVE, GOAL
from hcc_helpers.report.own_report.tasks import tasks
from hcc_helpers.report.own_report.whole import BLOCKS, _one, report_blocks, sentences


@pytest.fixture(scope="module")
def december(sample_root):
    return compute(parse_period("2025-12", load_centre(sample_root).since), sample_root)


def with_values(month, **values):
    """The month with other values of some indicators of the whole (None: no data)."""
    results = [
        replace(r, value=values[r.indicator], reason="" if values[r.indicator] is not None else "không có số liệu")
        if r.indicator in values and not r.by
        else r
        for r in month.now.results
    ]
    return replace(month, now=replace(month.now, results=results), kept={})


def test_every_block_is_there_in_order(december):
    assert tuple(report_blocks(december)) == BLOCKS
    assert all(block.paragraphs for block in report_blocks(december).values())


def test_zero_is_said_in_words_and_a_number_as_a_number(december):
    assert "Trong kỳ Trung tâm không có đơn kiến nghị, phản ánh" in petitions(december).text
    assert "Trung tâm nhận 03 đơn kiến nghị, phản ánh" in petitions(with_values(december, petitions_received=3)).text


STATISTICS = re.compile(r"\bn = |\bp = |khoảng tin cậy|trung vị|\d/\d|\(\d[\d.]* trên|\b0 hồ sơ|0,00%|tỷ lệ 0%", re.IGNORECASE)


def test_the_reports_words_hold_no_statistic_no_bracketed_denominator_and_no_zero_as_a_number(december):
    nothing = (
        "resolved_late",
        "resolved_late_pct",
        "returned_or_withdrawn",
        "open_in_time",
        "fees_in_person",
        "fees_in_person_pct",
        "new_in_person",
        "in_person_of_new_pct",
    )
    for month in (december, with_values(december, **dict.fromkeys(nothing, 0))):
        found = {id: match[0] for id, block in report_blocks(month).items() if (match := STATISTICS.search(block.text))}
        assert found == {}
    assert "không có hồ sơ quá hạn" in report_blocks(month)["I.3"].text
    assert "không có thanh toán trực tiếp" in report_blocks(month)["I.3"].text


def test_a_missing_input_says_so_and_is_no_zero(december):
    block = petitions(with_values(december, petitions_received=None))
    assert block.paragraphs[-1].kind == "missing"
    assert "Không có số liệu: phản ánh, kiến nghị nhận trong kỳ" in block.text
    assert "không có đơn" not in block.text


def test_what_is_zero_needs_no_clause_and_what_is_not_gets_one(december):
    assert "đã quá hạn" not in commune(december).text
    assert "Đang giải quyết, đã quá hạn: 05 hồ sơ." in commune(with_values(december, open_late=5)).text


def test_above_95_is_said_only_beyond_chance_and_always_only_of_every_period(december):
    assert "đạt 96,12%." in coordination.coordination(december).text
    sure = [replace(r, low=96.0) if r.indicator == "satisfaction_pct" else r for r in december.now.results]
    month = replace(december, now=replace(december.now, results=sure), kept={})
    block = coordination.coordination(month)
    assert "đạt trên 95%, trong kỳ là 96,12%." in block.text
    assert ABOVE in {figure.place.form for figure in block.figures}
    assert "luôn" not in block.text


def test_section_two_asserts_no_claim_that_the_data_do_not_bear_out(december):
    text = report_blocks(december)["II"].text.lower()
    for _, one in hindrances.left_out(december):
        assert one.claim.says.lower() not in text


def test_a_level_of_a_task_is_no_result(december):
    block = tasks(december)
    assert [figure.text for figure in block.figures if figure.place.form == GOAL] == ["100%"]
    assert block.title == "Nhiệm vụ trọng tâm tháng 01 năm 2026"


def test_the_offices_words_replace_the_block_and_their_places_stay_bound(december):
    month = replace(december, kept={})
    month.__dict__["said"] = {
        "corrections": [],
        "own_words": {"II": [[4, "- Còn {{new_in_person}} hồ sơ trực tiếp; đất đai {{resolved_late:land}}; {{khong_co}}."]]},
    }
    block = _one(month, "II")
    assert block.basis == "own"
    assert block.text == "Còn 34 hồ sơ trực tiếp; đất đai 04; [không có chỉ số “khong_co”]."
    assert [(figure.place.indicator, figure.place.scope) for figure in block.figures] == [
        ("new_in_person", "commune"),
        ("resolved_late", "land"),
    ]
    assert block.paragraphs[0].kind == "dash"


def test_declared_sentences_name_only_indicators_that_exist(sample_root, december):
    from hcc_helpers.indicators.definition import REGISTRY
    from hcc_helpers.report.own_report.speak import PLACE

    named = {
        match[1]
        for lines in sentences(sample_root, december.period.last_day).values()
        for line in lines
        for match in PLACE.finditer(line)
    }
    assert named - set(REGISTRY) == set()
    assert len(named) > 50
