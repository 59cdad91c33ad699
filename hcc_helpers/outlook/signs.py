"""Signs that ask for a look, not for a conclusion: patterns that a healthy month shows too, only less of them.

Each sign is a list of case codes of the period; its base says out of how many, and `missing` why the data cannot show it.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from hcc_helpers.facts.derived_cases import working_hours
from hcc_helpers.facts.rows import union
from hcc_helpers.outlook.past import Past

DUE_TERM_WD = 3  # procedures due the same day or the next ones are finished on the due day as a matter of course (assumption)
BUNCH_TIMES = 1.5  # results on the due day against those on the working day before, from which on they are bunched (assumption)
CERTAIN = 0.05
BUNCH = 5  # results of one unit within one minute from which on they are named (assumption, printed)
BULK, BULK_TIMES = (
    20,
    5,
)  # cases that ended in one way on one day, and times its mean over the other days, from which on they are named (assumption)
JUST_BEFORE_WD = 1  # returned or withdrawn so many working days or fewer before the due day
AGAIN_WD = 10  # received again under a new code within so many working days
# A closing known by its status alone stands at the last instant of its month: that is no moment to look at.
DATED = "NOT is_undated_close"


@dataclass(frozen=True)
class Sign:
    """One sign: its cases, out of how many, and why the data cannot show it ("" where they can)."""

    cases: list[str]
    base: int
    missing: str = ""
    beside: int | None = None  # on_due_day: results on the working day before
    undated: int = 0  # closed without a day: may be of it or not, nobody can look
    is_raised: bool = True  # on_due_day: more than one and a half times as many as the day before, beyond chance

    @property
    def asks_for_a_look(self) -> bool:
        return bool(self.cases) and self.is_raised


def signs(past: Past, scope: str) -> dict[str, Sign]:
    """on_due_day · same_minute · same_day · off_hours · returned_again · asked_late · moved_silently."""
    return {
        "on_due_day": _on_due_day(past, scope),
        "same_minute": _same_minute(past, scope),
        "same_day": _same_day(past, scope),
        "off_hours": _off_hours(past, scope),
        "returned_again": _returned_again(past, scope),
        "asked_late": _asked_late(past, scope),
        "moved_silently": _moved_silently(past, scope),
    }


def _ids(past: Past, sql: str, *values) -> list[str]:
    return [row[0] for row in past.now.con.execute(sql, list(values)).fetchall()]


def _count(past: Past, which: str, scope: str) -> int:
    return past.now.con.execute(f"SELECT count(*) FROM cases WHERE {which} AND scope = ?", [scope]).fetchall()[0][0]


def _on_due_day(past: Past, scope: str) -> Sign:
    """Finished on the due day itself, of cases that had at least DUE_TERM_WD working days; beside them the day before."""
    rows = past.now.con.execute(
        f"""SELECT case_id, dd.n - c.n_closed, is_finished_on_due_day FROM cases c JOIN days dd ON dd.day = CAST(c.legal_due_at AS DATE)
        WHERE is_finished_with_due AND scope = ? AND dd.n - c.n_accepted >= {DUE_TERM_WD} ORDER BY 1""",
        [scope],
    ).fetchall()
    found = [case_id for case_id, _, is_on_day in rows if is_on_day]
    before = sum(left == 1 for _, left, _ in rows)
    if not rows and _count(past, "is_finished OR is_unknown", scope) and not _count(past, "is_finished_with_due", scope):
        return Sign([], 0, "hồ sơ đã xong không có ngày hẹn trả hoặc không có ngày kết thúc")
    both = len(found) + before
    from scipy.stats import binomtest  # slow to import

    is_beyond = both > 0 and binomtest(len(found), both, 0.5, alternative="greater").pvalue < CERTAIN
    return Sign(found, len(rows), beside=before, is_raised=is_beyond and len(found) >= BUNCH_TIMES * before)


def _same_minute(past: Past, scope: str) -> Sign:
    """BUNCH or more results of one unit within one minute of the clock."""
    sql = (
        f"SELECT case_id FROM cases WHERE is_finished AND {DATED} AND unit IS NOT NULL AND scope = ? "
        f"QUALIFY count(*) OVER (PARTITION BY unit, date_trunc('minute', closed_at)) >= {BUNCH} ORDER BY 1"
    )
    timed = past.now.con.execute(
        f"SELECT count(*) FROM cases WHERE is_finished AND {DATED} AND scope = ? AND closed_at <> date_trunc('day', closed_at)",
        [scope],
    ).fetchall()[0][0]
    if not timed:
        return Sign([], 0, "ngày kết thúc xử lý không có giờ")
    known = _count(past, f"is_finished AND {DATED} AND unit IS NOT NULL", scope)
    if not known:
        return Sign([], 0, "danh sách không ghi đơn vị giải quyết")
    return Sign(_ids(past, sql, scope), known)


def _same_day(past: Past, scope: str) -> Sign:
    """A bulk action: BULK or more cases finished, or ended without a result, on one day, BULK_TIMES as many as on the other days worked."""
    days = sum(past.calendar.is_working(day.date()) for day in pd.date_range(past.period.start, past.period.last_day))
    found = past.now.con.execute(
        f"SELECT is_finished, CAST(closed_at AS DATE) AS day, list(case_id ORDER BY case_id) AS cases FROM cases WHERE is_closed AND {DATED} AND scope = ? GROUP BY 1, 2 ORDER BY 2, 1",
        [scope],
    ).fetchall()
    named = []
    for kind in (True, False):
        mine = [cases for is_finished, _, cases in found if is_finished == kind]
        everything = sum(map(len, mine))
        named += [
            case
            for cases in mine
            if len(cases) >= BULK and len(cases) >= BULK_TIMES * (everything - len(cases)) / max(days - 1, 1)
            for case in cases
        ]
    return _of_dated(past, sorted(named), "is_closed", scope)


def _off_hours(past: Past, scope: str) -> Sign:
    """Closed on a day off, or before the first or after the last working hour of the day (the noon break does not count)."""
    hours = working_hours(past.now.settings.rules.value("working_hours"))
    first, last = hours[0][0] * 60, hours[-1][1] * 60
    minute = "hour(closed_at) * 60 + minute(closed_at)"
    sql = (
        f"SELECT case_id FROM cases c JOIN days d ON d.day = CAST(c.closed_at AS DATE) WHERE is_closed AND {DATED} AND scope = ? AND closed_at <> date_trunc('day', closed_at) "
        f"AND (NOT d.is_working OR {minute} < {first} OR {minute} > {last}) ORDER BY 1"
    )
    return _of_dated(past, _ids(past, sql, scope), "is_closed", scope)


def _returned_again(past: Past, scope: str) -> Sign:
    """Returned or withdrawn just before the due day, and the same person's case of the same procedure received again soon."""
    con = past.now.con
    keyed = con.execute("SELECT count(person_key) FROM cases WHERE is_given_back AND scope = ?", [scope]).fetchall()[0][0]
    base = _count(past, "is_given_back", scope)
    if base and not keyed:
        return Sign([], base, "tệp xuất không có số giấy tờ để nhận ra cùng một người")
    if base and not _count(past, "is_given_back AND legal_due_at IS NOT NULL AND procedure IS NOT NULL", scope):
        return Sign([], base, "hồ sơ trả lại, rút không có ngày hẹn trả hoặc không rõ thủ tục")
    found = _ids(
        past,
        f"""SELECT DISTINCT a.case_id FROM cases a JOIN days da ON da.day = CAST(a.closed_at AS DATE) JOIN days dd ON dd.day = CAST(a.legal_due_at AS DATE)
        JOIN cases b ON b.person_key = a.person_key AND b.procedure = a.procedure AND b.case_id <> a.case_id AND b.accepted_at > a.closed_at
        JOIN days db ON db.day = CAST(b.accepted_at AS DATE)
        WHERE a.is_given_back AND NOT a.is_undated_close AND a.scope = ? AND dd.n - da.n BETWEEN 0 AND {JUST_BEFORE_WD} AND db.n - da.n <= {AGAIN_WD} ORDER BY 1""",
        scope,
    )
    return _of_dated(past, found, "is_given_back", scope)


