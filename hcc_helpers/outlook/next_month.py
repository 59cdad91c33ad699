"""The month ahead of one period: everything its page asks for, each part computed once."""

from __future__ import annotations

from datetime import date
from functools import cache, cached_property
from pathlib import Path

import pandas as pd

from hcc_helpers.indicators.compute import Computed
from hcc_helpers.outlook import proposals, workload
from hcc_helpers.outlook.ahead import Ahead, ahead_of
from hcc_helpers.outlook.balance import Balance, balance, ends_untold
from hcc_helpers.outlook.daily import Daily, daily
from hcc_helpers.outlook.forecast import Forecast, forecast
from hcc_helpers.outlook.past import Past, past_of
from hcc_helpers.outlook.petitions_open import open_petitions
from hcc_helpers.outlook.standings import Standing, standings
from hcc_helpers.outlook.tasks import Task, load_tasks
from hcc_helpers.outlook.tet import TetScenario, load_scenario


class NextMonth:
    """The outlook of a computed period. Methods that take a scope remember their answer."""

    def __init__(self, now: Computed, data_root: Path):
        self.now, self.data_root = now, data_root
        self.daily = cache(self._daily)
        self.forecast = cache(self._forecast)
        self.balance = cache(self._balance)
        self.ends_untold = cache(lambda scope: ends_untold(self.past, scope))
        self.capacity = cache(lambda scope: workload.capacity(self.past, scope))
        self.due = cache(lambda scope: workload.falling_due(self.past, scope, self.ahead.last))
        self.shorter_terms = cache(lambda scope: proposals.shorter_terms(self.past, data_root, scope))
        self.same_day = cache(lambda scope: proposals.same_day_candidates(self.past, scope))
        self.steps = cache(lambda scope: proposals.unused_steps(self.past, scope))

    @cached_property
    def past(self) -> Past:
        return past_of(self.now)

    @cached_property
    def ahead(self) -> Ahead:
        return ahead_of(self.past)

    @cached_property
    def scenario(self) -> TetScenario | None:
        return load_scenario(self.data_root, self.past.last_day)

    @cached_property
    def catalogue(self) -> proposals.CatalogueCheck:
        return proposals.catalogue_check(self.past, self.data_root)

    @cached_property
    def petitions(self) -> tuple[pd.DataFrame, str]:
        return open_petitions(self.past)

    @cached_property
    def standings(self) -> list[Standing]:
        return standings(self.now, self.data_root)

    @cached_property
    def tasks(self) -> list[Task]:
        return load_tasks(self.data_root, self.past.last_day)

    def overloaded(self, scope: str) -> list[date]:
        """Working days on which more of the open cases falls due than is finished on a middling day."""
        able = self.capacity(scope)
        return workload.too_much(self.due(scope), able) if able else []

    def around_tet(self, scope: str) -> pd.DataFrame:
        """The working weeks around the next Tết: first, last, expected without its effect, factor (assumed), by_scenario.

        Empty where the effect is estimated from the data, or where there is no forecast, Tết or scenario to speak of.
        """
        expected = self.forecast(scope)
        if expected is None or self.scenario is None or not expected.days["is_without_tet"].any():
            return pd.DataFrame(columns=["first", "last", "expected", "factor", "by_scenario"])
        days = expected.days[expected.days["is_without_tet"]]
        grouped = days.assign(day=list(days.index)).groupby("tet_week", sort=True)
        table = grouped.agg(first=("day", "min"), last=("day", "max"), expected=("expected", "sum"))
        table["factor"] = [self.scenario.factor(week) for week in table.index]
        table["by_scenario"] = table["expected"] * table["factor"]
        return table

    def _daily(self, scope: str) -> Daily:
        return daily(self.past, scope)

    def _forecast(self, scope: str) -> Forecast | None:
        return forecast(self.daily(scope).counts, self.ahead.working, self.ahead.calendar)

    def _balance(self, scope: str) -> Balance | None:
        expected, a = self.forecast(scope), self.ahead
        stock = self.now.value("open_all", scope)
        if expected is None or stock is None:
            return None
        return balance(
            self.past, scope, int(stock), expected, a.first, a.coming_last, len(a.coming_working), self.daily(scope).waiting
        )


def next_month_of(now: Computed, data_root: Path) -> NextMonth:
    """The outlook of a computed period, built once for each."""
    known = now.__dict__.get("_next_month")
    if known is None:
        known = now.__dict__["_next_month"] = NextMonth(now, data_root)
    return known
