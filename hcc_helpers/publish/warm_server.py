"""The process that kernels are forked from: it has imported once what every kernel needs, and does nothing else.

It has no thread and no database connection: a forked process would hang on either. It speaks over the socket that it was
started with, one JSON line a message: {"fork": …} (a kernel) and {"work": …} (one call of a function) give {"forked": pid},
{"kill": pid, "signal": n} is obeyed, the end of either is told as {"ended": pid, "status": n}. {"here": …} calls a function in this
process, which reads what every kernel will ask for, and gives {"read": threads}. When the socket closes, the run is gone, and so are all kernels.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import json
import os
import selectors
import signal
import socket
import sys
from pathlib import Path
from typing import Any

PRELOADED = (
    "pandas",
    "duckdb",
    "pyarrow.parquet",
    "matplotlib.pyplot",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "matplotlib_inline.backend_inline",
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.debugger",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.extensions.storemagic",
    "IPython.core.completer",
    "IPython.core.display",
    "hcc_helpers.month",
    "hcc_helpers.facts.kept_rows",
    "hcc_helpers.report.style",
    "statsmodels.duration.survfunc",
    "statsmodels.stats.multitest",
)
_DIE_WITH_PARENT = 1  # <sys/prctl.h>: PR_SET_PDEATHSIG


def die_with_parent(parent: int) -> None:
    """Ask the system to end this process with its parent (Linux); elsewhere the closing socket must do."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent:  # it went before the call
            os._exit(0)


def threads() -> int:
    """How many threads the system counts in this process, those of C libraries included."""
    try:
        return sum(1 for _ in Path("/proc/self/task").iterdir())
    except OSError:
        return 1


def fit_to_fork() -> int:
    """The threads of this process, which must be one; collecting in a kernel leaves what is shared by now shared."""
    gc.collect()
    gc.freeze()
    return threads()


class Server:
    """Forks kernels on request and tells when they end."""

    def __init__(self, line: socket.socket):
        self.line = line
        self.kernels: set[int] = set()
        self.wake, self.woken = socket.socketpair()
        for end in (self.wake, self.woken):
            end.setblocking(False)

    def serve(self) -> None:
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        signal.set_wakeup_fd(self.wake.fileno(), warn_on_full_buffer=False)
        selector = selectors.DefaultSelector()
        selector.register(self.line, selectors.EVENT_READ)
        selector.register(self.woken, selectors.EVENT_READ)
        rest = b""
        while True:
            for key, _ in selector.select():
                if key.fileobj is self.woken:
                    self.woken.recv(4096)
                    self._tell_ended()
                    continue
                given = self.line.recv(65536)
                if not given:
                    return
                *lines, rest = (rest + given).split(b"\n")
                for text in lines:
                    self._obey(json.loads(text), selector)

    def _obey(self, message: dict[str, Any], selector: selectors.BaseSelector) -> None:
        if "kill" in message:
            if message["kill"] in self.kernels:
                _signal(message["kill"], message["signal"])
            return
        if "here" in message:
            _call(**message["here"])
            self._tell({"read": fit_to_fork()})
            return
        pid = os.fork()
        if pid == 0:
            try:
                signal.set_wakeup_fd(-1)
                selector.close()
                for end in (self.line, self.wake, self.woken):
                    end.close()
                if "work" in message:
                    _work(**message["work"])
                _become_kernel(**message["fork"])
            finally:
                os._exit(1)
        self.kernels.add(pid)
        self._tell({"forked": pid})

    def _tell_ended(self) -> None:
        while self.kernels:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not pid:
                return
            self.kernels.discard(pid)
            self._tell({"ended": pid, "status": os.waitstatus_to_exitcode(status)})

    def _tell(self, message: dict[str, Any]) -> None:
        self.line.sendall(json.dumps(message).encode() + b"\n")

    def end_all(self) -> None:
        for pid in self.kernels:
            _signal(pid, signal.SIGKILL)


def _signal(pid: int, number: int) -> None:
    """To the kernel's whole session: what it has started goes with it. To it alone until it has its session."""
    try:
        if os.getpgid(pid) == pid:
            os.killpg(pid, number)
        else:
            os.kill(pid, number)
    except (ProcessLookupError, PermissionError):
        pass


def _leave_the_server(log: str) -> int:
    """In the forked process: a session of its own, so that to end it never ends the server or the run. The server's id."""
    parent = os.getppid()
    os.setsid()
    die_with_parent(parent)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD):
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
    written = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    for stream in (1, 2):
        os.dup2(written, stream)
    os.close(written)
    return parent


def _work(module: str, function: str, arguments: list[Any]) -> None:
    """In the forked process: one call, whose results lie on disk; 0 where it came to its end. Never returns."""
    _leave_the_server(os.devnull)
    _call(module, function, arguments)
    os._exit(0)


def _call(module: str, function: str, arguments: list[Any]) -> None:
    getattr(importlib.import_module(module), function)(*arguments)


def _become_kernel(arguments: list[str], cwd: str, log: str, environment: dict[str, str]) -> None:
    """In the forked process: a kernel as `python -m ipykernel_launcher` would be one. Never returns."""
    parent = _leave_the_server(log)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(cwd)
    sys.argv = ["ipykernel_launcher", *arguments]
    from ipykernel.kernelapp import IPKernelApp

    application = IPKernelApp.instance(parent_handle=parent)
    application.initialize(arguments)
    application.start()
    os._exit(0)


def main(number: int, parent: int, modules: list[str]) -> None:
    if parent:
        die_with_parent(parent)
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # the run's business, which then closes the socket
        signal.signal(ignored, signal.SIG_IGN)
    line = socket.socket(fileno=number)
    for name in modules:
        importlib.import_module(name)
    server = Server(line)
    server._tell({"ready": fit_to_fork()})
    try:
        server.serve()
    except (OSError, ValueError):
        pass  # the run went away in the middle of a line
    finally:
        server.end_all()
    os._exit(0)


if __name__ == "__main__":
    sys.path = [place for place in sys.path if place not in ("", str(Path.cwd()))]
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
