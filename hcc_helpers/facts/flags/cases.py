"""Flags of cases: membership, channel, outcome, intake. The outcome split is the report's backbone."""

from hcc_helpers.facts.declare import derived, flag, rollup, split

T = "cases"
CLOSING = ("ended_at", "handed_over_at", "withdrawn_at", "returned_at", "stopped_at", "status")
derived("period_start", of=T, label="đầu kỳ")
derived("period_end", of=T, label="hết kỳ")
derived("closed_at", of=T, label="lúc kết thúc", reads=[CLOSING], rules=["undated_state_days", "code_8_means"])
derived("closed_as", of=T, label="kết thúc vì", reads=[CLOSING], rules=["code_8_means"])
derived("is_state_unknown", of=T, label="trạng thái đã kết thúc nhưng không có ngày kết thúc", rules=["undated_state_days"])
DUE = ("due_at", "original_due_at")
derived("procedure", of=T, label="thủ tục", reads=[("procedure_code", "procedure_name")])
derived("due_on", of=T, label="ngày hẹn trả theo quy định", reads=[(*DUE, "late_flag")], rules=["supplement_clock"])
derived("is_due_unreadable", of=T, label="ngày hẹn trả không đọc được")
# On the due day at any hour is "on the day", also where the instant decides what is late: an exact tie never happens.
derived("early_before", of=T, label="trước lúc này là trước hạn", reads=[DUE], rules=["supplement_clock"])
derived(
    "late_from",
    of=T,
    label="từ lúc này là quá hạn",
    reads=[(*DUE, "late_flag")],
    rules=["deadline_comparison", "supplement_clock"],
)
derived("told_late", of=T, label="quá hạn theo hệ thống nguồn, khi không có ngày hẹn trả")
derived("pause_reason", of=T, label="lý do tạm dừng lúc hết kỳ", rules=["pause_order", "undated_state_days"])
derived("handling_wd", of=T, label="số ngày làm việc giải quyết, trừ tạm dừng")
derived("intake_hours", of=T, label="số giờ từ lúc nộp đến lúc tiếp nhận", reads=["submitted_at"])
derived(
    "intake_working_hours",
    of=T,
    label="số giờ làm việc từ lúc nộp đến lúc tiếp nhận",
    reads=["submitted_at"],
    rules=["working_hours"],
)
derived("intake_limit_hours", of=T, label="mốc giờ làm việc để tiếp nhận", rules=["intake_hours_limit"])
derived("is_before_cutoff", of=T, label="tiếp nhận trước giờ chuyển hồ sơ trong ngày", rules=["cutoff_hour"])
derived("is_on_spot", of=T, label="thủ tục “4 tại chỗ”", reads=["procedure_code"])
derived("closed_on", of=T, label="ngày kết thúc", reads=[CLOSING])
derived("accepted_on", of=T, label="ngày tiếp nhận")
derived("is_in_person_only", of=T, label="thủ tục chỉ thực hiện trực tiếp", reads=["procedure_code"])
derived("is_handed_over_date_used", of=T, label="lấy ngày trả kết quả thay ngày xử lý xong")
derived("refusal_at", of=T, label="ngày không tiếp nhận", reads=["status"])
derived("asked_at", of=T, label="lúc yêu cầu bổ sung mà cuối kỳ đang chờ")
derived("is_in_newest", of=T, label="có trong lần trích xuất của cuối kỳ")
derived("is_child_case", of=T, label="có hồ sơ gốc liên thông khác chính nó", reads=["root_case_id"])

rollup("components_required", of="components", to=T, take="count", which="is_required_component", label="số giấy tờ bắt buộc")
rollup(
    "components_required_digitised",
    of="components",
    to=T,
    take="count",
    which="is_required_digitised",
    label="số giấy tờ bắt buộc có bản số hóa",
)
rollup(
    "components_required_reused",
    of="components",
    to=T,
    take="count",
    which="is_required_reused",
    label="số giấy tờ bắt buộc được tái sử dụng",
)
rollup(
    "components_digitised", of="components", to=T, take="count", which="is_digitised_component", label="số giấy tờ có bản số hóa"
)
rollup(
    "supplement_requests",
    of="supplements",
    to=T,
    take="count",
    which="is_requested_by_end",
    label="số lần yêu cầu bổ sung đến hết kỳ",
)
rollup(
    "platform_payments",
    of="payments",
    to=T,
    take="count",
    which="is_platform_payment",
    label="số lần thanh toán trực tuyến đến hết kỳ",
)
rollup("apologies", of="appointments", to=T, take="count", which="is_apology", label="số phiếu xin lỗi")
rollup(
    "apologies_in_time",
    of="appointments",
    to=T,
    take="count",
    which="is_apology_in_time",
    label="số phiếu xin lỗi đúng thời hạn báo trước",
)

