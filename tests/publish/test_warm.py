"""Kernels forked from one process: ready at once, alone in their sessions, gone with the run, never needed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat as nbf
import pytest
from publish_house import DONE, SHOW, House, hashes, notebook, use_plain_shell

from hcc_helpers.publish import warm
from hcc_helpers.publish.clean_start import LONGEST_FOLDER, environment, new_folder_path
from hcc_helpers.publish.exchange import sweep
from hcc_helpers.publish.kernels import Kernels
from hcc_helpers.publish.warm import WarmKernels

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork a process")

LIGHT = ("ipykernel.kernelapp", "pandas", "matplotlib.pyplot")
ABOUT = (
    "import os, sys, threading\n"
    "print('pandas' in sys.modules, os.getppid(), os.getsid(0) == os.getpid(), hash('xã'), os.environ['PYTHONHASHSEED'])"
)


@pytest.fixture(scope="module")
def kernels():
    warmed = WarmKernels(LIGHT)
    yield warmed
    warmed.close()


def node_of(tmp_path, *cells) -> nbf.NotebookNode:
    return nbf.read(notebook(tmp_path / "01_thu.ipynb", *cells), as_version=4)


def ran(tmp_path, kernels, *cells):
    told = {"period": "2025-12", "data": "/d", "audience": "internal", "run_id": "1"}
    return Kernels(tmp_path, kernels).execute(node_of(tmp_path, *cells), told, tmp_path / "nhat-ky.log")


def printed(outcome) -> str:
    return outcome.notebook.cells[-1].outputs[0]["text"].strip()


def alive(pid: int) -> bool:
    try:
        return "(zombie)" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


def wait_until(is_so, seconds: float = 30.0) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if is_so():
            return True
        time.sleep(0.05)
    return False


def test_a_forked_kernel_holds_what_was_imported_and_has_a_session_of_its_own(tmp_path, kernels):
    done = ran(tmp_path, kernels, ABOUT)
    assert (done.error, done.exit_status) == (None, 0)
    has_pandas, parent, is_leader, number, seed = printed(done).split()
    assert (has_pandas, is_leader, seed) == ("True", "True", "0")
    assert int(parent) == kernels._server.process.pid
    plain = printed(ran(tmp_path, None, ABOUT)).split()
    assert plain[3] == number  # one order of sets and dicts in both


def test_the_process_that_is_forked_has_one_thread_and_no_database(kernels):
    """Of all that a real run imports: a forked thread pool or DuckDB connection hangs for good."""
    code = (
        "import importlib, sys\nfrom hcc_helpers.publish import warm_server as s\n"
        "[importlib.import_module(name) for name in s.PRELOADED]\n"
        "import duckdb, gc\n"
        "print(s.threads(), sum(isinstance(one, duckdb.DuckDBPyConnection) for one in gc.get_objects()), "
        "'papermill' in sys.modules, 'zmq.asyncio' in sys.modules and 0)"
    )
    said = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True)
    assert said.stdout.split()[:3] == ["1", "0", "False"]


def test_a_killed_kernel_is_its_own_loss(tmp_path, kernels):
    done = ran(tmp_path, kernels, "import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    assert type(done.error).__name__ == "DeadKernelError"
    assert done.exit_status == -signal.SIGKILL
    assert ran(tmp_path, kernels, "1").exit_status == 0


def test_what_a_kernel_started_ends_with_it(tmp_path, kernels):
    done = ran(tmp_path, kernels, "import subprocess; print(subprocess.Popen(['sleep', '600']).pid)")
    assert wait_until(lambda: not alive(int(printed(done))))


def test_a_dead_server_is_started_once_more_and_then_kernels_are_plain(tmp_path):
    kernels = WarmKernels(())
    try:
        for parent_lives in (True, False):
            os.kill(kernels._server.process.pid, signal.SIGKILL)
            wait_until(lambda: kernels._server.is_dead)
            done = ran(tmp_path, kernels, ABOUT)
            assert (done.error, done.exit_status) == (None, 0)
            parent = int(printed(done).split()[1])
            assert (parent != os.getpid()) is parent_lives
    finally:
        kernels.close()


def test_a_server_killed_under_a_kernel_takes_it_along_and_is_said(tmp_path):
    kernels = WarmKernels(())
    try:
        done = ran(tmp_path, kernels, "import os, signal; os.kill(os.getppid(), signal.SIGKILL); import time; time.sleep(600)")
        assert type(done.error).__name__ == "DeadKernelError"
        assert not any(Path(line).exists() for line in (tmp_path / "kernel-folders").read_text().split())
    finally:
        kernels.close()


RUNNER = """
import sys
sys.path.insert(0, {tests!r})
from pathlib import Path
from publish_house import House
House(Path(sys.argv[1])).run(kernels="warm")
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_runner_that_ends_leaves_no_server_and_no_kernel(tmp_path, number):
    house = House(tmp_path).sound("00_data_checks")
    said = tmp_path / "pids"
    cell = (
        f"import os, time, pathlib; pathlib.Path({str(said)!r}).write_text(f'{{os.getpid()}} {{os.getppid()}}'); time.sleep(600)"
    )
    notebook(house.notebooks / "01_monthly_report.ipynb", "## Lâu", cell, DONE)
    code = RUNNER.format(tests=str(Path(__file__).parents[1]))
    process = subprocess.Popen([sys.executable, "-c", code, str(house.root)])
    try:
        assert wait_until(lambda: said.is_file() and len(said.read_text().split()) == 2, 120)
        kernel, server = map(int, said.read_text().split())
        assert alive(kernel)
        assert alive(server)
    finally:
        process.send_signal(number)
        process.wait(60)
    assert wait_until(lambda: not alive(kernel) and not alive(server), 10)
    assert not house.page.exists()
    work = house.out / ".hcc" / "work" / "2025-12"
    folders = [Path(line) for line in (work / "kernel-folders").read_text("utf-8").split()]
    sweep(work)  # as the next run does
    assert not any(folder.exists() for folder in folders)


