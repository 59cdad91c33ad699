"""Page 00: can this month be used? Every refused, unreadable, repaired and odd value; files, joins, coverage, rules."""

from __future__ import annotations

from collections import Counter

from hcc_helpers.errors import Finding
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.law import Act, load_law
from hcc_helpers.numbers_vn import day, moment, whole
from hcc_helpers.report import components, tables
from hcc_helpers.report.answers.build import assemble, in_sentence
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.wording import capital, join_vn
from hcc_helpers.rules import Rule
from hcc_helpers.sources.columns import TABLES

FIRST = 3  # notes that open the page
SHOWN = 20  # findings of one kind on the page; the full list lies in findings.csv
UNUSABLE, USABLE = "Chưa dùng được", "Dùng được"


def _findings(f: Figures) -> list[Finding]:
    return f.month.found


def trust(f: Figures) -> tuple[str, list[str]]:
    """(words, reasons): "Dùng được", "Dùng được, kèm n ghi chú" or "Chưa dùng được". Broken balances make a month unusable, other findings are notes."""
    broken = [c for c in f.month.balances_checked if not c.is_exact and not c.balance.startswith(("system_", "stock_flow"))]
    notes = []
    levels = Counter(finding.level for finding in _findings(f))
    if f.month.now.window.is_provisional:
        notes.append("tạm tính: số liệu trích xuất trước khi hết kỳ")
    notes += [f"{whole(levels['unreadable'])} giá trị không đọc được"] if levels["unreadable"] else []
    notes += [f"{whole(levels['unmatched'])} dòng không ghép được với hồ sơ"] if levels["unmatched"] else []
    moved = [c for c in f.month.balances_checked if c.balance == "stock_flow" and not c.is_exact]
    notes += [f"hồ sơ chuyển kỳ không khớp ở {join_vn(in_sentence(c.scope) for c in moved)}"] if moved else []
    lacking = [cover.reason for cover in f.month.now.at_hand.values() if not cover.is_at_hand]
    notes += [f"{whole(len(lacking))} bảng không có số liệu"] if lacking else []
    notes += list(f.month.notes)
    if broken:
        return UNUSABLE, [f"{c.label} ({in_sentence(c.scope)}): {c.sentence}" for c in broken] + notes
    return (f"{USABLE}, kèm {whole(len(notes))} ghi chú", notes) if notes else (USABLE, [])


@answers("usable")
def usable(f: Figures) -> Answer:
    word, reasons = trust(f)
    files = [file for snapshot in f.month.now.window.feeding for file in snapshot.meta.get("files", [])]
    read = sum(file.get("rows") or 0 for file in files if not file.get("left_alone"))
    levels = Counter(finding.level for finding in _findings(f))
    finding = f"{word}. Đã đọc {whole(read)} dòng của {whole(len(files))} tệp; {whole(levels['unreadable'])} giá trị không đọc được, {whole(levels['repaired'])} lượt sửa hình thức, {whole(levels['odd'])} điều cần xem lại."
    points = [
        ("warn" if word == UNUSABLE else "none", capital(reason) + ("" if reason.endswith(".") else "."), "")
        for reason in reasons
    ]
    more = points[FIRST:]
    rest = components.fold(f"{whole(len(more))} ghi chú nữa", components.main_points(more)) if more else ""
    return assemble(finding, components.main_points(points[:FIRST]), rest)


@answers("files")
def files(f: Figures) -> Answer:
    listed = [file for snapshot in f.month.now.window.feeding for file in snapshot.meta.get("files", [])]
    rows = []
    for file in listed:
        table = file.get("table")
        tables_named = table if isinstance(table, list) else [table] if table else []
        what = join_vn(TABLES[name].label for name in tables_named if name in TABLES) or "để nguyên, không đọc"
        at = file.get("extracted_at")
        rows.append(tables.Row(file["name"], [what, whole(file["rows"]) if file.get("rows") is not None else "–", _moment(at)]))
    if not rows:
        return assemble("Không có tệp nào.")
    columns = [
        tables.Column("Tệp", "text"),
        tables.Column("Bảng", "text"),
        tables.Column("Số dòng", "number"),
        tables.Column("Trích xuất lúc", "text"),
    ]
    alone = sum(bool(file.get("left_alone")) for file in listed)
    finding = f"{whole(len(listed) - alone)} tệp được đọc, {whole(alone)} tệp để nguyên."
    note = "Tệp gốc không bị sửa. Dấu băm của từng tệp ở manifest.json."
    return assemble(
        finding, fold=[tables.table(f"Các tệp của {f.month.period.title}", columns, rows, note=note)], title="Từng tệp"
    )


def _moment(at) -> str:
    from datetime import datetime

    if not at:
        return "không áp dụng"
    return moment(datetime.fromisoformat(at) if isinstance(at, str) else at)


