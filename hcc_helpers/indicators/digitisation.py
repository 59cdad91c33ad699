"""Section I.2 of the report: digitised input, signed and stored results."""

# One definition a paragraph, its example below it: read as a list, not as calls.

from hcc_helpers.indicators.definition import count, share, total

# fmt: off

S = "I.2"

count("new_with_components", of="cases", which="is_new_with_components", adds="flow", section=S, label="Hồ sơ mới có giấy tờ bắt buộc", base="trên số hồ sơ mới có giấy tờ bắt buộc",
      definition="Hồ sơ tiếp nhận mới có ít nhất một giấy tờ bắt buộc; hồ sơ không có giấy tờ đứng ngoài.", source="Mục I.2 của báo cáo", example="""
    case_id | accepted_at -> counted
    H1      | 2025-12-01  -> yes
    H2      | 2025-12-01  -> no
    H3      | 2025-11-14  -> no
    H4      | 2025-12-01  -> no
    [components]
    case_id | is_required | digitised
    H1      | có          | none
    H2      | không       | digitised
    H3      | có          | digitised
""")
count("new_fully_digitised", of="cases", which="is_new_fully_digitised", adds="flow", section=S, label="Hồ sơ mới có đủ giấy tờ bắt buộc đã số hóa",
      definition="Hồ sơ tiếp nhận mới mà mọi giấy tờ bắt buộc đều có bản số hóa (số hóa mới hoặc tái sử dụng).", source="Mục I.2 của báo cáo", example="""
    case_id | accepted_at -> counted
    H1      | 2025-12-01  -> yes
    H2      | 2025-12-01  -> no
    H3      | 2025-12-01  -> yes
    H4      | 2025-12-01  -> no
    [components]
    case_id | is_required | digitised
    H1      | có          | digitised
    H1      | có          | reused
    H2      | có          | digitised
    H2      | có          | none
    H3      | có          | reused_result
    H3      | không       | none
""")
share("digitised_all_required_pct", part="new_fully_digitised", whole="new_with_components", better="higher", section=S,
      label="Tỷ lệ hồ sơ đầu vào được số hóa", source="Mục I.2 của báo cáo")
count("new_partly_digitised", of="cases", which="is_new_partly_digitised", adds="flow", section=S, label="Hồ sơ mới có ít nhất một giấy tờ đã số hóa",
      definition="Hồ sơ tiếp nhận mới có ít nhất một giấy tờ có bản số hóa.", source="Quyết định 766/QĐ-TTg, chỉ tiêu 4.3", example="""
    case_id | accepted_at -> counted
    H1      | 2025-12-01  -> yes
    H2      | 2025-12-01  -> yes
    H3      | 2025-12-01  -> no
    H4      | 2025-11-14  -> no
    [components]
    case_id | is_required | digitised
    H1      | có          | none
    H1      | có          | digitised
    H2      | không       | reused
    H3      | có          | none
    H4      | có          | digitised
""")
count("new_for_digitisation", of="cases", which="is_new", adds="flow", section=S, label="Hồ sơ tiếp nhận mới", base="trên số hồ sơ mới",
      definition="Mẫu số của chỉ tiêu 4.3: mọi hồ sơ tiếp nhận mới trong kỳ.", source="Quyết định 766/QĐ-TTg, chỉ tiêu 4.3", example="""
    case_id | accepted_at      -> counted
    H1      | 2025-11-14 23:59 -> no
    H2      | 2025-11-15 00:00 -> yes
    H3      | 2025-12-14 23:59 -> yes
    H4      | 2025-12-15 00:00 -> no
""")
share("digitised_any_pct", part="new_partly_digitised", whole="new_for_digitisation", better="higher", section=S,
      label="Tỷ lệ hồ sơ có thành phần số hóa", source="Quyết định 766/QĐ-TTg, chỉ tiêu 4.3")
