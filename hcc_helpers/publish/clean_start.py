"""What a kernel finds around it when it starts: the same on every machine, whatever its user has set up for other work."""

from __future__ import annotations

import importlib.util
import os
import secrets
import stat
import sys
import tempfile
from pathlib import Path

# Settings of somebody's own Python, IPython, Jupyter or matplotlib; a page may not depend on them.
_LEFT_OUT = (
    "PYTHONSTARTUP",
    "PYTHONINSPECT",
    "PYTHONWARNINGS",
    "PYTHONOPTIMIZE",
    "PYTHONBREAKPOINT",
    "JPY_PARENT_PID",
    "IPYTHON_PATH",
    "JUPYTER_CONFIG_DIR",
    "JUPYTER_CONFIG_PATH",
    "MATPLOTLIBRC",
)
LONGEST_FOLDER = 70  # bytes; the path of a socket in it may have 107 on Linux, 103 on macOS
FOLDER_PREFIX = "hcc-k-"


def environment(folder: Path | None = None) -> dict[str, str]:
    """The environment of a kernel whose private folder is `folder` (none: of the process that kernels are forked from)."""
    kept = {name: value for name, value in os.environ.items() if name not in _LEFT_OUT}
    kept |= {
        "TZ": "Asia/Ho_Chi_Minh",
        "LC_ALL": "C.UTF-8",
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": os.environ.get("PYTHONDONTWRITEBYTECODE", ""),
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        # One thread each: notebooks run side by side, and a process that has threads cannot be forked safely.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "JE_ARROW_MALLOC_CONF": "background_thread:false",
    }
    if settings := _drawing_settings():
        kept["MATPLOTLIBRC"] = str(settings)
    if folder is not None:
        kept["IPYTHONDIR"] = str(folder / "ipython")
    return kept


def _drawing_settings() -> Path | None:
    """matplotlib's own settings file, found without importing it."""
    found = importlib.util.find_spec("matplotlib")
    places = list(found.submodule_search_locations or []) if found else []
    return next((path for path in (Path(place) / "mpl-data" / "matplotlibrc" for place in places) if path.is_file()), None)


def new_folder_path() -> Path:
    """A path for a private folder of one kernel, short enough for sockets; not made yet."""
    return _short_place() / f"{FOLDER_PREFIX}{secrets.token_hex(8)}"


def _short_place() -> Path:
    own = [tempfile.gettempdir(), os.environ.get("XDG_RUNTIME_DIR", "")]
    shared = ["/tmp", "/var/tmp", "/dev/shm"] if sys.platform != "win32" else []  # noqa: S108 (made 0700, with a random name)
    for place in (*own, *shared):
        if place and len(os.fsencode(place)) <= LONGEST_FOLDER and _is_fit(Path(place)):
            return Path(place)
    return Path(own[0])


def _is_fit(place: Path) -> bool:
    """Writable, and nobody else can rename what we make there."""
    try:
        mode = place.stat().st_mode
    except OSError:
        return False
    is_others = bool(mode & (stat.S_IWGRP | stat.S_IWOTH))
    return (
        stat.S_ISDIR(mode)
        and os.access(place, os.W_OK | os.X_OK)
        and (not is_others or bool(mode & stat.S_ISVTX) or os.name == "nt")
    )