def _listed(f: Figures, levels: set[str], what: str, none: str, todo: str, *, is_to_mend: bool = True) -> Answer:
    """One line a kind of finding, with how often and what to do; each cell one click away, all of them in findings.csv."""
    found = [finding for finding in _findings(f) if finding.level in levels]
    if not found:
        return assemble(none)
    by_rule = Counter(finding.rule for finding in found)
    first = {rule: next(x for x in found if x.rule == rule) for rule in by_rule}
    kinds = tables.table(
        f"{what} theo loại, {f.month.period.title}",
        [tables.Column("Điều tìm thấy (ví dụ)"), tables.Column("Số lượt", "number"), tables.Column("Cần làm")],
        [tables.Row(first[rule].message, [whole(n), first[rule].todo or todo]) for rule, n in by_rule.most_common()],
    )
    more = len(found) - SHOWN
    note = f"Còn {whole(more)} dòng nữa{' trong tệp findings.csv' if f.audience == 'internal' else ''}." if more > 0 else ""
    cells = tables.table(
        f"{what}, từng ô, {f.month.period.title}",
        [tables.Column("Điều tìm thấy"), tables.Column("Mã"), tables.Column("Ở đâu"), tables.Column("Cần làm")],
        [tables.Row(x.message, [x.rule, _place(x), x.todo or todo]) for x in found[:SHOWN]],
        note=note,
    )
    finding = f"{whole(len(found))} {what[:1].lower()}{what[1:]}."
    return (
        assemble(finding, kinds, fold=[cells], title="Từng ô")
        if is_to_mend
        else assemble(finding, fold=[kinds, cells], title="Từng loại, từng ô")
    )


def _place(x: Finding) -> str:
    parts = [x.file, x.sheet and f"trang {x.sheet}", x.row is not None and f"dòng {x.row}", x.column and f"cột “{x.column}”"]
    return ", ".join(part for part in parts if part) or "cả kỳ"


@answers("refused_and_unreadable")
def unreadable(f: Figures) -> Answer:
    return _listed(
        f,
        {"refused", "unreadable"},
        "Giá trị không đọc được",
        "Không có giá trị nào không đọc được.",
        "Sửa ở hệ thống rồi xuất lại; giá trị này được đếm riêng, không coi là 0.",
    )


@answers("repaired")
def repaired(f: Figures) -> Answer:
    return _listed(
        f,
        {"repaired"},
        "Lượt sửa hình thức",
        "Không có lượt sửa hình thức nào.",
        "Không cần làm gì: giá trị không đổi.",
        is_to_mend=False,
    )


@answers("odd")
def odd(f: Figures) -> Answer:
    html, finding = _listed(f, {"odd"}, "Điều cần xem lại", "Không có điều gì cần xem lại.", "Xem lại hồ sơ ở hệ thống.")
    against = Figures(f.month, "commune", f.audience)
    cases = [
        row[0]
        for row in against.month.now.con.execute(
            "SELECT case_id FROM cases WHERE is_online_against_catalogue ORDER BY 1"
        ).fetchall()
    ]
    if cases:
        text = f"{whole(len(cases))} hồ sơ mới nộp trực tuyến ở thủ tục mà danh mục chỉ cho thực hiện trực tiếp" + (
            f": {', '.join(cases[:SHOWN])}." if f.audience == "internal" else "."
        )
        html += components.warning("Kênh nộp trái danh mục.", text)
    return html, finding


@answers("noted")
def noted(f: Figures) -> Answer:
    return _listed(
        f,
        {"listed", "left_alone", "waived"},
        "Điều được ghi lại",
        "Không có điều gì khác được ghi lại.",
        "Không cần làm gì: số liệu không bị ảnh hưởng.",
        is_to_mend=False,
    )


@answers("joined")
def joined(f: Figures) -> Answer:
    return _listed(
        f,
        {"unmatched"},
        "Dòng không ghép được",
        "Mọi dòng của các bảng kèm theo đều ghép được với hồ sơ.",
        "Xuất lại danh sách hồ sơ cho đủ, hoặc kiểm tra mã hồ sơ.",
    )


@answers("coverage")
def coverage(f: Figures) -> Answer:
    rows = []
    for name, cover in f.month.now.at_hand.items():
        spans = f.month.now.window.covered(name)
        said = join_vn(f"{day(a)}–{day(b)}" for a, b in spans) or "không ghi"
        state = (
            ("good", "Có số liệu" if cover.has_rows else "Có theo dõi, không phát sinh")
            if cover.is_at_hand
            else ("missing", "Không có số liệu: " + cover.reason)
        )
        rows.append(tables.Row(TABLES[name].label, [said], mark=state[0], status=state[1]))
    lacking = [cover for cover in f.month.now.at_hand.values() if not cover.is_at_hand]
    finding = f"{whole(len(rows) - len(lacking))} trên {whole(len(rows))} bảng có số liệu cho cả kỳ."
    note = "Sổ có theo dõi mà không có dòng nào là “không phát sinh” (0); sổ không có hoặc không theo dõi đủ ngày là “không có số liệu”."
    columns = [tables.Column("Bảng", "text"), tables.Column("Thời gian theo dõi ghi trong tệp", "text")]
    absent = components.note(
        f"Không có số liệu: {join_vn(TABLES[name].label for name, cover in f.month.now.at_hand.items() if not cover.is_at_hand)}."
    )
    table = tables.table(f"Bảng nào có số liệu, {f.month.period.title}", columns, rows, note=note)
    return assemble(finding, absent if lacking else "", fold=[table], title="Từng bảng")


