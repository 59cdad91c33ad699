"""The packet of the national sync interface: one file, several tables."""

import datetime as dt
import json

import drawn_exports as draw

CASE = {
    "MaHoSo": "H41.12-251120-0001",
    "MaTTHC": "1.000001.000.00.00.H41",
    "TenTTHC": "Đăng ký khai sinh",
    "TenLinhVuc": "Hộ tịch",
    "KenhThucHien": "2",
    "ChuHoSo": "Nguyễn Văn Mật",
    "SoGiayToChuHoSo": "040099001234",
    "Email": "mat@thu.vn",
    "NgayNopHoSo": "20251120075500",
    "NgayTiepNhan": "20251120080000",
    "NgayHenTra": "20251125170000",
    "TrangThaiHoSo": 9,
    "NgayTra": "",
    "NgayKetThucXuLy": "20251122100000",
    "DonViXuLy": "Phòng Kinh tế",
    "NoiNopHoSo": "2",
    "TaiLieuNop": [
        {"TepDinhKemId": "1", "TenTepDinhKem": "mat.pdf", "IsDeleted": False, "MaThanhPhanHoSo": "TP1", "DuocSoHoa": "1"},
        {"TepDinhKemId": "2", "TenTepDinhKem": "mat2.pdf", "IsDeleted": True, "MaThanhPhanHoSo": "TP2", "DuocSoHoa": "0"},
        {"TepDinhKemId": "3", "TenTepDinhKem": "mat3.pdf", "IsDeleted": False, "MaThanhPhanHoSo": "TP3", "DuocSoHoa": 3},
    ],
    "DanhSachLePhi": [{"TenPhiLePhi": "Phí", "MaPhiLePhi": "1", "HinhThucThu": "1", "Gia": 20000, "LoaiPhiLePhi": "1"}],
    "DanhSachHoSoBoSung": [
        {
            "NgayBoSung": "20251121080000",
            "NgayTiepNhanBoSung": "20251121160000",
            "NgayHenTraTruoc": "20251124170000",
            "NgayHenTraMoi": "20251125170000",
        }
    ],
    "DanhSachGiayToKetQua": [{"TenGiayTo": "Giấy khai sinh", "MaThanhPhanHoSo": "KQ1", "GiayToId": "5"}],
}


def one(tmp_path, content, name="goi-tin-20251215.json"):
    data = draw.root(tmp_path, mapping=None)
    draw.put(data, name, json.dumps(content, ensure_ascii=False))
    return data


def test_a_packet_gives_cases_and_the_tables_inside_them(tmp_path):
    snapshot = draw.imported(one(tmp_path, [CASE]))
    (case,) = draw.rows(snapshot)
    assert [case[name] for name in ("procedure_code", "channel", "status", "handling_unit", "receiving_unit")] == [
        "1.000001",
        "online",
        "finished",
        "Phòng Kinh tế",
        None,
    ]
    assert case["accepted_at"] == dt.datetime(2025, 11, 20, 8)
    assert case["ended_at"] == dt.datetime(2025, 11, 22, 10)
    assert case["handed_over_at"] is None
    assert len(case["person_key"]) == 64
    parts = [(row["component_code"], row["digitised"]) for row in draw.rows(snapshot, "components")]
    assert parts == [("TP1", "digitised"), ("TP3", "reused_result")]
    assert len(draw.found(snapshot, "L1-dong-trong")) == 1  # the paper that the system marks as deleted
    (payment,) = draw.rows(snapshot, "payments")
    assert (payment["amount_vnd"], payment["paid_at"], payment["state"]) == (20000, None, None)
    (supplement,) = draw.rows(snapshot, "supplements")
    assert supplement["due_at_after"] == dt.datetime(2025, 11, 25, 17)
    (document,) = draw.rows(snapshot, "result_documents")
    assert (document["issued_at"], document["is_document"], document["is_signed"]) == (dt.datetime(2025, 11, 22, 10), True, None)
    assert "Mật" not in str([draw.rows(snapshot, name) for name in snapshot.tables])


def test_all_ten_codes_of_the_national_list(tmp_path):
    cases = [
        {**CASE, "MaHoSo": f"H{code}", "TrangThaiHoSo": str(code), "NgayTiepNhan": "" if code in (1, 3) else "20251120080000"}
        for code in range(1, 11)
    ]
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    # Five at a time: a longer list that nowhere says whose cases they are is refused.
    halves = [draw.imported(one(tmp_path / name, {"data": half})) for name, half in (("a", cases[:5]), ("b", cases[5:]))]
    assert [status for snapshot in halves for status in draw.column(snapshot, "status")] == [
        "registered",
        "accepted",
        "refused",
        "processing",
        "supplement",
        "financial",
        "withdrawn",
        "stopped",
        "finished",
        "handed_over",
    ]


def test_a_code_beyond_the_list_is_unreadable(tmp_path):
    snapshot = draw.imported(one(tmp_path, [{**CASE, "TrangThaiHoSo": "11", "KenhThucHien": "4"}]))
    assert draw.column(snapshot, "status") == ["unreadable"]
    assert draw.column(snapshot, "unreadable") == [",channel,status,"]


def test_lists_that_no_case_fills_are_empty_tables_and_not_missing_ones(tmp_path):
    snapshot = draw.imported(one(tmp_path, [{**CASE, "DanhSachHoSoBoSung": [], "DanhSachLePhi": []}]))
    assert draw.rows(snapshot, "supplements") == []
    assert draw.rows(snapshot, "payments") == []


def test_steps_come_as_a_list_of_their_own(tmp_path):
    data = one(tmp_path, [CASE])
    steps = [
        {
            "MaHoSo": CASE["MaHoSo"],
            "NguoiXuLy": "Trần Thị Mật",
            "PhongBanXuLy": "Phòng Kinh tế",
            "NgayBatDau": "20251120080000",
            "NgayKetThucTheoQuyDinh": "20251121080000",
            "ThoiDiemXuLy": "20251120160000",
            "TrangThai": "4",
        },
        {
            "MaHoSo": CASE["MaHoSo"],
            "NguoiXuLy": "Trần Thị Mật",
            "PhongBanXuLy": "Văn thư",
            "NgayBatDau": "20251120160000",
            "NgayKetThucTheoQuyDinh": "",
            "ThoiDiemXuLy": "20251122100000",
            "TrangThai": "9",
        },
    ]
    draw.put(data, "buoc.json", json.dumps(steps, ensure_ascii=False))
    snapshot = draw.imported(data)
    assert [(row["step_no"], row["unit"], row["due_at"]) for row in draw.rows(snapshot, "steps")] == [
        (1, "Phòng Kinh tế", dt.datetime(2025, 11, 21, 8)),
        (2, "Văn thư", None),
    ]


def test_a_packet_without_an_acceptance_date_is_refused(tmp_path):
    error = draw.refusal(one(tmp_path, [{**CASE, "NgayTiepNhan": ""}, {**CASE, "MaHoSo": "", "NgayTiepNhan": "2025-11-20"}]))
    assert [(finding.rule, finding.row, finding.column) for finding in error.findings] == [
        ("L1-ma-ho-so", 2, "MaHoSo"),
        ("L1-ngay-tiep-nhan", 1, "NgayTiepNhan"),
        ("L1-ngay-tiep-nhan", 2, "NgayTiepNhan"),
    ]
    assert error.findings[1].accepted == "yyyymmddHHMMSS; ngày có thật"
