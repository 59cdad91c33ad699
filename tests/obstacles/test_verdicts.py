"""The rules of a verdict, each on a case made for it; the marks as dated settings."""

from datetime import date

import pytest

from hcc_helpers.errors import WrongWords
from hcc_helpers.obstacles.every import OBSTACLES
from hcc_helpers.obstacles.form import ABOVE, KIND, WHO
from hcc_helpers.obstacles.vague_words import load_words
from hcc_helpers.obstacles.verdicts import CAPPED, LABEL, RULES, SINCE, Measured, decide, say, say_interval
from hcc_helpers.places import project_root

DATA = project_root() / "data"
WORDS = load_words(DATA, on=date(2025, 12, 14))
OFTEN = WORDS["land_late_often"]  # at least 20%, from 100 cases on
LOW = WORDS["self_filing_low"]  # below 80%, from 100 cases on

CASES = [  # kind · word · value, low, high, n, bound · verdict · rule
    ("fact", OFTEN, (30, 25, 35, 400, ""), "supported", "V3"),
    ("effect", OFTEN, (30, 25, 35, 400, ""), "consistent", "V6"),
    ("cause", OFTEN, (30, 25, 35, 400, ""), "consistent", "V6"),
    ("fact", OFTEN, (10, 8, 12, 400, ""), "not_supported", "V4"),
    ("cause", OFTEN, (10, 8, 12, 400, ""), "not_supported", "V4"),
    ("fact", OFTEN, (21, 18, 24, 400, ""), "not_enough", "V5"),
    ("fact", OFTEN, (90, 85, 95, 99, ""), "not_enough", "V2"),
    ("fact", OFTEN, (90, 85, 95, 100, ""), "supported", "V3"),
    ("fact", OFTEN, (20, 20, 20, 400, ""), "supported", "V3"),  # the mark itself belongs to "từ … trở lên"
    ("fact", LOW, (60, 55, 65, 400, ""), "supported", "V3"),
    ("fact", LOW, (90, 85, 95, 400, ""), "not_supported", "V4"),
    ("fact", LOW, (80, 80, 80, 400, ""), "not_supported", "V4"),
    ("fact", LOW, (60, 55, 65, 400, "upper"), "supported", "V3"),  # the truth is lower still
    ("fact", LOW, (90, 85, 95, 400, "upper"), "not_enough", "V7"),
    ("fact", OFTEN, (30, 25, 35, 400, "upper"), "not_enough", "V7"),
    ("fact", OFTEN, (10, 8, 12, 400, "upper"), "not_supported", "V4"),
    ("fact", OFTEN, (22, 20, 25, 400, "upper"), "not_enough", "V7"),  # the mark itself is reached at the most only
    ("fact", OFTEN, (21, 18, 24, 400, "upper"), "not_enough", "V5"),  # not even at the most
    ("fact", OFTEN, (30, 25, 35, 400, "lower"), "supported", "V3"),
    ("fact", OFTEN, (10, 8, 12, 400, "lower"), "not_enough", "V7"),
    ("fact", OFTEN, (18, 15, 20, 400, "lower"), "not_enough", "V5"),  # the interval ends at the mark: it still holds it
]


@pytest.mark.parametrize(("kind", "word", "drawn", "code", "rule"), CASES)
def test_a_rule_on_a_case_made_for_it(kind, word, drawn, code, rule):
    value, low, high, n, bound = drawn
    verdict = decide(kind, Measured(value, low, high, n, bound=bound), word)
    assert (verdict.code, verdict.rule) == (code, rule)


def test_a_bound_is_named_by_its_side():
    most, least = (
        Measured(*figures, bound=bound) for figures, bound in (((30, 25, 35, 400), "upper"), ((10, 8, 12, 400), "lower"))
    )
    assert decide("fact", most, OFTEN).why == "con số mới là mức cao nhất có thể"
    assert decide("fact", least, OFTEN).why == "con số mới là mức thấp nhất có thể"


def test_the_rules_hold_from_the_first_day_of_the_communes():
    assert date(2025, 7, 1) == SINCE


def test_what_is_missing_is_named_and_never_a_zero():
    verdict = decide("fact", None, OFTEN, "kỳ này không có bảng “Tạm dừng”")
    assert (verdict.code, verdict.rule, verdict.why) == ("not_enough", "V1", "kỳ này không có bảng “Tạm dừng”")


def test_every_rule_and_every_verdict_is_met_by_a_case():
    assert {rule for *_, rule in CASES} | {"V1"} == {id for id, _ in RULES}
    assert {code for *_, code, _ in CASES} == set(LABEL)


