"""How long cases took, those included that are not finished yet: each is followed from acceptance to its end or to the end of the period.

A difference of two groups is one of restricted means: of the first `horizon` units of time after acceptance, how many a case
takes on average. It needs no case to be finished: an open one says that it took longer than it is old (Kaplan and Meier 1958;
Royston and Parmar 2013, BMC Medical Research Methodology 13, 152). A returned or withdrawn case is followed until then.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from hcc_helpers.obstacles.material import Material
from hcc_helpers.obstacles.office_time import OfficeTime
from hcc_helpers.obstacles.strata import Effect, lay, weighted, with_interval

SQL = """
WITH counted AS (
  SELECT c.*, least(coalesce(closed_at, period_end), period_end) AS seen_until, is_of_period AND is_finished AS is_event
  FROM cases c WHERE scope = 'commune' AND is_of_period AND NOT is_unknown),
paused AS (
  SELECT k.case_id, count(DISTINCT p.day) AS days FROM counted k JOIN paused_days p USING (case_id)
  WHERE p.day > CAST(k.accepted_at AS DATE) AND p.day <= CAST(k.seen_until - INTERVAL 1 MICROSECOND AS DATE) GROUP BY k.case_id)
SELECT k.case_id, k.procedure, k.field, k.is_new, k.accepted_at, k.seen_until, k.is_event, coalesce(p.days, 0) AS paused_wd,
  s.n - a.n AS elapsed_wd, e.n - a.n AS possible_wd, d.n - a.n AS term_wd
FROM counted k LEFT JOIN paused p USING (case_id) JOIN days a ON a.day = CAST(k.accepted_at AS DATE)
JOIN days s ON s.day = CAST(k.seen_until - INTERVAL 1 MICROSECOND AS DATE) JOIN days e ON e.day = CAST(k.period_end AS DATE) - 1
LEFT JOIN days d ON d.day = CAST(k.due_on AS DATE) ORDER BY k.case_id"""


def followed(material: Material) -> pd.DataFrame:
    """One row a case of the commune in the period: `worked_wd` (working days, pauses out) and `worked_hours` (office hours, pauses
    out) up to its end or the end of the period; `is_event`: finished; `possible_wd`: how old it could have become by the end."""
    frame = material.query(SQL)
    office = OfficeTime(material)
    hours = (office.until(frame["seen_until"]) - office.until(frame["accepted_at"])) / 3600
    a_day = office.a_day / 3600
    return frame.assign(
        worked_wd=(frame["elapsed_wd"] - frame["paused_wd"]).clip(lower=0),
        worked_hours=np.maximum(hours - a_day * frame["paused_wd"], 0),
        hours_a_day=a_day,
    )


INTAKE_HOURS = 16.0  # office hours after submission over which waiting for intake is compared: two days


def waited(material: Material) -> pd.DataFrame:
    """One row a case of the commune filed online in the period, so early that all INTAKE_HOURS after it were seen: `y`, the office
    hours that it waited for acceptance, at most INTAKE_HOURS; one that still waits has waited all of them.

    A refused case had no acceptance to wait for and is left out. `term_wd`: the usual term of its procedure.
    """
    frame = material.query("""
        WITH terms AS (
          SELECT c.procedure, median(d.n - a.n) AS term_wd FROM cases c JOIN days a ON a.day = CAST(c.accepted_at AS DATE)
            JOIN days d ON d.day = CAST(c.due_on AS DATE) GROUP BY c.procedure)
        SELECT procedure, field, term_wd, submitted_at, least(CASE WHEN is_accepted_by_end THEN accepted_at ELSE period_end END, period_end) AS seen_until, period_end
        FROM cases LEFT JOIN terms USING (procedure) WHERE scope = 'commune' AND channel = 'online' AND submitted_at >= period_start AND submitted_at < period_end
          AND (is_waiting_intake OR (is_accepted_by_end AND accepted_at >= submitted_at)) ORDER BY case_id""")
    if frame.empty:
        return frame.assign(y=[])
    office = OfficeTime(material)
    until = {name: office.until(frame[name]) / 3600 for name in ("submitted_at", "seen_until", "period_end")}
    frame = frame.assign(y=np.minimum(until["seen_until"] - until["submitted_at"], INTAKE_HOURS))
    return frame[until["period_end"] - until["submitted_at"] >= INTAKE_HOURS]


def horizon_of(frame: pd.DataFrame, most: int, fewest: int) -> int:
    """Working days, at most `most`, over which at least `fewest` cases of either group could be followed; 0 where none.

    It looks at when cases came, never at how long they took.
    """
    possible = [np.sort(frame.loc[side, "possible_wd"].to_numpy())[::-1] for side in (frame["exposed"], ~frame["exposed"])]
    if min(len(one) for one in possible) < fewest:
        return 0
    return int(max(0, min(most, *(one[fewest - 1] for one in possible))))


def restricted_difference(frame: pd.DataFrame, horizon: int) -> Effect | None:
    """Restricted mean of the exposed minus that of the others, in units of `time`. `frame`: stratum, cluster, exposed, time (whole
    units: finished in unit `time`, or not finished up to and including it), is_event."""
    laid = lay(frame)
    if laid is None or horizon < 1:
        return None
    time = frame["time"].to_numpy(int)
    seen, ends = np.zeros((*laid.shape, horizon)), np.zeros((*laid.shape, horizon))
    last = np.minimum(time, horizon - 1)
    np.add.at(seen, (laid.cluster_at, laid.stratum_at, last), 1)
    at_risk = seen[:, :, ::-1].cumsum(axis=2)[:, :, ::-1]
    ended = frame["is_event"].to_numpy(bool) & (time < horizon)
    np.add.at(ends, (laid.cluster_at[ended], laid.stratum_at[ended], time[ended]), 1)

    def survival(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        risk = np.tensordot(weights, at_risk, axes=(1, 0))
        ended = np.tensordot(weights, ends, axes=(1, 0))
        with np.errstate(invalid="ignore", divide="ignore"):
            left = np.cumprod(np.where(risk > 0, 1 - ended / risk, 1.0), axis=2)
        return left, (risk > 0) | (left <= 1e-12)

    def difference(exposed: np.ndarray, others: np.ndarray) -> np.ndarray:
        (left1, known1), (left0, known0) = survival(exposed), survival(others)
        # Only units in which both groups are still seen: beyond, nothing is known of the difference.
        inside = np.where(known1 & known0, left1 - left0, 0.0).sum(axis=2)
        return weighted(exposed @ laid.counts, others @ laid.counts, inside)

    return with_interval(laid, difference)
