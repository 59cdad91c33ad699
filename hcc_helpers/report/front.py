"""The front page's four answers: is the month good, what needs a decision, what changed, can I trust it. All derived."""

from __future__ import annotations

from dataclasses import dataclass, field

from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.numbers_vn import MISSING, whole
from hcc_helpers.report import charts, tables
from hcc_helpers.report.answers import checks, draft
from hcc_helpers.report.answers.build import before_cell, change_cell, mark_of
from hcc_helpers.report.answers.trend import short
from hcc_helpers.report.changes import Change, change
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.wording import join_vn
from hcc_helpers.vocabulary import SCOPE

HEADLINES = ("open_all", "in_time_pct", "online_of_new_pct", "satisfaction_pct")
COMPARED = ("open_all", "received_new", "resolved_all", "resolved_late_pct", "online_of_new_pct", "satisfaction_pct", "digitised_all_required_pct", "results_signed_pct", "results_stored_pct", "fees_total")
MAIN = ("received_all", "received_new", "carried_over", "online_of_new_pct", "online_of_all_pct", "resolved_all", "in_time_pct", "resolved_late", "open_all", "open_in_time", "open_late", "open_paused", "returned_or_withdrawn", "late_in_all", "fees_total", "fees_online_pct",
        "digitised_all_required_pct", "results_signed_pct", "results_stored_pct", "satisfaction_pct", "petitions_received", "complaints_received")  # fmt: skip
LAND = ("received_all", "received_new", "carried_over", "resolved_all", "in_time_pct", "resolved_late", "open_all", "open_in_time", "open_paused", "returned_or_withdrawn", "fees_total")
MOST_DECISIONS = 5


@dataclass(frozen=True)
class KeyFigure:
    """One of the four: label, value as shown, mark and its words, the month before, the sparkline."""

    id: str
    label: str
    value: str
    unit: str
    mark: str
    status: str
    before: str
    spark: str


@dataclass(frozen=True)
class Decision:
    what: str
    why: str
    who: str
    href: str
    link: str


@dataclass(frozen=True)
class FrontPage:
    verdict: str
    counts: str
    is_warning: bool
    key_figures: list[KeyFigure]
    decisions: list[Decision]
    changes: list[tuple[str, str, str]]  # mark, word, text
    before_title: str
    trust: str
    trust_lines: list[tuple[str, str]]  # mark, text
    tables: list[str] = field(default_factory=list)


def front_page(month: MonthResults, audience: str) -> FrontPage:
    f = Figures(month, "commune", audience)
    changed = [one for id in COMPARED if (one := change(f, id)) is not None]
    worse = [one for one in changed if one.is_worse]
    word, reasons = checks.trust(f)
    marks = [mark_of(f, id)[0] for id in MAIN]
    decisions = decide(f, worse)
    return FrontPage(
        verdict=_verdict(f, worse),
        counts=_counts(marks, worse),
        is_warning=bool(worse) or "warn" in marks,
        key_figures=_key_figures(f, {one.id for one in worse}),
        decisions=decisions,
        changes=_grouped(changed),
        before_title=month.earlier[-1].period.title if month.earlier and month.earlier[-1].period.end == month.period.start else "",
        trust=word if not reasons else f"{word.removesuffix(', kèm ghi chú')}, kèm {len(reasons)} ghi chú" if word == checks.WITH_NOTES else word,
        trust_lines=_trust_lines(f, reasons),
        tables=[_table(f, MAIN, "Chỉ số chính", {one.id for one in worse})] + ([_table(Figures(month, "land", audience), LAND, "Chỉ số chính", set())] if "land" in month.scopes else []),
    )


def _verdict(f: Figures, worse: list[Change]) -> str:
    """One sentence: the good part first, then the worst clear problem with both numbers."""
    title = f.month.period.title
    title = title[:1].upper() + title[1:]
    good = f"đúng hạn {f['in_time_pct']}" if f.value("in_time_pct") is not None else f"phải giải quyết {f['received_all']} hồ sơ"
    if any(one.id == "open_all" for one in worse):
        return f"{title}: {good}, nhưng hồ sơ tồn tăng từ {whole(f.before('open_all'))} lên {f['open_all']}."
    if worse:
        return f"{title}: {good}, nhưng {worse[0].text}."
    if f.value("late_in_all"):
        return f"{title}: {good}, {f['late_in_all']} hồ sơ quá hạn."
    return f"{title}: {good}."


