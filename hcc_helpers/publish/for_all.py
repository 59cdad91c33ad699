"""The figures of a public edition, and the table that lies beside its page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from hcc_helpers.errors import Finding, RunFailed
from hcc_helpers.indicators.month_results import MonthResults, rows
from hcc_helpers.report.answers.data_checks import checks
from hcc_helpers.report.figures import Figures
from hcc_helpers.small_cells.edition import ForAll, for_all
from hcc_helpers.small_cells.suppress import NotProtected


@dataclass(frozen=True)
class Published(ForAll):
    """What everybody gets of a period, also in the columns of docs/design.md."""

    table: pd.DataFrame


def figures(month: MonthResults, folder: Path) -> Published:
    """`folder`: where public editions lie. Raises RunFailed where the data may not be used, or nothing would stay hidden."""
    word, _ = checks.trust(Figures(month, "commune"))
    if word == "Chưa dùng được":
        raise _refused(
            month,
            "P-chua-dung-duoc",
            "Số liệu của kỳ chưa dùng được nên không đưa ra ngoài.",
            "xem trang 00 của bản nội bộ, sửa rồi chạy lại",
        )
    try:
        found = for_all(month, folder)
    except NotProtected:
        why = "Một con số từ 1 đến 9 của kỳ tính ngược ra được từ các bản công khai đã có của kỳ khác."
        raise _refused(month, "P-so-nho", why, "không công bố kỳ này riêng; công bố kỳ dài hơn") from None
    now = replace(month.now, results=found.results)
    return Published(found.results, found.procedures, rows(now, month.data_root))


def _refused(month: MonthResults, rule: str, why: str, todo: str) -> RunFailed:
    message = f"Chưa công bố được bản công khai của {month.period.title}; số liệu đã công bố trước đó không thay đổi."
    return RunFailed(message, [Finding(rule, "refused", why, todo=todo)])
