"""Which columns the exports gave, scope by scope and month by month.

A figure of a longer period needs its column in every month of it; a closing stock in the last one.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from hcc_helpers.sources.columns import TABLES


@dataclass
class Given:
    """Of one month and scope: columns that some file with rows of that scope fills, and all that the exports had."""

    month: str
    filled: set[str] = field(default_factory=set)
    there: set[str] = field(default_factory=set)
    ended_undated: int = 0  # cases whose state says that they have ended, without a day


def given_to(con, tables: list[str]) -> dict[str, dict[str, list[Given]]]:
    """table → scope → one Given a month that has rows of that scope, in order of months."""
    there: dict[tuple[str, int], set[str]] = {}
    for of, number, name in con.execute("SELECT of, snapshot_no, name FROM columns_there").fetchall():
        there.setdefault((of, number), set()).add(name)
    asked = dict(con.execute("SELECT snapshot_no, month FROM asked_snapshots ORDER BY month").fetchall())
    return {table: _given(con, table, there, asked) for table in tables}


def _given(con, table: str, there: dict[tuple[str, int], set[str]], asked: dict[int, str]) -> dict[str, list[Given]]:
    names = [column.name for column in TABLES[table].columns]
    counts = ", ".join(f"count({name}) > 0 AS {name}" for name in names)
    undated = "count(*) FILTER (WHERE is_state_unknown)" if table == "cases" else "0"
    files = con.execute(f"SELECT scope, snapshot_no, source_file, {undated}, {counts} FROM {table} GROUP BY ALL").fetchall()
    filled: dict[tuple, set[str]] = {}  # what a file fills in one scope it gives to all of its scopes
    for _, number, file, _, *in_scope in files:
        filled.setdefault((number, file), set()).update(name for name, has in zip(names, in_scope, strict=True) if has)
    result: dict[str, dict[str, Given]] = {}
    for scope, number, file, ended in (row[:4] for row in files):
        if number in asked:
            one = result.setdefault(scope, {}).setdefault(asked[number], Given(asked[number]))
            one.filled |= filled[number, file]
            one.there |= there.get((table, number), set())
            one.ended_undated += ended
    return {scope: [months[name] for name in sorted(months)] for scope, months in result.items()}
