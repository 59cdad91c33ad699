"""What a mapping says of a file's shape: a time of day in its own column, a column by its place, one file as two tables, a row filter."""

from __future__ import annotations

import datetime as dt

import drawn_exports as draw
import pytest

FILE = draw.TAKEN + '[[file]]\nname = "a.csv"\nconstants = { channel = "online", scope = "commune" }\n'
HEAD = "Mã hồ sơ;Ngày nhận;Giờ nhận;Trạng thái"


def imported(tmp_path, mapping: str, *lines: str, name: str = "a.csv"):
    data = draw.root(tmp_path, mapping)
    draw.put_csv(data, name, *lines)
    return draw.imported(data)


def test_a_date_and_a_time_in_two_columns(tmp_path):
    rows = ("H1;20/11/2025;08:15;Đang xử lý", "H2;21/11/2025;16 giờ 05;Đang xử lý", "H3;22/11/2025;;Đang xử lý")
    snapshot = imported(tmp_path, FILE + 'clock = { accepted_at = "Giờ nhận" }\n', HEAD, *rows)
    assert draw.column(snapshot, "accepted_at") == [
        dt.datetime(2025, 11, 20, 8, 15),
        dt.datetime(2025, 11, 21, 16, 5),
        dt.datetime(2025, 11, 22),
    ]


def test_a_date_cell_and_a_time_cell_of_a_workbook(tmp_path):
    data = draw.root(tmp_path, FILE.replace("a.csv", "a.xlsx") + 'clock = { accepted_at = "Giờ nhận" }\n')
    day = dt.datetime(2025, 11, 20)
    rows = [HEAD.split(";"), ["H1", day, 0.34375, "Đang xử lý"], ["H2", day, "16:05", "Đang xử lý"]]  # a time is a part of a day
    draw.put_xlsx(draw.raw(data) / "a.xlsx", rows)
    assert draw.column(draw.imported(data), "accepted_at") == [dt.datetime(2025, 11, 20, 8, 15), dt.datetime(2025, 11, 20, 16, 5)]


def test_a_time_that_nobody_can_read_leaves_its_moment_unreadable(tmp_path):
    head = HEAD + ";Ngày hẹn trả;Giờ hẹn"
    row = "H1;20/11/2025;08:00;Đang xử lý;28/11/2025;sáng"
    snapshot = imported(tmp_path, FILE + 'clock = { due_at = "Giờ hẹn" }\n', head, row)
    assert draw.column(snapshot, "unreadable") == [",due_at,"]


def test_a_column_for_the_time_that_the_file_lacks_is_refused(tmp_path):
    data = draw.root(tmp_path, FILE + 'clock = { accepted_at = "Giờ tiếp nhận" }\n')
    draw.put_csv(data, "a.csv", HEAD, "H1;20/11/2025;08:15;Đang xử lý")
    error = draw.refusal(data)
    assert draw.rules(error) == ["L0-mapping"]
    assert "Giờ nhận" in error.findings[0].accepted


REPEATED = ("Mã hồ sơ;Ngày nhận;Hạn;Hạn;Trạng thái", "H1;20/11/2025;28/11/2025;30/11/2025;Đang xử lý")


@pytest.mark.parametrize(("place", "day"), [("=C", 28), ("=D", 30), ("= d", 30)])
def test_where_headings_repeat_a_column_is_named_by_its_letter(tmp_path, place, day):
    snapshot = imported(tmp_path, FILE + f'columns = {{ due_at = "{place}" }}\n', *REPEATED)
    assert draw.column(snapshot, "due_at") == [dt.datetime(2025, 11, day)]


def test_two_columns_that_fit_alike_are_told_their_letters(tmp_path):
    data = draw.root(tmp_path, FILE + 'columns = { due_at = "Hạn" }\n')
    draw.put_csv(data, "a.csv", *REPEATED)
    finding = next(one for one in draw.refusal(data).findings if one.rule == "L0-hai-cot")
    assert 'due_at = "=C"' in finding.todo


def test_a_letter_beyond_the_file_is_refused(tmp_path):
    data = draw.root(tmp_path, FILE + 'columns = { due_at = "=Z" }\n')
    draw.put_csv(data, "a.csv", *REPEATED)
    assert draw.rules(draw.refusal(data)) == ["L0-mapping"]


def test_one_file_as_two_tables(tmp_path):
    """A list of cases whose further columns are the satisfaction of the applicant."""
    second = '[[file]]\nname = "a.csv"\ntable = "surveys"\ncolumns = { answer_id = "Phiếu", answered_at = "Ngày trả lời", level = "Đánh giá" }\nrows.keep = { "Có phiếu" = ["1"] }\n'
    head = "Mã hồ sơ;Ngày nhận;Trạng thái;Có phiếu;Phiếu;Ngày trả lời;Đánh giá"
    rows = ("H1;20/11/2025;Đang xử lý;1;K1;22/11/2025;Hài lòng", "H2;21/11/2025;Đang xử lý;0;;;")
    snapshot = imported(tmp_path, FILE + second, head, *rows)
    assert draw.column(snapshot, "case_id") == ["H1", "H2"]
    assert draw.column(snapshot, "answer_id", "surveys") == ["K1"]
    assert draw.column(snapshot, "case_id", "surveys") == ["H1"]


