"""Dated settings: which version holds, what is refused, and that a report can print the ones it used."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from hcc_helpers.errors import WrongWords
from hcc_helpers.papers.legal_bases import legal_bases
from hcc_helpers.periods import parse_period
from hcc_helpers.rules import TAKES, Rules, load_rules, load_targets
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
        ("working_hours", "[]", "theo thứ tự"),
        ("working_hours", '"07:00-11:30"', "theo thứ tự"),
        ("working_hours", '["07:00-11:30", 13]', "theo thứ tự"),
        ("working_hours", '["07:00-24:00"]', "theo thứ tự"),
        ("case_code_pattern", '"(?P<ymd>"', "biểu thức chính quy"),
        ("case_code_pattern", '"[0-9]+"', "biểu thức chính quy"),
        ("case_code_pattern", "7", "biểu thức chính quy"),
        ("pause_order", '"supplement"', "mỗi lý do một lần"),
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


@pytest.mark.parametrize(
    ("id", "least", "most", "said"),
    [
        ("undated_state_days", 0, 60, "60 ngày làm việc"),
        ("cutoff_hour", 0, 24, "24:00"),
        ("intake_hours_limit", 1, 240, "240 giờ làm việc"),
        ("apology_days_before", 0, 30, "30 ngày làm việc"),
        ("petition_deadline_wd", 1, 90, "90 ngày làm việc"),
        ("pass_on_by_hour", 1, 24, "trước 24:00 của ngày làm việc sau"),
        ("satisfaction_claim_pct", 0, 100, "100%"),
    ],
)
def test_a_count_is_taken_from_its_least_to_its_most(office, id, least, most, said):
    for value in (least, most):
        held = load_rules(office(rule(id, str(value))), DECEMBER).rule(id)
        assert held.value == value
    assert held.said == said
    for value in (least - 1, most + 1):
        with pytest.raises(WrongWords, match=f"từ {least} đến {most}"):
            load_rules(office(rule(id, str(value))), DECEMBER)


def test_hours_of_one_part_and_of_three_are_taken(office):
    for hours, said in (
        (["07:00-11:30"], "07:00–11:30"),
        (["00:00-06:59", "07:00-11:30", "20:00-23:59"], "00:00–06:59 và 07:00–11:30 và 20:00–23:59"),
    ):
        assert (
            load_rules(office(rule("working_hours", str(hours).replace("'", '"'))), DECEMBER).rule("working_hours").said == said
        )


def test_a_version_that_ends_before_it_begins_is_refused(office):
    text = rule("cutoff_hour", "15").replace("label", "to = {}\nlabel", 1)
    with pytest.raises(WrongWords, match=r"“to” \(30/06/2025\) phải từ ngày “from” \(01/07/2025\)"):
        load_rules(office(text.format("2025-06-30")), DECEMBER)
    one_day = load_rules(office(text.format("2025-07-01")), date(2025, 7, 1))
    assert (one_day.rule("cutoff_hour").since, one_day.rule("cutoff_hour").until) == (date(2025, 7, 1), date(2025, 7, 1))


def test_versions_that_overlap_are_refused_and_those_that_adjoin_are_not(office):
    text = rule("cutoff_hour", "14").replace("label", "to = {}\nlabel", 1) + rule("cutoff_hour", "16", "2025-11-20")
    with pytest.raises(WrongWords, match="mục từ 01/07/2025 đến 20/11/2025 chồng lên mục từ 20/11/2025"):
        load_rules(office(text.format("2025-11-20")), DECEMBER)
    rules = load_rules(office(text.format("2025-11-19")), DECEMBER)
    assert [one.value for one in rules.versions("cutoff_hour")][-2:] == [14, 16]


def test_a_word_that_is_near_nothing_gets_no_proposal(office, tmp_path):
    with pytest.raises(WrongWords) as error:
        load_rules(office(rule("zzzz", "1")), DECEMBER)
    assert "gần nhất" not in error.value.text()
    with pytest.raises(WrongWords) as error:
        load_rules(tmp_path / "nobody", DECEMBER).value("zzzz")
    assert "Có phải" not in error.value.text()
    assert "cutoff_hour" in error.value.text()


def test_a_target_that_is_no_percentage_has_no_sign(office):
    text = '[[target]]\nindicator = "handling_wd_median"\nvalue = 2.5\ndirection = "at_most"\nfrom = 2025-01-01\nsource = "y"\ncertainty = "văn bản"\n'
    targets = {target.indicator: target for target in load_targets(office(text, "targets.toml"), DECEMBER)}
    assert targets["handling_wd_median"].said == "≤ 2,50"
    assert targets["handling_wd_median"].scope == ""


def test_rules_given_one_by_one_have_one_version_each(tmp_path):
    held = load_rules(tmp_path, DECEMBER)
    alone = Rules(DECEMBER, {"cutoff_hour": held.rule("cutoff_hour")})
    assert (
        alone.every_version() == {"cutoff_hour": [held.in_force["cutoff_hour"]]} == {"cutoff_hour": alone.versions("cutoff_hour")}
    )
    assert [one.id for one in alone.every()] == ["cutoff_hour"]


def test_a_rule_that_ends_with_nothing_behind_it_holds_no_more(tmp_path, monkeypatch):
    only = tmp_path / "only.toml"
    only.write_text(rule("cutoff_hour", "14").replace("label", "to = 2025-10-31\nlabel"), "utf-8")
    monkeypatch.setattr("hcc_helpers.rules.default_file", lambda name: only)
    monkeypatch.setattr("hcc_helpers.rules.reference_file", lambda root, name: only)
    assert load_rules(tmp_path, date(2025, 10, 31)).value("cutoff_hour") == 14
    ended = load_rules(tmp_path, date(2025, 11, 1))
    assert ended.every() == []
    assert [(one.value, one.until) for one in ended.every_version()["cutoff_hour"]] == [(14, date(2025, 10, 31))]
    with pytest.raises(WrongWords, match="01/11/2025"):
        ended.value("cutoff_hour")


def test_the_bases_of_a_report_hold_as_rules_do(office):
    text = '[[base]]\nid = "own"\ntext = "{}"\nfrom = {}\nsource = "y"\ncertainty = "văn bản"\n'
    root = office(text.format("cũ", "2025-07-01") + text.format("mới", "2025-12-14"), "legal_bases.toml")
    said = {on: [base.text for base in legal_bases(root, parse_period(on)) if base.id == "own"] for on in ("2025-11", "2025-12")}
    assert said == {"2025-11": ["cũ"], "2025-12": ["mới"]}, "as on the last day of the period"
    assert legal_bases(root.parent / "nobody", parse_period("2025-12")), "the project's own"