@answers("dates_and_states")
def dates_and_states(f: Figures) -> Answer:
    """Whether the extraction lies after the period, and which cases could not be placed."""
    w = f.month.now.window
    finding = f"Số liệu trích xuất lúc {moment(w.extracted_at)}, {'trước' if w.is_provisional else 'sau'} khi hết kỳ ({day(f.month.period.last_day)})."
    parts = (
        [components.warning("Tạm tính.", "Số liệu trích xuất trước khi hết kỳ; mọi trang của kỳ mang dấu “tạm tính”.")]
        if w.is_provisional
        else []
    )
    unknown = f.month.now.con.execute(
        "SELECT scope, count(*) FROM cases WHERE is_unknown GROUP BY scope ORDER BY scope"
    ).fetchall()
    for scope, n in unknown:
        parts.append(
            components.warning(
                f"{whole(n)} hồ sơ chưa rõ kết quả ({in_sentence(scope)}).",
                "Trạng thái nói đã kết thúc (hoặc tạm dừng) nhưng không có ngày; bổ sung ngày ở hệ thống rồi xuất lại.",
            )
        )
    return assemble(finding, *parts, *(components.note(note) for note in f.month.period.notes))


@answers("rules_used")
def rules_used(f: Figures) -> Answer:
    period = f.month.period
    rules = f.month.now.settings.rules.touched(period.first_day)
    rows = [
        tables.Row(rule.label, [rule.said, in_force(rule), tables.Cell(rule.source, note=capital(rule.certainty))])
        for rule in rules
    ]
    columns = [
        tables.Column("Quy tắc", "text"),
        tables.Column("Giá trị", "text"),
        tables.Column("Có hiệu lực", "text"),
        tables.Column("Nguồn; mức chắc chắn", "text"),
    ]
    changed = sorted({rule.since for rule in rules if rule.since > period.first_day})
    finding = f"{whole(len({rule.id for rule in rules}))} quy tắc đã dùng cho kỳ này."
    if changed:
        finding += f" Trong kỳ có quy tắc đổi từ {join_vn(day(since) for since in changed)}: mỗi hồ sơ tính theo quy tắc của ngày tiếp nhận hồ sơ đó."
    # As the foot of every page counts them: the versions that hold on the last day.
    sure = Counter(rule.certainty for rule in rules if rule.until is None or rule.until >= period.last_day)
    note = (
        "Mức chắc chắn của các quy tắc có hiệu lực ngày cuối kỳ: "
        + "; ".join(f"{word} {whole(n)}" for word, n in sure.most_common())
        + "."
    )
    table = tables.table(f"Quy tắc tính đã dùng, {period.title}", columns, rows, note=note)
    return assemble(finding, fold=[table], title="Từng quy tắc")


def in_force(one: Rule | Act) -> str:
    return f"từ {_since(one)}" + (f" đến hết {day(one.until)}" if one.until else "")


def _since(one: Rule | Act) -> str:
    return day(one.since) + ("" if getattr(one, "is_day_sure", True) else ", ngày giả định")


@answers("acts_in_force")
def acts_in_force(f: Figures) -> Answer:
    """The acts that hold in the period, from when, how sure, and the breaks of series that they make in it."""
    period, law = f.month.period, load_law(f.month.data_root)
    acts = law.in_force(period.first_day, period.last_day)
    begun = [act for act in acts if act.since > period.first_day]
    read = sum(act.is_read for act in acts)
    of_them = f"đã đọc được chính văn bản của {whole(read)}" if read else "chưa đọc được chính văn bản nào"
    finding = f"{whole(len(acts))} văn bản có hiệu lực trong kỳ, {of_them}."
    if begun:
        finding += f" Bắt đầu trong kỳ: {join_vn(f'{law.name(act.id)} ({_since(act)})' for act in begun)}."
    rows = [
        tables.Row(
            act.name,
            [in_force(act), tables.Cell(act.changes, note=capital(act.certainty) + ("" if act.is_read else " (chưa đọc được)"))],
        )
        for act in acts
    ]
    columns = [
        tables.Column("Văn bản", "text"),
        tables.Column("Có hiệu lực", "text"),
        tables.Column("Làm cách tính đổi thế nào; mức chắc chắn", "text"),
    ]
    broken = [one for one in law.breaks if period.first_day < one.since <= period.last_day]
    notes = [
        components.note(
            f"Chuỗi số liệu đứt từ {day(one.since)} ({law.name(one.act)}): {one.reason}. Chỉ số: "
            + "; ".join(REGISTRY[id].label for id in one.indicators if id in REGISTRY)
            + "."
        )
        for one in broken
    ]
    table = tables.table(f"Văn bản có hiệu lực, {period.title}", columns, rows)
    return assemble(finding, *notes, fold=[table], title="Từng văn bản")
