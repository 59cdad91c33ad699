"""One grid under one format to one table of declared columns, with everything that was found on the way.

Which rows are whole is decided in `whole_rows`; what is said of cells that could not be read, in `unread_cells`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hcc_helpers.errors import Finding
from hcc_helpers.numbers_vn import whole
from hcc_helpers.sources.columns import TABLES, Column
from hcc_helpers.sources.coverage import Covers
from hcc_helpers.sources.files.grids import Grid
from hcc_helpers.sources.findings import found, of_repairs, ranges
from hcc_helpers.sources.mapping.formats import Format
from hcc_helpers.sources.mapping.headings import Match
from hcc_helpers.sources.mapping.mapping import Limits
from hcc_helpers.sources.unread_cells import said_once
from hcc_helpers.sources.values import clocks, closed_names, dates, fees, persons_in_codes, privacy, scope
from hcc_helpers.sources.values.cells import ARROW, Cells, read_cells
from hcc_helpers.sources.values.rows import classify
from hcc_helpers.sources.whole_rows import WholeRows
from hcc_helpers.vocabulary import UNREADABLE

OFFICERS = ("handling_unit",)  # exports write the officer beside or instead of the unit: that is usual, and no fault of a row


@dataclass
class Office:
    """What reading needs to know of the office."""

    hamlets: list[str]
    units: list[str]
    deciding_units: dict[str, str]
    key: privacy.PersonKey
    limits: Limits = field(default_factory=Limits)
    calendar: tuple[date, date] | None = None  # first and last day whose working days are known
    receiving_offices: list[str] = field(default_factory=list)
    systems: list[str] = field(default_factory=list)
    office_names: list[str] = field(default_factory=list)  # how the office and what stands above it are called
    unlisted: dict[str, Counter] = field(default_factory=lambda: defaultdict(Counter))  # list → names that it does not hold

    @property
    def known_units(self) -> list[str]:
        """Every unit that centre.toml names."""
        return [*self.units, *self.deciding_units, *self.receiving_offices, *self.office_names]

    def listed(self, key: str) -> list[str]:
        """The office's own list of that name; an empty one closes nothing."""
        return {"units": self.units, "systems": self.systems}.get(key, [])


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
        self.unread_values: dict[str, list] = {}

    def read(self) -> Part:
        rows = classify(self.grid, self.match)
        self._note(rows.findings)
        whole = WholeRows(self.grid, self.match, rows, self.office.limits)
        self.rows = rows.data
        overridden = self._split_fees()
        for column in self.table.columns:
            if column.name in self.match.columns or column.name in overridden:
                values = overridden.get(column.name) or self._values(self.match.columns[column.name])
                if column.name in self.match.clocks:
                    values = clocks.joined(values, self._values(self.match.clocks[column.name]))
                self._add(column, values, read_cells(values, column, self.format))
        if self.table.name == "cases":
            self._derive()
            self._decide_scope()
        self._set_constants()
        self._number_rows()
        self._note(whole.check(self.rows, self.arrays, self.unreadable))
        self._set_aside(whole)
        for name, values in self.unread_values.items():
            self._report_unreadable(self.table.column(name), values)
        self._log_likened()
        return Part(self.file, self.grid.sheet, self.format, self._assembled(), self.findings)

    def _set_aside(self, whole: WholeRows) -> None:
        """Rows that cannot be used as a whole leave every count; above the declared share the file is refused."""
        gone = whole.aside(self.rows, self.arrays, self.unreadable, self._where)
        self._note(gone.findings)
        if gone.rows.any():
            keep = pa.array(~gone.rows)
            self.arrays = {name: array.filter(keep) for name, array in self.arrays.items()}
            self.unreadable = {name: mask[~gone.rows] for name, mask in self.unreadable.items()}
            self.unread_values = {
                name: [value for value, is_gone in zip(values, gone.rows, strict=True) if not is_gone]
                for name, values in self.unread_values.items()
            }
            self.rows = [row for row, is_gone in zip(self.rows, gone.rows, strict=True) if not is_gone]

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
        array, is_unreadable = self._inside_the_calendar(column, cells)
        if column.type == "text" and not column.is_identity and not column.derived_from and column.name not in OFFICERS:
            array = self._without_persons(array, column)
        if column.is_identity:
            array = self._coded(array, column)
        if names := closed_names.names_of(column.name):
            array = self._listed_only(array, column, names)
        self.arrays[column.name] = array
        if is_unreadable.any():
            self.unreadable[column.name] = is_unreadable
            self.unread_values[column.name] = values
        for what, where in cells.repaired.items():
            message = f"Đã sửa dạng viết ({what}), giá trị giữ nguyên."
            self.findings += of_repairs(self._numbers(where), message, **self._where(column))

    def _without_persons(self, array: pa.StringArray, column: Column) -> pa.StringArray:
        kept, changed = privacy.without_persons(array, column, self.office.known_units)
        if changed.any():
            rows = self._numbers(changed)
            message = f"{column.label}: {whole(len(rows))} ô có thể chứa thông tin cá nhân (dòng {ranges(rows)}), đã thay bằng “{privacy.HIDDEN}”."
            self.findings.append(found("L1-ca-nhan", message, row=rows[0], **self._where(column)))
        return kept

    def _coded(self, array: pa.StringArray, column: Column) -> pa.StringArray:
        kept, changed = persons_in_codes.without_persons(array, self.office.key, is_case=column.name == "case_id")
        if changed.any():
            rows = self._numbers(changed)
            message = f"{column.label}: {whole(len(rows))} ô có thể chứa thông tin cá nhân (dòng {ranges(rows)}), đã thay bằng bí danh; mỗi mã vẫn tính một lần."
            self.findings.append(found("L1-ca-nhan", message, row=rows[0], **self._where(column)))
        return kept

    def _listed_only(self, array: pa.StringArray, column: Column, names: closed_names.Names) -> pa.StringArray:
        kept = closed_names.closed(array, names, self.office.listed(names.key), self._known(names))
        if names.key:
            self.office.unlisted[names.key] += kept.unlisted
        for told in dict.fromkeys(kept.array.filter(pa.array(kept.changed)).to_pylist()):
            mask = kept.changed & np.asarray(pc.fill_null(pc.equal(kept.array, told), False))
            rows, where = self._numbers(mask), self._where(column)
            if told == privacy.NOT_NAMED and column.name in OFFICERS:
                message = f"{whole(len(rows))} ô không nêu một đơn vị (có thể là tên cá nhân), đã thay bằng “{told}”."
                self.findings.append(found("L1-sua-dang", message, level="listed", **where))
                continue
            message = f"{whole(len(rows))} ô (dòng {ranges(rows)}) không nêu một {names.what} đã biết, đã thay bằng “{told}”."
            if names.key:
                todo = f"Thêm tên vào {names.key} trong reference/centre.toml (hcc check in dòng đề xuất), hoặc ghi tên {names.what} đã có."
            else:
                todo = "Kiểm tra cột có bị lệch không; ghi tên cơ quan, hoặc khai báo ở deciding_units, receiving_offices của centre.toml."
            self.findings.append(found(names.rule, message, row=rows[0], todo=todo, **where))
        return kept.array

    def _known(self, names: closed_names.Names) -> list[str]:
        return [] if names is closed_names.SYSTEMS else self.office.known_units

    def _inside_the_calendar(self, column: Column, cells: Cells) -> tuple[pa.Array, np.ndarray]:
        """Days of a case outside the calendar have no number of working days: what check accepts, the run accepts."""
        if self.table.name != "cases" or column.type != "instant" or self.office.calendar is None:
            return cells.array, cells.is_unreadable
        first, last = (pa.scalar(datetime(day.year, day.month, day.day), pa.timestamp("us")) for day in self.office.calendar)
        days = pc.floor_temporal(cells.array, unit="day")
        outside = pc.fill_null(pc.or_(pc.less(days, first), pc.greater(days, last)), False)
        if not pc.any(outside).as_py():
            return cells.array, cells.is_unreadable
        array = pc.if_else(outside, pa.scalar(None, pa.timestamp("us")), cells.array)
        return array, cells.is_unreadable | np.asarray(outside)

    def _report_unreadable(self, column: Column, values: list) -> None:
        """Of case codes and acceptance dates nothing is said here: their rows were set aside."""
        mask = self.unreadable.get(column.name)
        is_said = self.table.name == "cases" and column.name in ("case_id", "accepted_at")
        if is_said or column.derived_from or mask is None or not mask.any():
            return
        rule = "L1-ma-la" if column.type == "code" else "L1-khong-doc-duoc"
        ids = self.arrays.get("case_id")
        cells = [
            (self.grid.number(self.rows[index]), ids[int(index)].as_py() if ids is not None else "", values[index])
            for index in np.flatnonzero(mask)
        ]
        filled = sum(1 for value in values if not (value is None or (isinstance(value, str) and not value.strip())))
        self.findings += said_once(column, self.format, cells, filled, rule, self._where(column))

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
        self.unread_values.pop(name, None)
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
            constant = pa.scalar(self._nobody(column, value), ARROW[column.type])
            if name in self.arrays:
                # A cell that could not be read is not blank.
                fillable = ~self.unreadable.get(name, np.zeros(len(self.rows), dtype=bool))
                own = self.arrays[name]
                self.arrays[name] = pc.if_else(pc.and_(pc.is_null(own), pa.array(fillable)), constant, own)
            else:
                self.arrays[name] = pa.repeat(constant, len(self.rows))

    def _nobody(self, column: Column, value):
        """A constant of mapping.toml or a format, which may name a person as a cell may."""
        if column.type != "text" or column.is_identity:
            return value
        array = self._without_persons(pa.array([value], pa.string()), column)
        names = closed_names.names_of(column.name)
        listed = [*self.office.listed(names.key), *self._known(names)] if names else []
        return closed_names.closed(array, names, (), listed).array[0].as_py() if names else array[0].as_py()

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


def _placed(item: Finding, file: str, sheet: str) -> Finding:
    return replace(item, file=item.file or file, sheet=item.sheet or sheet)
