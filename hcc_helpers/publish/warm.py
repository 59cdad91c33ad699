"""Kernels forked from one process that has imported everything once; the runner's side of it.

A kernel so started is ready in a fraction of a second. Where forking is not to be had, or the process dies twice, the
caller gets `Cold` and starts a plain kernel: slower, with the same pages.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

from hcc_helpers.publish.clean_start import environment
from hcc_helpers.publish.warm_server import PRELOADED

READY_SECONDS = 120.0  # a cold office PC with a virus scanner needs long for its first import
FORK_SECONDS = 20.0
END_SECONDS = 5.0
READ_SECONDS = 60.0
WORK_SECONDS = 1800.0  # longer than half of any first import takes; who waits then does the work itself


class Cold(Exception):
    """No warm kernel to be had; the message says why."""


class ForkedKernel:
    """A process of the server, mostly a kernel, with the face of a subprocess.Popen, which jupyter_client asks for."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, signaller: Callable[[int, int], None]):
        self.pid = pid
        self.returncode: int | None = None
        self._signaller = signaller
        self._ended = threading.Event()

    def poll(self) -> int | None:
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        if not self._ended.wait(timeout if timeout is not None else END_SECONDS):
            if timeout is not None:
                raise subprocess.TimeoutExpired(f"kernel {self.pid}", timeout)
            with contextlib.suppress(OSError):  # asked for without a limit after a kill: the server itself hangs
                os.killpg(self.pid, signal.SIGKILL)
            self.ended(-signal.SIGKILL)
        assert self.returncode is not None, "it is set before the end is told"
        return self.returncode

    def send_signal(self, number: int) -> None:
        if self.returncode is None:
            self._signaller(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def ended(self, status: int) -> None:
        if self.returncode is None:
            self.returncode = status
            self._ended.set()


class _Server:
    """One server process and the thread that listens to it."""

    def __init__(self, modules: tuple[str, ...]) -> None:
        ours, its = socket.socketpair()
        # It ends with the thread that starts it, where that is the thread that ends with the run.
        parent = os.getpid() if threading.current_thread() is threading.main_thread() else 0
        command = [sys.executable, "-m", "hcc_helpers.publish.warm_server", str(its.fileno()), str(parent), *modules]
        with its:
            self.process = subprocess.Popen(  # noqa: S603 (this interpreter, our own module)
                command,
                pass_fds=[its.fileno()],
                env=environment(),
                cwd=tempfile.gettempdir(),
                start_new_session=True,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        self.line = ours
        self.kernels: dict[int, ForkedKernel] = {}
        self.is_dead = False
        self._forked: ForkedKernel | None = None  # the last one; it may have ended by the time that it is asked for
        self._is_ready = False
        self._has_read = False
        self._said = threading.Condition()
        self._one_fork = threading.Lock()
        threading.Thread(target=self._listen, daemon=True, name="warm kernels").start()

    def fork(self, request: dict[str, dict]) -> ForkedKernel:
        with self._one_fork:
            with self._said:
                self._wait_for(lambda: self._is_ready, READY_SECONDS)
                self._forked = None
            self._send(request)
            with self._said:
                self._wait_for(lambda: self._forked is not None, FORK_SECONDS)
                assert self._forked is not None, "what was waited for"
                return self._forked

    def here(self, request: dict[str, dict]) -> None:
        with self._one_fork:
            with self._said:
                self._wait_for(lambda: self._is_ready, READY_SECONDS)
                self._has_read = False
            self._send(request)
            with self._said:
                self._wait_for(lambda: self._has_read, READ_SECONDS)

    def _wait_for(self, is_so: Callable[[], bool], seconds: float) -> None:
        if not self._said.wait_for(lambda: is_so() or self.is_dead, seconds) or self.is_dead:
            raise Cold("tiến trình mẹ của các tiến trình tính toán đã dừng" if self.is_dead else "quá lâu chưa sẵn sàng")

    def _send(self, message: dict) -> None:
        try:
            self.line.sendall(json.dumps(message).encode() + b"\n")
        except OSError as error:
            raise Cold(error.strerror or "đã dừng") from None

    def _signal(self, pid: int, number: int) -> None:
        with contextlib.suppress(Cold):  # a dead server took its kernels along
            self._send({"kill": pid, "signal": int(number)})

    def _listen(self) -> None:
        with contextlib.suppress(OSError, ValueError), self.line.makefile("rb") as lines:
            for line in lines:
                self._hear(json.loads(line))
        with self._said:
            self.is_dead = True
            for kernel in self.kernels.values():
                if kernel.returncode is None and sys.platform != "linux":  # Linux has ended it with its parent
                    with contextlib.suppress(OSError):
                        os.killpg(kernel.pid, signal.SIGKILL)
                kernel.ended(-signal.SIGKILL)
            self._said.notify_all()

    def _hear(self, message: dict) -> None:
        with self._said:
            if message.keys() & {"ready", "read"}:
                if next(iter(message.values())) != 1:
                    raise ValueError("a process with threads must not be forked")
                self._is_ready = self._has_read = True
            elif "forked" in message:
                self._forked = ForkedKernel(message["forked"], self._signal)
                self.kernels[self._forked.pid] = self._forked
            elif message["ended"] in self.kernels:
                self.kernels.pop(message["ended"]).ended(message["status"])
            self._said.notify_all()

    def close(self) -> None:
        """Closing the line ends the server, and it its kernels."""
        with contextlib.suppress(OSError):
            self.line.shutdown(socket.SHUT_RDWR)
        if not self._is_ready:  # it does not listen before it has imported everything, and has no kernels yet
            self.process.kill()
        try:
            self.process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.line.close()


class WarmKernels:
    """The server of a run, started at once and, if it dies, once more. Call the constructor in the main thread."""

    def __init__(self, modules: tuple[str, ...] = PRELOADED) -> None:
        self._modules = modules
        self._lock = threading.Lock()
        self._restarts_left = 1
        self.why_cold = "" if hasattr(os, "fork") else "hệ điều hành không cho nhân bản tiến trình"
        self._server = None if self.why_cold else _Server(modules)

    def fork(self, connection_file: Path, arguments: list[str], cwd: Path, log: Path, env: dict[str, str]) -> ForkedKernel:
        """A running kernel. Raises Cold."""
        told = {"arguments": ["-f", str(connection_file), *arguments], "cwd": str(cwd), "log": str(log), "environment": env}
        return self._forked({"fork": told})

    def work(self, function: Callable[..., None], *arguments: str | list[str]) -> bool:
        """`function`, which stores what it makes, called in a process of its own; False where it met a fault, which being killed is not. Raises Cold."""
        told = {"module": function.__module__, "function": function.__name__, "arguments": arguments}
        process = self._forked({"work": told})
        try:
            return process.wait(WORK_SECONDS) <= 0
        except subprocess.TimeoutExpired:
            process.kill()
            return True

    def here(self, function: Callable[..., None], *arguments: str) -> None:
        """`function`, which only reads, called in the process that kernels are forked from: they all find what it has read."""
        server = self._server
        if server is None:
            return
        try:
            server.here({"here": {"module": function.__module__, "function": function.__name__, "arguments": arguments}})
        except Cold as cold:
            self._after(server, str(cold))

    def _forked(self, request: dict[str, dict]) -> ForkedKernel:
        while True:
            server = self._server
            if server is None:
                raise Cold(self.why_cold)
            try:
                return server.fork(request)
            except Cold as cold:
                self._after(server, str(cold))

    def _after(self, server: _Server, why: str) -> None:
        """Another server in place of one that failed, or none."""
        with self._lock:
            if self._server is not server:
                return
            server.close()
            self.why_cold = why
            self._server = _Server(self._modules) if self._restarts_left else None
            self._restarts_left = 0

    def close(self) -> None:
        with self._lock:
            server, self._server, self.why_cold = self._server, None, "đã đóng"
        if server is not None:
            server.close()
