"""What the months at hand speak for: shorter terms, steps that nobody used, same-day results, a catalogue to put right.

Proposals, not decisions: the authority that sets a term decides. The bar of 59 cases: the largest of 59 values lies above
the 95th percentile with 95% certainty (0.95 ^ 59 < 0.05), with fewer nothing can be said about it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from math import ceil

import numpy as np
import pandas as pd

from hcc_helpers.facts.frames import frame
from hcc_helpers.outlook.past import Past
from hcc_helpers.outlook.terms import procedure_terms
from hcc_helpers.sources.catalogue import load_catalogue

FEWEST = 59
PERIODS = 3
SHARE = 0.95
_NEEDED = "handling_wd IS NOT NULL AND handling_wd >= 0"


def _finished(past: Past, scope: str) -> pd.DataFrame:
    """Cases finished in the last three periods whose clock can be read: working days needed, pauses out."""
    start, _ = past.last_periods(PERIODS)
    found = past.con.execute(
        "SELECT case_id, procedure, procedure_name, handling_wd, is_on_spot, is_before_cutoff, "
        "CAST(closed_at AS DATE) = CAST(accepted_at AS DATE) AS is_same_day FROM cases "
        f"WHERE is_finished AND scope = ? AND closed_at >= ? AND {_NEEDED} ORDER BY case_id",
        [scope, start],
    )
    return frame(found)


def shorter_terms(past: Past, data_root, scope: str) -> pd.DataFrame:
    """One row a procedure (none that is on the centre's "4 tại chỗ" list) whose 95th percentile is below half of its term, most saved days first: name, cases, term_wd,
    term_basis, p95, bound (upper 95% bound of p95; missing never, with FEWEST cases), proposed_wd, saved_wd (a case),
    saved_all (of the cases at hand), is_sure (the bound too lies below half)."""
    terms = procedure_terms(past, data_root, scope)
    rows = []
    for procedure, mine in _finished(past, scope).groupby("procedure", sort=True):
        if mine["is_on_spot"].fillna(False).astype(bool).any():
            continue  # already promised for the same day
        term = terms["term_wd"].get(procedure)
        if len(mine) < FEWEST or pd.isna(term) or term <= 0:
            continue
        p95 = float(mine["handling_wd"].quantile(SHARE))
        proposed = ceil(p95)
        if p95 >= term / 2 or proposed >= term:
            continue
        bound = upper_bound(sorted(mine["handling_wd"]))
        saved = float(term) - proposed
        rows.append(
            (
                procedure,
                _name(mine),
                len(mine),
                float(term),
                terms.at[procedure, "term_basis"],
                p95,
                bound,
                proposed,
                saved,
                saved * len(mine),
                bound < term / 2,
            )
        )
    columns = [
        "procedure",
        "name",
        "cases",
        "term_wd",
        "term_basis",
        "p95",
        "bound",
        "proposed_wd",
        "saved_wd",
        "saved_all",
        "is_sure",
    ]
    return (
        pd.DataFrame(rows, columns=columns)
        .sort_values(["saved_all", "procedure"], ascending=[False, True])
        .reset_index(drop=True)
    )


def upper_bound(ordered: list[float], p: float = SHARE, sure: float = 0.95) -> float:
    """The smallest of the sorted values that lies at or above the true `p` quantile with probability `sure` (order statistics)."""
    from scipy.stats import binom

    rank = int(binom.ppf(sure, len(ordered), p)) + 1  # the first rank that at most so many values fall below the quantile
    return float(ordered[rank - 1]) if rank <= len(ordered) else float("inf")


def same_day_candidates(past: Past, scope: str) -> pd.DataFrame:
    """Procedures not yet on the centre's "4 tại chỗ" list, by the share of cases accepted before the cut-off hour that were
    finished on the day: name, cases, same_day, share (0–1), is_candidate (at least 95%). Only those with FEWEST such cases."""
    cases = _finished(past, scope)
    cases = cases[cases["is_before_cutoff"] & ~cases["is_on_spot"].fillna(False).astype(bool)]
    rows = []
    for procedure, mine in cases.groupby("procedure", sort=True):
        if len(mine) >= FEWEST:
            same = int(mine["is_same_day"].sum())
            rows.append((procedure, _name(mine), len(mine), same, same / len(mine), same >= SHARE * len(mine)))
    table = pd.DataFrame(rows, columns=["procedure", "name", "cases", "same_day", "share", "is_candidate"])
    return table.sort_values(["share", "procedure"], ascending=[False, True]).reset_index(drop=True)


@dataclass(frozen=True)
class Steps:
    """Steps that no case of three periods began; how many procedures could be judged; why none, in Vietnamese."""

    unused: pd.DataFrame  # procedure, name, step_no, unit, cases
    judged: int
    missing: str = ""


def unused_steps(past: Past, scope: str) -> Steps:
    """Steps (number and unit) that the log knows for a procedure, while none of its cases finished in the last three periods
    began them: known from earlier months, or written down as planned without a beginning. Procedures with FEWEST logged cases."""
    start, _ = past.last_periods(PERIODS)
    known = past.con.execute(
        """SELECT c.procedure, any_value(c.procedure_name ORDER BY c.procedure_name), s.step_no, s.unit,
          count(DISTINCT c.case_id) FILTER (WHERE c.is_finished AND c.closed_at >= $start AND coalesce(s.from_at, s.passed_on_at) < c.period_end) AS used
        FROM steps s JOIN cases c USING (case_id) WHERE c.scope = $scope AND s.step_no IS NOT NULL GROUP BY 1, 3, 4""",
        {"start": start, "scope": scope},
    ).fetchall()
    if not known:
        return Steps(_steps_frame([]), 0, "không có nhật ký bước xử lý của phạm vi này")
    logged = dict(
        past.con.execute(
            "SELECT procedure, count(*) FROM cases WHERE is_finished AND procedure IS NOT NULL AND scope = ? AND closed_at >= ? "
            "AND case_id IN (SELECT case_id FROM steps WHERE case_id IS NOT NULL) GROUP BY 1",
            [scope, start],
        ).fetchall()
    )
    judged = {procedure for procedure, count in logged.items() if count >= FEWEST}
    rows = [
        (procedure, name, step_no, unit or "Không rõ đơn vị", logged[procedure])
        for procedure, name, step_no, unit, used in known
        if procedure in judged and not used
    ]
    return Steps(_steps_frame(rows), len(judged))


def _steps_frame(rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["procedure", "name", "step_no", "unit", "cases"]).sort_values(
        ["procedure", "step_no", "unit"]
    )


@dataclass(frozen=True)
class CatalogueCheck:
    """Procedures in use that the catalogue does not know, those that changed, and whether it keeps dates of change at all."""

    absent: pd.DataFrame  # procedure, name, cases (received in the last three periods, every scope)
    changed: pd.DataFrame  # code, name, changed_on, published_on, days (calendar days to publication), cases
    unreadable: list[tuple[str, str]]  # (code, cell) of a date that cannot be read
    has_dates: bool
    size: int  # procedures in the catalogue
    used: int  # procedures with cases received in the last three periods


def catalogue_check(past: Past, data_root) -> CatalogueCheck:
    """Changed: with a date of change from the first of the last three periods to the end of this one."""
    start, _ = past.last_periods(PERIODS)
    catalogue = load_catalogue(data_root)
    used = past.con.execute(
        "SELECT procedure, procedure_code, any_value(procedure_name ORDER BY procedure_name) AS name, count(*) AS cases FROM cases "
        "WHERE is_admitted AND accepted_at >= ? AND accepted_at < period_end AND procedure IS NOT NULL GROUP BY 1, 2 ORDER BY 4 DESC, 1",
        [start],
    ).df()
    is_absent = [
        catalogue.look_up(code if isinstance(code, str) else None, name if isinstance(name, str) else None) is None
        for code, name in zip(used["procedure_code"], used["name"], strict=True)
    ]
    absent = used.loc[np.array(is_absent, dtype=bool), ["procedure", "name", "cases"]].reset_index(drop=True)
    counts = used.groupby("procedure_code")["cases"].sum().to_dict()
    rows, unreadable = [], []
    for code, entry in sorted(catalogue.by_code.items()):
        dates = {}
        for name in ("changed_on", "published_on"):
            dates[name] = _date(entry[name])
            if entry[name] and dates[name] is None:
                unreadable.append((code, entry[name]))
        changed, published = dates["changed_on"], dates["published_on"]
        if changed and start.date() <= changed <= past.last_day:
            days = (published - changed).days if published else None
            rows.append((code, entry["procedure_name"], changed, published, days, int(counts.get(code, 0))))
    changed = pd.DataFrame(rows, columns=["code", "name", "changed_on", "published_on", "days", "cases"], dtype=object)
    has_dates = any(entry["changed_on"] or entry["published_on"] for entry in catalogue.by_code.values())
    return CatalogueCheck(absent, changed, unreadable, has_dates, len(catalogue), len(used))


def _date(text: str) -> date | None:
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def _name(cases: pd.DataFrame) -> str | None:
    names = cases["procedure_name"].dropna()
    return min(names) if len(names) else None
