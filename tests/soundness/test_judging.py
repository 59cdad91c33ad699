"""What is called better or worse: the rate inside the fields, never the mix; families without near-copies; intervals that are not adjusted say so."""

import itertools
import re
from dataclasses import replace

import pytest
from report.test_untold_shares import changes

from hcc_helpers.history.change import adjusted, share_difference
from hcc_helpers.history.comparison import CHOSEN, RESTS, Change, Value, is_complement
from hcc_helpers.history.decompose import kitagawa
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.periods import parse_period
from hcc_helpers.report.answers.compare_periods.ways import ALL_CASES
from hcc_helpers.report.changes import sentence

ID = "in_time_pct"


def changed(before: dict[str, tuple[int, int]], now: dict[str, tuple[int, int]]) -> Change:
    """A share of two periods with its split by field, beyond chance on the whole."""
    sides = []
    for text, counts in (("2025-12", now), ("2025-11", before)):
        part, whole = (sum(side) for side in zip(*counts.values(), strict=True))
        sides.append(Value(parse_period(text), 100 * part / whole, part, whole, "percent", "", "d", 20))
    chance = share_difference(sides[0].part, sides[0].whole, sides[1].part, sides[1].whole)
    return Change(ID, *sides, chance=chance, q=chance.p, inside=kitagawa(before, now))


def test_a_change_that_is_mix_only_is_neither_better_nor_worse():
    """Inside both fields the rate is the same; the punctual field grew: 85% → 93% on the whole."""
    change = changed({"A": (495, 500), "B": (355, 500)}, {"A": (891, 900), "B": (71, 100)})
    assert change.is_beyond_chance
    assert change.word() == "mix"
    assert sentence(change).startswith("Đổi do cơ cấu lĩnh vực")


def test_a_share_that_rose_while_it_fell_inside_its_fields_is_worse():
    change = changed({"A": (495, 500), "B": (355, 500)}, {"A": (864, 900), "B": (66, 100)})
    assert change.now.value > change.before.value
    assert change.word() == "worse"


def test_a_share_that_rose_inside_its_fields_is_better():
    assert changed({"A": (450, 500), "B": (300, 500)}, {"A": (480, 500), "B": (380, 500)}).word() == "better"


def test_what_lies_within_chance_is_unclear_however_it_splits():
    change = changed({"A": (45, 50), "B": (30, 50)}, {"A": (46, 50), "B": (31, 50)})
    assert change.word() == "unclear"
    assert replace(change, q=None).word() == "up"


def test_a_family_of_tests_holds_no_near_copy_of_a_count():
    """Of a share, neither its part nor the rest of its whole is tested beside it: one change would count twice among the finds."""
    shares = [id for id in CHOSEN if REGISTRY[id].kind == "share"]
    copies = [(id, share) for id, share in itertools.product(CHOSEN, shares) if id != share and is_complement(id, share)]
    assert set(copies) >= {("resolved_late", "in_time_pct")}
    assert all(part in REGISTRY for share in RESTS for part in RESTS[share])


def test_the_rest_of_a_share_is_told_and_not_tested_beside_it():
    rows = {
        text: {"in_time_pct": (100 * (900 - late) / 900, 900 - late, 900), "resolved_late": (late, None, None)}
        for text, late in (("2025-12", 90), ("2025-11", 40))
    }
    share, late = changes(("in_time_pct", "resolved_late"), rows)
    assert share.q is not None
    assert late.q is None
    assert late.untested.startswith("cùng một điều với")


def test_a_copy_in_the_family_would_change_what_is_called_real():
    assert adjusted([0.04, 0.04]) != adjusted([0.04, 0.3])
    assert adjusted([0.011, 0.2, 0.3, 0.4, 0.5])[0] > 0.05 > adjusted([0.011, 0.011, 0.011, 0.4, 0.5])[0]


@pytest.mark.parametrize(
    "words", ["chưa điều chỉnh", "Benjamini–Hochberg", "không chứa “không đổi” mà vẫn là “tương đương kỳ trước”"]
)
def test_an_interval_that_is_not_adjusted_says_so(words):
    assert re.search(re.escape(words), ALL_CASES)
