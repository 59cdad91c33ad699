"""`hcc indicators` and `hcc trace`: numbers and the rows behind them, without notebooks."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import hcc_helpers.indicators  # noqa: F401  declares the indicators
from hcc_helpers.errors import Finding, HccError, WrongWords
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.indicators.measure import trace
from hcc_helpers.indicators.month_results import compute
from hcc_helpers.indicators.result import COLUMNS
from hcc_helpers.indicators.together import DUCKDB, measure_together
from hcc_helpers.numbers_vn import show
from hcc_helpers.periods import Period
from hcc_helpers.publish.data_files import csv_of, json_of
from hcc_helpers.settings import nearest
from hcc_helpers.vocabulary import SCOPE

SCOPES = {**SCOPE, "centre": "Toàn Trung tâm"}  # surveys and petitions speak of the whole centre
BY_LABEL = {"field": "Lĩnh vực", "unit": "Đơn vị", "procedure": "Thủ tục"}


def print_indicators(asked: list[tuple[Period, Path]], groups: list[str], format: str, engine: str = DUCKDB) -> int:
    """The results of each period and data root, split as asked ("commune" is the whole), in one of four forms."""
    if format == "parquet" and sys.stdout.isatty():
        raise WrongWords("parquet là tệp nhị phân; hãy ghi vào tệp: hcc indicators … --format parquet > ket-qua.parquet")
    by = {"" if group == "commune" else group for group in groups}
    if len(asked) > 1 or engine != DUCKDB:
        measure_together(asked, engine)
    months, failed = [], None
    for period, data_root in asked:
        try:
            month = compute(period, data_root, is_partial=True)
            if format != "parquet":
                month.plain_results  # noqa: B018  computed here, so that each period stands alone
            months.append(month)
        except HccError as error:
            # Each period stands alone: the others are printed, and the exit code tells.
            failed = failed or error
            if len(asked) > 1:
                print(error.message, file=sys.stderr)
    if not months and failed is not None:
        raise failed
    code = failed.exit_code if failed is not None else 0
    split = COLUMNS.index("by")
    if format == "parquet":
        sys.stdout.buffer.write(_parquet(months, by))
        return code
    rows = [row for month in months for row in month.plain_results if row[split] in by]
    if format == "csv":
        print(csv_of(COLUMNS, rows), end="")
    elif format == "json":
        print(json.dumps(json_of(COLUMNS, rows), ensure_ascii=False, indent=1))
    else:
        print(as_text(rows))
    return code


def _parquet(months: list, by: set[str]) -> bytes:
    import pandas as pd  # slow to import

    table = pd.concat([month.results[month.results["by"].isin(by)] for month in months], ignore_index=True)
    buffer = io.BytesIO()
    table.to_parquet(buffer, engine="pyarrow", index=False)
    return buffer.getvalue()


def as_text(rows: list[tuple]) -> str:
    """Aligned columns for the eye, one block a period and scope: label, value with unit, reason where there is none."""
    blocks: dict[tuple[str, str, str], list[tuple[str, str, str]]] = {}
    for row in (dict(zip(COLUMNS, values, strict=True)) for values in rows):
        label = REGISTRY[row["indicator"]].label
        group = f" · {BY_LABEL.get(row['by'], row['by'])}: {row['group']}" if row["by"] else ""
        value = show(row["value"], row["unit"]) if row["value"] is not None else (row["reason"] or "—")
        blocks.setdefault((row["commune"], row["period"], row["scope"]), []).append((f"{label}{group}", value, row["indicator"]))
    lines = []
    several = len({commune for commune, _, _ in blocks}) > 1
    for (commune, period, scope), block in blocks.items():
        lines += ["", (f"{commune} · " if several else "") + f"{period} · {SCOPES.get(scope, scope)}"]
        width = max(len(label) for label, _, _ in block)
        lines += [f"  {label:<{width}}  {value:>20}  {name}" for label, value, name in block]
    return "\n".join(lines).strip("\n")


def print_trace(period: Period, data_root: Path, indicator: str, scope: str) -> int:
    """The keys of the rows behind a count (of a share: behind its part), one a line; the heading goes to stderr."""
    if indicator not in REGISTRY:
        near = nearest(indicator, REGISTRY)
        raise WrongWords(
            f"Không có chỉ số “{indicator}”." + (f" Có phải “{near}”?" if near else ""),
            [
                Finding(
                    "P-chi-so-la",
                    "refused",
                    "Mã chỉ số không có trong danh mục.",
                    accepted="mã ở cột cuối của lệnh hcc indicators KỲ",
                    todo="gõ lại mã chỉ số",
                )
            ],
        )
    if scope not in SCOPES:
        raise WrongWords(f"--scope không nhận “{scope}”. Chấp nhận: {', '.join(SCOPES)}.")
    month = compute(period, data_root, beside=False)
    label = f"{REGISTRY[indicator].label}, {SCOPES[scope]}, {period.title}"
    if scope in month.now.untraceable:
        print(f"{label}: chỉ có tổng số, không truy được đến từng hồ sơ.", file=sys.stderr)
        return 0
    keys = trace(month.now.con, REGISTRY[indicator], scope)
    print(f"{label}: {len(keys)} dòng", file=sys.stderr)
    for key in keys:
        print(key)
    return 0
