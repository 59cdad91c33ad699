"""Section I.3: fees by kind and method, by amount and number; online payment by case."""

from __future__ import annotations

from hcc_helpers.report import components
from hcc_helpers.report.answers.build import Spec, amount, assemble, indicator_table, left_out, no_data, rest, source_line
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.answers.trend import month_chart
from hcc_helpers.report.figures import Figures


@answers("fees")
def fees(f: Figures) -> Answer:
    ids = ("fees_total", "fees_online", "fees_in_person")
    if not f.has("fees_total"):
        return assemble(
            "",
            no_data(
                f,
                "phí, lệ phí",
                ids,
                "Xuất bảng “Thu phí, lệ phí” (mã giao dịch, mã hồ sơ, ngày thu, loại, số tiền, hình thức) từ hệ thống.",
            ),
        )
    without = f" ({left_out(f, 'fees_total')})" if left_out(f, "fees_total") else ""
    finding = f"Thu {amount(f, 'fees_total')}{without}; " + f.fill(
        "{fees_online_pct} số tiền và {payments_online_pct} số lượt thu là thanh toán trực tuyến."
    )
    table = indicator_table(
        f,
        "Phí, lệ phí theo hình thức và loại",
        [
            Spec("fees_total", is_sum=True),
            Spec("fees_online", 1),
            Spec("fees_in_person", 1),
            rest("fees_transfer", 2),
            rest("fees_apart", 1),
            rest("fees_method_unknown", 1),
            Spec("fees_phi", 1),
            Spec("fees_le_phi", 1),
            rest("fees_kind_unknown", 1),
            rest("fees_refunded", 1),
        ],
        note="Theo thời điểm tiền vào hoặc ra; khoản hoàn là số âm của ngày hoàn. Chuyển khoản ngoài hệ thống được tính vào trực tiếp (quy ước của đơn vị).",
    )
    shares = indicator_table(
        f,
        "Tỷ lệ thanh toán trực tuyến, theo số tiền và theo số lượt",
        [
            Spec("fees_online_pct"),
            Spec("fees_in_person_pct"),
            Spec("payments_collected", is_sum=True),
            Spec("payments_online", 1),
            Spec("payments_in_person", 1),
            Spec("payments_online_pct", 1),
            rest("payments_undated", 0),
            rest("refunds_undated", 0),
            rest("payments_amount_unreadable", 0),
        ],
    )
    return assemble(
        finding,
        _unmatched(f),
        fold=[
            table,
            shares,
            month_chart(f, "fees_online_pct", "Thanh toán trực tuyến theo số tiền"),
            components.source(source_line(f, "fees_total")),
        ],
    )


def _unmatched(f: Figures) -> str:
    """Money whose case is unknown has a scope of its own and is printed, never added in silence."""
    other = Figures(f.month, "unknown", f.audience)
    if f.scope != "commune" or not other.value("fees_total"):
        return ""
    return components.warning(
        "Tiền chưa gắn được với hồ sơ.",
        f"{amount(other, 'fees_total')} ({other['payments_collected']} lượt thu) mang mã hồ sơ không có trong danh sách nào; không cộng vào số của xã hay đất đai.",
    )


@answers("online_payment")
def online_payment(f: Figures) -> Answer:
    ids = ("online_payment_cases_pct", "new_paid_online", "new_fee_liable")
    if not f.has("new_fee_liable"):
        return assemble(
            "",
            no_data(
                f,
                "thanh toán trực tuyến theo hồ sơ",
                ids,
                "Bổ sung danh mục thủ tục (data/reference/procedures.csv) để biết thủ tục nào có phí, lệ phí.",
            ),
        )
    finding = f.fill(
        "{new_paid_online} trên {new_fee_liable} hồ sơ mới phải nộp phí, lệ phí đã thanh toán trực tuyến: {online_payment_cases_pct}."
    )
    table = indicator_table(
        f,
        "Hồ sơ thanh toán trực tuyến (QĐ 766, chỉ tiêu 3.6)",
        [Spec("new_fee_liable", is_sum=True), Spec("new_paid_online", 1), Spec("online_payment_cases_pct", 1)],
        note="Tính theo hồ sơ, không theo số tiền.",
    )
    more = [table, components.source(source_line(f, *ids))]
    if not finding and f.value("new_fee_liable"):
        todo = "Ghi mã hồ sơ ở mỗi dòng của bảng “Thu phí, lệ phí”."
        return assemble("", no_data(f, "thanh toán trực tuyến theo hồ sơ", ids, todo), fold=more)
    return assemble(finding or "Trong kỳ không có hồ sơ mới nào phải nộp phí, lệ phí.", fold=more)
