"""What refuses a whole file, in which words, and that nothing is changed then."""

import csv
import datetime as dt

import drawn_exports as draw
import pytest

HEAD = "Mã hồ sơ;Ngày nhận;Trạng thái"


def one(tmp_path, *lines, mapping=draw.TAKEN):
    data = draw.root(tmp_path, mapping)
    draw.put_csv(data, "a.csv", *lines)
    return data


@pytest.mark.parametrize(
    ("lines", "rule", "row", "words"),
    [
        ([HEAD, "H1;20/11/2025;Đang xử lý", ";21/11/2025;Đang xử lý"], "L1-ma-ho-so", 3, "Mã hồ sơ: ô trống"),
        ([HEAD, "1.01004E+11;21/11/2025;Đang xử lý"], "L1-ma-ho-so", 2, "Mã hồ sơ: viết như “9.99999A+99”"),
        ([HEAD, "H1;31/11/2025;Đang xử lý"], "L1-ngay-tiep-nhan", 2, "Ngày tiếp nhận: “31/11/2025”"),
        ([HEAD, "H1;11/25/2025;Đang xử lý"], "L1-ngay-tiep-nhan", 2, "Ngày tiếp nhận: “11/25/2025”"),
        ([HEAD, "H1;;Đang xử lý"], "L1-ngay-tiep-nhan", 2, "Ngày tiếp nhận: ô trống"),
        ([HEAD, "H1;Nguyễn Văn A;Đang xử lý"], "L1-ngay-tiep-nhan", 2, "Ngày tiếp nhận: viết như “AAAAAA AAA A”"),
        ([HEAD, "H1;040123456789;Đang xử lý"], "L1-ngay-tiep-nhan", 2, "Ngày tiếp nhận: viết như “999999999999”"),
        (["Mã hồ sơ;Trạng thái", "H1;Đang xử lý"], "L0-thieu-cot", 1, "Thiếu cột “Ngày tiếp nhận”"),
        (["Tên;Tuổi", "A;3"], "L0-khong-nhan-ra", None, "Không tìm thấy dòng tiêu đề"),
        (
            ["Mã hồ sơ;Ngày nhận;Ngày tiếp nhận", "H1;20/11/2025;21/11/2025"],
            "L0-hai-cot",
            None,
            "“Ngày nhận” (cột B) và “Ngày tiếp nhận” (cột C)",
        ),
        ([HEAD, "H1;20/11/2025;Đang; xử lý;x"], "L0-dong-lech", 2, "Dòng có nhiều ô hơn dòng tiêu đề (3 ô)"),
        ([HEAD, 'H1;20/11/2025;"Đang xử lý'], "L0-khong-mo-duoc", 2, "Dấu ngoặc kép trong tệp CSV không đóng"),
    ],
)
def test_a_file_is_refused_with_its_place(tmp_path, lines, rule, row, words):
    error = draw.refusal(one(tmp_path, *lines))
    assert error.exit_code == 65
    (finding,) = error.findings
    assert (finding.rule, finding.file, finding.row) == (rule, "a.csv", row)
    assert words in finding.message
    assert finding.accepted
    assert finding.todo
    assert "Nguyễn" not in error.text()
    assert "040123456789" not in error.text()


def test_every_refused_row_is_in_the_list_but_twenty_on_the_screen(tmp_path):
    data = one(tmp_path, HEAD, *(f"H{n};{'x' * n};Đang xử lý" for n in range(1, 31)))
    error = draw.refusal(data)
    assert len(error.findings) == 30
    assert error.text().count("L1-ngay-tiep-nhan") == 20
    assert "… và 10 điều nữa." in error.text()
    path = data / "refused" / "2025-12.csv"
    assert f"Danh sách đầy đủ: {path}" in error.text()
    with path.open(encoding="utf-8-sig", newline="") as stream:
        listed = list(csv.DictReader(stream, delimiter=";"))
    assert [line["Dòng"] for line in listed] == [str(n) for n in range(2, 32)]
    assert {line["Cột"] for line in listed} == {"Ngày nhận"}


def test_the_list_goes_away_with_the_fault(tmp_path):
    data = one(tmp_path, HEAD, "H1;x;Đang xử lý")
    draw.refusal(data)
    draw.put_csv(data, "a.csv", HEAD, "H1;20/11/2025;Đang xử lý")
    draw.imported(data)
    assert not (data / "refused" / "2025-12.csv").exists()


def test_a_refused_export_leaves_the_stored_version_alone(tmp_path):
    data = one(tmp_path, HEAD, "H1;20/11/2025;Đang xử lý")
    first = draw.imported(data)
    before = sorted((path, path.read_bytes()) for path in (data / "clean").rglob("*") if path.is_file())
    draw.put_csv(data, "b.csv", HEAD, "H2;x;Đang xử lý")
    with pytest.raises(Exception, match="chưa nhập được"):
        draw.imported(data)
    assert before == sorted((path, path.read_bytes()) for path in (data / "clean").rglob("*") if path.is_file())
    assert first.version == 1


