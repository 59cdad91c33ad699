"""The derived columns of cases: the closing event, dates as numbers and instants, pauses, intake, group keys."""

from __future__ import annotations

from hcc_helpers.facts.dated import by_day
from hcc_helpers.facts.rows import PROCEDURE, quoted, received_elsewhere_sql, scope_sql
from hcc_helpers.facts.settings import Settings
from hcc_helpers.facts.states import CLOSING_DATES, closing_states, waiting_states
from hcc_helpers.facts.window import Window


def working_seconds(instant: str, hours: list[tuple[float, float]]) -> str:
    """SQL: working seconds from the calendar's first day up to `instant` (its day number n_, is_working w_, second of the day s_)."""
    day = " + ".join(f"greatest(0, least(s_{instant}, {round(last * 3600)}) - {round(first * 3600)})" for first, last in hours)
    whole = round(sum(last - first for first, last in hours) * 3600)
    return f"(CASE WHEN w_{instant} THEN (n_{instant} - 1) * {whole} + {day} ELSE n_{instant} * {whole} END)"


def derive_cases(con, window: Window, settings: Settings, kind: str = "TABLE") -> None:
    """`cases_derived`: as many rows as raw_cases. `kind`: a VIEW is worked out when it is read."""
    _closing_events(con, window, settings)
    _numbered(con)
    rules, period = settings.rules, window.period
    start, end = f"TIMESTAMP '{period.start}'", f"TIMESTAMP '{window.seen_until}'"
    spent = by_day(
        rules,
        "working_hours",
        "accepted_at",
        lambda spans: (
            f"({working_seconds('accepted', working_hours(spans))} - {working_seconds('submitted', working_hours(spans))})"
        ),
    )
    late_rule = by_day(rules, "deadline_comparison", "accepted_at", quoted)
    cutoff = by_day(rules, "cutoff_hour", "accepted_at", str)
    is_barred = by_day(rules, "papers_in_databases", "accepted_at", lambda value: str(value == "may_not_be_asked").upper())
    by_hour = by_day(rules, "pass_on_by_hour", "accepted_at", str)
    on_spot = ", ".join(quoted(code) for code in sorted(settings.centre.on_spot_procedures)) or "''"
    in_person = ", ".join(quoted(code) for code in sorted(settings.in_person_only)) or "''"
    waiting = waiting_states(settings)
    con.execute(f"""
        CREATE {kind} cases_derived AS
        SELECT n.* EXCLUDE ({", ".join(SCRATCH)}, scope), {quoted(settings.centre.code)} AS commune, {scope_sql(settings, "n.")} AS scope,
          n.handling_unit AS unit, {PROCEDURE} AS procedure, {start} AS period_start, {end} AS period_end,
          -- closed by its status, nobody can say when; or waiting by its status, nobody can say since when
          coalesce(closed_at IS NULL AND (is_end_unreadable OR CASE WHEN is_status_closing THEN e.status_at_end IS NULL
            ELSE coalesce(status IN ('finished', 'handed_over'), FALSE) OR coalesce(result_kind IN ('returned', 'withdrawn', 'returned_or_withdrawn'), FALSE)
              OR (status IN ({waiting}) AND e.status_at_end IS NULL AND p.covering IS NULL AND l.case_id IS NULL) END), FALSE) AS is_state_unknown,
          date_trunc('day', legal_due_at) AS due_on, date_trunc('day', legal_due_at) AS early_before,
          CASE WHEN coalesce(late_rule, {late_rule}) = 'timestamp' THEN legal_due_at + INTERVAL 1 MICROSECOND
               ELSE date_trunc('day', legal_due_at) + INTERVAL 1 DAY END AS late_from,
          coalesce(p.covering, CASE WHEN l.case_id IS NOT NULL THEN NULL WHEN e.status_at_end = 'supplement' THEN 'supplement'
             WHEN e.status_at_end = 'financial' THEN 'tax_paying' WHEN e.status_at_end IN ({waiting}) THEN 'other' END) AS pause_reason,
          (p.covering IS NULL AND l.case_id IS NULL AND coalesce(e.status_at_end IN ({waiting}), FALSE)) AS is_undated_pause,
          p.asked_at AS asked_at,
          n_closed - n_accepted - coalesce(d.paused_wd, 0) AS handling_wd,
          epoch(accepted_at - submitted_at) / 3600.0 AS intake_hours,
          {spent} / 3600.0 AS intake_working_hours,
          {by_day(rules, "intake_hours_limit", "accepted_at", lambda hours: str(float(hours)))} AS intake_limit_hours,
          (hour(accepted_at) < {cutoff}) AS is_before_cutoff,
          {received_elsewhere_sql(settings, "n.")} AS is_received_elsewhere, {is_barred} AS is_barred_from_asking,
          -- passed on the same day, or at the start of the next working day: the instant from which it is too late
          CASE WHEN {scope_sql(settings, "n.")} <> 'forwarded' THEN NULL WHEN w_accepted AND hour(accepted_at) < {cutoff} THEN date_trunc('day', accepted_at) + INTERVAL 1 DAY
            ELSE nx.day + to_hours({by_hour}) END AS pass_on_by,
          (procedure_code IN ({on_spot})) AS is_on_spot, (procedure_code IN ({in_person})) AS is_in_person_only,
          (root_case_id IS NOT NULL AND root_case_id <> n.case_id) AS is_child_case, {FILED_FROM} AS filed_from,
          -- a case that waits for intake has no dates that later exports would repeat: it waits where the newest export still holds it
          n.snapshot_no >= {_newest(window)} AS is_in_newest,
          -- what the source itself says, where no due date is at hand. "Late" is said as at the extraction: of a case still open at the
          -- end it holds only where that is the same day; "not late" then was not late before either
          CASE WHEN legal_due_at IS NOT NULL OR is_due_unreadable THEN NULL
            WHEN late_flag AND NOT coalesce(closed_at < {end}, FALSE) AND CAST(n.extracted_at AS DATE) > CAST({end} AS DATE) THEN NULL
            ELSE late_flag END AS told_late,
          date_trunc('day', closed_at) AS closed_on, date_trunc('day', accepted_at) AS accepted_on, refused_at AS refusal_at
        FROM numbered n LEFT JOIN (SELECT n - 1 AS n_before, day FROM days WHERE is_working) nx ON nx.n_before = n_accepted LEFT JOIN pause_at_end p USING (case_id) LEFT JOIN state_at_end e USING (case_id)
        LEFT JOIN pause_later l ON l.case_id = n.case_id LEFT JOIN paused_inside d ON d.case_id = n.case_id""")


