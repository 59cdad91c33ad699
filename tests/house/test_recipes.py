"""docs/recipes.md followed literally: what its blocks hold is written into a copy of the project, what they say is run there."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hcc_helpers.places import project_root

RECIPES = [part for part in re.split(r"(?m)^## ", (project_root() / "docs" / "recipes.md").read_text("utf-8"))[1:]]
# Words before a fenced block · its language · what it holds.
BLOCK = re.compile(r"((?:(?!```).)*?)^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
COPIED = ("hcc_helpers", "tests", "notebooks", "docs", "data/reference", "pyproject.toml", "requirements.lock", "CHANGELOG.md")


@pytest.fixture
def copy(tmp_path) -> Path:
    for name in COPIED:
        source, to = project_root() / name, tmp_path / name
        if source.is_dir():
            shutil.copytree(source, to, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, to)
    return tmp_path


@pytest.mark.parametrize("recipe", RECIPES, ids=[text.partition("\n")[0] for text in RECIPES])
def test_the_recipe_works_as_it_is_written(copy, recipe):
    answer, steps = "", 0
    for before, language, held in BLOCK.findall(recipe):
        file = re.findall(r"`([\w./-]+\.\w+)`", before)
        if language == "sh":
            answer = _run(held, copy)
        elif language == "text" and "rite `" not in before:
            for line in held.splitlines():
                assert line in answer, answer
        else:
            _write(copy / file[-1], held, before)
        steps += 1
    assert steps >= 4


def _write(path: Path, held: str, before: str) -> None:
    if "Write `" in before:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(held, "utf-8")
        return
    text = path.read_text("utf-8")
    if "below its first line" in before:
        first = held.partition("\n")[0] + "\n"
        assert text.count(first) == 1, first
        path.write_text(text.replace(first, held), "utf-8")
    else:
        assert "Add to `" in before
        path.write_text(text + held, "utf-8")


def _run(command: str, folder: Path) -> str:
    words = shlex.split(command)
    assert words[0] == "python"
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, *words[1:]], cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout
