"""The office's own words, shown as its own: every figure in them filled in or checked, markdown kept to the plainest."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import mistune

from hcc_helpers.report import components
from hcc_helpers.report.answers.build import assemble
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.figures import Figures
from hcc_helpers.sources.office.own_words import SECTIONS, WORDS, names_persons

LABEL = "Lời văn của Trung tâm"


class _Plain(mistune.HTMLRenderer):
    """Paragraphs, lists, bold, italic. A heading is a bold line (the page has its own), a link its words, a picture its caption."""

    def heading(self, text, level, **attrs):
        return f"<p><strong>{text}</strong></p>\n"

    def link(self, text, url, title=None):
        return text

    def image(self, text, url, title=None):
        return f"[{escape(text)}]"

    def block_code(self, code, info=None):
        return f"<p>{escape(code.strip())}</p>\n"

    def thematic_break(self):
        return ""


def section(name: str) -> Callable[[Figures], Answer]:
    """The answer that shows one section of loi-van.md."""

    def own_words(f: Figures) -> Answer:
        text = f.month.own_words.sections.get(name, "")
        if f.audience == "public" and names_persons(f.month.said["own_words"].get(name, [])):
            return "", ""
        if not text:
            if f.audience == "public":
                return "", ""
            where = f"mục “{SECTIONS[name]}” của {WORDS}" if f.month.period.kind == "month" else f"{WORDS} của từng tháng"
            short = SECTIONS[name].partition(",")[0]
            return assemble(
                "", fold=[components.note(f"Ghi vào {where}, rồi chạy lại.")], title=f"Thay bằng lời văn của Trung tâm: {short}"
            )
        return assemble("", components.own_words(f"{LABEL}: {SECTIONS[name]}", html_of(text)))

    return own_words


# Sections of loi-van.md, each with the answer that shows it.
SHOWN = {
    "I.1": "own_words_I_1",
    "I.2": "own_words_I_2",
    "II": "own_words_II",
    "III": "own_words_III",
    "proposals": "own_words_proposals",
}
for _section, _name in SHOWN.items():
    answers(_name)(section(_section))


def html_of(text: str) -> str:
    """Restricted markdown to HTML; whatever looks like HTML in it is text."""
    html = mistune.create_markdown(renderer=_Plain(escape=True))(text)
    return html.strip() if isinstance(html, str) else ""
