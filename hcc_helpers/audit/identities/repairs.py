"""The smallest correction: one figure, printed as it is printed, that lets most identities of its group hold."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from hcc_helpers.audit.figures.figure import Figure
from hcc_helpers.audit.figures.lexicon import MONEY_SCALES
from hcc_helpers.audit.figures.numerals import decimals_of
from hcc_helpers.audit.identities.shares import Share
from hcc_helpers.audit.identities.sums import Sum, Values
from hcc_helpers.numbers_vn import decimal, round_half_up, whole


@dataclass(frozen=True)
class Repair:
    """`figure` printed as `text` instead; `holding`: identities of the group that hold then."""

    figure: Figure
    text: str
    instead: tuple[Decimal, Decimal]
    holding: int
    is_slip: bool  # one digit, or two neighbours exchanged

    def values(self) -> Values:
        return {self.figure: self.instead}


def repairs(failing: list[Sum | Share], every: list[Sum | Share]) -> list[Repair]:
    """Corrections of one figure that mend at least one failing identity, the best first."""
    found: dict[tuple[Figure, str], Repair] = {}
    for check in failing:
        for figure, value in _candidates(check):
            if value is None or value < 0:
                continue
            text, instead = printed(figure, value)
            if text == figure.numeral.body or (figure, text) in found:
                continue
            values = {figure: instead}
            if not check.holds(values):
                continue
            holding = sum(one.holds(values) for one in every)
            found[figure, text] = Repair(figure, text, instead, holding, is_slip(figure.numeral.body, text))
    return sorted(found.values(), key=lambda one: (-one.holding, not one.is_slip, _distance(one)))


def _candidates(check: Sum | Share):
    if isinstance(check, Sum):
        for reading in check.readings:
            for figure in reading.figures:
                yield figure, reading.solve(figure)
        return
    base = check.natural or check.bases[0]
    low, high = base.span({})
    if low > 0:
        yield check.percent, 100 * check.count.value / ((low + high) / 2)
        yield check.count, check.percent.value * (low + high) / 200 if not check.count.numeral.is_exact else None


def printed(figure: Figure, value: Decimal) -> tuple[str, tuple[Decimal, Decimal]]:
    """A value as this figure would print it, and the interval that the print stands for."""
    numeral = figure.numeral
    english = "," in numeral.body and figure.kind == "count" and len(numeral.body.split(",")[-1]) == 3
    if figure.kind == "percent":
        decimals = numeral.decimals
        shown = round_half_up(value, decimals)
        text = decimal(shown, decimals)
        half = numeral.step / 2
        return text.replace(",", ".") if "." in numeral.body else text, (shown - half, shown + half)
    if numeral.step != 1:
        scale = next(
            (Decimal(s) for s in sorted(MONEY_SCALES.values()) if numeral.value / s < 10000 and numeral.step < s), Decimal(1)
        )
        scale = next((Decimal(s) for word, s in MONEY_SCALES.items() if word in figure.shown.lower()), scale)
        decimals = decimals_of((numeral.step / scale).normalize())
        shown = round_half_up(value / scale, decimals)
        return decimal(shown, decimals), (shown * scale - numeral.step, shown * scale + numeral.step)
    number = round_half_up(value, 0)
    text = f"{int(number):,}" if english else whole(int(number))
    return text, (number, number)


def is_slip(before: str, after: str) -> bool:
    """Whether one wrong key explains the difference: one digit, two neighbours exchanged, a digit doubled or lost."""
    a, b = ("".join(c for c in text if c.isdigit()) for text in (before, after))
    a, b = a.lstrip("0"), b.lstrip("0")
    if len(a) == len(b):
        wrong = [i for i in range(len(a)) if a[i] != b[i]]
        if len(wrong) == 1:
            return True
        return len(wrong) == 2 and wrong[1] == wrong[0] + 1 and a[wrong[0]] == b[wrong[1]] and a[wrong[1]] == b[wrong[0]]
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    return (
        len(longer) - len(shorter) == 1
        and len(shorter) >= 2
        and any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
    )


def _distance(repair: Repair) -> Decimal:
    middle = sum(repair.instead, Decimal(0)) / 2
    return abs(middle - repair.figure.value) / max(repair.figure.value, Decimal(1))


def with_text(figure: Figure, text: str) -> str:
    """The figure as it would be typed, with its sign or scale."""
    return figure.shown.replace(figure.numeral.body, text, 1)
