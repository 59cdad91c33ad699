"""A case list as a real system writes it: banner above, merged headings, totals below. No row is left out."""

import datetime as dt

import drawn_exports as draw
import pytest

A, B = dt.datetime(2025, 11, 20, 8, 0), dt.datetime(2025, 11, 21, 9, 30)


def provincial_list():
    return [
        ["DANH SÁCH HỒ SƠ"],
        ["Từ ngày 15/11/2025 đến ngày 14/12/2025. Thời điểm trích xuất: 15/12/2025 07:30:00"],
        ["STT", "Mã hồ sơ", "Trạng\nthái", "Thời gian", None, "Hình thức nhận"],
        [None, None, None, "Ngày nhận", "Ngày hẹn trả", None],
        [1, "H41.12-251120-0001", "Đang xử lý", A, dt.datetime(2025, 12, 20), "Trực tuyến"],
        [2, "H41.12-251121-0002", "Đã trả kết quả", B, dt.datetime(2025, 11, 30), "Trực tiếp"],
        ["Tổng cộng: 2 hồ sơ"],
        [None, None, None, None, None, "Người lập biểu"],
    ]


MERGES = ["A1:F1", "A2:F2", "A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:F4"]


def test_merged_headings_banner_totals_and_signature(tmp_path):
    data = draw.root(tmp_path, mapping=None)
    draw.put_xlsx(draw.raw(data) / "ho-so.xlsx", provincial_list(), MERGES)
    snapshot = draw.imported(data)
    assert draw.column(snapshot, "case_id") == ["H41.12-251120-0001", "H41.12-251121-0002"]
    assert draw.column(snapshot, "accepted_at") == [A, B]
    assert draw.column(snapshot, "due_at") == [dt.datetime(2025, 12, 20), dt.datetime(2025, 11, 30)]
    assert draw.column(snapshot, "channel") == ["online", "in_person"]
    assert draw.column(snapshot, "status") == ["processing", "handed_over"]
    assert draw.column(snapshot, "source_row") == [5, 6]
    assert snapshot.covers == {"cases": (dt.date(2025, 11, 15), dt.date(2025, 12, 14))}
    assert snapshot.extracted_at == dt.datetime(2025, 12, 15, 7, 30)
    assert [finding.row for finding in draw.found(snapshot, "L1-dong-tong")] == [7]
    assert [finding.row for finding in draw.found(snapshot, "L1-dong-trong")] == [8]
    assert not draw.found(snapshot, "L1-dong-tong-lech")


def test_a_totals_row_that_counts_more_than_there_is(tmp_path):
    data = draw.root(tmp_path, mapping=None)
    cells = provincial_list()
    cells[6] = ["Tổng cộng: 1.944 hồ sơ"]
    draw.put_xlsx(draw.raw(data) / "ho-so.xlsx", cells, MERGES)
    (finding,) = draw.refusal(data).findings
    assert finding.message == "Dòng tổng cộng không khớp: dòng tổng ghi 1.944, đếm được 2 dòng."
    assert (finding.rule, finding.row) == ("L1-dong-tong-lech", 7)
    draw.put(data, "mapping.toml", "[limits]\nmissing_rows = 100\n")
    assert [item.level for item in draw.found(draw.imported(data), "L1-dong-tong-lech")] == ["odd"]


def test_a_count_under_the_case_code_is_no_case(tmp_path):
    data = draw.root(tmp_path, mapping=None)
    cells = provincial_list()
    cells[6] = ["Tổng cộng", 2]
    draw.put_xlsx(draw.raw(data) / "ho-so.xlsx", cells, MERGES)
    snapshot = draw.imported(data)
    assert draw.column(snapshot, "case_id") == ["H41.12-251120-0001", "H41.12-251121-0002"]
    assert not draw.found(snapshot, "L1-dong-tong-lech")


def test_a_procedure_that_begins_like_a_sum_is_a_case(tmp_path):
    data = draw.root(tmp_path)
    draw.put_csv(
        data, "a.csv", "Tên thủ tục;Mã hồ sơ;Ngày nhận", "Tổng hợp hồ sơ người có công;H1;20/11/2025", "Cộng tác viên dân số;H2;"
    )
    error = draw.refusal(data)  # the second is a case too, and its date is missing
    assert [(finding.rule, finding.case_id) for finding in error.findings] == [("L1-ngay-tiep-nhan", "H2")]


