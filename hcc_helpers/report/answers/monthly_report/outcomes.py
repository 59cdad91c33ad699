"""Section I.3: what became of the cases, who is late, supplements, same-day results, decision 766."""

from __future__ import annotations

from hcc_helpers.numbers_vn import whole
from hcc_helpers.report import components, tables
from hcc_helpers.report.answers.build import (
    Spec,
    assemble,
    caption,
    extraction,
    indicator_table,
    no_data,
    only,
    rest,
    scope_name,
    source_line,
)
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.answers.trend import month_chart
from hcc_helpers.report.drawing import charts, framed
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.waits import waits_unknown
from hcc_helpers.report.wording import capital
from hcc_helpers.vocabulary import PAUSE

PARTS = (
    "resolved_early",
    "resolved_on_due_day",
    "resolved_in_time_as_told",
    "resolved_late",
    "resolved_without_due",
    "resolved_due_unreadable",
    "returned",
    "withdrawn",
    "returned_or_withdrawn_untold",
    "stopped",
    "open_in_time",
    "open_late",
    "open_paused",
    "open_without_due",
    "open_due_unreadable",
    "unknown_outcome",
)


@answers("outcomes")
def outcomes(f: Figures) -> Answer:
    finding = f.fill(
        "Đã giải quyết {resolved_all} hồ sơ; {resolved_in_time} hồ sơ trước hạn và đúng hạn ({in_time_pct} số đã giải quyết có ngày hẹn trả), {resolved_late} hồ sơ quá hạn ({resolved_late_pct}).",
        "Cuối kỳ còn {open_all} hồ sơ đang giải quyết.",
    )
    table = indicator_table(
        f,
        "Kết quả giải quyết",
        [
            Spec("received_all", is_sum=True),
            Spec("resolved_all", 1, is_sum=True),
            Spec("resolved_in_time", 2),
            Spec("resolved_early", 3),
            Spec("resolved_on_due_day", 3),
            *only(f, "resolved_in_time_as_told", 3),
            Spec("resolved_late", 2),
            rest("resolved_without_due", 2),
            rest("resolved_due_unreadable", 2),
            Spec("returned_or_withdrawn", 1),
            Spec("returned", 2),
            Spec("withdrawn", 2),
            rest("returned_or_withdrawn_untold", 2),
            rest("stopped", 1),
            Spec("open_all", 1, is_sum=True),
            Spec("open_in_time", 2),
            Spec("open_late", 2),
            Spec("open_paused", 2),
            rest("open_paused_supplement", 3),
            rest("open_paused_tax", 3),
            rest("open_paused_other", 3),
            rest("open_without_due", 2),
            rest("open_due_unreadable", 2),
            rest("unknown_outcome", 2),
        ],
        note=_notes(f),
    )
    shares = indicator_table(
        f,
        "Tỷ lệ đúng hạn và quá hạn",
        [Spec("in_time_pct"), Spec("resolved_late_pct"), Spec("late_in_all"), Spec("late_in_all_pct")],
        note="Trả lại, rút, dừng và hồ sơ không có ngày hẹn trả đứng ngoài mẫu số của hai tỷ lệ đầu. “Cả đã giải quyết và đang giải quyết” là con số khác, trên tổng số phải giải quyết.",
    )
    pictures = components.side_by_side([_bars(f), month_chart(f, "open_all", "Hồ sơ đang giải quyết cuối kỳ")])
    more = [shares, components.source(source_line(f, "received_all", "resolved_early", "resolved_late", "open_in_time"))]
    return (
        assemble(finding, table, pictures, fold=more)
        if f.scope == "commune"
        else assemble(finding, fold=[table, pictures, *more])
    )


def _bars(f: Figures) -> str:
    from hcc_helpers.indicators.definition import REGISTRY

    items = [
        (REGISTRY[id].label, value, "warn" if id in {"resolved_late", "open_late", "unknown_outcome"} else "plain")
        for id in PARTS
        if (value := f.value(id))
    ]
    if len(items) < 2:
        return ""
    biggest = max(items, key=lambda item: item[1])
    chart = charts.bars(
        items, unit="cases", subject=f"Kết quả của hồ sơ phải giải quyết, {scope_name(f)}, {f.month.period.title}"
    )
    title = f"{biggest[0]}: {whole(biggest[1])} trên {f['received_all']} hồ sơ"
    return framed.figure(
        chart,
        title=title,
        subtitle=f"Số hồ sơ theo kết quả, {scope_name(f)}, {f.month.period.title}",
        source=f"Nguồn: {extraction(f, 'received_all')}",
    )


