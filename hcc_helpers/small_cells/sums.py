"""The sums that hold between published counts: of one period (parts, groups), and of periods that make up a longer one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.small_cells.attack import Equation
from hcc_helpers.small_cells.cells import SUMS, Cell

REST = "ngoài các phần trên"  # what a whole holds beside its printed parts; itself never printed


@dataclass(frozen=True)
class Span:
    """A period by its first instant and the one after its last (ISO text), and the cells that its edition holds."""

    period: str
    start: str
    end: str
    cells: frozenset[Cell]


def inside(cells: Iterable[Cell]) -> Iterator[tuple[Equation, Cell | None]]:
    """The sums of one period, each with the cell of its rest; None where nothing can be left beside the parts."""
    cells = frozenset(cells)
    places = sorted({(cell.period, cell.scope, cell.by, cell.group) for cell in cells})
    for period, scope, by, group in places:
        for number, one in enumerate(SUMS):
            whole = Cell(period, scope, by, group, one.whole)
            parts = [part for id in one.parts if (part := Cell(period, scope, by, group, id)) in cells]
            if whole in cells and parts:
                rest = Cell(period, scope, by, group, f"{REST} {number}")
                if one.is_exact and len(parts) == len(one.parts):
                    yield {whole: 1, **dict.fromkeys(parts, -1)}, None
                else:
                    yield {whole: 1, **dict.fromkeys(parts, -1), rest: -1}, rest
    for period, scope, by, id in sorted({(c.period, c.scope, c.by, c.indicator) for c in cells if c.by}):
        whole = Cell(period, scope, "", "", id)
        groups = sorted(c for c in cells if (c.period, c.scope, c.by, c.indicator) == (period, scope, by, id))
        if whole in cells:  # every case is in one group: “không rõ” and “lĩnh vực khác” are groups too
            yield {whole: 1, **dict.fromkeys(groups, -1)}, None


def gaps(spans: list[Span]) -> Iterator[tuple[Equation, Cell]]:
    """What a longer period holds beside others that leave one gap in it: the counts of the time that nobody published."""
    named = {(one.start, one.end) for one in spans}
    for long in spans:
        ends = sorted({at for one in spans for at in (one.start, one.end) if long.start <= at <= long.end})
        for number, start in enumerate(ends):
            for end in ends[number + 1 :]:
                if (start, end) in named or (start, end) == (long.start, long.end):
                    continue
                for before in _chains(replace(long, end=start), spans) if start > long.start else ([],):
                    for after in _chains(replace(long, start=end), spans) if end < long.end else ([],):
                        yield from _left_over(long, [*before, *after], f"{start}/{end}")


def _left_over(long: Span, chain: list[Span], gap: str) -> Iterator[tuple[Equation, Cell]]:
    for cell in sorted(long.cells):
        if REGISTRY[cell.indicator].adds == "flow":
            there = [part for one in chain if (part := cell._replace(period=one.period)) in one.cells]
            if len(there) == len(chain) or cell.by:
                rest = cell._replace(period=gap)
                yield {cell: 1, **dict.fromkeys(there, -1), rest: -1}, rest


def arrived(spans: list[Span]) -> Iterator[tuple[Equation, Cell | None]]:
    """What came new in a group, told by two editions: a period's cases are those that the one before left and the new ones.

    The same of a longer period and the first part of it. New cases of a group are never printed; the last equations of a
    gap say that its new cases are those of the periods that fill it, and have no rest of their own.
    """
    for before in spans:
        for after in spans:
            if before.end == after.start:
                for cell in _handled(after):
                    had = cell._replace(period=before.period)
                    done = had._replace(indicator="resolved_all")
                    if had in before.cells:
                        rest = _new(cell, after.start, after.end)
                        yield {cell: 1, had: -1, rest: -1} | ({done: 1} if done in before.cells else {}), rest
            if before.start == after.start and before.end < after.end:
                for cell in _handled(after):
                    had, rest = cell._replace(period=before.period), _new(cell, before.end, after.end)
                    yield {cell: 1, rest: -1} | ({had: -1} if had in before.cells else {}), rest
                    for chain in _chains(replace(after, start=before.end), spans):
                        if len(chain) > 1:
                            yield {rest: 1, **{_new(cell, one.start, one.end): -1 for one in chain}}, None


def _handled(span: Span) -> list[Cell]:
    return sorted(cell for cell in span.cells if cell.by and cell.indicator == "received_all")


def _new(cell: Cell, start: str, end: str) -> Cell:
    return cell._replace(period=f"{start}/{end}", indicator="received_new")


def between(spans: list[Span]) -> Iterator[Equation]:
    """The sums over time: a period is made up of others, or follows one. Those of earlier editions among themselves are
    part of what tells a count of the newest: what it leaves open is what the next but one began with."""
    for long in spans:
        for chain in _chains(long, spans):
            yield from _over_time(long, chain)
    for before in spans:
        for after in spans:
            if before.end == after.start:
                for cell in sorted(after.cells):
                    stock = cell._replace(period=before.period, indicator="open_all")
                    if cell.indicator == "carried_over" and stock in before.cells:
                        yield {cell: 1, stock: -1}


def _chains(long: Span, spans: list[Span]) -> Iterator[list[Span]]:
    """The ways in which other periods fill a longer one without a gap."""
    waiting: list[tuple[str, list[Span]]] = [(long.start, [])]
    while waiting:
        at, chain = waiting.pop()
        if at == long.end and chain:
            yield chain
            continue
        waiting += [
            (one.end, [*chain, one]) for one in spans if one.start == at and one.end <= long.end and one.period != long.period
        ]


def _over_time(long: Span, chain: list[Span]) -> Iterator[Equation]:
    for cell in sorted(long.cells):
        adds = REGISTRY[cell.indicator].adds
        if adds == "none":
            continue
        of = {"flow": chain, "opening": chain[:1], "closing": chain[-1:]}[adds]
        parts = [cell._replace(period=one.period) for one in of]
        if all(part in one.cells for part, one in zip(parts, of, strict=True)):
            yield {cell: 1, **dict.fromkeys(parts, -1)}
        elif adds == "flow" and cell.by and all(cell._replace(by="", group="", period=one.period) in one.cells for one in of):
            # A group that a month does not name has no case in it.
            there = [part for part, one in zip(parts, of, strict=True) if part in one.cells]
            yield {cell: 1, **dict.fromkeys(there, -1)}
