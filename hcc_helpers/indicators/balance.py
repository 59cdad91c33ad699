"""Sums that must hold, declared: left side, right side, the signed gap, a sentence. Printed, never repaired."""

from __future__ import annotations

from dataclasses import dataclass

from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.indicators.result import Result
from hcc_helpers.numbers_vn import dong, signed, whole


@dataclass(frozen=True)
class Balance:
    """`left` (an indicator) must equal the sum of `right` (indicators)."""

    id: str
    label: str
    left: str
    right: tuple[str, ...]


BALANCES = (
    Balance("origin", "Tổng tiếp nhận = tiếp nhận mới + kỳ trước chuyển qua", "received_all", ("received_new", "carried_over")),
    Balance(
        "channels",
        "Tiếp nhận mới = trực tuyến + trực tiếp + bưu chính + ki-ốt + kênh khác + không rõ kênh",
        "received_new",
        (
            "new_online",
            "new_in_person",
            "new_post",
            "new_kiosk",
            "new_other_channel",
            "new_channel_unknown",
            "new_channel_unreadable",
        ),
    ),
    Balance(
        "counter",
        "Tiếp nhận mới = tại quầy của Trung tâm + ở quầy của nơi khác",
        "received_new",
        ("new_at_counter", "new_received_elsewhere"),
    ),
    Balance(
        "outcomes",
        "Tổng tiếp nhận = đã giải quyết + trả lại, rút, dừng + đang giải quyết",
        "received_all",
        (
            "resolved_early",
            "resolved_on_due_day",
            "resolved_late",
            "resolved_in_time_as_told",
            "resolved_without_due",
            "resolved_due_unreadable",
            "returned",
            "withdrawn",
            "returned_or_withdrawn_untold",
            "stopped",
            "open_paused",
            "open_in_time",
            "open_late",
            "open_without_due",
            "open_due_unreadable",
            "unknown_outcome",
        ),
    ),
    Balance(
        "resolved",
        "Đã giải quyết có ngày hẹn trả = trước hạn + đúng hạn + quá hạn",
        "resolved_with_due",
        ("resolved_early", "resolved_on_due_day", "resolved_in_time_as_told", "resolved_late"),
    ),
    Balance("stock", "Tổng tiếp nhận − đã kết thúc = còn lại cuối kỳ", "received_all", ("closed_all", "open_all")),
    Balance(
        "paused",
        "Tạm dừng = chờ bổ sung + chờ nghĩa vụ tài chính + lý do khác",
        "open_paused",
        ("open_paused_supplement", "open_paused_tax", "open_paused_other"),
    ),
    Balance(
        "fees_method",
        "Phí, lệ phí = trực tuyến + trực tiếp + không rõ hình thức",
        "fees_total",
        ("fees_online", "fees_in_person", "fees_apart", "fees_method_unknown"),
    ),
    Balance(
        "fees_kind",
        "Phí, lệ phí = phí + lệ phí + không phân biệt được",
        "fees_total",
        ("fees_phi", "fees_le_phi", "fees_kind_unknown"),
    ),
)


@dataclass(frozen=True)
class Checked:
    """One balance in one scope: `gap` = left − right; `is_exact` when it is 0; `cases` explain a gap where known."""

    balance: str
    label: str
    scope: str
    left: int
    right: int
    gap: int
    is_exact: bool
    sentence: str
    cases: tuple[str, ...] = ()


def check(results: list[Result], scopes) -> list[Checked]:
    """All declared balances whose left side has a value, scope by scope."""
    values = {(r.scope, r.indicator): r.value for r in results if not r.by}
    checked = []
    for scope in scopes:
        for balance in BALANCES:
            left = values.get((scope, balance.left))
            parts = {id: values.get((scope, id)) for id in balance.right}
            if left is None or all(value is None for value in parts.values()):
                continue
            checked.append(compare(balance.id, balance.label, scope, int(left), counts(parts)))
    return checked


def counts(values: dict[str, int | float | None]) -> dict[str, int | None]:
    """Values of counts and totals as what they are: whole numbers, or none."""
    return {name: None if value is None else int(value) for name, value in values.items()}


def compare(id: str, label: str, scope: str, left: int, parts: dict[str, int | None], cases=(), unit: str = "") -> Checked:
    """The comparison in words: both sides, the signed gap, and which part has no data."""
    unit = unit or next((REGISTRY[part].unit for part in parts if part in REGISTRY), "cases")
    show = dong if unit == "dong" else whole
    right = sum(value or 0 for value in parts.values())
    missing = [REGISTRY[part].label for part, value in parts.items() if value is None and part in REGISTRY]
    shown = [show(value) for value in parts.values() if value]
    sides = (
        f"{show(left)} = {' + '.join(shown) or '0'}"
        if left == right
        else f"{show(left)} so với {' + '.join(shown) or '0'} = {show(right)}"
    )
    gap = left - right
    sentence = f"Khớp: {sides}." if gap == 0 else f"Chênh lệch {signed(gap)}: {sides}."
    if missing:
        sentence += f" Không có số liệu: {', '.join(missing)}."
    return Checked(id, label, scope, left, right, gap, gap == 0, sentence, tuple(cases))


def groups(
    results: list[Result], by: str, scopes, indicators=("received_all", "received_new", "resolved_all", "open_all")
) -> list[Checked]:
    """TỔNG CỘNG: the rows of a table by field or unit add up to the scope's own figure."""
    label = {"field": "theo lĩnh vực", "unit": "theo đơn vị giải quyết", "procedure": "theo thủ tục"}[by]
    checked = []
    for scope in scopes:
        for id in indicators:
            total = next((r.value for r in results if r.scope == scope and not r.by and r.indicator == id), None)
            rows = {r.group: r.value for r in results if r.scope == scope and r.by == by and r.indicator == id}
            if total is not None and rows:
                checked.append(
                    compare(
                        f"{id}_{by}",
                        f"{REGISTRY[id].label}: TỔNG CỘNG {label}",
                        scope,
                        int(total),
                        counts(rows),
                        unit=REGISTRY[id].unit,
                    )
                )
    return checked
