"""The obstacles of section II, in the order of the report: every file of this room that declares an OBSTACLE.

A further obstacle is two places: its file here, and its question in notebooks/03_obstacles.ipynb.
"""

from __future__ import annotations

import importlib
from pathlib import Path

from hcc_helpers import obstacles
from hcc_helpers.obstacles.form import Assessed, Obstacle
from hcc_helpers.obstacles.material import Material


def _declared() -> tuple[Obstacle, ...]:
    files = (
        file
        for folder in obstacles.__path__
        for file in Path(folder).glob("*.py")
        if "\nOBSTACLE = Obstacle(" in file.read_text("utf-8")
    )
    modules = [importlib.import_module(f"{obstacles.__name__}.{file.stem}") for file in sorted(files, key=lambda file: file.name)]
    return tuple(sorted((module.OBSTACLE for module in modules), key=lambda one: one.number))


OBSTACLES = _declared()


def find(id: str) -> Obstacle:
    """The obstacle of that id; KeyError for any other."""
    return {obstacle.id: obstacle for obstacle in OBSTACLES}[id]


def assess(id: str, material: Material) -> Assessed:
    """One obstacle put to the data of one period."""
    return find(id).assess(material)