total("components_required", of="cases", which="is_new", column="components_required", unit="papers", section=S, label="Giấy tờ bắt buộc của hồ sơ mới", base="trên số giấy tờ bắt buộc",
      definition="Tổng số giấy tờ bắt buộc của các hồ sơ tiếp nhận mới.", source="Mục I.2 của báo cáo", example="""
    case_id | accepted_at -> counted
    H1      | 2025-12-01  -> 2
    H2      | 2025-12-01  -> 0
    H3      | 2025-11-14  -> no
    [components]
    case_id | is_required | digitised
    H1      | có          | digitised
    H1      | có          | none
    H1      | không       | digitised
    H3      | có          | digitised
""")
total("components_digitised", of="cases", which="is_new", column="components_required_digitised", unit="papers", section=S, label="Giấy tờ bắt buộc có bản số hóa",
      definition="Tổng số giấy tờ bắt buộc có bản số hóa của các hồ sơ tiếp nhận mới.", source="Mục I.2 của báo cáo", example="""
    case_id | accepted_at -> counted
    H1      | 2025-12-01  -> 1
    H2      | 2025-12-01  -> 2
    H3      | 2025-11-14  -> no
    [components]
    case_id | is_required | digitised
    H1      | có          | digitised
    H1      | có          | none
    H1      | không       | digitised
    H2      | có          | reused
    H2      | có          | reused_result
    H3      | có          | digitised
""")
share("components_digitised_pct", part="components_digitised", whole="components_required", better="higher", section=S,
      label="Tỷ lệ giấy tờ bắt buộc được số hóa", source="Mục I.2 của báo cáo")

count("results_issued", of="result_documents", which="is_issued_document", adds="flow", section=S, label="Kết quả là văn bản ban hành trong kỳ", base="trên số kết quả là văn bản",
      definition="Kết quả ban hành trong kỳ là giấy tờ, văn bản.", source="Mục I.2 của báo cáo", example="""
    case_id | issued_at        | is_document -> counted
    H1      | 2025-11-15 00:00 | có          -> yes
    H2      | 2025-12-01       | không       -> no
    H3      | 2025-12-15 00:00 | có          -> no
""")
count("results_signed", of="result_documents", which="is_issued_signed", adds="flow", section=S, label="Kết quả được ký số",
      definition="Kết quả là văn bản ban hành trong kỳ, được ký số điện tử.", source="Mục I.2 của báo cáo", example="""
    case_id | issued_at        | is_document | is_signed -> counted
    H1      | 2025-12-14 23:59 | có          | có        -> yes
    H2      | 2025-12-01       | có          | không     -> no
    H3      | 2025-12-01       | không       | có        -> no
    H4      | 2025-12-15 00:00 | có          | có        -> no
""")
share("results_signed_pct", part="results_signed", whole="results_issued", better="higher", section=S, label="Tỷ lệ kết quả được ký số", source="Mục I.2 của báo cáo")
count("results_stored", of="result_documents", which="is_issued_stored", adds="flow", section=S, label="Kết quả lưu kho dữ liệu điện tử",
      definition="Kết quả là văn bản ban hành trong kỳ, nằm trong kho dữ liệu điện tử.", source="Mục I.2 của báo cáo", example="""
    case_id | issued_at        | is_document | is_signed | is_stored -> counted
    H1      | 2025-12-14 23:59 | có          | có        | có        -> yes
    H2      | 2025-12-01       | có          | không     | có        -> yes
    H3      | 2025-12-01       | có          | có        | không     -> no
    H4      | 2025-12-15 00:00 | có          | có        | có        -> no
""")
share("results_stored_pct", part="results_stored", whole="results_issued", better="higher", section=S, label="Tỷ lệ kết quả lưu kho dữ liệu điện tử", source="Mục I.2 của báo cáo")

