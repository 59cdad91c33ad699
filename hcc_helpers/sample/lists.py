"""The case lists as real systems export them: .xlsx with a banner and merged headings, .xls that is HTML, .csv, the JSON packet."""

from __future__ import annotations

import gzip
import html
import io
import json
import unicodedata
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import xlsxwriter

from hcc_helpers.sample.view import Seen

HEAD = (
    "STT",
    "Đơn vị tiếp nhận",
    "Tên thủ tục hành chính",
    "Mã hồ sơ",
    "Trạng thái",
    "Địa chỉ",
    "Số điện thoại",
    "Ngày sinh",
    "Số giấy tờ người nộp",
    "Người nộp",
    "Số giấy tờ chủ hồ sơ",
    "Chủ hồ sơ",
    "Ngày nộp hồ sơ",
    "Ngày nhận",
    "Ngày hẹn trả",
    "Ngày kết thúc xử lý",
    "Ngày trả kết quả",
    "Loại kết quả",
    "Đơn vị xử lý",
    "Mã hồ sơ liên thông",
    "Ngày từ chối",
    "Lý do không tiếp nhận",
)
CENTRE = "Trung tâm Phục vụ hành chính công xã Diễn Châu (số liệu minh họa)"


@lru_cache(maxsize=1 << 16)  # a case stands in several lists
def text(moment: datetime | None) -> str:
    """15/12/2025 07:30:00, blank where there is none; a sample holds a quarter of a million, and strftime takes its time."""
    if not moment:
        return ""
    return f"{moment.day:02d}/{moment.month:02d}/{moment.year} {moment.hour:02d}:{moment.minute:02d}:{moment.second:02d}"


def stamp(moment: datetime | None) -> str:
    """The same as the national packet writes it: 20251215073000."""
    return moment.strftime("%Y%m%d%H%M%S") if moment else ""


def person(number: int) -> dict[str, str]:
    """An invented person: a number instead of a name, identity numbers that begin with zeros."""
    return {
        "name": f"Công dân {number:05d}",
        "id": f"{number:012d}",
        "address": f"Xóm {number % 18 + 1}, xã Diễn Châu, tỉnh Nghệ An",
        "phone": f"0900{number:06d}",
        "born": f"{number % 28 + 1:02d}/{number % 12 + 1:02d}/{1945 + number % 62}",
    }


def row(number: int, one: Seen | dict, unit: str) -> list:
    """One row of the list. A dict is a case that was not accepted (registered or refused)."""
    if isinstance(one, dict):
        who = person(one["person"])
        return [
            number,
            CENTRE,
            one["procedure"].name,
            one["case_id"],
            one["label"],
            who["address"],
            who["phone"],
            who["born"],
            who["id"],
            who["name"],
            who["id"],
            who["name"],
            text(one["submitted_at"]),
            "",
            "",
            "",
            "",
            "",
            unit,
            "",
            text(one.get("refused_at")),
            one.get("reason", ""),
        ]
    c = one.case
    who, filed_by = person(c.person), person(c.person if c.is_own_account else c.person % 37 + 1)
    return [
        number,
        CENTRE,
        c.procedure.name,
        c.case_id,
        one.label,
        who["address"],
        who["phone"],
        who["born"],
        filed_by["id"],
        filed_by["name"],
        who["id"],
        who["name"],
        text(c.submitted_at),
        text(c.accepted_at),
        text(one.due_at),
        text(one.ended_at),
        text(one.handed_over_at),
        one.result_kind,
        unit,
        c.root,
        "",
        "",
    ]


def write_xlsx(path: Path, rows: list[list], title: str, span: str, extracted: datetime) -> None:
    """Banner and title rows, a heading of two storeys with merged cells, a totals row below; text dates."""
    book = xlsxwriter.Workbook(
        str(path),
        {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_date_format": "dd/mm/yyyy",
        },
    )
    book.set_properties(
        {"created": datetime(2025, 1, 1), "title": title, "comments": "SỐ LIỆU MINH HỌA – KHÔNG PHẢI SỐ LIỆU CHÍNH THỨC"}
    )
    sheet = book.add_worksheet("Danh sách")
    bold = book.add_format({"bold": True, "align": "center", "text_wrap": True})
    last = len(HEAD) - 1
    sheet.merge_range(0, 0, 0, 4, "UBND XÃ DIỄN CHÂU (SỐ LIỆU MINH HỌA)", bold)
    sheet.merge_range(0, 5, 0, last, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold)
    sheet.merge_range(1, 0, 1, last, title, bold)
    sheet.merge_range(2, 0, 2, last, span, bold)
    sheet.merge_range(
        3, 0, 3, last, f"Thời điểm trích xuất: {text(extracted)} · SỐ LIỆU MINH HỌA – KHÔNG PHẢI SỐ LIỆU CHÍNH THỨC", bold
    )
    groups = {5: (5, 11, "Người nộp và chủ hồ sơ"), 12: (12, 16, "Thời gian")}
    column = 0
    while column <= last:
        if column in groups:
            first, end, name = groups[column]
            sheet.merge_range(4, first, 4, end, name, bold)
            for inner in range(first, end + 1):
                sheet.write_string(5, inner, HEAD[inner], bold)
            column = end + 1
        else:
            sheet.merge_range(4, column, 5, column, HEAD[column], bold)
            column += 1
    for number, values in enumerate(rows):
        for place, value in enumerate(values):
            if isinstance(value, int):
                sheet.write_number(6 + number, place, value)
            elif value:
                sheet.write_string(6 + number, place, value)
    sheet.write_string(6 + len(rows), 0, "Tổng cộng")
    sheet.write_number(6 + len(rows), 2, len(rows))
    book.close()


