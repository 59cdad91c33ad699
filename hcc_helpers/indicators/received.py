"""Section I.3 of the report: cases received, by origin and channel; intake."""

# One definition a paragraph, its example below it: read as a list, not as calls.

from hcc_helpers.indicators.definition import Shared, count, quantile, share

# fmt: off

S = "I.3"
FIELD = ("field", "unit")
C: Shared = {"of": "cases", "section": S}

count("received_all", which="is_of_period", adds="none", by=(*FIELD, "procedure"), label="Tổng số hồ sơ tiếp nhận trong kỳ (gồm kỳ trước chuyển qua)", base="trên số hồ sơ phải giải quyết",
      definition="Hồ sơ tiếp nhận mới trong kỳ cộng hồ sơ kỳ trước chuyển qua.", source="Biểu II.06a, cột 3", example="""
    case_id | accepted_at      | status     | ended_at         -> counted
    H1      | 2025-12-14 23:59 | processing | –                -> yes
    H2      | 2025-12-15 00:00 | processing | –                -> no
    H3      | 2025-11-10       | finished   | 2025-11-15 00:00 -> yes
    H4      | 2025-11-10       | finished   | 2025-11-14 23:59 -> no
    H5      | 2025-12-01       | registered | –                -> no
    H6      | 2025-12-01       | refused    | –                -> no
    H7      | 2025-12-01       | –          | –                -> yes
""", **C)
count("received_new", which="is_new", adds="flow", by=FIELD, label="Tiếp nhận mới trong kỳ", base="trên số hồ sơ mới",
      definition="Hồ sơ có ngày tiếp nhận trong kỳ (không phải ngày nộp).", source="Biểu II.06a, cột 4 và 5", example="""
    case_id | submitted_at     | accepted_at      -> counted
    H1      | 2025-11-14 22:00 | 2025-11-14 23:59 -> no
    H2      | 2025-11-14 22:00 | 2025-11-15 00:00 -> yes
    H3      | 2025-12-14 22:00 | 2025-12-14 23:59 -> yes
    H4      | 2025-12-14 22:00 | 2025-12-15 00:00 -> no
""", **C)
count("carried_over", which="is_carried_over", adds="opening", by=FIELD, label="Kỳ trước chuyển qua",
      definition="Hồ sơ tiếp nhận trước kỳ và chưa kết thúc lúc đầu kỳ.", source="Biểu II.06a, cột 6", example="""
    case_id | accepted_at      | ended_at         -> counted
    H1      | 2025-11-14 23:59 | –                -> yes
    H2      | 2025-11-15 00:00 | –                -> no
    H3      | 2025-11-10       | 2025-11-15 00:00 -> yes
    H4      | 2025-11-10       | 2025-11-14 23:59 -> no
""", **C)
count("new_online", which="is_new_online", adds="flow", by=FIELD, label="Tiếp nhận mới: trực tuyến",
      definition="Hồ sơ tiếp nhận mới nộp trực tuyến; không phải “toàn trình”.", source="Biểu II.06a, cột 4", example="""
    case_id | accepted_at      | channel   -> counted
    H1      | 2025-11-15 00:00 | online    -> yes
    H2      | 2025-11-14 23:59 | online    -> no
    H3      | 2025-12-01       | in_person -> no
    H4      | 2025-12-01       | post      -> no
""", **C)
count("new_in_person", which="is_new_in_person", adds="flow", by=FIELD, label="Tiếp nhận mới: trực tiếp",
      definition="Hồ sơ tiếp nhận mới nộp trực tiếp tại Trung tâm (kênh 1).", source="Biểu II.06a, cột 5", example="""
    case_id | accepted_at      | channel   -> counted
    H1      | 2025-12-01       | in_person -> yes
    H2      | 2025-11-14 23:59 | in_person -> no
    H3      | 2025-12-01       | post      -> no
    H4      | 2025-12-01       | –         -> no
""", **C)
count("new_post", which="is_new_post", adds="flow", by=FIELD, label="Tiếp nhận mới: bưu chính công ích",
      definition="Hồ sơ tiếp nhận mới nộp qua dịch vụ bưu chính công ích; không phải trực tuyến, không phải trực tiếp.", source="Biểu II.06a, cột 5", example="""
    case_id | accepted_at      | channel   -> counted
    H1      | 2025-12-01       | post      -> yes
    H2      | 2025-11-14 23:59 | post      -> no
    H3      | 2025-12-01       | in_person -> no
""", **C)
count("new_other_channel", which="is_new_other_channel", adds="flow", by=FIELD, label="Tiếp nhận mới: kênh khác",
      definition="Hồ sơ tiếp nhận mới qua kênh không phải trực tuyến, trực tiếp, bưu chính công ích hay ki-ốt (điện thoại, thư điện tử).", source="Định nghĩa của bộ chỉ số", example="""
    case_id | accepted_at | channel -> counted
    H1      | 2025-12-01  | other   -> yes
    H2      | 2025-11-14  | other   -> no
    H3      | 2025-12-01  | online  -> no
    H4      | 2025-12-01  | –       -> no
""", **C)
count("new_channel_unknown", which="is_new_channel_unknown", adds="flow", by=FIELD, label="Tiếp nhận mới: không rõ kênh",
      definition="Hồ sơ tiếp nhận mới mà tệp xuất không ghi kênh nộp.", source="Định nghĩa của bộ chỉ số", example="""
    case_id | accepted_at | channel    -> counted
    H1      | 2025-12-01  | –          -> yes
    H2      | 2025-12-01  | unreadable -> no
    H3      | 2025-12-01  | online     -> no
    H4      | 2025-11-14  | –          -> no
""", **C)
count("new_channel_unreadable", which="is_new_channel_unreadable", adds="flow", by=FIELD, label="Tiếp nhận mới: kênh không đọc được",
      definition="Hồ sơ tiếp nhận mới có ghi kênh nộp nhưng không đọc được.", source="Định nghĩa của bộ chỉ số", example="""
    case_id | accepted_at | channel    -> counted
    H1      | 2025-12-01  | unreadable -> yes
    H2      | 2025-12-01  | –          -> no
    H3      | 2025-11-14  | unreadable -> no
""", **C)
count("new_kiosk", which="is_new_kiosk", adds="flow", by=FIELD, label="Tiếp nhận mới: ki-ốt thông minh",
      definition="Hồ sơ tiếp nhận mới nộp tại ki-ốt thông minh; là kênh riêng, không phải trực tuyến, không phải trực tiếp, cho đến khi biểu mẫu nói rõ.", source="Nghị định 309/2026/NĐ-CP, Điều 1 (từ 05/08/2026)", example="""
    case_id | accepted_at      | channel   -> counted
    H1      | 2025-12-01       | kiosk     -> yes
    H2      | 2025-11-14 23:59 | kiosk     -> no
    H3      | 2025-12-01       | online    -> no
    H4      | 2025-12-01       | in_person -> no
""", **C)
share("kiosk_of_new_pct", part="new_kiosk", whole="received_new", section=S, label="Tỷ lệ nộp tại ki-ốt của hồ sơ mới", source="Nghị định 309/2026/NĐ-CP, Điều 1 (từ 05/08/2026)")
share("online_of_new_pct", part="new_online", whole="received_new", better="higher", section=S, by=FIELD, label="Tỷ lệ nộp trực tuyến của hồ sơ mới", source="Mục I.3 của báo cáo")
share("in_person_of_new_pct", part="new_in_person", whole="received_new", better="lower", section=S, label="Tỷ lệ nộp trực tiếp của hồ sơ mới", source="Mục I.3 của báo cáo")
count("all_online", which="is_online", adds="none", label="Nộp trực tuyến, kể cả kỳ trước chuyển qua",
      definition="Hồ sơ phải giải quyết trong kỳ đã nộp trực tuyến, dù tiếp nhận kỳ này hay kỳ trước.", source="Mục I.3 của báo cáo", example="""
    case_id | accepted_at | channel   | ended_at   -> counted
    H1      | 2025-12-01  | online    | –          -> yes
    H2      | 2025-11-10  | online    | –          -> yes
    H3      | 2025-11-10  | online    | 2025-11-14 -> no
    H4      | 2025-11-10  | in_person | –          -> no
    H5      | 2025-12-01  | post      | –          -> no
""", **C)
count("all_in_person", which="is_in_person", adds="none", label="Nộp trực tiếp, kể cả kỳ trước chuyển qua",
      definition="Hồ sơ phải giải quyết trong kỳ đã nộp trực tiếp, dù tiếp nhận kỳ này hay kỳ trước.", source="Mục I.3 của báo cáo", example="""
    case_id | accepted_at | channel   | ended_at   -> counted
    H1      | 2025-12-01  | in_person | –          -> yes
    H2      | 2025-11-10  | in_person | –          -> yes
    H3      | 2025-11-10  | in_person | 2025-11-14 -> no
    H4      | 2025-12-01  | post      | –          -> no
""", **C)
count("carried_over_online", which="is_carried_over_online", adds="opening", label="Kỳ trước chuyển qua: đã nộp trực tuyến",
      definition="Hồ sơ kỳ trước chuyển qua đã nộp trực tuyến.", source="Định nghĩa của bộ chỉ số", example="""
    case_id | accepted_at      | channel   | ended_at   -> counted
    H1      | 2025-11-14 23:59 | online    | –          -> yes
    H2      | 2025-11-15 00:00 | online    | –          -> no
    H3      | 2025-11-10       | in_person | –          -> no
    H4      | 2025-11-10       | online    | 2025-11-14 -> no
""", **C)
share("online_of_all_pct", part="all_online", whole="received_all", better="higher", section=S, label="Tỷ lệ nộp trực tuyến của hồ sơ phải giải quyết", source="Mục I.3 của báo cáo")
share("in_person_of_all_pct", part="all_in_person", whole="received_all", better="lower", section=S, label="Tỷ lệ nộp trực tiếp của hồ sơ phải giải quyết", source="Mục I.3 của báo cáo")
count("new_full_service", which="is_new_full_service", adds="flow", label="Thực hiện toàn trình",
      definition="Hồ sơ mới của thủ tục cung cấp toàn trình, nộp trực tuyến, và thanh toán trực tuyến nếu phải nộp phí, lệ phí.", source="Nghị định 224/2026/NĐ-CP, Điều 19 (từ 01/07/2026); trước đó: giả định", example="""
    case_id | level   | channel   | is_fee_due -> counted
    H1      | full    | online    | không      -> yes
    H2      | full    | online    | có         -> yes
    H3      | full    | online    | có         -> no
    H4      | partial | online    | không      -> no
    H5      | full    | in_person | không      -> no
    [payments]
    payment_id | case_id | method
    P1         | H2      | platform
    P2         | H3      | cash
""", **C)
share("full_service_pct", part="new_full_service", whole="received_new", better="higher", section=S, label="Tỷ lệ thực hiện toàn trình", source="Nghị định 224/2026/NĐ-CP, Điều 19 (từ 01/07/2026); trước đó: giả định")

