"""Where the SQL of the engines differs: the one declared place. Everything else that flags and counts are written in is common to them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Dialect:
    """`text`: the type of words. `quantile`: an exact quantile with interpolation. `beside_number`: how a name is written that is
    compared with 0 or 1, because a yes/no column may stand there. `without`: all columns but some. `quote`: an apostrophe inside words."""

    name: str
    text: str
    quantile: str
    beside_number: str
    without: str
    quote: str


DUCKDB = Dialect("duckdb", "VARCHAR", "quantile_cont({column}, {at})", "{name}", "EXCLUDE", "''")
SPARK = Dialect("spark", "STRING", "percentile({column}, {at})", "CAST({name} AS BIGINT)", "EXCEPT", "\\'")
