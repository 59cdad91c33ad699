"""The step between snapshot and flags: joins what a condition may not do, as SQL on DuckDB.

One table in, one table out, the same rows: working-day numbers, the legal due date, from which instant a finish is
late, the closing event, the pause that covers the period's end, group keys. So flags need neither rules nor calendar.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import duckdb

from hcc_helpers.errors import HccError, InputRefused
from hcc_helpers.facts.declare import ROLLUPS
from hcc_helpers.facts.window import Window
from hcc_helpers.periods import parse_period
from hcc_helpers.rules import Centre, Rules
from hcc_helpers.sources.columns import CASE_SYSTEM_COLUMNS, SYSTEM_COLUMNS, TABLES
from hcc_helpers.workdays import Calendar

SQL_TYPES = {"text": "VARCHAR", "code": "VARCHAR", "instant": "TIMESTAMP", "count": "BIGINT", "vnd": "BIGINT", "yes_no": "BOOLEAN"}
# Rows of these belong to a case: of each case the rows of the latest snapshot that knows it in that table.
CHILDREN = ("pauses", "supplements", "appointments", "components", "result_documents", "steps")
# Rows of these stand for themselves: of each key the row of the latest snapshot.
REGISTERS = {"payments": "payment_id", "surveys": "answer_id", "petitions": "petition_id"}


@dataclass(frozen=True)
class Settings:
    """What the derive step needs besides the rows."""

    rules: Rules
    calendar: Calendar
    centre: Centre
    in_person_only: frozenset[str] = frozenset()  # procedure codes of the catalogue


def build(con: duckdb.DuckDBPyConnection, window: Window, settings: Settings) -> None:
    """Create the derived tables `cases`, `payments`, … (without flags) in `con`."""
    _calendar(con, settings.calendar)
    _raw(con, window)
    _states(con, window, settings)
    _pauses(con, window, settings)
    _due(con, settings)
    _cases(con, window, settings)
    _others(con, window, settings)
    _check(con)


def _calendar(con, calendar: Calendar) -> None:
    con.execute("CREATE TABLE days (day DATE, n INTEGER, is_working BOOLEAN)")
    rows = calendar.rows()
    values = ", ".join(f"('{day}', {number}, {str(bool(working)).lower()})" for day, number, working, *_ in rows)
    con.execute(f"INSERT INTO days VALUES {values}")


def _select(table: str) -> str:
    """Every declared column of `table`, in order, for a scan that has them all."""
    columns = {column.name: SQL_TYPES[column.type] for column in TABLES[table].columns}
    columns |= {name: SQL_TYPES[kind] for name, kind in SYSTEM_COLUMNS.items()}
    columns |= {name: SQL_TYPES[kind] for name, kind in CASE_SYSTEM_COLUMNS.items()} if table == "cases" else {}
    return ", ".join(f"CAST({name} AS {kind}) AS {name}" for name, kind in columns.items())


def _union(table: str, snapshots, order_name: str = "snapshot_no") -> str:
    """All rows of `table` over `snapshots`, each with the number of its snapshot (in order of months)."""
    parts = [
        f"SELECT {_select(table)}, {number} AS {order_name} FROM read_parquet({_quoted(snapshot.tables[table])})"
        for number, snapshot in enumerate(snapshots)
        if table in snapshot.tables
    ]
    if not parts:
        nothing = [f"NULL::{SQL_TYPES[c.type]} AS {c.name}" for c in TABLES[table].columns]
        more = SYSTEM_COLUMNS | (CASE_SYSTEM_COLUMNS if table == "cases" else {})
        nothing += [f"NULL::{SQL_TYPES[kind]} AS {name}" for name, kind in more.items()]
        return f"SELECT {', '.join(nothing)}, 0 AS {order_name} WHERE FALSE"
    return " UNION ALL ".join(parts)


def _quoted(path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _raw(con, window: Window) -> None:
    latest = "QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY extracted_at DESC NULLS LAST, snapshot_no DESC, source_row) = 1"
    con.execute(f"CREATE TABLE raw_cases AS SELECT * FROM ({_union('cases', window.feeding)}) {latest.format(key='case_id')}")
    for table in CHILDREN:
        con.execute(
            f"CREATE TABLE raw_{table} AS SELECT * FROM ({_union(table, window.feeding)}) "
            "QUALIFY snapshot_no = max(snapshot_no) OVER (PARTITION BY case_id) OR case_id IS NULL"
        )
    for table, key in REGISTERS.items():
        con.execute(
            f"CREATE TABLE raw_{table} AS SELECT * FROM ({_union(table, window.feeding)}) {latest.format(key=key)}"
        )
    # Group keys of every case ever stored: money and documents of cases that have left the snapshot keep their scope.
    con.execute(
        f"CREATE TABLE case_keys AS SELECT case_id, {_scope()} AS scope, field, handling_unit AS unit, procedure_code AS procedure, "
        f"due_at, accepted_at FROM ({_union('cases', window.stored)}) {latest.format(key='case_id')}"
    )


def _scope() -> str:
    return "coalesce(CASE WHEN scope IN ('commune', 'land', 'other') THEN scope END, 'unknown')"


CLOSING_DATES = ("ended_at", "handed_over_at", "withdrawn_at", "returned_at", "stopped_at")


def _states(con, window: Window, settings: Settings) -> None:
    """`undated_closed` and `state_at_end`: states that the export holds without their date.

    They count as the state at the end of a period only if the extraction lies from that end to so many working days
    after it; a case seen so in several snapshots was closed in the earliest of them.
    """
    days = int(settings.rules.value("undated_state_days"))
    closed, at_end = [], []
    for number, snapshot in enumerate(window.stored):
        end = parse_period(snapshot.period, settings.centre.since).end
        if end <= snapshot.extracted_at < _limit(settings, end, days):
            closed.append(f"({number}, TIMESTAMP '{end}' - INTERVAL 1 MICROSECOND)")
        if window.period.end <= snapshot.extracted_at < _limit(settings, window.period.end, days):
            at_end.append(str(number))
    stops = "'withdrawn', 'returned', 'stopped'" if settings.rules.value("code_8_means") == "stopped" else "'withdrawn', 'returned'"
    undated = " AND ".join(f"{name} IS NULL" for name in CLOSING_DATES)
    con.execute(f"CREATE TABLE stored_states AS SELECT case_id, status, {undated} AS is_undated, snapshot_no FROM ({_union('cases', window.stored)})")
    ends = f"(VALUES {', '.join(closed)}) e(snapshot_no, last_instant)" if closed else "(SELECT 0 AS snapshot_no, NULL::TIMESTAMP AS last_instant WHERE FALSE) e"
    con.execute(
        f"CREATE TABLE undated_closed AS SELECT case_id, min(last_instant) AS undated_at FROM stored_states JOIN {ends} USING (snapshot_no) "
        f"WHERE is_undated AND status IN ({stops}) GROUP BY case_id"
    )
    con.execute(
        "CREATE TABLE state_at_end AS SELECT case_id, max_by(status, snapshot_no) AS status_at_end FROM stored_states "
        f"WHERE snapshot_no IN ({', '.join(at_end) or '-1'}) GROUP BY case_id"
    )


def _limit(settings: Settings, end, days: int):
    """The first instant that is too late: midnight after the last of so many working days from `end` on."""
    last = settings.calendar.add(end.date() - timedelta(days=1), days)
    return end.replace(year=last.year, month=last.month, day=last.day) + timedelta(days=1)


def _pauses(con, window: Window, settings: Settings) -> None:
    """`pause_at_end`: of the pauses that cover the period's last instant, the first in the declared order."""
    order = settings.rules.value("pause_order")
    rank = " ".join(f"WHEN '{reason}' THEN {number}" for number, reason in enumerate(order))
    end = f"TIMESTAMP '{window.period.end}'"
    con.execute(
        f"CREATE TABLE pause_at_end AS SELECT case_id, arg_min(reason, CASE reason {rank} ELSE {len(order)} END) AS covering "
        f"FROM raw_pauses WHERE from_at < {end} AND (to_at IS NULL OR to_at >= {end}) "
        "AND NOT contains(coalesce(unreadable, ''), ',to_at,') GROUP BY case_id"
    )
    # Working days inside any pause, first day not counted; overlapping pauses count once.
    con.execute(
        "CREATE TABLE paused_days AS SELECT DISTINCT p.case_id, d.day, d.n FROM raw_pauses p JOIN days d ON d.is_working "
        f"AND d.day > CAST(p.from_at AS DATE) AND d.day <= CAST(coalesce(p.to_at, {end}) AS DATE) WHERE p.case_id IS NOT NULL"
    )


