"""What an obstacle works with: the flagged tables of one period, the marks that hold, the periods before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from hcc_helpers.facts.coverage import Coverage
from hcc_helpers.facts.frames import frame
from hcc_helpers.facts.settings import Settings
from hcc_helpers.facts.stored import Tables
from hcc_helpers.indicators.compute import Computed
from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.law import Law, load_law
from hcc_helpers.numbers_vn import percent, whole
from hcc_helpers.obstacles.vague_words import Word, load_words
from hcc_helpers.periods import Period
from hcc_helpers.sources.columns import TABLES

NO_LAW = Law((), ())


@dataclass(frozen=True)
class Material:
    """One period as an obstacle sees it."""

    tables: Tables
    words: dict[str, Word]
    earlier: tuple[Material, ...] = ()  # oldest first
    system_totals: tuple[tuple[str, str, int, int], ...] = ()  # (scope, cell of form II.06a, the system's number, ours)
    law: Law = NO_LAW
    _frames: dict[str, pd.DataFrame] = field(init=False, default_factory=dict, repr=False, compare=False)

    @property
    def period(self) -> Period:
        return self.tables.window.period

    @property
    def con(self):
        """DuckDB with the flagged tables; those of a month before are opened when an obstacle asks."""
        return self.tables.con

    @property
    def at_hand(self) -> dict[str, Coverage]:
        return self.tables.at_hand

    @property
    def settings(self) -> Settings:
        return self.tables.settings

    def query(self, sql: str, *values) -> pd.DataFrame:
        """Rows of the period's tables as a DataFrame."""
        return frame(self.con.execute(sql, list(values)))

    def once(self, name: str, make: Callable[[], pd.DataFrame]) -> pd.DataFrame:
        """Rows that several sub-claims of several periods look at, made for the first of them; nobody changes them."""
        if name not in self._frames:
            self._frames[name] = make()
        return self._frames[name]

    def one(self, sql: str, *values):
        """The single row of a query, as a tuple."""
        return self.con.execute(sql, list(values)).fetchall()[0]

    def lacks(self, table: str, *columns: str) -> str:
        """Why `table` (or one of `columns`, wholly empty) cannot be used in this period, "" where it can."""
        if table not in TABLES:
            return f"bộ công cụ chưa đọc bảng “{table}”"
        cover = self.at_hand.get(table)
        if cover is None or not cover.is_at_hand:
            return cover.reason if cover else f"kỳ này không có bảng “{TABLES[table].label}”"
        if columns and cover.has_rows:
            counts = self.one(f"SELECT {', '.join(f'count({name})' for name in columns)} FROM {table}")
            empty = [TABLES[table].column(name).label for name, count in zip(columns, counts, strict=True) if not count]
            if empty:
                return f"bảng “{TABLES[table].label}” không có cột “{empty[0]}”"
        return ""

    @property
    def lacks_ends(self) -> str:
        """Why nobody can tell how long cases took: none that is finished says when; "" where some do, or none is finished."""
        columns = ("ended_at", "handed_over_at")
        undated, *dated = self.one(
            f"SELECT count(*) FILTER (WHERE is_state_unknown), {', '.join(f'count({name})' for name in columns)} FROM cases"
        )
        heads = " hoặc ".join(f"“{TABLES['cases'].column(name).label}”" for name in columns)
        return f"hồ sơ đã giải quyết xong không có ngày kết thúc, cần cột {heads}" if undated and not any(dated) else ""

    @property
    def it_says(self) -> str:
        """Whose words a claim is, before "viết": the office's own report, or reports of this kind."""
        own = self.settings.centre.claims_of
        return f"{own[:1].upper()}{own[1:]} viết" if own else "Báo cáo loại này thường viết"

    @property
    def whole_before(self) -> Material | None:
        """The period just before this one, where it is at hand and not cut short."""
        last = self.earlier[-1] if self.earlier else None
        return last if last and last.period.end == self.period.start and not last.period.is_cut else None

    def broken_since(self, indicator: str, earlier: Period) -> list[str]:
        """The changes of law since an earlier period that give the indicator another meaning."""
        return self.law.between(indicator, (earlier.first_day, earlier.last_day), (self.period.first_day, self.period.last_day))

    def redefined(self, indicator: str) -> list[str]:
        """The changes of law up to this period's end: what a claim written before them meant is no longer measured."""
        return self.law.between(indicator, (date.min, date.min), (self.period.first_day, self.period.last_day))

    def kiosks(self) -> list[str]:
        """A sentence on cases filed at a kiosk, which count neither as online nor as in person; none where there are none."""
        at_kiosk, new = self.one(
            "SELECT count(*) FILTER (WHERE is_new_kiosk), count(*) FROM cases WHERE scope = 'commune' AND is_new"
        )
        if not at_kiosk:
            return []
        return [
            f"{whole(at_kiosk)} trên {whole(new)} hồ sơ mới ({percent(100 * at_kiosk / new)}) nộp tại ki-ốt thông minh: là kênh riêng, không tính là trực tuyến, cũng không tính là trực tiếp."
        ]

    @property
    def series(self) -> tuple[Material, ...]:
        """The periods at hand, this one last; a period cut short is no point of a trend."""
        return (*(one for one in self.earlier if not one.period.is_cut), self)


def material_of(month: MonthResults) -> Material:
    """The material of a computed month and of the months before it."""
    words = load_words(month.data_root, on=month.period.last_day)
    totals = tuple(
        (c.scope, c.balance.removeprefix("system_"), c.left, c.right)
        for c in month.balances_checked
        if c.balance.startswith("system_")
    )
    law = load_law(month.data_root)
    return _of(month.now, words, law, tuple(_of(one, words, law) for one in month.earlier), totals)


def _of(computed: Computed, words: dict[str, Word], law: Law, earlier: tuple[Material, ...] = (), totals: tuple = ()) -> Material:
    return Material(computed.tables, words, earlier, totals, law)
