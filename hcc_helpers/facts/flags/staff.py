"""Flags of staff days and of the digital groups of the hamlets. Numbers of people only, no names."""

from hcc_helpers.facts.declare import derived, flag, split

S = "staff_days"
derived("period_start", of=S, label="đầu kỳ")
derived("period_end", of=S, label="hết kỳ")
flag("is_recorded", "period_start <= worked_on < period_end", of=S, label="ngày làm việc của kỳ có ghi chuyên cần")
# More people on time than on duty is a slip of the pen: it would make a share above 100.
flag("is_worked", "is_recorded and 0 <= on_time <= on_duty", of=S, label="ngày có ghi đủ và hợp lý")
flag("is_impossible", "is_recorded and not is_worked", of=S, label="ngày ghi thiếu hoặc số đúng giờ lớn hơn số phải có mặt")
flag("is_all_on_time", "is_worked and on_time == on_duty", of=S, label="ngày mọi người đúng giờ")
split("staff_days", of=S, within="is_recorded", parts=["is_worked", "is_impossible"], label="Ngày ghi chuyên cần")

H = "hamlet_groups"
derived("period_end", of=H, label="hết kỳ")
derived("is_in_list", of=H, label="xóm có trong danh sách của đơn vị, hoặc đơn vị chưa có danh sách")
flag("is_set_up", "set_up_on < period_end and is_in_list", of=H, label="xóm có tổ công nghệ số lúc hết kỳ")
flag("is_set_up_elsewhere", "set_up_on < period_end and is_in_list == 0", of=H, label="tổ của xóm không có trong danh sách")
