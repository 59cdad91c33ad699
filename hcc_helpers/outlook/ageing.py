"""How old the backlog is, and on which weekday and at which hour cases come in and are finished. Counts, no judgement."""

from __future__ import annotations

import pandas as pd

from hcc_helpers.outlook.past import Past

AGES = ((0, 2), (3, 5), (6, 10), (11, 20), (21, None))  # working days since receipt, pauses out
STATES = ("in_time", "late", "paused", "no_due")
FLOWS = (("accepted", "is_new", "accepted_at"), ("finished", "is_finished", "closed_at"))


def ages(past: Past, scope: str) -> pd.DataFrame:
    """Age bands down; running in time, late, paused, without a due date across: open cases at the period's end."""
    cases = past.open_now[past.open_now["scope"] == scope]
    worked = cases["worked_wd"].clip(lower=0)
    cases = cases.assign(no_due=cases["is_open_without_due"] | cases["is_open_due_unreadable"])
    flags = dict(zip(STATES, ("is_open_in_time", "is_open_late", "is_paused", "no_due"), strict=True))
    rows = []
    for low, high in AGES:
        mine = cases[(worked >= low) & (worked <= (float("inf") if high is None else high))]
        rows.append({state: int(mine[flag].sum()) for state, flag in flags.items()})
    return pd.DataFrame(rows, index=pd.Index(AGES, tupleize_cols=False))


def by_weekday(past: Past, scope: str) -> pd.DataFrame:
    """Weekdays down (0 = Monday): `worked` days of the period that were worked, cases `accepted`, `finished`."""
    days = pd.date_range(past.period.start, past.period.last_day)
    worked = pd.Series([day.weekday() for day in days if past.calendar.is_working(day.date())], dtype="int").value_counts()
    table = pd.DataFrame({"worked": worked}).reindex(range(7), fill_value=0)
    for name, which, column in FLOWS:
        table[name] = _counted(past, scope, f"isodow({column}) - 1", which).reindex(range(7), fill_value=0)
    return table.astype(int)


def by_hour(past: Past, scope: str) -> pd.DataFrame:
    """Hours of the day down, those with anything in them: `accepted`, `finished`. Dates without an hour are left out."""
    table = pd.DataFrame(index=range(24))
    for name, which, column in FLOWS:
        table[name] = _counted(past, scope, f"hour({column})", f"{which} AND {column} <> date_trunc('day', {column})")
    table = table.fillna(0)
    return table[table.sum(axis=1) > 0].astype(int)


def _counted(past: Past, scope: str, key: str, which: str) -> pd.Series:
    found = past.now.con.execute(f"SELECT {key}, count(*) FROM cases WHERE {which} AND scope = ? GROUP BY 1", [scope]).fetchall()
    return pd.Series(dict(found), dtype="int")