def _due(con, settings: Settings) -> None:
    """`legal_due`: the due date by which lateness is judged, and where it comes from.

    A re-appointment after an apology never makes a late case timely: the date before the first apology holds. The
    legal date is taken from the export; only where it gives nothing but the original one it is computed.
    """
    con.execute(
        "CREATE TABLE apology AS SELECT case_id, arg_min(due_at_before, made_at) AS before_first, arg_max(due_at_after, made_at) AS after_last "
        "FROM raw_appointments WHERE kind = 'apology' AND case_id IS NOT NULL GROUP BY case_id"
    )
    if settings.rules.value("supplement_clock") == "restart":
        shift = (
            "CASE WHEN s.last_received IS NULL THEN no.n ELSE nr.n + (no.n - na.n) END"  # the whole term again
        )
    else:
        shift = "no.n + coalesce(p.paused, 0)"
    con.execute(f"""
        CREATE TABLE computed_due AS
        WITH p AS (SELECT case_id, count(DISTINCT paused_days.day) AS paused FROM paused_days GROUP BY case_id),
             s AS (SELECT case_id, max(received_at) AS last_received FROM raw_supplements GROUP BY case_id)
        SELECT c.case_id, min(d.day) + (c.original_due_at - date_trunc('day', c.original_due_at)) AS computed_at
        FROM raw_cases c LEFT JOIN p USING (case_id) LEFT JOIN s USING (case_id)
        JOIN days no ON no.day = CAST(c.original_due_at AS DATE)
        LEFT JOIN days na ON na.day = CAST(c.accepted_at AS DATE)
        LEFT JOIN days nr ON nr.day = CAST(s.last_received AS DATE)
        JOIN days d ON d.n = {shift} AND d.is_working
        WHERE c.due_at IS NULL AND c.original_due_at IS NOT NULL
        GROUP BY c.case_id, c.original_due_at""")
    con.execute("""
        CREATE TABLE legal_due AS
        SELECT c.case_id,
          CASE WHEN a.before_first IS NOT NULL AND (c.due_at IS NULL OR c.due_at = a.after_last) THEN a.before_first
               WHEN c.due_at IS NOT NULL THEN c.due_at ELSE coalesce(k.computed_at, c.original_due_at) END AS legal_due_at,
          CASE WHEN a.before_first IS NOT NULL AND (c.due_at IS NULL OR c.due_at = a.after_last) THEN 'before_apology'
               WHEN c.due_at IS NOT NULL THEN 'system' WHEN k.computed_at IS NOT NULL THEN 'computed'
               WHEN c.original_due_at IS NOT NULL THEN 'original' END AS due_basis
        FROM raw_cases c LEFT JOIN apology a USING (case_id) LEFT JOIN computed_due k USING (case_id)""")