count("waiting_intake", which="is_waiting_intake", adds="closing", label="Đã nộp, chờ tiếp nhận lúc hết kỳ",
      definition="Hồ sơ đã nộp mà đến hết kỳ chưa được tiếp nhận, cũng chưa bị từ chối; đứng ngoài cân đối.", source="Trạng thái 1 của Cổng Dịch vụ công quốc gia", example="""
    case_id | submitted_at     | accepted_at      | status     | refused_at       -> counted
    H1      | 2025-12-14 23:59 | –                | registered | –                -> yes
    H2      | 2025-12-15 00:00 | –                | registered | –                -> no
    H3      | 2025-12-12       | 2025-12-14 23:59 | processing | –                -> no
    H4      | 2025-12-12       | 2025-12-15 00:00 | processing | –                -> yes
    H5      | 2025-12-12       | –                | refused    | 2025-12-14 23:59 -> no
    H6      | 2025-12-12       | –                | refused    | 2025-12-15 00:00 -> yes
    H7      | 2025-12-12       | –                | refused    | –                -> no
""", **C)
count("refused_at_intake", which="is_refused", adds="flow", label="Không tiếp nhận",
      definition="Hồ sơ bị từ chối tiếp nhận trong kỳ; đứng ngoài cân đối.", source="Mẫu 03, Thông tư 03/2025/TT-VPCP", example="""
    case_id | accepted_at | status     | refused_at       -> counted
    H1      | –           | refused    | 2025-11-14 23:59 -> no
    H2      | –           | refused    | 2025-11-15 00:00 -> yes
    H3      | –           | refused    | 2025-12-14 23:59 -> yes
    H4      | –           | refused    | 2025-12-15 00:00 -> no
    H5      | –           | refused    | –                -> no
    H6      | 2025-12-01  | processing | –                -> no
""", **C)
count("refused_undated", which="is_refused_undated", adds="none", label="Không tiếp nhận, không rõ ngày",
      definition="Hồ sơ ở trạng thái “Không được tiếp nhận” mà tệp xuất không ghi ngày.", source="Định nghĩa của bộ chỉ số", example="""
    case_id | accepted_at | status     | refused_at -> counted
    H1      | –           | refused    | –          -> yes
    H2      | –           | refused    | 2025-12-01 -> no
    H3      | 2025-12-01  | processing | –          -> no
""", **C)
count("new_with_submission", which="is_new_with_submission", adds="flow", label="Hồ sơ mới có giờ nộp", base="trên số hồ sơ mới có giờ nộp",
      definition="Hồ sơ tiếp nhận mới mà tệp xuất ghi lúc nộp.", source="Định nghĩa của bộ chỉ số", example="""
    case_id | submitted_at | accepted_at -> counted
    H1      | 2025-11-30   | 2025-12-01  -> yes
    H2      | –            | 2025-12-01  -> no
    H3      | 2025-11-13   | 2025-11-14  -> no
""", **C)
count("new_accepted_quickly", which="is_new_accepted_quickly", adds="flow", label="Tiếp nhận trong 08 giờ làm việc",
      definition="Hồ sơ tiếp nhận mới được tiếp nhận trong mốc giờ làm việc kể từ lúc nộp.", source="Giả định: mốc 08 giờ làm việc", example="""
    case_id | submitted_at     | accepted_at      -> counted
    H1      | 2025-12-01 08:00 | 2025-12-02 08:00 -> yes
    H2      | 2025-12-01 08:00 | 2025-12-02 08:01 -> no
    H3      | 2025-12-05 16:00 | 2025-12-08 14:00 -> yes
    H4      | –                | 2025-12-02 08:00 -> no
    H5      | 2025-11-13 08:00 | 2025-11-13 09:00 -> no
""", **C)
share("accepted_quickly_pct", part="new_accepted_quickly", whole="new_with_submission", better="higher", section=S, label="Tỷ lệ tiếp nhận trong 08 giờ làm việc", source="Giả định: mốc 08 giờ làm việc")
quantile("intake_hours_median", of="cases", which="is_new_with_submission", column="intake_hours", at=0.5, unit="hours", section=S, better="lower", label="Trung vị thời gian từ lúc nộp đến lúc tiếp nhận",
         definition="Trung vị số giờ (cả giờ nghỉ) từ lúc nộp đến lúc tiếp nhận của hồ sơ mới.", source="Định nghĩa của bộ chỉ số", example="""
    case_id | submitted_at     | accepted_at      -> counted
    H1      | 2025-12-01 08:00 | 2025-12-01 09:00 -> 1
    H2      | 2025-12-01 08:00 | 2025-12-01 11:00 -> 3
    H3      | 2025-12-01 08:00 | 2025-12-01 13:00 -> 5
    H4      | 2025-12-01 08:00 | 2025-12-02 08:00 -> 24
    H5      | –                | 2025-12-02 08:00 -> no
    = 4
""")
