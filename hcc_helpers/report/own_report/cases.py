"""I.3 in sentences: cases received and handled, fees, the land office's block, other offices, petitions."""

from __future__ import annotations

from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.report.own_report.parts import Block
from hcc_helpers.report.own_report.speak import Line, Said, Speaker, line, texts

I3 = "Công tác tiếp nhận, giải quyết thủ tục hành chính"

_COMPLAINTS = line(
    Said(
        "{complaints_attitude_time|Không phát sinh} đơn thư khiếu nại về thái độ, thời gian giải quyết của cán bộ tiếp nhận.",
        none="complaints_attitude_time",
    ),
    Said(
        "Trong kỳ có {complaints_attitude_time} đơn thư khiếu nại về thái độ, thời gian giải quyết của cán bộ tiếp nhận.",
        some="complaints_attitude_time",
    ),
)
_RECEIVED = line(
    "Tổng số lượng hồ sơ tiếp nhận trong kỳ báo cáo là {received_all} hồ sơ (gồm kỳ trước chuyển qua: {carried_over} hồ sơ). Trong đó:",
    kind="dash",
)
# The parts that hold for the commune's cases and for the land office's alike.
_OUTCOMES: tuple[Line, ...] = (
    line(
        Said("Số lượng hồ sơ mới nộp trực tuyến: {new_online} hồ sơ, tỷ lệ {online_of_new_pct} hồ sơ mới;", some="received_new"),
        Said("hồ sơ mới nộp trực tiếp: {new_in_person} hồ sơ, tỷ lệ {in_person_of_new_pct}.", some="new_in_person"),
        Said(
            "{new_in_person|không có} hồ sơ mới nộp trực tiếp.",
            some="received_new",
            none="new_in_person new_channel_unknown new_channel_unreadable",
        ),
        Said("{received_new|Không phát sinh} hồ sơ mới.", none="received_new"),
        Said("Nộp qua bưu chính: {new_post} hồ sơ.", some="new_post"),
        Said("Nộp tại ki-ốt thông minh: {new_kiosk} hồ sơ, tỷ lệ {kiosk_of_new_pct} hồ sơ mới.", some="new_kiosk"),
        Said("Chưa rõ kênh nộp: {new_channel_unknown} hồ sơ.", some="new_channel_unknown"),
        Said("Không đọc được kênh nộp: {new_channel_unreadable} hồ sơ.", some="new_channel_unreadable"),
        Said(
            "Tính cả kỳ trước chuyển qua: trực tuyến {all_online} hồ sơ, tỷ lệ {online_of_all_pct}; trực tiếp {all_in_person} hồ sơ, tỷ lệ {in_person_of_all_pct}.",
            some="carried_over all_in_person",
        ),
        Said(
            "Tính cả kỳ trước chuyển qua: trực tuyến {all_online} hồ sơ, tỷ lệ {online_of_all_pct}.",
            some="carried_over",
            none="all_in_person",
        ),
        kind="plus",
    ),
    line(
        Said(
            "Số lượng hồ sơ đã giải quyết trước hạn và đúng hạn: {resolved_in_time} hồ sơ, tỷ lệ {in_time_pct}; hồ sơ quá hạn: {resolved_late} hồ sơ, tỷ lệ {resolved_late_pct}.",
            some="resolved_in_time resolved_late",
        ),
        Said(
            "Số lượng hồ sơ đã giải quyết trước hạn và đúng hạn: {resolved_in_time} hồ sơ, tỷ lệ {in_time_pct}; {resolved_late|không có} hồ sơ quá hạn.",
            some="resolved_in_time",
            none="resolved_late",
        ),
        Said(
            "{resolved_in_time|Không có} hồ sơ giải quyết trước hạn hoặc đúng hạn; hồ sơ quá hạn: {resolved_late} hồ sơ, tỷ lệ {resolved_late_pct}.",
            some="resolved_late",
            none="resolved_in_time",
        ),
        Said("Trong kỳ {resolved_with_due|không có} hồ sơ có ngày hẹn trả được giải quyết xong.", none="resolved_with_due"),
        Said("Xét quá hạn theo hệ thống nguồn (không có ngày hẹn trả): {judged_as_told} hồ sơ.", some="judged_as_told"),
        Said("Đã giải quyết, không có ngày hẹn trả: {resolved_without_due} hồ sơ.", some="resolved_without_due"),
        kind="plus",
    ),
    line(
        Said("Số lượng hồ sơ đang giải quyết trong hạn: {open_in_time} hồ sơ.", some="open_in_time"),
        Said("{open_in_time|Không có} hồ sơ đang giải quyết trong hạn.", none="open_in_time"),
        Said("Đang giải quyết, đã quá hạn: {open_late} hồ sơ.", some="open_late"),
        Said("Tạm dừng: {open_paused} hồ sơ.", some="open_paused", none="open_paused_tax"),
        Said("Tạm dừng: {open_paused} hồ sơ, trong đó chờ nghĩa vụ tài chính: {open_paused_tax} hồ sơ.", some="open_paused_tax"),
        Said("Đang giải quyết, không có ngày hẹn trả: {open_without_due} hồ sơ.", some="open_without_due"),
        kind="plus",
    ),
    line(
        Said("Hồ sơ rút, trả lại: {returned_or_withdrawn} hồ sơ.", some="returned_or_withdrawn"),
        Said("{returned_or_withdrawn|Không có} hồ sơ rút, trả lại.", none="returned_or_withdrawn"),
        Said("Dừng giải quyết: {stopped} hồ sơ.", some="stopped"),
        Said("Chưa rõ kết quả: {unknown_outcome} hồ sơ.", some="unknown_outcome"),
        kind="plus",
    ),
)
_FEES = line(
    Said(
        "Tổng phí, lệ phí: {fees_total} đồng, trong đó thanh toán trực tuyến {fees_online} đồng, tỷ lệ {fees_online_pct}; thanh toán trực tiếp {fees_in_person} đồng, tỷ lệ {fees_in_person_pct}.",
        some="fees_online fees_in_person",
    ),
    Said(
        "Tổng phí, lệ phí: {fees_total} đồng, trong đó thanh toán trực tuyến {fees_online} đồng, tỷ lệ {fees_online_pct}; {fees_in_person|không có} thanh toán trực tiếp.",
        some="fees_online",
        none="fees_in_person",
    ),
    Said(
        "Tổng phí, lệ phí: {fees_total} đồng, trong đó thanh toán trực tiếp {fees_in_person} đồng, tỷ lệ {fees_in_person_pct}; {fees_online|không có} thanh toán trực tuyến.",
        some="fees_in_person",
        none="fees_online",
    ),
    Said("Trong kỳ {fees_total|không phát sinh} phí, lệ phí.", none="fees_total"),
    Said("Chưa rõ hình thức thanh toán: {fees_method_unknown} đồng.", some="fees_method_unknown"),
    Said("Tổng số chưa gồm {payments_amount_unreadable} khoản không đọc được số tiền.", some="payments_amount_unreadable"),
    kind="dash",
)
_LAND = line(
    "Bên cạnh đó, Trung tâm còn tiếp nhận và trả kết quả các thủ tục thuộc thẩm quyền giải quyết của Chi nhánh Văn phòng đăng ký đất đai, tổng số hồ sơ tiếp nhận là {received_all} hồ sơ (gồm kỳ trước chuyển qua: {carried_over} hồ sơ), trong đó:",
)
_OTHER = line(
    Said(
        "Trung tâm cũng tiếp nhận {received_all} hồ sơ thuộc thẩm quyền giải quyết của cơ quan khác, trong đó đã giải quyết {resolved_all} hồ sơ, đang giải quyết {open_all} hồ sơ.",
        some="received_all",
    ),
)
_UNKNOWN = line(
    Said("Còn {received_all} hồ sơ chưa rõ cơ quan giải quyết, không tính vào các số trên.", some="received_all"),
)
_PETITIONS = line(
    Said(
        "Trong kỳ Trung tâm {petitions_received|không có} đơn kiến nghị, phản ánh của công dân liên quan đến giải quyết TTHC.",
        none="petitions_received",
    ),
    Said(
        "Trong kỳ Trung tâm nhận {petitions_received} đơn kiến nghị, phản ánh của công dân liên quan đến giải quyết TTHC.",
        some="petitions_received",
    ),
    Said(
        "Đến hạn trả lời {petitions_due} đơn, trả lời đúng hạn {petitions_answered_in_time} đơn, tỷ lệ {petitions_in_time_pct}.",
        some="petitions_due",
    ),
    Said("Cuối kỳ {petitions_overdue} đơn quá hạn trả lời.", some="petitions_overdue"),
)


