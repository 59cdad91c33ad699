"""Named traps of our domain: a drawn table, the figure that a plain query gives, and the right one.

`naive` is SQL on the tables as an export has them (the views are named like the tables), written as somebody in a hurry
would. Period of all traps unless said otherwise: 2025-12, from 15/11/2025 00:00 up to 15/12/2025 00:00.
"""

from __future__ import annotations

from dataclasses import dataclass

# fmt: off

S, E = "TIMESTAMP '2025-11-15'", "TIMESTAMP '2025-12-15'"


@dataclass(frozen=True)
class Trap:
    """One trap. `right` is the indicator's figure over all scopes; `wrong` what `naive` gives on the same table."""

    name: str
    indicator: str
    drawing: str
    naive: str
    wrong: float
    right: float
    of: str = "cases"
    period: str = "2025-12"


TRAPS = (
    Trap("fan-out: a case joined with its two requests for supplements counts twice", "received_new", """
        case_id -> a
        H1      -> .
        H2      -> .
        [supplements]
        case_id | requested_at
        H1      | 2025-11-20
        H1      | 2025-11-25
     """, "SELECT count(*) FROM cases LEFT JOIN supplements USING (case_id)", wrong=3, right=2),
    Trap("two requests are not two cases", "supplemented", """
        case_id -> a
        H1      -> .
        [supplements]
        case_id | requested_at
        H1      | 2025-11-20
        H1      | 2025-11-25
     """, "SELECT count(*) FROM supplements", wrong=2, right=1),
    Trap("overlapping pauses are taken off once", "handling_wd_median", """
        case_id | accepted_at | ended_at   | status   -> a
        H1      | 2025-11-17  | 2025-12-01 | finished -> .
        [pauses]
        case_id | reason     | from_at    | to_at
        H1      | supplement | 2025-11-18 | 2025-11-25
        H1      | tax_fixing | 2025-11-20 | 2025-11-27
     """, """SELECT date_diff('day', min(accepted_at), min(ended_at)) - sum(date_diff('day', from_at, to_at))
             FROM cases JOIN pauses USING (case_id)""", wrong=0, right=3),
    Trap("working days, not days of the calendar", "handling_wd_median", """
        case_id | accepted_at | ended_at   | status   -> a
        H1      | 2025-11-21  | 2025-11-24 | finished -> .
     """, "SELECT median(date_diff('day', accepted_at, ended_at)) FROM cases", wrong=3, right=1),
    Trap("money of a case that is not in the list is money all the same", "fees_total", """
        payment_id | case_id | amount_vnd -> a
        P1         | H1      | 8000       -> .
        P2         | H99     | 12000      -> .
        [cases]
        case_id
        H1
     """, "SELECT sum(amount_vnd) FROM payments JOIN cases USING (case_id)", wrong=8000, right=20000, of="payments"),
    Trap("a refund is money that went out", "fees_total", """
        payment_id | state    | amount_vnd -> a
        P1         | paid     | 20000      -> .
        P2         | refunded | -8000      -> .
     """, "SELECT sum(amount_vnd) FROM payments WHERE state = 'paid'", wrong=20000, right=12000, of="payments"),
    Trap("a bill that nobody paid is no income", "fees_total", """
        payment_id | state   | amount_vnd -> a
        P1         | paid    | 8000       -> .
        P2         | unpaid  | 12000      -> .
     """, "SELECT sum(amount_vnd) FROM payments", wrong=20000, right=8000, of="payments"),
    Trap("the stock of a quarter is that of its last day, not the sum of its months", "open_all", """
        case_id | accepted_at | status     -> a
        H1      | 2025-10-01  | processing -> .
     """, """SELECT count(*) FROM cases, (VALUES (TIMESTAMP '2025-10-15'), (TIMESTAMP '2025-11-15'), (TIMESTAMP '2025-12-15')) ends(moment)
             WHERE accepted_at < moment AND (ended_at IS NULL OR ended_at >= moment)""", wrong=3, right=1, period="2025-Q4"),
    Trap("a channel that nobody noted is not “not online”", "new_in_person", """
        case_id | channel   -> a
        H1      | online    -> .
        H2      | in_person -> .
        H3      | –         -> .
     """, "SELECT count(*) FROM cases WHERE channel IS DISTINCT FROM 'online'", wrong=2, right=1),
    Trap("the post is not the counter", "new_in_person", """
        case_id | channel   -> a
        H1      | in_person -> .
        H2      | post      -> .
     """, "SELECT count(*) - count(*) FILTER (WHERE channel = 'online') FROM cases", wrong=2, right=1),
    Trap("on the due day is in time, whatever the hour of the slip", "resolved_late", """
        case_id | due_at           | ended_at         | status   -> a
        H1      | 2025-12-05 11:00 | 2025-12-05 16:30 | finished -> .
     """, "SELECT count(*) FROM cases WHERE ended_at > due_at", wrong=1, right=0),
    Trap("without a due date nothing is late", "resolved_late", """
        case_id | due_at           | ended_at   | status   -> a
        H1      | –                | 2025-12-05 | finished -> .
        H2      | 2025-12-10 17:00 | 2025-12-05 | finished -> .
     """, "SELECT count(*) - count(*) FILTER (WHERE ended_at <= due_at) FROM cases", wrong=1, right=0),
    Trap("survivorship: the late ones that are still open are late, too", "late_in_all", """
        case_id | due_at           | ended_at   | status     -> a
        H1      | 2025-12-01 17:00 | 2025-12-03 | finished   -> .
        H2      | 2025-12-01 17:00 | –          | processing -> .
     """, "SELECT count(*) FROM cases WHERE ended_at > due_at", wrong=1, right=2),
    Trap("as of the end: what was finished before the export but after the period is open", "open_all", """
        case_id | ended_at         | status   -> a
        H1      | 2025-12-15 10:00 | finished -> .
        H2      | 2025-12-10       | finished -> .
     """, "SELECT count(*) FROM cases WHERE status = 'processing'", wrong=0, right=1),
    Trap("as of the end: not resolved in this period", "resolved_all", """
        case_id | ended_at         | status   -> a
        H1      | 2025-12-15 10:00 | finished -> .
        H2      | 2025-12-10       | finished -> .
     """, "SELECT count(*) FROM cases WHERE status = 'finished'", wrong=2, right=1),
    Trap("zone: local times read as universal ones lose the first morning", "received_new", """
        case_id | accepted_at      -> a
        H1      | 2025-11-15 06:30 -> .
        H2      | 2025-11-20 10:00 -> .
     """, f"SELECT count(*) FROM cases WHERE accepted_at - INTERVAL 7 HOUR >= {S} AND accepted_at - INTERVAL 7 HOUR < {E}", wrong=1, right=2),
    Trap("BETWEEN two days loses the whole last day", "received_new", """
        case_id | accepted_at      -> a
        H1      | 2025-12-14 08:00 -> .
        H2      | 2025-12-13 08:00 -> .
     """, f"SELECT count(*) FROM cases WHERE accepted_at BETWEEN {S} AND TIMESTAMP '2025-12-14'", wrong=1, right=2),
    Trap("BETWEEN two instants counts midnight in both periods", "received_new", """
        case_id | accepted_at      -> a
        H1      | 2025-12-15 00:00 -> .
        H2      | 2025-12-13 08:00 -> .
     """, f"SELECT count(*) FROM cases WHERE accepted_at BETWEEN {S} AND {E}", wrong=2, right=1),
    Trap("the month of the report is not that of the calendar", "received_new", """
        case_id | accepted_at -> a
        H1      | 2025-11-20  -> .
        H2      | 2025-11-25  -> .
        H3      | 2025-12-10  -> .
        H4      | 2025-12-20  -> .
     """, "SELECT count(*) FROM cases WHERE month(accepted_at) = 12", wrong=2, right=3),
    Trap("received is the day of acceptance, not of filing", "received_new", """
        case_id | submitted_at     | accepted_at      -> a
        H1      | 2025-11-14 22:00 | 2025-11-15 08:00 -> .
        H2      | 2025-12-14 22:00 | 2025-12-15 08:00 -> .
        H3      | 2025-11-14 23:00 | 2025-11-17 08:00 -> .
     """, f"SELECT count(*) FROM cases WHERE submitted_at >= {S} AND submitted_at < {E}", wrong=1, right=2),
    Trap("what the period has to settle began before it, too", "received_all", """
        case_id | accepted_at | ended_at   | status     -> a
        H1      | 2025-11-10  | 2025-11-20 | finished   -> .
        H2      | 2025-11-20  | –          | processing -> .
     """, f"SELECT count(*) FROM cases WHERE accepted_at >= {S} AND accepted_at < {E}", wrong=1, right=2),
    Trap("filed or refused is not received", "received_all", """
        case_id | status     -> a
        H1      | processing -> .
        H2      | registered -> .
        H3      | refused    -> .
     """, "SELECT count(*) FROM cases", wrong=3, right=1),
    Trap("withdrawn is closed, not resolved", "resolved_all", """
        case_id | ended_at   | withdrawn_at | status    -> a
        H1      | 2025-12-01 | –            | finished  -> .
        H2      | 2025-12-02 | 2025-12-02   | withdrawn -> .
     """, "SELECT count(*) FROM cases WHERE ended_at IS NOT NULL", wrong=2, right=1),
    Trap("the share of all is not the mean of the fields' shares", "online_of_new_pct", """
        case_id | field    | channel   -> a
        H1      | Hộ tịch  | online    -> .
        H2      | Hộ tịch  | online    -> .
        H3      | Hộ tịch  | online    -> .
        H4      | Đất đai  | in_person -> .
     """, """SELECT avg(share) FROM (SELECT 100.0 * count(*) FILTER (WHERE channel = 'online') / count(*) AS share FROM cases GROUP BY field)""",
         wrong=50, right=75),
    Trap("a blank questionnaire is no dissatisfied citizen", "satisfaction_pct", """
        answer_id | case_id | level     -> a
        A1        | H1      | satisfied -> .
        A2        | H2      | –         -> .
     """, "SELECT 100.0 * count(*) FILTER (WHERE level IN ('satisfied', 'very_satisfied')) / count(*) FROM surveys", wrong=50, right=100, of="surveys"),
    Trap("who answers again has changed their mind, not come twice", "survey_valid", """
        answer_id | case_id | answered_at | level        -> a
        A1        | H1      | 2025-11-20  | dissatisfied -> .
        A2        | H1      | 2025-11-25  | satisfied    -> .
     """, "SELECT count(*) FROM surveys", wrong=2, right=1, of="surveys"),
    Trap("a case without papers has not digitised all of them", "digitised_all_required_pct", """
        case_id -> a
        H1      -> .
        H2      -> .
        [components]
        case_id | digitised
        H1      | not_digitised
     """, """SELECT 100.0 * count(*) FILTER (WHERE missing = 0) / count(*) FROM (SELECT case_id,
             count(*) FILTER (WHERE digitised = 'not_digitised') AS missing FROM cases LEFT JOIN components USING (case_id) GROUP BY 1)""",
         wrong=50, right=0),
    Trap("a petition of last month that is overdue is overdue now", "petitions_overdue", """
        petition_id | received_at | answered_at -> a
        D1          | 2025-10-20  | –           -> .
        D2          | 2025-12-12  | –           -> .
     """, f"SELECT count(*) FROM petitions WHERE received_at >= {S} AND received_at < {E} AND answered_at IS NULL AND received_at < {E} - INTERVAL 20 DAY",
         wrong=0, right=1, of="petitions"),
    Trap("a system that is down at night keeps nobody waiting", "down_minutes", """
        system                         | began_at         | ended_at         -> a
        Cổng Dịch vụ công quốc gia     | 2025-11-19 20:00 | 2025-11-20 08:00 -> .
     """, "SELECT sum(date_diff('minute', began_at, ended_at)) FROM incidents", wrong=720, right=60, of="incidents"),
    Trap("ten procedures used by one citizen each are not ten times one procedure", "procedures_used", """
        case_id | procedure_code -> a
        H1      | 1.000001       -> .
        H2      | 1.000001       -> .
        H3      | 1.000002       -> .
     """, "SELECT count(procedure_code) FROM cases", wrong=3, right=2),
)
