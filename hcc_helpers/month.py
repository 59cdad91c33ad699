"""The month: the one object that a notebook holds.

`open_month(globals())` reads the notebook's parameters, strictly: it refuses any plain global that is not a parameter, so
that a typo never publishes the month of the default. Each further cell is one call, `month.answer("…")`; what an analyst
asks for by hand besides lies in by_hand/.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hcc_helpers.by_hand.questions import listed, questions
from hcc_helpers.errors import WrongWords
from hcc_helpers.indicators.month_results import MonthResults, compute
from hcc_helpers.numbers_vn import day, moment
from hcc_helpers.parameters import KINDS, KNOWN, OPTIONAL, Further, told_names, wrongly_typed
from hcc_helpers.periods import parse_period
from hcc_helpers.places import project_root
from hcc_helpers.report.answers import Shown, answer, together
from hcc_helpers.rules import load_centre

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Month", "compute", "open_month"]

DONE = "application/vnd.hcc.done+json"
AUDIENCES = ("internal", "public")


@dataclass(repr=False)
class Month:
    """Một kỳ báo cáo: câu trả lời, con số, hồ sơ đứng sau con số. Gõ `month` để xem tóm tắt, `month.answers` để xem mọi câu hỏi."""

    numbers: MonthResults
    audience: str = "internal"
    run_id: str = ""
    given: Counter[str] = field(default_factory=Counter)  # by hand: tables and figures numbered so far

    def answer(self, *names: str, scope: str | None = None) -> Shown:
        """The answer to one question (or several, one below the other): finding, table, chart, source, sentence.

        Without a scope it is that of the notebook's parameters, else the commune's.
        """
        scope = scope or self.numbers.asked.scope
        return self._shown(together([answer(name, self.numbers, scope, self.audience) for name in names]))

    @property
    def answers(self) -> Answers:
        """Every question of the notebooks; `month.answers.<Tab>` completes their names."""
        return Answers(self)

    def value(self, indicator: str, scope: str = "commune") -> int | float | None:
        """One number of the period, or None where it has none. WrongWords (2) for an unknown name or scope, with the nearest."""
        from hcc_helpers.by_hand.rows import checked_scope, computed_for
        from hcc_helpers.indicators.definition import find

        declared = find(indicator)
        return computed_for(self.numbers, declared).value(indicator, checked_scope(declared, scope))

    def cases(self, indicator: str, scope: str = "commune", *, labels: bool = False) -> pd.DataFrame:
        """The rows behind a number, as many as it says (of a share: behind its part). Real cases: internal only."""
        from hcc_helpers.by_hand.rows import rows_behind

        self._internal_only()
        return rows_behind(self.numbers, indicator, scope, labels)

    def table(self, table: str = "cases", *, labels: bool = False) -> pd.DataFrame:
        """The flagged rows of one table as a pandas DataFrame, for work by hand; rows of real cases: internal."""
        from hcc_helpers.by_hand.rows import table_of

        self._internal_only()
        return table_of(self.numbers, table, labels)

    def explain(self, indicator: str, scope: str = "commune") -> Shown:
        """Definition, condition, flags, rules, drawing, hash, number and first cases of one indicator."""
        from html import escape

        from hcc_helpers.by_hand.explain import explained

        text = explained(self.numbers, indicator, scope, self.audience)
        return self._shown(Shown(f"<pre>{escape(text)}</pre>", text))

    def compare(self, indicator: str, before: str | None = None, scope: str | None = None) -> Shown:
        """One indicator beside an earlier period (`before` as typed, "2025-11"; else the last one), with its interval."""
        from hcc_helpers.indicators.definition import find

        find(indicator)
        asked = self.numbers.asked
        chosen = asked.model_copy(update={"indicators": [indicator], "periods": [before] if before else asked.periods})
        other = replace(self.numbers, asked=chosen, kept={})
        return self._shown(answer("compare_change", other, scope or asked.scope, self.audience))

    def periods(self) -> pd.DataFrame:
        """The months at hand in this data root, one row each: period, window, extraction, version of the snapshot."""
        import pandas as pd

        from hcc_helpers.sources.snapshot import load_snapshot, snapshots

        root, since = self.numbers.data_root, self.numbers.centre.since
        found = [(parse_period(name, since), one) for name in snapshots(root) if (one := load_snapshot(root, name)) is not None]
        return pd.DataFrame(
            [
                [p.text, day(p.first_day), day(p.last_day), moment(s.extracted_at), s.version, p.text == self.numbers.period.text]
                for p, s in found
            ],
            columns=["period", "first_day", "last_day", "extracted_at", "version", "is_this_one"],
        )

    def at(self, period: str | None = None) -> Month:
        """Another period of the same data as a Month of its own ("2025-11"; without one the period before this one)."""
        since = self.numbers.centre.since
        other = parse_period(period, since) if period else self.numbers.period.previous()
        if other is None:
            raise WrongWords(f"Trước {self.numbers.period.title} không có kỳ nào.")
        return replace(self, numbers=compute(other, self.numbers.data_root, is_imported=bool(self.run_id)))

    def show(self, frame, title: str, kind: str = "table", *, unit: str = "", note: str = "") -> Shown:
        """A table of your own (a DataFrame or Series) as a figure or table of the house: kind "table", "bars" or "line".

        It goes onto a page like any answer: numbered, with its numbers, an alternative text, and for the public without
        small counts.
        """
        from hcc_helpers.by_hand.show import shown

        invented = " (số liệu minh họa)" if self.numbers.centre.is_illustrative else ""
        when = moment(self.numbers.now.window.extracted_at)
        source = f"Nguồn: số liệu lưu của {self.numbers.period.title}, trích xuất lúc {when}{invented}."
        return self._shown(Shown(shown(frame, title, kind, unit, note, source, self.audience), title))

    def finish(self) -> None:
        """The sentinel: the last cell's proof that the notebook really came to its end."""
        from IPython.display import display

        display({DONE: {"run_id": self.run_id}, "text/plain": ""}, raw=True)

    def __repr__(self) -> str:
        period, now = self.numbers.period, self.numbers.now
        lacking = [table for table, coverage in now.at_hand.items() if not coverage.is_at_hand]
        missing = f'thiếu {len(lacking)} bảng (month.answer("coverage"))' if lacking else "đủ các bảng"
        return "\n".join(
            [
                f"{period.title[:1].upper()}{period.title[1:]} ({period.span}), {self.numbers.centre.name}",
                f"  trích xuất lúc {moment(now.window.extracted_at)}; {missing}; {len(self.numbers.found)} điều ghi nhận khi đọc tệp",
                "Gõ tiếp:",
                '  month.answer("fees")                một câu trả lời; month.answers: tất cả, theo trang',
                '  month.value("resolved_late")        một con số; scope="land": của đất đai',
                '  month.cases("resolved_late")        hồ sơ đứng sau con số, thành bảng pandas',
                '  month.explain("resolved_late")      định nghĩa, quy tắc, ví dụ của con số',
                '  month.compare("resolved_late_pct")  so với kỳ trước; month.at("2025-11"): kỳ khác',
                '  month.show(bảng, title="…")         bảng hoặc hình của riêng bạn theo mẫu chung',
            ]
        )

    def _shown(self, shown: Shown) -> Shown:
        """By hand an output brings its style; in a run the page does."""
        if self.run_id:
            return shown
        from hcc_helpers.report.style import in_lab

        return Shown(in_lab(shown.html, self.given), shown.text)

    def _internal_only(self) -> None:
        if self.audience == "public":
            raise WrongWords('Dòng của từng hồ sơ không đưa lên trang công khai. Dùng audience = "internal" khi làm việc nội bộ.')


