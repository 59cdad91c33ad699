"""The zip for offices without internet: what is in it, and that it installs and runs with the network cut."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile

import pytest

from hcc_helpers.bundle.locked import LINUX, WINDOWS, as_requirements, pins, wanted
from hcc_helpers.bundle.making import HERE, STARTERS, TOP, make_bundle
from hcc_helpers.places import project_root

LOCK = """\
pandas==3.0.1 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
    # via
    #   hcc-helpers (pyproject.toml)
    #   statsmodels
pywinpty==3.0.2 ; os_name == 'nt' \\
    --hash=sha256:cc
    # via terminado
six==1.17.0 ; python_full_version < '3.12' \\
    --hash=sha256:dd
    # via python-dateutil
"""


def test_the_lock_is_read_with_markers_hashes_and_who_asks():
    pandas, pywinpty, six = pins(LOCK)
    assert (pandas.pinned, pandas.hashes, pandas.marker) == ("pandas==3.0.1", ("sha256:aa", "sha256:bb"), "")
    assert pandas.via == ("hcc-helpers", "statsmodels")
    assert pywinpty.marker == "os_name == 'nt'"
    assert six.via == ("python-dateutil",)
    assert as_requirements([pywinpty]) == "pywinpty==3.0.2 --hash=sha256:cc\n"


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_windows_gets_what_only_windows_needs_and_no_tools_of_developers(python):
    windows = {pin.name for pin in wanted(project_root(), WINDOWS, python)}
    linux = {pin.name for pin in wanted(project_root(), LINUX, python)}
    assert {"pandas", "duckdb", "papermill", "pywinpty", "colorama", "setuptools"} <= windows
    assert "pywinpty" not in linux
    assert not {"pytest", "ruff", "playwright", "hypothesis"} & (windows | linux)
    assert all(pin.hashes for pin in wanted(project_root(), WINDOWS, python))


def test_what_is_double_clicked_speaks_vietnamese_and_asks_no_network():
    for name in STARTERS["windows"]:
        text = (HERE / name).read_text("utf-8")
        assert "chcp 65001" in text
    install = (HERE / "cai-dat.bat").read_text("utf-8")
    lines = [line for line in install.splitlines() if "pip install" in line]
    assert lines
    assert all("--no-index" in line for line in lines)


@pytest.mark.long
def test_the_zip_installs_and_runs_a_month_with_the_network_cut(tmp_path):
    """For this machine, the same way as for Windows; needs the package registry once, to make the zip."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    if shutil.which(f"python{python}") is None:
        pytest.fail(f"python{python} is not on the PATH")
    made = make_bundle(project_root(), LINUX, (python,), tmp_path / "hcc.zip")
    with zipfile.ZipFile(made) as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / TOP
    cut = ["unshare", "--net"] if shutil.which("unshare") else []
    quiet = {
        "PATH": str(shutil.which(f"python{python}")).rpartition("/")[0] + ":/usr/bin:/bin",
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "PIP_INDEX_URL": "http://127.0.0.1:9/",
        "PIP_CONFIG_FILE": "/dev/null",
    }
    subprocess.run(["sh", "cai-dat.sh"], cwd=folder, check=True, env=quiet)
    subprocess.run([*cut, "sh", "-c", "ip link set lo up 2>/dev/null; exec sh bao-cao.sh"], cwd=folder, check=True, env=quiet)
    assert (folder / "outputs" / "2025-12" / "index.html").is_file()
