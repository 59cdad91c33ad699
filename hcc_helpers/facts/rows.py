"""The rows behind a period: snapshots stacked, of each case and each key the latest row; group keys of every case."""

from __future__ import annotations

import unicodedata

from hcc_helpers.facts.dated import by_day
from hcc_helpers.facts.settings import Settings
from hcc_helpers.facts.window import Window
from hcc_helpers.sources.columns import CASE_SYSTEM_COLUMNS, SYSTEM_COLUMNS, TABLES

SQL_TYPES = {
    "text": "VARCHAR",
    "code": "VARCHAR",
    "instant": "TIMESTAMP",
    "count": "BIGINT",
    "vnd": "BIGINT",
    "yes_no": "BOOLEAN",
}
# Rows of these belong to a case: of each case the rows of the latest snapshot that knows it in that table.
CHILDREN = ("pauses", "supplements", "appointments", "late_causes", "components", "result_documents", "steps")
# Rows of these stand for themselves: of each number on its own day the row of the latest snapshot (see `_register`).
REGISTERS = {"payments": "payment_id", "surveys": "answer_id", "petitions": "petition_id"}
# The office's own registers: of each key the rows of the latest snapshot that holds it. A row whose key has a blank
# stands for itself; the same row in two snapshots is one row.
DIARIES = (
    "incidents",
    "probes",
    "outreach",
    "new_texts",
    "guidance",
    "in_person_reasons",
    "reminders",
    "difficulties",
    "linked_systems",
    "staff_days",
    "hamlet_groups",
)
COVERED = (*REGISTERS, *DIARIES)  # these say from which day to which they were kept; no row on a covered day is a 0
PROCEDURE = "coalesce(procedure_code, procedure_name)"  # the group key: by its code, by its name where the export has none


def _select(table: str, paths: list) -> str:
    """Every declared column of `table`, in order; empty where snapshots of an earlier version do not have it yet."""
    import pyarrow.parquet as pq  # slow to import

    columns = {column.name: SQL_TYPES[column.type] for column in TABLES[table].columns}
    columns |= {name: SQL_TYPES[kind] for name, kind in SYSTEM_COLUMNS.items()}
    columns |= {name: SQL_TYPES[kind] for name, kind in CASE_SYSTEM_COLUMNS.items()} if table == "cases" else {}
    there = {name for path in paths for name in pq.read_schema(path).names}
    return ", ".join(f"CAST({name if name in there else 'NULL'} AS {kind}) AS {name}" for name, kind in columns.items())


def union(table: str, snapshots, order_name: str = "snapshot_no") -> str:
    """All rows of `table` over `snapshots`, each with the number of its snapshot (in order of months)."""
    files = {number: snapshot.tables[table] for number, snapshot in enumerate(snapshots) if table in snapshot.tables}
    if not files:
        nothing = [f"NULL::{SQL_TYPES[c.type]} AS {c.name}" for c in TABLES[table].columns]
        more = SYSTEM_COLUMNS | (CASE_SYSTEM_COLUMNS if table == "cases" else {})
        nothing += [f"NULL::{SQL_TYPES[kind]} AS {name}" for name, kind in more.items()]
        return f"SELECT {', '.join(nothing)}, 0 AS {order_name} WHERE FALSE"
    columns = _select(table, list(files.values()))
    if len(files) == 1:
        ((number, path),) = files.items()
        return f"SELECT {columns}, {number} AS {order_name} FROM read_parquet({quoted(path)})"
    # One reader of all files: a statement over seven months names each column once, not seven times.
    numbers = " ".join(f"WHEN {at} THEN {number}" for at, number in enumerate(files))
    every = ", ".join(quoted(path) for path in files.values())
    return f"SELECT {columns}, CASE file_index {numbers} END AS {order_name} FROM read_parquet([{every}], union_by_name = true)"


