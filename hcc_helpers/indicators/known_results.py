"""The results of a period in the words of the audit: what a typed figure can be held against."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from hcc_helpers.audit.findings.against import Known
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.indicators.result import Result
from hcc_helpers.numbers_vn import is_missing, share
from hcc_helpers.vocabulary import SCOPE

_CENTRE = "toàn Trung tâm"


def known_of(results: Iterable[Result]) -> list[Known]:
    """One row an indicator and scope of the whole period; shares from their two counts, so that nothing is rounded twice."""
    found: dict[tuple[str, str], Known] = {}
    for one in results:
        if one.by:
            continue
        label = REGISTRY[one.indicator].label
        found[one.indicator, one.scope] = Known(
            one.indicator, label, one.scope, SCOPE.get(one.scope, _CENTRE), one.unit, _value(one)
        )
    return list(found.values())


def _value(one: Result) -> Decimal | None:
    if one.value is None or is_missing(one.value):
        return None
    if one.unit == "percent" and one.numerator is not None and one.denominator:
        return share(one.numerator, one.denominator)
    return Decimal(repr(float(one.value))) if isinstance(one.value, float) else Decimal(int(one.value))