class Answers:
    """Every answer by its name: `month.answers` lists them with their questions, `month.answers.fees()` shows one."""

    def __init__(self, month: Month) -> None:
        self._month = month

    def __dir__(self) -> list[str]:
        return [name for question in questions() for name in question.answers]

    def __getattr__(self, name: str):
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self.__dir__():
            from hcc_helpers.settings import nearest

            near = nearest(name, self.__dir__())
            raise AttributeError(f"Không có câu trả lời “{name}”." + (f" Có phải “{near}”?" if near else ""))

        def ask(scope: str | None = None) -> Shown:
            return self._month.answer(name, scope=scope)

        ask.__doc__ = next(question.text for question in questions() if name in question.answers)
        return ask

    def __repr__(self) -> str:
        return listed()


def _data_root(text: str) -> Path:
    """A relative folder is looked for from where one stands, then from the project."""
    places = list(dict.fromkeys(folder / text for folder in (Path.cwd(), project_root())))
    found = next((place for place in places if (place / "raw").is_dir()), None) or next((p for p in places if p.is_dir()), None)
    if found is None:
        looked = " và ".join(f"“{place}”" for place in places)
        raise WrongWords(f"Không có thư mục số liệu “{text}”: đã tìm {looked}. Ghi đường dẫn đầy đủ ở tham số data.")
    return found


