"""A dated rule inside SQL: each row takes the version that held on the row's own day, so one period may use two."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

from hcc_helpers.rules import Rules


def by_day(rules: Rules, id: str, instant: str, say: Callable[[Any], str]) -> str:
    """SQL for the value of rule `id` as on the day of `instant` (an SQL expression); `say` turns a value into SQL.

    Days before the first version take the first. Neighbouring versions with one value are one: a rule that only changed
    its source gives the same SQL as before.
    """
    steps: list[tuple[datetime | None, str]] = []
    for version in rules.versions(id):
        said = say(version.value)
        if not steps or steps[-1][1] != said:
            steps.append((datetime.combine(version.since, time()), said))
    if len(steps) == 1:
        return steps[0][1]
    newest_first = [f"WHEN {instant} >= TIMESTAMP '{since}' THEN {said}" for since, said in reversed(steps[1:])]
    return f"(CASE {' '.join(newest_first)} ELSE {steps[0][1]} END)"
