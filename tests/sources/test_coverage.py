"""When an export was taken and what it covers: mapping, banner, file name, in this order."""

import datetime as dt

import drawn_exports as draw
import pytest

from hcc_helpers.sources.coverage import Said, banner, from_name, united
from hcc_helpers.sources.files.grids import Grid

D = dt.date


@pytest.mark.parametrize(
    ("text", "covers", "taken"),
    [
        ("Từ ngày 15/11/2025 đến ngày 14/12/2025", (D(2025, 11, 15), D(2025, 12, 14)), None),
        ("(từ 15/11/2025 - 14/12/2025)", (D(2025, 11, 15), D(2025, 12, 14)), None),
        ("Theo dõi từ ngày 15/11/2025 đến hết ngày 14/12/2025", (D(2025, 11, 15), D(2025, 12, 14)), None),
        ("Ngày xuất: 15/12/2025", None, dt.datetime(2025, 12, 15)),
        ("Thời điểm trích xuất: 15/12/2025 07:30:05", None, dt.datetime(2025, 12, 15, 7, 30, 5)),
        ("Thời điểm trích xuất: 07:30 ngày 15/12/2025", None, dt.datetime(2025, 12, 15, 7, 30)),
        ("Thời gian xuất 07 giờ 30 phút, ngày 15/12/2025", None, dt.datetime(2025, 12, 15, 7, 30)),
        ("Từ ngày 14/12/2025 đến ngày 15/11/2025", None, None),
        ("Ngày xuất: 31/11/2025", None, None),
        ("Diễn Châu, ngày 15 tháng 12 năm 2025", None, None),
        ("Từ ngày 15/11/2025 đến ngày 14/12/2025; từ ngày 01/11/2025 đến ngày 30/11/2025", None, None),
    ],
)
def test_what_a_banner_says(text, covers, taken):
    assert banner(Grid("csv", "", [[text], ["Mã hồ sơ"]]), 1) == Said(covers, taken)


def test_a_banner_cell_with_a_typed_date():
    said = banner(Grid("xlsx", "", [["Ngày xuất:", dt.datetime(2025, 12, 15, 7, 30)], ["Mã hồ sơ"]]), 1)
    assert said.taken == dt.datetime(2025, 12, 15, 7, 30)


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("ho-so-20251215.xlsx", dt.datetime(2025, 12, 15)),
        ("ho-so_2025-12-15_0730.csv", dt.datetime(2025, 12, 15, 7, 30)),
        ("ho-so 15.12.2025.xls", dt.datetime(2025, 12, 15)),
        ("DanhSach_15122025_073005.xls", dt.datetime(2025, 12, 15, 7, 30, 5)),
        ("cases_20260210.csv.gz", dt.datetime(2026, 2, 10)),
        ("ho-so-2025-12.xlsx", None),
        ("tu-15-11-2025-den-14-12-2025.xlsx", None),
        ("ho-so-20251341.xlsx", None),
        ("000.00.53.H48-220921-0099.xlsx", None),
    ],
)
def test_what_a_file_name_says(name, taken):
    assert from_name(name) == taken


def test_spans_that_touch_are_one_and_a_gap_is_none():
    one, two, far = (D(2025, 11, 15), D(2025, 11, 30)), (D(2025, 12, 1), D(2025, 12, 14)), (D(2025, 12, 3), D(2025, 12, 14))
    assert united([two, one]) == (D(2025, 11, 15), D(2025, 12, 14))
    assert united([one, far]) is None
    assert united([]) is None


LINES = ["Mã hồ sơ;Ngày nhận;Trạng thái", "H1;20/11/2025;Đang xử lý"]


@pytest.mark.parametrize(
    ("mapping", "banner_line", "hour"),
    [
        ("extracted_at = 2025-12-15T05:00:00\n", "Ngày xuất: 15/12/2025 06:00", 5),
        ('extracted_at = 2025-12-15T05:00:00\n[[file]]\nname = "*.csv"\nextracted_at = 2025-12-15T04:00:00\n', "", 4),
        (None, "Ngày xuất: 15/12/2025 06:00", 6),
        (None, "", 7),
    ],
)
def test_mapping_before_banner_before_file_name(tmp_path, mapping, banner_line, hour):
    data = draw.root(tmp_path, mapping)
    draw.put_csv(data, "ho-so-20251215-0700.csv", *([banner_line] if banner_line else []), *LINES)
    assert draw.imported(data).extracted_at == dt.datetime(2025, 12, 15, hour)


def test_two_files_of_one_table_with_a_gap_between_them(tmp_path):
    data = draw.root(tmp_path)
    draw.put_csv(data, "a.csv", "Từ ngày 15/11/2025 đến ngày 20/11/2025", *LINES)
    draw.put_csv(data, "b.csv", "Từ ngày 25/11/2025 đến ngày 14/12/2025", LINES[0], "H2;26/11/2025;Đang xử lý")
    snapshot = draw.imported(data)
    assert snapshot.covers == {"cases": None}
    assert len(draw.found(snapshot, "L2-thieu-khoang")) == 1


@pytest.mark.parametrize(
    ("line", "covers", "odd"),
    [
        (
            "Theo dõi từ ngày 15 tháng 11 năm 2025 đến ngày 14 tháng 12 năm 2025",
            (dt.date(2025, 11, 15), dt.date(2025, 12, 14)),
            0,
        ),
        ("Theo dõi từ ngày 15/11 đến ngày 14/12/2025", None, 1),
        ("Theo dõi từ ngày 14/12/2025 đến ngày 15/11/2025", None, 1),
        ("Theo dõi tiến độ giải quyết hồ sơ", None, 0),
    ],
)
def test_covering_days_that_cannot_be_read_are_said(tmp_path, line, covers, odd):
    data = draw.root(tmp_path)
    draw.put_csv(data, "a.csv", "Mã hồ sơ;Ngày nhận;Trạng thái", "H1;20/11/2025;Đang xử lý")
    draw.put_csv(data, "khao-sat.csv", line, "Mã phiếu;Mã hồ sơ;Ngày trả lời;Mức độ hài lòng", "K1;;21/11/2025;Hài lòng")
    snapshot = draw.imported(data)
    assert snapshot.covers["surveys"] == covers
    assert [finding.row for finding in draw.found(snapshot, "L0-khoang-theo-doi")] == [1] * odd
