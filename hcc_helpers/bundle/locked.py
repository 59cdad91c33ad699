"""requirements.lock read for another machine: which packages it needs there, each with its version and hashes.

pip asks the markers of the machine it runs on, also when it downloads for another one; so they are asked here.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker
from packaging.utils import NormalizedName, canonicalize_name

PATCH = 9  # some wheels ask for more than the first release of a Python; an office's installer has at least this one


@dataclass(frozen=True)
class Target:
    """A kind of machine: what wheels are tagged with, and what markers ask."""

    name: str  # "windows"
    platforms: tuple[str, ...]  # of wheels, best first: "win_amd64"
    environment: tuple[tuple[str, str], ...]  # marker variables that differ from those of this machine

    def marker_values(self, python: str) -> dict[str, str]:
        return {
            **dict(self.environment),
            "python_version": python,
            "python_full_version": f"{python}.{PATCH}",
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
            "extra": "",
        }


WINDOWS = Target(
    "windows",
    ("win_amd64",),
    (("sys_platform", "win32"), ("platform_system", "Windows"), ("os_name", "nt"), ("platform_machine", "AMD64")),
)
# The same zip for Linux: how the way is tried where no Windows is at hand.
LINUX = Target(
    "linux",
    (
        "manylinux_2_28_x86_64",
        "manylinux_2_27_x86_64",
        "manylinux_2_17_x86_64",
        "manylinux2014_x86_64",
        "manylinux_2_12_x86_64",
        "manylinux2010_x86_64",
        "manylinux_2_5_x86_64",
        "manylinux1_x86_64",
    ),
    (("sys_platform", "linux"), ("platform_system", "Linux"), ("os_name", "posix"), ("platform_machine", "x86_64")),
)
TARGETS = {target.name: target for target in (WINDOWS, LINUX)}


@dataclass(frozen=True)
class Pin:
    """One package of the lock: name, "name==version" with its hashes, its marker ("" for everywhere), who asks for it."""

    name: NormalizedName
    pinned: str
    hashes: tuple[str, ...]
    marker: str
    via: tuple[NormalizedName, ...]


def pins(lock: str) -> list[Pin]:
    """Every entry of a requirements.lock as uv writes it."""
    found = []
    for block in re.split(r"\n(?=[A-Za-z0-9])", "\n" + lock):
        head, _, rest = block.strip("\n").partition("\n")
        entry = re.match(r"(?P<pinned>(?P<name>[A-Za-z0-9._-]+)==[^\s;\\]+)\s*(?:;\s*(?P<marker>[^\\]+?))?\s*\\?$", head)
        if entry is None:
            continue
        via = re.findall(r"^\s*#\s+(?:via\s+)?([A-Za-z0-9._-]+)(?: \(.*\))?\s*$", rest, re.M)
        found.append(
            Pin(
                canonicalize_name(entry["name"]),
                entry["pinned"],
                tuple(re.findall(r"--hash=(\S+)", rest)),
                (entry["marker"] or "").strip(),
                tuple(canonicalize_name(name) for name in via if name != "via"),
            )
        )
    return found


def wanted(project: Path, target: Target, python: str) -> list[Pin]:
    """What the suite itself needs on such a machine: its dependencies and theirs, without the tools of its developers."""
    declared = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))
    roots = {canonicalize_name(re.split(r"[<>=!~\[; ]", line, maxsplit=1)[0]) for line in declared["project"]["dependencies"]}
    roots |= {canonicalize_name("setuptools")}  # the package is installed from its folder without a network
    there = [
        pin
        for pin in pins((project / "requirements.lock").read_text("utf-8"))
        if not pin.marker or Marker(pin.marker).evaluate(target.marker_values(python))
    ]
    chosen = set(roots)
    while more := {pin.name for pin in there if pin.name not in chosen and chosen.intersection(pin.via)}:
        chosen |= more
    return [pin for pin in there if pin.name in chosen]


def as_requirements(chosen: list[Pin]) -> str:
    """A requirements file of these pins with their hashes, no markers and no addresses."""
    return "".join(f"{pin.pinned} {' '.join(f'--hash={value}' for value in pin.hashes)}\n" for pin in chosen)
