"""mapping.toml beside a month's exports: what lies over the shipped formats, or stands in for them.

A wrong key is refused before any file is read, in Vietnamese, with the nearest key that exists.
"""

from __future__ import annotations

import tomllib
import unicodedata
from datetime import date, datetime, timedelta, timezone
from fnmatch import fnmatch
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, Field, ValidationError, model_validator
from rapidfuzz import process

from hcc_helpers.errors import Finding, InputRefused
from hcc_helpers.personal import quoted_key
from hcc_helpers.settings import TOO_DEEP, declared, not_to_be_read, toml_fault
from hcc_helpers.sources.columns import TABLES
from hcc_helpers.sources.findings import found
from hcc_helpers.sources.mapping.formats import Format, Strict, check_names, own_shapes, shipped

MAPPING = "mapping.toml"
_TABLES_OF_KEYS = ("columns", "personal", "vocabulary", "dates", "constants", "rows", "late", "amounts", "clock")

_OF_COLUMNS = ("columns", "clock", "constants", "vocabulary")  # keys whose names are our columns


def _local(moment: datetime | None) -> datetime | None:
    """A time written with an offset as local time: everything here is naive +07:00."""
    if moment is None or moment.tzinfo is None:
        return moment
    return moment.astimezone(timezone(timedelta(hours=7))).replace(tzinfo=None)


Moment = Annotated[datetime | None, AfterValidator(_local)]


class FileEntry(Strict):
    """A `[[file]]` of mapping.toml: the files it names, and what lies over (or stands in for) a shipped format."""

    name: str
    format: str = ""  # id of the shipped format it lies over; empty: whichever the headings say
    extracted_at: Moment = None
    optional: bool = False  # there may be no such file this month
    over: dict[str, Any] = Field(default_factory=dict)


class Limits(Strict):
    """From which share on (percent) something lost makes the month unusable until somebody raises the limit."""

    unreadable_rows: float = Field(default=5, ge=0, le=100)  # rows of one file that cannot be used as a whole
    missing_rows: float = Field(default=0, ge=0, le=100)  # rows that running numbers, totals or the banner speak of
    lost_rows: float = Field(default=20, ge=0, le=100)  # rows that the version read before had and that are gone
    unmatched: float = Field(default=20, ge=0, le=100)  # rows of one table whose case no case list holds
    small_amounts: float = Field(default=5, ge=0, le=100)  # amounts that have lost their zeros


class Mapping(Strict):
    """mapping.toml of one period's folder."""

    extracted_at: Moment = None
    covers: dict[str, tuple[date, date] | Literal["all"]] = Field(default_factory=dict)  # "all": every day up to the extraction
    only_named: bool = False
    limits: Limits = Limits()
    file: list[FileEntry] = Field(default_factory=list)

    @model_validator(mode="after")
    def _tables_exist(self) -> Mapping:
        check_names("covers", self.covers, TABLES)
        for table, span in self.covers.items():
            if span != "all" and span[0] > span[1]:
                raise ValueError(f"[covers] {table}: ngày đầu sau ngày cuối")
        return self

    def entry(self, name: str) -> FileEntry | None:
        """The first `[[file]]` whose pattern names the file."""
        composed = unicodedata.normalize("NFC", name)
        return next((entry for entry in self.file if fnmatch(composed, unicodedata.normalize("NFC", entry.name))), None)

    def entries(self, name: str) -> list[FileEntry]:
        """That entry, and those that name the same file again for another table."""
        first = self.entry(name)
        if first is None:
            return []
        more = [one for one in self.file if one is not first and one.name == first.name and one.over.get("table")]
        by_table = {first.over.get("table"): first}
        for one in more:
            by_table.setdefault(one.over["table"], one)
        return list(by_table.values())


def read_mapping(folder: Path) -> Mapping:
    """The folder's mapping.toml, or an empty one. Raises InputRefused with every wrong key."""
    path = folder / MAPPING
    if not path.is_file():
        _refuse_other_names(folder)
        return Mapping()
    if why := not_to_be_read(path):
        raise _refused([_finding(why[0], todo=why[1])])
    try:
        text = path.read_bytes().decode("utf-8-sig")
        data = tomllib.loads(text)
    except RecursionError as error:
        raise _refused([_finding(TOO_DEEP[0], todo=TOO_DEEP[1])]) from error
    except UnicodeDecodeError as error:
        todo = "Lưu lại mapping.toml với bảng mã UTF-8 (Notepad: Lưu như…, Mã hóa: UTF-8)."
        raise _refused([_finding("Không đọc được mapping.toml: không phải UTF-8.", todo=todo)]) from error
    except tomllib.TOMLDecodeError as error:
        row, todo = toml_fault(text, error)
        raise _refused([_finding(f"Không đọc được mapping.toml: sai cú pháp TOML ở dòng {row}.", row=row, todo=todo)]) from error
    if open_lines := [n for n, line in enumerate(text.splitlines(), start=1) if "???" in line.partition("#")[0]]:
        todo = "Thay ??? bằng giá trị đúng (dòng chú thích ngay dưới nói các giá trị được nhận), lưu lại rồi gõ lại lệnh."
        raise _refused([_finding("Dòng này của mapping.toml còn ??? chưa thay.", row=n, todo=todo) for n in open_lines])
    try:
        return Mapping.model_validate(_with_overlays(data))
    except ValidationError as error:
        raise _refused([_finding(text) for text in _texts(error, Mapping)]) from error


