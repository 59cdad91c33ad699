"""`hcc map FILE`: read a foreign file and propose a mapping.toml for it; nothing is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from hcc_helpers.errors import HccError, InputMissing, InputRefused
from hcc_helpers.periods import parse_period
from hcc_helpers.sources.files.bombs import Unsafe
from hcc_helpers.sources.files.folder import read_grids
from hcc_helpers.sources.files.grids import Unreadable
from hcc_helpers.sources.proposal import propose


def proposed_mapping(path: Path) -> str:
    """The text to save beside the file. Raises InputMissing (66) or InputRefused (65)."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputMissing(f"Không mở được tệp “{path}”.") from error
    try:
        grids = read_grids(path.name, data)
    except (Unsafe, Unreadable) as error:
        findings = [error.finding] if isinstance(error, Unsafe) else error.findings
        raise InputRefused("Không đọc được tệp này.", [replace(item, file=path.name) for item in findings]) from error
    largest = max(grids, key=lambda grid: len(grid.rows))
    return propose(path.name, largest, _taken(path))


def _taken(path: Path) -> datetime | None:
    """A time of the month in whose folder the file lies."""
    try:
        period = parse_period(path.resolve().parent.name)
    except HccError:
        return None
    return period.end.replace(hour=7, minute=30)
