"""Rows that a sheet hides or strikes out: nobody can tell whether they still hold, so they are counted and said."""

from __future__ import annotations

from hcc_helpers.sources.files.grids import Grid
from hcc_helpers.sources.findings import found, ranges


def note_hidden(grid: Grid, rows: list[int]) -> None:
    """`rows`: numbers of the hidden rows that hold something, as a person sees them."""
    if rows:
        message = f"Trang tính có {len(rows)} dòng đang ẩn (dòng {ranges(rows)}); vẫn được đọc và tính."
        grid.findings.append(found("L0-dong-an", message, row=rows[0]))


def note_struck(grid: Grid, rows: list[int]) -> None:
    """`rows`: numbers of the rows with a value that is struck out, as a person sees them."""
    if rows:
        message = f"Danh sách có {len(rows)} dòng chứa chữ gạch ngang (dòng {ranges(rows)}); vẫn được đọc và tính."
        grid.findings.append(found("L0-gach-ngang", message, row=rows[0]))
