"""What a hand does to a register sheet: merged cells, further columns, pasted headings and sums, blanks, doubles, wrong months.

Each slip is named with its cell. Rows that are surely no data (a heading pasted again, a bare sum) are taken out and listed;
everything doubtful stays and is said.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from hcc_helpers.errors import Finding
from hcc_helpers.numbers_vn import day
from hcc_helpers.sources.columns import TABLES
from hcc_helpers.sources.coverage import Covers
from hcc_helpers.sources.files.grids import Grid
from hcc_helpers.sources.findings import found
from hcc_helpers.sources.mapping.headings import Match, plain
from hcc_helpers.sources.office.sheets import KEPT_FROM, Sheet
from hcc_helpers.sources.reading import Part
from hcc_helpers.sources.values.rows import is_blank

_WRONG_MONTH = (
    "Kiểm tra tháng và năm đã gõ (05/12 dễ thành 12/05 nếu máy đặt kiểu tháng/ngày); đúng thì chuyển dòng sang sổ của tháng đó."
)


def cell(row: int, column: int) -> str:
    """(4, 2) → "C5"."""
    return xl_rowcol_to_cell(row, column)


def merged(grid: Grid, match: Match) -> list[Finding]:
    """Merged cells below the headings: all but the first cell have lost their value."""
    below = [area for area in grid.merges if area[0] > match.last]
    return [
        found(
            "L0-o-gop",
            f"Các ô {cell(top, left)}:{cell(bottom, right)} bị gộp.",
            row=top + 1,
            todo="Bỏ gộp, ghi đủ giá trị vào từng ô.",
        )
        for top, left, bottom, right in below
    ]


def other_columns(grid: Grid, match: Match, typed: list[int]) -> list[Finding]:
    """Columns that the sheet does not have, with a heading or without: named, never read."""
    used = {*match.columns.values()}
    findings = []
    for column in range(max(map(len, grid.rows), default=0)):
        if column in used:
            continue
        heading = grid.rows[match.last][column] if column < len(grid.rows[match.last]) else ""
        filled = [index for index in typed if column < len(grid.rows[index]) and not is_blank(grid.rows[index][column])]
        if not is_blank(heading):
            # The heading of a column of one's own is not repeated: it may be a name.
            what = f"Cột {xl_col_to_name(column)} (tiêu đề ở ô {cell(match.last, column)}) không có trong mẫu của sổ, không được đọc."
        elif filled:
            what = f"Ô {cell(filled[0], column)} nằm ngoài các cột của bảng, không được đọc."
        else:
            continue
        findings.append(found("L0-so-cot-thua", what, row=(match.last if not is_blank(heading) else filled[0]) + 1))
    return findings


def kept_at(grid: Grid, match: Match) -> tuple[int, int] | None:
    """(row, column) of “Theo dõi từ ngày” above the headings; the column moves where somebody puts one in front."""
    places = ((row, column) for row in range(match.first) for column in range(len(grid.rows[row])))
    return next((place for place in places if plain(str(grid.rows[place[0]][place[1]])).startswith(plain(KEPT_FROM))), None)


def above(grid: Grid, match: Match, sheet: Sheet) -> list[Finding]:
    """Rows typed between the days kept and the headings, over the example or beside it: they are never read."""
    example = {match.columns[c.name]: plain(sheet.example.get(c.name, "")) for c in sheet.columns if c.name in match.columns}
    findings = []
    kept = kept_at(grid, match)
    for index in range(kept[0] + 1 if kept else match.first, match.first):
        cells = grid.rows[index]
        filled = [column for column in sorted(example) if column < len(cells) and not is_blank(cells[column])]
        if not filled or all(_as_typed(cells[column]) == example[column] for column in filled):
            continue
        where = ", ".join(cell(index, column) for column in filled)
        message = f"Ô {where} nằm trên dòng tiêu đề và không còn là dòng ví dụ của sổ; không được đọc."
        findings.append(found("L0-so-cot-thua", message, row=index + 1, todo="Dòng cần tính thì chuyển xuống dưới dòng tiêu đề."))
    return findings


def _as_typed(value) -> str:
    """A cell levelled as the text that the example holds: 8 and 8.0, a date cell and its text are the same."""
    if isinstance(value, float) and value.is_integer():
        return plain(str(int(value)))
    if isinstance(value, datetime):
        return plain(f"{value:%d/%m/%Y %H:%M}".removesuffix(" 00:00"))
    return plain(f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value))


def take_out(grid: Grid, match: Match, typed: list[int]) -> list[Finding]:
    """Blanks the rows that are headings pasted again or bare sums of the rows above, and lists them."""
    findings = []
    table = TABLES[match.format.table]
    summed = {match.columns[c.name] for c in table.columns if c.type in ("count", "vnd") and c.name in match.columns}
    sums: dict[int, float] = defaultdict(float)
    for index in typed:
        cells = grid.rows[index]
        used = {column: cells[column] for column in match.columns.values() if column < len(cells) and not is_blank(cells[column])}
        same = [c for c, value in used.items() if isinstance(value, str) and plain(value) == plain(match.headings.get(c, ""))]
        if len(same) >= 2:
            findings.append(
                found("L1-dong-trong", f"Dòng {index + 1} là dòng tiêu đề dán lẫn vào bảng, không tính.", row=index + 1)
            )
        elif used and set(used) <= summed and all(_number(value) == sums[column] != 0 for column, value in used.items()):
            cells_said = ", ".join(cell(index, column) for column in used)
            message = f"Ô {cells_said} là số cộng của các dòng trên gõ vào bảng, không tính."
            findings.append(found("L1-dong-tong", message, row=index + 1))
        else:
            for column in summed & set(used):
                sums[column] += _number(used[column]) or 0
            continue
        grid.rows[index] = [""] * len(cells)
    return findings


def check(grid: Grid, match: Match, sheet: Sheet, part: Part, covers: Covers | None) -> list[Finding]:
    """All checks of the rows as read."""
    rows = part.data.to_pylist()
    return [
        *_blanks(grid, match, sheet, rows),
        *_outside(match, sheet, rows, covers),
        *_doubles(match, sheet, rows),
        *_examples(grid, match, sheet, rows),
        *_two_answers(match, sheet, rows),
    ]


def _blanks(grid: Grid, match: Match, sheet: Sheet, rows: list[dict]) -> list[Finding]:
    """Cells that must be filled and are not; also of rows that the reader took for notes."""
    read = {row["source_row"] for row in rows}
    must = [c for c in sheet.columns if c.required and c.name in match.columns]
    findings = []
    for index in range(match.last + 1, len(grid.rows)):
        cells = grid.rows[index]
        used = [i for i in match.columns.values() if i < len(cells) and not is_blank(cells[i])]
        lacking = [c for c in must if match.columns[c.name] >= len(cells) or is_blank(cells[match.columns[c.name]])]
        if not used or not lacking or _is_sum(cells):
            continue
        where = ", ".join(f"{cell(index, match.columns[c.name])} (“{c.label}”)" for c in lacking)
        kept = "dòng được giữ, nhưng chỉ số nào cần ô đó thì không đếm nó" if index + 1 in read else "dòng không được tính"
        findings.append(found("L1-o-bat-buoc", f"Ô {where} còn trống; {kept}.", row=index + 1))
    return findings


def _is_sum(cells: list) -> bool:
    first = next((value for value in cells if not is_blank(value)), "")
    return isinstance(first, str) and plain(first).startswith(("tong", "cong"))


def _outside(match: Match, sheet: Sheet, rows: list[dict], covers: Covers | None) -> list[Finding]:
    if not sheet.in_span or covers is None or sheet.in_span not in match.columns:
        return []
    findings = []
    for row in rows:
        value = row[sheet.in_span]
        if value is not None and not covers[0] <= value.date() <= covers[1]:
            place = cell(row["source_row"] - 1, match.columns[sheet.in_span])
            message = f"Ô {place}: ngày {day(value.date())} nằm ngoài những ngày sổ ghi là đã theo dõi ({day(covers[0])}–{day(covers[1])})."
            findings.append(found("L1-ngay-ngoai-so", message, row=row["source_row"], todo=_WRONG_MONTH))
    return findings


def _doubles(match: Match, sheet: Sheet, rows: list[dict]) -> list[Finding]:
    """Equal rows whose key has a blank: each counts, so that a block pasted twice counts twice."""
    key = [name for name in TABLES[sheet.table].key]
    seen: dict[tuple, int] = {}
    findings = []
    for row in rows:
        if all(row.get(name) is not None for name in key):
            continue  # the same key: counted once, or kept and listed, when the tables are joined
        said = tuple(str(row.get(column.name)) for column in sheet.columns)
        first = seen.setdefault(said, row["source_row"])
        if first != row["source_row"]:
            message = f"Dòng {row['source_row']} giống hệt dòng {first}; cả hai đều được tính."
            findings.append(found("L1-dong-lap", message, row=row["source_row"]))
    return findings


def _examples(grid: Grid, match: Match, sheet: Sheet, rows: list[dict]) -> list[Finding]:
    """Rows that are the example word for word: perhaps only copied down, perhaps not; they count."""
    example = {match.columns[c.name]: plain(sheet.example.get(c.name, "")) for c in sheet.columns if c.name in match.columns}
    findings = []
    for row in rows:
        cells = grid.rows[row["source_row"] - 1]
        if all((_as_typed(cells[column]) if column < len(cells) else "") == text for column, text in example.items()):
            message = f"Dòng {row['source_row']} giống hệt dòng ví dụ; vẫn được tính."
            findings.append(
                found("L1-dong-lap", message, row=row["source_row"], todo="Nếu chỉ là dòng ví dụ chép xuống thì xóa dòng.")
            )
    return findings


def _two_answers(match: Match, sheet: Sheet, rows: list[dict]) -> list[Finding]:
    if sheet.table not in ("surveys", "in_person_reasons"):
        return []
    by_case: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        if row.get("case_id"):
            by_case[row["case_id"]].append(row["source_row"])
    what = {"surveys": "tính phiếu trả lời sau cùng", "in_person_reasons": "lý do khác nhau thì cả hai được giữ"}[sheet.table]
    findings = []
    for case, numbers in by_case.items():
        if len(numbers) > 1:
            cells = ", ".join(cell(number - 1, match.columns["case_id"]) for number in numbers)
            message = f"Một hồ sơ có {len(numbers)} câu trả lời (ô {cells}); {what}."
            findings.append(found("L2-hai-tra-loi", message, row=numbers[-1], case_id=case))
    return findings


def _number(value) -> float | None:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    try:
        return float(str(value))
    except ValueError:
        return None
