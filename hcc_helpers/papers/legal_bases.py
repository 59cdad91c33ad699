"""The acts that a report names as its basis: dated, so that a period names what held on its last day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pydantic import Field

from hcc_helpers.periods import Period
from hcc_helpers.rules import Dated, load_dated
from hcc_helpers.settings import Settings


class Base(Dated):
    """One act as the report names it, from a day on; an empty text names none."""

    id: str
    text: str


class _File(Settings):
    base: list[Base] = Field(default_factory=list)


def legal_bases(data_root: Path, period: Period) -> list[Base]:
    """The acts in force on the period's last day, in the order of the file."""
    return [base for base in load_bases(data_root, period.last_day) if base.text]


def load_bases(data_root: Path | str, on: date) -> list[Base]:
    """The acts that hold on a day, those without a text among them. Raises WrongWords for a faulty file."""
    return load_dated(data_root, "legal_bases.toml", _File, on)