def _notes(f: Figures) -> str:
    """Which cases were judged how: dates taken from a state, a hand-over date, a computed due date."""
    con, notes = f.month.now.con, []
    closes, pauses, computed, apology = con.execute(
        "SELECT count(*) FILTER (WHERE is_closed AND is_undated_close), count(*) FILTER (WHERE is_paused AND is_undated_pause), "
        "count(*) FILTER (WHERE due_basis = 'computed'), count(*) FILTER (WHERE due_basis = 'before_apology') FROM cases WHERE is_of_period AND scope = ?",
        [f.scope],
    ).fetchall()[0]
    from hcc_helpers.numbers_vn import day

    when = day(f.month.now.window.extracted_at)
    notes.append("Hạn so theo ngày hẹn trong hệ thống.")
    notes += [f"{whole(closes)} hồ sơ theo trạng thái lúc trích xuất {when} (đã kết thúc, không ghi ngày)."] if closes else []
    notes += [f"{whole(pauses)} hồ sơ tạm dừng theo trạng thái lúc trích xuất {when}."] if pauses else []
    notes += [f"{whole(computed)} hồ sơ có ngày hẹn tính từ ngày hẹn ban đầu cộng thời gian tạm dừng."] if computed else []
    notes += [f"{whole(apology)} hồ sơ đã hẹn lại sau khi xin lỗi: vẫn xét theo ngày hẹn trước đó."] if apology else []
    if f.value("judged_as_told"):
        notes.append(
            f.fill("{judged_as_told} hồ sơ không có ngày hẹn trả: trong hạn hay quá hạn theo điều hệ thống nguồn tự ghi.")
        )
    if f.value("resolved_by_hand_over_date"):
        notes.append(f.fill("{resolved_by_hand_over_date} hồ sơ không có ngày xử lý xong nên lấy ngày trả kết quả."))
    return " ".join(notes)


@answers("late")
def late(f: Figures) -> Answer:
    """Who is late: by field and unit; the paused cases by reason."""
    con = f.month.now.con
    if not f.has("late_in_all"):
        return assemble("", no_data(f, "hồ sơ quá hạn", ("late_in_all",), "Xuất danh sách hồ sơ có cột “Ngày hẹn trả”."))
    found = con.execute(
        "SELECT coalesce(unit, 'Không rõ'), coalesce(field, 'Không rõ'), count(*) FILTER (WHERE is_finished_late), count(*) FILTER (WHERE is_open_late) FROM cases WHERE is_late_in_all AND scope = ? GROUP BY 1, 2 ORDER BY 3 + 4 DESC, 1, 2",
        [f.scope],
    ).fetchall()
    paused = con.execute(
        "SELECT pause_reason, count(*) FROM cases WHERE is_paused AND scope = ? GROUP BY 1 ORDER BY 2 DESC, 1", [f.scope]
    ).fetchall()
    parts = []
    if found:
        rows = [tables.Row(f"{unit} – {field}", [whole(a), whole(b)]) for unit, field, a, b in found]
        rows.append(tables.Row("Cộng", [whole(sum(r[2] for r in found)), whole(sum(r[3] for r in found))], is_sum=True))
        parts.append(
            tables.table(
                caption(f, "Hồ sơ quá hạn theo đơn vị và lĩnh vực"),
                [
                    tables.Column("Đơn vị – lĩnh vực", "text"),
                    tables.Column("Đã giải quyết", "number"),
                    tables.Column("Đang giải quyết", "number"),
                ],
                rows,
            )
        )
    if paused:
        rows = [tables.Row(PAUSE.get(reason, reason), [whole(n)]) for reason, n in paused]
        parts.append(
            tables.table(
                caption(f, "Hồ sơ tạm dừng theo lý do"),
                [tables.Column("Lý do", "text"), tables.Column("Số hồ sơ", "number")],
                rows,
                compact=True,
            )
        )
    finding = (
        f.fill("{late_in_all} hồ sơ quá hạn: {resolved_late} hồ sơ đã giải quyết, {open_late} hồ sơ đang giải quyết.")
        if found
        else "Không có hồ sơ quá hạn."
    )
    if paused:
        finding += f.fill(" {open_paused} hồ sơ tạm dừng, không tính vào trong hạn hay quá hạn.")
    finding += waits_unknown(f)
    return assemble(finding, fold=[*parts, components.source(source_line(f, "resolved_late", "open_late"))])


