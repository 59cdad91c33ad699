"""The legal due date of each case: the one date by which lateness is judged, and where it comes from."""

from __future__ import annotations

from hcc_helpers.facts.settings import Settings


def legal_due_dates(con, settings: Settings) -> None:
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
