"""Section III, the month ahead: what falls due when, against what is finished on a middling day."""

from __future__ import annotations

from math import ceil, floor

from hcc_helpers.numbers_vn import MISSING, day, whole
from hcc_helpers.outlook.daily import weekly
from hcc_helpers.outlook.next_month import NextMonth
from hcc_helpers.outlook.workload import PERIODS
from hcc_helpers.report import tables
from hcc_helpers.report.answers.build import assemble, caption, scope_name
from hcc_helpers.report.answers.next_month.shown import LEVEL, ahead, around, cases, source, week, weekday
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.wording import join_vn


@answers("due_ahead")
def due_ahead(f: Figures) -> Answer:
    """Open cases by due day against what is finished on a middling day."""
    one = ahead(f)
    due, able = one.due(f.scope), one.capacity(f.scope)
    if not due.total:
        return assemble(
            f"{scope_name(f)[:1].upper()}{scope_name(f)[1:]} không có hồ sơ nào đang giải quyết lúc hết kỳ.", source(f)
        )
    heavy = one.overloaded(f.scope)
    near = due.by_day[due.by_day.index <= one.ahead.coming_last]
    finding = (
        f"{whole(int(near.sum()))} hồ sơ đang giải quyết đến hạn trong kỳ tới, nhiều nhất ngày {day(near.idxmax())}: {whole(int(near.max()))} hồ sơ."
        if near.sum()
        else "Không hồ sơ nào đang giải quyết đến hạn trong kỳ tới."
        if not due.without_due
        else f"Chưa biết hồ sơ nào đến hạn trong kỳ tới: {whole(due.without_due)} hồ sơ đang giải quyết không có ngày hẹn trả."
    )
    if able is not None:
        finding += f" Một ngày thường giải quyết {cases(able.median)} hồ sơ." + (
            f" Vượt mức này: {join_vn(day(one_day) for one_day in heavy)}." if heavy else ""
        )
    shown = [(when, count) for when, count in due.by_day.items() if count]
    columns = [tables.Column("Đến hạn", "text"), tables.Column("Hồ sơ", "number")]
    rows = [
        tables.Row(
            weekday(when),
            [whole(count)],
            mark="warn" if when in heavy else None,
            status="Vượt mức một ngày thường" if when in heavy else "",
        )
        for when, count in shown
    ]
    rest = [
        ("Đã quá hạn lúc hết kỳ", due.already_late),
        (f"Sau {day(one.ahead.last)}", due.later),
        ("Tạm dừng (chưa tính hạn)", due.paused),
        ("Không có ngày hẹn trả", due.without_due),
        ("Chưa rõ kết quả", due.unknown),
    ]
    rows += [tables.Row(label, [whole(count)]) for label, count in rest if count]
    rows.append(tables.Row("Đang giải quyết cuối kỳ", [whole(due.total)], is_sum=True))
    note = "Hạn rơi vào ngày nghỉ tính cho ngày làm việc tiếp theo; ngày không có dòng là không có hồ sơ đến hạn. Chưa gồm hồ sơ sẽ nhận mới."
    if able is not None:
        note += (
            f" Giải quyết một ngày làm việc trong {min(PERIODS, len(able.months))} kỳ gần nhất ({able.days} ngày): trung vị {cases(able.median)}, "
            f"80% số ngày từ {whole(floor(able.low))} đến {whole(ceil(able.high))}, nhiều nhất {whole(able.most)} hồ sơ."
        )
    parts = [tables.table(caption(f, "Hồ sơ đang giải quyết theo ngày đến hạn"), columns, rows, note=note), _load(f, one)]
    return assemble(finding, fold=[*parts, source(f)])


def _load(f: Figures, one: NextMonth) -> str:
    """Weeks of the coming period: expected, due, and what a middling week finishes."""
    expected, able = one.forecast(f.scope), one.capacity(f.scope)
    if expected is None or able is None:
        return ""
    weeks = expected.weeks[expected.weeks["first"] <= one.ahead.coming_last]
    falling = one.due(f.scope)
    due = weekly(falling.by_day)
    is_known = bool(falling.by_day.sum() or falling.later or falling.already_late or not falling.without_due)
    columns = [
        tables.Column("Tuần", "text"),
        *[tables.Column(label, "number") for label in ("Hồ sơ mới dự kiến", "Đến hạn (đang mở)", "Nhịp giải quyết hiện nay")],
    ]
    rows = [
        tables.Row(
            week(row.first, row.last),
            [
                around(row.expected, row.low, row.high),
                whole(int(due.get(row.Index, 0))) if is_known else MISSING,
                whole(round(able.median * row.days)),
            ],
        )
        for row in weeks.itertuples()
    ]
    more = [row for row in weeks.itertuples() if row.low > able.median * row.days]
    note = f"Nhịp giải quyết hiện nay: trung vị một ngày của các kỳ gần nhất × số ngày làm việc của tuần; không phải mức cao nhất có thể làm. Số trong ngoặc là khoảng {LEVEL}."
    note += f" {len(more)} tuần dự kiến nhận nhiều hơn nhịp giải quyết hiện nay, kể cả ở đầu thấp của khoảng." if more else ""
    return tables.table(
        caption(f, "Khối lượng theo tuần của kỳ tới (hồ sơ)").replace(f.month.period.title, one.ahead.coming.title),
        columns,
        rows,
        note=note,
    )
