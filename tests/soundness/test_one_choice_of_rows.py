"""One export that holds several months: every page takes the earlier ones from it, or says of each why not."""

from datetime import date, timedelta

import pytest
from drawn_exports import put_csv, root

from hcc_helpers.history.store import gather
from hcc_helpers.indicators.compute import compute_window
from hcc_helpers.indicators.month_results import compute
from hcc_helpers.parameters import Further
from hcc_helpers.periods import parse_period
from hcc_helpers.report.answers import answer

SINCE = date(2025, 7, 1)
HEAD = "Mã hồ sơ;Ngày tiếp nhận;Ngày hẹn trả;Ngày kết thúc xử lý;Trạng thái;Lĩnh vực;Đơn vị giải quyết"


def exported(folder, covers: str):
    """Sixty cases, one every other day from 16/09/2025 on, each finished three days later, in the folder of December."""
    made = root(
        folder,
        f'extracted_at = 2026-01-20T07:30:00\n[covers]\ncases = {covers}\n[[file]]\nname = "ho-so.csv"\nconstants = {{ channel = "online", scope = "commune" }}\n',
    )
    lines = [HEAD]
    for n in range(60):
        day = date(2025, 9, 16) + timedelta(days=2 * n)
        if day > date(2025, 12, 10):
            break
        due, ended = (f"{day + timedelta(days=k):%d/%m/%Y} 16:00:00" for k in (9, 3))
        lines.append(f"H{n:03d};{day:%d/%m/%Y} 08:00:00;{due};{ended};Đã trả kết quả;Hộ tịch;UBND xã Thử")
    put_csv(made, "ho-so.csv", *lines)
    return made


@pytest.fixture(scope="module")
def month(tmp_path_factory):
    return compute(parse_period("2025-12", SINCE), exported(tmp_path_factory.mktemp("one"), '"all"'))


def test_earlier_months_of_one_export_are_the_same_on_every_page(month):
    texts = [one.period.text for one in month.earlier]
    assert texts == ["2025-10", "2025-11"]  # its first case was received on 16/09, in the month 2025-10 (15/09–14/10)
    history = gather(month, None)
    assert [one.text for one in history.sources] == [*texts, "2025-12"]
    for one in month.earlier:
        assert history.row(one.period.text, "received_new", "commune").value == one.value("received_new")
    months = [*(one.value("received_new") for one in month.earlier), month.value("received_new")]
    assert sum(months) == month.beside["year_to_date"].value("received_new") == 43
    month.asked = Further()
    assert "So với tháng 11/2025" in answer("compare_main", month, "commune", "internal").text.replace("\u00a0", " ")


def test_the_closing_stock_of_a_month_is_the_opening_stock_of_the_next(month):
    quarter = compute_window(parse_period("2025-Q4", SINCE), month.data_root, groups=())
    assert quarter.value("open_all") == month.value("open_all")
    assert month.value("carried_over") == month.earlier[-1].value("open_all")


def test_before_its_first_case_a_list_says_nothing(month):
    assert any("tháng 9/2025" in note and "chưa có hồ sơ nào đến hết kỳ ấy" in note for note in month.notes)


def test_an_export_of_one_month_is_no_export_of_the_one_before(tmp_path):
    made = compute(parse_period("2025-12", SINCE), exported(tmp_path, "[2025-11-15, 2025-12-14]"))
    assert made.earlier == []
    said = answer("compare_main", made, "commune", "internal").html
    assert "số liệu lưu chưa gồm trọn kỳ ấy" in said
