"""Many windows opened at once in DuckDB: views over all their files. Nothing is read before a statement asks."""

from __future__ import annotations

from pathlib import Path

from hcc_helpers.facts.engine import connect
from hcc_helpers.facts.flagged import flagged_sql
from hcc_helpers.facts.kept_rows import rows_alone
from hcc_helpers.facts.opened import KeptRows, Opened
from hcc_helpers.facts.rows import quoted


def opened(kept: KeptRows) -> Opened:
    """Every table with its flags, and with `of_file`."""
    con = connect()
    for table, files in kept.files.items():
        every = f"read_parquet([{', '.join(quoted(path) for path in files)}], filename = 'of_file')"
        source = f"(SELECT {rows_alone(con, table, files[0])}, of_file FROM {every})"
        con.execute(f"CREATE VIEW {table} AS {flagged_sql(table, source)}")
    for table, columns in kept.empty.items():
        con.execute(f"CREATE TABLE {table} ({', '.join(f'{name} {kind}' for name, kind in columns)}, of_file VARCHAR)")
    return Opened(con, "of_file", name_of=lambda file: str(Path(file).parent), close=con.close)
