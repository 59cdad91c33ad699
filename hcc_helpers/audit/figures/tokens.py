"""A passage as tokens: numbers, words of labels, units, fillers, marks that end a clause, and all other words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hcc_helpers.audit.figures.lexicon import (
    ALL_PARTS,
    CHANGES,
    FEATURES,
    FILLERS,
    GENERIC,
    HEDGES,
    PARTS_OF_THE_OFFICE,
    SOME_PARTS,
    UNITS,
)
from hcc_helpers.audit.figures.numerals import Numeral


@dataclass(frozen=True)
class Token:
    """`kind`: number · feature · unit · filler · hedge · stop (`value`: the mark) · parts (some, all) ·
    change (grown by) · part (of the office) · generic (the office itself) · word."""

    kind: str
    value: str
    start: int
    end: int
    numeral: Numeral | None = None


def _group(kind: str, name: str, patterns: tuple[str, ...] | str) -> str:
    inner = patterns if isinstance(patterns, str) else "|".join(patterns)
    return rf"(?P<{kind}_{name}>\b(?:{inner})(?!\w))"


_SCANNER = re.compile(
    "|".join(
        [
            _group("parts", "all", ALL_PARTS),
            _group("parts", "some", SOME_PARTS),
            _group("change", "x", CHANGES),
            _group("part", "x", PARTS_OF_THE_OFFICE),
            *(_group("feature", name, words) for name, words in FEATURES.items()),
            *(_group("unit", name, words) for name, words in UNITS.items()),
            *(_group("hedge", name, words) for name, (words, _) in HEDGES.items()),
            _group("filler", "x", FILLERS),
            _group("generic", "x", GENERIC),
            r"(?P<stop_mark>[,;.:()\[\]|\n=–—“”\"!?]|\s-\s|\s\+\s)",
            r"(?P<word_x>[^\W_]+|[%/])",
        ]
    )
)


def numeral_of(token: Token) -> Numeral:
    """The number of a token of the kind "number"."""
    assert token.numeral is not None, "a token of the kind number is made with its numeral"
    return token.numeral


def tokens_of(spelled: str, numbers: list[Numeral]) -> list[Token]:
    """The tokens in reading order; the numbers are those found before."""
    found, at = [], 0
    for number in numbers:
        found += _scan(spelled, at, number.start)
        found.append(Token("number", number.kind, number.start, number.end, number))
        at = number.end
    return found + _scan(spelled, at, len(spelled))


def _scan(spelled: str, start: int, end: int) -> list[Token]:
    found = []
    for match in _SCANNER.finditer(spelled, start, end):
        kind, _, name = (match.lastgroup or "").partition("_")
        found.append(
            Token(
                kind,
                match[0].strip() if kind in ("stop", "word", "filler", "part", "generic") else name,
                match.start(),
                match.end(),
            )
        )
    return found
