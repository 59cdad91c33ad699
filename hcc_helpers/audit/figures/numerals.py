"""Numbers as they are typed: Vietnamese (1.944; 98,25) and English (1,944; 98.25) style, slips in the grouping told apart.

A value is an interval [low, high]: a printed decimal stands for what rounds to it, "5,65 ngàn" for its last digit either
way, a hedge ("gần", "trên") for one side.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from hcc_helpers.audit.figures.lexicon import CURRENCY, HEDGES, MONEY_SCALES
from hcc_helpers.numbers_vn import whole

RAW = re.compile(r"(?<![\w.,□])\d+(?:[.,]\d+)*(?![\d□])")
_GROUPED = {mark: re.compile(rf"[1-9]\d{{0,2}}(?:{re.escape(mark)}\d{{3}})+") for mark in ".,"}
_SCALE = re.compile(rf"\s*({'|'.join(MONEY_SCALES)})(?!\w)")
_CURRENCY = re.compile(rf"\s*(?:{CURRENCY})(?!\w)|(?<=\d)đ(?!\w)")
_PERCENT = re.compile(r"\s*(?:%|phần\s+trăm|percent\b|per cent\b)")
_HEDGE = {name: re.compile(rf"\b(?:{words})\s+(?:là\s+)?\Z") for name, (words, _) in HEDGES.items()}


@dataclass(frozen=True)
class Numeral:
    """One number in a text: what it is worth and how it is written."""

    start: int
    end: int  # behind its scale, currency or % sign
    body: str  # the digits as typed
    kind: str  # count | percent | money
    value: Decimal
    low: Decimal
    high: Decimal
    step: Decimal  # one unit of the last printed digit
    hedge: str = ""
    slip: str = ""  # "": well formed; style · ungrouped · malformed
    proposal: str = ""  # how it should be written

    @property
    def is_exact(self) -> bool:
        return self.low == self.high

    @property
    def decimals(self) -> int:
        """How many digits are printed behind the decimal mark."""
        return decimals_of(self.step)


def decimals_of(step: Decimal) -> int:
    exponent = step.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def is_english(text: str) -> bool:
    """Whether a text is written in English: hardly a letter that only Vietnamese has."""
    letters = [c for c in text.lower() if c.isalpha()]
    return bool(letters) and sum(not c.isascii() for c in letters) < 0.03 * len(letters)


def numerals(spelled: str, english: bool) -> list[Numeral]:
    """The numbers of a text whose non-figures are blotted out."""
    found = []
    for match in RAW.finditer(spelled):
        one = _numeral(spelled, match, english)
        if one is not None:
            found.append(one)
    return found


def _numeral(text: str, match: re.Match, english: bool) -> Numeral | None:
    body, start, end = match[0], match.start(), match.end()
    scale, kind = Decimal(1), "count"
    rest = text[end:]
    if scaled := _SCALE.match(rest):
        scale = Decimal(MONEY_SCALES[scaled[1]])
        end += scaled.end()
        if scaled[1] in ("triệu", "tỷ", "million", "billion"):
            kind = "money"
    if currency := _CURRENCY.match(text[end:]):
        kind = "money"
        end += currency.end()
    elif scale == 1 and (sign := _PERCENT.match(rest)):
        kind = "percent"
        end += sign.end()
    read = _read(body, "percent" if kind == "percent" else "scaled" if scale != 1 else "whole", english)
    if read is None:
        return None
    value, decimals, slip, proposal = read
    value *= scale
    step = scale.scaleb(-decimals)
    if kind == "percent":
        low, high = value - step / 2, value + step / 2
    elif scale != 1:
        low, high = (value - step, value + step)
    else:
        low = high = value
    one = Numeral(start, end, body, kind, value, low, high, step, "", slip, proposal)
    return _hedged(text, one)


def _hedged(text: str, one: Numeral) -> Numeral:
    before = text[max(0, one.start - 24) : one.start]
    for name, pattern in _HEDGE.items():
        if pattern.search(before):
            low, high = (Decimal(x) for x in HEDGES[name][1])
            return replace(one, hedge=name, low=min(one.low, one.value * low), high=max(one.high, one.value * high))
    return one


def _read(body: str, what: str, english: bool) -> tuple[Decimal, int, str, str] | None:
    """(value, printed decimals, slip, how it should be written); None for what cannot be a figure."""
    group, mark = (",", ".") if english else (".", ",")
    marks = [c for c in body if not c.isdigit()]
    if not marks:
        slip = "ungrouped" if len(body) >= 4 and what == "whole" and body[0] != "0" else ""
        return Decimal(body), 0, slip, _written(int(body), english) if slip else ""
    if what == "percent" or what == "scaled":
        return _with_decimals(body, marks, group, mark, english, what)
    if _GROUPED[group].fullmatch(body):
        return Decimal(body.replace(group, "")), 0, "", ""
    if _GROUPED[mark].fullmatch(body):  # the other language's grouping: 1,944 hồ sơ
        return Decimal(body.replace(mark, "")), 0, "style", _written(int(body.replace(mark, "")), english)
    if len(set(marks)) == 2 and marks[-1] == mark and marks.count(mark) == 1:
        left, right = body.split(mark)
        if _GROUPED[group].fullmatch(left):
            return Decimal(f"{left.replace(group, '')}.{right}"), len(right), "", ""
    if len(marks) == 1 and marks[0] == mark and len(body.split(mark)[1]) <= 2:
        left, right = body.split(mark)
        return Decimal(f"{left}.{right}"), len(right), "", ""
    if body[0] == "0" or (len(body.split(marks[0])[0]) > 3 and len(body) > 7):
        return None
    digits = int(re.sub(r"\D", "", body))
    return Decimal(digits), 0, "malformed", _written(digits, english)


def _with_decimals(body: str, marks: list[str], group: str, mark: str, english: bool, what: str):
    if len(marks) == 1:
        left, right = body.split(marks[0])
        if marks[0] == group and len(right) == 3 and what == "scaled" and not english:
            return None  # 1.234 triệu: grouped or decimal, two readings
        slip = "style" if marks[0] == group else ""
        return Decimal(f"{left}.{right}"), len(right), slip, f"{left}{mark}{right}" if slip else ""
    if marks[-1] == mark and _GROUPED[group].fullmatch(body.rsplit(mark, 1)[0]):
        left, right = body.rsplit(mark, 1)
        return Decimal(f"{left.replace(group, '')}.{right}"), len(right), "", ""
    return None


def _written(number: int, english: bool) -> str:
    return f"{number:,}" if english else whole(number)
