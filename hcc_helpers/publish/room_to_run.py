"""How many notebooks fit side by side on this machine."""

from __future__ import annotations

import os
from pathlib import Path

from hcc_helpers.periods import Period
from hcc_helpers.places import raw_folder

EACH_MB = 300  # a kernel with the tables of one month open
MOST = 8
LARGE_MB = 64  # of exports as plain text, some 300.000 cases: from there on a kernel takes a multiple of EACH_MB
PACKED = {".gz": 8, ".zip": 8, ".xlsx": 3}  # how much smaller than plain text such a file is, about


def exports_mb(period: Period, data_root: Path) -> float:
    """How large the exports of a period are as plain text, about."""
    files = [path for month in period.months() for path in raw_folder(data_root, month).rglob("*") if path.is_file()]
    return sum(path.stat().st_size * PACKED.get(path.suffix.lower(), 1) for path in files) / 1024**2


def fitting_jobs(notebooks: int, exports: float = 0) -> int:
    """One a core, as far as free memory goes; at least one, never more than there are notebooks. One where the exports (MB) are large."""
    if exports > LARGE_MB:
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    free = _free_mb()
    fitting = cores if free is None else min(cores, int(free // EACH_MB))
    return max(1, min(fitting, MOST, notebooks))


def _free_mb() -> float | None:
    """Memory that a new process may take without pushing others out; None where the system does not say."""
    try:
        with open("/proc/meminfo", encoding="ascii") as said:  # noqa: PTH123
            for line in said:
                if line.startswith("MemAvailable:"):
                    return int(line.split()[1]) / 1024
    except (OSError, ValueError):
        pass
    return None
