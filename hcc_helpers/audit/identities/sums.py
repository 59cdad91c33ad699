"""Sums that should hold inside a group: channels, outcomes, nested outcomes, carry-over, fees.

A sum may be meant in several ways ("tiếp nhận" with or without what was carried over): it holds where one reading holds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from hcc_helpers.audit.figures.figure import Figure
from hcc_helpers.audit.identities.groups import Group

Values = dict[Figure, tuple[Decimal, Decimal]]  # what some figures would be worth instead


def span(figure: Figure, instead: Values) -> tuple[Decimal, Decimal]:
    return instead.get(figure, (figure.numeral.low, figure.numeral.high))


@dataclass(frozen=True)
class Reading:
    """whole = the sum of the parts (a whole may itself be a sum or a difference: sign −1)."""

    whole: tuple[tuple[int, Figure], ...]
    parts: tuple[Figure, ...]

    def difference(self, instead: Values) -> tuple[Decimal, Decimal]:
        """Parts minus whole, as the narrowest interval."""
        low = high = Decimal(0)
        for part in self.parts:
            a, b = span(part, instead)
            low, high = low + a, high + b
        for sign, figure in self.whole:
            a, b = span(figure, instead)
            low, high = (low - b, high - a) if sign > 0 else (low + a, high + b)
        return low, high

    def holds(self, instead: Values) -> bool:
        low, high = self.difference(instead)
        return low <= 0 <= high

    def solve(self, figure: Figure) -> Decimal | None:
        """The value of `figure` with which the reading would hold, all others at their printed value."""
        total = sum((part.value for part in self.parts if part is not figure), Decimal(0))
        whole = sum((sign * one.value for sign, one in self.whole if one is not figure), Decimal(0))
        if figure in self.parts:
            return whole - total
        sign = next((sign for sign, one in self.whole if one is figure), 0)
        return (total - whole) * sign if sign else None

    @property
    def figures(self) -> list[Figure]:
        return [*self.parts, *(figure for _, figure in self.whole)]


@dataclass(frozen=True)
class Sum:
    """One identity of a group. `name` says which; the first reading is the one that is shown."""

    name: str
    readings: tuple[Reading, ...]
    is_exhaustive: bool = False  # the parts are all there can be: falling short is a contradiction too, where a slip explains it
    must_not_exceed: bool = False  # only parts beyond the whole are wrong
    group: Group = field(default_factory=Group, compare=False, hash=False)

    def holds(self, instead: Values | None = None) -> bool:
        instead = instead or {}
        if self.must_not_exceed:
            return any(reading.difference(instead)[0] <= 0 for reading in self.readings)
        return any(reading.holds(instead) for reading in self.readings)

    @property
    def shown(self) -> Reading:
        """The reading that comes nearest to holding."""
        return min(self.readings, key=lambda reading: abs(sum(reading.difference({}), Decimal(0)) / 2))

    @property
    def figures(self) -> list[Figure]:
        return list(dict.fromkeys(figure for reading in self.readings for figure in reading.figures))


def _reading(whole, *parts: Figure | None) -> Reading:
    whole = whole if isinstance(whole, tuple) else ((1, whole),)
    return Reading(whole, tuple(part for part in parts if part is not None))


def sums_of(group: Group) -> list[Sum]:
    """Every sum whose figures a group holds."""
    found = [*_channels(group), *_carry_over(group), *_stock(group), *_outcomes(group), *_open(group), *_fees(group)]
    return [Sum(one.name, one.readings, one.is_exhaustive, one.must_not_exceed, group) for one in found]


def _wholes(group: Group) -> list[tuple[tuple[int, Figure], ...]]:
    """What may be the whole of a period: received, with or without what was carried over."""
    received, total, new, carried = (group.get(id) for id in ("received", "total", "new", "carried"))
    found: list[tuple[tuple[int, Figure], ...]] = [((1, one),) for one in (received, total) if one]
    if received and carried:
        found.append(((1, received), (1, carried)))
    if new and carried:
        found.append(((1, new), (1, carried)))
    return found


def _channels(group: Group) -> list[Sum]:
    online, person, both, post, kiosk = (group.get(id) for id in ("online", "in_person", "counter_or_post", "post", "kiosk"))
    received, new, carried = group.get("received") or group.get("total"), group.get("new"), group.get("carried")
    found = []
    wholes = [one for one in (received, new) if one]
    counter = both or person
    if counter is None and new is not None and "new" in new.features and received and online and carried:
        # 190.319 hồ sơ mới tiếp nhận (trực tiếp và bưu chính): what is new beside those online
        beside = _reading(received, online, new, carried)
        if beside.holds({}):
            return [Sum("channels", (beside,))]
    if online and counter and wholes:
        parts = (online, counter, None if both else post, kiosk)
        readings = [_reading(one, *parts, carried if carried and one is received else None) for one in wholes]
        if carried and received:
            readings += [
                _reading(received, *parts),
                _reading(((1, received), (-1, carried)), *parts),
                _reading(((1, received), (1, carried)), *parts),
            ]
        if carried and new:
            readings.append(_reading(((1, new), (1, carried)), *parts))
        found.append(Sum("channels", tuple(dict.fromkeys(readings))))
    elif received:
        for part in (online, counter, post, kiosk):
            if part:
                readings = [_reading(received, part)]
                readings += [_reading(((1, received), (1, carried)), part)] if carried else []
                found.append(Sum("part", tuple(readings), must_not_exceed=True))
    return found


def _carry_over(group: Group) -> list[Sum]:
    received, new, carried = group.get("received") or group.get("total"), group.get("new"), group.get("carried")
    if (
        received
        and new
        and carried
        and not any(
            one.name == "channels" and new in one.figures and one.shown.parts and new in one.shown.parts
            for one in _channels(group)
        )
    ):
        return [Sum("carry-over", (_reading(received, new, carried), _reading(received, new)), is_exhaustive=True)]
    if received and carried and not new:
        return [Sum("part", (_reading(received, carried),), must_not_exceed=True)] if carried.list_of else []
    return []


def _stock(group: Group) -> list[Sum]:
    """received = resolved + open (+ returned)."""
    resolved, open_all = group.get("resolved"), group.get("open")
    if open_all is None:
        in_time, late = group.get("open_in_time"), group.get("open_late")
        open_parts = [one for one in (in_time, late, group.get("paused")) if one] if in_time else []
    else:
        open_parts = [open_all]
    if resolved is None or not open_parts:
        return []
    extra = [one for id in ("returned", "paused", "stopped") if (one := group.get(id)) and one not in open_parts]
    readings = []
    for whole in _wholes(group):
        readings += [_reading(whole, resolved, *open_parts), *([_reading(whole, resolved, *open_parts, *extra)] if extra else [])]
        readings += [_reading(whole, resolved, *open_parts, one) for one in extra if len(extra) > 1]
    return [Sum("stock", tuple(readings))] if readings else []


def _timely(group: Group) -> list[list[Figure]]:
    """The ways in which a text splits what came in time: at once, or early and on the day."""
    in_time, early, on_due = (group.get(id) for id in ("in_time", "early", "on_due"))
    done = group.get("done_in_time")
    ways = [[in_time]] if in_time else []
    if early and on_due:
        ways.append([early, on_due])
    elif not in_time and (one := early or on_due):
        ways.append([one])
    if done and not ways:
        ways.append([done])
    return ways


def _outcomes(group: Group) -> list[Sum]:
    resolved, late, open_late = group.get("resolved"), group.get("late"), group.get("open_late")
    found = []
    ways = _timely(group)
    extra = [one for id in ("returned", "paused", "stopped") if (one := group.get(id))]
    in_time = group.get("in_time")
    if in_time and len(ways) == 2:
        found.append(Sum("timely", (_reading(in_time, *ways[1]),), is_exhaustive=True))
    if resolved is not None:
        if ways and late:
            readings = []
            for way in ways:
                readings += [_reading(resolved, *way, late)]
                readings += [_reading(resolved, *way, late, *extra)] if extra else []
                readings += [_reading(resolved, *way, late, one) for one in extra if len(extra) > 1]
            found.append(Sum("resolved", tuple(readings), is_exhaustive=True))
        for way in ways:
            if not late:
                found.append(Sum("part", (_reading(resolved, *way),), must_not_exceed=True))
        if late and not ways:
            found.append(Sum("part", (_reading(resolved, late),), must_not_exceed=True))
        return found
    open_parts = [group.get("open")] if group.get("open") else [one for one in (group.get("open_in_time"), open_late) if one]
    wholes = _wholes(group)
    if ways and late and open_parts and wholes:
        readings = []
        for whole in wholes:
            for way in ways:
                readings += [_reading(whole, *way, late, *open_parts, *extra)]
                readings += [_reading(whole, *way, late, *open_parts)] if extra else []
                if open_late and open_late not in open_parts:
                    readings.append(_reading(whole, *way, late, *open_parts, open_late, *extra))
        found.append(Sum("outcomes", tuple(readings)))
    elif ways and wholes and not group.get("carried"):
        found.append(Sum("part", tuple(_reading(whole, *way) for whole in wholes for way in ways), must_not_exceed=True))
    return found


def _open(group: Group) -> list[Sum]:
    open_all, in_time, late, paused = (group.get(id) for id in ("open", "open_in_time", "open_late", "paused"))
    if open_all and in_time and late:
        if paused is None:  # a suspended case is open, and neither in time nor late: what is short may be these
            return [Sum("part", (_reading(open_all, in_time, late),), must_not_exceed=True)]
        return [Sum("open", (_reading(open_all, in_time, late), _reading(open_all, in_time, late, paused)), is_exhaustive=True)]
    if open_all and (in_time or late):
        return [Sum("part", (_reading(open_all, in_time or late),), must_not_exceed=True)]
    return []


def _fees(group: Group) -> list[Sum]:
    fees = group.get("fees", "money")
    online = group.get("pay_online", "money") or group.get("fees_online", "money")
    person = group.get("pay_in_person", "money") or group.get("fees_in_person", "money")
    if fees and online and person:
        return [Sum("fees", (_reading(fees, online, person),), is_exhaustive=True)]
    if fees and (online or person):
        return [Sum("part", (_reading(fees, online or person),), must_not_exceed=True)]
    return []
