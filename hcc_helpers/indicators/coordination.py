"""Section I.1 of the report: coordination, supervision, satisfaction, complaints, apologies."""

from hcc_helpers.indicators.definition import CENTRE, count, share

S = "I.1"
SURVEY = {"of": "surveys", "section": S, "scopes": CENTRE}

count("survey_answers", which="is_answered", adds="flow", label="Phiếu trả lời trong kỳ", source="Sổ khảo sát hài lòng",
      definition="Mọi phiếu khảo sát trả lời trong kỳ, kể cả phiếu trắng.", **SURVEY)
count("survey_superseded", which="is_not_latest", adds="none", label="Phiếu được thay bằng phiếu sau", source="Sổ khảo sát hài lòng",
      definition="Phiếu không được tính vì cùng hồ sơ có phiếu trả lời sau đó trong kỳ.", **SURVEY)
count("survey_blank", which="is_blank", adds="none", label="Phiếu trắng hoặc không ý kiến", source="Sổ khảo sát hài lòng",
      definition="Phiếu được tính nhưng không chọn mức nào hoặc chọn “Không ý kiến”; đứng ngoài tỷ lệ.", **SURVEY)
count("survey_unreadable", which="is_level_unreadable", adds="none", label="Phiếu không đọc được mức hài lòng", source="Sổ khảo sát hài lòng",
      definition="Phiếu có ghi mức hài lòng nhưng không đọc được.", **SURVEY)
count("survey_valid", which="is_valid", adds="none", label="Phiếu có ý kiến", base="trên số phiếu có ý kiến", source="Sổ khảo sát hài lòng",
      definition="Phiếu trả lời trong kỳ có chọn một mức hài lòng; mỗi hồ sơ tính phiếu sau cùng, phiếu không ghi hồ sơ tính từng phiếu.", **SURVEY)
count("survey_satisfied", which="is_satisfied", adds="none", label="Phiếu hài lòng hoặc rất hài lòng", source="Sổ khảo sát hài lòng",
      definition="Phiếu có ý kiến ở mức “Hài lòng” hoặc “Rất hài lòng”.", **SURVEY)
share("satisfaction_pct", part="survey_satisfied", whole="survey_valid", interval="wilson", better="higher", section=S,
      label="Tỷ lệ người dân hài lòng", source="Sổ khảo sát hài lòng; mục I.1 của báo cáo")

PETITION = {"of": "petitions", "scopes": CENTRE}
count("complaints_received", which="is_complaint_received", adds="flow", label="Khiếu nại nhận trong kỳ", section=S, better="lower",
      definition="Đơn khiếu nại nhận trong kỳ; tách khỏi phản ánh, kiến nghị và tố cáo.", source="Sổ phản ánh, kiến nghị, khiếu nại", **PETITION)
count("complaints_attitude_time", which="is_complaint_attitude_time", adds="flow", label="Khiếu nại về thái độ, thời gian giải quyết", section="I.3", better="lower",
      definition="Đơn khiếu nại nhận trong kỳ về thái độ hoặc thời gian giải quyết của cán bộ.", source="Mục I.3 của báo cáo", **PETITION)
count("denunciations_received", which="is_denunciation_received", adds="flow", label="Tố cáo nhận trong kỳ", section=S, better="lower",
      definition="Đơn tố cáo nhận trong kỳ.", source="Sổ phản ánh, kiến nghị, khiếu nại", **PETITION)

count("late_apologised", of="cases", which="is_late_apologised", adds="none", section=S, label="Hồ sơ quá hạn có phiếu xin lỗi",
      definition="Hồ sơ quá hạn (đã giải quyết hoặc đang giải quyết) có Phiếu xin lỗi và hẹn lại ngày trả kết quả.", source="Mẫu 04, Thông tư 03/2025/TT-VPCP")
count("late_apologised_in_time", of="cases", which="is_late_apologised_in_time", adds="none", section=S, label="Hồ sơ quá hạn có phiếu xin lỗi đúng thời hạn báo trước",
      definition="Hồ sơ quá hạn có phiếu xin lỗi lập trước ngày hẹn trả ít nhất 01 ngày làm việc (giả định: văn bản ghi “01 ngày”).", source="Mẫu 04, Thông tư 03/2025/TT-VPCP")

count("steps_passed_on", of="steps", which="is_passed_on_with_due", adds="flow", section=S, label="Bước xử lý chuyển trong kỳ, có hạn", base="trên số bước có hạn đã chuyển",
      definition="Bước xử lý chuyển sang bước sau trong kỳ và có hạn của bước.", source="Mẫu 06, Thông tư 03/2025/TT-VPCP")
count("steps_passed_on_in_time", of="steps", which="is_passed_on_in_time", adds="flow", section=S, label="Bước xử lý chuyển đúng hạn",
      definition="Bước xử lý chuyển trong kỳ không sau hạn của bước.", source="Mẫu 06, Thông tư 03/2025/TT-VPCP")
share("steps_passed_on_in_time_pct", part="steps_passed_on_in_time", whole="steps_passed_on", better="higher", section=S,
      label="Tỷ lệ bước xử lý chuyển đúng hạn", source="Mẫu 06, Thông tư 03/2025/TT-VPCP")
count("linked_new", of="cases", which="is_linked", adds="flow", section=S, label="Hồ sơ con của nhóm thủ tục liên thông",
      definition="Hồ sơ tiếp nhận mới mang mã hồ sơ gốc của một nhóm liên thông; nhóm được đếm một lần theo mã gốc.", source="Mục I.1 của báo cáo")
