"""Notebooks run through papermill in our own process, each in a kernel of its own that nothing else can reach.

Each kernel talks over sockets in a private folder (0700) instead of network ports: two kernels never share an
address, nobody else on the machine can connect, and what the kernel prints goes to a log, not to the screen.
"""

from __future__ import annotations

import copy
import logging
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint
from pathlib import Path

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner
from nbformat import NotebookNode
from papermill.engines import NBClientEngine, papermill_engines
from papermill.execute import execute_notebook

from hcc_helpers.publish.clean_start import environment, new_folder_path
from hcc_helpers.publish.exchange import KERNEL_FOLDERS
from hcc_helpers.publish.notebooks import ASKED_EXIT
from hcc_helpers.publish.warm import Cold, ForkedKernel, WarmKernels

START_SECONDS = 120  # a cold office PC with a virus scanner needs long for its first import
CELL_SECONDS = 1800  # longer than any cell of ours needs; a page that hangs must not hold the period for good
PROVISIONER = "hcc"
Process = subprocess.Popen | ForkedKernel

_ARGUMENTS = ["--HistoryManager.enabled=False"]
# This interpreter, whatever kernels are registered on the machine.
_SPEC = KernelSpec(
    argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", *_ARGUMENTS],
    name="python3",
    display_name="Python 3",
    language="python",
    metadata={"kernel_provisioner": {"provisioner_name": PROVISIONER}},
)
_IPC = os.name == "posix"

# papermill and the client log to the screen (in English, with cell contents): what matters is in the outcome.
for _name in ("papermill", "papermill.utils", "traitlets"):
    logging.getLogger(_name).addHandler(logging.NullHandler())
    logging.getLogger(_name).propagate = False


class Provisioner(LocalProvisioner):
    """Forks the kernel from the warm server of its manager; without one, or when that fails, starts it as usual."""

    async def launch_kernel(self, cmd, **kwargs):
        manager = self.parent
        assert isinstance(manager, PrivateKernelManager), "no other manager names this provisioner"
        if manager.warm is not None:
            try:
                forked = manager.warm.fork(
                    Path(manager.connection_file), _ARGUMENTS, manager.folder, manager.log_file, kwargs["env"]
                )
            except Cold:
                self.process = None
            else:
                self.process = forked  # type: ignore[assignment]  # it has the face of a Popen
                self.pid, self.pgid, self.cwd = forked.pid, None, manager.folder
                return self.connection_info
        return await super().launch_kernel(cmd, **kwargs)


KernelProvisionerFactory.instance().provisioners[PROVISIONER] = EntryPoint(
    PROVISIONER, f"{__name__}:{Provisioner.__name__}", KernelProvisionerFactory.GROUP_NAME
)


class PrivateKernelManager(AsyncKernelManager):
    """A kernel in a private folder; subclasses made per run say which (`folder`, `log_file`, `seen` …)."""

    folder: Path
    log_file: Path
    warm: WarmKernels | None
    seen: list[Process]
    started: Callable[[Process], None]
    lived: list[bool]  # whether the kernel was still alive when it was no longer needed

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        if _IPC:
            self.transport = "ipc"
            self.ip = str(self.folder / "s")
        self.connection_file = str(self.folder / "k.json")

    @property
    def kernel_spec(self) -> KernelSpec:
        return _SPEC

    async def _async_interrupt_kernel(self) -> None:
        if not self.shutting_down:  # the base class interrupts before it kills; one of the two is enough
            await super()._async_interrupt_kernel()

    async def _async_kill_kernel(self, restart: bool = False) -> None:
        # Asked to end politely, ipykernel hangs for ten seconds or aborts in one of five runs (it flushes a stream whose
        # thread it has already stopped). All its output has arrived by now, so it is ended; what counts is that it lived.
        self.lived.extend(process.poll() is None for process in self.seen)
        await super()._async_kill_kernel(restart)

    async def _async_launch_kernel(self, kernel_cmd, **kw):
        kw["env"] = environment(self.folder)
        with self.log_file.open("ab") as log:
            await super()._async_launch_kernel(kernel_cmd, **{**kw, "cwd": str(self.folder), "stdout": log, "stderr": log})
        assert isinstance(self.provisioner, Provisioner), "the kernel's specification names it"
        assert self.provisioner.process is not None, "it was launched just now"
        self.seen.append(self.provisioner.process)
        self.started(self.provisioner.process)


