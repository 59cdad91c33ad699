"""The front page's tables of all main indicators: one a scope, those that need attention first."""

from __future__ import annotations

from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.report import tables
from hcc_helpers.report.answers.build import ROUNDED, before_cell, caption, change_cell, left_out, looks_off, mark_of, unit_of
from hcc_helpers.report.changes import change, judged, name
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.headline import cases_of
from hcc_helpers.report.wording import capital, join_vn
from hcc_helpers.report.words import WORDS

HOW_JUDGED = f"“{WORDS['better']}”, “{WORDS['worse'].lower()}” theo cùng một quy tắc với trang 05; không ghi là {WORDS['unclear'].lower()} hoặc không có phép thử; cách tính ở cuối trang ấy; “mỗi ngày” là mỗi ngày làm việc, khi hai kỳ khác số ngày."
SHOWN_WORDS = ("better", "worse", "mix")  # the others are as before, or nothing judges them


def main_table(f: Figures, ids, worse: set[str]) -> str:
    """The main indicators of one scope, problems first, the order of the report below."""
    title = f.month.period.title
    columns = [tables.Column("Chỉ số"), tables.Column(capital(title), "number")]
    if f.has_before:
        before = f.month.earlier[-1].period.title
        columns += [tables.Column(capital(before), "number"), tables.Column("Thay đổi", "number")]
    nothing = [id for id in ids if f.value(id) == 0 and mark_of(f, id)[0] is None and (not f.has_before or f.before(id) == 0)]
    missing = {id: f.reason(id) for id in ids if f.value(id) is None and (not f.has_before or f.before(id) is None)}
    rows = [_row(f, id, worse) for id in ids if id not in nothing and id not in missing]
    rows.sort(key=lambda row: row.mark != "warn")
    notes = [HOW_JUDGED] if f.has_before and f.scope == "commune" else []
    partial = next((why for id in ids if f.has_before and (why := f.not_whole(id))), "")
    notes += [f"{capital(partial)}, nên chỉ so số còn lại cuối kỳ."] if partial else []
    notes += ["Không cộng với hồ sơ thuộc thẩm quyền xã."] if f.scope != "commune" else []
    notes += [f"Bằng 0{' ở cả hai kỳ' if f.has_before else ''}: {join_vn(name(id) for id in nothing)}."] if nothing else []
    for reason in dict.fromkeys(missing.values()):  # said once for all that lack the same
        notes.append(f"{capital(reason)}: {join_vn(name(id) for id, why in missing.items() if why == reason)}.")
    notes += [ROUNDED] if f.has_before and any(looks_off(f, id) for id in ids) else []
    return tables.table(caption(f, "Chỉ số chính"), columns, rows, note=" ".join(notes))


def _row(f: Figures, id: str, worse: set[str]) -> tables.Row:
    mark, status = ("warn", f"{WORDS['warn']}: {WORDS['worse'].lower()}") if id in worse else mark_of(f, id)
    reason = f.reason(id)
    if f.value(id) is None and reason:
        mark, status = "missing", capital(reason)
    cells: list[str | tables.Cell] = [tables.Cell(f[id], href=cases_of(f, id), note=left_out(f, id))]
    if f.has_before:
        cells += [before_cell(f, id), tables.Cell(change_cell(f, id), note=_judged(f, id))]
    return tables.Row(REGISTRY[id].label + unit_of(id), cells, href=f"01_monthly_report.html#dn-{id}", mark=mark, status=status)


def _judged(f: Figures, id: str) -> str:
    """Under a change: the judgement, where one is made."""
    found = change(f, id)
    return judged(found)[1].lower() if found is not None and found.word() in SHOWN_WORDS else ""
