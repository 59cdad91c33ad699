"""Section III, tasks: targets and what they take, petitions that wait, and the closing table of every task."""

from __future__ import annotations

from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.numbers_vn import MISSING, day, whole
from hcc_helpers.outlook.next_month import NextMonth
from hcc_helpers.outlook.petitions_open import SOON
from hcc_helpers.outlook.standings import Standing, result_of
from hcc_helpers.outlook.tasks import Task, due_on
from hcc_helpers.report import components, tables
from hcc_helpers.report.answers.build import assemble
from hcc_helpers.report.answers.next_month.shown import LEVEL, ahead, around, cases
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.figures import Figures, rendered
from hcc_helpers.report.targets import counted, label, mark
from hcc_helpers.report.wording import capital, join_vn
from hcc_helpers.vocabulary import PETITION_ABOUT, PETITION_KIND


@answers("targets_ahead")
def targets(f: Figures) -> Answer:
    """Every target of every scope: where the period stands, what each week takes."""
    one, found = ahead(f), counted(f)
    every = one.standings
    if not every:
        return assemble(
            "Chưa giao chỉ tiêu nào cho kỳ này.",
            fold=[components.note("Chỉ tiêu ghi ở tệp targets.toml, kèm ngày áp dụng và nguồn.")],
            title="Cách giao chỉ tiêu",
        )
    columns = [
        tables.Column("Chỉ tiêu", "text"),
        *[tables.Column(heading, "text") for heading in ("Kỳ này", "Mỗi tuần của kỳ tới cần", "Nguồn của chỉ tiêu")],
    ]
    rows = [_target_row(one, standing) for standing in every]
    note = "Mỗi tuần cần: số tối thiểu trên khối lượng một tuần (5 ngày làm việc) theo nhịp của kỳ này."
    return assemble(
        found.sentence,
        fold=[
            tables.table(f"Các chỉ tiêu và việc cần mỗi tuần, {one.ahead.coming.title}", columns, rows, note=note),
            components.source("Nguồn: kết quả của kỳ và tệp targets.toml."),
        ],
    )


def _target_row(one: NextMonth, standing: Standing) -> tables.Row:
    target, result = standing.target, standing.result
    task = next((task for task in one.tasks if target.indicator in task.indicators), None)
    what = (
        label(standing) if target.indicator in REGISTRY else task.task if task else "chỉ tiêu của chỉ số chưa có trong bộ chỉ số"
    )
    origin = f"{target.source}; từ {day(target.since)}, {target.certainty}"
    if standing.is_met is None:
        status = capital(result.reason) if result and result.reason else "Chưa đủ số liệu"
        return tables.Row(
            f"{capital(what)}: {target.said}",
            [rendered(result) if result else MISSING, MISSING, origin],
            mark="missing",
            status=status,
        )
    shape, status = mark(standing)
    weekly = MISSING
    if standing.per_week:
        base, now, need = standing.per_week
        sign = "ít nhất" if target.direction == "at_least" else "nhiều nhất"
        weekly = f"{sign} {whole(need)} trên {whole(base)} (nay {whole(now)})"
    return tables.Row(f"{capital(what)}: {target.said}", [rendered(result), weekly, origin], mark=shape, status=status)


@answers("petitions_open")
def petitions_open(f: Figures) -> Answer:
    waiting, missing = ahead(f).petitions
    if missing:
        return assemble(
            "",
            components.no_data(
                "phản ánh, kiến nghị chờ trả lời",
                missing,
                "Lập bảng “Phản ánh, kiến nghị, khiếu nại” với dòng đầu “Theo dõi từ ngày … đến ngày …”.",
            ),
        )
    if not len(waiting):
        return assemble(
            "Không có phản ánh, kiến nghị nào chờ trả lời lúc hết kỳ.",
            components.source("Nguồn: bảng Phản ánh, kiến nghị, khiếu nại."),
        )
    late, near = _late_and_near(waiting)
    finding = f"{len(waiting)} phản ánh, kiến nghị chờ trả lời: {late} đã quá hạn, {near} đến hạn trong {SOON} ngày làm việc tới."
    if f.audience == "public":
        return assemble(finding, components.source("Nguồn: bảng Phản ánh, kiến nghị, khiếu nại."))
    columns = [
        tables.Column("Mã đơn", "text"),
        *[tables.Column(label, "text") for label in ("Loại, nội dung", "Ngày nhận", "Hạn trả lời")],
        tables.Column("Còn (ngày làm việc)", "number"),
    ]
    rows = []
    for row in waiting.itertuples(index=False):
        about = PETITION_ABOUT.get(row.about, "không rõ nội dung")
        is_late = row.left_wd is not None and row.left_wd <= 0
        rows.append(
            tables.Row(
                row.petition_id,
                [
                    f"{PETITION_KIND.get(row.kind, 'Không rõ loại')}, {about[:1].lower()}{about[1:]}",
                    day(row.received_on),
                    day(row.due_on) if row.due_on else "không đọc được",
                    MISSING if row.left_wd is None else whole(max(row.left_wd, 0)),
                ],
                mark="warn" if is_late else None,
                status="Đã quá hạn" if is_late else "",
            )
        )
    return assemble(
        finding,
        tables.table("Phản ánh, kiến nghị chờ trả lời, hạn gần nhất trước", columns, rows),
        components.source("Nguồn: bảng Phản ánh, kiến nghị, khiếu nại."),
    )


def _late_and_near(waiting) -> tuple[int, int]:
    left = [value for value in waiting["left_wd"] if value is not None]
    return sum(value <= 0 for value in left), sum(0 < value <= SOON for value in left)


