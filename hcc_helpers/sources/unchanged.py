"""Whether a month's exports were already imported just as they lie there: by hashes, without reading a single cell.

`DIR/clean/2025-12/imported.json` (sealed) says from what the newest version was made: every file of the month's folder, the
settings and reference files, the office's key for pseudonyms, the code that reads. Where one of them differs, or the note is
missing or damaged, the month is imported again; that it gives the same snapshot costs time, nothing else.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from hcc_helpers.places import clean_folder, project_root, raw_folder
from hcc_helpers.sealed import file_hash, fingerprint, read_sealed, write_sealed
from hcc_helpers.sources.snapshot import Snapshot, load_snapshot

_NOTE = "imported.json"
_READERS = ("pyarrow", "python-calamine", "lxml", "rapidfuzz", "numpy")  # another version may read a cell otherwise
PACKAGE = Path(__file__).resolve().parents[1]


def imported_as_it_lies(data_root: Path | str, month: str) -> Snapshot | None:
    """The newest snapshot where importing the month again could give no other; None where it has to be imported."""
    note = read_sealed(clean_folder(data_root, month) / _NOTE)
    snapshot = load_snapshot(data_root, month) if note else None
    if snapshot is None or [snapshot.version, snapshot.hash] != note["snapshot"]:
        return None
    is_same = note["from"] == origin(data_root, month) and note["key"] == _key(data_root)
    return snapshot if is_same else None


def exports_as_read(data_root: Path | str, month: str) -> bool:
    """Whether the month's own folder and corrections are still those that the newest snapshot was read from.

    For months beside the one that is reported: a new release of this suite is no reason to read all of them again.
    """
    note, here = read_sealed(clean_folder(data_root, month) / _NOTE), origin(data_root, month)
    return note is not None and here is not None and note["from"].partition("-")[0] == here.partition("-")[0]


def remember(data_root: Path | str, snapshot: Snapshot, origin: str | None) -> None:
    """Note from what the snapshot was made. Without the note the month is only read once more."""
    if origin is None:
        return
    try:
        write_sealed(
            snapshot.folder.parent / _NOTE,
            {"from": origin, "key": _key(data_root), "snapshot": [snapshot.version, snapshot.hash]},
        )
    except OSError:
        return


def refused_as_it_lies(data_root: Path | str, month: str) -> str | None:
    """Why the exports that lie there could not be imported, as it was said the last time; None where that must be tried."""
    note = read_sealed(_refusal(data_root, month))
    return note["why"] if note and note["from"] == origin(data_root, month) else None


def remember_refusal(data_root: Path | str, month: str, origin: str | None, why: str) -> None:
    """Note why a month beside the one that is reported could not be imported, so that not every reader tries again."""
    path = _refusal(data_root, month)
    if origin is None:
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_sealed(path, {"from": origin, "why": why})
    except OSError:
        return


def _refusal(data_root: Path | str, month: str) -> Path:
    return clean_folder(data_root, month).parent / "computed" / "not-imported" / f"{month}.json"


def origin(data_root: Path | str, month: str) -> str | None:
    """What is about to be read, before it is read; None where a file does not let itself be read."""
    try:
        return made_from(data_root, month)
    except OSError:
        return None


def made_from(data_root: Path | str, month: str) -> str:
    """Two times 64 hex digits: over the month's own exports and corrections, and over everything else that importing it reads.

    Raises OSError for a file that cannot be read.
    """
    root, raw = Path(data_root), raw_folder(data_root, month)
    own = {"raw": _tree(raw), "corrections": _tree(root / "corrections", f"{month}*")}
    others = {"reference": _tree(root / "reference"), "project": _tree(project_root() / "data" / "reference")}
    return f"{fingerprint(own)}-{fingerprint([others, _code()])}"


def _tree(folder: Path, names: str = "*") -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): _said(path) for path in folder.rglob(names)} if folder.is_dir() else {}


def _key(data_root: Path | str) -> dict[str, str]:
    """The office's key for pseudonyms: the first import of all makes it."""
    return {path.name: file_hash(path) for path in (Path(data_root) / "clean").glob("*") if path.is_file()}


def _said(path: Path) -> str:
    """A folder beside the exports is only named; a file is its bytes."""
    return file_hash(path) if path.is_file() else "-"


@lru_cache
def _code() -> list:
    files = [*PACKAGE.glob("*.py"), *(path for path in (PACKAGE / "sources").rglob("*") if path.suffix in {".py", ".toml"})]
    return [{path.relative_to(PACKAGE).as_posix(): file_hash(path) for path in files}, [version(name) for name in _READERS]]
