"""`hcc indicators` and `hcc trace`: numbers and the rows behind them, without notebooks."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pandas as pd

import hcc_helpers.indicators  # noqa: F401  declares the indicators
from hcc_helpers.errors import Finding, WrongWords
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.indicators.measure import trace
from hcc_helpers.indicators.month_results import compute
from hcc_helpers.numbers_vn import show
from hcc_helpers.periods import Period
from hcc_helpers.publish.data_files import csv_text, json_rows
from hcc_helpers.settings import nearest
from hcc_helpers.vocabulary import SCOPE

SCOPES = {**SCOPE, "centre": "Toàn Trung tâm"}  # surveys and petitions speak of the whole centre
BY_LABEL = {"field": "Lĩnh vực", "unit": "Đơn vị", "procedure": "Thủ tục"}


def print_indicators(periods: list[Period], data_root: Path, groups: list[str], format: str) -> int:
    """The results of the periods, split as asked ("commune" is the whole), in one of four forms."""
    if format == "parquet" and sys.stdout.isatty():
        raise WrongWords("parquet là tệp nhị phân; hãy ghi vào tệp: hcc indicators … --format parquet > ket-qua.parquet")
    by = {"" if group == "commune" else group for group in groups}
    parts = []
    for period in periods:
        results = compute(period, data_root, is_partial=True).results
        parts.append(results[results["by"].isin(by)])
    table = pd.concat(parts, ignore_index=True)
    if format == "csv":
        print(csv_text(table), end="")
    elif format == "json":
        print(json.dumps(json_rows(table), ensure_ascii=False, indent=1))
    elif format == "parquet":
        buffer = io.BytesIO()
        table.to_parquet(buffer, engine="pyarrow", index=False)
        sys.stdout.buffer.write(buffer.getvalue())
    else:
        print(as_text(table))
    return 0


def as_text(table: pd.DataFrame) -> str:
    """Aligned columns for the eye, one block a period and scope: label, value with unit, reason where there is none."""
    lines = []
    for (period, scope), block in table.groupby(["period", "scope"], sort=False):
        lines += ["", f"{period} · {SCOPES.get(scope, scope)}"]
        rows = []
        for row in block.itertuples():
            label = REGISTRY[row.indicator].label
            group = f" · {BY_LABEL.get(row.by, row.by)}: {row.group}" if row.by else ""
            has_value = row.value is not None and not pd.isna(row.value)
            rows.append((f"{label}{group}", show(row.value, row.unit) if has_value else (row.reason or "—"), row.indicator))
        width = max(len(label) for label, _, _ in rows)
        lines += [f"  {label:<{width}}  {value:>20}  {name}" for label, value, name in rows]
    return "\n".join(lines).strip("\n")


def print_trace(period: Period, data_root: Path, indicator: str, scope: str) -> int:
    """The keys of the rows behind a count (of a share: behind its part), one a line; the heading goes to stderr."""
    if indicator not in REGISTRY:
        near = nearest(indicator, REGISTRY)
        raise WrongWords(
            f"Không có chỉ số “{indicator}”." + (f" Có phải “{near}”?" if near else ""),
            [Finding("P-chi-so-la", "refused", "Mã chỉ số không có trong danh mục.",
                     accepted="mã ở cột cuối của lệnh hcc indicators KỲ", todo="gõ lại mã chỉ số")],
        )  # fmt: skip
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
