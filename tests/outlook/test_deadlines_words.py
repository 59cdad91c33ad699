"""What page 02 says of nothing, of what is absent, and of a chance that may not be shown; the file beside it."""

from io import BytesIO
from types import SimpleNamespace

import pandas as pd
import pytest
from deadline_world import DATA, DONE, OPEN, drawn
from python_calamine import CalamineWorkbook

from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.outlook.chance import Verdict
from hcc_helpers.outlook.past import past_of
from hcc_helpers.outlook.reminders import reminders
from hcc_helpers.publish.reminder_file import files, workbook
from hcc_helpers.report.answers import answer
from hcc_helpers.vocabulary import SCOPE


def said(folder, name: str, *cases, **tables) -> str:
    return answer(name, MonthResults(drawn(folder, *cases, **tables), DATA), "commune", "internal").text


def test_nothing_late_and_nothing_due_is_said_plainly(tmp_path):
    quiet = [DONE | {"ended_at": "2025-12-03 10:00"}]
    assert (
        said(tmp_path / "a", "due_soon", *quiet)
        == "Không có hồ sơ nào quá hạn hoặc đến hạn trong 10 ngày làm việc tới (đến hết 29/12/2025)."
    )
    assert said(tmp_path / "b", "reminder_list", *quiet) == "Không có hồ sơ nào phải đôn đốc."
    assert said(tmp_path / "c", "late_where", *quiet) == "Không có hồ sơ quá hạn trong kỳ."
    assert said(tmp_path / "d", "late_causes", *quiet) == "Không có hồ sơ quá hạn trong kỳ."
    assert said(tmp_path / "e", "backlog_ages", *quiet) == "Cuối kỳ không còn hồ sơ đang giải quyết."
    signs = said(tmp_path / "f", "signs_to_check", *quiet)  # no register of supplements, one due date and one extraction
    assert signs == "Không có dấu hiệu nào cần kiểm tra trong 5 dấu hiệu có số liệu. 2 dấu hiệu chưa có số liệu để xem."
    assert "không có việc gấp" in said(tmp_path / "g", "to_do_now", *quiet)


def test_what_was_done_after_the_last_day_is_not_asked_for_again(tmp_path):
    """Both were late and open on 14/12; the extraction of 16/12, 07:00 knows that the first ended on 15/12."""
    late = OPEN | {"due_at": "2025-12-05"}
    ended = late | {"case_id": "X1", "ended_at": "2025-12-15 10:00", "status": "finished"}
    both = answer("late_where", MonthResults(drawn(tmp_path / "a", ended, late | {"case_id": "X2"}), DATA), "commune", "internal")
    assert "2 hồ sơ còn đang giải quyết lúc hết kỳ (lúc trích xuất còn 1)" in both.text
    assert "giải quyết ngay 1 hồ sơ đang quá hạn" in both.html.replace("\xa0", " ")
    done = answer("late_where", MonthResults(drawn(tmp_path / "b", ended), DATA), "commune", "internal")
    assert "1 hồ sơ còn đang giải quyết lúc hết kỳ (lúc trích xuất còn 0)" in done.text
    assert "giải quyết ngay" not in done.html


def test_an_absent_register_of_causes_is_missing_not_unwritten(tmp_path):
    late = DONE | {"ended_at": "2025-12-09"}
    month = MonthResults(drawn(tmp_path / "a", late), DATA)
    assert "Không có số liệu về nguyên nhân quá hạn" in answer("late_causes", month, "commune", "internal").html
    kept = MonthResults(drawn(tmp_path / "b", late, late_causes=[{"case_id": "H9"}]), DATA)
    assert answer("late_causes", kept, "commune", "internal").text == "Cả 1 hồ sơ quá hạn chưa ghi nguyên nhân."


def test_without_appointments_nobody_is_said_to_be_silent(tmp_path):
    html = answer(
        "late_where", MonthResults(drawn(tmp_path, DONE | {"ended_at": "2025-12-09"}), DATA), "commune", "internal"
    ).html
    assert "Không có phiếu xin lỗi" not in html
    assert "không có số liệu" in html
    assert "ghi bảng “Hẹn trả”" in html


