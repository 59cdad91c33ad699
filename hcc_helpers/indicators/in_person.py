"""Section II of the report, point 5: why cases are filed in person, and which share of the procedures in use that is."""

# One definition a paragraph, its example below it: read as a list, not as calls.

from hcc_helpers.indicators.definition import Shared, count, share
from hcc_helpers.vocabulary import IN_PERSON_REASON

OWN = "Định nghĩa của bộ chỉ số"
C: Shared = {"of": "cases", "section": "II", "source": OWN}

# A month reads its own register only; a reason written down in the register of the next month is seen by the longer period alone, so that
# months do not add up to it.
for _code, _word in IN_PERSON_REASON.items():
    _other = next(code for code in IN_PERSON_REASON if code != _code)
    count(
        f"in_person_{_code}",
        which=f"is_new_in_person_{_code}",
        adds="none",
        by=("field",),
        label=f"Nộp trực tiếp, lý do: {_word}",
        definition=f"Hồ sơ mới nộp trực tiếp trong kỳ, sổ ghi lý do “{_word}”.",
        example=f"""
    case_id | channel   | accepted_at      -> counted
    H1      | in_person | 2025-12-01       -> yes
    H2      | in_person | 2025-12-01       -> no
    H3      | online    | 2025-12-01       -> no
    H4      | in_person | 2025-12-15 00:00 -> no
    H5      | in_person | 2025-12-01       -> no
    [in_person_reasons]
    case_id | reason
    H1      | {_code}
    H2      | {_other}
    H3      | {_code}
    H4      | {_code}
""",
        **C,
    )
count(
    "in_person_reason_unclear",
    which="is_reason_unclear",
    adds="none",
    by=("field",),
    label="Nộp trực tiếp, lý do không rõ",
    definition="Hồ sơ mới nộp trực tiếp trong kỳ mà lý do không đọc được hoặc sổ ghi hai lý do khác nhau.",
    example="""
    case_id | channel   | accepted_at -> counted
    H1      | in_person | 2025-12-01  -> yes
    H2      | in_person | 2025-12-01  -> yes
    H3      | in_person | 2025-12-01  -> no
    H4      | online    | 2025-12-01  -> no
    [in_person_reasons]
    case_id | reason
    H1      | unreadable
    H2      | no_vneid
    H2      | own_wish
    H3      | own_wish
    H4      | unreadable
""",
    **C,
)
count(
    "in_person_reason_untold",
    which="is_reason_untold",
    adds="none",
    by=("field",),
    better="lower",
    label="Nộp trực tiếp, chưa ghi lý do",
    definition="Hồ sơ mới nộp trực tiếp trong kỳ không có trong sổ lý do nộp trực tiếp.",
    example="""
    case_id | channel   | accepted_at -> counted
    H1      | in_person | 2025-12-01  -> yes
    H2      | in_person | 2025-12-01  -> no
    H3      | online    | 2025-12-01  -> no
    [in_person_reasons]
    case_id | reason
    H2      | other
""",
    **C,
)
count(
    "in_person_visited_again",
    which="is_new_in_person_visited_again",
    adds="none",
    better="lower",
    label="Nộp trực tiếp, phải đến hơn một lần",
    definition="Hồ sơ mới nộp trực tiếp trong kỳ mà sổ ghi người nộp phải đến hơn một lần.",
    example="""
    case_id | channel   | accepted_at      -> counted
    H1      | in_person | 2025-12-01       -> yes
    H2      | in_person | 2025-12-01       -> no
    H3      | in_person | 2025-12-15 00:00 -> no
    H4      | in_person | 2025-12-01       -> no
    [in_person_reasons]
    case_id | reason   | visits
    H1      | no_vneid | 2
    H2      | no_vneid | 1
    H3      | no_vneid | 3
    H4      | no_vneid | –
""",
    **C,
)
count(
    "procedures_used",
    which="is_new",
    distinct="procedure",
    adds="none",
    unit="procedures",
    label="Thủ tục có phát sinh hồ sơ mới",
    base="trên số thủ tục có phát sinh hồ sơ mới",
    definition="Số thủ tục khác nhau của hồ sơ tiếp nhận mới trong kỳ; nhiều hồ sơ của một thủ tục tính một.",
    example="""
    case_id | procedure_code | accepted_at      -> counted
    H1      | 1.001193       | 2025-12-01       -> yes
    H2      | 2.000815       | 2025-12-01       -> yes
    H3      | 1.000656       | 2025-11-14 23:59 -> no
""",
    **C,
)
count(
    "procedures_used_in_person",
    which="is_new_in_person",
    distinct="procedure",
    adds="none",
    unit="procedures",
    label="Thủ tục còn nhận trực tiếp",
    definition="Số thủ tục khác nhau có ít nhất một hồ sơ mới nộp trực tiếp trong kỳ.",
    example="""
    case_id | procedure_code | channel   | accepted_at      -> counted
    H1      | 1.001193       | in_person | 2025-12-01       -> yes
    H2      | 2.000815       | in_person | 2025-12-01       -> yes
    H3      | 1.000656       | online    | 2025-12-01       -> no
    H4      | 1.000894       | in_person | 2025-12-15 00:00 -> no
""",
    **C,
)
share(
    "procedures_in_person_pct",
    part="procedures_used_in_person",
    whole="procedures_used",
    better="lower",
    section="II",
    label="Tỷ lệ thủ tục còn nhận trực tiếp",
    source=OWN,
)
