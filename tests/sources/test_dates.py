"""Dates as text: one format for a whole column, and never a guess between two."""

import datetime as dt
import re

import drawn_exports as draw
import numpy as np
import pyarrow as pa
import pytest

from hcc_helpers.sources.values import dates


def read(texts, formats=None):
    array = pa.array(texts, pa.string())
    reading = dates.read(array, formats) if formats else dates.resolve(array)
    stamps = pa.array(reading.micros, pa.int64(), mask=~reading.is_read).cast(pa.timestamp("us"))
    return [str(value) if value else None for value in stamps.to_pylist()], reading.rival


@pytest.mark.parametrize(
    ("text", "formats", "expected"),
    [
        ("15/12/2025", ["%d/%m/%Y"], "2025-12-15 00:00:00"),
        ("5/1/2025", ["%d/%m/%Y"], "2025-01-05 00:00:00"),
        ("15/12/2025 07:30:05", ["%d/%m/%Y %H:%M:%S", "%d/%m/%Y"], "2025-12-15 07:30:05"),
        ("15/12/2025  7:30", ["%d/%m/%Y %H:%M"], "2025-12-15 07:30:00"),
        ("20251215073005", ["%Y%m%d%H%M%S"], "2025-12-15 07:30:05"),
        ("2025-08-01 06:35:06.539+00", ["%Y-%m-%d %H:%M:%S.%f+00"], "2025-08-01 06:35:06.539000"),
        ("2025-08-01 06:35:06.539+07", ["%Y-%m-%d %H:%M:%S.%f+00"], None),  # of another zone than the one the format says
        ("04/18/2019 09:55:45 PM", ["%m/%d/%Y %I:%M:%S %p"], "2019-04-18 21:55:45"),
        ("04/18/2019 12:05:00 AM", ["%m/%d/%Y %I:%M:%S %p"], "2019-04-18 00:05:00"),
        ("29/02/2024", ["%d/%m/%Y"], "2024-02-29 00:00:00"),
        ("04/18/2019 12:05:00 PM", ["%m/%d/%Y %I:%M:%S %p"], "2019-04-18 12:05:00"),
        ("18/04/2019 09:55 CH", ["%d/%m/%Y %I:%M %p"], "2019-04-18 21:55:00"),
        ("18/04/2019 09:55 SA", ["%d/%m/%Y %I:%M %p"], "2019-04-18 09:55:00"),
        ("29/02/2000", ["%d/%m/%Y"], "2000-02-29 00:00:00"),
        ("31/12/2025 23:59:59", ["%d/%m/%Y %H:%M:%S"], "2025-12-31 23:59:59"),
        ("31/01/2025", ["%d/%m/%Y"], "2025-01-31 00:00:00"),
        ("31/12/2199", ["%d/%m/%Y"], "2199-12-31 00:00:00"),
        ("01/01/1900", ["%d/%m/%Y"], "1900-01-01 00:00:00"),
        ("31/12/2100", ["%d/%m/%Y"], "2100-12-31 00:00:00"),
        ("15/12/25", ["%d/%m/%y"], "2025-12-15 00:00:00"),
        ("2025-12-15T07:30:00+09:00", ["%Y-%m-%dT%H:%M:%S%z"], "2025-12-15 05:30:00"),
        ("2025-12-15T07:30:00-0530", ["%Y-%m-%dT%H:%M:%S%z"], "2025-12-15 20:00:00"),
        ("2025-12-15T07:30:00Z", ["%Y-%m-%dT%H:%M:%S%z"], "2025-12-15 14:30:00"),
        ("15-Dec-25", ["%d-%b-%y"], "2025-12-15 00:00:00"),
        ("15 Dec. 2025", ["%d %b %Y"], "2025-12-15 00:00:00"),
        ("15 Dex 2025", ["%d %b %Y"], None),
        ("2025-12-15T07:30:00.5Z", ["%Y-%m-%dT%H:%M:%S.%f%z"], "2025-12-15 14:30:00.500000"),
        # Days that do not exist, other orders, extra text: not read.
        ("29/02/2025", ["%d/%m/%Y"], None),
        ("31/04/2025", ["%d/%m/%Y"], None),
        ("12/25/2025", ["%d/%m/%Y"], None),
        ("15/12/2025 24:00:00", ["%d/%m/%Y %H:%M:%S"], "2025-12-15 23:59:59"),  # the end of its day
        ("15/12/2025 24:00:01", ["%d/%m/%Y %H:%M:%S"], None),
        ("15/12/25", ["%d/%m/%Y"], None),
        ("29/02/2100", ["%d/%m/%Y"], None),  # of a whole century only every fourth is a leap year
        ("01/01/2200", ["%d/%m/%Y"], None),
        ("31/12/1899", ["%d/%m/%Y"], None),
        ("32/01/2025", ["%d/%m/%Y"], None),
        ("00/01/2025", ["%d/%m/%Y"], None),
        ("15/13/2025", ["%d/%m/%Y"], None),
        ("15/00/2025", ["%d/%m/%Y"], None),
        ("15/12/2025 07:60:00", ["%d/%m/%Y %H:%M:%S"], None),
        ("15/12/2025 07:30:60", ["%d/%m/%Y %H:%M:%S"], None),
        ("15/12/2025 25:00:00", ["%d/%m/%Y %H:%M:%S"], None),
        ("04/18/2019 13:05:00 AM", ["%m/%d/%Y %I:%M:%S %p"], None),
        ("04/18/2019 00:05:00 AM", ["%m/%d/%Y %I:%M:%S %p"], None),
        ("15/12/0025", ["%d/%m/%Y"], None),
        ("ngày 15/12/2025", ["%d/%m/%Y"], None),
        ("2025121507300", ["%Y%m%d%H%M%S"], None),
    ],
)
def test_one_cell_under_declared_formats(text, formats, expected):
    assert read([text], formats)[0] == [expected]


