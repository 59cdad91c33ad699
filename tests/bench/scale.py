"""How cost grows with cases and with communes, and what Spark costs beside: lines of a table for docs/scale.md. Asserts no time.

`scale.py [--cases N,N…] [--communes N,N…] [--spark]`. Generated data; every line is a process of its own, started cold.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from costs import Cost, cost, python
from multiplied import multiply
from scenes import MONTH, ROOT, machine, many_cases

IMPORT = "import sys; from hcc_helpers.sources.importing import import_period; import_period(sys.argv[1], sys.argv[2])"
WINDOW = "import sys; from pathlib import Path; from hcc_helpers.periods import parse_period; from hcc_helpers.indicators.compute import compute_window; compute_window(parse_period(sys.argv[2]), Path(sys.argv[1])).results"
TOGETHER = (
    "import sys; from pathlib import Path; from importlib import import_module; from hcc_helpers.periods import parse_period; "
    "from hcc_helpers.indicators import together as t; from hcc_helpers.indicators.compute import tables_for; "
    "made = [tables_for(parse_period(sys.argv[2]), root) for root in sorted(Path(sys.argv[1]).iterdir())]; "
    "print(len(t.measured({str(one.folder): one for one in made}, import_module(t.ENGINES[sys.argv[3]]).opened)))"
)
SMALL = 1_000  # cases of a commune where communes are counted


def row(label: str, done: Cost, per: float, unit: str) -> None:
    print(f"| {label} | {done.seconds:.1f} | {done.cpu:.1f} | {done.peak_mib:.0f} | {done.cpu / per:.2f} a {unit} |", flush=True)


def whole(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def by_cases(work: Path, sizes: list[int]) -> None:
    source = many_cases(work / "source", 10_000)
    cost(python("-c", IMPORT, str(source), MONTH), ROOT, repeats=1)
    for size in sizes:
        root = Path(shutil.copytree(source, work / "root"))
        multiply(root / "clean" / MONTH / "1", size)
        row(
            f"one window, {whole(size)} cases",
            cost(python("-c", WINDOW, str(root), MONTH), ROOT, repeats=1),
            size / 1e6,
            "million cases",
        )
        shutil.rmtree(root)


def by_communes(work: Path, numbers: list[int], engines: list[str]) -> None:
    source = many_cases(work / "commune", SMALL)
    cost(python("-c", IMPORT, str(source), MONTH), ROOT, repeats=1)
    folder = work / "communes"
    for number in numbers:
        for n in range(number):
            shutil.copytree(source, folder / f"xa-{n:03d}")
        label = f"{number} communes of {whole(SMALL)} cases"
        command = python("-c", TOGETHER, str(folder), MONTH)
        row(f"{label}, rows laid out and counted", cost([*command, "duckdb"], ROOT, repeats=1), number, "commune")
        for engine in engines:
            row(f"{label}, counted ({engine}), rows stored", cost([*command, engine], ROOT, repeats=1), number, "commune")
        shutil.rmtree(folder)


def main() -> None:
    wanted = argparse.ArgumentParser()
    wanted.add_argument("--cases", default="250000,500000,1000000,2000000")
    wanted.add_argument("--communes", default="1,13,130")
    wanted.add_argument("--spark", action="store_true")
    asked = wanted.parse_args()
    print(f"{machine()}; Python {sys.version.split()[0]}; one run of each.\n")
    print("| what | seconds | CPU-s | MiB | CPU-s |\n|---|---:|---:|---:|---:|", flush=True)
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    with tempfile.TemporaryDirectory(prefix="hcc-scale-") as name:
        by_cases(Path(name), [int(size) for size in asked.cases.split(",") if size])
        by_communes(
            Path(name), [int(size) for size in asked.communes.split(",") if size], ["duckdb", *(["spark"] if asked.spark else [])]
        )


if __name__ == "__main__":
    main()
