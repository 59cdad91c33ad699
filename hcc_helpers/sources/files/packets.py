"""The JSON packet of the national sync interface: objects of cases with lists inside, given as one grid a list."""

from __future__ import annotations

import json
from collections.abc import Iterable

from hcc_helpers.sources.files import bombs
from hcc_helpers.sources.files.grids import Grid, Unreadable
from hcc_helpers.sources.findings import found

CASES = "HoSo"
LISTS = ("TaiLieuNop", "DanhSachLePhi", "DanhSachHoSoBoSung", "DanhSachGiayToKetQua", "QuaTrinhXuLy")
_CASE_CODE = "MaHoSo"
# Handed down from the case to the items of its lists, which have no date of their own.
_HANDED_DOWN = (_CASE_CODE, "NgayKetThucXuLy")
_ORDER = "ThuTu"


def read_packet(text: str) -> list[Grid]:
    """A list of cases, one case, or an object with one list of cases; also a bare list of handling steps."""
    bombs.check_objects(text)
    try:
        content = json.loads(text, object_pairs_hook=_without_repeats, parse_constant=_no_constant)
    except (json.JSONDecodeError, RecursionError, ValueError) as error:
        line = getattr(error, "lineno", None)
        raise Unreadable(found("L0-khong-mo-duoc", "Tệp JSON sai cú pháp hoặc lồng quá sâu.", row=line)) from error
    objects = _objects(content)
    if any("ThoiDiemXuLy" in item for item in objects):
        return [_grid("QuaTrinhXuLy", _numbered_steps(objects))]
    grids = [_grid(CASES, enumerate(objects, 1))]
    for name in LISTS:
        if any(name in item for item in objects):
            grids.append(_grid(name, _items(objects, name)))
    return grids


def _objects(content) -> list[dict]:
    if isinstance(content, dict) and _CASE_CODE not in content:
        lists = [value for value in content.values() if isinstance(value, list)]
        content = lists[0] if len(lists) == 1 else content
    if isinstance(content, dict):
        content = [content]
    if not content or not isinstance(content, list) or not all(isinstance(item, dict) for item in content):
        message = "Tệp JSON không phải là danh sách hồ sơ."
        raise Unreadable(found("L0-khong-nhan-ra", message, accepted="danh sách các đối tượng có MaHoSo"))
    return content


def _items(objects: list[dict], name: str) -> Iterable[tuple[int, dict]]:
    for number, case in enumerate(objects, 1):
        down = {key: case.get(key, "") for key in _HANDED_DOWN}
        for order, item in enumerate(_list(case.get(name), number, name), 1):
            yield number, {**item, **down, _ORDER: order}


def _list(value, number: int, name: str) -> list[dict]:
    if value is None or value == "":
        return []
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise Unreadable(found("L0-khong-mo-duoc", f"Hồ sơ thứ {number}: “{name}” không phải là danh sách.", row=number))
    return value


def _numbered_steps(steps: list[dict]) -> Iterable[tuple[int, dict]]:
    """Steps in the order of the file, numbered within their case."""
    seen: dict[str, int] = {}
    for number, step in enumerate(steps, 1):
        code = str(step.get(_CASE_CODE, ""))
        seen[code] = seen.get(code, 0) + 1
        yield number, {**step, _ORDER: seen[code]}


def _grid(name: str, numbered: Iterable[tuple[int, dict]]) -> Grid:
    """The objects as rows under the union of their keys. A row's number is that of its case in the file."""
    numbers, objects = [], []
    for number, item in numbered:
        numbers.append(number)
        objects.append(item)
    keys = list(dict.fromkeys(key for item in objects for key, value in item.items() if not isinstance(value, (list, dict))))
    if not objects:
        keys = [*_HANDED_DOWN, _ORDER]
    rows = [keys, *([_cell(item.get(key, "")) for key in keys] for item in objects)]
    return Grid("json", name, rows, row_numbers=[0, *numbers])


def _cell(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return str(value)
    return value if isinstance(value, (str, float)) else ""


def _without_repeats(pairs: list[tuple]) -> dict:
    item = dict(pairs)
    if len(item) != len(pairs):
        raise ValueError("repeated key")
    return item


def _no_constant(_: str):
    raise ValueError("NaN or Infinity")
