"""Words that follow from numbers: no-break spaces, lists, status against a target. The word of a change: report/changes.py."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hcc_helpers.numbers_vn import percent
from hcc_helpers.report.words import WORDS, spelled

NBSP, JOINER = "\u00a0", "\u2060"
_UNITS = (
    "hồ sơ|phiếu|đơn vị|đơn|lượt|lần|bước|kết quả|giấy tờ|đồng|đ|điểm|ngày|giờ|tệp|dòng|bảng|kỳ|tháng|quy tắc|phép cộng|giá trị|"
    "thủ tục|lĩnh vực|con số|việc|chỉ số|ghi chú|điều|chỗ|năm|lượt người|vướng mắc|sự cố|phút|hệ thống|xóm|bản|văn bản|người"
)
_AFTER_NUMBER = re.compile(rf"(?<=\d) ({_UNITS})(?!\w)")
_BEFORE_NUMBER = re.compile(
    r"\b(tháng|hình|bảng|kỳ|ngày|cột|điều|khoản|chỉ tiêu|dòng|quý|năm|bản|mục|mẫu|biểu|trang|nghị định|thông tư|quyết định|QĐ) (?=\d|[IVX]+\b)",
    re.IGNORECASE,
)
_MOMENT = re.compile(r"(?<=/\d{4}) (?=\d\d:\d\d)")
_RANGE = re.compile(r"(?<=[\d%])–(?=\d)")


def nbsp(text: str) -> str:
    """The house's spelling; no-break spaces between number and unit, after tháng, Hình, Bảng …, inside a moment; a word joiner after the dash of a range."""
    text = spelled(text)
    text = _AFTER_NUMBER.sub(lambda match: NBSP + match.group(1).replace(" ", NBSP), text)
    text = _BEFORE_NUMBER.sub(lambda match: match.group(1).replace(" ", NBSP) + NBSP, text)
    text = _MOMENT.sub(NBSP, text)
    return _RANGE.sub("–" + JOINER, text)


def capital(text: str) -> str:
    """The text with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


_NAMES = ("Facebook", "TTHC", "UBND", "VNeID")


def inside(label: str) -> str:
    """A label in the middle of a sentence: a small first letter, names and abbreviations as they are."""
    return label if label.startswith(_NAMES) else label[:1].lower() + label[1:]


def join_vn(items: Iterable[str]) -> str:
    """ "a, b và c"."""
    names = list(items)
    return " và ".join(part for part in (", ".join(names[:-1]), names[-1]) if part) if names else ""


def target_words(target: float, direction: str) -> str:
    """ "≥ 90%"."""
    return f"{'≥' if direction == 'at_least' else '≤'} {percent(target, 0 if float(target).is_integer() else 2)}"


def status_word(value: float, low: float | None, high: float | None, target: float, direction: str) -> tuple[str, str]:
    """(mark, words) of a value against its target: good · ring (the interval still holds the target) · warn."""
    mark = target_words(target, direction)
    reached = value >= target if direction == "at_least" else value <= target
    if not reached:
        return "warn", f"{WORDS['warn']}: chưa đạt {mark}"
    if low is not None and high is not None and (low < target if direction == "at_least" else high > target):
        return "ring", f"Đạt {mark}, chưa chắc chắn"
    return "good", f"Đạt {mark}"


# How the table of working days names a day that no notice has confirmed.
_COMPUTED = "gói phần mềm holidays"


def calendar_source(source: str) -> str:
    """Where a day off comes from, without the name of a library: a document, or the calendar as it is reckoned."""
    if source == _COMPUTED:
        return "Tính theo dương lịch, âm lịch; chưa có thông báo"
    return source.removesuffix(f"; {_COMPUTED}") or "Không ghi nguồn"
