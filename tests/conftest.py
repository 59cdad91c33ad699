"""Shared fixtures. The shared material is found through HCC_MATERIAL, else ../shared beside the checkout."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from needed_tools import absent

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
os.environ["HCC_OFFICE"] = "none"  # what an office has put into data/office takes no part in any test


@pytest.fixture(scope="session")
def material() -> Path:
    """The folder of reference material; a test that needs it says so and skips where it is absent."""
    named = os.environ.get("HCC_MATERIAL")
    folder = Path(named) if named else Path(__file__).resolve().parents[2] / "shared"
    if named and not folder.is_dir():
        pytest.fail(f"HCC_MATERIAL names {named}, which is not a folder")
    if not folder.is_dir():
        pytest.skip(f"needs the reference material: set HCC_MATERIAL (looked for {folder.name}/ beside the checkout)")
    return folder


@pytest.fixture(scope="session")
def sample_root(tmp_path_factory) -> Path:
    """The committed sample in a fresh data root, so that no snapshot of an earlier run takes part, and with no other commune beside."""
    source = Path(__file__).resolve().parents[1] / "data" / "sample"
    root = tmp_path_factory.mktemp("sample") / "data"
    for name in ("raw", "reference"):
        shutil.copytree(source / name, root / name)
    return root


@pytest.fixture(scope="session")
def published(sample_root, tmp_path_factory) -> Path:
    """The sample month as `hcc run 2025-12` publishes it: the outputs folder with the list and the folder of the period."""
    from hcc_helpers.periods import parse_period
    from hcc_helpers.publish.progress import Silent
    from hcc_helpers.publish.run import run_periods
    from hcc_helpers.rules import load_centre

    out = tmp_path_factory.mktemp("outputs")
    period = parse_period("2025-12", load_centre(sample_root).since)
    assert run_periods([period], sample_root, out, progress=Silent()) == 0
    return out


@pytest.fixture
def hcc(capsys, tmp_path, monkeypatch):
    """Run `hcc …` here in an empty folder with a data folder: (exit code, what it said)."""
    from hcc_helpers.cli import commands as cli

    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()

    def call(*arguments: str) -> tuple[int, str]:
        code = cli._code_of(list(arguments))
        said = capsys.readouterr()
        return code, said.out + said.err

    return call


@pytest.fixture(scope="module")
def browser():
    """The browser that pages are looked at with."""
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        absent("Chromium (" + ", ".join(BROWSERS) + ")")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()
