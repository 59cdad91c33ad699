"""What the newest export shows open at its own instant, cases accepted since the period's end too.

The report looks at the end of its period; whoever is to be reminded looks at today. So the same flags are asked once more
with the extraction as the end of the window: nothing is reminded of that the export already shows as closed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd

from hcc_helpers.facts.frames import frame
from hcc_helpers.facts.window import Window
from hcc_helpers.outlook.past import WORKED, Past


@dataclass(frozen=True, eq=False)
class StillOpen:
    """The open cases at `at`. `left_wd`: working days left until the due day, the day of the extraction being the first;
    `worked_wd`: working days taken up to the evening before."""

    at: datetime
    con: Any  # DuckDB
    cases: pd.DataFrame

    @property
    def evening_before(self) -> date:
        return self.at.date() - timedelta(days=1)


def still_open(past: Past) -> StillOpen:
    """The state at the newest extraction that feeds the period; made once for each history."""
    known = past.__dict__.get("_still_open")
    if known is None:
        known = past.__dict__["_still_open"] = _made(past)
    return known


def _made(past: Past) -> StillOpen:
    newest = max(past.now.window.feeding, key=lambda snapshot: (snapshot.extracted_at, snapshot.period))
    at = newest.extracted_at
    start = min(past.period.start, datetime(at.year, at.month, at.day))
    window = Window(replace(past.period, start=start, end=at), (newest,), past.now.window.stored)
    con = past.tables.beside(window).con
    evening = at.date() - timedelta(days=1)
    cases = frame(con.execute(f"SELECT * FROM ({WORKED.format(last=evening)}) WHERE is_open ORDER BY case_id"))
    return StillOpen(at, con, cases)
