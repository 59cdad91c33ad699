"""A printed percentage against every base that the text offers: which fits, which is near, or that none does."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from hcc_helpers.audit.figures.figure import Figure
from hcc_helpers.audit.identities.groups import Group
from hcc_helpers.audit.identities.sums import Values, span

Terms = tuple[tuple[int, Figure], ...]

_OF_RESOLVED = ("in_time", "early", "on_due", "late", "done_in_time")
_OF_RECEIVED = (
    "online",
    "in_person",
    "post",
    "counter_or_post",
    "carried",
    "new",
    "resolved",
    "open",
    "open_in_time",
    "open_late",
    "returned",
    "paused",
)


@dataclass(frozen=True)
class Base:
    """A whole that a share may be of. `is_natural`: what a reader takes it for."""

    terms: Terms
    is_natural: bool = False

    def span(self, instead: Values) -> tuple[Decimal, Decimal]:
        low = high = Decimal(0)
        for sign, figure in self.terms:
            a, b = span(figure, instead)
            low, high = (low + a, high + b) if sign > 0 else (low - b, high - a)
        return low, high


@dataclass(frozen=True)
class Share:
    """One percentage with the count that it belongs to and the bases that are at hand."""

    percent: Figure
    count: Figure
    bases: tuple[Base, ...]
    group: Group = field(compare=False, hash=False)
    others: tuple[Base, ...] = ()  # further counts of the text: they can explain a share, never accuse it
    numerators: tuple[Terms, ...] = ()  # other ways to come to the part: the whole without its rest

    def fitting(self, instead: Values | None = None) -> Base | None:
        return next((base for base in (*self.bases, *self.others) if self.fits(base, instead or {})), None)

    def holds(self, instead: Values | None = None) -> bool:
        return self.fitting(instead) is not None

    def fits(self, base: Base, instead: Values, slack: Decimal = Decimal(0)) -> bool:
        low, high = self.ratio(base, instead)
        a, b = span(self.percent, instead)
        return low <= b + slack and high >= a - slack

    def ratio(self, base: Base, instead: Values) -> tuple[Decimal, Decimal]:
        a, b = span(self.count, instead)
        low, high = base.span(instead)
        if low <= 0:
            return Decimal(-1), Decimal(-1)
        return 100 * a / high, 100 * b / low

    def near(self) -> Base | None:
        """A base for which the share is less than one unit of its last digit away: cut off or nudged, not rounded."""
        if self.percent.numeral.hedge:
            return None
        half = self.percent.numeral.step / 2
        return next((base for base in self.bases if self.fits(base, {}, half - half / 1000)), None)

    @property
    def natural(self) -> Base | None:
        return next((base for base in self.bases if base.is_natural), None)

    @property
    def figures(self) -> list[Figure]:
        return [self.percent, self.count, *(figure for base in self.bases for _, figure in base.terms)]


def _base(*figures: Figure | None, natural: bool = False, minus: Figure | None = None) -> Base | None:
    terms = tuple((1, figure) for figure in figures if figure is not None)
    if len(terms) < len(figures):
        return None
    return Base(terms + (((-1, minus),) if minus else ()), natural)


def bases_of(group: Group, count: Figure, share: Figure) -> list[Base]:
    """The bases of a group for one count, the natural ones first."""
    get = group.get
    received = get("received") or get("total")
    late, resolved, online, carried, new = get("late"), get("resolved"), get("online"), get("carried"), get("new")
    counter = get("counter_or_post") or get("in_person")
    found: list[Base | None] = []
    if count.whole is not None:
        return [Base(((1, count.whole),), True)]
    if share.base is not None and (named := get(share.base.id)):
        found.append(_base(named, natural=True))
    if count.kind == "money" or group.figures.get(("money", count.id)) is count:
        online = get("pay_online", "money") or get("fees_online", "money")
        person = get("pay_in_person", "money") or get("fees_in_person", "money")
        return [one for one in (*found, _base(get("fees", "money"), natural=True), _base(online, person, natural=True)) if one]
    if count.id in _OF_RESOLVED:
        split = [get("in_time"), late] if get("in_time") else [one for one in (get("early"), get("on_due"), late) if one]
        found.append(_base(resolved, natural=True) if resolved else None)
        if late and len([one for one in split if one]) >= 2:
            found.append(_base(*split, natural=not (resolved and len(split) < 2)))
            found.append(_base(*split, get("open_late")) if get("open_late") else None)
        found += [
            _base(received),
            _base(get("due"), natural=True),
            _base(resolved, get("open_late")),
            _base(resolved, get("returned")),
        ]
        found.append(_base(resolved, minus=get("returned")) if resolved and get("returned") else None)
    if count.id in _OF_RECEIVED:
        is_whole = received is not None and count is not received
        found.append(_base(received, natural=True) if is_whole else None)
        found.append(_base(new, natural=not is_whole) if new is not count else None)
        found.append(_base(received, carried) if carried else None)
        found.append(_base(received, minus=carried) if carried and received else None)
        found.append(_base(new, carried) if carried and new else None)
        post = get("post")
        found.append(
            _base(*(one for one in (online, counter, post) if one), natural=not received) if online and counter else None
        )
        found.append(_base(online, counter) if online and counter else None)
        found.append(_base(resolved, get("open")) if resolved and get("open") else None)
        if count.id.startswith("open") or count.id == "paused":
            found.append(_base(get("open")) if get("open") is not count else None)
    if not found or count.quantity is None:
        found.append(_base(received) if received is not count else None)
    return list(
        dict.fromkeys(
            base for base in found if base and all(figure is not count or len(base.terms) > 1 for _, figure in base.terms)
        )
    )


def shares_of(group: Group, counts: list[Figure]) -> list[Share]:
    """The shares of a group that can be tested. `counts`: every count of the text, for what it may be of instead."""
    found = []
    for count in [*group.figures.values(), *group.again]:
        percent = count.share
        if percent is None or percent.is_change or percent.is_elsewhere:
            continue
        bases = bases_of(group, count, percent)
        if not bases:
            continue
        others = tuple(
            Base(((1, one),)) for one in counts if one is not count and one.value >= count.value and one.kind == count.kind
        )
        found.append(Share(percent, count, tuple(bases), group, others))
    return found


def is_complement(share: Share) -> Terms | None:
    """98,25% = (1.944 − 34)/1.944: the whole without the printed rest."""
    received = share.group.get("received") or share.group.get("total")
    rest = [one for id in ("in_person", "counter_or_post", "post") if (one := share.group.get(id)) and one is not share.count]
    if share.count.id != "online" or received is None or not rest or received.value <= 0:
        return None
    part = received.value - sum(one.value for one in rest)
    exact = 100 * part / received.value
    if share.percent.numeral.low <= exact <= share.percent.numeral.high:
        return ((1, received), *((-1, one) for one in rest))
    return None
