"""Five thousand rows, a million rows, and many runs in one process fit into the memory of an office's machine. Seconds are printed and go into docs/trust.md; only memory is asserted,
because a second of one machine is not a second of another.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess

import pyarrow.parquet as parquet
import pytest
from bench.costs import Cost, cost, python
from bench.scenes import MONTH, ROOT, many_cases

from hcc_helpers.numbers_vn import decimal, percent, whole

IMPORT_AND_COUNT = """
import sys
from pathlib import Path
from pyarrow import parquet
from hcc_helpers.indicators.compute import compute_window
from hcc_helpers.periods import parse_period
from hcc_helpers.sources.importing import import_period
snapshot = import_period(sys.argv[1], sys.argv[2])
rows = parquet.read_metadata(snapshot.tables["cases"]).num_rows
assert rows == int(sys.argv[3]), rows
results = compute_window(parse_period(sys.argv[2]), Path(sys.argv[1])).results
counted = [one for one in results if one.indicator == "received_new" and not one.by and one.scope == "commune"]
assert counted and counted[0].value > 0.9 * rows, counted
"""
# The first runs take in modules and fill caches; what a process holds after that is what every further run leaves behind.
RUN_AGAIN = """
import shutil
import sys
from pathlib import Path
from hcc_helpers.periods import parse_period
from hcc_helpers.publish.progress import Silent
from hcc_helpers.publish.run import run_periods
def held():
    pages = Path("/proc/self/statm").read_text().split()[1]
    return int(pages) * 4096
root, out, month, times = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
for _ in range(times):
    shutil.rmtree(root / "clean", ignore_errors=True)  # so that each reads, computes and publishes
    assert run_periods([parse_period(month)], root, out, jobs=1, force=True, progress=Silent()) == 0
    print(held(), flush=True)
"""
A_KERNEL, ALL = 600, 2048  # MiB
GROWS = 0.05  # of what a process holds, over 20 runs in it
A_PAGE = 1_000_000  # bytes


def said(record_property, rows: int, what: str, done: Cost) -> None:
    words = f"{whole(rows)} dòng, {what}: {decimal(done.seconds, 1)} giây ({decimal(done.cpu, 1)} giây CPU), {whole(round(done.peak_mib))} MiB"
    record_property("trust", words)
    print(words)


def environment() -> dict[str, str]:
    return {"PYTHONPATH": str(ROOT)}


def test_five_thousand_rows_are_read_and_counted(tmp_path, record_property):
    root = many_cases(tmp_path / "data", 5_000)
    done = cost(python("-c", IMPORT_AND_COUNT, str(root), MONTH, "5000"), ROOT, repeats=1, env=environment())
    said(record_property, 5_000, "đọc và tính", done)
    assert done.peak_mib <= A_KERNEL


@pytest.mark.long
def test_a_report_of_many_rows(tmp_path, record_property):
    rows = 5_000
    root = many_cases(tmp_path / "data", rows)
    command = python("-m", "hcc_helpers", "run", MONTH, "--data", str(root), "--out", str(tmp_path / "out"))
    done = cost(command, ROOT, repeats=1, env=environment())
    said(record_property, rows, "hcc run", done)
    assert (tmp_path / "out" / MONTH / "index.html").is_file()
    assert done.peak_mib <= ALL, "the whole tree of processes"


@pytest.mark.long
def test_a_million_cases_are_a_month_like_any_other(tmp_path, record_property):
    """Every page and paper, nothing dropped: behind each count as many rows as it says, and no page longer than a page."""
    rows = 1_000_000
    root = many_cases(tmp_path / "data", rows, varied=True)
    command = python("-m", "hcc_helpers", "run", MONTH, "--data", str(root), "--out", str(tmp_path / "out"))
    done = cost(command, ROOT, repeats=1, env=environment())
    said(record_property, rows, "hcc run", done)
    published = tmp_path / "out" / MONTH
    told = json.loads((published / "manifest.json").read_text("utf-8"))
    assert [page["failure"] for page in told["pages"]] == [None] * 6
    assert {path.name: path.stat().st_size for path in published.glob("*.html") if path.stat().st_size > A_PAGE} == {}
    behind = parquet.read_table(published / "trace.parquet", columns=["indicator", "scope"]).group_by(["indicator", "scope"])
    counted = {
        (one["indicator"], one["scope"]): one["indicator_count"] for one in behind.aggregate([("indicator", "count")]).to_pylist()
    }
    results = parquet.read_table(published / "results.parquet").to_pylist()
    values = {(one["indicator"], one["scope"]): one["value"] for one in results if not one["by"] and one["period"] == MONTH}
    assert counted["received_new", "commune"] == values["received_new", "commune"] > 0.9 * rows
    assert counted["open_all", "commune"] == values["open_all", "commune"] > 0.05 * rows
    assert done.peak_mib <= ALL, "the whole tree of processes"


@pytest.mark.long
def test_a_process_that_runs_again_and_again_holds_no_more(tmp_path, record_property):
    root, times = many_cases(tmp_path / "data", 5_000), 22
    command = python("-c", RUN_AGAIN, str(root), str(tmp_path / "out"), MONTH, str(times))
    printed = subprocess.run(command, cwd=ROOT, env=os.environ | environment(), capture_output=True, text=True, check=True).stdout
    held = [int(line) for line in printed.split()]
    assert len(held) == times
    first, last = (statistics.median(part) for part in (held[2:5], held[-3:]))
    words = f"20 lần chạy trong một tiến trình: {whole(round(first / 2**20))} MiB rồi {whole(round(last / 2**20))} MiB ({percent(100 * (last / first - 1))})"
    record_property("trust", words)
    print(words)
    assert last <= (1 + GROWS) * first
