"""Five thousand rows fit into the memory of an office's machine. Seconds are printed and go into docs/trust.md; only memory is asserted,
because a second of one machine is not a second of another.
"""

from __future__ import annotations

import pytest
from bench.costs import Cost, cost, python
from bench.scenes import MONTH, ROOT, many_cases

from hcc_helpers.numbers_vn import decimal, whole

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
A_KERNEL, ALL = 600, 2048  # MiB


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
