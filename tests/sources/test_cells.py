"""Cells: typed and written, read or unreadable, and never quietly something else."""

import datetime as dt

import drawn_exports as draw
import pytest

from hcc_helpers.sources.values.privacy import HIDDEN

HEAD = ["Mã hồ sơ", "Ngày nhận", "Trạng thái", "Ngày hẹn trả", "Hình thức nhận", "Có thu phí, lệ phí"]
A = dt.datetime(2025, 11, 20, 8, 0)


def one(tmp_path, *rows, head=HEAD):
    data = draw.root(tmp_path)
    draw.put_xlsx(draw.raw(data) / "a.xlsx", [head, *rows])
    return data


def test_typed_and_written_cells_of_one_column_agree(tmp_path):
    data = one(
        tmp_path,
        ["H1", A, "Đang xử lý", dt.date(2025, 12, 1), "Trực tuyến", 1],
        ["H2", "20/11/2025 08:00:00", "đang  xử lý ", "01/12/2025", "TRỰC TUYẾN", "Không"],
    )
    snapshot = draw.imported(data)
    assert draw.column(snapshot, "accepted_at") == [A, A]
    assert draw.column(snapshot, "due_at") == [dt.datetime(2025, 12, 1)] * 2
    assert draw.column(snapshot, "status") == ["processing"] * 2
    assert draw.column(snapshot, "channel") == ["online"] * 2
    assert draw.column(snapshot, "is_fee_due") == [True, False]
    # form only: each repair is logged with its cell
    repaired = {(finding.row, finding.column) for finding in draw.found(snapshot, "L1-sua-dang")}
    assert repaired == {(2, "Ngày nhận"), (2, "Ngày hẹn trả"), (3, "Trạng thái"), (2, "Có thu phí, lệ phí")}


def test_a_serial_time_that_falls_just_short_of_its_second(tmp_path):
    # 46006.3124884259 days is 07:29:59 in a binary fraction
    stamp = dt.datetime(2025, 12, 10, 7, 29, 59)
    assert draw.column(draw.imported(one(tmp_path, ["H1", stamp, "Đang xử lý"])), "accepted_at") == [stamp]


@pytest.mark.parametrize(
    ("cell", "name", "code"),
    [
        ("mai trả", "due_at", None),
        (459, "due_at", None),
        (0.5, "due_at", None),
        (True, "due_at", None),
        ("31/11/2025", "due_at", None),
        ("Zalo", "channel", "unreadable"),
        (7.5, "channel", "unreadable"),
        ("có lẽ", "is_fee_due", None),
        (2, "is_fee_due", None),
    ],
)
def test_an_unreadable_cell_is_kept_as_unreadable(tmp_path, cell, name, code):
    index = {"due_at": 3, "channel": 4, "is_fee_due": 5}[name]
    row = ["H1", A, "Đang xử lý", None, None, None]
    row[index] = cell
    snapshot = draw.imported(one(tmp_path, row, ["H2", A, "Đang xử lý", A, "Trực tuyến", 1]))
    assert draw.column(snapshot, name)[0] == code
    assert draw.column(snapshot, "unreadable") == [f",{name},", ""]
    (finding,) = [finding for finding in snapshot.findings() if finding.level == "unreadable"]
    assert (finding.file, finding.sheet, finding.row, finding.column, finding.case_id) == (
        "a.xlsx",
        "Sheet1",
        2,
        HEAD[index],
        "H1",
    )
    assert finding.accepted


def test_a_blank_cell_is_null_and_not_unreadable(tmp_path):
    snapshot = draw.imported(one(tmp_path, ["H1", A, "Đang xử lý", " ", "", None]))
    assert [draw.column(snapshot, name)[0] for name in ("due_at", "channel", "is_fee_due", "unreadable")] == [
        None,
        None,
        None,
        "",
    ]


