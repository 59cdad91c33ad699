"""Cells that could not be read, said once for all that are written alike: how many, where the first lie, what reads them."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from hcc_helpers.errors import Finding
from hcc_helpers.numbers_vn import whole
from hcc_helpers.personal import may_quote, shape
from hcc_helpers.sources.columns import Column
from hcc_helpers.sources.findings import found
from hcc_helpers.sources.mapping.formats import Format
from hcc_helpers.sources.values import date_forms, dates
from hcc_helpers.sources.values.cells import SERIALS, words_of
from hcc_helpers.sources.values.date_forms import shown
from hcc_helpers.sources.values.shapes import quotable
from hcc_helpers.vocabulary import VOCABULARIES

_SHOWN_ROWS = 3
_OF_A_ROW = ("L1-ma-ho-so", "L1-ngay-tiep-nhan")  # without these a row is nothing
_ACCEPTED = {
    "count": "số nguyên không âm, ví dụ 1.944",
    "vnd": "số tiền nguyên, ví dụ 32.873.000",
    "yes_no": "Có, Không, 1, 0",
    "text": "chữ (ô không bị lỗi)",
    "code": "giá trị trong danh mục",
}
# Forms that no shipped format expects, tried only to say what would read a cell.
_FOREIGN = (
    "%m/%d/%Y %I:%M:%S %p",
    "%m/%d/%Y",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M",
    "%m/%d/%y",
    "%Y%m%d%H%M%S",
    "%Y%m%d",
    "%d-%b-%Y",
    "%d %b %Y",
    "%d-%b-%y",
    "%b %d, %Y",
    "%d-%b-%Y %H:%M:%S",
    "%d %b %Y %H:%M",
    "%b %d, %Y %I:%M:%S %p",
    "%Y/%m/%d %H:%M:%S.%f",
    "%d/%m/%Y - %H:%M",
    "%d/%m/%Y - %H:%M:%S",
    "%d/%m/%Y %H.%M",
    "%d %b, %Y %H:%M",
    "%d %b, %Y",
    "(%d/%m/%Y)",
)
_OUTSIDE = "Ngày viết đúng dạng nhưng nằm ngoài những năm của lịch làm việc: kiểm tra năm trên hệ thống nguồn."


def said_once(
    column: Column, fmt: Format, cells: Sequence[tuple[int, str, object]], total: int, rule: str, where: dict
) -> list[Finding]:
    """One finding for each way in which unread cells are written. `cells`: (row as seen, case code, cell)."""
    groups: dict[str, list[tuple[int, str, object]]] = {}
    words = words_of(column, fmt)
    said: dict[str, str] = {}  # text of a cell → as it may be shown: a column holds few different ones
    for row, case, cell in cells:
        is_empty = cell is None or (isinstance(cell, str) and not cell.strip())
        if is_empty:
            text = "ô trống"
        elif isinstance(cell, str):
            text = said[cell] if cell in said else said.setdefault(cell, quotable(cell, column, words))
        else:
            text = quotable(cell, column, words)
        # Dates are alike by their shape; the first one stands for all.
        key = shape(cell) if column.type == "instant" and isinstance(cell, str) and not is_empty else text
        groups.setdefault(key, []).append((row, case, cell))
    findings = []
    for same in groups.values():
        row, case, cell = same[0]
        is_empty = cell is None or (isinstance(cell, str) and not cell.strip())
        text = "ô trống" if is_empty else quotable(cell, column, words)
        if len(same) == 1:
            message = (
                f"{column.label}: {text}, không đọc được." if rule in _OF_A_ROW else f"{column.label}: không đọc được ({text})."
            )
        else:
            rows = ", ".join(str(number) for number, _, _ in same[:_SHOWN_ROWS]) + (" …" if len(same) > _SHOWN_ROWS else "")
            message = f"{whole(len(same))} trên {whole(total)} ô của cột “{column.label}” không đọc được: {text} (dòng {rows})."
        more = {"todo": todo} if (todo := _way_out(column, fmt, same, words)) else {}
        findings.append(found(rule, message, row=row, case_id=case or "", accepted=accepted(column, fmt), **more, **where))
    return findings


def accepted(column: Column, fmt: Format) -> str:
    """What a cell of this column may hold."""
    if column.type == "instant":
        # Of the usual forms the first three stand for all.
        forms = fmt.dates.formats if fmt.has_own_dates else fmt.dates.formats[:3]
        return "; ".join(shown(text) for text in forms) + ("; " if forms else "một dạng cho cả cột; ") + "ngày có thật"
    if column.name == "figure":
        return "con số viết ở dạng chữ, ví dụ 98,25% (trong bảng tính: định dạng ô là Văn bản rồi gõ)"
    if column.type == "code":
        return "; ".join(f"“{label}”" for label in VOCABULARIES[column.vocabulary].values())
    return _ACCEPTED[column.type]


def proposed_form(texts: list[str]) -> str:
    """The first declared form that reads all of the cells, "" where none does."""
    array = dates.bare(pa.array(texts, pa.string()))
    for form in dict.fromkeys((*date_forms.VIETNAMESE, *(f for family in date_forms.FAMILIES for f in family), *_FOREIGN)):
        if dates.read(array, [form]).is_read.all():
            return form
    return ""


def _is_serial(cell: object) -> bool:
    """A number of the size of a day as a spreadsheet counts it."""
    return isinstance(cell, (int, float)) and SERIALS[0] <= cell < SERIALS[1]


def _way_out(column: Column, fmt: Format, same: list[tuple[int, str, object]], words: set[str]) -> str:
    """The lines of mapping.toml that would read such cells, where they can be told."""
    texts = list(dict.fromkeys(" ".join(cell.split()) for _, _, cell in same if isinstance(cell, str) and cell.strip()))
    if column.type == "instant" and not texts and all(_is_serial(cell) for _, _, cell in same):
        return f'Nếu đúng là số ngày của bảng tính, ghi vào mapping.toml, ở mục [[file]] của tệp này:\n    [file.dates]\n    formats = ["{date_forms.EXCEL}"]'
    if not texts:
        return ""
    if column.type == "instant" and (form := proposed_form(texts[:200])):
        if form in fmt.dates.formats:
            return _OUTSIDE
        return f'Nếu đúng là dạng {shown(form)}, ghi vào mapping.toml, ở mục [[file]] của tệp này:\n    [file.dates]\n    formats = ["{form}"]'
    if column.type == "code" and column.vocabulary:
        codes = ", ".join(VOCABULARIES[column.vocabulary])
        labels = dict.fromkeys(
            text if may_quote(text, words) else f"nhãn viết như {shape(text)}, chép đúng từ tệp" for text in texts[:20]
        )
        lines = "\n".join(f'    "{label}" = ""   # điền một mã: {codes}' for label in labels)
        return f"Ghi vào mapping.toml, ở mục [[file]] của tệp này:\n    [file.vocabulary.{column.name}]\n{lines}"
    return ""
