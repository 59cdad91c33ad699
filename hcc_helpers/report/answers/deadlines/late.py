"""Page 02, the late cases: where, how long, what was said to the citizen, and why by the unit's own record."""

from __future__ import annotations

import pandas as pd

from hcc_helpers.numbers_vn import MISSING, day, decimal, whole
from hcc_helpers.outlook.late import late_cases
from hcc_helpers.outlook.still_open import still_open
from hcc_helpers.report import components, tables
from hcc_helpers.report.answers.build import assemble, caption, source_line
from hcc_helpers.report.answers.deadlines.due import no_due_dates, no_list, past
from hcc_helpers.report.answers.monthly_report.groups import procedure_label
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.waits import waits_unknown
from hcc_helpers.report.wording import join_vn
from hcc_helpers.vocabulary import LATE_CAUSE

SHOWN = 30
NO_CAUSE = "Chưa ghi nguyên nhân"
UNREADABLE = "Nguyên nhân không đọc được"
NO_UNIT = "Không rõ đơn vị"
NONE_LATE = "Không có hồ sơ quá hạn trong kỳ."


@answers("late_where")
def where_and_how_long(f: Figures) -> Answer:
    if (nothing := no_list(f) or no_due_dates(f)) is not None:
        return nothing
    late = late_cases(past(f), f.scope)
    if late.empty:
        return assemble(NONE_LATE, components.source(source_line(f, "late_in_all")))
    late["unit"] = late["unit"].fillna(NO_UNIT)
    still = late["is_open_late"].fillna(False).astype(bool)
    now = still & late["case_id"].isin(still_open(past(f)).cases["case_id"])  # some end between the last day and the extraction
    longest = late.iloc[0]
    states = f"{whole(still.sum())} hồ sơ còn đang giải quyết lúc hết kỳ" if still.any() else "tất cả đã giải quyết xong"
    if now.sum() < still.sum():
        states += f" (lúc trích xuất còn {whole(now.sum())})"
    finding = f"{whole(len(late))} hồ sơ quá hạn, {states}"
    if late["late_wd"].notna().any():
        finding += (
            f"; một nửa quá hạn từ {decimal(late['late_wd'].median(), 1)} ngày làm việc trở lên, "
            f"lâu nhất {whole(longest['late_wd'])} ngày ({longest['unit']})"
        )
    untold = int(late["due_on"].isna().sum())
    finding += f"; {whole(untold)} hồ sơ quá hạn theo điều hệ thống nguồn tự ghi, không rõ bao lâu." if untold else "."
    finding += waits_unknown(f)
    parts = [_by_unit(f, late)]
    parts += [_each(f, late)] if f.audience == "internal" else []
    return assemble(
        finding,
        components.todo(_todo(late, int(now.sum()))),
        fold=[*parts, components.source(source_line(f, "late_in_all", "late_apologised_in_time"))],
    )


def _by_unit(f: Figures, late: pd.DataFrame) -> str:
    rows = [
        tables.Row(
            unit,
            [whole(len(mine)), _median(mine["late_wd"]), _some(mine["apologies"]), _some(mine["apologies_in_time"])],
        )
        for unit, mine in sorted(late.groupby("unit"), key=lambda pair: (-len(pair[1]), pair[0]))
    ]
    return tables.table(
        caption(f, "Hồ sơ quá hạn theo đơn vị giải quyết"),
        [
            tables.Column("Đơn vị giải quyết"),
            *[
                tables.Column(label, "number")
                for label in ("Quá hạn (hồ sơ)", "Trung vị (ngày)", "Có phiếu xin lỗi", "Phiếu đúng thời hạn")
            ],
        ],
        rows,
        note="Số ngày làm việc từ sau ngày hẹn trả đến ngày xong, hồ sơ đang giải quyết thì đến hết kỳ. Phiếu đúng thời hạn: trước ngày hẹn trả ít nhất 01 ngày làm việc.",
    )


def _median(days: pd.Series) -> str:
    return decimal(days.median(), 1) if days.notna().any() else MISSING


def _some(counts: pd.Series) -> str:
    return MISSING if counts.isna().all() else whole((counts.fillna(0) > 0).sum())


def _how_late(line) -> tables.Cell:
    end = f"xong {day(line.closed_at)}" if line.is_finished_late else "đang giải quyết lúc hết kỳ"
    if pd.isna(line.due_on):
        return tables.Cell(MISSING, note=f"không có ngày hẹn trả, hệ thống nguồn ghi quá hạn; {end}")
    return tables.Cell(f"{whole(line.late_wd)} ngày", note=f"hẹn {day(line.due_on)}, {end}")


def _told(value: object, otherwise: str) -> str:
    return value if isinstance(value, str) and value else otherwise


