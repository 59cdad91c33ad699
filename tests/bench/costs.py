"""What a process costs: seconds on the clock, CPU seconds and memory, each with all its children."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

POLL_SECONDS = 0.05


@dataclass(frozen=True)
class Cost:
    """Medians of several runs. `peak_mib`: the whole tree of processes at its largest, shared pages counted once (PSS)."""

    seconds: float
    cpu: float
    peak_mib: float


def cost(
    command: Sequence[str],
    cwd: Path,
    *,
    before: Callable[[], None] | None = None,
    repeats: int = 3,
    env: dict[str, str] | None = None,
    codes: tuple[int, ...] = (0,),
) -> Cost:
    """Run `command` in a fresh process, `repeats` times; `before` puts the scene back each time. Ends the benchmark where it fails."""
    runs = []
    for _ in range(repeats):
        if before:
            before()
        runs.append(_once(command, cwd, env, codes))
    return Cost(*(statistics.median(getattr(run, name) for run in runs) for name in ("seconds", "cpu", "peak_mib")))


def python(*arguments: str) -> list[str]:
    return [sys.executable, *arguments]


def _once(command: Sequence[str], cwd: Path, env: dict[str, str] | None, codes: tuple[int, ...]) -> Cost:
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=cwd, env={**os.environ, **(env or {})}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    errors: list[bytes] = []
    reader = threading.Thread(target=lambda: errors.append(process.stderr.read()), daemon=True)
    reader.start()
    tree = _Tree(process.pid)
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            break
        tree.look()
        time.sleep(POLL_SECONDS)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    reader.join(5)
    if process.returncode not in codes:
        sys.exit(f"{' '.join(command[:6])} ended with {process.returncode}:\n{b''.join(errors).decode(errors='replace')[-2000:]}")
    return Cost(seconds, usage.ru_utime + usage.ru_stime, tree.peak / 1024)


@dataclass
class _Tree:
    """A process with all that it has started, also in sessions of their own."""

    root: int
    peak: int = 0  # KiB

    def look(self) -> None:
        self.peak = max(self.peak, sum(_pss(pid) for pid in self._members()))

    def _members(self) -> set[int]:
        parents = {}
        for folder in Path("/proc").iterdir():
            if folder.name.isdigit():
                try:
                    parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
                except (OSError, ValueError, IndexError):
                    continue
        found, grown = {self.root}, True
        while grown:
            more = {pid for pid, parent in parents.items() if parent in found} - found
            grown = bool(more)
            found |= more
        return found


def _pss(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0
