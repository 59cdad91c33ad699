"""Section I.3: whose counter received the case, and what is received here for another authority (from 05/08/2026)."""

# One definition a paragraph, its example below it: read as a list, not as calls.

from hcc_helpers.indicators.definition import FORWARDED, Shared, count, share

S = "I.3"
ELSEWHERE = "Nghị định 309/2026/NĐ-CP, Điều 7 khoản 2 và Điều 8 khoản 3 (từ 05/08/2026)"
PASSED_ON = "Nghị định 309/2026/NĐ-CP, Điều 9 (từ 05/08/2026)"
C: Shared = {"of": "cases", "section": S}
F: Shared = {"scopes": FORWARDED, "of": "cases", "section": S}

count(
    "new_at_counter",
    which="is_new_at_counter",
    adds="flow",
    label="Tiếp nhận mới tại quầy của Trung tâm",
    definition="Hồ sơ tiếp nhận mới, trừ hồ sơ mà quầy của nơi khác nhận; là khối lượng công việc của quầy.",
    source=ELSEWHERE,
    example="""
    case_id | accepted_at | receiving_unit        -> counted
    H1      | 2026-08-05  | Trung tâm xã A        -> yes
    H2      | 2026-08-05  | Trung tâm phường B    -> no
    H3      | 2026-08-05  | –                     -> yes
    H4      | 2026-08-04  | Trung tâm phường B    -> yes
    [centre]
    receiving_offices
    Trung tâm xã A
    [period]
    period
    2026-08
""",
    **C,
)
count(
    "new_received_elsewhere",
    which="is_new_elsewhere",
    adds="flow",
    label="Tiếp nhận mới ở quầy của nơi khác",
    definition="Hồ sơ mới do cơ quan của phạm vi này giải quyết mà quầy của nơi khác nhận: tính vào kết quả giải quyết, không tính vào khối lượng của quầy.",
    source=ELSEWHERE,
    example="""
    case_id | accepted_at | receiving_unit        -> counted
    H1      | 2026-08-05  | Trung tâm phường B    -> yes
    H2      | 2026-08-05  | TRUNG TÂM  xã A       -> no
    H3      | 2026-08-04  | Trung tâm phường B    -> no
    [centre]
    receiving_offices
    Trung tâm xã A
    [period]
    period
    2026-08
""",
    **C,
)

count(
    "pass_on_due",
    which="is_pass_on_due",
    adds="flow",
    label="Hồ sơ tiếp nhận hộ đến lúc phải chuyển",
    base="trên số hồ sơ tiếp nhận hộ đến lúc phải chuyển trong kỳ",
    definition="Hồ sơ tiếp nhận hộ mà hạn chuyển cho cơ quan có thẩm quyền nằm trong kỳ: trong ngày tiếp nhận, hoặc đầu ngày làm việc sau nếu tiếp nhận sau giờ chuyển hồ sơ.",
    source=PASSED_ON,
    example="""
    case_id | accepted_at      | receiving_unit     | deciding_unit | scope   | agency_received_at -> counted
    H1      | 2026-08-14 14:59 | Trung tâm xã A     | Sở B          | other   | 2026-08-14 16:00   -> yes
    H2      | 2026-08-14 15:00 | Trung tâm xã A     | Sở B          | other   | 2026-08-17 08:00   -> no
    H3      | 2026-08-05 08:00 | Trung tâm xã A     | Sở B          | other   | –                  -> yes
    H4      | 2026-08-04 08:00 | Trung tâm xã A     | Sở B          | other   | 2026-08-04 09:00   -> no
    H5      | 2026-08-06 08:00 | Trung tâm xã A     | UBND xã A     | commune | 2026-08-06 09:00   -> no
    H6      | 2026-08-06 08:00 | Trung tâm phường C | Sở B          | other   | 2026-08-06 09:00   -> no
    [centre]
    receiving_offices
    Trung tâm xã A
    [period]
    period
    2026-08
""",
    **F,
)
count(
    "passed_on_in_time",
    which="is_passed_on_by_then",
    adds="flow",
    label="Hồ sơ tiếp nhận hộ chuyển đúng hạn",
    definition="Trong số đó, cơ quan có thẩm quyền nhận được hồ sơ trước khi hết hạn chuyển; là trách nhiệm của Trung tâm.",
    source=PASSED_ON,
    example="""
    case_id | accepted_at      | receiving_unit     | deciding_unit | scope   | agency_received_at -> counted
    H1      | 2026-08-05 14:59 | Trung tâm xã A     | Sở B          | other   | 2026-08-05 23:59   -> yes
    H2      | 2026-08-05 14:59 | Trung tâm xã A     | Sở B          | other   | 2026-08-06 00:00   -> no
    H3      | 2026-08-05 15:00 | Trung tâm xã A     | Sở B          | other   | 2026-08-06 11:59   -> yes
    H4      | 2026-08-05 15:00 | Trung tâm xã A     | Sở B          | other   | 2026-08-06 12:00   -> no
    H5      | 2026-08-08 09:00 | Trung tâm xã A     | Sở B          | unknown | 2026-08-10 11:00   -> yes
    H6      | 2026-08-06 08:00 | Trung tâm xã A     | Sở B          | other   | –                  -> no
    [centre]
    receiving_offices
    Trung tâm xã A
    [period]
    period
    2026-08
""",
    **F,
)
share(
    "passed_on_in_time_pct",
    part="passed_on_in_time",
    whole="pass_on_due",
    better="higher",
    scopes=FORWARDED,
    section=S,
    label="Tỷ lệ chuyển đúng hạn hồ sơ tiếp nhận hộ",
    source=PASSED_ON,
)
count(
    "open_not_passed_on",
    which="is_open_not_passed_on",
    adds="closing",
    better="lower",
    label="Hồ sơ tiếp nhận hộ chưa chuyển lúc hết kỳ",
    definition="Hồ sơ tiếp nhận hộ đang mở mà lúc hết kỳ cơ quan có thẩm quyền chưa nhận được.",
    source=PASSED_ON,
    example="""
    case_id | accepted_at      | receiving_unit     | deciding_unit | scope   | agency_received_at -> counted
    H1      | 2026-08-06 08:00 | Trung tâm xã A     | Sở B          | other   | –                  -> yes
    H2      | 2026-08-14 16:00 | Trung tâm xã A     | Sở B          | other   | 2026-08-15 00:00   -> yes
    H3      | 2026-08-14 14:00 | Trung tâm xã A     | Sở B          | other   | 2026-08-14 23:59   -> no
    H4      | 2026-08-04 08:00 | Trung tâm xã A     | Sở B          | other   | –                  -> no
    [centre]
    receiving_offices
    Trung tâm xã A
    [period]
    period
    2026-08
""",
    **F,
)
