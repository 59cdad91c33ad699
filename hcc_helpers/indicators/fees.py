"""Section I.3 of the report: fees. One row of payments is one movement of money; refunds are negative rows."""

from hcc_helpers.indicators.definition import count, share, total

S = "I.3"
M = {"of": "payments", "column": "amount_vnd", "section": S}
SOURCE = "Mục I.3 của báo cáo"

total("fees_total", which="is_paid_in_period", label="Tổng phí, lệ phí", base="trên tổng phí, lệ phí", definition="Tổng các khoản thu trừ hoàn theo thời điểm thu trong kỳ; hồ sơ không phải nộp không tính là khoản 0 đồng.", source=SOURCE, **M)
total("fees_online", which="is_paid_online", label="Phí, lệ phí thanh toán trực tuyến", definition="Khoản thu trong kỳ qua nền tảng thanh toán trực tuyến.", source=SOURCE, **M)
total("fees_in_person", which="is_paid_in_person", label="Phí, lệ phí thanh toán trực tiếp", definition="Khoản thu trong kỳ bằng tiền mặt, và chuyển khoản ngoài hệ thống nếu quy ước tính vào trực tiếp.", source=SOURCE, **M)
total("fees_transfer", which="is_paid_by_transfer", label="Trong đó: chuyển khoản ngoài hệ thống", definition="Khoản thu trong kỳ bằng chuyển khoản ngoài nền tảng thanh toán trực tuyến.", source="Định nghĩa của bộ chỉ số", **M)
total("fees_apart", which="is_paid_apart", label="Chuyển khoản ngoài hệ thống, tính riêng", definition="Khoản chuyển khoản ngoài nền tảng, khi đơn vị quy ước tính riêng.", source="Định nghĩa của bộ chỉ số", **M)
total("fees_method_unknown", which="is_paid_method_unknown", label="Phí, lệ phí không rõ hình thức thanh toán", definition="Khoản thu trong kỳ mà tệp xuất không ghi hoặc không đọc được hình thức thanh toán.", source="Định nghĩa của bộ chỉ số", **M)
share("fees_online_pct", part="fees_online", whole="fees_total", better="higher", section=S, label="Tỷ lệ thanh toán trực tuyến theo số tiền", source=SOURCE)
share("fees_in_person_pct", part="fees_in_person", whole="fees_total", section=S, label="Tỷ lệ thanh toán trực tiếp theo số tiền", source=SOURCE)
total("fees_phi", which="is_phi", label="Phí", definition="Khoản thu trong kỳ là phí.", source="Luật Phí và lệ phí", **M)
total("fees_le_phi", which="is_le_phi", label="Lệ phí", definition="Khoản thu trong kỳ là lệ phí.", source="Luật Phí và lệ phí", **M)
total("fees_kind_unknown", which="is_kind_unknown", label="Không rõ phí hay lệ phí", definition="Khoản thu trong kỳ mà tệp xuất không phân biệt phí và lệ phí.", source="Định nghĩa của bộ chỉ số", **M)
total("fees_refunded", which="is_refund", label="Hoàn phí, lệ phí (số âm)", definition="Khoản hoàn trong kỳ, có dòng riêng và ngày riêng.", source="Định nghĩa của bộ chỉ số", **M)

N = {"of": "payments", "section": S, "adds": "flow"}
count("payments_collected", which="is_collection", label="Số lượt thu", base="trên số lượt thu", definition="Số khoản thu trong kỳ, không kể khoản hoàn.", source="Định nghĩa của bộ chỉ số", **N)
count("payments_online", which="is_collected_online", label="Số lượt thu trực tuyến", definition="Số khoản thu trong kỳ qua nền tảng thanh toán trực tuyến.", source="Định nghĩa của bộ chỉ số", **N)
count("payments_in_person", which="is_collected_in_person", label="Số lượt thu trực tiếp", definition="Số khoản thu trong kỳ bằng tiền mặt hoặc chuyển khoản ngoài (theo quy ước).", source="Định nghĩa của bộ chỉ số", **N)
share("payments_online_pct", part="payments_online", whole="payments_collected", better="higher", section=S, label="Tỷ lệ thanh toán trực tuyến theo số lượt thu", source="Định nghĩa của bộ chỉ số")
count("payments_undated", of="payments", which="is_paid_undated", adds="none", section=S, label="Khoản thu, hoàn không rõ ngày", definition="Khoản tiền mà tệp xuất không ghi hoặc không đọc được ngày; không nằm trong tổng.", source="Định nghĩa của bộ chỉ số")
count("refunds_undated", of="payments", which="is_refund_undated", adds="none", section=S, label="Khoản đã hoàn, không rõ ngày hoàn", definition="Khoản thu trong kỳ mà hệ thống chỉ đổi trạng thái thành hoàn phí; ngày hoàn không biết nên chưa trừ.", source="Định nghĩa của bộ chỉ số")
count("payments_amount_unreadable", of="payments", which="is_paid_amount_unreadable", adds="none", section=S, label="Khoản thu không đọc được số tiền", definition="Khoản thu trong kỳ có số tiền không đọc được; không nằm trong tổng.", source="Định nghĩa của bộ chỉ số")

count("new_fee_liable", of="cases", which="is_new_fee_liable", adds="flow", section=S, label="Hồ sơ mới phải nộp phí, lệ phí", base="trên số hồ sơ mới phải nộp phí, lệ phí", definition="Hồ sơ tiếp nhận mới của thủ tục có phí, lệ phí.", source="Quyết định 766/QĐ-TTg, chỉ tiêu 3.6")
count("new_paid_online", of="cases", which="is_new_paid_online", adds="flow", section=S, label="Hồ sơ mới đã thanh toán trực tuyến", definition="Hồ sơ mới phải nộp phí, lệ phí và đã thanh toán trực tuyến đến hết kỳ.", source="Quyết định 766/QĐ-TTg, chỉ tiêu 3.6")
share("online_payment_cases_pct", part="new_paid_online", whole="new_fee_liable", better="higher", section=S, label="Tỷ lệ hồ sơ thanh toán trực tuyến", source="Quyết định 766/QĐ-TTg, chỉ tiêu 3.6")
