"""The figures of one period as everybody gets them: the declared ones only, small counts hidden, times of many cases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from hcc_helpers.history.store import editions, read_results
from hcc_helpers.indicators.definition import CENTRE, REGISTRY
from hcc_helpers.indicators.result import Result
from hcc_helpers.numbers_vn import is_missing
from hcc_helpers.small_cells.cells import (
    BY_FIELD,
    COUNTS,
    KEPT,
    LESS,
    SCOPES,
    SHARES,
    SURVEY,
    TIME_BASE,
    TIME_BY_PROCEDURE,
    TIMES,
    Cell,
    enough,
)
from hcc_helpers.small_cells.suppress import Earlier, hidden_of
from hcc_helpers.sources.catalogue import load_catalogue

if TYPE_CHECKING:
    from hcc_helpers.indicators.month_results import MonthResults

OTHER_FIELDS = "Lĩnh vực khác"  # fields that the catalogue does not know: what an export calls them is nobody's business
FEW_CASES = "ít hồ sơ, không công bố thời gian"


@dataclass(frozen=True)
class ForAll:
    """The results that everybody gets; `value` is None where `reason` says why."""

    results: list[Result]
    procedures: dict[str, str]  # code → name, of the procedures whose time is told

    def one(self, indicator: str, scope: str, by: str = "", group: str = "") -> Result | None:
        asked = (indicator, scope, by, group)
        return next((r for r in self.results if (r.indicator, r.scope, r.by, r.group) == asked), None)

    def of(self, indicator: str, scope: str, by: str) -> list[Result]:
        return [r for r in self.results if (r.indicator, r.scope, r.by) == (indicator, scope, by)]

    @property
    def scopes(self) -> list[str]:
        return [scope for scope in SCOPES if (found := self.one("received_all", scope)) and (found.value or found.reason == LESS)]

    @property
    def hides(self) -> bool:
        return any(r.reason in (LESS, KEPT) for r in self.results)


def for_all(month: MonthResults, folder: Path) -> ForAll:
    """`folder`: the public editions that lie there already (outputs/public). Raises NotProtected."""
    catalogue = load_catalogue(month.data_root)
    chosen = before_hiding(month.now.results, month.data_root)
    text = month.period.text
    counts = {_cell(text, r): int(r.value) for r in chosen if REGISTRY[r.indicator].kind == "count" and r.value is not None}
    period = (text, month.period.start.isoformat(), month.period.end.isoformat())
    hidden = hidden_of(counts, period, published(folder, text))
    results = [_guarded(r, text, counts, hidden) for r in chosen]
    results += _times(month, catalogue)
    names = {code: entry["procedure_name"] for code, entry in catalogue.by_code.items()}
    return ForAll(results, names)


def before_hiding(results: Iterable[Result], data_root: Path) -> list[Result]:
    """The counts and shares of a public edition with nothing hidden yet; fields that the catalogue does not know are one."""
    return _declared(results, {entry["field"] for entry in load_catalogue(data_root).by_code.values() if entry["field"]})


def is_hidden(reason: str | None) -> bool:
    """Whether a row of a public edition tells no figure because it is withheld, not because there is none."""
    return reason in (LESS, KEPT, FEW_CASES)


def published(folder: Path, but: str = "") -> list[Earlier]:
    """The public editions in `folder` without that of `but`: what everybody has of them."""
    found = []
    for manifest, path in editions(folder):
        if manifest["period"] == but:
            continue
        printed, hidden = {}, {}
        for row in read_results(path).itertuples(index=False):
            if row.indicator not in REGISTRY or REGISTRY[row.indicator].kind != "count":
                continue
            cell = Cell(row.period, row.scope, row.by, row.group, row.indicator)
            if row.reason in (LESS, KEPT):
                hidden[cell] = row.reason
            elif not is_missing(row.value):
                printed[cell] = int(row.value)
        found.append(Earlier(manifest["period"], manifest["start"], manifest["end"], printed, hidden))
    return found


def _declared(results: Iterable[Result], fields: set[str]) -> list[Result]:
    """The declared ones, in the order of the declaration; fields that the catalogue does not know as one."""
    results = list(results)
    wanted = [(id, scope) for scope in SCOPES for id in (*COUNTS, *SHARES) if scope in REGISTRY[id].scopes]
    wanted += [(id, scope) for scope in CENTRE for id in (*SURVEY, *SHARES) if scope in REGISTRY[id].scopes]
    whole = {(r.indicator, r.scope): r for r in results if not r.by}
    chosen = [whole[place] for place in wanted if place in whole]
    for scope in SCOPES:
        for id in BY_FIELD:
            groups = [r for r in results if (r.indicator, r.scope, r.by) == (id, scope, "field")]
            chosen += [r for r in groups if r.group in fields]
            others = [r for r in groups if r.group not in fields and r.value is not None]
            if others:
                chosen.append(replace(others[0], group=OTHER_FIELDS, value=sum(r.measured for r in others)))
    return chosen


def _guarded(result: Result, period: str, counts: dict[Cell, int], hidden: dict[Cell, str]) -> Result:
    if result.indicator in SHARES:
        shared = REGISTRY[result.indicator]
        parts = [_cell(period, replace(result, indicator=id)) for id in (shared.part, shared.whole)]
        is_told = all(cell in counts and cell not in hidden for cell in parts)
        return result if is_told or result.value is None else _without(result, KEPT)
    why = hidden.get(_cell(period, result))
    return _without(result, why) if why else result


def _times(month: MonthResults, catalogue) -> list[Result]:
    """Quantiles of enough cases: of a scope, and of its procedures in the catalogue."""
    made = []
    for scope in SCOPES:
        finished = month.value(TIME_BASE, scope) or 0
        for id, at in TIMES.items():
            if (result := month.result(id, scope)) and result.value is not None:
                made.append(result if enough(finished, at) else _without(result, FEW_CASES))
    rows = month.now.con.execute(
        "SELECT scope, procedure, count(handling_wd) FROM cases WHERE is_finished AND procedure IS NOT NULL GROUP BY ALL"
    ).fetchall()
    cases = {(scope, procedure): count for scope, procedure, count in rows}
    made += [
        r
        for r in month.now.results
        if (r.indicator, r.by) == (TIME_BY_PROCEDURE, "procedure")
        and r.scope in SCOPES
        and r.group in catalogue.by_code
        and enough(cases.get((r.scope, r.group), 0), TIMES[TIME_BY_PROCEDURE])
    ]
    return made


def _without(result: Result, why: str) -> Result:
    return replace(result, value=None, low=None, high=None, numerator=None, denominator=None, reason=why)


def _cell(period: str, result: Result) -> Cell:
    return Cell(period, result.scope, result.by, result.group, result.indicator)
