"""The form that every obstacle has: sub-claims, what they need, what was measured, the verdict, who can do what.

An obstacle is declared (`Obstacle`, `SubClaim`, `Need`, `Lever`) and put to the data of one period (`Assessed`). It knows no
page: tables and pictures are handed over as plain words and numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from hcc_helpers.obstacles.vague_words import Word
from hcc_helpers.obstacles.verdicts import LABEL, Measured, Reading, Verdict, decide

Kind = Literal["fact", "effect", "cause"]
KIND = {"fact": "Hiện tượng", "effect": "Hệ quả", "cause": "Nguyên nhân"}
WHO = {"centre": "Trung tâm", "commune": "UBND xã", "province": "UBND tỉnh và các sở", "ministry": "Bộ, cơ quan trung ương"}
ABOVE = ("province", "ministry")  # what these can do becomes "Đề xuất, kiến nghị"
BESIDE = "beside"  # how a sub-claim stands whose figure speaks of something else than the claim
STANDING = {**LABEL, BESIDE: "Chưa đo đúng điều này"}
_UNCERTAINTY = re.compile(r" \((?:[^()]*khoảng tin cậy|[−+]?\d[\d.,]*(?:%| )?(?:–| đến )[^()]*)[^()]*\)")


@dataclass(frozen=True)
class Need:
    """A table without which a sub-claim cannot be judged, and how an office begins to keep it."""

    table: str
    keep: str  # one thing to do, in Vietnamese, without a full stop


@dataclass(frozen=True)
class SubClaim:
    """One sentence of section II that can be true or false."""

    id: str
    kind: Kind
    says: str  # as section II says it, in few words
    measured_by: str  # what is measured, in words
    word: str  # id of the vague word whose mark decides (data/reference/obstacles.toml)
    flips: str  # what would change the verdict
    rivals: tuple[str, ...] = ()  # of a cause or an effect: what else could explain the same figures
    needs: tuple[Need, ...] = ()
    counted: str = ""  # who is counted
    censored: str = ""  # whose end is not seen yet, and what is done with them
    cannot: str = ""  # what the figure cannot show
    instead: str = ""  # what the figure speaks of, where that is not what the claim says: it neither bears it out nor refutes it


@dataclass(frozen=True)
class Lever:
    """Something that would help, and who can pull it."""

    does: str
    who: Literal["centre", "commune", "province", "ministry"]
    claim: str  # the sub-claim that it answers


@dataclass(frozen=True)
class Judged:
    """A sub-claim with its verdict. `sentence`: the figure with base and interval."""

    claim: SubClaim
    verdict: Verdict
    measured: Measured | None
    sentence: str

    @property
    def standing(self) -> str:
        """How the claim stands: its verdict, or that the figure speaks of something else."""
        return BESIDE if self.claim.instead and self.verdict.code != "not_enough" else self.verdict.code

    @property
    def label(self) -> str:
        return STANDING[self.standing]

    @property
    def plain(self) -> str:
        """The first sentence of the figure without its interval and test, for readers who ask only what was found; "" without one."""
        return _UNCERTAINTY.sub("", self.sentence).partition(". ")[0].partition("; ")[0].rstrip(".")


def judge(
    claims: tuple[SubClaim, ...], readings: dict[str, Reading], words: dict[str, Word], nothing: str = ""
) -> tuple[Judged, ...]:
    """Each claim with its verdict. `nothing`: why none of them can be judged, "" where they can."""
    judged = []
    for claim in claims:
        reading = readings[claim.id]
        verdict = decide(claim.kind, reading.measured, words[claim.word], nothing or reading.lacking)
        judged.append(Judged(claim, verdict, reading.measured, reading.sentence))
    return tuple(judged)


def lacking_needs(claims: tuple[SubClaim, ...], readings: dict[str, Reading]) -> tuple[Need, ...]:
    """The tables that the claims without a figure need, each once."""
    return tuple(dict.fromkeys(need for claim in claims if readings[claim.id].lacking for need in claim.needs))


@dataclass(frozen=True)
class Grid:
    """A table as words: caption, heads of the columns after the first with their kind, rows (label, cells)."""

    caption: str
    head: str
    columns: tuple[tuple[str, Literal["number", "text"]], ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    note: str = ""
    shown_to: Literal["", "internal", "public"] = ""  # "internal": holds codes of cases; "public": in place of such a table


@dataclass(frozen=True)
class Bars:
    """Horizontal bars: (name, value), the unit, what they show, the finding as title."""

    title: str
    subtitle: str
    subject: str
    unit: str
    items: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Trend:
    """One figure over the periods at hand: (period, value, low, high), oldest first."""

    title: str
    subtitle: str
    unit: str
    points: tuple[tuple[str, float, float, float], ...]
    indicator: str = ""  # the indicator whose breaks by law are the figure's


@dataclass(frozen=True)
class Curves:
    """Step curves of a share (0–100) over working days: name → (days, shares)."""

    title: str
    subtitle: str
    subject: str
    finding: str
    series: tuple[tuple[str, tuple[float, ...], tuple[float, ...]], ...]


@dataclass(frozen=True)
class Assessed:
    """An obstacle put to the data of one period."""

    obstacle: Obstacle
    judged: tuple[Judged, ...]
    grids: tuple[Grid, ...] = ()
    pictures: tuple[Bars | Trend | Curves, ...] = ()
    beside: tuple[str, ...] = ()  # the report's words beside its own figures, and what the data say
    missing: tuple[Need, ...] = ()
    tables: tuple[str, ...] = ()  # tables that were read, for the source line

    def verdict(self, claim: str) -> Verdict:
        return next(one.verdict for one in self.judged if one.claim.id == claim)


@dataclass(frozen=True)
class Obstacle:
    """One item of section II."""

    id: str
    number: int
    title: str
    seed: str  # the claim as such reports make it, in our own short words
    claims: tuple[SubClaim, ...]
    levers: tuple[Lever, ...]
    assess: Callable = field(repr=False)

    def claim(self, id: str) -> SubClaim:
        return next(claim for claim in self.claims if claim.id == id)
