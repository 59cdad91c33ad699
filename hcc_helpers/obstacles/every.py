"""The five obstacles of section II, in the order of the report."""

from __future__ import annotations

from hcc_helpers.obstacles import in_person, land_tax, portals, self_filing, systems
from hcc_helpers.obstacles.form import Assessed, Obstacle
from hcc_helpers.obstacles.material import Material

# In the order of the report.
OBSTACLES: tuple[Obstacle, ...] = (
    self_filing.OBSTACLE,
    portals.OBSTACLE,
    systems.OBSTACLE,
    land_tax.OBSTACLE,
    in_person.OBSTACLE,
)


def find(id: str) -> Obstacle:
    """The obstacle of that id; KeyError for any other."""
    return {obstacle.id: obstacle for obstacle in OBSTACLES}[id]


def assess(id: str, material: Material) -> Assessed:
    """One obstacle put to the data of one period."""
    return find(id).assess(material)
