"""The words around every page of a period: the office, the window, the stamps, the rules that were used."""

from __future__ import annotations

from typing import Any

from hcc_helpers.numbers_vn import moment
from hcc_helpers.publish.neighbours import Frame
from hcc_helpers.report.front import summary

INTERNAL = ("NỘI BỘ", "Không gửi ra ngoài cơ quan.")
ILLUSTRATIVE = "SỐ LIỆU MINH HỌA – KHÔNG PHẢI SỐ LIỆU CHÍNH THỨC"


def frame_of(month: Any, audience: str) -> Frame:
    """The frame of a computed month (`indicators.month_results.MonthResults`) for an audience."""
    centre, period, window = month.centre, month.period, month.now.window
    taken = moment(window.extracted_at)
    stamps = [INTERNAL] if audience == "internal" else []
    if centre.is_illustrative:
        stamps.append((ILLUSTRATIVE, centre.illustration_note))
    if window.is_provisional:
        stamps.append(("TẠM TÍNH", f"Số liệu trích xuất lúc {taken}, trước khi kỳ kết thúc."))
    if period.is_cut:
        stamps.append(("KỲ KHÔNG TRỌN", f"Kỳ này chỉ gồm {period.span}."))
    rules = [f"{rule.label}: {rule.source}" for rule in month.now.settings.rules]
    return Frame(
        office=centre.office_name,
        span=period.span,
        extracted=f"số liệu trích xuất lúc {taken}",
        stamps=tuple(stamps),
        footer=tuple([*period.notes, *([f"Quy tắc đã dùng: {'; '.join(rules)}."] if rules else [])]),
        is_illustrative=centre.is_illustrative,
        is_provisional=window.is_provisional,
        summary=summary(month, audience),
    )
