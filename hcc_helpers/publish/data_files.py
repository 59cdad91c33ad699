"""The numbers beside the pages, for those who go on working with them: results, balances, trace.

Every file is written from memory in one piece and holds no time of writing, so that equal tables give equal bytes.
"""

from __future__ import annotations

import csv
import io
import math
import numbers
import unicodedata
from pathlib import Path

import pandas as pd

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_results(folder: Path, results: pd.DataFrame) -> None:
    """results.parquet (exact types) and results.csv (for a spreadsheet): one row an indicator, scope and group."""
    write_parquet(folder / "results.parquet", results)
    write_csv(folder / "results.csv", results)


def write_csv(path: Path, table: pd.DataFrame) -> None:
    """UTF-8 with a byte order mark (else Excel guesses the encoding), NFC, empty for a missing value."""
    path.write_bytes(("\ufeff" + csv_text(table)).encode("utf-8"))


def csv_text(table: pd.DataFrame) -> str:
    """The rows as comma-separated text: 1944 for a whole number whatever its column's type, never 1944.0."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([str(name) for name in table.columns])
    writer.writerows([_cell(value) for value in row] for row in table.itertuples(index=False, name=None))
    return text.getvalue()


def json_rows(table: pd.DataFrame) -> list[dict]:
    """The rows as JSON values: whole numbers as integers, missing values as null."""
    return [
        {str(name): _plain(value) for name, value in zip(table.columns, row, strict=True)}
        for row in table.itertuples(index=False, name=None)
    ]


def write_parquet(path: Path, table: pd.DataFrame) -> None:
    buffer = io.BytesIO()
    table.to_parquet(buffer, engine="pyarrow", index=False, compression="zstd")
    path.write_bytes(buffer.getvalue())


def _plain(value):
    """A cell as a plain Python value; None when missing."""
    if value is None or value is pd.NA or value is pd.NaT:
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
    # A spreadsheet would run such a cell as a formula; an apostrophe makes it the text that it is.
    return f"'{text}" if text.startswith(_FORMULA) else text
