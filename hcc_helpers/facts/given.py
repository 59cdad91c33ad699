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


def given(con, table: str) -> dict[str, list[Given]]:
    """scope → one Given a month that has rows of that scope, in order of months."""
    names = [column.name for column in TABLES[table].columns]
    counts = ", ".join(f"count({name}) > 0 AS {name}" for name in names)
    there: dict[int, set[str]] = {}
    for number, name in con.execute("SELECT snapshot_no, name FROM columns_there WHERE of = ?", [table]).fetchall():
        there.setdefault(number, set()).add(name)
    asked = dict(con.execute("SELECT snapshot_no, month FROM asked_snapshots ORDER BY month").fetchall())
    files = con.execute(f"SELECT snapshot_no, source_file, {counts} FROM {table} GROUP BY ALL").fetchall()
    filled = {row[:2]: {name for name, has in zip(names, row[2:], strict=True) if has} for row in files}
    undated = "count(*) FILTER (WHERE is_state_unknown)" if table == "cases" else "0"
    rows = con.execute(f"SELECT scope, snapshot_no, source_file, {undated} FROM {table} GROUP BY ALL ORDER BY ALL").fetchall()
    result: dict[str, dict[str, Given]] = {}
    for scope, number, file, ended in rows:
        if number in asked:
            one = result.setdefault(scope, {}).setdefault(asked[number], Given(asked[number]))
            one.filled |= filled[number, file]
            one.there |= there.get(number, set())
            one.ended_undated += ended
    return {scope: [months[name] for name in sorted(months)] for scope, months in result.items()}
