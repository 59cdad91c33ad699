"""The office's corrections: DIR/corrections/2025-12.csv, put into the cells of the exports before they are read.

A correction names the file, the case, the column, the value found there and the value to use; who decided it by role, why and
when. The export itself stays as it was downloaded. A correction that does not find what it names is not applied and said to
be refused: the export has changed since, and somebody must look again.
"""

from __future__ import annotations

import hashlib
import itertools
import re
import unicodedata
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import pyarrow as pa
from rapidfuzz import fuzz

from hcc_helpers.centre import Centre
from hcc_helpers.errors import Finding, InputRefused
from hcc_helpers.numbers_vn import day
from hcc_helpers.periods import parse_period
from hcc_helpers.personal import is_personal, masked
from hcc_helpers.settings import nearest
from hcc_helpers.sources.columns import TABLES, Column
from hcc_helpers.sources.files.folder import read_grids
from hcc_helpers.sources.files.grids import Grid, Unreadable
from hcc_helpers.sources.findings import found
from hcc_helpers.sources.mapping.headings import Match, exact, plain
from hcc_helpers.sources.values import date_forms, dates
from hcc_helpers.sources.values.cells import read_cells, words_of
from hcc_helpers.sources.values.identity import fold
from hcc_helpers.sources.values.rows import is_blank
from hcc_helpers.sources.values.shapes import quotable

FOLDER = "corrections"
BLANK = "(trống)"
# Our column = the headings it may have, the first as it is written in the guide.
HEADINGS = {
    "file": ("Tệp", "file"),
    "case": ("Mã hồ sơ", "Mã", "case"),
    "column": ("Cột", "column"),
    "found": ("Giá trị trong tệp", "value found"),
    "used": ("Giá trị dùng", "value used"),
    "reason": ("Lý do", "reason"),
    "who": ("Người quyết định (chức danh)", "Chức danh", "Người quyết định", "who"),
    "on": ("Ngày", "Ngày hiệu chỉnh", "date"),
}
_ROLES = re.compile(
    r"\b(?:phó |quyền )?(?:giám đốc|chủ tịch|trưởng phòng|trưởng bộ phận|tổ trưởng|chánh văn phòng|lãnh đạo|công chức|viên chức|chuyên viên|cán bộ|nhân viên|kế toán|văn thư)\b",
    re.IGNORECASE,
)
# The commonest family names: "giám đốc nguyễn văn a" has no capitals to tell a name by.
_SURNAMES = ("nguyễn", "trần", "lê", "phạm", "hoàng", "huỳnh", "phan", "vũ", "võ", "đặng", "bùi", "đỗ", "ngô", "đinh", "trịnh")
_ALIKE = 85.0  # 0-100: so like a heading of the file that it is a slip of it


@dataclass
class Correction:
    """One line. `why`: why it was refused, "" where it was applied."""

    line: int
    file: str
    case: str
    column: str
    found: str
    used: str
    reason: str
    who: str
    on: str
    why: str = ""
    is_applied: bool = False
    found_shown: str = ""  # as a page may repeat it: a shifted column can hold a name where a date belongs
    used_shown: str = ""


