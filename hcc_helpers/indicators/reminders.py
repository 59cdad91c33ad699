"""Section I.1 of the report: reminders sent and what came of them, difficulties raised and settled."""

# One definition a paragraph, its example below it: read as a list, not as calls.

from hcc_helpers.indicators.definition import CENTRE, Shared, count, quantile, share
from hcc_helpers.vocabulary import AUTHORITY

OWN = "Định nghĩa của bộ chỉ số"
R: Shared = {"of": "reminders", "section": "I.1", "scopes": CENTRE, "source": OWN}
BY_UNIT: Shared = {"by": ("unit",)}

count(
    "reminders_sent",
    which="is_sent",
    adds="flow",
    label="Lần đôn đốc trong kỳ",
    base="trên số lần đôn đốc",
    definition="Dòng của sổ đôn đốc có ngày đôn đốc trong kỳ; một lần nhắc một đơn vị là một dòng.",
    example="""
    reminder_no | sent_on          -> counted
    1           | 2025-11-14 23:59 -> no
    2           | 2025-11-15 00:00 -> yes
    3           | 2025-12-14 23:59 -> yes
    4           | 2025-12-15 00:00 -> no
""",
    **R,
    **BY_UNIT,
)
count(
    "reminders_settled",
    which="is_sent_settled",
    adds="none",
    better="higher",
    label="Đôn đốc: đã giải quyết",
    definition="Lần đôn đốc trong kỳ mà sổ ghi đã giải quyết, không sau ngày cuối kỳ.",
    example="""
    reminder_no | sent_on    | outcome     | outcome_on       -> counted
    1           | 2025-12-01 | settled     | 2025-12-03       -> yes
    2           | 2025-12-01 | settled     | –                -> yes
    3           | 2025-12-01 | settled     | 2025-12-15 00:00 -> no
    4           | 2025-12-01 | rescheduled | 2025-12-03       -> no
    5           | 2025-11-14 | settled     | 2025-12-03       -> no
""",
    **R,
    **BY_UNIT,
)
count(
    "reminders_rescheduled",
    which="is_sent_rescheduled",
    adds="none",
    label="Đôn đốc: hẹn lại",
    definition="Lần đôn đốc trong kỳ mà đơn vị hẹn lại, không sau ngày cuối kỳ.",
    example="""
    reminder_no | sent_on    | outcome     | outcome_on       -> counted
    1           | 2025-12-01 | rescheduled | 2025-12-03       -> yes
    2           | 2025-12-01 | rescheduled | 2025-12-15 00:00 -> no
    3           | 2025-12-01 | settled     | 2025-12-03       -> no
    4           | 2025-12-01 | –           | –                -> no
""",
    **R,
)
count(
    "reminders_no_reply",
    which="is_sent_no_reply",
    adds="none",
    better="lower",
    label="Đôn đốc: chưa phản hồi lúc hết kỳ",
    definition="Lần đôn đốc trong kỳ mà đến hết kỳ chưa có kết quả (ô kết quả trống cũng là chưa phản hồi).",
    example="""
    reminder_no | sent_on    | outcome  | outcome_on       -> counted
    1           | 2025-12-01 | no_reply | –                -> yes
    2           | 2025-12-01 | –        | –                -> yes
    3           | 2025-12-01 | settled  | 2025-12-15 00:00 -> yes
    4           | 2025-12-01 | settled  | 2025-12-14 23:59 -> no
    5           | 2025-11-14 | –        | –                -> no
""",
    **R,
)
count(
    "reminders_unreadable",
    which="is_sent_unreadable",
    adds="none",
    label="Đôn đốc: kết quả không đọc được",
    definition="Lần đôn đốc trong kỳ có ghi kết quả nhưng không đọc được.",
    example="""
    reminder_no | sent_on    | outcome    -> counted
    1           | 2025-12-01 | unreadable -> yes
    2           | 2025-12-01 | –          -> no
    3           | 2025-11-14 | unreadable -> no
""",
    **R,
)
share(
    "reminders_settled_pct",
    part="reminders_settled",
    whole="reminders_sent",
    better="higher",
    section="I.1",
    label="Tỷ lệ đôn đốc có kết quả giải quyết",
    source=OWN,
)

