"""Reading the register workbook: each sheet its table, by the sheet's name, else by its headings.

Nothing typed there stops a month: a sheet that cannot be trusted is left out as a whole and said to be, so that its table
has no figures instead of wrong ones, and the other sheets go on. An untouched sheet is no table at all, never a 0.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime

import pyarrow as pa

from hcc_helpers.errors import Finding
from hcc_helpers.numbers_vn import day, whole
from hcc_helpers.periods import Period
from hcc_helpers.personal import may_quote
from hcc_helpers.sources.columns import TABLES
from hcc_helpers.sources.coverage import Covers, banner
from hcc_helpers.sources.files.grids import Grid
from hcc_helpers.sources.findings import found
from hcc_helpers.sources.mapping.formats import Format, own_shapes
from hcc_helpers.sources.mapping.headings import Match, find, plain
from hcc_helpers.sources.office import checks as register_checks
from hcc_helpers.sources.office.checks import cell
from hcc_helpers.sources.office.sheets import HEADING_ROW, KEPT_FROM, KEPT_TO, LISTS, READ_FIRST, SHEETS, TITLE, Sheet
from hcc_helpers.sources.reading import Office, Part, read_part
from hcc_helpers.sources.values import date_forms, dates
from hcc_helpers.sources.values.rows import is_blank

_ENOUGH_NAMES = 3  # so many sheets named as ours are no chance
_TO_DO_DAYS = "Ghi hai ngày đã theo dõi vào hai ô vàng ở đầu trang tính, ví dụ 15/12/2025 và 14/01/2026."


@dataclass
class Book:
    """What the workbook gave: parts of tables, and everything found."""

    parts: list[Part] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def is_register_book(grids: list[Grid]) -> bool:
    """Whether a file is a register workbook, whatever it is called: the title in A1 of a sheet, or the names of its sheets."""
    books = [grid for grid in grids if grid.kind == "xlsx"]
    names = {plain(sheet.name) for sheet in SHEETS}
    # Titles go where somebody puts a column in front of every sheet; one name may be that of any export.
    return sum(plain(grid.sheet) in names for grid in books) >= _ENOUGH_NAMES or any(
        grid.rows and grid.rows[0] and plain(str(grid.rows[0][0])).startswith(plain(TITLE)) for grid in books
    )


def read_book(file: str, grids: list[Grid], period: Period, office: Office, correct=None) -> Book:
    """All sheets. `correct(file, grid, match)` may put the office's corrections into the cells before they are read."""
    book = Book()
    by_sheet, strays = _by_sheet(grids)
    for grid in strays:
        _adopt(book, file, grid, by_sheet)
    for sheet in SHEETS:
        own = by_sheet.get(sheet.table)
        if own is None:
            message = f"Sổ không có trang tính “{sheet.name}”; bảng này không lấy từ sổ."
            book.findings.append(found("L0-so-thieu-trang", message, file=file, sheet=sheet.name))
            continue
        part, findings = _Reader(file, own, sheet, period, office, correct).read()
        book.findings += [replace(item, file=file, sheet=own.sheet) for item in findings]
        book.parts += [part] if part else []
    return book


def format_of(sheet: Sheet) -> Format:
    """The shape of a sheet: the suite's own shape of its table, what is constant not looked for."""
    own = next(fmt for fmt in own_shapes() if fmt.table == sheet.table)
    recognise = [name for name in own.recognise if name not in sheet.constants]
    more = {
        "id": "so-theo-doi",
        "label": f"{TITLE}, trang tính {sheet.name}",
        "constants": sheet.constants,
        "recognise": recognise,
    }
    return own.model_copy(update=more)


def _by_sheet(grids: list[Grid]) -> tuple[dict[str, Grid], list[Grid]]:
    """(table → sheet of its name, sheets of other names that hold something)."""
    names = {plain(sheet.name): sheet.table for sheet in SHEETS}
    known, strays = {}, []
    for grid in grids:
        table = names.get(plain(grid.sheet))
        if table and table not in known:
            known[table] = grid
        elif plain(grid.sheet) not in (plain(READ_FIRST), plain(LISTS)) and any(
            not is_blank(c) for row in grid.rows for c in row
        ):
            strays.append(grid)
    return known, strays


