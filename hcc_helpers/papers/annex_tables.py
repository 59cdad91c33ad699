"""The tables that go with form II.06a on provincial portals: digitised papers, online payment, petitions; an accessible workbook."""

from __future__ import annotations

from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.numbers_vn import signed
from hcc_helpers.papers.workbook import Book, Cell, Table
from hcc_helpers.sources.catalogue import load_catalogue
from hcc_helpers.vocabulary import PETITION_KIND, SCOPE

_NO_SOURCE = "Cột không có số: dữ liệu của Cổng Dịch vụ công quốc gia, Trung tâm không có."


def file_name(period: str) -> str:
    return f"phu-luc-{period}.xlsx"


def annex_book(month: MonthResults) -> bytes:
    """The workbook of the three tables, a cover before them."""
    about = (
        "Ô “–” là không có số liệu; 0 là có theo dõi mà không phát sinh.",
        *(["TẠM TÍNH: số liệu trích xuất trước khi kỳ kết thúc."] if month.now.window.is_provisional else []),
    )
    return Book(
        month, f"Phụ lục số liệu, {month.period.title}", about, [digitisation(month), online_payment(month), petitions(month)]
    ).content()


def digitisation(month: MonthResults) -> Table:
    """Of new cases those with a digitised paper, of results those stored electronically; one row a scope, never added up."""
    rows = []
    for scope in _scopes(month):
        new, some = month.value("new_for_digitisation", scope), month.value("new_partly_digitised", scope)
        issued, stored = month.value("results_issued", scope), month.value("results_stored", scope)
        reused = _count(month, "new_reused", scope)
        rows.append((SCOPE[scope], new, _less(new, some), some, reused, None, issued, _less(issued, stored), stored))
    heads = (
        "Cấp giải quyết",
        "Tiếp nhận",
        "Chưa số hóa thành phần hồ sơ",
        "Có số hóa thành phần hồ sơ",
        "Có tái sử dụng thành phần",
        "Tái sử dụng từ Cổng Dịch vụ công quốc gia",
        "Đã giải quyết, kết quả là văn bản",
        "Kết quả chưa số hóa",
        "Kết quả đã số hóa",
    )
    checks = [
        f"{row[0]}: tiếp nhận = chưa + có; đã giải quyết = chưa + đã: {_held(row[1], row[2], row[3])}; {_held(row[6], row[7], row[8])}."
        for row in rows
    ]
    notes = ("Hồ sơ tiếp nhận mới trong kỳ. Kết quả đã số hóa là kết quả lưu kho dữ liệu điện tử.", _NO_SOURCE, *checks)
    return Table("Số hóa", f"Số hóa hồ sơ và kết quả, {month.period.title}", heads, tuple(rows), notes)


def online_payment(month: MonthResults) -> Table:
    """Procedures and cases with a fee, and those paid on a platform."""
    rows = []
    for scope in _scopes(month):
        liable, paid = month.value("new_fee_liable", scope), month.value("new_paid_online", scope)
        known = liable is not None
        with_fee = _catalogue_with_fee(month) if scope == "commune" else None
        rows.append(
            (
                SCOPE[scope],
                with_fee,
                *[
                    _count(month, what, scope) if known else None
                    for what in ("procedures_liable", "procedures_paid", "procedures_online")
                ],
                liable,
                paid,
            )
        )
    heads = (
        "Cấp giải quyết",
        "Thủ tục có phí trong danh mục",
        "Thủ tục có phí phát sinh hồ sơ",
        "Thủ tục phát sinh thanh toán",
        "Thủ tục phát sinh thanh toán trực tuyến",
        "Hồ sơ mới thuộc thủ tục có phí, phải nộp",
        "Hồ sơ đã thanh toán trực tuyến",
    )
    notes = (
        "Tính theo hồ sơ, không theo số tiền; chuyển khoản ngoài nền tảng không phải thanh toán trực tuyến.",
        "Danh mục là tệp procedures.csv của đơn vị.",
    )
    return Table("Thanh toán trực tuyến", f"Thanh toán trực tuyến, {month.period.title}", heads, tuple(rows), notes)


def petitions(month: MonthResults) -> Table:
    """Petitions, complaints and denunciations received; answers in time of petitions."""
    names = {
        "petitions_received": "Phản ánh, kiến nghị nhận trong kỳ",
        "petitions_due": "Phản ánh, kiến nghị đến hạn trong kỳ",
        "petitions_answered_in_time": "Trả lời đúng hạn",
        "petitions_overdue": "Quá hạn trả lời lúc hết kỳ",
        "complaints_received": f"{PETITION_KIND['complaint']} nhận trong kỳ",
        "complaints_attitude_time": "Khiếu nại về thái độ, thời gian giải quyết",
        "denunciations_received": "Tố cáo nhận trong kỳ",
    }
    rows = tuple((name, month.value(id, "centre")) for id, name in names.items())
    return Table(
        "Phản ánh, kiến nghị", f"Phản ánh, kiến nghị, khiếu nại, tố cáo, {month.period.title}", ("Nội dung", "Số đơn"), rows
    )


def _scopes(month: MonthResults) -> list[str]:
    return [scope for scope in month.scopes if month.value("received_all", scope)]


def _less(whole: int | None, part: int | None) -> int | None:
    return None if whole is None or part is None else whole - part


def _held(whole: int | None, *parts: int | None) -> str:
    known = [part for part in parts if part is not None]
    if whole is None or len(known) < len(parts):
        return "không có số liệu"
    return "khớp" if whole == sum(known) else f"chênh {signed(whole - sum(known))}"


# Counts that are no indicator of the report: by the flags of the period, one value a scope.
_COUNTS = {
    "new_reused": "SELECT count(DISTINCT c.case_id) FROM cases c JOIN components p USING (case_id) WHERE c.is_new AND p.is_required_reused AND c.scope = ?",
    "procedures_liable": "SELECT count(DISTINCT procedure) FROM cases WHERE is_new_fee_liable AND scope = ?",
    "procedures_paid": "SELECT count(DISTINCT c.procedure) FROM cases c WHERE c.is_new AND c.scope = ? AND EXISTS (SELECT 1 FROM payments p WHERE p.case_id = c.case_id)",
    "procedures_online": "SELECT count(DISTINCT procedure) FROM cases WHERE is_new_paid_online AND scope = ?",
}


def _count(month: MonthResults, what: str, scope: str) -> Cell:
    if what == "new_reused" and month.value("components_reused", scope) is None:
        return None
    return month.now.con.execute(_COUNTS[what], [scope]).fetchall()[0][0]


def _catalogue_with_fee(month: MonthResults) -> Cell:
    catalogue = load_catalogue(month.data_root)
    return sum(bool(one["is_fee_due"]) for one in catalogue.by_code.values()) if len(catalogue) else None
