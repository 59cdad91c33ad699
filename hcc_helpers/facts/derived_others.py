"""The derived columns of the other tables: scope and group keys from the case, deadlines, what counts as what."""

from __future__ import annotations

from hcc_helpers.facts.dated import by_day
from hcc_helpers.facts.derived_diaries import derive_diaries
from hcc_helpers.facts.rows import quoted
from hcc_helpers.facts.settings import Settings
from hcc_helpers.facts.window import Window


def derive_others(con, window: Window, settings: Settings) -> None:
    """`payments_derived`, `components_derived`, …: as many rows as the raw tables."""
    rules, period = settings.rules, window.period
    bounds = f"TIMESTAMP '{period.start}' AS period_start, TIMESTAMP '{period.end}' AS period_end"
    commune = f"{quoted(settings.centre.code)} AS commune"
    keys = "coalesce(k.scope, 'unknown') AS scope, k.field AS field, k.unit AS unit, k.procedure AS procedure"
    transfer = rules.value("bank_transfer_counts_as")
    con.execute(f"""CREATE TABLE payments_derived AS SELECT r.*, {commune}, {keys}, {bounds},
        CASE method WHEN 'platform' THEN 'platform' WHEN 'cash' THEN 'in_person' WHEN 'transfer' THEN '{transfer}' END AS counted_as,
        contains(coalesce(unreadable, ''), ',amount_vnd,') AS is_amount_unreadable,
        contains(coalesce(unreadable, ''), ',paid_at,') AS is_paid_at_unreadable, (state = 'refunded' AND amount_vnd > 0) AS is_flipped_refund
        FROM raw_payments r LEFT JOIN case_keys k USING (case_id)""")
    for table in ("late_causes", "components", "result_documents", "supplements", "pauses"):
        con.execute(
            f"CREATE TABLE {table}_derived AS SELECT r.*, {commune}, {keys}, {bounds} FROM raw_{table} r LEFT JOIN case_keys k USING (case_id)"
        )
    by_rule = {"timestamp": "r.due_at + INTERVAL 1 MICROSECOND", "day": "date_trunc('day', r.due_at) + INTERVAL 1 DAY"}
    late = by_day(rules, "deadline_comparison", "k.accepted_at", by_rule.__getitem__)
    con.execute(f"""CREATE TABLE steps_derived AS SELECT r.* REPLACE (r.unit AS unit), {commune}, coalesce(k.scope, 'unknown') AS scope,
        k.field AS field, k.procedure AS procedure, {bounds}, {late} AS late_from
        FROM raw_steps r LEFT JOIN case_keys k USING (case_id)""")
    con.execute(f"""CREATE TABLE appointments_derived AS SELECT r.*, {commune}, {keys}, {bounds}, dm.n AS made_wd, dh.n AS held_due_wd,
        {by_day(rules, "apology_days_before", "r.made_at", str)} AS apology_days_before
        FROM raw_appointments r LEFT JOIN case_keys k USING (case_id) LEFT JOIN days dm ON dm.day = CAST(r.made_at AS DATE)
        LEFT JOIN legal_due l USING (case_id)
        LEFT JOIN days dh ON dh.day = CAST(coalesce(l.due_before_apology, l.legal_due_at) AS DATE)""")
    con.execute(f"""CREATE TABLE surveys_derived AS SELECT r.*, {commune}, 'centre' AS scope, coalesce(k.scope, 'unknown') AS case_scope, k.field AS field,
        k.unit AS unit, k.procedure AS procedure, {bounds},
        (case_id IS NOT NULL AND answered_at >= TIMESTAMP '{period.start}' AND answered_at < TIMESTAMP '{period.end}' AND row_number() OVER (
           PARTITION BY case_id, answered_at >= TIMESTAMP '{period.start}' AND answered_at < TIMESTAMP '{period.end}'
           ORDER BY answered_at DESC, source_row DESC) > 1) AS is_superseded
        FROM raw_surveys r LEFT JOIN case_keys k USING (case_id)""")
    # A petition without its own deadline gets the setting's: so many working days after receipt, first day not counted.
    con.execute(f"""CREATE TABLE petitions_derived AS
        WITH due AS (SELECT r.received_at, min(d.day) AS day FROM raw_petitions r JOIN days f ON f.day = CAST(r.received_at AS DATE)
          JOIN days d ON d.is_working AND d.n = f.n + {by_day(rules, "petition_deadline_wd", "r.received_at", str)} GROUP BY r.received_at)
        SELECT r.*, {commune}, 'centre' AS scope, coalesce(k.scope, 'unknown') AS case_scope, k.field AS field, k.unit AS unit, k.procedure AS procedure, {bounds},
          CASE WHEN NOT contains(coalesce(r.unreadable, ''), ',due_at,') THEN date_trunc('day', coalesce(r.due_at, due.day)) + INTERVAL 1 DAY END AS late_from,
          contains(coalesce(r.unreadable, ''), ',answered_at,') AS is_answer_unreadable
        FROM raw_petitions r LEFT JOIN due ON due.received_at = r.received_at LEFT JOIN case_keys k USING (case_id)""")
    derive_diaries(con, window, settings)