@dataclass
class Corrections:
    """The corrections of one month and what came of each."""

    name: str = ""
    entries: list[Correction] = field(default_factory=list)
    _seen_files: set[str] = field(default_factory=set)
    _beside: list[Finding] = field(default_factory=list)
    _said: dict[int, str] = field(default_factory=dict)
    _held: dict[int, str] = field(default_factory=dict)  # line → what the cell holds instead

    def apply(self, file: str, grid: Grid, match: Match) -> None:
        """Puts the values to use into the cells of one grid. All look at the cells as the file gave them: none builds on another."""
        self._seen_files.add(_key(file))
        meant: dict[tuple[int, int], list[tuple[Correction, object]]] = {}
        for entry in self.entries:
            if not entry.why and not entry.is_applied and _key(entry.file) == _key(file):
                place, value = self._place(entry, grid, match)
                if place:
                    meant.setdefault(place, []).append((entry, value))
        for (row, column), found_here in meant.items():
            if len(found_here) > 1:
                for entry, _ in found_here:
                    entry.why = _rivals([other for other, _ in found_here])
                continue
            ((entry, value),) = found_here
            grid.rows[row][column] = value
            entry.is_applied = True

    def _place(self, entry: Correction, grid: Grid, match: Match) -> tuple[tuple[int, int] | None, object]:
        """(row and column of the one cell that a correction means, what to put there); None where there is no such cell."""
        table = TABLES[match.format.table]
        keys = [match.columns[name] for name in dict.fromkeys(("case_id", *table.key)) if name in match.columns]
        rows = [
            index
            for index in range(match.last + 1, len(grid.rows))
            if any(key < len(grid.rows[index]) and fold(_text(grid.rows[index][key])) == fold(entry.case) for key in keys)
        ]
        if not rows:
            return None, None
        column, near = _column(entry.column, match)
        if column is None:
            # What is like no heading of the file may be a name in a shifted column, and is not repeated.
            is_slip = fuzz.ratio(plain(entry.column), plain(near)) >= _ALIKE
            said = f"tệp không có cột “{entry.column}”" if is_slip else "tệp không có cột mà dòng này nêu"
            said += f"; gần nhất: “{near}”" if near else ""
            self._said.setdefault(entry.line, said)
            return None, None
        entry.found_shown, entry.used_shown = _shown(entry.found, column, match), _shown(entry.used, column, match)
        index = match.columns[column.name]
        hits = [row for row in rows if index < len(grid.rows[row]) and _same(grid.rows[row][index], entry.found, column, match)]
        if len(hits) != 1:
            many = f"{len(hits)} dòng của hồ sơ có giá trị này, không rõ dòng nào"
            held = [grid.rows[row][index] if index < len(grid.rows[row]) else "" for row in rows]
            shown = ", ".join(dict.fromkeys(BLANK if is_blank(value) else _shown(_text(value), column, match) for value in held))
            self._said[entry.line] = many if hits else "giá trị trong tệp không còn như bản hiệu chỉnh ghi"
            self._held[entry.line] = shown
            return None, None
        if _same(grid.rows[hits[0]][index], entry.used, column, match):
            self._said[entry.line] = "giá trị dùng không khác giá trị trong tệp"
            return None, None
        try:
            return (hits[0], index), _cell(entry.used, column, match)
        except ValueError:
            self._said[entry.line] = "giá trị dùng không đọc được cho cột này"
            return None, None

    def finish(self) -> list[Finding]:
        """What came of each, as findings; to be called once all files are read."""
        findings = list(self._beside)
        for entry in self.entries:
            if entry.is_applied:
                message = f"Đã dùng giá trị hiệu chỉnh cho cột “{entry.column}” ở tệp {entry.file}."
                findings.append(found("L1-hieu-chinh", message, file=self.name, row=entry.line, case_id=entry.case))
                continue
            is_there = _key(entry.file) in self._seen_files
            entry.why = (
                entry.why or self._said.get(entry.line, "") or ("tệp không có hồ sơ này" if is_there else "không có tệp này")
            )
            held = self._held.get(entry.line, "")
            message = f"Hiệu chỉnh không được dùng: {entry.why}{'; ô đang ghi ' + held if held else ''}."
            findings.append(found("L1-hieu-chinh-bo", message, file=self.name, row=entry.line, case_id=entry.case))
        return findings

    def record(self) -> list[dict]:
        """For the snapshot: part of its hash, and what page 00 prints. The values themselves stay in the office's file."""
        records = []
        for entry in self.entries:
            values = asdict(entry)
            digest = hashlib.sha256("\n".join(map(str, values.values())).encode()).hexdigest()
            values = {
                **values,
                **{name: masked(values[name]) for name in ("file", "case", "column", "reason", "who", "on", "why")},
            }
            records.append({**values, "found": values.pop("found_shown"), "used": values.pop("used_shown"), "sha256": digest})
            del records[-1]["found_shown"], records[-1]["used_shown"]
        return records


def read_corrections(data_root: Path | str, month: str, centre: Centre) -> Corrections:
    """The month's file, or none. Raises InputRefused where the file itself cannot be read: nothing of it would count."""
    path = Path(data_root) / FOLDER / f"{month}.csv"
    name = f"{FOLDER}/{month}.csv"
    beside = _beside(path, month)
    if not path.is_file():
        return Corrections(name, _beside=beside)
    try:
        grid = read_grids(path.name, path.read_bytes())[0]
    except Unreadable as error:
        raise _refused([found("L0-hieu-chinh", error.findings[0].message, file=name, row=error.findings[0].row)]) from error
    heads = {plain(str(cell)): index for index, cell in enumerate(grid.rows[0])}
    known = {key: [heads[plain(name)] for name in names if plain(name) in heads] for key, names in HEADINGS.items()}
    places = {key: found_at[0] for key, found_at in known.items() if found_at}
    lacking = [names[0] for key, names in HEADINGS.items() if key not in places]
    if lacking:
        raise _refused([found("L0-hieu-chinh", f"Thiếu cột {', '.join(f'“{text}”' for text in lacking)}.", file=name, row=1)])
    corrections = Corrections(name, _beside=beside)
    for index, row in enumerate(grid.rows[1:], start=1):
        if all(is_blank(cell) for cell in row):
            continue
        file, case, column, was, used, reason, who, on = (_text(row[places[key]]) for key in HEADINGS)
        entry = Correction(grid.number(index), file, case, column, was, used, reason, who, on)
        entry.why = _fault(entry, centre, parse_period(month).first_day)
        corrections.entries.append(entry)
    _refuse_rivals(corrections.entries)
    return corrections


def _beside(path: Path, month: str) -> list[Finding]:
    """Files of the month that somebody saved under another name or in another form: they would be passed over in silence."""
    others = sorted(path.parent.glob(f"{month}*")) if path.parent.is_dir() else []
    todo = f"Lưu thành CSV UTF-8 với đúng tên {path.name}; nếu là bản nháp thì chuyển đi nơi khác."
    return [
        found(
            "L0-de-nguyen",
            "Tệp hiệu chỉnh này không được đọc.",
            file=f"{FOLDER}/{other.name}",
            level="odd",
            accepted=path.name,
            todo=todo,
        )
        for other in others
        if other.is_file() and other.name != path.name
    ]


