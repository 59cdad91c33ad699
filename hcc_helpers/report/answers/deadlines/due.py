"""Page 02, what to do now and which cases to push: due in the next working days, the reminder list. Case codes: internal only."""

from __future__ import annotations

from datetime import date

import pandas as pd

from hcc_helpers.numbers_vn import day, decimal, moment, percent, whole
from hcc_helpers.outlook.chance import Verdict, verdict, with_chance
from hcc_helpers.outlook.late import late_cases
from hcc_helpers.outlook.past import Past, past_of
from hcc_helpers.outlook.reminders import AHEAD, NONE, OWN, due_soon, reminders
from hcc_helpers.outlook.signs import signs
from hcc_helpers.outlook.still_open import still_open
from hcc_helpers.report import components, tables
from hcc_helpers.report.answers.build import assemble, in_sentence, scope_name
from hcc_helpers.report.answers.monthly_report.groups import procedure_label
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.wording import capital, join_vn

SHOWN = 20  # cases of the list on the page; all of them lie in the Excel file
FILE = "don-doc.xlsx"
SOON = AHEAD[1]  # working days within which a case is worth a word at the Monday meeting
SHORT = {"commune": "", "land": "đất đai: "}  # whose the cases are, before a main point
BASIS = {OWN: "phân vị 80 của thủ tục", "term": "thời hạn của thủ tục", NONE: "01 ngày (chưa có căn cứ)"}


def past(f: Figures) -> Past:
    return past_of(f.month.now)


def no_list(f: Figures) -> Answer | None:
    """Said instead of an answer where the scope has no cases in a list, or only totals."""
    if f.scope in f.month.now.untraceable:
        return assemble(
            "",
            components.no_data(
                f"thời hạn của từng hồ sơ, {in_sentence(f.scope)}",
                "phạm vi này chỉ có biểu tổng số",
                "Xuất danh sách hồ sơ thay cho biểu tổng số.",
            ),
        )
    known = f.month.now.con.execute("SELECT count(*) FROM cases WHERE is_admitted AND scope = ?", [f.scope]).fetchall()[0][0]
    return None if known else assemble(f"Không có hồ sơ nào thuộc phạm vi {in_sentence(f.scope)}.")


def codes(f: Figures, cases: list[str], most: int = 10) -> str:
    """The first case codes of a list, for internal readers; "" for others."""
    if f.audience != "internal" or not cases:
        return ""
    more = len(cases) - most
    return ", ".join(cases[:most]) + (f" và {whole(more)} hồ sơ khác" if more > 0 else "")


def list_for(f: Figures) -> tuple[pd.DataFrame, Verdict]:
    """The reminder list of the scope, with `chance` where the verdict allows it; made once for each scope."""
    known = past(f).__dict__.setdefault("_reminders", {})
    if f.scope not in known:
        found, judged = reminders(past(f), f.month.data_root, f.scope), verdict(past(f), f.scope)
        known[f.scope] = (with_chance(past(f), f.scope, found) if judged.is_shown else found), judged
    return known[f.scope]


def until(f: Figures, days: int) -> date:
    """The last of the next `days` working days, the day of the extraction being the first."""
    return past(f).calendar.add(still_open(past(f)).evening_before, days)


def source(f: Figures) -> str:
    invented = " (số liệu minh họa)" if f.month.centre.is_illustrative else ""
    return components.source(f"Nguồn: bảng Hồ sơ, trích xuất lúc {moment(still_open(past(f)).at)}{invented}.")


