"""The files of a month's folder, each read into parts of tables, with everything found on the way."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from hcc_helpers.errors import Finding, InputMissing
from hcc_helpers.numbers_vn import day as day_vn
from hcc_helpers.periods import Period
from hcc_helpers.personal import masked, shape
from hcc_helpers.sources import coverage
from hcc_helpers.sources.columns import TABLES
from hcc_helpers.sources.files import bombs
from hcc_helpers.sources.files.folder import ACCEPTED, read_grids
from hcc_helpers.sources.files.grids import Grid, Unreadable
from hcc_helpers.sources.findings import found
from hcc_helpers.sources.mapping.formats import Format
from hcc_helpers.sources.mapping.headings import Match, needed
from hcc_helpers.sources.mapping.mapping import MAPPING, FileEntry, Mapping, candidates
from hcc_helpers.sources.mapping.named import not_there
from hcc_helpers.sources.mapping.recognise import recognise
from hcc_helpers.sources.office.corrections import Corrections
from hcc_helpers.sources.office.own_words import WORDS
from hcc_helpers.sources.office.reading import is_register_book, read_book
from hcc_helpers.sources.office.sheets import BOOK, SHEETS
from hcc_helpers.sources.reading import Office, Part, read_part
from hcc_helpers.sources.values.rows import is_blank

# The office's own files beside the exports; others read them.
NOT_EXPORTS = (WORDS, MAPPING)
# What no reader here opens: somebody who saved so believes that the file is read.
_OTHER_BOOKS = (".fods", ".ots", ".numbers", ".et", ".dif", ".slk", ".dbf", ".txt", ".prn", ".pdf", ".docx", ".doc")
_OTHER_ARCHIVES = (".7z", ".rar", ".tar", ".tgz", ".bz2", ".xz")
# A download that is not finished, and a mere pointer to a file: the list itself is not here.
_UNFINISHED = (".crdownload", ".part", ".partial", ".download", ".opdownload")
_POINTERS = (".lnk", ".url", ".webloc", ".gsheet", ".cloud", ".cloudf")
_MANY_ROWS, _MANY_CELLS = 5, 3  # a sheet with so many rows of so many cells is a list, not a note


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


def files(folder: Path) -> list[Path]:
    """The files of the folder in order of name; hidden ones and a spreadsheet's lock files are none."""
    if not folder.is_dir():
        raise no_cases(folder, [])
    return sorted(
        (
            path
            for path in folder.iterdir()
            if path.is_file() and not path.name.startswith((".", "~$")) and path.name not in NOT_EXPORTS
        ),
        key=lambda path: path.name,
    )


def forget_sheets_not_needed(state: Folder) -> None:
    """An untouched or missing sheet of the workbook is nothing to say where an export gives its table."""
    given = {part.table for part in state.parts}
    names = {sheet.name for sheet in SHEETS if sheet.table in given}
    quiet = ("L0-so-chua-ghi", "L0-so-thieu-trang")
    state.findings = [item for item in state.findings if not (item.rule in quiet and item.sheet in names)]


