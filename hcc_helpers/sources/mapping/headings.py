"""Finding the heading rows of a grid and which heading is which column.

Headings are compared exactly first (NFC, case, blanks, punctuation aside), then without accents, and only for columns
still missing by likeness with a margin. Two headings that fit one column equally well are refused, never chosen from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import zip_longest

from rapidfuzz import fuzz

from hcc_helpers.sources.columns import TABLES, Column
from hcc_helpers.sources.files.grids import Grid
from hcc_helpers.sources.files.old_fonts import VIETNAMESE
from hcc_helpers.sources.mapping.formats import PERSONAL, Format
from hcc_helpers.sources.values.identity import in_latin

SEARCHED_ROWS = 40  # a banner longer than this is no banner
MAX_STOREYS = 3
_SAMPLE = 200  # rows under the headings that tell which column of a merged heading holds values
# The letters of Vietnamese without their accents.
_UNACCENTED = {ord(letter): "d" if letter == "đ" else unicodedata.normalize("NFD", letter)[0] for letter in VIETNAMESE}
_BETWEEN_WORDS = re.compile(r"[\W_]+")
# How a cell is to be written, not what it means: "Ngày nhận (dd/mm/yyyy)".
_FORM = re.compile(
    r"\s*[(\[]\s*(?:d{1,2}[/.-]m{1,2}[/.-]y{2,4}(?:\s+h{1,2}:m{1,2}(?::s{1,2})?)?|bắt buộc)\s*[)\]]\s*$", re.IGNORECASE
)
# 0-100. One letter makes another Vietnamese word (trả lời, trả lại), so only long headings may differ by a letter.
LIKENESS, MARGIN = 94.0, 8.0
# The personal headings of columns.derived_from by what they say.
PERSONAL_HEADINGS: dict[str, tuple[str, ...]] = {
    "address": ("Địa chỉ", "Địa chỉ chủ hồ sơ"),
    "birth": ("Ngày sinh", "Năm sinh"),
    "submitter_id": ("Số giấy tờ người nộp",),
    "owner_id": ("Số giấy tờ chủ hồ sơ", "SoGiayToChuHoSo"),
    "submitter": ("Người nộp",),
    "owner": ("Chủ hồ sơ",),
}


@dataclass
class Match:
    """Where the headings stand and what they mean. `columns`: our name → index in the grid."""

    format: Format
    first: int = 0  # first heading row, from 0
    last: int = -1  # last heading row
    columns: dict[str, int] = field(default_factory=dict)
    personal: dict[str, int] = field(default_factory=dict)
    headings: dict[int, str] = field(default_factory=dict)  # index → heading as it stands in the file
    clocks: dict[str, int] = field(default_factory=dict)  # our date column → index of its time of day
    ties: dict[str, list[int]] = field(default_factory=dict)  # our name → indices that fit equally well
    likened: dict[str, int] = field(default_factory=dict)  # found by likeness only

    @property
    def is_recognised(self) -> bool:
        return all(name in self.columns or name in self.ties for name in self.format.recognise)

    @property
    def missing(self) -> list[Column]:
        """Columns without which the format does not apply, that no heading gives."""
        table = TABLES[self.format.table]
        return [table.column(name) for name in needed(self.format) if name not in self.columns]


def needed(fmt: Format) -> list[str]:
    """Names of the columns that must have a heading, or a constant, in a file of this format."""
    table = TABLES[fmt.table]
    names = [column.name for column in table.columns if column.required or column.name in fmt.recognise]
    if fmt.joins:
        names = [name for name in names if name in fmt.recognise or name == "case_id"]
    return [name for name in names if name not in fmt.constants and name != fmt.rows.numbered]


def position(heading: str) -> int | None:
    """ "=F" → 5: a column named by its place, where headings repeat; None for any other heading."""
    letters = re.fullmatch(r"\s*=\s*([A-Za-z]{1,3})\s*", heading)
    return None if letters is None else sum(26**n * (ord(a) - 64) for n, a in enumerate(reversed(letters[1].upper()))) - 1


@lru_cache(maxsize=20_000)
def exact(text: str) -> str:
    """A heading with case, blanks, line breaks and punctuation levelled, accents kept."""
    return " ".join(_BETWEEN_WORDS.sub(" ", in_latin(unicodedata.normalize("NFC", text)).casefold()).split())


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """`exact` without accents, so that "Ma ho so" is "Mã hồ sơ"."""
    said = exact(text)
    if said.isascii():
        return said
    bare = said.translate(_UNACCENTED)
    if bare.isascii():
        return bare
    folded = unicodedata.normalize("NFD", said).replace("đ", "d")
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


@dataclass
class Top:
    """The first rows of a grid, looked at once for all formats that it might be in."""

    grid: Grid
    words: list[set[str]] = field(default_factory=list)  # row → its texts, levelled without accents
    _variants: dict[tuple[int, int], list[list[str]]] = field(default_factory=dict)

    def __post_init__(self):
        searched = self.grid.rows[: SEARCHED_ROWS + MAX_STOREYS]
        self.words = [{plain(cell) for cell in row if isinstance(cell, str)} for row in searched]

    def variants(self, first: int, last: int) -> list[list[str]]:
        """For each column how its heading in these rows may be named."""
        if (first, last) not in self._variants:
            self._variants[first, last] = [_variants(path) for path in paths(self.grid, first, last)]
        return self._variants[first, last]


def find(grid: Grid, fmt: Format, likeness: bool = False, top: Top | None = None) -> Match:
    """The best heading rows of `grid` for `fmt`: those that give the most columns; fewest storeys, then topmost."""
    top = top or Top(grid)
    best = Match(fmt)
    lookup = _lookup(fmt)
    known = {*lookup[2], *lookup[3]}
    names_one = [not known.isdisjoint(words) for words in top.words]
    for first in range(min(len(grid.rows), SEARCHED_ROWS)):
        # Most rows name no column at all; only with likeness they are worth a closer look.
        if not likeness and not any(names_one[first : first + MAX_STOREYS]):
            continue
        for storeys in range(1, MAX_STOREYS + 1):
            last = first + storeys - 1
            if last >= len(grid.rows) or (storeys > 1 and not _is_joined(grid, first, last, known)):
                break
            match = _match(top, fmt, lookup, first, last)
            if _score(match) > _score(best):
                best = match
    if best.last >= 0:
        best.last = _end_of_merges(grid, best)
        if likeness or best.is_recognised:
            _liken(best, lookup)
    return best


def _score(match: Match) -> tuple[int, int]:
    """Recognised columns first: a table of contents may name many columns, but not in one row."""
    given = len(match.columns) + len(match.ties)
    return sum(name in match.columns or name in match.ties for name in match.format.recognise), given


def _lookup(fmt: Format) -> list[dict[str, list[str]]]:
    """Tiers of levelled heading → names: the mapping's own, the declared, the same two without accents."""
    return _tiers(fmt.table, *(tuple(_frozen(given)) for given in (fmt.columns, fmt.personal)))


