"""Small exports drawn in the tests: a data root of its own, files as real systems write them, the snapshot's rows."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pyarrow.parquet as pq
import xlsxwriter

from hcc_helpers.errors import HccError
from hcc_helpers.sources.importing import import_period
from hcc_helpers.sources.snapshot import Snapshot

MONTH = "2025-12"
TAKEN = "extracted_at = 2025-12-15T07:30:00\n"
CENTRE = """
name = "xã Thử"
short_name = "Thử"
office_name = "Trung tâm Phục vụ hành chính công xã Thử"
since = 2025-07-01
hamlets = ["Xóm 1", "Xóm 11", "Xóm Đông"]
units = ["Phòng Kinh tế"]

[deciding_units]
"UBND xã Thử" = "commune"
"Chi nhánh Văn phòng đăng ký đất đai" = "land"
"""
CATALOGUE = """code,name,field,level,authority,is_fee_due,fee_vnd,term_value,term_unit,is_in_person_only,has_document_result,verified,source
1.000001,Đăng ký khai sinh,Hộ tịch,full,UBND xã,0,,1,working_days,0,1,1,x
2.000815,Chứng thực bản sao,Chứng thực,partial,UBND xã,1,2000,1,working_days,1,1,1,x
"""


def root(folder: Path, mapping: str | None = TAKEN) -> Path:
    """A data root with an office of three hamlets and a catalogue of two procedures."""
    (folder / "reference").mkdir()
    (folder / "reference" / "centre.toml").write_text(CENTRE, "utf-8")
    (folder / "reference" / "procedures.csv").write_text(CATALOGUE, "utf-8")
    raw(folder).mkdir(parents=True)
    if mapping is not None:
        put(folder, "mapping.toml", mapping)
    return folder


def raw(data_root: Path) -> Path:
    return data_root / "raw" / MONTH


def put(data_root: Path, name: str, content: str | bytes) -> Path:
    path = raw(data_root) / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def put_csv(data_root: Path, name: str, *lines: str) -> Path:
    return put(data_root, name, "\n".join(lines) + "\n")


def put_xlsx(path: Path, rows: list[list], merges: list[str] = (), sheets: dict[str, list[list]] | None = None) -> Path:
    """A workbook with `rows` from A1 on; dates become date cells, "=…" formulas without a computed value."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": dt.datetime(2025, 1, 1)})
        stamp = book.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"})
        for name, cells in (sheets or {"Sheet1": rows}).items():
            sheet = book.add_worksheet(name)
            for index, row in enumerate(cells):
                for column, value in enumerate(row):
                    if isinstance(value, (dt.datetime, dt.date)):
                        sheet.write_datetime(index, column, value, stamp)
                    elif value is not None:
                        sheet.write(index, column, value)
            for area in merges:
                first = area.split(":")[0]
                column, row = ord(first[0]) - 65, int(first[1:]) - 1
                sheet.merge_range(area, cells[row][column])
    return path


def imported(data_root: Path, month: str = MONTH) -> Snapshot:
    return import_period(data_root, month)


def rows(snapshot: Snapshot, table: str = "cases") -> list[dict]:
    return pq.read_table(snapshot.tables[table]).to_pylist()


def column(snapshot: Snapshot, name: str, table: str = "cases") -> list:
    return pq.read_table(snapshot.tables[table])[name].to_pylist()


def found(snapshot: Snapshot, rule: str) -> list:
    return [finding for finding in snapshot.findings() if finding.rule == rule]


def refusal(data_root: Path) -> HccError:
    """The error of an import that must not succeed; nothing may have been written to clean/."""
    try:
        import_period(data_root, MONTH)
    except HccError as error:
        clean = data_root / "clean"
        assert not clean.exists() or not [path for path in clean.rglob("*") if path.is_file()]
        return error
    raise AssertionError("the import was not refused")


def attempt(data_root: Path) -> HccError | None:
    """Our own error of an import, or None where it succeeds; any other exception is a fault of the reader."""
    try:
        import_period(data_root, MONTH)
    except HccError as error:
        return error
    return None


def rules(error: HccError) -> list[str]:
    return [finding.rule for finding in error.findings]
