"""Page 02: how long procedures take against their term, how old the backlog is, on which day and at which hour work comes in."""

from __future__ import annotations

import pandas as pd

from hcc_helpers.numbers_vn import MISSING, WEEKDAYS, decimal, percent, share, whole
from hcc_helpers.outlook.ageing import AGES, STATES, ages, by_hour, by_weekday
from hcc_helpers.outlook.durations import FEWEST_FINISHED, times
from hcc_helpers.outlook.terms import CATALOGUE, procedure_terms
from hcc_helpers.report import components, tables
from hcc_helpers.report.answers.build import assemble, caption, extraction, in_sentence, source_line
from hcc_helpers.report.answers.deadlines.due import codes, no_list, past
from hcc_helpers.report.answers.monthly_report.groups import procedure_label
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.wording import join_vn
from hcc_helpers.report.words import WORDS

SHOWN = 12
STATE_HEADS = {"in_time": "Trong hạn", "late": "Quá hạn", "paused": "Tạm dừng", "no_due": "Không có ngày hẹn"}
OLD = AGES[-1][0]  # working days from which an open case is asked about one by one
BUSY_HOURS = 3


@answers("times_against_terms")
def against_terms(f: Figures) -> Answer:
    """Median and 90th percentile of every procedure beside its term; those that exceed it first."""
    if (nothing := no_list(f)) is not None:
        return nothing
    table = times(past(f), f.scope).join(procedure_terms(past(f), f.month.data_root, f.scope))
    judged = table[table["p50"].notna()]
    few = len(table) - len(judged)
    if judged.empty and (why := _unknown(f, table)):
        return assemble("", components.no_data(f"thời gian giải quyết, {in_sentence(f.scope)}", *why))
    if judged.empty:
        return assemble(f"Chưa thủ tục nào có đủ {FEWEST_FINISHED} hồ sơ giải quyết xong để nói về thời gian giải quyết.")
    is_slow, unbounded = judged["p90"] > judged["term_wd"], int(judged["term_wd"].isna().sum())
    unreached = int((judged["p90"].isna() & judged["term_wd"].notna()).sum())
    slow = judged[is_slow]
    shown = pd.concat([slow, judged[~is_slow]]).head(max(SHOWN, len(slow)))
    rows = [
        tables.Row(
            procedure_label(line.name if isinstance(line.name, str) else None, line.Index),
            [
                tables.Cell(_days(line.term_wd), note="" if line.term_basis == CATALOGUE else "theo phiếu hẹn"),
                _days(line.p50),
                _days(line.p90),
                whole(line.finished),
            ],
            mark="warn" if line.p90 > line.term_wd else None,
            status="Hơn 10% hồ sơ dài hơn thời hạn" if line.p90 > line.term_wd else "",
        )
        for line in shown.itertuples()
    ]
    note = (
        "Ngày làm việc, không tính ngày tiếp nhận và thời gian tạm dừng; hồ sơ chưa xong được tính là “đến nay chưa xong” (Kaplan–Meier), từ mọi tháng đã lưu."
        + (f" {whole(few)} thủ tục có dưới {FEWEST_FINISHED} hồ sơ xong nên không tính." if few else "")
    )
    note += f" Còn {whole(len(judged) - len(shown))} thủ tục khác không thấy vượt thời hạn." if len(judged) > len(shown) else ""
    html = tables.table(
        caption(f, "Thời gian giải quyết so với thời hạn"),
        [
            tables.Column("Thủ tục"),
            *[
                tables.Column(label, "number")
                for label in ("Thời hạn (ngày)", "Trung vị (ngày)", f"{WORDS['nine_of_ten']} (ngày)", "Đã xong (hồ sơ)")
            ],
        ],
        rows,
        note=note,
    )
    if slow.empty:
        sure = len(judged) - unbounded - unreached
        finding = (
            f"{'Cả ' if sure == len(judged) else ''}{whole(sure)} thủ tục có đủ hồ sơ và có thời hạn đều xong 90% hồ sơ trong thời hạn."
            if sure
            else f"Không so được thủ tục nào với thời hạn: cả {whole(len(judged))} thủ tục có đủ hồ sơ không có thời hạn, hoặc chưa xong tới 90% hồ sơ."
        )
        finding += (
            f" {whole(unbounded)} thủ tục không có thời hạn để so: danh mục và danh sách không cho biết."
            if unbounded and sure
            else ""
        )
        finding += f" {whole(unreached)} thủ tục chưa xong tới 90% hồ sơ nên chưa so được." if unreached and sure else ""
        todo = ""
    else:
        finding = f"{whole(len(slow))} trên {whole(len(judged))} thủ tục có hơn 10% hồ sơ dài hơn thời hạn."
        todo = f"rà soát các bước của {whole(len(slow))} thủ tục đứng đầu bảng với đơn vị giải quyết."
    return assemble(finding, components.todo(todo), fold=[html, components.source(source_line(f, "handling_wd_median"))])


def _unknown(f: Figures, table: pd.DataFrame) -> tuple[str, str] | None:
    """(why no procedure has a time, what to add); None where it is only that too few cases are finished."""
    if f.value("resolved_all") is None:
        return f.reason("resolved_all").removeprefix("không có số liệu: "), "Xuất danh sách có cột “Ngày kết thúc xử lý”."
    if table.empty and f.value("resolved_all"):
        return "hồ sơ không ghi mã hoặc tên thủ tục", "Xuất danh sách có cột “Mã thủ tục” hoặc “Tên thủ tục”."
    return None