def _frozen(given: dict) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    return ((name, said if isinstance(said, str) else tuple(said)) for name, said in given.items())


@lru_cache(maxsize=512)
def _tiers(table: str, columns: tuple, personal: tuple) -> list[dict[str, list[str]]]:
    given, persons = dict(columns), dict(personal)
    mapped: dict[str, list[str]] = {}
    declared: dict[str, list[str]] = {}
    for column in TABLES[table].columns:
        own = given.get(column.name, ())
        own = None if own == "" else (own,) if isinstance(own, str) else own
        if own is None:
            continue
        for heading in own:
            if position(heading) is None:
                mapped.setdefault(exact(heading), []).append(column.name)
        if any(position(heading) is not None for heading in own):
            continue  # its place is said: no heading stands in for it
        for heading in (column.name, column.label, *column.headings):
            _add(declared, exact(heading), column.name)
    for role in PERSONAL:
        named = persons.get(role, ())
        for heading in (named,) if isinstance(named, str) else named:
            mapped.setdefault(exact(heading), []).append(f"personal.{role}")
        for heading in PERSONAL_HEADINGS[role]:
            if named != "":
                _add(declared, exact(heading), f"personal.{role}")
    tiers = [mapped, declared]
    for tier in (mapped, declared):
        bare: dict[str, list[str]] = {}
        for heading, names in tier.items():
            for name in names:
                _add(bare, plain(heading), name)
        tiers.append(bare)
    return tiers


