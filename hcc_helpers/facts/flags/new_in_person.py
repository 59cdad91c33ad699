"""Flags of cases filed in person, by the reason that the office wrote down."""

from hcc_helpers.facts.declare import flag, rollup, split
from hcc_helpers.vocabulary import IN_PERSON_REASON

T, R = "cases", "in_person_reasons"
rollup("reasons_stated", of=R, to=T, take="count", which="is_stated", label="số dòng ghi lý do nộp trực tiếp")
rollup("reason_first", of=R, to=T, take="first", which="is_stated", column="reason", label="lý do nộp trực tiếp")
rollup("reason_last", of=R, to=T, take="last", which="is_stated", column="reason", label="lý do nộp trực tiếp khác, nếu có")
rollup("reasons_with_more_visits", of=R, to=T, take="count", which="is_visited_again", label="số dòng ghi đến hơn một lần")

for _code, _word in IN_PERSON_REASON.items():
    flag(
        f"is_new_in_person_{_code}",
        f"is_new_in_person and reason_first == '{_code}' and reason_last == '{_code}'",
        of=T,
        label=f"tiếp nhận mới trực tiếp, lý do: {_word}",
    )
flag(
    "is_reason_unreadable",
    "is_new_in_person and reason_first == 'unreadable' and reason_last == 'unreadable'",
    of=T,
    label="tiếp nhận mới trực tiếp, lý do không đọc được",
)
flag(
    "is_reason_double",
    "is_new_in_person and reason_first < reason_last",
    of=T,
    label="tiếp nhận mới trực tiếp, ghi hai lý do khác nhau",
)
flag("is_reason_unclear", "is_reason_unreadable or is_reason_double", of=T, label="tiếp nhận mới trực tiếp, lý do không rõ")
flag("is_reason_untold", "is_new_in_person and reasons_stated == 0", of=T, label="tiếp nhận mới trực tiếp, không ghi lý do")
flag(
    "is_new_in_person_visited_again",
    "is_new_in_person and reasons_with_more_visits >= 1",
    of=T,
    label="tiếp nhận mới trực tiếp, phải đến hơn một lần",
)
# Without the register nobody can say whether a reason was asked for: not the same as none written down.
flag("is_reason_unkept", "is_new_in_person and reasons_stated is None", of=T, label="tiếp nhận mới trực tiếp, không có sổ lý do")
split(
    "in_person_reasons",
    of=T,
    within="is_new_in_person",
    parts=[
        *(f"is_new_in_person_{_code}" for _code in IN_PERSON_REASON),
        "is_reason_unclear",
        "is_reason_untold",
        "is_reason_unkept",
    ],
    label="Lý do nộp trực tiếp",
)
