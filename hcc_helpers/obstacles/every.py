"""The obstacles of section II, in the order of the report: every file of this room that declares an OBSTACLE.

A further obstacle is two places: its file here, and its question in notebooks/03_obstacles.ipynb.
"""

from __future__ import annotations

import importlib
import pkgutil

from hcc_helpers import obstacles
from hcc_helpers.obstacles.form import Assessed, Obstacle
from hcc_helpers.obstacles.material import Material


def _declared() -> tuple[Obstacle, ...]:
    own = __name__.rpartition(".")[2]
    names = sorted(one.name for one in pkgutil.iter_modules(obstacles.__path__) if one.name != own)
    modules = (importlib.import_module(f"{obstacles.__name__}.{name}") for name in names)
    return tuple(sorted((module.OBSTACLE for module in modules if hasattr(module, "OBSTACLE")), key=lambda one: one.number))


OBSTACLES = _declared()


def find(id: str) -> Obstacle:
    """The obstacle of that id; KeyError for any other."""
    return {obstacle.id: obstacle for obstacle in OBSTACLES}[id]


def assess(id: str, material: Material) -> Assessed:
    """One obstacle put to the data of one period."""
    return find(id).assess(material)
