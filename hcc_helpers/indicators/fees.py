"""Section I.3 of the report: fees. One row of payments is one movement of money; refunds are negative rows."""

# One definition a paragraph, its example below it: read as a list, not as calls.

from hcc_helpers.indicators.definition import Shared, count, share, total

# fmt: off

S = "I.3"
M: Shared = {"of": "payments", "column": "amount_vnd", "section": S}
SOURCE = "Mục I.3 của báo cáo"

total("fees_total", which="is_paid_in_period", label="Tổng phí, lệ phí", base="trên tổng phí, lệ phí", definition="Tổng các khoản thu trừ hoàn theo thời điểm thu trong kỳ; hồ sơ không phải nộp không tính là khoản 0 đồng.", source=SOURCE, example="""
    payment_id | paid_at          | amount_vnd | state    -> counted
    P1         | 2025-11-14 23:59 | 50000      | paid     -> no
    P2         | 2025-11-15 00:00 | 20000      | paid     -> 20000
    P3         | 2025-12-14 23:59 | -8000      | refunded -> -8000
    P4         | 2025-12-01       | 15000      | waiting  -> no
    P5         | –                | 15000      | paid     -> no
""", **M)
total("fees_online", which="is_paid_online", label="Phí, lệ phí thanh toán trực tuyến", definition="Khoản thu trong kỳ qua nền tảng thanh toán trực tuyến.", source=SOURCE, example="""
    payment_id | paid_at          | amount_vnd | method   -> counted
    P1         | 2025-12-01       | 20000      | platform -> 20000
    P2         | 2025-12-01       | -5000      | platform -> -5000
    P3         | 2025-12-01       | 8000       | cash     -> no
    P4         | 2025-12-01       | 30000      | transfer -> no
    P5         | 2025-12-15 00:00 | 20000      | platform -> no
""", **M)
total("fees_in_person", which="is_paid_in_person", label="Phí, lệ phí thanh toán trực tiếp", definition="Khoản thu trong kỳ bằng tiền mặt, và chuyển khoản ngoài hệ thống nếu quy ước tính vào trực tiếp.", source=SOURCE, example="""
    payment_id | paid_at          | amount_vnd | method   -> counted
    P1         | 2025-12-01       | 8000       | cash     -> 8000
    P2         | 2025-12-01       | 30000      | transfer -> 30000
    P3         | 2025-12-01       | 20000      | platform -> no
    P4         | 2025-12-15 00:00 | 8000       | cash     -> no
""", **M)
total("fees_transfer", which="is_paid_by_transfer", label="Trong đó: chuyển khoản ngoài hệ thống", definition="Khoản thu trong kỳ bằng chuyển khoản ngoài nền tảng thanh toán trực tuyến.", source="Định nghĩa của bộ chỉ số", example="""
    payment_id | paid_at          | amount_vnd | method   -> counted
    P1         | 2025-12-01       | 30000      | transfer -> 30000
    P2         | 2025-12-01       | 8000       | cash     -> no
    P3         | 2025-12-01       | 20000      | platform -> no
    P4         | 2025-12-15 00:00 | 30000      | transfer -> no
""", **M)
total("fees_apart", which="is_paid_apart", label="Chuyển khoản ngoài hệ thống, tính riêng", definition="Khoản chuyển khoản ngoài nền tảng, khi đơn vị quy ước tính riêng.", source="Định nghĩa của bộ chỉ số", example="""
    payment_id | paid_at          | amount_vnd | method   -> counted
    P1         | 2025-12-01       | 30000      | transfer -> 30000
    P2         | 2025-12-01       | 8000       | cash     -> no
    P3         | 2025-12-01       | 20000      | platform -> no
    P4         | 2025-12-15 00:00 | 30000      | transfer -> no
    [rules]
    bank_transfer_counts_as
    transfer
""", **M)
total("fees_method_unknown", which="is_paid_method_unknown", label="Phí, lệ phí không rõ hình thức thanh toán", definition="Khoản thu trong kỳ mà tệp xuất không ghi hoặc không đọc được hình thức thanh toán.", source="Định nghĩa của bộ chỉ số", example="""
    payment_id | paid_at          | amount_vnd | method     -> counted
    P1         | 2025-12-01       | 8000       | –          -> 8000
    P2         | 2025-12-01       | 5000       | unreadable -> 5000
    P3         | 2025-12-01       | 20000      | cash       -> no
    P4         | 2025-12-15 00:00 | 8000       | –          -> no
""", **M)
share("fees_online_pct", part="fees_online", whole="fees_total", better="higher", section=S, label="Tỷ lệ thanh toán trực tuyến theo số tiền", source=SOURCE)
share("fees_in_person_pct", part="fees_in_person", whole="fees_total", section=S, label="Tỷ lệ thanh toán trực tiếp theo số tiền", source=SOURCE)
total("fees_phi", which="is_phi", label="Phí", definition="Khoản thu trong kỳ là phí.", source="Luật Phí và lệ phí", example="""
    payment_id | paid_at          | amount_vnd | kind   -> counted
    P1         | 2025-12-01       | 20000      | phi    -> 20000
    P2         | 2025-12-01       | -5000      | phi    -> -5000
    P3         | 2025-12-01       | 8000       | le_phi -> no
    P4         | 2025-12-01       | 3000       | –      -> no
    P5         | 2025-12-15 00:00 | 20000      | phi    -> no
""", **M)
total("fees_le_phi", which="is_le_phi", label="Lệ phí", definition="Khoản thu trong kỳ là lệ phí.", source="Luật Phí và lệ phí", example="""
    payment_id | paid_at          | amount_vnd | kind       -> counted
    P1         | 2025-12-01       | 8000       | le_phi     -> 8000
    P2         | 2025-12-01       | 20000      | phi        -> no
    P3         | 2025-12-01       | 3000       | unreadable -> no
    P4         | 2025-12-15 00:00 | 8000       | le_phi     -> no
""", **M)
total("fees_kind_unknown", which="is_kind_unknown", label="Không rõ phí hay lệ phí", definition="Khoản thu trong kỳ mà tệp xuất không phân biệt phí và lệ phí.", source="Định nghĩa của bộ chỉ số", example="""
    payment_id | paid_at          | amount_vnd | kind       -> counted
    P1         | 2025-12-01       | 3000       | –          -> 3000
    P2         | 2025-12-01       | 4000       | unreadable -> 4000
    P3         | 2025-12-01       | 8000       | le_phi     -> no
    P4         | 2025-12-01       | 20000      | phi        -> no
    P5         | 2025-12-15 00:00 | 3000       | –          -> no
""", **M)
total("fees_refunded", which="is_refund", label="Hoàn phí, lệ phí (số âm)", definition="Khoản hoàn trong kỳ, có dòng riêng và ngày riêng.", source="Định nghĩa của bộ chỉ số", example="""
    payment_id | paid_at          | amount_vnd | state    -> counted
    P1         | 2025-12-14 23:59 | -8000      | refunded -> -8000
    P2         | 2025-12-15 00:00 | -8000      | refunded -> no
    P3         | 2025-12-01       | 8000       | paid     -> no
    P4         | 2025-12-01       | 0          | paid     -> no
""", **M)

