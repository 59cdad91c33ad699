"""What the vague words of section II mean: dated marks with their minimum number of cases, from data/reference/obstacles.toml.

An office's own reference/obstacles.toml wins for the words that it names.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field

from hcc_helpers.numbers_vn import day, decimal, whole
from hcc_helpers.rules import Dated, load_dated
from hcc_helpers.settings import Settings, read_settings

UNITS = {
    "percent": "%",
    "points": " điểm",
    "hours": " giờ làm việc",
    "working_days": " ngày làm việc",
    "seconds": " giây",
    "per_thousand": " lần trên 1.000 lần thử",
    "correlation": "",
    "systems": " hệ thống",
    "labour_hours": " giờ công",
}


class Word(Dated):
    """One vague word: the claim holds on which side of which mark, and from how many cases on it is judged at all."""

    id: str
    word: str = Field(min_length=1)  # as section II has it
    meaning: str = Field(min_length=1)  # what is compared with the mark
    value: int | float
    unit: Literal[
        "percent", "points", "hours", "working_days", "seconds", "per_thousand", "correlation", "systems", "labour_hours"
    ]
    sense: Literal["at_least", "below"]
    minimum: int = Field(ge=0)
    law_from: date | None = None  # of a mark that a law sets: before that day it is a yardstick, no duty
    counted: str = ""  # what the minimum counts: "hồ sơ", "phiếu"

    @property
    def law(self) -> str:
        """The paper that sets the mark, without its article."""
        return self.source.partition(", Điều")[0]

    @property
    def said(self) -> str:
        """ "≥ 20%"."""
        number = whole(self.value) if float(self.value).is_integer() else decimal(self.value, 1)
        return ("≥ " if self.sense == "at_least" else "dưới ") + number + UNITS[self.unit]

    @property
    def in_full(self) -> str:
        """ "“thường chậm” là ≥ 20%; kết luận khi có ít nhất 100 hồ sơ. Định nghĩa của bộ chỉ số, giả định, từ 01/07/2025."."""
        least = f"; kết luận khi có ít nhất {whole(self.minimum)} {self.counted}" if self.minimum > 1 else ""
        return f"“{self.word}” là {self.said}{least}. {self.source[:1].upper()}{self.source[1:]}, {self.certainty}, từ {day(self.since)}."


class _WordsFile(Settings):
    word: list[Word] = Field(default_factory=list)


def load_words(data_root: Path | str, on: date) -> dict[str, Word]:
    """id → the version that holds on `on`. Raises WrongWords for any fault of the files."""
    return {word.id: word for word in load_dated(data_root, "obstacles.toml", _WordsFile, on)}


def every_word(path: Path) -> list[Word]:
    """All versions in one file, in its order."""
    return read_settings(path, _WordsFile).word
