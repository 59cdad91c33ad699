"""Page 02, what to do now and which cases to push: due in the next working days, the reminder list. Case codes: internal only."""

from __future__ import annotations

from datetime import date

import pandas as pd

from hcc_helpers.numbers_vn import day, moment, percent, whole
from hcc_helpers.outlook.chance import Verdict, verdict, with_chance
from hcc_helpers.outlook.in_time import FEWEST_AS_OLD, NONE, OWN, POOLED
from hcc_helpers.outlook.late import late_cases
from hcc_helpers.outlook.past import Past, past_of
from hcc_helpers.outlook.reminders import AHEAD, LIKELY, due_soon, reminders
from hcc_helpers.outlook.signs import signs
from hcc_helpers.outlook.still_open import still_open
from hcc_helpers.report import components, tables
from hcc_helpers.report.answers.build import assemble, in_sentence, scope_name
from hcc_helpers.report.answers.monthly_report.groups import procedure_label
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.waits import waits_unknown
from hcc_helpers.report.wording import capital, join_vn
from hcc_helpers.report.words import WORDS

SHOWN = 20  # cases of the list on the page; all of them lie in the Excel file
FILE = "don-doc.xlsx"
MOST = 3  # main points that open the page, the worrying first
SOON = AHEAD[1]  # working days within which a case is worth a word at the Monday meeting
SHORT = {"commune": "", "land": "đất đai: "}  # whose the cases are, before a main point
BASIS = {OWN: "hồ sơ cùng thủ tục", POOLED: "hồ sơ mọi thủ tục của phạm vi", NONE: "chưa có căn cứ"}


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


def no_due_dates(f: Figures) -> Answer | None:
    """Said instead of an answer that rests on due dates where no case of the scope has one that can be read; None where some have."""
    cases = still_open(past(f)).cases
    mine = cases[cases["scope"] == f.scope]
    known = f.month.now.con.execute(
        "SELECT count(*), count(legal_due_at) + count(told_late) FROM cases WHERE is_of_period AND scope = ?", [f.scope]
    ).fetchall()[0]
    if known[1] or mine["left_wd"].notna().any() or not known[0]:
        return None
    return assemble(
        "",
        components.no_data(
            f"thời hạn của hồ sơ, {in_sentence(f.scope)}",
            f"cả {whole(known[0])} hồ sơ của kỳ không có ngày hẹn trả đọc được",
            "Xuất danh sách có cột “Ngày hẹn trả”; chưa có cột này thì không biết hồ sơ nào quá hạn, hồ sơ nào gấp.",
        ),
    )


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
    if (nothing := no_list(f) or no_due_dates(f)) is not None:
        return nothing
    found, _ = list_for(f)
    cases = still_open(past(f)).cases
    mine = cases[cases["scope"] == f.scope]
    left_out = [
        (int(mine["is_paused"].sum()), "tạm dừng"),
        (int((mine["is_running"] & mine["left_wd"].isna()).sum()), "không có ngày hẹn trả đọc được"),
    ]
    outside = join_vn(f"{whole(n)} hồ sơ {what}" for n, what in left_out if n)
    note = f"Mỗi cột số ngày gồm cả các cột số ngày trước nó, không gồm hồ sơ đã quá hạn. Ngày trích xuất là ngày thứ nhất.{f' Không tính {outside}.' if outside else ''}"
    if found.empty:
        finding = (
            f"Không có hồ sơ nào quá hạn hoặc đến hạn trong {AHEAD[-1]} ngày làm việc tới (đến hết {day(until(f, AHEAD[-1]))})."
        )
        return assemble(finding, fold=[components.note(f"Không tính {outside}.") if outside else "", source(f)])
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
        + waits_unknown(f)
    )
    html = tables.table(
        f"Hồ sơ sắp đến hạn theo đơn vị giải quyết, {scope_name(f)}, tính lúc {moment(still_open(past(f)).at)}",
        [tables.Column("Đơn vị giải quyết"), *[tables.Column(label, "number") for _, label in columns]],
        rows,
        note=note,
    )
    if f.scope != "commune":
        return assemble(finding, components.todo(_ask(f, table)), fold=[html, source(f)])
    return assemble(finding, components.todo(_ask(f, table)), html, fold=[source(f)], title="Nguồn")


def _ask(f: Figures, table: pd.DataFrame) -> str:
    """Whom to ask about what at the Monday meeting."""
    asked = (table["late"] + table[SOON]).sort_values(ascending=False, kind="stable")
    asked = asked[asked > 0]
    if asked.empty:
        return f"chưa có hồ sơ nào đến hạn trong {SOON} ngày làm việc; theo dõi tiếp danh sách."
    units = join_vn(f"{unit} ({whole(n)} hồ sơ)" for unit, n in asked.items())
    return f"yêu cầu từng đơn vị báo cáo hồ sơ quá hạn hoặc {WORDS['due_by']} {day(until(f, SOON))}: {units}."