N: Shared = {"of": "payments", "section": S, "adds": "flow"}
count("payments_collected", which="is_collection", label="Số lượt thu", base="trên số lượt thu", definition="Số khoản thu trên 0 đồng trong kỳ, không kể khoản hoàn; hồ sơ không phải nộp không phải là khoản thu 0 đồng.", source="Định nghĩa của bộ chỉ số", example="""
    payment_id | paid_at          | amount_vnd | state     -> counted
    P1         | 2025-12-01       | 20000      | paid      -> yes
    P2         | 2025-12-01       | 20000      | –         -> yes
    P3         | 2025-12-01       | 0          | paid      -> no
    P4         | 2025-12-01       | -8000      | refunded  -> no
    P5         | 2025-12-15 00:00 | 20000      | paid      -> no
    P6         | 2025-12-01       | 20000      | cancelled -> no
    P7         | 2025-12-01       | –          | paid      -> no
""", **N)
count("payments_online", which="is_collected_online", label="Số lượt thu trực tuyến", definition="Số khoản thu trong kỳ qua nền tảng thanh toán trực tuyến.", source="Định nghĩa của bộ chỉ số", example="""
    payment_id | paid_at          | amount_vnd | method   -> counted
    P1         | 2025-12-01       | 20000      | platform -> yes
    P2         | 2025-12-01       | -5000      | platform -> no
    P3         | 2025-12-01       | 8000       | cash     -> no
    P4         | 2025-12-15 00:00 | 20000      | platform -> no
""", **N)
count("payments_in_person", which="is_collected_in_person", label="Số lượt thu trực tiếp", definition="Số khoản thu trong kỳ bằng tiền mặt hoặc chuyển khoản ngoài (theo quy ước).", source="Định nghĩa của bộ chỉ số", example="""
    payment_id | amount_vnd | method   -> counted
    P1         | 8000       | cash     -> yes
    P2         | 30000      | transfer -> yes
    P3         | 20000      | platform -> no
    P4         | -8000      | cash     -> no
""", **N)
share("payments_online_pct", part="payments_online", whole="payments_collected", better="higher", section=S, label="Tỷ lệ thanh toán trực tuyến theo số lượt thu", source="Định nghĩa của bộ chỉ số")
count("payments_undated", of="payments", which="is_paid_undated", adds="none", section=S, label="Khoản thu, hoàn không rõ ngày", definition="Khoản tiền mà tệp xuất không ghi hoặc không đọc được ngày; không nằm trong tổng.", source="Định nghĩa của bộ chỉ số", example="""
    payment_id | paid_at    | amount_vnd | state    -> counted
    P1         | –          | 20000      | paid     -> yes
    P2         | –          | -8000      | refunded -> yes
    P3         | –          | 20000      | waiting  -> no
    P4         | –          | 20000      | –        -> no
    P5         | 2025-12-01 | 20000      | paid     -> no
""")
count("refunds_undated", of="payments", which="is_refund_undated", adds="none", section=S, label="Khoản đã hoàn, không rõ ngày hoàn", definition="Khoản thu trong kỳ mà hệ thống chỉ đổi trạng thái thành hoàn phí; ngày hoàn không biết nên chưa trừ.", source="Định nghĩa của bộ chỉ số", example="""
    payment_id | paid_at    | amount_vnd | state    -> counted
    P1         | 2025-12-01 | 20000      | refunded -> yes
    P2         | 2025-12-01 | -20000     | refunded -> no
    P3         | 2025-12-01 | 20000      | paid     -> no
    P4         | 2025-11-14 | 20000      | refunded -> no
""")
count("payments_amount_unreadable", of="payments", which="is_paid_amount_unreadable", adds="none", section=S, label="Khoản thu không đọc được số tiền", definition="Khoản thu trong kỳ có số tiền không đọc được; không nằm trong tổng.", source="Định nghĩa của bộ chỉ số", example="""
    payment_id | paid_at          | amount_vnd | unreadable   -> counted
    P1         | 2025-12-01       | –          | ,amount_vnd, -> yes
    P2         | 2025-12-15 00:00 | –          | ,amount_vnd, -> no
    P3         | 2025-12-01       | 20000      | –            -> no
""")

