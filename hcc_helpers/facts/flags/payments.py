"""Flags of payments: one row is one movement of money; a refund is a row of its own with a negative amount."""

from hcc_helpers.facts.declare import derived, flag

T = "payments"
derived("period_start", of=T, label="đầu kỳ")
derived("period_end", of=T, label="hết kỳ")
derived("is_amount_unreadable", of=T, label="số tiền không đọc được")
derived("is_paid_at_unreadable", of=T, label="ngày thu không đọc được")
derived("counted_as", of=T, label="cách tính theo hình thức thanh toán", reads=["method"], rules=["bank_transfer_counts_as"])
derived("is_flipped_refund", of=T, label="chỉ đổi trạng thái thành hoàn phí, không có ngày hoàn", reads=["state"])

# Money really moved: paid, or a refund with its own row. No state but a day: a list of collections holds only paid rows.
flag(
    "is_moved",
    "state in ('paid', 'refunded') or (state is None and (paid_at is not None or is_paid_at_unreadable))",
    of=T,
    label="tiền đã vào hoặc ra",
)
flag("is_paid_in_period", "is_moved and period_start <= paid_at < period_end", of=T, label="thu hoặc hoàn trong kỳ")
flag("is_paid_undated", "is_moved and paid_at is None", of=T, label="thu hoặc hoàn không rõ ngày")
flag(
    "is_refund_undated",
    "is_flipped_refund and is_paid_in_period",
    of=T,
    label="khoản thu trong kỳ sau đó đã hoàn, không rõ ngày hoàn",
)
flag("is_refund", "is_paid_in_period and amount_vnd < 0", of=T, label="khoản hoàn trong kỳ")
flag("is_collection", "is_paid_in_period and amount_vnd > 0", of=T, label="lượt thu trong kỳ")
flag("is_paid_amount_unreadable", "is_paid_in_period and is_amount_unreadable", of=T, label="số tiền trong kỳ không đọc được")
flag("is_platform", "method == 'platform'", of=T, label="thanh toán trực tuyến")
flag("is_paid_online", "is_paid_in_period and counted_as == 'platform'", of=T, label="thanh toán trực tuyến trong kỳ")
flag("is_paid_in_person", "is_paid_in_period and counted_as == 'in_person'", of=T, label="thanh toán trực tiếp trong kỳ")
flag("is_paid_by_transfer", "is_paid_in_period and method == 'transfer'", of=T, label="chuyển khoản ngoài hệ thống trong kỳ")
flag("is_paid_apart", "is_paid_in_period and counted_as == 'transfer'", of=T, label="chuyển khoản ngoài hệ thống, tính riêng")
flag("is_paid_method_unknown", "is_paid_in_period and counted_as is None", of=T, label="không rõ hình thức thanh toán")
flag("is_phi", "is_paid_in_period and kind == 'phi'", of=T, label="phí")
flag("is_le_phi", "is_paid_in_period and kind == 'le_phi'", of=T, label="lệ phí")
flag("is_kind_unknown", "is_paid_in_period and not is_phi and not is_le_phi", of=T, label="không rõ phí hay lệ phí")
flag("is_collected_online", "is_collection and is_paid_online", of=T, label="lượt thu trực tuyến")
flag("is_collected_in_person", "is_collection and is_paid_in_person", of=T, label="lượt thu trực tiếp")
# For the case: did the citizen pay on the platform, by the end of the period?
flag(
    "is_platform_payment",
    "is_moved and is_platform and amount_vnd > 0 and paid_at < period_end",
    of=T,
    label="đã thanh toán trực tuyến đến hết kỳ",
)
