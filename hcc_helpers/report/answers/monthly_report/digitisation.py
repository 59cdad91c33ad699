"""Section I.2: digitised input, signed and stored results."""

from __future__ import annotations

from hcc_helpers.report import components
from hcc_helpers.report.answers.build import Spec, assemble, indicator_table, no_data, source_line
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.figures import Figures


@answers("digitised")
def digitised(f: Figures) -> Answer:
    ids = ("digitised_all_required_pct", "digitised_any_pct", "components_digitised_pct")
    if not f.has("new_with_components"):
        return assemble(
            "",
            no_data(
                f,
                "số hóa giấy tờ đầu vào",
                ids,
                "Xuất bảng “Thành phần hồ sơ” (mã hồ sơ, mã giấy tờ, bắt buộc, mức số hóa) từ hệ thống.",
            ),
        )
    finding = f.fill(
        "{new_fully_digitised} trên {new_with_components} hồ sơ mới có giấy tờ bắt buộc được số hóa đủ giấy tờ: {digitised_all_required_pct}.",
        "Tính theo từng giấy tờ: {components_digitised} trên {components_required} giấy tờ ({components_digitised_pct}).",
    )
    table = indicator_table(
        f,
        "Số hóa giấy tờ đầu vào",
        [
            Spec("new_with_components", is_sum=True),
            Spec("new_fully_digitised", 1),
            Spec("digitised_all_required_pct", 1),
            Spec("new_partly_digitised", 1),
            Spec("digitised_any_pct", 1),
            Spec("components_required", is_sum=True),
            Spec("components_digitised", 1),
            Spec("components_digitised_pct", 1),
            Spec("components_reused", 1),
            Spec("components_reused_pct", 1),
        ],
        note="Ba chỉ tiêu khác nhau: đủ mọi giấy tờ bắt buộc; ít nhất một giấy tờ (QĐ 766, chỉ tiêu 4.3); tỷ lệ theo giấy tờ. Hồ sơ không có giấy tờ bắt buộc đứng ngoài chỉ tiêu thứ nhất.",
    )
    return assemble(finding, fold=[table, components.source(source_line(f, *ids))])


@answers("held_papers")
def held_papers(f: Figures) -> Answer:
    """Papers that citizens had to hand in although a published database holds them; nothing before the decree forbids it."""
    if f.month.now.settings.rules.value("papers_in_databases") != "may_not_be_asked":
        return assemble("")
    ids = ("new_with_held_papers", "new_asked_though_held", "asked_though_held_pct")
    if not f.has("new_with_held_papers"):
        return assemble(
            "",
            no_data(f, "giấy tờ đã có trong cơ sở dữ liệu", ids, "Ghi cột “Có trong cơ sở dữ liệu” vào bảng “Thành phần hồ sơ”."),
        )
    finding = f.fill(
        "{new_asked_though_held} trên {new_with_held_papers} hồ sơ mới có giấy tờ mà cơ sở dữ liệu đã có vẫn phải nộp giấy tờ đó ({asked_though_held_pct})."
    )
    table = indicator_table(
        f,
        "Giấy tờ đã có trong cơ sở dữ liệu",
        [Spec(ids[0], is_sum=True), Spec(ids[1], 1), Spec(ids[2], 1)],
        note="Hồ sơ tiếp nhận từ 05/08/2026; giấy tờ được tái sử dụng từ dữ liệu không tính là phải nộp.",
    )
    return assemble(finding, fold=[table, components.source(source_line(f, *ids))])


@answers("results_signed_stored")
def signed_and_stored(f: Figures) -> Answer:
    ids = ("results_signed_pct", "results_stored_pct")
    if not f.has("results_issued"):
        return assemble(
            "",
            no_data(
                f,
                "ký số và lưu kho kết quả",
                ids,
                "Xuất bảng “Kết quả” (mã hồ sơ, ngày ban hành, là văn bản, đã ký số, đã lưu kho) từ hệ thống.",
            ),
        )
    finding = f.fill(
        "Trong {results_issued} kết quả là văn bản, {results_signed} kết quả được ký số ({results_signed_pct}) và {results_stored} kết quả lưu kho dữ liệu điện tử ({results_stored_pct})."
    )
    table = indicator_table(
        f,
        "Kết quả ban hành trong kỳ",
        [
            Spec("results_issued", is_sum=True),
            Spec("results_signed", 1),
            Spec("results_signed_pct", 1),
            Spec("results_stored", 1),
            Spec("results_stored_pct", 1),
            Spec("results_electronic_only", 1),
            Spec("results_electronic_only_pct", 1),
        ],
        note="Ký số và lưu kho tính riêng, không giả định kết quả lưu kho thì đã ký số.",
    )
    return assemble(finding, fold=[table, components.source(source_line(f, *ids))])