def test_blank_stays_unread():
    assert read([None, "01/02/2025"], ["%d/%m/%Y"])[0] == [None, "2025-02-01 00:00:00"]


def test_without_a_declaration_the_order_that_fits_all_cells_is_taken():
    # 13 cannot be a month: the column is day/month/year, and so is its first cell
    assert read(["02/01/2022", "13/01/2022"])[0] == ["2022-01-02 00:00:00", "2022-01-13 00:00:00"]
    assert read(["02/01/2022", "01/13/2022"])[0] == ["2022-02-01 00:00:00", "2022-01-13 00:00:00"]
    assert read(["2022-01-03 07:50:09", "2022-01-04"])[0] == ["2022-01-03 07:50:09", "2022-01-04 00:00:00"]


def test_two_orders_that_fit_with_different_results_are_named():
    _, rival = read(["02/01/2022", "05/06/2022"])
    assert rival == "dd/mm/yyyy và mm/dd/yyyy"


def test_two_orders_that_agree_on_every_cell_are_no_rivals():
    assert read(["02/02/2022", "05/05/2022"]) == (["2022-02-02 00:00:00", "2022-05-05 00:00:00"], "")


def test_a_cell_that_no_order_fits_leaves_the_others_readable():
    assert read(["13/01/2022", "x", "02/01/2022"]) == (["2022-01-13 00:00:00", None, "2022-01-02 00:00:00"], "")


@pytest.mark.parametrize("text", ["%d/%m", "%d/%m/%y/%Y", "%d/%m/%Y %Q", "%d/%m/%Y %d", "%d/%m/%Y %I:%M", "%d/%m/%Y %"])
def test_a_format_that_cannot_be_used_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - the wording is that of formats, tested there
        dates.pattern(text)


@pytest.mark.parametrize(("zone", "hours"), [("local", 0), ("UTC", 7), ("+07:00", 0), ("+09:00", -2), ("-05:00", 12)])
def test_a_zone_says_what_to_add_for_local_time(zone, hours):
    assert dates.offset_micros(zone) == hours * 3_600_000_000


@pytest.mark.parametrize("zone", ["", "7", "+7:00", "+24:0", "Hanoi", "+07:60", "utc"])
def test_what_is_no_zone_is_refused(zone):
    with pytest.raises(ValueError, match=f"^{re.escape(zone)}$"):
        dates.offset_micros(zone)


def payments(tmp_path, *days, mapping=draw.TAKEN):
    data = draw.root(tmp_path, mapping)
    draw.put_csv(data, "a.csv", "Mã hồ sơ;Ngày nhận;Trạng thái", "H1;20/11/2025;Đang xử lý")
    rows = [f"P{number};H1;{day};1.000" for number, day in enumerate(days)]
    draw.put_csv(data, "thu.csv", "Mã giao dịch;Mã hồ sơ;Ngày thu;Số tiền (VNĐ)", *rows)
    return data


@pytest.mark.parametrize(
    "text", ["05/12/2025 07:30", "05-12-2025 07:30", "05.12.2025 07:30", "07:30 05/12/2025", "2025-12-05 07:30:00"]
)
def test_the_spellings_of_day_before_month_are_all_read(tmp_path, text):
    assert draw.column(draw.imported(payments(tmp_path, text)), "paid_at", "payments") == [dt.datetime(2025, 12, 5, 7, 30)]