D: Shared = {"of": "difficulties", "section": "I.1", "scopes": CENTRE, "source": OWN}
count(
    "difficulties_raised",
    which="is_raised",
    adds="flow",
    label="Vướng mắc nêu trong kỳ",
    base="trên số vướng mắc nêu trong kỳ",
    definition="Vướng mắc có ngày nêu trong kỳ.",
    example="""
    difficulty_no | raised_on        -> counted
    1             | 2025-11-14 23:59 -> no
    2             | 2025-11-15 00:00 -> yes
    3             | 2025-12-14 23:59 -> yes
    4             | 2025-12-15 00:00 -> no
""",
    **D,
)
for _code, _word in AUTHORITY.items():
    _other = next(code for code in AUTHORITY if code != _code)
    count(
        f"difficulties_raised_{_code}",
        which=f"is_raised_{_code}",
        adds="flow",
        label=f"Vướng mắc nêu trong kỳ, cấp tháo gỡ: {_word}",
        definition=f"Vướng mắc nêu trong kỳ mà cấp có thẩm quyền tháo gỡ là {_word}.",
        example=f"""
    difficulty_no | raised_on        | authority -> counted
    1             | 2025-12-01       | {_code} -> yes
    2             | 2025-12-01       | {_other} -> no
    3             | 2025-12-15 00:00 | {_code} -> no
""",
        **D,
    )
count(
    "difficulties_raised_settled",
    which="is_raised_settled",
    adds="none",
    better="higher",
    label="Vướng mắc nêu trong kỳ, đã tháo gỡ",
    definition="Vướng mắc nêu trong kỳ và tháo gỡ xong không sau ngày cuối kỳ.",
    example="""
    difficulty_no | raised_on  | settled_on       -> counted
    1             | 2025-12-01 | 2025-12-14 23:59 -> yes
    2             | 2025-12-01 | 2025-12-15 00:00 -> no
    3             | 2025-12-01 | –                -> no
    4             | 2025-11-10 | 2025-12-01       -> no
""",
    **D,
)
share(
    "difficulties_settled_pct",
    part="difficulties_raised_settled",
    whole="difficulties_raised",
    better="higher",
    section="I.1",
    label="Tỷ lệ vướng mắc được tháo gỡ trong kỳ",
    source=OWN,
)
count(
    "difficulties_settled",
    which="is_settled",
    adds="flow",
    label="Vướng mắc tháo gỡ trong kỳ (gồm nêu từ kỳ trước)",
    definition="Vướng mắc có ngày tháo gỡ trong kỳ, dù nêu từ kỳ nào.",
    example="""
    difficulty_no | raised_on  | settled_on       -> counted
    1             | 2025-11-01 | 2025-11-14 23:59 -> no
    2             | 2025-11-01 | 2025-11-15 00:00 -> yes
    3             | 2025-12-01 | 2025-12-14 23:59 -> yes
    4             | 2025-12-01 | 2025-12-15 00:00 -> no
    5             | 2025-12-01 | –                -> no
""",
    **D,
)
count(
    "difficulties_open",
    which="is_open",
    adds="closing",
    better="lower",
    label="Vướng mắc chưa tháo gỡ lúc hết kỳ",
    definition="Vướng mắc nêu đến hết kỳ mà chưa tháo gỡ xong.",
    example="""
    difficulty_no | raised_on        | settled_on       -> counted
    1             | 2025-11-01       | –                -> yes
    2             | 2025-12-01       | 2025-12-15 00:00 -> yes
    3             | 2025-12-01       | 2025-12-14 23:59 -> no
    4             | 2025-12-15 00:00 | –                -> no
""",
    **D,
)
quantile(
    "difficulties_settle_wd_median",
    which="is_settled",
    column="settle_wd",
    at=0.5,
    unit="working_days",
    label="Trung vị thời gian tháo gỡ vướng mắc",
    better="lower",
    definition="Trung vị số ngày làm việc từ ngày nêu (không tính ngày đầu) đến ngày tháo gỡ, của vướng mắc tháo gỡ trong kỳ.",
    example="""
    difficulty_no | raised_on  | settled_on -> counted
    1             | 2025-12-01 | 2025-12-02 -> 1
    2             | 2025-12-05 | 2025-12-09 -> 2
    3             | 2025-12-01 | 2025-12-01 -> 0
    4             | 2025-12-01 | –          -> no
    5             | 2025-12-01 | 2025-12-10 -> 7
    = 1,5
""",
    **D,
)
