"""Mapping files: which headings, words and dates of a foreign file mean which of our columns and codes.

A format is data (TOML), shipped in `formats/` or written by an office into the mapping.toml beside its exports, with
the same keys. A shipped format applies by headings alone; a `[[file]]` of mapping.toml lies over it, key by key.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator
from rapidfuzz import process

from hcc_helpers.personal import quoted_key
from hcc_helpers.sources.columns import TABLES
from hcc_helpers.sources.values import date_forms, dates
from hcc_helpers.vocabulary import VOCABULARIES

FOLDER = Path(__file__).parent / "formats"
WORDS = "words.toml"  # labels met in real exports, by vocabulary; they hold in every format
Kind = Literal["xlsx", "html", "csv", "json"]
KINDS: tuple[Kind, ...] = ("xlsx", "html", "csv", "json")
# What personal headings say; see privacy.
PERSONAL = ("address", "birth", "submitter_id", "owner_id", "submitter", "owner")
YES_NO = ("yes", "no")  # what the words of a yes/no column may mean
Headings = str | list[str]
# A date that holds for all rows of a file does not exist.
_CONSTANTS = {"text": str, "count": int, "vnd": int, "yes_no": bool}


class Strict(BaseModel):
    """The base of every mapping model: no key beyond the declared ones, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Dates(Strict):
    formats: list[str] = []
    time_zone: str = "local"
    blanks: list[str] = list(date_forms.BLANKS)  # days that the system writes where it means none
    has_clock: bool = True  # false: a clock time behind the day is no part of it, and is dropped

    @field_validator("formats", mode="before")
    @classmethod
    def _usual_formats(cls, value: object) -> object:
        """ "vietnamese": day before month, whatever separates them, with and without the time of day."""
        return list(date_forms.VIETNAMESE) if value == "vietnamese" else value

    @field_validator("formats")
    @classmethod
    def _formats_are_readable(cls, value: list[str]) -> list[str]:
        for text in value:
            try:
                date_forms.check(text)
            except ValueError as error:
                raise ValueError(
                    f"dạng ngày {quoted_key(text, ())} không dùng được; chấp nhận {date_forms.ACCEPTED_DIRECTIVES}"
                ) from error
        return value

    @field_validator("time_zone")
    @classmethod
    def _zone_is_known(cls, value: str) -> str:
        try:
            dates.offset_micros(value)
        except ValueError as error:
            raise ValueError("múi giờ phải là local, UTC, dạng +07:00 hoặc tên như Europe/Amsterdam") from error
        return value


class Rows(Strict):
    totals: list[str] = [
        "Tổng cộng",
        "Tổng số",
        "Tổng",
        "Tổng tiền",
        "Tổng số tiền",
        "Total",
        "Grand total",
        "Cộng",
        "Cộng trang",
        "Tổng trang",
        "Lũy kế trang",
        "Mang sang",
        "Chuyển sang",
    ]
    deleted: dict[str, list[str]] = {}  # heading = values with which the system marks a row as taken back
    split_fees: bool = False  # "- Phí: x - Lệ phí: y - Số tiền: z" in one cell is several movements of money
    keep: dict[str, list[str]] = {}  # heading = values of the rows that this file is read for; all others are listed
    numbered: str = ""  # a text column without a heading whose values are made from the row's own content


class Amounts(Strict):
    smallest: int = 1000  # no fee is less, đồng; a smaller one has lost its zeros in a spreadsheet
    decimals: int = 0  # so many decimals of the file's money are read and rounded to whole units


class Late(Strict):
    rule: Literal["day", "timestamp"] | None = None


class Format(Strict):
    """One way in which a table arrives. `columns`: our column = its headings, "" = not in this file."""

    id: str = ""
    label: str = ""
    table: str
    kinds: list[Kind] = list(KINDS)
    sheets: list[str] = []  # names of sheets (or lists of a packet) it applies to; empty: any
    recognise: list[str] = []
    joins: bool = False  # holds further columns of cases that another file lists
    columns: dict[str, Headings] = {}  # "=F": the column F, where headings repeat
    clock: dict[str, str] = {}  # our date column = the heading of the column that holds its time of day
    personal: dict[str, Headings] = {}
    vocabulary: dict[str, dict[str, str]] = {}
    dates: Dates = Dates()
    constants: dict[str, str | bool | int] = {}
    rows: Rows = Rows()
    late: Late = Late()
    amounts: Amounts = Amounts()
    rank: int = Field(default=0, exclude=True)  # 2 named in mapping.toml, 1 shipped, 0 the suite's own shape
    has_own_dates: bool = Field(default=False, exclude=True)  # mapping.toml says how this file writes its dates

    @model_validator(mode="after")
    def _names_exist(self) -> Format:
        check_names("table", [self.table], TABLES)
        table = TABLES[self.table]
        names = [column.name for column in table.columns]
        check_names("columns", self.columns, names)
        check_names("recognise", self.recognise, names)
        check_names("clock", self.clock, [column.name for column in table.columns if column.type == "instant"])
        check_names("constants", self.constants, names)
        check_names("personal", self.personal, PERSONAL)
        codes = {column.name: column.vocabulary for column in table.columns if column.vocabulary}
        answers = [column.name for column in table.columns if column.type == "yes_no"]
        check_names("vocabulary", self.vocabulary, [*codes, *answers])
        for name, words in self.vocabulary.items():
            known = YES_NO if name in answers else VOCABULARIES[codes[name]]
            check_names(f"vocabulary.{name}", [word for word in words.values() if word], known)
        for name, value in self.constants.items():
            if name in codes:
                check_names(f"constants.{name}", [value], VOCABULARIES[codes[name]])
            elif type(value) is not _CONSTANTS.get(table.column(name).type):
                raise ValueError(f"constants.{name}: giá trị không đúng kiểu của cột “{table.column(name).label}”")
        return self

    def headings_of(self, name: str) -> tuple[str, ...] | None:
        """The mapping's headings of one column; None: the mapping says the file does not hold it."""
        value = self.columns.get(name, [])
        if value == "":
            return None
        return (value,) if isinstance(value, str) else tuple(value)


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
            dates=Dates(formats=list(date_forms.VIETNAMESE)),
            # In a draft of the report "Tổng số" is a figure like any other.
            rows=Rows(totals=[]) if table.name == "draft" else Rows(),
        )
        for table in TABLES.values()
    )


@cache
def common_words() -> dict[str, dict[str, str]]:
    """Labels that real systems write, by vocabulary; the labels and codes of `vocabulary` itself come first."""
    words = tomllib.loads((FOLDER / WORDS).read_text("utf-8"))
    check_names(WORDS, words, VOCABULARIES)
    for name, entries in words.items():
        check_names(f"{WORDS} {name}", entries.values(), VOCABULARIES[name])
    return words


def check_names(where: str, given, known) -> None:
    """ValueError for the first name that does not exist, with the nearest that does."""
    for name in given:
        if name not in known:
            near = process.extractOne(str(name), [str(item) for item in known], score_cutoff=60)
            hint = f"; gần nhất: “{near[0]}”" if near else ""
            accepted = f". Chấp nhận: {', '.join(map(str, known))}" if len(known) <= 40 else ""
            raise ValueError(f"{where}: không có {quoted_key(str(name), map(str, known))}{hint}{accepted}")
