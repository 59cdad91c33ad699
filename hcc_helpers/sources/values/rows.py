"""Which rows under the headings are data. No row is left out: every other row is recognised, counted and listed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from hcc_helpers.errors import Finding
from hcc_helpers.personal import shape
from hcc_helpers.sources.columns import TABLES
from hcc_helpers.sources.files.grids import Grid
from hcc_helpers.sources.findings import found, ranges
from hcc_helpers.sources.mapping.formats import Format
from hcc_helpers.sources.mapping.headings import Match, plain

_NUMBERING = re.compile(r"\(?[0-9]{1,2}\)?(?:\s*=\s*[0-9()+\s]+)?")
_DIGIT = re.compile("[0-9]")
_KNOWN = 200  # rows whose codes tell the form of a code
_TWO_WORDS = re.compile(r"[^\W\d_]{2,}\s+[^\W\d_]{2,}")

# "Trang 1/45", "Page 1 of 2": which page of how many
PAGE = re.compile(r"\W*(?:trang|page)\s*:?\s*([0-9]+)\s*(?:(?:/|of|trên|trong|của)\s*(?:tổng số\s*)?([0-9]+))?\W*", re.IGNORECASE)
_SEPARATORS = ";,\t|"

_FORMS = ("totals",)  # in a form a line without any number heads a group


@dataclass
class Rows:
    """Indices into the grid: rows of data, and rows that are sums of others."""

    data: list[int] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)  # rows that are words about the list
    left_out: int = 0  # rows of the list that the mapping or the system leaves out
    findings: list[Finding] = field(default_factory=list)


def is_blank(cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def anchor_of(match: Match) -> str:
    """The column that tells a row of data: the first part of the table's key that the file has, else the case code."""
    table = TABLES[match.format.table]
    required = [column.name for column in table.columns if column.required]
    return next(name for name in (*table.key, "case_id", *required, *match.columns) if name in match.columns)


def classify(grid: Grid, match: Match) -> Rows:
    """Parts the rows below the headings into data, sums, blanks, notes and rows that the system marks as taken back."""
    fmt = match.format
    anchor = match.columns[anchor_of(match)]
    rows = Rows()
    is_sum = _sum_words(fmt)
    body: Sequence[int] = range(match.last + 1, len(grid.rows))
    if body and _is_numbering(grid.rows[body[0]]):
        rows.findings.append(_listed(grid, "Dòng đánh số cột", [body[0]]))
        body = body[1:]
    again = _headings_again(grid, match, body)
    if again:
        rows.findings.append(_listed(grid, "Dòng tiêu đề lặp lại", again))
        body = sorted(set(body).difference(again))
    bare: list[int] = []
    headed: list[int] = []
    dates = [match.columns[c.name] for c in TABLES[fmt.table].columns if c.type == "instant" and c.name in match.columns]
    used = {*match.columns.values(), *match.personal.values()}
    counts = [match.columns[c.name] for c in TABLES[fmt.table].columns if c.type == "count" and c.name in match.columns]
    for index in body:
        cell = grid.rows[index][anchor] if anchor < len(grid.rows[index]) else ""
        if is_blank(cell):
            bare.append(index)
        elif (isinstance(cell, str) and is_sum(cell)) or _is_labelled_sum(grid.rows[index], dates, is_sum):
            rows.totals.append(index)
        elif (
            (fmt.table in _FORMS and all(is_blank(grid.rows[index][column]) for column in counts))
            or (isinstance(cell, str) and _is_wording(cell) and _is_alone(grid.rows[index], anchor, used, dates))
            or (isinstance(cell, str) and cell.lstrip()[:1] in ("T", "t", "P", "p") and _is_page_number(grid.rows[index]))
            or _is_sum_of_group(grid.rows[index], anchor, dates)
        ):
            headed.append(index)
        else:
            rows.data.append(index)
    last_data = rows.data[-1] if rows.data else match.last
    blank, notes = [], headed
    for index in bare:
        cells = grid.rows[index]
        filled = [i for i, cell in enumerate(cells) if not is_blank(cell)]
        if not filled:
            blank.append(index)
        elif set(dates).intersection(filled):
            # A record that lost its code, whatever else its cells say.
            rows.data.append(index)
        elif any(isinstance(cells[i], str) and is_sum(cells[i]) for i in filled):
            rows.totals.append(index)
        elif (
            (len(filled) == 1 and _is_page_number(cells))
            or not used.intersection(filled)
            or (index > last_data and 2 * len(used.intersection(filled)) <= len(used))
        ):
            # No declared column holds anything (a group heading, a lone running number), or a signature at the foot:
            # it fills a few columns only.
            notes.append(index)
        else:
            rows.data.append(index)
    notes = _without_whole_rows(grid, anchor, rows, notes)
    rows.data.sort()
    rows.totals.sort()
    _take_out_deleted(grid, match, rows)
    if blank:
        rows.findings.append(_listed(grid, "Dòng trống", blank))
    rows.notes = sorted(notes)
    if notes:
        rows.findings.append(_listed(grid, "Dòng ghi chú hoặc dòng nhóm", sorted(notes)))
    for index in rows.totals:
        rows.findings.append(found("L1-dong-tong", "Dòng tổng cộng, không tính là số liệu.", row=grid.number(index)))
    return rows


