"""The closed lists of codes, each with the word that a reader sees.

A code column holds only these codes. `unreadable` is a code of its own: a cell that held something which no
mapping knows; it is never turned into null or into another code.
"""

from __future__ import annotations

UNREADABLE = "unreadable"
UNREADABLE_LABEL = "Không đọc được"

CHANNEL = {
    "online": "Trực tuyến",
    "in_person": "Trực tiếp",
    "post": "Bưu chính công ích",
    "kiosk": "Ki-ốt thông minh",
    "other": "Kênh khác",
}
SCOPE = {
    "commune": "Thuộc thẩm quyền xã",
    "land": "Chi nhánh Văn phòng đăng ký đất đai",
    "other": "Cơ quan khác",
    "forwarded": "Tiếp nhận hộ",
    "unknown": "Không rõ cơ quan giải quyết",
}
# National codes 1 to 10 (TrangThaiHoSo); `returned` is met only as a label.
STATUS = {
    "registered": "Mới đăng ký",
    "accepted": "Được tiếp nhận",
    "refused": "Không được tiếp nhận",
    "processing": "Đang xử lý",
    "supplement": "Yêu cầu bổ sung giấy tờ",
    "financial": "Yêu cầu thực hiện nghĩa vụ tài chính",
    "withdrawn": "Công dân yêu cầu rút hồ sơ",
    "stopped": "Dừng xử lý",
    "finished": "Đã xử lý xong",
    "handed_over": "Đã trả kết quả",
    "returned": "Trả lại hồ sơ",
}
RESULT_KIND = {
    "granted": "Có kết quả",
    "returned": "Trả lại",
    "withdrawn": "Rút",
    "returned_or_withdrawn": "Trả lại hoặc rút (không phân biệt được)",
}
LEVEL = {"full": "Toàn trình", "partial": "Một phần", "information": "Cung cấp thông tin"}
REFUSAL = {
    "not_competent": "Không thuộc thẩm quyền",
    "incomplete": "Thành phần hồ sơ chưa đủ",
    "not_eligible": "Không đủ điều kiện",
    "duplicate": "Hồ sơ trùng",
    "other": "Lý do khác",
}
PAUSE = {
    "supplement": "Chờ bổ sung",
    "tax_fixing": "Chờ xác định nghĩa vụ tài chính",
    "tax_paying": "Chờ thực hiện nghĩa vụ tài chính",
    "appraisal": "Giám định",
    "public_notice": "Niêm yết công khai",
    "other": "Tạm dừng, lý do khác",
}
APPOINTMENT = {"original": "Hẹn lần đầu", "supplement": "Hẹn lại sau bổ sung", "apology": "Xin lỗi và hẹn lại"}
# Causes of lateness as the statistical form of late cases groups them.
LATE_CAUSE = {
    "deciding": "Cơ quan giải quyết",
    "cooperating": "Cơ quan phối hợp",
    "financial": "Nghĩa vụ tài chính",
    "system": "Hệ thống, phần mềm",
    "supplement": "Bổ sung chậm",
    "other": "Khác",
}
DIGITISED = {
    "none": "Chưa số hóa",
    "digitised": "Được số hóa",
    "reused": "Tái sử dụng",
    "reused_result": "Tái sử dụng từ kết quả hồ sơ khác",
}
FEE_KIND = {"phi": "Phí", "le_phi": "Lệ phí"}
PAYMENT_METHOD = {"platform": "Thanh toán trực tuyến", "cash": "Tiền mặt", "transfer": "Chuyển khoản ngoài hệ thống"}
PAYMENT_STATE = {
    "paid": "Đã thanh toán",
    "waiting": "Chờ thanh toán",
    "unpaid": "Chưa thanh toán",
    "cancelled": "Hủy thanh toán",
    "refunded": "Hoàn phí",
}
SATISFACTION = {
    "very_satisfied": "Rất hài lòng",
    "satisfied": "Hài lòng",
    "neutral": "Bình thường",
    "dissatisfied": "Không hài lòng",
    "very_dissatisfied": "Rất không hài lòng",
    "no_opinion": "Không ý kiến",
}
PETITION_KIND = {"feedback": "Phản ánh", "proposal": "Kiến nghị", "complaint": "Khiếu nại", "denunciation": "Tố cáo"}
PETITION_ABOUT = {
    "attitude": "Thái độ",
    "time": "Thời gian giải quyết",
    "procedure": "Thủ tục hành chính",
    "fee": "Phí, lệ phí",
    "system": "Hệ thống, phần mềm",
    "other": "Khác",
}
AGE_BAND = {"under_18": "Dưới 18", "18_35": "18–35", "36_59": "36–59", "60_plus": "Từ 60"}
FILING_ACCOUNT = {
    "own": "Chính chủ hồ sơ",
    "guardian": "Cha, mẹ, người giám hộ",
    "centre": "Trung tâm, cán bộ",
    "other": "Người khác",
}
YES_NO = {"1": "Có", "0": "Không"}
# The office's own registers (sổ theo dõi).
INCIDENT_KIND = {"slow": "Chậm", "error": "Lỗi", "down": "Không truy cập được"}
OUTREACH_KIND = {
    "leaflet": "Tờ rơi",
    "guide": "Quy trình nộp trực tuyến",
    "article": "Tin bài",
    "video": "Video",
    "meeting": "Hội nghị, buổi tuyên truyền",
    "other": "Khác",
}
OUTREACH_CHANNEL = {
    "loudspeaker": "Loa truyền thanh",
    "social": "Facebook, Zalo",
    "website": "Trang thông tin điện tử",
    "centre": "Tại Trung tâm",
    "hamlet": "Tại xóm",
    "other": "Khác",
}
GUIDANCE_KIND = {"account": "Tạo tài khoản", "filing": "Nộp trực tuyến", "payment": "Thanh toán trực tuyến"}
IN_PERSON_REASON = {
    "no_vneid": "Chưa có VNeID",
    "own_presence": "TTHC yêu cầu chính chủ hoặc người giám hộ có mặt",
    "in_person_only": "TTHC chỉ tiếp nhận trực tiếp",
    "system_error": "Hệ thống lỗi",
    "own_wish": "Theo ý muốn",
    "other": "Khác",
}
REMINDER_OUTCOME = {"settled": "Đã giải quyết", "rescheduled": "Hẹn lại", "no_reply": "Chưa phản hồi"}
AUTHORITY = {"centre": "Trung tâm", "commune": "UBND xã", "province": "Tỉnh", "ministry": "Bộ, ngành trung ương"}
LINK_STATE = {"linked": "Đã kết nối", "partly": "Kết nối một phần", "not_linked": "Chưa kết nối"}

# name -> list; columns name their list by this key
VOCABULARIES = {
    "channel": CHANNEL,
    "scope": SCOPE,
    "status": STATUS,
    "result_kind": RESULT_KIND,
    "level": LEVEL,
    "refusal": REFUSAL,
    "pause": PAUSE,
    "appointment": APPOINTMENT,
    "late_cause": LATE_CAUSE,
    "digitised": DIGITISED,
    "fee_kind": FEE_KIND,
    "payment_method": PAYMENT_METHOD,
    "payment_state": PAYMENT_STATE,
    "satisfaction": SATISFACTION,
    "petition_kind": PETITION_KIND,
    "petition_about": PETITION_ABOUT,
    "age_band": AGE_BAND,
    "filing_account": FILING_ACCOUNT,
    "incident_kind": INCIDENT_KIND,
    "outreach_kind": OUTREACH_KIND,
    "outreach_channel": OUTREACH_CHANNEL,
    "guidance_kind": GUIDANCE_KIND,
    "in_person_reason": IN_PERSON_REASON,
    "reminder_outcome": REMINDER_OUTCOME,
    "authority": AUTHORITY,
    "link_state": LINK_STATE,
}
