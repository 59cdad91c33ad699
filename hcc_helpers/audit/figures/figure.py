"""One figure of a report: what it is worth, what it counts, where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from hcc_helpers.audit.figures.numerals import Numeral
from hcc_helpers.audit.figures.passages import Passage
from hcc_helpers.audit.figures.quantities import Quantity


@dataclass(eq=False)
class Figure:
    """A number with its label. `quantity` is None where the label names none that is known."""

    numeral: Numeral
    passage: Passage
    unit: str = ""  # of lexicon.UNITS; "" where none is printed
    features: frozenset[str] = frozenset()
    quantity: Quantity | None = None
    is_foreign: bool = False  # a word that we do not know stands between label and number
    is_narrowed: bool = False  # such a word stands behind it: "45 hồ sơ hộ tịch"
    is_change: bool = False  # "tăng 12%"
    is_elsewhere: bool = False  # of a goal, or of another period
    list_of: str = ""  # some · all: stands in a list of parts behind "trong đó", "gồm"
    subject: str = ""  # words before the label that name a part of the office or something else
    has_part: bool = False  # a part of the office is named in its clause
    sentence: tuple[int, int] = (0, 0)
    share_of: Figure | None = None  # of a percentage: the count beside it
    base: Quantity | None = None  # of a percentage: the whole that the text names
    whole: Figure | None = None  # 148/256: the second number
    share: Figure | None = field(default=None, repr=False)  # of a count: the percentage beside it
    behind: int = 0  # index of the token behind its label
    words: str = ""  # the label as typed

    @property
    def id(self) -> str:
        return self.quantity.id if self.quantity else ""

    @property
    def kind(self) -> str:
        return self.numeral.kind

    @property
    def value(self) -> Decimal:
        return self.numeral.value

    @property
    def counted(self) -> Figure:
        """Of a percentage that stands beside a count: that count."""
        assert self.share_of is not None, "only a percentage with its count is asked for it"
        return self.share_of

    @property
    def shown(self) -> str:
        """The number as typed, with its sign or currency."""
        return self.passage.text[self.numeral.start : self.numeral.end].strip()

    @property
    def quote(self) -> str:
        """The sentence that it stands in, cut to a readable length around the figure."""
        start, end = self.sentence
        if end - start > 240:
            start, end = max(start, self.numeral.start - 110), min(end, self.numeral.end + 90)
        return " ".join(self.passage.text[start:end].split())
