"""What would change, from manifests and declarations alone: a file, a rule, a template, the office's words."""

from __future__ import annotations

import hashlib
import json

import pytest

from hcc_helpers.papers.impact import impact, said, words_changed
from hcc_helpers.papers.rests_on import rules_of, tables_of

FILES = {"khao-sat.csv": "surveys", "ho-so.csv": "cases", "thu-phi.csv": "payments"}


@pytest.fixture
def world(tmp_path):
    """A month's folder and the manifests of two published periods that it feeds: the month, and the quarter."""
    folder = tmp_path / "raw" / "2025-12"
    folder.mkdir(parents=True)
    for name in FILES:
        (folder / name).write_text(f"{name}\n", "utf-8")
    files = [
        {"name": name, "sha256": hashlib.sha256((folder / name).read_bytes()).hexdigest(), "table": table}
        for name, table in FILES.items()
    ]

    def manifest(period, months, rules=()):
        snapshots = [{"period": month, "files": files if month == "2025-12" else []} for month in months]
        return {
            "period": period,
            "inputs": {"snapshots": snapshots, "rules": list(rules), "reference": {"rules.toml": "a", "bao-cao.docx": "b"}},
        }

    periods = [
        manifest("2025-11", ["2025-11"]),
        manifest("2025-12", ["2025-11", "2025-12"], [{"id": "cutoff_hour", "value": 15}]),
        manifest("2025-Q4", ["2025-10", "2025-11", "2025-12"]),
    ]
    return tmp_path, folder, periods


TODAY = {"rules.toml": "a", "bao-cao.docx": "b"}


def test_nothing_changed_is_nothing_said(world):
    root, _, manifests = world
    assert impact(("2025-12",), manifests, root, TODAY) == []


def test_a_changed_survey_reaches_its_sentence_in_every_period_that_it_feeds(world):
    root, folder, manifests = world
    (folder / "khao-sat.csv").write_text("khác\n", "utf-8")
    found = impact(("2025-12",), manifests, root, TODAY)
    assert [one.period for one in found] == ["2025-12", "2025-Q4"]
    assert {block for block, _ in found[0].sentences} == {"I.1"}
    assert all("satisfaction_pct" in line for _, line in found[0].sentences)
    assert "received_all" not in found[0].indicators
    assert "bao-cao-2025-12.docx" in found[0].documents
    assert "bieu-06a-2025-12.xlsx" not in found[0].documents
    assert any("khao-sat.csv đã đổi" in line for line in said(found[0]))


def test_changed_cases_reach_the_form_too(world):
    root, folder, manifests = world
    (folder / "ho-so.csv").write_text("khác\n", "utf-8")
    one = impact(("2025-12",), manifests, root, TODAY)[0]
    assert {"received_all", "resolved_late", "in_time_766"} <= set(one.indicators)
    assert {"bao-cao-2025-12.docx", "bieu-06a-2025-12.xlsx", "phu-luc-2025-12.xlsx"} <= set(one.documents)


def test_a_changed_rule_reaches_what_rests_on_it_and_no_more(world):
    root, _, manifests = world
    manifests[1]["inputs"]["rules"] = [{"id": "intake_hours_limit", "value": 12}]
    one = next(one for one in impact(("2025-12",), manifests, root, TODAY) if one.period == "2025-12")
    assert "new_accepted_quickly" in one.indicators
    assert "received_all" not in one.indicators


def test_a_changed_template_reaches_the_document_only(world):
    root, _, manifests = world
    found = impact(("2025-12",), manifests, root, TODAY | {"bao-cao.docx": "c"})
    assert [one.indicators for one in found] == [[], []]
    assert found[0].documents == ["bao-cao-2025-12.docx", "bao-cao-2025-12-chu-thich.docx"]


def test_a_file_nobody_has_read_may_reach_everything(world):
    root, folder, manifests = world
    (folder / "moi.xlsx").write_bytes(b"?")
    one = impact(("2025-12",), manifests, root, TODAY)[0]
    assert len(one.indicators) > 200


def test_the_offices_words_are_held_against_the_snapshot(world):
    root, folder, _ = world
    assert words_changed("2025-12", {}, root) is None
    (folder / "loi-van.md").write_text("## II. Tồn tại\nLời mới.\n", "utf-8")
    assert words_changed("2025-12", {}, root).papers == {"document"}
    kept = json.loads(json.dumps({"II": [[2, "Lời mới."], [3, ""]]}))
    assert words_changed("2025-12", kept, root) is None


def test_what_an_indicator_rests_on_is_read_from_its_declaration():
    assert tables_of("satisfaction_pct") == {"surveys"}
    assert "apology_days_before" in rules_of("late_apologised_in_time")
    assert "deadline_comparison" in rules_of("in_time_pct")
