"""On-time share after decision 766 (component 2.1): its own formula, for the last complete calendar month, apart."""

# One definition a paragraph, its example below it: read as a list, not as calls.

from hcc_helpers.indicators.definition import Shared, count, share

D: Shared = {"of": "cases", "section": "766", "adds": "none", "calendar_month": True}
SOURCE = "Quyết định 766/QĐ-TTg, chỉ tiêu 2.1 (chưa đối chiếu văn bản gốc)"

count(
    "received_766",
    which="is_of_period",
    label="Hồ sơ tiếp nhận, xử lý trong tháng dương lịch",
    base="trên số hồ sơ tiếp nhận, xử lý trong tháng dương lịch",
    definition="Hồ sơ phải giải quyết trong tháng dương lịch.",
    source=SOURCE,
    example="""
    case_id | accepted_at      | ended_at         -> counted
    H1      | 2025-10-31       | –                -> yes
    H2      | 2025-10-20       | 2025-10-31 23:59 -> no
    H3      | 2025-11-30 23:59 | –                -> yes
    H4      | 2025-12-01 00:00 | –                -> no
""",
    **D,
)
count(
    "in_time_766",
    which="is_766_in_time",
    label="Hồ sơ đúng hạn tính theo QĐ 766",
    definition="Kết thúc không sau ngày hẹn trả, hoặc đang giải quyết trong hạn, hoặc yêu cầu bổ sung trước hạn; bổ sung hơn một lần hoặc không có ngày hẹn trả thì không tính là đúng hạn.",
    source=SOURCE,
    example="""
    case_id | accepted_at | due_at     | ended_at         -> counted
    H1      | 2025-11-01  | 2025-11-20 | 2025-11-20 23:59 -> yes
    H2      | 2025-11-01  | 2025-11-20 | 2025-11-21 00:00 -> no
    H3      | 2025-11-01  | 2025-12-01 | –                -> yes
    H4      | 2025-11-01  | 2025-11-30 | –                -> no
    H5      | 2025-11-01  | –          | 2025-11-20       -> no
    H6      | 2025-11-01  | 2025-11-20 | –                -> yes
    H7      | 2025-11-01  | 2025-11-20 | –                -> no
    H8      | 2025-11-01  | 2025-11-20 | –                -> yes
    H9      | 2025-11-01  | 2025-11-20 | 2025-11-19       -> no
    H10     | 2025-10-10  | 2025-10-20 | 2025-10-20       -> no
    [pauses]
    case_id | from_at    | to_at
    H6      | 2025-11-19 | –
    H7      | 2025-11-21 | –
    [supplements]
    case_id | requested_at
    H6      | 2025-11-20 23:59
    H7      | 2025-11-21 00:00
    H8      | 2025-11-18
    H9      | 2025-11-05
    H9      | 2025-11-12
""",
    **D,
)
share(
    "on_time_766_pct",
    part="in_time_766",
    whole="received_766",
    better="higher",
    section="766",
    calendar_month=True,
    label="Tỷ lệ đúng hạn tính theo QĐ 766",
    source=SOURCE,
)