# Membership. Codes 1 and 3 never belong, whatever their dates.
flag("is_admitted", "status is None or status not in ('registered', 'refused')", of=T, label="đã được tiếp nhận")
flag(
    "is_of_period",
    "is_admitted and accepted_at < period_end and (closed_at is None or closed_at >= period_start)",
    of=T,
    label="hồ sơ phải giải quyết trong kỳ",
)
flag("is_new", "is_of_period and accepted_at >= period_start", of=T, label="tiếp nhận mới trong kỳ")
flag("is_carried_over", "is_of_period and accepted_at < period_start", of=T, label="kỳ trước chuyển qua")
split("origin", of=T, within="is_of_period", parts=["is_new", "is_carried_over"], label="Nguồn hồ sơ")

# Channel, of new cases and of all.
flag("is_online", "is_of_period and channel == 'online'", of=T, label="nộp trực tuyến")
flag("is_in_person", "is_of_period and channel == 'in_person'", of=T, label="nộp trực tiếp")
flag("is_post", "is_of_period and channel == 'post'", of=T, label="nộp qua bưu chính công ích")
flag("is_kiosk", "is_of_period and channel == 'kiosk'", of=T, label="nộp tại ki-ốt thông minh")
flag("is_other_channel", "is_of_period and channel == 'other'", of=T, label="nộp qua kênh khác (điện thoại, thư điện tử)")
flag("is_channel_unreadable", "is_of_period and channel == 'unreadable'", of=T, label="kênh nộp không đọc được")
flag("is_channel_unknown", "is_of_period and channel is None", of=T, label="không rõ kênh nộp")
split(
    "channel",
    of=T,
    within="is_of_period",
    parts=["is_online", "is_in_person", "is_post", "is_kiosk", "is_other_channel", "is_channel_unknown", "is_channel_unreadable"],
    label="Kênh nộp",
)
flag("is_new_online", "is_new and is_online", of=T, label="tiếp nhận mới, trực tuyến")
flag("is_new_in_person", "is_new and is_in_person", of=T, label="tiếp nhận mới, trực tiếp")
flag("is_new_post", "is_new and is_post", of=T, label="tiếp nhận mới, qua bưu chính")
flag("is_new_kiosk", "is_new and is_kiosk", of=T, label="tiếp nhận mới, tại ki-ốt thông minh")
flag("is_new_other_channel", "is_new and is_other_channel", of=T, label="tiếp nhận mới, kênh khác")
flag("is_new_channel_unknown", "is_new and is_channel_unknown", of=T, label="tiếp nhận mới, không rõ kênh")
flag("is_new_channel_unreadable", "is_new and is_channel_unreadable", of=T, label="tiếp nhận mới, kênh không đọc được")
flag("is_carried_over_online", "is_carried_over and is_online", of=T, label="kỳ trước chuyển qua, nộp trực tuyến")

# Toàn trình: by the procedure's level, filed online, and paid online where a fee is due. Never "trực tuyến" alone.
flag("is_fee_free", "is_fee_due == 0", of=T, label="không phải nộp phí, lệ phí")
flag("is_fee_liable", "is_fee_due == 1", of=T, label="có nghĩa vụ nộp phí, lệ phí")
flag("is_paid_on_platform", "platform_payments >= 1", of=T, label="đã thanh toán trực tuyến")
flag("is_full_service_level", "level == 'full'", of=T, label="thủ tục cung cấp toàn trình")
flag(
    "is_new_full_service",
    "is_new_online and is_full_service_level and (is_fee_free or is_paid_on_platform)",
    of=T,
    label="thực hiện toàn trình",
)
flag("is_new_fee_liable", "is_new and is_fee_liable", of=T, label="tiếp nhận mới, có nghĩa vụ nộp phí, lệ phí")
flag("is_new_paid_online", "is_new_fee_liable and is_paid_on_platform", of=T, label="tiếp nhận mới, đã thanh toán trực tuyến")

