"""Flags of petitions: phản ánh, kiến nghị apart from khiếu nại and tố cáo."""

from hcc_helpers.facts.declare import derived, flag, split

T = "petitions"
derived("period_start", of=T, label="đầu kỳ")
derived("period_end", of=T, label="hết kỳ")
derived("late_from", of=T, label="từ lúc này là trả lời quá hạn", rules=["petition_deadline_wd"])
derived("is_answer_unreadable", of=T, label="ngày trả lời không đọc được")

flag("is_received", "period_start <= received_at < period_end", of=T, label="nhận trong kỳ")
flag("is_petition", "kind in ('feedback', 'proposal')", of=T, label="phản ánh hoặc kiến nghị")
flag("is_petition_received", "is_received and is_petition", of=T, label="phản ánh, kiến nghị nhận trong kỳ")
flag("is_complaint_received", "is_received and kind == 'complaint'", of=T, label="khiếu nại nhận trong kỳ")
flag(
    "is_complaint_attitude_time",
    "is_complaint_received and about in ('attitude', 'time')",
    of=T,
    label="khiếu nại về thái độ, thời gian giải quyết",
)
flag("is_denunciation_received", "is_received and kind == 'denunciation'", of=T, label="tố cáo nhận trong kỳ")
flag("is_kind_unreadable", "is_received and kind == 'unreadable'", of=T, label="loại đơn không đọc được")
# Due in the period: its last timely instant lies in it (late_from is the first instant that is too late).
flag(
    "is_due",
    "is_petition and period_start < late_from and late_from <= period_end",
    of=T,
    label="phản ánh, kiến nghị đến hạn trong kỳ",
)
flag("is_due_answered_in_time", "is_due and answered_at < late_from", of=T, label="trả lời đúng hạn")
flag("is_answered_unreadable", "is_answer_unreadable == 1", of=T, label="có trả lời, ngày trả lời không đọc được")
flag(
    "is_overdue",
    "is_petition and received_at < period_end and late_from <= period_end and not is_answered_unreadable and (answered_at is None or answered_at >= period_end)",
    of=T,
    label="cuối kỳ quá hạn trả lời",
)
split(
    "petitions",
    of=T,
    within="is_received",
    parts=["is_petition_received", "is_complaint_received", "is_denunciation_received", "is_kind_unreadable"],
    label="Đơn nhận trong kỳ",
)
