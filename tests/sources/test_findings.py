"""Every kind of finding is declared, used and explained; a list of rows names them all."""

import re
from pathlib import Path

from hcc_helpers.sources import findings

SOURCES = Path(findings.__file__).parent
LEVELS = {"refused", "unreadable", "repaired", "odd", "listed", "unmatched", "left_alone"}


def test_every_id_of_a_finding_is_declared_and_every_declared_id_is_used():
    used = set()
    for path in SOURCES.parent.rglob("*.py"):
        if path.name != "findings.py":
            used |= set(re.findall(r"\"([LV][0-3]-[a-z0-9-]+)\"", path.read_text("utf-8")))
    # repairs are made by findings itself
    assert used | {"L1-sua-dang"} == set(findings.KINDS)


def test_every_kind_says_what_it_is_and_what_to_do():
    for rule, kind in findings.KINDS.items():
        assert kind.level in LEVELS, rule
        assert kind.title, rule
        if kind.level in ("refused", "unreadable", "odd", "unmatched"):
            assert kind.todo, rule


def test_ranges_of_rows():
    assert findings.ranges([3, 4, 5, 9]) == "3–5, 9"
    assert findings.ranges(list(range(1, 100, 2))).endswith("59 … và 20 dòng nữa")


def test_many_repairs_of_a_column_are_one_finding():
    (finding,) = findings.of_repairs(list(range(2, 502)), "Đã sửa", file="a.csv")
    assert finding.message == "Đã sửa (500 dòng: 2–501)"
    assert len(findings.of_repairs([2, 3], "Đã sửa", file="a.csv")) == 2
