"""The lower bounds of pyproject.toml are true: with exactly these versions everything is imported and a month is made.

Needs a package index, as `make setup` does.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).parents[2]
MONTH = "2025-07"
IMPORT_ALL = """
import importlib, pkgutil, hcc_helpers
for found in pkgutil.walk_packages(hcc_helpers.__path__, "hcc_helpers."):
    if not found.name.endswith("__main__"):
        importlib.import_module(found.name)
"""


def oldest() -> list[str]:
    """Every declared package at its lower bound."""
    declared = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    return [f"{one.name}=={bound.version}" for one in map(Requirement, declared) for bound in one.specifier]


def said(command: list[str], **more) -> str:
    done = subprocess.run(command, capture_output=True, text=True, **more)
    assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]
    return done.stdout


@pytest.mark.long
def test_a_month_is_made_with_the_oldest_versions_that_are_allowed(tmp_path):
    said([sys.executable, "-m", "venv", str(tmp_path / "venv")])
    python = str(tmp_path / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
    said([python, "-m", "pip", "install", "--quiet", *oldest()])
    copied = tmp_path / "package"  # built from a copy: a build leaves folders where it is made
    shutil.copytree(PROJECT / "hcc_helpers", copied / "hcc_helpers")
    for part in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(PROJECT / part, copied)
    said([python, "-m", "pip", "install", "--quiet", "--no-deps", str(copied)])
    there = said([python, "-m", "pip", "list", "--format=freeze"])
    installed = {canonicalize_name(line.partition("==")[0]) for line in there.split()}
    assert {canonicalize_name(Requirement(line).name) for line in oldest()} <= installed
    inside = {"cwd": tmp_path, "env": {**os.environ, "PYTHONPATH": str(PROJECT)}}
    said([python, "-W", "error::SyntaxWarning", "-c", IMPORT_ALL], **inside)
    shutil.copytree(PROJECT / "data" / "sample" / "raw" / MONTH, tmp_path / "data" / "raw" / MONTH)
    shutil.copytree(PROJECT / "data" / "sample" / "reference", tmp_path / "data" / "reference")
    said([python, "-m", "hcc_helpers", "run", MONTH, "--data", "data", "--out", "out", "--strict"], **inside)
    assert (tmp_path / "out" / MONTH / "results.parquet").is_file()
