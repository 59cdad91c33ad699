"""Mapping files: which headings, words and dates of a foreign file mean which of our columns and codes.

A format is data (TOML), shipped in `formats/` or written by an office into the mapping.toml beside its exports, with
the same keys. A shipped format applies by headings alone; a `[[file]]` of mapping.toml lies over it, key by key.
"""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from rapidfuzz import process

from hcc_helpers.errors import Finding, InputRefused
from hcc_helpers.sources import dates
from hcc_helpers.sources.columns import TABLES
from hcc_helpers.sources.findings import found
from hcc_helpers.vocabulary import VOCABULARIES

FOLDER = Path(__file__).parent / "formats"
WORDS = "words.toml"  # labels met in real exports, by vocabulary; they hold in every format
MAPPING = "mapping.toml"
KINDS = ("xlsx", "html", "csv", "json")
# What personal headings say; see privacy.
PERSONAL = ("address", "birth", "submitter_id", "owner_id", "submitter", "owner")
Headings = str | list[str]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Dates(_Strict):
    formats: list[str] = []
    time_zone: str = "local"

    @field_validator("formats")
    @classmethod
    def _formats_are_readable(cls, value: list[str]) -> list[str]:
        for text in value:
            try:
                dates.pattern(text)
            except ValueError as error:
                raise ValueError(f"dạng ngày “{text}” không dùng được; chấp nhận {dates.ACCEPTED_DIRECTIVES}") from error
        return value

    @field_validator("time_zone")
    @classmethod
    def _zone_is_known(cls, value: str) -> str:
        try:
            dates.offset_micros(value)
        except ValueError as error:
            raise ValueError("múi giờ phải là local, UTC hoặc dạng +07:00") from error
        return value


class Rows(_Strict):
    totals: list[str] = ["Tổng cộng", "Tổng số", "Tổng", "Cộng"]
    deleted: dict[str, list[str]] = {}  # heading = values with which the system marks a row as taken back
    split_fees: bool = False  # "- Phí: x - Lệ phí: y - Số tiền: z" in one cell is several movements of money
    numbered: str = ""  # a text column without a heading whose values are made from the row's own content


class Late(_Strict):
    rule: Literal["day", "timestamp"] | None = None


class Format(_Strict):
    """One way in which a table arrives. `columns`: our column = its headings, "" = not in this file."""

    id: str = ""
    label: str = ""
    table: str
    kinds: list[Literal["xlsx", "html", "csv", "json"]] = list(KINDS)
    sheets: list[str] = []  # names of sheets (or lists of a packet) it applies to; empty: any
    recognise: list[str] = []
    joins: bool = False  # holds further columns of cases that another file lists
    columns: dict[str, Headings] = {}
    personal: dict[str, Headings] = {}
    vocabulary: dict[str, dict[str, str]] = {}
    dates: Dates = Dates()
    constants: dict[str, str | bool | int] = {}
    rows: Rows = Rows()
    late: Late = Late()
    rank: int = Field(default=0, exclude=True)  # 2 named in mapping.toml, 1 shipped, 0 the suite's own shape

    @model_validator(mode="after")
    def _names_exist(self) -> Format:
        _known("table", [self.table], TABLES)
        table = TABLES[self.table]
        names = [column.name for column in table.columns]
        _known("columns", self.columns, names)
        _known("recognise", self.recognise, names)
        _known("constants", self.constants, names)
        _known("personal", self.personal, PERSONAL)
        codes = {column.name: column.vocabulary for column in table.columns if column.vocabulary}
        _known("vocabulary", self.vocabulary, codes)
        for name, words in self.vocabulary.items():
            _known(f"vocabulary.{name}", [word for word in words.values() if word], VOCABULARIES[codes[name]])
        for name, value in self.constants.items():
            if name in codes:
                _known(f"constants.{name}", [value], VOCABULARIES[codes[name]])
        return self

    def headings_of(self, name: str) -> tuple[str, ...] | None:
        """The mapping's headings of one column; None: the mapping says the file does not hold it."""
        value = self.columns.get(name, [])
        if value == "":
            return None
        return (value,) if isinstance(value, str) else tuple(value)


class FileEntry(_Strict):
    """A `[[file]]` of mapping.toml: the files it names, and what lies over (or stands in for) a shipped format."""

    name: str
    format: str = ""  # id of the shipped format it lies over; empty: whichever the headings say
    extracted_at: datetime | None = None
    over: dict[str, Any] = {}


class Mapping(_Strict):
    """mapping.toml of one period's folder."""

    extracted_at: datetime | None = None
    covers: dict[str, tuple[date, date]] = {}
    only_named: bool = False
    file: list[FileEntry] = []

    @model_validator(mode="after")
    def _tables_exist(self) -> Mapping:
        _known("covers", self.covers, TABLES)
        for table, (first, last) in self.covers.items():
            if first > last:
                raise ValueError(f"[covers] {table}: ngày đầu sau ngày cuối")
        return self

    def entry(self, name: str) -> FileEntry | None:
        """The first `[[file]]` whose pattern names the file."""
        return next((entry for entry in self.file if fnmatch(name, entry.name)), None)