def _adopt(book: Book, file: str, grid: Grid, by_sheet: dict[str, Grid]) -> None:
    """A sheet of an unknown name: renamed (its headings say what it is), a copy beside the original, or none of ours."""
    sheet = _meant(grid)
    if sheet is None:
        book.findings.append(
            found("L0-de-nguyen", "Trang tính không có bảng nào của sổ, để nguyên.", file=file, sheet=grid.sheet)
        )
    elif sheet.table in by_sheet:
        count = len(_typed(grid, find(grid, format_of(sheet))))
        message = f"Trang tính này cũng là bảng “{sheet.name}” đã có; {whole(count)} dòng của nó không được tính."
        book.findings.append(found("L0-so-hai-trang", message, file=file, sheet=grid.sheet))
    else:
        by_sheet[sheet.table] = grid
        message = f"Trang tính “{grid.sheet}” được đọc là “{sheet.name}” theo tiêu đề."
        book.findings.append(found("L0-so-doi-ten", message, file=file, sheet=grid.sheet))


def _meant(grid: Grid) -> Sheet | None:
    """The one sheet whose headings a grid bears."""
    matches = [(sheet, find(grid, format_of(sheet))) for sheet in SHEETS]
    sound = [(sheet, match) for sheet, match in matches if match.columns and match.is_recognised and not match.missing]
    best = max((len(match.columns) for _, match in sound), default=0)
    winners = [sheet for sheet, match in sound if len(match.columns) == best]
    return winners[0] if len(winners) == 1 else None


def _typed(grid: Grid, match: Match) -> list[int]:
    """Indices of the rows below the headings that hold anything."""
    below = range(match.last + 1 if match.last >= 0 else HEADING_ROW, len(grid.rows))
    return [index for index in below if any(not is_blank(value) for value in grid.rows[index])]


