"""The figures of the public edition, declared: what is counted, what hangs together, what may be said of times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

SMALL = 10  # a count of 1 to 9 could point at a person
WIDTH = 5  # so many whole numbers at least are left to somebody who works a hidden count out from all others

LESS = "ít hơn 10"  # the count is 1 to 9
KEPT = "không công bố, để không suy ra được số nhỏ"  # 10 or more, but with it a count of 1 to 9 could be worked out
EXPLAINED = f"Số từ 1 đến {SMALL - 1} ghi “{LESS}”; một vài số khác ghi “không công bố” để không ai tính ngược ra số nhỏ. Các số còn lại là số đúng."


class Cell(NamedTuple):
    """One count: of a period, for a scope, of a group ("" for all) by a key ("" for none)."""

    period: str
    scope: str
    by: str
    group: str
    indicator: str


@dataclass(frozen=True)
class Sum:
    """`whole` is the sum of `parts` and, unless it is exact by definition, of what is counted in none of them (never below 0)."""

    whole: str
    parts: tuple[str, ...]
    is_exact: bool = False
    is_whole_mostly: bool = False  # that nothing is beside the parts is what everybody takes for granted


SCOPES = ("commune", "land")
COUNTS = (
    "received_all",
    "received_new",
    "carried_over",
    "new_online",
    "new_in_person",
    "resolved_all",
    "resolved_with_due",
    "resolved_in_time",
    "resolved_late",
    "open_all",
    "open_late",
)
SURVEY = ("survey_valid", "survey_satisfied")  # of the whole centre
BY_FIELD = ("received_all", "resolved_all")
SHARES = ("online_of_new_pct", "in_time_pct", "satisfaction_pct")  # each of two counts above
TIMES = {"handling_wd_median": 50, "handling_wd_p90": 90}  # per cent of the cases below it; it needs SMALL on both sides
TIME_BASE = "resolved_all"
TIME_BY_PROCEDURE = "handling_wd_median"
# What everybody knows of the counts above.
SUMS = (
    Sum("received_all", ("received_new", "carried_over"), is_exact=True),
    Sum("received_new", ("new_online", "new_in_person"), is_whole_mostly=True),
    Sum("received_all", ("resolved_all", "open_all"), is_whole_mostly=True),
    Sum("resolved_all", ("resolved_with_due",), is_whole_mostly=True),
    Sum("resolved_with_due", ("resolved_in_time", "resolved_late"), is_exact=True),
    Sum("open_all", ("open_late",)),
    Sum("survey_valid", ("survey_satisfied",)),
)
# Statutory totals: hidden last of all.
EXACT = frozenset(("received_all", "received_new", "resolved_all", "open_all", "resolved_with_due", "survey_valid"))


def enough(cases: int, at: int) -> bool:
    """Whether a quantile at so many per cent of the cases has SMALL of them on either side: it is then nobody's own time."""
    return cases * min(at, 100 - at) >= 100 * SMALL
