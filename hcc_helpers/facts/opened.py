"""Flagged tables as statements see them: of one window or of many, in DuckDB or in another engine. The one small thing an engine has to be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hcc_helpers.facts.dialect import DUCKDB, Dialect

ALONE = ""  # the name of a window that has the tables to itself


@dataclass(frozen=True)
class Opened:
    """`con.execute(sql).fetchall()` answers in the words of `dialect`. `window`: SQL of the file that a row comes from, which names its window."""

    con: Any
    window: str = "''"
    dialect: Dialect = DUCKDB
    name_of: Callable[[str], str] = str  # file → name of its window
    close: Callable[[], None] = lambda: None

    def rows(self, sql: str) -> Iterator[tuple[str, tuple]]:
        """(name of the window, the other columns) of a query whose first column is `window`."""
        for file, *row in self.con.execute(sql).fetchall():
            yield self.name_of(file), tuple(row)


@dataclass(frozen=True)
class KeptRows:
    """The files of some windows, as an engine opens them: a window's name is the folder of its files."""

    files: dict[str, list[Path]]  # table → its rows in Parquet, one file a window that has some
    empty: dict[str, list]  # table → (column, DuckDB type) of tables without a row in any of them
