"""Flags of papers: components that come in, results that go out, requests for supplements, steps in between."""

from hcc_helpers.facts.declare import derived, flag, split

C = "components"
flag("is_required_component", "is_required", of=C, label="giấy tờ bắt buộc")
flag("is_digitised_component", "digitised in ('digitised', 'reused', 'reused_result')", of=C, label="giấy tờ có bản số hóa")
flag("is_required_digitised", "is_required_component and is_digitised_component", of=C, label="giấy tờ bắt buộc có bản số hóa")

flag(
    "is_required_reused",
    "is_required_component and digitised in ('reused', 'reused_result')",
    of=C,
    label="giấy tờ bắt buộc được tái sử dụng",
)

flag("is_held_in_database", "is_required_component and is_in_database", of=C, label="giấy tờ bắt buộc đã có trong cơ sở dữ liệu")
flag(
    "is_asked_though_held",
    "is_held_in_database and not is_required_reused",
    of=C,
    label="giấy tờ đã có trong cơ sở dữ liệu mà người dân vẫn phải nộp",
)

R = "result_documents"
derived("period_start", of=R, label="đầu kỳ")
derived("period_end", of=R, label="hết kỳ")
flag("is_issued", "period_start <= issued_at < period_end", of=R, label="kết quả ban hành trong kỳ")
flag("is_issued_document", "is_issued and is_document", of=R, label="kết quả là văn bản, ban hành trong kỳ")
flag("is_issued_signed", "is_issued_document and is_signed", of=R, label="kết quả được ký số")
flag("is_issued_stored", "is_issued_document and is_stored", of=R, label="kết quả lưu kho dữ liệu điện tử")
flag("is_issued_electronic_only", "is_issued_signed and is_paper_given == 0", of=R, label="kết quả ký số, không trả kèm bản giấy")

S = "supplements"
derived("period_start", of=S, label="đầu kỳ")
derived("period_end", of=S, label="hết kỳ")
flag("is_requested", "period_start <= requested_at < period_end", of=S, label="yêu cầu bổ sung trong kỳ")
flag("is_requested_by_end", "requested_at < period_end", of=S, label="yêu cầu bổ sung đến hết kỳ")
flag(
    "is_waiting_supplement",
    "is_requested_by_end and (received_at is None or received_at >= period_end)",
    of=S,
    label="cuối kỳ đang chờ bổ sung",
)

P = "steps"
derived("period_start", of=P, label="đầu kỳ")
derived("period_end", of=P, label="hết kỳ")
derived("late_from", of=P, label="từ lúc này là bước quá hạn", reads=["due_at"], rules=["deadline_comparison"])
flag("is_passed_on", "period_start <= passed_on_at < period_end", of=P, label="bước chuyển trong kỳ")
flag("is_passed_on_with_due", "is_passed_on and due_at is not None", of=P, label="bước chuyển trong kỳ, có hạn")
flag("is_passed_on_in_time", "is_passed_on_with_due and passed_on_at < late_from", of=P, label="bước chuyển đúng hạn")
flag("is_passed_on_late", "is_passed_on_with_due and passed_on_at >= late_from", of=P, label="bước chuyển quá hạn")
split(
    "passed_on",
    of=P,
    within="is_passed_on_with_due",
    parts=["is_passed_on_in_time", "is_passed_on_late"],
    label="Bước xử lý theo hạn",
)