def test_a_column_that_only_month_before_day_fits_is_refused_not_half_misread(tmp_path):
    (finding,) = draw.refusal(payments(tmp_path, "11/20/2025", "12/05/2025")).findings
    assert (finding.rule, finding.file, finding.column) == ("L0-hai-cach-doc-ngay", "thu.csv", "Ngày thu")
    assert "dd/mm/yyyy (không đúng với mọi ô) và mm/dd/yyyy (đúng với mọi ô)" in finding.message


def test_the_mapping_settles_it(tmp_path):
    mapping = draw.TAKEN + '[[file]]\nname = "thu.csv"\ndates = { formats = ["%m/%d/%Y"] }\n'
    snapshot = draw.imported(payments(tmp_path, "11/20/2025", "12/05/2025", mapping=mapping))
    assert draw.column(snapshot, "paid_at", "payments") == [dt.datetime(2025, 11, 20), dt.datetime(2025, 12, 5)]


def mixed(tmp_path, typed, mapping=draw.TAKEN):
    """Three dates that stayed text, three that a spreadsheet made date cells."""
    data = draw.root(tmp_path, mapping)
    rows = [
        [f"H{n}", "Đang xử lý", "Trực tuyến", "commune", day]
        for n, day in enumerate(["20/11/2025", "21/11/2025", "13/12/2025", *typed])
    ]
    draw.put_xlsx(draw.raw(data) / "a.xlsx", [["Mã hồ sơ", "Trạng thái", "Hình thức nhận", "Phạm vi", "Ngày nhận"], *rows])
    return data


SWAPPED = [dt.datetime(2025, month, 12) for month in (3, 4, 5)]  # 03/12, 04/12, 05/12 as a month/day spreadsheet takes them


def test_dates_that_a_spreadsheet_has_turned_round_are_refused(tmp_path):
    (finding,) = draw.refusal(mixed(tmp_path, SWAPPED)).findings
    assert (finding.rule, finding.sheet, finding.column) == ("L0-hai-cach-doc-ngay", "Sheet1", "Ngày nhận")
    assert "ngày tháng đổi chỗ" in finding.message
    assert "không mở rồi lưu bằng phần mềm bảng tính" in finding.todo


def test_date_cells_beyond_the_twelfth_are_plainly_right(tmp_path):
    typed = [dt.datetime(2025, 11, day) for day in (3, 4, 25)]
    assert draw.column(draw.imported(mixed(tmp_path, typed)), "accepted_at")[3:] == typed


def test_a_mapping_that_says_how_the_dates_are_written_is_believed(tmp_path):
    mapping = draw.TAKEN + '[[file]]\nname = "a.xlsx"\ndates = { formats = ["%d/%m/%Y"] }\n'
    assert draw.column(draw.imported(mixed(tmp_path, SWAPPED, mapping)), "accepted_at")[3:] == SWAPPED


def test_every_month_has_its_last_day():
    for month, last in enumerate((31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), 1):
        inside, behind = read([f"{last}/{month}/2025", f"{last + 1}/{month}/2025"], ["%d/%m/%Y"])[0]
        assert (inside, behind) == (f"2025-{month:02d}-{last} 00:00:00", None)


def test_an_order_that_fits_every_cell_is_offered_where_the_expected_one_does_not():
    texts = pa.array(["11/20/2025", "12/05/2025", None])
    reading = dates.read(texts, ["%d/%m/%Y"])
    assert "mm/dd/yyyy" in dates.better_order(texts, reading, "dd/mm/yyyy")
    fits = pa.array(["20/11/2025", "05/12/2025"])
    assert dates.better_order(fits, dates.read(fits, ["%d/%m/%Y"]), "dd/mm/yyyy") == ""
    none = pa.array(["hôm qua", "20/11/2025"])
    assert dates.better_order(none, dates.read(none, ["%d/%m/%Y"]), "dd/mm/yyyy") == ""


def test_a_clock_of_another_place_is_changed_with_its_season():
    noon = [int(dt.datetime(2025, month, 1, 12, tzinfo=dt.UTC).timestamp()) * 1_000_000 for month in (1, 7)]
    hours = (dates.on_the_clock_of("Europe/Amsterdam", np.array(noon)) - noon) // 3_600_000_000
    assert hours.tolist() == [1, 2]
    assert ((dates.on_the_clock_of("nowhere", np.array(noon)) - noon) // 3_600_000_000).tolist() == [7, 7]
