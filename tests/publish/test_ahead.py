"""Months and windows stored by two processes side by side: the same bytes as by one, and nothing rests on the second."""

import contextlib
import os
import shutil
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from hcc_helpers.errors import HccError
from hcc_helpers.facts import engine
from hcc_helpers.indicators import stored as results
from hcc_helpers.indicators.compute import compute_window
from hcc_helpers.indicators.month_results import compute
from hcc_helpers.periods import parse_period
from hcc_helpers.publish import ahead
from hcc_helpers.publish.making import Workshop
from hcc_helpers.publish.warm import Cold, WarmKernels
from hcc_helpers.rules import load_centre
from hcc_helpers.sources.values.privacy import KEY_FILE

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork a process")
SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"
MONTHS = ["2025-07", "2025-08", "2025-09", "2025-10", "2025-11", "2025-12"]


@pytest.fixture
def root(tmp_path):
    shutil.copytree(SAMPLE / "reference", tmp_path / "data" / "reference")
    for month in MONTHS:
        (tmp_path / "data" / "raw" / month).mkdir(parents=True)
    return tmp_path / "data"


@pytest.fixture
def kernels():
    warmed = WarmKernels(())
    yield warmed
    warmed.close()


def december(root):
    return parse_period("2025-12", load_centre(root).since)


def is_running(pid: int) -> bool:
    """Also what has ended counts as a process, until its parent has asked how."""
    try:
        return "(zombie)" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


def asked_of_both(root, monkeypatch, makes_key: bool) -> tuple[list, list]:
    """(months imported here, months handed over) of a data root without a snapshot."""
    here, over = [], []

    def imported(data_root, months):
        here.extend(months)
        if makes_key:
            (Path(data_root) / "clean").mkdir(exist_ok=True)
            (Path(data_root) / "clean" / KEY_FILE).write_bytes(b"k" * 32)

    monkeypatch.setattr(ahead, "import_months", imported)
    ahead.store_ahead(december(root), root, lambda function, data_root, months: over.extend(months))
    return here, over


def test_every_month_is_imported_once_and_the_first_before_the_other_process_begins(root, monkeypatch):
    here, over = asked_of_both(root, monkeypatch, makes_key=True)
    assert here[0] == MONTHS[0]
    assert over
    assert sorted(here + over) == MONTHS


def test_two_processes_never_make_two_keys_of_pseudonyms(root, monkeypatch):
    assert asked_of_both(root, monkeypatch, makes_key=False) == (MONTHS[:1], [])


def test_a_month_that_is_refused_is_left_to_the_run_itself(root):
    ahead.store_ahead(december(root), root, lambda *told: None)  # folders without an export: nothing is raised, nothing stored
    assert not list(root.glob("clean/2025-*/*/snapshot.json"))
    with pytest.raises(HccError):
        compute(december(root), root)


@needs_fork
def test_another_process_does_one_call_and_its_death_is_its_own(tmp_path, kernels):
    (tmp_path / "a").write_text("một")
    assert kernels.work(shutil.copyfile, str(tmp_path / "a"), str(tmp_path / "b"))
    assert (tmp_path / "b").read_text() == "một"
    assert not kernels.work(shutil.copyfile, str(tmp_path / "none"), str(tmp_path / "c"))
    assert kernels.work(os.abort)  # killed, as by Ctrl-C: no fault of ours to be said
    assert not (tmp_path / "c").exists()
    kernels.work(shutil.copyfile, str(tmp_path / "a"), str(tmp_path / "c"))
    assert (tmp_path / "c").read_text() == "một"


@needs_fork
def test_a_process_that_has_ended_before_anybody_looks_is_handed_over_all_the_same(kernels, monkeypatch):
    server = kernels._server

    def told_at_once(message):
        server._hear({"forked": 7})
        server._hear({"ended": 7, "status": 0})

    monkeypatch.setattr(server, "_send", told_at_once)
    process = server.fork({"work": {}})
    assert (process.pid, process.poll()) == (7, 0)


@needs_fork
def test_a_run_that_ends_ends_the_other_process(tmp_path, kernels):
    waiting = threading.Thread(target=kernels.work, args=(time.sleep, 600), daemon=True)
    waiting.start()
    until = time.monotonic() + 60
    while not kernels._server.kernels and time.monotonic() < until:
        time.sleep(0.05)
    (pid,) = kernels._server.kernels
    kernels.close()
    waiting.join(10)
    assert not waiting.is_alive()
    until = time.monotonic() + 30
    while is_running(pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_running(pid)
    with pytest.raises(Cold):
        kernels.work(time.sleep, 0)


def stored(root: Path) -> dict[str, bytes]:
    """Every file below clean/ that says what was read and computed; moments of writing are in none of them."""
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.glob("clean/**/*.*")) if path.is_file()}


@pytest.mark.long
@needs_fork
def test_two_processes_store_the_bytes_that_one_stores(tmp_path, kernels):
    roots = [tmp_path / "one" / "data", tmp_path / "two" / "data"]
    for each in roots:
        shutil.copytree(SAMPLE, each, ignore=shutil.ignore_patterns("clean"))
        (each / "clean").mkdir()
        (each / "clean" / KEY_FILE).write_bytes(b"k" * 32)
    ahead.store_ahead(december(roots[1]), roots[1], kernels.work)
    for each in roots:
        assert len(compute(december(each), each).earlier) == 5
        assert compute(december(each), each, is_imported=True).beside
    one, two = map(stored, roots)
    assert sum(name.endswith("snapshot.json") for name in one) == len(MONTHS)
    assert one == two


@needs_fork
def test_the_windows_of_the_next_period_are_stored_as_its_run_would_store_them(sample_root, tmp_path, kernels):
    roots = [tmp_path / "one" / "data", tmp_path / "two" / "data"]
    november = parse_period("2025-11", load_centre(sample_root).since)
    compute(december(sample_root), sample_root)  # the exports are read
    for each in roots:
        shutil.copytree(sample_root, each, ignore=shutil.ignore_patterns("computed"))
        assert ahead._not_computed(november, each)
    assert kernels.work(ahead.compute_beside, str(roots[1]), "2025-11")
    assert ahead._not_computed(november, roots[1]) == []
    for window in ahead._side_by_side(november):
        for each in roots:
            with contextlib.suppress(HccError):  # no export is as old as that
                assert compute_window(window, each).results
    one, two = map(stored, roots)
    assert one == two


def test_a_batch_begins_the_next_period_and_waits_for_it():
    begun = []

    class Warm:
        def work(self, *asked):
            begun.append(asked)

    shop = Workshop(SimpleNamespace(data_root=Path("d")), SimpleNamespace(coming=print), [], [], Warm())
    shop._begin(None)
    assert shop.coming is None
    shop._begin(parse_period("2025-11"))
    shop.coming.join()
    assert begun == [(print, "d", "2025-11")]


def test_what_kernels_find_read_is_what_is_stored_and_opens_no_database(sample_root, monkeypatch):
    month = compute(december(sample_root), sample_root)
    windows = [month.now, *month.earlier, *month.beside.values()]
    monkeypatch.setattr(engine, "_engines", {})
    results.forget_read()
    fresh = [results.read(one.tables) for one in windows]
    ahead.read_ahead(str(sample_root), "2025-12")
    assert engine._engines == {}, "it would hang in every kernel"
    read = [results.read(one.tables) for one in windows]
    assert read == fresh
    assert all(again is one for again, one in zip([results.read(one.tables) for one in windows], read, strict=True))
    results.forget_read()
    assert results.read(month.now.tables) is not read[0]
