"""From derived tables to flagged ones: roll-ups joined, then one yes/no column a flag, never null.

Also here: what must hold of the flags themselves (each row of a split has exactly one part).
"""

from __future__ import annotations

from datetime import date

import hcc_helpers.facts.flags  # noqa: F401  declares the flags
from hcc_helpers.errors import HccError
from hcc_helpers.facts.coverage import Coverage, coverage
from hcc_helpers.facts.declare import FLAGS, ROLLUPS, SPLITS
from hcc_helpers.facts.rows import CHILDREN, COVERED
from hcc_helpers.facts.window import Window
from hcc_helpers.sources.columns import TABLES

ORDER = (*CHILDREN, *COVERED, "cases")  # children first: cases hold their roll-ups


def flag_tables(con, window: Window, since: date | None = None) -> dict[str, Coverage]:
    """Create the flagged tables `cases`, `payments`, …; returns table → whether it is at hand for the period."""
    at_hand = {table: coverage(con, window, table, since) for table in ORDER}
    for table in ORDER:
        add_flags(con, table, {name for name, cover in at_hand.items() if cover.is_at_hand})
    check_splits(con)
    return at_hand


def add_flags(con, table: str, covered: set[str]) -> None:
    """`<table>_derived` + roll-ups + flags → `<table>`. A roll-up without rows is 0 where its table is covered, else null."""
    joins, columns = [], []
    for number, sql in enumerate(rollup_sql(table)):
        joins.append(f"LEFT JOIN ({sql}) r{number} ON r{number}.case_id = d.case_id")
    rolls = [roll for (to, _), roll in ROLLUPS.items() if to == table]
    for number, roll in enumerate(rolls):
        none = (
            "0"
            if roll.of in covered and roll.take in {"count", "total"}
            else "FALSE"
            if roll.of in covered and roll.take == "any"
            else "NULL"
        )
        value = f"r{number}.{roll.name}" if roll.of in covered else "NULL"
        columns.append(f"coalesce({value}, {none}) AS {roll.name}" if none != "NULL" else f"{value} AS {roll.name}")
    base = f"SELECT d.*{''.join(', ' + column for column in columns)} FROM {table}_derived d {' '.join(joins)}"
    for names in stages(table):
        flags = ", ".join(f"coalesce({FLAGS[table, name].condition.sql}, FALSE) AS {name}" for name in names)
        base = f"SELECT *, {flags} FROM ({base})"
    declared = [name for of, name in FLAGS if of == table]
    # In the order of declaration, whatever stage a flag is of.
    order = f"* EXCLUDE ({', '.join(declared)}), {', '.join(declared)}" if declared else "*"
    con.execute(f"CREATE TABLE {table} AS SELECT {order} FROM ({base})")
    con.execute(f"DROP TABLE {table}_derived")


def stages(table: str) -> list[list[str]]:
    """The flags of a table in layers: each stands on columns and flags of the layers before, so that none is worked out twice."""
    level: dict[str, int] = {}
    for (of, name), flag in FLAGS.items():  # a flag names only flags declared before it
        if of == table:
            level[name] = 1 + max((level[other] for other in flag.condition.names if other in level), default=0)
    return [[name for name, at in level.items() if at == stage] for stage in sorted(set(level.values()))]


def check_splits(con) -> None:
    """Every row of a split has exactly one part; a breach stops the run and names the cases."""
    breach = {
        name: f"{split.within} AND ({' + '.join(f'CAST({part} AS INTEGER)' for part in split.parts)}) <> 1"
        for name, split in SPLITS.items()
    }
    by_table: dict[str, list] = {}
    for name, split in SPLITS.items():
        by_table.setdefault(split.of, []).append(name)
    broken = set()
    for table, names in by_table.items():
        found = con.execute(f"SELECT {', '.join(f'bool_or({breach[name]})' for name in names)} FROM {table}").fetchall()[0]
        broken |= {name for name, is_broken in zip(names, found, strict=True) if is_broken}
    for name, split in SPLITS.items():
        if name in broken:
            key = TABLES[split.of].key[0]
            bad = con.execute(f"SELECT {key} FROM {split.of} WHERE {breach[name]} ORDER BY 1 LIMIT 6").fetchall()
            shown = ", ".join(str(row[0]) for row in bad[:5])
            more = " …" if len(bad) > 5 else ""
            raise HccError(f"Phép chia “{split.label}” không khớp: các dòng {shown}{more} có 0 hoặc từ 2 phần trở lên.")


def rollup_sql(table: str) -> list[str]:
    """For each roll-up into `table`: the SQL that gives case_id and its value from the flagged child table."""
    made = []
    for (to, name), roll in ROLLUPS.items():
        if to != table:
            continue
        take = {
            "count": f"count(*) FILTER (WHERE {roll.which})",
            "total": f"CAST(coalesce(sum({roll.column}) FILTER (WHERE {roll.which}), 0) AS BIGINT)",
            "any": f"bool_or({roll.which})",
            "first": f"min({roll.column}) FILTER (WHERE {roll.which})",
            "last": f"max({roll.column}) FILTER (WHERE {roll.which})",
        }[roll.take]
        made.append(f"SELECT case_id, {take} AS {name} FROM {roll.of} WHERE case_id IS NOT NULL GROUP BY case_id")
    return made
