"""Values kept on disk that are made anew rather than believed: JSON behind its own hash, written whole or not at all.

A reader gets the value exactly as it was written, or None: for a file that is missing, cut short, changed by hand or by a
failing disk. Nothing here is a source; whoever reads None computes again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import time
import uuid
from pathlib import Path
from typing import Any

TEMPORARY = ".tmp-"
SEAL = "seal"
A_DAY = 24 * 3600


def fingerprint(value: Any) -> str:
    """64 hex digits over a JSON value: equal values, equal digits, on any machine."""
    return hashlib.sha256(_text(value, sort_keys=True)).hexdigest()


def with_seal(content: dict[str, Any]) -> dict[str, Any]:
    """The same record with the fingerprint of all else in it as its `seal`."""
    bare = {name: value for name, value in content.items() if name != SEAL}
    return {**bare, SEAL: fingerprint(bare)}


def has_its_seal(content: Any) -> bool:
    """Whether a record is word for word what `with_seal` gave. Who changes one on purpose can seal it anew; a slip cannot."""
    return isinstance(content, dict) and SEAL in content and with_seal(content) == content


def file_hash(path: Path) -> str:
    """64 hex digits over the bytes of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_sealed(path: Path, value: Any) -> None:
    """Write `value` by one rename. Raises OSError; a file that was there before stays whole."""
    text = _text(value)
    beside = path.with_name(temporary_name())
    try:
        beside.write_bytes(hashlib.sha256(text).hexdigest().encode() + b"\n" + text)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def read_sealed(path: Path) -> Any:
    """What `write_sealed` was given; None where the file is missing or not what it was."""
    try:
        seal, _, text = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return json.loads(text) if seal.decode("ascii", "replace") == hashlib.sha256(text).hexdigest() else None


def temporary_name() -> str:
    """A name that no other process or thread uses; `sweep` knows by it whether its writer still lives."""
    return f"{TEMPORARY}{os.getpid()}-{uuid.uuid4().hex[:8]}"


def sweep(folder: Path) -> None:
    """Take away what killed writers left behind, never what another process is writing."""
    for item in folder.glob(f"{TEMPORARY}*"):
        number = item.name.removeprefix(TEMPORARY).partition("-")[0]
        if not (number.isdigit() and _is_alive(int(number))):
            remove(item)


def remove(item: Path) -> None:
    """A file or a folder, gone where the system allows it."""
    with contextlib.suppress(OSError):
        shutil.rmtree(item) if item.is_dir() else item.unlink()


def touch(path: Path) -> None:
    """Mark as read just now: what is read is not old."""
    with contextlib.suppress(OSError):
        os.utime(path)


def remove_old(folder: Path, kept: Path, pattern: str = "*") -> None:
    """Remove the neighbours of `kept` that nobody has read for a day: a kernel may still be working with yesterday's."""
    for item in folder.glob(pattern):
        with contextlib.suppress(OSError):
            if item != kept and not item.name.startswith(TEMPORARY) and time.time() - item.stat().st_mtime > A_DAY:
                remove(item)


def _text(value: Any, sort_keys: bool = False) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=sort_keys).encode()


def _is_alive(pid: int) -> bool:
    """Whether a writer of that number may still be at work."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
