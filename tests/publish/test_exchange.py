"""The whole period changes places at once; a cut exchange is finished by the next run; one run at a time."""

import subprocess
import sys
import time

import pytest
from publish_house import hashes

from hcc_helpers.errors import CannotWrite, PeriodBusy
from hcc_helpers.publish import exchange, manifest
from hcc_helpers.publish.atomic import swap
from hcc_helpers.publish.exchange import Shelf, sweep
from hcc_helpers.publish.lock import hold


def edition(shelf: Shelf, version: int):
    """A complete staged folder of this version."""
    folder = shelf.clear_work() / "ban"
    folder.mkdir()
    (folder / "index.html").write_text(f"bản {version}", "utf-8")
    manifest.write(folder, {"version": version})
    return folder


def content(folder) -> str:
    return (folder / "index.html").read_text("utf-8")


def test_the_old_version_is_kept_under_its_number(tmp_path):
    shelf = Shelf(tmp_path, "2025-12")
    for version in (1, 2, 3):
        assert shelf.next_version() == version
        shelf.exchange(edition(shelf, version))
    assert content(tmp_path / "2025-12") == "bản 3"
    assert [content(tmp_path / "versions" / "2025-12" / str(n)) for n in (1, 2)] == ["bản 1", "bản 2"]


def test_the_public_version_lies_apart_and_keeps_its_history_outside_the_shared_folder(tmp_path):
    shelf = Shelf(tmp_path, "2025-12", "public")
    shelf.exchange(edition(shelf, 1))
    shelf.exchange(edition(shelf, 2))
    assert content(tmp_path / "public" / "2025-12") == "bản 2"
    assert content(tmp_path / "versions" / "public" / "2025-12" / "1") == "bản 1"
    assert sorted(path.name for path in (tmp_path / "public").iterdir()) == ["2025-12"]


@pytest.fixture(params=["one step", "two renames"])
def system(request, monkeypatch):
    """A system that exchanges folders in one step, and one that cannot."""
    if request.param == "two renames":
        monkeypatch.setattr(exchange, "swap", lambda one, other: False)
    elif sys.platform != "linux":
        pytest.skip("only Linux exchanges folders in one step")
    return request.param


@pytest.mark.parametrize("steps_done", [1, 2])
def test_a_cut_exchange_is_finished_by_the_next_run(tmp_path, monkeypatch, system, steps_done):
    # Steps of an exchange: staged -> waiting, then either the exchange and old -> versions/1, or the two renames.
    shelf = Shelf(tmp_path, "2025-12")
    shelf.exchange(edition(shelf, 1))
    staged = edition(shelf, 2)
    done = []
    real, real_swap = type(tmp_path).rename, exchange.swap

    def step(do):
        def counted(*arguments):
            if len(done) == steps_done:
                raise KeyboardInterrupt
            done.append(arguments)
            return do(*arguments)

        return counted

    monkeypatch.setattr(type(tmp_path), "rename", step(real))
    if system == "one step":
        monkeypatch.setattr(exchange, "swap", step(real_swap))
    with pytest.raises(KeyboardInterrupt):
        shelf.exchange(staged)
    monkeypatch.setattr(type(tmp_path), "rename", real)
    monkeypatch.setattr(exchange, "swap", real_swap if system == "one step" else lambda one, other: False)
    if system == "one step":  # no moment without a period, and never a mixed one
        assert content(tmp_path / "2025-12") == f"bản {steps_done}"
        assert manifest.mismatches(tmp_path / "2025-12") == []
    was_waiting = content(shelf.waiting) == "bản 2"
    assert shelf.finish_cut_exchange() is was_waiting
    assert content(tmp_path / "2025-12") == "bản 2"
    assert content(tmp_path / "versions" / "2025-12" / "1") == "bản 1"
    assert manifest.mismatches(tmp_path / "2025-12") == []
    assert shelf.finish_cut_exchange() is False
    assert not shelf.waiting.exists()


def test_a_version_changed_by_hand_is_set_aside_also_when_the_exchange_was_cut(tmp_path):
    shelf = Shelf(tmp_path, "2025-12")
    shelf.exchange(edition(shelf, 1))
    (shelf.current / "manifest.json").write_text("hỏng", "utf-8")
    shelf.exchange(edition(shelf, 2))
    set_aside = shelf.aside / "1" / "2025-12"
    assert (set_aside / "manifest.json").read_text("utf-8") == "hỏng"
    set_aside.rename(shelf.waiting)  # as a kill after the step leaves it
    shelf.aside.joinpath("1").rmdir()
    assert shelf.finish_cut_exchange() is False
    assert content(shelf.current) == "bản 2"
    assert (set_aside / "manifest.json").read_text("utf-8") == "hỏng"
    assert not shelf.versions.exists()


