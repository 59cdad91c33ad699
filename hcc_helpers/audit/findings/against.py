"""Figures of a text held against the results of a period, each against the indicator of its own label and scope.

`held(document, known)`: used by `hcc audit --against`, by the check of the office's own words and of a paper that came back.
A number that the period has, but under another label, is told as such; a label that we do not know is told, not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from hcc_helpers.audit.figures.figure import Figure
from hcc_helpers.audit.figures.lexicon import FILLERS, spelling
from hcc_helpers.audit.figures.quantities import LABEL, OF_MONEY, OF_PROCEDURES
from hcc_helpers.audit.findings.finding import Said
from hcc_helpers.numbers_vn import percent, round_half_up, show

_TAIL = re.compile(rf"(?:\s|[:(=–-]|\b(?:{'|'.join(FILLERS)}|hồ\s+sơ|kỳ\s+này|cuối\s+kỳ)(?!\w))+\Z")
_LAND = re.compile(r"đất\s+đai|vpđk|văn\s+phòng\s+đăng\s+ký|\bland\b")
_OTHER_WINDOW = re.compile(r"766|dương\s+lịch|lũy\s+kế|cùng\s+kỳ|từ\s+đầu\s+năm")
_UNITS = {
    "visits": ("times", "person_days", "requests"),
    "persons": ("person_days", "persons"),
    "payments": ("payments", "dong"),
    "documents": ("documents", "papers", "texts"),
    "petitions": ("petitions",),
    "answers": ("answers",),
    "cases": ("cases",),
    "instances": ("cases", "petitions"),
    "procedures": ("procedures",),
}
_RANGE = 500  # a random count is drawn from 1–500, or from the numbers with as many digits


@dataclass(frozen=True)
class Known:
    """One result of the period, as much of it as a typed figure can be held against."""

    indicator: str
    label: str
    scope: str
    scope_label: str
    unit: str
    value: Decimal | None


@dataclass(frozen=True)
class Verdict:
    """One figure. `kind`: same · other (the number belongs to another indicator) · differs · unknown (label) · missing (no result)."""

    figure: Figure
    kind: str
    sentence: str
    expected: tuple[Known, ...] = ()
    passing: float = 0.0  # share of random figures of this size that would have passed


@dataclass
class Held:
    """A text held against a period."""

    verdicts: list[Verdict] = field(default_factory=list)

    @property
    def wrong(self) -> list[Verdict]:
        return [one for one in self.verdicts if one.kind in ("other", "differs")]

    @property
    def unknown(self) -> list[Verdict]:
        return [one for one in self.verdicts if one.kind in ("unknown", "missing")]

    @property
    def checked(self) -> list[Verdict]:
        return [one for one in self.verdicts if one.kind in ("same", "other", "differs")]

    @property
    def coincidence(self) -> float:
        """In percent: how many random figures of that size this check would have let pass."""
        checked = self.checked
        return 100 * sum(one.passing for one in checked) / len(checked) if checked else 0.0


def held(figures: Iterable[Figure], known: list[Known]) -> Held:
    """Every figure of a text that is said of the period, in reading order."""
    by_id: dict[str, list[Known]] = {}
    labels: dict[str, list[str]] = {}
    for one in known:
        by_id.setdefault(one.indicator, []).append(one)
        labels.setdefault(spelling(one.label), []).append(one.indicator)
    ordered = sorted(labels, key=len, reverse=True)
    found, scope, led = Held(), "commune", False  # led: the list stands under a paragraph that names its scope
    passage = None
    for figure in figures:
        if figure.passage is not passage:
            is_listed = figure.passage.text.lstrip()[:1] in ("-", "+", "*", "•")
            is_led = (
                passage is not None and figure.passage.section == passage.section and is_listed and (led or scope == "commune")
            )
            scope = scope if is_led else "commune"
            led = led if is_led else not is_listed
            passage = figure.passage
        before = spelling(figure.passage.text[: figure.numeral.start])
        if _LAND.search(before) or _LAND.search(figure.passage.section.lower()):
            scope = "land"
        if figure.is_change or figure.is_elsewhere or not _is_countable(figure):
            continue
        found.verdicts.append(_judged(figure, scope, by_id, known, ordered, labels))
    return found


def stands_somewhere(figure: Figure, known: list[Known]) -> bool:
    """Whether any result of the period is this number, whatever its label: the least that a typed number must be."""
    return any(_same(figure, one) for one in known if one.value is not None)


def _is_countable(figure: Figure) -> bool:
    """A bare number in running text without unit and label is no statement about the office."""
    return figure.kind != "count" or figure.unit != "" or figure.quantity is not None or figure.is_foreign or figure.words != ""


def _judged(figure: Figure, scope: str, by_id, known: list[Known], ordered: list[str], labels) -> Verdict:
    every: list[Known] = []
    for ids, is_own in ((_by_own_label(figure, ordered, labels), True), (_by_quantity(figure), False)):
        every = every or [
            one
            for id in ids
            for one in by_id.get(id, [])
            if one.scope in (scope, "centre") and _counts_alike(figure, one, is_own)
        ]
    if not every:
        return Verdict(figure, "unknown", f"“{figure.shown}”: chưa rõ là của chỉ số nào nên chưa đối chiếu")
    expected = [one for one in every if one.value is not None]
    if not expected:
        return Verdict(figure, "missing", f"“{figure.shown}”: kỳ này không có số liệu của “{_name(figure, every)}”")
    passing = _passing(figure, expected)
    if any(_same(figure, one) for one in expected):
        return Verdict(figure, "same", "", tuple(expected), passing)
    right = "; ".join(dict.fromkeys(f"{one.label} là {_shown(one)}" for one in expected))
    others = [one for one in known if one.value is not None and one not in expected and _same(figure, one)]
    if others:
        names = list(dict.fromkeys(f"{one.label} ({one.scope_label})" for one in others))
        sentence = f"“{figure.shown}” có trong kỳ, nhưng là của {'; '.join(names[:3])}; {right}"
        return Verdict(figure, "other", sentence, tuple(expected), passing)
    return Verdict(figure, "differs", f"“{figure.shown}” không bằng kết quả của kỳ: {right}", tuple(expected), passing)


def _by_own_label(figure: Figure, ordered: list[str], labels: dict[str, list[str]]) -> list[str]:
    """The indicator whose label stands before the number word for word."""
    text = figure.passage.text
    before = spelling(text[max(0, figure.numeral.start - 200) : figure.numeral.start])
    bare = _TAIL.sub("", before)
    for label in ordered:
        if (before.rstrip(" :(=–-").endswith(label) or bare.endswith(label)) and _begins(before, label):
            if figure.quantity is None or label.count(" ") >= 2 or _stands_alone(before, label):
                return labels[label]
            break
    return []


def _by_quantity(figure: Figure) -> list[str]:
    """The indicators of the table of quantities."""
    quantity, text = figure.quantity, figure.passage.text
    sentence = spelling(text[figure.sentence[0] : figure.sentence[1]])
    if quantity is None or figure.is_foreign or figure.is_narrowed or _OTHER_WINDOW.search(sentence):
        return []
    if figure.has_part and not _LAND.search(sentence):
        return []
    if figure.kind == "percent":
        if figure.unit == "procedures":
            return list(OF_PROCEDURES.get(quantity.id, ()))
        ids = list(quantity.shares)
        money = figure.share_of is not None and figure.share_of.kind == "money"
        return [id for id in ids if not money or id.startswith("fees")]
    if figure.unit == "procedures":
        return []
    if figure.kind == "money" or (quantity.money and not figure.unit and figure.value >= 1000):
        return list(quantity.money or OF_MONEY.get(quantity.id, ()))
    return list(quantity.counts)


def _begins(before: str, label: str) -> bool:
    place = before.rfind(label)
    return place <= 0 or not before[place - 1].isalnum()


def _counts_alike(figure: Figure, one: Known, is_own: bool) -> bool:
    """Whether the unit beside the number is that of the indicator; without a unit, or under its own label, it may be any."""
    if (figure.kind == "percent") != (one.unit == "percent"):
        return False
    return is_own or figure.kind != "count" or not figure.unit or one.unit in _UNITS.get(figure.unit, ())


def _stands_alone(before: str, label: str) -> bool:
    """Whether the label is the whole of its clause: "Trả lại: 11", not "Hồ sơ rút, trả lại: 13"."""
    rest = before[: before.rfind(label)].rstrip()
    return not rest or rest[-1] in ".;:|(" or rest in ("-", "+", "- +", "*", "#")


def _same(figure: Figure, one: Known) -> bool:
    return _accepts(figure, one, figure.value, figure.numeral.low, figure.numeral.high)


def _accepts(figure: Figure, one: Known, value: Decimal, low: Decimal, high: Decimal) -> bool:
    """At the precision in which the figure is printed; a hedge is met by its interval."""
    is_money = figure.kind == "money" or (figure.kind == "count" and one.unit == "dong" and figure.value >= 1000)
    if (figure.kind == "percent") != (one.unit == "percent") or is_money != (one.unit == "dong"):
        return False
    if one.value is None:
        return False
    if figure.numeral.hedge or figure.numeral.step > 1:
        return low <= one.value <= high
    decimals = figure.numeral.decimals
    return round_half_up(one.value, decimals) == value if figure.kind == "percent" or decimals else one.value == value


def _passing(figure: Figure, expected: list[Known]) -> float:
    """The share of random figures of this size and precision that the same check lets pass."""
    numeral, values = figure.numeral, {one.value for one in expected if one.value is not None}
    if numeral.hedge or numeral.step > 1:
        span = numeral.high - numeral.low
        size = Decimal(100) if figure.kind == "percent" else Decimal(10) ** len(str(int(numeral.value)))
        return float(min(Decimal(1), span / size))
    if figure.kind == "percent":
        decimals = numeral.decimals
        return len({round_half_up(value, decimals) for value in values}) / (100 * 10**decimals + 1)
    low, high = (
        (1, _RANGE)
        if numeral.value <= _RANGE
        else (10 ** (len(str(int(numeral.value))) - 1), 10 ** len(str(int(numeral.value))) - 1)
    )
    return sum(low <= value <= high for value in values) / (high - low + 1)


def _name(figure: Figure, every: list[Known]) -> str:
    return every[0].label if every else LABEL.get(figure.id, figure.shown)


def _shown(one: Known) -> str:
    return percent(one.value) if one.unit == "percent" else show(one.value, one.unit)


def said_of(held_: Held) -> list[Said]:
    """As findings of a report: what differs is a contradiction with the period, what is unknown cannot be tested."""
    found = []
    for one in [*held_.wrong, *held_.unknown]:
        kind = "contradiction" if one in held_.wrong else "untestable"
        figure = one.figure
        right = " hoặc ".join(dict.fromkeys(_shown(known) for known in one.expected)) if kind == "contradiction" else ""
        found.append(
            Said(
                kind,
                figure.passage.section,
                figure.quote,
                one.sentence,
                f"{figure.shown} thành {right}." if right else "",
                (figure,),
            )
        )
    return found


def coincidence_line(held_: Held) -> str:
    """What the reader must know of the check itself."""
    number = len(held_.checked)
    if not number:
        return "Không có số nào đối chiếu được với kết quả của kỳ."
    return (
        f"Đã đối chiếu {number} số với chỉ số của đúng tên và phạm vi; {len(held_.unknown)} số chưa rõ là của chỉ số nào. "
        f"Trùng ngẫu nhiên: {percent(round_half_up(held_.coincidence, 2))} số gõ bừa cùng cỡ sẽ lọt qua phép đối chiếu này."
    )
