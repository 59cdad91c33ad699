"""The three lists of packages agree: pyproject.toml (bounds), requirements.lock (hashes), environment.yml (conda-forge).

Conda channels are not asked by any other test, so the names that differ there are written down here and nowhere else.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from functools import cache
from importlib import metadata
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]

# What is called otherwise on conda-forge, and what is not there at all (installed by pip inside the environment).
CONDA_NAMES = {
    "duckdb": "python-duckdb",
    "jupyter-client": "jupyter_client",
    "jupyter-server": "jupyter_server",
    "matplotlib": "matplotlib-base",
    "playwright": "playwright-python",
}
NOT_ON_CONDA_FORGE = {"abspc", "axe-playwright-python"}

# Versions below these have known faults that reach readers or the office's machine.
FLOORS = {
    "jupyter-server": "2.20.0",
    "jupyterlab": "4.6.2",
    "nbconvert": "7.17.1",
    "mistune": "3.3.3",
    "tornado": "6.5.8",
    "pillow": "12.3.0",
    "jinja2": "3.1.6",
}


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


# Extras that `make setup` does not install and the lock does not hold (whoever needs one installs it, docs/scale.md), and the one
# file of the code that may import them.
OUTSIDE_THE_LOCK = {"spark": "facts/in_spark.py"}


def declared() -> list[Requirement]:
    """Everything that pyproject names for the locked environment: to run, to develop, to build."""
    pyproject = project()
    extras = {
        name: packages for name, packages in pyproject["project"]["optional-dependencies"].items() if name not in OUTSIDE_THE_LOCK
    }
    lists = [pyproject["project"]["dependencies"], *extras.values()]
    return [Requirement(text) for text in [*chain.from_iterable(lists), *pyproject["build-system"]["requires"]]]


def lock() -> str:
    return (ROOT / "requirements.lock").read_text("utf-8")


def locked() -> dict[str, Version]:
    return {name: Version(version) for name, version in re.findall(r"^([a-z0-9-]+)==([^\s;]+)", lock(), re.MULTILINE)}


def conda() -> tuple[list[str], list[str]]:
    """The lines under `dependencies` and those under `pip`, as text: "numpy>=2.2"."""
    text = (ROOT / "environment.yml").read_text("utf-8").partition("dependencies:")[2]
    above, _, below = text.partition("- pip:")
    return re.findall(r"^  - (\S+)$", above, re.MULTILINE), re.findall(r"^      - (\S+)$", below, re.MULTILINE)


@pytest.mark.parametrize("requirement", declared(), ids=lambda r: r.name)
def test_every_dependency_has_a_lower_bound_and_a_locked_version_that_satisfies_it(requirement):
    assert [s.operator for s in requirement.specifier] == [">="], "one lower bound; without it pip falls back to old versions"
    assert requirement.name in locked(), f"{requirement.name} is not in requirements.lock: make lock"
    assert locked()[requirement.name] in requirement.specifier, "make lock"


def test_the_lock_holds_hashes_for_everything_and_names_no_place_on_the_net():
    """pip refuses a file that is not the one we tried; which index it asks is the machine's own setting."""
    entries = re.split(r"^(?=[a-z0-9-]+==)", lock(), flags=re.MULTILINE)[1:]
    assert len(entries) > 100
    without = [entry.splitlines()[0] for entry in entries if not re.search(r"--hash=sha256:[0-9a-f]{64}", entry)]
    assert without == []
    assert re.findall(r"https?://|--(?:extra-)?index-url|--find-links|--trusted-host", lock()) == []


@pytest.mark.parametrize(("name", "floor"), FLOORS.items())
def test_floors_of_safety(name, floor):
    bound = next(r for r in declared() if r.name == name).specifier
    assert Version(floor) in bound
    assert not any(Version(old) in bound for old in ("0.1", _just_below(floor)))
    assert locked()[name] >= Version(floor)


def _just_below(version: str) -> str:
    *front, last = version.split(".")
    return ".".join([*front, str(int(last) - 1)]) if last != "0" else ".".join([*front[:-1], str(int(front[-1]) - 1), "99"])


def test_environment_yml_is_in_step():
    names, by_pip = conda()
    pyproject = project()["project"]
    runtime = [Requirement(text) for text in [*pyproject["dependencies"], *pyproject["optional-dependencies"]["dev"]]]
    expected = [f"python{pyproject['requires-python']}", "pip"]
    expected += [CONDA_NAMES.get(r.name, r.name) + str(r.specifier) for r in runtime if r.name not in NOT_ON_CONDA_FORGE]
    assert names == expected
    assert by_pip == [f"{r.name}{r.specifier}" for r in runtime if r.name in NOT_ON_CONDA_FORGE]


def test_conda_channel_is_conda_forge_alone():
    channels = (ROOT / "environment.yml").read_text("utf-8").partition("channels:")[2].partition("dependencies:")[0]
    assert channels.split() == ["-", "conda-forge"]


def test_no_second_lock():
    """uv.lock and pylock.toml hold host names, and two locks drift apart."""
    assert [p.name for p in ROOT.iterdir() if p.name == "uv.lock" or p.name.startswith("pylock")] == []


# Imported under another name.
MODULES = {"beautifulsoup4": "bs4", "jupyter-client": "jupyter_client", "python-calamine": "python_calamine"}
# Imported without a line of their own: of one making with what they come with, which asks for them itself.
COMES_WITH = {"IPython": "ipykernel", "markupsafe": "jinja2", "pydantic_core": "pydantic", "traitlets": "jupyter-client"}


@cache
def imported() -> set[str]:
    """The packages that the code imports, wherever in a file; without those of extras, each in its one file."""
    package = ROOT / "hcc_helpers"
    of_extras = {package / file for file in OUTSIDE_THE_LOCK.values()}
    extra = {Requirement(line).name for name in OUTSIDE_THE_LOCK for line in project()["project"]["optional-dependencies"][name]}
    return imports_of(set(package.rglob("*.py")) - of_extras) | (imports_of(of_extras) - extra)


def imports_of(files: set[Path]) -> set[str]:
    found: set[str] = set()
    for path in files:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module)
    return {name.partition(".")[0] for name in found}


def to_run() -> list[str]:
    return [Requirement(line).name for line in project()["project"]["dependencies"]]


def test_what_is_declared_is_imported_or_a_floor():
    assert [name for name in to_run() if name not in FLOORS and MODULES.get(name, name) not in imported()] == []


def test_what_is_imported_is_declared():
    declared_modules = {MODULES.get(name, name) for name in to_run()}
    strange = imported() - declared_modules - COMES_WITH.keys() - set(sys.stdlib_module_names) - {"hcc_helpers"}
    assert strange == set()


@pytest.mark.parametrize(("module", "of"), COMES_WITH.items())
def test_what_comes_with_another_package_is_asked_for_by_it(module, of):
    assert module in imported(), "nothing imports it any more"
    asked = {canonicalize_name(Requirement(line).name) for line in metadata.requires(of) or ()}
    assert of in to_run()
    assert canonicalize_name(module) in asked
