"""Which features name which quantity, and which indicators a quantity may be: the one table of labels.

Shared by the sums of a report (`identities`), by figures held against a period (`findings.against`): typed words of
the office, `--against`, a paper that came back. Indicators are named by their id; a test asks that they exist.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Quantity:
    """One thing that a report counts. `needs`: features that its label must have; `allows`: those that change nothing."""

    id: str
    label: str  # as the findings name it
    needs: frozenset[str]
    allows: frozenset[str]
    counts: tuple[str, ...] = ()  # indicators of a count with this label
    shares: tuple[str, ...] = ()  # indicators of a percentage with this label
    money: tuple[str, ...] = ()


def _q(id: str, label: str, needs: str, allows: str = "", counts: str = "", shares: str = "", money: str = "") -> Quantity:
    return Quantity(
        id,
        label,
        frozenset(needs.split()),
        frozenset(allows.split()),
        tuple(counts.split()),
        tuple(shares.split()),
        tuple(money.split()),
    )


_DONE = "resolved resolved_done total"

# The first whose needs are met and whose needs and allowed features cover the label; one feature too many: no quantity.
QUANTITIES: tuple[Quantity, ...] = (
    # outside the balance
    _q(
        "fees_online",
        "phí, lệ phí thanh toán trực tuyến",
        "fees online",
        "pay total",
        money="fees_online",
        shares="fees_online_pct payments_online_pct online_payment_cases_pct",
    ),
    _q(
        "fees_in_person",
        "phí, lệ phí thanh toán trực tiếp",
        "fees in_person",
        "pay total",
        money="fees_in_person",
        shares="fees_in_person_pct",
    ),
    _q(
        "pay_online",
        "thanh toán trực tuyến",
        "pay online",
        "total",
        money="fees_online",
        counts="payments_online new_paid_online",
        shares="fees_online_pct payments_online_pct online_payment_cases_pct",
    ),
    _q(
        "pay_in_person",
        "thanh toán trực tiếp",
        "pay in_person",
        "total",
        money="fees_in_person",
        counts="payments_in_person",
        shares="fees_in_person_pct",
    ),
    _q("fees", "tổng phí, lệ phí", "fees", "total pay received", money="fees_total"),
    _q(
        "digitised",
        "hồ sơ được số hóa",
        "digitised",
        "total received new",
        counts="new_fully_digitised new_partly_digitised",
        shares="digitised_all_required_pct digitised_any_pct components_digitised_pct",
    ),
    _q(
        "signed", "kết quả được ký số", "signed", "total digitised resolved", counts="results_signed", shares="results_signed_pct"
    ),
    _q("stored", "kết quả lưu kho", "stored", "total digitised resolved", counts="results_stored", shares="results_stored_pct"),
    _q(
        "electronic",
        "kết quả bản điện tử",
        "electronic",
        "total resolved",
        counts="results_electronic_only",
        shares="results_electronic_only_pct",
    ),
    _q("satisfied", "mức độ hài lòng", "satisfied", "total", counts="survey_satisfied", shares="satisfaction_pct"),
    _q(
        "petition_in_time",
        "phản ánh, kiến nghị trả lời đúng hạn",
        "petition on_due",
        _DONE,
        counts="petitions_answered_in_time",
        shares="petitions_in_time_pct",
    ),
    _q("petition_late", "phản ánh, kiến nghị quá hạn", "petition late", _DONE, counts="petitions_overdue"),
    _q("petition", "phản ánh, kiến nghị", "petition", "total received new", counts="petitions_received"),
    _q(
        "complaint",
        "khiếu nại",
        "complaint",
        "total received",
        counts="complaints_received complaints_attitude_time denunciations_received",
    ),
    _q("apology", "hồ sơ quá hạn có phiếu xin lỗi", "apology", "late total", counts="late_apologised late_apologised_in_time"),
    _q("punctual", "làm việc đúng giờ", "punctual", counts="staff_on_time", shares="staff_on_time_pct"),
    _q("guidance", "lượt người được hướng dẫn", "guidance", "total", counts="guidance_people"),
    _q(
        "self_filed",
        "người dân tự nộp trực tuyến",
        "self_filed",
        "online total",
        counts="online_self_filed",
        shares="online_self_filed_pct",
    ),
    _q(
        "full_service",
        "thực hiện toàn trình",
        "full_service",
        "online total received new",
        counts="new_full_service",
        shares="full_service_pct",
    ),
    _q("same_day", "trả kết quả trong ngày", "same_day", _DONE, counts="on_spot_same_day", shares="on_spot_same_day_pct"),
    _q("intake", "hồ sơ chờ tiếp nhận", "intake", "total online", counts="waiting_intake"),
    _q("refused", "không tiếp nhận", "refused", "total received", counts="refused_at_intake"),
    # where a case stands at the end
    _q("open_late", "đang giải quyết, đã quá hạn", "open late", "total", counts="open_late"),
    _q("open_in_time", "đang giải quyết, trong hạn", "open not_due", "total resolved", counts="open_in_time"),
    _q("open_late", "đang giải quyết, đã quá hạn", "open_overdue", "total", counts="open_late"),
    _q("open_in_time", "đang giải quyết, trong hạn", "open_timely", "total", counts="open_in_time"),
    _q("paused", "tạm dừng", "paused", "total open", counts="open_paused open_paused_supplement open_paused_tax"),
    _q("stopped", "dừng giải quyết", "stopped", "total", counts="stopped"),
    _q("returned", "trả lại, rút", "returned", "total resolved_done", counts="returned_or_withdrawn returned withdrawn"),
    _q("open", "đang giải quyết", "open", "total", counts="open_all open_in_time"),
    _q(
        "done_in_time",
        "giải quyết trong hạn",
        "resolved_done not_due",
        "resolved total",
        counts="resolved_in_time",
        shares="in_time_pct",
    ),
    _q("not_due", "còn trong hạn", "not_due", "total resolved", counts="open_in_time"),
    # how it was resolved
    _q("in_time", "giải quyết trước hạn và đúng hạn", "in_time", _DONE, counts="resolved_in_time", shares="in_time_pct"),
    _q("in_time", "giải quyết trước hạn và đúng hạn", "early on_due", _DONE, counts="resolved_in_time", shares="in_time_pct"),
    _q("early", "giải quyết trước hạn", "early", _DONE, counts="resolved_in_time resolved_early", shares="in_time_pct"),
    _q("on_due", "giải quyết đúng hạn", "on_due", _DONE, counts="resolved_in_time resolved_on_due_day", shares="in_time_pct"),
    _q(
        "late",
        "giải quyết quá hạn",
        "late",
        _DONE,
        counts="resolved_late late_in_all",
        shares="resolved_late_pct late_in_all_pct",
    ),
    _q("due", "đến hạn giải quyết", "due", _DONE + " received"),
    # how it came
    _q("carried", "kỳ trước chuyển qua", "carried", "total received open", counts="carried_over"),
    _q("counter_or_post", "trực tiếp và bưu chính", "counter_or_post", "received new total"),
    _q(
        "online",
        "hồ sơ trực tuyến",
        "online",
        "received new total",
        counts="new_online all_online",
        shares="online_of_all_pct online_of_new_pct",
    ),
    _q(
        "in_person",
        "hồ sơ trực tiếp",
        "in_person",
        "received new total",
        counts="new_in_person all_in_person",
        shares="in_person_of_all_pct in_person_of_new_pct",
    ),
    _q("kiosk", "tại ki-ốt", "kiosk", "received new total", counts="new_kiosk"),
    _q("post", "qua bưu chính", "post", "received new total", counts="new_post"),
    _q("new", "tiếp nhận mới", "new", "received total", counts="received_new"),
    _q("resolved", "đã giải quyết", "resolved", "resolved_done total", counts="resolved_all closed_all resolved_with_due"),
    _q("resolved", "đã giải quyết", "resolved_done", "total", counts="resolved_all closed_all resolved_with_due"),
    _q("received", "tổng số tiếp nhận", "received", "total", counts="received_all received_new"),
    _q("total", "tổng số hồ sơ", "total", "", counts="received_all"),
)

LABEL = {quantity.id: quantity.label for quantity in reversed(QUANTITIES)}
# The same cases under two names: what may stand for the whole of a report.
CASE_UNITS = ("cases", "instances", "")
# What only procedures and not cases have.
OF_PROCEDURES = {"in_person": ("procedures_in_person_pct",)}
# What a way of filing means where an amount of money stands behind it: "… trực tuyến 32.090.000đ, trực tiếp 783.000đ".
OF_MONEY = {"online": ("fees_online",), "in_person": ("fees_in_person",)}


def quantity_of(features: frozenset[str]) -> Quantity | None:
    """The quantity of a label; None where its features name none, or more than one."""
    for quantity in QUANTITIES:
        if quantity.needs <= features <= quantity.needs | quantity.allows:
            return quantity
    return None
