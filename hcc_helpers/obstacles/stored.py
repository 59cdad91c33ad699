"""What an obstacle was found to be, kept beside the results of its month: whoever asks second reads.

`obstacles-<key>.json` (sealed) lies in the folder of the month's flagged tables. Its key adds to theirs what only obstacles
depend on: the months before, the marks, the breaks by law, the system's own totals, the code of this room.
"""

from __future__ import annotations

from dataclasses import fields
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import get_type_hints

from pydantic import TypeAdapter

from hcc_helpers.facts.identity import BELOW, code_hash
from hcc_helpers.obstacles.form import Assessed, Obstacle
from hcc_helpers.obstacles.material import Material
from hcc_helpers.sealed import fingerprint, read_sealed, remove_old, touch, write_sealed

ROOMS = (*BELOW, "indicators", "obstacles")  # the code that a finding comes from
_STANDS_ON = ("numpy", "pandas", "scipy", "statsmodels")  # what computes intervals


def read(obstacle: Obstacle, path: Path, material: Material) -> Assessed | None:
    """The stored finding; None where there is none that can be believed. The rules that it stands on count as asked for."""
    kept = read_sealed(path)
    if kept is None or obstacle.id not in kept["found"]:
        return None
    touch(path)
    for rule in kept["rules"]:
        material.settings.rules.rule(rule)
    values = {name: adapter.validate_python(kept["found"][obstacle.id][name]) for name, adapter in _adapters().items()}
    return Assessed(obstacle=obstacle, **values)


def is_sound(path: Path) -> bool:
    return read_sealed(path) is not None


def write(found: list[Assessed], rules: list[str], path: Path) -> None:
    """Store the findings of one month and the rules asked for by then. Where nothing can be written, they are found again."""
    each = {
        one.obstacle.id: {name: adapter.dump_python(getattr(one, name)) for name, adapter in _adapters().items()} for one in found
    }
    said = {"found": each, "rules": rules}
    try:
        write_sealed(path, said)
    except OSError:
        return
    remove_old(path.parent, path, "obstacles-*.json")


def place(material: Material) -> Path | None:
    """Where the findings of this month lie, or will; None where nothing is kept (drawn rows of a test)."""
    months = (material, *material.earlier)
    folders = [folder for one in months if (folder := one.tables.folder) is not None]
    if len(folders) < len(months) or not folders[0].is_dir():
        return None
    said = {
        "months": [[folder.parent.name, folder.name] for folder in folders],
        "words": {id: word.model_dump(mode="json") for id, word in material.words.items()},
        "law": [one.model_dump(mode="json") for one in (*material.law.acts, *material.law.breaks, *material.law.claims)],
        "totals": material.system_totals,
        "code": code_hash(ROOMS),
        "libraries": [version(name) for name in _STANDS_ON],
    }
    return folders[0] / f"obstacles-{fingerprint(said)[:16]}.json"


@lru_cache
def _adapters() -> dict[str, TypeAdapter]:
    """Field of Assessed → its reader and writer; the obstacle itself is code."""
    types = get_type_hints(Assessed)
    return {field.name: TypeAdapter(types[field.name]) for field in fields(Assessed) if field.name != "obstacle"}