def _counts(marks: list, worse: list[Change]) -> str:
    judged = [mark for mark in marks if mark in {"good", "ring", "warn"}]
    reached, unsure = sum(mark in {"good", "ring"} for mark in judged), judged.count("ring")
    parts = [f"{reached} trên {len(judged)} chỉ số có mốc đạt mốc" + (f", trong đó {unsure} chưa chắc chắn" if unsure else "") + "."] if judged else ["Chưa đặt mốc cho chỉ số nào."]
    if worse:
        parts.append(f"{len(worse)} chỉ số xấu đi rõ so với kỳ trước.")
    return " ".join(parts)


def _key_figures(f: Figures, worse: set[str]) -> list[KeyFigure]:
    """Exactly four, those that need attention first."""
    made = []
    for id in HEADLINES:
        indicator = REGISTRY[id]
        mark, status = ("warn", "Cần chú ý: xấu đi") if id in worse else mark_of(f, id)
        if f.value(id) is None:
            mark, status = "missing", "Không có số liệu"
        months = [(text, value) for text, value in f.earlier(id) if value is not None]
        spark = ""
        if len(months) > 2 and mark != "missing":
            first, last = months[0], months[-1]
            from hcc_helpers.numbers_vn import show

            spark = charts.sparkline([value for _, value in months], f"Tháng {short(first[0])} đến {short(last[0])}: từ {show(first[1], indicator.unit)} đến {show(last[1], indicator.unit)}.")
        before = before_cell(f, id) if f.before(id) is not None else MISSING
        title = f.month.earlier[-1].period.title if f.before(id) is not None else "Kỳ trước"
        made.append(KeyFigure(id, indicator.label, f[id], "hồ sơ" if indicator.unit == "cases" else "", mark or "none", status or "Không có mốc", f"{title[:1].upper() + title[1:]}: {before if before != MISSING else 'không có số liệu'}", spark))
    return sorted(made, key=lambda one: one.mark != "warn")


def decide(f: Figures, worse: list[Change]) -> list[Decision]:
    """0 to 5 things to decide: clear worsening, broken sums, unconfirmed assumptions, a draft against the data."""
    who = f.month.centre.signer_title or "Người ký báo cáo"
    made = []
    for one in worse:
        if one.id == "open_all":
            why = f"Cuối kỳ còn {f['open_all']} hồ sơ, kỳ trước {whole(f.before('open_all'))}; nhận mới {f['received_new']}, giải quyết xong {f['resolved_all']}."
            made.append(Decision(f"Giải tỏa {f['open_all']} hồ sơ đang giải quyết.", why, f"Người quyết: {who}", "01_monthly_report.html#dn-open_all", "Định nghĩa"))
        else:
            made.append(Decision(f"Xem lại: {REGISTRY[one.id].label[:1].lower() + REGISTRY[one.id].label[1:]}.", one.text[:1].upper() + one.text[1:] + ".", f"Người quyết: {who}", f"01_monthly_report.html#dn-{one.id}", "Định nghĩa"))
    for c in f.month.balances_checked:
        if not c.is_exact and not c.balance.startswith("system_"):
            made.append(Decision(f"Làm rõ phép cộng không khớp: {c.label}.", f"{SCOPE.get(c.scope, c.scope)}. {c.sentence}", f"Người quyết: {who}", "01_monthly_report.html#cac-phep-cong-phai-khop", "Các phép cộng"))
    land = Figures(f.month, "land", f.audience)
    if land.value("open_paused"):
        why = f"{land['open_paused']} hồ sơ đất đai tạm dừng, trong đó {land['open_paused_tax']} chờ nghĩa vụ tài chính; không tính vào trong hạn hay quá hạn."
        made.append(Decision(f"Xác nhận {land['open_paused']} hồ sơ đất đai đang tạm dừng.", why, f"Người quyết: {who} và Chi nhánh Văn phòng đăng ký đất đai", "01_monthly_report.html#khoi-dat-dai-chi-nhanh-van-phong-dang-ky-dat-dai", "Khối đất đai"))
    gaps = draft.contradictions(f, draft.compare(f))
    if gaps:
        made.append(Decision("Sửa dự thảo trước khi ký.", f"Dự thảo có {len(gaps)} chỗ tự mâu thuẫn hoặc chênh chưa giải thích.", f"Người quyết: {who} · Trước khi ký", "01_monthly_report.html#doi-chieu-du-thao-bao-cao", "Đối chiếu dự thảo"))
    return made[:MOST_DECISIONS]


