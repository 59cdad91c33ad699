"""Is a list whole, and which of its rows are? One check after reading, whatever the format.

Running numbers without gaps, sums and the count of the banner are held against the rows; a row whose values may stand
under wrong headings, or whose code or acceptance date nobody can read, is unreadable as a whole and named. What is
lost above a declared share (mapping.toml, [limits]) refuses the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hcc_helpers.errors import Finding
from hcc_helpers.numbers_vn import parse_number, percent, whole
from hcc_helpers.sources.columns import TABLES
from hcc_helpers.sources.files.grids import Grid
from hcc_helpers.sources.findings import found, ranges
from hcc_helpers.sources.mapping.headings import Match, plain
from hcc_helpers.sources.mapping.mapping import Limits
from hcc_helpers.sources.unread_cells import said_once
from hcc_helpers.sources.values.cells import read_cells
from hcc_helpers.sources.values.rows import PAGE, Rows, is_blank, numbers_in

NOT_ACCEPTED_YET = ("registered", "refused")  # codes 1 and 3 have no acceptance date, and need none
_SHIFTED = "Xuất lại bằng chức năng khác của hệ thống (.xlsx, .csv), hoặc báo cho nơi cung cấp phần mềm."
_RUNNING = frozenset(("stt", "tt", "so tt", "so thu tu", "no", "s t t"))
_SAID_COUNT = re.compile(
    r"(?:tong so|co|gom|so luong|tong cong)\b[^0-9]{0,25}([0-9]{1,3}(?:[ .][0-9]{3})+|[0-9]+) (?:ho so|dong|ban ghi)\b|^([0-9]{1,3}(?:[ .][0-9]{3})+|[0-9]+) (?:ho so|ban ghi)$"
)
_NUMBER = r"([0-9]{1,3}(?: [0-9]{3})+|[0-9]+)"
_PART_OF = re.compile(rf"\b{_NUMBER} (?:den |toi |to )?{_NUMBER} (?:trong|tren|cua|of)(?: tong| tong so| total)? {_NUMBER}\b")
_BUTTONS = re.compile(r"(?:(?:trang|truoc|dau|first|prev|previous) )*1 2(?: [0-9]+)*(?: (?:trang|sau|tiep|cuoi|next|last))*")
_THOUSANDS = re.compile(r"\b(?:don vi(?: tinh)?|dvt)\b.{0,12}\b(?:nghin|ngan|1 ?000|trieu)\b")
_TYPED = ("instant", "code", "count", "vnd", "yes_no")
_OUTSIDE = " Cả dòng không được tính."


@dataclass
class Aside:
    """Rows that are outside all counts, and what is said of them."""

    rows: np.ndarray
    findings: list[Finding] = field(default_factory=list)


class WholeRows:
    """The rows of one grid, and what tells whether they are all there and each in its place."""

    def __init__(self, grid: Grid, match: Match, rows: Rows, limits: Limits):
        self.grid, self.match, self.rows, self.limits = grid, match, rows, limits
        self.table = TABLES[match.format.table]

    # ------------------------------------------------------------------------------------------ the list as a whole
    def check(self, rows: list[int], arrays: dict[str, pa.Array], unreadable: dict[str, np.ndarray]) -> list[Finding]:
        """Everything that speaks of rows which are not there, and cells merged over rows."""
        return [
            *self._merges(),
            *self._widths(),
            *self._totals(arrays),
            *self._running(),
            *self._banner(),
            *self._pages(),
            *self._thousands(),
            *self._small(rows, arrays, unreadable),
        ]

    def _merges(self) -> list[Finding]:
        """A cell merged over several rows leaves its lower rows blank: their value would silently be lost."""
        used, data = set(self.match.columns.values()), set(self.rows.data)
        return [
            found("L0-o-gop", "Một ô gộp nhiều dòng trong vùng số liệu.", row=self.grid.number(top))
            for top, left, bottom, right in self.grid.merges
            if bottom > top
            and top > self.match.last
            and used & set(range(left, right + 1))
            and any(r in data for r in range(top + 1, bottom + 1))
        ]

    def _widths(self) -> list[Finding]:
        """A page whose rows have fewer cells than headings: systems leave a cell out, and all behind it shift."""
        widths, data = self.grid.widths, self.rows.data
        if not widths or not data:
            return []
        needed = max(widths[self.match.first : self.match.last + 1], default=0)
        for index in data:
            if widths[index] > needed > 0:
                self.grid.shifted[index] = f"Dòng có nhiều ô hơn dòng tiêu đề ({needed} ô)."
        short = [index for index in data if widths[index] < needed]
        if 2 * len(short) > len(data):
            numbers = ranges([self.grid.number(index) for index in short])
            message = (
                f"{len(short)} dòng có ít ô hơn {needed} tiêu đề (dòng {numbers}); không rõ ô nào thiếu, giá trị có thể lệch cột."
            )
            return [found("L0-dong-lech", message, row=self.grid.number(short[0]), todo=_SHIFTED)]
        return [
            found("L0-dong-thieu-o", f"Dòng chỉ có {widths[index]} trên {needed} ô.", row=self.grid.number(index))
            for index in short
        ]

    def _totals(self, arrays: dict[str, pa.Array]) -> list[Finding]:
        """The last row of sums against what was read: the sums of its number columns, else the count of rows."""
        if not self.rows.totals:
            return []
        last = self.rows.totals[-1]
        cells = self.grid.rows[last]
        summed = [c for c in self.table.columns if c.type in ("count", "vnd") and c.name in self.match.columns]
        findings = []
        for column in summed:
            values = read_cells([cells[self.match.columns[column.name]]], column, self.match.format).array
            own = pc.sum(arrays[column.name]).as_py() or 0
            if values[0].is_valid and values[0].as_py() != own:
                text = f"{column.label}: {whole(values[0].as_py())}, cộng các dòng: {whole(own)}"
                findings.append(found("L1-dong-tong-lech", f"Dòng tổng cộng không khớp: {text}.", row=self.grid.number(last)))
        if not summed:
            numbers = {int(n) if isinstance(n, (int, float)) else parse_number(n) for n in numbers_in(cells)}
            if len(numbers) == 1:
                findings += self._held_against(
                    int(numbers.pop()), "Dòng tổng cộng không khớp: dòng tổng ghi", self.grid.number(last)
                )
        return findings

    def _held_against(self, said: int, what: str, row: int | None) -> list[Finding]:
        """A count that the file says of itself against the rows that are there; fewer rows than said are a loss."""
        there = len(self.rows.data) + self.rows.left_out
        if said == there:
            return []
        message = f"{what} {whole(said)}, đếm được {whole(there)} dòng."
        is_lost = there < said and 100 * (said - there) > self.limits.missing_rows * said
        return [found("L1-dong-tong-lech", message, row=row, **(_unless("missing_rows") if is_lost else {}))]

    def _banner(self) -> list[Finding]:
        """“… gồm 1.944 hồ sơ” above the headings."""
        for index in range(self.match.first):
            for cell in self.grid.rows[index]:
                match = _SAID_COUNT.search(plain(cell)) if isinstance(cell, str) else None
                if match and self.table.name == "cases":
                    said = int(re.sub(r"\D", "", match[1] or match[2]))
                    return self._held_against(said, "Đầu danh sách ghi số hồ sơ là", self.grid.number(index))
        return []

    def _pages(self) -> list[Finding]:
        """What a grid on the screen says of itself: rows 1 to 20 of 270, page 1 of 14, buttons for the other pages."""
        outside = [*range(self.match.first), *self.rows.notes]
        cells = [cell for index in outside for cell in self.grid.rows[index] if isinstance(cell, str) and cell.strip()]
        texts = [*self.grid.around, *dict.fromkeys(cells)]
        there = len(self.rows.data) + self.rows.left_out
        for text in texts:
            said = _PART_OF.search(plain(text))
            if said and (total := int(said[3].replace(" ", ""))) > there and int(said[1].replace(" ", "")) <= total:
                return self._held_against(total, "Trang ghi tổng số dòng của danh sách là", None)
        pages = [page for text in texts if (page := PAGE.fullmatch(text)) and page[2]]
        missing = max((int(page[2]) for page in pages), default=0) - len({int(page[1]) for page in pages})
        has_more = self.grid.kind == "html" and any(_BUTTONS.fullmatch(plain(text)) for text in texts)
        if (missing > 0 or has_more) and self.limits.missing_rows < 100:
            message = "Đây chỉ là một trang của danh sách: tệp còn nói đến các trang khác (Trang 1/n, hoặc các nút 1 2 3 …)."
            return [found("L1-dong-tong-lech", message, accepted="mọi trang của danh sách", **_unless("missing_rows"))]
        return []

    def _thousands(self) -> list[Finding]:
        """“Đơn vị tính: nghìn đồng” above the headings: every amount would be a thousandth of itself."""
        if not any(column.type == "vnd" and column.name in self.match.columns for column in self.table.columns):
            return []
        return [
            found(
                "L1-tien-la",
                "Đầu bảng ghi số tiền tính bằng nghìn hoặc triệu đồng.",
                row=self.grid.number(index),
                accepted="số tiền tính bằng đồng",
                todo="Xuất lại với đơn vị tính là đồng; nếu số tiền vẫn là đồng thì xóa dòng ghi đơn vị tính.",
            )
            for index in range(self.match.first)
            if any(isinstance(cell, str) and _THOUSANDS.search(plain(cell)) for cell in self.grid.rows[index])
        ][:1]

    def _running(self) -> list[Finding]:
        """A column of running numbers: each number once, from 1 on; it may begin anew in each group or page."""
        column = next((index for index, name in self.match.headings.items() if plain(name) in _RUNNING), None)
        if column is None or column in self.match.columns.values() or len(self.rows.data) < 3:
            return []
        cells = [self.grid.rows[index][column] for index in self.rows.data if column < len(self.grid.rows[index])]
        numbers = [_whole(cell) for cell in cells]
        given = [number for number in numbers if number is not None]
        if 2 * len(given) < len(cells) or len(set(given)) < len(given) * 0.9 or given != sorted(given):
            return []  # begins anew, was sorted otherwise, or is no running number
        expected = set(range(1, given[-1] + 1)) if given[0] < 1000 else set(range(given[0], given[-1] + 1))
        lost = sorted(expected - set(given))
        blank = sum(number is None for number in numbers)
        if len(lost) <= blank:
            return []
        message = f"Thiếu {whole(len(lost))} số thứ tự: {ranges(lost)}."
        is_lost = 100 * len(lost) > self.limits.missing_rows * len(expected) and len(lost) > self.rows.left_out
        return [
            found(
                "L1-dong-tong-lech", message, accepted="số thứ tự liền nhau từ 1", **(_unless("missing_rows") if is_lost else {})
            )
        ]

    def _small(self, rows: list[int], arrays: dict[str, pa.Array], unreadable: dict[str, np.ndarray]) -> list[Finding]:
        """Amounts below the smallest fee there is have lost their zeros in a spreadsheet: 20.000 became 20."""
        smallest, amounts = self.match.format.amounts.smallest, arrays.get("amount_vnd")
        if amounts is None or smallest <= 1 or self.match.format.amounts.decimals:
            return []
        sizes = pc.abs(amounts)
        small = np.asarray(pc.fill_null(pc.and_(pc.greater(sizes, 0), pc.less(sizes, smallest)), False))
        given = int(pc.sum(pc.fill_null(pc.greater(sizes, 0), False)).as_py() or 0)
        if not small.any():
            return []
        arrays["amount_vnd"] = pc.if_else(pa.array(small), pa.scalar(None, pa.int64()), amounts)
        unreadable["amount_vnd"] = unreadable.get("amount_vnd", np.zeros(len(small), dtype=bool)) | small
        numbers = [self.grid.number(rows[index]) for index in np.flatnonzero(small)]
        message = f"{whole(int(small.sum()))} trên {whole(given)} số tiền nhỏ hơn {whole(smallest)} đồng (dòng {ranges(numbers)}): có thể mất các số 0 khi lưu bằng phần mềm bảng tính."
        is_lost = 100 * small.sum() > self.limits.small_amounts * given
        todo = f"Xuất lại từ hệ thống nguồn, không mở rồi lưu. Nếu đúng là số nhỏ: ghi amounts = {{ smallest = 1 }} ở mục [[file]] của tệp này trong mapping.toml (nay là {smallest})."
        accepted = f"số tiền từ {whole(smallest)} đồng"
        level = {"level": "refused"} if is_lost else {}
        return [found("L1-tien-qua-nho", message, row=numbers[0], accepted=accepted, todo=todo, **level)]

    # ------------------------------------------------------------------------------------------ rows out of place
    def aside(self, rows: list[int], arrays: dict[str, pa.Array], unreadable: dict[str, np.ndarray], where) -> Aside:
        """Which rows are unreadable as a whole. `where(column)`: how a finding names a column."""
        gone = np.zeros(len(rows), dtype=bool)
        findings: list[Finding] = []
        shifted = np.array([row in self.grid.shifted for row in rows], dtype=bool)
        for index in np.flatnonzero(shifted):
            findings.append(found("L0-dong-lech", self.grid.shifted[rows[index]], row=self.grid.number(rows[index])))
        gone |= shifted
        needs = self._nameless(arrays, unreadable) if self.table.name == "cases" else {}
        kinds = self._of_shifted_kinds(rows, unreadable) & ~gone
        for _, mask in needs.values():
            kinds &= ~mask
        for index in np.flatnonzero(kinds):
            message = "Nhiều ô của dòng không đúng kiểu của cột: giá trị có thể lệch cột."
            findings.append(
                found("L0-dong-lech", message, row=self.grid.number(rows[index]), accepted="giá trị đúng kiểu của từng cột")
            )
        gone |= kinds
        for name, (rule, mask) in needs.items():
            findings += self._said(name, rule, mask & ~shifted & ~kinds, rows, arrays, where)
            gone |= mask
        if not gone.any():
            return Aside(gone)
        if 100 * gone.sum() > self.limits.unreadable_rows * len(rows):
            return Aside(gone, findings)
        share = percent(100 * int(gone.sum()) / len(rows))
        head = f"{whole(int(gone.sum()))} trên {whole(len(rows))} dòng ({share}) không đọc được, đứng ngoài mọi số đếm."
        first = self.grid.number(rows[int(np.flatnonzero(gone)[0])])
        kept = [
            found(
                "L1-dong-bo-ra",
                item.message.rstrip(".") + "." + _OUTSIDE,
                row=item.row,
                column=item.column,
                case_id=item.case_id,
                accepted=item.accepted,
                todo=item.todo,
            )
            for item in findings
        ]
        return Aside(gone, [found("L1-dong-bo-ra", head, row=first), *kept])

    def _of_shifted_kinds(self, rows: list[int], unreadable: dict[str, np.ndarray]) -> np.ndarray:
        """Rows most of whose typed cells are not of their column's type."""
        typed = [c.name for c in self.table.columns if c.type in _TYPED and c.name in self.match.columns and not c.derived_from]
        wrong = np.zeros(len(rows), dtype=int)
        for name in typed:
            if name in unreadable:
                wrong += unreadable[name]
        suspects = wrong >= 2
        for index in np.flatnonzero(suspects):
            cells = self.grid.rows[rows[index]]
            filled = sum(
                1 for name in typed if self.match.columns[name] < len(cells) and not is_blank(cells[self.match.columns[name]])
            )
            suspects[index] = 2 * wrong[index] > filled
        return suspects

    def _nameless(self, arrays: dict[str, pa.Array], unreadable: dict[str, np.ndarray]) -> dict[str, tuple[str, np.ndarray]]:
        ids, accepted, status = (arrays.get(name) for name in ("case_id", "accepted_at", "status"))
        needs = {}
        if ids is not None:
            needs["case_id"] = ("L1-ma-ho-so", np.asarray(ids.is_null()))
        if accepted is not None and "accepted_at" in self.match.columns:
            needs_none = np.zeros(len(accepted), dtype=bool)
            if status is not None:
                needs_none = np.asarray(pc.fill_null(pc.is_in(status, pa.array(NOT_ACCEPTED_YET)), False))
            unread = unreadable.get("accepted_at", np.zeros(len(accepted), dtype=bool))
            needs["accepted_at"] = ("L1-ngay-tiep-nhan", unread | (np.asarray(accepted.is_null()) & ~needs_none))
        return needs

    def _said(self, name: str, rule: str, mask: np.ndarray, rows: list[int], arrays, where) -> list[Finding]:
        if not mask.any():
            return []
        column, index, ids = self.table.column(name), self.match.columns[name], arrays.get("case_id")
        cells = []
        for at in np.flatnonzero(mask):
            row = self.grid.rows[rows[at]]
            case = (ids[int(at)].as_py() or "") if ids is not None else ""
            cells.append((self.grid.number(rows[at]), case, row[index] if index < len(row) else ""))
        return said_once(column, self.match.format, cells, len(rows), rule, where(column))


def _whole(cell) -> int | None:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and float(cell).is_integer():
        return int(cell)
    text = cell.strip().rstrip(".") if isinstance(cell, str) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else None


def _unless(limit: str) -> dict:
    """A loss refuses the file until somebody says that it is none."""
    return {
        "level": "refused",
        "todo": f"Xuất lại trọn danh sách, không lọc. Nếu danh sách vẫn đủ như cần: ghi vào mapping.toml\n    [limits]\n    {limit} = 100",
    }
