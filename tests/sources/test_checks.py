"""What is possible but odd is kept as it is and listed; the catalogue fills what the export does not say."""

import drawn_exports as draw
import pytest

HEAD = "Mã hồ sơ;Ngày nộp hồ sơ;Ngày nhận;Ngày hẹn trả;Ngày kết thúc xử lý;Trạng thái;Mã thủ tục;Hình thức nhận"


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ("H1;;20/11/2025;25/11/2025;22/11/2025;Đã xử lý xong;1.000001;Trực tuyến", None),
        ("H1;20/11/2025 09:00:00;20/11/2025;25/11/2025;22/11/2025;Đã xử lý xong;1.000001;Trực tuyến", None),
        ("H1;21/11/2025;20/11/2025;25/11/2025;22/11/2025;Đã xử lý xong;1.000001;Trực tuyến", "L1-thu-tu-ngay"),
        ("H1;;20/11/2025;25/11/2025;19/11/2025;Đã xử lý xong;1.000001;Trực tuyến", "L1-thu-tu-ngay"),
        ("H1;;20/11/2025;19/11/2025;;Đang xử lý;1.000001;Trực tuyến", "L1-thu-tu-ngay"),
        ("H1;;20/12/2025;25/12/2025;;Đang xử lý;1.000001;Trực tuyến", "L1-ngay-tuong-lai"),
        ("H1;;20/11/2025;25/11/2025;;Đã xử lý xong;1.000001;Trực tuyến", "L1-trang-thai-va-ngay"),
        ("H1;;20/11/2025;25/11/2025;22/11/2025;Đang xử lý;1.000001;Trực tuyến", "L1-trang-thai-va-ngay"),
        ("H1;;20/11/2025;25/11/2025;;Đang xử lý;2.000815;Trực tuyến", "L1-chi-truc-tiep"),
        ("H1;;20/11/2025;25/11/2025;;Đang xử lý;2.000815;Trực tiếp", None),
        ("H1;;20/11/2025;25/11/2025;;Đang xử lý;9.999999;Trực tiếp", "L1-ngoai-danh-muc"),
        ("H41.12-251120-0001;;20/11/2025;25/11/2025;;Đang xử lý;1.000001;Trực tiếp", None),
        ("H41.12-251119-0001;19/11/2025;20/11/2025;25/11/2025;;Đang xử lý;1.000001;Trực tiếp", None),
        ("H41.12-251118-0001;19/11/2025;20/11/2025;25/11/2025;;Đang xử lý;1.000001;Trực tiếp", "L1-ma-va-ngay"),
        ("000.00.53.H48-251118-0099;;20/11/2025;25/11/2025;;Đang xử lý;1.000001;Trực tiếp", "L1-ma-va-ngay"),
    ],
)
def test_odd_records(tmp_path, row, rule):
    data = draw.root(tmp_path)
    draw.put_csv(data, "a.csv", HEAD, row)
    snapshot = draw.imported(data)
    odd = [finding for finding in snapshot.findings() if finding.level == "odd"]
    assert [finding.rule for finding in odd] == ([rule] if rule else [])
    if odd and rule != "L1-ngoai-danh-muc":
        assert (odd[0].file, odd[0].row, odd[0].case_id) == ("a.csv", 2, row.split(";")[0])


@pytest.mark.parametrize("heading", ["Ngày trả kết quả", "Ngày rút hồ sơ", "Ngày trả lại hồ sơ", "Ngày dừng giải quyết"])
@pytest.mark.parametrize(("day", "odd"), [("19/11/2025", ["L1-thu-tu-ngay"]), ("20/11/2025", [])])
def test_a_case_that_ended_before_it_was_accepted_is_odd_whatever_its_end(tmp_path, heading, day, odd):
    data = draw.root(tmp_path)
    head = f"Mã hồ sơ;Ngày nhận;Ngày hẹn trả;{heading};Trạng thái;Mã thủ tục"
    draw.put_csv(data, "a.csv", head, f"H1;20/11/2025 09:00;25/11/2025;{day};Đã trả kết quả;1.000001")
    found = [one for one in draw.imported(data).findings() if one.rule == "L1-thu-tu-ngay"]
    assert [one.rule for one in found] == odd
    assert all((one.row, one.case_id) == (2, "H1") for one in found)


def test_the_catalogue_fills_by_code_or_exact_name_and_overwrites_nothing(tmp_path):
    data = draw.root(tmp_path)
    draw.put_csv(
        data,
        "a.csv",
        "Mã hồ sơ;Ngày nhận;Trạng thái;Mã thủ tục;Tên thủ tục;Lĩnh vực;Mức độ",
        "H1;20/11/2025;Đang xử lý;1.000001;;;",
        "H2;20/11/2025;Đang xử lý;;Chứng thực bản sao;Tư pháp;lạ",
        "H3;20/11/2025;Đang xử lý;;Chứng thực bản sao giấy tờ;;",
    )
    got = [
        [row[n] for n in ("procedure_code", "procedure_name", "field", "level", "is_fee_due")]
        for row in draw.rows(draw.imported(data))
    ]
    assert got == [
        ["1.000001", "Đăng ký khai sinh", "Hộ tịch", "full", False],
        ["2.000815", "Chứng thực bản sao", "Tư pháp", "unreadable", True],
        [None, "Chứng thực bản sao giấy tờ", None, None, None],
    ]


def test_scope_from_the_deciding_unit_then_the_constant_then_unknown(tmp_path):
    mapping = draw.TAKEN + '[[file]]\nname = "b.csv"\nconstants = { scope = "commune" }\n'
    data = draw.root(tmp_path, mapping)
    head = "Mã hồ sơ;Ngày nhận;Trạng thái;Cơ quan giải quyết"
    draw.put_csv(
        data,
        "a.csv",
        head,
        "H1;20/11/2025;Đang xử lý;UBND XÃ THỬ",
        "H2;20/11/2025;Đang xử lý;Chi nhánh văn phòng đăng ký đất đai",
        "H3;20/11/2025;Đang xử lý;Sở Nội vụ",
        "H4;20/11/2025;Đang xử lý;",
    )
    draw.put_csv(data, "b.csv", head, "H5;20/11/2025;Đang xử lý;Chi nhánh Văn phòng đăng ký đất đai", "H6;20/11/2025;Đang xử lý;")
    snapshot = draw.imported(data)
    assert draw.column(snapshot, "scope") == ["commune", "land", "unknown", "unknown", "land", "commune"]
    (finding,) = draw.found(snapshot, "L1-don-vi-la")
    assert "“Sở Nội vụ” (1 dòng)" in finding.message


def test_payments_with_the_wrong_sign(tmp_path):
    data = draw.root(tmp_path)
    draw.put_csv(data, "a.csv", "Mã hồ sơ;Ngày nhận;Trạng thái", "H1;20/11/2025;Đang xử lý")
    draw.put_csv(
        data,
        "b.csv",
        "Mã giao dịch;Mã hồ sơ;Thời gian giao dịch;Số tiền;Trạng thái",
        "G1;H1;20/11/2025;20.000;Đã thanh toán",
        "G2;H1;21/11/2025;-20.000;Hoàn phí",
        "G3;H1;21/11/2025;20.000;Hoàn phí",
        "G4;H1;21/11/2025;-5.000;Đã thanh toán",
    )
    snapshot = draw.imported(data)
    assert draw.column(snapshot, "state", "payments") == ["paid", "refunded", "refunded", "paid"]
    assert [finding.row for finding in draw.found(snapshot, "L1-so-tien")] == [4, 5]
