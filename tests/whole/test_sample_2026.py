"""The months of 2026 as a whole: the committed files are what `hcc sample` makes, every sum holds, and the new rules show."""

from __future__ import annotations

import shutil

import pytest
from whole.test_sample import content

from hcc_helpers.indicators.month_results import compute
from hcc_helpers.numbers_vn import day
from hcc_helpers.periods import parse_period
from hcc_helpers.places import project_root
from hcc_helpers.report.answers import answer
from hcc_helpers.sample import generate_2026

COMMITTED = project_root() / "data" / "sample-2026"
MONTHS = ("2026-08", "2026-09", "2026-10", "2026-11")
MOST_BYTES = 3_000_000


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A copy of the second sample that may be written into."""
    return shutil.copytree(COMMITTED, tmp_path_factory.mktemp("second") / "data")


def test_the_committed_months_are_what_hcc_sample_makes(tmp_path):
    made = {path.relative_to(tmp_path): path for path in generate_2026(tmp_path)}
    raw = COMMITTED / "raw"
    there = [path for path in raw.rglob("*") if path.is_file()]
    assert set(made) == {path.relative_to(raw) for path in there}
    assert [str(name) for name, path in made.items() if content(path) != content(raw / name)] == []
    assert sum(path.stat().st_size for path in there) < MOST_BYTES


@pytest.mark.parametrize("month", MONTHS)
def test_every_sum_holds_and_the_new_rules_show(root, month):
    found = compute(parse_period(month), root, beside=False)
    assert [one.sentence for one in found.balances_checked if not one.is_exact] == []
    assert found.scopes[:1] == ["commune"]
    assert {"commune", "land", "forwarded"} <= set(found.scopes)
    assert found.value("new_kiosk") > 0
    assert found.value("new_received_elsewhere") > 0
    assert 0 < found.value("passed_on_in_time", "forwarded") < found.value("pass_on_due", "forwarded")
    assert 0 < found.value("new_asked_though_held") < found.value("new_with_held_papers")
    assert [finding.message for finding in found.found if finding.rule == "L1-don-vi-la"] == []
    if month == "2026-08":  # both clocks in one period
        assert found.value("received_new", "other") > 0
        changed = {
            rule.id for rule in found.now.settings.rules.touched(found.period.first_day) if rule.since > found.period.first_day
        }
        assert {"cutoff_hour", "decided_elsewhere", "papers_in_databases"} <= changed


def test_page_00_says_which_rules_and_acts_held_from_when_and_how_sure(root):
    month = compute(parse_period("2026-08"), root, beside=False)
    rules, acts = (
        answer(name, month, "commune", "internal").html.replace("\xa0", " ").replace("\u2060", "")
        for name in ("rules_used", "acts_in_force")
    )
    for rule in month.now.settings.rules.touched(month.period.first_day):
        assert rule.source.partition(" (")[0][:40] in rules
        assert day(rule.since) in rules
    for word in ("Văn bản", "Suy luận", "Chưa đối chiếu văn bản gốc", "Giả định"):
        assert word in rules
    for name in ("367/2025/NĐ-CP", "91/2025/QH15", "29/2026/QĐ-TTg", "309/2026/NĐ-CP", "310/2026/NĐ-CP", "09/2026/TT-BTP"):
        assert name in acts
    assert "05/08/2026, ngày giả định" in acts  # decree 310: no copy says from which day
    assert "Chuỗi số liệu đứt từ 20/07/2026" in acts
