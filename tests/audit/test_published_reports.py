"""Published reports: the verdict and the arithmetic of a careful reader, and nothing told of those that agree with themselves."""

from __future__ import annotations

import pytest
from published_reports import PUBLISHED

from hcc_helpers.audit.findings.audit import audit_text

VERDICTS = {"01": "contradiction", "08": "consistent", "10": "gap", "15": "consistent", "16": "contradiction", "18": "contradiction", "21": "consistent",
            "24": "consistent", "28": "contradiction", "33": "contradiction", "34": "contradiction", "35": "consistent", "41": "untestable"}  # fmt: skip
KINDS = {"01": {"contradiction": 1}, "08": {"two_bases": 1}, "10": {"gap": 3}, "15": {}, "16": {"contradiction": 2}, "18": {"contradiction": 2, "gap": 2},
         "21": {}, "24": {"rounding": 1}, "28": {"contradiction": 2}, "33": {"contradiction": 1, "gap": 1}, "34": {"contradiction": 1}, "35": {}, "41": {}}  # fmt: skip


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_passage_around_published_figures(name):
    text, verdict, said = PUBLISHED[name]
    audit = audit_text(text)
    told = "\n".join(f"{one.arithmetic} {one.correction}" for one in audit.findings)
    assert audit.verdict == verdict, told
    assert [one for one in said if one not in told] == []
    if not said and verdict == "consistent":
        assert audit.findings == []


@pytest.mark.parametrize("number", sorted(VERDICTS))
def test_the_published_report_itself(material, number):
    text = (material / "reports" / f"{number}.txt").read_text("utf-8").split("\n", 2)[2]
    audit = audit_text(text)
    assert audit.verdict == VERDICTS[number]
    counted = {
        kind: sum(one.kind == kind for one in audit.findings)
        for kind in ("contradiction", "gap", "two_bases", "rounding", "window")
    }
    assert {kind: n for kind, n in counted.items() if n} == KINDS[number]


def test_the_seed_gives_the_closed_list_and_nothing_else(material):
    audit = audit_text((material / "seed" / "monthly-report-2025-12.md").read_text("utf-8"))
    channels, land, bases, window, *rest = audit.findings
    assert (channels.kind, channels.section) == ("gap", "I.3")
    assert "thiếu 99" in channels.arithmetic
    assert "(1.944 − 34)/1.944 = 1.910/1.944 = 98,25%" in channels.arithmetic
    assert "1.811 + 99 = 1.910" in channels.correction
    assert "gõ nhầm 1.811, đúng ra là 1.910" in channels.correction
    assert land.kind == "gap"
    assert "thiếu 142" in land.arithmetic
    assert bases.kind == "two_bases"
    assert "1,4%" in bases.arithmetic
    assert "1.75%" in bases.arithmetic
    assert window.kind == "window"
    assert "15/12/2025" in window.arithmetic
    assert [(one.kind, one.quote) for one in rest[:3]] == [("format", "1.75%"), ("format", "1550"), ("format", "0.3%")]
    (doubt,) = rest[3:]
    assert doubt.kind == "untestable"
    assert "trên 95%" in doubt.arithmetic
    assert audit.verdict == "gap"
