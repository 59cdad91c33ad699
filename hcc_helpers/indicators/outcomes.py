"""Section I.3 of the report: what became of the cases. Sixteen outcomes, each case has exactly one."""

# One definition a paragraph, its example below it: read as a list, not as calls.

from hcc_helpers.indicators.definition import Shared, count, quantile, share

# fmt: off

S = "I.3"
FIELD = ("field", "unit")
C: Shared = {"of": "cases", "section": S, "by": FIELD}
OWN = "Định nghĩa của bộ chỉ số"

count("resolved_early", which="is_finished_early", adds="flow", label="Giải quyết trước hạn", definition="Giải quyết xong trong kỳ, trước ngày hẹn trả theo quy định.", source="Biểu II.06a, cột 8", example="""
    case_id | status   | due_at     | ended_at         -> counted
    H1      | finished | 2025-12-05 | 2025-12-04 23:59 -> yes
    H2      | finished | 2025-12-05 | 2025-12-05 00:00 -> no
    H3      | finished | 2025-12-20 | 2025-12-15 00:00 -> no
    H4      | returned | 2025-12-05 | 2025-12-04       -> no
""", **C)
count("resolved_on_due_day", which="is_finished_on_due_day", adds="flow", label="Giải quyết đúng hạn", definition="Giải quyết xong trong kỳ, đúng ngày hẹn trả theo quy định.", source="Biểu II.06a, cột 9", example="""
    case_id | status   | due_at     | ended_at         -> counted
    H1      | finished | 2025-12-05 | 2025-12-04 23:59 -> no
    H2      | finished | 2025-12-05 | 2025-12-05 00:00 -> yes
    H3      | finished | 2025-12-05 | 2025-12-05 23:59 -> yes
    H4      | finished | 2025-12-05 | 2025-12-06 00:00 -> no
    H5      | returned | 2025-12-05 | 2025-12-05       -> no
""", **C)
count("resolved_late", which="is_finished_late", adds="flow", better="lower", label="Giải quyết quá hạn", definition="Giải quyết xong trong kỳ, sau ngày hẹn trả theo quy định; hẹn lại sau khi xin lỗi không làm hồ sơ thành đúng hạn.", source="Biểu II.06a, cột 10", example="""
    case_id | status    | due_at     | ended_at         | late_flag -> counted
    H1      | finished  | 2025-12-05 | 2025-12-05 23:59 | có        -> no
    H2      | finished  | 2025-12-05 | 2025-12-06 00:00 | –         -> yes
    H3      | finished  | 2025-12-10 | 2025-12-09       | –         -> yes
    H4      | finished  | 2025-12-05 | 2025-12-15 00:00 | –         -> no
    H5      | withdrawn | 2025-12-05 | 2025-12-06 00:00 | –         -> no
    H6      | finished  | –          | 2025-12-06       | có        -> yes
    [appointments]
    case_id | kind    | made_at    | due_at_before | due_at_after
    H3      | apology | 2025-12-04 | 2025-12-05    | 2025-12-10
""", **C)
count("resolved_in_time_as_told", which="is_finished_in_time_as_told", adds="flow", label="Giải quyết không quá hạn, theo hệ thống nguồn", definition="Giải quyết xong trong kỳ, tệp xuất không ghi ngày hẹn trả nhưng hệ thống nguồn tự ghi là không quá hạn; không biết trước hạn hay đúng hạn.", source=OWN, example="""
    case_id | due_at     | late_flag | ended_at         -> counted
    H1      | –          | không     | 2025-12-05       -> yes
    H2      | –          | có        | 2025-12-05       -> no
    H3      | –          | –         | 2025-12-05       -> no
    H4      | 2025-12-20 | không     | 2025-12-05       -> no
    H5      | –          | không     | 2025-12-15 00:00 -> no
""", **C)
count("judged_as_told", which="is_judged_as_told", adds="none", label="Xét quá hạn theo hệ thống nguồn", definition="Hồ sơ không có ngày hẹn trả, đã giải quyết hoặc đang giải quyết, được xét trong hạn hay quá hạn theo điều hệ thống nguồn tự ghi. “Quá hạn” của hồ sơ đang giải quyết chỉ dùng khi trích xuất đúng ngày hết kỳ.", source=OWN, example="""
    case_id | due_at     | late_flag | ended_at   | extracted_at     -> counted
    H1      | –          | không     | 2025-12-05 | 2025-12-16 07:30 -> yes
    H2      | –          | có        | 2025-12-05 | 2025-12-16 07:30 -> yes
    H3      | –          | không     | –          | 2025-12-16 07:30 -> yes
    H4      | –          | có        | –          | 2025-12-16 07:30 -> no
    H5      | –          | có        | –          | 2025-12-15 07:30 -> yes
    H6      | 2025-12-20 | có        | 2025-12-05 | 2025-12-16 07:30 -> no
    H7      | –          | –         | 2025-12-05 | 2025-12-16 07:30 -> no
""", **C)
count("resolved_without_due", which="is_finished_without_due", adds="flow", label="Đã giải quyết, không có ngày hẹn trả", definition="Giải quyết xong trong kỳ, tệp xuất không ghi ngày hẹn trả.", source=OWN, example="""
    case_id | due_at     | ended_at   -> counted
    H1      | –          | 2025-12-05 -> yes
    H2      | 2025-12-05 | 2025-12-05 -> no
    H3      | –          | –          -> no
""", **C)
count("resolved_due_unreadable", which="is_finished_due_unreadable", adds="flow", label="Đã giải quyết, ngày hẹn trả không đọc được", definition="Giải quyết xong trong kỳ, ngày hẹn trả có ghi nhưng không đọc được.", source=OWN, example="""
    case_id | due_at | unreadable | ended_at   -> counted
    H1      | –      | ,due_at,   | 2025-12-05 -> yes
    H2      | –      | –          | 2025-12-05 -> no
    H3      | –      | ,due_at,   | –          -> no
""", **C)
count("returned", which="is_returned", adds="flow", label="Trả lại", definition="Hồ sơ trả lại trong kỳ.", source="Mục I.3 của báo cáo", example="""
    case_id | status    | result_kind | ended_at   | returned_at      -> counted
    H1      | returned  | –           | –          | 2025-12-14 23:59 -> yes
    H2      | returned  | –           | –          | 2025-12-15 00:00 -> no
    H3      | finished  | returned    | 2025-12-05 | –                -> yes
    H4      | returned  | –           | –          | –                -> yes
    H5      | withdrawn | –           | 2025-12-05 | –                -> no
""", **C)
count("withdrawn", which="is_withdrawn", adds="flow", label="Công dân rút", definition="Hồ sơ công dân rút trong kỳ.", source="Trạng thái 7 của Cổng Dịch vụ công quốc gia", example="""
    case_id | status    | result_kind | ended_at   | withdrawn_at     -> counted
    H1      | withdrawn | –           | –          | 2025-12-14 23:59 -> yes
    H2      | withdrawn | –           | –          | 2025-12-15 00:00 -> no
    H3      | finished  | withdrawn   | 2025-12-05 | –                -> yes
    H4      | withdrawn | –           | –          | –                -> yes
    H5      | returned  | –           | 2025-12-05 | –                -> no
""", **C)
count("returned_or_withdrawn_untold", which="is_returned_or_withdrawn", adds="flow", label="Trả lại hoặc rút (không phân biệt được)", definition="Hồ sơ kết thúc với loại kết quả “Trả lại/Xin rút” mà tệp xuất không phân biệt.", source=OWN, example="""
    case_id | status   | result_kind           | ended_at         -> counted
    H1      | finished | returned_or_withdrawn | 2025-12-14 23:59 -> yes
    H2      | finished | returned_or_withdrawn | 2025-12-15 00:00 -> no
    H3      | finished | returned              | 2025-12-05       -> no
    H4      | finished | granted               | 2025-12-05       -> no
""", **C)
count("stopped", which="is_stopped", adds="flow", label="Dừng giải quyết", definition="Hồ sơ dừng giải quyết trong kỳ (mẫu 05).", source="Thông tư 03/2025/TT-VPCP, mẫu 05", example="""
    case_id | status   | stopped_at       | ended_at   -> counted
    H1      | stopped  | 2025-12-14 23:59 | –          -> yes
    H2      | stopped  | 2025-12-15 00:00 | –          -> no
    H3      | stopped  | –                | –          -> yes
    H4      | finished | –                | 2025-12-05 -> no
""", **C)
count("open_paused", which="is_paused", adds="closing", label="Tạm dừng (chờ bổ sung / chờ nghĩa vụ tài chính)", definition="Chưa kết thúc lúc hết kỳ và đang trong một lần tạm dừng; không nằm trong “trong hạn”.", source=OWN, example="""
    case_id | ended_at   -> counted
    H1      | –          -> yes
    H2      | –          -> no
    H3      | –          -> yes
    H4      | –          -> no
    H5      | 2025-12-10 -> no
    [pauses]
    case_id | from_at          | to_at
    H1      | 2025-12-14 23:59 | –
    H2      | 2025-12-01       | 2025-12-14 23:59
    H3      | 2025-12-01       | 2025-12-15 00:00
    H4      | 2025-12-15 00:00 | –
    H5      | 2025-12-01       | –
""", **C)
count("open_in_time", which="is_open_in_time", adds="closing", label="Đang giải quyết, trong hạn", definition="Chưa kết thúc lúc hết kỳ, không tạm dừng, ngày hẹn trả sau ngày cuối kỳ.", source="Biểu II.06a, cột 12", example="""
    case_id | due_at     | ended_at         -> counted
    H1      | 2025-12-14 | –                -> no
    H2      | 2025-12-15 | –                -> yes
    H3      | 2025-12-20 | 2025-12-15 00:00 -> yes
    H4      | 2025-12-20 | 2025-12-14 23:59 -> no
    H5      | 2025-12-20 | –                -> no
    [pauses]
    case_id | from_at    | to_at
    H5      | 2025-12-10 | –
""", **C)
count("open_late", which="is_open_late", adds="closing", better="lower", label="Đang giải quyết, đã quá hạn", definition="Chưa kết thúc lúc hết kỳ, không tạm dừng, ngày hẹn trả là ngày cuối kỳ hoặc trước đó.", source="Biểu II.06a, cột 13", example="""
    case_id | due_at     | ended_at         -> counted
    H1      | 2025-12-14 | –                -> yes
    H2      | 2025-12-15 | –                -> no
    H3      | 2025-12-10 | 2025-12-15 00:00 -> yes
    H4      | 2025-12-10 | 2025-12-14 23:59 -> no
    H5      | 2025-12-10 | –                -> no
    [pauses]
    case_id | from_at    | to_at
    H5      | 2025-12-05 | –
""", **C)
count("open_without_due", which="is_open_without_due", adds="closing", label="Đang giải quyết, không có ngày hẹn trả", definition="Chưa kết thúc lúc hết kỳ, tệp xuất không ghi ngày hẹn trả.", source=OWN, example="""
    case_id | due_at     | unreadable | ended_at         -> counted
    H1      | –          | –          | –                -> yes
    H2      | –          | ,due_at,   | –                -> no
    H3      | 2025-12-20 | –          | –                -> no
    H4      | –          | –          | 2025-12-05       -> no
    H5      | –          | –          | 2025-12-15 00:00 -> yes
""", **C)
count("open_due_unreadable", which="is_open_due_unreadable", adds="closing", label="Đang giải quyết, ngày hẹn trả không đọc được", definition="Chưa kết thúc lúc hết kỳ, ngày hẹn trả có ghi nhưng không đọc được.", source=OWN, example="""
    case_id | due_at | unreadable | ended_at   -> counted
    H1      | –      | ,due_at,   | –          -> yes
    H2      | –      | –          | –          -> no
    H3      | –      | ,due_at,   | 2025-12-05 -> no
""", **C)
count("unknown_outcome", which="is_unknown", adds="closing", label="Chưa rõ kết quả", definition="Trạng thái nói đã kết thúc nhưng không có ngày kết thúc; thuộc mọi kỳ từ lúc tiếp nhận đến khi được bổ sung.", source=OWN, example="""
    case_id | accepted_at      | status      | ended_at   | handed_over_at -> counted
    H1      | 2025-11-20       | finished    | –          | –              -> yes
    H2      | 2025-11-20       | handed_over | –          | –              -> yes
    H3      | 2025-11-20       | handed_over | –          | 2025-12-05     -> no
    H4      | 2025-11-20       | finished    | 2025-12-05 | –              -> no
    H5      | 2025-11-20       | processing  | –          | –              -> no
    H6      | 2025-12-15 00:00 | finished    | –          | –              -> no
""", **C)

