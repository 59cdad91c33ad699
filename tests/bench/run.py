"""`make bench`: whole-process timings on this machine, and how many times their floor they are. It prints and asserts nothing.

Every line is a process of its own, started cold, as a user would start it: seconds on the clock, CPU seconds, peak memory.
A floor is the least that the same work could cost here: the libraries imported and nothing done, or the bare library
reading the same file. Ratios travel between machines; seconds do not.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import xlsxwriter

ROOT = Path(__file__).resolve().parents[2]
MONTH = "2025-12"
ROWS = 50_000
REPEATS = 3
HEADINGS = ("STT", "Đơn vị tiếp nhận", "Tên thủ tục hành chính", "Mã hồ sơ", "Trạng thái", "Địa chỉ", "Người nộp", "Chủ hồ sơ",
            "Ngày nộp hồ sơ", "Ngày nhận", "Ngày hẹn trả", "Ngày kết thúc xử lý")  # fmt: skip
IMPORTS = "import duckdb, pandas, pyarrow.parquet, pydantic, typer, statsmodels.stats.proportion"
CALAMINE = "import sys, python_calamine as c; c.load_workbook(sys.argv[1]).get_sheet_by_index(0).to_python()"
IMPORT_MONTH = "import sys; from hcc_helpers.sources.importing import import_period; import_period(sys.argv[1], sys.argv[2])"


@dataclass(frozen=True)
class Cost:
    """The median process of several: seconds on the clock, CPU seconds with its children, peak MiB of its largest process."""

    seconds: float
    cpu: float
    peak_mib: float


def cost(*arguments: str, before=None, repeats: int = REPEATS) -> Cost:
    """Run `python …` in a fresh process, `repeats` times; `before` puts the scene back each time."""
    runs = []
    for _ in range(repeats):
        if before:
            before()
        start = time.perf_counter()
        process = subprocess.Popen([sys.executable, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        if os.waitstatus_to_exitcode(status):
            sys.exit(
                f"{' '.join(arguments[:4])} ended with {os.waitstatus_to_exitcode(status)}:\n{errors.decode(errors='replace')}"
            )
        runs.append(Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024))
    return sorted(runs, key=lambda run: run.seconds)[len(runs) // 2]


def show(label: str, done: Cost, floor: Cost | None = None, note: str = "") -> None:
    ratio = f"{done.seconds / floor.seconds:5.1f} × floor" if floor else " " * 13
    print(
        f"  {label:<46} {done.seconds:7.2f} s {done.cpu:7.2f} CPU-s {done.peak_mib:7.0f} MiB  {ratio}  {note}".rstrip(),
        flush=True,
    )


def sample_root(folder: Path) -> Path:
    """The committed sample in a data root of its own, without a snapshot."""
    for name in ("raw", "reference"):
        shutil.copytree(ROOT / "data" / "sample" / name, folder / name)
    return folder


def large_month(folder: Path) -> Path:
    """A data root whose month is one workbook of ROWS cases, in the shape of a provincial list; returns the workbook."""
    raw = folder / "raw" / MONTH
    raw.mkdir(parents=True)
    (folder / "reference").mkdir()
    shutil.copy(ROOT / "data" / "sample" / "reference" / "centre.toml", folder / "reference")
    (raw / "mapping.toml").write_text(
        'extracted_at = 2025-12-16T07:30:00\n[[file]]\nname = "*.xlsx"\nconstants = { channel = "online", scope = "commune" }\n',
        "utf-8",
    )
    path = raw / "ho-so.xlsx"
    book = xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("Danh sách")
    sheet.write_row(0, 0, ["DANH SÁCH HỒ SƠ"])
    sheet.write_row(2, 0, HEADINGS)
    start = datetime(2025, 11, 17, 7, 30)
    for n in range(ROWS):
        accepted = start + timedelta(minutes=(n * 37) % 36_000)
        moments = [accepted - timedelta(minutes=30), accepted, accepted + timedelta(days=5), accepted + timedelta(days=3 + n % 4)]
        code = f"H41.72-{accepted:%y%m%d}-{n:05d}"
        cells = [n + 1, "UBND xã", "Đăng ký khai sinh", code, "Đã trả kết quả", f"Xóm {n % 18 + 1}", f"Người {n}", f"Người {n}"]
        sheet.write_row(n + 3, 0, [*cells, *(f"{moment:%d/%m/%Y %H:%M:%S}" for moment in moments)])
    book.close()
    return path


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="hcc-bench-") as name:
        work = Path(name)
        sample, large, out = sample_root(work / "sample"), work / "large", work / "outputs"
        workbook = large_month(large)
        hcc = ("-m", "hcc_helpers")

        print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}; medians of {REPEATS}")
        imports = cost("-c", IMPORTS)
        show("floor: the libraries imported", imports)

        def fresh() -> None:
            for folder in (out, sample / "clean"):
                shutil.rmtree(folder, ignore_errors=True)

        print(f"\nThe sample month {MONTH}, export to published pages")
        run = (*hcc, "run", MONTH, "--data", str(sample), "--out", str(out))
        first = cost(*run, before=fresh)
        show("hcc run, nothing stored yet", first, imports)
        show("hcc run, nothing changed since", cost(*run), imports)
        show("hcc run --force, snapshot stored", cost(*run, "--force"), imports)

        print(f"\n{ROWS:,} rows of .xlsx ({workbook.stat().st_size / 1e6:.1f} MB) to the snapshot".replace(",", "."))
        bare = cost("-c", CALAMINE, str(workbook))
        show("floor: the bare library reads the cells", bare)
        read = cost("-c", IMPORT_MONTH, str(large), MONTH, before=lambda: shutil.rmtree(large / "clean", ignore_errors=True))
        show("import_period", read, bare, f"{ROWS / read.seconds:,.0f} rows/s".replace(",", "."))

        print("\nSnapshot to every indicator (derive, flags, measure, balances)")
        show("hcc indicators, the sample month", cost(*hcc, "indicators", MONTH, "--data", str(sample)), imports)
        show(f"hcc indicators, {ROWS} cases", cost(*hcc, "indicators", MONTH, "--data", str(large)), imports)


if __name__ == "__main__":
    main()
