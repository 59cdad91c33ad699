"""DuckDB as this suite uses it: one engine a process, one thread, bounded memory, spilling to disk; an empty database for every use.

An engine takes thirty times as long to start as a database to add, and a report opens thirty. Never `duckdb.sql`, `duckdb.query` or
`duckdb.execute`: their connection belongs to the whole module, and in a process forked while it is open it hangs for good. A
forked process starts an engine of its own.
"""

from __future__ import annotations

import itertools
import os
import tempfile
import threading
import uuid
import weakref
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    import pandas as pd

THREADS = "HCC_THREADS"  # threads of the engine; 1 because notebooks run side by side
MEMORY = "HCC_MEMORY"  # what the engine of a process may hold before it spills, as DuckDB writes it ("2GB")
USUAL_MEMORY = "600MB"  # a centre's month takes a tenth of it; with 800.000 cases a process stays below 1 GB

_engines: dict[tuple[int, str, str], duckdb.DuckDBPyConnection] = {}
_one_start = threading.Lock()
_numbers = itertools.count(1)


class Database:
    """An empty database in memory that nobody else sees; gone when it is closed or forgotten. A DuckDB connection to it otherwise."""

    def __init__(self, engine: duckdb.DuckDBPyConnection):
        self.name = f"window_{next(_numbers)}"
        self._con = _using(engine, f"ATTACH ':memory:' AS {self.name}; USE {self.name}")
        self._end = weakref.finalize(self, _forget, engine, self._con, self.name)
        self._end.atexit = False  # the process takes it along

    def execute(self, sql: str, *parameters) -> Database:
        self._con.execute(sql, *parameters)
        return self  # so that it is not forgotten before its rows are fetched

    def fetchall(self) -> list[tuple]:
        return self._con.fetchall()

    def fetchone(self) -> tuple | None:
        return self._con.fetchone()

    def df(self) -> pd.DataFrame:
        return self._con.df()

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A second connection to the same database."""
        return _using(self._con, f"USE {self.name}")

    def close(self) -> None:
        self._end()

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *why) -> None:
        self.close()

    def __getattr__(self, name: str):
        return getattr(self._con, name)


def connect() -> Database:
    """An empty database; tables too large for memory go to the system's folder for temporary files."""
    threads, memory = os.environ.get(THREADS) or "1", os.environ.get(MEMORY) or USUAL_MEMORY
    key = os.getpid(), threads, memory
    with _one_start:
        if key not in _engines:
            spilled = Path(tempfile.gettempdir()) / f"hcc-duckdb-{os.getpid()}-{uuid.uuid4().hex[:8]}"  # made only when needed
            config: dict[str, str | bool | int | float | list[str]] = {
                "threads": int(threads),
                "temp_directory": str(spilled),
                "memory_limit": memory,
            }
            _engines[key] = duckdb.connect(":memory:", config=config)
    return Database(_engines[key])


def views(con) -> set[str]:
    """The views of a database: what is worked out when somebody asks."""
    sql = "SELECT view_name FROM duckdb_views() WHERE database_name = current_database() AND NOT internal"
    return {row[0] for row in con.execute(sql).fetchall()}


def _using(con: duckdb.DuckDBPyConnection, sql: str) -> duckdb.DuckDBPyConnection:
    own = con.cursor()
    own.execute(sql)
    return own


def _forget(engine: duckdb.DuckDBPyConnection, con: duckdb.DuckDBPyConnection, name: str) -> None:
    con.close()
    _using(engine, f"DETACH {name}").close()