def _of_dated(past: Past, found: list[str], which: str, scope: str) -> Sign:
    """The sign of cases whose closing has a date; missing where cases closed and none has one."""
    base = _count(past, f"{which} AND {DATED}", scope)
    if not base and _count(past, which, scope):
        return Sign([], 0, "hồ sơ đã kết thúc đều không ghi ngày")
    return Sign(found, base, undated=_count(past, f"{which} AND NOT ({DATED})", scope))


def _asked_late(past: Past, scope: str) -> Sign:
    """A supplement asked for after the due day that held when it was asked."""
    if not past.now.at_hand["supplements"].is_at_hand:
        return Sign([], 0, past.now.at_hand["supplements"].reason)
    found = _ids(
        past,
        """SELECT DISTINCT c.case_id FROM supplements s JOIN cases c USING (case_id) WHERE s.is_requested AND c.scope = ?
        AND CAST(s.requested_at AS DATE) > CAST(coalesce(s.due_at_before, c.original_due_at, c.legal_due_at) AS DATE) ORDER BY 1""",
        scope,
    )
    base, judged = past.now.con.execute(
        "SELECT count(DISTINCT case_id), count(DISTINCT case_id) FILTER (WHERE coalesce(s.due_at_before, c.original_due_at, c.legal_due_at) IS NOT NULL) "
        "FROM supplements s JOIN cases c USING (case_id) WHERE s.is_requested AND c.scope = ?",
        [scope],
    ).fetchall()[0]
    return Sign(found, judged, "" if judged or not base else "không rõ ngày hẹn trả lúc yêu cầu bổ sung")


def _moved_silently(past: Past, scope: str) -> Sign:
    """The system's due date is later than the first one (or than a month ago), with no pause, supplement or apology."""
    con = past.now.con
    earlier = past.con.execute("SELECT count(DISTINCT snapshot_no) FROM cases").fetchall()[0][0]
    # One extraction alone knows no earlier date than its own.
    firsts = dict(past.con.execute(_FIRST_DUE.format(union=_stacked(past))).fetchall()) if earlier > 1 else {}
    rows = con.execute(
        "SELECT case_id, due_at, original_due_at FROM cases WHERE is_of_period AND scope = ? AND due_at IS NOT NULL "
        "AND case_id NOT IN (SELECT case_id FROM pause_intervals) AND case_id NOT IN (SELECT case_id FROM appointments WHERE case_id IS NOT NULL) "
        "ORDER BY case_id",
        [scope],
    ).fetchall()
    known = [(case_id, due, first) for case_id, due, original in rows if (first := original or firsts.get(case_id)) is not None]
    if not known and earlier < 2:
        return Sign([], 0, "chỉ có một ngày hẹn và một lần trích xuất")
    return Sign([case_id for case_id, due, first in known if due.date() > first.date()], len(known))


_FIRST_DUE = "SELECT case_id, arg_min(due_at, snapshot_no) FROM ({union}) WHERE due_at IS NOT NULL GROUP BY case_id"


def _stacked(past: Past) -> str:
    last = max([*past.period.months(), *(s.period for s in past.now.window.feeding)])
    return union("cases", [s for s in past.now.window.stored if s.period <= last])
