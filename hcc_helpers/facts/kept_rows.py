"""How the rows of a window lie in Parquet, and how such a file is opened as a flagged table.

The files hold no flags: these are worked out from their texts in the engine that reads them.
"""

from __future__ import annotations

from pathlib import Path

from hcc_helpers.facts.declare import FLAGS
from hcc_helpers.facts.derive import LARGE, check_cases
from hcc_helpers.facts.flagged import check_splits, flagged_sql, is_view
from hcc_helpers.facts.rows import quoted


def open_rows(con, name: str, path: Path, rows: int) -> None:
    """A file as the flagged table `name`: its flags worked out at once where rows are few, else where somebody asks."""
    kind = "TABLE" if _flags(name) and rows < LARGE else "VIEW"
    con.execute(f"CREATE {kind} {name} AS {flagged_sql(name, f'read_parquet({quoted(path)})')}")


def write_rows(con, names: list[str], folder: Path) -> tuple[dict[str, int], dict[str, list]]:
    """The tables as files: (table → rows of those that have some, table → names and types of the columns of the empty ones).

    Large cases are a view until here: they are worked out once, into their file, and what must hold of them is checked there.
    """
    has_rows = con.execute(f"SELECT {', '.join(f'EXISTS (FROM {name})' for name in names)}").fetchall()[0]
    rows, empty = {}, {}
    for name, is_filled in zip(names, has_rows, strict=True):
        if not is_filled:
            empty[name] = [row[:2] for row in con.execute(f"DESCRIBE {name}").fetchall()]
            continue
        flags = _flags(name)
        columns = f"* EXCLUDE ({', '.join(flags)})" if flags else "*"
        file = quoted(folder / f"{name}.parquet")
        rows[name] = con.execute(f"COPY (SELECT {columns} FROM {name}) TO {file} (FORMAT parquet, COMPRESSION zstd)").fetchall()[
            0
        ][0]
    if is_view(con, "cases"):
        con.execute("DROP VIEW cases")
        open_rows(con, "cases", folder / "cases.parquet", rows["cases"])
        check_cases(con, "cases")
        check_splits(con)
    return rows, empty


def _flags(name: str) -> list[str]:
    return [flag for of, flag in FLAGS if of == name]