# Outcome: exactly one of sixteen for every case of the period.
flag("is_closed", "is_of_period and closed_at < period_end", of=T, label="đã kết thúc trong kỳ")
flag("is_unknown", "is_of_period and not is_closed and is_state_unknown", of=T, label="chưa rõ kết quả")
flag("is_open", "is_of_period and not is_closed and not is_unknown", of=T, label="đang giải quyết cuối kỳ")
flag("is_stock", "is_open or is_unknown", of=T, label="còn lại cuối kỳ")
flag("has_due", "due_on is not None", of=T, label="có ngày hẹn trả")
flag("has_unreadable_due", "due_on is None and is_due_unreadable", of=T, label="ngày hẹn trả không đọc được")
flag("is_told", "told_late in (0, 1)", of=T, label="không có ngày hẹn trả, hệ thống nguồn ghi quá hạn hay không")
flag("has_no_due", "due_on is None and not has_unreadable_due and not is_told", of=T, label="không có ngày hẹn trả")
flag("is_finished", "is_closed and closed_as == 'finished'", of=T, label="giải quyết xong")
flag("is_finished_early", "is_finished and closed_at < early_before", of=T, label="giải quyết trước hạn")
flag("is_finished_on_due_day", "is_finished and early_before <= closed_at < late_from", of=T, label="giải quyết đúng hạn")
flag("is_finished_late", "is_finished and (closed_at >= late_from or told_late == 1)", of=T, label="giải quyết quá hạn")
flag("is_finished_in_time_as_told", "is_finished and told_late == 0", of=T, label="giải quyết không quá hạn theo hệ thống nguồn")
flag("is_finished_without_due", "is_finished and has_no_due", of=T, label="đã giải quyết, không có ngày hẹn trả")
flag("is_finished_due_unreadable", "is_finished and has_unreadable_due", of=T, label="đã giải quyết, ngày hẹn trả không đọc được")
flag("is_returned", "is_closed and closed_as == 'returned'", of=T, label="trả lại")
flag("is_withdrawn", "is_closed and closed_as == 'withdrawn'", of=T, label="công dân rút")
flag(
    "is_returned_or_withdrawn",
    "is_closed and closed_as == 'returned_or_withdrawn'",
    of=T,
    label="trả lại hoặc rút (không phân biệt được)",
)
flag("is_stopped", "is_closed and closed_as == 'stopped'", of=T, label="dừng giải quyết")
flag("is_paused", "is_open and pause_reason is not None", of=T, label="tạm dừng")
flag("is_running", "is_open and not is_paused", of=T, label="đang giải quyết, không tạm dừng")
flag("is_open_in_time", "is_running and (late_from > period_end or told_late == 0)", of=T, label="đang giải quyết, trong hạn")
flag("is_open_late", "is_running and (late_from <= period_end or told_late == 1)", of=T, label="đang giải quyết, đã quá hạn")
flag("is_open_without_due", "is_running and has_no_due", of=T, label="đang giải quyết, không có ngày hẹn trả")
flag("is_open_due_unreadable", "is_running and has_unreadable_due", of=T, label="đang giải quyết, ngày hẹn trả không đọc được")
split(
    "outcome",
    of=T,
    within="is_of_period",
    label="Kết quả giải quyết",
    parts=[
        "is_finished_early",
        "is_finished_on_due_day",
        "is_finished_late",
        "is_finished_in_time_as_told",
        "is_finished_without_due",
        "is_finished_due_unreadable",
        "is_returned",
        "is_withdrawn",
        "is_returned_or_withdrawn",
        "is_stopped",
        "is_paused",
        "is_open_in_time",
        "is_open_late",
        "is_open_without_due",
        "is_open_due_unreadable",
        "is_unknown",
    ],
)
flag(
    "is_finished_in_time",
    "is_finished and (closed_at < late_from or told_late == 0)",
    of=T,
    label="giải quyết trước hạn và đúng hạn",
)
flag("is_finished_with_due", "is_finished and (has_due or is_told)", of=T, label="đã giải quyết, có ngày hẹn trả")
flag("is_judged_as_told", "is_told and (is_finished or is_running)", of=T, label="xét quá hạn theo hệ thống nguồn")
flag("is_given_back", "is_returned or is_withdrawn or is_returned_or_withdrawn", of=T, label="trả lại, rút")
flag("is_late_in_all", "is_finished_late or is_open_late", of=T, label="quá hạn (đã giải quyết và đang giải quyết)")
flag("is_paused_supplement", "is_paused and pause_reason == 'supplement'", of=T, label="tạm dừng, chờ bổ sung")
flag(
    "is_paused_tax", "is_paused and pause_reason in ('tax_fixing', 'tax_paying')", of=T, label="tạm dừng, chờ nghĩa vụ tài chính"
)
flag("is_paused_other", "is_paused and not is_paused_supplement and not is_paused_tax", of=T, label="tạm dừng, lý do khác")
flag(
    "is_finished_by_hand_over_date",
    "is_finished and is_handed_over_date_used",
    of=T,
    label="giải quyết xong, lấy ngày trả kết quả",
)

