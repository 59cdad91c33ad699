"""A month's numbers: the period and the windows beside it, with everything that publishing and the pages take from them.

`compute(period, data_root)` imports what is new, computes the period, the months before, the year to date, the calendar
month of decision 766 and the same period last year, and checks the balances.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from hcc_helpers.errors import FINDING_FIELDS, Finding, HccError, InputMissing
from hcc_helpers.indicators import sums
from hcc_helpers.indicators.balance import Checked
from hcc_helpers.indicators.compute import Computed, compute_window
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.indicators.result import COLUMNS
from hcc_helpers.parameters import Further
from hcc_helpers.periods import Period
from hcc_helpers.rules import EVERY_SCOPE, load_centre, load_targets
from hcc_helpers.sealed import fingerprint
from hcc_helpers.sources.what_is_new import import_what_is_new

if TYPE_CHECKING:  # slow to import; numbers alone need none of it
    import pandas as pd

    from hcc_helpers.indicators import own_words
    from hcc_helpers.indicators.traced import Trace

EARLIER = 5  # months before this one that the pages show beside it


@dataclass(eq=False)
class MonthResults:
    """One period with everything that its pages say; the windows beside it are taken only when somebody asks."""

    now: Computed
    data_root: Path
    has_beside: bool = False  # also the months before it and the windows beside it
    imported: list[str] = field(default_factory=list)  # what importing had to say
    kept: dict = field(default_factory=dict, repr=False)  # computed once from this month, by name
    asked: Further = field(default_factory=Further)  # what the notebook asked for besides the four parameters

    @property
    def earlier(self) -> list[Computed]:
        """Months before this one, oldest first."""
        return self._earlier[0]

    @property
    def beside(self) -> dict[str, Computed]:
        """ "year_to_date", "last_year", "calendar_766" → that window, where its data are at hand."""
        return self._beside[0]

    @property
    def notes(self) -> list[str]:
        """What could not be imported or set beside this month, and why."""
        return [*self.imported, *self._earlier[1], *self._beside[1]]

    @cached_property
    def _earlier(self) -> tuple[list[Computed], list[str]]:
        return earlier_months(self.period, self.data_root) if self.has_beside else ([], [])

    @cached_property
    def _beside(self) -> tuple[dict[str, Computed], list[str]]:
        return windows_beside(self.period, self.data_root) if self.has_beside else ({}, [])

    @cached_property
    def balances_checked(self) -> list[Checked]:
        """The sums that must hold: of this window, beside the system's totals, with the month before."""
        last = self.earlier[-1] if self.earlier else None
        return sums.checked(self.now, last if last is not None and last.period.end == self.period.start else None)

    @property
    def period(self) -> Period:
        return self.now.period

    @property
    def centre(self):
        return self.now.settings.centre

    @property
    def scopes(self) -> list[str]:
        return self.now.scopes

    @property
    def data_version(self) -> str:
        return self.now.data_version

    def value(self, indicator: str, scope: str = "commune"):
        """The number of one indicator in the period, or None where it has none."""
        return self.now.value(indicator, scope)

    def result(self, indicator: str, scope: str = "commune"):
        """The whole result (value, interval, parts, reason)."""
        return self.now.result(indicator, scope)

    @property
    def plain_results(self) -> list[tuple]:
        """All results of the period and of the windows beside it, one tuple in COLUMNS a row; no pandas."""
        return [row for one in (self.now, *self.beside.values()) for row in plain_rows(one, self.data_root)]

    @cached_property
    def results(self) -> pd.DataFrame:
        """All results of the period and of the windows beside it, in the columns of docs/design.md."""
        import pandas as pd

        frames = [rows(self.now, self.data_root)] + [rows(other, self.data_root) for other in self.beside.values()]
        return pd.concat([frame for frame in frames if len(frame)], ignore_index=True)

    @cached_property
    def earlier_results(self) -> list[pd.DataFrame]:
        return [rows(other, self.data_root) for other in self.earlier]

    @cached_property
    def balances(self) -> pd.DataFrame:
        """One row a balance and scope: balance, label, scope, left, right, gap, is_exact, sentence, cases."""
        names = ["balance", "label", "scope", "left", "right", "gap", "is_exact", "sentence"]
        return _table(
            [[getattr(c, n) for n in names] + [" ".join(c.cases)] for c in self.balances_checked], columns=[*names, "cases"]
        )

    @cached_property
    def trace(self) -> Trace:
        """For each count and total: the rows behind it (indicator, scope, key). Internal."""
        from hcc_helpers.indicators.traced import Trace  # knows Arrow: slow to import

        wanted = [
            (r.indicator, r.scope)
            for r in self.now.results
            if not r.by and r.value and REGISTRY[r.indicator].kind in {"count", "total"}
        ]
        return Trace.of_window(self.now.con, [(id, scope) for id, scope in wanted if scope not in self.now.untraceable])

    @cached_property
    def said(self) -> dict:
        """What the office itself put into the month: its corrections and its words; nothing for longer periods."""
        own = next((s.meta for s in self.now.window.feeding if s.period == self.period.text), {})
        return {name: own.get(name) or empty for name, empty in (("corrections", []), ("own_words", {}))}

    @cached_property
    def own_words(self) -> own_words.Filled:
        """The office's own words with their figures filled in, and what was found in them."""
        from hcc_helpers.indicators import own_words  # knows headings: slow to import

        sections = {name: [(number, text) for number, text in lines] for name, lines in self.said["own_words"].items()}
        computed = [self.now, *([self.beside["calendar_766"]] if "calendar_766" in self.beside else [])]
        every = [result for one in computed for result in one.results]

        def result_of(indicator: str, scope: str):
            return next((r for r in reversed(every) if (r.indicator, r.scope, r.by) == (indicator, scope, "")), None)

        return own_words.fill(sections, result_of, every)

    @cached_property
    def found(self) -> list[Finding]:
        """Everything found: in the exports of the period, and in the office's words once the figures are known."""
        return [finding for snapshot in self.now.window.feeding for finding in snapshot.findings()] + self.own_words.findings

    @cached_property
    def findings(self) -> pd.DataFrame:
        """What was found for the period, one row a finding: rule, level, message, place, what to do. Internal."""
        return _table(
            [[getattr(one, name) for name in FINDING_FIELDS] for one in self.found], columns=list(FINDING_FIELDS)
        ).astype({"row": "Int64"})

    @cached_property
    def inputs(self) -> dict:
        """What the numbers rest on, for the manifest: snapshots with their files, rules, targets, centre, and the numbers' own hash.

        Pages look back over every stored month; a later one may still tell how a case of this period ended, which the hash shows.
        """
        used = {s.period: s for c in (self.now, *self.earlier, *self.beside.values()) for s in c.window.feeding}
        used |= {s.period: s for s in self.now.window.stored if s.period <= max(self.period.months())}
        return {
            "snapshots": [
                {
                    "period": s.period,
                    "version": s.version,
                    "hash": s.hash,
                    "sha256": s.seal,
                    "extracted_at": s.extracted_at.isoformat(),
                    "files": s.meta.get("files", []),
                }
                for _, s in sorted(used.items())
            ],
            "rules": [
                {
                    "id": rule.id,
                    "value": rule.value,
                    "since": str(rule.since),
                    "until": str(rule.until or ""),
                    "source": rule.source,
                    "certainty": rule.certainty,
                }
                for rule in self.now.settings.rules.touched(self.period.first_day)
            ],
            "is_illustrative": self.centre.is_illustrative,
            "data_version": self.data_version,
            "results": fingerprint([list(row) for row in self.plain_results]),
        }


