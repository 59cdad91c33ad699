"""Reading a settings file (TOML) strictly: an unknown key, a wrong type or a slip of syntax stops with its place.

Nothing is converted: TOML has dates, numbers and texts of its own, and a setting that is silently ignored would
change published figures.
"""

from __future__ import annotations

import difflib
import re
import tomllib
import types
import typing
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from hcc_helpers.errors import Finding, WrongWords
from hcc_helpers.personal import quoted_key
from hcc_helpers.places import missing_reference

_TYPES = {
    "string": "chữ trong ngoặc kép",
    "int": "số nguyên",
    "float": "số",
    "bool": "true hoặc false",
    "date": "ngày, dạng 2025-07-01 (không ngoặc)",
    "list": "danh sách trong ngoặc vuông",
    "tuple": "danh sách trong ngoặc vuông",
    "dict": "một bảng khóa = giá trị",
    "model": "một bảng khóa = giá trị",
}


MAX_TEXT = 1_000_000  # bytes of a file that somebody types: settings, mapping.toml, loi-van.md
TOO_DEEP = (
    "Tệp có các ngoặc lồng nhau quá sâu.",
    "Viết lại theo mẫu trong tài liệu: các bảng của bộ công cụ lồng nhau không quá vài tầng.",
)


def not_to_be_read(path: Path) -> tuple[str, str] | None:
    """(what, what to do) for a typed file that is larger than anybody types; it is not opened."""
    size = path.stat().st_size
    if size <= MAX_TEXT:
        return None
    return (
        f"Tệp lớn {size / 1_000_000:.0f} MB; tệp gõ tay được nhận đến {MAX_TEXT // 1_000_000} MB.",
        "Xem lại có phải tệp khác bị đổi tên không; bỏ phần thừa rồi chạy lại.",
    )


