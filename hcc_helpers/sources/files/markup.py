"""The `.xls` that is an HTML page inside: what many one-stop systems call their Excel export."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from hcc_helpers.numbers_vn import whole
from hcc_helpers.sources.files import bombs
from hcc_helpers.sources.files.grids import Grid, Unreadable
from hcc_helpers.sources.files.marked_rows import note_struck
from hcc_helpers.sources.files.shown import Shown
from hcc_helpers.sources.findings import found, ranges

_MAX_SPAN = 65_534
_BLOCKS = frozenset(
    ("p", "div", "br", "table", "form", "hr", "ul", "ol", "nav", "h1", "h2", "h3", "h4", "h5", "h6", "title", "body")
)
_LIST = 4  # rows; a table of fewer is a banner or a footer
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SCRIPT = re.compile(r"<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
# A cell where a row would have to begin: browsers begin one, and so does this reader.
_ROWLESS = re.compile(
    r"(</tr\s*>|</?(?:thead|tbody|tfoot)\b[^>]*>|<table\b[^>]*>|</(?:caption|colgroup)\s*>|<col\b[^>]*>)(\s*)(?=<t[dh][\s>/])",
    re.IGNORECASE,
)
# What a server writes where an export broke off, however well the page is closed behind it.
_BROKE_OFF = re.compile(
    r"\b(?:fatal error|maximum execution time|allowed memory size|out ?of ?memory|server error in|timeout expired|internal server error)\b",
    re.IGNORECASE,
)
_BEGINNING = re.compile(r"<(?:!doctype\s+html|html|table)\b", re.IGNORECASE)


def is_page(text: str) -> bool:
    """Whether a text is a page in spite of what a server wrote before it (a warning, blank lines)."""
    head = text[:8192]
    return bool(_BEGINNING.search(head)) and "</t" in text.lower()


@dataclass
class _Laid:
    """Tables that stand one under the other and are one list."""

    rows: list[list[str]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    struck: list[int] = field(default_factory=list)
    heading: list[str] | None = None


def read_markup(text: str) -> list[Grid]:
    """The outer tables of the page, one under the other as Excel shows them, spans filled with their text.

    A second list under headings of its own is a grid of its own. Raises Unreadable for a page that is cut off.
    """
    shown = Shown(text)
    is_xml = text.lstrip()[:5] == "<?xml"
    # lxml refuses text that declares an encoding; the text is decoded already.
    text = _SCRIPT.sub("", _COMMENT.sub("", re.sub(r"^\s*<\?xml[^>]*\?>", "", text)))
    _refuse_cut(text)
    text = _ROWLESS.sub(r"\1\2<tr>", text)
    try:
        page = html.document_fromstring(text, parser=etree.HTMLParser(huge_tree=False))
    except (ValueError, etree.LxmlError) as error:
        raise Unreadable(found("L0-khong-mo-duoc", "Tệp HTML bị hỏng.")) from error
    outer = [table for table in page.iter("table") if next(table.iterancestors("table"), None) is None]
    if not outer:
        kind = "XML" if is_xml and "<html" not in text[:8192].lower() else "HTML"
        raise Unreadable(found("L0-khong-mo-duoc", f"Tệp {kind} không có bảng nào."))
    counter = _Counter()
    lists = [_Laid()]
    for laid in (one for table in outer for one in _laid(table, counter, shown)):
        heading = _heading(laid)
        if heading and lists[-1].heading and heading != lists[-1].heading and len(laid.rows) >= _LIST:
            lists.append(_Laid())
        _append(lists[-1], laid, heading)
    written = len(re.findall(r"<t[dh][\s>/]", text, re.IGNORECASE))
    if counter.cells != written:
        message = f"Trang HTML viết {whole(written)} ô nhưng chỉ đọc được {whole(counter.cells)} ô trong các dòng của bảng."
        raise Unreadable(found("L0-dong-lech", message, accepted="mỗi ô nằm trong một dòng của bảng"))
    grids = [_grid(laid) for laid in lists]
    if len(grids) == 1:
        grids[0].around = _around(page)
    return grids


def _around(page) -> list[str]:
    """The lines outside the tables: a page of a list says there which part of it this is."""
    pieces: list[str] = []
    walk = etree.iterwalk(page, events=("start", "end"))
    for event, node in walk:
        is_named = isinstance(node.tag, str)
        if event == "start":
            if is_named and node.tag == "table":
                walk.skip_subtree()
            elif is_named:
                pieces += ["\n" if node.tag in _BLOCKS else " ", node.text or ""]
        else:
            pieces += ["\n" if is_named and node.tag in _BLOCKS else " ", node.tail or ""]
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return [line for line in lines if line]


def _laid(table, counter: _Counter, shown: Shown) -> Iterator[_Laid]:
    """The table as rows of text; one that only lays out a page gives the text around the lists in it, and these."""
    if not _lays_out(table):
        laid = _Laid()
        _add_table(table, laid, counter, shown)
        yield laid
        return
    for line in _lines(table):
        cells = [cell for cell in line if cell.tag in ("td", "th")]
        counter.rows += 1
        counter.cells += len(cells)
        texts = [shown.text(cell) for cell in cells if next(cell.iter("table"), None) is None]
        if any(text.strip() for text in texts):
            yield _Laid([texts], numbers=[counter.rows])
        for cell in cells:
            for inner in cell.iter("table"):
                if next(inner.iterancestors("table"), None) is table:
                    yield from _laid(inner, counter, shown)


def _lines(table) -> list:
    """The rows of a table itself, not those of tables inside."""
    return [line for line in table.iter("tr") if next(line.iterancestors("table"), None) is table]


def _lays_out(table) -> bool:
    """Whether a table holds another one that has more rows and is a list."""
    inside = [inner for inner in table.iter("table") if inner is not table]
    return bool(inside) and max(len(_lines(inner)) for inner in inside) >= max(_LIST, len(_lines(table)) + 1)


@dataclass
class _Counter:
    rows: int = 0
    cells: int = 0


def _refuse_cut(text: str) -> None:
    opened, closed = (len(re.findall(pattern, text, re.IGNORECASE)) for pattern in (r"<table\b", r"</table\s*>"))
    if closed < opened:
        message = f"Trang HTML mở {opened} bảng nhưng chỉ đóng {closed}: phần cuối của tệp bị cắt."
        raise Unreadable(found("L0-tep-bi-cat", message))
    if match := _BROKE_OFF.search(text):
        message = f"Trang có dòng báo lỗi của máy chủ (“{match[0]}”): danh sách có thể dừng giữa chừng."
        raise Unreadable(found("L0-tep-bi-cat", message))


def _heading(laid: _Laid) -> list[str] | None:
    """The first row that looks like headings: several texts, none with a digit."""
    for row in laid.rows[:3]:
        texts = [" ".join(cell.split()) for cell in row]
        filled = [cell for cell in texts if cell]
        if len(filled) >= 3 and not any(letter.isdigit() for cell in filled for letter in cell):
            return texts
    return None


def _append(whole_list: _Laid, laid: _Laid, heading: list[str] | None) -> None:
    shift = len(whole_list.rows)
    whole_list.rows += laid.rows
    whole_list.numbers += laid.numbers
    whole_list.hidden += laid.hidden
    whole_list.struck += laid.struck
    whole_list.merges += [(top + shift, left, bottom + shift, right) for top, left, bottom, right in laid.merges]
    if len(laid.rows) >= _LIST or whole_list.heading is None:
        whole_list.heading = whole_list.heading or heading


def _grid(laid: _Laid) -> Grid:
    widths = [len(row) for row in laid.rows]
    width = max(widths, default=0)
    for row in laid.rows:
        row.extend([""] * (width - len(row)))
    grid = Grid("html", "", laid.rows, laid.merges, widths=widths, row_numbers=laid.numbers)
    if laid.hidden:
        message = f"{whole(len(laid.hidden))} dòng của trang bị ẩn, không đọc (dòng {ranges(laid.hidden)})."
        grid.findings.append(found("L0-dong-an", message, row=laid.hidden[0]))
    note_struck(grid, laid.struck)
    return grid


def _add_table(table, laid: _Laid, counter: _Counter, shown: Shown) -> None:
    taken: dict[tuple[int, int], bool] = {}
    for line in _lines(table):
        counter.rows += 1
        counter.cells += sum(_cells_in(child) for child in line)
        if shown.hides_row(line):
            laid.hidden.append(counter.rows)
            continue
        if shown.strikes(line):
            laid.struck.append(counter.rows)
        index = len(laid.rows)
        row: list[str] = []
        laid.rows.append(row)
        laid.numbers.append(counter.rows)
        column = 0
        for cell in line:
            if cell.tag not in ("td", "th"):
                continue
            while taken.pop((index, column), False):
                row.append("")
                column += 1
            across = down = 1
            if cell.keys():
                across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            row.append(shown.text(cell))
            if across > 1:
                bombs.check_shape(index + 1, column + across)
                row.extend([""] * (across - 1))
            if across > 1 or down > 1:
                laid.merges.append((index, column, index + down - 1, column + across - 1))
                if down > 1:
                    bombs.check_shape(index + down, column + across)
                    taken.update(((index + r, column + c), True) for r in range(1, down) for c in range(across))
            column += across
        while taken.pop((index, column), False):
            row.append("")
            column += 1
        bombs.check_shape(index + 1, column)


def _cells_in(node) -> int:
    """How many cells a part of a row is or holds."""
    return sum(1 for _ in node.iter("td", "th")) if len(node) else node.tag in ("td", "th")


def _span(cell, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(max(int(value), 1), _MAX_SPAN) if value.isascii() and value.isdigit() else 1
