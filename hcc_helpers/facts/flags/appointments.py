"""Flags of appointments: the slip, the new date after a supplement, the apology with a new date."""

from hcc_helpers.facts.declare import derived, flag

T = "appointments"
derived("period_end", of=T, label="hết kỳ")
derived("made_wd", of=T, label="ngày làm việc lập phiếu", reads=["made_at"])
derived("held_due_wd", of=T, label="ngày làm việc của ngày hẹn trả còn hiệu lực lúc lập phiếu")
derived("apology_days_before", of=T, label="số ngày làm việc phải báo trước", rules=["apology_days_before"])

flag("is_apology", "kind == 'apology' and made_at < period_end", of=T, label="phiếu xin lỗi và hẹn lại")
flag(
    "is_apology_in_time",
    "is_apology and made_wd + apology_days_before <= held_due_wd",
    of=T,
    label="phiếu xin lỗi gửi đúng thời hạn báo trước",
)
