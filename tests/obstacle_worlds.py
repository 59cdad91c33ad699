"""Months drawn for the obstacles: rows with a planted truth, through the real floors, as the material of an obstacle."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import numpy as np
from drawn import drawn_settings, drawn_window

from hcc_helpers.facts.stored import Tables
from hcc_helpers.obstacles.material import Material
from hcc_helpers.obstacles.vague_words import load_words
from hcc_helpers.periods import parse_period
from hcc_helpers.places import project_root
from hcc_helpers.workdays import Calendar

MONTH = "2025-12"
PERIOD = parse_period(MONTH)
SETTINGS = drawn_settings(MONTH)
CALENDAR: Calendar = SETTINGS.calendar
WORKING = [
    day for n in range((PERIOD.end - PERIOD.start).days) if CALENDAR.is_working(day := PERIOD.first_day + timedelta(days=n))
]


def material(folder: Path, tables: dict[str, list[dict]], earlier: tuple[Material, ...] = (), month: str = MONTH) -> Material:
    """The material of a month that holds `tables`; every other table is absent."""
    window = drawn_window(folder, month, tables)
    words = load_words(project_root() / "data", window.period.last_day)
    return Material(Tables(window, drawn_settings(month)), words, earlier)


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute))


def due(day: date, working_days: int) -> datetime:
    return at(CALENDAR.add(day, working_days), 17)


def rng(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)