def write_html_xls(path: Path, rows: list[list], title: str, span: str, extracted: datetime) -> None:
    """What many systems call .xls: an HTML table."""
    cells = "\n".join("<tr>" + "".join(f"<td>{html.escape(str(value))}</td>" for value in values) + "</tr>" for values in rows)
    head = "".join(f"<th>{html.escape(name)}</th>" for name in HEAD)
    banner = f'<tr><td colspan="{len(HEAD)}">{title}</td></tr><tr><td colspan="{len(HEAD)}">{span} · Thời điểm trích xuất: {text(extracted)} · SỐ LIỆU MINH HỌA – KHÔNG PHẢI SỐ LIỆU CHÍNH THỨC</td></tr>'
    page = f'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="UTF-8"></head><body><table border="1">{banner}<tr>{head}</tr>\n{cells}\n</table></body></html>'
    path.write_text(page, encoding="utf-8")


def write_csv_list(
    path: Path, rows: list[list], extra: dict[str, list[str]] | None = None, renamed: dict[str, str] | None = None
) -> None:
    """Semicolons and a byte-order mark, as Excel saves it; gzipped when the name says so. Some cells in NFD, some with blanks."""
    extra = extra or {}
    lines = [";".join(_quoted((renamed or {}).get(cell, cell)) for cell in (*HEAD, *extra))]
    for number, values in enumerate(rows):
        cells = [str(value) for value in values] + [column[number] for column in extra.values()]
        if number % 211 == 5:
            cells[2] = unicodedata.normalize("NFD", cells[2]) + " "
        lines.append(";".join(_quoted(cell) for cell in cells))
    write_text(path, "\ufeff" + "\r\n".join(lines) + "\r\n")


def write_text(path: Path, content: str) -> None:
    data = content.encode("utf-8")
    if path.suffix == ".gz":
        buffer = io.BytesIO()
        with gzip.GzipFile(filename="", mode="wb", fileobj=buffer, mtime=0) as stream:
            stream.write(data)
        data = buffer.getvalue()
    path.write_bytes(data)


def _quoted(cell: str) -> str:
    cell = str(cell)
    return '"' + cell.replace('"', '""') + '"' if ";" in cell or '"' in cell or "\n" in cell else cell


def write_packet(path: Path, items: list[Seen], unit_of, papers: dict[str, list[tuple[str, int]]]) -> None:
    """The national sync packet: codes 1 to 10, times as yyyyMMddHHmmss, empty text where there is none."""
    cases = []
    for one in items:
        c = one.case
        who = person(c.person)
        packet = {
            "MaHoSo": c.case_id,
            "MaTTHC": c.procedure.code,
            "TenTTHC": c.procedure.name,
            "TenLinhVuc": c.procedure.field,
            "KenhThucHien": "2" if c.channel == "online" else "1",
            "ChuHoSo": who["name"],
            "SoGiayToChuHoSo": who["id"],
            "LoaiDoiTuong": "1",
            "Email": "",
            "SoDienThoai": who["phone"],
            "TrichYeuHoSo": "",
            "NgayTiepNhan": stamp(c.accepted_at),
            "NgayHenTra": stamp(one.due_at),
            "TrangThaiHoSo": str(one.code),
            "NgayTra": stamp(one.handed_over_at),
            "NgayKetThucXuLy": stamp(one.ended_at),
            "NgayNopHoSo": stamp(c.submitted_at),
            "DonViXuLy": unit_of(c),
            "NoiNopHoSo": "2",
            "TaiLieuNop": [
                {"MaThanhPhanHoSo": code, "DuocSoHoa": str(digitised), "IsDeleted": "0"}
                for code, digitised in papers.get(c.case_id, [])
            ],
            "DanhSachHoSoBoSung": _supplement(c),
        }
        if one.status == "returned":
            packet["NgayTuChoi"] = ""
        cases.append(packet)
    path.write_text(json.dumps(cases, ensure_ascii=False, indent=0), encoding="utf-8")


def _supplement(c) -> list[dict]:
    if not c.supplement:
        return []
    asked, came, before, after = c.supplement
    return [
        {
            "HoSoBoSungId": "1",
            "NgayBoSung": stamp(asked),
            "NgayTiepNhanBoSung": stamp(came),
            "NgayHenTraTruoc": stamp(before),
            "NgayHenTraMoi": stamp(after),
        }
    ]