def numbers_in(cells: list) -> list[float | str]:
    """What could be a count in a row of sums: number cells, and the digits inside its texts."""
    found_numbers: list[float | str] = []
    for cell in cells:
        if isinstance(cell, bool):
            continue
        if isinstance(cell, (int, float)):
            found_numbers.append(cell)
        elif isinstance(cell, str):
            found_numbers += re.findall(
                r"(?<![\w.,/-])[0-9]{1,3}(?:\.[0-9]{3})+(?![\w,/-])|(?<![\w.,/-])[0-9]+(?![\w,./-]*[0-9])", cell
            )
    return found_numbers


def _sum_words(fmt: Format):
    """A test whether a text is one of the format's words for a sum, with at most a count behind it.

    "Tổng cộng: 1.944 hồ sơ" is; "Tổng hợp hồ sơ" is a procedure and would be lost.
    """
    words = [plain(word) for word in fmt.rows.totals if plain(word)]
    if not words:
        return lambda text: False
    expression = re.compile(rf"(?:{'|'.join(map(re.escape, words))})(?: (?:[0-9]+|ho so|phieu|don|dong|luot|giao dich|vnd|d))*")
    # Most cells are case codes; those are ruled out without levelling them.
    letters = {word[0] for word in words}

    def test(text: str) -> bool:
        head = text.lstrip()[:1]
        return (not head.isascii() or head.lower() in letters) and bool(expression.fullmatch(plain(text)))

    return test


def _is_labelled_sum(cells: list, dates: list[int], is_sum) -> bool:
    """A row of sums whose count stands under the case code: its first cell says so and it has no date."""
    first = None
    for first in cells:
        if not is_blank(first):
            break
    return isinstance(first, str) and is_sum(first) and all(is_blank(cells[column]) for column in dates)


def _is_sum_of_group(cells: list, anchor: int, dates: list[int]) -> bool:
    """ "Cộng Hộ tịch" and a count under the case code: the sum of one group, whose own rows stand above it."""
    first = next((cell for cell in cells if not is_blank(cell)), None)
    if not isinstance(first, str) or first is cells[anchor]:
        return False
    head = first.lstrip()[:1]  # most cells are codes and dates; those are ruled out without levelling them
    if (head.isascii() and head not in "CcTt") or not plain(first).startswith(("cong ", "tong ")):
        return False
    count = cells[anchor]
    is_count = str(count).strip().isdigit() if isinstance(count, str) else not isinstance(count, bool)
    return is_count and all(is_blank(cells[column]) for column in dates)


def _is_page_number(cells: list) -> bool:
    """A row that says its page and nothing else."""
    filled = [cell for cell in cells if not is_blank(cell)]
    return len(filled) == 1 and isinstance(filled[0], str) and bool(PAGE.fullmatch(filled[0]))


def _without_whole_rows(grid: Grid, anchor: int, rows: Rows, notes: list[int]) -> list[int]:
    """The notes that are none: a whole row in one cell, parted by another separator or quoted as a whole, is a record lost."""
    known = {_form(grid.rows[index][anchor]) for index in rows.data[:_KNOWN]} - {""}
    lost = [index for index in notes if any(_holds_row(cell, known) for cell in grid.rows[index])]
    for index in lost:
        grid.shifted[index] = "Cả dòng nằm trong một ô: dấu phân cách hoặc dấu ngoặc kép khác các dòng kia."
        rows.data.append(index)
    return [index for index in notes if index not in grid.shifted] if lost else notes