def _grouped(changed: list[Change]) -> list[tuple[str, str, str]]:
    """One line a change; what is not clearly different is named in one line, an empty kind is left out."""
    lines = [(one.mark, one.word, one.text + ".") for one in changed if one.word not in {"Chưa khác rõ", "Không đổi"}]
    unclear = [REGISTRY[one.id].label for one in changed if one.word == "Chưa khác rõ"]
    same = [REGISTRY[one.id].label for one in changed if one.word == "Không đổi"]
    lines += [("missing", "Chưa khác rõ", join_vn(name[:1].lower() + name[1:] for name in unclear) + ".")] if unclear else []
    lines += [("none", "Không đổi", join_vn(name[:1].lower() + name[1:] for name in same) + ".")] if same else []
    order = {"warn": 0, "good": 1, "none": 2, "missing": 3}
    return sorted(lines, key=lambda line: order.get(line[0], 4))


def _trust_lines(f: Figures, reasons: list[str]) -> list[tuple[str, str]]:
    ours = [c for c in f.month.balances_checked if not c.balance.startswith("system_")]
    exact = sum(c.is_exact for c in ours)
    lines = [("good" if exact == len(ours) else "warn", f"{whole(exact)} trên {whole(len(ours))} phép cộng khớp.")]
    lines += [("none", reason[:1].upper() + reason[1:].rstrip(".") + ".") for reason in reasons[:4]]
    return lines


def _table(f: Figures, ids, what: str, worse: set[str]) -> str:
    """The main indicators of one scope, problems first, the order of the report below."""
    from hcc_helpers.report.answers.build import caption

    has_before = bool(f.month.earlier) and f.month.earlier[-1].period.end == f.month.period.start
    title = f.month.period.title
    columns = [tables.Column("Chỉ số"), tables.Column(title[:1].upper() + title[1:], "number")]
    if has_before:
        before = f.month.earlier[-1].period.title
        columns += [tables.Column(before[:1].upper() + before[1:], "number"), tables.Column("Thay đổi", "number")]
    rows = []
    for id in ids:
        mark, status = ("warn", "Cần chú ý: xấu đi") if id in worse else mark_of(f, id)
        reason = f.reason(id)
        if f.value(id) is None and reason:
            mark, status = "missing", reason[:1].upper() + reason[1:]
        unit = " (đồng)" if REGISTRY[id].unit == "dong" else ""
        cells = [f[id]] + ([before_cell(f, id), change_cell(f, id)] if has_before else [])
        rows.append(tables.Row(REGISTRY[id].full_label + unit, cells, href=f"01_monthly_report.html#dn-{id}", mark=mark, status=status))
    rows.sort(key=lambda row: row.mark != "warn")
    note = "Bấm tên chỉ số để xem định nghĩa. “Chưa khác rõ”, “xấu đi”, “tốt lên”: tỷ lệ so bằng phép thử chính xác Fisher (p < 0,05); số đếm khi chênh quá ba lần độ lệch chuẩn Poisson (giả định)." if f.scope == "commune" else "Không cộng với hồ sơ thuộc thẩm quyền xã."
    return tables.table(caption(f, what), columns, rows, note=note)


def summary(month: MonthResults, audience: str) -> dict:
    """What the list of all periods says of this one."""
    page = front_page(month, audience)
    return {"verdict": page.verdict, "trust": page.trust, "decisions": len(page.decisions), "key_figures": [[one.label, f"{one.value} {one.unit}".strip()] for one in page.key_figures]}
