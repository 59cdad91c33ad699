"""Files as grids of cells: what an export holds before anybody has said what its columns mean.

A cell is text, a number, a yes/no, an instant, or a `BrokenCell` (an error value, or a formula that was never
computed); "" is a blank. Text files give text only. Row numbers count as Excel does, from 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from hcc_helpers.errors import Finding


class BrokenCell:
    """A cell that holds something which has no value."""

    def __repr__(self) -> str:
        return "BrokenCell"


BROKEN = BrokenCell()


@dataclass
class Grid:
    """One sheet, or the one table of a text file. `merges`: (first row, first column, last row, last column), from 0."""

    kind: str  # xlsx | html | csv | json
    sheet: str
    rows: list[list]
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    widths: list[int] | None = None  # cells that each row of a page really had, before all were made equally long
    row_numbers: list[int] | None = None  # where lines of the file and rows differ
    around: list[str] = field(default_factory=list)  # lines of a page that stand outside its tables
    is_hidden: bool = False  # a sheet that the workbook does not show
    shifted: dict[int, str] = field(default_factory=dict)  # row → why its values may stand under wrong headings

    def number(self, index: int) -> int:
        """The row number that a person sees for row `index` (from 0)."""
        return self.row_numbers[index] if self.row_numbers else index + 1


class Unreadable(Exception):
    """The file cannot be opened as what it says it is; carries the findings."""

    def __init__(self, *findings: Finding):
        super().__init__(findings[0].message)
        self.findings = list(findings)
