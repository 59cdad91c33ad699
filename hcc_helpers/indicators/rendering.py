"""One result as a reader sees it: the number by its unit, and the two signs for "no data" and "nothing to divide by"."""

from __future__ import annotations

from hcc_helpers.indicators.result import Result
from hcc_helpers.numbers_vn import MISSING, UNDEFINED, percent, share, show


def rendered(result: Result | None) -> str:
    """The number by its unit; – where there is no data, — where the denominator is 0."""
    if result is None or (result.value is None and result.denominator is None):
        return MISSING
    if result.value is None:
        return UNDEFINED
    if result.unit == "percent":
        return percent(share(*result.pair))  # from the two counts: no binary fraction between
    return show(result.value, result.unit)
