"""Section I.3 of the report, its last line: phản ánh, kiến nghị (khiếu nại and tố cáo apart, in coordination)."""

# One definition a paragraph, its example below it: read as a list, not as calls.

from hcc_helpers.indicators.definition import CENTRE, Shared, count, share

P: Shared = {"of": "petitions", "section": "I.3", "scopes": CENTRE}
SOURCE = "Mục I.3 của báo cáo; Nghị định 20/2008/NĐ-CP"

count(
    "petitions_received",
    which="is_petition_received",
    adds="flow",
    label="Phản ánh, kiến nghị nhận trong kỳ",
    definition="Phản ánh, kiến nghị nhận trong kỳ qua Cổng, đơn thư hoặc đường dây nóng.",
    source=SOURCE,
    example="""
    petition_id | kind      | received_at      -> counted
    D1          | feedback  | 2025-11-15 00:00 -> yes
    D2          | proposal  | 2025-12-14 23:59 -> yes
    D3          | feedback  | 2025-12-15 00:00 -> no
    D4          | complaint | 2025-12-01       -> no
""",
    **P,
)
count(
    "petitions_due",
    which="is_due",
    adds="none",
    label="Phản ánh, kiến nghị đến hạn trong kỳ",
    base="trên số phản ánh, kiến nghị đến hạn",
    definition="Phản ánh, kiến nghị có hạn trả lời nằm trong kỳ.",
    source=SOURCE,
    example="""
    petition_id | kind      | received_at | due_at     -> counted
    D1          | feedback  | 2025-11-01  | 2025-11-14 -> no
    D2          | feedback  | 2025-11-01  | 2025-11-15 -> yes
    D3          | proposal  | 2025-12-01  | 2025-12-14 -> yes
    D4          | proposal  | 2025-12-01  | 2025-12-15 -> no
    D5          | feedback  | 2025-11-21  | –          -> yes
    D6          | feedback  | 2025-11-24  | –          -> no
    D7          | complaint | 2025-11-20  | 2025-12-01 -> no
""",
    **P,
)
count(
    "petitions_answered_in_time",
    which="is_due_answered_in_time",
    adds="none",
    label="Phản ánh, kiến nghị trả lời đúng hạn",
    definition="Trong số đến hạn: đã trả lời không sau hạn.",
    source=SOURCE,
    example="""
    petition_id | kind     | due_at     | answered_at      -> counted
    D1          | feedback | 2025-12-10 | 2025-12-10 23:59 -> yes
    D2          | feedback | 2025-12-10 | 2025-12-11 00:00 -> no
    D3          | feedback | 2025-12-10 | –                -> no
    D4          | feedback | 2025-12-15 | 2025-12-10       -> no
""",
    **P,
)
share(
    "petitions_in_time_pct",
    part="petitions_answered_in_time",
    whole="petitions_due",
    better="higher",
    section="I.3",
    label="Tỷ lệ phản ánh, kiến nghị trả lời đúng hạn",
    source=SOURCE,
)
count(
    "petitions_overdue",
    which="is_overdue",
    adds="closing",
    better="lower",
    label="Phản ánh, kiến nghị quá hạn trả lời lúc hết kỳ",
    definition="Phản ánh, kiến nghị quá hạn mà lúc hết kỳ chưa trả lời.",
    source=SOURCE,
    example="""
    petition_id | kind      | due_at     | answered_at      -> counted
    D1          | feedback  | 2025-12-14 | –                -> yes
    D2          | feedback  | 2025-12-15 | –                -> no
    D3          | proposal  | 2025-12-10 | 2025-12-14 23:59 -> no
    D4          | proposal  | 2025-12-10 | 2025-12-15 00:00 -> yes
    D5          | complaint | 2025-12-10 | –                -> no
""",
    **P,
)
