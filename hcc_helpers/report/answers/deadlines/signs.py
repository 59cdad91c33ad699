"""Page 02: the working clock checked, and signs that ask for a look. Neither is a conclusion about anybody."""

from __future__ import annotations

from hcc_helpers.numbers_vn import MISSING, percent, share, whole
from hcc_helpers.outlook.clock import codes_with_a_day, dates_at_odds, due_against_term
from hcc_helpers.outlook.signs import AGAIN_WD, BULK, BULK_TIMES, BUNCH, DUE_TERM_WD, JUST_BEFORE_WD, Sign, signs
from hcc_helpers.report import components, tables
from hcc_helpers.report.answers.build import assemble, caption, extraction
from hcc_helpers.report.answers.deadlines.due import codes, no_list, past
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.figures import Figures

SIGNS = {
    "on_due_day": f"Xong đúng ngày hẹn trả (hồ sơ có từ {DUE_TERM_WD} ngày làm việc)",
    "same_minute": f"Từ {BUNCH} hồ sơ của một đơn vị xong trong cùng một phút",
    "same_day": f"Từ {BULK} hồ sơ xong, hoặc trả lại, rút, dừng trong một ngày, nhiều gấp {BULK_TIMES} lần những ngày khác",
    "off_hours": "Kết thúc ngoài giờ làm việc hoặc ngày nghỉ",
    "returned_again": f"Trả lại hoặc rút khi còn tối đa {JUST_BEFORE_WD} ngày làm việc, rồi nộp lại thành hồ sơ mới trong {AGAIN_WD} ngày làm việc",
    "asked_late": "Yêu cầu bổ sung sau ngày hẹn trả",
    "moved_silently": "Ngày hẹn trả dời về sau mà không có phiếu xin lỗi, bổ sung hay tạm dừng",
}
COLUMNS = [tables.Column("Số hồ sơ", "number"), tables.Column("Trên tổng số", "number"), tables.Column("Chi tiết")]
NOTHING = "không có"


@answers("working_clock")
def clock(f: Figures) -> Answer:
    """Dates of a case that do not agree with each other."""
    if (nothing := no_list(f)) is not None:
        return nothing
    slips = due_against_term(past(f), f.month.data_root, f.scope)
    later, earlier = slips[slips["gap_wd"] > 0], slips[slips["gap_wd"] < 0]
    odds = dates_at_odds(past(f), f.scope)
    with_day, of_period = codes_with_a_day(past(f), f.scope)
    cutoff = int(f.month.now.settings.rules.value("cutoff_hour"))
    after = int(earlier["is_after_cutoff"].sum())
    asked = f.month.now.at_hand["supplements"]
    cases = {"later": list(later["case_id"]), **odds}
    kind = f"không thiệt cho người dân; {whole(after)} hồ sơ tiếp nhận từ {cutoff} giờ" if len(earlier) else ""
    rows = [
        _row(f, "Ngày hẹn trả muộn hơn tiếp nhận cộng thời hạn", cases["later"], len(slips)),
        _row(f, "Ngày hẹn trả sớm hơn tiếp nhận cộng thời hạn", list(earlier["case_id"]), len(slips), more=kind, most=0),
        _row(f, "Ngày tiếp nhận khác ngày trong mã hồ sơ", cases["code"], with_day, "" if with_day else "mã hồ sơ không có ngày"),
        _row(f, "Kết thúc trước khi tiếp nhận", cases["before"], of_period),
        _row(f, "Ngày hẹn trả trước ngày tiếp nhận", cases["due_before"], of_period),
        _row(f, "Yêu cầu bổ sung hơn một lần", cases["again"], of_period, "" if asked.is_at_hand else asked.reason),
    ]
    wrong = len(set().union(*cases.values()))
    finding = (
        f"{whole(wrong)} hồ sơ có ngày tháng không khớp hoặc phải bổ sung hơn một lần"
        if wrong
        else "Không hồ sơ nào có ngày tháng trái nhau"
    )
    unseen = (not with_day) + (not asked.is_at_hand)
    finding += f" ({whole(unseen)} kiểm tra chưa có số liệu)" if unseen else ""
    finding += f"; {whole(len(earlier))} trên {whole(len(slips))} phiếu hẹn sớm hơn thời hạn." if len(earlier) else "."
    note = f"So ngày hẹn trả ban đầu của hồ sơ mới có thời hạn trong danh mục; tiếp nhận từ {cutoff} giờ hoặc vào ngày nghỉ thì tính từ ngày làm việc sau."
    html = tables.table(
        caption(f, "Ngày tháng của hồ sơ có khớp nhau không"), [tables.Column("Kiểm tra"), *COLUMNS], rows, note=note
    )
    todo = _clock_todo(cases, after, cutoff)
    return assemble(finding, components.todo(todo), fold=[html, components.source(f"Nguồn: {extraction(f, 'received_all')}")])


