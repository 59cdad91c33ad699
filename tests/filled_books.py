"""Register workbooks as an office would hand them in: the fresh one of `hcc new`, opened, typed into, saved by other software."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook
from xlsxwriter.utility import xl_cell_to_rowcol

from hcc_helpers.centre import load_centre
from hcc_helpers.periods import parse_period
from hcc_helpers.sources.office.book import write_book
from hcc_helpers.sources.office.sheets import BOOK, SHEETS

HOURS = "07:00–11:30 và 13:30–17:00"
KEPT = {"B3": "15/11/2025", "D3": "14/12/2025"}
SURVEYS = {
    **KEPT,
    "A6": "K1",
    "B6": "H1",
    "C6": "20/11/2025",
    "D6": "Hài lòng",
    "A7": "K2",
    "C7": "21/11/2025",
    "D7": "Rất hài lòng",
}


def fresh(data_root: Path, month: str = "2025-12") -> Path:
    """The untouched workbook of a month in its folder."""
    path = data_root / "raw" / month / BOOK
    write_book(path, parse_period(month), load_centre(data_root), HOURS)
    return path


def sheets_of(path: Path) -> dict[str, list[list]]:
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def save(path: Path, sheets: dict[str, list[list]], merges: dict[str, str] | None = None) -> Path:
    """Plain sheets with the same cells: nothing but values survives, as with other software."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_numbers": False}) as book:
        stamp = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, value in enumerate(cells):
                    if hasattr(value, "year"):
                        page.write_datetime(row, column, value, stamp)
                    elif value != "":
                        page.write(row, column, value)
            if merges and name in merges:
                first = xl_cell_to_rowcol(merges[name].split(":")[0])
                page.merge_range(merges[name], rows[first[0]][first[1]])
    return path


def typed(path: Path, edits: dict[str, dict[str, object]], merges=None, rename=None, drop=(), copy=None) -> Path:
    """The workbook with cells typed: sheet name → cell → value."""
    sheets = sheets_of(path)
    for name, cells in edits.items():
        rows = sheets[name]
        for place, value in cells.items():
            row, column = xl_cell_to_rowcol(place)
            rows.extend([] for _ in range(row + 1 - len(rows)))
            rows[row].extend([""] * (column + 1 - len(rows[row])))
            rows[row][column] = value
    for name in drop:
        del sheets[name]
    for name, twin in (copy or {}).items():
        sheets[twin] = [list(row) for row in sheets[name]]
    return save(path, {(rename or {}).get(name, name): rows for name, rows in sheets.items()}, merges)


def example_rows() -> dict[str, dict[str, object]]:
    """Every sheet kept over the whole period, with its own example typed as a real row."""
    edits = {}
    for sheet in SHEETS:
        cells = {f"{chr(65 + place)}6": sheet.example.get(column.name, "") for place, column in enumerate(sheet.columns)}
        edits[sheet.name] = {**KEPT, **cells}
    return edits
