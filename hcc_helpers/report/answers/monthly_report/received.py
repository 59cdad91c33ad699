"""Section I.3: cases received by channel, both online shares, intake."""

from __future__ import annotations

from hcc_helpers.indicators.untold import between, untold
from hcc_helpers.numbers_vn import percent, whole
from hcc_helpers.report import components
from hcc_helpers.report.answers.build import Spec, assemble, indicator_table, no_data, only, rest, source_line
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.answers.trend import month_chart
from hcc_helpers.report.figures import Figures

KIOSK = "Ki-ốt thông minh là kênh riêng: không phải trực tuyến, không phải trực tiếp, cho đến khi biểu mẫu nói rõ. "


@answers("received_by_channel")
def by_channel(f: Figures) -> Answer:
    finding = f.fill(
        "Phải giải quyết {received_all} hồ sơ: tiếp nhận mới {received_new}, kỳ trước chuyển qua {carried_over}.",
        "Nộp trực tuyến {new_online} hồ sơ mới ({online_of_new_pct}); tính cả kỳ trước chuyển qua là {all_online} hồ sơ ({online_of_all_pct}).",
    )
    finding += _untold(f)
    table = indicator_table(
        f,
        "Hồ sơ tiếp nhận theo kênh",
        [
            Spec("received_all", is_sum=True),
            Spec("received_new", 1, is_sum=True),
            Spec("new_online", 2),
            Spec("new_in_person", 2),
            Spec("new_post", 2),
            rest("new_kiosk", 2),
            *only(f, "new_other_channel", 2),
            rest("new_channel_unknown", 2),
            rest("new_channel_unreadable", 2),
            Spec("carried_over", 1),
            Spec("carried_over_online", 2),
        ],
    )
    shares = indicator_table(
        f,
        "Tỷ lệ nộp trực tuyến, hai mẫu số",
        [
            Spec("online_of_new_pct"),
            Spec("in_person_of_new_pct"),
            *([Spec("kiosk_of_new_pct")] if f.value("new_kiosk") else []),
            Spec("online_of_all_pct"),
            Spec("in_person_of_all_pct"),
            Spec("new_full_service"),
            Spec("full_service_pct"),
        ],
        note=KIOSK * bool(f.value("new_kiosk"))
        + "Hai tỷ lệ có mẫu số khác nhau, cả hai đều đúng và không thay thế nhau. “Trực tuyến” là kênh nộp, không phải “toàn trình”.",
    )
    chart = month_chart(f, "received_new", "Hồ sơ tiếp nhận mới")
    more = [shares, chart, components.source(source_line(f, "received_all", "new_online"))]
    return assemble(finding, table, fold=more) if f.scope == "commune" else assemble(finding, fold=[table, *more])


def _untold(f: Figures) -> str:
    """Where the channel of new cases is not known: between which two shares the true one lies. Begins with a blank; else ""."""
    limits = between("online_of_new_pct", f.value)
    if limits is None:
        return ""
    low, high = (percent(limit) for limit in limits)
    return (
        f" {whole(untold('online_of_new_pct', f.value))} trên {f['received_new']} hồ sơ mới không rõ kênh nộp, "
        f"nên tỷ lệ trực tuyến thật của hồ sơ mới từ {low} đến {high}."
    )


@answers("intake")
def intake(f: Figures) -> Answer:
    ids = ("waiting_intake", "intake_hours_median", "accepted_quickly_pct")
    if not f.has("new_with_submission") or not f.value("new_with_submission"):
        return assemble("", no_data(f, "khâu tiếp nhận", ids, "Xuất danh sách hồ sơ có cột “Ngày nộp hồ sơ”."))
    finding = f.fill(
        "Một nửa số hồ sơ được tiếp nhận trong {intake_hours_median} giờ kể từ lúc nộp; {accepted_quickly_pct} hồ sơ được tiếp nhận trong 08 giờ làm việc.",
        "Lúc hết kỳ còn {waiting_intake} hồ sơ chờ tiếp nhận; trong kỳ có {refused_at_intake} hồ sơ không được tiếp nhận.",
    )
    table = indicator_table(
        f,
        "Khâu tiếp nhận (ngoài cân đối)",
        [
            Spec("waiting_intake"),
            Spec("refused_at_intake"),
            rest("refused_undated", 0),
            Spec("new_with_submission", is_sum=True),
            Spec("new_accepted_quickly", 1),
            Spec("accepted_quickly_pct", 1),
            Spec("intake_hours_median", 1),
        ],
        note="Hồ sơ chờ tiếp nhận và không tiếp nhận không nằm trong tổng số hồ sơ phải giải quyết.",
    )
    return assemble(finding, fold=[table, _refusals(f), components.source(source_line(f, *ids))])


def _refusals(f: Figures) -> str:
    """Refusals by reason, where there are any."""
    from hcc_helpers.numbers_vn import whole
    from hcc_helpers.report import tables
    from hcc_helpers.report.answers.build import caption
    from hcc_helpers.vocabulary import REFUSAL, UNREADABLE, UNREADABLE_LABEL

    found = f.month.now.con.execute(
        "SELECT refusal_reason, count(*) FROM cases WHERE is_refused AND scope = ? GROUP BY 1 ORDER BY 2 DESC, 1", [f.scope]
    ).fetchall()
    if not found:
        return ""
    words = REFUSAL | {UNREADABLE: UNREADABLE_LABEL, None: "Không ghi lý do"}
    rows = [tables.Row(words.get(code, str(code)), [whole(n)]) for code, n in found]
    rows.append(tables.Row("Cộng", [whole(sum(n for _, n in found))], is_sum=True))
    return tables.table(
        caption(f, "Hồ sơ không tiếp nhận theo lý do"),
        [tables.Column("Lý do", "text"), tables.Column("Số hồ sơ", "number")],
        rows,
        compact=True,
    )
