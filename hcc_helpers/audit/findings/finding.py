"""One finding and the verdict of a report."""

from __future__ import annotations

from dataclasses import dataclass, field

from hcc_helpers.audit.figures.figure import Figure

# Worst first: the order in which findings are printed.
KINDS = {
    "contradiction": "Số liệu mâu thuẫn",
    "gap": "Chênh lệch chưa giải thích được",
    "two_bases": "Hai mẫu số khác nhau",
    "rounding": "Làm tròn chưa đúng",
    "window": "Khoảng thời gian",
    "format": "Cách viết số",
    "untestable": "Không kiểm được",
}
VERDICTS = {
    "contradiction": "có số liệu mâu thuẫn",
    "gap": "không mâu thuẫn; có chênh lệch chưa giải thích được",
    "consistent": "các phép tính kiểm được đều khớp",
    "untestable": "không có phép tính nào kiểm được",
}


@dataclass(frozen=True)
class Said:
    """One finding: the passage, the arithmetic, the smallest correction (empty where the text cannot tell)."""

    kind: str
    section: str
    quote: str
    arithmetic: str
    correction: str = ""
    about: tuple[Figure, ...] = field(default=(), compare=False, repr=False)
    is_contradiction: bool = False  # a window that ends before it begins

    def row(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in ("kind", "section", "quote", "arithmetic", "correction")}


@dataclass
class Audit:
    """What is said of one report."""

    findings: list[Said]
    tested: int  # identities that could be tested

    @property
    def verdict(self) -> str:
        kinds = {one.kind for one in self.findings}
        if "contradiction" in kinds or any(one.is_contradiction for one in self.findings):
            return "contradiction"
        if "gap" in kinds:
            return "gap"
        return "consistent" if self.tested else "untestable"


def ranked(findings: list[Said]) -> list[Said]:
    """Contradictions first; each thing once; inside a kind in reading order."""
    order = list(KINDS)
    return sorted(dict.fromkeys(findings), key=lambda one: order.index(one.kind))
