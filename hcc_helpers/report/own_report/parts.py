"""What a section of the report is made of: blocks of paragraphs, whose figures are data (indicator, scope, window), not text.

The paper binds each figure to a bookmark, a page shows the plain text; neither reads a number out of a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, field

NOW, YEAR, SCORES = "now", "year_to_date", "calendar_766"  # whose window a figure is of
NUMBER, NONE, ABOVE, GOAL = "number", "none", "above", "goal"
# none: words that say 0 ("không phát sinh"); above: "trên 95%"; goal: a level that a task names, no result


@dataclass(frozen=True)
class Place:
    """Where a figure comes from. `form`: how it stands in the sentence, as a number or as words that hold only for one."""

    indicator: str
    scope: str
    view: str = NOW
    by: str = ""
    group: str = ""
    form: str = NUMBER


@dataclass(frozen=True)
class Figure:
    """One figure as it is printed, and where it comes from."""

    place: Place
    text: str


Part = str | Figure


@dataclass(frozen=True)
class Paragraph:
    """One paragraph. `kind`: text · dash ("- …") · plus ("+ …") · missing (what has no data, said in the paper itself)."""

    parts: tuple[Part, ...]
    kind: str = "text"

    @property
    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    @property
    def figures(self) -> list[Figure]:
        return [part for part in self.parts if isinstance(part, Figure)]


@dataclass(frozen=True)
class Block:
    """One section. `basis`: computed (the suite's sentences) · own (the office's words) · draft (to be read and reworded)."""

    id: str  # I.1 · I.2 · I.3 · I.3-land · I.3-petitions · II · III · proposals
    title: str
    paragraphs: tuple[Paragraph, ...] = ()
    basis: str = "computed"
    missing: tuple[str, ...] = field(default=(), repr=False)  # labels of the indicators without a value

    @property
    def text(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def figures(self) -> list[Figure]:
        return [figure for paragraph in self.paragraphs for figure in paragraph.figures]