OWN = "Định nghĩa của bộ chỉ số"
HELD = "Nghị định 309/2026/NĐ-CP, Điều 2 khoản 1 (từ 05/08/2026)"
total("components_reused", of="cases", which="is_new", column="components_required_reused", unit="papers", section=S, label="Giấy tờ bắt buộc được tái sử dụng", better="higher",
      definition="Tổng số giấy tờ bắt buộc của hồ sơ tiếp nhận mới lấy lại từ kho hoặc từ kết quả hồ sơ khác, người dân không phải nộp.", source=OWN, example="""
    case_id | accepted_at -> counted
    H1      | 2025-12-01  -> 2
    H2      | 2025-12-01  -> 0
    H3      | 2025-11-14  -> no
    [components]
    case_id | is_required | digitised
    H1      | có          | reused
    H1      | có          | reused_result
    H1      | không       | reused
    H2      | có          | digitised
    H3      | có          | reused
""")
share("components_reused_pct", part="components_reused", whole="components_required", better="higher", section=S, label="Tỷ lệ giấy tờ bắt buộc được tái sử dụng", source=OWN)
count("new_with_held_papers", of="cases", which="is_new_with_held_papers", adds="flow", section=S, label="Hồ sơ mới có giấy tờ đã có trong cơ sở dữ liệu", base="trên số hồ sơ mới có giấy tờ đã có trong cơ sở dữ liệu",
      definition="Hồ sơ tiếp nhận từ 05/08/2026 có ít nhất một giấy tờ bắt buộc mà cơ sở dữ liệu đã công bố đang có.", source=HELD, example="""
    case_id | accepted_at      -> counted
    H1      | 2026-08-05 00:00 -> yes
    H2      | 2026-08-04 23:59 -> no
    H3      | 2026-08-06       -> no
    H4      | 2026-08-06       -> no
    [components]
    case_id | is_required | is_in_database | digitised
    H1      | có          | có             | reused
    H2      | có          | có             | none
    H3      | không       | có             | none
    H4      | có          | không          | none
    [period]
    period
    2026-08
""")
count("new_asked_though_held", of="cases", which="is_new_asked_though_held", adds="flow", section=S, better="lower", label="Hồ sơ mới phải nộp giấy tờ đã có trong cơ sở dữ liệu",
      definition="Trong số đó, hồ sơ mà người dân vẫn phải nộp ít nhất một giấy tờ như vậy (giấy tờ không được tái sử dụng từ dữ liệu).", source=HELD, example="""
    case_id | accepted_at      -> counted
    H1      | 2026-08-05 00:00 -> yes
    H2      | 2026-08-04 23:59 -> no
    H3      | 2026-08-06       -> no
    H4      | 2026-08-06       -> yes
    [components]
    case_id | is_required | is_in_database | digitised
    H1      | có          | có             | none
    H2      | có          | có             | none
    H3      | có          | có             | reused
    H4      | có          | có             | reused_result
    H4      | có          | có             | digitised
    [period]
    period
    2026-08
""")
share("asked_though_held_pct", part="new_asked_though_held", whole="new_with_held_papers", better="lower", section=S, label="Tỷ lệ hồ sơ phải nộp giấy tờ đã có trong cơ sở dữ liệu", source=HELD)
count("results_electronic_only", of="result_documents", which="is_issued_electronic_only", adds="flow", section=S, better="higher", label="Kết quả chỉ trả bản điện tử",
      definition="Kết quả là văn bản ban hành trong kỳ, được ký số và không trả kèm bản giấy.", source=OWN, example="""
    case_id | issued_at        | is_document | is_signed | is_paper_given -> counted
    H1      | 2025-12-14 23:59 | có          | có        | không          -> yes
    H2      | 2025-12-01       | có          | có        | có             -> no
    H3      | 2025-12-01       | có          | không     | không          -> no
    H4      | 2025-12-01       | có          | có        | –              -> no
    H5      | 2025-12-15 00:00 | có          | có        | không          -> no
""")
share("results_electronic_only_pct", part="results_electronic_only", whole="results_issued", better="higher", section=S, label="Tỷ lệ kết quả chỉ trả bản điện tử", source=OWN)
