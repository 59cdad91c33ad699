"""The example of an indicator: small drawn tables with the answer beside each row.

The same text is the test (tests/indicators/test_examples.py runs it through the real floors) and the table in the glossary:

    case_id | due_at     | ended_at         -> counted
    H1      | 2025-12-05 | 2025-12-05 23:59 -> no
    H2      | 2025-12-05 | 2025-12-06 00:00 -> yes

The first table is the indicator's own; further ones are introduced by their name in brackets: `[components]`. Three of
those names are no tables of exports: `[centre]` and `[rules]` hold one setting a column, as it stands for this example;
`[period]` names the period where it is another than that of all examples (a rule that holds from a later day).
Behind the arrow: yes or no for a count, the amount or no for a total, the row's own value or no for a quantile. The value
of a quantile stands in a last line: `= 4,5`. A day alone means 09:00; – means missing; columns that are not shown take
those of a plain row.
"""

from __future__ import annotations

from dataclasses import dataclass

SETTINGS = ("centre", "rules", "period")


@dataclass(frozen=True)
class Drawing:
    """One drawn table: its heads and, row by row, the cells as text and the answer ("" where the table has none)."""

    table: str
    heads: tuple[str, ...]
    rows: tuple[tuple[dict[str, str], str], ...]

    @property
    def has_answers(self) -> bool:
        return any(answer for _, answer in self.rows)


@dataclass(frozen=True)
class Example:
    """The drawn tables in order, and the figure in the last line ("" where there is none)."""

    drawings: tuple[Drawing, ...]
    result: str = ""

    @property
    def period(self) -> str:
        """The period that the example names itself; "" for the one of all examples."""
        return next((row["period"] for drawing in self.drawings if drawing.table == "period" for row, _ in drawing.rows), "")


def read_example(text: str, of: str) -> Example:
    """The text of an example. A table without a name before it is `of`. ValueError: a row that does not fit its heads."""
    drawings: list[Drawing] = []
    table, result = of, ""
    block: list[str] = []
    for line in (line.strip() for line in text.strip().splitlines()):
        if line.startswith("["):
            drawings += _drawing(table, block)
            table, block = line.strip("[] "), []
        elif line.startswith("="):
            result = line.lstrip("= ")
        elif line:
            block.append(line)
    return Example((*drawings, *_drawing(table, block)), result)


def _drawing(table: str, lines: list[str]) -> list[Drawing]:
    if not lines:
        return []
    heads = _cells(lines[0].partition("->")[0])
    rows = []
    for line in lines[1:]:
        cells, _, answer = line.partition("->")
        values = _cells(cells)
        if len(values) != len(heads):
            raise ValueError(f"a row with {len(values)} cells under {len(heads)} heads: {line}")
        rows.append((dict(zip(heads, values, strict=True)), answer.strip()))
    return [Drawing(table, heads, tuple(rows))]


def _cells(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|"))
