"""Flags of survey answers: the last answer of a case counts; blank and "không ý kiến" stay outside and are counted."""

from hcc_helpers.facts.declare import derived, flag, split

T = "surveys"
derived("period_start", of=T, label="đầu kỳ")
derived("period_end", of=T, label="hết kỳ")
derived("is_superseded", of=T, label="hồ sơ có phiếu trả lời sau đó trong kỳ")

flag("is_answered", "period_start <= answered_at < period_end", of=T, label="trả lời trong kỳ")
flag("is_not_latest", "is_answered and is_superseded", of=T, label="phiếu đã được thay bằng phiếu sau của cùng hồ sơ")
flag("is_counted", "is_answered and not is_not_latest", of=T, label="phiếu được tính")
flag(
    "is_valid",
    "is_counted and level in ('very_satisfied', 'satisfied', 'neutral', 'dissatisfied', 'very_dissatisfied')",
    of=T,
    label="phiếu có ý kiến",
)
flag("is_satisfied", "is_valid and level in ('very_satisfied', 'satisfied')", of=T, label="hài lòng hoặc rất hài lòng")
flag("is_neutral", "is_valid and level == 'neutral'", of=T, label="bình thường")
flag("is_dissatisfied", "is_valid and level in ('dissatisfied', 'very_dissatisfied')", of=T, label="không hài lòng")
flag("is_level_unreadable", "is_counted and level == 'unreadable'", of=T, label="mức hài lòng không đọc được")
flag("is_blank", "is_counted and not is_valid and not is_level_unreadable", of=T, label="phiếu trắng hoặc không ý kiến")
split(
    "answers",
    of=T,
    within="is_answered",
    parts=["is_not_latest", "is_satisfied", "is_neutral", "is_dissatisfied", "is_blank", "is_level_unreadable"],
    label="Phiếu trả lời trong kỳ",
)
