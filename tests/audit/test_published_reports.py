"""Published reports: the verdict and the arithmetic of a careful reader, and nothing told of those that agree with themselves."""

from __future__ import annotations

import pytest
from published_reports import PUBLISHED

from hcc_helpers.audit.findings.audit import audit_text

VERDICTS = {
    "01": "contradiction",
    "08": "consistent",
    "10": "gap",
    "15": "consistent",
    "16": "contradiction",
    "18": "contradiction",
    "21": "consistent",
    "24": "consistent",
    "28": "contradiction",
    "33": "contradiction",
    "34": "contradiction",
    "35": "consistent",
    "41": "untestable",
}
KINDS = {
    "01": {"contradiction": 1},
    "08": {"two_bases": 1},
    "10": {"gap": 3},
    "15": {},
    "16": {"contradiction": 2},
    "18": {"contradiction": 2, "gap": 2},
    "21": {},
    "24": {"rounding": 1},
    "28": {"contradiction": 2},
    "33": {"contradiction": 1, "gap": 1},
    "34": {"contradiction": 1},
    "35": {},
    "41": {},
}


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


LEFT_IN_PEACE = [
    "Trong tuần, đơn vị tiếp nhận 500 hồ sơ, giải quyết 520 hồ sơ, tỷ lệ đúng hạn 100%.",
    "Xã tiếp nhận 845 hồ sơ. Trong đó: lĩnh vực tư pháp 400 hồ sơ, lĩnh vực đất đai 300 hồ sơ.",
    "Năm 2024, huyện tiếp nhận 50.123 hồ sơ, giải quyết 49.100 hồ sơ. 6 tháng đầu năm 2025, tiếp nhận 27.340 hồ sơ, giải quyết 26.500 hồ sơ, trong đó trước hạn 20.000 hồ sơ, đúng hạn 6.450 hồ sơ, quá hạn 50 hồ sơ.",
    "Có 950 hồ sơ đến hạn; trả đúng hạn 931 hồ sơ, đạt 98%. Tổng tiếp nhận 1.200 hồ sơ.",
    "Hồ sơ quá hạn 25 hồ sơ, trong đó 15 hồ sơ đã giải quyết, 10 hồ sơ đang giải quyết. Tiếp nhận 900 hồ sơ, đã giải quyết 800 hồ sơ, đang giải quyết 100 hồ sơ.",
    "Tổng thu phí, lệ phí gần 4,8 tỷ đồng, trong đó thanh toán trực tuyến 4,5 tỷ đồng, thanh toán trực tiếp trên 250 triệu đồng.",
    "Cung cấp 2.345 dịch vụ công, trong đó 1.200 dịch vụ công trực tuyến toàn trình, 1.145 dịch vụ công trực tuyến một phần.",
    "Tiếp nhận 1.944 hồ sơ, tăng 216 hồ sơ (12,5%) so với tháng trước; đã giải quyết 1.900 hồ sơ, tăng 10%.",
]
FOUND = [
    ("Tiếp nhận 100 hồ sơ, trong đó trực tuyến 120 hồ sơ.", "vượt 20"),
    ("Báo cáo từ ngày 15/12/2025 đến ngày 15/11/2025: tiếp nhận 100 hồ sơ.", "15/12/2025 đứng sau 15/11/2025"),
    ("Trả kết quả đúng hạn 1.231/1.240 hồ sơ, đạt 97,27%.", "97,27% thành 99,27%"),
    (
        "I. Kết quả\nTrong kỳ tiếp nhận 4.000 hồ sơ; đã giải quyết 3.900 hồ sơ.\nII. Đánh giá\nTrong tổng số 4.100 hồ sơ tiếp nhận, đã giải quyết 3.900 hồ sơ.",
        "hai giá trị",
    ),
    ("61% hồ sơ do dữ liệu, 49% còn lại do cán bộ.", "110,00%"),
]


@pytest.mark.parametrize("text", LEFT_IN_PEACE)
def test_what_the_text_does_not_contradict_is_left_in_peace(text):
    assert [one for one in audit_text(text).findings if one.kind != "untestable"] == []


@pytest.mark.parametrize(("text", "said"), FOUND)
def test_a_plain_contradiction_is_found(text, said):
    audit = audit_text(text)
    assert audit.verdict == "contradiction"
    assert any(said in f"{one.arithmetic} {one.correction}" for one in audit.findings)
