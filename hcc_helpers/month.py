"""The month: the one object that a notebook holds.

`open_month(globals())` reads the notebook's parameters, strictly: it refuses any plain global that is not a parameter, so
that a typo never publishes the month of the default. Each further cell is one call, `month.answer("…")`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hcc_helpers.errors import WrongWords
from hcc_helpers.indicators.month_results import MonthResults, compute
from hcc_helpers.parameters import KINDS, KNOWN, OPTIONAL, Further, told_names, wrongly_typed
from hcc_helpers.periods import parse_period
from hcc_helpers.places import project_root
from hcc_helpers.report.answers import Shown, answer, together
from hcc_helpers.rules import load_centre

__all__ = ["Month", "compute", "open_month"]

DONE = "application/vnd.hcc.done+json"
AUDIENCES = ("internal", "public")


@dataclass
class Month:
    """One period as a notebook sees it: answers to questions, values, the cases behind a number."""

    numbers: MonthResults
    audience: str = "internal"
    run_id: str = ""

    def answer(self, *names: str, scope: str | None = None) -> Shown:
        """The answer to one question (or several, one below the other): finding, table, chart, source, sentence.

        Without a scope it is that of the notebook's parameters, else the commune's.
        """
        scope = scope or self.numbers.asked.scope
        return together([answer(name, self.numbers, scope, self.audience) for name in names])

    def value(self, indicator: str, scope: str = "commune") -> int | float | None:
        """One number of the period, or None where it has none."""
        return self.numbers.value(indicator, scope)

    def table(self, table: str = "cases"):
        """The flagged rows of one table as a pandas DataFrame, for work by hand; rows of real cases: internal."""
        return self.numbers.now.con.execute(f"SELECT * FROM {table}").df()

    def finish(self) -> None:
        """The sentinel: the last cell's proof that the notebook really came to its end."""
        from IPython.display import display

        display({DONE: {"run_id": self.run_id}, "text/plain": ""}, raw=True)


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
    plain = {name: value for name, value in namespace.items()
             if not name.startswith("_") and isinstance(value, str | int | float | bool | list | dict | tuple) and name not in {"In", "Out"}}  # fmt: skip
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
    return Month(numbers, plain.get("audience", "internal"), run_id)