def test_a_row_filter_reads_its_rows_and_lists_the_others(tmp_path):
    rows = ("H1;20/11/2025;Đang xử lý;Thật", "H2;21/11/2025;Đang xử lý;Thử", "H3;21/11/2025;Đang xử lý;thật")
    snapshot = imported(tmp_path, FILE + 'rows.keep = { "Loại" = ["Thật"] }\n', "Mã hồ sơ;Ngày nhận;Trạng thái;Loại", *rows)
    assert draw.column(snapshot, "case_id") == ["H1", "H3"]
    assert any("rows.keep" in one.message and "dòng 3" in one.message for one in draw.found(snapshot, "L1-dong-trong"))


def test_a_row_filter_on_a_column_that_is_not_there_is_refused(tmp_path):
    data = draw.root(tmp_path, FILE + 'rows.keep = { "Kiểu" = ["Thật"] }\n')
    draw.put_csv(data, "a.csv", "Mã hồ sơ;Ngày nhận;Trạng thái;Loại", "H1;20/11/2025;Đang xử lý;Thật")
    assert draw.rules(draw.refusal(data)) == ["L0-thieu-cot"]


@pytest.mark.parametrize("label", ["Điện thoại", "E-mail", "Qua tổng đài"])
def test_a_channel_beside_the_four_is_another_channel(tmp_path, label):
    """Telephone and e-mail as they are usually written; any other word where the mapping declares it."""
    said = '[[file]]\nname = "a.csv"\nconstants = { scope = "commune" }\n[file.vocabulary.channel]\n"Qua tổng đài" = "other"\n'
    snapshot = imported(
        tmp_path, draw.TAKEN + said, "Mã hồ sơ;Ngày nhận;Hình thức nhận;Trạng thái", f"H1;20/11/2025;{label};Đang xử lý"
    )
    assert draw.column(snapshot, "channel") == ["other"]


PAID = "Mã giao dịch;Mã hồ sơ;Ngày thu;Số tiền phải thu;Số tiền (VNĐ);Trạng thái thanh toán"


def money(tmp_path, *rows: str, more: str = ""):
    data = draw.root(tmp_path, FILE + more)
    draw.put_csv(data, "a.csv", HEAD, "H1;20/11/2025;08:15;Đang xử lý")
    draw.put_csv(data, "thu.csv", PAID, *rows)
    return draw.imported(data)


def test_what_was_paid_is_held_against_what_was_charged(tmp_path):
    rows = ("P1;H1;22/11/2025;20.000;20.000;Đã thanh toán", "P2;H1;22/11/2025;8.000;80.000;Đã thanh toán")
    snapshot = money(tmp_path, *rows)
    assert draw.column(snapshot, "charged_vnd", "payments") == [20_000, 8_000]
    assert [one.row for one in draw.found(snapshot, "L1-so-tien")] == [3]


@pytest.mark.parametrize(("cell", "amount"), [("12,50", 13), ("1.234,49", 1234), ("8", 8)])
def test_amounts_with_cents_where_the_mapping_allows_them(tmp_path, cell, amount):
    allowed = '[[file]]\nname = "thu.csv"\namounts = { smallest = 1, decimals = 2 }\n'
    snapshot = money(tmp_path, f"P1;H1;22/11/2025;;{cell};Đã thanh toán", more=allowed)
    assert draw.column(snapshot, "amount_vnd", "payments") == [amount]


def test_cents_without_a_word_of_the_mapping_are_unreadable(tmp_path):
    snapshot = money(tmp_path, "P1;H1;22/11/2025;;20000,50;Đã thanh toán")
    assert draw.column(snapshot, "unreadable", "payments") == [",amount_vnd,"]


def test_a_yes_or_no_in_the_words_of_its_source(tmp_path):
    said = '[file.vocabulary.late_flag]\n"Trễ" = "yes"\n"Kịp" = "no"\n"Không xét" = ""\n'
    mapping = FILE + 'columns = { late_flag = "Kết luận" }\n' + said
    rows = [f"H{n};20/11/2025;Đang xử lý;{word}" for n, word in enumerate(("Trễ", "Kịp", "Không xét", "?"), 1)]
    snapshot = imported(tmp_path, mapping, "Mã hồ sơ;Ngày nhận;Trạng thái;Kết luận", *rows)
    assert draw.column(snapshot, "late_flag") == [True, False, None, None]
    assert draw.column(snapshot, "unreadable") == ["", "", "", ",late_flag,"]