def candidates(entry: FileEntry | None) -> list[Format]:
    """The formats to try on a file, each with the file's entry of mapping.toml laid over it."""
    formats = [*shipped(), *own_shapes()]
    if entry is None:
        return formats
    over = entry.over
    if "table" in over:
        _known_or_refuse(f"[[file]] {entry.name}: table", [over["table"]], TABLES)
    if entry.format:
        formats = [item for item in formats if item.id == entry.format]
        if not formats:
            known = ", ".join(item.id for item in (*shipped(), *own_shapes()))
            raise _refused(
                [_finding(f"[[file]] {entry.name}: không có mẫu {quoted_key(entry.format, known.split(', '))}.", accepted=known)]
            )
    elif "table" in over:
        formats = [item for item in formats if item.table == over["table"]]
    try:
        laid = [_laid_over(item, over) for item in formats if "table" not in over or over["table"] == item.table]
        if "table" in over and "columns" in over and not entry.format:
            plain = {"id": "mapping.toml", "label": f"mapping.toml ({entry.name})", "rank": 2, "has_own_dates": "dates" in over}
            named = list(over.get("columns", {}))
            recognise = [c.name for c in TABLES[over["table"]].columns if c.required and c.name in named]
            return [Format.model_validate({"recognise": recognise or named, **plain, **over})]
        return laid
    except ValidationError as error:
        raise _refused([_finding(f"[[file]] {entry.name}: {text}") for text in _texts(error, Format)]) from error


def _laid_over(base: Format, over: dict[str, Any]) -> Format:
    """`base` with a file entry's keys over it; tables of keys are merged, lists and plain values replaced."""

    def merge(low: dict, high: dict) -> dict:
        both = {key: value for key, value in low.items() if key not in high}
        for key, value in high.items():
            both[key] = merge(low[key], value) if isinstance(value, dict) and isinstance(low.get(key), dict) else value
        return both

    # Columns and codes of another table cannot be laid over this one: the base simply does not apply then.
    names = {column.name for column in TABLES[base.table].columns}
    if "table" not in over and any(set(over.get(key, {})) - names for key in _OF_COLUMNS):
        known = {column.name for table in TABLES.values() for column in table.columns}
        for key in _OF_COLUMNS:
            if unknown := set(over.get(key, {})) - known:
                _known_or_refuse(key, unknown, known)
        over = {
            key: {name: v for name, v in value.items() if name in names} if key in _OF_COLUMNS else value
            for key, value in over.items()
        }
    return Format.model_validate({**merge(base.model_dump(), over), "rank": base.rank, "has_own_dates": "dates" in over})


def _known_or_refuse(where: str, given, known) -> None:
    try:
        check_names(where, given, known)
    except ValueError as error:
        raise _refused([_finding(str(error))]) from error


def _with_overlays(data: dict) -> dict:
    """Each `[[file]]` keeps its own keys; all others are those of a format and go to `over`."""
    own = set(FileEntry.model_fields) - {"over"}
    files = data.get("file", [])
    if not isinstance(files, list) or not all(isinstance(item, dict) for item in files):
        return data
    entries = []
    for item in files:
        over = {key: value for key, value in item.items() if key not in own}
        where = f"[[file]] {item.get('name', '')}"
        _known_or_refuse(where, over, [key for key in Format.model_fields if key not in ("rank", "has_own_dates")])
        for key, value in over.items():
            if (key in _TABLES_OF_KEYS and not isinstance(value, dict)) or (key == "table" and not isinstance(value, str)):
                raise _refused([_finding(f"{where}: giá trị của “{key}” không đúng kiểu")])
        entries.append({**{key: value for key, value in item.items() if key in own}, "over": over})
    return {**data, "file": entries} if "file" in data else data


def _key(part: str, model: type[BaseModel]) -> str:
    """A declared key as it is; what somebody typed in place of one may be a name."""
    said = part if part in declared(model) else quoted_key(part, ())
    return said[1:-1] if said.startswith("“") else said


def _texts(error: ValidationError, model: type[BaseModel]) -> list[str]:
    """pydantic's findings in Vietnamese. The wrong value itself is not repeated."""
    texts = []
    for item in error.errors():
        place = ".".join(f"[[file]] thứ {part + 1}" if isinstance(part, int) else _key(part, model) for part in item["loc"])
        place = place.removeprefix("file.")
        if item["type"] == "extra_forbidden":
            known = list(model.model_fields)
            near = process.extractOne(str(item["loc"][-1]), known, score_cutoff=60)
            texts.append(
                f"khóa {quoted_key(str(item['loc'][-1]), known)} không có"
                + (f"; gần nhất: “{near[0]}”" if near else "")
                + f". Chấp nhận: {', '.join(known)}"
            )
        elif item["type"] == "missing":
            texts.append(f"thiếu khóa “{place}”")
        elif item["type"] == "value_error":
            texts.append(f"{place + ': ' if place else ''}{item['ctx']['error']}")
        else:
            texts.append(f"giá trị của “{place}” không đúng kiểu")
    return texts


def _refuse_other_names(folder: Path) -> None:
    """Notepad saves mapping.toml.txt, and hides the .txt: what it says would be passed over in silence."""
    names = sorted(p.name for p in folder.iterdir() if p.is_file()) if folder.is_dir() else []
    for name in names:
        if name.casefold() in ("mapping.toml.txt", "mapping.txt", "mapping.toml"):
            todo = f"Đổi tên {name} thành {MAPPING} (trong Notepad: Lưu như…, Kiểu: Mọi tệp, gõ tên {MAPPING})."
            raise _refused(
                [found("L0-mapping", f"Tệp {name} không được đọc vì sai tên.", file=name, accepted=MAPPING, todo=todo)]
            )


def _finding(message: str, **more) -> Finding:
    return found("L0-mapping", message, file=MAPPING, **more)


def _refused(findings: list[Finding]) -> InputRefused:
    return InputRefused("mapping.toml có chỗ sai, chưa nhập gì.", findings)
