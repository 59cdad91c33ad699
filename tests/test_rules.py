"""Dated settings: which version holds, what is refused, and that a report can print the ones it used."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from hcc_helpers.errors import WrongWords
from hcc_helpers.rules import TAKES, load_rules, load_targets
from hcc_helpers.vocabulary import PAUSE

DECEMBER = date(2025, 12, 14)
HEAD = 'label = "x"\nsource = "y"\ncertainty = "giả định"\n'


@pytest.fixture
def office(tmp_path):
    """Writes a reference file of an office and gives its data root."""
    (tmp_path / "reference").mkdir()

    def write(text: str, name: str = "rules.toml") -> Path:
        (tmp_path / "reference" / name).write_text(text, encoding="utf-8")
        return tmp_path

    return write


def rule(id: str, value: str, since: str = "2025-07-01") -> str:
    return f'[[rule]]\nid = "{id}"\nvalue = {value}\nfrom = {since}\n{HEAD}'


@pytest.mark.parametrize(
    ("id", "value", "said"),
    [
        ("deadline_comparison", "day", "theo ngày"),
        ("supplement_clock", "pause", "tạm dừng tính thời hạn trong lúc chờ bổ sung"),
        ("undated_state_days", 5, "5 ngày làm việc"),
        ("code_8_means", "stopped", "dừng giải quyết (kết thúc)"),
        ("cutoff_hour", 15, "15:00"),
        ("working_hours", ["07:00-11:30", "13:30-17:00"], "07:00–11:30 và 13:30–17:00"),
        ("intake_hours_limit", 8, "8 giờ làm việc"),
        ("apology_days_before", 1, "1 ngày làm việc"),
        ("petition_deadline_wd", 15, "15 ngày làm việc"),
        ("bank_transfer_counts_as", "in_person", "thanh toán trực tiếp"),
        ("satisfaction_claim_pct", 95, "95%"),
        ("unitless_term_unit", "working_days", "ngày làm việc"),
        ("form_06a_paused", None, "chưa đặt"),
        ("form_06a_returned", None, "chưa đặt"),
        ("reporting_year_start", "12-15", "ngày 15/12 năm trước"),
        ("pause_order", list(PAUSE), " › ".join(PAUSE.values())),
    ],
)
def test_the_projects_own_rules(tmp_path, id, value, said):
    rules = load_rules(tmp_path, DECEMBER)
    assert rules.value(id) == value
    assert rules.rule(id).said == said
    assert rules.rule(id).label
    assert rules.rule(id).source


@pytest.mark.parametrize("on", [date(2010, 1, 1), date(2019, 6, 1), DECEMBER, date(2027, 12, 31)])
def test_every_known_rule_holds_on_every_day_of_the_calendar(tmp_path, on):
    assert [rule.id for rule in load_rules(tmp_path, on).every()] == list(TAKES)


@pytest.mark.parametrize(
    ("on", "clock", "certainty"),
    [
        (date(2018, 6, 20), "pause", "giả định"),
        (date(2018, 6, 21), "restart", "văn bản"),
        (date(2025, 6, 30), "restart", "văn bản"),
        (date(2025, 7, 1), "pause", "suy luận"),
    ],
)
def test_the_newest_version_not_after_the_day_holds(tmp_path, on, clock, certainty):
    held = load_rules(tmp_path, on).rule("supplement_clock")
    assert (held.value, held.certainty) == (clock, certainty)


def test_only_the_rules_asked_for_are_printed(tmp_path):
    rules = load_rules(tmp_path, DECEMBER)
    assert list(rules) == []
    rules.value("cutoff_hour")
    rules.value("deadline_comparison")
    rules.value("cutoff_hour")
    assert [rule.id for rule in rules] == ["deadline_comparison", "cutoff_hour"]  # in the order of the list


def test_an_offices_own_version_wins_from_its_day_on_and_leaves_the_others(office):
    root = office(rule("deadline_comparison", '"timestamp"', "2025-12-01") + rule("supplement_clock", '"restart"', "2020-01-01"))
    before, after = load_rules(root, date(2025, 11, 14)), load_rules(root, DECEMBER)
    assert (before.value("deadline_comparison"), after.value("deadline_comparison")) == ("day", "timestamp")
    assert after.value("supplement_clock") == "restart"  # although the project has a version of a later day
    assert after.value("cutoff_hour") == 15


@pytest.mark.parametrize(
    ("id", "value", "accepted"),
    [
        ("deadline_comparison", '"hour"', "“day” · “timestamp”"),
        ("deadline_comparison", "1", "“day” · “timestamp”"),
        ("undated_state_days", "-1", "từ 0 đến 60"),
        ("undated_state_days", "true", "từ 0 đến 60"),
        ("undated_state_days", '"5"', "từ 0 đến 60"),
        ("cutoff_hour", "25", "từ 0 đến 24"),
        ("pause_order", '["supplement"]', "mỗi lý do một lần"),
        ("working_hours", '["13:30-17:00", "07:00-11:30"]', "theo thứ tự"),
        ("working_hours", '["7:00-11:30"]', "theo thứ tự"),
        ("working_hours", '["07:00-07:00"]', "theo thứ tự"),
        ("reporting_year_start", '"01-01"', "“12-15”"),
        ("deadline_compare", '"day"', "gần nhất là “deadline_comparison”"),
    ],
)
def test_a_value_that_a_rule_does_not_take_is_refused(office, id, value, accepted):
    with pytest.raises(WrongWords) as error:
        load_rules(office(rule(id, value)), DECEMBER)
    assert accepted in error.value.text()
    assert "tệp rules.toml" in error.value.text()
    assert "Mục rule thứ 1: Quy tắc “" in error.value.text()
    assert error.value.exit_code == 2


def test_every_value_that_a_choice_offers_is_taken(office):
    choices = {
        "deadline_comparison": "timestamp",
        "code_8_means": "paused",
        "form_06a_paused": "open_in_time",
        "bank_transfer_counts_as": "transfer",
    }
    rules = load_rules(office("".join(rule(id, f'"{value}"') for id, value in choices.items())), DECEMBER)
    assert {id: rules.value(id) for id in choices} == choices


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (rule("cutoff_hour", "15").replace("source", "sorce"), "Không có khóa “sorce”"),
        (rule("cutoff_hour", "15").replace("source", "sorce"), "Có phải “source”"),
        (rule("cutoff_hour", "15").replace("source", "sorce"), "Thiếu khóa “source”"),
        (
            rule("cutoff_hour", "15").replace("giả định", "chắc chắn"),
            "văn bản · suy luận · chưa đối chiếu văn bản gốc · giả định",
        ),
        (rule("cutoff_hour", "15", '"2025-07-01"'), "2025-07-01 (không ngoặc)"),
        (rule("cutoff_hour", "15") * 2, "ghi hai lần"),
        ("[[rules]]\n", "Có phải “rule”"),
        ("[[rule]\n", "dòng 1"),
    ],
)
def test_a_faulty_file_is_refused_with_the_place(office, text, said):
    with pytest.raises(WrongWords) as error:
        load_rules(office(text), DECEMBER)
    assert said in error.value.text()


def test_an_unknown_rule_is_named_with_its_nearest(tmp_path):
    with pytest.raises(WrongWords, match="Có phải “cutoff_hour”"):
        load_rules(tmp_path, DECEMBER).value("cut_off_hour")


def test_a_rule_that_holds_only_later_is_an_error(tmp_path):
    with pytest.raises(WrongWords, match="09/06/2009"):
        load_rules(tmp_path, date(2009, 6, 9)).value("cutoff_hour")


# ------------------------------------------------------------------------------------------------------- targets


def test_the_projects_targets_have_a_source_and_say_how_sure_it_is(tmp_path):
    targets = {target.indicator: target for target in load_targets(tmp_path, DECEMBER)}
    assert {id: target.said for id, target in targets.items()} == {
        "satisfaction_pct": "≥ 95%",
        "digitised_all_required_pct": "≥ 100%",
        "results_signed_pct": "≥ 100%",
        "results_stored_pct": "≥ 95%",
        "staff_on_time_pct": "≥ 100%",
    }
    assert all("báo cáo tháng 12/2025" in target.source for target in targets.values())
    assert {target.certainty for target in targets.values()} == {"chưa đối chiếu văn bản gốc"}
    assert load_targets(tmp_path, date(2025, 6, 30)) == []


def test_an_offices_target_takes_the_place_of_the_projects(office):
    text = '[[target]]\nindicator = "{}"\nscope = "commune"\nvalue = {}\ndirection = "{}"\nfrom = 2025-01-01\nsource = "y"\ncertainty = "văn bản"\n'
    root = office(
        text.format("satisfaction_pct", 97.5, "at_least") + text.format("resolved_late_pct", 1, "at_most"), "targets.toml"
    )
    targets = {target.indicator: target.said for target in load_targets(root, DECEMBER)}
    assert targets["satisfaction_pct"] == "≥ 97,50%"
    assert targets["resolved_late_pct"] == "≤ 1%"
    assert targets["results_stored_pct"] == "≥ 95%"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"commune"', '"xã"', "commune · land"),
        ('"at_least"', '"more"', "at_least · at_most"),
        ("value = 95", 'value = "95%"', "số"),
        ("value = 95", "valeu = 95", "Có phải “value”"),
    ],
)
def test_a_faulty_target_is_refused(office, old, new, said):
    text = '[[target]]\nindicator = "a"\nscope = "commune"\nvalue = 95\ndirection = "at_least"\nfrom = 2025-01-01\nsource = "y"\ncertainty = "văn bản"\n'
    with pytest.raises(WrongWords) as error:
        load_targets(office(text.replace(old, new), "targets.toml"), DECEMBER)
    assert said in error.value.text()


def test_every_version_that_a_case_can_meet(office):
    root = office(rule("cutoff_hour", "14").replace("label", "to = 2025-10-31\nlabel") + rule("cutoff_hour", "16", "2025-11-20"))
    rules = load_rules(root, DECEMBER)
    spans = [(one.value, one.since, one.until) for one in rules.every_version()["cutoff_hour"]]
    own = load_rules(root.parent / "nobody", DECEMBER).rule("cutoff_hour").value
    assert [span for span in spans if span[1] >= date(2025, 7, 1)] == [
        (14, date(2025, 7, 1), date(2025, 10, 31)),
        (own, date(2025, 11, 1), date(2025, 11, 19)),
        (16, date(2025, 11, 20), None),
    ]
    assert [one.id for one in rules.every()] == [id for id in TAKES if id in {one.id for one in rules.every()}]
    assert rules.touched(date(2025, 12, 1)) == [], "nobody has asked for a rule yet"
    assert [one.value for one in rules.versions("cutoff_hour")] == [span[0] for span in spans]
    assert [one.value for one in rules.touched(date(2025, 10, 31))] == [14, own, 16]
    assert [one.value for one in rules.touched(date(2025, 11, 1))] == [own, 16]
    assert [one.value for one in rules.touched(date(2025, 12, 1))] == [16]
    assert rules.unasked().touched(date(2025, 10, 31)) == []
