"""A document as passages: one paragraph, list item or table each, under the section that it stands in."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

_ROMAN = re.compile(
    r"^\s*(?:#+\s*)?(?:phần\s+)?(X{0,1}(?:IX|IV|V?I{1,3}|V))\s*[./):]?\s*[/.\-–:]?\s+(?=\S)|^\s*(?:#+\s*)?(X{0,1}(?:IX|IV|V?I{1,3}|V))\s*[./)]"
)
_ARABIC = re.compile(r"^\s*(?:#+\s*)?(?:(?:X{0,1}(?:IX|IV|V?I{1,3}|V))\.)?(\d{1,2})\s*[.)/]\s*(?=\D)")
_PLAN = re.compile(
    r"nhiệm vụ (?:trọng tâm|chủ yếu|tháng|quý|năm|trong|công tác)|phương hướng|kế hoạch (?:tháng|quý|năm)|tasks? (?:for|of) (?:the )?next",
    re.IGNORECASE,
)
LONGEST = 4_000  # characters of one paragraph
MOST = 20_000  # paragraphs of one text
_ENDLESS = re.compile(r"\S{120,}")  # no word and no number of a report
_MARKED = re.compile(r"^\s*#{1,6}\s+(.*)")


@dataclass
class Table:
    """The cells of a table, row by row; spans are filled with their text."""

    rows: list[list[str]]


@dataclass(eq=False)
class Passage:
    """One paragraph or list item (`text`), or one table."""

    text: str
    section: str = ""
    is_heading: bool = False
    is_plan: bool = False  # under a heading of tasks to come: its figures are goals
    table: Table | None = None
    number: int = 0


@dataclass
class Document:
    """What was read of one file."""

    passages: list[Passage] = field(default_factory=list)

    def text(self) -> str:
        return "\n".join(passage.text for passage in self.passages)


def clean(text: str) -> str:
    """One spelling of the letters, plain blanks, no characters that only steer a screen."""
    text = unicodedata.normalize("NFC", text).replace("\u00a0", " ").replace("\u202f", " ").replace("\u2009", " ")
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c)[0] != "C")
    return _ENDLESS.sub("…", text)


def _pieces(text: str) -> list[str]:
    """A paragraph of a length that people write; what is longer is cut behind a sentence, else behind a word."""
    pieces = []
    while len(text) > LONGEST:
        cut = max(text.rfind(". ", 0, LONGEST), text.rfind("; ", 0, LONGEST), 0) or max(text.rfind(" ", 0, LONGEST), 0) or LONGEST
        pieces.append(text[: cut + 1].strip())
        text = text[cut + 1 :].strip()
    return [*pieces, text]


def document_of(blocks: list[str | Table]) -> Document:
    """Blocks in reading order → passages with their sections ("I.3")."""
    document, roman, arabic, is_plan = Document(), "", "", False
    cut = [piece for block in blocks[:MOST] for piece in ([block] if isinstance(block, Table) else _pieces(clean(block).strip()))]
    for block in cut:
        if isinstance(block, Table):
            text = "\n".join(" | ".join(row) for row in block.rows)
            document.passages.append(Passage(clean(text), _section(roman, arabic), table=block, number=len(document.passages)))
            continue
        text = block
        if not text:
            continue
        is_heading = False
        if len(text) <= 200:
            marked = _MARKED.match(text)
            if found := _ROMAN.match(text):
                roman, arabic, is_heading = (found[1] or found[2]), "", True
            if numbered := _ARABIC.match(text):
                arabic, is_heading = numbered[1], not re.search(r"\d", text[numbered.end() :])
            is_heading = is_heading or bool(marked)
            if is_heading and (marked or _ROMAN.match(text)):
                is_plan = bool(_PLAN.search(text))
            if marked and not _ROMAN.match(text) and not _ARABIC.match(text):
                roman, arabic = marked[1][:60], ""
        document.passages.append(Passage(text, _section(roman, arabic), is_heading, is_plan, number=len(document.passages)))
    return document


def _section(roman: str, arabic: str) -> str:
    return ".".join(part for part in (roman, arabic) if part)


def _goes_on(before: str, line: str) -> bool:
    """A line that a narrow page has broken: it begins in the middle of a sentence."""
    begins = line[0].islower() or re.match(r"\d[\d.,]*\s*(?:hồ sơ|HS\b|%|thủ tục|đồng|applications)", line)
    return bool(begins and before and before[-1] not in ".:;|" and not before.startswith("#"))


def blocks_of_text(text: str) -> list[str | Table]:
    """Plain text or Markdown: a line a block, rows between bars one table."""
    blocks: list[str | Table] = []
    rows: list[list[str]] = []
    for line in [*text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ""]:
        bare = line.strip()
        if bare and blocks and isinstance(blocks[-1], str) and _goes_on(blocks[-1], bare):
            blocks[-1] += " " + bare
            continue
        if bare.startswith("|") and bare.count("|") >= 2:
            cells = [cell.strip() for cell in bare.strip("|").split("|")]
            if not all(re.fullmatch(r":?-+:?", cell) or not cell for cell in cells):
                rows.append(cells)
            continue
        if rows:
            blocks.append(Table(rows))
            rows = []
        blocks.append(bare)
    return blocks
