"""Rows of a query as a DataFrame whose whole numbers stay whole.

pandas makes a column of whole numbers floats as soon as one value is missing, and a weekday 3.0 is no index any more.
"""

from __future__ import annotations

import pandas as pd

_WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")


def frame(result) -> pd.DataFrame:
    """The rows of an executed query. Whole-number columns with a missing value are "Int64", their gaps `pd.NA`."""
    kinds = [str(column[1]) for column in result.description]
    table = result.df()
    for name, kind in zip(table.columns, kinds, strict=True):
        if kind in _WHOLE and table[name].dtype.kind == "f":
            table[name] = table[name].astype("Int64")
    return table
