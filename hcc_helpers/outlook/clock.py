"""The working clock checked: dates of a case that do not agree with each other. Findings to look into, not mistakes proven."""

from __future__ import annotations

from datetime import date

import pandas as pd

from hcc_helpers.facts.frames import frame
from hcc_helpers.outlook.past import Past
from hcc_helpers.outlook.terms import Term, catalogue_terms, expected_due

# The day of receipt inside a case code, as YYMMDD: "H41.72-251204-0088", "MX12.123.45-251204-AA0001"; '' in a code of another form.
DAY_IN_CODE = r"regexp_extract(case_id, '-(\d{6})-[A-Z]{0,2}\d{4,}\z', 1)"
_ODD = {
    "code": f"{DAY_IN_CODE} NOT IN ('', strftime(accepted_at, '%y%m%d'))",
    "before": "closed_at < accepted_at",
    "due_before": "CAST(legal_due_at AS DATE) < CAST(accepted_at AS DATE)",
    "again": "is_supplemented_again",
}


def due_against_term(past: Past, data_root, scope: str) -> pd.DataFrame:
    """New cases of the period with a term in the catalogue and an untouched first due date: case_id, gap_wd (working days by which
    the slip is later, negative: earlier), is_after_cutoff.

    Left out: supplemented, paused or re-appointed cases where the export gives no original date, since theirs has moved.
    """
    terms = catalogue_terms(past, data_root)
    cases = frame(
        past.now.con.execute(
            "SELECT case_id, procedure, accepted_at, CAST(coalesce(original_due_at, legal_due_at) AS DATE) AS due_on, NOT is_before_cutoff AS is_after_cutoff "
            "FROM cases c WHERE is_new AND scope = ? AND coalesce(original_due_at, legal_due_at) IS NOT NULL AND ("
            "original_due_at IS NOT NULL OR (due_at IS NOT NULL AND case_id NOT IN (SELECT case_id FROM pause_intervals) "
            "AND case_id NOT IN (SELECT case_id FROM appointments WHERE case_id IS NOT NULL))) ORDER BY case_id",
            [scope],
        )
    )
    cases = cases[cases["procedure"].isin(terms.keys())]
    # What follows from a day of receipt, a side of the cut-off hour and a term is worked out once, however many cases share them.
    alike = ["procedure", "accepted_on", "accepted_hour", "due_on"]
    cases = cases.assign(accepted_on=cases["accepted_at"].dt.normalize(), accepted_hour=cases["accepted_at"].dt.hour)
    found = cases.drop_duplicates(alike)
    gaps = [
        _gap(past, row.accepted_at, row.due_on.date(), terms[row.procedure])
        for row in found[["procedure", "accepted_at", "due_on"]].itertuples(index=False)
    ]
    found = found[alike].assign(gap_wd=pd.array(gaps, dtype="Int64")).dropna(subset=["gap_wd"])
    told = cases.merge(found, on=alike, how="inner").sort_values("case_id", kind="stable", ignore_index=True)
    return told[["case_id", "gap_wd", "is_after_cutoff"]]


def _gap(past: Past, accepted_at, due: date, term: Term) -> int | None:
    """Working days from the due day that the term gives to the one promised; None outside the calendar."""
    expected = expected_due(past, accepted_at, term)
    if expected is None or not past.calendar.first <= due <= past.calendar.last:
        return None
    return past.calendar.between(expected, due)


def dates_at_odds(past: Past, scope: str) -> dict[str, list[str]]:
    """Check → case codes of the period that it finds: code, before, due_before, again."""
    said = ", ".join(f"coalesce({sql}, false) AS {name}" for name, sql in _ODD.items())
    found = past.now.con.execute(
        f"SELECT * FROM (SELECT case_id, {said} FROM cases WHERE is_of_period AND scope = ?) WHERE {' OR '.join(_ODD)} ORDER BY case_id",
        [scope],
    ).fetchall()
    return {name: [row[0] for row in found if row[at]] for at, name in enumerate(_ODD, start=1)}


def codes_with_a_day(past: Past, scope: str) -> tuple[int, int]:
    """(cases of the period whose code holds a day, all cases of the period)."""
    sql = f"SELECT count_if({DAY_IN_CODE} <> ''), count(*) FROM cases WHERE is_of_period AND scope = ?"
    return past.now.con.execute(sql, [scope]).fetchall()[0]
