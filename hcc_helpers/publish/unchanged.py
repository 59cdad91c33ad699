"""Whether a published period would come out the same, seen from hashes alone, before anything is computed or imported.

What a period was made of is noted beside its lock, outside the published folder: hashes of the exports, the stored months,
the reference files, the approvals, the code, the notebooks, the other published periods, and of the manifest that came
out. Only when all of them are as noted, and every published file is as its manifest says, is there nothing to do.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hcc_helpers.periods import Period
from hcc_helpers.publish import manifest
from hcc_helpers.publish.exchange import Shelf
from hcc_helpers.publish.notebooks import Failure, files_of
from hcc_helpers.publish.progress import NOTHING_CHANGED, Progress
from hcc_helpers.publish.shapes import Places

_STORED = ("snapshot.json",)  # names in `DIR/clean/MONTH/N/` that say by hashes what else lies there


def rests_on(period: Period, data_root: Path, shelf: Shelf, places: Places, annex: bool = False) -> dict[str, str]:
    """What a period is made of, one hash a kind."""
    kinds = {
        "period": {
            "text": period.text,
            "start": period.start.isoformat(),
            "end": period.end.isoformat(),
            "audience": shelf.audience,
            "annex": annex,
        },
        "exports": places.exports(data_root),
        "stored": stored(data_root),
        "reference": manifest.reference_hashes(data_root, places.project),
        "approvals": manifest.tree_hashes(data_root / "approvals" / period.text),
        "code": manifest.code_version(),
        "lock": manifest.lock_hash(places.project),
        "python": sys.version,
        "notebooks": notebooks(places.notebooks),
        "earlier": _earlier(period, shelf),
    }
    return {name: hash_of(value) for name, value in kinds.items()}


def hash_of(value: Any) -> str:
    """One hash for a whole kind."""
    return manifest.sha256(manifest.canonical(value))


def notebooks(folder: Path) -> dict[str, str]:
    """Name of each notebook of the report -> hash of its file."""
    return {path.stem: manifest.sha256(path.read_bytes()) for path in files_of(folder)}


def stored(data_root: Path) -> dict[str, str]:
    """The stored months: path -> hash of what each says of itself."""
    clean = data_root / "clean"
    paths = sorted(path for name in _STORED for path in clean.glob(f"*/*/{name}") if not path.parent.name.startswith("."))
    return {path.relative_to(clean).as_posix(): manifest.sha256(path.read_bytes()) for path in paths}


def _earlier(period: Period, shelf: Shelf) -> dict[str, str]:
    """The published periods that pages of this one may read: name -> hash of the manifest."""
    found = {}
    for path in sorted(shelf.current.parent.glob(f"*/{manifest.NAME}")):
        content = manifest.read(path.parent)
        if content is not None and path.parent.name != period.text and str(content.get("end", "")) <= period.end.isoformat():
            found[path.parent.name] = manifest.sha256(path.read_bytes())
    return found


def is_unchanged(shelf: Shelf, rests: dict[str, str]) -> bool:
    """Whether the published period was made of exactly this, and no file of it was touched since."""
    try:
        noted = json.loads(shelf.note.read_bytes())
        manifest_hash = manifest.sha256((shelf.current / manifest.NAME).read_bytes())
    except (OSError, ValueError):
        return False
    return noted == {"rests_on": rests, "manifest": manifest_hash} and not manifest.mismatches(shelf.current)


def note(shelf: Shelf, rests: dict[str, str]) -> None:
    """Note of what the published period was made. Call under the lock, after it took its place."""
    text = manifest.canonical({"rests_on": rests, "manifest": manifest.sha256((shelf.current / manifest.NAME).read_bytes())})
    shelf.note.parent.mkdir(parents=True, exist_ok=True)
    beside = shelf.note.with_suffix(f".{os.getpid()}.new")
    beside.write_bytes(text)
    beside.replace(shelf.note)


def failures(present: dict) -> list[tuple[str, Failure]]:
    """The pages that a published period lacks: title and why."""
    return [(page["title"], Failure(**page["failure"])) for page in present["pages"] if page["failure"]]


def said(failed: Iterable[tuple[str, Failure]]) -> str:
    """Which pages are missing, at which question, and why, for the screen."""
    return "\n".join(f"  {title}\n    Câu hỏi: {one.question}\n    Vì sao: {one.why}" for title, one in failed)


def still_so(shelf: Shelf, period: Period, progress: Progress) -> int:
    """Say that nothing has changed; and, where pages are missing, which and why: they would fail again."""
    present = shelf.published()
    assert present is not None, "what has not changed is published"
    failed = failures(present)
    told = f"{period.title}: {NOTHING_CHANGED} (bản {present['version']}). {shelf.current / 'index.html'}"
    if not failed:
        progress.line(told)
        return 0
    progress.problem(f"{told}\n  Vẫn thiếu {len(failed)} trang; muốn chạy lại dù không có gì đổi: thêm --force.\n{said(failed)}")
    return 1