def _newest(window: Window) -> int:
    """The number of the snapshot that tells the state at the end of the window: the last touched month's, else the last one."""
    months = {snapshot.period: number for number, snapshot in enumerate(window.feeding)}
    own = [number for month, number in months.items() if month in set(window.period.months())]
    return max(own, default=len(window.feeding) - 1)


# Whose account filed the case. Where the system does not say, another account than the applicant's may be a parent's in a child's
# hộ tịch: nobody knows, unless the applicant is grown up. A parent's account counts as the family's own in hộ tịch only.
FILED_FROM = """CASE WHEN filing_account = 'guardian' THEN CASE WHEN n.field = 'Hộ tịch' THEN 'guardian' ELSE 'other' END
            WHEN filing_account IN ('own', 'centre', 'other') THEN filing_account WHEN filing_account IS NOT NULL THEN NULL WHEN is_own_account THEN 'own'
            WHEN is_own_account IS NULL OR (n.field = 'Hộ tịch' AND coalesce(age_band, 'under_18') = 'under_18') THEN NULL ELSE 'other' END"""

# Columns of the step before that no flag may read.
SCRATCH = ("is_end_unreadable", "is_status_closing", "w_accepted", "s_accepted", "w_submitted", "s_submitted", "undated_at")


def _closing_events(con, window: Window, settings: Settings) -> None:
    """`closed`: raw_cases with closed_at, closed_as. The earliest event closes; on equal instants withdrawn, returned, stopped, finished.

    The column of the end of processing holds its date however the case ended: what it is the date of, the kind of result
    or the status says. The hand-over stands in only where that column is empty (a cell that cannot be read is not empty).
    """
    stop = "coalesce(status = 'stopped', FALSE)" if "'stopped'" in closing_states(settings) else "FALSE"
    unreadable = " OR ".join(f"contains(coalesce(unreadable, ''), ',{name},')" for name in CLOSING_DATES)
    con.execute(f"""
        CREATE VIEW closed AS
        WITH kinds AS (
          SELECT *, contains(coalesce(unreadable, ''), ',due_at,') OR (due_at IS NULL AND contains(coalesce(unreadable, ''), ',original_due_at,')) AS is_due_cell_unreadable,
            ({unreadable}) AS is_end_unreadable, coalesce(status IN ({closing_states(settings)}), FALSE) AS is_status_closing,
            CASE WHEN 'withdrawn' IN (result_kind, status) THEN 'withdrawn' WHEN 'returned' IN (result_kind, status) THEN 'returned'
              WHEN result_kind = 'returned_or_withdrawn' THEN 'returned_or_withdrawn' WHEN {stop} THEN 'stopped' ELSE 'finished' END AS ends_as
          FROM raw_cases),
        ended AS (
          SELECT *, ended_at IS NULL AND handed_over_at IS NOT NULL AND NOT contains(coalesce(unreadable, ''), ',ended_at,')
              AND (ends_as IN ('finished', 'returned_or_withdrawn') OR coalesce(withdrawn_at, returned_at, stopped_at) IS NULL) AS is_hand_over
          FROM kinds),
        dated AS (
          SELECT *, CASE WHEN is_hand_over THEN handed_over_at ELSE ended_at END AS end_at FROM ended),
        events AS (
          SELECT *, least(withdrawn_at, CASE ends_as WHEN 'withdrawn' THEN end_at END) AS e_withdrawn,
            least(returned_at, CASE ends_as WHEN 'returned' THEN end_at END) AS e_returned,
            CASE ends_as WHEN 'returned_or_withdrawn' THEN end_at END AS e_untold,
            least(stopped_at, CASE ends_as WHEN 'stopped' THEN end_at END) AS e_stopped,
            CASE ends_as WHEN 'finished' THEN end_at END AS e_finished
          FROM dated),
        first AS (SELECT *, least(e_withdrawn, e_returned, e_untold, e_stopped, e_finished) AS dated_at FROM events),
        undated AS (
          SELECT f.*, CASE WHEN dated_at IS NULL AND is_status_closing AND NOT is_end_unreadable AND u.undated_at < TIMESTAMP '{window.period.end}' THEN u.undated_at END AS undated_at
          FROM first f LEFT JOIN undated_closed u USING (case_id))
        SELECT undated.* EXCLUDE (is_due_cell_unreadable, ends_as, is_hand_over, end_at, e_withdrawn, e_returned, e_untold, e_stopped, e_finished, dated_at),
          coalesce(dated_at, undated_at) AS closed_at, undated_at IS NOT NULL AS is_undated_close,
          CASE WHEN dated_at IS NULL AND undated_at IS NOT NULL THEN ends_as WHEN dated_at IS NULL THEN NULL WHEN dated_at = e_withdrawn THEN 'withdrawn'
            WHEN dated_at = e_returned THEN 'returned' WHEN dated_at = e_untold THEN 'returned_or_withdrawn' WHEN dated_at = e_stopped THEN 'stopped' ELSE 'finished' END AS closed_as,
          is_hand_over AND coalesce(dated_at = handed_over_at, FALSE) AS is_handed_over_date_used, l.legal_due_at, l.due_basis,
          legal_due_at IS NULL AND is_due_cell_unreadable AS is_due_unreadable
        FROM undated LEFT JOIN legal_due l USING (case_id)""")


