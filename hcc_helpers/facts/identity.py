"""What the flagged tables of a window depend on, as one key: equal keys, equal tables.

The snapshots (their hashes), the window's instants, the rules that hold, the calendar, the office, the declarations and the
code that computes, DuckDB's version. What is not in here cannot change a table.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from hcc_helpers.facts.declare import DERIVED, FLAGS, ROLLUPS, SPLITS
from hcc_helpers.facts.settings import Settings
from hcc_helpers.facts.window import Window
from hcc_helpers.sealed import file_hash, fingerprint

FORMAT = 3  # of the stored files; raised when they are written otherwise
PACKAGE = Path(__file__).resolve().parents[1]
BELOW = ("", "sources", "facts")  # "": the files of floor 0 beside the rooms


def tables_key(window: Window, settings: Settings) -> str:
    """64 hex digits of everything that the flagged tables of a window depend on."""
    period = window.period
    said = {
        "format": FORMAT,
        "duckdb": version("duckdb"),
        "code": code_hash(BELOW),
        "declared": _declared(),
        "span": [period.start.isoformat(), period.end.isoformat(), period.months()],
        "feeding": [[one.period, one.hash] for one in window.feeding],
        "stored": [[one.period, one.hash] for one in window.stored],
        "rules": {rule.id: rule.value for rule in settings.rules.every()},
        "versions": {
            id: [[one.value, str(one.since), str(one.until)] for one in held]
            for id, held in settings.rules.every_version().items()
        },
        "calendar": [settings.calendar.version, fingerprint(sorted(map(str, settings.calendar.special.values())))],
        "centre": json.loads(settings.centre.model_dump_json()),
        "in_person_only": sorted(settings.in_person_only),
    }
    return fingerprint(said)


@lru_cache
def code_hash(rooms: tuple[str, ...]) -> str:
    """64 hex digits over the source files of some rooms ("" for the files beside them)."""
    files = [path for room in rooms for path in (PACKAGE.glob("*.py") if not room else (PACKAGE / room).rglob("*.py"))]
    return fingerprint({path.relative_to(PACKAGE).as_posix(): file_hash(path) for path in files})


def _declared() -> list:
    """The declarations as they stand now: an analyst may have added her own."""
    return [
        [[*key, flag.condition.text] for key, flag in FLAGS.items()],
        [[*key, roll.of, roll.take, roll.which, roll.column] for key, roll in ROLLUPS.items()],
        [[split.of, split.within, *split.parts] for split in SPLITS.values()],
        [list(key) for key in DERIVED],
    ]