def _each(f: Figures, late: pd.DataFrame) -> str:
    rows = [
        tables.Row(
            line.case_id,
            [
                tables.Cell(
                    f"{_told(line.unit, 'không rõ đơn vị')} – {_told(line.field, 'không rõ lĩnh vực')}",
                    note=procedure_label(line.procedure_name, line.procedure),
                ),
                _how_late(line),
                _step(line),
                _apology(line),
            ],
            mark="warn" if line.is_open_late else None,
            status="Đang giải quyết lúc hết kỳ" if line.is_open_late else "",
        )
        for line in late.head(SHOWN).itertuples(index=False)
    ]
    more = len(late) - SHOWN
    return tables.table(
        caption(f, "Từng hồ sơ quá hạn"),
        [tables.Column(label) for label in ("Mã hồ sơ", "Đơn vị – lĩnh vực", "Quá hạn", "Bước trễ nhất", "Xin lỗi, hẹn lại")],
        rows,
        note="Bước trễ nhất lấy từ nhật ký bước xử lý, so với hạn của bước."
        + (
            f" {SHOWN} hồ sơ quá hạn lâu nhất; {whole(more)} hồ sơ còn lại: hcc trace {f.month.period.text} late_in_all."
            if more > 0
            else ""
        ),
    )


def _step(line) -> str:
    if not isinstance(line.step_unit, str):
        return MISSING
    return f"Bước {whole(line.step_no)}, {line.step_unit}: trễ {whole(line.step_late_wd)} ngày"


def _apology(line) -> str:
    if pd.isna(line.apologies):
        return MISSING
    if not line.apologies:
        return "Không có phiếu xin lỗi"
    when = "đúng thời hạn" if line.apologies_in_time else "không đúng thời hạn"
    return f"Có phiếu, {when}; hẹn lại {whole(line.apologies)} lần"


def _todo(late: pd.DataFrame, now: int) -> str:
    """`now`: how many of them were not done at the extraction."""
    silent = late[late["apologies"] == 0]
    parts = [f"giải quyết ngay {whole(now)} hồ sơ đang quá hạn"] if now else []
    if len(silent):
        units = join_vn(sorted(set(silent["unit"])))
        parts.append(f"yêu cầu {units} báo cáo vì sao {whole(len(silent))} hồ sơ quá hạn không có phiếu xin lỗi")
    if not parts:
        return (
            "xem lại nguyên nhân với từng đơn vị; các hồ sơ quá hạn đều đã xong và có phiếu xin lỗi."
            if late["apologies"].notna().all()
            else "ghi bảng “Hẹn trả” để biết hồ sơ quá hạn có phiếu xin lỗi hay không."
        )
    return "; ".join(parts) + "."


@answers("late_causes")
def causes(f: Figures) -> Answer:
    """Late cases by the cause that the unit wrote down."""
    if (nothing := no_list(f) or no_due_dates(f)) is not None:
        return nothing
    late = late_cases(past(f), f.scope)
    if late.empty:
        return assemble(NONE_LATE)
    cover = f.month.now.at_hand["late_causes"]
    if not cover.is_at_hand:
        todo = "Ghi bảng “Nguyên nhân quá hạn” (mã hồ sơ, nguyên nhân: " + "; ".join(LATE_CAUSE.values()) + ")."
        return assemble("", components.no_data("nguyên nhân quá hạn", cover.reason, todo))
    said = late["cause"].map({**LATE_CAUSE, "unreadable": UNREADABLE}).fillna(NO_CAUSE)
    late["unit"] = late["unit"].fillna(NO_UNIT)
    found = said.value_counts()
    order = [name for name in (*LATE_CAUSE.values(), UNREADABLE, NO_CAUSE) if name in found.index]
    order.sort(key=lambda name: (name == NO_CAUSE, -found[name]))
    rows = []
    for name in order:
        units = late.loc[said == name, "unit"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
        rows.append(tables.Row(name, [whole(found[name]), "; ".join(f"{unit}: {whole(n)}" for unit, n in units.items())]))
    table = tables.table(
        caption(f, "Hồ sơ quá hạn theo nguyên nhân"),
        [tables.Column("Nguyên nhân"), tables.Column("Số hồ sơ", "number"), tables.Column("Đơn vị giải quyết")],
        rows,
        note="Nguyên nhân do đơn vị tự ghi; bộ công cụ không suy đoán.",
    )
    written = len(late) - int(found.get(NO_CAUSE, 0))
    most = [name for name in order if name != NO_CAUSE and found[name] == found.drop(NO_CAUSE, errors="ignore").max()]
    finding = (
        f"{whole(written)} trên {whole(len(late))} hồ sơ quá hạn đã ghi nguyên nhân"
        + (f"; nhiều nhất: {most[0][:1].lower()}{most[0][1:]} ({whole(found[most[0]])} hồ sơ)." if len(most) == 1 else ".")
        if written
        else f"Cả {whole(len(late))} hồ sơ quá hạn chưa ghi nguyên nhân."
    )
    silent = late.loc[said == NO_CAUSE, "unit"].value_counts()
    todo = f"yêu cầu {join_vn(sorted(silent.index))} ghi nguyên nhân của {whole(silent.sum())} hồ sơ." if len(silent) else ""
    return assemble(
        finding,
        components.todo(todo),
        fold=[
            table,
            components.source(
                f"Nguồn: bảng Nguyên nhân quá hạn{' (số liệu minh họa)' if f.month.centre.is_illustrative else ''}."
            ),
        ],
    )
