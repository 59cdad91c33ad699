"""manifest.json: from what a published period was made, by which code, and the hash of every file of it.

It holds no wall-clock time and no path of the machine, so that the same inputs give the same bytes anywhere.
"""

from __future__ import annotations

import hashlib
import json
from importlib import metadata
from pathlib import Path
from typing import Any

from hcc_helpers.history.published import is_as_written
from hcc_helpers.places import office_folder
from hcc_helpers.publish.statement import statement
from hcc_helpers.sealed import with_seal

NAME = "manifest.json"
_SOURCES = {".py", ".toml", ".css", ".j2", ".json", ".csv"}


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def canonical(value: Any) -> bytes:
    """One spelling of a JSON value: sorted keys, UTF-8, a newline at the end."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False, default=_plain)
    return (text + "\n").encode()


def _plain(value: Any) -> Any:
    if hasattr(value, "isoformat"):  # dates of settings and snapshots
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} does not belong in a manifest")


def code_version() -> dict[str, str]:
    """The package's version and the hash of its source files (no git needed: what runs is what is hashed)."""
    package = Path(__file__).resolve().parents[1]
    files = sorted(path for path in package.rglob("*") if path.suffix in _SOURCES and path.is_file())
    tree = {path.relative_to(package).as_posix(): sha256(path.read_bytes()) for path in files}
    return {"package": metadata.version("hcc-helpers"), "source_sha256": sha256(canonical(tree))}


def reference_hashes(data_root: Path, project: Path) -> dict[str, str]:
    """The hash of each reference file that holds for `data_root`: its own, else the project's."""
    found: dict[str, Path] = {}
    for folder in (project / "data" / "reference", office_folder(data_root)):
        found |= {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: sha256(path.read_bytes()) for name, path in sorted(found.items())}


def tree_hashes(folder: Path, *, but: tuple[str, ...] = ()) -> dict[str, str]:
    """Path below `folder` -> hash, of every file there; hidden ones and those below `but` are left out."""
    found = {path.relative_to(folder): path for path in folder.rglob("*") if path.is_file()} if folder.is_dir() else {}
    return {
        name.as_posix(): sha256(path.read_bytes())
        for name, path in sorted(found.items())
        if not any(part.startswith(".") or part in but for part in name.parts)
    }


def exports_hashes(data_root: Path) -> dict[str, str]:
    """The hash of every file of the exports in `data_root`, of all months: pages set other months beside their own."""
    return tree_hashes(data_root / "raw")


def lock_hash(project: Path) -> str:
    """The hash of requirements.lock, "" for an installation without it."""
    lock = project / "requirements.lock"
    return sha256(lock.read_bytes()) if lock.is_file() else ""


def inputs_hash(inputs: dict[str, Any], parameters: dict[str, str], code: dict[str, str], lock: str) -> str:
    """The identity of a run: same data, rules, parameters and code give the same hash."""
    return sha256(canonical({"inputs": inputs, "parameters": parameters, "code": code, "requirements_lock": lock}))


def run_id(hash_of_inputs: str) -> str:
    """The name of the run in sentinels and pages: the first 16 digits of the inputs' hash."""
    return hash_of_inputs[:16]


def write(folder: Path, content: dict[str, Any]) -> None:
    """Add the hash and size of every file in `folder` and write manifest.json beside them, an in-toto statement."""
    outputs = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != NAME:
            data = path.read_bytes()
            outputs[path.relative_to(folder).as_posix()] = {"sha256": sha256(data), "bytes": len(data)}
    said = json.loads(canonical({**content, "outputs": outputs, **statement(content, outputs)}))
    (folder / NAME).write_bytes(canonical(with_seal(said)))


def read(folder: Path) -> dict[str, Any] | None:
    """The manifest of a published folder; None where there is none or it cannot be read."""
    try:
        content = json.loads((folder / NAME).read_bytes())
    except (OSError, ValueError):
        return None
    if not isinstance(content, dict) or not isinstance(content.get("version"), int):
        return None
    return content if isinstance(content.get("outputs"), dict) else None


def read_sound(folder: Path) -> dict[str, Any] | None:
    """The same; None also where it is not byte for byte what was written."""
    content = read(folder)
    is_sound = content is not None and is_as_written(content) and (folder / NAME).read_bytes() == canonical(content)
    return content if is_sound else None


def mismatches(folder: Path) -> list[str]:
    """The files of a published folder that are missing, changed or not listed; empty when all is sound."""
    content = read_sound(folder)
    if content is None:
        return [NAME]
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    there.pop(NAME, None)
    listed = content["outputs"]
    wrong = set(listed) ^ set(there)
    wrong |= {name for name in set(listed) & set(there) if sha256(there[name].read_bytes()) != listed[name]["sha256"]}
    return sorted(wrong)


def changed(folder: Path) -> list[str]:
    """The same without files that were only laid beside: what was published and is no longer there as it was."""
    content = read_sound(folder)
    return [name for name in mismatches(folder) if content is None or name in content["outputs"]]
