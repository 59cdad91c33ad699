"""Shares whose whole holds cases of which nobody knows whether they belong to the part: between what the true share lies.

The value of such a share counts the known ones only, so it is the lowest that the truth can be. Whoever prints it, marks it
against a target, sets it beside another period or another commune asks here first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.numbers_vn import dong, percent, share, whole


@dataclass(frozen=True)
class Untold:
    """Indicators that count what may belong to the part or not, and its words: "3.407 hồ sơ mới không rõ kênh nộp"."""

    counts: tuple[str, ...]
    words: str


_CHANNEL = Untold(("new_channel_unknown", "new_channel_unreadable"), "hồ sơ mới không rõ kênh nộp")
_METHOD = Untold(("fees_method_unknown",), "không rõ hình thức thanh toán")
UNTOLD = {
    "online_of_new_pct": _CHANNEL,
    "in_person_of_new_pct": _CHANNEL,
    "kiosk_of_new_pct": _CHANNEL,
    "fees_online_pct": _METHOD,
    "fees_in_person_pct": _METHOD,
}
MOST_UNTOLD = 0.01  # of the whole of a share that is set beside other communes': the truth then lies within one point
Valued = Callable[[str], int | float | None]  # the value of an indicator in the period and scope at hand


def untold(id: str, value: Valued) -> int:
    """How much of the whole of a share may belong to its part or not; 0 where all is known."""
    return sum(int(value(one) or 0) for one in UNTOLD[id].counts) if id in UNTOLD else 0


def between(id: str, value: Valued) -> tuple[Decimal, Decimal] | None:
    """The lowest and the highest that the share can be, in per cent; None where nothing is unknown or there is no share."""
    unknown = untold(id, value)
    if not unknown:
        return None
    part, of = value(REGISTRY[id].part), value(REGISTRY[id].whole)
    return (share(int(part), int(of)), share(int(part) + unknown, int(of))) if part is not None and of else None


def is_known(id: str, value: Valued) -> bool:
    """Whether a share is known well enough to stand beside those of others: at most MOST_UNTOLD of its whole is unknown."""
    whole_ = value(REGISTRY[id].whole) if id in UNTOLD else None
    return not whole_ or untold(id, value) <= MOST_UNTOLD * whole_


def is_open(limits: tuple[Decimal, Decimal] | None, target: float) -> bool:
    """Whether nobody can say on which side of a target the true share lies."""
    return limits is not None and float(limits[0]) < target <= float(limits[1])


def between_said(id: str, value: Valued) -> str:
    """ "thật ra từ 60,43% đến 93,40%: 3.407 hồ sơ mới không rõ kênh nộp", to stand beside the share; "" where all is known."""
    limits = between(id, value)
    if limits is None:
        return ""
    unknown = untold(id, value)
    count = dong(unknown) if REGISTRY[REGISTRY[id].whole].unit == "dong" else whole(unknown)
    return f"thật ra từ {percent(limits[0])} đến {percent(limits[1])}: {count} {UNTOLD[id].words}"
