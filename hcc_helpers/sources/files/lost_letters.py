"""Text whose Vietnamese letters a program could not keep and wrote as question marks: “H? t?ch”. What is gone cannot be put back."""

from __future__ import annotations

import re

from hcc_helpers.numbers_vn import whole
from hcc_helpers.sources.files.grids import Grid
from hcc_helpers.sources.findings import found, ranges

# A question mark between two letters or hard on one at a word's beginning; a sentence ends with one, an address on the net holds one.
_LOST = re.compile(r"[^\W\d_]\?[^\W\d_]|(?:^|\s)\?[^\W\d_]|[^\W\d_]\?\?")
_ADDRESS = re.compile(r"[/=&]")
_FEW = 3  # cells; fewer may be slips of the hand


def refuse_lost(grid: Grid) -> None:
    """Says once for the grid that letters are lost, as a refusal."""
    rows = [
        index
        for index, row in enumerate(grid.rows)
        if "?" in str(row)  # most rows hold none at all, and this is said at once
        and any(isinstance(cell, str) and "?" in cell and _LOST.search(cell) and not _ADDRESS.search(cell) for cell in row)
    ]
    if len(rows) >= _FEW:
        numbers = ranges([grid.number(index) for index in rows])
        message = f"Chữ có dấu đã mất thành dấu hỏi (như “h? t?ch”) ở {whole(len(rows))} dòng (dòng {numbers})."
        grid.findings.append(found("L0-mat-dau", message, row=grid.number(rows[0])))
