"""Why cases are filed in person, and which share of the procedures in use that is (II.5; shown beside the channels)."""

from __future__ import annotations

from hcc_helpers.numbers_vn import whole
from hcc_helpers.report import components
from hcc_helpers.report.answers.build import Spec, assemble, indicator_table, no_register, rest, source_line
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.wording import inside
from hcc_helpers.vocabulary import IN_PERSON_REASON


@answers("in_person_reasons")
def in_person_reasons(f: Figures) -> Answer:
    unknown = (f.value("new_channel_unknown") or 0) + (f.value("new_channel_unreadable") or 0)
    if not f.value("new_in_person") and unknown:
        told = f"{whole(unknown)} trên {whole(f.value('received_new') or unknown)} hồ sơ mới không rõ kênh nộp: chưa biết bao nhiêu hồ sơ nộp trực tiếp."
        return assemble(
            told,
            components.todo("bổ sung cột kênh nộp của danh sách hồ sơ, hoặc ghi kênh nộp của cả tệp ở phần khai của tệp ấy."),
        )
    if not f.value("new_in_person"):
        return assemble("Trong kỳ không có hồ sơ mới nào nộp trực tiếp." if f.has("new_in_person") else "")
    procedures = f.fill(
        "{procedures_used_in_person} trên {procedures_used} thủ tục có phát sinh hồ sơ còn nhận trực tiếp ({procedures_in_person_pct})."
    )
    shares = [Spec("procedures_used", is_sum=True), Spec("procedures_used_in_person", 1), Spec("procedures_in_person_pct", 1)]
    base = "Tỷ lệ theo thủ tục và tỷ lệ theo hồ sơ có mẫu số khác nhau, không thay thế nhau."
    if not f.has("in_person_reason_untold"):
        html, _ = no_register(f, "lý do nộp trực tiếp", "in_person_reasons", "in_person_reason_untold")
        table = indicator_table(f, "Thủ tục còn nhận trực tiếp", shares, note=base)
        return assemble(procedures, fold=[html, table, components.source(source_line(f, "procedures_used"))])
    parts = [(word, number) for code, word in IN_PERSON_REASON.items() if (number := f.value(f"in_person_{code}"))]
    said = "; ".join(f"{inside(word)} {number}" for word, number in sorted(parts, key=lambda part: -part[1]))
    finding = (
        f.fill("{new_in_person} hồ sơ mới nộp trực tiếp")
        + (f", theo lý do: {said}. " if said else ", chưa ghi lý do. ")
        + (f"Ngoài ra {whole(unknown)} hồ sơ mới không rõ kênh nộp. " if unknown else "")
        + procedures
    )
    specs = [Spec("new_in_person", is_sum=True), *(rest(f"in_person_{code}") for code in IN_PERSON_REASON)]
    specs += [rest("in_person_reason_unclear"), rest("in_person_reason_untold"), Spec("in_person_visited_again"), *shares]
    table = indicator_table(f, "Nộp trực tiếp theo lý do", specs, note=base)
    return assemble(finding, fold=[table, components.source(source_line(f, "in_person_no_vneid"))])
