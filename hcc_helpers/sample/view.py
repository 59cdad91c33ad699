"""A case as an export shows it at the extraction time: what has not happened yet is not there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hcc_helpers.sample.register import Case

LABELS = {
    "processing": ("Đang xử lý", 4),
    "accepted": ("Được tiếp nhận", 2),
    "supplement": ("Yêu cầu bổ sung giấy tờ", 5),
    "financial": ("Yêu cầu thực hiện nghĩa vụ tài chính", 6),
    "withdrawn": ("Công dân yêu cầu rút hồ sơ", 7),
    "returned": ("Trả lại hồ sơ", 7),
    "finished": ("Đã xử lý xong", 9),
    "handed_over": ("Đã trả kết quả", 10),
    "registered": ("Mới đăng ký", 1),
    "refused": ("Không được tiếp nhận", 3),
}


@dataclass(frozen=True)
class Seen:
    """One case at one extraction."""

    case: Case
    status: str
    due_at: datetime
    ended_at: datetime | None
    handed_over_at: datetime | None
    result_kind: str  # "" · "Trả lại/Xin rút"

    @property
    def label(self) -> str:
        return LABELS[self.status][0]

    @property
    def code(self) -> int:
        return LABELS[self.status][1]


def seen(case: Case, at: datetime) -> Seen:
    """The case as of `at`."""
    ended = case.closed_at if case.closed_at and case.closed_at <= at else None
    handed = case.handed_over_at if case.handed_over_at and case.handed_over_at <= at else None
    pausing = next((reason for reason, begins, ends in case.pauses if begins <= at < ends), "")
    status = "processing"
    if ended:
        by_end = {"finished": "handed_over" if handed else "finished", "untold": "handed_over" if handed else "finished"}
        status = by_end.get(case.closed_as, case.closed_as)
    elif pausing:
        status = "supplement" if pausing == "supplement" else "financial"
    elif (at - case.accepted_at).total_seconds() < 3600 * 30:
        status = "accepted"
    # A new due date stands in the system only from the moment that made it: the end of the pause, the apology.
    due = case.due_at
    if pausing or (case.apology and case.apology[0] > at):
        due = case.original_due_at
    kind = "Trả lại/Xin rút" if ended and case.closed_as == "untold" else ""
    return Seen(case, status, due, ended, handed, kind)
