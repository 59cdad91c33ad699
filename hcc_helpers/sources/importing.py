"""From the folder of a month's exports to its snapshot: recognise, read, join, complete, check, store.

Either the whole folder is imported or nothing is changed: all refusals are gathered first, so that one look at the
list is enough to put everything right.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from hcc_helpers.errors import Finding, InputMissing, InputRefused
from hcc_helpers.periods import Period, parse_period
from hcc_helpers.places import clean_folder, raw_folder
from hcc_helpers.rules import load_centre, load_rules
from hcc_helpers.sources import coverage, joins, refusals
from hcc_helpers.sources.catalogue import complete, load_catalogue
from hcc_helpers.sources.checks import check
from hcc_helpers.sources.columns import TABLES
from hcc_helpers.sources.files import bombs
from hcc_helpers.sources.files.folder import ACCEPTED, read_grids
from hcc_helpers.sources.files.grids import Grid, Unreadable
from hcc_helpers.sources.findings import found
from hcc_helpers.sources.mapping.headings import Match, needed
from hcc_helpers.sources.mapping.mapping import MAPPING, FileEntry, Mapping, candidates, read_mapping
from hcc_helpers.sources.mapping.recognise import recognise
from hcc_helpers.sources.office.corrections import Corrections, read_corrections
from hcc_helpers.sources.office.own_words import WORDS, read_words
from hcc_helpers.sources.office.reading import is_register_book, read_book
from hcc_helpers.sources.office.sheets import BOOK, SHEETS
from hcc_helpers.sources.reading import Office, Part, read_part
from hcc_helpers.sources.snapshot import Draft, Snapshot, store
from hcc_helpers.sources.values.privacy import person_key
from hcc_helpers.sources.values.rows import is_blank
from hcc_helpers.sources.values.scope import UNKNOWN

# The office's own files beside the exports; others read them.
NOT_EXPORTS = (WORDS, MAPPING)
# What a spreadsheet also saves as, LibreOffice by itself: somebody who did so believes that the file is read.
_OTHER_BOOKS = (".ods", ".fods", ".xlsm", ".xlsb", ".xltx", ".xltm", ".ots", ".numbers")


@dataclass
class Folder:
    """What the files of a folder gave so far."""

    period: Period
    corrections: Corrections
    parts: list[Part] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    files: list[dict] = field(default_factory=list)
    books: dict[str, str] = field(default_factory=dict)  # hash of a register workbook → its name

    @property
    def is_refused(self) -> bool:
        return any(finding.level == "refused" for finding in self.findings)


def import_period(data_root: Path | str, period: str) -> Snapshot:
    """Reads `DIR/raw/PERIOD/` and returns its snapshot: a new version, or the stored one where nothing changed.

    Raises InputMissing (66) without any case table, InputRefused (65) with every refusal, CannotWrite (73).
    """
    draft, key = draft_period(data_root, period)
    if draft.tables["cases"]["person_key"].null_count < draft.tables["cases"].num_rows:
        # Before the snapshot: pseudonyms whose key is lost would never match those of another month.
        key.save()
    snapshot = store(data_root, draft)
    refusals.forget(data_root, period)
    return snapshot


def draft_period(data_root: Path | str, period: str):
    """Everything of `import_period` but the writing: (draft, person key)."""
    folder = raw_folder(data_root, period)
    paths = _files(folder)
    try:
        mapping = read_mapping(folder)
        centre = load_centre(data_root)
        month = parse_period(period, centre.since)
        rules = load_rules(data_root, month.start.date())
        patterns = load_rules(data_root, month.last_day).versions("case_code_pattern")
        key = person_key(clean_folder(data_root, period).parent)
        office = Office(centre.hamlets, centre.units, dict(centre.deciding_units), key, centre.receiving_offices)
        state = Folder(month, read_corrections(data_root, period, centre))
        state.findings += _left_folders(folder) + _names_without_file(mapping, paths)
        for path in paths:
            _read_file(state, path, mapping, office)
        _refuse_rival_books(state)
        _forget_sheets_not_needed(state)
        state.findings += state.corrections.finish()
        words = read_words(folder)
        state.findings += words.findings
    except InputRefused as refused:
        raise refusals.refusal(data_root, period, refused.findings) from refused
    if not any(part.table == "cases" and not part.format.joins for part in state.parts):
        if state.is_refused:
            raise refusals.refusal(data_root, period, state.findings)
        raise _no_cases(folder, state.findings)
    taken = _date_parts(state, mapping)
    if state.is_refused:
        raise refusals.refusal(data_root, period, state.findings)
    tables, columns = _joined(state, rules.value("deadline_comparison"), load_catalogue(data_root), patterns)
    if state.is_refused:
        raise refusals.refusal(data_root, period, state.findings)
    covers = {name: _covers(state, mapping, name) for name in tables}
    said = {"corrections": state.corrections.record(), "own_words": words.record()}
    return Draft(period, taken, tables, columns, covers, state.files, state.findings, said), key


def _files(folder: Path) -> list[Path]:
    """The files of the folder in order of name; hidden ones and a spreadsheet's lock files are none."""
    if not folder.is_dir():
        raise _no_cases(folder, [])
    return sorted(
        (
            path
            for path in folder.iterdir()
            if path.is_file() and not path.name.startswith((".", "~$")) and path.name not in NOT_EXPORTS
        ),
        key=lambda path: path.name,
    )


