"""Where data/reference/working_days.csv comes from: the `holidays` package, and what it does not know.

    python tests/working_days_source.py

writes the table anew (a development task: the suite itself never imports the package). For a new year, raise LAST,
add the official swaps to OVERRIDES and the sources below, run it, and read the difference before committing it.
"""

from __future__ import annotations

import csv
import re
from datetime import date
from io import StringIO
from pathlib import Path

import holidays

TABLE = Path(__file__).resolve().parents[1] / "data" / "reference" / "working_days.csv"
FIRST, LAST = 2010, 2027
VERIFIED_FROM = 2024  # earlier years stand as the package has them
PROVISIONAL_FROM = 2027  # no official notice yet: Tết 2027 may be 04–10/02 or 05–11/02
PACKAGE = "gói phần mềm holidays"
LABOUR_CODE = "Bộ luật Lao động 2019, Điều 112; gói phần mềm holidays"

# What the package lacks: date -> (kind, name, source)
OVERRIDES = {
    date(2026, 1, 2): (
        "swapped_off",
        "Ngày nghỉ (thay cho ngày 10/01/2026)",
        "Thông báo lịch nghỉ Tết Dương lịch 2026, xaydungchinhsach.chinhphu.vn 25/12/2025",
    ),
    date(2026, 1, 10): (
        "makeup_work",
        "Làm bù cho ngày 02/01/2026",
        "Thông báo lịch nghỉ Tết Dương lịch 2026, xaydungchinhsach.chinhphu.vn 25/12/2025",
    ),
}
# A better source than the package: (first day, last day, source)
SOURCES = (
    (date(2026, 2, 16), date(2026, 2, 20), "Công văn 9859/VPCP; Công văn 6620/UBND-VX của UBND tỉnh Lai Châu"),
    (date(2026, 8, 22), date(2026, 9, 2), "Công văn 9859/VPCP; Công văn 6620/UBND-VX của UBND tỉnh Lai Châu"),
    (date(2026, 11, 24), date(2026, 11, 24), "Nghị quyết 28/2026/QH16"),
)
REMARKS = """\
# Những ngày khác lệ "thứ Hai đến thứ Sáu làm việc". Lịch phủ trọn các năm từ dòng đầu đến dòng cuối.
# kind: holiday nghỉ lễ, tết · observed nghỉ bù · swapped_off nghỉ hoán đổi · makeup_work làm bù · closed đơn vị đóng cửa (bão, lũ)
# status: official chính thức · provisional tạm tính (chưa có thông báo) · unverified chưa kiểm chứng
# Được lập bằng tests/working_days_source.py; đơn vị có thể thêm dòng của mình (ví dụ ngày đóng cửa vì bão) vào bản riêng trong DIR/reference.
"""


def package_days() -> dict[date, tuple[str, str]]:
    """date -> (kind, name) as the package alone has them, make-up Saturdays included."""
    package = holidays.Vietnam(years=range(FIRST, LAST + 1), language="vi")
    days, made_up_for = {}, {}
    for when, name in package.items():
        swap = re.search(r"thay cho ngày (\d{2})/(\d{2})/(\d{4})", name)
        kind = "swapped_off" if swap else "observed" if "nghỉ bù" in name else "holiday"
        days[when] = (kind, name)
        if swap:
            made_up_for[date(*(int(part) for part in reversed(swap.groups())))] = when
    for when in package.weekend_workdays:
        days[when] = ("makeup_work", f"Làm bù cho ngày {made_up_for[when]:%d/%m/%Y}")
    return days


def table() -> str:
    """The whole file as text."""
    rows = {when: (kind, name, _source(when, kind)) for when, (kind, name) in package_days().items()} | OVERRIDES
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["date", "kind", "name", "source", "status"])
    for when, cells in sorted(rows.items()):
        writer.writerow([when, *cells, _status(when)])
    return REMARKS + text.getvalue()


def _source(when: date, kind: str) -> str:
    for first, last, source in SOURCES:
        if first <= when <= last:
            return source
    by_law = VERIFIED_FROM <= when.year < PROVISIONAL_FROM and kind in ("holiday", "observed")
    return LABOUR_CODE if by_law else PACKAGE


def _status(when: date) -> str:
    if when.year >= PROVISIONAL_FROM:
        return "provisional"
    return "official" if when.year >= VERIFIED_FROM else "unverified"


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8", newline="\n")
    print(f"{TABLE}: {len(table().splitlines())} dòng")