count("new_fee_liable", of="cases", which="is_new_fee_liable", adds="flow", section=S, label="Hồ sơ mới phải nộp phí, lệ phí", base="trên số hồ sơ mới phải nộp phí, lệ phí", definition="Hồ sơ tiếp nhận mới của thủ tục có phí, lệ phí.", source="Quyết định 766/QĐ-TTg, chỉ tiêu 3.6", example="""
    case_id | accepted_at | is_fee_due -> counted
    H1      | 2025-12-01  | có         -> yes
    H2      | 2025-12-01  | không      -> no
    H3      | 2025-12-01  | –          -> no
    H4      | 2025-11-14  | có         -> no
""")
count("new_paid_online", of="cases", which="is_new_paid_online", adds="flow", section=S, label="Hồ sơ mới đã thanh toán trực tuyến", definition="Hồ sơ mới phải nộp phí, lệ phí và đã thanh toán trực tuyến đến hết kỳ.", source="Quyết định 766/QĐ-TTg, chỉ tiêu 3.6", example="""
    case_id | accepted_at | is_fee_due -> counted
    H1      | 2025-12-01  | có         -> yes
    H2      | 2025-12-01  | có         -> no
    H3      | 2025-12-01  | có         -> no
    H4      | 2025-12-01  | không      -> no
    H5      | 2025-12-01  | có         -> no
    H6      | 2025-12-01  | có         -> no
    H7      | 2025-11-14  | có         -> no
    [payments]
    payment_id | case_id | paid_at          | amount_vnd | method   | state
    P1         | H1      | 2025-12-14 23:59 | 8000       | platform | paid
    P2         | H2      | 2025-12-15 00:00 | 8000       | platform | paid
    P3         | H3      | 2025-12-01       | 8000       | cash     | paid
    P4         | H4      | 2025-12-01       | 8000       | platform | paid
    P5         | H5      | 2025-12-01       | 8000       | platform | waiting
    P6         | H6      | 2025-12-01       | -8000      | platform | refunded
    P7         | H6      | 2025-12-01       | 0          | platform | paid
    P8         | H7      | 2025-12-01       | 8000       | platform | paid
""")
share("online_payment_cases_pct", part="new_paid_online", whole="new_fee_liable", better="higher", section=S, label="Tỷ lệ hồ sơ thanh toán trực tuyến", source="Quyết định 766/QĐ-TTg, chỉ tiêu 3.6")
