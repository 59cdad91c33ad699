"""`hcc lab`: JupyterLab at the start page, with this suite's defaults laid under the user's own settings.

The defaults (hcc_helpers/by_hand/labconfig): nothing is asked of a network, and Tab waits for the first answer of a month, which takes a
small machine longer than Lab's one second.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from hcc_helpers import by_hand
from hcc_helpers.errors import InputMissing
from hcc_helpers.places import project_root

LAB_HELP = "Mở các sổ tính trong JupyterLab, ở trang bắt đầu."


def surroundings(given: dict[str, str]) -> dict[str, str]:
    """The environment of a Lab: the caller's, with our folder of defaults after those that are named there already."""
    ours = str(Path(by_hand.__file__).parent)
    named = [place for place in given.get("JUPYTER_CONFIG_PATH", "").split(os.pathsep) if place]
    return {**given, "JUPYTER_CONFIG_PATH": os.pathsep.join([*named, ours])}


def lab(
    notebook: Annotated[str, typer.Argument(metavar="SỔ_TÍNH", help="Tên một sổ tính trong thư mục notebooks.")] = "start.ipynb",
) -> int:
    """Open Lab at notebooks/NOTEBOOK and stay until it is closed; its own exit code."""
    root = project_root()
    if not (root / "notebooks" / notebook).is_file():
        at_hand = ", ".join(sorted(path.name for path in (root / "notebooks").glob("*.ipynb")))
        raise InputMissing(f"Không có sổ tính “{notebook}” trong thư mục notebooks. Đang có: {at_hand}.")
    words = [sys.executable, "-m", "jupyter", "lab", f"--notebook-dir={root}", str(root / "notebooks" / notebook)]
    return subprocess.run(words, env=surroundings(dict(os.environ)), check=False).returncode  # noqa: S603 (this interpreter, our own words)