def _working_minutes(instant: str, hours: list[tuple[float, float]]) -> str:
    """SQL: working minutes from the calendar's first day up to `instant` (a column of alias c)."""
    day = " + ".join(
        f"greatest(0, least(m_{instant}, {int(last * 60)}) - {int(first * 60)})" for first, last in hours
    )
    whole = int(sum(last - first for first, last in hours) * 60)
    return f"(CASE WHEN w_{instant} THEN (n_{instant} - 1) * {whole} + {day} ELSE n_{instant} * {whole} END)"


def _cases(con, window: Window, settings: Settings) -> None:
    rules, period = settings.rules, window.period
    stopped = "'stopped'" if rules.value("code_8_means") == "stopped" else "'#'"
    hours = working_hours(rules.value("working_hours"))
    day_rule = rules.value("deadline_comparison")
    codes = ", ".join(_quoted(code) for code in sorted(settings.centre.on_spot_procedures)) or "''"
    only = ", ".join(_quoted(code) for code in sorted(settings.in_person_only)) or "''"
    unreadable = " OR ".join(f"contains(coalesce(unreadable, ''), ',{name},')" for name in CLOSING_DATES)
    paused_states = "'supplement', 'financial'" if rules.value("code_8_means") == "stopped" else "'supplement', 'financial', 'stopped'"
    con.execute(f"""
        CREATE TABLE cases_derived AS
        WITH kinds AS (
          SELECT *, CASE WHEN result_kind = 'returned_or_withdrawn' THEN 'returned_or_withdrawn'
            WHEN result_kind = 'withdrawn' OR status = 'withdrawn' THEN 'withdrawn'
            WHEN result_kind = 'returned' OR status = 'returned' THEN 'returned'
            WHEN status = {stopped} THEN 'stopped' ELSE 'finished' END AS ends_as
          FROM raw_cases),
        events AS (
          SELECT k.*, u.undated_at, l.legal_due_at, l.due_basis,
            least(withdrawn_at, CASE WHEN ends_as = 'withdrawn' THEN ended_at END, CASE WHEN ends_as = 'withdrawn' THEN undated_at END) AS e_withdrawn,
            least(returned_at, CASE WHEN ends_as = 'returned' THEN ended_at END, CASE WHEN ends_as = 'returned' THEN undated_at END) AS e_returned,
            CASE WHEN ends_as = 'returned_or_withdrawn' THEN coalesce(ended_at, handed_over_at) END AS e_untold,
            least(stopped_at, CASE WHEN ends_as = 'stopped' THEN ended_at END, CASE WHEN ends_as = 'stopped' THEN undated_at END) AS e_stopped,
            CASE WHEN ends_as = 'finished' THEN coalesce(ended_at, handed_over_at) END AS e_finished
          FROM kinds k LEFT JOIN undated_closed u USING (case_id) LEFT JOIN legal_due l USING (case_id)),
        closed AS (
          SELECT *, least(e_withdrawn, e_returned, e_untold, e_stopped, e_finished) AS closed_at FROM events),
        named AS (
          SELECT *, CASE WHEN closed_at IS NULL THEN NULL WHEN closed_at = e_withdrawn THEN 'withdrawn' WHEN closed_at = e_returned THEN 'returned'
            WHEN closed_at = e_untold THEN 'returned_or_withdrawn' WHEN closed_at = e_stopped THEN 'stopped' ELSE 'finished' END AS closed_as
          FROM closed),
        numbered AS (
          SELECT c.*, da.n AS n_accepted, da.is_working AS w_accepted, hour(accepted_at) * 60 + minute(accepted_at) AS m_accepted,
            ds.n AS n_submitted, ds.is_working AS w_submitted, hour(submitted_at) * 60 + minute(submitted_at) AS m_submitted, dc.n AS n_closed
          FROM named c LEFT JOIN days da ON da.day = CAST(c.accepted_at AS DATE) LEFT JOIN days ds ON ds.day = CAST(c.submitted_at AS DATE)
          LEFT JOIN days dc ON dc.day = CAST(c.closed_at AS DATE)),
        paused AS (
          SELECT n.case_id, count(DISTINCT d.day) AS paused_wd FROM numbered n JOIN paused_days d ON d.case_id = n.case_id
            AND d.day > CAST(n.accepted_at AS DATE) AND d.day <= CAST(n.closed_at AS DATE) GROUP BY n.case_id),
        asked AS (SELECT case_id, arg_max(requested_at, requested_at) AS asked_at FROM raw_supplements
                  WHERE requested_at < TIMESTAMP '{period.end}' GROUP BY case_id),
        known_pauses AS (SELECT DISTINCT case_id FROM raw_pauses WHERE case_id IS NOT NULL)
        SELECT n.* EXCLUDE (scope, ends_as, e_withdrawn, e_returned, e_untold, e_stopped, e_finished, w_accepted, m_accepted, w_submitted, m_submitted),
          {_quoted(settings.centre.code)} AS commune, {_scope().replace("scope", "n.scope")} AS scope, n.handling_unit AS unit,
          coalesce(n.procedure_code, n.procedure_name) AS procedure,
          TIMESTAMP '{period.start}' AS period_start, TIMESTAMP '{period.end}' AS period_end,
          (closed_at = undated_at AND undated_at IS NOT NULL) AS is_undated_close,
          (closed_at IS NULL AND (status IN ('finished', 'handed_over', 'withdrawn', 'returned', {stopped})
             OR result_kind IN ('returned', 'withdrawn', 'returned_or_withdrawn') OR {unreadable}
             OR (status IN ({paused_states}) AND e.status_at_end IS NULL AND k.case_id IS NULL))) AS is_state_unknown,
          date_trunc('day', legal_due_at) AS due_on,
          (legal_due_at IS NULL AND contains(coalesce(unreadable, ''), ',due_at,')) AS is_due_unreadable,
          CASE WHEN coalesce(late_rule, '{day_rule}') = 'timestamp' THEN legal_due_at ELSE date_trunc('day', legal_due_at) END AS early_before,
          CASE WHEN coalesce(late_rule, '{day_rule}') = 'timestamp' THEN legal_due_at + INTERVAL 1 MICROSECOND
               ELSE date_trunc('day', legal_due_at) + INTERVAL 1 DAY END AS late_from,
          coalesce(p.covering, CASE WHEN k.case_id IS NOT NULL THEN NULL WHEN e.status_at_end = 'supplement' THEN 'supplement'
             WHEN e.status_at_end = 'financial' THEN 'tax_paying' WHEN e.status_at_end IN ({paused_states}) THEN 'other' END) AS pause_reason,
          (p.covering IS NULL AND k.case_id IS NULL AND e.status_at_end IN ({paused_states})) AS is_undated_pause,
          n_closed - n_accepted - coalesce(d.paused_wd, 0) AS handling_wd,
          epoch(accepted_at - submitted_at) / 3600.0 AS intake_hours,
          ({_working_minutes("accepted", hours)} - {_working_minutes("submitted", hours)}) / 60.0 AS intake_working_hours,
          {float(rules.value("intake_hours_limit"))} AS intake_limit_hours,
          (hour(accepted_at) < {int(rules.value("cutoff_hour"))}) AS is_before_cutoff,
          (procedure_code IN ({codes})) AS is_on_spot, (procedure_code IN ({only})) AS is_in_person_only,
          (ended_at IS NULL AND handed_over_at IS NOT NULL AND closed_at = handed_over_at) AS is_handed_over_date_used,
          date_trunc('day', closed_at) AS closed_on, date_trunc('day', accepted_at) AS accepted_on, refused_at AS refusal_at,
          coalesce(closed_at, a.asked_at) AS stop_or_request_at
        FROM numbered n LEFT JOIN pause_at_end p USING (case_id) LEFT JOIN state_at_end e USING (case_id)
        LEFT JOIN known_pauses k ON k.case_id = n.case_id LEFT JOIN paused d ON d.case_id = n.case_id LEFT JOIN asked a ON a.case_id = n.case_id""")