def _numbered(con) -> None:
    """`numbered`: working-day numbers and seconds of the day; `paused_inside`: working days paused between acceptance and end."""
    second = "epoch({0} - date_trunc('day', {0}))"
    con.execute(f"""
        CREATE VIEW numbered AS
        SELECT c.*, da.n AS n_accepted, da.is_working AS w_accepted, {second.format("accepted_at")} AS s_accepted,
          ds.n AS n_submitted, ds.is_working AS w_submitted, {second.format("submitted_at")} AS s_submitted, dc.n AS n_closed
        FROM closed c LEFT JOIN days da ON da.day = CAST(c.accepted_at AS DATE) LEFT JOIN days ds ON ds.day = CAST(c.submitted_at AS DATE)
        LEFT JOIN days dc ON dc.day = CAST(c.closed_at AS DATE)""")
    con.execute("""
        CREATE TABLE paused_inside AS
        SELECT n.case_id, count(DISTINCT d.day) AS paused_wd FROM numbered n JOIN paused_days d ON d.case_id = n.case_id
          AND d.from_at < n.closed_at AND d.day > CAST(n.accepted_at AS DATE) AND d.day <= CAST(n.closed_at AS DATE) GROUP BY n.case_id""")


def working_hours(spans: list[str]) -> list[tuple[float, float]]:
    """["07:00-11:30", …] as hours of the day."""

    def hour(text: str) -> float:
        hours, minutes = text.strip().split(":")
        return int(hours) + int(minutes) / 60

    return [(hour(first), hour(last)) for first, last in (span.split("-") for span in spans)]
