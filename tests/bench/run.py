"""`make bench`: whole-process costs on this machine and ratios between them, printed and written to docs/benchmark.md. It asserts no time.

Every line is a process of its own, started cold, as a user would start it. Ratios travel between machines, seconds do not; CPU-seconds
are what is left of a busy machine. `--once` runs each line once (for a machine with other work). `--quick` takes small data and one run
of each: it shows that every line works, and writes nothing. Names of parts (`month`, `reading`, …) run only those.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import indent

sys.path.insert(0, str(Path(__file__).resolve().parent))
import case_periods
from costs import Cost, cost, python
from scenes import (
    BATCH,
    BY_HAND,
    HAND_PANDAS,
    HAND_SQL,
    MONTH,
    MONTH_BEFORE,
    MONTHS,
    NOTEBOOKS,
    ROOT,
    command_lines,
    empty_notebook,
    machine,
    many_cases,
    sample_root,
    workbook,
)

from hcc_helpers.numbers_vn import whole

HEAD = """# Đo tốc độ

Written by `make bench`; nothing here is typed by hand. Seconds are those of the machine and of what else it did, CPU-seconds of the
machine alone, ratios travel. MiB: all processes together. A part can be measured alone: each says under what load it was.
"""
IS_QUICK = "--quick" in sys.argv
ROWS, LARGE = (3_000, 10_000) if IS_QUICK else (60_000, 800_000)
REPEATS = 1 if IS_QUICK or "--once" in sys.argv else 3
HCC = ("-m", "hcc_helpers")
READ = "import sys, pandas as pd; pd.read_excel(sys.argv[1], engine=sys.argv[2], header=None)"
IMPORT = "import sys; from hcc_helpers.sources.importing import import_period; import_period(sys.argv[1], sys.argv[2])"
WINDOW = "import sys; from pathlib import Path; from hcc_helpers.periods import parse_period; from hcc_helpers.indicators.compute import compute_window; compute_window(parse_period(sys.argv[2]), Path(sys.argv[1])).results"
EQUAL_PAGE = """import pandas as pd
cases = pd.read_parquet({data!r}, columns=["channel"])
counted = cases["channel"].value_counts()
"""
PATH = {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


@dataclass
class Table:
    """What was measured, line by line; printed as it comes and kept for docs/benchmark.md."""

    lines: list[str] = field(default_factory=list)

    def head(self, text: str) -> None:
        self.lines += ["", f"## {text}", "", "| what | seconds | CPU-s | MiB | beside |", "|---|---:|---:|---:|---|"]
        print(f"\n{text}", flush=True)

    def row(self, label: str, done: Cost, beside: str = "") -> None:
        below = max(at for at, line in enumerate(self.lines) if line.startswith("|")) + 1  # a note stands below its table
        self.lines.insert(below, f"| {label} | {done.seconds:.2f} | {done.cpu:.2f} | {done.peak_mib:.0f} | {beside} |")
        print(
            f"  {label:<62} {done.seconds:7.2f} s {done.cpu:7.2f} CPU-s {done.peak_mib:6.0f} MiB  {beside}".rstrip(), flush=True
        )

    def note(self, text: str) -> None:
        self.lines += ["", text]
        print(f"  {text}", flush=True)


def times(other: Cost, mine: Cost) -> str:
    """How many times the other costs what ours does."""
    return f"{other.seconds / mine.seconds:.1f} × wall, {other.cpu / mine.cpu:.1f} × CPU"


def month(table: Table, work: Path) -> None:
    data, out, plain = sample_root(work / "sample"), work / "outputs", work / "plain"

    def fresh() -> None:
        for folder in (out, plain, data / "clean"):
            shutil.rmtree(folder, ignore_errors=True)

    run = python(*HCC, "run", MONTH, "--data", str(data), "--out", str(out))
    table.head("The sample month, from exports to pages")
    serial = cost(command_lines(data, plain, 1), ROOT, before=fresh, repeats=1, env=PATH)
    table.row("papermill and nbconvert on the command line, one by one", serial)
    beside = cost(command_lines(data, plain, 2), ROOT, before=fresh, repeats=1, env=PATH)
    table.row("the same, two at a time (xargs -P2)", beside)
    first = cost(run, ROOT, before=fresh, repeats=REPEATS)
    table.row(
        "hcc run, nothing stored yet (and front page, papers, workbook)",
        first,
        f"one by one: {times(serial, first)}; two: {times(beside, first)}",
    )

    def one_stored() -> None:
        shutil.rmtree(out / MONTH_BEFORE, ignore_errors=True)

    further = python(*HCC, "run", MONTH_BEFORE, "--data", str(data), "--out", str(out))
    table.row("a further month by a command of its own, exports stored", cost(further, ROOT, before=one_stored, repeats=REPEATS))
    one_more = cost(command_lines(data, plain, 1, MONTH_BEFORE), ROOT, repeats=1, env=PATH)
    table.row("a further month by papermill and nbconvert, one by one", one_more)
    batch = cost(python(*HCC, "run", BATCH, "--data", str(data), "--out", str(out)), ROOT, before=fresh, repeats=1)
    each = Cost((batch.seconds - first.seconds) / (MONTHS - 1), (batch.cpu - first.cpu) / (MONTHS - 1), batch.peak_mib)
    table.row(
        f"each further month of a batch ({BATCH}, less the first run)",
        each,
        f"by papermill and nbconvert: {times(one_more, each)}",
    )
    table.row("--force, everything stored", cost([*run, "--force"], ROOT, repeats=REPEATS))
    table.row("nothing changed since", cost(run, ROOT, repeats=REPEATS))
    table.row("hcc indicators, stored", cost(python(*HCC, "indicators", MONTH, "--data", str(data)), ROOT, repeats=REPEATS))
    run_all = ["papermill", str(NOTEBOOKS[1]), str(work / "01.ipynb"), "-p", "period", MONTH, "-p", "data", str(data)]
    table.row("Run All of notebook 01 in a fresh kernel, stored", cost(run_all, ROOT, repeats=REPEATS, env=PATH))
    empty = ["papermill", str(empty_notebook(work / "empty.ipynb")), str(work / "empty-run.ipynb")]
    table.row("papermill and a kernel for a notebook of one empty cell", cost(empty, ROOT, repeats=REPEATS, env=PATH))
    hand(table, data)


def where_it_goes(table: Table, work: Path) -> None:
    """The parts of a first run, each in CPU-seconds: what a faster one would have to save."""
    data = sample_root(work / "where")
    parts_of(table, "Where the CPU-seconds of a first run go", "where.py", str(data), str(work / "where-out"))


def parts_of(table: Table, title: str, program: str, *arguments: str) -> None:
    """What a program of this folder prints: label, CPU-seconds; and their sum."""
    said = subprocess.run(
        [sys.executable, str(Path(__file__).with_name(program)), *arguments],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])},
    ).stdout
    parts = [line.split("\t") for line in said.splitlines()]
    table.lines += ["", f"## {title}", "", "| part | CPU-s |", "|---|---:|"]
    print(f"\n{title}")
    for label, seconds in [*parts, ("together", f"{sum(float(seconds) for _, seconds in parts):.2f}")]:
        table.lines.append(f"| {label} | {seconds} |")
        print(f"  {label:<62} {seconds:>7} CPU-s", flush=True)


def hand(table: Table, data: Path) -> None:
    """Three counts by hand, whole processes; the results must be equal."""
    path = max((data / "clean" / MONTH).glob("*/cases.parquet"))
    sql = HAND_SQL.format(", ".join(f"count(*) FILTER (WHERE {text})" for text in BY_HAND.values()).replace('"', '\\"'), path)
    pandas = HAND_PANDAS.format(path=str(path))
    said = {_said(code) for code in (sql, pandas)} | {_ours(data)}
    if len(said) != 1:
        sys.exit(f"The counts by hand differ: {said}")
    table.row(f"by hand: {len(BY_HAND)} counts in SQL (equal results)", cost(python("-c", sql), ROOT, repeats=REPEATS))
    table.row(f"by hand: {len(BY_HAND)} counts in pandas (equal results)", cost(python("-c", pandas), ROOT, repeats=REPEATS))


def _said(code: str) -> tuple[int, ...]:
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    return tuple(int(part) for part in out.strip("[()]\n").split(","))


def _ours(data: Path) -> tuple[int, ...]:
    from hcc_helpers.indicators.compute import compute_window
    from hcc_helpers.periods import parse_period

    computed = compute_window(parse_period(MONTH), data, groups=())
    return tuple(int(computed.value(id)) for id in BY_HAND)


def other_tools(table: Table, work: Path) -> None:
    """What else makes such pages, where it is at hand: named, not guessed, where it is not."""
    data = work / "sample"
    if not data.is_dir():
        subprocess.run(python("-c", IMPORT, str(sample_root(data)), MONTH), check=True, cwd=ROOT)
    own = EQUAL_PAGE.format(data=str(max((data / "clean" / MONTH).glob("*/cases.parquet"))))
    table.head("An equal small page elsewhere: one table of counts from the snapshot, to HTML")
    has_markdown = (
        shutil.which("Rscript") and not subprocess.run(["Rscript", "-e", "library(rmarkdown)"], capture_output=True).returncode
    )
    if has_markdown and shutil.which("pandoc"):
        page = work / "page.Rmd"
        page.write_text(
            f"---\ntitle: page\noutput: html_document\n---\n\n```{{r}}\nknitr::kable(table(read.csv('{csv_of(own, work)}')))\n```\n",
            "utf-8",
        )
        table.row("R Markdown", cost(["Rscript", "-e", f"rmarkdown::render('{page}', quiet = TRUE)"], work, repeats=REPEATS))
    else:
        table.note("R Markdown: not measured, r-cran-rmarkdown or pandoc is not on this machine.")
    if importlib.util.find_spec("marimo"):
        page = work / "page.py"
        page.write_text(
            f"import marimo\napp = marimo.App()\n\n@app.cell\ndef _():\n{indent(own + 'counted', '    ')}\n    return\n", "utf-8"
        )
        export = python("-m", "marimo", "export", "html", str(page), "-o", str(work / "page.html"))
        table.row("marimo export html", cost(export, work, repeats=REPEATS))
    else:
        table.note("marimo: not measured, not installed on this machine (pip install marimo).")


def csv_of(code: str, work: Path) -> Path:
    """The column that the small page counts, where R can read it."""
    path = work / "channel.csv"
    subprocess.run([sys.executable, "-c", f"{code}cases.to_csv({str(path)!r}, index=False)"], check=True)
    return path


def reading(table: Table, work: Path) -> None:
    path = workbook(work / "large", ROWS)
    table.head(f"{whole(ROWS)} rows of .xlsx ({path.stat().st_size / 1e6:.1f} MB)")
    root = work / "large"
    ours = cost(
        python("-c", IMPORT, str(root), MONTH),
        ROOT,
        before=lambda: shutil.rmtree(root / "clean", ignore_errors=True),
        repeats=REPEATS,
    )
    for engine in ("openpyxl", "calamine"):
        if not importlib.util.find_spec({"calamine": "python_calamine"}.get(engine, engine)):
            table.note(f"pandas.read_excel ({engine}): not measured, not installed here (pip install {engine}).")
            continue
        other = cost(python("-c", READ, str(path), engine), ROOT, repeats=1)
        table.row(f"pandas.read_excel ({engine}), reading alone", other, times(other, ours))
    table.row("import: read, check, store", ours)


def many(table: Table, work: Path) -> None:
    table.head(f"One window, {whole(LARGE)} cases")
    root = many_cases(work / "many", LARGE)
    table.row("import: read, check, store", cost(python("-c", IMPORT, str(root), MONTH), ROOT, repeats=1))
    computed = root / "clean" / "computed"
    window = python("-c", WINDOW, str(root), MONTH)
    done = cost(window, ROOT, before=lambda: shutil.rmtree(computed, ignore_errors=True), repeats=1)
    table.row("every indicator, nothing stored", done)
    table.row("every indicator, stored", cost(window, ROOT, repeats=1))
    parts_of(
        table,
        f"Where the CPU-seconds of such a window go, {whole(LARGE)} cases",
        "where_window.py",
        str(root),
        MONTH,
    )
    folder = work / "case-periods"
    rows = case_periods.lay_out(next(computed.glob("*/*/cases.parquet")), folder)
    table.head(f"{whole(rows)} rows of case and period: {len(case_periods.counts())} counts by period × commune × scope")
    program = Path(case_periods.__file__)
    said = {_printed(program, way, folder) for way in ("flags", "written")}
    if len(said) != 1:
        sys.exit("The counts by flags and those written out differ.")
    env = {"PYTHONPATH": str(ROOT)}
    by_flags = cost(python(str(program), "flags", str(folder)), ROOT, repeats=REPEATS, env=env)
    written = cost(python(str(program), "written", str(folder)), ROOT, repeats=REPEATS, env=env)
    table.row("SQL with every condition written out (equal results)", written, times(written, by_flags))
    table.row("by the declared flags, each worked out once", by_flags)


def _printed(program: Path, way: str, folder: Path) -> str:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, str(program), way, str(folder)], capture_output=True, text=True, check=True, env=env
    ).stdout


PARTS = (month, where_it_goes, other_tools, reading, many)


def main() -> None:
    named = [name for name in sys.argv[1:] if not name.startswith("-")]
    with tempfile.TemporaryDirectory(prefix="hcc-bench-") as name:
        for part in PARTS:
            if named and part.__name__ not in named:
                continue
            table = Table()
            load = os.getloadavg()[0]
            part(table, Path(name))
            runs = "one run of each line" if REPEATS == 1 else f"medians of {REPEATS}"
            table.note(
                f"{machine()}; Python {sys.version.split()[0]}; {runs}; load of the machine {load:.1f} to {os.getloadavg()[0]:.1f}."
            )
            if not IS_QUICK:  # after each part: a benchmark that is cut short leaves what it has measured
                keep(part.__name__, table.lines)


def keep(part: str, lines: list[str]) -> None:
    """Put what one part measured into docs/benchmark.md, in place of what stood there of it."""
    path = ROOT / "docs" / "benchmark.md"
    _, *known = re.split(r"^<!-- (\w+) -->$", path.read_text("utf-8") if path.is_file() else "", flags=re.MULTILINE)
    texts = dict(zip(known[::2], known[1::2], strict=True)) | {part: "\n".join(["", *lines])}
    said = [f"<!-- {one.__name__} -->\n\n{texts[one.__name__].strip()}\n" for one in PARTS if one.__name__ in texts]
    path.write_text("\n".join([HEAD, *said]), "utf-8")


if __name__ == "__main__":
    main()
