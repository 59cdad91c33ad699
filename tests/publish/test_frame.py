"""The words around a page: stamps by audience and by what the data are; what a run says while it runs."""

import io
from datetime import datetime
from types import SimpleNamespace

import pytest

from hcc_helpers.periods import parse_period
from hcc_helpers.publish.frame import ILLUSTRATIVE, frame_of, rules_line
from hcc_helpers.publish.progress import Progress, seconds


def month(*, is_illustrative=False, is_provisional=False, period=None, rules=()):
    """A stand-in for the computed month, with what a frame reads of it."""
    centre = SimpleNamespace(office_name="Trung tâm xã Thử", is_illustrative=is_illustrative, illustration_note="Hồ sơ là bịa.")
    window = SimpleNamespace(extracted_at=datetime(2025, 12, 16, 7, 30), is_provisional=is_provisional)
    now = SimpleNamespace(window=window, settings=SimpleNamespace(rules=rules))
    return SimpleNamespace(centre=centre, period=period or parse_period("2025-12"), now=now)


def rule(source: str, certainty: str):
    return SimpleNamespace(source=source, certainty=certainty)


def words(frame) -> list[str]:
    return [word for word, _ in frame.stamps]


@pytest.mark.parametrize(
    ("audience", "more", "stamps"),
    [
        ("internal", {}, ["NỘI BỘ"]),
        ("public", {}, []),
        ("internal", {"is_illustrative": True}, ["NỘI BỘ", ILLUSTRATIVE]),
        ("public", {"is_illustrative": True}, [ILLUSTRATIVE]),
        ("public", {"is_provisional": True}, ["TẠM TÍNH"]),
        ("public", {"period": parse_period("2025-07", datetime(2025, 7, 1))}, ["KỲ KHÔNG TRỌN"]),
    ],
)
def test_the_stamps_say_how_far_the_page_may_go(audience, more, stamps):
    assert words(frame_of(month(**more), audience)) == stamps


def test_the_frame_names_the_office_the_window_and_the_rules():
    frame = frame_of(month(rules=[rule("Nghị định 118/2025/NĐ-CP, Điều 5", "văn bản")]), "internal")
    assert frame.office == "Trung tâm xã Thử"
    assert frame.span == "15/11/2025 đến hết 14/12/2025"
    assert "16/12/2025" in frame.extracted
    assert frame.footer == (
        "Tính theo 1 quy tắc; căn cứ Nghị định 118/2025/NĐ-CP. Từng quy tắc và nguồn: trang 00 Kiểm tra dữ liệu.",
    )


def test_a_document_that_has_lost_its_force_is_no_basis():
    sources = (
        "Nghị định 118/2025/NĐ-CP thay Nghị định 61/2018/NĐ-CP",
        "Nghị định 61/2018/NĐ-CP hết hiệu lực từ 01/07/2025; Thông tư 03/2025/TT-VPCP",
    )
    assert (
        "căn cứ Nghị định 118/2025/NĐ-CP và Thông tư 03/2025/TT-VPCP." in rules_line([rule(one, "văn bản") for one in sources])[0]
    )


def test_the_foot_names_each_document_once_and_counts_the_assumptions():
    rules = [
        rule("Nghị định 118/2025/NĐ-CP thay Nghị định 61/2018/NĐ-CP", "văn bản"),
        rule("Nghị định 61/2018/NĐ-CP, Điều 18", "giả định"),
        rule("Định nghĩa của bộ công cụ", "giả định"),
    ]
    assert rules_line(iter(rules)) == [
        "Tính theo 3 quy tắc; căn cứ Nghị định 118/2025/NĐ-CP và Nghị định 61/2018/NĐ-CP; 2 quy tắc là giả định. "
        "Từng quy tắc và nguồn: trang 00 Kiểm tra dữ liệu."
    ]
    assert rules_line([]) == []


def test_progress_is_plain_lines_where_there_is_no_terminal():
    screen = io.StringIO()
    progress = Progress(screen)
    progress.line("[Đọc] tệp")
    with progress.step("Tính"):
        pass
    assert screen.getvalue() == "[Đọc] tệp\nTính: xong, 0,0 giây\n"


def test_a_step_that_fails_is_not_said_to_be_done():
    screen = io.StringIO()
    with pytest.raises(ValueError, match="x"), Progress(screen).step("Tính"):
        raise ValueError("x")
    assert screen.getvalue() == ""


@pytest.mark.parametrize(("value", "said"), [(3.24, "3,2 giây"), (0.05, "0,1 giây"), (61.0, "61,0 giây")])
def test_seconds_are_vietnamese(value, said):
    assert seconds(value) == said
