"""What a procedure may take: its term in the catalogue, else what the slips promise; and the due day that follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pandas as pd

from hcc_helpers.outlook.past import Past
from hcc_helpers.sources.catalogue import load_catalogue

CATALOGUE, SLIP = "danh mục", "phiếu hẹn"


@dataclass(frozen=True)
class Term:
    """A term as the catalogue writes it; unit: working_days or calendar_days."""

    value: int
    unit: str


def catalogue_terms(past: Past, data_root) -> dict[str, Term]:
    """code → term, of the procedures whose term the catalogue gives. A term without unit is read as the setting says."""
    unitless = past.now.settings.rules.value("unitless_term_unit")
    units = {"working_days": "working_days", "calendar_days": "calendar_days", "unstated": unitless}
    return {
        code: Term(entry["term_value"], units[entry["term_unit"]])
        for code, entry in load_catalogue(data_root).by_code.items()
        if entry["term_value"] is not None and entry["term_unit"] in units
    }


def procedure_terms(past: Past, data_root, scope: str) -> pd.DataFrame:
    """One row a procedure: term_wd (working days, may be missing) and term_basis ("danh mục", "phiếu hẹn").

    Terms in calendar days, and procedures without a term in the catalogue, take the median of the working days from
    receipt to the first date on the slip.
    """
    cases = past.cases[past.cases["scope"] == scope]
    first_due = cases["original_due_at"].fillna(cases["legal_due_at"])
    days = first_due.dt.normalize()
    worked = {day: _worked(past, day) for day in days.unique()}  # thousands of cases share a day
    slips = (days.map(worked).astype("float") - cases["n_accepted"]).groupby(cases["procedure"]).median()
    known = catalogue_terms(past, data_root)
    rows = []
    for procedure, slip in slips.items():
        term = known.get(procedure)
        if term is not None and term.unit == "working_days":
            rows.append((procedure, float(term.value), CATALOGUE))
        else:
            rows.append((procedure, slip, SLIP))
    return pd.DataFrame(rows, columns=["procedure", "term_wd", "term_basis"]).set_index("procedure")


def _worked(past: Past, moment) -> float:
    """The running number of days worked at a due date; missing where there is none or it lies outside the calendar."""
    if pd.isna(moment) or not past.calendar.first <= moment.date() <= past.calendar.last:
        return float("nan")
    return float(past.calendar.number(moment.date()))


def expected_due(past: Past, accepted_at: datetime, term: Term) -> date | None:
    """The due day that follows from receipt and term on the checked clock: what comes in after the cut-off hour, or on a
    day off, starts on the next working day. None outside the calendar."""
    calendar, cutoff = past.calendar, int(past.now.settings.rules.value("cutoff_hour"))
    day = accepted_at.date()
    if accepted_at.hour >= cutoff and calendar.is_working(day):
        day += timedelta(days=1)
    start = calendar.roll_forward(day) if accepted_at.hour >= cutoff or not calendar.is_working(day) else day
    if term.unit == "calendar_days":
        end = start + timedelta(days=term.value)
        return calendar.roll_forward(end) if end <= calendar.last else None
    return calendar.add(start, term.value)