def test_a_cell_merged_over_two_rows_of_data_is_refused(tmp_path):
    data = draw.root(tmp_path, mapping=None)
    draw.put_xlsx(draw.raw(data) / "ho-so.xlsx", provincial_list(), [*MERGES, "E5:E6"])
    error = draw.refusal(data)
    assert (error.exit_code, draw.rules(error), error.findings[0].row) == (65, ["L0-o-gop"], 5)


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (";;", "blank"),
        ("I. Lĩnh vực hộ tịch;;", "no declared column holds anything"),
    ],
)
def test_rows_without_data_are_listed(tmp_path, row, what):
    data = draw.root(tmp_path)
    draw.put_csv(data, "a.csv", "Nhóm;Mã hồ sơ;Ngày nhận", ";H1;20/11/2025", row, ";H2;21/11/2025")
    snapshot = draw.imported(data)
    assert draw.column(snapshot, "case_id") == ["H1", "H2"], what
    assert [finding.row for finding in draw.found(snapshot, "L1-dong-trong")] == [3]


def test_a_row_with_a_date_but_no_code_is_never_taken_for_a_note(tmp_path):
    data = draw.root(tmp_path)
    draw.put_csv(data, "a.csv", "Nhóm;Mã hồ sơ;Ngày nhận", ";H1;20/11/2025", ";;21/11/2025")
    error = draw.refusal(data)
    assert draw.rules(error) == ["L1-ma-ho-so"]
    assert error.findings[0].row == 3


def test_form_06a_with_three_storeys_and_column_numbers(tmp_path):
    data = draw.root(tmp_path, mapping=draw.TAKEN + '[[file]]\nname = "06a*"\nconstants = { scope = "land" }\n')
    draw.put_csv(data, "a.csv", "Mã hồ sơ;Ngày nhận", "H1;20/11/2025")
    cells = [
        ["Biểu số II.06a/VPCP/KSTT"],
        [
            "STT",
            "Lĩnh vực giải quyết",
            "Số hồ sơ nhận giải quyết",
            *[None] * 3,
            "Số hồ sơ đã giải quyết",
            *[None] * 3,
            "Số hồ sơ đang giải quyết",
            None,
            None,
        ],
        [
            None,
            None,
            "Tổng số",
            "Trong kỳ",
            None,
            "Từ kỳ trước",
            "Tổng số",
            "Trước hạn",
            "Đúng hạn",
            "Quá hạn",
            "Tổng số",
            "Trong hạn",
            "Quá hạn",
        ],
        [None, None, None, "Trực tuyến", "Trực tiếp, dịch vụ bưu chính", *[None] * 8],
        ["(1)", "(2)", "(3)=(4)+(5)+(6)", *[f"({n})" for n in range(4, 14)]],
        [1, "Đất đai", "1.550", 1400, 0, 150, 1313, 1300, 9, 4, 237, 80, 157],
        ["TỔNG CỘNG", None, "1.551", 1400, 0, 150, 1313, 1300, 9, 4, 237, 80, 157],
    ]
    merges = [
        "A1:M1",
        "A2:A4",
        "B2:B4",
        "C2:F2",
        "G2:J2",
        "K2:M2",
        "C3:C4",
        "D3:E3",
        "F3:F4",
        "G3:G4",
        "H3:H4",
        "I3:I4",
        "J3:J4",
        "K3:K4",
        "L3:L4",
        "M3:M4",
    ]
    draw.put_xlsx(draw.raw(data) / "06a.xlsx", cells, merges)
    snapshot = draw.imported(data)
    (row,) = draw.rows(snapshot, "totals")
    got = [row[name] for name in ("scope", "field", "received_all", "new_online", "new_in_person_or_post", "carried_over")]
    assert got == ["land", "Đất đai", 1550, 1400, 0, 150]
    got = [row[name] for name in ("resolved_all", "resolved_early", "resolved_on_due_day", "resolved_late")]
    assert got == [1313, 1300, 9, 4]
    assert [row[name] for name in ("open_all", "open_in_time", "open_late")] == [237, 80, 157]
    # the row of sums is a check, never data: its 1.551 is one more than the rows give
    (finding,) = draw.found(snapshot, "L1-dong-tong-lech")
    assert "1.551" in finding.message
    assert "1.550" in finding.message


def test_a_group_heading_inside_a_form_is_no_field(tmp_path):
    mapping = draw.TAKEN + '[[file]]\nname = "bieu.csv"\nconstants = { scope = "commune" }\n'
    data = draw.root(tmp_path, mapping)
    draw.put_csv(data, "a.csv", "Mã hồ sơ;Ngày nhận", "H1;20/11/2025")
    head = "Lĩnh vực;Tiếp nhận: Tổng số;Đã giải quyết: Tổng số;Đang giải quyết: Tổng số"
    draw.put_csv(data, "bieu.csv", head, "A. Cấp xã;;;", "Hộ tịch;10;8;2", "Chứng thực;5;5;1", "Tổng số;15;13;3")
    snapshot = draw.imported(data)
    assert draw.column(snapshot, "field", "totals") == ["Hộ tịch", "Chứng thực"]
    assert [finding.row for finding in draw.found(snapshot, "L1-dong-trong")] == [2]
    # 5 = 5 + 1 does not hold; both figures are kept as they are
    assert [finding.row for finding in draw.found(snapshot, "L3-tong-bieu")] == [4]