def _clock_todo(cases: dict[str, list[str]], after: int, cutoff: int) -> str:
    parts = ["kiểm tra cấu hình quy trình của các thủ tục hẹn muộn hơn thời hạn"] if cases["later"] else []
    parts += ["sửa ngày sai ở hệ thống một cửa rồi xuất lại"] if cases["code"] or cases["before"] or cases["due_before"] else []
    parts += ["nhắc đơn vị: mỗi hồ sơ chỉ yêu cầu bổ sung một lần"] if cases["again"] else []
    parts += [f"hỏi bên quản trị hệ thống vì sao hồ sơ tiếp nhận từ {cutoff} giờ vẫn hẹn từ ngày tiếp nhận"] if after else []
    return "; ".join(parts) + "." if parts else ""


def _row(f: Figures, label: str, cases: list[str], base: int, missing: str = "", more: str = "", most: int = 5) -> tables.Row:
    if missing:
        return tables.Row(label, [MISSING, MISSING, f"Không có số liệu: {missing}"], mark="missing", status="Không có số liệu")
    said = "; ".join(part for part in (more, codes(f, cases, most) if most else "") if part)
    return tables.Row(label, [whole(len(cases)), whole(base), said or (NOTHING if not cases else "danh sách ở bản nội bộ")])


@answers("signs_to_check")
def signs_to_check(f: Figures) -> Answer:
    """What asks for a look, not for a conclusion."""
    if (nothing := no_list(f)) is not None:
        return nothing
    found = signs(past(f), f.scope)
    asking = [name for name, sign in found.items() if sign.asks_for_a_look]
    rows = []
    for name in sorted(SIGNS, key=lambda name: name not in asking):
        row = _row(f, SIGNS[name], found[name].cases, found[name].base, found[name].missing, _beside(found[name]))
        if name in asking:
            row = tables.Row(row.label, row.cells, mark="warn", status="Nên xem")
        rows.append(row)
    html = tables.table(
        caption(f, "Dấu hiệu cần kiểm tra, không phải kết luận"),
        [tables.Column("Dấu hiệu"), *COLUMNS],
        rows,
        note="Tháng bình thường cũng có những hồ sơ như vậy. Xong đúng ngày hẹn chỉ nên xem khi nhiều hơn hẳn ngày làm việc liền trước. Chưa hỏi đơn vị thì chưa kết luận.",
    )
    unseen = sum(bool(sign.missing) for sign in found.values())
    seen = len(SIGNS) - unseen
    untold = f" {whole(unseen)} dấu hiệu chưa có số liệu để xem." if unseen else ""
    undated = max(sign.undated for sign in found.values())
    untold += f" {whole(undated)} hồ sơ kết thúc không ghi ngày nên chưa xem được." if undated else ""
    if asking:
        finding = f"{whole(len(asking))} trên {whole(seen)} dấu hiệu nên xem lại; đây không phải kết luận.{untold}"
    elif unseen or undated:
        finding = f"Không có dấu hiệu nào cần kiểm tra trong {whole(seen)} dấu hiệu có số liệu.{untold}"
    else:
        finding = "Không có dấu hiệu nào cần kiểm tra."
    todo = "hỏi đơn vị giải quyết về các hồ sơ ở dòng “Nên xem”; nghe giải trình trước khi kết luận." if asking else ""
    return assemble(finding, components.todo(todo), fold=[html, components.source(f"Nguồn: {extraction(f, 'received_all')}")])


def _beside(sign: Sign) -> str:
    if sign.undated:
        return f"{whole(sign.undated)} hồ sơ kết thúc không ghi ngày, chưa xem được"
    if sign.beside is None or not sign.base:
        return ""
    return f"{percent(share(len(sign.cases), sign.base))}; ngày làm việc liền trước: {whole(sign.beside)} hồ sơ"
