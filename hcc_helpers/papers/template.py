"""Fills a Word template that the office may edit: `{{ky}}` inside a line, `{{muc_I_1}}` alone in its paragraph for a whole section.

A paragraph of a section takes the form of the paragraph that held the placeholder. Word cuts a placeholder into several
runs as soon as somebody types inside it, so runs are read together. What no name fits is refused by name.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable

from lxml import etree

from hcc_helpers.errors import Finding, InputRefused
from hcc_helpers.numbers_vn import TURNS
from hcc_helpers.papers.package import SPACE, Parts, as_bytes, tree_of, w
from hcc_helpers.settings import nearest

PLACE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_FILLED = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml\Z")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # no XML can hold them

Section = Callable[[etree._Element], list[etree._Element]]  # the placeholder's paragraph → what takes its place


def fill(parts: Parts, words: dict[str, str], sections: dict[str, Section], needed: tuple[str, ...], file: str) -> None:
    """Replace every placeholder in document, headers and footers. Raises InputRefused (65) naming each that cannot be."""
    faults: list[Finding] = []
    seen: set[str] = set()
    for name in sorted(parts):
        if not _FILLED.match(name):
            continue
        root = tree_of(parts, name)
        for paragraph in list(root.iter(w("p"))):
            faults += _fill_paragraph(paragraph, words, sections, seen)
        parts[name] = as_bytes(root)
    missing = [name for name in needed if name not in seen]
    faults += [
        _fault(
            "W3-mau-thieu", f"Mẫu thiếu chỗ trống {{{{{name}}}}}.", "thêm một đoạn chỉ có chỗ trống này, ở nơi mục ấy phải đứng"
        )
        for name in missing
    ]
    if faults:
        raise InputRefused(f"Mẫu báo cáo {file} không dùng được; chưa ghi tệp nào.", faults)


def text_of(paragraph: etree._Element) -> str:
    return "".join(node.text or "" for node in paragraph.iter(w("t")))


def _fill_paragraph(paragraph, words, sections, seen: set[str]) -> list[Finding]:
    text = text_of(paragraph)
    names = PLACE.findall(text)
    faults = [fault for name in names if (fault := _unknown(name, words, sections))]
    rest = PLACE.sub("", text)
    if "{{" in rest or "}}" in rest:
        faults.append(
            _fault("W2-cho-trong-hong", f"Chỗ trống gõ dở ở đoạn “{_short(text)}”.", "gõ đủ {{tên}} hoặc xóa hai dấu ngoặc")
        )
    whole = [name for name in names if name in sections]
    if whole and (len(names) > 1 or rest.strip()):
        faults.append(
            _fault(
                "W2-cho-trong-hong", f"Chỗ trống {{{{{whole[0]}}}}} phải đứng một mình trong đoạn.", "để chữ khác sang đoạn khác"
            )
        )
    if faults:
        return faults
    seen.update(names)
    if whole:
        new = sections[whole[0]](paragraph)
        for one in new:
            paragraph.addprevious(one)
        _remove(paragraph, new)
    elif names:
        _replace(paragraph, words)
        if not text_of(paragraph).strip() and not rest.strip():
            _remove(paragraph, [])
    return []


def _remove(paragraph: etree._Element, new: list) -> None:
    """A table cell and a header must keep a paragraph, and one that closes a section holds its page layout."""
    parent = paragraph.getparent()
    others = [one for one in parent if one.tag == w("p") and one is not paragraph]
    holds_section = paragraph.find(f"{w('pPr')}/{w('sectPr')}") is not None
    if (not others and not new) or holds_section:
        for run in paragraph.findall(w("r")):
            paragraph.remove(run)
        return
    parent.remove(paragraph)


def _replace(paragraph: etree._Element, words: dict[str, str]) -> None:
    """Put the words where the placeholder begins; what other runs held of it goes."""
    while match := PLACE.search(text_of(paragraph)):
        place, start = 0, match.start()
        for node in paragraph.iter(w("t")):
            text = node.text or ""
            begin, end = max(start - place, 0), min(match.end() - place, len(text))
            if begin < len(text) and end > begin:
                put = clean(words[match[1]]) if place + begin == start else ""
                node.text = text[:begin] + put + text[end:]
                node.set(SPACE, "preserve")
            place += len(text)


def clean(text: str) -> str:
    """Text that XML can hold; markup in it stays text. A lone brace pair is broken, so that words are never read as a place."""
    return TURNS.sub("", _ILLEGAL.sub("", text)).replace("{{", "{ {")


def clone(paragraph: etree._Element) -> tuple[etree._Element, etree._Element | None]:
    """An empty paragraph of the same form, and the run properties that its text had."""
    new = etree.Element(w("p"))
    form = paragraph.find(w("pPr"))
    if form is not None:
        form = copy.deepcopy(form)
        for section in form.findall(w("sectPr")):
            form.remove(section)
        new.append(form)
    run = next((one for one in paragraph.findall(w("r")) if one.find(w("t")) is not None), None)
    return new, run.find(w("rPr")) if run is not None else None


def _unknown(name: str, words: dict, sections: dict) -> Finding | None:
    known = [*words, *sections]
    if name in known:
        return None
    near = nearest(name, known)
    return _fault(
        "W2-cho-trong-hong",
        f"Mẫu có chỗ trống không có trong danh sách: {{{{{name}}}}}.",
        f"sửa thành {{{{{near}}}}}" if near else "xóa chỗ trống này",
        ", ".join(known),
    )


def _fault(rule: str, message: str, todo: str, accepted: str = "") -> Finding:
    return Finding(rule, "refused", message, accepted=accepted, todo=todo)


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:77] + "…"
