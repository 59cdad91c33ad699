"""The first slip of every land case: the appointment as it was printed, which the list of cases no longer shows once it moved."""

from __future__ import annotations

from hcc_helpers.sample.lists import text
from hcc_helpers.sample.view import Seen

HEAD = ("Mã hồ sơ", "Loại hẹn", "Ngày lập phiếu", "Ngày hẹn cũ", "Ngày hẹn mới")


def first_slips(shown: list[Seen]) -> list[tuple[str, ...]]:
    """(case, kind, made, nothing before, printed date), in order of the codes."""
    cases = sorted((one.case for one in shown), key=lambda case: case.case_id)
    return [(c.case_id, "Hẹn lần đầu", text(c.accepted_at), "", text(c.original_due_at)) for c in cases]
