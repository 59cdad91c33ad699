"""One run at a time for one period.

The lock is the operating system's own lock on an open file, not the file's existence: it vanishes with the process
that held it, however that process ended, so a killed run never leaves a period locked.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from hcc_helpers.errors import CannotWrite, Finding, PeriodBusy

if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def hold(lock_file: Path, what: str, wait: float = 1.5) -> Iterator[None]:
    """Hold the lock while the block runs; `what` names the thing locked, for the message.

    Waits at most `wait` seconds, so that a second run is told within two. Raises PeriodBusy (75) when another
    process holds it and CannotWrite (73) when the lock file cannot be made.
    """
    try:
        lock_file.parent.mkdir(parents=True, exist_ok=True)
        # Never deleted: a second process may already have opened it and wait for the very same file.
        file = lock_file.open("ab")
    except OSError as error:
        raise CannotWrite(f"Không ghi được vào {lock_file.parent}: {error.strerror or 'lỗi của hệ thống tệp'}.") from None
    with file:
        give_up_at = time.monotonic() + wait
        while True:
            try:
                _try_lock(file)
                break
            except OSError:
                if time.monotonic() >= give_up_at:
                    raise PeriodBusy(
                        f"{what} đang được một lượt chạy khác giữ; không có gì bị thay đổi.",
                        [
                            Finding(
                                "P-dang-chay",
                                "refused",
                                "Hai lượt chạy cùng một kỳ, cùng một nơi ghi.",
                                file=str(lock_file),
                                accepted="mỗi lúc một lượt chạy cho một kỳ",
                                todo="đợi lượt kia xong rồi chạy lại, hoặc ghi ra nơi khác bằng --out",
                            )
                        ],
                    ) from None
                time.sleep(0.05)
        yield  # the lock goes with the file's closing
