"""The front page's tables of all main indicators: one a scope, those that need attention first."""

from __future__ import annotations

from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.report import tables
from hcc_helpers.report.answers.build import (
    ROUNDED,
    before_cell,
    caption,
    change_cell,
    looks_off,
    mark_of,
    unit_of,
)
from hcc_helpers.report.changes import SIGMAS, change
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.wording import capital
from hcc_helpers.report.words import WORDS

MAIN = ("received_all", "received_new", "carried_over", "online_of_new_pct", "online_of_all_pct", "resolved_all", "in_time_pct", "resolved_late", "open_all", "open_in_time", "open_late", "open_paused", "returned_or_withdrawn", "late_in_all", "fees_total", "fees_online_pct",
        "digitised_all_required_pct", "results_signed_pct", "results_stored_pct", "satisfaction_pct", "petitions_received", "complaints_received")  # fmt: skip
LAND = (
    "received_all",
    "received_new",
    "carried_over",
    "resolved_all",
    "in_time_pct",
    "resolved_late",
    "open_all",
    "open_in_time",
    "open_paused",
    "returned_or_withdrawn",
    "fees_total",
)
HOW_JUDGED = ("“Tốt lên”, “xấu đi”, “tương đương kỳ trước”: tỷ lệ so bằng phép thử chính xác Fisher (p < 0,05); "
              f"số đếm khi chênh quá {SIGMAS} lần độ lệch chuẩn Poisson (giả định).")  # fmt: skip


def main_table(f: Figures, ids, worse: set[str]) -> str:
    """The main indicators of one scope, problems first, the order of the report below."""
    has_before = bool(f.month.earlier) and f.month.earlier[-1].period.end == f.month.period.start
    title = f.month.period.title
    columns = [tables.Column("Chỉ số"), tables.Column(capital(title), "number")]
    if has_before:
        before = f.month.earlier[-1].period.title
        columns += [tables.Column(capital(before), "number"), tables.Column("Thay đổi", "number")]
    rows = []
    for id in ids:
        mark, status = ("warn", "Cần chú ý: xấu đi") if id in worse else mark_of(f, id)
        reason = f.reason(id)
        if f.value(id) is None and reason:
            mark, status = "missing", capital(reason)
        cells = [f[id]] + ([before_cell(f, id), tables.Cell(change_cell(f, id), note=_judged(f, id))] if has_before else [])
        rows.append(
            tables.Row(
                REGISTRY[id].full_label + unit_of(id), cells, href=f"01_monthly_report.html#dn-{id}", mark=mark, status=status
            )
        )
    rows.sort(key=lambda row: row.mark != "warn")
    notes = [HOW_JUDGED] if has_before and f.scope == "commune" else []
    notes += ["Không cộng với hồ sơ thuộc thẩm quyền xã."] if f.scope != "commune" else []
    notes += [ROUNDED] if has_before and any(looks_off(f, id) for id in ids) else []
    return tables.table(caption(f, "Chỉ số chính"), columns, rows, note=" ".join(notes))


def _judged(f: Figures, id: str) -> str:
    """Under a change: the judgement, where one may be made."""
    found = change(f, id)
    return found.word.lower() if found and found.word in {"Tốt lên", "Xấu đi", WORDS["unclear"]} else ""
