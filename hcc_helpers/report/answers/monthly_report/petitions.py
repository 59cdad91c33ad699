"""Section I.3, last line: phản ánh, kiến nghị."""

from __future__ import annotations

from hcc_helpers.report import components
from hcc_helpers.report.answers.build import Spec, assemble, indicator_table, no_data, source_line
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.figures import Figures


@answers("petitions")
def petitions(f: Figures) -> Answer:
    ids = ("petitions_received", "petitions_due", "petitions_in_time_pct", "petitions_overdue")
    if not f.has("petitions_received"):
        return assemble(
            "",
            no_data(
                f,
                "phản ánh, kiến nghị",
                ids,
                "Lập bảng “Phản ánh, kiến nghị, khiếu nại” với dòng đầu “Theo dõi từ ngày … đến ngày …”, kể cả khi không có đơn nào.",
            ),
        )
    if not f.value("petitions_received"):
        finding = "Không có phản ánh, kiến nghị nào trong kỳ (sổ theo dõi có đủ các ngày của kỳ)."
    else:
        finding = f.fill(
            "Nhận {petitions_received} phản ánh, kiến nghị.",
            "Đến hạn {petitions_due}, trả lời đúng hạn {petitions_answered_in_time} ({petitions_in_time_pct}).",
            "Cuối kỳ {petitions_overdue} đơn quá hạn trả lời.",
        )
    table = indicator_table(
        f,
        "Phản ánh, kiến nghị",
        [
            Spec("petitions_received"),
            Spec("petitions_due", is_sum=True),
            Spec("petitions_answered_in_time", 1),
            Spec("petitions_in_time_pct", 1),
            Spec("petitions_overdue"),
        ],
    )
    return assemble(finding, fold=[table, components.source(source_line(f, *ids))])
