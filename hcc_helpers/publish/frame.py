"""The words around every page of a period: the office, the window, the stamps, the rules that were used."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from hcc_helpers.centre import ILLUSTRATIVE
from hcc_helpers.numbers_vn import moment
from hcc_helpers.publish.shapes import Frame
from hcc_helpers.report.wording import join_vn
from hcc_helpers.rules import ASSUMED

INTERNAL = ("NỘI BỘ", "Không gửi ra ngoài cơ quan.")


# Where a rule is written: the kind of document and its number, as sources name it.
DOCUMENT = re.compile(r"(?:Nghị định|Thông tư|Quyết định|Luật|Nghị quyết) \d[\w/Đđ-]*")

# A document that a source names only because another took its place is no basis of a figure.
PASSED = re.compile(rf"thay {DOCUMENT.pattern}|{DOCUMENT.pattern} hết hiệu lực")


def rules_line(rules: Iterable[Any]) -> list[str]:
    """One line for the foot of a page: how many rules, by which documents, how many are assumptions; each stands on page 00."""
    rules = list(rules)
    if not rules:
        return []
    documents = dict.fromkeys(name for rule in rules for name in DOCUMENT.findall(PASSED.sub("", rule.source)))
    assumed = sum(rule.certainty == ASSUMED for rule in rules)
    parts = [f"Tính theo {len(rules)} quy tắc"]
    parts += [f"căn cứ {join_vn(documents)}"] if documents else []
    parts += [f"{assumed} quy tắc là giả định"] if assumed else []
    return [f"{'; '.join(parts)}. Từng quy tắc và nguồn: trang 00 Kiểm tra dữ liệu."]


def frame_of(month: Any, audience: str) -> Frame:
    """The frame of a computed month (`indicators.month_results.MonthResults`) for an audience."""
    centre, period, window = month.centre, month.period, month.now.window
    taken = moment(window.extracted_at)
    stamps = [INTERNAL] if audience == "internal" else []
    if centre.is_illustrative:
        stamps.append((ILLUSTRATIVE, centre.illustration_note))
    if window.is_provisional:
        stamps.append(("TẠM TÍNH", f"Số liệu trích xuất lúc {taken}, trước khi kỳ kết thúc; trạng thái hồ sơ tính đến lúc ấy."))
    if period.is_cut:
        stamps.append(("KỲ KHÔNG TRỌN", f"Kỳ này chỉ gồm {period.span}."))
    return Frame(
        office=centre.office_name,
        span=period.span,
        extracted=f"số liệu trích xuất lúc {taken}",
        stamps=tuple(stamps),
        footer=tuple([*period.notes, *(rules_line(month.now.settings.rules) if audience == "internal" else [])]),
        is_illustrative=centre.is_illustrative,
        is_provisional=window.is_provisional,
    )