def _add(tier: dict[str, list[str]], heading: str, name: str) -> None:
    if heading and name not in tier.setdefault(heading, []):
        tier[heading].append(name)


def _is_joined(grid: Grid, first: int, last: int, known: set[str]) -> bool:
    """Whether row `last` continues the heading of the rows above: a merge above it says so, or words that fill each other."""
    if grid.merges:
        return any(
            first <= top <= last - 1 and (bottom >= last or right > left) and not _is_banner(grid, top, left, right)
            for top, left, bottom, right in grid.merges
        )
    return all(_fill_each_other(grid.rows[row - 1], grid.rows[row], known) for row in range(first + 1, last + 1))


def _fill_each_other(upper: list, lower: list, known: set[str]) -> bool:
    """Whether two rows were one heading over two storeys, saved where no merge can be: each names a column where the other is blank."""
    pairs = [(plain(str(above)), plain(str(below))) for above, below in zip_longest(upper, lower, fillvalue="")]
    return any(above in known and not below for above, below in pairs) and any(
        below in known and not above for above, below in pairs
    )


def _is_banner(grid: Grid, row: int, left: int, right: int) -> bool:
    """A merged title stands alone in its row."""
    return not any(
        str(cell).strip() for index, cell in enumerate(grid.rows[row]) if (index < left or index > right) and cell != ""
    )


def _end_of_merges(grid: Grid, match: Match) -> int:
    """The last row that a heading cell reaches down to by its merge, and the lower storey under a merge across."""
    last = match.last
    for _ in range(MAX_STOREYS):
        for top, left, bottom, right in grid.merges:
            if match.first <= top <= last and not _is_banner(grid, top, left, right):
                last = max(last, bottom)
    return min(last, match.first + MAX_STOREYS - 1)


def paths(grid: Grid, first: int, last: int) -> list[list[str]]:
    """For each column the texts of its heading from the upper storey to the lower, merged cells filled."""
    rows = [list(grid.rows[index]) for index in range(first, last + 1)]
    width = max(map(len, rows))
    for row in rows:
        row.extend([""] * (width - len(row)))
    for top, left, bottom, right in grid.merges:
        if top > last or bottom < first or top < first:
            continue
        value = grid.rows[top][left] if left < len(grid.rows[top]) else ""
        for index in range(top, min(bottom, last) + 1):
            for column in range(left, min(right, width - 1) + 1):
                rows[index - first][column] = value
    result = []
    for column in range(width):
        texts: list[str] = []
        for row in rows:
            text = row[column].strip() if isinstance(row[column], str) else ""
            if text and (not texts or exact(text) != exact(texts[-1])):
                texts.append(text)
        result.append(texts)
    return result


def _variants(path: list[str]) -> list[str]:
    """How a heading of several storeys may be named, the fullest name first; last without the form that stands in brackets."""
    names = path
    if len(path) >= 2:
        between = [f"{path[0]}: {path[-1]}", ": ".join(path[1:])] if len(path) > 2 else []
        names = [": ".join(path), *between, path[-1]]
    bare = _FORM.sub("", names[-1]) if names else ""
    return [*names, bare] if bare and bare != names[-1] else names


def _match(top: Top, fmt: Format, tiers: list[dict[str, list[str]]], first: int, last: int) -> Match:
    match = Match(fmt, first, last)
    variants = top.variants(first, last)
    match.headings = {index: names[0] for index, names in enumerate(variants) if names}
    claimed = _placed(match, fmt, len(variants))
    depths = max(map(len, variants), default=0)
    # A fuller name beats a shorter, a mapping beats a declaration, an exact heading beats one without accents.
    for tier, level in zip(tiers, (exact, exact, plain, plain), strict=True):
        for depth in range(depths):
            hits: dict[str, list[int]] = {}
            for index, names in enumerate(variants):
                if index in claimed or depth >= len(names):
                    continue
                for name in tier.get(level(names[depth]), ()):
                    if name not in match.columns and name not in match.ties:
                        hits.setdefault(name, []).append(index)
            for name, indices in hits.items():
                one = indices[0] if len(indices) == 1 else _under_one_merge(top.grid, match, indices)
                if one is not None:
                    match.columns[name] = one
                else:
                    match.ties[name] = indices
                claimed.update(indices)
    _one_meaning_each(match, tiers)
    _part_personal(match)
    match.clocks = {name: at for name, heading in fmt.clock.items() if (at := _at(match, heading, len(variants))) is not None}
    return match


