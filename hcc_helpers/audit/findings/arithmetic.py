"""Arithmetic as it is shown: the figures as typed, the sum, what is missing or too much."""

from __future__ import annotations

from decimal import Decimal

from hcc_helpers.audit.figures.figure import Figure
from hcc_helpers.audit.figures.quantities import LABEL
from hcc_helpers.audit.identities.shares import Base, Share
from hcc_helpers.audit.identities.sums import Reading
from hcc_helpers.numbers_vn import decimal, percent, whole


def number(value: Decimal) -> str:
    """1845 → "1.845"; a fraction keeps two decimals."""
    return whole(value) if value == value.to_integral_value() else decimal(value)


def named(figure: Figure) -> str:
    """A figure with what it counts: "1.811 (hồ sơ trực tuyến)"."""
    label = LABEL.get(figure.id, "")
    return f"{typed(figure)} ({label})" if label else typed(figure)


def typed(figure: Figure) -> str:
    """The figure in good form: a slip in the grouping is mended, so that the sum can be read."""
    numeral = figure.numeral
    return figure.shown.replace(numeral.body, numeral.proposal, 1) if numeral.slip in ("malformed", "ungrouped") else figure.shown


def added(reading: Reading) -> str:
    """ "1.811 + 34 = 1.845; tổng ghi 1.944, thiếu 99"."""
    left = " + ".join(named(part) for part in reading.parts)
    low, high = reading.difference({})
    total = sum((part.value for part in reading.parts), Decimal(0))
    sign = "≈" if low != high else "="
    equation = f"{left} {sign} {number(total)}" if len(reading.parts) > 1 else left
    whole_ = " ".join(
        (" + " if s > 0 and i else "− " if s < 0 else "").strip() + (" " if i else "") + named(f)
        for i, (s, f) in enumerate(reading.whole)
    ).strip()
    gap = (low + high) / 2
    word = "vượt" if gap > 0 else "thiếu"
    near = "khoảng " if low != high else ""
    return f"{equation}; so với {whole_}: {word} {near}{number(abs(gap))}"


def divided(share: Share, base: Base) -> str:
    """ "214/2.265 = 9,45%"."""
    low, high = base.span({})
    terms = " ".join((("+ " if s > 0 else "− ") if i else "") + typed(f) for i, (s, f) in enumerate(base.terms))
    terms = f"({terms})" if len(base.terms) > 1 else terms
    exact = 100 * share.count.value / ((low + high) / 2)
    return f"{typed(share.count)}/{terms} = {percent(exact)}"
