"""Section I.1 of the report: coordination, supervision, satisfaction, complaints, apologies."""

# One definition a paragraph, its example below it: read as a list, not as calls.

from hcc_helpers.indicators.definition import CENTRE, Shared, count, share

# fmt: off

S = "I.1"
SURVEY: Shared = {"of": "surveys", "section": S, "scopes": CENTRE}

count("survey_answers", which="is_answered", adds="flow", label="Phiếu trả lời trong kỳ", source="Sổ khảo sát hài lòng",
      definition="Mọi phiếu khảo sát trả lời trong kỳ, kể cả phiếu trắng.", example="""
    answer_id | answered_at      | level     -> counted
    A1        | 2025-11-14 23:59 | satisfied -> no
    A2        | 2025-11-15 00:00 | satisfied -> yes
    A3        | 2025-12-14 23:59 | –         -> yes
    A4        | 2025-12-15 00:00 | satisfied -> no
""", **SURVEY)
count("survey_superseded", which="is_not_latest", adds="none", label="Phiếu được thay bằng phiếu sau", source="Sổ khảo sát hài lòng",
      definition="Phiếu không được tính vì cùng hồ sơ có phiếu trả lời sau đó trong kỳ.", example="""
    answer_id | case_id | answered_at -> counted
    A1        | H1      | 2025-12-01  -> yes
    A2        | H1      | 2025-12-02  -> no
    A3        | –       | 2025-12-01  -> no
    A4        | –       | 2025-12-02  -> no
""", **SURVEY)
count("survey_blank", which="is_blank", adds="none", label="Phiếu trắng hoặc không ý kiến", source="Sổ khảo sát hài lòng",
      definition="Phiếu được tính nhưng không chọn mức nào hoặc chọn “Không ý kiến”; đứng ngoài tỷ lệ.", example="""
    answer_id | answered_at      | level      -> counted
    A1        | 2025-12-01       | –          -> yes
    A2        | 2025-12-01       | no_opinion -> yes
    A3        | 2025-12-01       | neutral    -> no
    A4        | 2025-12-01       | unreadable -> no
    A5        | 2025-12-15 00:00 | –          -> no
""", **SURVEY)
count("survey_unreadable", which="is_level_unreadable", adds="none", label="Phiếu không đọc được mức hài lòng", source="Sổ khảo sát hài lòng",
      definition="Phiếu có ghi mức hài lòng nhưng không đọc được.", example="""
    answer_id | answered_at      | level      -> counted
    A1        | 2025-12-01       | unreadable -> yes
    A2        | 2025-12-01       | –          -> no
    A3        | 2025-12-01       | no_opinion -> no
    A4        | 2025-12-15 00:00 | unreadable -> no
""", **SURVEY)
count("survey_valid", which="is_valid", adds="none", label="Phiếu có ý kiến", base="trên số phiếu có ý kiến", source="Sổ khảo sát hài lòng",
      definition="Phiếu trả lời trong kỳ có chọn một mức hài lòng; mỗi hồ sơ tính phiếu sau cùng, phiếu không ghi hồ sơ tính từng phiếu.", example="""
    answer_id | case_id | answered_at      | level             -> counted
    A1        | –       | 2025-12-01       | very_dissatisfied -> yes
    A2        | –       | 2025-12-01       | neutral           -> yes
    A3        | –       | 2025-12-01       | no_opinion        -> no
    A4        | –       | 2025-12-01       | –                 -> no
    A5        | H1      | 2025-12-01       | dissatisfied      -> no
    A6        | H1      | 2025-12-02       | satisfied         -> yes
    A7        | –       | 2025-12-15 00:00 | satisfied         -> no
""", **SURVEY)
count("survey_satisfied", which="is_satisfied", adds="none", label="Phiếu hài lòng hoặc rất hài lòng", source="Sổ khảo sát hài lòng",
      definition="Phiếu có ý kiến ở mức “Hài lòng” hoặc “Rất hài lòng”.", example="""
    answer_id | answered_at      | level          -> counted
    A1        | 2025-12-01       | very_satisfied -> yes
    A2        | 2025-12-01       | satisfied      -> yes
    A3        | 2025-12-01       | neutral        -> no
    A4        | 2025-12-01       | dissatisfied   -> no
    A5        | 2025-12-15 00:00 | satisfied      -> no
""", **SURVEY)
share("satisfaction_pct", part="survey_satisfied", whole="survey_valid", interval="wilson", better="higher", section=S,
      label="Tỷ lệ người dân hài lòng", source="Sổ khảo sát hài lòng; mục I.1 của báo cáo")

PETITION: Shared = {"of": "petitions", "scopes": CENTRE}
count("complaints_received", which="is_complaint_received", adds="flow", label="Khiếu nại nhận trong kỳ", section=S, better="lower",
      definition="Đơn khiếu nại nhận trong kỳ; tách khỏi phản ánh, kiến nghị và tố cáo.", source="Sổ phản ánh, kiến nghị, khiếu nại", example="""
    petition_id | kind         | received_at      -> counted
    D1          | complaint    | 2025-11-14 23:59 -> no
    D2          | complaint    | 2025-11-15 00:00 -> yes
    D3          | feedback     | 2025-12-01       -> no
    D4          | denunciation | 2025-12-01       -> no
""", **PETITION)
count("complaints_attitude_time", which="is_complaint_attitude_time", adds="flow", label="Khiếu nại về thái độ, thời gian giải quyết", section="I.3", better="lower",
      definition="Đơn khiếu nại nhận trong kỳ về thái độ hoặc thời gian giải quyết của cán bộ.", source="Mục I.3 của báo cáo", example="""
    petition_id | kind      | received_at      | about    -> counted
    D1          | complaint | 2025-12-01       | attitude -> yes
    D2          | complaint | 2025-12-01       | time     -> yes
    D3          | complaint | 2025-12-01       | fee      -> no
    D4          | feedback  | 2025-12-01       | attitude -> no
    D5          | complaint | 2025-12-15 00:00 | attitude -> no
""", **PETITION)
count("denunciations_received", which="is_denunciation_received", adds="flow", label="Tố cáo nhận trong kỳ", section=S, better="lower",
      definition="Đơn tố cáo nhận trong kỳ.", source="Sổ phản ánh, kiến nghị, khiếu nại", example="""
    petition_id | kind         | received_at      -> counted
    D1          | denunciation | 2025-12-14 23:59 -> yes
    D2          | denunciation | 2025-12-15 00:00 -> no
    D3          | complaint    | 2025-12-01       -> no
""", **PETITION)

