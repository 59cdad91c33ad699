"""`hcc compare`: two periods beside each other on the screen, as CSV, or all periods as a data package."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pandas as pd

import hcc_helpers.indicators  # noqa: F401  declares the indicators
from hcc_helpers.errors import WrongWords
from hcc_helpers.history.comparison import Comparison
from hcc_helpers.history.package import write_package
from hcc_helpers.history.panel import panel
from hcc_helpers.history.store import gather
from hcc_helpers.indicators.definition import CASE_SCOPES, REGISTRY
from hcc_helpers.indicators.month_results import compute
from hcc_helpers.numbers_vn import whole
from hcc_helpers.periods import Period
from hcc_helpers.publish.data_files import csv_text
from hcc_helpers.publish.exchange import writing
from hcc_helpers.report.answers.compare_periods.ways import ALL_CASES
from hcc_helpers.report.changes import difference, interval_of, judged, shown
from hcc_helpers.vocabulary import SCOPE


def compare_periods(
    before: Period, now: Period, data_root: Path, out_root: Path, scope: str, *, is_csv: bool = False, export: Path | None = None
) -> int:
    """Print the changes of all indicators of the scope that have a value in both periods; with `export` also write the package."""
    if scope not in CASE_SCOPES:
        raise WrongWords(f"--scope không nhận “{scope}”. Chấp nhận: {', '.join(CASE_SCOPES)}.")
    if before.text == now.text:
        raise WrongWords("Hai kỳ phải khác nhau.")
    month = compute(now, data_root)
    published = out_root if out_root.is_dir() else None
    ids = tuple(id for id, i in REGISTRY.items() if not i.calendar_month and (scope in i.scopes or scope == "commune"))
    found = Comparison(month, scope, published, [before.text], ids, against=before, is_made=False)
    if before.text not in {period.text for period in found.history.periods}:
        why = next((source.why for source in found.history.sources if source.text == before.text), "không có số liệu")
        raise WrongWords(f"Không so được với {before.title}: {why}.")
    print(_csv(found, before) if is_csv else _text(found, before), end="")
    if export is not None:
        wanted: list[str] | Literal["all"] = "all" if before.kind == now.kind == "month" else [before.text]
        table = panel(month, gather(month, published, wanted, is_made=False), published)
        with writing(export):
            files = write_package(table, export, month.centre)
        if not is_csv:
            print(f"\nĐã ghi {whole(len(table))} dòng vào {export}: {', '.join(files)}.")
    return 0


def _text(found: Comparison, before: Period) -> str:
    rows = []
    for change in found.changes:
        if change.now.value is None or change.before.value is None or (change.now.value == 0 == change.before.value):
            continue
        per_day = "/ngày" if change.is_rate else ""
        rows.append(
            (
                REGISTRY[change.id].label,
                shown(change.before),
                shown(change.now),
                difference(change) + per_day,
                interval_of(change),
                judged(change)[1],
                change.id,
            )
        )
    head = ("Chỉ số", before.title, found.now.title, "Thay đổi", "Khoảng 95%", "", "")
    widths = [max(len(row[n]) for row in [head, *rows]) for n in range(6)]
    lines = [
        f"{row[0]:<{widths[0]}}  "
        + "  ".join(f"{row[n]:>{widths[n]}}" for n in range(1, 5))
        + f"  {row[5]:<{widths[5]}}  {row[6]}".rstrip()
        for row in [head, *rows]
    ]
    tested = sum(change.q is not None for change in found.changes)
    sources = "; ".join(
        f"{s.period.title}: {'đã công bố, bản ' + str(s.version) if s.kind == 'published' else 'tính từ số liệu lưu'}"
        for s in found.history.sources
    )
    notes = [f"Phạm vi: {SCOPE[found.scope]}. Nguồn: {sources}.", ALL_CASES]
    notes.append(f"{whole(tested)} chỉ số thử được; p chỉnh theo Benjamini–Hochberg, mức 5%. “/ngày”: so theo ngày làm việc.")
    return "\n".join([line.rstrip() for line in lines] + ["", *notes, ""])


def _csv(found: Comparison, before: Period) -> str:
    names = [
        "indicator",
        "scope",
        "unit",
        "before_period",
        "now_period",
        "before",
        "now",
        "before_days",
        "now_days",
        "low",
        "high",
        "interval_of",
        "p",
        "q",
        "dispersion",
        "method",
        "word",
        "untested",
        "definition_changed",
    ]
    rows = []
    for change in found.changes:
        c = change.chance
        kind = "" if c is None else "difference_points" if c.method == "newcombe" else "ratio_of_rates_per_working_day"
        rows.append(
            [
                change.id,
                found.scope_of(change.id),
                change.now.unit,
                before.text,
                found.now.text,
                change.before.value,
                change.now.value,
                change.before.days,
                change.now.days,
                c and c.low,
                c and c.high,
                kind,
                c and c.p,
                change.q,
                c and c.dispersion,
                c.method if c else "",
                change.word(),
                change.untested,
                change.is_redefined,
            ]
        )
    return csv_text(pd.DataFrame(rows, columns=names))