class Settings(BaseModel):
    """The base of every settings model: strict, closed, not to be changed afterwards."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


Model = TypeVar("Model", bound=Settings)
Read = TypeVar("Read")


_read: dict[tuple[Path, object], tuple[tuple[int, int], typing.Any]] = {}  # a page asks for the same file hundreds of times


def read_once(path: Path, what: object, read: typing.Callable[[Path], Read]) -> Read:
    """What `read` makes of a file, made again only when the file was written since. `what` tells apart what is made of one file."""
    stat = path.stat()
    written = (stat.st_mtime_ns, stat.st_size)
    known = _read.get((path, what))
    if known is None or known[0] != written:
        known = _read[path, what] = (written, read(path))
    return known[1]


def read_settings(path: Path, model: type[Model]) -> Model:
    """The file as `model`. Raises WrongWords with one finding for each fault."""
    if not path.is_file():
        raise missing_reference(path)
    return read_once(path, model, lambda path: _read_anew(path, model))


def _read_anew(path: Path, model: type[Model]) -> Model:
    if why := not_to_be_read(path):
        raise refused([Finding("C4-sai-cu-phap", "refused", why[0], path.name, todo=why[1])])
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except RecursionError:
        raise refused([Finding("C4-sai-cu-phap", "refused", TOO_DEEP[0], path.name, todo=TOO_DEEP[1])]) from None
    except tomllib.TOMLDecodeError as error:
        row, todo = toml_fault(path.read_text(encoding="utf-8-sig"), error)
        message = "Tệp không đúng cú pháp TOML."
        raise refused([Finding("C4-sai-cu-phap", "refused", message, path.name, row=row, todo=todo)]) from None
    except UnicodeDecodeError:
        message = "Tệp không phải là văn bản UTF-8."
        raise refused([Finding("C4-sai-cu-phap", "refused", message, path.name, todo="Lưu lại tệp với bảng mã UTF-8.")]) from None
    try:
        return model.model_validate(table)
    except ValidationError as error:
        raise refused([_finding(path.name, fault, model) for fault in error.errors()]) from None


def toml_fault(text: str, error: tomllib.TOMLDecodeError) -> tuple[int | None, str]:
    """(line, what to do) of a slip of syntax; the quotes that Word and Zalo put in are the usual cause."""
    lines = text.splitlines()
    found = re.search(r"line (\d+)", str(error))
    row = int(found[1]) if found else len(lines) or None  # "at end of document"
    # Inside straight quotes they are words: only one that stands where a straight one belongs is a slip.
    bare = [re.sub('"[^"]*"', "", line).partition("#")[0] for line in lines]
    curled = next((n for n, line in enumerate(bare, start=1) if re.search("[“”‘’]", line)), None)
    if curled is not None and (row is None or curled <= row):
        return (
            curled,
            'Dòng này có dấu ngoặc cong “ ” (Word, Zalo tự đổi); gõ lại bằng dấu ngoặc thẳng " trong Notepad rồi chạy lại.',
        )
    return row, "Sửa dòng này (chữ trong ngoặc kép thẳng, mỗi khóa một dòng, đủ dấu = và dấu ngoặc) rồi chạy lại."


def refused(findings: list[Finding]) -> WrongWords:
    """The error of a settings file."""
    return WrongWords("Tệp cài đặt không dùng được.", findings)


def nearest(word: str, known) -> str:
    """The known word that `word` is most likely a slip of, or ""."""
    return next(iter(difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.5)), "")


def _finding(file: str, fault: ErrorDetails, model: type[BaseModel]) -> Finding:
    *place, last = [step for step in fault["loc"] if not isinstance(step, str) or not step.startswith("[")]
    where = _where(place, model)
    if fault["type"] == "extra_forbidden":
        known = _keys(model, place)
        near = nearest(str(last), known)
        todo = f"Có phải “{near}”? Sửa lại hoặc xóa khóa này." if near else "Sửa lại hoặc xóa khóa này."
        return Finding(
            "C1-khoa-khong-co",
            "refused",
            f"{where}Không có khóa {quoted_key(str(last), known)}.",
            file,
            accepted=" · ".join(known),
            todo=todo,
        )
    if fault["type"] == "missing":
        return Finding("C2-thieu-khoa", "refused", f"{where}Thiếu khóa “{last}”.", file, todo="Thêm khóa này.")
    if fault["type"] == "literal_error":
        accepted = re.sub(r" or |, ", " · ", str(fault["ctx"]["expected"]).replace("'", ""))
    elif fault["type"] == "value_error":
        accepted = str(fault["ctx"]["error"])
        if isinstance(last, int):  # a whole entry is wrong: its own sentence says how
            message = f"{_where([*place, last], model)}{accepted[:1].upper()}{accepted[1:]}."
            return Finding("C3-gia-tri-khong-dung", "refused", message, file, todo="Sửa mục này rồi chạy lại.")
    else:
        accepted = _TYPES.get(fault["type"].split("_")[0], "giá trị theo mẫu trong data/reference")
    step = f"phần tử thứ {last + 1}" if isinstance(last, int) else f"khóa {_key(last, model)}"
    message = f"{where}Giá trị của {step} không đúng."
    return Finding("C3-gia-tri-khong-dung", "refused", message, file, accepted=accepted, todo="Sửa giá trị rồi chạy lại.")


def _where(place: list, model: type[BaseModel]) -> str:
    """ "Mục rule thứ 3: " for what lies inside a list of tables."""
    words = [f"thứ {step + 1}" if isinstance(step, int) else _key(step, model, "{}") for step in place]
    return f"Mục {' '.join(words)}: " if words else ""


def _key(step: object, model: type[BaseModel], plainly: str = "“{}”") -> str:
    """A declared key as it is; one that the office itself made up (a name of a unit) may be somebody."""
    return plainly.format(step) if step in declared(model) else quoted_key(str(step), ())


@cache
def declared(model: type[BaseModel]) -> frozenset[str]:
    """The keys of a model and of all models inside it."""
    own = {name for key, field in model.model_fields.items() for name in (key, field.alias) if name}
    inside = {_model_in(field.annotation) for field in model.model_fields.values()}
    return frozenset(own.union(*(declared(one) for one in inside if one is not model and hasattr(one, "model_fields"))))


def _keys(model: type[BaseModel], place: list) -> list[str]:
    """The keys that are known where the fault lies."""
    for step in place:
        if isinstance(step, str):
            field = next((f for name, f in model.model_fields.items() if step in (name, f.alias)), None)
            model = _model_in(field.annotation) if field else model
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation) -> type[BaseModel]:
    for inner in typing.get_args(annotation):
        if isinstance(inner, type) and not isinstance(inner, types.GenericAlias) and issubclass(inner, BaseModel):
            return inner
    return annotation
