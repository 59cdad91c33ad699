"""Small drawn tables for page 02: the period 2025-12 (15/11 to 14/12/2025), extracted on Tuesday 16/12 at 07:00. A day without an hour is 09:00."""

from datetime import datetime

from drawn import drawn_settings, drawn_window

from hcc_helpers.facts.stored import Tables
from hcc_helpers.indicators.compute import Computed
from hcc_helpers.outlook.past import past_of
from hcc_helpers.places import project_root

AT = datetime(2025, 12, 16, 7)
DATA = project_root() / "data"
DONE = {"status": "finished"}
OPEN = {"status": "processing"}


def drawn(folder, *cases: dict, at: datetime = AT, **tables) -> Computed:
    """The period with these cases (accepted 20/11, due 05/12 where nothing else is said) and other tables."""
    rows = [{"accepted_at": "2025-11-20", "due_at": "2025-12-05"} | case for case in cases]
    window = drawn_window(folder, "2025-12", {"cases": rows, **tables}, at)
    return Computed(Tables(window, drawn_settings()), ["commune"], [])


def past(folder, *cases, **tables):
    return past_of(drawn(folder, *cases, **tables))
