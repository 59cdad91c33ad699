"""What today's definitions would change in approved periods: every figure, every trend that turns, a line for the changelog."""

from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest

from hcc_helpers.errors import InputMissing, WrongWords
from hcc_helpers.indicators.traced import Trace
from hcc_helpers.periods import parse_period
from hcc_helpers.publish import replay as room
from hcc_helpers.publish.approval import folder_of, record
from hcc_helpers.publish.replay import replay

MONTHS = ("2025-10", "2025-11", "2025-12")
APPROVED = {"2025-10": (100, 90.0), "2025-11": (110, 91.0), "2025-12": (120, 92.0)}


def month(text: str, received: int, share: float | None, definition: str = "a", data: str = "d1"):
    rows = [
        [text, "commune", "", "", "received_all", "cases", received, "same"],
        [text, "commune", "", "", "in_time_pct", "percent", share, definition],
        [f"{text}@year-to-date", "commune", "", "", "received_all", "cases", 10 * received, "same"],
        [text, "commune", "field", "Hộ tịch", "received_all", "cases", received - 7, "same"],
    ]
    table = pd.DataFrame(rows, columns=["period", "scope", "by", "group", "indicator", "unit", "value", "definition_hash"])
    return SimpleNamespace(results=table.assign(commune="x"), trace=Trace.of_rows([]), inputs={}, data_version=data)


@pytest.fixture
def data(tmp_path, monkeypatch):
    """Three approved months, and what is computed of them today: at first the same."""
    for text, figures in APPROVED.items():
        record(tmp_path, text, month(text, *figures), "Giám đốc", date(2026, 1, 5), {})
    today = {text: month(text, *figures) for text, figures in APPROVED.items()}

    def compute(period, data_root):
        if today[period.text] is None:
            raise InputMissing("không có số liệu lưu")
        return today[period.text]

    monkeypatch.setattr(room, "compute", compute)
    return tmp_path, today


def test_equal_figures_say_so(data):
    found = replay(data[0])
    assert (found.differs, found.turned, found.exit_code) == ([], [], 0)
    assert "Đã tính lại 3 kỳ đã duyệt" in found.text("")
    assert "không có con số nào khác" in found.text("")


def test_a_corrected_denominator_lists_each_figure_and_each_trend_that_turns(data):
    root, today = data
    today["2025-11"] = month("2025-11", 110, 95.0, definition="b")
    today["2025-12"] = month("2025-12", 120, 94.0, definition="b")
    found = replay(root)
    assert [(one.period, one.indicator, one.was, one.now, one.is_redefined) for one in found.differs] == [
        ("2025-11", "in_time_pct", "91", "95", True),
        ("2025-12", "in_time_pct", "92", "94", True),
    ]
    assert [(one.before, one.period, one.was, one.now) for one in found.turned] == [("2025-11", "2025-12", 1, -1)]
    said = found.text("# Changelog\n\n## Số liệu thay đổi\n\n- `received_all`\n")
    assert "tháng 12/2025: 1 con số đã duyệt nay khác" in said
    assert "92,00% → 94,00% (định nghĩa đã đổi)" in said.replace("\u00a0", " ")
    assert "2025-11 → 2025-12: đã duyệt tăng, nay giảm" in said
    assert "Ghi vào CHANGELOG.md" in said
    assert "\n  in_time_pct\n" in said
    assert found.exit_code == 1


def test_a_change_that_the_changelog_names_is_not_asked_for_again(data):
    root, today = data
    today["2025-12"] = month("2025-12", 120, 99.0, definition="b")
    said = replay(root).text("# Changelog\n\n## Số liệu thay đổi\n\n- `in_time_pct`: 92,00% → 99,00%, mẫu số.\n\n## Trước đó\n")
    assert "Ghi vào" not in said
    assert "Ghi vào" in replay(root).text("# Changelog\n\n## Số liệu thay đổi\n\n## Trước đó\n\n- `in_time_pct`\n")


def test_every_kind_of_figure_counts_and_other_data_is_said(data):
    root, today = data
    today["2025-10"] = month("2025-10", 101, None, data="d2")
    found = replay(root)
    assert len(found.differs) == 4
    assert {one.now for one in found.differs} == {"101", "", "1010", "94"}
    assert "số liệu lưu cũng đã đổi từ lần duyệt" in found.text("")
    assert len(found.csv().splitlines()) == 5
    assert not found.turned  # a value that is missing today goes no way


def test_a_period_that_cannot_be_computed_any_more_is_named(data):
    root, today = data
    today["2025-11"] = None
    found = replay(root)
    assert found.exit_code == 1
    assert "Không tính lại được tháng 11/2025: không có số liệu lưu" in found.text("")


def test_only_the_last_approval_of_a_period_counts(data):
    root, today = data
    today["2025-12"] = month("2025-12", 125, 92.0)
    record(root, "2025-12", today["2025-12"], "Giám đốc", date(2026, 1, 6), {})
    assert [path.name for path in sorted(folder_of(root, "2025-12").iterdir())] == ["1", "2"]
    assert replay(root).differs == []


def test_nothing_approved_is_said(tmp_path):
    with pytest.raises(WrongWords, match="Chưa có kỳ nào được duyệt"):
        replay(tmp_path)


def test_the_periods_are_taken_in_order_of_time(data):
    assert replay(data[0]).periods == [parse_period(text) for text in MONTHS]
