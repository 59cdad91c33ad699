"""One grid under one format to one table of declared columns, with everything that was found on the way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hcc_helpers.errors import Finding
from hcc_helpers.numbers_vn import parse_number, whole
from hcc_helpers.sources.columns import TABLES, Column
from hcc_helpers.sources.coverage import Covers
from hcc_helpers.sources.files.grids import Grid
from hcc_helpers.sources.findings import found, of_repairs, ranges
from hcc_helpers.sources.mapping.formats import Format
from hcc_helpers.sources.mapping.headings import Match, exact
from hcc_helpers.sources.values import dates, fees, privacy, scope
from hcc_helpers.sources.values.cells import ARROW, Cells, read_cells
from hcc_helpers.sources.values.rows import Rows, classify, numbers_in
from hcc_helpers.vocabulary import UNREADABLE, VOCABULARIES

NOT_ACCEPTED_YET = ("registered", "refused")  # codes 1 and 3 have no acceptance date, and need none
_SHIFTED = "Xuất lại bằng chức năng khác của hệ thống (.xlsx, .csv), hoặc báo cho nơi cung cấp phần mềm."
_ACCEPTED = {
    "count": "số nguyên không âm, ví dụ 1.944",
    "vnd": "số tiền nguyên, ví dụ 32.873.000",
    "yes_no": "Có, Không, 1, 0",
    "text": "chữ (ô không bị lỗi)",
    "code": "giá trị trong danh mục",
}


@dataclass
class Office:
    """What reading needs to know of the office."""

    hamlets: list[str]
    units: list[str]
    deciding_units: dict[str, str]
    key: privacy.PersonKey
    receiving_offices: list[str] = field(default_factory=list)


@dataclass
class Part:
    """What one grid gave: declared columns that it holds, and source_row, unreadable."""

    file: str
    sheet: str
    format: Format
    data: pa.Table
    findings: list[Finding] = field(default_factory=list)
    extracted_at: datetime | None = None
    covers: Covers | None = None

    @property
    def table(self) -> str:
        return self.format.table

    @property
    def columns(self) -> list[str]:
        """Declared columns that the file gave, in the order of the declaration."""
        return [column.name for column in TABLES[self.table].columns if column.name in self.data.column_names]


def read_part(file: str, grid: Grid, match: Match, office: Office) -> Part:
    """The rows of `grid` under the headings of `match`. Refusals are among the findings; the caller stops on them."""
    reader = _Reader(file, grid, match, office)
    return reader.read()


class _Reader:
    def __init__(self, file: str, grid: Grid, match: Match, office: Office):
        self.file, self.grid, self.match, self.office = file, grid, match, office
        self.format, self.table = match.format, TABLES[match.format.table]
        self.findings: list[Finding] = []
        self.arrays: dict[str, pa.Array] = {}
        self.unreadable: dict[str, np.ndarray] = {}

    def read(self) -> Part:
        rows = classify(self.grid, self.match)
        self._note(rows.findings)
        self._refuse_merges(rows)
        self._compare_widths(rows)
        self.rows = rows.data
        overridden = self._split_fees()
        for column in self.table.columns:
            if column.name in self.match.columns or column.name in overridden:
                values = overridden.get(column.name) or self._values(self.match.columns[column.name])
                self._add(column, values, read_cells(values, column, self.format))
        if self.table.name == "cases":
            self._derive()
            self._decide_scope()
        self._set_constants()
        self._number_rows()
        self._compare_totals(rows)
        if self.table.name == "cases":
            self._refuse_nameless_cases()
        self._log_likened()
        return Part(self.file, self.grid.sheet, self.format, self._assembled(), self.findings)

    def _values(self, index: int) -> list:
        cells = self.grid.rows
        try:
            return [cells[row][index] for row in self.rows]
        except IndexError:
            return [cells[row][index] if index < len(cells[row]) else "" for row in self.rows]

    def _note(self, findings: list[Finding]) -> None:
        for item in findings:
            self.findings.append(_placed(item, self.file, self.grid.sheet))

    def _where(self, column: Column) -> dict:
        index = self.match.columns.get(column.name)
        heading = self.match.headings.get(index, column.label) if index is not None else column.label
        return {"file": self.file, "sheet": self.grid.sheet, "column": " ".join(heading.split())}

    def _numbers(self, mask: np.ndarray) -> list[int]:
        return [self.grid.number(self.rows[index]) for index in np.flatnonzero(mask)]

    def _refuse_merges(self, rows: Rows) -> None:
        """A cell merged over several rows leaves its lower rows blank: their value would silently be lost."""
        if not rows.data or self.grid.kind not in ("xlsx", "html"):
            return
        used, data = set(self.match.columns.values()), set(rows.data)
        for top, left, bottom, right in self.grid.merges:
            if (
                bottom > top
                and top > self.match.last
                and used & set(range(left, right + 1))
                and any(r in data for r in range(top + 1, bottom + 1))
            ):
                self._note([found("L0-o-gop", "Một ô gộp nhiều dòng trong vùng số liệu.", row=self.grid.number(top))])

    def _compare_widths(self, rows: Rows) -> None:
        """A page whose rows have fewer cells than headings: systems leave a cell out, and all behind it shift."""
        if not self.grid.widths or not rows.data:
            return
        needed = max(self.grid.widths[self.match.first : self.match.last + 1])
        short = [index for index in rows.data if self.grid.widths[index] < needed]
        if 2 * len(short) > len(rows.data):
            numbers = ranges([self.grid.number(index) for index in short])
            message = (
                f"{len(short)} dòng có ít ô hơn {needed} tiêu đề (dòng {numbers}); không rõ ô nào thiếu, giá trị có thể lệch cột."
            )
            self._note([found("L0-dong-lech", message, row=self.grid.number(short[0]), todo=_SHIFTED)])
            return
        for index in short:
            message = f"Dòng chỉ có {self.grid.widths[index]} trên {needed} ô."
            self._note([found("L0-dong-thieu-o", message, row=self.grid.number(index))])

    def _split_fees(self) -> dict[str, list]:
        if not self.format.rows.split_fees or "amount_vnd" not in self.match.columns:
            return {}
        split = fees.split(self.grid, self.rows, self.match.columns["amount_vnd"])
        self.rows = split.rows
        self._note(split.findings)
        given = {"amount_vnd": split.amounts}
        if any(split.kinds):
            own = self._values(self.match.columns["kind"]) if "kind" in self.match.columns else [""] * len(self.rows)
            given["kind"] = [kind or value for kind, value in zip(split.kinds, own, strict=True)]
        return given

    def _add(self, column: Column, values: list, cells: Cells) -> None:
        if cells.rival_dates:
            message = f"Cột “{column.label}” đọc được theo hai dạng ngày với kết quả khác nhau: {cells.rival_dates}."
            more = {"todo": dates.SWAPPED_TODO} if cells.rival_dates == dates.SWAPPED else {}
            self.findings.append(found("L0-hai-cach-doc-ngay", message, **more, **self._where(column)))
        array = cells.array
        if column.name == "handling_unit" and "cá nhân" in exact(self._where(column)["column"]):
            array, hidden = privacy.without_names(array, self.office.units)
            if hidden:
                message = f"{hidden} ô nêu tên cá nhân, đã thay bằng “{privacy.NOT_NAMED}”."
                self.findings.append(found("L1-sua-dang", message, level="listed", **self._where(column)))
        if column.name == "unit":  # typed by hand in the office's registers: somebody may be named instead of a unit
            array = self._units_only(array, column)
        self.arrays[column.name] = array
        if cells.is_unreadable.any():
            self.unreadable[column.name] = cells.is_unreadable
            self._report_unreadable(column, values, cells.is_unreadable)
        for what, where in cells.repaired.items():
            message = f"Đã sửa dạng viết ({what}), giá trị giữ nguyên."
            self.findings += of_repairs(self._numbers(where), message, **self._where(column))

    def _units_only(self, array: pa.StringArray, column: Column) -> pa.StringArray:
        kept, hidden = privacy.without_names(array, self.office.units)
        if hidden:
            message = f"{column.label}: ô này không nêu một đơn vị nào đã biết, đã thay bằng “{privacy.NOT_NAMED}”."
            todo = "Ghi tên đơn vị (Phòng …, Ban …, UBND …), hoặc thêm tên này vào units trong reference/centre.toml."
            changed = np.asarray(pc.fill_null(pc.not_equal(kept, array), False))
            where = self._where(column)
            self.findings += [found("L1-don-vi-la", message, row=row, todo=todo, **where) for row in self._numbers(changed)]
        return kept

    def _report_unreadable(self, column: Column, values: list, mask: np.ndarray) -> None:
        # Of case codes and acceptance dates the file is refused; one finding a cell is made there.
        is_refused = self.table.name == "cases" and column.name in ("case_id", "accepted_at")
        if is_refused or column.derived_from:
            return
        rule = "L1-ma-la" if column.type == "code" else "L1-khong-doc-duoc"
        indices = np.flatnonzero(mask)
        counts = Counter(str(values[index]).strip() for index in indices)
        ids = self.arrays.get("case_id")
        for index in indices:
            shown = privacy.quotable(values[index], column, counts[str(values[index]).strip()])
            case = ids[int(index)].as_py() if ids is not None else None
            message = f"{column.label}: không đọc được ({shown})."
            self.findings.append(
                found(
                    rule,
                    message,
                    row=self.grid.number(self.rows[index]),
                    case_id=case or "",
                    accepted=_accepted(column, self.format),
                    **self._where(column),
                )
            )

    def _derive(self) -> None:
        """Columns that come out of personal cells; the cells themselves go no further."""
        cells = {role: self._values(index) for role, index in self.match.personal.items()}
        columns = self.match.columns
        if "hamlet" in columns or "address" in cells:
            values = self._values(columns["hamlet"]) if "hamlet" in columns else cells["address"]
            self._take("hamlet", privacy.hamlet(values, self.office.hamlets))
        if "age_band" in columns or "birth" in cells:
            values = self._values(columns["age_band"]) if "age_band" in columns else cells["birth"]
            at = self._first_day()
            if at is not None:
                self._take("age_band", privacy.age_band(values, at, self.format))
        if "is_own_account" not in columns:
            for one, other in (("submitter_id", "owner_id"), ("submitter", "owner")):
                if one in cells and other in cells:
                    self.arrays["is_own_account"] = privacy.own_account(cells[one], cells[other])
                    break
        if "person_key" in columns or "owner_id" in cells:
            values = self._values(columns["person_key"]) if "person_key" in columns else cells["owner_id"]
            self._take("person_key", privacy.pseudonyms(values, self.office.key))

    def _first_day(self) -> pa.Array | None:
        submitted, accepted = self.arrays.get("submitted_at"), self.arrays.get("accepted_at")
        return pc.coalesce(submitted, accepted) if submitted is not None and accepted is not None else submitted or accepted

    def _take(self, name: str, derived: privacy.Derived) -> None:
        # What read_cells made of the raw cells (an address, a birth date, a number of a person) is replaced here.
        column = self.table.column(name)
        array = derived.array
        if column.type == "code" and derived.is_unreadable.any():
            array = pc.if_else(pa.array(derived.is_unreadable), UNREADABLE, array)
        self.arrays[name] = array
        self.unreadable.pop(name, None)
        if derived.is_unreadable.any():
            self.unreadable[name] = derived.is_unreadable
            message = f"{column.label}: không suy ra được từ ô này."
            rows = self._numbers(derived.is_unreadable)
            self.findings += [found("L1-khong-doc-duoc", message, row=row, **self._where(column)) for row in rows]

    def _decide_scope(self) -> None:
        """The file's own scope column, else the deciding unit's; constants and "unknown" come after."""
        if "deciding_unit" not in self.arrays:
            return
        scopes, findings = scope.of_units(
            self.arrays["deciding_unit"],
            self.office.deciding_units,
            self.arrays.get("receiving_unit"),
            self.office.receiving_offices,
        )
        self.arrays["scope"] = pc.coalesce(self.arrays["scope"], scopes) if "scope" in self.arrays else scopes
        self.findings += [replace(item, **self._where(self.table.column("deciding_unit"))) for item in findings]

    def _set_constants(self) -> None:
        """A constant fills the column, or its blanks where the file has the column too."""
        for name, value in self.format.constants.items():
            column = self.table.column(name)
            constant = pa.scalar(value, ARROW[column.type])
            if name in self.arrays:
                # A cell that could not be read is not blank.
                fillable = ~self.unreadable.get(name, np.zeros(len(self.rows), dtype=bool))
                own = self.arrays[name]
                self.arrays[name] = pc.if_else(pc.and_(pc.is_null(own), pa.array(fillable)), constant, own)
            else:
                self.arrays[name] = pa.repeat(constant, len(self.rows))

    def _number_rows(self) -> None:
        """A key made of the row's own content for exports that have none: case, kind, time, amount and a running number."""
        name = self.format.rows.numbered
        if not name or name in self.arrays:
            return
        parts = [self.arrays[part].to_pylist() for part in ("case_id", "kind", "paid_at", "amount_vnd") if part in self.arrays]
        seen: Counter = Counter()
        keys = []
        for row in zip(*parts, strict=True):
            stem = "/".join(
                "" if value is None else f"{value:%Y%m%dT%H%M%S}" if isinstance(value, datetime) else str(value) for value in row
            )
            seen[stem] += 1
            keys.append(f"{stem}/{seen[stem]}")
        self.arrays[name] = pa.array(keys, pa.string())

    def _compare_totals(self, rows: Rows) -> None:
        """The last row of sums against what was read: the sums of its number columns, else the count of rows."""
        if not rows.totals:
            return
        last = rows.totals[-1]
        cells = self.grid.rows[last]
        summed = [
            column for column in self.table.columns if column.type in ("count", "vnd") and column.name in self.match.columns
        ]
        differences = []
        for column in summed:
            values = read_cells([cells[self.match.columns[column.name]]], column, self.format).array
            own = pc.sum(self.arrays[column.name]).as_py() or 0
            if values[0].is_valid and values[0].as_py() != own:
                differences.append(f"{column.label}: {whole(values[0].as_py())}, cộng các dòng: {whole(own)}")
        if not summed:
            numbers = {int(n) if isinstance(n, (int, float)) else parse_number(n) for n in numbers_in(cells)}
            if len(numbers) == 1 and numbers != {len(rows.data)}:
                differences.append(f"dòng tổng ghi {whole(numbers.pop())}, đếm được {whole(len(rows.data))} dòng")
        for text in differences:
            self._note([found("L1-dong-tong-lech", f"Dòng tổng cộng không khớp: {text}.", row=self.grid.number(last))])

    def _refuse_nameless_cases(self) -> None:
        ids, accepted, status = (self.arrays.get(name) for name in ("case_id", "accepted_at", "status"))
        if ids is not None:
            self._refuse_rows("L1-ma-ho-so", "case_id", np.asarray(ids.is_null()))
        if accepted is None or "accepted_at" not in self.match.columns:
            return
        needs_none = np.zeros(len(accepted), dtype=bool)
        if status is not None:
            needs_none = np.asarray(pc.fill_null(pc.is_in(status, pa.array(NOT_ACCEPTED_YET)), False))
        unread = self.unreadable.get("accepted_at", np.zeros(len(accepted), dtype=bool))
        self._refuse_rows("L1-ngay-tiep-nhan", "accepted_at", unread | (np.asarray(accepted.is_null()) & ~needs_none))

    def _refuse_rows(self, rule: str, name: str, mask: np.ndarray) -> None:
        column, ids = self.table.column(name), self.arrays.get("case_id")
        values = self._values(self.match.columns[name]) if mask.any() else []
        for index in np.flatnonzero(mask):
            cell = values[index]
            is_empty = cell is None or (isinstance(cell, str) and not cell.strip())
            shown = "ô trống" if is_empty else privacy.quotable(cell, column)
            case = (ids[int(index)].as_py() or "") if ids is not None else ""
            message = f"{column.label}: {shown}, không đọc được."
            accepted = {"accepted": _accepted(column, self.format)} if column.type == "instant" else {}
            row = self.grid.number(self.rows[index])
            self.findings.append(found(rule, message, row=row, case_id=case, **accepted, **self._where(column)))

    def _log_likened(self) -> None:
        for name, index in self.match.likened.items():
            heading = " ".join(self.match.headings[index].split())
            message = f"Tiêu đề “{heading}” được đọc là “{self.table.column(name).label}”."
            self.findings.append(
                found("L1-sua-dang", message, file=self.file, sheet=self.grid.sheet, column=heading, row=self.match.last + 1)
            )

    def _assembled(self) -> pa.Table:
        names = [column.name for column in self.table.columns if column.name in self.arrays]
        data = {name: self.arrays[name].cast(ARROW[self.table.column(name).type]) for name in names}
        marks = np.full(len(self.rows), "", dtype=object)
        for name in (column.name for column in self.table.columns):
            if name in self.unreadable:
                where = self.unreadable[name]
                marks[where] = [f"{mark or ','}{name}," for mark in marks[where]]
        number = self.grid.number
        data["source_row"] = pa.array([number(row) for row in self.rows], pa.int64())
        data["unreadable"] = pa.array(marks, pa.string())
        return pa.table(data)


def _accepted(column: Column, fmt: Format) -> str:
    if column.type == "instant":
        # Of the usual formats the first three stand for all.
        formats = fmt.dates.formats if fmt.has_own_dates else fmt.dates.formats[:3]
        return "; ".join(dates.shown(text) for text in formats) + ("; " if formats else "một dạng cho cả cột; ") + "ngày có thật"
    if column.name == "figure":
        return "con số viết ở dạng chữ, ví dụ 98,25% (trong bảng tính: định dạng ô là Văn bản rồi gõ)"
    if column.type == "code":
        return "; ".join(f"“{label}”" for label in VOCABULARIES[column.vocabulary].values())
    return _ACCEPTED[column.type]


def _placed(item: Finding, file: str, sheet: str) -> Finding:
    return replace(item, file=item.file or file, sheet=item.sheet or sheet)
