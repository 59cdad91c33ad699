"""What the derive step needs besides the rows."""

from __future__ import annotations

from dataclasses import dataclass

from hcc_helpers.rules import Centre, Rules
from hcc_helpers.workdays import Calendar


@dataclass(frozen=True)
class Settings:
    """Dated rules as they hold for the period, the calendar, the office, the catalogue's in-person procedures."""

    rules: Rules
    calendar: Calendar
    centre: Centre
    in_person_only: frozenset[str] = frozenset()  # procedure codes of the catalogue
