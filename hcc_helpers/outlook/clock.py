"""The working clock checked: dates of a case that do not agree with each other. Findings to look into, not mistakes proven."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd

from hcc_helpers.outlook.past import Past
from hcc_helpers.outlook.terms import catalogue_terms, expected_due

# The day of receipt inside a case code: "H41.72-251204-0088", "MX12.123.45-251204-AA0001".
_CODE_DAY = re.compile(r"-(\d{6})-[A-Z]{0,2}\d{4,}\Z")


def due_against_term(past: Past, data_root, scope: str) -> pd.DataFrame:
    """New cases of the period with a term in the catalogue and an untouched first due date: case_id, accepted_at, due_on,
    expected_on, gap_wd (working days by which the slip is later, negative: earlier), is_after_cutoff.

    Left out: supplemented, paused or re-appointed cases where the export gives no original date, since theirs has moved.
    """
    terms = catalogue_terms(past, data_root)
    cases = past.now.con.execute(
        "SELECT case_id, procedure, accepted_at, original_due_at, legal_due_at, is_before_cutoff FROM cases c WHERE is_new AND scope = ? AND ("
        "original_due_at IS NOT NULL OR (due_at IS NOT NULL AND case_id NOT IN (SELECT case_id FROM pause_intervals) "
        "AND case_id NOT IN (SELECT case_id FROM appointments WHERE case_id IS NOT NULL))) ORDER BY case_id",
        [scope],
    ).df()
    rows = []
    for row in cases.itertuples(index=False):
        due = row.legal_due_at if pd.isna(row.original_due_at) else row.original_due_at
        term = terms.get(row.procedure)
        if term is None or pd.isna(due):
            continue
        expected = expected_due(past, row.accepted_at, term)
        if expected is None or not past.calendar.first <= due.date() <= past.calendar.last:
            continue
        gap = past.calendar.between(expected, due.date())
        rows.append((row.case_id, row.accepted_at, due.date(), expected, gap, not row.is_before_cutoff))
    return pd.DataFrame(rows, columns=["case_id", "accepted_at", "due_on", "expected_on", "gap_wd", "is_after_cutoff"])


def day_in_code(case_id: str) -> str | None:
    """The day of receipt that the case code holds, as YYMMDD; None where the code has another form."""
    match = _CODE_DAY.search(case_id)
    return match[1] if match else None


def _code_differs(case_id: str, accepted_at) -> bool:
    inside = day_in_code(case_id)
    return inside is not None and inside != f"{accepted_at:%y%m%d}"


def dates_at_odds(past: Past, scope: str) -> dict[str, list[str]]:
    """Check → case codes of the period that it finds: code, before, due_before, again."""
    cases = past.now.con.execute(
        "SELECT case_id, accepted_at, closed_at, legal_due_at, is_supplemented_again FROM cases WHERE is_of_period AND scope = ? ORDER BY case_id",
        [scope],
    ).df()
    checks: dict[str, Callable] = {
        "code": lambda row: _code_differs(row.case_id, row.accepted_at),
        "before": lambda row: pd.notna(row.closed_at) and row.closed_at < row.accepted_at,
        "due_before": lambda row: pd.notna(row.legal_due_at) and row.legal_due_at.date() < row.accepted_at.date(),
        "again": lambda row: bool(row.is_supplemented_again),
    }
    rows = list(cases.itertuples(index=False))
    return {name: [row.case_id for row in rows if test(row)] for name, test in checks.items()}


def codes_with_a_day(past: Past, scope: str) -> tuple[int, int]:
    """(cases of the period whose code holds a day, all cases of the period)."""
    codes = [row[0] for row in past.now.con.execute("SELECT case_id FROM cases WHERE is_of_period AND scope = ?", [scope]).fetchall()]
    return sum(day_in_code(code) is not None for code in codes), len(codes)