def _under_one_merge(grid: Grid, match: Match, indices: list[int]) -> int | None:
    """The one column with values under a heading that is merged over several, as report designers lay their columns out."""
    over = any(
        match.first <= upper <= match.last and left <= indices[0] and indices[-1] <= right
        for upper, left, _, right in grid.merges
    )
    if not over:
        return None
    body = grid.rows[match.last + 1 : match.last + 1 + _SAMPLE]
    filled = [at for at in indices if any(at < len(row) and row[at] not in ("", None) for row in body)]
    return indices[0] if not filled else filled[0] if len(filled) == 1 else None


def _placed(match: Match, fmt: Format, width: int) -> set[int]:
    """Columns that the mapping names by their place; the indices that they take."""
    for name, headings in fmt.columns.items():
        for heading in (headings,) if isinstance(headings, str) else headings:
            at = position(heading)
            if at is not None and at < width:
                match.columns[name] = at
    return set(match.columns.values())


def _at(match: Match, heading: str, width: int) -> int | None:
    """The one column under `heading`, or at that place."""
    if (at := position(heading)) is not None:
        return at if at < width else None
    hits = [index for index, text in match.headings.items() if exact(text) == exact(heading)]
    return hits[0] if len(hits) == 1 else None


def _one_meaning_each(match: Match, tiers: list[dict[str, list[str]]]) -> None:
    """A heading may feed two columns only where the mapping names it for both."""
    by_index: dict[int, list[str]] = {}
    for name, index in match.columns.items():
        by_index.setdefault(index, []).append(name)
    for index, names in by_index.items():
        mapped = [name for name in names if name in tiers[0].get(exact(match.headings[index]), [])]
        if len(names) > 1 and len(mapped) < len(names):
            for name in names if not mapped else set(names) - set(mapped):
                # Declared twice in one table: the first declared column takes it.
                if name != (mapped or names)[0]:
                    del match.columns[name]


def _part_personal(match: Match) -> None:
    for name in [name for name in match.columns if name.startswith("personal.")]:
        match.personal[name.removeprefix("personal.")] = match.columns.pop(name)
    # Two columns of names are no matter: nothing is derived from either.
    for name in [name for name in match.ties if name.startswith("personal.")]:
        del match.ties[name]


@cache
def _declared_anywhere() -> frozenset[str]:
    """Headings that some table declares: whatever they mean here, they are no misspelling."""
    columns = [column for table in TABLES.values() for column in table.columns]
    return frozenset(plain(name) for column in columns for name in (column.label, *column.headings, *column.derived_from))


def _liken(match: Match, tiers: list[dict[str, list[str]]]) -> None:
    """Misspelt headings of columns still missing: alike enough, and clearly more alike than to any other column."""
    taken = {*match.columns.values(), *match.personal.values(), *(i for ties in match.ties.values() for i in ties)}
    known: dict[str, list[str]] = {}
    for tier in (tiers[2], tiers[3]):
        for heading, names in tier.items():
            known.setdefault(heading, names)
    fits: dict[str, list[int]] = {}
    for index, heading in match.headings.items():
        text = plain(heading)
        if index in taken or len(text) < 6 or text in _declared_anywhere():
            continue
        by_name: dict[str, float] = {}
        for other, names in known.items():
            # Other digits mean another thing: "Ngày hẹn 1" is not "Ngày hẹn 2".
            if re.findall(r"\d+", text) == re.findall(r"\d+", other):
                score = fuzz.ratio(text, other)
                for name in names:
                    by_name[name] = max(by_name.get(name, 0.0), score)
        ranked = sorted(by_name.items(), key=lambda item: -item[1])
        if ranked and ranked[0][1] >= LIKENESS and (len(ranked) < 2 or ranked[0][1] - ranked[1][1] >= MARGIN):
            fits.setdefault(ranked[0][0], []).append(index)
    for name, indices in fits.items():
        if name in match.columns or name in match.ties or name.startswith("personal."):
            continue
        if len(indices) == 1:
            match.columns[name] = match.likened[name] = indices[0]
        else:
            match.ties[name] = indices