def read_mapping(folder: Path) -> Mapping:
    """The folder's mapping.toml, or an empty one. Raises InputRefused with every wrong key."""
    path = folder / MAPPING
    if not path.is_file():
        return Mapping()
    try:
        data = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _refused([_finding(f"Không đọc được mapping.toml: {_toml_place(error)}.")]) from error
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
    if entry.format:
        formats = [item for item in formats if item.id == entry.format]
        if not formats:
            known = ", ".join(item.id for item in (*shipped(), *own_shapes()))
            raise _refused([_finding(f"[[file]] {entry.name}: không có mẫu “{entry.format}”.", accepted=known)])
    elif "table" in over:
        formats = [item for item in formats if item.table == over["table"]]
    try:
        laid = [_laid_over(item, over) for item in formats if "table" not in over or over["table"] == item.table]
        if "table" in over and "columns" in over and not entry.format:
            plain = {"id": "mapping.toml", "label": f"mapping.toml ({entry.name})", "rank": 2}
            named = list(over.get("columns", {}))
            recognise = [c.name for c in TABLES[over["table"]].columns if c.required and c.name in named]
            return [Format.model_validate({"recognise": recognise or named, **plain, **over})]
        return laid
    except ValidationError as error:
        raise _refused([_finding(f"[[file]] {entry.name}: {text}") for text in _texts(error, Format)]) from error


@cache
def shipped() -> tuple[Format, ...]:
    """The formats of this package, in the order of their file names."""
    formats = []
    for path in sorted(FOLDER.glob("*.toml")):
        if path.name != WORDS:
            formats.append(Format.model_validate({**tomllib.loads(path.read_text("utf-8")), "rank": 1}))
    return tuple(formats)


@cache
def own_shapes() -> tuple[Format, ...]:
    """The suite's own tables: headings as declared in `columns`, Vietnamese or ISO dates."""
    return tuple(
        Format(
            id=f"own-{table.name.replace('_', '-')}",
            label=f"Bảng “{table.label}” theo mẫu của bộ công cụ",
            table=table.name,
            kinds=["csv", "xlsx", "html"],
            recognise=[column.name for column in table.columns if column.required],
            dates=Dates(formats=list(dates.VIETNAMESE)),
        )
        for table in TABLES.values()
    )


@cache
def common_words() -> dict[str, dict[str, str]]:
    """Labels that real systems write, by vocabulary; the labels and codes of `vocabulary` itself come first."""
    words = tomllib.loads((FOLDER / WORDS).read_text("utf-8"))
    _known(WORDS, words, VOCABULARIES)
    for name, entries in words.items():
        _known(f"{WORDS} {name}", entries.values(), VOCABULARIES[name])
    return words


def _laid_over(base: Format, over: dict[str, Any]) -> Format:
    """`base` with a file entry's keys over it; tables of keys are merged, lists and plain values replaced."""

    def merge(low: dict, high: dict) -> dict:
        both = {key: value for key, value in low.items() if key not in high}
        for key, value in high.items():
            both[key] = merge(low[key], value) if isinstance(value, dict) and isinstance(low.get(key), dict) else value
        return both

    # Columns and codes of another table cannot be laid over this one: the base simply does not apply then.
    names = {column.name for column in TABLES[base.table].columns}
    if "table" not in over and any(set(over.get(key, {})) - names for key in ("columns", "constants", "vocabulary")):
        known = {column.name for table in TABLES.values() for column in table.columns}
        for key in ("columns", "constants", "vocabulary"):
            if unknown := set(over.get(key, {})) - known:
                _known_or_refuse(key, unknown, known)
        over = {
            key: {name: v for name, v in value.items() if name in names}
            if key in ("columns", "constants", "vocabulary")
            else value
            for key, value in over.items()
        }
    return Format.model_validate({**merge(base.model_dump(), over), "rank": base.rank})


def _known_or_refuse(where: str, given, known) -> None:
    try:
        _known(where, given, known)
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
        _known_or_refuse(f"[[file]] {item.get('name', '')}", over, set(Format.model_fields) - {"rank"})
        entries.append({**{key: value for key, value in item.items() if key in own}, "over": over})
    return {**data, "file": entries} if "file" in data else data


def _known(where: str, given, known) -> None:
    """ValueError for the first name that does not exist, with the nearest that does."""
    for name in given:
        if name not in known:
            near = process.extractOne(str(name), [str(item) for item in known], score_cutoff=60)
            hint = f"; gần nhất: “{near[0]}”" if near else ""
            raise ValueError(f"{where}: không có “{name}”{hint}. Chấp nhận: {', '.join(map(str, known))}")


def _texts(error: ValidationError, model: type[BaseModel]) -> list[str]:
    """pydantic's findings in Vietnamese. The wrong value itself is not repeated."""
    texts = []
    for item in error.errors():
        place = ".".join(str(part) for part in item["loc"])
        if item["type"] == "extra_forbidden":
            known = list(model.model_fields)
            near = process.extractOne(str(item["loc"][-1]), known, score_cutoff=60)
            texts.append(
                f"khóa “{place}” không có" + (f"; gần nhất: “{near[0]}”" if near else "") + f". Chấp nhận: {', '.join(known)}"
            )
        elif item["type"] == "missing":
            texts.append(f"thiếu khóa “{place}”")
        elif item["type"] == "value_error":
            texts.append(f"{place + ': ' if place else ''}{item['ctx']['error']}")
        else:
            texts.append(f"giá trị của “{place}” không đúng kiểu")
    return texts


def _toml_place(error: Exception) -> str:
    line = getattr(error, "lineno", None)
    return f"sai cú pháp TOML ở dòng {line}" if line else "sai cú pháp TOML hoặc không phải UTF-8"


def _finding(message: str, **more) -> Finding:
    return found("L0-mapping", message, file=MAPPING, **more)


def _refused(findings: list[Finding]) -> InputRefused:
    return InputRefused("mapping.toml có chỗ sai, chưa nhập gì.", findings)