def left_folders(folder: Path) -> list[Finding]:
    """Folders beside the exports: nobody looks into them, so they are named."""
    names = sorted(path.name for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    todo = "Tệp xuất phải nằm ngay trong thư mục của tháng; chuyển ra nếu cần dùng."
    return [found("L0-de-nguyen", "Thư mục con để nguyên, không đọc tệp bên trong.", file=name, todo=todo) for name in names]


def names_without_file(mapping: Mapping, paths: list[Path]) -> list[Finding]:
    """A `[[file]]` that no file answers to: a slip in its name would drop its constants without a word."""
    used = {id(entry) for path in paths for entry in mapping.entries(path.name)}
    lost = [entry for entry in mapping.file if id(entry) not in used]
    return [
        found(
            "L0-mapping-thua",
            f"mapping.toml nêu “{entry.name}” nhưng không tệp nào dùng mục này.",
            file=MAPPING,
            **({"level": "listed"} if entry.optional else {}),
        )
        for entry in lost
    ]


def no_cases(folder: Path, findings: list[Finding]) -> InputMissing:
    message = f"Không có danh sách hồ sơ nào trong “{folder}”."
    return InputMissing(message, [found("L0-khong-co-ho-so", "Chưa có bảng hồ sơ của kỳ này."), *findings])


def read_file(state: Folder, path: Path, mapping: Mapping, office: Office) -> None:
    entry = mapping.entry(path.name)
    # A blank or a dot behind the ending is seen by nobody.
    is_export = path.name.lower().rstrip(" .").endswith(ACCEPTED)
    is_own = path.name == BOOK
    kind = path.suffix.lower()
    if entry is None and not mapping.only_named and kind in (*_UNFINISHED, *_POINTERS):
        what = "là một lần tải chưa xong" if kind in _UNFINISHED else "chỉ là lối tắt đến một tệp ở nơi khác"
        todo = (
            "Tải lại cho xong, đặt tệp đã tải vào thư mục này; xóa tệp đang nêu."
            if kind in _UNFINISHED
            else "Chép chính tệp ấy vào thư mục này."
        )
        state.findings.append(found("L0-de-nguyen", f"Tệp {what}, không được đọc.", file=path.name, level="odd", todo=todo))
        state.files.append(_record(path.name, _digest(path), path.stat().st_size, left_alone=True))
        return
    if entry is None and not mapping.only_named and kind in (*_OTHER_BOOKS, *_OTHER_ARCHIVES):
        message = f"Tệp dạng {path.suffix} không được đọc; nếu đây là sổ theo dõi hoặc tệp xuất thì bảng của nó đang thiếu."
        todo = "Giải nén rồi đặt tệp bên trong vào thư mục này."
        own = path.stem.lower()
        if kind == ".txt" and own in NOT_EXPORTS:  # Notepad puts its own ending behind
            message, todo = (
                f"Tệp {path.name} không được đọc.",
                f"Đổi tên {path.name} thành {own} (trong Notepad: Lưu như…, Kiểu: Mọi tệp).",
            )
        elif kind in _OTHER_BOOKS:
            todo = (
                "Nếu là danh sách: xuất lại dạng .xlsx hoặc .csv, hoặc mở tệp, chọn Lưu thành… dạng .xlsx, đặt vào thư mục này."
            )
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
    for again in mapping.entries(path.name)[1:]:
        _read_sheets(state, path.name, data, grids, again, mapping, office, is_again=True)


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


def refuse_rival_books(state: Folder) -> None:
    """Two register workbooks that both fill a table: nobody can say which one holds."""
    for table in TABLES:
        names = dict.fromkeys(part.file for part in state.parts if part.table == table and part.file in state.books.values())
        if len(names) > 1:
            message = f"{len(names)} sổ theo dõi cùng có bảng “{TABLES[table].label}”: {', '.join(names)}."
            state.findings.append(found("L0-hai-so", message, file=list(names)[-1]))


def _read_sheets(
    state: Folder,
    name: str,
    data: bytes,
    grids: list[Grid],
    entry: FileEntry | None,
    mapping: Mapping,
    office: Office,
    is_again: bool = False,
) -> None:
    """`is_again`: the same sheets for another table; what is said of the file has been said."""
    formats = candidates(entry)
    digest = hashlib.sha256(data).hexdigest()
    unknown: list[tuple[Grid, list[Finding]]] = []
    not_shown: list[str] = []
    before: tuple[Grid, Match] | None = None
    for grid in grids:
        if not any(not is_blank(cell) for row in grid.rows for cell in row):
            continue
        if grid.is_hidden and len(grids) > 1 and not _is_named(entry, grid.sheet):
            message = f"Trang tính đang ẩn có {len(grid.rows)} dòng, không được đọc."
            state.findings.append(found("L0-trang-an", message, file=name, sheet=grid.sheet))
            not_shown.append(grid.sheet)
            continue
        state.findings += [replace(finding, file=name, sheet=grid.sheet) for finding in grid.findings] if not is_again else []
        match = recognise(grid, formats) if len(grid.rows) > 1 or grid.kind != "json" else _empty_list(grid, formats)
        if isinstance(match, list) and before is not None and (continued := _continued(grid, *before)):
            message = (
                f"Trang tính không có dòng tiêu đề; {len(grid.rows)} dòng được đọc như phần tiếp của trang “{before[0].sheet}”."
            )
            state.findings.append(found("L0-trang-tiep", message, file=name, sheet=grid.sheet))
            match = continued
        if isinstance(match, list):
            unknown.append((grid, match))
            continue
        before = grid, match
        state.findings += not_there(entry, match, name)
        if not is_again:
            state.corrections.apply(name, grid, match)
        part = read_part(name, grid, match, office)
        said = coverage.banner(grid, max(match.first, 0))
        part.covers = said.covers
        if said.unclear is not None and part.table not in mapping.covers:
            message = "Không đọc được sổ theo dõi từ ngày nào đến ngày nào; bảng này coi như không rõ khoảng thời gian."
            where = {"file": name, "sheet": grid.sheet, "row": grid.number(said.unclear)}
            first, last = day_vn(state.period.first_day), day_vn(state.period.last_day)
            where["accepted"] = f"Theo dõi từ ngày {first} đến ngày {last}"
            state.findings.append(found("L0-khoang-theo-doi", message, **where))
        own = entry.extracted_at if entry else None
        part.extracted_at = own or mapping.extracted_at or said.taken or coverage.from_name(name)
        if said.is_of_all and part.table == "cases" and part.extracted_at:
            part.covers = coverage.EVER, part.extracted_at.date()
        state.parts.append(part)
        state.findings += part.findings
        state.files.append(_record(name, digest, len(data), part))
    if not_shown and before is None:  # the list may be the very sheet that is hidden
        quoted = ", ".join(f"“{masked(sheet)}”" for sheet in not_shown)
        todo = f"Bỏ ẩn (Unhide) trang tính {quoted} rồi lưu lại, nếu danh sách nằm ở đó."
        unknown = [
            (grid, [replace(finding, todo=f"{todo} {finding.todo}") for finding in findings]) for grid, findings in unknown
        ]
    _say_unknown(state, name, unknown, before is not None)
    if before is None and not unknown:
        state.findings.append(found("L0-khong-nhan-ra", "Tệp không có dòng nào.", file=name))


def _say_unknown(state: Folder, name: str, unknown: list[tuple[Grid, list[Finding]]], has_list: bool) -> None:
    """A notes sheet beside a list is no fault; a list that misses a heading is, and so is a file with nothing known."""
    for grid, findings in unknown:
        if not has_list or any(finding.rule != "L0-khong-nhan-ra" for finding in findings):
            state.findings += [replace(finding, file=name, sheet=grid.sheet) for finding in findings]
            continue
        lines = sum(sum(not is_blank(cell) for cell in row) >= _MANY_CELLS for row in grid.rows)
        if lines >= _MANY_ROWS:
            message = f"Trang tính có {lines} dòng nhưng không nhận ra bảng nào; các dòng này không được tính."
            state.findings.append(found("L0-trang-bo-ra", message, file=name, sheet=grid.sheet))
        else:
            message = "Trang tính không có bảng nào đã biết, để nguyên."
            state.findings.append(found("L0-de-nguyen", message, file=name, sheet=grid.sheet))


def _is_named(entry: FileEntry | None, sheet: str) -> bool:
    return entry is not None and sheet in (entry.over.get("sheets") or ())


def _continued(grid: Grid, before: Grid, match: Match) -> Match | None:
    """The headings of the sheet before, where this one has none and its rows are of the same kinds."""
    anchor, dates = (
        match.columns.get("case_id"),
        [match.columns[c.name] for c in TABLES[match.format.table].columns if c.type == "instant" and c.name in match.columns],
    )
    if anchor is None or not dates or not grid.rows or len(grid.rows[0]) > len(before.rows[0]):
        return None
    shape = {shape_of(row[anchor]) for row in before.rows[match.last + 1 :] if anchor < len(row) and not is_blank(row[anchor])}
    first = grid.rows[0]
    if anchor >= len(first) or shape_of(first[anchor]) not in shape:
        return None
    return replace(match, first=0, last=-1)


def shape_of(cell) -> str:
    """The shape of a code, its digits not counted."""
    return re.sub("9+", "9", shape(cell)) if isinstance(cell, str) else type(cell).__name__


def _empty_list(grid: Grid, formats: list[Format]) -> Match | list[Finding]:
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
