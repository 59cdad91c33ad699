"""The rules by which a sub-claim gets its verdict: one file, dated, the same for every obstacle.

The words of RULES are printed in docs/verdicts.md; `decide` is what they say.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from hcc_helpers.numbers_vn import decimal, interval, percent, signed, whole
from hcc_helpers.obstacles.vague_words import Word

SINCE = date(2025, 7, 1)  # the rules hold for every period that ends on or after that day
Bound = Literal["", "upper", "lower"]
Code = Literal["supported", "consistent", "not_supported", "not_enough"]
LABEL: dict[str, str] = {
    "supported": "Số liệu ủng hộ nhận định",
    "consistent": "Phù hợp với số liệu",
    "not_supported": "Số liệu không ủng hộ nhận định",
    "not_enough": "Chưa đủ số liệu để kết luận",
}
RULES: tuple[tuple[str, str], ...] = (
    ("V1", "Thiếu bảng hoặc cột cần có: chưa đủ số liệu để kết luận, và nói rõ thiếu gì."),
    ("V2", "Số trường hợp ít hơn mức tối thiểu đã đặt cho nhận định: chưa đủ số liệu để kết luận, dù con số ra sao."),
    ("V3", "Cả khoảng tin cậy 95% nằm về phía nhận định so với mốc: số liệu ủng hộ nhận định."),
    ("V4", "Cả khoảng tin cậy 95% nằm về phía bên kia mốc: số liệu không ủng hộ nhận định."),
    ("V5", "Khoảng tin cậy còn chứa mốc: chưa đủ số liệu để kết luận."),
    (
        "V6",
        "Nguyên nhân, hệ quả không bao giờ được “ủng hộ”, vì số liệu chỉ quan sát, không thử nghiệm: khi V3 đúng, kết luận cao nhất là phù hợp với số liệu, kèm cách giải thích khác.",
    ),
    (
        "V7",
        "Con số chỉ là mức cao nhất có thể (hoặc thấp nhất có thể): chỉ kết luận theo phía mà số thật chắc chắn nằm; phía kia là chưa đủ số liệu.",
    ),
)


CAPPED = ("cause", "effect")  # kinds that an observation alone never proves


@dataclass(frozen=True)
class Measured:
    """What was measured. `low`, `high`: 95% interval (equal to the value where everything was counted, not sampled).

    `n`: the number of cases that the minimum speaks of; of a comparison, those of the smaller group.
    `bound`: "upper" where the truth can only be lower than the value, "lower" where only higher.
    """

    value: float
    low: float
    high: float
    n: int
    unit: str = "percent"  # percent · points · hours · working_days · per_thousand · correlation · count
    bound: Bound = ""

    @property
    def said(self) -> str:
        return say(self.value, self.unit)

    @property
    def interval_said(self) -> str:
        """ "46,1–62,0%"; "" where nothing was sampled."""
        return "" if self.low == self.high else say_interval(self.low, self.high, self.unit)


@dataclass(frozen=True)
class Reading:
    """What the data say of one sub-claim: the figure with its sentence, or what is lacking to have one."""

    measured: Measured | None = None
    sentence: str = ""
    lacking: str = ""


@dataclass(frozen=True)
class Verdict:
    """The verdict, the rule that gave it, and why in a few words."""

    code: Code
    rule: str
    why: str

    @property
    def label(self) -> str:
        return LABEL[self.code]


def decide(kind: str, measured: Measured | None, word: Word, lacking: str = "") -> Verdict:
    """The verdict of one sub-claim. `lacking`: which table or column is not at hand, "" when all is."""
    if lacking or measured is None:
        return Verdict("not_enough", "V1", lacking or "không có số liệu")
    if measured.n < word.minimum:
        return Verdict("not_enough", "V2", f"mới có {whole(measured.n)} {word.counted}, cần ít nhất {whole(word.minimum)}")
    is_inside, is_outside = _sides(measured, word)
    if is_inside:
        is_capped = kind in CAPPED
        return Verdict("consistent" if is_capped else "supported", "V6" if is_capped else "V3", f"khớp với mốc {word.said}")
    if is_outside:
        return Verdict("not_supported", "V4", f"không tới mốc {word.said}")
    if measured.bound and (measured.low >= word.value or measured.high < word.value):
        least = "cao nhất" if measured.bound == "upper" else "thấp nhất"
        return Verdict("not_enough", "V7", f"con số mới là mức {least} có thể")
    return Verdict("not_enough", "V5", f"khoảng tin cậy còn chứa mốc {word.said}")


def _sides(measured: Measured, word: Word) -> tuple[bool, bool]:
    """(surely on the claim's side of the mark, surely on the other): V3, V4 and V7."""
    is_above, is_below = measured.low >= word.value, measured.high < word.value
    if measured.bound == "upper":
        is_above = False
    if measured.bound == "lower":
        is_below = False
    return (is_above, is_below) if word.sense == "at_least" else (is_below, is_above)


def say(value: float, unit: str) -> str:
    """A measured figure as a reader sees it, with its unit."""
    match unit:
        case "percent":
            return percent(value)
        case "points":
            return f"{signed(value, 2)} điểm"
        case "hours":
            return f"{signed(value, 1)} giờ làm việc"
        case "working_days":
            return f"{signed(value, 1)} ngày làm việc"
        case "per_thousand":
            return f"{decimal(value, 1)} lần trên 1.000 lần thử"
        case "correlation":
            return decimal(value, 2)
        case "seconds":
            return f"{decimal(value, 1)} giây"
        case "labour_hours":
            return f"{decimal(value, 1)} giờ công"
        case "systems":
            return f"{whole(round(value))} hệ thống"
    raise ValueError(f"unit {unit}")


def say_interval(low: float, high: float, unit: str) -> str:
    if unit == "percent":
        return interval(low, high)
    if unit == "correlation":
        return f"{decimal(low, 2)} đến {decimal(high, 2)}"
    show = decimal if unit in {"per_thousand", "seconds"} else signed
    return f"{show(low, 1)} đến {show(high, 1)}"