class _Reader:
    def __init__(self, file: str, grid: Grid, sheet: Sheet, period: Period, office: Office, correct):
        self.file, self.grid, self.sheet, self.period, self.office, self.correct = file, grid, sheet, period, office, correct
        self.findings: list[Finding] = list(grid.findings)

    def read(self) -> tuple[Part | None, list[Finding]]:
        self.match = self._matched()
        typed = _typed(self.grid, self.match)
        if self.findings:
            return self._left_out(typed)
        covers = self._covers(bool(typed))
        if not typed and covers is None:
            return None, self.findings
        if covers is None and self.sheet.needs_days:
            return self._left_out(typed)
        self.findings += register_checks.above(self.grid, self.match, self.sheet)
        self.findings += register_checks.merged(self.grid, self.match)
        if self.findings and typed and any(item.rule == "L0-o-gop" for item in self.findings):
            return self._left_out(typed)
        self.findings += register_checks.other_columns(self.grid, self.match, typed)
        self.findings += register_checks.take_out(self.grid, self.match, typed)
        if self.correct:
            self.correct(self.file, self.grid, self.match)
        part = read_part(self.file, self.grid, self.match, self.office)
        part.covers = covers
        broken = any(item.level == "refused" for item in part.findings)
        self.findings += [self._with_cell(item) for item in part.findings]
        if broken:
            return self._left_out(typed)
        self.findings += register_checks.check(self.grid, self.match, self.sheet, part, covers)
        # A list of further columns does not exist here; what was taken out leaves no column behind.
        part.findings = []
        return part, self.findings

    def _left_out(self, typed: list[int]) -> tuple[None, list[Finding]]:
        message = f"Trang tính “{self.grid.sheet}” chưa được tính ({whole(len(typed))} dòng); bảng của nó không có số liệu."
        self.findings.append(found("L0-so-bo-ra", message))
        return None, [replace(item, level="unreadable") if item.level == "refused" else item for item in self.findings]

    def _matched(self) -> Match:
        """Where the headings stand; a heading that is not the declared one is named with its cell."""
        fmt = format_of(self.sheet)
        match = find(self.grid, fmt)
        if match.missing:
            match = find(self.grid, fmt, likeness=True)
        for name, indices in match.ties.items():
            column = next(column for column in self.sheet.columns if column.name == name)
            cells = " và ".join(cell(match.last, index) for index in indices)
            self.findings.append(found("L0-so-tieu-de", f"Tiêu đề “{column.label}” có ở hai ô {cells}."))
        other = _meant(self.grid) if match.missing else None
        places = {column.name: index for index, column in enumerate(self.sheet.columns)}
        row = match.last if match.last >= 0 else HEADING_ROW - 1
        for column in match.missing:
            said = self._shown(row, places[column.name])
            hint = f" Các tiêu đề ở đây là của trang tính “{other.name}”." if other else ""
            message = f"Ô {cell(row, places[column.name])} phải là tiêu đề “{column.label}”, đang ghi {said}.{hint}"
            self.findings.append(found("L0-so-tieu-de", message, row=row + 1))
        return match

    def _shown(self, row: int, column: int) -> str:
        """A heading as it stands; under a broken heading row a longer text may be anything, and is not repeated."""
        cells = self.grid.rows[row] if row < len(self.grid.rows) else []
        value = cells[column] if column < len(cells) else ""
        if is_blank(value):
            return "trống"
        labels = [column.label for column in TABLES[self.sheet.table].columns]
        return f"“{value}”" if isinstance(value, str) and may_quote(value, labels) else "nội dung khác"

    def _covers(self, has_rows: bool) -> Covers | None:
        """The days in the two yellow cells, with a finding wherever they are not two days in order."""
        place = register_checks.kept_at(self.grid, self.match)
        if place is None:
            return self._unclear("Không còn dòng “Theo dõi từ ngày … đến ngày …” ở đầu trang tính.", has_rows)
        index, start = place
        said = banner(self.grid, self.match.first)
        cells = self.grid.rows[index]
        until = next((i for i, value in enumerate(cells) if i > start and plain(str(value)) == plain(KEPT_TO)), None)
        if said.covers is not None and (until is None or plain(str(cells[start])) != plain(KEPT_FROM)):
            return self._judged(said.covers, index)  # the whole sentence in one cell
        if until is None:
            return self._unclear("Không đọc được hai ngày theo dõi ở đầu trang tính.", has_rows, index)
        first, last = cells[start + 1] if until > start + 1 else "", cells[until + 1] if until + 1 < len(cells) else ""
        first_cell, last_cell = cell(index, start + 1), cell(index, until + 1)
        if is_blank(first) and is_blank(last):
            if has_rows:
                return self._unclear(f"Ô {first_cell} và {last_cell} (theo dõi từ ngày, đến ngày) còn trống.", has_rows, index)
            message = "Chưa ghi ngày theo dõi và chưa có dòng nào: trang tính coi như không có số liệu, không phải bằng 0."
            self.findings.append(found("L0-so-chua-ghi", message))
            return None
        since, until_day = _day(first), _day(last)
        if since is None or until_day is None:
            wrong = [name for name, value in ((first_cell, since), (last_cell, until_day)) if value is None]
            return self._unclear(f"Ô {' và '.join(wrong)} không phải là một ngày.", has_rows, index)
        if since > until_day:
            return self._unclear(f"Ngày ở ô {first_cell} sau ngày ở ô {last_cell}.", has_rows, index)
        return self._judged((since, until_day), index)

    def _judged(self, covers: Covers, index: int) -> Covers:
        if covers[1] < self.period.first_day or covers[0] > self.period.last_day:
            message = f"Sổ ghi theo dõi {day(covers[0])}–{day(covers[1])}, không có ngày nào của {self.period.title} ({self.period.span})."
            self.findings.append(found("L0-so-ngay-khac-ky", message, row=index + 1))
        return covers

    def _unclear(self, why: str, has_rows: bool, index: int | None = None) -> Covers | None:
        """No days, and a finding that says why."""
        end = " Các dòng vẫn được đọc." if has_rows and not self.sheet.needs_days else ""
        self.findings.append(found("L0-so-ngay", why + end, row=None if index is None else index + 1, todo=_TO_DO_DAYS))
        return None

    def _with_cell(self, item: Finding) -> Finding:
        """The finding with its cell in front, as a spreadsheet names it; a register is put right in the workbook itself."""
        if item.rule in ("L1-khong-doc-duoc", "L1-ma-la"):
            item = replace(item, todo="Sửa ô này trong sổ rồi chạy lại; chưa sửa thì chỉ số nào cần ô này không đếm dòng này.")
        index = next((i for i, heading in self.match.headings.items() if " ".join(heading.split()) == item.column), None)
        if item.row is None or index is None or not item.column:
            return item
        return replace(item, message=f"Ô {cell(item.row - 1, index)}: {item.message}")


def _day(value) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        return None
    reading = dates.read(pa.array([" ".join(value.split())]), date_forms.VIETNAMESE)
    return pa.scalar(int(reading.micros[0]), pa.timestamp("us")).as_py().date() if reading.is_read[0] else None
