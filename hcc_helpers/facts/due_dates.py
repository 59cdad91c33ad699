"""The legal due date of each case: the one date by which lateness is judged, and where it comes from."""

from __future__ import annotations

from hcc_helpers.facts.dated import by_day
from hcc_helpers.facts.rows import scope_sql
from hcc_helpers.facts.settings import Settings
from hcc_helpers.facts.window import Window


def legal_due_dates(con, window: Window, settings: Settings) -> None:
    """`legal_due` (case_id, legal_due_at, due_basis, due_before_apology).

    A re-appointment after an apology never makes a late case timely: where the system wrote a new date over the old
    one, the date before the first apology holds. The legal date is taken from the export; only where it gives nothing
    but the original one it is computed. A date that cannot be read is replaced by none.
    """
    con.execute("""
        CREATE TABLE apologies AS
        SELECT case_id, arg_min(due_at_before, made_at) FILTER (WHERE due_at_before IS NOT NULL) AS before_first,
          list(due_at_after) FILTER (WHERE due_at_after IS NOT NULL) AS written
        FROM raw_appointments WHERE kind = 'apology' AND made_at IS NOT NULL AND case_id IS NOT NULL GROUP BY case_id""")
    _computed(con, window, settings)
    con.execute("""
        CREATE TABLE legal_due AS
        WITH known AS (
          SELECT c.case_id, c.due_at, c.original_due_at, a.before_first, k.computed_at, k.is_moved,
            a.before_first IS NOT NULL AND (c.due_at IS NULL OR coalesce(list_contains(a.written, c.due_at), FALSE)) AS is_written_over,
            contains(coalesce(c.unreadable, ''), ',due_at,') AS is_unreadable
          FROM raw_cases c LEFT JOIN apologies a USING (case_id) LEFT JOIN computed_due k USING (case_id))
        SELECT case_id, before_first AS due_before_apology,
          CASE WHEN is_written_over THEN before_first WHEN due_at IS NOT NULL THEN due_at WHEN NOT is_unreadable THEN computed_at END AS legal_due_at,
          CASE WHEN is_written_over THEN 'before_apology' WHEN due_at IS NOT NULL THEN 'system'
            WHEN is_unreadable OR computed_at IS NULL THEN NULL WHEN is_moved THEN 'computed' ELSE 'original' END AS due_basis
        FROM known""")


def _computed(con, window: Window, settings: Settings) -> None:
    """`computed_due`: the original date moved by the working days waited; or, after a supplement, the whole term anew.

    Which of the two holds, is asked as on the day of acceptance. The term of a case received for another authority runs
    from when that authority got the file: the date moves by the working days on the way, and where it has not arrived
    nothing is due yet.
    """
    is_restart = by_day(settings.rules, "supplement_clock", "c.accepted_at", lambda value: str(value == "restart").upper())
    con.execute(f"""
        CREATE TABLE computed_due AS
        WITH c AS (SELECT c.*, {is_restart} AS is_restart, {scope_sql(settings, "c.")} = 'forwarded' AS is_forwarded FROM raw_cases c),
          r AS (SELECT s.case_id, max(s.received_at) AS received_at FROM raw_supplements s JOIN c USING (case_id)
            WHERE c.is_restart AND s.received_at < TIMESTAMP '{window.seen_until}' GROUP BY s.case_id),
          w AS (SELECT p.case_id, count(DISTINCT p.day) AS waited FROM paused_days p JOIN c USING (case_id) LEFT JOIN r USING (case_id)
            WHERE NOT c.is_restart OR (p.reason <> 'supplement' AND (r.received_at IS NULL OR p.from_at >= r.received_at)) GROUP BY p.case_id),
          base AS (
            SELECT c.case_id, c.original_due_at, r.received_at IS NOT NULL AS is_anew,
              coalesce(w.waited, 0) + CASE WHEN c.is_forwarded AND r.received_at IS NULL THEN greatest(ng.n - na.n, 0) ELSE 0 END AS waited,
              CASE WHEN r.received_at IS NULL THEN no.n WHEN no.n = na.n AND NOT nr.is_working THEN nr.n + 1 ELSE nr.n + no.n - na.n END AS base_n
            FROM c LEFT JOIN w USING (case_id) LEFT JOIN r USING (case_id)
            LEFT JOIN days no ON no.day = CAST(c.original_due_at AS DATE) LEFT JOIN days ng ON ng.day = CAST(c.agency_received_at AS DATE)
            LEFT JOIN days na ON na.day = CAST(c.accepted_at AS DATE) LEFT JOIN days nr ON nr.day = CAST(r.received_at AS DATE)
            WHERE c.due_at IS NULL AND c.original_due_at IS NOT NULL
              AND (NOT c.is_forwarded OR coalesce(c.agency_received_at < TIMESTAMP '{window.seen_until}', FALSE))),
          worked AS (SELECT n, day FROM days WHERE is_working)
        SELECT case_id, is_anew OR waited > 0 AS is_moved,
          CASE WHEN is_anew OR waited > 0 THEN worked.day + (original_due_at - date_trunc('day', original_due_at)) ELSE original_due_at END AS computed_at
        FROM base LEFT JOIN worked ON worked.n = base_n + waited""")
