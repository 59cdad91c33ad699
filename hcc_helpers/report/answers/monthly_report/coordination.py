"""Section I.1: satisfaction, complaints, steps passed on, apologies."""

from __future__ import annotations

from hcc_helpers.numbers_vn import whole
from hcc_helpers.report import components
from hcc_helpers.report.answers.build import Spec, assemble, indicator_table, no_data, rest, source_line, wilson
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.answers.trend import month_chart
from hcc_helpers.report.figures import Figures


@answers("satisfaction")
def satisfaction(f: Figures) -> Answer:
    ids = ("satisfaction_pct", "survey_satisfied", "survey_valid")
    result = f.known("satisfaction_pct")
    if result.value is None and result.denominator is None:
        return assemble(
            "",
            no_data(
                f,
                "mức độ hài lòng",
                ids,
                "Ghi phiếu khảo sát vào bảng “Khảo sát hài lòng” (mã phiếu, mã hồ sơ, ngày trả lời, mức độ) và ghi dòng đầu “Theo dõi từ ngày … đến ngày …”.",
            ),
        )
    if result.value is None:
        return assemble("Trong kỳ không có phiếu khảo sát nào có ý kiến nên không tính tỷ lệ hài lòng.")
    part, base = result.pair
    finding = f"{whole(part)}/{whole(base)} phiếu có ý kiến trả lời hài lòng: {f['satisfaction_pct']}."
    how_sure = f"{f['satisfaction_pct']} (khoảng tin cậy 95%: {wilson(f, 'satisfaction_pct')})."
    table = indicator_table(
        f,
        "Khảo sát mức độ hài lòng",
        [
            Spec("survey_answers", is_sum=True),
            rest("survey_superseded"),
            Spec("survey_blank", 1),
            rest("survey_unreadable"),
            Spec("survey_valid", 1),
            Spec("survey_satisfied", 2),
            Spec("satisfaction_pct", 2),
        ],
        note="Mỗi hồ sơ tính phiếu trả lời sau cùng trong kỳ; phiếu trắng và “Không ý kiến” đứng ngoài tỷ lệ. Phiếu lấy tại Trung tâm do người dân tự chọn trả lời.",
    )
    chart = month_chart(f, "satisfaction_pct", "Tỷ lệ người dân hài lòng", with_interval=True)
    return assemble(
        finding, fold=[table, components.note(how_sure), chart, components.source(source_line(f, "satisfaction_pct"))]
    )


@answers("complaints")
def complaints(f: Figures) -> Answer:
    ids = ("complaints_received", "denunciations_received", "complaints_attitude_time")
    if not f.has("complaints_received"):
        return assemble(
            "",
            no_data(
                f,
                "khiếu nại, tố cáo",
                ids,
                "Lập bảng “Phản ánh, kiến nghị, khiếu nại” với dòng đầu “Theo dõi từ ngày … đến ngày …”, kể cả khi không có đơn nào.",
            ),
        )
    received, told = f.value("complaints_received"), f.value("denunciations_received")
    if received == 0 and told == 0:
        finding = "Không có khiếu nại, tố cáo nào trong kỳ (sổ theo dõi có đủ các ngày của kỳ)."
        return assemble(finding, components.source(source_line(f, *ids)))
    finding = f.fill(
        "Trong kỳ nhận {complaints_received} đơn khiếu nại, trong đó {complaints_attitude_time} đơn về thái độ, thời gian giải quyết; {denunciations_received} đơn tố cáo."
    )
    table = indicator_table(
        f, "Khiếu nại, tố cáo", [Spec("complaints_received"), Spec("complaints_attitude_time", 1), Spec("denunciations_received")]
    )
    return assemble(finding, fold=[table, components.source(source_line(f, *ids))])


@answers("steps")
def steps(f: Figures) -> Answer:
    ids = ("steps_passed_on_in_time_pct", "steps_passed_on_in_time", "steps_passed_on")
    if not f.has("steps_passed_on"):
        return assemble(
            "",
            no_data(
                f,
                "các bước xử lý",
                ids,
                "Xuất bảng “Bước xử lý” (mã hồ sơ, thứ tự bước, đơn vị, ngày nhận, hạn, ngày chuyển) từ hệ thống.",
            ),
        )
    finding = f.fill(
        "{steps_passed_on_in_time} trên {steps_passed_on} bước xử lý có hạn được chuyển đúng hạn: {steps_passed_on_in_time_pct}."
    )
    table = indicator_table(
        f,
        "Bước xử lý chuyển trong kỳ",
        [Spec("steps_passed_on", is_sum=True), Spec("steps_passed_on_in_time", 1), Spec("steps_passed_on_in_time_pct", 1)],
    )
    return assemble(
        finding or "Trong kỳ không có bước xử lý có hạn nào được chuyển.", fold=[table, components.source(source_line(f, *ids))]
    )


@answers("apologies")
def apologies(f: Figures) -> Answer:
    ids = ("late_in_all", "late_apologised", "late_apologised_in_time")
    if not f.has("late_apologised"):
        return assemble(
            "",
            no_data(
                f,
                "phiếu xin lỗi và hẹn lại",
                ids,
                "Ghi bảng “Hẹn trả” (mã hồ sơ, loại hẹn, ngày lập phiếu, ngày hẹn cũ, ngày hẹn mới).",
            ),
        )
    if not f.value("late_in_all"):
        return assemble("Không có hồ sơ quá hạn nên không phải lập phiếu xin lỗi.")
    finding = f.fill(
        "Trong {late_in_all} hồ sơ quá hạn, {late_apologised} hồ sơ có phiếu xin lỗi và hẹn lại; {late_apologised_in_time} hồ sơ có phiếu trước hạn ít nhất 01 ngày làm việc."
    )
    table = indicator_table(
        f,
        "Phiếu xin lỗi và hẹn lại ngày trả kết quả",
        [Spec("late_in_all", is_sum=True), Spec("late_apologised", 1), Spec("late_apologised_in_time", 1)],
        note="“01 ngày” của quy định được hiểu là 01 ngày làm việc (giả định).",
    )
    return assemble(finding, fold=[table, components.source(source_line(f, *ids[1:]))])
