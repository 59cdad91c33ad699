"""docs/process.toml: every line of the two frameworks is there, and every place it points to exists and holds what it says."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CRITERIA = tomllib.loads((ROOT / "docs" / "process.toml").read_text("utf-8"))["criterion"]


def test_all_lines_of_both_frameworks_are_there():
    assert Counter(one["framework"] for one in CRITERIA) == {"Nền": 5, "Bạc": 9, "Vàng": 4, "Phải có": 7}


@pytest.mark.parametrize("one", CRITERIA, ids=lambda one: one["says"][:40])
def test_a_line_is_borne_out_by_what_it_points_to(one):
    assert one["evidence"]
    for place in one["evidence"]:
        file, _, word = place.partition("::")
        assert (ROOT / file).is_file(), file
        assert word in (ROOT / file).read_text("utf-8"), place
    # What is not whole says what it lacks, and only that.
    assert one["met"] == ("một phần" if "short" in one else "đạt")
