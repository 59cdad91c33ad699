"""The rows behind a number, and the tables of a month, as pandas DataFrames. Rows of real cases: internal."""

from __future__ import annotations

import pandas as pd

from hcc_helpers.errors import WrongWords
from hcc_helpers.indicators.compute import Computed
from hcc_helpers.indicators.definition import CENTRE, Indicator, find
from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.indicators.words import label_of
from hcc_helpers.numbers_vn import WEEKDAYS
from hcc_helpers.settings import nearest
from hcc_helpers.sources.columns import TABLES
from hcc_helpers.vocabulary import SCOPE, VOCABULARIES

SCOPES = {**SCOPE, "centre": "Toàn Trung tâm"}
GROUPS = {"accepted_weekday": "Thứ tiếp nhận", "scope": "Phạm vi", "field": "Lĩnh vực", "unit": "Đơn vị", "procedure": "Thủ tục"}


def checked_scope(indicator: Indicator, scope: str) -> str:
    """The scope in which the indicator is computed; WrongWords (2) for one that there is not.

    What speaks of the whole centre (surveys, petitions) has one scope, whichever is asked for.
    """
    if scope not in SCOPES:
        near = nearest(scope, SCOPES)
        raise WrongWords(
            f"Không có phạm vi “{scope}”." + (f" Có phải “{near}”?" if near else "") + f" Chấp nhận: {', '.join(SCOPES)}."
        )
    if indicator.scopes == CENTRE:
        return "centre"
    if scope == "centre":
        raise WrongWords(
            f"“{indicator.id}” tính theo từng phạm vi, không tính cho toàn Trung tâm. Chấp nhận: {', '.join(SCOPE)}."
        )
    return scope


def computed_for(numbers: MonthResults, indicator: Indicator) -> Computed:
    """The window that the indicator is computed in: the period, or the calendar month of decision 766."""
    if not indicator.calendar_month:
        return numbers.now
    if "calendar_766" not in numbers.beside:
        raise WrongWords(f"“{indicator.id}” tính cho tháng dương lịch; chưa có số liệu của tháng đó.")
    return numbers.beside["calendar_766"]


def rows_behind(numbers: MonthResults, id: str, scope: str, labels: bool) -> pd.DataFrame:
    """The rows that a count counts (of a share: its part; of a total: the rows added up), one row each.

    Columns by their names in the code, the Vietnamese labels in `.attrs["labels"]`; with `labels` the labels are the
    headings and codes are words. Length = the number, for every count.
    """
    indicator = find(id)
    scope = checked_scope(indicator, scope)
    if indicator.kind in {"share", "ratio"}:
        indicator = find(indicator.part)
    computed = computed_for(numbers, indicator)
    result = next((r for r in computed.results if (r.indicator, r.scope, r.by) == (indicator.id, scope, "")), None)
    if result is not None and result.value is None and result.reason:
        raise WrongWords(f"“{indicator.label}”: {result.reason}; không có dòng nào để xem.")
    if scope in computed.untraceable:
        raise WrongWords(f"“{indicator.label}”: phạm vi này chỉ có tổng số, không truy được đến từng hồ sơ.")
    declared = [column.name for column in TABLES[indicator.of].columns]
    there = [row[0] for row in computed.con.execute(f"DESCRIBE {indicator.of}").fetchall()]
    derived = [name for name in there if name not in declared and not name.startswith(("is_", "has_"))]
    shown = [name for name in (*declared, *derived) if name in there and name not in {"source_file", "source_row", "unreadable"}]
    once = f" QUALIFY row_number() OVER (PARTITION BY {indicator.distinct} ORDER BY 1) = 1" if indicator.distinct else ""
    frame = computed.con.execute(
        f"SELECT {', '.join(shown)} FROM {indicator.of} WHERE {indicator.condition.sql} AND scope = ?{once} ORDER BY {shown[0]}",
        [scope],
    ).df()
    return dressed(frame, indicator.of, labels)


def table_of(numbers: MonthResults, table: str, labels: bool) -> pd.DataFrame:
    """All flagged rows of one table; WrongWords (2) naming the nearest one."""
    if table not in TABLES:
        near = nearest(table, TABLES)
        raise WrongWords(
            f"Không có bảng “{table}”." + (f" Có phải “{near}”?" if near else "") + f" Chấp nhận: {', '.join(TABLES)}."
        )
    return dressed(numbers.now.con.execute(f"SELECT * FROM {table}").df(), table, labels)


def dressed(frame: pd.DataFrame, table: str, labels: bool) -> pd.DataFrame:
    """The frame with its labels at hand; whole numbers stay whole where one is missing."""
    for name, kind in frame.dtypes.items():
        if kind.kind == "f" and (frame[name].dropna() % 1 == 0).all():
            frame[name] = frame[name].astype("Int64")
    if "accepted_at" in frame:  # in the order of the week, as a group key
        days = frame["accepted_at"].dt.day_of_week.map(dict(enumerate(WEEKDAYS)))
        frame["accepted_weekday"] = pd.Categorical(days, categories=list(WEEKDAYS), ordered=True)
    names = {name: _label(table, name) for name in frame.columns}
    if labels:
        vocabulary = {column.name: column.vocabulary for column in TABLES[table].columns if column.type == "code"}
        for name, words in vocabulary.items():
            if name in frame:
                frame[name] = frame[name].map(VOCABULARIES[words]).where(frame[name].notna())
        frame = frame.rename(columns=names)
    frame.attrs["labels"] = names
    return frame


def _label(table: str, column: str) -> str:
    from hcc_helpers.facts.declare import FLAGS

    if (table, column) in FLAGS:
        return FLAGS[table, column].label
    if column in GROUPS:
        return GROUPS[column]
    try:
        return label_of(table, column)
    except KeyError:
        return column
