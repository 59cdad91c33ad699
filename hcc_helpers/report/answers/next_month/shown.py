"""What every answer on the month ahead says alike: forecasts with their interval, weeks, sources, days off not decided yet."""

from __future__ import annotations

from datetime import date
from math import ceil, floor

from hcc_helpers.numbers_vn import WEEKDAYS, day, decimal, percent, whole
from hcc_helpers.outlook.forecast import COVERAGE
from hcc_helpers.outlook.next_month import NextMonth, next_month_of
from hcc_helpers.report import components
from hcc_helpers.report.answers.build import assemble, extraction, scope_name
from hcc_helpers.report.answers.register import Answer
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.wording import join_vn

LEVEL = percent(100 * COVERAGE, 0)


SHORT = 0.05  # a back-test that holds the truth this much less often than the level says is pointed out


def level_meant(covered: tuple[int, int] | None) -> str:
    """What the interval is made to hold, and what it held when it was tried on the office's own past; never the one without the other."""
    text = f"Khoảng {LEVEL}: cách tính nhằm chứa số thực ở 8 trên 10 lần dự kiến."
    if covered is None:
        return f"{text} Chưa đủ số liệu để thử lại trên quá khứ của đơn vị."
    inside, of = covered
    text = (
        text.removesuffix(".")
        + f"; thử lại trên số liệu của đơn vị, khoảng của từng ngày chứa số thực ở {whole(inside)} trên {whole(of)} ngày ({percent(100 * inside / of, 0)})"
    )
    if inside / of < COVERAGE - SHORT:
        return f"{text}: ít hơn mức nhằm tới, nên hãy chừa rộng hơn khoảng này. Các ngày thử chồng lên nhau nên tỷ lệ ấy lên xuống nhiều."
    return f"{text}."


def ahead(f: Figures) -> NextMonth:
    return next_month_of(f.month.now, f.month.data_root)


def around(expected: float, low: float, high: float) -> str:
    """ "86 (71–105)": a forecast never stands without its interval; the ends are rounded outwards."""
    return f"{whole(round(expected))} ({span(low, high)})"


def span(low: float, high: float) -> str:
    return f"{whole(floor(low))}–{whole(ceil(high))}"


def cases(value: float) -> str:
    """A median of counts: whole, or with its half."""
    return whole(value) if float(value).is_integer() else decimal(value, 1)


def weekday(when: date) -> str:
    """ "15/12/2025, thứ Hai"."""
    name = WEEKDAYS[when.weekday()]
    return f"{day(when)}, {name[:1].lower()}{name[1:]}"


def week(first: date, last: date) -> str:
    """ "29/12–31/12/2025", over the year's end with both years."""
    if first == last:
        return day(first)
    return f"{day(first)[: 5 if first.year == last.year else 10]}–{day(last)}"


def source(f: Figures, more: str = "") -> str:
    return components.source(f"Nguồn: {extraction(f, 'received_new')}{' ' + more if more else ''}")


def provisional(one: NextMonth) -> str:
    """The frame that says which days off ahead are not decided yet; "" where all are."""
    unsure = one.ahead.provisional
    if not unsure:
        return ""
    days = join_vn(day(entry.date) for entry in unsure)
    text = f"Lịch nghỉ năm {join_vn(dict.fromkeys(str(entry.date.year) for entry in unsure))} chưa có thông báo chính thức; các ngày {days} là tạm tính. Khi có thông báo, sửa bảng ngày làm việc rồi chạy lại."
    return components.warning("Lịch nghỉ tạm tính.", text)


def no_history(f: Figures) -> Answer:
    frame = components.no_data(
        f"hồ sơ mới dự kiến của {scope_name(f)}",
        "không có danh sách hồ sơ nào đủ năm ngày làm việc",
        "Xuất danh sách hồ sơ thay cho biểu tổng số.",
    )
    return assemble("", frame)
