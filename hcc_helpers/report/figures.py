"""The figures of one scope of a month, rendered: what sentences and tables quote. No number is typed anywhere else."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hcc_helpers.errors import RunFailed
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.indicators.rendering import rendered
from hcc_helpers.indicators.result import Result
from hcc_helpers.law import load_law

PLACE = re.compile(r"\{([a-z0-9_]+)\}")


@dataclass(frozen=True)
class Figures:
    """`figures["received_all"]` is the number as a reader sees it; `figures.fill("… {received_all} …")` a sentence."""

    month: MonthResults
    scope: str
    audience: str = "internal"

    def result(self, id: str) -> Result | None:
        indicator = REGISTRY[id]
        computed = self.month.beside.get("calendar_766") if indicator.calendar_month else self.month.now
        scope = self.scope if self.scope in indicator.scopes else indicator.scopes[0]
        return (
            next((r for r in computed.results if r.indicator == id and r.scope == scope and not r.by), None) if computed else None
        )

    def known(self, id: str) -> Result:
        """The result of an indicator that the caller knows to be there. Raises RunFailed where it is not."""
        result = self.result(id)
        if result is None:
            raise RunFailed(f"Cần kết quả của chỉ số “{id}” mà kỳ này không có.")
        return result

    def value(self, id: str) -> int | float | None:
        result = self.result(id)
        return result.value if result else None

    def has(self, *ids: str) -> bool:
        return all(self.value(id) is not None for id in ids)

    def reason(self, id: str) -> str:
        """Why there is no value ("không có số liệu: …"), or ""."""
        result = self.result(id)
        return "không có số liệu" if result is None else result.reason

    def __getitem__(self, id: str) -> str:
        return rendered(self.result(id))

    def fill(self, *clauses: str) -> str:
        """The clauses whose figures all have a value, joined; {id} stands for a rendered figure."""
        kept = [clause for clause in clauses if self.has(*PLACE.findall(clause))]
        return " ".join(PLACE.sub(lambda match: self[match.group(1)], clause) for clause in kept)

    def earlier(self, id: str) -> list[tuple[str, int | float | None]]:
        """(month text, value) of the months before, oldest first, and of this one last."""
        scope = self.scope if self.scope in REGISTRY[id].scopes else REGISTRY[id].scopes[0]
        return [(c.period.text, c.value(id, scope)) for c in (*self.month.earlier, self.month.now)]

    def before(self, id: str) -> int | float | None:
        """The value of the period before, where one is at hand that this one may be compared with."""
        if not self.has_before or self.broken(id) or self.not_whole(id):
            return None
        return self.earlier(id)[-2][1]

    @property
    def has_before(self) -> bool:
        """Whether the period right before this one is at hand."""
        return bool(self.month.earlier) and self.month.earlier[-1].period.end == self.month.period.start

    def not_whole(self, id: str) -> str:
        """Why nothing but what is left at the end is compared: one of the two periods is not whole; else ""."""
        if REGISTRY[id].adds == "closing":
            return ""  # does not ask when the period began
        cut = next((p for p in (self.month.earlier[-1].period, self.month.period) if p.is_cut), None) if self.has_before else None
        if cut is not None:
            return f"{cut.title} là kỳ không trọn"
        return f"số của {self.month.period.title} là tạm tính" if self.month.now.window.is_provisional else ""

    def broken(self, id: str) -> list[str]:
        """The changes of law between the period before and this one that give the indicator another meaning."""
        if not self.month.earlier:
            return []
        spans = [(one.first_day, one.last_day) for one in (self.month.earlier[-1].period, self.month.period)]
        return load_law(self.month.data_root).between(id, *spans)

    def beside(self, name: str, id: str) -> Result | None:
        """The result in another window: "year_to_date", "last_year"."""
        computed = self.month.beside.get(name)
        scope = self.scope if self.scope in REGISTRY[id].scopes else REGISTRY[id].scopes[0]
        return (
            next((r for r in computed.results if r.indicator == id and r.scope == scope and not r.by), None) if computed else None
        )
