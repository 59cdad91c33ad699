"""The small parts of a page: finding, sentence for the report, warning, missing data, notes. They know no data.

Texts come in plain and are escaped here; the only HTML that passes through is what these rooms made (`answer`, `draft_block`).
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from hcc_helpers.report.wording import capital, nbsp


def _t(text: str) -> str:
    return escape(nbsp(text), quote=False)


def finding(text: str) -> str:
    """The answer in one sentence, above its table."""
    return f'<p class="phat-hien">{_t(text)}</p>' if text else ""


def warning(title: str, text: str) -> str:
    return f'<div class="khung canh-bao"><p><strong>{_t(title)}</strong> {_t(text)}</p></div>'


def no_data(what: str, why: str, todo: str) -> str:
    """Why there is nothing, and, one click away, what whoever prepares the data does about it."""
    said = f"<p><strong>{_t(f'Không có số liệu về {what}.')}</strong> {_t(capital(why).rstrip('.'))}.</p>"
    how = f"<p>{_t(f'Để có số liệu: {todo[:1].lower()}{todo[1:]}')}</p>"
    return f'<div class="khung thieu">{said}{fold("Để có số liệu, cần ghi gì", how)}</div>'


def note(text: str) -> str:
    return f'<p class="ghi-chu">{_t(text)}</p>'


def todo(text: str) -> str:
    """What follows from the finding: one thing to do, and by whom."""
    return f"<p><strong>Việc cần làm:</strong> {_t(text)}</p>" if text else ""


def file_link(name: str, text: str) -> str:
    """A link to a file that is published beside the page."""
    return f'<p><a href="{escape(name)}">{_t(text)}</a></p>'


def source(text: str) -> str:
    return f'<p class="nguon">{_t(text)}</p>'


def labelled(label: str, text: str) -> str:
    """A line that says first what it is: "Kết luận: …"."""
    return f"<p><strong>{_t(label)}:</strong> {_t(text)}</p>" if text else ""


def beside(text: str, figure: str) -> str:
    """A figure at the right of the lines that it belongs to, where there is room; below them on a phone."""
    return f'<div class="canh-hinh"><div>{text}</div>{figure}</div>' if figure else text


def side_by_side(figures: Iterable[str]) -> str:
    """Figures beside each other where there is room; empty ones are left out."""
    shown = [figure for figure in figures if figure]
    return f'<div class="cap-hinh">{"".join(shown)}</div>' if len(shown) > 1 else "".join(shown)


def fold(title: str, *parts: str) -> str:
    """What stays one click away: closed on the screen, left out on paper unless opened or asked for (`hcc run --annex`).

    Plain `<details>`: no script; browsers open it for a link to a place inside and for a search in the page.
    """
    shown = [part for part in parts if part]
    if not shown:
        return ""
    body = "\n".join(shown)
    return f'<details class="gap"><summary>{_t(title)}</summary>\n{body}\n</details>'


def folded_section(title: str, *parts: str) -> str:
    """A fold that is all of its section: on paper its title still stands, so that no heading stands over nothing."""
    return f'<div class="tra-loi muc-gap">{fold(title, *parts)}</div>' if any(parts) else ""


def report_block(title: str, paragraphs: Iterable[tuple[str, str]]) -> str:
    """One section in the report's own words, ready to copy: (kind, text) a paragraph, dashes as official papers write them."""
    lead = {"dash": "- ", "plus": "+ "}
    rows = [f'<p class="doan-{kind}">{_t(lead.get(kind, "") + text)}</p>' for kind, text in paragraphs]
    return f'<blockquote class="cau"><p class="nhan">{_t(title)}</p>{"".join(rows)}</blockquote>' if rows else ""


def answer(parts: Iterable[str]) -> str:
    """The parts of one answer, in their order, empty ones left out."""
    return '<div class="tra-loi">\n' + "\n".join(part for part in parts if part) + "\n</div>"


def main_points(points: list[tuple[str, str, str]]) -> str:
    """Findings with a mark: (mark, text, href or "")."""
    items = []
    for mark, text, href in points:
        inner = f'<a href="{escape(href)}">{_t(text)}</a>' if href else _t(text)
        items.append(f'<li><span class="dau dau-{mark}" aria-hidden="true"></span>{inner}</li>')
    return f'<ul class="diem-chinh">{"".join(items)}</ul>' if items else ""


def definitions(items: list[tuple[str, str, str, str]]) -> str:
    """(anchor, name, definition, source): one entry an indicator; every label on the page links here."""
    rows = [
        f'<dt id="{escape(anchor)}">{_t(name)}</dt><dd>{_t(text)}{f" Căn cứ: {_t(source)}." if source else ""}</dd>'
        for anchor, name, text, source in items
    ]
    return f'<dl class="dinh-nghia">{"".join(rows)}</dl>'


def own_words(label: str, html: str) -> str:
    """What the office itself wrote; `html` comes from the restricted markdown of report/answers/own_words.py."""
    return f'<blockquote class="cau loi-van"><p class="nhan">{_t(label)}</p>{html}</blockquote>'


def draft_block(html: str) -> str:
    """Figures of somebody's draft, quoted: an audit of the page skips this block."""
    return f'<blockquote class="du-thao">{html}</blockquote>'
