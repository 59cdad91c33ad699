"""A period stands alone: no window beside it stops it, no page fails for want of a rule, one that is missing discards no other."""

import os
from datetime import date
from pathlib import Path

import drawn_exports as draw
import pytest
from drawn import drawn_settings, drawn_window
from soundness.test_one_choice_of_rows import exported

from hcc_helpers.cli.numbers import print_indicators
from hcc_helpers.errors import InputMissing, WrongWords
from hcc_helpers.facts.stored import Tables
from hcc_helpers.indicators import month_results
from hcc_helpers.indicators.compute import Computed
from hcc_helpers.indicators.month_results import MonthResults, compute
from hcc_helpers.periods import parse_period
from hcc_helpers.places import project_root
from hcc_helpers.report.answers import ANSWERS, answer
from hcc_helpers.sources.what_is_new import import_what_is_new

SINCE = date(2025, 7, 1)
PAGE_03 = [name for name, one in ANSWERS.items() if one.__module__.startswith("hcc_helpers.report.answers.obstacles.")]


@pytest.mark.parametrize("period", ["2012-01", "2019-10", "2025-06"])
def test_page_03_says_from_when_its_rules_hold(tmp_path, period):
    window = drawn_window(tmp_path, period, {"cases": [{}]})
    made = MonthResults(Computed(Tables(window, drawn_settings()), ["commune"], []), project_root() / "data")
    for name in PAGE_03:
        text = answer(name, made, "commune", "internal").html.replace("\u00a0", " ")
        assert "uy tắc và mốc kết luận có từ 01/07/2025" in text, name


@pytest.fixture(scope="module")
def one(tmp_path_factory):
    return exported(tmp_path_factory.mktemp("alone"), '"all"')


def test_a_rule_that_is_missing_for_a_window_beside_does_not_refuse_the_period(one, monkeypatch):
    real = month_results.compute_window

    def without_a_rule(period, *arguments, **more):
        if period.text != "2025-12":
            raise WrongWords(f"Chưa có quy tắc deadline_comparison áp dụng ngày {period.last_day:%d/%m/%Y}.")
        return real(period, *arguments, **more)

    monkeypatch.setattr(month_results, "compute_window", without_a_rule)
    made = compute(parse_period("2025-12", SINCE), one)
    assert made.value("received_new") > 0
    assert made.beside == {}
    assert made.earlier == []
    assert any("Chưa có quy tắc" in note for note in made.notes)


def test_a_period_without_data_discards_no_other(one, capsys):
    """Exit code and message are of the one that is missing; the numbers of the others are printed."""
    code = print_indicators([(parse_period(text, SINCE), one) for text in ("2026-05", "2025-12")], ["commune"], "csv")
    said = capsys.readouterr()
    assert code == InputMissing("").exit_code
    assert "2025-12" in said.out
    assert "thiếu tháng 5/2026" in said.err
    with pytest.raises(InputMissing):
        print_indicators([(parse_period("2026-05", SINCE), one)], ["commune"], "csv")


def test_a_neighbour_that_is_refused_is_told_without_where_this_machine_keeps_it(tmp_path):
    """The note stands on pages that go to other desks."""
    head = "Mã hồ sơ;Ngày nhận;Trạng thái"
    draw.put_csv(draw.root(tmp_path), "a.csv", head, "H1;20/11/2025;Đang xử lý")
    for month, name, row in (("2025-10", "b.csv", "H2;x;Đang xử lý"), ("2025-09", "ghi-chu.txt", "")):
        (tmp_path / "raw" / month).mkdir(parents=True)
        (tmp_path / "raw" / month / name).write_text(f"{head}\n{row}\n" if row else "không phải tệp xuất", "utf-8")
    for root in (tmp_path, Path(os.path.relpath(tmp_path))):
        notes = import_what_is_new(parse_period("2025-12", SINCE), root)
        assert len(notes) == 2
        assert all("chưa dùng được" in note for note in notes)
        assert not [note for note in notes if str(tmp_path) in note or ".." in note or "Danh sách đầy đủ" in note]
