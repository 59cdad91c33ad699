"""The figures in the office's own words: {{indicator}} filled in, typed numbers held against the results of the period."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from hcc_helpers.errors import Finding
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.indicators.measure import Result
from hcc_helpers.indicators.rendering import rendered
from hcc_helpers.numbers_vn import MISSING, UNDEFINED, parse_number, parse_percent, round_half_up
from hcc_helpers.settings import nearest
from hcc_helpers.sources.findings import found
from hcc_helpers.sources.office.own_words import WORDS, Lines
from hcc_helpers.vocabulary import SCOPE

PLACE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
# What is a number and no figure: days, months, years, numbers of laws and decisions, "4 tại chỗ", numbering of a list.
_NO_FIGURE = re.compile(
    r"""\A\s*\d+[.)]\s                                      # 1. of a list
    # 15/11/2025, 15/12; 98.25% and 80-90% are figures
    |\b(?:0?[1-9]|[12]\d|3[01])[/.-](?:0?[1-9]|1[0-2])(?:[/.-]\d{4})?\b(?!\s*%|[.,]\d)
    |\b\d{1,2}/\d{4}\b                                      # 12/2025
    |\b(?:ngày|tháng|năm|quý|kỳ|giờ|tuần)\s+\d+(?:\s*[-–]\s*\d+)?
    |\b(?:điều|khoản|điểm|mục|phụ\ lục|biểu|mẫu)\s+(?:số\s+)?[\w.]*\d[\w.]*
    |\b(?:nghị\ định|nghị\ quyết|quyết\ định|thông\ tư|luật|chỉ\ thị|công\ văn|kế\ hoạch|QĐ|NĐ)\s*(?:số\s*:?\s*)?\d[\w/.\-Đ]*
    |\b\d+/(?:\d{4}/)?[A-ZĐ][\w\-Đ]*                        # 61/2018/NĐ-CP, 766/QĐ-TTg
    |\b20\d{2}\b(?!\s*(?:hồ\ sơ|thủ\ tục|lượt|người|phiếu|kết\ quả|giấy\ tờ|đơn|văn\ bản|trường\ hợp))  # a year
    |\b\d\s+tại\s+chỗ
    |\b24/7\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NUMBER = re.compile(r"(?<![\w.,/])(\d+\.\d{1,2}(?!\d)|\d+(?:\.\d{3})*(?:,\d+)?|\d+\.\d+)(\s*%)?(?![\w])")


@dataclass
class Filled:
    """Section → its text with figures filled in, and what was found in it."""

    sections: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def fill(sections: dict[str, Lines], result_of: Callable[[str, str], Result | None], results: Iterable[Result]) -> Filled:
    """The words with their figures. `result_of(indicator, scope)`; `results`: all that the period computed."""
    filled, known = Filled(), _Known(results)
    for name, lines in sections.items():
        texts = []
        for number, text in lines:
            filled.findings += [_typed(number, shown) for shown in known.strangers(PLACE.sub(" ", text))]
            filled.findings += _unpaired(text, number)
            texts.append(PLACE.sub(lambda match, at=number: _filled(match[1], at, result_of, filled.findings), text))
        filled.sections[name] = "\n".join(texts).strip()
    return filled


def unknown_places(sections: dict[str, Lines]) -> list[Finding]:
    """Placeholders that name no indicator or no scope: can be said before anything is computed."""
    findings = []
    for lines in sections.values():
        for number, text in lines:
            findings += [fault for place in PLACE.findall(text) if (fault := _unknown(place, number))]
            findings += _unpaired(text, number)
    return findings


def _unpaired(text: str, number: int) -> list[Finding]:
    """Braces that enclose no name: broken over two lines, three of them, one pair inside another."""
    rest = PLACE.sub(" ", text)
    if "{{" not in rest and "}}" not in rest and "{{{" not in text and "}}}" not in text:
        return []
    message = f"Dòng {number}: dấu {{{{ và }}}} không đủ cặp hoặc thừa; phần này lên trang y như đã gõ."
    return [found("V2-cho-trong-la", message, file=WORDS, row=number)]


def _unknown(place: str, number: int) -> Finding | None:
    name, _, scope = place.partition(":")
    name, scope = name.strip(), scope.strip() or "commune"
    if name not in REGISTRY:
        near = nearest(name, REGISTRY)
        hint = f" Có phải “{near}”?" if near else ""
        return found("V2-cho-trong-la", f"Dòng {number}: không có chỉ số “{name}”.{hint}", file=WORDS, row=number)
    if scope not in SCOPE:
        message = f"Dòng {number}: không có phạm vi “{scope}”."
        return found("V2-cho-trong-la", message, file=WORDS, row=number, accepted=", ".join(SCOPE))
    return None


def _filled(place: str, number: int, result_of, findings: list[Finding]) -> str:
    fault = _unknown(place, number)
    if fault:
        findings.append(fault)
        return f"[không có chỉ số “{place}”]"
    name, _, scope = place.partition(":")
    result = result_of(name.strip(), scope.strip() or "commune")
    text = rendered(result)
    if text in (MISSING, UNDEFINED):
        why = (result.reason if result else "") or "không có số liệu"
        findings.append(
            found("V2-khong-co-so", f"Dòng {number}: chỉ số “{name.strip()}” chưa có giá trị: {why}.", file=WORDS, row=number)
        )
        return f"[không có số liệu: {REGISTRY[name.strip()].label}]"
    return text


def _typed(number: int, shown: str) -> Finding:
    message = f"Dòng {number}: số “{shown}” không bằng kết quả nào của kỳ."
    return found("V3-so-khong-khop", message, file=WORDS, row=number)


class _Known:
    """Every value that the period computed, to hold typed numbers against at the precision in which they are typed."""

    def __init__(self, results: Iterable[Result]):
        self.counts: set[int] = set()
        self.percents: list[float] = []
        self.others: list[float] = []
        for result in results:
            self.counts.update(n for n in (result.numerator, result.denominator) if n is not None)
            if result.value is None:
                continue
            if result.unit == "percent":
                self.percents.append(result.value)
            elif isinstance(result.value, int):
                self.counts.add(result.value)
            else:
                self.others.append(result.value)

    def strangers(self, text: str) -> list[str]:
        """The typed numbers of a line that equal no result."""
        text = _NO_FIGURE.sub(" ", text)
        return [match[0].strip() for match in _NUMBER.finditer(text) if not self._holds(match[1], bool(match[2]))]

    def _holds(self, text: str, is_percent: bool) -> bool:
        try:
            value = parse_percent(text + "%") if is_percent else parse_number(text)
        except ValueError:
            return False
        decimals = max(0, -Decimal(str(value)).as_tuple().exponent) if "," in text or (is_percent and "." in text) else 0
        if is_percent:
            return any(round_half_up(known, decimals) == Decimal(str(value)) for known in self.percents)
        if decimals:
            return any(round_half_up(known, decimals) == Decimal(str(value)) for known in self.others)
        return int(value) in self.counts or any(known == value for known in self.others)