# Intake, outside the balance. Waiting = submitted and neither accepted nor refused before the period's end.
flag("is_accepted_by_end", "is_admitted and accepted_at < period_end", of=T, label="được tiếp nhận đến hết kỳ")
flag("is_refused_by_end", "status == 'refused' and refusal_at < period_end", of=T, label="không tiếp nhận đến hết kỳ")
flag("is_refused_undated", "status == 'refused' and refusal_at is None", of=T, label="không tiếp nhận, không rõ ngày")
flag("is_refused", "is_refused_by_end and refusal_at >= period_start", of=T, label="không tiếp nhận trong kỳ")
flag(
    "is_waiting_intake",
    "is_in_newest and submitted_at < period_end and not is_accepted_by_end and not is_refused_by_end and not is_refused_undated",
    of=T,
    label="đã nộp, chờ tiếp nhận lúc hết kỳ",
)
flag("is_new_with_submission", "is_new and submitted_at is not None", of=T, label="tiếp nhận mới, có giờ nộp")
flag(
    "is_new_accepted_quickly",
    "is_new_with_submission and intake_working_hours <= intake_limit_hours",
    of=T,
    label="tiếp nhận trong mốc giờ làm việc",
)

# Same-day procedures of the centre's "4 tại chỗ" list.
flag("is_new_on_spot", "is_new and is_on_spot and is_before_cutoff", of=T, label="thủ tục “4 tại chỗ” tiếp nhận trước giờ chuyển")
flag(
    "is_new_on_spot_same_day", "is_new_on_spot and is_finished and closed_on == accepted_on", of=T, label="trả kết quả trong ngày"
)

# Papers in.
flag("has_components", "components_required >= 1", of=T, label="có giấy tờ bắt buộc")
flag("is_new_with_components", "is_new and has_components", of=T, label="tiếp nhận mới, có giấy tờ bắt buộc")
flag(
    "is_new_fully_digitised",
    "is_new_with_components and components_required_digitised == components_required",
    of=T,
    label="mọi giấy tờ bắt buộc có bản số hóa",
)
flag("is_new_partly_digitised", "is_new and components_digitised >= 1", of=T, label="ít nhất một giấy tờ có bản số hóa")

# Supplements, apologies, liên thông, in-person-only procedures filed online.
flag("is_supplemented", "is_of_period and supplement_requests >= 1", of=T, label="hồ sơ đã phải bổ sung")
flag("is_supplemented_again", "is_supplemented and supplement_requests > 1", of=T, label="hồ sơ phải bổ sung hơn một lần")
flag("is_late_apologised", "is_late_in_all and apologies >= 1", of=T, label="quá hạn, có phiếu xin lỗi")
flag(
    "is_late_apologised_in_time",
    "is_late_in_all and apologies_in_time >= 1",
    of=T,
    label="quá hạn, có phiếu xin lỗi đúng thời hạn báo trước",
)
flag("is_linked", "is_new and is_child_case", of=T, label="hồ sơ con của nhóm liên thông")
flag(
    "is_online_against_catalogue",
    "is_new_online and is_in_person_only",
    of=T,
    label="nộp trực tuyến thủ tục chỉ thực hiện trực tiếp",
)

# Decision 766, component 2.1: closed or asked for supplement by the due date, or open and not past due; one supplement at most.
flag(
    "is_766_in_time",
    "is_of_period and not is_supplemented_again and ((is_closed and closed_at < late_from) or (is_paused_supplement and asked_at < late_from) or (is_open and not is_paused_supplement and late_from > period_end) or told_late == 0)",
    of=T,
    label="đúng hạn theo QĐ 766",
)
