"""How the rows of a window lie in Parquet, and how such files are opened as flagged tables.

A file of few rows holds its flags, so that opening it works nothing out. One of many rows does not: 138 more columns for somebody
who asks for three would cost more than working three out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hcc_helpers.facts.declare import FLAGS
from hcc_helpers.facts.derive import LARGE, check_cases
from hcc_helpers.facts.engine import views
from hcc_helpers.facts.flagged import check_splits, flagged_sql
from hcc_helpers.facts.rows import quoted

IN_MEMORY = 10_000  # rows below which a table is read once: a page asks its month dozens of things, a history of years a few
# Who asks what tables there are is shown them all.
_ASKS_FOR_ALL = {"tables", "show", "pragma", "information_schema", "duckdb_tables", "duckdb_views", "duckdb_columns"}
_WORD = re.compile(r"\w+")


class OpenedRows:
    """A connection to stored tables: each is opened by the first statement that names it. A page asks for three of them, not for 27."""

    def __init__(self, con: Any, tables: dict[str, Callable[[], object]]):
        self._con, self._closed = con, tables

    def execute(self, sql: str, *parameters):
        words = {word.lower() for word in _WORD.findall(sql)} if self._closed else set()
        for name in [name for name in self._closed if name in words or words & _ASKS_FOR_ALL]:
            self._closed.pop(name)()
        return self._con.execute(sql, *parameters)

    def __getattr__(self, name: str):
        return getattr(self._con, name)


def open_rows(con, name: str, path: Path, rows: int, is_flagged: bool) -> None:
    """A file as the flagged table `name`: taken into memory where rows are few, else read where a statement asks, column by column.

    Flags that the file does not hold are worked out where somebody asks for some.
    """
    file = f"read_parquet({quoted(path)})"
    if not is_flagged:
        con.execute(f"CREATE VIEW {name} AS {flagged_sql(name, file)}")
    else:
        con.execute(f"CREATE {'TABLE' if rows < IN_MEMORY else 'VIEW'} {name} AS SELECT * FROM {file}")


def open_empty(con, name: str, columns: list) -> None:
    """A table without a row, of these (column, type)."""
    con.execute(f"CREATE TABLE {name} ({', '.join(f'{column} {kind}' for column, kind in columns)})")


def rows_alone(con, name: str, path: Path) -> str:
    """The columns of a stored file that are no flags: what another engine works the flags out from."""
    there = [row[0] for row in con.execute(f"DESCRIBE FROM read_parquet({quoted(path)})").fetchall()]
    flags = set(_flags(name))
    return ", ".join(column for column in there if column not in flags)


def write_rows(con, names: list[str], folder: Path) -> tuple[dict[str, int], dict[str, list], list[str]]:
    """The tables as files: (table → rows of those that have some, table → names and types of the columns of the empty ones,
    those whose files hold their flags).

    Large cases are a view until here: they are worked out once, into their file, and what must hold of them is checked there.
    """
    large = views(con)
    counted = ", ".join(f"EXISTS (FROM {name})" if name in large else f"(SELECT count(*) FROM {name})" for name in names)
    rows, empty, flagged = {}, {}, []
    for name, number in zip(names, con.execute(f"SELECT {counted}").fetchall()[0], strict=True):
        if not number:
            empty[name] = [row[:2] for row in con.execute(f"DESCRIBE {name}").fetchall()]
            continue
        flags = _flags(name)
        is_flagged = name not in large and number < LARGE
        if is_flagged:
            flagged.append(name)
        columns = "*" if is_flagged or not flags else f"* EXCLUDE ({', '.join(flags)})"
        written = (
            f"COPY (SELECT {columns} FROM {name}) TO {quoted(folder / f'{name}.parquet')} (FORMAT parquet, COMPRESSION zstd)"
        )
        rows[name] = con.execute(written).fetchall()[0][0]
    if "cases" in large:
        con.execute("DROP VIEW cases")
        open_rows(con, "cases", folder / "cases.parquet", rows["cases"], is_flagged=False)
        check_cases(con, "cases")
        check_splits(con)
    return rows, empty, flagged


def _flags(name: str) -> list[str]:
    return [flag for of, flag in FLAGS if of == name]