@pytest.mark.parametrize("kind", ["error", "formula"])
def test_an_error_value_and_an_uncomputed_formula_are_unreadable_not_blank(tmp_path, kind):
    import re
    import zipfile

    data = one(tmp_path, ["H1", A, "Đang xử lý", 12345, "Trực tuyến", 1])
    path = draw.raw(data) / "a.xlsx"
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    cell = b'<c r="D2" t="e"><v>#N/A</v></c>' if kind == "error" else b'<c r="D2"><f>A1+1</f></c>'
    parts["xl/worksheets/sheet1.xml"], count = re.subn(rb'<c r="D2"><v>12345</v></c>', cell, sheet)
    assert count == 1
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    snapshot = draw.imported(data)
    assert draw.column(snapshot, "due_at") == [None]
    assert draw.column(snapshot, "unreadable") == [",due_at,"]


def test_a_case_code_that_a_spreadsheet_took_for_a_number(tmp_path):
    snapshot = draw.imported(one(tmp_path, [101004113637.0, A, "Đang xử lý"]))
    assert draw.column(snapshot, "case_id") == ["101004113637"]


@pytest.mark.parametrize("code", [1010041136371234567.0, 12.5, True])
def test_a_case_code_that_lost_digits_is_refused(tmp_path, code):
    error = draw.refusal(one(tmp_path, [code, A, "Đang xử lý"]))
    assert draw.rules(error) == ["L1-ma-ho-so"]


def test_procedure_codes_keep_their_national_part(tmp_path):
    head = ["Mã hồ sơ", "Ngày nhận", "Mã thủ tục"]
    codes = ["1.000001.000.00.00.H41", 2.000815, 1.00081, "1.000948.H38", "khác"]
    snapshot = draw.imported(one(tmp_path, *([f"H{n}", A, code] for n, code in enumerate(codes)), head=head))
    assert draw.column(snapshot, "procedure_code") == [
        "1.000001",
        "2.000815",
        "1.000810",
        "1.000948",
        HIDDEN,
    ]  # no code: it may be a name


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("32.873.000đ", 32873000),
        ("32,873,000", 32873000),
        (20000.0, 20000),
        ("-20.000", -20000),
        ("20000", 20000),
        ("0", 0),
        ("98,25%", None),
        (20000.5, None),
        ("hai mươi", None),
    ],
)
def test_amounts(tmp_path, cell, amount):
    data = one(tmp_path, ["H1", A, "Đang xử lý"])
    head = ["Mã giao dịch", "Mã hồ sơ", "Thời gian giao dịch", "Số tiền (VNĐ)", "Trạng thái"]
    draw.put_xlsx(draw.raw(data) / "b.xlsx", [head, ["G1", "H1", A, cell, "Thành công"]])
    (row,) = draw.rows(draw.imported(data), "payments")
    assert (row["amount_vnd"], row["state"], row["unreadable"]) == (amount, "paid", "" if amount is not None else ",amount_vnd,")


@pytest.mark.parametrize(
    ("cell", "count"), [("1.944", 1944), (1944.0, 1944), ("1944", 1944), ("1,5", None), ("-3", None), (2.5, None)]
)
def test_counts(tmp_path, cell, count):
    data = one(tmp_path, ["H1", A, "Đang xử lý"])
    head = ["Phạm vi", "Lĩnh vực", "Tiếp nhận: Tổng số", "Đã giải quyết: Tổng số", "Đang giải quyết: Tổng số"]
    draw.put_xlsx(draw.raw(data) / "b.xlsx", [head, ["Xã", "Hộ tịch", cell, 1, 1]])
    assert draw.column(draw.imported(data), "received_all", "totals") == [count]


def test_decomposed_letters_are_composed(tmp_path):
    import unicodedata

    decomposed = unicodedata.normalize("NFD", "Đăng ký khai sinh")
    snapshot = draw.imported(one(tmp_path, ["H1", A, decomposed], head=["Mã hồ sơ", "Ngày nhận", "Tên thủ tục"]))
    assert draw.column(snapshot, "procedure_name") == ["Đăng ký khai sinh"]
    assert draw.column(snapshot, "procedure_code") == ["1.000001"]
    assert "NFC" in draw.found(snapshot, "L1-sua-dang")[0].message