def _note_exit(cell: NotebookNode, cell_index: int, execute_reply: dict) -> None:
    """Mark a cell that called exit(): IPython only makes a note of the wish, and the next cells may still run."""
    if any(wish.get("source") == "ask_exit" for wish in execute_reply["content"].get("payload", [])):
        cell.metadata[ASKED_EXIT] = True


class _KeepingEngine(NBClientEngine):
    """papermill's own engine; keeps the notebook in hand also when the run raises."""

    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name, *, kept, **kwargs):
        kept.append(nb_man.nb)
        return super().execute_managed_notebook(nb_man, kernel_name, **kwargs)


papermill_engines.register("hcc", _KeepingEngine)


@dataclass
class Outcome:
    """What is left of one executed notebook.

    `exit_status`: 0 for a kernel that lived until all was done, else how it ended; None when none was started.
    """

    notebook: NotebookNode
    error: BaseException | None
    exit_status: int | None
    seconds: float = 0.0  # for the screen only


@dataclass
class Kernels:
    """The kernels of one run; `work` is the run's private folder, where their folders are listed for sweeping."""

    work: Path
    warm: WarmKernels | None = None  # where they are forked from; None: each starts by itself
    _running: set[Process] = field(default_factory=set)
    _is_ended: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def execute(self, notebook: NotebookNode, parameters: dict[str, str], log_file: Path) -> Outcome:
        """Run a copy of `notebook`; never raises for what the notebook does. Safe to call from several threads."""
        folder = new_folder_path()  # not below the work folder: the path of a socket may not be long
        with self._lock, (self.work / KERNEL_FOLDERS).open("a", encoding="utf-8") as listed:
            listed.write(f"{folder}\n")  # before it exists, so that a killed run leaves none that is not listed
        folder.mkdir(mode=0o700)
        seen: list[Process] = []
        lived: list[bool] = []
        private = {"folder": folder, "log_file": log_file, "seen": seen, "lived": lived, "warm": self.warm}
        manager = type("Kernel", (PrivateKernelManager,), {**private, "started": staticmethod(self._started)})
        kept: list[NotebookNode] = []
        began = time.monotonic()
        error: BaseException | None = None
        try:
            with log_file.open("a", encoding="utf-8") as log:
                # No cwd here: papermill would change the working folder of the whole process, under other threads.
                execute_notebook(
                    copy.deepcopy(notebook),
                    None,
                    parameters=parameters,
                    engine_name="hcc",
                    kernel_name="python3",
                    progress_bar=False,
                    request_save_on_cell_execute=False,
                    autosave_cell_every=0,
                    kept=kept,
                    start_timeout=START_SECONDS,
                    execution_timeout=CELL_SECONDS,
                    kernel_manager_class=manager,
                    shutdown_kernel="immediate",
                    on_cell_executed=_note_exit,
                    stdout_file=log,
                    stderr_file=log,
                )
        except Exception as raised:
            error = raised
            with log_file.open("a", encoding="utf-8") as log:
                log.write(f"\n{type(raised).__name__}: {raised}\n")
        finally:
            _stop(seen)
            with self._lock:
                self._running.difference_update(seen)
            shutil.rmtree(folder, ignore_errors=True)
        status = 0 if lived and all(lived) else (seen[0].returncode if seen else None)
        return Outcome(kept[0] if kept else notebook, error, status, time.monotonic() - began)

    def kill(self) -> None:
        """End every kernel at once, also those that are just being started (the user pressed Ctrl-C)."""
        with self._lock:
            self._is_ended = True
            running = list(self._running)
        _stop(running)

    def _started(self, process: Process) -> None:
        with self._lock:
            self._running.add(process)
            is_ended = self._is_ended
        if is_ended:
            _stop([process])


def _stop(processes: list[Process]) -> None:
    for process in processes:
        if process.poll() is None:
            process.kill()
            process.wait()
