"""The workbooks that are no .xlsx (.xls of Excel 97–2003, .xlsb, .ods), read by python-calamine.

An error cell arrives as a blank from it: its place is looked for in the file's own records (.xls) or parts (.xlsb, .ods).
"""

from __future__ import annotations

import io
import struct
from datetime import datetime, time, timedelta

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from hcc_helpers.sources.files import bombs, error_cells, excel_records
from hcc_helpers.sources.files.grids import BROKEN, Grid
from hcc_helpers.sources.files.package import damaged

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_older(data: bytes) -> list[Grid]:
    """One grid a worksheet, from cell A1 on. Raises Unreadable or bombs.Unsafe."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        grids = []
        for meta in workbook.sheets_metadata:
            if meta.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_name(meta.name)
            bombs.check_shape(sheet.total_height, sheet.total_width)
            rows = [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
            merges = [(*first, *last) for first, last in sheet.merged_cell_ranges or []]
            grids.append(Grid("xlsx", meta.name, rows, merges, is_hidden=meta.visible != SheetVisibleEnum.Visible))
    except PasswordError as error:
        raise damaged("Tệp bảng tính đặt mật khẩu.") from error
    except (CalamineError, OSError, ValueError) as error:
        raise damaged("Tệp bảng tính kiểu cũ bị hỏng, bị cắt hoặc đặt mật khẩu.") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how the reader, which is Rust, gives up; it has no name to import
            raise
        raise damaged("Tệp bảng tính kiểu cũ bị hỏng, bị cắt hoặc đặt mật khẩu.") from error
    if data[:8] == OLE:
        excel_records.put_layout(grids, data)
    else:
        try:
            error_cells.put_layout(grids, data)
        except (struct.error, ValueError, IndexError, etree.XMLSyntaxError) as error:
            # Which cells hold an error is not known: none of its blanks can be believed.
            raise damaged("Không đọc được các ô lỗi của tệp bảng tính; mở tệp, lưu thành .xlsx rồi đặt lại.") from error
    return grids


def _cell(value):
    """A cell as the other readers give it: a day with a time, a length of time as nothing readable."""
    if isinstance(value, (time, timedelta)):
        return BROKEN
    return value if isinstance(value, datetime) or not hasattr(value, "year") else datetime(value.year, value.month, value.day)
