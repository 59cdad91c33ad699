"""One table for readers: real `<table>`, numbered caption, scopes, classes only (the strict policy forbids inline style)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from jinja2 import Environment
from markupsafe import Markup, escape

from hcc_helpers.numbers_vn import MISSING
from hcc_helpers.report.wording import nbsp
from hcc_helpers.report.words import WORDS

MARK_WORDS = {mark: WORDS[mark] for mark in ("good", "ring", "warn", "none", "missing")}
KEY_WORDS = {**MARK_WORDS, "ring": f"{WORDS['ring']}: khoảng tin cậy 95% còn chứa chỉ tiêu"}
UNBROKEN = 12  # rows: a table of at most so many is never cut between two sheets of paper


@dataclass(frozen=True)
class Column:
    """A column: its heading, and "number" (right-aligned) or "text"."""

    label: str
    kind: str = "text"


@dataclass(frozen=True)
class Cell:
    """A cell with more than its text: a link, or a small second line."""

    text: str
    href: str = ""
    note: str = ""


@dataclass(frozen=True)
class Row:
    """A row: its header, its cells (already rendered), a mark with words, the indent, whether it is a sum."""

    label: str
    cells: Sequence[str | Cell]
    href: str = ""
    mark: str | None = None
    status: str = ""
    level: int = 0
    is_sum: bool = False
    id: str = ""  # where a link to this row leads


_TABLE = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string("""
<div class="{{ frame }}">
<table role="table" class="{{ shape }}">
<caption>Bảng&nbsp;<span class="so" data-kind="bang"></span>. {{ text(caption) }}</caption>
<thead role="rowgroup"><tr role="row">{% for column in columns %}<th scope="col" role="columnheader" class="{{ column.kind }}">{{ heading(column.label) }}</th>{% endfor %}</tr></thead>
<tbody role="rowgroup">
{% for row in rows %}
<tr role="row"{% if row.id %} id="{{ row.id }}"{% endif %} class="muc-{{ row.level }}{{ ' tong' if row.is_sum }}"><th scope="row" role="rowheader">
{%- if row.href %}<a href="{{ row.href }}">{{ text(row.label) }}</a>{% else %}{{ text(row.label) }}{% endif %}
{% if row.mark or row.status %}<span class="trang-thai {{ row.mark or 'none' }}"><span class="dau dau-{{ row.mark or 'none' }}" aria-hidden="true"></span>{{ text(row.status or words[row.mark]) }}</span>{% endif %}</th>
{%- for cell in row.cells %}<td role="cell" class="{{ columns[loop.index].kind }}"{% if labels %} data-cot="{{ columns[loop.index].label }}"{% endif %}>
{%- if cell.href %}<a href="{{ cell.href }}">{{ value(cell) }}</a>{% else %}{{ value(cell) }}{% endif %}{% if cell.note %}<span class="phu">{{ second(cell.note) }}</span>{% endif %}</td>{% endfor %}</tr>
{% endfor %}
</tbody></table></div>
{% if note %}<p class="ghi-chu">{{ text(note) }}</p>{% endif %}
""")


def table(caption: str, columns: list[Column], rows: list[Row], *, note: str = "", compact: bool = False) -> str:
    """The table as HTML. Every row has as many cells as there are columns after the first; no cell is empty.

    On a phone a row of three or four numbers stands below its label, all in line with the headings (`the-so`); a row
    of words becomes a list of labelled lines (`the-chu`); a table of one or two numbers stays as it is.
    """
    for row in rows:
        if len(row.cells) != len(columns) - 1:
            raise ValueError(f"row {row.label!r}: {len(row.cells)} cells under {len(columns) - 1} columns")
    whole_rows = [replace(row, cells=[cell if isinstance(cell, Cell) else Cell(cell) for cell in row.cells]) for row in rows]
    after_first = columns[1:]
    are_numbers = len(after_first) >= 3 and all(column.kind == "number" for column in after_first)
    are_words = not are_numbers and any(column.kind == "text" for column in after_first)
    shape = f"the-so cot-{len(after_first)}" if are_numbers else "the-chu" if are_words else "bang-ngan"
    frame = "bang-khung" + (" gon" if compact else "") + (" lien" if len(rows) <= UNBROKEN else "")
    html = _TABLE.render(
        caption=caption,
        columns=columns,
        rows=whole_rows,
        note=note,
        shape=shape,
        frame=frame,
        labels=are_words,
        text=_text,
        heading=_heading,
        value=_value,
        second=_second_line,
        words=MARK_WORDS,
    )
    return html.strip()


def key_to_marks(marks: set[str]) -> str:
    """What the marks of the tables above mean, the marks that occur only."""
    items = [
        f'<li><span class="dau dau-{mark}" aria-hidden="true"></span>{_text(words)}</li>'
        for mark, words in KEY_WORDS.items()
        if mark in marks
    ]
    return f'<ul class="chu-giai" aria-label="Nghĩa của các dấu">{"".join(items)}</ul>' if items else ""


def _text(text: str) -> Markup:
    return escape(nbsp(text))


def _heading(label: str) -> Markup:
    """The narrowest phones break "Tháng 12/2025" at its blank, never inside a number (the style shows `wbr` there alone)."""
    return _text(label).replace("\u00a0", Markup("\u00a0<wbr>"))


def _second_line(note: str) -> Markup:
    """A narrow column breaks "1.811/1.845" behind the stroke, never inside a number."""
    return _text(note).replace("/", Markup("/<wbr>"))


def _value(cell: Cell) -> Markup:
    """A missing value is an en dash with words for those who do not see it; never an empty cell."""
    text = cell.text.strip() or MISSING
    if text == MISSING:
        return Markup('<span aria-hidden="true">–</span><span class="an">không có số liệu</span>')
    return _text(text)
