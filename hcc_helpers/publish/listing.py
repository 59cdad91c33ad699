"""The list of all published periods, outputs/index.html: written anew when a period came or changed."""

from __future__ import annotations

import json
import os
from pathlib import Path

from hcc_helpers.publish import manifest
from hcc_helpers.publish.exchange import Shelf, writing
from hcc_helpers.publish.lock import hold
from hcc_helpers.publish.shapes import Neighbours

PAGE = "index.html"
WAIT_SECONDS = 30.0  # another period may be writing the list just now; that takes milliseconds


def is_current(out_root: Path, audience: str) -> bool:
    """Whether the list was made of exactly the periods that are published now, by hashes alone."""
    try:
        return json.loads(_note(out_root, audience).read_bytes()) == _made_of(_root(out_root, audience))
    except (OSError, ValueError):
        return False


def is_as_written(out_root: Path, audience: str) -> bool:
    """Whether the list still is what was written; where nothing was noted, whether there is one."""
    path = _root(out_root, audience) / PAGE
    try:
        return json.loads(_note(out_root, audience).read_bytes())["page"] == manifest.sha256(path.read_bytes())
    except (OSError, ValueError, KeyError, TypeError):
        return path.is_file()


def refresh(out_root: Path, audience: str, neighbours: Neighbours) -> None:
    """Write the list of all published periods anew, when it differs. Newest period first."""
    from hcc_helpers.publish.pages import fit

    root, note = _root(out_root, audience), _note(out_root, audience)
    with hold(out_root / ".hcc" / "lock" / f"list-{audience}.lock", "Danh sách các kỳ", wait=WAIT_SECONDS):
        found = [content for folder in sorted(root.iterdir()) if (content := manifest.read_sound(folder)) is not None]
        found.sort(key=lambda content: (content["end"], content["start"], content["period"]), reverse=True)
        html = fit("Danh sách các kỳ", lambda: neighbours.all_periods(found, audience)).encode()
        path = root / PAGE
        with writing(path):
            if not (path.is_file() and path.read_bytes() == html):
                _replace(path, html)
            note.parent.mkdir(parents=True, exist_ok=True)
            _replace(note, manifest.canonical(_made_of(root)))


def _root(out_root: Path, audience: str) -> Path:
    return Shelf(out_root, "-", audience).current.parent


def _note(out_root: Path, audience: str) -> Path:
    return out_root / ".hcc" / "made" / f"list-{audience}.json"


def _made_of(root: Path) -> dict:
    manifests = sorted(root.glob(f"*/{manifest.NAME}"))
    return {
        "code": manifest.code_version(),
        "periods": {path.parent.name: manifest.sha256(path.read_bytes()) for path in manifests},
        "page": manifest.sha256((root / PAGE).read_bytes()),
    }


def _replace(path: Path, content: bytes) -> None:
    beside = path.with_name(f".{path.name}.new")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
