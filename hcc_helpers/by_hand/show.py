"""A DataFrame of the analyst's own as a figure or table of the house: numbered, with words for those who do not see it."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from hcc_helpers.errors import WrongWords
from hcc_helpers.numbers_vn import UNIT_WORDS, day, decimal, is_missing, moment, whole
from hcc_helpers.numbers_vn import show as number_of
from hcc_helpers.report import components, tables
from hcc_helpers.report.drawing import charts, framed
from hcc_helpers.settings import nearest

KINDS = ("table", "bars", "line")
SMALL = 10  # on pages for the public a count of cases below this is said as "dưới 10" (1–9 could point at a person)
MOST_BARS, MOST_ROWS = 25, 60


def shown(frame: pd.DataFrame, title: str, kind: str, unit: str, note: str, source: str, audience: str) -> str:
    """The HTML of the figure. Its first column (or the index) names the rows; every other column is a number or words.

    `unit`: cases, percent, dong, working_days, hours, ratio …; "" for plain numbers. Raises WrongWords (2).
    """
    frame = _flat(frame)
    _check(frame, title, kind, unit)
    numbers = [name for name in frame.columns[1:] if pd.api.types.is_numeric_dtype(frame[name])]
    if kind == "table":
        guard = audience == "public"
        body = _table(frame, title, numbers, unit, guard)
        return components.answer([body, components.note(note) if note else "", components.source(source)])
    if not numbers:
        raise WrongWords("Hình cần ít nhất một cột số sau cột tên.")
    if audience == "public" and unit in {"", "cases"} and any(0 < v < SMALL for v in frame[numbers[0]].dropna()):
        raise WrongWords(
            f'Hình cho trang công khai có số từ 1 đến {SMALL - 1}: gộp nhóm lại, hoặc dùng kind="table" (số nhỏ được che).'
        )
    labels = [_said(value) for value in frame[frame.columns[0]]]
    unit = unit or "ratio" if not _are_whole(frame, numbers[:2]) else unit or "times"
    if kind == "bars":
        values = frame[numbers[0]]
        chart = charts.bars(
            [(a, v, "") for a, v in zip(labels, values, strict=True) if not is_missing(v)], unit=unit, subject=title
        )
    else:
        series = [(str(name), [None if is_missing(v) else v for v in frame[name]]) for name in numbers[:2]]
        if any(v is None for _, values in series for v in values):
            raise WrongWords('Đường cần đủ số ở mọi điểm: cột số có ô trống. Lọc bớt dòng hoặc dùng kind="bars".')
        chart = charts.lines(
            series, periods=labels, unit=unit, subject=title, finding=f"điểm cuối là {number_of(series[0][1][-1], unit)}"
        )
    return components.answer(
        [framed.figure(chart, title=title, subtitle=UNIT_WORDS.get(unit, ""), source=source, notes=[note] if note else None)]
    )


def _flat(frame: pd.DataFrame) -> pd.DataFrame:
    if isinstance(frame, pd.Series):
        frame = frame.rename(frame.name or "Giá trị").to_frame()
    if not isinstance(frame, pd.DataFrame):
        raise WrongWords("month.show cần một bảng pandas (DataFrame hoặc Series).")
    named = frame.index.name is not None or not isinstance(frame.index, pd.RangeIndex)
    return frame.reset_index() if named else frame


def _check(frame: pd.DataFrame, title: str, kind: str, unit: str) -> None:
    if kind not in KINDS:
        near = nearest(kind, KINDS)
        raise WrongWords(
            f"Không có kiểu “{kind}”." + (f" Có phải “{near}”?" if near else "") + f" Chấp nhận: {', '.join(KINDS)}."
        )
    if unit and unit not in UNIT_WORDS:
        near = nearest(unit, UNIT_WORDS)
        raise WrongWords(
            f"Không có đơn vị “{unit}”." + (f" Có phải “{near}”?" if near else "") + f" Chấp nhận: {', '.join(UNIT_WORDS)}."
        )
    if not title.strip():
        raise WrongWords('Cần title="…": tên hình là điều người đọc thấy trước tiên.')
    if len(frame) == 0 or len(frame.columns) < 2:
        raise WrongWords("Bảng không có dòng nào, hoặc chỉ có một cột: cần cột tên và ít nhất một cột nữa.")
    most = MOST_ROWS if kind == "table" else MOST_BARS
    if len(frame) > most:
        raise WrongWords(f"Bảng có {whole(len(frame))} dòng; một hình nhận nhiều nhất {most}. Lọc hoặc gộp lại trước.")


def _table(frame: pd.DataFrame, title: str, numbers: list, unit: str, guard: bool) -> str:
    first, *rest = frame.columns
    columns = [tables.Column(str(first)), *(tables.Column(str(name), "number" if name in numbers else "text") for name in rest)]
    write = _writer(unit)
    rows = [
        tables.Row(
            _said(row[0]),
            [_guarded(v, unit, write, guard) if name in numbers else _said(v) for name, v in zip(rest, row[1:], strict=True)],
        )
        for row in frame.itertuples(index=False, name=None)
    ]
    return tables.table(title, columns, rows)


def _writer(unit: str) -> Callable[[float], str]:
    if unit:
        return lambda value: number_of(value, unit)
    return lambda value: whole(value) if float(value).is_integer() else decimal(value)


def _guarded(value, unit: str, write: Callable[[float], str], guard: bool) -> str:
    if is_missing(value):
        return ""
    if guard and unit in {"", "cases"} and 0 < value < SMALL:
        return f"dưới {SMALL}"
    return write(value)


def _are_whole(frame: pd.DataFrame, names: list) -> bool:
    return all((frame[name].dropna() % 1 == 0).all() for name in names)


def _said(value) -> str:
    if is_missing(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return day(value) if value == value.normalize() else moment(value)
    return str(value)