@answers("due_soon")
def due(f: Figures) -> Answer:
    """How many cases are past due or fall due, by unit."""
    if (nothing := no_list(f)) is not None:
        return nothing
    found, _ = list_for(f)
    cases = still_open(past(f)).cases
    mine = cases[cases["scope"] == f.scope]
    left_out = [
        (int(mine["is_paused"].sum()), "tạm dừng"),
        (int((mine["is_running"] & mine["left_wd"].isna()).sum()), "không có ngày hẹn trả đọc được"),
    ]
    outside = join_vn(f"{whole(n)} hồ sơ {what}" for n, what in left_out if n)
    note = f"Mỗi cột gồm cả các cột trước nó. Ngày trích xuất là ngày thứ nhất.{f' Không tính {outside}.' if outside else ''}"
    if found.empty:
        finding = (
            f"Không có hồ sơ nào quá hạn hoặc đến hạn trong {AHEAD[-1]} ngày làm việc tới (đến hết {day(until(f, AHEAD[-1]))})."
        )
        return assemble(finding, components.note(f"Không tính {outside}.") if outside else "", source(f))
    table = due_soon(found)
    late, last = int(table["late"].sum()), int(table[AHEAD[-1]].sum())
    heads = [(days, f"{days} ngày (đến {until(f, days):%d/%m})") for days in AHEAD]
    columns = ([("late", "Đã quá hạn")] if late else []) + heads
    order = table.sort_values(["late", *AHEAD], ascending=False, kind="stable")
    rows = [tables.Row(unit, [whole(line[key]) for key, _ in columns]) for unit, line in order.iterrows()]
    if len(rows) > 1:
        rows.append(tables.Row("Cộng", [whole(table[key].sum()) for key, _ in columns], is_sum=True))
    finding = (
        f"{whole(last)} hồ sơ đến hạn trong {AHEAD[-1]} ngày làm việc tới, trong đó {whole(table[SOON].sum())} hồ sơ trong {SOON} ngày; "
        + (f"{whole(late)} hồ sơ đã quá hạn." if late else "không hồ sơ nào đã quá hạn.")
    )
    html = tables.table(
        f"Hồ sơ sắp đến hạn theo đơn vị giải quyết, {scope_name(f)}, tính lúc {moment(still_open(past(f)).at)}",
        [tables.Column("Đơn vị giải quyết"), *[tables.Column(label, "number") for _, label in columns]],
        rows,
        note=note,
    )
    return assemble(finding, html, components.todo(_ask(f, table)), source(f))


def _ask(f: Figures, table: pd.DataFrame) -> str:
    """Whom to ask about what at the Monday meeting."""
    asked = (table["late"] + table[SOON]).sort_values(ascending=False, kind="stable")
    asked = asked[asked > 0]
    if asked.empty:
        return f"chưa có hồ sơ nào đến hạn trong {SOON} ngày làm việc; theo dõi tiếp danh sách."
    units = join_vn(f"{unit} ({whole(n)} hồ sơ)" for unit, n in asked.items())
    return f"yêu cầu từng đơn vị báo cáo hồ sơ quá hạn hoặc đến hạn trước hết {day(until(f, SOON))}: {units}."


@answers("reminder_list")
def reminder_list(f: Figures) -> Answer:
    """The cases themselves, the least time against what the procedure needs first."""
    if (nothing := no_list(f)) is not None:
        return nothing
    found, judged = list_for(f)
    if found.empty:
        return assemble("Không có hồ sơ nào phải đôn đốc.")
    tight = int((found["risk"] < 1).sum())
    finding = (
        f"{whole(tight)} trên {whole(len(found))} hồ sơ còn ít ngày hơn số ngày mà 80% hồ sơ cùng thủ tục cần."
        if tight
        else f"Cả {whole(len(found))} hồ sơ còn đủ số ngày mà 80% hồ sơ cùng thủ tục cần."
    )
    if f.audience != "internal":
        return assemble(finding, components.note("Danh sách từng hồ sơ chỉ có ở bản nội bộ."), source(f))
    columns = [
        "Mã hồ sơ",
        "Đang ở",
        "Ngày hẹn trả",
        "Còn lại (ngày)",
        "80% xong trong (ngày)",
        *(["Khả năng quá hạn"] if judged.is_shown else []),
    ]
    kinds = ["text", "text", "text", "number", "number", "number"]
    rows = [_row(line, judged.is_shown) for line in found.head(SHOWN).itertuples(index=False)]
    bases = {row for row in found["need_basis"]} - {OWN}
    note = (
        "Xếp theo số ngày làm việc còn lại chia cho phân vị 80 thời gian giải quyết của thủ tục, nhỏ trước; hồ sơ đã quá hạn đứng đầu."
        + (f" Thủ tục chưa đủ hồ sơ để có phân vị 80: dùng {join_vn(BASIS[base] for base in sorted(bases))}." if bases else "")
        + (f" {SHOWN} hồ sơ đầu; đủ {whole(len(found))} hồ sơ ở tệp Excel." if len(found) > SHOWN else "")
    )
    html = tables.table(
        f"Danh sách đôn đốc, {scope_name(f)}, tính lúc {moment(still_open(past(f)).at)}",
        [tables.Column(label, kind) for label, kind in zip(columns, kinds, strict=False)],
        rows,
        note=note,
    )
    return assemble(finding, html, components.file_link(FILE, f"Danh sách đôn đốc đầy đủ, mọi phạm vi ({FILE})"), source(f))


