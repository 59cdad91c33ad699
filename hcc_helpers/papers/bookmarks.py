"""The names of the invisible bookmarks: one around each figure (indicator, scope, period), one around each paragraph.

Word allows 40 characters (letters, digits, underscore) and hides names that begin with an underscore.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256

from hcc_helpers.report.own_report.parts import ABOVE, GOAL, NONE, NOW, NUMBER, SCORES, YEAR, Place

LONGEST = 40
_SCOPES = {"commune": "c", "land": "l", "other": "o", "forwarded": "f", "unknown": "u", "centre": "t"}
_VIEWS = {NOW: "n", YEAR: "y", SCORES: "q"}
_FORMS = {NUMBER: "n", NONE: "z", ABOVE: "a", GOAL: "g"}
_BY = {"field": "f", "unit": "u"}  # in the place of the form: a figure of one group is always a number
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_FIGURE = re.compile(
    r"_(?P<scope>[a-z])(?P<view>[a-z])(?P<form>[a-z])(?P<number>[0-9a-z]{2})(?P<period>[0-9A-Za-z]{2,5})_(?P<id>[a-z0-9_]+?)(?:__(?P<group>[0-9a-f]{3}))?\Z"
)
_PARAGRAPH = re.compile(r"_doan_(?P<block>[A-Za-z0-9_]+?)_(?P<number>[0-9]{2,3})\Z")


@dataclass(frozen=True)
class Bound:
    """What the name of a figure's bookmark says. `group`: three hex digits of the group's name, "" for none."""

    indicator: str
    scope: str
    view: str
    form: str
    by: str
    period: str  # as `period_code` writes it
    group: str = ""


@dataclass
class Names:
    """Names of one document: no two alike."""

    period: str
    used: int = field(default=0)

    def figure(self, place: Place) -> str:
        """The bookmark of one more figure of that place. Raises ValueError where Word would cut it."""
        number, self.used = self.used, self.used + 1
        if number >= len(_DIGITS) ** 2:
            raise ValueError("more figures than names")
        head = _SCOPES[place.scope] + _VIEWS[place.view] + (_BY[place.by] if place.by else _FORMS[place.form])
        count = _DIGITS[number // len(_DIGITS)] + _DIGITS[number % len(_DIGITS)]
        name = f"_{head}{count}{period_code(self.period)}_{place.indicator}"
        name += f"__{group_code(place.group)}" if place.by else ""
        if len(name) > LONGEST:
            raise ValueError(f"a bookmark of {len(name)} characters: {name}")
        return name


def period_code(period: str) -> str:
    """ "2025-12" → "2512", "2025-Q4" → "25Q4"; what has no short form, four hex digits behind an x."""
    short = re.sub(r"[^0-9A-Za-z]", "", period.removeprefix("20").replace("@calendar", "c").replace("@year-to-date", "y"))
    return short if len(short) <= 5 else "x" + sha256(period.encode()).hexdigest()[:4]


def group_code(group: str) -> str:
    return sha256(group.encode()).hexdigest()[:3]


def bound(name: str) -> Bound | None:
    """What a bookmark's name says; None for a bookmark that is not ours."""
    match = _FIGURE.match(name)
    if not match:
        return None
    scope, view, form = _word(_SCOPES, match["scope"]), _word(_VIEWS, match["view"]), _word(_FORMS | _BY, match["form"])
    if scope is None or view is None or form is None:
        return None
    by = form if form in _BY else ""
    return Bound(match["id"], scope, view, NUMBER if by else form, by, match["period"], match["group"] or "")


def _word(letters: dict[str, str], letter: str) -> str | None:
    return next((word for word, one in letters.items() if one == letter), None)


def paragraph(block: str, number: int) -> str:
    """The bookmark around a paragraph of a block: "I.3-land", 2 → "_doan_I_3_land_02"."""
    return f"_doan_{re.sub(r'[^A-Za-z0-9]', '_', block)}_{number:02d}"


def block_of(name: str, blocks) -> str | None:
    """The block that a paragraph's bookmark belongs to."""
    match = _PARAGRAPH.match(name)
    if not match:
        return None
    return next((block for block in blocks if re.sub(r"[^A-Za-z0-9]", "_", block) == match["block"]), None)
