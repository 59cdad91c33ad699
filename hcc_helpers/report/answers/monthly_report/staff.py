"""Section III, shown in I.1 for now: staff on time, digital groups of the hamlets."""

from __future__ import annotations

from hcc_helpers.numbers_vn import whole
from hcc_helpers.report import components
from hcc_helpers.report.answers.build import Spec, assemble, indicator_table, no_register, rest, source_line
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.figures import Figures


@answers("staff_days")
def staff_days(f: Figures) -> Answer:
    if not f.has("staff_days_recorded"):
        return no_register(f, "chuyên cần", "staff_days", "staff_days_recorded")
    if not f.value("staff_days_recorded"):
        return assemble("Sổ chuyên cần không có ngày nào của kỳ ghi đủ số người nên không tính tỷ lệ đúng giờ.")
    period, calendar = f.month.period, f.month.now.settings.calendar
    worked = calendar.number(period.last_day) - calendar.number(period.first_day) + calendar.is_working(period.first_day)
    days = f"{f['staff_days_recorded']} ngày có ghi trên {whole(worked)} ngày làm việc của kỳ"
    finding = f.fill("{staff_on_time_pct} lượt người đúng giờ ({staff_on_time} trên {staff_on_duty});") + f" {days}."
    table = indicator_table(
        f,
        "Chuyên cần",
        [
            Spec("staff_days_recorded", is_sum=True),
            Spec("staff_days_all_on_time", 1),
            rest("staff_days_impossible"),
            Spec("staff_on_duty", is_sum=True),
            Spec("staff_on_time", 1),
            Spec("staff_on_time_pct", 1),
            Spec("staff_on_leave"),
        ],
        note="Sổ chỉ ghi số người, không ghi tên. Người vắng có phép đứng ngoài tỷ lệ.",
    )
    return assemble(finding, fold=[table, components.source(source_line(f, "staff_on_duty"))])


@answers("hamlet_groups")
def hamlet_groups(f: Figures) -> Answer:
    if not f.has("hamlets_with_group"):
        return no_register(f, "tổ công nghệ số cộng đồng", "hamlet_groups", "hamlets_with_group")
    listed = len(f.month.centre.hamlets)
    of_all = f" trên {whole(listed)} xóm" if listed else " xóm"
    finding = f"{f['hamlets_with_group']}{of_all} có tổ công nghệ số cộng đồng lúc hết kỳ."
    table = indicator_table(
        f,
        "Tổ công nghệ số cộng đồng",
        [Spec("hamlets_with_group"), rest("hamlet_groups_elsewhere", 0), Spec("hamlet_group_members")],
    )
    return assemble(finding, fold=[table, components.source(source_line(f, "hamlets_with_group"))])
