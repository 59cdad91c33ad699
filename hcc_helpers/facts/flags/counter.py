"""Flags of cases under the rules of 05/08/2026: whose counter received the case, passing on, papers that databases hold."""

from hcc_helpers.facts.declare import derived, flag, rollup, split

T = "cases"
derived("is_received_elsewhere", of=T, label="nơi khác tiếp nhận", reads=["receiving_unit"], rules=["decided_elsewhere"])
derived(
    "pass_on_by",
    of=T,
    label="từ lúc này là chuyển hồ sơ tiếp nhận hộ chậm",
    reads=["agency_received_at"],
    rules=["decided_elsewhere", "cutoff_hour", "pass_on_by_hour"],
)
derived(
    "is_barred_from_asking", of=T, label="không được yêu cầu giấy tờ đã có trong cơ sở dữ liệu", rules=["papers_in_databases"]
)

rollup(
    "components_held",
    of="components",
    to=T,
    take="count",
    which="is_held_in_database",
    label="số giấy tờ đã có trong cơ sở dữ liệu",
)
rollup(
    "components_asked_though_held",
    of="components",
    to=T,
    take="count",
    which="is_asked_though_held",
    label="số giấy tờ phải nộp dù đã có trong cơ sở dữ liệu",
)

# Whose counter: decided here and received at another one is ours in the outcome, not in the counter's work.
flag("is_new_elsewhere", "is_new and is_received_elsewhere", of=T, label="tiếp nhận mới ở quầy của nơi khác")
flag("is_new_at_counter", "is_new and not is_new_elsewhere", of=T, label="tiếp nhận mới tại quầy của Trung tâm")
split("counter", of=T, within="is_new", parts=["is_new_at_counter", "is_new_elsewhere"], label="Quầy tiếp nhận")

# Received for another authority (scope "forwarded"): the centre's duty is to pass the file on in time.
flag("is_pass_on_due", "is_of_period and period_start < pass_on_by <= period_end", of=T, label="đến lúc phải chuyển trong kỳ")
flag("is_at_agency", "agency_received_at < period_end", of=T, label="cơ quan có thẩm quyền đã nhận được")
flag("is_passed_on_by_then", "is_pass_on_due and agency_received_at < pass_on_by", of=T, label="chuyển đúng hạn")
flag("is_open_not_passed_on", "is_open and pass_on_by is not None and not is_at_agency", of=T, label="chưa chuyển lúc hết kỳ")

# Papers that a published database holds, in cases accepted since nobody may ask for them.
flag(
    "is_new_with_held_papers",
    "is_new and is_barred_from_asking and components_held >= 1",
    of=T,
    label="có giấy tờ đã có trong cơ sở dữ liệu",
)
flag(
    "is_new_asked_though_held",
    "is_new_with_held_papers and components_asked_though_held >= 1",
    of=T,
    label="phải nộp giấy tờ đã có trong cơ sở dữ liệu",
)