@pytest.mark.parametrize("kind", ["cause", "effect"])
def test_what_is_only_observed_is_never_supported(kind):
    for _, word, (value, low, high, n, bound), *_ in CASES:
        assert decide(kind, Measured(value, low, high, n, bound=bound), word).code != "supported"


@pytest.mark.parametrize("obstacle", OBSTACLES, ids=lambda o: o.id)
def test_a_declaration_is_whole(obstacle):
    """Every sub-claim has its mark; a cause its rivals; what can be done names who can do it, and for which sub-claim."""
    for claim in obstacle.claims:
        assert claim.kind in KIND
        word = WORDS[claim.word]
        assert word.source
        assert word.minimum >= 1
        assert claim.flips.endswith(".")
        assert bool(claim.rivals) == (claim.kind in CAPPED), claim.id
        assert claim.counted, claim.id
        assert claim.censored, claim.id
        assert claim.cannot, claim.id
        for need in claim.needs:
            assert not need.keep.endswith(".")
    ids = {claim.id for claim in obstacle.claims}
    assert {lever.claim for lever in obstacle.levers} <= ids
    assert {lever.who for lever in obstacle.levers} <= set(WHO)
    assert {lever.who for lever in obstacle.levers} - set(ABOVE), "nothing that the commune can do by itself"


def test_the_obstacles_stand_in_the_order_of_the_report():
    numbers = [obstacle.number for obstacle in OBSTACLES]
    assert numbers == sorted(numbers)


def test_an_office_may_set_its_own_mark_from_a_day_on(tmp_path):
    own = tmp_path / "reference"
    own.mkdir()
    text = (DATA / "reference" / "obstacles.toml").read_text("utf-8")
    entry = "[[word]]\n" + next(part for part in text.split("[[word]]\n") if 'id = "land_late_often"' in part)
    own.joinpath("obstacles.toml").write_text(
        entry.replace("value = 20", "value = 10").replace("2025-07-01", "2026-01-01"), "utf-8"
    )
    assert load_words(tmp_path, on=date(2025, 12, 14))["land_late_often"].value == 20
    assert load_words(tmp_path, on=date(2026, 1, 14))["land_late_often"].value == 10
    assert load_words(tmp_path, on=date(2026, 1, 14))["self_filing_low"].value == 80


def test_a_slip_in_the_marks_is_refused_with_its_place(tmp_path):
    own = tmp_path / "reference"
    own.mkdir()
    own.joinpath("obstacles.toml").write_text('[[word]]\nid = "x"\nwrod = "thường"\n', "utf-8")
    with pytest.raises(WrongWords) as refused:
        load_words(tmp_path, on=date(2025, 12, 14))
    assert "wrod" in str([finding.message for finding in refused.value.findings])


def test_figures_are_said_as_vietnamese_readers_write_them():
    assert say(8.2254, "percent") == "8,23%"
    assert say(-1.25, "hours") == "−1,3 giờ làm việc"
    assert say(12.34, "per_thousand") == "12,3 lần trên 1.000 lần thử"
    assert say(2, "systems") == "2 hệ thống"
    assert say_interval(6.86, 9.84, "percent") == "6,9–9,8%"
    assert say_interval(-0.2, 1.04, "hours") == "−0,2 đến +1,0"
    assert Measured(3, 3, 3, 3, "systems").interval_said == ""
    assert Measured(8.2254, 6.86, 9.84, 400).interval_said == "6,9–9,8%"


@pytest.mark.parametrize(
    ("unit", "said", "between"),
    [
        ("percent", "12,35%", "10,1–14,6%"),
        ("points", "+12,35 điểm", "+10,1 đến +14,6"),
        ("hours", "+12,3 giờ làm việc", "+10,1 đến +14,6"),
        ("working_days", "+12,3 ngày làm việc", "+10,1 đến +14,6"),
        ("per_thousand", "12,3 lần trên 1.000 lần thử", "10,1 đến 14,6"),
        ("correlation", "12,35", "10,12 đến 14,58"),
        ("seconds", "12,3 giây", "10,1 đến 14,6"),
        ("labour_hours", "12,3 giờ công", "+10,1 đến +14,6"),
        ("systems", "12 hệ thống", "+10,1 đến +14,6"),
    ],
)
def test_a_figure_in_every_unit(unit, said, between):
    assert say(12.346, unit) == said
    assert say_interval(10.12, 14.58, unit) == between


def test_a_unit_that_nobody_declared_is_an_error():
    with pytest.raises(ValueError, match="miles"):
        say(1, "miles")
