"""Section III of the report: staff on time, digital groups of the hamlets. Numbers of people only."""

# One definition a paragraph, its example below it: read as a list, not as calls.

from hcc_helpers.indicators.definition import CENTRE, Shared, count, share, total

OWN = "Định nghĩa của bộ chỉ số"
S: Shared = {"of": "staff_days", "section": "III", "scopes": CENTRE, "source": OWN}

count(
    "staff_days_recorded",
    which="is_worked",
    adds="flow",
    label="Ngày có ghi chuyên cần",
    definition="Ngày của kỳ có ghi số người phải có mặt và số người đúng giờ, số sau không lớn hơn số trước.",
    example="""
    worked_on        | on_duty | on_time -> counted
    2025-11-17 00:00 | 10      | 10      -> yes
    2025-12-01 00:00 | 10      | 8       -> yes
    2025-12-02 00:00 | 10      | 11      -> no
    2025-12-03 00:00 | 10      | –       -> no
    2025-12-15 00:00 | 10      | 10      -> no
""",
    **S,
)
count(
    "staff_days_impossible",
    which="is_impossible",
    adds="flow",
    label="Ngày ghi chuyên cần thiếu hoặc vô lý",
    definition="Ngày của kỳ ghi thiếu số người, hoặc số đúng giờ lớn hơn số phải có mặt; không tính vào tỷ lệ.",
    example="""
    worked_on        | on_duty | on_time -> counted
    2025-12-01 00:00 | 10      | 11      -> yes
    2025-12-02 00:00 | 10      | –       -> yes
    2025-12-03 00:00 | 10      | 10      -> no
    2025-12-15 00:00 | 10      | 11      -> no
""",
    **S,
)
count(
    "staff_days_all_on_time",
    which="is_all_on_time",
    adds="flow",
    better="higher",
    label="Ngày mọi người đúng giờ",
    definition="Ngày có ghi chuyên cần mà mọi người phải có mặt đều đúng giờ.",
    example="""
    worked_on        | on_duty | on_time -> counted
    2025-12-01 00:00 | 10      | 10      -> yes
    2025-12-02 00:00 | 10      | 9       -> no
    2025-12-15 00:00 | 10      | 10      -> no
""",
    **S,
)
total(
    "staff_on_duty",
    which="is_worked",
    column="on_duty",
    unit="person_days",
    label="Lượt người phải có mặt",
    base="trên số lượt người phải có mặt",
    definition="Cộng số người phải có mặt của các ngày có ghi chuyên cần; người vắng có phép đứng ngoài.",
    example="""
    worked_on        | on_duty | on_time -> counted
    2025-12-01 00:00 | 10      | 10      -> 10
    2025-12-02 00:00 | 9       | 8       -> 9
    2025-12-03 00:00 | 9       | 10      -> no
    2025-12-15 00:00 | 10      | 10      -> no
""",
    **S,
)
total(
    "staff_on_time",
    which="is_worked",
    column="on_time",
    unit="person_days",
    label="Lượt người đúng giờ",
    definition="Cộng số người đến đúng giờ của các ngày có ghi chuyên cần.",
    example="""
    worked_on        | on_duty | on_time -> counted
    2025-12-01 00:00 | 10      | 10      -> 10
    2025-12-02 00:00 | 9       | 8       -> 8
    2025-12-03 00:00 | 9       | 10      -> no
    2025-12-15 00:00 | 10      | 10      -> no
""",
    **S,
)
share(
    "staff_on_time_pct",
    part="staff_on_time",
    whole="staff_on_duty",
    better="higher",
    section="III",
    label="Tỷ lệ đúng giờ",
    source=OWN,
)
total(
    "staff_on_leave",
    which="is_worked",
    column="on_leave",
    unit="person_days",
    label="Lượt người vắng có phép",
    definition="Cộng số người vắng có phép của các ngày có ghi chuyên cần.",
    example="""
    worked_on        | on_duty | on_time | on_leave -> counted
    2025-12-01 00:00 | 10      | 10      | 1        -> 1
    2025-12-02 00:00 | 9       | 8       | 2        -> 2
    2025-12-15 00:00 | 10      | 10      | 1        -> no
""",
    **S,
)

H: Shared = {"of": "hamlet_groups", "section": "III", "scopes": CENTRE, "source": OWN}
count(
    "hamlets_with_group",
    which="is_set_up",
    adds="closing",
    better="higher",
    label="Xóm có tổ công nghệ số cộng đồng",
    definition="Xóm có tổ công nghệ số cộng đồng thành lập đến hết kỳ; nếu đơn vị khai danh sách xóm thì chỉ tính xóm trong danh sách.",
    example="""
    hamlet | set_up_on        -> counted
    Xóm 1  | 2025-08-01       -> yes
    Xóm 2  | 2025-12-14 23:59 -> yes
    Xóm 3  | 2025-12-15 00:00 -> no
""",
    **H,
)
count(
    "hamlet_groups_elsewhere",
    which="is_set_up_elsewhere",
    adds="closing",
    label="Tổ của xóm không có trong danh sách",
    definition="Tổ công nghệ số cộng đồng của xóm không có trong danh sách xóm mà đơn vị khai.",
    example="""
    hamlet | set_up_on        -> counted
    Xóm 1  | 2025-08-01       -> no
    Xóm 9  | 2025-08-01       -> yes
    Xóm 8  | 2025-12-15 00:00 -> no
    [centre]
    hamlets
    Xóm 1
    Xóm 2
""",
    **H,
)
total(
    "hamlet_group_members",
    which="is_set_up",
    column="members",
    unit="persons",
    adds="closing",
    label="Thành viên các tổ công nghệ số cộng đồng",
    definition="Tổng số thành viên của các tổ công nghệ số cộng đồng lúc hết kỳ.",
    example="""
    hamlet | set_up_on        | members -> counted
    Xóm 1  | 2025-08-01       | 5       -> 5
    Xóm 2  | 2025-09-01       | 7       -> 7
    Xóm 3  | 2025-12-15 00:00 | 6       -> no
""",
    **H,
)
