"""Percentages that should make 100 together, and parts of a province that should make its whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from hcc_helpers.audit.figures.figure import Figure
from hcc_helpers.audit.identities.groups import Group
from hcc_helpers.audit.identities.shares import bases_of
from hcc_helpers.audit.identities.sums import Reading, Sum

_LEVEL = re.compile(r"cấp (tỉnh|huyện|xã|sở)")


@dataclass(frozen=True)
class Whole:
    """Shares that a text gives of one whole. `fits`: those that a printed count explains."""

    percents: tuple[Figure, ...]
    total: Decimal
    slack: Decimal  # what rounding alone can do
    fitting: tuple[Figure, ...]

    @property
    def holds(self) -> bool:
        return abs(self.total - 100) <= self.slack


def wholes_of(group: Group, counts: list[Figure]) -> list[Whole]:
    """In time and late; with those open where the text gives no counts; the two ways to come in. `counts`: all of the text."""
    percents: dict[str, Figure] = {}
    for figure in [*group.figures.values(), *group.again]:
        if figure.share is not None and figure.kind == "count":
            percents.setdefault(figure.id, figure.share)
    for share in group.shares:
        if share.unit != "procedures":
            percents.setdefault(share.id, share)
    found = []
    timely = [percents[id] for id in ("in_time", "done_in_time") if id in percents][:1]
    if not timely and {"early", "on_due"} <= set(percents):
        timely = [percents["early"], percents["on_due"]]
    elif not timely:
        timely = [percents[id] for id in ("early", "on_due") if id in percents]
    late = percents.get("late")
    if timely and late:
        both = _whole([*timely, late], group, counts)
        still = [percents[id] for id in ("open", "open_in_time", "open_late") if id in percents]
        if both.holds or not still:
            found.append(both)
        else:
            all_three = _whole([*timely, late, *still], group, counts)
            found.append(all_three if not all_three.fitting or all_three.holds else both)
    online, counter, post = (
        percents.get("online"),
        percents.get("counter_or_post") or percents.get("in_person"),
        percents.get("post"),
    )
    if online and counter:
        two, three = (
            _whole([online, counter], group, counts),
            _whole([one for one in (online, counter, post) if one], group, counts),
        )
        found.append(three if three.holds else two if two.holds or not post else three)
    return [one for one in found if not any(figure.numeral.hedge or _has_own_whole(figure) for figure in one.percents)]


def _has_own_whole(percent: Figure) -> bool:
    """1.511 trên 1.574: the text says what the share is of."""
    return percent.share_of is not None and percent.share_of.whole is not None


def _whole(percents: list[Figure], group: Group, counts: list[Figure]) -> Whole:
    fitting = tuple(one for one in percents if one.share_of is not None and _fits_any(one, group, counts))
    slack = sum((one.numeral.step for one in percents), Decimal(0))
    return Whole(tuple(percents), sum((one.value for one in percents), Decimal(0)), slack, fitting)


def _fits_any(percent: Figure, group: Group, counts: list[Figure]) -> bool:
    count = percent.counted
    spans = [base.span({}) for base in bases_of(group, count, percent)]
    spans += [(one.numeral.low, one.numeral.high) for one in counts if one is not count and one.value >= count.value]
    return any(
        low > 0 and 100 * count.value / high <= percent.numeral.high and 100 * count.value / low >= percent.numeral.low
        for low, high in spans
    )


def levels_of(groups: list[Group]) -> list[Sum]:
    """toàn tỉnh = cấp tỉnh + cấp huyện + cấp xã, for every quantity that all of them give."""
    found = []
    for index, whole in enumerate(groups):
        received = whole.get("received")
        if whole.is_part or received is None:
            continue
        below: dict[str, Group] = {}
        for group in groups[index + 1 :]:
            level = _LEVEL.search(group.subject)
            if level is None or level[1] in below:
                break
            below[level[1]] = group
        if len(below) < 2:
            continue
        totals = [total for group in below.values() if (total := group.get("received")) is not None]
        if len(totals) < len(below) or sum(one.value for one in totals) != received.value:
            continue  # the levels are not all there
        for (kind, id), figure in whole.figures.items():
            parts = [part for group in below.values() if (part := group.get(id, kind)) is not None]
            if len(parts) == len(below):
                found.append(Sum("levels", (Reading(((1, figure),), tuple(parts)),), is_exhaustive=True, group=whole))
    return found
