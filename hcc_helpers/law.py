"""The acts behind the figures, each from its first to its last day, and where an act breaks a series of figures.

data/reference/law.toml; an office's own file in DIR/reference takes its place. A break is to a series what a changed
definition is: the two sides are never one line and never compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import Field

from hcc_helpers.errors import Finding
from hcc_helpers.numbers_vn import day
from hcc_helpers.places import reference_file
from hcc_helpers.rules import Certainty
from hcc_helpers.settings import Settings, read_settings, refused


class Act(Settings):
    """One act: in force from `since` to `until` (None: still), whether its text was read, what it changes here."""

    id: str
    name: str = Field(min_length=1)
    since: date = Field(alias="from")
    until: date | None = Field(default=None, alias="to")
    is_read: bool
    is_day_sure: bool = True  # False: no copy says from which day; the day in the file is an assumption
    certainty: Certainty
    changes: str = Field(min_length=1)

    def touches(self, first: date, last: date) -> bool:
        return self.since <= last and (self.until is None or self.until >= first)


class Break(Settings):
    """From `since` on these indicators mean something else, by this act."""

    act: str
    since: date = Field(alias="from")
    indicators: list[str] = Field(min_length=1)
    reason: str = Field(min_length=1)
    certainty: Certainty


class Claim(Settings):
    """How a claim of section II is read from `since` to `until`, because of an act; before it, as the report wrote it."""

    obstacle: str  # its id, see obstacles/
    act: str
    since: date = Field(alias="from")
    until: date | None = Field(default=None, alias="to")
    reads: str = Field(min_length=1)
    certainty: Certainty


class _File(Settings):
    act: list[Act] = Field(default_factory=list)
    breaks: list[Break] = Field(default_factory=list, alias="break")
    claim: list[Claim] = Field(default_factory=list)


@dataclass(frozen=True)
class Law:
    """Acts and breaks of one data root."""

    acts: tuple[Act, ...]
    breaks: tuple[Break, ...]
    claims: tuple[Claim, ...] = ()

    def claim(self, obstacle: str, last: date) -> Claim | None:
        """How the claim of an obstacle is read in a period that ends on `last`; None: as it was written."""
        held = [
            one
            for one in self.claims
            if one.obstacle == obstacle and one.since <= last and (one.until is None or one.until >= last)
        ]
        return max(held, key=lambda one: one.since, default=None)

    def in_force(self, first: date, last: date) -> list[Act]:
        """The acts in force on some day of [first, last], oldest first."""
        return sorted((act for act in self.acts if act.touches(first, last)), key=lambda act: act.since)

    def era(self, indicator: str, first: date, last: date) -> str:
        """A mark that is equal only for spans on the same side of every break; "" before all of them.

        A span that holds the day of a break is on neither side: part of it speaks of the old meaning, part of the new.
        """
        passed = [(one.since <= first, one.since <= last) for one in self.breaks if indicator in one.indicators]
        return "".join(str(sum(pair)) for pair in passed) if any(any(pair) for pair in passed) else ""

    def between(self, indicator: str, earlier: tuple[date, date], later: tuple[date, date]) -> list[str]:
        """Why two spans of an indicator are not compared: a part of a sentence for each break, none where nothing lies between."""
        return [
            f"từ {day(one.since)} {one.reason} ({self.name(one.act)})"
            for one in self.breaks
            if indicator in one.indicators and earlier[0] < one.since <= later[1]
        ]

    def drawn(self, indicator: str, spans: list[tuple[date, date]]) -> tuple[tuple[int, ...], list[str]]:
        """(places at which the line of a series of spans breaks, why), for charts of one indicator."""
        eras = [self.era(indicator, first, last) for first, last in spans]
        places = tuple(n for n in range(1, len(spans)) if eras[n] != eras[n - 1])
        whys = [why for n in places for why in self.between(indicator, spans[n - 1], spans[n])]
        return places, list(dict.fromkeys(whys))

    def name(self, id: str) -> str:
        """The act's short name: its kind and number, without what it is about."""
        return next(act.name for act in self.acts if act.id == id).partition(" (")[0]


def load_law(data_root: Path | str) -> Law:
    """The acts and breaks that a data root goes by. Raises WrongWords for any fault of the file."""
    file = read_settings(reference_file(data_root, "law.toml"), _File)
    known = [act.id for act in file.act]
    named = [one.act for one in file.breaks] + [one.act for one in file.claim]
    if strange := [act for act in named if act not in known]:
        message = f"Chỗ đứt chuỗi hoặc nhận định nêu văn bản “{strange[0]}” không có trong các mục [[act]]."
        raise refused(
            [
                Finding(
                    "C9-van-ban-khong-co",
                    "refused",
                    message,
                    file="law.toml",
                    accepted=" · ".join(known) or "thêm mục [[act]] của văn bản đó",
                    todo="Sửa “act” của mục [[break]] hoặc [[claim]], hoặc thêm văn bản.",
                )
            ]
        )
    return Law(tuple(file.act), tuple(file.breaks), tuple(file.claim))