def test_a_scope_without_cases_says_so(tmp_path):
    month = MonthResults(drawn(tmp_path, OPEN), DATA)
    for name in ("due_soon", "reminder_list", "late_where", "times_against_terms", "working_clock"):
        assert answer(name, month, "land", "internal").text.startswith("Không có hồ sơ nào thuộc phạm vi")


def judged(folder, verdict: Verdict) -> MonthResults:
    """A month with one case due on 18/12, its chance 30%, and this verdict of the back-test."""
    now = drawn(folder, OPEN | {"due_at": "2025-12-18"})
    found = reminders(past_of(now), DATA, "commune").assign(chance=0.3)
    past_of(now).__dict__["_reminders"] = {scope: (found if scope == "commune" else found.head(0), verdict) for scope in SCOPE}
    return MonthResults(now, DATA)


BANDS = pd.DataFrame({"upper": [0.05, 0.5], "cases": [900, 100], "forecast": [0.02, 0.4], "late": [19, 41]})


def test_a_chance_is_shown_with_its_calibration(tmp_path):
    month = judged(tmp_path, Verdict(150, 6, BANDS.assign(upper=[0.05, 1.0]), 58.0, 60, brier=0.03, brier_flat=0.05, p_value=0.7))
    shown = answer("late_chance", month, "commune", "internal")
    assert shown.text.startswith("Thử lại trên 6 cuối tháng đã qua: dự báo 58,0 hồ sơ quá hạn, thực tế 60 hồ sơ.")
    assert "1 hồ sơ trong danh sách có khả năng quá hạn từ 25% trở lên" in shown.text
    for cell in ("Từ 2% đến 5%", "Từ 25% đến 100%", "900", "40,0", "41,0"):
        assert cell in shown.html
    listed = answer("reminder_list", month, "commune", "internal").html
    assert "Khả năng quá hạn" in listed
    assert "30,0%" in listed
    rows = CalamineWorkbook.from_filelike(BytesIO(workbook(month))).get_sheet_by_index(0).to_python()
    assert rows[3][-1] == "Khả năng quá hạn (%)"
    assert rows[4][-1] == 30.0


def test_a_chance_that_failed_its_back_test_is_not_shown(tmp_path):
    month = judged(
        tmp_path, Verdict(150, 6, BANDS.assign(upper=[0.05, 1.0]), 20.0, 60, brier=0.06, brier_flat=0.05, p_value=0.0001)
    )
    shown = answer("late_chance", month, "commune", "internal")
    assert shown.text.startswith(
        "Không hiện khả năng quá hạn: thử lại trên 6 cuối tháng đã qua, dự báo 20,0 hồ sơ quá hạn, thực tế 60 hồ sơ"
    )
    assert "Khả năng quá hạn" not in answer("reminder_list", month, "commune", "internal").html


def test_enough_late_cases_but_no_month_end_to_try(tmp_path):
    assert answer("late_chance", judged(tmp_path, Verdict(150)), "commune", "internal").text.startswith(
        "Chưa hiện khả năng quá hạn: có 150 hồ sơ"
    )


def test_an_empty_list_is_a_file_that_says_so(tmp_path):
    month = MonthResults(drawn(tmp_path, DONE | {"ended_at": "2025-12-03"}), DATA)
    rows = CalamineWorkbook.from_filelike(BytesIO(workbook(month))).get_sheet_by_index(0).to_python()
    assert rows[-1][0] == "Không có hồ sơ nào phải đôn đốc."


@pytest.mark.parametrize(
    ("audience", "has_page", "names"), [("internal", True, ["don-doc.xlsx"]), ("internal", False, []), ("public", True, [])]
)
def test_the_file_goes_with_its_page_and_to_internal_readers(tmp_path, audience, has_page, names):
    month = MonthResults(drawn(tmp_path, OPEN), DATA)
    edition = SimpleNamespace(month=month, is_public=audience == "public")
    pages = [
        SimpleNamespace(name="02_deadlines", body="x" if has_page else None),
        SimpleNamespace(name="01_monthly_report", body="x"),
    ]
    assert list(files(edition, pages)) == names
