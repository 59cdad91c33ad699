"""What one result is, and the columns in which results are written."""

from __future__ import annotations

from dataclasses import dataclass

COLUMNS = ("period", "period_kind", "commune", "scope", "by", "group", "indicator", "value", "low", "high", "unit",
           "numerator", "denominator", "adds", "target", "reason", "definition_hash", "data_version")  # fmt: skip


@dataclass
class Result:
    """One row of results. `value`: int for counts and totals, float for shares (0–100), ratios and quantiles."""

    scope: str
    by: str
    group: str
    indicator: str
    value: int | float | None
    unit: str
    adds: str
    numerator: int | None = None
    denominator: int | None = None
    low: float | None = None
    high: float | None = None
    reason: str = ""
    definition_hash: str = ""
