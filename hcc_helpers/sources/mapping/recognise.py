"""Which format a grid is in: by its headings alone, the one that explains most of them; a tie is refused."""

from __future__ import annotations

from hcc_helpers.errors import Finding
from hcc_helpers.sources.columns import TABLES, Column
from hcc_helpers.sources.files.grids import Grid
from hcc_helpers.sources.findings import found
from hcc_helpers.sources.mapping.formats import Format
from hcc_helpers.sources.mapping.headings import Match, Top, find
from hcc_helpers.vocabulary import VOCABULARIES


def recognise(grid: Grid, formats: list[Format]) -> Match | list[Finding]:
    """The match of the one format that applies, or the findings that say why none does."""
    fitting = [fmt for fmt in formats if grid.kind in fmt.kinds and (not fmt.sheets or grid.sheet in fmt.sheets)]
    top = Top(grid)
    matches = [find(grid, fmt, top=top) for fmt in fitting]
    sound = [match for match in matches if _applies(match)]
    if not sound:
        # Only now by likeness: a misspelt heading is worth a look, but never ahead of an exact one.
        matches = [find(grid, fmt, likeness=True, top=top) for fmt in fitting]
        sound = [match for match in matches if _applies(match)]
    if not sound:
        return _why_none(matches)
    return _best(sound)


def _applies(match: Match) -> bool:
    if not match.columns or not match.is_recognised or (match.missing and not match.ties):
        return False
    # A format that makes up a key is for files that have none.
    if match.format.rows.numbered in match.columns:
        return False
    # A list that knows a case's state or dates is a case list with a broken heading, not a list of further columns.
    if match.format.joins and match.format.rank < 2:
        return "status" not in match.columns and not any(
            column.type == "instant" and column.name in match.columns for column in TABLES[match.format.table].columns
        )
    return True


def _best(matches: list[Match]) -> Match | list[Finding]:
    def weight(match: Match) -> tuple:
        return match.format.rank == 2, len(match.columns) + len(match.ties), len(match.format.recognise), match.format.rank

    ranked = sorted(matches, key=weight, reverse=True)
    best = ranked[0]
    # Formats of one table differ little; the first is taken if they read the same columns from the same places.
    rivals = [
        match
        for match in ranked[1:]
        if weight(match) == weight(best) and (match.format.table != best.format.table or match.columns != best.columns)
    ]
    if rivals:
        names = ", ".join(f"“{match.format.id}” ({match.format.label})" for match in (best, *rivals))
        return [found("L0-hai-mau", f"Tệp khớp nhiều mẫu như nhau: {names}.")]
    if best.ties:
        return [_tie(best, name, indices) for name, indices in best.ties.items()]
    return best


def _tie(match: Match, name: str, indices: list[int]) -> Finding:
    column = TABLES[match.format.table].column(name)
    places = " và ".join(f"“{_one_line(match.headings[index])}” (cột {_letters(index)})" for index in indices)
    return found(
        "L0-hai-cot",
        f"Cột “{column.label}” khớp nhiều tiêu đề như nhau: {places}.",
        column=_one_line(match.headings[indices[0]]),
        todo=f'Ghi ở mục [[file]] của tệp này trong mapping.toml: columns = {{ {name} = "tiêu đề cần lấy" }}, hoặc theo chữ cái của cột: {{ {name} = "={_letters(indices[0])}" }}; {{ {name} = "" }} nếu không dùng.',
    )


def _why_none(matches: list[Match]) -> list[Finding]:
    """The nearest format and the headings that it misses."""
    near = [match for match in matches if len(match.columns) + len(match.ties) >= 2 and match.missing]
    if not near:
        known = sorted({match.format.label for match in matches})
        accepted = "các mẫu: " + "; ".join(known) if known else ""
        return [
            found(
                "L0-khong-nhan-ra",
                "Không tìm thấy dòng tiêu đề của bảng nào đã biết.",
                **({"accepted": accepted} if accepted else {}),
            )
        ]
    # The fewest missing of a format that already explains most headings.
    best = max(near, key=_nearness)
    findings = []
    for column in best.missing:
        own = best.format.headings_of(column.name) or ()
        names = dict.fromkeys((*own, column.label, *column.headings))
        findings.append(
            found(
                "L0-thieu-cot",
                f"Thiếu cột “{column.label}” (cần cho {best.format.label}).",
                row=best.last + 1,
                accepted="một trong các tiêu đề: " + "; ".join(f"“{name}”" for name in names),
                todo=_way_out(column),
            )
        )
    return findings


def _way_out(column: Column) -> str:
    """What to write into mapping.toml for a missing column; of a closed list one code may hold for all rows."""
    todo = f'Ở mục [[file]] của tệp này trong mapping.toml, ghi columns = {{ {column.name} = "tiêu đề trong tệp" }}'
    if column.vocabulary:
        codes = ", ".join(VOCABULARIES[column.vocabulary])
        todo += f', hoặc một mã cho mọi dòng: constants = {{ {column.name} = "…" }} ({codes})'
    return todo + "; hoặc xuất lại đúng mẫu."


def _nearness(match: Match) -> tuple:
    """How much a format explains; a list of further columns explains least, whatever it names."""
    return not match.format.joins, len(match.columns) + len(match.ties), -len(match.missing), match.format.rank


def _letters(index: int) -> str:
    """0 → A, 27 → AB, as a spreadsheet names its columns."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def _one_line(text: str) -> str:
    return " ".join(text.split())
