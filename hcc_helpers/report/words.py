"""The one table of the words that officers read: every page takes a status, a change or a call from here.

A province that says it otherwise changes this table and nothing else. `SPELLINGS` are put right wherever text goes onto a
page, so that the same thing is not spelt in two ways by two answers.
"""

from __future__ import annotations

import re

from hcc_helpers.numbers_vn import decimal, signed

WORDS = {
    # a value against its target
    "good": "Đạt chỉ tiêu",
    "ring": "Đạt, chưa chắc chắn",
    "warn": "Cần chú ý",
    "none": "Chưa giao chỉ tiêu",
    "missing": "Không có số liệu",
    # a period against the one before
    "better": "Tốt lên",
    "worse": "Xấu đi",
    "up": "Tăng",
    "down": "Giảm",
    "unclear": "Tương đương kỳ trước",
    "same": "Không đổi",
    "mix": "Đổi do cơ cấu lĩnh vực",
    "redefined": "Không so",
    # how long something takes
    "same_day": "trong ngày",
    "nine_of_ten": "9/10 hồ sơ xong trong",
    # what is asked of somebody
    "clear_stock": "Tập trung giải quyết {cases} hồ sơ còn tồn",
    "due_by": "đến hạn từ nay đến hết ngày",
}
FEWEST_FOR_PERCENT = 30  # of a count: below it, on either side, a percentage of change says more than it knows

# "396 trên 412" reads "396/412"; "8 trên 1.000" of a unit named so stays, since no whole number stands before it.
SPELLINGS = (
    (re.compile(r"(?<![\d/.,%−+])(\d[\d.]*(?:,\d+)?) trên (\d[\d.]*(?:,\d+)?)(?![\d%]|\.\d|,\d|/\d)"), r"\1/\2"),
    (re.compile(r"(?<![\d.,])trung vị 0,0 ngày(?: làm việc)?(?! \()"), f"trung vị là {WORDS['same_day']}"),
    (re.compile(r"(?<![\d.,])xong trong 0,0 ngày(?: làm việc)?(?! \()"), f"xong {WORDS['same_day']}"),
)


def spelled(text: str) -> str:
    """The text in the house's spelling."""
    for pattern, right in SPELLINGS:
        text = pattern.sub(right, text)
    return text


def takes(days: float) -> str:
    """How long something takes, in working days as a cell of a table has it: "2,5", of 0 days "trong ngày"."""
    shown = decimal(days, 1)
    return WORDS["same_day"] if shown == decimal(0, 1) else shown


def relative(now: float, before: float, decimals: int = 2) -> str:
    """ "+8,40%", the change of a count; "" where the counts are too small for a percentage, or there was nothing before."""
    if not before or min(abs(now), abs(before)) < FEWEST_FOR_PERCENT:
        return ""
    return f"{signed(100 * (now - before) / before, decimals)}%"
