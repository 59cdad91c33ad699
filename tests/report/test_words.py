"""Words and small parts of a page: what stays on one line, what a table does with its rows, what a mark means."""

import pytest

from hcc_helpers.report import tables
from hcc_helpers.report.answers.build import _columns_together
from hcc_helpers.report.drawing.charts import _is_above, _slope
from hcc_helpers.report.wording import calendar_source, join_vn, nbsp, status_word
from hcc_helpers.report.words import relative


@pytest.mark.parametrize(
    ("text", "shown"),  # ~ stands for a no-break space, ^ for a word joiner
    [
        ("còn 294 hồ sơ", "còn 294~hồ~sơ"),
        ("32.873.000 đồng", "32.873.000~đồng"),
        ("từ 16/12/2025 07:30", "từ 16/12/2025~07:30"),
        ("tháng 12/2025, Hình 2, Biểu II.06a, cột 3", "tháng~12/2025, Hình~2, Biểu~II.06a, cột~3"),
        ("Nghị định 118/2025/NĐ-CP, Điều 5", "Nghị~định~118/2025/NĐ-CP, Điều~5"),
        ("khoảng 93,8–97,6%", "khoảng 93,8–^97,6%"),
        ("mục I.2 và ngày Việt Nam", "mục~I.2 và ngày Việt Nam"),
        ("5 điểm nghẽn", "5~điểm nghẽn"),
        ("12 hồ sơ–không", "12~hồ~sơ–không"),
        ("396 trên 412 phiếu", "396/412~phiếu"),
        ("62,5 trên 80 điểm", "62,5/80~điểm"),
        ("1.032 trên 1.811 hồ sơ", "1.032/1.811~hồ~sơ"),
        ("đạt 96,12%, trên 95%", "đạt 96,12%, trên 95%"),
        ("tháng 12/2025 trên 6 kỳ", "tháng~12/2025 trên 6~kỳ"),
        ("trung vị 0,0 ngày làm việc; 90%", "trung vị là trong ngày; 90%"),
        ("chênh 0,0 ngày làm việc (−0,5 đến +0,4)", "chênh 0,0~ngày làm việc (−0,5 đến +0,4)"),
    ],
)
def test_what_belongs_together_is_not_parted(text, shown):
    assert nbsp(text) == shown.replace("~", "\u00a0").replace("^", "\u2060")


def test_lists_and_columns_of_a_form_are_read_as_one():
    assert join_vn(["a", "b", "c"]) == "a, b và c"
    assert _columns_together(["Biểu II.06a, cột 3", "Biểu II.06a, cột 4 và 5", "Mẫu 04"]) == [
        "Biểu II.06a, cột 3, 4 và 5",
        "Mẫu 04",
    ]


@pytest.mark.parametrize(
    ("value", "low", "mark", "words"),
    [
        (96.12, 93.8, "ring", "Đạt ≥ 95%, chưa chắc chắn"),
        (98.0, 96.0, "good", "Đạt ≥ 95%"),
        (94.9, 92.0, "warn", "Cần chú ý: chưa đạt ≥ 95%"),
    ],
)
def test_a_target_is_surely_reached_only_when_the_interval_lies_above_it(value, low, mark, words):
    assert status_word(value, low, 100.0, 95, "at_least") == (mark, words)


NUMBERS = [tables.Column("Chỉ số"), *[tables.Column(f"Tháng {n}/2025", "number") for n in (12, 11, 10)]]


def test_a_table_takes_the_shape_that_a_phone_can_show():
    assert 'class="the-so cot-3"' in tables.table("A", NUMBERS, [tables.Row("x", ["1", "2", "3"])])
    assert 'class="the-chu"' in tables.table("A", [tables.Column("Tệp"), tables.Column("Bảng")], [tables.Row("x", ["y"])])
    assert 'class="bang-ngan"' in tables.table("A", NUMBERS[:2], [tables.Row("x", ["1"])])
    assert "lien" in tables.table("A", NUMBERS[:2], [tables.Row("x", ["1"])] * 12)  # not cut between two sheets
    assert "lien" not in tables.table("A", NUMBERS[:2], [tables.Row("x", ["1"])] * 13)


def test_no_cell_is_empty_and_no_row_is_short():
    html = tables.table("A", NUMBERS, [tables.Row("<b>", ["", "–", "3"])])
    assert html.count("không có số liệu") == 2
    assert "&lt;b&gt;" in html
    with pytest.raises(ValueError, match="2 cells under 3 columns"):
        tables.table("A", NUMBERS, [tables.Row("x", ["1", "2"])])


def test_the_key_names_only_the_marks_that_occur():
    assert "Cần chú ý" in tables.key_to_marks({"warn"})
    assert "Chưa giao chỉ tiêu" not in tables.key_to_marks({"warn"})
    assert tables.key_to_marks(set()) == ""


def test_labels_of_a_line_keep_clear_of_it():
    """Below in a valley, above elsewhere, and away from a slope: 98,13 97,62 98,45 98,93 99,08 97,62."""
    values = [98.13, 97.62, 98.45, 98.93, 99.08, 97.62]
    assert [_is_above(values, x) for x in range(6)] == [True, False, True, True, True, False]
    assert [_slope(values, x) for x in range(1, 5)] == [0, -0.22, -0.22, 0]


def test_a_day_off_names_a_document_or_the_calendar_never_a_library():
    assert calendar_source("Bộ luật Lao động 2019, Điều 112; gói phần mềm holidays") == "Bộ luật Lao động 2019, Điều 112"
    assert "phần mềm" not in calendar_source("gói phần mềm holidays")
    assert calendar_source("") == "Không ghi nguồn"


@pytest.mark.parametrize(
    ("now", "before", "shown"),
    [(6, 11, ""), (29, 100, ""), (100, 29, ""), (45, 30, "+50,00%"), (1637, 1700, "−3,71%"), (5, 0, "")],
)
def test_the_change_of_a_small_count_has_no_percentage(now, before, shown):
    assert relative(now, before) == shown