def plain_rows(computed: Computed, data_root: Path) -> list[tuple]:
    """The results of one window as tuples in COLUMNS, with the targets that hold on its last day."""
    period, targets = computed.period, {}
    for target in load_targets(data_root, on=period.last_day):
        targets[target.indicator, target.scope] = target.value
    start, version = (period.text, period.kind, computed.settings.centre.code), computed.data_version
    return [
        (
            *start,
            r.scope,
            r.by,
            r.group,
            r.indicator,
            r.value,
            r.low,
            r.high,
            r.unit,
            r.numerator,
            r.denominator,
            r.adds,
            targets.get((r.indicator, r.scope), targets.get((r.indicator, EVERY_SCOPE))),
            r.reason,
            r.definition_hash,
            version,
        )
        for r in computed.results
    ]


def rows(computed: Computed, data_root: Path) -> pd.DataFrame:
    """Results as a table in the columns of docs/design.md; `value` is object: int for counts, float for shares."""
    import pandas as pd

    table = plain_rows(computed, data_root)
    frame = pd.DataFrame(table, columns=list(COLUMNS))
    frame["value"] = pd.Series([row[7] for row in table], dtype=object)
    for name in ("numerator", "denominator"):
        frame[name] = frame[name].astype("Int64")
    return frame


def _table(table: list, columns: list[str]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(table, columns=columns)


def compute(
    period: Period, data_root: Path, *, beside: bool = True, is_imported: bool = False, is_partial: bool = False
) -> MonthResults:
    """The month of `period` from the exports in `data_root`; imports what is new first.

    `is_imported`: the run that asks has just imported the period's own exports, so its snapshots are taken as they are.
    `is_partial`: a period that exports cover only in part gives results too, each saying which days are missing.
    Raises InputRefused (65), InputMissing (66), WrongWords (2).
    """
    data_root = Path(data_root)
    notes = import_what_is_new(period, data_root, is_imported)
    now = compute_window(period, data_root)
    if now.window.missing and not is_partial:
        raise InputMissing(
            f"Không có số liệu cho {period.title} ({period.span}): {now.window.missing}.\n"
            "  Cần làm: đặt tệp xuất của tháng còn thiếu vào thư mục raw/ của tháng ấy rồi chạy lại; nếu một tệp xuất khác gồm cả\n"
            "  những ngày đó, ghi [covers] cases = [ngày đầu, ngày cuối] vào mapping.toml cạnh tệp ấy."
        )
    return MonthResults(now, data_root, beside, notes)


def windows_beside(period: Period, data_root: Path) -> tuple[dict[str, Computed], list[str]]:
    """The longer windows and the calendar month of decision 766, where their data are at hand; and why one is not."""
    found, notes = {}, []
    for name, other in other_windows(period).items():
        ids = [i.id for i in REGISTRY.values() if i.calendar_month == (name == "calendar_766")]
        try:
            one = compute_window(other, data_root, groups=(), only=ids)
            if one.window.missing:
                notes.append(f"Chưa đủ số liệu để tính {other.title}: {one.window.missing}.")
            if name == "last_year" and not one.window.missing and not _has_begun(one):
                notes.append(f"Chưa có số liệu để tính {other.title}: {NOT_BEGUN}.")
            elif not one.window.missing or name == "year_to_date":
                found[name] = one
        except InputMissing:
            notes.append(f"Chưa có số liệu để tính {other.title}.")
        except HccError as error:
            notes.append(f"Không tính được {other.title} bên cạnh: {error.message}")
    return found, notes


def other_windows(period: Period) -> dict[str, Period]:
    """The periods that stand beside a period, whether or not their data are at hand."""
    every = {
        "year_to_date": period.year_to_date(),
        "last_year": period.same_period_last_year(),
        "calendar_766": period.last_complete_calendar_month(),
    }
    return {name: other for name, other in every.items() if other is not None and other.text != period.text}


NOT_BEGUN = "danh sách hồ sơ chưa có hồ sơ nào đến hết kỳ ấy"


def _has_begun(computed: Computed) -> bool:
    """Whether the list holds a case of that window or before: a list of all cases says nothing of the time before its first one."""
    return any(r.indicator == "received_all" and r.value for r in computed.results if not r.by)


def earlier_months(period: Period, data_root: Path) -> tuple[list[Computed], list[str]]:
    """The months before, without a gap, oldest first; and why one cannot be compared with."""
    months: list[Computed] = []
    notes: list[str] = []
    one, since = period.previous(), load_centre(data_root).since
    while len(months) < EARLIER and one is not None:
        if since is not None and one.last_day < since:
            break  # the office did not exist yet
        try:
            # A month without an export of its own is at hand where another export covers it, as in every longer window.
            found = compute_window(one, data_root, groups=())
        except InputMissing:
            break
        except HccError as error:
            notes.append(f"Không so được với {one.title}: {error.message}")
            break
        if found.window.missing:
            notes.append(f"Không so được với {one.title}: {found.window.missing}.")
            break
        if not _has_begun(found):
            notes.append(f"Không so được với {one.title}: {NOT_BEGUN}.")
            break
        months.append(found)
        one = one.previous()
    return months[::-1], notes
