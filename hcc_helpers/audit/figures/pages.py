"""A web page as blocks: paragraphs, list items and tables in reading order; scripts, styles and the draft are left out.

The block of the draft (class du-thao) holds the figures of another text beside ours; it is no statement of the page.
"""

from __future__ import annotations

import re

from lxml import html

from hcc_helpers.audit.figures.papers import NotReadable
from hcc_helpers.audit.figures.passages import Table

_SILENT = {"script", "style", "head", "template", "noscript", "svg", "math", "iframe", "object", "img", "nav"}
_BLOCKS = {
    "p",
    "div",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "aside",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "figure",
    "figcaption",
    "pre",
    "td",
    "th",
    "tr",
    "body",
    "details",
    "summary",
    "form",
    "fieldset",
    "address",
    "br",
    "hr",
}
_SKIPPED_CLASSES = {"du-thao"}
_MAX_DEPTH = 200
_MAX_COLUMNS = 60


def blocks_of_page(text: str) -> list[str | Table]:
    """The text of a page, no markup in it."""
    if re.search(r"<!ENTITY", text, re.IGNORECASE):
        raise NotReadable("Tệp có khai báo thực thể (ENTITY).")
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    if not text.strip():
        return []
    try:
        page = html.document_fromstring(text, parser=html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True))
    except (ValueError, html.etree.LxmlError):
        raise NotReadable("Tệp HTML bị hỏng.") from None
    found: list[str | Table] = []
    line: list[str] = []
    body = page.find("body")
    _walk(page if body is None else body, found, line, 0)
    _end(found, line)
    return found


def _walk(node, found: list, line: list[str], depth: int) -> None:
    if not isinstance(node.tag, str) or node.tag in _SILENT or depth > _MAX_DEPTH or _is_skipped(node):
        return
    if node.tag == "table":
        _end(found, line)
        found += _table(node)
        return
    is_block = node.tag in _BLOCKS
    if is_block:
        _end(found, line)
        if re.fullmatch("h[1-6]", node.tag):
            line.append("# ")
        elif node.tag == "li":
            line.append("- ")
    elif line and node.get("class"):
        line.append(" ")  # a badge beside its text
    line.append(node.text or "")
    for child in node:
        _walk(child, found, line, depth + 1)
        line.append(child.tail or "")
    if is_block:
        _end(found, line)


def _is_skipped(node) -> bool:
    return (
        bool(_SKIPPED_CLASSES & set((node.get("class") or "").split()))
        or node.get("hidden") is not None
        or node.get("aria-hidden") == "true"
    )


def _end(found: list, line: list[str]) -> None:
    text = " ".join("".join(line).split())
    line.clear()
    if text and text not in ("-", "#"):
        found.append(text)


def _table(node) -> list[str | Table]:
    rows: list[list[str]] = []
    down: dict[int, tuple[int, str]] = {}
    before: list[str | Table] = []
    for caption in node.iter("caption"):
        before.append(" ".join("".join(caption.itertext()).split()))
    for tr in node.iter("tr"):
        if next(tr.iterancestors("table"), None) is not node:
            continue
        row: list[str] = []
        for cell in tr:
            if cell.tag not in ("td", "th"):
                continue
            while len(row) in down and len(row) < _MAX_COLUMNS:
                left, text = down.pop(len(row))
                if left > 1:
                    down[len(row)] = (left - 1, text)
                row.append(text)
            text = _cell(cell)
            for _ in range(min(_number(cell.get("colspan")), _MAX_COLUMNS - len(row))):
                if (rows_down := _number(cell.get("rowspan"))) > 1:
                    down[len(row)] = (min(rows_down, 1000) - 1, text)
                row.append(text)
        if row:
            rows.append(row)
    return [*before, Table(rows)] if rows else before


def _cell(cell) -> str:
    return " ".join(" ".join(_texts(cell, 0)).split())


def _texts(node, depth: int):
    if not isinstance(node.tag, str) or node.tag in _SILENT or depth > _MAX_DEPTH or _is_skipped(node):
        return
    yield node.text or ""
    for child in node:
        yield from _texts(child, depth + 1)
        yield child.tail or ""


def _number(text: str | None) -> int:
    return max(1, int(text)) if text and text.isascii() and text.isdigit() and len(text) < 5 else 1