@answers("supplements")
def supplements(f: Figures) -> Answer:
    ids = ("supplements_requested", "supplemented", "supplemented_again", "supplemented_again_pct")
    if not f.has("supplemented"):
        return assemble(
            "", no_data(f, "yêu cầu bổ sung", ids, "Xuất bảng “Bổ sung” (mã hồ sơ, ngày yêu cầu, ngày nhận bổ sung).")
        )
    again = (
        "trong đó {supplemented_again} hồ sơ phải bổ sung hơn một lần"
        if f.value("supplemented_again")
        else "không hồ sơ nào phải bổ sung hơn một lần"
    )
    finding = f.fill(f"{{supplemented}} hồ sơ phải bổ sung, {again} (quy định chỉ một lần).")
    table = indicator_table(
        f,
        "Yêu cầu bổ sung",
        [
            Spec("supplements_requested"),
            Spec("supplemented", is_sum=True),
            Spec("supplemented_again", 1),
            Spec("supplemented_again_pct", 1),
        ],
    )
    return assemble(finding, fold=[table, components.source(source_line(f, *ids))])


@answers("same_day")
def same_day(f: Figures) -> Answer:
    ids = ("on_spot_new", "on_spot_same_day", "on_spot_same_day_pct")
    if not f.month.centre.on_spot_procedures:
        return assemble(
            "",
            components.no_data(
                "quy trình “4 tại chỗ”",
                "Trung tâm chưa khai báo danh sách thủ tục",
                "Ghi mã thủ tục vào on_spot_procedures trong data/reference/centre.toml.",
            ),
        )
    finding = f.fill(
        "{on_spot_same_day} trên {on_spot_new} hồ sơ “4 tại chỗ” được trả kết quả trong ngày: {on_spot_same_day_pct}."
    )
    table = indicator_table(
        f,
        "Trả kết quả trong ngày (quy trình “4 tại chỗ”)",
        [Spec("on_spot_new", is_sum=True), Spec("on_spot_same_day", 1), Spec("on_spot_same_day_pct", 1)],
        note="Hồ sơ tiếp nhận từ 15 giờ được chuyển vào đầu ngày làm việc sau nên không nằm trong mẫu số.",
    )
    return assemble(
        finding or "Trong kỳ không có hồ sơ nào của danh sách “4 tại chỗ”.", fold=[table, components.source(source_line(f, *ids))]
    )


@answers("decision_766")
def decision_766(f: Figures) -> Answer:
    computed = f.month.beside.get("calendar_766")
    if computed is None or not f.has("received_766"):
        return assemble(
            "",
            components.no_data(
                "tỷ lệ đúng hạn theo QĐ 766", "chưa có số liệu đủ một tháng dương lịch", "Giữ tệp xuất của các tháng liền nhau."
            ),
        )
    title = computed.period.title
    finding = f.fill(
        f"Tính theo công thức QĐ 766 cho {title}: {{in_time_766}} trên {{received_766}} hồ sơ đúng hạn, {{on_time_766_pct}}."
    )
    from hcc_helpers.indicators.definition import REGISTRY

    rows = [
        tables.Row(REGISTRY[id].full_label, [f[id]], level=level, href=f"#dn-{id}")
        for id, level in (("received_766", 0), ("in_time_766", 1), ("on_time_766_pct", 1))
    ]
    table = tables.table(
        f"Tỷ lệ đúng hạn tính theo QĐ 766, {scope_name(f)}, {title}",
        [tables.Column("Chỉ số", "text"), tables.Column(capital(title), "number")],
        rows,
        note="Tháng dương lịch, không phải kỳ báo cáo; công thức khác nên không so được với tỷ lệ ở trên.",
        compact=True,
    )
    return assemble(finding, fold=[table, components.source(source_line(f, "on_time_766_pct"))])
