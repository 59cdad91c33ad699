"""Logs of what went wrong: kept for this user alone in the temporary folder, only the newest few and for a month."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from pathlib import Path

PREFIX = "hcc-nhat-ky-"
KEPT = 12  # folders; two whole runs of failed pages
DAYS = 30  # a log may quote what was in a cell: it is not kept for good


def keep(log: Path) -> Path:
    """A copy of `log` in a folder of its own; returns where it lies."""
    kept = new_folder() / log.name
    shutil.copyfile(log, kept)
    return kept


def new_folder() -> Path:
    """An empty private folder (0700) for one log; the oldest of ours beyond the newest few are removed."""
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    for old in _ours(folder.parent)[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)
    return folder


def sweep_old() -> None:
    """Remove our logs that are older than a month. Each run does so."""
    oldest = time.time_ns() - DAYS * 24 * 3600 * 10**9
    for folder in _ours(Path(tempfile.gettempdir())):
        if folder.stat().st_mtime_ns < oldest:
            shutil.rmtree(folder, ignore_errors=True)


def _ours(place: Path) -> list[Path]:
    """Our folders of logs, newest first; nobody else's, whatever their name."""
    found = []
    for path in place.glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            about = path.lstat()
            if path.is_dir() and not path.is_symlink() and (os.name == "nt" or about.st_uid == os.getuid()):
                found.append((about.st_mtime_ns, path))
    return [path for _, path in sorted(found, reverse=True)]