def _others(con, window: Window, settings: Settings) -> None:
    rules, period = settings.rules, window.period
    bounds = f"TIMESTAMP '{period.start}' AS period_start, TIMESTAMP '{period.end}' AS period_end"
    commune = f"{_quoted(settings.centre.code)} AS commune"
    keys = "coalesce(k.scope, 'unknown') AS scope, k.field AS field, k.unit AS unit, k.procedure AS procedure"
    transfer = rules.value("bank_transfer_counts_as")
    con.execute(f"""CREATE TABLE payments_derived AS SELECT r.*, {commune}, {keys}, {bounds},
        CASE method WHEN 'platform' THEN 'platform' WHEN 'cash' THEN 'in_person' WHEN 'transfer' THEN '{transfer}' END AS counted_as,
        contains(coalesce(unreadable, ''), ',amount_vnd,') AS is_amount_unreadable,
        (state = 'refunded' AND amount_vnd > 0) AS is_flipped_refund
        FROM raw_payments r LEFT JOIN case_keys k USING (case_id)""")
    for table in ("components", "result_documents", "supplements", "pauses"):
        con.execute(f"CREATE TABLE {table}_derived AS SELECT r.*, {commune}, {keys}, {bounds} FROM raw_{table} r LEFT JOIN case_keys k USING (case_id)")
    day_rule = rules.value("deadline_comparison")
    late = "due_at + INTERVAL 1 MICROSECOND" if day_rule == "timestamp" else "date_trunc('day', due_at) + INTERVAL 1 DAY"
    con.execute(f"""CREATE TABLE steps_derived AS SELECT r.* REPLACE (r.unit AS unit), {commune}, coalesce(k.scope, 'unknown') AS scope,
        k.field AS field, k.procedure AS procedure, {bounds}, {late.replace("due_at", "r.due_at")} AS late_from
        FROM raw_steps r LEFT JOIN case_keys k USING (case_id)""")
    con.execute(f"""CREATE TABLE appointments_derived AS SELECT r.*, {commune}, {keys}, {bounds}, dm.n AS made_wd, db.n AS due_before_wd,
        {int(rules.value("apology_days_before"))} AS apology_days_before
        FROM raw_appointments r LEFT JOIN case_keys k USING (case_id) LEFT JOIN days dm ON dm.day = CAST(r.made_at AS DATE)
        LEFT JOIN days db ON db.day = CAST(coalesce(r.due_at_before, k.due_at) AS DATE)""")
    con.execute(f"""CREATE TABLE surveys_derived AS SELECT r.*, {commune}, 'centre' AS scope, coalesce(k.scope, 'unknown') AS case_scope, k.field AS field,
        k.unit AS unit, k.procedure AS procedure, {bounds},
        (case_id IS NOT NULL AND answered_at >= TIMESTAMP '{period.start}' AND answered_at < TIMESTAMP '{period.end}' AND row_number() OVER (
           PARTITION BY case_id, answered_at >= TIMESTAMP '{period.start}' AND answered_at < TIMESTAMP '{period.end}'
           ORDER BY answered_at DESC, source_row DESC) > 1) AS is_superseded
        FROM raw_surveys r LEFT JOIN case_keys k USING (case_id)""")
    # A petition without its own deadline gets the setting's: so many working days after receipt, first day not counted.
    con.execute(f"""CREATE TABLE petitions_derived AS
        WITH due AS (SELECT r.petition_id, min(d.day) AS day FROM raw_petitions r JOIN days f ON f.day = CAST(r.received_at AS DATE)
          JOIN days d ON d.is_working AND d.n = f.n + {int(rules.value("petition_deadline_wd"))} GROUP BY r.petition_id)
        SELECT r.*, {commune}, 'centre' AS scope, coalesce(k.scope, 'unknown') AS case_scope, k.field AS field, k.unit AS unit, k.procedure AS procedure, {bounds},
          date_trunc('day', coalesce(r.due_at, due.day)) + INTERVAL 1 DAY AS late_from
        FROM raw_petitions r LEFT JOIN due USING (petition_id) LEFT JOIN case_keys k USING (case_id)""")


def working_hours(spans: list[str]) -> list[tuple[float, float]]:
    """["07:00-11:30", …] as hours of the day."""

    def hour(text: str) -> float:
        hours, minutes = text.strip().split(":")
        return int(hours) + int(minutes) / 60

    return [(hour(first), hour(last)) for first, last in (span.split("-") for span in spans)]


def _check(con) -> None:
    """No date of a case outside the calendar (a null there would vanish in silence), and no row lost or doubled."""
    outside = con.execute(
        "SELECT count(*) FROM cases_derived WHERE (accepted_at IS NOT NULL AND n_accepted IS NULL) OR (closed_at IS NOT NULL AND n_closed IS NULL)"
    ).fetchall()[0][0]
    if outside:
        raise InputRefused(f"{outside} hồ sơ có ngày nằm ngoài bảng ngày làm việc; bổ sung data/reference/working_days.csv rồi chạy lại.")
    for table in ("cases", *CHILDREN, *REGISTERS):
        before, after = (con.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0] for name in (f"raw_{table}", f"{table}_derived"))
        if before != after:
            raise HccError(f"Lỗi nội bộ: bảng {table} có {before} dòng trước và {after} dòng sau bước suy diễn.")


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