def test_a_draft_keeps_its_figures_as_printed(tmp_path):
    data = draw.root(tmp_path)
    draw.put_csv(data, "a.csv", "Mã hồ sơ;Ngày nhận", "H1;20/11/2025")
    draw.put_csv(
        data, "du-thao.csv", "Mục;Nội dung;Con số", "I.3;Trực tuyến;98,25%", "I.3;Trực tiếp;1.75%", "I.3;Phí;32.873.000đ"
    )
    assert draw.column(draw.imported(data), "figure", "draft") == ["98,25%", "1.75%", "32.873.000đ"]


def test_a_figure_that_a_spreadsheet_has_turned_into_a_number_is_unreadable(tmp_path):
    data = draw.root(tmp_path)
    draw.put_csv(data, "a.csv", "Mã hồ sơ;Ngày nhận", "H1;20/11/2025")
    draw.put_xlsx(
        draw.raw(data) / "du-thao.xlsx", [["Mục", "Nội dung", "Con số"], ["I.3", "Trực tuyến", 0.9825], ["I.3", "Hồ sơ", 1944.0]]
    )
    snapshot = draw.imported(data)
    assert draw.column(snapshot, "figure", "draft") == [None, "1944"]
    assert draw.column(snapshot, "unreadable", "draft") == [",figure,", ""]


def test_rows_of_other_tables_without_their_case_are_kept_and_listed(tmp_path):
    data = draw.root(tmp_path)
    draw.put_csv(data, "a.csv", "Mã hồ sơ;Ngày nhận", "H1;20/11/2025")
    draw.put_csv(data, "tam-dung.csv", "Mã hồ sơ;Lý do;Từ ngày;Đến ngày", ";Chờ bổ sung;20/11/2025;", "H1;Niêm yết;x;25/11/2025")
    snapshot = draw.imported(data)
    assert [(row["case_id"], row["reason"], row["unreadable"]) for row in draw.rows(snapshot, "pauses")] == [
        (None, "supplement", ""),
        ("H1", "public_notice", ",from_at,"),
    ]
    assert [finding.row for finding in draw.found(snapshot, "L1-thieu-khoa")] == [2]


HEAD = "Mã hồ sơ;Trạng thái;Ngày nhận;Chủ hồ sơ;Tên thủ tục"


@pytest.mark.parametrize(
    "row",
    [
        ";Đang xử lý;21/11/2025;Cộng;Đăng ký khai sinh",  # a name that is also the word for a sum
        ";Đang xử lý;;Trần Thị B;Đăng ký khai sinh",  # the last row, without code and date, is no signature
    ],
)
def test_a_case_that_lost_its_code_is_refused_and_never_taken_for_a_sum_or_a_note(tmp_path, row):
    data = draw.root(tmp_path)
    draw.put_csv(data, "a.csv", HEAD, "H1;Đang xử lý;20/11/2025;A;Đăng ký khai sinh", row)
    error = draw.refusal(data)
    assert ("L1-ma-ho-so", 3) in [(finding.rule, finding.row) for finding in error.findings]


def test_in_a_draft_a_total_is_a_figure(tmp_path):
    data = draw.root(tmp_path)
    draw.put_csv(data, "a.csv", HEAD, "H1;Đang xử lý;20/11/2025;A;Đăng ký khai sinh")
    draw.put_csv(data, "du-thao.csv", "Mục;Nội dung;Con số", "I.3;Tổng số;1.944", ";Tổng số;1.550", ";Tổng cộng;5")
    assert draw.column(draw.imported(data), "figure", "draft") == ["1.944", "1.550", "5"]


def test_a_finding_names_the_sheet_where_a_workbook_has_several(tmp_path):
    data = draw.root(tmp_path)
    head = HEAD.split(";")
    first = [head, ["H1", "Đang xử lý", "20/11/2025", "A", "Đăng ký khai sinh"]]
    second = [head, ["H2", "Đã trả kết quả", "20/11/2025", "A", "Đăng ký khai sinh"]]
    draw.put_xlsx(draw.raw(data) / "a.xlsx", [], sheets={"Tư pháp": first, "Địa chính": second})
    (odd,) = draw.found(draw.imported(data), "L1-trang-thai-va-ngay")
    assert (odd.file, odd.sheet, odd.row) == ("a.xlsx", "Địa chính", 2)
