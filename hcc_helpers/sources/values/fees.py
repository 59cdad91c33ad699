"""One cell that tells several amounts, "- Phí: x - Lệ phí: y - Số tiền: z", as one row for each amount."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from hcc_helpers.errors import Finding
from hcc_helpers.numbers_vn import parse_vnd
from hcc_helpers.sources.files.grids import Grid
from hcc_helpers.sources.findings import found

_PART = re.compile(r"(lệ phí|phí|số tiền)\s*:\s*(-?[0-9][0-9.,]*)", re.IGNORECASE)
_LABELS = {"phí": "Phí", "lệ phí": "Lệ phí"}


@dataclass
class Split:
    """`rows`: indices into the grid, one an amount; `amounts` and `kinds` beside them (kind "" = as in its own column)."""

    rows: list[int] = field(default_factory=list)
    amounts: list = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def split(grid: Grid, rows: list[int], column: int) -> Split:
    """The amounts of each row. A cell that names one amount, or none, stays one row with its cell as it is."""
    result = Split()
    for index in rows:
        cell = grid.rows[index][column]
        parts = _PART.findall(unicodedata.normalize("NFC", cell)) if isinstance(cell, str) else []
        named = [(_LABELS[name.lower()], amount) for name, amount in parts if name.lower() in _LABELS]
        if not named:
            total = [amount for name, amount in parts if name.lower() == "số tiền"]
            result.rows.append(index)
            result.amounts.append(total[0] if len(total) == 1 else cell)
            result.kinds.append("")
            continue
        # A kind of 0 đồng is no movement of money, unless nothing else is there.
        moved = [(label, amount) for label, amount in named if _value(amount) != 0] or named[:1]
        for label, amount in moved:
            result.rows.append(index)
            result.amounts.append(amount)
            result.kinds.append(label)
        _compare(result, grid.number(index), named, parts)
    return result


def _compare(result: Split, row: int, named: list, parts: list) -> None:
    totals = [_value(amount) for name, amount in parts if name.lower() == "số tiền"]
    values = [value for _, amount in named if (value := _value(amount)) is not None]
    if len(totals) == 1 and totals[0] is not None and len(values) == len(named) and totals[0] != sum(values):
        message = "Phí cộng lệ phí khác “Số tiền” trong cùng ô."
        result.findings.append(found("L1-so-tien", message, row=row, accepted="phí + lệ phí = số tiền"))


def _value(amount: str) -> int | None:
    try:
        return parse_vnd(amount.rstrip(".,"))
    except ValueError:
        return None