def _holds_row(cell, known: set[str]) -> bool:
    if not isinstance(cell, str):
        return False
    return any(
        cell.count(sign) >= 2 and not known.isdisjoint(_form(part.strip(" \"'")) for part in cell.split(sign))
        for sign in _SEPARATORS
    )


def _form(cell) -> str:
    """The form of a code, its digits not counted; empty for what has none of them."""
    return re.sub("9+", "9", shape(cell)) if isinstance(cell, str) and _DIGIT.search(cell) else ""


def _is_numbering(cells: list) -> bool:
    """The row "(1) (2) (3)…" that forms print under their headings."""
    texts = [str(int(c)) if isinstance(c, float) and c.is_integer() else c for c in cells if not is_blank(c)]
    return len(texts) >= 3 and all(isinstance(text, str) and _NUMBERING.fullmatch(text.strip()) for text in texts)


def _levelled(cells: list) -> tuple:
    """The texts of a row of headings, to know it again; empty for a row of fewer than two."""
    texts = tuple(" ".join(cell.split()).casefold() if isinstance(cell, str) else "" for cell in cells)
    return texts if sum(map(bool, texts)) >= 2 else ()


def _headings_again(grid: Grid, match: Match, body) -> list[int]:
    """Rows that say the headings once more, as every printed page of a list does."""
    heads = {_levelled(grid.rows[index]) for index in range(max(match.first, 0), match.last + 1)} - {()}
    # A row of data differs in the first cell that a heading fills; the others are levelled whole.
    told: dict[int, set[str]] = {}
    for head in heads:
        place = next(index for index, text in enumerate(head) if text)
        told.setdefault(place, set()).add(head[place])
    rows, may_be = grid.rows, set()
    for place, words in told.items():
        for index in body:
            cell = rows[index][place] if place < len(rows[index]) else ""
            if isinstance(cell, str) and cell and " ".join(cell.split()).casefold() in words:
                may_be.add(index)
    return [index for index in body if index in may_be and _levelled(rows[index]) in heads]


def _is_wording(text: str) -> bool:
    """Words where a code belongs: the label of a group, a place and day, who signed."""
    return not _DIGIT.search(text) or (len(text.split()) > 1 and bool(_TWO_WORDS.search(text)))


def _is_alone(cells: list, anchor: int, used: set[int], dates: list[int]) -> bool:
    """Whether hardly anything else stands in the row, and no date."""
    others = [index for index in used if index != anchor and index < len(cells) and not is_blank(cells[index])]
    return not set(others) & set(dates) and len(others) <= (1 if len(used) > 3 else 0)


def _take_out_deleted(grid: Grid, match: Match, rows: Rows) -> None:
    for what, rule, is_kept in (
        ("Dòng mà hệ thống nguồn ghi là đã xóa", match.format.rows.deleted, False),
        ("Dòng ngoài bộ lọc rows.keep của mapping.toml", match.format.rows.keep, True),
    ):
        for heading, values in rule.items():
            column = next((index for index, name in match.headings.items() if plain(name) == plain(heading)), None)
            if column is None:
                if is_kept:
                    message = f"Không có cột “{heading}” mà rows.keep nêu."
                    rows.findings.append(
                        found(
                            "L0-thieu-cot", message, accepted="một tiêu đề có trong tệp", todo="Sửa rows.keep trong mapping.toml."
                        )
                    )
                continue
            marks = {value.strip().casefold() for value in values}
            gone = {index for index in rows.data if (_mark(grid.rows[index], column) in marks) is not is_kept}
            if gone:
                rows.data = [index for index in rows.data if index not in gone]
                rows.left_out += len(gone)
                rows.findings.append(_listed(grid, what, sorted(gone)))


def _mark(cells: list, column: int) -> str:
    cell = cells[column] if column < len(cells) else ""
    return str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell).strip().casefold()


def _listed(grid: Grid, what: str, indices: list[int]) -> Finding:
    numbers = list(dict.fromkeys(grid.number(index) for index in indices))
    return found("L1-dong-trong", f"{what}: {len(indices)} (dòng {ranges(numbers)}).", row=numbers[0])
