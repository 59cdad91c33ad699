"""What one result is, and the columns in which results are written."""

from __future__ import annotations

from dataclasses import dataclass

from hcc_helpers.errors import RunFailed

COLUMNS = (
    "period",
    "period_kind",
    "commune",
    "scope",
    "by",
    "group",
    "indicator",
    "value",
    "low",
    "high",
    "unit",
    "numerator",
    "denominator",
    "adds",
    "target",
    "reason",
    "definition_hash",
    "data_version",
)


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

    @property
    def measured(self) -> int | float:
        """The value, where the caller knows that there is one. Raises RunFailed with the reason why there is none."""
        if self.value is None:
            raise self._lacking("giá trị")
        return self.value

    @property
    def pair(self) -> tuple[int, int]:
        """(numerator, denominator), where the caller knows that there are both. Raises RunFailed otherwise."""
        if self.numerator is None or self.denominator is None:
            raise self._lacking("tử số và mẫu số")
        return self.numerator, self.denominator

    @property
    def limits(self) -> tuple[float, float]:
        """(low, high), where the caller knows that there is an interval. Raises RunFailed otherwise."""
        if self.low is None or self.high is None:
            raise self._lacking("khoảng tin cậy")
        return self.low, self.high

    def _lacking(self, what: str) -> RunFailed:
        why = self.reason or "chỉ số không khai báo như vậy"
        return RunFailed(f"Cần {what} của chỉ số “{self.indicator}” mà không có: {why}.")