@answers("tasks")
def tasks(f: Figures) -> Answer:
    """Every task of section III: its figure, goal, owner and day; without data, what to record."""
    one = ahead(f)
    if not one.tasks:
        return assemble(
            "",
            components.no_data(
                "nhiệm vụ của tháng tới",
                f"chưa khai nhiệm vụ nào áp dụng từ {day(one.past.last_day)} trở về trước",
                "Ghi các việc của tháng vào tệp tasks.toml trong thư mục reference.",
            ),
        )
    columns = [
        tables.Column("Việc", "text"),
        *[tables.Column(label, "text") for label in ("Số liệu của kỳ này", "Chỉ tiêu", "Người làm (đề nghị)", "Trước ngày")],
    ]
    figures = [(task, _figure(f, task)) for task in one.tasks]
    rows = [
        tables.Row(
            task.task,
            [
                said or f"Chưa có số liệu: {task.record[:1].lower()}{task.record[1:].rstrip('.')}",
                task.goal,
                task.owner,
                day(due_on(task, one.ahead)),
            ],
        )
        for task, said in figures
    ]
    without = sum(not said for _, said in figures)
    first, last = one.ahead.tasks_month
    finding = (
        f"{len(rows)} việc của tháng {first.month:02d}/{first.year}"
        if first.month < 3
        else f"{len(rows)} việc của tháng {first.month}/{first.year}"
    )
    finding += f"; {without} việc chưa có số liệu, dòng của việc nói cần ghi gì." if without else ", việc nào cũng có số liệu."
    sources = join_vn(dict.fromkeys(f"{task.source} ({task.certainty})" for task in one.tasks))
    note = f"Số liệu theo kỳ báo cáo {f.month.period.span}; nhiệm vụ theo tháng dương lịch, {day(first)} đến {day(last)}. Người làm là đề nghị của bộ công cụ, đơn vị phân công lại ở tệp tasks.toml."
    return assemble(
        finding,
        fold=[
            tables.table("Nhiệm vụ trọng tâm (mục III)", columns, rows, note=note),
            components.source(f"Nguồn của việc: {sources}."),
        ],
        title="Từng việc: số liệu, chỉ tiêu, người làm, ngày",
    )


def _figure(f: Figures, task: Task) -> str:
    """What the data say of a task, with its unit; "" where they say nothing."""
    one = ahead(f)
    if task.figure == "indicator":
        said = [_indicator(f, id) for id in task.indicators]
        more = f"cần ghi thêm: {task.record[:1].lower()}{task.record[1:].rstrip('.')}" if any(said) and not said[0] else ""
        return "; ".join(part for part in (*said, more) if part)
    return _FIGURES[task.figure](f, one)


def _indicator(f: Figures, id: str) -> str:
    result = result_of(f.month.now, id, f.scope)
    return f"{REGISTRY[id].label}: {rendered(result)}" if result is not None and result.value is not None else ""


def _expected(f: Figures, one) -> str:
    expected = one.forecast(f.scope)
    if expected is None:
        return ""
    total = around(*expected.total(one.ahead.first, one.ahead.coming_last))
    return f"Dự kiến {total} hồ sơ mới trong kỳ tới, khoảng {LEVEL}"


def _due(f: Figures, one) -> str:
    due, able = one.due(f.scope), one.capacity(f.scope)
    if able is None:
        return ""
    near = due.by_day[due.by_day.index <= one.ahead.coming_last]
    return f"{whole(int(near.sum()))} hồ sơ đến hạn trong kỳ tới; {len(one.overloaded(f.scope))} ngày vượt mức {cases(able.median)} hồ sơ một ngày"


def _same_day(f: Figures, one) -> str:
    found = one.same_day(f.scope)
    return f"{int(found['is_candidate'].sum())} ứng viên trong {len(found)} thủ tục đủ hồ sơ để xét" if len(found) else ""


def _terms(f: Figures, one) -> str:
    return f"{len(one.shorter_terms(f.scope))} thủ tục có thể đề xuất" if one.capacity(f.scope) else ""


def _steps(f: Figures, one) -> str:
    found = one.steps(f.scope)
    return "" if found.missing else f"{len(found.unused)} bước không dùng, trong {found.judged} thủ tục đủ hồ sơ để xét"


def _catalogue(f: Figures, one) -> str:
    found = one.catalogue
    if not found.size:
        return ""
    changed = (
        f"{len(found.changed)} thủ tục sửa đổi"
        if found.has_dates
        else "ngày sửa đổi, công khai: chưa có số liệu, thêm hai cột “Ngày sửa đổi” và “Ngày công khai” vào danh mục thủ tục"
    )
    return f"{len(found.absent)} thủ tục có hồ sơ mà danh mục không có; {changed}"


def _petitions(f: Figures, one) -> str:
    waiting, missing = one.petitions
    late, near = _late_and_near(waiting)
    return "" if missing else f"{len(waiting)} đơn chờ trả lời, {late} quá hạn, {near} sắp đến hạn"


def _hamlets(f: Figures, one) -> str:
    result = result_of(f.month.now, "hamlets_with_group", f.scope)
    if result is None or result.value is None:
        return ""
    known = len(f.month.centre.hamlets)
    return (
        f"{whole(result.value)} trên {known} xóm trong danh sách của đơn vị đã có tổ"
        if known
        else f"{whole(result.value)} xóm đã có tổ"
    )


_FIGURES = {
    "expected": _expected,
    "due": _due,
    "same_day": _same_day,
    "terms": _terms,
    "steps": _steps,
    "catalogue": _catalogue,
    "petitions": _petitions,
    "hamlets": _hamlets,
}
