"""Every count of cases over many periods and communes in one query: by the declared flags, and written out in full.

Run as a program it makes one of the two counts and prints a hash of what it found: `case_periods.py (flags|written) FILE`.
"""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path

import hcc_helpers.indicators  # noqa: F401  declares the indicators
from hcc_helpers.facts.declare import FLAGS
from hcc_helpers.facts.engine import connect
from hcc_helpers.facts.flagged import stages
from hcc_helpers.indicators.definition import REGISTRY

PERIODS, COMMUNES = 15, 130
_NAME = re.compile(r"\b[a-z_][a-z0-9_]*\b")


def lay_out(window: Path, file: Path) -> int:
    """The cases of a stored window once a month, each in one of many communes: as many rows as cases × periods."""
    con = connect()
    declared = {name for of, name in FLAGS if of == "cases"}
    there = [row[0] for row in con.execute(f"DESCRIBE SELECT * FROM '{window}'").fetchall()]
    used = _used() | {"scope"}
    columns = [name for name in there if name in used and name not in declared | {"period_start", "period_end"}]
    con.execute(f"""COPY (SELECT {", ".join(columns)}, period_start - to_months(p::INTEGER) AS period_start,
        period_end - to_months(p::INTEGER) AS period_end, hash(case_id) % {COMMUNES} AS commune
        FROM '{window}', range({PERIODS}) periods(p)) TO '{file}' (FORMAT parquet, COMPRESSION snappy)""")
    return con.execute(f"SELECT count(*) FROM '{file}'").fetchall()[0][0]


def counts() -> dict[str, str]:
    """Indicator → its condition in flags, of every plain count of cases."""
    return {i.id: i.which.sql for i in REGISTRY.values() if (i.kind, i.of) == ("count", "cases") and not i.distinct}


def by_flags(file: str) -> str:
    """As the suite counts: each flag worked out once."""
    base, asked = f"SELECT * FROM '{file}'", _flags_used()
    for names in ([name for name in stage if name in asked] for stage in stages("cases")):
        flags = ", ".join(f"coalesce({FLAGS['cases', name].condition.sql}, FALSE) AS {name}" for name in names)
        base = f"SELECT *, {flags} FROM ({base})"
    return _grouped([f"CAST(count_if({which}) AS BIGINT)" for which in counts().values()], f"({base})")


def written_out(file: str) -> str:
    """As one writes it by hand: every count with its whole condition."""
    return _grouped([f"count(*) FILTER (WHERE {_full(which)})" for which in counts().values()], f"'{file}'")


def _grouped(columns: list[str], source: str) -> str:
    return f"SELECT period_start, commune, scope, {', '.join(columns)} FROM {source} GROUP BY ALL ORDER BY ALL"


def _full(text: str) -> str:
    """A condition with every flag in it written out."""

    def put(match: re.Match) -> str:
        flag = FLAGS.get(("cases", match[0]))
        return f"coalesce({_full(flag.condition.sql)}, FALSE)" if flag else match[0]

    return _NAME.sub(put, text)


def _flags_used() -> set[str]:
    """The flags that the counts name, and those that these name."""
    found: set[str] = set()
    new = {name for which in counts().values() for name in _NAME.findall(which)}
    while new:
        flags = {name for name in new if ("cases", name) in FLAGS} - found
        found |= flags
        new = {other for name in flags for other in _NAME.findall(FLAGS["cases", name].condition.sql)}
    return found


def _used() -> set[str]:
    return {name for which in counts().values() for name in _NAME.findall(_full(which))}


if __name__ == "__main__":
    text = {"flags": by_flags, "written": written_out}[sys.argv[1]](sys.argv[2])
    rows = connect().execute(text).fetchall()
    print(len(rows), len(counts()), hashlib.sha256(repr(rows).encode()).hexdigest())
