"""Where the CPU-seconds of a first run go: `python where.py DATA OUT` makes the sample month with one process for all that is no
notebook, and prints one line a part: label, CPU-seconds. What a page asks for on first use counts where it is asked for."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from scenes import MONTH

STARTED = time.process_time()  # what Python itself and the lines above took is in the rest
PARTS = (
    ("six months of exports read, checked, stored", "hcc_helpers.indicators.month_results", "import_what_is_new"),
    ("the window and those beside it computed", "hcc_helpers.indicators.month_results", "compute_window"),
    ("pages converted and passed by the gate", "hcc_helpers.publish.making", "_converted"),
    ("results, balances and trace as tables", "hcc_helpers.publish.period", "tables_of"),
    ("front page", "hcc_helpers.publish.front_page", "render_front_page"),
    ("papers and the list of reminders", "hcc_helpers.publish.paper_files", "files"),
)


def main(data: Path, out: Path) -> None:
    from importlib import import_module

    from hcc_helpers.periods import parse_period
    from hcc_helpers.publish.progress import Silent
    from hcc_helpers.publish.run import run_periods
    from hcc_helpers.publish.warm_server import PRELOADED
    from hcc_helpers.rules import load_centre

    spent: Counter[str] = Counter()
    for label, module, name in PARTS:
        owner = import_module(module)
        setattr(owner, name, _counted(getattr(owner, name), label, spent))
    imported = time.process_time() - STARTED
    period = parse_period(MONTH, load_centre(data).since)
    if run_periods([period], data, out, jobs=1, progress=Silent()):
        sys.exit("the run failed")
    mine, children = (_cpu(resource.getrusage(who)) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    imports = "; ".join(f"import {name}" for name in PRELOADED)
    subprocess.run([sys.executable, "-c", imports], check=True)
    server = _cpu(resource.getrusage(resource.RUSAGE_CHILDREN)) - children
    lines = {
        "modules of the run imported": imported,
        **dict(spent),
        "the run's other work": mine - imported - spent.total(),
        "modules of the process that kernels are forked from": server,
        "notebooks in their kernels, and obstacles found beside them": children - server,
    }
    for label, seconds in lines.items():
        print(f"{label}\t{seconds:.2f}")


def _counted(function: Callable, label: str, spent: Counter[str]) -> Callable:
    def counted(*args, **kwargs):
        began = time.thread_time()
        try:
            return function(*args, **kwargs)
        finally:
            spent[label] += time.thread_time() - began

    return counted


def _cpu(usage: resource.struct_rusage) -> float:
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