def commune(month: MonthResults) -> Block:
    """I.3, the commune's own cases and fees."""
    return Speaker(month, "commune").block("I.3", I3, (_COMPLAINTS, _RECEIVED, *_OUTCOMES, _FEES))


def land(month: MonthResults) -> Block:
    """I.3, the block of the land office's branch, then other offices: never added to the commune's."""
    made = Speaker(month, "land").block("I.3-land", "", (_LAND, *_OUTCOMES)).paragraphs if "land" in month.scopes else ()
    for scope, declared in (("other", _OTHER), ("unknown", _UNKNOWN)):
        said = Speaker(month, scope).paragraph(declared) if scope in month.scopes else None
        made += (said,) if said is not None else ()
    return Block("I.3-land", "", made)


def petitions(month: MonthResults) -> Block:
    """I.3, its last line."""
    return Speaker(month, "centre").block("I.3-petitions", "", (_PETITIONS,))


_DECLARED = {
    "I.3": (_COMPLAINTS, _RECEIVED, *_OUTCOMES, _FEES),
    "I.3-land": (_LAND, *_OUTCOMES, _OTHER, _UNKNOWN),
    "I.3-petitions": (_PETITIONS,),
}


def declared(block: str) -> list[str]:
    """The sentences that a block may say."""
    return texts(*_DECLARED[block])