count("resolved_all", which="is_finished", adds="flow", label="Đã giải quyết xong", definition="Hồ sơ giải quyết xong trong kỳ, kể cả hồ sơ không có ngày hẹn trả.", source="Biểu II.06a, cột 7", example="""
    case_id | status   | due_at     | ended_at         -> counted
    H1      | finished | 2025-12-05 | 2025-12-14 23:59 -> yes
    H2      | finished | 2025-12-05 | 2025-12-15 00:00 -> no
    H3      | finished | –          | 2025-12-05       -> yes
    H4      | returned | 2025-12-05 | 2025-12-05       -> no
""", **C)
count("resolved_in_time", which="is_finished_in_time", adds="flow", label="Giải quyết trước hạn và đúng hạn", definition="Giải quyết trước hạn cộng giải quyết đúng hạn (con số “trước hạn” của báo cáo; giả định).", source="Biểu II.06a, cột 8 và 9", example="""
    case_id | due_at     | ended_at         | late_flag -> counted
    H1      | 2025-12-05 | 2025-12-04       | –         -> yes
    H2      | 2025-12-05 | 2025-12-05 23:59 | –         -> yes
    H3      | 2025-12-05 | 2025-12-06 00:00 | không     -> no
    H4      | –          | 2025-12-05       | –         -> no
    H5      | –          | 2025-12-05       | không     -> yes
""", **C)
count("resolved_with_due", which="is_finished_with_due", adds="flow", label="Đã giải quyết có ngày hẹn trả", base="trên số hồ sơ đã giải quyết có ngày hẹn trả", definition="Giải quyết trước hạn, đúng hạn và quá hạn; không gồm trả lại, rút, dừng và hồ sơ không có ngày hẹn trả.", source="Biểu II.06a, cột 7", example="""
    case_id | status    | due_at     | ended_at   -> counted
    H1      | finished  | 2025-12-05 | 2025-12-04 -> yes
    H2      | finished  | 2025-12-05 | 2025-12-06 -> yes
    H3      | finished  | –          | 2025-12-05 -> no
    H4      | withdrawn | 2025-12-05 | 2025-12-04 -> no
""", **C)
share("in_time_pct", part="resolved_in_time", whole="resolved_with_due", better="higher", section=S, by=FIELD, label="Tỷ lệ giải quyết trước hạn và đúng hạn", source="Mục I.3 của báo cáo")
share("resolved_late_pct", part="resolved_late", whole="resolved_with_due", better="lower", section=S, by=FIELD, label="Tỷ lệ giải quyết quá hạn", source="Mục I.3 của báo cáo")
count("returned_or_withdrawn", which="is_given_back", adds="flow", label="Trả lại, rút", definition="Trả lại cộng công dân rút cộng trả lại hoặc rút không phân biệt được.", source="Mục I.3 của báo cáo", example="""
    case_id | status    | result_kind           | ended_at   -> counted
    H1      | returned  | –                     | 2025-12-05 -> yes
    H2      | withdrawn | –                     | 2025-12-05 -> yes
    H3      | finished  | returned_or_withdrawn | 2025-12-05 -> yes
    H4      | stopped   | –                     | 2025-12-05 -> no
    H5      | finished  | –                     | 2025-12-05 -> no
""", **C)
count("closed_all", which="is_closed", adds="flow", label="Đã kết thúc trong kỳ", definition="Giải quyết xong, trả lại, rút hoặc dừng trong kỳ.", source=OWN, example="""
    case_id | accepted_at | status   | ended_at         -> counted
    H1      | 2025-11-20  | finished | 2025-12-14 23:59 -> yes
    H2      | 2025-11-20  | finished | 2025-12-15 00:00 -> no
    H3      | 2025-11-20  | returned | 2025-12-05       -> yes
    H4      | 2025-11-20  | stopped  | 2025-12-05       -> yes
    H5      | 2025-11-20  | finished | –                -> no
    H6      | 2025-11-10  | finished | 2025-11-14 23:59 -> no
""", **C)
count("open_all", which="is_stock", adds="closing", better="lower", label="Đang giải quyết cuối kỳ", definition="Hồ sơ còn lại lúc hết kỳ: trong hạn, quá hạn, tạm dừng, không có ngày hẹn trả, chưa rõ kết quả.", source="Biểu II.06a, cột 11", example="""
    case_id | accepted_at      | status     | ended_at         -> counted
    H1      | 2025-11-20       | processing | –                -> yes
    H2      | 2025-11-20       | finished   | 2025-12-15 00:00 -> yes
    H3      | 2025-11-20       | finished   | 2025-12-14 23:59 -> no
    H4      | 2025-11-20       | finished   | –                -> yes
    H5      | 2025-12-15 00:00 | processing | –                -> no
""", **C)
count("open_paused_supplement", which="is_paused_supplement", adds="closing", of="cases", section=S, label="Tạm dừng (chờ bổ sung)", definition="Tạm dừng lúc hết kỳ để chờ bổ sung.", source=OWN, example="""
    case_id | status     | ended_at   -> counted
    H1      | processing | –          -> yes
    H2      | processing | –          -> no
    H3      | processing | –          -> yes
    H4      | supplement | –          -> yes
    H5      | finished   | 2025-12-12 -> no
    [pauses]
    case_id | reason     | from_at    | to_at
    H1      | supplement | 2025-12-10 | –
    H2      | tax_paying | 2025-12-10 | –
    H3      | tax_fixing | 2025-12-05 | –
    H3      | supplement | 2025-12-10 | –
    H5      | supplement | 2025-12-10 | –
""")
count("open_paused_tax", which="is_paused_tax", adds="closing", of="cases", section=S, label="Tạm dừng (chờ nghĩa vụ tài chính)", definition="Tạm dừng lúc hết kỳ để xác định hoặc thực hiện nghĩa vụ tài chính.", source=OWN, example="""
    case_id | status     | ended_at   -> counted
    H1      | processing | –          -> yes
    H2      | processing | –          -> yes
    H3      | processing | –          -> no
    H4      | financial  | –          -> yes
    H5      | finished   | 2025-12-12 -> no
    [pauses]
    case_id | reason     | from_at    | to_at
    H1      | tax_fixing | 2025-12-10 | –
    H2      | tax_paying | 2025-12-10 | –
    H3      | supplement | 2025-12-10 | –
    H5      | tax_paying | 2025-12-10 | –
""")
count("open_paused_other", which="is_paused_other", adds="closing", of="cases", section=S, label="Tạm dừng (lý do khác)", definition="Tạm dừng lúc hết kỳ vì lý do khác.", source=OWN, example="""
    case_id | status     | ended_at   -> counted
    H1      | processing | –          -> yes
    H2      | processing | –          -> yes
    H3      | processing | –          -> no
    H4      | processing | –          -> no
    H5      | processing | –          -> no
    H6      | finished   | 2025-12-12 -> no
    [pauses]
    case_id | reason        | from_at    | to_at
    H1      | public_notice | 2025-12-10 | –
    H2      | appraisal     | 2025-12-10 | –
    H3      | supplement    | 2025-12-10 | –
    H4      | tax_paying    | 2025-12-10 | –
    H5      | other         | 2025-12-01 | 2025-12-10
    H6      | other         | 2025-12-10 | –
""")
count("late_in_all", which="is_late_in_all", adds="none", better="lower", of="cases", section=S, label="Quá hạn, cả đã giải quyết và đang giải quyết", definition="Giải quyết quá hạn cộng đang giải quyết đã quá hạn.", source=OWN, example="""
    case_id | due_at     | ended_at         -> counted
    H1      | 2025-12-05 | 2025-12-06 00:00 -> yes
    H2      | 2025-12-05 | 2025-12-05 23:59 -> no
    H3      | 2025-12-14 | –                -> yes
    H4      | 2025-12-15 | –                -> no
""")
share("late_in_all_pct", part="late_in_all", whole="received_all", better="lower", section=S, label="Tỷ lệ quá hạn, cả đã giải quyết và đang giải quyết", source=OWN)
count("resolved_by_hand_over_date", which="is_finished_by_hand_over_date", adds="flow", of="cases", section=S, label="Giải quyết xong, lấy ngày trả kết quả", definition="Hồ sơ không có ngày xử lý xong nên lấy ngày trả kết quả.", source=OWN, example="""
    case_id | status      | ended_at   | handed_over_at   -> counted
    H1      | handed_over | –          | 2025-12-05       -> yes
    H2      | handed_over | 2025-12-04 | 2025-12-05       -> no
    H3      | handed_over | –          | 2025-12-15 00:00 -> no
""")

