"""Working time: how many seconds of office hours lie between two instants, for whole columns; spans of time laid together."""

from __future__ import annotations

import numpy as np
import pandas as pd

from hcc_helpers.facts.derived_cases import working_hours
from hcc_helpers.obstacles.material import Material


class OfficeTime:
    """Office hours of one period's calendar and rules."""

    def __init__(self, material: Material):
        self.days = material.query("SELECT day, n, is_working FROM days ORDER BY day")
        self.first = pd.Timestamp(self.days["day"].iloc[0])
        self.hours = [
            (round(a * 3600), round(b * 3600)) for a, b in working_hours(material.settings.rules.value("working_hours"))
        ]
        self.a_day = sum(b - a for a, b in self.hours)

    def until(self, instants: pd.Series) -> np.ndarray:
        """Seconds of office hours from the first day of the calendar up to each instant."""
        when = pd.to_datetime(instants)
        midnight = when.dt.normalize()
        at = (midnight - self.first).dt.days.to_numpy()
        number, works = self.days["n"].to_numpy()[at], self.days["is_working"].to_numpy()[at]
        second = (when - midnight).dt.total_seconds().to_numpy()
        inside = sum(np.clip(second, a, b) - a for a, b in self.hours)
        return np.where(works, (number - 1) * self.a_day + inside, number * self.a_day)

    def is_open(self, instants: pd.Series) -> pd.Series:
        """Whether each instant lies in office hours."""
        when = pd.to_datetime(instants)
        second = (when - when.dt.normalize()).dt.total_seconds()
        works = self.days["is_working"].to_numpy()[(when.dt.normalize() - self.first).dt.days.to_numpy()]
        return works & pd.concat([(second >= a) & (second < b) for a, b in self.hours], axis=1).any(axis=1)

    def minutes(self, spans: pd.DataFrame) -> float:
        """Minutes of office hours in the spans (began, ended), overlapping ones counted once."""
        if spans.empty:
            return 0.0
        joined = merged(spans)
        return float((self.until(joined["ended"]) - self.until(joined["began"])).sum() / 60)


def merged(spans: pd.DataFrame) -> pd.DataFrame:
    """The spans (began, ended) laid together: overlapping and touching ones become one."""
    ordered = spans.sort_values("began", kind="stable")
    latest = ordered["ended"].cummax().shift()
    group = (ordered["began"] > latest).cumsum()
    return ordered.groupby(group).agg(began=("began", "min"), ended=("ended", "max")).reset_index(drop=True)
