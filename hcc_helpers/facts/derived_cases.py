"""The derived columns of cases: the closing event, dates as numbers and instants, pauses, intake, group keys."""

from __future__ import annotations

from hcc_helpers.facts.rows import quoted, scope_sql
from hcc_helpers.facts.settings import Settings
from hcc_helpers.facts.states import CLOSING_DATES
from hcc_helpers.facts.window import Window


def _working_minutes(instant: str, hours: list[tuple[float, float]]) -> str:
    """SQL: working minutes from the calendar's first day up to `instant` (a column of alias c)."""
    day = " + ".join(
        f"greatest(0, least(m_{instant}, {int(last * 60)}) - {int(first * 60)})" for first, last in hours
    )
    whole = int(sum(last - first for first, last in hours) * 60)
    return f"(CASE WHEN w_{instant} THEN (n_{instant} - 1) * {whole} + {day} ELSE n_{instant} * {whole} END)"

def derive_cases(con, window: Window, settings: Settings) -> None:
    """`cases_derived`: as many rows as raw_cases."""
    rules, period = settings.rules, window.period
    stopped = "'stopped'" if rules.value("code_8_means") == "stopped" else "'#'"
    hours = working_hours(rules.value("working_hours"))
    day_rule = rules.value("deadline_comparison")
    codes = ", ".join(quoted(code) for code in sorted(settings.centre.on_spot_procedures)) or "''"
    only = ", ".join(quoted(code) for code in sorted(settings.in_person_only)) or "''"
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
          {quoted(settings.centre.code)} AS commune, {scope_sql().replace("scope", "n.scope")} AS scope, n.handling_unit AS unit,
          coalesce(n.procedure_code, n.procedure_name) AS procedure,
          TIMESTAMP '{period.start}' AS period_start, TIMESTAMP '{period.end}' AS period_end,
          (closed_at = undated_at AND undated_at IS NOT NULL) AS is_undated_close,
          (closed_at IS NULL AND (status IN ('finished', 'handed_over', 'withdrawn', 'returned', {stopped})
             OR result_kind IN ('returned', 'withdrawn', 'returned_or_withdrawn') OR {unreadable}
             OR (status IN ({paused_states}) AND e.status_at_end IS NULL AND k.case_id IS NULL))) AS is_state_unknown,
          date_trunc('day', legal_due_at) AS due_on,
          (legal_due_at IS NULL AND contains(coalesce(unreadable, ''), ',due_at,')) AS is_due_unreadable,
          date_trunc('day', legal_due_at) AS early_before,
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

def working_hours(spans: list[str]) -> list[tuple[float, float]]:
    """["07:00-11:30", …] as hours of the day."""

    def hour(text: str) -> float:
        hours, minutes = text.strip().split(":")
        return int(hours) + int(minutes) / 60

    return [(hour(first), hour(last)) for first, last in (span.split("-") for span in spans)]
