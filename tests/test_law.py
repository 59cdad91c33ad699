"""Acts and breaks of series: which hold in a period, which spans are never compared, and that the file names only what exists."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from hcc_helpers.errors import WrongWords
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.law import load_law
from hcc_helpers.obstacles.every import OBSTACLES
from hcc_helpers.periods import parse_period
from hcc_helpers.places import project_root
from hcc_helpers.rules import _files, _RulesFile, load_rules

ROOT = project_root() / "data"
LAW = load_law(ROOT)
SELF = "online_self_filed_pct"


def span(text: str) -> tuple[date, date]:
    period = parse_period(text)
    return period.first_day, period.last_day


def in_force(text: str) -> set[str]:
    return {act.id for act in LAW.in_force(*span(text))}


def test_every_broken_indicator_exists():
    assert {id for one in LAW.breaks for id in one.indicators} <= REGISTRY.keys()


@pytest.mark.parametrize(
    ("id", "before", "since"),
    [
        ("309/2026", "2026-07", "2026-08"),
        ("224/2026", "2026-05", "2026-08"),
        ("29/2026", "2026-07", "2026-08"),
        ("09/2026/TT-BTP", "2026-07", "2026-08"),
        ("367/2025", "2025-12", "2026-01"),
        ("91/2025", "2025-12", "2026-01"),
        ("ho-tich-2026", "2027-02", "2027-03"),
    ],
)
def test_an_act_is_in_force_from_its_period_on(id, before, since):
    assert id not in in_force(before)
    assert id in in_force(since)


def test_the_law_on_personal_data_stands_on_the_page_about_safety():
    text = (project_root() / "docs" / "an-toan.md").read_text("utf-8")
    assert "91/2025/QH15" in text
    assert "356/2025/NĐ-CP" in text


def test_only_what_was_read_is_called_a_text():
    """Nobody may be surer of an act than its copy allows; a day that no copy gives is said to be assumed."""
    assert {act.id for act in LAW.acts if act.is_read} == {act.id for act in LAW.acts if act.certainty == "văn bản"}
    assert {act.id for act in LAW.acts if not act.is_day_sure} == {"367/2025", "310/2026"}


def test_no_rule_is_assumed_where_an_act_that_was_read_speaks_of_it():
    """An assumption names no act that was read and holds on a day of the rule."""
    read = [act for act in LAW.acts if act.is_read]
    rules = [rule for on in (date(2026, 8, 4), date(2026, 8, 14)) for rule in load_rules(ROOT, on)]
    assumed = {(rule.id, rule.since): rule for rule in rules if rule.certainty == "giả định"}
    assert [
        (rule.id, act.id)
        for rule in assumed.values()
        for act in read
        if act.id.split("/")[0] + "/" + act.id.split("/")[-1] in rule.source
        and (rule.until is None or act.since <= rule.until)
        and (act.until is None or act.until >= rule.since)
    ] == []


def test_an_act_that_ended_is_named_in_its_last_period_only():
    assert "13/2023" in in_force("2026-01")  # 15/12/2025–14/01/2026 touches both laws
    assert "13/2023" not in in_force("2026-02")
    assert "61/2018" not in in_force("2025-08")


@pytest.mark.parametrize(
    ("a", "b", "is_broken"),
    [("2026-06", "2026-07", False), ("2026-07", "2026-08", True), ("2026-08", "2026-09", True), ("2026-09", "2026-10", False)],
)
def test_a_period_that_holds_the_day_is_compared_with_neither_side(a, b, is_broken):
    assert (LAW.era(SELF, *span(a)) != LAW.era(SELF, *span(b))) is is_broken
    assert bool(LAW.between(SELF, span(a), span(b))) is is_broken


def test_a_break_names_its_act_and_touches_only_its_indicators():
    (why,) = LAW.between(SELF, span("2026-07"), span("2026-08"))
    assert "20/07/2026" in why
    assert "Quyết định 29/2026/QĐ-TTg" in why
    assert LAW.between("online_of_new_pct", span("2026-07"), span("2026-08")) == []
    assert LAW.era(SELF, *span("2025-12")) == ""  # nothing changes in the hashes of earlier periods


def test_the_line_of_a_chart_breaks_on_both_sides_of_the_period():
    places, whys = LAW.drawn(SELF, [span(text) for text in ("2026-06", "2026-07", "2026-08", "2026-09", "2026-10")])
    assert places == (2, 3)
    assert len(whys) == 1


def test_a_break_by_an_unknown_act_is_refused(tmp_path):
    (tmp_path / "reference").mkdir()
    text = '[[break]]\nact = "1/2030"\nfrom = 2030-01-01\nindicators = ["a"]\nreason = "x"\ncertainty = "văn bản"\n'
    (tmp_path / "reference" / "law.toml").write_text(text, "utf-8")
    with pytest.raises(WrongWords, match="1/2030"):
        load_law(tmp_path)


def test_no_rule_is_an_assumption_whose_act_can_be_read():
    """A rule that cites an act in force that was read is at least an inference from it."""
    readable = {act.name.partition(" (")[0].partition(" ngày ")[0]: act for act in LAW.acts if act.is_read}
    (file,) = _files(ROOT, "rules.toml", _RulesFile)
    assumed = [rule for rule in file.rule if rule.certainty == "giả định"]
    wrong = [
        (rule.id, rule.since)
        for rule in assumed
        for name, act in readable.items()
        if name.split(" sửa đổi ")[0] in rule.source
        and act.touches(rule.since, rule.until or date.max)
        and not rule.source.startswith(("Lấy như", "Giữ như", "Trước"))
    ]
    assert assumed
    assert wrong == []


def test_versions_of_a_rule_follow_each_other_without_gap_or_overlap():
    rules = load_rules(ROOT, date(2027, 12, 31))
    for id in rules.in_force:
        versions = rules.versions(id)
        for before, after in pairwise(versions):
            assert before.until is not None
            assert (after.since - before.until).days == 1, id
        assert versions[-1].until is None


@pytest.mark.parametrize("obstacle", ["self_filing", "in_person"])
def test_the_words_of_a_claim_are_those_of_the_period(obstacle):
    """As written until July 2026; from the period that ends after 20/07/2026 on as the act has them read, with its day and act."""
    assert LAW.claim(obstacle, parse_period("2025-12").last_day) is None
    assert LAW.claim(obstacle, date(2026, 7, 19)) is None
    one = LAW.claim(obstacle, parse_period("2026-08").last_day)
    assert (one.since, one.act) == (date(2026, 7, 20), "29/2026")


def test_a_claim_ends_on_its_last_day(tmp_path):
    (tmp_path / "reference").mkdir()
    text = (ROOT / "reference" / "law.toml").read_text("utf-8")
    ended = text.replace(
        'obstacle = "in_person"\nact = "29/2026"\nfrom = 2026-07-20',
        'obstacle = "in_person"\nact = "29/2026"\nfrom = 2026-07-20\nto = 2027-02-28',
    )
    (tmp_path / "reference" / "law.toml").write_text(ended, "utf-8")
    law = load_law(tmp_path)
    assert law.claim("in_person", date(2027, 2, 28)) is not None
    assert law.claim("in_person", date(2027, 3, 1)) is None
    assert law.claim("self_filing", date(2027, 3, 1)) is not None


def test_every_claim_is_of_an_obstacle_that_exists():
    assert {one.obstacle for one in LAW.claims} <= {one.id for one in OBSTACLES}


def test_an_act_touches_a_window_by_a_single_day():
    act = LAW.acts[0].model_copy(update={"since": date(2025, 7, 1), "until": date(2025, 8, 31)})
    assert act.touches(date(2025, 8, 31), date(2025, 9, 30))
    assert not act.touches(date(2025, 9, 1), date(2025, 9, 30))
    assert act.touches(date(2025, 6, 1), date(2025, 7, 1))
    assert not act.touches(date(2025, 6, 1), date(2025, 6, 30))
    assert act.model_copy(update={"until": None}).touches(date(2030, 1, 1), date(2030, 1, 1))


def test_a_span_that_ends_on_the_day_of_a_break_is_of_neither_side():
    before, with_it, after = ((date(2026, 7, 1), date(2026, 7, n)) for n in (19, 20, 31))
    assert (LAW.era(SELF, *before), LAW.era(SELF, *with_it), LAW.era(SELF, *after)) == ("", "1", "1")
    assert LAW.era(SELF, date(2026, 7, 20), date(2026, 7, 31)) == "2", "from the day itself on the new meaning holds"
    assert LAW.era("online_of_new_pct", *span("2026-08")) == "", "another act's break is none of this indicator's"
    assert LAW.between(SELF, (date(2026, 7, 20), date(2026, 7, 25)), span("2026-09")) == []


def test_a_line_can_break_behind_its_first_point():
    assert LAW.drawn(SELF, [span("2026-07"), span("2026-08")])[0] == (1,)
    assert len(LAW.drawn(SELF, [span("2026-07"), span("2026-09")])[1]) == 1
    assert LAW.drawn(SELF, [span("2026-08")]) == ((), [])


def test_a_claim_holds_on_its_first_day():
    assert LAW.claim("in_person", date(2026, 7, 20)) is not None


ACT = 'id = "1/2030"\nname = "A"\nfrom = 2030-01-01\nis_read = true\ncertainty = "văn bản"\nchanges = "x"\n'
BREAK = 'act = "1/2030"\nfrom = 2030-01-01\nindicators = ["a"]\nreason = "x"\ncertainty = "văn bản"\n'
CLAIM = 'obstacle = "a"\nact = "1/2030"\nfrom = 2030-01-01\nreads = "x"\ncertainty = "văn bản"\n'
WHOLE = f"[[act]]\n{ACT}[[break]]\n{BREAK}[[claim]]\n{CLAIM}"


def own_law(tmp_path, text: str):
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference" / "law.toml").write_text(text, "utf-8")
    return load_law(tmp_path)


def test_one_letter_is_a_text(tmp_path):
    law = own_law(tmp_path, WHOLE)
    assert (law.acts[0].name, law.breaks[0].indicators, law.claims[0].reads) == ("A", ["a"], "x")
    assert law.acts[0].is_day_sure, "a day is sure unless the file says otherwise"


@pytest.mark.parametrize("empty", ['name = "A"', 'changes = "x"', 'reason = "x"', 'reads = "x"', 'indicators = ["a"]'])
def test_an_empty_text_is_refused(tmp_path, empty):
    key, _, value = empty.partition(" = ")
    with pytest.raises(WrongWords) as error:
        own_law(tmp_path, WHOLE.replace(empty, key + (" = []" if value.startswith("[") else ' = ""')))
    assert key in error.value.text()


def test_the_acts_that_there_are_are_named_beside_an_unknown_one(tmp_path):
    with pytest.raises(WrongWords) as error:
        own_law(tmp_path, f"[[act]]\n{ACT}[[claim]]\n{CLAIM.replace('1/2030', '2/2030')}")
    assert "2/2030" in error.value.text()
    assert error.value.findings[0].accepted == "1/2030"