def _row(line, has_chance: bool) -> tables.Row:
    status = "Đã quá hạn" if line.is_late else f"Đến hạn ngày {day(line.due_on)}" if line.left_wd == 1 else ""
    where = line.step_unit if isinstance(line.step_unit, str) else line.unit
    cells = [
        tables.Cell(where, note=procedure_label(line.procedure_name, line.procedure)),
        day(line.due_on),
        whole(line.left_wd),
        decimal(line.need_wd, 1),
    ]
    cells += [percent(100 * line.chance, 1) if line.chance == line.chance else "–"] if has_chance else []
    return tables.Row(line.case_id, cells, mark="warn" if status else None, status=status)


@answers("to_do_now")
def to_do_now(f: Figures) -> Answer:
    """The page's main points: what is urgent, for every scope that has cases, each linked to where it stands."""
    points: list[tuple[str, str, str]] = []
    for scope in SHORT:
        one = Figures(f.month, scope, f.audience)
        if scope not in f.month.scopes or no_list(one) is not None:
            continue
        points += _points(one, SHORT[scope], "" if scope == "commune" else "dat-dai-")
    if not points:
        points = [("good", "Không có hồ sơ quá hạn, không có hồ sơ đến hạn trong những ngày tới: không có việc gấp.", "")]
    points = sorted([(mark, capital(text), href) for mark, text, href in points], key=lambda point: point[0] != "warn")
    return components.main_points(points), " ".join(text for _, text, _ in points)


def _points(f: Figures, whose: str, anchor: str) -> list[tuple[str, str, str]]:
    found, _ = list_for(f)
    points = []
    late_now = int(found["is_late"].sum())
    if late_now:
        points.append(
            ("warn", f"{whose}{whole(late_now)} hồ sơ đang quá hạn, giải quyết trước.", f"#{anchor}don-doc-ho-so-nao-truoc")
        )
    soon = int((~found["is_late"] & (found["left_wd"] <= SOON)).sum())
    if soon:
        points.append(
            (
                "none",
                f"{whose}đôn đốc {whole(soon)} hồ sơ đến hạn trước hết {day(until(f, SOON))}.",
                f"#{anchor}don-doc-ho-so-nao-truoc",
            )
        )
    late = late_cases(past(f), f.scope)
    silent = int((late["apologies"] == 0).sum())
    if silent:
        points.append(
            (
                "warn",
                f"{whose}{whole(silent)} trên {whole(len(late))} hồ sơ quá hạn không có phiếu xin lỗi.",
                f"#{anchor}qua-han-o-dau-bao-lau",
            )
        )
    asking = [name for name, sign in signs(past(f), f.scope).items() if sign.asks_for_a_look]
    if asking and f.audience == "internal":
        points.append(
            ("none", f"{whose}{len(asking)} dấu hiệu cần kiểm tra.", f"#{anchor}dau-hieu-can-kiem-tra-khong-phai-ket-luan")
        )
    return points
