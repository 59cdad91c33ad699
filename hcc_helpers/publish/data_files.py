"""The numbers beside the pages, for those who go on working with them: results, balances, trace.

No file holds a time of writing, so that equal tables give equal bytes. All are written from memory in one piece but the trace, whose rows
are more than memory holds where cases are many.
"""

from __future__ import annotations

import csv
import io
import math
import numbers
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from hcc_helpers.memory import give_back

if TYPE_CHECKING:  # slow to import; text of plain rows needs none of it
    import pandas as pd
    import pyarrow as pa

    from hcc_helpers.indicators.traced import Trace

ROW_GROUP = 1024 * 1024  # rows of the trace that lie in memory at once; what Arrow itself takes of a table in memory
# The wide ones too: some spreadsheets take them for the narrow.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")


def write_results(folder: Path, results: pd.DataFrame) -> None:
    """results.parquet (exact types) and results.csv (for a spreadsheet): one row an indicator, scope and group."""
    write_parquet(folder / "results.parquet", results)
    write_csv(folder / "results.csv", results)


def write_csv(path: Path, table: pd.DataFrame) -> None:
    """UTF-8 with a byte order mark (else Excel guesses the encoding), NFC, empty for a missing value."""
    path.write_bytes(("\ufeff" + csv_text(table)).encode("utf-8"))


def csv_text(table: pd.DataFrame) -> str:
    """The rows as comma-separated text: 1944 for a whole number whatever its column's type, never 1944.0."""
    return csv_of(table.columns, table.itertuples(index=False, name=None))


def csv_of(names: Iterable, rows: Iterable[tuple]) -> str:
    """The same of plain rows."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([str(name) for name in names])
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def json_rows(table: pd.DataFrame) -> list[dict]:
    """The rows as JSON values: whole numbers as integers, missing values as null."""
    return json_of(table.columns, table.itertuples(index=False, name=None))


def json_of(names: Iterable, rows: Iterable[tuple]) -> list[dict]:
    """The same of plain rows."""
    names = [str(name) for name in names]
    return [{name: _plain(value) for name, value in zip(names, row, strict=True)} for row in rows]


def write_parquet(path: Path, table: pd.DataFrame) -> None:
    buffer = io.BytesIO()
    table.to_parquet(buffer, engine="pyarrow", index=False, compression="zstd")
    path.write_bytes(buffer.getvalue())


def write_trace(path: Path, trace: Trace) -> None:
    """The rows behind the counts, a row group at a time: the very bytes that the whole table would give."""
    from pyarrow import parquet

    schema = _trace_schema()
    with parquet.ParquetWriter(path, schema, compression="zstd") as file:
        for group in _row_groups(trace, schema):
            file.write_table(group, row_group_size=ROW_GROUP)
    give_back()


def _row_groups(trace: Trace, schema: pa.Schema) -> Iterator[pa.Table]:
    import pyarrow as pa

    held: list[pa.Table] = []
    rows = 0
    for piece in trace.pieces():
        at = 0
        while at < len(piece):
            keys = piece.keys.slice(at, ROW_GROUP - rows)
            same = [pa.repeat(pa.scalar(text, pa.large_string()), len(keys)) for text in (piece.indicator, piece.scope)]
            held.append(pa.Table.from_arrays([*same, keys], schema=schema))
            at, rows = at + len(keys), rows + len(keys)
            if rows == ROW_GROUP:
                yield pa.concat_tables(held).combine_chunks()
                held, rows = [], 0
    if held:
        yield pa.concat_tables(held).combine_chunks()


def _trace_schema() -> pa.Schema:
    """As pandas would lay the table out, so that who reads it with pandas gets text."""
    import pandas as pd
    import pyarrow as pa

    from hcc_helpers.indicators.traced import COLUMNS

    return pa.Table.from_pandas(
        pd.DataFrame({name: pd.Series([""], dtype="str") for name in COLUMNS}), preserve_index=False
    ).schema


def _plain(value):
    """A cell as a plain Python value; None when missing."""
    kind = type(value)
    if value is None or kind is str or kind is int or kind is bool:  # nearly every cell: no question asked of it
        return value
    if type(value).__name__ in ("NAType", "NaTType"):  # of pandas, which nobody need have imported
        return None
    if isinstance(value, (bool, str)):
        return value
    if isinstance(value, numbers.Integral):
        return int(value)
    if isinstance(value, numbers.Real):
        number = float(value)
        if math.isnan(number):
            return None
        return int(number) if number.is_integer() else number
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _cell(value) -> str:
    value = _plain(value)
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value).lower() if isinstance(value, bool) else repr(value)
    text = unicodedata.normalize("NFC", value)
    # A spreadsheet would run such a cell as a formula; an apostrophe makes it the text that it is. One that was there
    # before gets another, so that `as_written` gives every text back exactly.
    return f"'{text}" if text.startswith((*_FORMULA, "'")) else text


def as_written(cell: str) -> str:
    """The text of a cell of our CSV files as it was before it was written."""
    return cell.removeprefix("'")