def test_what_somebody_laid_beside_published_files_is_no_part_of_the_version(tmp_path):
    shelf = Shelf(tmp_path, "2025-12")
    shelf.exchange(edition(shelf, 1))
    (shelf.current / "ghi-chu.txt").write_text("của tôi", "utf-8")
    shelf.exchange(edition(shelf, 2))
    assert manifest.mismatches(shelf.versions / "1") == []
    assert (shelf.aside / "1" / "ghi-chu.txt").read_text("utf-8") == "của tôi"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux exchanges folders in one step")
def test_two_folders_change_places(tmp_path):
    one, other = tmp_path / "a", tmp_path / "b"
    for folder in (one, other):
        folder.mkdir()
        (folder / folder.name).touch()
    assert swap(one, other)
    assert (one / "b").exists()
    assert (other / "a").exists()
    with pytest.raises(FileNotFoundError):
        swap(one, tmp_path / "none")


def test_a_version_not_yet_waiting_leaves_the_old_one(tmp_path):
    shelf = Shelf(tmp_path, "2025-12")
    shelf.exchange(edition(shelf, 1))
    before = hashes(tmp_path)
    edition(shelf, 2)  # the run is killed here
    assert shelf.finish_cut_exchange() is False
    sweep(shelf.work)
    assert hashes(tmp_path) == before


def test_a_damaged_waiting_version_is_not_published(tmp_path):
    shelf = Shelf(tmp_path, "2025-12")
    shelf.exchange(edition(shelf, 1))
    shelf.waiting.parent.mkdir(parents=True, exist_ok=True)
    edition(shelf, 2).rename(shelf.waiting)
    (shelf.waiting / "index.html").write_text("hỏng", "utf-8")
    assert shelf.finish_cut_exchange() is False
    assert content(tmp_path / "2025-12") == "bản 1"


def test_a_work_folder_is_private_and_what_a_killed_run_left_is_swept(tmp_path):
    shelf = Shelf(tmp_path, "2025-12")
    work = shelf.clear_work()
    assert work.stat().st_mode & 0o777 == 0o700
    kernel, foreign = tmp_path / "hcc-k-abc", tmp_path / "cua-nguoi-khac"
    kernel.mkdir()
    foreign.mkdir()
    (work / "kernel-folders").write_text(f"{kernel}\n{foreign}\n", "utf-8")
    assert list(shelf.clear_work().iterdir()) == []
    assert not kernel.exists()
    assert foreign.exists()


HOLD = """
import sys, time
from pathlib import Path
from hcc_helpers.publish.lock import hold
with hold(Path(sys.argv[1]), "kỳ"):
    print("giữ", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def other_run(tmp_path):
    """Another process that holds the lock of 2025-12."""
    command = [sys.executable, "-c", HOLD, str(Shelf(tmp_path, "2025-12").lock_file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        yield process
        process.kill()


def test_a_second_run_is_told_within_two_seconds(tmp_path, other_run):
    began = time.monotonic()
    with pytest.raises(PeriodBusy) as caught, hold(Shelf(tmp_path, "2025-12").lock_file, "Kỳ tháng 12/2025"):
        pass
    assert time.monotonic() - began < 2
    assert caught.value.exit_code == 75
    assert "Kỳ tháng 12/2025" in caught.value.text()


def test_another_period_is_not_held(tmp_path, other_run):
    with hold(Shelf(tmp_path, "2025-11").lock_file, "kỳ khác", wait=0):
        pass
    with hold(Shelf(tmp_path, "2025-12", "public").lock_file, "bản công khai", wait=0):
        pass


def test_a_killed_run_frees_its_period(tmp_path, other_run):
    other_run.kill()
    other_run.wait()
    with hold(Shelf(tmp_path, "2025-12").lock_file, "kỳ", wait=0):
        pass


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "outputs").write_text("một tệp, không phải thư mục", "utf-8")
    with pytest.raises(CannotWrite) as caught, hold(Shelf(tmp_path / "outputs", "2025-12").lock_file, "kỳ"):
        pass
    assert caught.value.exit_code == 73
    assert str(tmp_path / "outputs") in caught.value.text()
