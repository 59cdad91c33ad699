"""A share of which many cases are unknown is never one number: bounds on every tile, no judgement that they could turn over."""

from dataclasses import dataclass
from types import SimpleNamespace

import pytest
from drawn import drawn_settings
from soundness.test_absent_together import printed, rows_changed

from hcc_helpers.history.change import LEVEL, share_between_difference, share_difference
from hcc_helpers.history.comparison import Comparison
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.indicators.untold import UNTOLD, between, is_known, is_open
from hcc_helpers.law import load_law
from hcc_helpers.numbers_vn import percent, share, whole
from hcc_helpers.periods import parse_period
from hcc_helpers.places import project_root
from hcc_helpers.report import citizens
from hcc_helpers.report.answers.build import left_out
from hcc_helpers.report.changes import sentence
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.front import front_page, summary
from hcc_helpers.report.main_indicators import main_table
from hcc_helpers.report.province import sections

ID = "online_of_new_pct"


@pytest.fixture(scope="module")
def half(tmp_path_factory):
    """The rich month, the channel of every second case unknown."""

    def no_channel(number: int, case: dict) -> None:
        case["channel"] = None if number % 2 else "online"

    made = rows_changed(tmp_path_factory.mktemp("half"), no_channel)
    made.__dict__["found"] = []  # drawn rows come from no file, so that no file has findings
    return made


def bounds(made) -> str:
    online, unknown, new = (made.value(id) for id in ("new_online", "new_channel_unknown", "received_new"))
    return f"hật ra từ {percent(share(online, new))} đến {percent(share(online + unknown, new))}: {whole(unknown)} hồ sơ mới không rõ kênh nộp"


def test_every_tile_and_row_says_between_what_the_share_lies(half):
    page = front_page(half, "internal")
    tile = next(one for one in page.key_figures if one.id == ID)
    assert bounds(half) in tile.beside
    assert bounds(half) in next(value for label, value in summary(page)["key_figures"] if label == tile.label)
    assert bounds(half) in main_table(Figures(half, "commune", "internal"), (ID,), set()).replace("\u00a0", " ")
    assert bounds(half) in sections("tháng 12", {"Xã A": half.now}, [], [], {}).replace("\u00a0", " ")


def test_where_all_is_known_nothing_stands_beside(tmp_path):
    made = rows_changed(tmp_path, lambda number, case: case.update(channel="online" if number % 2 else "in_person"))
    assert left_out(Figures(made, "commune", "internal"), ID) == ""


def test_the_report_does_not_say_that_nobody_came_where_channels_cannot_be_read(tmp_path):
    def not_read(number: int, case: dict) -> None:
        case |= {"channel": "online"} if number % 2 else {"channel": "unreadable"}

    made = rows_changed(tmp_path, not_read)
    assert made.value("new_channel_unreadable")
    for name in ("report_II", "report_I_3"):
        assert "hông có hồ sơ mới nộp trực tiếp" not in printed(made, name), name
        assert f"hông đọc được kênh nộp: {whole(made.value('new_channel_unreadable'))} hồ sơ" in printed(made, name), name


@dataclass
class ForAllOf:
    """The published figures, by name: a number, or why there is none."""

    figures: dict

    def one(self, id, scope):
        found = self.figures.get(id)
        if found is None:
            return None
        return SimpleNamespace(value=None, reason=found) if isinstance(found, str) else SimpleNamespace(value=found, reason="")


@pytest.mark.parametrize(
    ("unknown", "beside"),
    [
        (300, "Thật ra từ 60,00% đến 90,00%: 300 hồ sơ mới không rõ kênh nộp"),
        ("ít hơn 10", "Chưa tính hồ sơ mới không rõ kênh nộp"),
        (0, ""),
    ],
)
def test_the_tile_for_citizens_tells_no_more_than_is_published(unknown, beside):
    figures = ForAllOf({"new_online": 600, "received_new": 1000, ID: 60.0, "new_channel_unknown": unknown})
    assert citizens._untold(figures, ID, "commune") == beside


def changes(ids: tuple[str, ...], rows: dict[str, dict[str, tuple]]) -> list:
    """What is said of two months: month → indicator → (value, numerator, denominator)."""

    def row(period: str, id: str, scope: str):
        if id not in rows[period]:
            return None
        value, numerator, denominator = rows[period][id]
        return SimpleNamespace(
            value=value, numerator=numerator, denominator=denominator, unit=REGISTRY[id].unit, reason="", definition_hash="d"
        )

    month = SimpleNamespace(
        period=parse_period("2025-12"),
        now=SimpleNamespace(settings=drawn_settings(), window=SimpleNamespace(is_provisional=False)),
    )
    found = Comparison(month, "commune", indicators=ids, against=parse_period("2025-11"))
    found.__dict__.update(
        history=SimpleNamespace(row=row), law=load_law(project_root() / "data"), daily=None, _inside=lambda change: None
    )
    return found.changes


def compared(now: tuple[int, int, int], before: tuple[int, int, int]):
    """The judged change of the online share: (online, new, of unknown channel) of two months."""
    rows = {
        text: {ID: (100 * part / of, part, of), "new_channel_unknown": (unknown, None, None)}
        for text, (part, of, unknown) in (("2025-12", now), ("2025-11", before))
    }
    (change,) = changes((ID,), rows)
    return change


def test_a_share_that_fell_only_because_its_channels_are_unknown_has_not_got_worse():
    """90% of 1.000 in November, all known; in December 600 online, 330 unknown: the truth is 60% to 93%."""
    change = compared((600, 1000, 330), (900, 1000, 0))
    assert change.word() == "untold"
    assert sentence(change).startswith("Không so: 330 hồ sơ mới không rõ kênh nộp ở hai kỳ")


@pytest.mark.parametrize(
    ("now", "before", "word"),
    [
        ((300, 1000, 100), (900, 1000, 0), "worse"),  # at most 40% beside 90%, whatever the hundred are
        ((600, 1000, 0), (900, 1000, 0), "worse"),
        ((900, 1000, 3), (901, 1000, 2), "unclear"),
        ((600, 1000, 330), (600, 1000, 330), "untold"),  # alike only in what is known
    ],
)
def test_a_judgement_stands_where_no_unknown_case_could_turn_it(now, before, word):
    assert compared(now, before).word() == word


def test_the_interval_holds_those_of_both_ends():
    found = share_between_difference((300, 1000), 100, (900, 1000), 20)
    ends = share_difference(300, 1000, 920, 1000), share_difference(400, 1000, 900, 1000)
    assert (found.low, found.high) == (min(one.low for one in ends), max(one.high for one in ends))
    assert found.p == max(one.p for one in ends) < LEVEL


def test_a_target_between_the_bounds_is_neither_reached_nor_missed():
    values = {"new_online": 600, "received_new": 1000, "new_channel_unknown": 330}
    assert is_open(between(ID, values.get), 80)
    assert not is_open(between(ID, values.get), 95)
    assert not is_open(between(ID, values.get), 60)
    assert not is_known(ID, values.get)
    assert is_known(ID, (values | {"new_channel_unknown": 9}).get)


def test_what_is_unknown_is_declared_of_indicators_that_exist():
    for id, one in UNTOLD.items():
        assert REGISTRY[id].kind == "share"
        assert {REGISTRY[count].adds for count in one.counts} == {"flow"}
