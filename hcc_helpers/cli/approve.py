"""`hcc approve`: reading its words; the work is publish/approve.py."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hcc_helpers.centre import load_centre
from hcc_helpers.errors import Finding, WrongWords
from hcc_helpers.numbers_vn import day
from hcc_helpers.periods import Period


def approve(periods: list[Period], data: Path, out: Path, by: str, on: str | None) -> int:
    if len(periods) != 1:
        raise WrongWords("Mỗi lần chỉ duyệt một kỳ.")
    from hcc_helpers.publish.approve import approve_period

    return approve_period(periods[0], data, out, by=by, on=_day(on), centre=load_centre(data))


def _day(text: str | None) -> date:
    """The day of the approval: as typed, else today's. The only place where a report learns the date of today."""
    if text is None:
        return date.today()
    try:
        on = date.fromisoformat(text)
        if on > date.today():
            raise WrongWords(
                f"Ngày duyệt {day(on)} chưa đến.",
                [
                    Finding(
                        "P-ngay-duyet",
                        "refused",
                        "Không thể ghi một việc duyệt chưa xảy ra.",
                        accepted=f"đến {day(date.today())}",
                        todo="gõ lại --on NĂM-THÁNG-NGÀY",
                    )
                ],
            )
        return on
    except ValueError:
        raise WrongWords(
            f"--on không đọc được “{text}”.",
            [Finding("P-ngay-duyet", "refused", "Ngày duyệt viết năm-tháng-ngày.", accepted="2025-12-16", todo="gõ lại --on")],
        ) from None
