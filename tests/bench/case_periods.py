"""Every plain count of cases over many periods and communes: by the suite's own statements, and with every condition written out by hand.

Run as a program it makes one of the two counts over the files of a folder and prints a hash of what it found:
`case_periods.py (flags|written) FOLDER`.
"""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path

import hcc_helpers.indicators  # noqa: F401  declares the indicators
from hcc_helpers.facts.declare import FLAGS
from hcc_helpers.facts.engine import connect
from hcc_helpers.facts.in_duckdb import opened
from hcc_helpers.facts.opened import KeptRows
from hcc_helpers.indicators.definition import REGISTRY, Indicator
from hcc_helpers.indicators.measure import numbers

PERIODS, COMMUNES = 15, 130
_NAME = re.compile(r"\b[a-z_][a-z0-9_]*\b")


def lay_out(window: Path, folder: Path) -> int:
    """The cases of a stored window once a month, each in one of many communes: a file a month and commune, as windows keep them."""
    con = connect()
    con.execute(f"""COPY (SELECT * REPLACE (period_start - to_months(p::INTEGER) AS period_start, period_end - to_months(p::INTEGER) AS period_end),
        p AS month, hash(case_id) % {COMMUNES} AS place FROM '{window}', range({PERIODS}) periods(p))
        TO '{folder}' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (month, place))""")
    return con.execute(f"SELECT count(*) FROM '{folder}/*/*/*.parquet'").fetchall()[0][0]


def counts() -> list[Indicator]:
    return [i for i in REGISTRY.values() if (i.kind, i.of) == ("count", "cases") and not i.distinct]


def by_flags(folder: Path) -> list[tuple]:
    """As `hcc indicators` counts many windows."""
    found = numbers(opened(KeptRows({"cases": sorted(folder.glob("*/*/*.parquet"))}, {})), counts())
    return [
        (
            *(part.partition("=")[2] for part in Path(name).parts[-2:]),
            scope,
            *(one.numbers[scope, "", "", i.id] for i in counts()),
        )
        for name, one in found.items()
        for scope, _ in one.groups
    ]


def written_out(folder: Path) -> list[tuple]:
    """As one writes it by hand: every count with its whole condition."""
    columns = ", ".join(f"count(*) FILTER (WHERE {_full(i.condition.sql)})" for i in counts())
    source = f"read_parquet('{folder}/*/*/*.parquet', hive_partitioning = true, hive_types_autocast = false)"
    return connect().execute(f"SELECT month, place, scope, {columns} FROM {source} GROUP BY ALL").fetchall()


def _full(text: str) -> str:
    """A condition with every flag in it written out."""

    def put(match: re.Match) -> str:
        flag = FLAGS.get(("cases", match[0]))
        return f"coalesce({_full(flag.condition.sql)}, FALSE)" if flag else match[0]

    return _NAME.sub(put, text)


if __name__ == "__main__":
    rows = sorted({"flags": by_flags, "written": written_out}[sys.argv[1]](Path(sys.argv[2])))
    print(len(rows), len(counts()), hashlib.sha256(repr(rows).encode()).hexdigest())
