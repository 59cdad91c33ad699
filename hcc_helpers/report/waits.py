"""What a page says where waits are on record but nobody can tell whose they are or whether they have ended."""

from __future__ import annotations

from hcc_helpers.report.figures import Figures
from hcc_helpers.report.wording import join_vn

WAITS = ("pauses", "supplements")


def waits_unknown(f: Figures) -> str:
    """A sentence with a blank before it; "" where every wait on record is counted."""
    at_hand = f.month.now.at_hand
    reasons = [at_hand[table].reason for table in WAITS if at_hand[table].has_rows and not at_hand[table].is_at_hand]
    if not reasons:
        return ""
    return f" Chưa rõ hồ sơ nào đang tạm dừng, vì {join_vn(reasons)}: mọi hồ sơ chưa xong được tính theo ngày hẹn trả."