def _days(value: float) -> str:
    return "–" if pd.isna(value) else decimal(value, 1)


@answers("backlog_ages")
def backlog(f: Figures) -> Answer:
    """Open cases at the period's end by working days since receipt."""
    if (nothing := no_list(f)) is not None:
        return nothing
    table = ages(past(f), f.scope)
    total = int(table.to_numpy().sum())
    if not total:
        return assemble("Cuối kỳ không còn hồ sơ đang giải quyết.", components.source(source_line(f, "open_all")))
    states = [state for state in STATES if table[state].sum() or (state == "in_time" and not table["no_due"].sum())]
    columns = [
        tables.Column("Số ngày làm việc từ khi tiếp nhận"),
        *[tables.Column(STATE_HEADS[state], "number") for state in states],
    ]
    rows = [tables.Row(_band(band), [whole(line[state]) for state in states]) for band, line in table.iterrows()]
    rows.append(tables.Row("Cộng", [whole(table[state].sum()) for state in states], is_sum=True))
    html = tables.table(
        caption(f, "Hồ sơ đang giải quyết cuối kỳ theo số ngày đã qua"),
        columns,
        rows,
        note="Không tính ngày tiếp nhận và thời gian tạm dừng.",
    )
    over_ten = int(table.loc[[band for band in AGES if band[0] > 10]].to_numpy().sum())
    finding = f"{whole(total)} hồ sơ đang giải quyết cuối kỳ; {whole(over_ten)} hồ sơ đã qua hơn 10 ngày làm việc."
    mine = past(f).open_now
    old = mine[(mine["scope"] == f.scope) & (mine["worked_wd"] >= OLD)].sort_values(
        ["worked_wd", "case_id"], ascending=[False, True]
    )
    named = codes(f, list(old["case_id"]))
    todo = (
        f"yêu cầu báo cáo từng hồ sơ đã qua từ {OLD} ngày làm việc: {whole(len(old))} hồ sơ{f' ({named})' if named else ''}."
        if len(old)
        else ""
    )
    return assemble(finding, components.todo(todo), fold=[html, components.source(source_line(f, "open_all"))])


def _band(band: tuple[int, int | None]) -> str:
    low, high = band
    return f"Từ {low} ngày trở lên" if high is None else f"{low}–{high} ngày"


@answers("weekdays_and_hours")
def rhythm(f: Figures) -> Answer:
    """By weekday and hour: when cases come in, when they are finished."""
    if (nothing := no_list(f)) is not None:
        return nothing
    days, hours = by_weekday(past(f), f.scope), by_hour(past(f), f.scope)
    total = int(days["accepted"].sum())
    if not total and not days["finished"].sum():
        return assemble("Trong kỳ không có hồ sơ nào được tiếp nhận hoặc giải quyết xong.")
    is_known = f.value("resolved_all") is not None  # else nobody knows when cases were finished

    def done(count: float) -> str:
        return whole(count) if is_known else MISSING

    days = days[(days["worked"] > 0) | (days["accepted"] > 0) | (days["finished"] > 0)]
    rows = [
        tables.Row(
            WEEKDAYS[number],
            [whole(line["worked"]), whole(line["accepted"]), _per_day(line, "accepted"), done(line["finished"])],
        )
        for number, line in days.iterrows()
    ]
    heads = ("Ngày làm việc", "Tiếp nhận mới", "Mỗi ngày làm việc", "Giải quyết xong")
    parts = [
        tables.table(
            caption(f, "Hồ sơ theo thứ trong tuần"),
            [tables.Column("Thứ"), *[tables.Column(head, "number") for head in heads]],
            rows,
        )
    ]
    finding = _busiest_day(days)
    todo = ""
    timed = int(hours["accepted"].sum())
    if timed:
        rows = [
            tables.Row(f"{hour}–{hour + 1} giờ", [whole(line["accepted"]), done(line["finished"])])
            for hour, line in hours.iterrows()
        ]
        parts.append(
            tables.table(
                caption(f, "Hồ sơ theo giờ trong ngày"),
                [tables.Column("Giờ"), tables.Column("Tiếp nhận mới", "number"), tables.Column("Giải quyết xong", "number")],
                rows,
                compact=True,
            )
        )
        busy = sorted(hours["accepted"].sort_values(ascending=False, kind="stable").head(BUSY_HOURS).index)
        part = int(hours.loc[busy, "accepted"].sum())
        said = join_vn(f"{hour}–{hour + 1} giờ" for hour in busy)
        finding += f" {percent(share(part, timed))} hồ sơ đến trong các giờ {said}."
        todo = f"bố trí đủ người tiếp nhận trong các giờ {said}."
    return assemble(finding, components.todo(todo), fold=[*parts, components.source(f"Nguồn: {extraction(f, 'received_new')}")])


def _per_day(line: pd.Series, name: str) -> str:
    return decimal(line[name] / line["worked"], 1) if line["worked"] else "không tính"


def _busiest_day(days: pd.DataFrame) -> str:
    worked = days[days["worked"] > 0]
    if worked.empty or not worked["accepted"].sum():
        return "Trong kỳ không có hồ sơ mới vào ngày làm việc."
    rate = worked["accepted"] / worked["worked"]
    most, least = rate.idxmax(), rate.idxmin()
    return f"{WEEKDAYS[most]} đông nhất, {decimal(rate[most], 1)} hồ sơ mới mỗi ngày; {WEEKDAYS[least]} ít nhất, {decimal(rate[least], 1)}."