def open_month(namespace: dict) -> Month:
    """The month of a notebook's parameters. Refuses an unknown or ill-typed one: a typo must not go unseen.

    What somebody at work binds in cells of their own is no parameter.
    """
    plain: dict[str, Any] = {
        name: value
        for name, value in namespace.items()
        if not name.startswith("_")
        and isinstance(value, str | int | float | bool | list | dict | tuple)
        and name not in {"In", "Out"}
    }
    told = told_names(namespace["In"]) if isinstance(namespace.get("In"), list) else None
    unknown = sorted(set(plain if told is None else told) - set(KNOWN))
    plain = {name: value for name, value in plain.items() if name in KNOWN} if told is not None else plain
    if unknown:
        raise WrongWords(f"Tham số lạ: {', '.join(unknown)}. Chấp nhận: {', '.join(KNOWN)}.")
    missing = [name for name in ("period", "data") if name not in plain]
    if missing:
        raise WrongWords(f"Thiếu tham số: {', '.join(missing)}.")
    wrong = [name for name in wrongly_typed(plain) if name != "audience" or not isinstance(plain[name], str)]
    if wrong:
        kinds = "; ".join(f"{name}: {KINDS[name]}" for name in wrong)
        raise WrongWords(f'Tham số không đúng kiểu: {kinds}. Chữ viết trong ngoặc kép, ví dụ period = "2025-12".')
    if plain.get("audience", "internal") not in AUDIENCES:
        raise WrongWords(f"audience = “{plain['audience']}” không có; chấp nhận: {', '.join(AUDIENCES)}.")
    data_root = _data_root(plain["data"])
    period = parse_period(plain["period"], load_centre(data_root).since)
    run_id = plain.get("run_id", "")  # empty when somebody works by hand
    numbers = compute(period, data_root, is_imported=bool(run_id))
    numbers.asked = Further(**{name: plain[name] for name in OPTIONAL if name in plain})
    month = Month(numbers, plain.get("audience", "internal"), run_id)
    if not run_id:
        _at_home()
        month.__doc__ = f"{Month.__doc__}\n\n{listed()}"
    return month


def _at_home() -> None:
    """By hand, in a notebook: the style that the outputs below share, and what Tab offers. Nothing in a plain Python."""
    try:
        from IPython import get_ipython
        from IPython.display import HTML, display
    except ImportError:
        return
    if (shell := get_ipython()) is not None:
        from hcc_helpers.by_hand.completing import offer
        from hcc_helpers.report.style import lab_style

        offer(shell, Month)
        display(HTML(f"<style>{lab_style()}</style>"))