def _forget_sheets_not_needed(state: Folder) -> None:
    """An untouched or missing sheet of the workbook is nothing to say where an export gives its table."""
    given = {part.table for part in state.parts}
    names = {sheet.name for sheet in SHEETS if sheet.table in given}
    quiet = ("L0-so-chua-ghi", "L0-so-thieu-trang")
    state.findings = [item for item in state.findings if not (item.rule in quiet and item.sheet in names)]


def _left_folders(folder: Path) -> list[Finding]:
    """Folders beside the exports: nobody looks into them, so they are named."""
    names = sorted(path.name for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    todo = "Tệp xuất phải nằm ngay trong thư mục của tháng; chuyển ra nếu cần dùng."
    return [found("L0-de-nguyen", "Thư mục con để nguyên, không đọc tệp bên trong.", file=name, todo=todo) for name in names]


def _names_without_file(mapping: Mapping, paths: list[Path]) -> list[Finding]:
    """A `[[file]]` that no file answers to: a slip in its name would drop its constants without a word."""
    used = {id(mapping.entry(path.name)) for path in paths}
    lost = [entry for entry in mapping.file if id(entry) not in used]
    return [
        found("L0-mapping-thua", f"mapping.toml nêu “{entry.name}” nhưng không tệp nào dùng mục này.", file=MAPPING)
        for entry in lost
    ]


def _no_cases(folder: Path, findings: list[Finding]) -> InputMissing:
    message = f"Không có danh sách hồ sơ nào trong “{folder}”."
    return InputMissing(message, [found("L0-khong-co-ho-so", "Chưa có bảng hồ sơ của kỳ này."), *findings])


def _read_file(state: Folder, path: Path, mapping: Mapping, office: Office) -> None:
    entry = mapping.entry(path.name)
    is_export = path.name.lower().endswith(ACCEPTED)
    is_own = path.name == BOOK
    if entry is None and not mapping.only_named and path.suffix.lower() in _OTHER_BOOKS:
        message = f"Bảng tính dạng {path.suffix} không được đọc; nếu đây là sổ theo dõi hoặc tệp xuất thì bảng của nó đang thiếu."
        todo = "Mở tệp, chọn Lưu thành… dạng .xlsx, đặt vào thư mục này."
        state.findings.append(found("L0-de-nguyen", message, file=path.name, level="odd", todo=todo))
        state.files.append(_record(path.name, _digest(path), path.stat().st_size, left_alone=True))
        return
    if (mapping.only_named and entry is None and not is_own) or (entry is None and not is_export):
        why = "mapping.toml không nêu tên" if mapping.only_named else "không phải tệp xuất"
        state.findings.append(found("L0-de-nguyen", f"Tệp để nguyên: {why}.", file=path.name))
        state.files.append(_record(path.name, _digest(path), path.stat().st_size, left_alone=True))
        return
    try:
        bombs.check_size(path.stat().st_size)
        data = path.read_bytes()
        grids = read_grids(path.name, data)
    except bombs.Unsafe as unsafe:
        state.findings.append(replace(unsafe.finding, file=path.name))
        return
    except Unreadable as unreadable:
        state.findings += [replace(finding, file=path.name) for finding in unreadable.findings]
        return
    except OSError:
        state.findings.append(found("L0-khong-mo-duoc", "Hệ điều hành không cho đọc tệp.", file=path.name))
        return
    # A pattern for all exports (*.xlsx) means no register; by its own name a mapping may say what it likes.
    is_meant = entry is None or entry.name != path.name
    if is_meant and is_register_book(grids):
        _read_register(state, path.name, data, grids, office)
        return
    _read_sheets(state, path.name, data, grids, entry, mapping, office)


def _read_register(state: Folder, name: str, data: bytes, grids: list[Grid], office: Office) -> None:
    """The office's register workbook: its sheets are its tables; a second, equal copy is left alone."""
    digest = hashlib.sha256(data).hexdigest()
    if digest in state.books:
        state.findings.append(found("L0-de-nguyen", f"Sổ này giống hệt {state.books[digest]}, để nguyên.", file=name))
        state.files.append(_record(name, digest, len(data), left_alone=True))
        return
    state.books[digest] = name
    book = read_book(name, grids, state.period, office, state.corrections.apply)
    state.parts += book.parts
    state.findings += book.findings
    state.files += [_record(name, digest, len(data), part) for part in book.parts]
    if not book.parts:
        state.files.append(_record(name, digest, len(data), left_alone=True))


def _refuse_rival_books(state: Folder) -> None:
    """Two register workbooks that both fill a table: nobody can say which one holds."""
    for table in TABLES:
        names = dict.fromkeys(part.file for part in state.parts if part.table == table and part.file in state.books.values())
        if len(names) > 1:
            message = f"{len(names)} sổ theo dõi cùng có bảng “{TABLES[table].label}”: {', '.join(names)}."
            state.findings.append(found("L0-hai-so", message, file=list(names)[-1]))


def _read_sheets(
    state: Folder, name: str, data: bytes, grids: list[Grid], entry: FileEntry | None, mapping: Mapping, office: Office
) -> None:
    formats = candidates(entry)
    digest = hashlib.sha256(data).hexdigest()
    unknown: list[tuple[Grid, list[Finding]]] = []
    known = 0
    for grid in grids:
        state.findings += [replace(finding, file=name, sheet=grid.sheet) for finding in grid.findings]
        if not any(not is_blank(cell) for row in grid.rows for cell in row):
            continue
        match = recognise(grid, formats) if len(grid.rows) > 1 or grid.kind != "json" else _empty_list(grid, formats)
        if isinstance(match, list):
            unknown.append((grid, match))
            continue
        known += 1
        state.corrections.apply(name, grid, match)
        part = read_part(name, grid, match, office)
        said = coverage.banner(grid, match.first)
        part.covers = said.covers
        if said.unclear is not None and part.table not in mapping.covers:
            message = "Không đọc được sổ theo dõi từ ngày nào đến ngày nào; bảng này coi như không rõ khoảng thời gian."
            where = {"file": name, "sheet": grid.sheet, "row": grid.number(said.unclear)}
            state.findings.append(found("L0-khoang-theo-doi", message, **where))
        own = entry.extracted_at if entry else None
        part.extracted_at = own or mapping.extracted_at or said.taken or coverage.from_name(name)
        state.parts.append(part)
        state.findings += part.findings
        state.files.append(_record(name, digest, len(data), part))
    for grid, findings in unknown:
        # A notes sheet beside a list is no fault; a list that misses a heading is, and so is a file with nothing known.
        if known and all(finding.rule == "L0-khong-nhan-ra" for finding in findings):
            state.findings.append(
                found("L0-de-nguyen", "Trang tính không có bảng nào đã biết, để nguyên.", file=name, sheet=grid.sheet)
            )
        else:
            state.findings += [replace(finding, file=name, sheet=grid.sheet) for finding in findings]
    if not known and not unknown:
        state.findings.append(found("L0-khong-nhan-ra", "Tệp không có dòng nào.", file=name))


def _empty_list(grid: Grid, formats) -> Match | list[Finding]:
    """A list of the packet that no case fills: an empty table, known by its name."""
    for fmt in formats:
        if grid.kind in fmt.kinds and grid.sheet in fmt.sheets:
            return Match(fmt, 0, 0, columns={name: 0 for name in needed(fmt)}, headings={0: str(grid.rows[0][0])})
    return [found("L0-khong-nhan-ra", "Danh sách trống không rõ là gì.")]


def _record(name: str, digest: str, size: int, part: Part | None = None, left_alone: bool = False) -> dict:
    return {
        "name": name,
        "sha256": digest,
        "bytes": size,
        "sheet": part.sheet if part else "",
        "rows": part.data.num_rows if part else 0,
        "format": part.format.id if part else "",
        "table": part.table if part else "",
        "extracted_at": part.extracted_at.isoformat() if part and part.extracted_at else None,
        "left_alone": left_alone,
    }


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _date_parts(state: Folder, mapping: Mapping) -> datetime:
    """When the month was taken: the earliest of its case lists, from which the other files take theirs if they say none."""
    undated = [part for part in state.parts if part.table == "cases" and not part.format.joins and part.extracted_at is None]
    for name in dict.fromkeys(part.file for part in undated):
        state.findings.append(found("L0-thieu-thoi-diem", "Không biết danh sách hồ sơ này được trích xuất lúc nào.", file=name))
    times = [part.extracted_at for part in state.parts if part.table == "cases" and not part.format.joins and part.extracted_at]
    earliest = min(times, default=datetime.min)
    for part in state.parts:
        if part.extracted_at is None:
            part.extracted_at = earliest
    return earliest


def _joined(state: Folder, late_rule: str, catalogue, patterns) -> tuple[dict[str, pa.Table], dict[str, list[str]]]:
    tables: dict[str, pa.Table] = {}
    columns: dict[str, list[str]] = {}
    for name, table in TABLES.items():
        parts = [part for part in state.parts if part.table == name]
        if not parts:
            continue
        rows, findings = joins.united(table, parts, late_rule)
        given = {column for part in parts for column in part.columns}
        state.findings += findings
        if name == "cases":
            rows, more, filled = complete(rows, catalogue)
            given |= {*filled, "scope"}
            state.findings += more
            position = rows.schema.get_field_index("scope")
            rows = rows.set_column(position, "scope", pc.fill_null(rows["scope"], UNKNOWN))
        tables[name] = rows
        columns[name] = [column.name for column in table.columns if column.name in given]
        state.findings += check(name, rows, patterns)
    for name, rows in tables.items():
        state.findings += joins.unmatched(TABLES[name], rows, tables["cases"])
    tables = {name: rows.drop_columns(joins.SHEET) for name, rows in tables.items()}
    return tables, columns


def _covers(state: Folder, mapping: Mapping, name: str) -> coverage.Covers | None:
    if name in mapping.covers:
        return mapping.covers[name]
    spans = [part.covers for part in state.parts if part.table == name and part.covers]
    span = coverage.united(spans)
    if spans and span is None:
        message = f"Các tệp của bảng “{TABLES[name].label}” để hở khoảng thời gian giữa chúng."
        state.findings.append(found("L2-thieu-khoang", message))
    return span
