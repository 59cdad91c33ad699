"""Flags of reminders (đôn đốc) and difficulties (vướng mắc).

A blank cell is an answer here: no outcome yet, not settled yet. So conditions ask `is None` first.
"""

from hcc_helpers.facts.declare import derived, flag, split
from hcc_helpers.vocabulary import AUTHORITY

R = "reminders"
derived("period_start", of=R, label="đầu kỳ")
derived("period_end", of=R, label="hết kỳ")
flag("is_sent", "period_start <= sent_on < period_end", of=R, label="đôn đốc trong kỳ")
flag("is_known_by_end", "outcome_on is None or outcome_on < period_end", of=R, label="kết quả có đến hết kỳ")
flag("is_unanswered", "outcome is None or outcome == 'no_reply'", of=R, label="chưa phản hồi")
flag("is_settled_or_blank", "outcome is None or outcome == 'settled'", of=R, label="đã giải quyết hoặc để trống")
flag("is_rescheduled_or_blank", "outcome is None or outcome == 'rescheduled'", of=R, label="hẹn lại hoặc để trống")
flag("is_outcome_unclear", "outcome is None or outcome == 'unreadable'", of=R, label="kết quả không đọc được hoặc để trống")
flag(
    "is_sent_answered", "is_sent and is_known_by_end and not is_unanswered", of=R, label="đôn đốc trong kỳ, có kết quả đến hết kỳ"
)
flag("is_sent_settled", "is_sent_answered and is_settled_or_blank", of=R, label="đôn đốc trong kỳ, đã giải quyết")
flag("is_sent_rescheduled", "is_sent_answered and is_rescheduled_or_blank", of=R, label="đôn đốc trong kỳ, hẹn lại")
flag("is_sent_unreadable", "is_sent_answered and is_outcome_unclear", of=R, label="đôn đốc trong kỳ, kết quả không đọc được")
flag("is_sent_no_reply", "is_sent and not is_sent_answered", of=R, label="đôn đốc trong kỳ, chưa phản hồi lúc hết kỳ")
split(
    "reminders",
    of=R,
    within="is_sent",
    parts=["is_sent_settled", "is_sent_rescheduled", "is_sent_no_reply", "is_sent_unreadable"],
    label="Kết quả đôn đốc",
)

D = "difficulties"
derived("period_start", of=D, label="đầu kỳ")
derived("period_end", of=D, label="hết kỳ")
derived("settle_wd", of=D, label="số ngày làm việc từ lúc nêu đến lúc tháo gỡ")
derived("is_settling_unreadable", of=D, label="ngày tháo gỡ không đọc được")
flag("is_raised", "period_start <= raised_on < period_end", of=D, label="nêu trong kỳ")
flag("is_raised_by_end", "raised_on < period_end", of=D, label="nêu đến hết kỳ")
flag("is_unclear", "is_settling_unreadable == 1", of=D, label="có tháo gỡ, ngày không đọc được")
flag("is_unsettled_at_start", "settled_on is None or settled_on >= period_start", of=D, label="đầu kỳ chưa tháo gỡ")
flag("is_unsettled", "settled_on is None or settled_on >= period_end", of=D, label="hết kỳ chưa tháo gỡ")
flag("is_settled", "is_unsettled_at_start and not is_unsettled", of=D, label="tháo gỡ trong kỳ")
flag("is_raised_settled", "is_raised and not is_unsettled", of=D, label="nêu trong kỳ, tháo gỡ đến hết kỳ")
flag("is_open", "is_raised_by_end and is_unsettled and not is_unclear", of=D, label="cuối kỳ chưa tháo gỡ")
for _code, _word in AUTHORITY.items():
    flag(f"is_raised_{_code}", f"is_raised and authority == '{_code}'", of=D, label=f"nêu trong kỳ, cấp tháo gỡ: {_word}")
flag("is_raised_unreadable", "is_raised and authority == 'unreadable'", of=D, label="nêu trong kỳ, cấp tháo gỡ không đọc được")
flag("is_raised_untold", "is_raised and authority is None", of=D, label="nêu trong kỳ, không ghi cấp tháo gỡ")
split(
    "difficulties",
    of=D,
    within="is_raised",
    parts=[*(f"is_raised_{_code}" for _code in AUTHORITY), "is_raised_unreadable", "is_raised_untold"],
    label="Vướng mắc theo cấp tháo gỡ",
)
