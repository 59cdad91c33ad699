"""From derived tables to flagged ones: roll-ups joined, then one yes/no column a flag, never null.

Also here: what must hold of the flags themselves (each row of a split has exactly one part).
"""

from __future__ import annotations

from datetime import date

import hcc_helpers.facts.flags  # noqa: F401  declares the flags
from hcc_helpers.errors import HccError
from hcc_helpers.facts.coverage import Coverage, coverage
from hcc_helpers.facts.declare import FLAGS, ROLLUPS, SPLITS, columns_of, flags_of
from hcc_helpers.facts.dialect import DUCKDB, Dialect
from hcc_helpers.facts.engine import views
from hcc_helpers.facts.language import read
from hcc_helpers.facts.rows import CHILDREN, COVERED
from hcc_helpers.facts.window import Window
from hcc_helpers.sources.columns import TABLES

ORDER = (*CHILDREN, *COVERED, "cases")  # children first: cases hold their roll-ups


def flag_tables(con, window: Window, since: date | None = None) -> dict[str, Coverage]:
    """Create the flagged tables `cases`, `payments`, … from the derived ones; returns table → whether it is at hand for the period."""
    at_hand = {table: coverage(con, window, table, since) for table in ORDER}
    covered = {name for name, cover in at_hand.items() if cover.is_at_hand}
    large = views(con)
    for table in ORDER:
        rows = rows_sql(table, covered)
        if f"{table}_derived" in large:  # large: worked out where it is asked
            con.execute(f"CREATE VIEW {table}_rows AS {rows}; CREATE VIEW {table} AS {flagged_sql(table, f'{table}_rows')}")
        else:
            con.execute(f"CREATE TABLE {table} AS {flagged_sql(table, f'({rows})')}; DROP TABLE {table}_derived")
    if "cases_derived" not in large:  # else whoever stores the rows looks at them there, where they need not be worked out again
        check_splits(con)
    return at_hand


def rows_sql(table: str, covered: set[str]) -> str:
    """The rows of `<table>_derived` with their roll-ups. A roll-up without rows is 0 where its table is covered, else null."""
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
    return f"SELECT d.*{''.join(', ' + column for column in columns)} FROM {table}_derived d {' '.join(joins)}"


def flagged_sql(table: str, source: str, dialect: Dialect = DUCKDB) -> str:
    """`source` (rows of `table` without flags) with one yes/no column a flag, as a query. Who asks for a few flags pays for these."""
    base = f"SELECT * FROM {source}"
    for names in stages(table):
        flags = ", ".join(f"coalesce({_compiled(table, name, dialect)}, FALSE) AS {name}" for name in names)
        base = f"SELECT *, {flags} FROM ({base})"
    declared = [name for of, name in FLAGS if of == table]
    # In the order of declaration, whatever stage a flag is of.
    return f"SELECT * {dialect.without} ({', '.join(declared)}), {', '.join(declared)} FROM ({base})" if declared else base


def _compiled(table: str, name: str, dialect: Dialect) -> str:
    """The SQL of a flag's one text, in the words of an engine."""
    condition = FLAGS[table, name].condition
    if dialect is DUCKDB:
        return condition.sql
    return read(condition.text, columns=columns_of(table), flags=flags_of(table), of=name, dialect=dialect).sql


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
