"""When cases come in and are finished, and how old the backlog is. Counts, no judgement."""

from __future__ import annotations

import pandas as pd

from hcc_helpers.outlook.past import Past

AGES = ((0, 2), (3, 5), (6, 10), (11, 20), (21, None))  # working days since receipt, pauses out
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def ages(past: Past, scope: str) -> pd.DataFrame:
    """Age bands down; running in time, late, paused, without a due date across: open cases at the period's end."""
    cases = past.open_now[past.open_now["scope"] == scope]
    worked = cases["worked_wd"].clip(lower=0)
    rows = []
    for low, high in AGES:
        mine = cases[(worked >= low) & (worked <= (high if high is not None else float("inf")))]
        no_due = mine["is_open_without_due"] | mine["is_open_due_unreadable"]
        rows.append([int(mine[name].sum()) for name in ("is_open_in_time", "is_open_late", "is_paused")] + [int(no_due.sum())])
    return pd.DataFrame(rows, columns=["in_time", "late", "paused", "no_due"], index=pd.Index(AGES, tupleize_cols=False))


def by_weekday(past: Past, scope: str) -> pd.DataFrame:
    """Weekdays down (0 = Monday): days of the period that were worked, accepted, accepted online, finished."""
    calendar = past.calendar
    days = pd.date_range(past.period.start, past.period.last_day)
    worked = pd.Series([day.weekday() for day in days if calendar.is_working(day.date())]).value_counts()
    table = pd.DataFrame({"worked": worked}).reindex(range(7), fill_value=0)
    for name, which, column in _FLOWS:
        found = past.now.con.execute(
            f"SELECT isodow({column}) - 1, count(*) FROM cases WHERE {which} AND scope = ? GROUP BY 1", [scope]
        ).fetchall()
        table[name] = pd.Series(dict(found), dtype="int").reindex(range(7), fill_value=0)
    return table.astype(int)


def by_hour(past: Past, scope: str) -> pd.DataFrame:
    """Hours of the day down, those with anything in them: accepted, accepted online, finished."""
    table = pd.DataFrame(index=range(24))
    for name, which, column in _FLOWS:
        found = past.now.con.execute(
            f"SELECT hour({column}), count(*) FROM cases WHERE {which} AND scope = ? GROUP BY 1", [scope]
        ).fetchall()
        table[name] = pd.Series(dict(found), dtype="int").reindex(range(24), fill_value=0)
    return table[table.sum(axis=1) > 0].astype(int)


_FLOWS = (
    ("accepted", "is_new", "accepted_at"),
    ("online", "is_new_online", "accepted_at"),
    ("finished", "is_finished", "closed_at"),
)