def quoted(path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def stack_rows(con, window: Window, settings: Settings) -> None:
    """`raw_<table>` for every table, `case_keys`, and `asked_snapshots` (which months must hold what a figure needs)."""
    _asked(con, window)
    latest = (
        "QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY extracted_at DESC NULLS LAST, snapshot_no DESC, source_row) = 1"
    )
    if not _plain(con, "cases", window, once="case_id"):
        con.execute(f"CREATE TABLE raw_cases AS SELECT * FROM ({union('cases', window.feeding)}) {latest.format(key='case_id')}")
    for table in CHILDREN:
        if _plain(con, table, window):
            continue
        con.execute(f"CREATE TABLE raw_{table} AS {_of_latest(table, window)}")
    for table in REGISTERS:
        if _plain(con, table, window, once=REGISTERS[table]):
            continue
        con.execute(f"CREATE TABLE raw_{table} AS {_register(table, union(table, window.feeding), latest)}")
    for table in DIARIES:
        if _plain(con, table, window):
            continue
        key, said = TABLES[table].key, ", ".join(column.name for column in TABLES[table].columns)
        is_blank = " OR ".join(f"{name} IS NULL" for name in key)
        con.execute(
            f"CREATE TABLE raw_{table} AS SELECT * FROM ({union(table, window.feeding)}) QUALIFY snapshot_no = CASE "
            f"WHEN {is_blank} THEN max(snapshot_no) OVER (PARTITION BY {said}) ELSE max(snapshot_no) OVER (PARTITION BY {', '.join(key)}) END"
        )
    # Group keys of every case ever stored: money and documents of cases that have left the snapshot keep their scope.
    is_alone = window.stored == window.feeding and len(window.stored) == 1
    keyed = "raw_cases" if is_alone else f"({union('cases', window.stored)}) {latest.format(key='case_id')}"
    con.execute(
        f"CREATE TABLE case_keys AS SELECT case_id, {scope_sql(settings)} AS scope, field, handling_unit AS unit, {PROCEDURE} AS procedure, "
        f"due_at, accepted_at FROM {keyed}"
    )


def _of_latest(table: str, window: Window) -> str:
    """SQL: of each case the rows of the latest snapshot that knows it in `table`; found from two columns, then fetched.

    A row without a case is the same row in two snapshots where all its cells are equal.
    """
    said = ", ".join(column.name for column in TABLES[table].columns)
    return f"""
        WITH stacked AS NOT MATERIALIZED ({union(table, window.feeding)}),
          latest AS (SELECT case_id, max(snapshot_no) AS snapshot_no FROM stacked GROUP BY case_id)
        SELECT stacked.* FROM stacked SEMI JOIN latest USING (case_id, snapshot_no)
        UNION ALL SELECT * FROM stacked WHERE case_id IS NULL QUALIFY snapshot_no = max(snapshot_no) OVER (PARTITION BY {said})"""


def _register(table: str, rows: str, latest: str) -> str:
    """SQL: each row of a register once. Numbers begin anew each month (or day), so a number is one only on its row's own day.

    A row that had no day yet is the later one of the same number and case. Of a number that stands on several days each
    row carries its day, so that the key stays one. A number that one extract holds twice carries its content there
    (sources/joins); the plain row of another extract with that content is the same.
    """
    declared = TABLES[table]
    key, at = REGISTERS[table], declared.dated_by
    told = " || '/' || ".join(
        f"coalesce(strftime({name}, '%Y%m%dT%H%M%S'), '')"
        if declared.column(name).type == "instant"
        else f"coalesce(CAST({name} AS VARCHAR), '')"
        for name in declared.told_by
    )
    return f"""
        WITH stacked AS ({rows}), numbered AS (SELECT *, {key} || '/' || {told} AS full_number FROM stacked),
          known AS (SELECT * EXCLUDE (full_number) REPLACE (CASE WHEN full_number IN (SELECT {key} FROM stacked) THEN full_number ELSE {key} END AS {key}) FROM numbered),
          dated AS (SELECT *, coalesce(CAST({at} AS DATE), max(CAST({at} AS DATE)) OVER (PARTITION BY {key}, case_id)) AS own_day FROM known),
          once AS (SELECT * FROM dated {latest.format(key=f"{key}, own_day")})
        SELECT * EXCLUDE (own_day) REPLACE (CASE WHEN count(*) OVER (PARTITION BY {key}) > 1 THEN {key} || '/' || coalesce(strftime(own_day, '%Y%m%d'), '') ELSE {key} END AS {key})
        FROM once"""


def _plain(con, table: str, window: Window, once: str = "") -> bool:
    """`raw_<table>` taken as it is where at most one snapshot has it: nothing is there twice, and nothing need be sorted.

    `once`: a column whose values must not repeat for that.
    """
    if sum(table in snapshot.tables for snapshot in window.feeding) > 1:
        return False
    if once and con.execute(f"SELECT count(*) <> count(DISTINCT {once}) FROM ({union(table, window.feeding)})").fetchall()[0][0]:
        return False
    con.execute(f"CREATE VIEW raw_{table} AS {union(table, window.feeding)}")
    return True


def _asked(con, window: Window) -> None:
    """`asked_snapshots` (snapshot_no, month) and `columns_there` (snapshot_no, of, name): columns that the exports had."""
    months = asked_months(window)
    names = [(number, table, name) for number, table, given in columns_there(window) for name in given]
    con.execute("CREATE TABLE asked_snapshots (snapshot_no INTEGER, month VARCHAR)")
    con.execute("CREATE TABLE columns_there (snapshot_no INTEGER, of VARCHAR, name VARCHAR)")
    for table, rows in (("asked_snapshots", months), ("columns_there", names)):
        if rows:
            columns = [list(column) for column in zip(*rows, strict=True)]
            con.execute(f"INSERT INTO {table} SELECT {', '.join('unnest(?)' for _ in columns)}", columns)


def asked_months(window: Window) -> list[tuple[int, str]]:
    """(number of the snapshot, month) of those that must each hold what a figure needs."""
    asked = window.asked
    return [(number, snapshot.period) for number, snapshot in enumerate(window.feeding) if snapshot in asked]


def columns_there(window: Window) -> list[tuple[int, str, list[str]]]:
    """(number of the snapshot, table, columns that its exports had)."""
    return [
        (number, table, given)
        for number, snapshot in enumerate(window.feeding)
        for table, given in snapshot.meta.get("columns", {}).items()
    ]


def scope_sql(settings: Settings, of: str = "") -> str:
    """The group key scope of a row of cases (`of`: its alias with a dot).

    Unreadable and missing are "unknown", a scope of its own that is printed. Received here and decided by an authority that
    is neither the commune nor the land office: from the day of the decree on "forwarded", whichever list names it.
    """
    declared = f"coalesce(CASE WHEN {of}scope IN ('commune', 'land', 'other') THEN {of}scope END, 'unknown')"
    if not settings.centre.receiving_offices:
        return declared
    forwarded = by_day(settings.rules, "decided_elsewhere", f"{of}accepted_at", lambda value: str(value == "forwarded").upper())
    if forwarded == "FALSE":
        return declared
    return (
        f"CASE WHEN {forwarded} AND coalesce({is_own_office(settings, of)}, FALSE) AND {of}deciding_unit IS NOT NULL "
        f"AND {declared} NOT IN ('commune', 'land') THEN 'forwarded' ELSE {declared} END"
    )


def is_own_office(settings: Settings, of: str = "") -> str:
    """SQL: whether the receiving office is one of this centre's names; null where the row names none."""
    own = ", ".join(quoted(levelled(name)) for name in settings.centre.receiving_offices) or "NULL"
    return f"lower(regexp_replace(trim(nfc_normalize({of}receiving_unit)), '\\s+', ' ', 'g')) IN ({own})"


def received_elsewhere_sql(settings: Settings, of: str = "") -> str:
    """SQL: decided here, received at another office's counter (from the day of the decree, by the day of acceptance)."""
    if not settings.centre.receiving_offices:
        return "FALSE"
    since = by_day(settings.rules, "decided_elsewhere", f"{of}accepted_at", lambda value: str(value == "forwarded").upper())
    return f"({since} AND {of}receiving_unit IS NOT NULL AND NOT {is_own_office(settings, of)})"


def levelled(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).lower().split())
