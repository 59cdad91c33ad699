"""The `.xls` that is an HTML table inside: what many one-stop systems call their Excel export."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html

from hcc_helpers.sources.files import bombs
from hcc_helpers.sources.files.grids import Grid, Unreadable
from hcc_helpers.sources.findings import found

_MAX_SPAN = 65_534


def read_markup(text: str) -> Grid:
    """All outer tables of the page, one under the other as Excel shows them, spans filled with their text."""
    # lxml refuses text that declares an encoding; the text is decoded already.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        page = html.document_fromstring(text, parser=html.HTMLParser(huge_tree=False))
    except (ValueError, html.etree.LxmlError) as error:
        raise Unreadable(found("L0-khong-mo-duoc", "Tệp HTML bị hỏng.")) from error
    tables = [table for table in page.iter("table") if next(table.iterancestors("table"), None) is None]
    if not tables:
        raise Unreadable(found("L0-khong-mo-duoc", "Tệp HTML không có bảng nào."))
    rows: list[list[str]] = []
    merges: list[tuple[int, int, int, int]] = []
    for table in tables:
        _add_table(table, rows, merges)
    widths = [len(row) for row in rows]
    width = max(widths, default=0)
    for row in rows:
        row.extend([""] * (width - len(row)))
    return Grid("html", "", rows, merges, widths=widths)


def _add_table(table, rows: list[list[str]], merges: list) -> None:
    taken: dict[tuple[int, int], bool] = {}
    for line in table.iter("tr"):
        if next(line.iterancestors("table"), None) is not table:
            continue
        index = len(rows)
        row: list[str] = []
        rows.append(row)
        column = 0
        for cell in line:
            if cell.tag not in ("td", "th"):
                continue
            while taken.pop((index, column), False):
                row.append("")
                column += 1
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            bombs.check_shape(index + 1, column + across)
            row.append(_text(cell))
            row.extend([""] * (across - 1))
            if across > 1 or down > 1:
                merges.append((index, column, index + down - 1, column + across - 1))
                if down > 1:
                    bombs.check_shape(index + down, column + across)
                    taken.update(((index + r, column + c), True) for r in range(1, down) for c in range(across))
            column += across
        while taken.pop((index, column), False):
            row.append("")
            column += 1


def _span(cell, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(max(int(value), 1), _MAX_SPAN) if value.isascii() and value.isdigit() else 1


def _text(cell) -> str:
    if not len(cell):
        return cell.text or ""
    return "".join(_pieces(cell))


def _pieces(node) -> Iterator[str]:
    """The texts of a cell in reading order, a line break for each <br>. libxml2 bounds how deep markup can nest."""
    # Comments are nodes too, and their text is none.
    if isinstance(node.tag, str):
        yield node.text or ""
    for child in node:
        if child.tag == "br":
            yield "\n"
        else:
            yield from _pieces(child)
        yield child.tail or ""
