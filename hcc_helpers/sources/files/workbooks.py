"""An .xlsx as grids of typed cells, read by python-calamine after the zip was scanned."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from hcc_helpers.sources.files import bombs
from hcc_helpers.sources.files.grids import BROKEN, Grid, Unreadable
from hcc_helpers.sources.findings import found

_CELL = re.compile(rb"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_REF = re.compile(rb"""\br\s*=\s*["']([A-Z]+)([0-9]+)["']""")
_TYPE_ERROR = re.compile(rb"""\bt\s*=\s*["']e["']""")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_workbook(data: bytes) -> list[Grid]:
    """One grid a worksheet, from cell A1 on, so that row numbers are those of Excel."""
    suspicious = bombs.scan_workbook(data)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        grids = []
        names = [meta.name for meta in workbook.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
        for name in names:
            sheet = workbook.get_sheet_by_name(name)
            bombs.check_shape(sheet.total_height, sheet.total_width)
            rows = sheet.to_python(skip_empty_area=False)
            merges = [(*first, *last) for first, last in sheet.merged_cell_ranges or []]
            grids.append(Grid("xlsx", name, rows, merges))
    except (CalamineError, OSError, ValueError) as error:
        raise Unreadable(found("L0-khong-mo-duoc", "Tệp bảng tính bị hỏng hoặc không phải .xlsx.")) from error
    if suspicious:
        parts = _parts_by_sheet(data)
        for grid in grids:
            for row, column in _broken_cells(suspicious.get(parts.get(grid.sheet, ""), b"")):
                # A broken cell beyond the last cell with a value widens the sheet.
                grid.rows.extend([] for _ in range(row + 1 - len(grid.rows)))
                cells = grid.rows[row]
                cells.extend([""] * (column + 1 - len(cells)))
                cells[column] = BROKEN
            width = max(map(len, grid.rows), default=0)
            for cells in grid.rows:
                cells.extend([""] * (width - len(cells)))
    return grids


def _broken_cells(content: bytes) -> list[tuple[int, int]]:
    """(row, column) from 0 of error values and of formulas without a computed value: calamine gives both as blank."""
    cells = []
    if not content:
        return cells
    for match in _CELL.finditer(content):
        attributes, body = match.group(1), match.group(2) or b""
        has_error = _TYPE_ERROR.search(attributes)
        has_no_value = b"<f" in body and not re.search(rb"<(?:v|is)>[^<]|<is\b|<v [^>]*>[^<]", body)
        # A formula may give the empty text, which is a value.
        if has_error or (has_no_value and not re.search(rb"""\bt\s*=\s*["']str["']""", attributes)):
            where = _REF.search(attributes)
            if where:
                column = 0
                for letter in where.group(1):
                    column = column * 26 + letter - 64
                cells.append((int(where.group(2)) - 1, column - 1))
    return cells


def _parts_by_sheet(data: bytes) -> dict[str, str]:
    """Sheet name → part of the zip that holds its cells."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
        relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {item.get("Id"): item.get("Target", "") for item in relations}
    parts = {}
    for sheet in book.iter():
        if sheet.tag.endswith("}sheet"):
            target = targets.get(sheet.get(_RELATION), "")
            parts[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return parts
