"""Section I.3 of the report: what became of the cases. Fifteen outcomes, each case has exactly one."""

from hcc_helpers.indicators.definition import count, quantile, share

S = "I.3"
FIELD = ("field", "unit")
C = {"of": "cases", "section": S, "by": FIELD}
OWN = "Định nghĩa của bộ chỉ số"

count("resolved_early", which="is_finished_early", adds="flow", label="Giải quyết trước hạn", definition="Giải quyết xong trong kỳ, trước ngày hẹn trả theo quy định.", source="Biểu II.06a, cột 8", **C)
count("resolved_on_due_day", which="is_finished_on_due_day", adds="flow", label="Giải quyết đúng hạn", definition="Giải quyết xong trong kỳ, đúng ngày hẹn trả theo quy định.", source="Biểu II.06a, cột 9", **C)
count("resolved_late", which="is_finished_late", adds="flow", better="lower", label="Giải quyết quá hạn", definition="Giải quyết xong trong kỳ, sau ngày hẹn trả theo quy định; hẹn lại sau khi xin lỗi không làm hồ sơ thành đúng hạn.", source="Biểu II.06a, cột 10", **C)
count("resolved_without_due", which="is_finished_without_due", adds="flow", label="Đã giải quyết, không có ngày hẹn trả", definition="Giải quyết xong trong kỳ, tệp xuất không ghi ngày hẹn trả.", source=OWN, **C)
count("resolved_due_unreadable", which="is_finished_due_unreadable", adds="flow", label="Đã giải quyết, ngày hẹn trả không đọc được", definition="Giải quyết xong trong kỳ, ngày hẹn trả có ghi nhưng không đọc được.", source=OWN, **C)
count("returned", which="is_returned", adds="flow", label="Trả lại", definition="Hồ sơ trả lại trong kỳ.", source="Mục I.3 của báo cáo", **C)
count("withdrawn", which="is_withdrawn", adds="flow", label="Công dân rút", definition="Hồ sơ công dân rút trong kỳ.", source="Trạng thái 7 của Cổng Dịch vụ công quốc gia", **C)
count("returned_or_withdrawn_untold", which="is_returned_or_withdrawn", adds="flow", label="Trả lại hoặc rút (không phân biệt được)", definition="Hồ sơ kết thúc với loại kết quả “Trả lại/Xin rút” mà tệp xuất không phân biệt.", source=OWN, **C)
count("stopped", which="is_stopped", adds="flow", label="Dừng giải quyết", definition="Hồ sơ dừng giải quyết trong kỳ (mẫu 05).", source="Thông tư 03/2025/TT-VPCP, mẫu 05", **C)
count("open_paused", which="is_paused", adds="closing", label="Tạm dừng (chờ bổ sung / chờ nghĩa vụ tài chính)", definition="Chưa kết thúc lúc hết kỳ và đang trong một lần tạm dừng; không nằm trong “trong hạn”.", source=OWN, **C)
count("open_in_time", which="is_open_in_time", adds="closing", label="Đang giải quyết, trong hạn", definition="Chưa kết thúc lúc hết kỳ, không tạm dừng, ngày hẹn trả từ ngày hết kỳ trở đi.", source="Biểu II.06a, cột 12", **C)
count("open_late", which="is_open_late", adds="closing", better="lower", label="Đang giải quyết, đã quá hạn", definition="Chưa kết thúc lúc hết kỳ, không tạm dừng, ngày hẹn trả trước ngày hết kỳ.", source="Biểu II.06a, cột 13", **C)
count("open_without_due", which="is_open_without_due", adds="closing", label="Đang giải quyết, không có ngày hẹn trả", definition="Chưa kết thúc lúc hết kỳ, tệp xuất không ghi ngày hẹn trả.", source=OWN, **C)
count("open_due_unreadable", which="is_open_due_unreadable", adds="closing", label="Đang giải quyết, ngày hẹn trả không đọc được", definition="Chưa kết thúc lúc hết kỳ, ngày hẹn trả có ghi nhưng không đọc được.", source=OWN, **C)
count("unknown_outcome", which="is_unknown", adds="closing", label="Chưa rõ kết quả", definition="Trạng thái nói đã kết thúc nhưng không có ngày kết thúc; thuộc mọi kỳ từ lúc tiếp nhận đến khi được bổ sung.", source=OWN, **C)

