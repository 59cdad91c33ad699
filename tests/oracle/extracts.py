"""What the oracle is given: the extracts as plain data frames, the period, the rules' values, the days worked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

import pandas as pd

from oracle.days_worked import DaysWorked

# Rows that come with a case: a case's rows are those of the newest extract that has any of it.
CHILDREN = ("pauses", "supplements", "appointments", "components", "result_documents", "steps")
NOT_SAID = {"order", "extracted_at", "source_file", "source_row", "unreadable"}  # where a row stood, not what it says
# Rows that stand for themselves, with their number and the date that it belongs to: numbers begin anew.
REGISTERS = {
    "payments": ("payment_id", "paid_at"),
    "surveys": ("answer_id", "answered_at"),
    "petitions": ("petition_id", "received_at"),
}
# The office's own registers, with what tells one row from another. A row that lacks a part of it stands for itself.
DIARIES = {
    "incidents": ["began_at", "system"],
    "probes": ["measured_at", "system"],
    "outreach": ["outreach_no", "done_on"],
    "new_texts": ["text_number", "issuer"],
    "guidance": ["guidance_no", "guided_on"],
    "in_person_reasons": ["case_id"],
    "reminders": ["reminder_no", "sent_on"],
    "difficulties": ["difficulty_no", "raised_on"],
    "linked_systems": ["system"],
    "staff_days": ["worked_on"],
    "hamlet_groups": ["hamlet"],
}


@dataclass
class Extract:
    """One snapshot: the end of its month, when it was taken, its tables, the days that each register says it covers."""

    month_end: datetime
    extracted_at: datetime
    tables: dict[str, pd.DataFrame]
    covers: dict[str, tuple[date, date] | None] = field(default_factory=dict)


@dataclass
class World:
    """One period and all that is known about it. `rules`: id → value; `on_spot`: codes of the "4 tại chỗ" procedures."""

    start: datetime
    end: datetime
    feeding: list[Extract]
    stored: list[Extract]
    rules: dict
    days: DaysWorked
    on_spot: frozenset[str] = frozenset()
    hamlets: frozenset[str] = frozenset()
    counters: frozenset[str] = frozenset()  # names of this centre's own counter

    @property
    def seen(self) -> datetime:
        """The instant whose state is told: the end of the period, or the newest extract where that was taken before it."""
        return min(self.end, max(x.extracted_at for x in self.feeding))

    def rows(self, table: str) -> list[dict]:
        """The rows behind the period as dicts: missing is None, and `unreadable` is a set of column names."""
        frames = [
            x.tables[table].assign(extracted_at=x.extracted_at, order=n) for n, x in enumerate(self.feeding) if table in x.tables
        ]
        return records(newest(table, frames))

    def known_cases(self) -> list[dict]:
        """Every case ever stored, newest row: what money and documents of cases long gone are sorted by."""
        frames = [
            x.tables["cases"].assign(extracted_at=x.extracted_at, order=n)
            for n, x in enumerate(self.stored)
            if "cases" in x.tables
        ]
        return records(newest("cases", frames))

    def is_at_hand(self, table: str) -> bool:
        """A table that no extract holds, or a register that leaves a day of the period uncovered, is not at hand."""
        if table == "cases":
            return True
        holding = [x for x in self.feeding if table in x.tables]
        if not holding:
            return False
        if table not in REGISTERS and table not in DIARIES:
            return any(len(x.tables[table]) or x.covers.get(table) for x in holding)
        spans = [x.covers[table] for x in holding if x.covers.get(table)]
        days = pd.date_range(self.start, self.end, inclusive="left")
        return all(any(first <= day.date() <= last for first, last in spans) for day in days)


def newest(table: str, frames: list[pd.DataFrame]) -> pd.DataFrame:
    """Extracts laid over each other: of each case (or key) what the newest extract says."""
    if not frames:
        return pd.DataFrame()
    rows = pd.concat([frame.astype(object) for frame in frames], ignore_index=True).sort_values(
        ["extracted_at", "order"], kind="stable"
    )
    if table in CHILDREN:
        latest = rows.groupby("case_id")["order"].transform("max")
        # without a case: the same cells in a newer extract are the same row
        said = (
            rows[[name for name in rows.columns if name not in NOT_SAID]]
            .map(lambda cell: "" if pd.isna(cell) else str(cell))
            .agg("|".join, axis=1)
        )
        newest_twin = rows.groupby(said)["order"].transform("max")
        return rows[(rows["order"] == latest) | (rows["case_id"].isna() & (rows["order"] == newest_twin))]
    if table in DIARIES:
        key = DIARIES[table]
        said = rows[[name for name in rows.columns if name not in NOT_SAID]].map(lambda cell: "" if pd.isna(cell) else str(cell))
        by = [
            "|".join(["key", *(str(row[name]) for name in key)])
            if all(pd.notna(row[name]) for name in key)
            else "|".join(said.loc[index])
            for index, row in rows.iterrows()
        ]
        return rows[rows["order"] == rows.groupby(by)["order"].transform("max")] if len(rows) else rows
    return rows.drop_duplicates("case_id", keep="last") if table == "cases" else of_their_days(rows, *REGISTERS[table])


def of_their_days(rows: pd.DataFrame, number: str, date: str) -> pd.DataFrame:
    """Of each number on each day the newest row; a row without a date is an earlier word about the same number and case."""
    dated: dict[tuple, list] = {}
    for row in rows.to_dict("records"):
        if pd.notna(row[date]):
            dated.setdefault((row[number], str(row["case_id"])), []).append(pd.Timestamp(row[date]).date())
    latest: dict[tuple, int] = {}
    for index, row in zip(rows.index, rows.to_dict("records"), strict=True):
        days = dated.get((row[number], str(row["case_id"])), [])
        latest[row[number], pd.Timestamp(row[date]).date() if pd.notna(row[date]) else max(days, default=None)] = index
    return rows.loc[sorted(latest.values())]


def records(frame: pd.DataFrame) -> list[dict]:
    out = []
    for row in frame.to_dict("records"):
        clean = {name: None if value is None or value is pd.NaT or value != value else value for name, value in row.items()}
        clean = {name: value.to_pydatetime() if isinstance(value, pd.Timestamp) else value for name, value in clean.items()}
        clean["unreadable"] = {name for name in (clean.get("unreadable") or "").split(",") if name}
        out.append(clean)
    return out
