"""An obstacle put to the data of a month, computed once for every page, sentence and table that speaks of it."""

from __future__ import annotations

from pathlib import Path

from hcc_helpers.errors import HccError
from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.memory import give_back
from hcc_helpers.obstacles import stored
from hcc_helpers.obstacles.every import OBSTACLES, assess, find
from hcc_helpers.obstacles.form import Assessed
from hcc_helpers.obstacles.material import Material, material_of


def assessed(month: MonthResults, id: str) -> Assessed:
    """One obstacle: as it is stored beside the month's results, else found from the data."""
    kept = month.kept.setdefault("obstacles", {})
    if id not in kept:
        whole = material(month)
        path, _ = _stored(month)
        kept[id] = (stored.read(find(id), path, whole) if path else None) or assess(id, whole)
    return kept[id]


def assess_all(month: MonthResults) -> Path | None:
    """Where the findings of all obstacles lie, found now unless they were before; None where nothing can be kept.

    A run calls it before six pages ask at once. An obstacle that the month's data or settings refuse (HccError) is not stored:
    who asks for it is told why. Any other fault is ours: it is raised once the other obstacles are stored.
    """
    path, faults = _stored(month)
    if faults:
        raise faults[0]
    return path


def _stored(month: MonthResults) -> tuple[Path | None, list[Exception]]:
    """Where the findings lie, and the faults of ours met while finding them just now."""
    whole, faults = material(month), []
    path = stored.place(whole)
    if path is not None and not stored.is_sound(path):
        found = []
        for obstacle in OBSTACLES:
            try:
                found.append(assess(obstacle.id, whole))
            except HccError:
                continue
            except Exception as error:
                faults.append(error)
        stored.write(found, [rule.id for rule in whole.settings.rules], path)
        give_back()
    return path, faults


def material(month: MonthResults) -> Material:
    if "material" not in month.kept:
        month.kept["material"] = material_of(month)
    return month.kept["material"]