count("resolved_all", which="is_finished", adds="flow", label="Đã giải quyết xong", definition="Hồ sơ giải quyết xong trong kỳ, kể cả hồ sơ không có ngày hẹn trả.", source="Biểu II.06a, cột 7", **C)
count("resolved_in_time", which="is_finished_in_time", adds="flow", label="Giải quyết trước hạn và đúng hạn", definition="Giải quyết trước hạn cộng giải quyết đúng hạn (con số “trước hạn” của báo cáo; giả định).", source="Biểu II.06a, cột 8 và 9", **C)
count("resolved_with_due", which="is_finished_with_due", adds="flow", label="Đã giải quyết có ngày hẹn trả", base="trên số hồ sơ đã giải quyết có ngày hẹn trả", definition="Giải quyết trước hạn, đúng hạn và quá hạn; không gồm trả lại, rút, dừng và hồ sơ không có ngày hẹn trả.", source="Biểu II.06a, cột 7", **C)
share("in_time_pct", part="resolved_in_time", whole="resolved_with_due", better="higher", section=S, by=FIELD, label="Tỷ lệ giải quyết trước hạn và đúng hạn", source="Mục I.3 của báo cáo (99,6%)")
share("resolved_late_pct", part="resolved_late", whole="resolved_with_due", better="lower", section=S, by=FIELD, label="Tỷ lệ giải quyết quá hạn", source="Mục I.3 của báo cáo (0,4%)")
count("returned_or_withdrawn", which="is_given_back", adds="flow", label="Trả lại, rút", definition="Trả lại cộng công dân rút cộng trả lại hoặc rút không phân biệt được.", source="Mục I.3 của báo cáo", **C)
count("closed_all", which="is_closed", adds="flow", label="Đã kết thúc trong kỳ", definition="Giải quyết xong, trả lại, rút hoặc dừng trong kỳ.", source=OWN, **C)
count("open_all", which="is_stock", adds="closing", label="Đang giải quyết cuối kỳ", definition="Hồ sơ còn lại lúc hết kỳ: trong hạn, quá hạn, tạm dừng, không có ngày hẹn trả, chưa rõ kết quả.", source="Biểu II.06a, cột 11", **C)
count("open_paused_supplement", which="is_paused_supplement", adds="closing", of="cases", section=S, label="Tạm dừng (chờ bổ sung)", definition="Tạm dừng lúc hết kỳ để chờ bổ sung.", source=OWN)
count("open_paused_tax", which="is_paused_tax", adds="closing", of="cases", section=S, label="Tạm dừng (chờ nghĩa vụ tài chính)", definition="Tạm dừng lúc hết kỳ để xác định hoặc thực hiện nghĩa vụ tài chính.", source=OWN)
count("open_paused_other", which="is_paused_other", adds="closing", of="cases", section=S, label="Tạm dừng (lý do khác)", definition="Tạm dừng lúc hết kỳ vì lý do khác.", source=OWN)
count("late_in_all", which="is_late_in_all", adds="none", better="lower", of="cases", section=S, label="Quá hạn, cả đã giải quyết và đang giải quyết", definition="Giải quyết quá hạn cộng đang giải quyết đã quá hạn.", source=OWN)
share("late_in_all_pct", part="late_in_all", whole="received_all", better="lower", section=S, label="Tỷ lệ quá hạn, cả đã giải quyết và đang giải quyết", source=OWN)
count("resolved_by_hand_over_date", which="is_finished_by_hand_over_date", adds="flow", of="cases", section=S, label="Giải quyết xong, lấy ngày trả kết quả", definition="Hồ sơ không có ngày xử lý xong nên lấy ngày trả kết quả.", source=OWN)

count("on_spot_new", which="is_new_on_spot", adds="flow", of="cases", section=S, label="Hồ sơ “4 tại chỗ” tiếp nhận trước giờ chuyển", base="trên số hồ sơ “4 tại chỗ” tiếp nhận trước giờ chuyển", definition="Hồ sơ mới của thủ tục trong danh sách “4 tại chỗ”, tiếp nhận trước 15 giờ.", source="Danh sách “4 tại chỗ” của Trung tâm")
count("on_spot_same_day", which="is_new_on_spot_same_day", adds="flow", of="cases", section=S, label="Trả kết quả trong ngày (quy trình “4 tại chỗ”)", definition="Hồ sơ “4 tại chỗ” giải quyết xong ngay ngày tiếp nhận.", source="Danh sách “4 tại chỗ” của Trung tâm")
share("on_spot_same_day_pct", part="on_spot_same_day", whole="on_spot_new", better="higher", section=S, label="Tỷ lệ trả kết quả trong ngày", source="Danh sách “4 tại chỗ” của Trung tâm")
count("supplemented", which="is_supplemented", adds="none", of="cases", section=S, label="Hồ sơ đã phải bổ sung", definition="Hồ sơ phải giải quyết trong kỳ có ít nhất một lần yêu cầu bổ sung đến hết kỳ.", source="Nghị định 118/2025/NĐ-CP (bổ sung một lần)")
count("supplemented_again", which="is_supplemented_again", adds="none", better="lower", of="cases", section=S, label="Hồ sơ phải bổ sung hơn một lần", definition="Hồ sơ phải giải quyết trong kỳ có hơn một lần yêu cầu bổ sung.", source="Nghị định 118/2025/NĐ-CP (bổ sung một lần)")
count("supplements_requested", of="supplements", which="is_requested", adds="flow", section=S, label="Lần yêu cầu bổ sung trong kỳ", definition="Số lần yêu cầu bổ sung trong kỳ.", source="Mẫu 02, Thông tư 03/2025/TT-VPCP")
quantile("handling_wd_median", of="cases", which="is_finished", column="handling_wd", at=0.5, unit="working_days", section=S, by=("procedure",), label="Trung vị thời gian giải quyết", definition="Trung vị số ngày làm việc từ tiếp nhận (ngày đầu không tính) đến giải quyết xong, trừ thời gian tạm dừng; chỉ so được trong từng thủ tục.", source=OWN)
quantile("handling_wd_p90", of="cases", which="is_finished", column="handling_wd", at=0.9, unit="working_days", section=S, by=("procedure",), label="Phân vị 90 thời gian giải quyết", definition="90% hồ sơ giải quyết xong trong thời gian này hoặc nhanh hơn; số ngày làm việc, trừ thời gian tạm dừng.", source=OWN)
