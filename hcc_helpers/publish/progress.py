"""What a run says while it runs: one line a step, in Vietnamese, on the screen only (never in an output)."""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from hcc_helpers.numbers_vn import round_half_up

NOTHING_CHANGED = "không có gì đổi"


class Progress:
    """Lines on `stream`; on a terminal with a little colour. Safe to call from several threads."""

    def __init__(self, stream=None):
        self._stream = stream or sys.stderr
        self._lock = threading.Lock()
        self._console = None
        if self._stream.isatty():
            from rich.console import Console

            self._console = Console(file=self._stream, highlight=False, soft_wrap=True)

    def line(self, text: str, style: str = "") -> None:
        """One plain line."""
        with self._lock, contextlib.suppress(BrokenPipeError):  # nobody reads any more (`hcc run … | head`): work goes on
            if self._console:
                self._console.print(text, style=style or None, markup=False)
            else:
                print(text, file=self._stream, flush=True)

    def problem(self, text: str) -> None:
        self.line(text, "bold dark_orange3")

    @contextmanager
    def step(self, text: str) -> Iterator[None]:
        """Say what begins ("Đọc tệp xuất…") and, when it ended well, how long it took."""
        began = time.monotonic()
        if self._console:
            self.line(f"{text}…", "dim")
        yield
        self.line(f"{text}: xong, {seconds(time.monotonic() - began)}")


class Silent(Progress):
    """Says nothing: for callers that only want the exit code."""

    def line(self, text: str, style: str = "") -> None:
        pass


def seconds(value: float) -> str:
    """3.24 -> "3,2 giây"."""
    return f"{round_half_up(value, 1)}".replace(".", ",") + " giây"