count("late_apologised", of="cases", which="is_late_apologised", adds="none", section=S, label="Hồ sơ quá hạn có phiếu xin lỗi",
      definition="Hồ sơ quá hạn (đã giải quyết hoặc đang giải quyết) có Phiếu xin lỗi và hẹn lại ngày trả kết quả.", source="Mẫu 04, Thông tư 03/2025/TT-VPCP", example="""
    case_id | due_at     | ended_at   -> counted
    H1      | 2025-12-04 | 2025-12-05 -> yes
    H2      | 2025-12-04 | 2025-12-05 -> no
    H3      | 2025-12-04 | 2025-12-04 -> no
    H4      | 2025-12-12 | –          -> yes
    H5      | 2025-12-12 | –          -> no
    [appointments]
    case_id | kind     | made_at          | due_at_before
    H1      | apology  | 2025-12-04       | 2025-12-04
    H2      | original | 2025-11-15       | –
    H3      | apology  | 2025-12-03       | 2025-12-04
    H4      | apology  | 2025-12-14 23:59 | 2025-12-12
    H5      | apology  | 2025-12-15 00:00 | 2025-12-12
""")
count("late_apologised_in_time", of="cases", which="is_late_apologised_in_time", adds="none", section=S, label="Hồ sơ quá hạn có phiếu xin lỗi đúng thời hạn báo trước",
      definition="Hồ sơ quá hạn có phiếu xin lỗi lập trước ngày hẹn trả ít nhất 01 ngày làm việc (giả định: văn bản ghi “01 ngày”).", source="Mẫu 04, Thông tư 03/2025/TT-VPCP", example="""
    case_id | due_at     | ended_at   -> counted
    H1      | 2025-12-05 | 2025-12-10 -> yes
    H2      | 2025-12-05 | 2025-12-10 -> no
    H3      | 2025-12-08 | 2025-12-10 -> yes
    H4      | 2025-12-08 | 2025-12-10 -> no
    H5      | 2025-12-08 | 2025-12-08 -> no
    [appointments]
    case_id | kind     | made_at    | due_at_before
    H1      | apology  | 2025-12-04 | 2025-12-05
    H2      | apology  | 2025-12-05 | 2025-12-05
    H3      | apology  | 2025-12-05 | 2025-12-08
    H4      | original | 2025-11-15 | 2025-12-08
    H5      | apology  | 2025-12-05 | 2025-12-08
""")

count("steps_passed_on", of="steps", which="is_passed_on_with_due", adds="flow", section=S, label="Bước xử lý chuyển trong kỳ, có hạn", base="trên số bước có hạn đã chuyển",
      definition="Bước xử lý chuyển sang bước sau trong kỳ và có hạn của bước.", source="Mẫu 06, Thông tư 03/2025/TT-VPCP", example="""
    case_id | due_at     | passed_on_at     -> counted
    H1      | 2025-12-04 | 2025-12-04       -> yes
    H2      | 2025-11-12 | 2025-11-15 00:00 -> yes
    H3      | –          | 2025-12-04       -> no
    H4      | 2025-12-16 | 2025-12-15 00:00 -> no
    H5      | 2025-11-16 | 2025-11-14 23:59 -> no
""")
count("steps_passed_on_in_time", of="steps", which="is_passed_on_in_time", adds="flow", section=S, label="Bước xử lý chuyển đúng hạn",
      definition="Bước xử lý chuyển trong kỳ không sau hạn của bước.", source="Mẫu 06, Thông tư 03/2025/TT-VPCP", example="""
    case_id | due_at     | passed_on_at     -> counted
    H1      | 2025-12-04 | 2025-12-04 23:59 -> yes
    H2      | 2025-12-04 | 2025-12-05 00:00 -> no
    H3      | –          | 2025-12-04       -> no
    H4      | 2025-12-16 | 2025-12-15 00:00 -> no
""")
share("steps_passed_on_in_time_pct", part="steps_passed_on_in_time", whole="steps_passed_on", better="higher", section=S,
      label="Tỷ lệ bước xử lý chuyển đúng hạn", source="Mẫu 06, Thông tư 03/2025/TT-VPCP")
count("linked_new", of="cases", which="is_linked", adds="flow", section=S, label="Hồ sơ con của nhóm thủ tục liên thông",
      definition="Hồ sơ tiếp nhận mới mang mã hồ sơ gốc của một nhóm liên thông; nhóm được đếm một lần theo mã gốc.", source="Mục I.1 của báo cáo", example="""
    case_id | root_case_id | accepted_at      -> counted
    H1      | LT1          | 2025-11-15 00:00 -> yes
    H2      | LT1          | 2025-12-01       -> yes
    H3      | –            | 2025-12-01       -> no
    H4      | LT2          | 2025-11-14 23:59 -> no
""")