def test_warm_plain_serial_and_side_by_side_give_the_same_bytes(tmp_path, monkeypatch):
    use_plain_shell(monkeypatch)
    made = []
    for number, options in enumerate(
        ({"kernels": "warm", "jobs": 2}, {"kernels": "warm", "jobs": 1}, {"kernels": "plain", "jobs": 2})
    ):
        house = House(tmp_path / str(number)).sound("00_data_checks", "01_monthly_report", "02_obstacles")
        notebook(house.notebooks / "03_more.ipynb", "## Thứ tự?", f"print({{'a', 'b', 'xã'}})\n{SHOW.format('<p>Có.</p>')}", DONE)
        assert house.run(**options) == 0
        made.append(hashes(house.out))
    assert made[0] == made[1] == made[2]


def test_a_batch_starts_one_server(tmp_path, monkeypatch):
    use_plain_shell(monkeypatch)
    started = []
    real = warm._Server.__init__
    monkeypatch.setattr(warm._Server, "__init__", lambda self, modules: (started.append(1), real(self, modules))[1])
    house = House(tmp_path).sound()
    assert house.run("2025-11", "2025-12", kernels="warm") == 0
    assert len(started) == 1
    assert house.run("2025-11", "2025-12", kernels="warm") == 0  # nothing changed: nothing is started
    assert len(started) == 1


@pytest.mark.parametrize("mode", ["warm", "plain"])
def test_what_a_user_has_set_up_for_other_work_plays_no_part(tmp_path, monkeypatch, mode):
    home = tmp_path / "home"
    startup = home / ".ipython" / "profile_default" / "startup" / "00.py"
    settings = home / ".config" / "matplotlib" / "matplotlibrc"
    for path, text in ((startup, "left = 1\n"), (home / "start.py", "left = 2\n"), (settings, "lines.linewidth: 17\n")):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    long = tmp_path / ("t" * (125 - len(str(tmp_path))))
    long.mkdir()
    for name, value in {"HOME": home, "PYTHONSTARTUP": home / "start.py", "MATPLOTLIBRC": settings, "TMPDIR": long}.items():
        monkeypatch.setenv(name, str(value))
    monkeypatch.delenv("IPYTHONDIR", raising=False)
    monkeypatch.setattr("tempfile.tempdir", None)
    kernels = WarmKernels(LIGHT) if mode == "warm" else None
    try:
        done = ran(tmp_path, kernels, "import matplotlib; print('left' in globals(), matplotlib.rcParams['lines.linewidth'])")
        assert done.error is None
        assert printed(done) == "False 1.5"
    finally:
        if kernels is not None:
            kernels.close()


def test_a_folder_of_sockets_has_a_short_path(monkeypatch, tmp_path):
    long = tmp_path / ("t" * 125)
    long.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(long))
    folder = new_folder_path()
    assert len(os.fsencode(folder.parent)) <= LONGEST_FOLDER
    assert folder.name.startswith("hcc-k-")
