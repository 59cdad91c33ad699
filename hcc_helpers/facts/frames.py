"""Rows of a query as a DataFrame whose whole numbers stay whole.

pandas makes a column of whole numbers floats as soon as one value is missing, and a weekday 3.0 is no index any more.
Many rows are taken in parts: text lies in memory as an object a cell until its column is made, six times what the column needs.
"""

from __future__ import annotations

import pandas as pd

from hcc_helpers.memory import give_back

_VECTORS = 64  # of 2,048 rows, as DuckDB counts them: what is taken at once
_WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")


def frame(result) -> pd.DataFrame:
    """The rows of an executed query. Whole-number columns with a missing value are "Int64", their gaps `pd.NA`."""
    kinds = [str(column[1]) for column in result.description]
    table = _read(result, kinds)
    for name, kind in zip(table.columns, kinds, strict=True):
        if kind in _WHOLE and table[name].dtype.kind == "f":
            table[name] = table[name].astype("Int64")
    return table


def _read(result, kinds: list[str]) -> pd.DataFrame:
    parts = [result.fetch_df_chunk(_VECTORS)]
    while len(parts[-1]):
        parts.append(result.fetch_df_chunk(_VECTORS))
    if len(parts) <= 2:
        return parts[0]
    types = [part.dtypes for part in parts[:-1]]
    table = pd.concat(parts[:-1], ignore_index=True)
    for name, kind in zip(table.columns, kinds, strict=True):
        text = [one[name] for one in types if isinstance(one[name], pd.StringDtype)]
        # A part without a single value had no text to be known by.
        if kind == "VARCHAR" and text and table[name].dtype != text[0]:
            table[name] = table[name].astype(text[0])
    del parts
    give_back()
    return table
