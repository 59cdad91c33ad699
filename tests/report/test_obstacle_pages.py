"""Notebook 03 on the sample: what the sections say, to whom, and with every optional table missing."""

import re
import shutil
from copy import copy
from dataclasses import replace

import pytest

from hcc_helpers.indicators.month_results import compute
from hcc_helpers.obstacles.every import OBSTACLES
from hcc_helpers.obstacles.form import ABOVE, Assessed, Trend
from hcc_helpers.obstacles.material import material_of
from hcc_helpers.periods import parse_period
from hcc_helpers.report.answers import ANSWERS as ALL_ANSWERS
from hcc_helpers.report.answers import answer
from hcc_helpers.report.answers.obstacles import claims
from hcc_helpers.report.answers.obstacles.claims import who_does
from hcc_helpers.report.figures import Figures
from hcc_helpers.rules import load_centre
from hcc_helpers.sources.columns import TABLES

# The answers of notebook 03.
ANSWERS = [name for name, answer in ALL_ANSWERS.items() if answer.__module__.startswith("hcc_helpers.report.answers.obstacles.")]

OPTIONAL = [name for name in TABLES if name not in {"cases", "draft", "totals"}]
CASE_CODE = re.compile(r"H41\.\d+")


@pytest.fixture(scope="module")
def december(sample_root):
    return compute(parse_period("2025-12", load_centre(sample_root).since), sample_root)


@pytest.fixture(scope="module")
def bare(sample_root, tmp_path_factory):
    """December from nothing but the lists of cases."""
    root = tmp_path_factory.mktemp("bare")
    shutil.copytree(sample_root / "reference", root / "reference")
    shutil.copytree(sample_root / "raw" / "2025-12", root / "raw" / "2025-12")
    for path in (root / "raw" / "2025-12").iterdir():
        if not path.name.startswith(("ho-so", "mapping")):
            path.unlink()
    return compute(parse_period("2025-12", load_centre(root).since), root, beside=False)


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize("audience", ["internal", "public"])
def test_every_section_is_there_and_a_public_one_shows_no_case(december, name, audience):
    december.kept.pop("obstacles", None)
    shown = answer(name, december, "commune", audience)
    assert "<table" in shown.html
    if audience == "public":
        assert not CASE_CODE.search(shown.html)


def test_the_internal_page_lists_who_still_waits(december):
    html = answer("obstacle_land_tax", december, "commune", "internal").html
    assert len(CASE_CODE.findall(html)) == 12
    assert "12/" in html


def test_words_and_figures_that_pull_apart_stand_side_by_side(december):
    """Land "thường chậm" and "bức xúc" against 4 late of 1.313 and no petition; the counter's habit against 98,25% online; 1,4%."""
    land = answer("obstacle_land_tax", december, "commune", "internal").html
    assert "thường chậm hơn" in land
    assert "4/1.313" in land
    assert "0 đơn" in land.replace("\u00a0", " ")
    assert "98,25%" in answer("obstacle_self_filing", december, "commune", "internal").html
    person = answer("obstacle_in_person", december, "commune", "internal").html
    assert "1,4%" in person
    assert "1,84%" in person


def test_the_verdicts_of_the_sample(december):
    """What the sample is planted with: tax waits that the slip does not know, nobody upset, no effect of incidents or of links."""
    codes = {one.claim.id: one.verdict.code for o in OBSTACLES for one in o.assess(material_of(december)).judged}
    assert codes == {
        "self_filing_low": "supported",
        "skills_uneven": "not_supported",
        "counter_habit": "not_supported",
        "slow": "not_enough",
        "failing": "not_enough",
        "because_of_load": "not_enough",
        "delays_intake": "not_supported",
        "delays_handling": "not_supported",
        "not_linked": "supported",
        "double_entry": "supported",
        "hard_at_intake": "not_enough",
        "hard_at_handling": "not_enough",
        "hard_at_use": "not_supported",
        "late_by_slip": "not_supported",
        "tax_step_absent": "supported",
        "tax_time_unfixed": "consistent",
        "upset_petitions": "not_supported",
        "upset_satisfaction": "not_enough",
        "not_units_fault": "consistent",
        "small_share": "supported",
        "mostly_civil": "not_enough",
        "presence_required": "not_enough",
        "no_account": "not_enough",
    }


def test_the_page_says_what_to_keep_where_there_are_only_cases(bare):
    for name in ANSWERS:
        assert answer(name, bare, "commune", "internal").html
    material = material_of(bare)
    for obstacle in OBSTACLES:
        assessed = obstacle.assess(material)
        assert assessed.missing, obstacle.id
        html = answer(f"obstacle_{obstacle.id}", bare, "commune", "internal").html
        for need in assessed.missing:
            assert need.keep in html.replace("\u00a0", " ").replace("&amp;", "&")
    together = answer("obstacles_together", bare, "commune", "internal").html
    assert together.count('scope="row"') == sum(len(obstacle.claims) for obstacle in OBSTACLES)


@pytest.mark.parametrize("table", OPTIONAL)
def test_any_one_table_may_be_missing(december, table):
    material = material_of(december)
    tables = copy(material.tables)
    tables._at_hand = {name: cover for name, cover in material.at_hand.items() if name != table}
    without = replace(material, tables=tables, earlier=())
    for obstacle in OBSTACLES:
        assessed = obstacle.assess(without)
        assert len(assessed.judged) == len(obstacle.claims)


def test_what_lies_above_the_commune_becomes_a_proposal():
    for obstacle in OBSTACLES:
        for lever in obstacle.levers:
            assert who_does(lever.who).startswith("Đề xuất, kiến nghị") == (lever.who in ABOVE)


def test_a_mark_that_is_an_assumption_says_who_should_set_it_and_how(december):
    """Once a table; not where the office has set all marks itself."""
    december.kept.pop("obstacles", None)
    said = answer("obstacle_portals", december, "commune", "internal").html.replace("\u00a0", " ")
    assert said.count("giám đốc Trung tâm nên đặt lại") == 1
    assert "reference/obstacles.toml của thư mục số liệu" in said
    own = copy(december)
    own.kept = {
        "material": replace(
            material_of(december),
            words={id: word.model_copy(update={"certainty": "văn bản"}) for id, word in material_of(december).words.items()},
        )
    }
    assert "nên đặt lại" not in answer("obstacle_portals", own, "commune", "internal").html


@pytest.mark.parametrize(
    ("breaks", "told"),
    [
        ((), "tháng 8/2025 là 8,00%, tháng 12/2025 là 12,00%"),
        ((2,), "tháng 10/2025 là 10,00%, tháng 12/2025 là 12,00%"),
        ((4,), "tháng 12/2025 là 12,00%"),
    ],
)
def test_the_title_of_a_series_sets_nothing_beside_what_an_act_changed(december, monkeypatch, breaks, told):
    points = tuple((f"2025-{month:02}", float(month), month - 1.0, month + 1.0) for month in range(8, 13))
    series = Trend("Tự nộp qua các tháng", "Tỷ lệ tự nộp", "percent", points, "online_self_filed_pct")
    monkeypatch.setattr(claims, "broken", lambda *_: (breaks, ["mang nghĩa khác"] * len(breaks)))
    html = claims._picture(Figures(december, "commune", "internal"), Assessed(OBSTACLES[0], (), pictures=(series,)), series)
    words = re.sub(r"<[^>]+>", "", html).replace("\xa0", " ").replace("&nbsp;", " ")
    assert f"Tự nộp qua các tháng: {told}Tỷ lệ tự nộp" in words, words[:200]
