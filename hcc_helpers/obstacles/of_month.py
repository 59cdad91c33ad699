"""An obstacle put to the data of a month, computed once for every page, sentence and table that speaks of it."""

from __future__ import annotations

from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.obstacles.every import assess
from hcc_helpers.obstacles.form import Assessed
from hcc_helpers.obstacles.material import Material, material_of


def assessed(month: MonthResults, id: str) -> Assessed:
    kept = month.kept.setdefault("obstacles", {})
    if id not in kept:
        kept[id] = assess(id, material(month))
    return kept[id]


def material(month: MonthResults) -> Material:
    if "material" not in month.kept:
        month.kept["material"] = material_of(month)
    return month.kept["material"]
