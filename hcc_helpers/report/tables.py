"""One table for readers: real `<table>`, numbered caption, scopes, classes only (the strict policy forbids inline style)."""

from __future__ import annotations

from dataclasses import dataclass

from jinja2 import Environment
from markupsafe import Markup

from hcc_helpers.numbers_vn import MISSING
from hcc_helpers.report.wording import nbsp

MARK_WORDS = {"good": "Đạt", "ring": "Đạt, chưa chắc chắn", "warn": "Cần chú ý", "none": "Không có mốc", "missing": "Không có số liệu"}


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
    cells: list[str | Cell]
    href: str = ""
    mark: str | None = None
    status: str = ""
    level: int = 0
    is_sum: bool = False


_TABLE = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string("""
<div class="bang-khung{{ ' gon' if compact }}"{% if scrolls %} role="region" aria-label="{{ caption }}" tabindex="0"{% endif %}>
<table role="table" class="{{ 'bang-the' if stacks else 'bang-ngan' }}">
<caption>Bảng <span class="so" data-kind="bang"></span>. {{ text(caption) }}</caption>
<thead role="rowgroup"><tr role="row">{% for column in columns %}<th scope="col" role="columnheader" class="{{ column.kind }}">{{ text(column.label) }}</th>{% endfor %}</tr></thead>
<tbody role="rowgroup">
{% for row in rows %}
<tr role="row" class="muc-{{ row.level }}{{ ' tong' if row.is_sum }}"><th scope="row" role="rowheader">
{%- if row.href %}<a href="{{ row.href }}">{{ text(row.label) }}</a>{% else %}{{ text(row.label) }}{% endif %}
{% if row.mark or row.status %}<span class="trang-thai {{ row.mark or 'none' }}"><span class="dau dau-{{ row.mark or 'none' }}" aria-hidden="true"></span>{{ text(row.status or words[row.mark]) }}</span>{% endif %}</th>
{%- for cell in row.cells %}<td role="cell" class="{{ columns[loop.index].kind }}" data-cot="{{ columns[loop.index].label }}">
{%- if cell.href %}<a href="{{ cell.href }}">{{ value(cell) }}</a>{% else %}{{ value(cell) }}{% endif %}{% if cell.note %}<span class="phu">{{ text(cell.note) }}</span>{% endif %}</td>{% endfor %}</tr>
{% endfor %}
</tbody></table></div>
{% if note %}<p class="ghi-chu">{{ text(note) }}</p>{% endif %}
""")


def table(caption: str, columns: list[Column], rows: list[Row], *, note: str = "", compact: bool = False) -> str:
    """The table as HTML. Every row has as many cells as there are columns after the first; no cell is empty."""
    for row in rows:
        if len(row.cells) != len(columns) - 1:
            raise ValueError(f"row {row.label!r}: {len(row.cells)} cells under {len(columns) - 1} columns")
    whole_rows = [Row(r.label, [c if isinstance(c, Cell) else Cell(c) for c in r.cells], r.href, r.mark, r.status, r.level, r.is_sum) for r in rows]
    numbers = sum(column.kind == "number" for column in columns)
    stacks = numbers >= 3  # wide number tables become cards on a phone; short ones stay as they are
    html = _TABLE.render(caption=caption, columns=columns, rows=whole_rows, note=note, compact=compact, stacks=stacks, scrolls=len(columns) > 3 and not stacks,
                         text=lambda t: Markup(_escape(nbsp(t))), value=_value, words=MARK_WORDS)  # fmt: skip
    return html.strip()


def _escape(text: str) -> str:
    from html import escape

    return escape(text, quote=False)


def _value(cell: Cell) -> Markup:
    """A missing value is an en dash with words for those who do not see it; never an empty cell."""
    text = cell.text.strip() or MISSING
    if text == MISSING:
        return Markup('<span aria-hidden="true">–</span><span class="an">không có số liệu</span>')
    return Markup(_escape(nbsp(text)))
