"""The data that the benchmark generates, and the same work done by hand for comparison."""

from __future__ import annotations

import csv
import gzip
import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import xlsxwriter

ROOT = Path(__file__).resolve().parents[2]
MONTH, MONTH_BEFORE = "2025-12", "2025-11"
BATCH, MONTHS = "2025-07..2025-12", 6
NOTEBOOKS = sorted((ROOT / "notebooks").glob("0[0-5]_*.ipynb"))
HEADINGS = (
    "STT",
    "Đơn vị tiếp nhận",
    "Tên thủ tục hành chính",
    "Mã hồ sơ",
    "Trạng thái",
    "Địa chỉ",
    "Người nộp",
    "Chủ hồ sơ",
    "Ngày nộp hồ sơ",
    "Ngày nhận",
    "Ngày hẹn trả",
    "Ngày kết thúc xử lý",
    "Lĩnh vực",
    "Phí",
    "Ghi chú",
)
START = datetime(2025, 11, 17, 7, 30)

# Counts of the commune's month straight from the snapshot, written as one would by hand; `hcc` names the indicator of the same cases.
BY_HAND = {
    "received_new": "accepted_at >= '2025-11-15' AND accepted_at < '2025-12-15'",
    "new_online": "accepted_at >= '2025-11-15' AND accepted_at < '2025-12-15' AND channel = 'online'",
    "new_in_person": "accepted_at >= '2025-11-15' AND accepted_at < '2025-12-15' AND channel = 'in_person'",
}
HAND_SQL = "import duckdb, sys; print(duckdb.connect().execute(\"SELECT {} FROM read_parquet('{}') WHERE scope = 'commune'\").fetchall())"
HAND_PANDAS = """
import pandas as pd
t = pd.read_parquet({path!r})
t = t[t["scope"] == "commune"]
new = t[(t["accepted_at"] >= "2025-11-15") & (t["accepted_at"] < "2025-12-15")]
print([(len(new), int((new["channel"] == "online").sum()), int((new["channel"] == "in_person").sum()))])
"""


def empty_notebook(path: Path) -> Path:
    """What any notebook costs, whatever stands in it."""
    import nbformat

    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("")], metadata=kernel), path)
    return path


def sample_root(folder: Path) -> Path:
    """The committed sample in a data root of its own, without a snapshot."""
    for name in ("raw", "reference"):
        shutil.copytree(ROOT / "data" / "sample" / name, folder / name)
    return folder


def command_lines(data: Path, out: Path, jobs: int, month: str = MONTH) -> list[str]:
    """The same notebooks through the command lines of papermill and nbconvert, `jobs` at a time."""
    one = f'papermill "$0" "{out}/$(basename "$0")" -p period {month} -p data "{data}" && jupyter nbconvert --to html "{out}/$(basename "$0")"'
    names = " ".join(f"'{path}'" for path in NOTEBOOKS)
    return ["bash", "-c", f"mkdir -p '{out}'; printf '%s\\n' {names} | xargs -P{jobs} -I@ bash -c '{one}' @"]


def _root(folder: Path, mapping: str) -> Path:
    raw = folder / "raw" / MONTH
    raw.mkdir(parents=True)
    (folder / "reference").mkdir()
    shutil.copy(ROOT / "data" / "sample" / "reference" / "centre.toml", folder / "reference")
    (raw / "mapping.toml").write_text(mapping, "utf-8")
    return raw


def _cells(n: int) -> list:
    accepted = START + timedelta(minutes=(n * 37) % 36_000)
    moments = [accepted - timedelta(minutes=30), accepted, accepted + timedelta(days=5), accepted + timedelta(days=3 + n % 4)]
    code = f"H41.72-{accepted:%y%m%d}-{n:06d}"
    return [
        n + 1,
        "UBND xã",
        "Đăng ký khai sinh",
        code,
        "Đã trả kết quả",
        f"Xóm {n % 18 + 1}",
        f"Người {n}",
        f"Người {n}",
        *(f"{moment:%d/%m/%Y %H:%M:%S}" for moment in moments),
        "Hộ tịch",
        8000,
        "",
    ]


PROCEDURES = (
    ("Đăng ký khai sinh", "Hộ tịch"),
    ("Đăng ký kết hôn", "Hộ tịch"),
    (
        "Chứng thực bản sao từ bản chính giấy tờ, văn bản do cơ quan tổ chức có thẩm quyền của Việt Nam cấp hoặc chứng nhận",
        "Chứng thực",
    ),
    ("Đăng ký thành lập hộ kinh doanh", "Thành lập và hoạt động của hộ kinh doanh"),
    ("Đăng ký thường trú", "Đăng ký, quản lý cư trú"),
)


def _varied(n: int) -> list:
    """As `_cells`, of five procedures: one case in ten is still open (half of these late), one in twenty was finished late."""
    cells = _cells(n)
    cells[2], cells[12] = PROCEDURES[n % 5]
    if n % 10 == 3:
        cells[4], cells[11] = "Đang xử lý", ""
    elif n % 20 == 7:
        cells[11] = f"{datetime.strptime(cells[10], '%d/%m/%Y %H:%M:%S') + timedelta(days=2):%d/%m/%Y %H:%M:%S}"
    return cells


def workbook(folder: Path, rows: int) -> Path:
    """A data root whose month is one workbook in the shape of a provincial list; returns the workbook."""
    raw = _root(
        folder,
        'extracted_at = 2025-12-16T07:30:00\n[[file]]\nname = "*.xlsx"\nconstants = { channel = "online", scope = "commune" }\n',
    )
    path = raw / "ho-so.xlsx"
    book = xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("Danh sách")
    sheet.write_row(0, 0, ["DANH SÁCH HỒ SƠ"])
    sheet.write_row(2, 0, HEADINGS)
    for n in range(rows):
        sheet.write_row(n + 3, 0, _cells(n))
    book.close()
    return path


def many_cases(folder: Path, rows: int, a_file: int = 200_000, *, varied: bool = False) -> Path:
    """A data root whose month is a list of `rows` cases in several files; returns the root. `varied`: also open and late ones."""
    cells = _varied if varied else _cells
    raw = _root(
        folder,
        'extracted_at = 2025-12-16T07:30:00\n[[file]]\nname = "*.csv.gz"\nconstants = { channel = "online", scope = "commune" }\n',
    )
    for start in range(0, rows, a_file):
        with gzip.open(raw / f"ho-so-{start // a_file}.csv.gz", "wt", encoding="utf-8", newline="", compresslevel=1) as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(HEADINGS)
            writer.writerows(cells(n) for n in range(start, min(rows, start + a_file)))
    return folder


def machine() -> str:
    """The machine in one line: processor, cores, memory; no name and no path of it."""
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").is_file() else []
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "processor unknown")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{model}, {os.cpu_count()} cores, {memory:.0f} GiB"