def _fault(entry: Correction, centre: Centre, first_day: date) -> str:
    """Why a line cannot be used whatever the exports hold."""
    blank = [HEADINGS[key][0] for key in HEADINGS if not getattr(entry, key)]
    if blank:
        return f"còn trống {', '.join(f'“{text}”' for text in blank)} (ô trống thật thì ghi {BLANK})"
    if not _ROLES.search(entry.who):
        return "người quyết định phải ghi bằng chức danh, ví dụ “Giám đốc”, “Công chức Tư pháp – Hộ tịch”"
    rest = _ROLES.sub(" ", entry.who)
    for own in (centre.name, centre.short_name, centre.office_name, *centre.units):
        rest = rest.replace(own, " ")
    words = re.findall(r"[^\W\d_]+", rest)
    if re.search("[0-9]{3}", rest) or is_personal(entry.who) or (words and words[0].casefold() in _SURNAMES):
        return "người quyết định chỉ ghi chức danh, không ghi tên, số"
    # "Tư pháp – Hộ tịch" is a field; two words in capitals side by side are a name.
    if any(one[0].isupper() and other[0].isupper() and f"{one} {other}" in rest for one, other in itertools.pairwise(words)):
        return "người quyết định chỉ ghi chức danh, không ghi tên"
    moment = _moment(entry.on)
    if moment is None:
        return "ngày hiệu chỉnh không đọc được (viết dạng 16/12/2025)"
    if moment.date() < first_day:
        return f"ngày hiệu chỉnh đứng trước ngày đầu kỳ ({day(first_day)})"
    return ""


def _refuse_rivals(entries: list[Correction]) -> None:
    """Two lines for one cell: neither is used."""
    places: dict[tuple, list[Correction]] = {}
    for entry in entries:
        places.setdefault((_key(entry.file), entry.case, plain(entry.column), entry.found), []).append(entry)
    for group in places.values():
        if len(group) > 1:
            for entry in group:
                entry.why = entry.why or _rivals(group)


def _rivals(entries: list[Correction]) -> str:
    return f"các dòng {', '.join(str(entry.line) for entry in entries)} cùng sửa một ô"


def _refused(findings: list[Finding]) -> InputRefused:
    return InputRefused("Tệp hiệu chỉnh không đọc được, chưa nhập gì.", findings)


def _column(said: str, match: Match) -> tuple[Column | None, str]:
    """The column that a correction names: by our name, its label, or the heading in the file; else the nearest."""
    table = TABLES[match.format.table]
    names = {}
    for name, index in match.columns.items():
        column = table.column(name)
        for text in (match.headings.get(index, ""), column.label, name):
            names[plain(text)] = column
    if plain(said) in names:
        return names[plain(said)], ""
    near = nearest(plain(said), [text for text in names if text])
    return None, names[near].label if near else ""


def _same(cell, said: str, column: Column, match: Match) -> bool:
    """Whether a cell holds what the correction says: as text, or as the same value of the column's type."""
    if said == BLANK:
        return is_blank(cell)
    if exact(_text(cell)) == exact(said):
        return True
    if column.type == "instant":
        own = read_cells([cell], column, match.format).array[0]
        return own.is_valid and own.as_py() == _moment(said)
    own, theirs = (read_cells([value], column, match.format) for value in (cell, said))
    sound = not own.is_unreadable[0] and not theirs.is_unreadable[0] and own.array[0].is_valid
    return sound and own.array[0].as_py() == theirs.array[0].as_py()


def _cell(said: str, column: Column, match: Match):
    """What to put into the grid. ValueError where the column could not read it."""
    if said == BLANK:
        return ""
    if column.type == "instant":
        # A date cell needs no format; the file's own shift of time zone is taken off beforehand.
        moment = _moment(said)
        if moment is None:
            raise ValueError(said)
        return moment - timedelta(microseconds=dates.offset_micros(match.format.dates.time_zone))
    cells = read_cells([said], column, match.format)
    if cells.is_unreadable[0] or not cells.array[0].is_valid:
        raise ValueError(said)
    return said


def _shown(value: str, column: Column, match: Match) -> str:
    return value if value == BLANK else quotable(value, column, words_of(column, match.format))


def _moment(text: str) -> datetime | None:
    reading = dates.read(pa.array([text]), date_forms.VIETNAMESE)
    return pa.scalar(int(reading.micros[0]), pa.timestamp("us")).as_py() if reading.is_read[0] else None


def _text(cell) -> str:
    """A cell as somebody would copy it."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y %H:%M:%S}" if (cell.hour, cell.minute, cell.second) != (0, 0, 0) else f"{cell:%d/%m/%Y}"
    return " ".join(unicodedata.normalize("NFC", str(cell)).split())


def _key(file: str) -> str:
    return unicodedata.normalize("NFC", file).casefold()
