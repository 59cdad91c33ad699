"""What has not changed is seen from hashes: nothing is computed, nothing heavy is imported, and every change is seen."""

import json
import os
import subprocess
import sys
import time

import pytest
from publish_house import DONE, House, notebook

from hcc_helpers.periods import parse_period
from hcc_helpers.publish import manifest, unchanged
from hcc_helpers.publish.exchange import Shelf
from hcc_helpers.publish.logs import DAYS, KEPT, PREFIX, keep, sweep_old
from hcc_helpers.publish.room_to_run import LARGE_MB, MOST, exports_mb, fitting_jobs
from hcc_helpers.publish.shapes import Places

HEAVY = ("pandas", "numpy", "pyarrow", "duckdb", "matplotlib", "papermill", "nbconvert", "nbformat", "jupyter_client", "scipy")
LIGHT = """
import sys
import time
from pathlib import Path
from hcc_helpers.cli import commands
from hcc_helpers.periods import parse_period
from hcc_helpers.publish import listing, run, unchanged
from hcc_helpers.publish.exchange import Shelf
shelf = Shelf(Path(sys.argv[1]) / "outputs", "2025-12")
rests = unchanged.rests_on(parse_period("2025-12"), Path(sys.argv[1]) / "data", shelf, run.our_places())
unchanged.is_unchanged(shelf, rests)
listing.is_current(shelf.out_root, "internal")
print([name for name in sys.argv[2].split() if name in sys.modules])
"""
DECEMBER = parse_period("2025-12")


def test_nothing_heavy_is_imported_to_see_that_nothing_changed(tmp_path):
    said = subprocess.run(
        [sys.executable, "-c", LIGHT, str(tmp_path), " ".join(HEAVY)], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "[]"


def write(path, text="x"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.fixture
def world(tmp_path):
    """A data root, a project with a notebook, a published period, and a period published before it."""
    data, project = tmp_path / "data", tmp_path / "project"
    for path in (
        data / "raw/2025-12/a.csv",
        data / "raw/2025-11/a.csv",
        data / "clean/2025-12/1/snapshot.json",
        data / "reference/rules.toml",
        project / "data/reference/b.csv",
        project / "requirements.lock",
    ):
        write(path)
    notebook(project / "notebooks" / "01_thu.ipynb", "## Câu hỏi", DONE)
    shelf = Shelf(tmp_path / "outputs", "2025-12")
    for name, end in (("2025-12", "2025-12-15T00:00:00"), ("2025-11", "2025-11-15T00:00:00")):
        write(shelf.out_root / name / "index.html")
        manifest.write(shelf.out_root / name, {"version": 1, "end": end, "pages": []})
    return data, project, shelf, Places(project, project / "notebooks")


@pytest.mark.parametrize(
    "touched",
    [
        "data/raw/2025-12/a.csv",
        "data/raw/2025-11/a.csv",
        "data/raw/2025-12/new.csv",
        "data/clean/2025-12/1/snapshot.json",
        "data/clean/2025-11/1/snapshot.json",
        "data/reference/rules.toml",
        "data/approvals/2025-12/1/approval.json",
        "project/data/reference/b.csv",
        "project/requirements.lock",
        "project/notebooks/01_thu.ipynb",
        "project/notebooks/02_more.ipynb",
        "outputs/2025-12/index.html",
        "outputs/2025-12/manifest.json",
        "outputs/2025-11/manifest.json",
    ],
)
def test_every_change_is_seen(world, tmp_path, touched):
    data, _, shelf, places = world
    unchanged.note(shelf, unchanged.rests_on(DECEMBER, data, shelf, places))
    assert unchanged.is_unchanged(shelf, unchanged.rests_on(DECEMBER, data, shelf, places))
    path = tmp_path / touched
    content = json.loads(path.read_bytes()) | {"version": 2} if path.name == manifest.NAME else "khác"
    write(path, content if isinstance(content, str) else json.dumps(content))
    assert not unchanged.is_unchanged(shelf, unchanged.rests_on(DECEMBER, data, shelf, places))


@pytest.mark.parametrize("touched", ["data/clean/.lock", "data/approvals/2025-11/1/approval.json", "data/raw/.DS_Store"])
def test_what_no_page_rests_on_is_no_change(world, tmp_path, touched):
    data, _, shelf, places = world
    unchanged.note(shelf, unchanged.rests_on(DECEMBER, data, shelf, places))
    write(tmp_path / touched, "khác")
    assert unchanged.is_unchanged(shelf, unchanged.rests_on(DECEMBER, data, shelf, places))


def test_an_unchanged_month_is_not_computed(tmp_path, monkeypatch):
    house = House(tmp_path).sound()
    assert house.run() == 0
    neighbours = house.neighbours()

    def compute(period, data_root):
        raise AssertionError("computed though nothing has changed")

    monkeypatch.setattr(House, "neighbours", lambda self: type(neighbours)(**{**vars(neighbours), "compute": compute}))
    assert house.run() == 0
    assert "không có gì đổi" in house.words


def test_only_the_newest_logs_are_kept(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    write(tmp_path / "page.log", "nhật ký")
    foreign = tmp_path / f"{PREFIX}link"
    foreign.symlink_to(tmp_path, target_is_directory=True)
    kept = [keep(tmp_path / "page.log") for _ in range(KEPT + 5)]
    there = [log for log in kept if log.is_file()]
    assert there == kept[-KEPT:]
    assert there[-1].parent.stat().st_mode & 0o777 == 0o700
    assert foreign.is_symlink()


def test_logs_of_last_month_are_removed_by_the_next_run(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    write(tmp_path / "page.log", "nhật ký")
    old, new = keep(tmp_path / "page.log"), keep(tmp_path / "page.log")
    long_ago = time.time() - (DAYS + 1) * 24 * 3600
    os.utime(old.parent, (long_ago, long_ago))
    sweep_old()
    assert (old.exists(), new.exists()) == (False, True)


def test_notebooks_side_by_side_follow_the_machine(monkeypatch):
    monkeypatch.setattr("hcc_helpers.publish.room_to_run._free_mb", lambda: 700.0)
    assert 1 <= fitting_jobs(6) <= 2
    monkeypatch.setattr("hcc_helpers.publish.room_to_run._free_mb", lambda: 50.0)
    assert fitting_jobs(6) == 1
    monkeypatch.setattr("hcc_helpers.publish.room_to_run._free_mb", lambda: None)
    assert fitting_jobs(1) == 1
    assert fitting_jobs(99) <= MOST


def test_notebooks_of_a_very_large_month_run_one_after_the_other(tmp_path):
    folder = tmp_path / "raw" / "2025-12"
    folder.mkdir(parents=True)
    december = parse_period("2025-12")
    assert exports_mb(december, tmp_path) == 0
    for name in ("a.csv", "b.xlsx", "c.csv.gz"):
        (folder / name).write_bytes(b"0" * 1024**2)
    assert exports_mb(december, tmp_path) == 1 + 3 + 8
    assert fitting_jobs(6, LARGE_MB) == fitting_jobs(6)
    assert fitting_jobs(6, LARGE_MB + 1) == 1