@answers("reminder_list")
def reminder_list(f: Figures) -> Answer:
    """The cases themselves, those least likely to be finished in time first."""
    if (nothing := no_list(f) or no_due_dates(f)) is not None:
        return nothing
    found, judged = list_for(f)
    if found.empty:
        return assemble("Không có hồ sơ nào phải đôn đốc.")
    finding = _likely(found)
    if f.audience != "internal":
        return assemble(finding, fold=[components.note("Danh sách từng hồ sơ chỉ có ở bản nội bộ."), source(f)])
    columns = [
        "Mã hồ sơ",
        "Đang ở",
        "Ngày hẹn trả",
        "Còn lại (ngày)",
        "Đã qua (ngày)",
        "Khả năng xong đúng hạn",
        *(["Khả năng quá hạn"] if judged.is_shown else []),
    ]
    kinds = ["text", "text", "text", "number", "number", "number", "number"]
    rows = [_row(line, judged.is_shown) for line in found.head(SHOWN).itertuples(index=False)]
    note = (
        "Khả năng xong đúng hạn: trong những hồ sơ cùng thủ tục đã từng lâu như vậy, tỷ lệ xong trong số ngày còn lại (Kaplan–Meier, trừ tạm dừng); thấp xếp trước, hồ sơ đã quá hạn đứng đầu."
        + (
            f" Thủ tục có dưới {whole(FEWEST_AS_OLD)} hồ sơ từng lâu như vậy: theo {BASIS[POOLED]}."
            if (found["basis"] == POOLED).any()
            else ""
        )
        + (" “–”: chưa hồ sơ nào từng lâu như vậy." if ((found["basis"] == NONE) & ~found["is_late"]).any() else "")
        + (f" {SHOWN} hồ sơ đầu; đủ {whole(len(found))} hồ sơ ở tệp Excel." if len(found) > SHOWN else "")
    )
    html = tables.table(
        f"Danh sách đôn đốc, {scope_name(f)}, tính lúc {moment(still_open(past(f)).at)}",
        [tables.Column(label, kind) for label, kind in zip(columns, kinds, strict=False)],
        rows,
        note=note,
    )
    return assemble(
        finding, fold=[html, components.file_link(FILE, f"Danh sách đôn đốc đầy đủ, mọi phạm vi ({FILE})"), source(f)]
    )


def _likely(found: pd.DataFrame) -> str:
    """How many of the running cases will rather be late, and what the list holds besides."""
    running = found[~found["is_late"]]
    late, unlikely = len(found) - len(running), int((running["in_time"] < LIKELY).sum())
    unknown = int(running["in_time"].isna().sum())
    told = [f"{whole(late)} hồ sơ đã quá hạn"] if late else []
    if len(running):
        told.append(
            f"{whole(unlikely)} trên {whole(len(running))} hồ sơ chưa quá hạn có khả năng xong đúng hạn dưới {percent(100 * LIKELY, 0)}"
            if unlikely
            else f"{whole(len(running) - unknown)} trên {whole(len(running))} hồ sơ chưa quá hạn có khả năng xong đúng hạn từ {percent(100 * LIKELY, 0)}"
        )
    told += [f"{whole(unknown)} hồ sơ chưa có căn cứ để nói"] if unknown else []
    return "; ".join(told) + "."


def _row(line, has_chance: bool) -> tables.Row:
    status = "Đã quá hạn" if line.is_late else f"Đến hạn ngày {day(line.due_on)}" if line.left_wd == 1 else ""
    where = next((unit for unit in (line.step_unit, line.unit) if isinstance(unit, str) and unit), "Không rõ đơn vị")
    cells: list[str | tables.Cell] = [
        tables.Cell(where, note=procedure_label(line.procedure_name, line.procedure)),
        day(line.due_on),
        whole(line.left_wd),
        whole(line.worked_wd),
        "–" if line.is_late or line.in_time != line.in_time else percent(100 * line.in_time, 1),
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
        if no_due_dates(one) is not None:
            text = f"{SHORT[scope]}không biết hồ sơ nào quá hạn, hồ sơ nào gấp: danh sách không có ngày hẹn trả."
            points.append(("missing", text, ""))
            continue
        points += _points(one, SHORT[scope], "" if scope == "commune" else "dat-dai-")
    if not points:
        points = [("good", "Không có hồ sơ quá hạn, không có hồ sơ đến hạn trong những ngày tới: không có việc gấp.", "")]
    points = sorted([(mark, capital(text), href) for mark, text, href in points], key=lambda point: point[0] != "warn")[:MOST]
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
                f"{whose}đôn đốc {whole(soon)} hồ sơ {WORDS['due_by']} {day(until(f, SOON))}.",
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
