"""Which columns the exports gave, scope by scope and month by month.

A figure of a longer period needs its column in every month of it; a closing stock in the last one.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from hcc_helpers.facts.opened import ALONE, Opened
from hcc_helpers.facts.rows import asked_months, columns_there
from hcc_helpers.facts.window import Window
from hcc_helpers.sources.columns import TABLES


@dataclass
class Given:
    """Of one month and scope: columns that some file with rows of that scope fills, and all that the exports had."""

    month: str
    filled: set[str] = field(default_factory=set)
    there: set[str] = field(default_factory=set)
    ended_undated: int = 0  # cases whose state says that they have ended, without a day


Filled = list[tuple]  # scope, number of the snapshot, file, undated ends, then yes or no a declared column


def given_to(con, tables: list[str]) -> dict[str, dict[str, list[Given]]]:
    """table → scope → one Given a month that has rows of that scope, in order of months."""
    there: dict[tuple[str, int], set[str]] = {}
    for of, number, name in con.execute("SELECT of, snapshot_no, name FROM columns_there").fetchall():
        there.setdefault((of, number), set()).add(name)
    asked = dict(con.execute("SELECT snapshot_no, month FROM asked_snapshots ORDER BY month").fetchall())
    opened = Opened(con)
    return {table: by_month(filled(opened, table).get(ALONE, []), table, there, asked) for table in tables}


def given_of_window(window: Window, found: dict[str, Filled]) -> dict[str, dict[str, list[Given]]]:
    """The same of one window among many, from what was `filled` there (table → rows)."""
    there = {(table, number): set(names) for number, table, names in columns_there(window)}
    asked = dict(sorted(asked_months(window), key=lambda one: one[1]))
    return {table: by_month(rows, table, there, asked) for table, rows in found.items()}


def filled(opened: Opened, table: str) -> dict[str, Filled]:
    """Window → which columns the files of each scope fill in `table`."""
    names = [column.name for column in TABLES[table].columns]
    counts = ", ".join(f"count({name}) > 0 AS {name}" for name in names)
    undated = "count_if(is_state_unknown)" if table == "cases" else "0"
    sql = f"SELECT {opened.window} AS of_file, scope, snapshot_no, source_file, {undated} AS undated, {counts} FROM {table} GROUP BY ALL"
    found: dict[str, Filled] = {}
    for window, row in opened.rows(sql):
        found.setdefault(window, []).append(row)
    return found


def by_month(files: Filled, table: str, there: dict[tuple[str, int], set[str]], asked: dict[int, str]) -> dict[str, list[Given]]:
    names = [column.name for column in TABLES[table].columns]
    gives: dict[tuple, set[str]] = {}  # what a file fills in one scope it gives to all of its scopes
    for _, number, file, _, *in_scope in files:
        gives.setdefault((number, file), set()).update(name for name, has in zip(names, in_scope, strict=True) if has)
    result: dict[str, dict[str, Given]] = {}
    for scope, number, file, ended in (row[:4] for row in files):
        if number in asked:
            one = result.setdefault(scope, {}).setdefault(asked[number], Given(asked[number]))
            one.filled |= gives[number, file]
            one.there |= there.get((table, number), set())
            one.ended_undated += ended
    return {scope: [months[name] for name in sorted(months)] for scope, months in result.items()}
