"""How many notebooks fit side by side on this machine."""

from __future__ import annotations

import os

EACH_MB = 300  # a kernel with the tables of one month open
MOST = 8


def fitting_jobs(notebooks: int) -> int:
    """One a core, as far as free memory goes; at least one, never more than there are notebooks."""
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