count("on_spot_new", which="is_new_on_spot", adds="flow", of="cases", section=S, label="Hồ sơ “4 tại chỗ” tiếp nhận trước giờ chuyển", base="trên số hồ sơ “4 tại chỗ” tiếp nhận trước giờ chuyển", definition="Hồ sơ mới của thủ tục trong danh sách “4 tại chỗ”, tiếp nhận trước 15 giờ.", source="Danh sách “4 tại chỗ” của Trung tâm", example="""
    case_id | procedure_code | accepted_at      -> counted
    H1      | 2.000815       | 2025-12-01 14:59 -> yes
    H2      | 2.000815       | 2025-12-01 15:00 -> no
    H3      | 1.001193       | 2025-12-01 09:00 -> no
    H4      | 2.000815       | 2025-11-14 09:00 -> no
    [centre]
    on_spot_procedures
    2.000815
""")
count("on_spot_same_day", which="is_new_on_spot_same_day", adds="flow", of="cases", section=S, label="Trả kết quả trong ngày (quy trình “4 tại chỗ”)", definition="Hồ sơ “4 tại chỗ” giải quyết xong ngay ngày tiếp nhận.", source="Danh sách “4 tại chỗ” của Trung tâm", example="""
    case_id | procedure_code | status    | accepted_at      | ended_at         -> counted
    H1      | 2.000815       | finished  | 2025-12-01 14:59 | 2025-12-01 23:59 -> yes
    H2      | 2.000815       | finished  | 2025-12-01 14:59 | 2025-12-02 00:00 -> no
    H3      | 2.000815       | finished  | 2025-12-01 15:00 | 2025-12-01 16:00 -> no
    H4      | 2.000815       | withdrawn | 2025-12-01 09:00 | 2025-12-01 10:00 -> no
    H5      | 1.001193       | finished  | 2025-12-01 09:00 | 2025-12-01 10:00 -> no
    [centre]
    on_spot_procedures
    2.000815
""")
share("on_spot_same_day_pct", part="on_spot_same_day", whole="on_spot_new", better="higher", section=S, label="Tỷ lệ trả kết quả trong ngày", source="Danh sách “4 tại chỗ” của Trung tâm")
count("supplemented", which="is_supplemented", adds="none", of="cases", section=S, label="Hồ sơ đã phải bổ sung", definition="Hồ sơ phải giải quyết trong kỳ có ít nhất một lần yêu cầu bổ sung đến hết kỳ.", source="Nghị định 118/2025/NĐ-CP, Điều 17 khoản 2 điểm a; từ 05/08/2026 theo Nghị định 309/2026/NĐ-CP, Điều 8 khoản 1 (yêu cầu bổ sung một lần, đầy đủ)", example="""
    case_id | accepted_at | ended_at   -> counted
    H1      | 2025-11-15  | –          -> yes
    H2      | 2025-11-10  | 2025-11-20 -> yes
    H3      | 2025-11-15  | –          -> no
    H4      | 2025-11-15  | –          -> no
    H5      | 2025-11-05  | 2025-11-14 -> no
    [supplements]
    case_id | requested_at
    H1      | 2025-12-14 23:59
    H2      | 2025-11-12
    H3      | 2025-12-15 00:00
    H5      | 2025-11-12
""")
count("supplemented_again", which="is_supplemented_again", adds="none", better="lower", of="cases", section=S, label="Hồ sơ phải bổ sung hơn một lần", definition="Hồ sơ phải giải quyết trong kỳ có hơn một lần yêu cầu bổ sung.", source="Nghị định 118/2025/NĐ-CP, Điều 17 khoản 2 điểm a; từ 05/08/2026 theo Nghị định 309/2026/NĐ-CP, Điều 8 khoản 1 (yêu cầu bổ sung một lần, đầy đủ)", example="""
    case_id | accepted_at | ended_at   -> counted
    H1      | 2025-11-15  | –          -> yes
    H2      | 2025-11-15  | –          -> no
    H3      | 2025-11-15  | –          -> no
    H4      | 2025-11-05  | 2025-11-14 -> no
    [supplements]
    case_id | requested_at
    H1      | 2025-11-20
    H1      | 2025-12-14 23:59
    H2      | 2025-11-20
    H3      | 2025-11-20
    H3      | 2025-12-15 00:00
    H4      | 2025-11-06
    H4      | 2025-11-12
""")
share("supplemented_again_pct", part="supplemented_again", whole="supplemented", better="lower", section=S, label="Tỷ lệ hồ sơ phải bổ sung hơn một lần", source="Nghị định 118/2025/NĐ-CP, Điều 17 khoản 2 điểm a; từ 05/08/2026 theo Nghị định 309/2026/NĐ-CP, Điều 8 khoản 1")
count("supplements_requested", of="supplements", which="is_requested", adds="flow", section=S, label="Lần yêu cầu bổ sung trong kỳ", definition="Số lần yêu cầu bổ sung trong kỳ.", source="Mẫu 02, Thông tư 03/2025/TT-VPCP", example="""
    case_id | requested_at     -> counted
    H1      | 2025-11-14 23:59 -> no
    H1      | 2025-11-15 00:00 -> yes
    H1      | 2025-12-14 23:59 -> yes
    H2      | 2025-12-15 00:00 -> no
""")
quantile("handling_wd_median", of="cases", which="is_finished", column="handling_wd", at=0.5, unit="working_days", section=S, by=("procedure",), label="Trung vị thời gian giải quyết", definition="Trung vị số ngày làm việc từ tiếp nhận (ngày đầu không tính) đến giải quyết xong, trừ thời gian tạm dừng; chỉ so được trong từng thủ tục.", source=OWN, example="""
    case_id | accepted_at | ended_at   -> counted
    H1      | 2025-12-01  | 2025-12-02 -> 1
    H2      | 2025-12-01  | 2025-12-05 -> 4
    H3      | 2025-12-01  | 2025-12-08 -> 5
    H4      | 2025-12-01  | 2025-12-05 -> 2
    H5      | 2025-12-01  | –          -> no
    [pauses]
    case_id | from_at    | to_at
    H4      | 2025-12-02 | 2025-12-04
    = 3
""")
quantile("handling_wd_p90", of="cases", which="is_finished", column="handling_wd", at=0.9, unit="working_days", section=S, by=("procedure",), label="9/10 hồ sơ giải quyết xong trong", definition="90% hồ sơ giải quyết xong trong thời gian này hoặc nhanh hơn; số ngày làm việc, trừ thời gian tạm dừng.", source=OWN, example="""
    case_id | accepted_at | ended_at   -> counted
    H1      | 2025-12-01  | 2025-12-01 -> 0
    H2      | 2025-12-01  | 2025-12-02 -> 1
    H3      | 2025-12-01  | 2025-12-05 -> 4
    H4      | 2025-12-01  | 2025-12-08 -> 5
    H5      | 2025-12-01  | –          -> no
    = 4,7
""")