def test_refusals_of_all_files_come_at_once(tmp_path):
    data = one(tmp_path, HEAD, "H1;x;Đang xử lý")
    draw.put_csv(data, "b.csv", HEAD, ";20/11/2025;Đang xử lý")
    error = draw.refusal(data)
    assert [(finding.file, finding.rule) for finding in error.findings] == [
        ("a.csv", "L1-ngay-tiep-nhan"),
        ("b.csv", "L1-ma-ho-so"),
    ]
    assert "2 chỗ bị từ chối trong “a.csv”, “b.csv”.\n  Chưa thay đổi gì." in error.message


@pytest.mark.parametrize("status", ["Mới đăng ký", "Không được tiếp nhận"])
def test_a_case_not_accepted_has_no_acceptance_date(tmp_path, status):
    data = one(tmp_path, HEAD, "H1;20/11/2025;Đang xử lý", f"H2;;{status}")
    assert draw.column(draw.imported(data), "accepted_at") == [dt.datetime(2025, 11, 20), None]


def test_a_case_not_accepted_with_an_unreadable_date_is_refused(tmp_path):
    error = draw.refusal(one(tmp_path, HEAD, "H2;mai;Mới đăng ký"))
    assert draw.rules(error) == ["L1-ngay-tiep-nhan"]


def test_without_any_case_table_the_input_is_missing(tmp_path):
    data = draw.root(tmp_path)
    error = draw.refusal(data)
    assert error.exit_code == 66
    draw.put_csv(data, "khao-sat.csv", "Mã phiếu;Ngày trả lời;Mức độ hài lòng", "P1;20/11/2025;Hài lòng")
    error = draw.refusal(data)
    assert error.exit_code == 66
    assert str(draw.raw(data)) in error.text()


def test_without_an_extraction_time_it_is_asked_for(tmp_path):
    error = draw.refusal(one(tmp_path, HEAD, "H1;20/11/2025;Đang xử lý", mapping=None))
    (finding,) = error.findings
    assert (error.exit_code, finding.rule, finding.file) == (65, "L0-thieu-thoi-diem", "a.csv")
    assert "extracted_at = 2025-12-15T07:30:00" in finding.todo
    assert "mapping.toml" in finding.todo


def test_two_readings_of_a_date_column_are_refused_without_a_declared_format(tmp_path):
    mapping = draw.TAKEN + '[[file]]\nname = "a.csv"\ntable = "cases"\ncolumns = { case_id = "id", accepted_at = "opened" }\n'
    error = draw.refusal(one(tmp_path, "id,opened", "H1,02/01/2022", "H2,05/06/2022", mapping=mapping))
    (finding,) = error.findings
    assert (finding.rule, finding.column) == ("L0-hai-cach-doc-ngay", "opened")
    assert "dd/mm/yyyy và mm/dd/yyyy" in finding.message
    declared = mapping + '[file.dates]\nformats = ["%d/%m/%Y"]\n'
    draw.put(tmp_path, "mapping.toml", declared)
    assert draw.column(draw.imported(tmp_path), "accepted_at") == [dt.datetime(2022, 1, 2), dt.datetime(2022, 6, 5)]


def test_a_read_only_root_keeps_its_list_elsewhere(tmp_path, monkeypatch):
    data = one(tmp_path, HEAD, "H1;x;Đang xử lý")
    (data / "refused").write_text("a file where the folder should be")
    error = draw.refusal(data)
    path = error.message.split("Danh sách đầy đủ: ")[1]
    with open(path, encoding="utf-8-sig") as stream:  # noqa: PTH123
        assert "L1-ngay-tiep-nhan" in stream.read()


def test_a_form_without_its_scope_is_told_what_to_write(tmp_path):
    data = one(tmp_path, HEAD, "H1;20/11/2025;Đang xử lý")
    head = "Lĩnh vực;Tiếp nhận: Tổng số;Đã giải quyết: Tổng số;Đang giải quyết: Tổng số"
    draw.put_csv(data, "06a.csv", head, "Đất đai;1.550;1.328;222")
    (finding,) = draw.refusal(data).findings
    assert (finding.rule, finding.file) == ("L0-thieu-cot", "06a.csv")
    assert 'constants = { scope = "…" } (commune, land, other, forwarded, unknown)' in finding.todo
    draw.put(data, "mapping.toml", draw.TAKEN + '[[file]]\nname = "06a.csv"\nconstants = { scope = "land" }\n')
    assert draw.column(draw.imported(data), "received_all", "totals") == [1550]
