"""Make the zip: the tracked files of the project, the wheels of every Python asked for, the two files to double-click."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from hcc_helpers.bundle.locked import PATCH, Target, as_requirements, wanted
from hcc_helpers.errors import HccError

HERE = Path(__file__).parent
PYTHONS = ("3.11", "3.12", "3.13")
EPOCH = (2025, 1, 1, 0, 0, 0)  # of every entry: the same files give the same zip
TOP = "bao-cao-hcc"
STARTERS = {"windows": ("cai-dat.bat", "bao-cao.bat"), "linux": ("cai-dat.sh", "bao-cao.sh")}
LEFT_OUT = ("tests/", ".ci/")


def make_bundle(project: Path, target: Target, pythons: tuple[str, ...], to: Path) -> Path:
    """Write the zip. Downloads the wheels: needs the network once, here. Raises HccError naming what has no wheel."""
    with tempfile.TemporaryDirectory() as folder:
        wheels = Path(folder) / "wheels"
        requirements = {}
        for python in pythons:
            requirements[python] = as_requirements(wanted(project, target, python))
            _download(requirements[python], target, python, wheels)
        to.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(to, "w") as archive:
            for name in _tracked(project):
                _put(archive, f"{TOP}/{name}", (project / name).read_bytes())
            for python, text in requirements.items():
                _put(archive, f"{TOP}/goi/can-{python}.txt", text.encode())
            for wheel in sorted(wheels.iterdir()):
                _put(archive, f"{TOP}/goi/{wheel.name}", wheel.read_bytes(), compress=False)
            for name in STARTERS[target.name]:
                text = (HERE / name).read_text("utf-8")
                _put(
                    archive,
                    f"{TOP}/{name}",
                    text.replace("\n", "\r\n").encode() if name.endswith(".bat") else text.encode(),
                    mode=0o755,
                )
    return to


def _download(requirements: str, target: Target, python: str, wheels: Path) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write(requirements)
        file.flush()
        platforms = [word for name in target.platforms for word in ("--platform", name)]
        tag = f"cp{python.replace('.', '')}"
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "pip",
                "download",
                "--quiet",
                "--disable-pip-version-check",
                "--require-hashes",
                "--no-deps",
                "--only-binary",
                ":all:",
                *platforms,
                "--python-version",
                f"{python}.{PATCH}",
                "--implementation",
                "cp",
                "--abi",
                tag,
                "--abi",
                "abi3",
                "--abi",
                "none",
                "--dest",
                str(wheels),
                "-r",
                file.name,
            ],
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        raise HccError(f"Không tải được gói cho {target.name}, Python {python}.\n  " + "\n  ".join(said[:3]))


def _tracked(project: Path) -> list[str]:
    """The files of the project as git knows them, without its tests."""
    listed = subprocess.run(["git", "-C", str(project), "ls-files", "-z"], capture_output=True, check=True).stdout.decode()
    return sorted(name for name in listed.split("\0") if name and not name.startswith(LEFT_OUT) and (project / name).is_file())


def _put(archive: zipfile.ZipFile, name: str, content: bytes, *, compress: bool = True, mode: int = 0o644) -> None:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
    entry.external_attr = mode << 16
    archive.writestr(entry, content)