def test_a_date_cell_has_a_time_zone_only_where_the_mapping_says_so(tmp_path):
    mapping = draw.TAKEN + '[[file]]\nname = "a.csv"\n[file.dates]\nformats = ["%Y-%m-%dT%H:%M:%SZ"]\ntime_zone = "UTC"\n'
    data = draw.root(tmp_path, mapping)
    draw.put_csv(data, "a.csv", "Mã hồ sơ,Ngày nhận,Trạng thái", "H1,2025-11-19T20:30:00Z,Đang xử lý")
    assert draw.column(draw.imported(data), "accepted_at") == [dt.datetime(2025, 11, 20, 3, 30)]


def test_an_unknown_label_is_said_once_and_by_its_shape(tmp_path):
    rows = [[f"H{n}", A, "Đang chờ ký số"] for n in range(3)] + [["H9", A, "Nguyễn Thị Bí Mật"]]
    snapshot = draw.imported(one(tmp_path, *rows))
    messages = [finding.message for finding in draw.found(snapshot, "L1-ma-la")]
    assert messages == [
        "3 trên 4 ô của cột “Trạng thái” không đọc được: viết như “AAAA AAA AA AA” (dòng 2, 3, 4).",
        "Trạng thái: không đọc được (viết như “AAAAAA AAA AA AAA”).",
    ]


def test_a_case_code_without_a_digit_is_a_name_of_a_shifted_column(tmp_path):
    data = draw.root(tmp_path)
    draw.put_csv(data, "a.csv", "Mã hồ sơ;Ngày nhận;Trạng thái", "Nguyễn Văn An;20/11/2025;Đang xử lý")
    error = draw.refusal(data)
    assert draw.rules(error) == ["L1-ma-ho-so"]
    assert "Nguyễn" not in error.text()


def test_a_column_of_codes_that_are_all_numbers_is_logged_as_changed_in_form(tmp_path):
    data = draw.root(tmp_path)
    rows = [["Mã hồ sơ", "Ngày nhận", "Trạng thái"], [352112000539, "20/11/2025", "Đang xử lý"]]
    draw.put_xlsx(draw.raw(data) / "a.xlsx", rows)
    (repaired,) = draw.found(draw.imported(data), "L1-sua-dang")
    assert (repaired.row, repaired.column) == (2, "Mã hồ sơ")


@pytest.mark.parametrize(("cell", "figure"), [(1.0, None), (0, None), (1944.0, "1944"), ("100%", "100%")])
def test_a_number_cell_of_a_draft_that_could_be_a_share_is_unreadable(tmp_path, cell, figure):
    data = draw.root(tmp_path)
    draw.put_csv(data, "a.csv", "Mã hồ sơ;Ngày nhận;Trạng thái", "H1;20/11/2025;Đang xử lý")
    draw.put_xlsx(draw.raw(data) / "du-thao.xlsx", [["Mục", "Nội dung", "Con số"], ["I.2", "Số hóa", cell]])
    snapshot = draw.imported(data)
    assert draw.column(snapshot, "figure", "draft") == [figure]
    assert all("98,25%" in finding.accepted for finding in draw.found(snapshot, "L1-khong-doc-duoc"))


def test_beside_dates_a_serial_number_is_the_same_day(tmp_path):
    snapshot = draw.imported(one(tmp_path, ["H1", A, "Đang xử lý", 45981], ["H2", A, "Đang xử lý", A]))
    assert draw.column(snapshot, "due_at") == [dt.datetime(2025, 11, 20), A]
    assert any("số ngày của bảng tính" in finding.message for finding in draw.found(snapshot, "L1-sua-dang"))
