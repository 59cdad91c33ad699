"""How a cell that could not be read may be shown: what it should be as it stands, anything else by its shape."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hcc_helpers.personal import is_personal, quoted
from hcc_helpers.sources.columns import Column
from hcc_helpers.sources.files.grids import BROKEN

# Of the days of our cases, never of a birth that a shifted column brought here; grouped as amounts are, no number of a person.
_DAY = re.compile(r"[0-9]{1,2}[/.\- ][0-9]{1,2}[/.\- ]20[23][0-9](?:[ T][0-9]{1,2}(?::[0-9]{1,2}){1,2})?")
_AMOUNT = re.compile(r"-?[1-9][0-9]{0,2}(?:[.,][0-9]{1,3}){1,3}\s*[đ%]?")


def quotable(cell, column: Column, words: Iterable[str]) -> str:
    """The cell as a message may show it. `words`: what a cell of the column may hold, as exports write it."""
    if not isinstance(cell, str):
        if cell is BROKEN:
            return "ô lỗi hoặc công thức chưa có kết quả"
        return "một số" if isinstance(cell, (int, float)) and not isinstance(cell, bool) else "một ô kiểu khác"
    text = " ".join(cell.split())
    form = {"instant": _DAY, "count": _AMOUNT, "vnd": _AMOUNT}.get(column.type)
    if form and form.fullmatch(text) and not is_personal(text):
        return f"“{text}”"
    return quoted(text, words)
