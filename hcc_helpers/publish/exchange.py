"""Where a published period lies, and how a new version takes its place all at once.

A finished version is first renamed to a waiting place (from then on it is complete and on the disk). Then it changes
places with the present version in one step (`atomic.swap`), and what now waits, the version before, is put away as
`versions/PERIOD/N`. Cut anywhere, `PERIOD` is the old version or the new one, whole; what still waits is put in its
place by the next command. Only where the system cannot exchange are there two renames with a moment between.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hcc_helpers.errors import CannotWrite
from hcc_helpers.publish import manifest
from hcc_helpers.publish.atomic import swap

PUBLIC = "public"
_WHY = {
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.EDQUOT: "đã hết dung lượng được cấp",
    errno.EFBIG: "tệp vượt giới hạn của hệ thống",
    errno.EROFS: "nơi ghi chỉ cho đọc",
    errno.EACCES: "không có quyền ghi",
    errno.EPERM: "không có quyền ghi",
    errno.ENOTDIR: "đường dẫn đi qua một tệp, không phải thư mục",
}


@contextmanager
def writing(place: Path) -> Iterator[None]:
    """Turn any failure of the file system in the block into CannotWrite (73) that names the path."""
    try:
        yield
    except OSError as error:
        why = _WHY.get(error.errno or 0, error.strerror or "lỗi của hệ thống tệp")
        raise CannotWrite(
            f"Không ghi được {error.filename or place}: {why}. Số liệu đã công bố trước đó không bị thay đổi."
        ) from None


@dataclass(frozen=True)
class Shelf:
    """The places of one period for one audience under `out_root`."""

    out_root: Path
    period: str  # the period as typed, the name of its folder
    audience: str = "internal"

    @property
    def _name(self) -> str:
        return self.period if self.audience == "internal" else f"{PUBLIC}-{self.period}"

    @property
    def current(self) -> Path:
        return self.out_root / self.period if self.audience == "internal" else self.out_root / PUBLIC / self.period

    @property
    def versions(self) -> Path:
        # Earlier public versions stay out of the folder meant for sharing.
        folder = self.out_root / "versions"
        return folder / self.period if self.audience == "internal" else folder / PUBLIC / self.period

    @property
    def waiting(self) -> Path:
        return self.out_root / ".hcc" / "waiting" / self._name

    @property
    def aside(self) -> Path:
        """Editions and files that were changed after they were published; never read again."""
        return self.out_root / ".hcc" / "aside" / self._name

    @property
    def work(self) -> Path:
        return self.out_root / ".hcc" / "work" / self._name

    @property
    def lock_file(self) -> Path:
        return self.out_root / ".hcc" / "lock" / f"{self._name}.lock"

    @property
    def note(self) -> Path:
        """Of what the present version was made (`unchanged.py`)."""
        return self.out_root / ".hcc" / "made" / f"{self._name}.json"

    def published(self) -> dict | None:
        """The manifest of the present version, None when the period is not published."""
        return manifest.read(self.current)

    def next_version(self) -> int:
        """The number after the highest ever used for this period."""
        numbers = [int(folder.name) for folder in self.versions.glob("*") if folder.name.isdigit()]
        present = self.published()
        return max([0, *numbers, *([int(present["version"])] if present else [])]) + 1

    def clear_work(self) -> Path:
        """An empty private (0700) work folder; what a killed run left there goes. Call under the lock."""
        with writing(self.work):
            sweep(self.work)
            self.work.mkdir(parents=True, mode=0o700)
            self.work.chmod(0o700)
        return self.work

    def finish_cut_exchange(self) -> bool:
        """Bring a cut exchange to its end; True when a waiting version was put in place. Call under the lock."""
        if not self.waiting.exists():
            return False
        with writing(self.waiting):
            if self._waits_the_version_before():
                self._put_away(self.waiting)
                return False
            if manifest.mismatches(self.waiting):  # never so by our own hand; a damaged version is not published
                shutil.rmtree(self.waiting)
                return False
            self._swap()
        return True

    def _waits_the_version_before(self) -> bool:
        """Whether the exchange was cut after the step: the present version is sound and newer than the one that waits."""
        waits = manifest.read(self.waiting)
        if manifest.mismatches(self.current):
            return False
        present = self.published()
        return waits is None or (present is not None and int(waits["version"]) < int(present["version"]))

    def exchange(self, staged: Path) -> None:
        """Publish the complete folder `staged` (same file system). Call under the lock."""
        with writing(self.current):
            _to_disk(staged)
            self.waiting.parent.mkdir(parents=True, exist_ok=True)
            staged.rename(self.waiting)
            _to_disk(self.waiting.parent, below=False)
            self._swap()

    def _swap(self) -> None:
        self.current.parent.mkdir(parents=True, exist_ok=True)
        if not self.current.exists():
            self.waiting.rename(self.current)
        elif swap(self.waiting, self.current):
            _to_disk(self.current.parent, below=False)
            self._put_away(self.waiting)
        else:
            self._put_away(self.current)
            self.waiting.rename(self.current)
        _to_disk(self.current.parent, below=False)

    def _put_away(self, before: Path) -> None:
        """Keep the version before under its own number, else under the first free one. Only what was published becomes a
        version: one whose files were changed since is set aside, and so are files that somebody laid beside them."""
        content = manifest.read(before)
        if content is None or manifest.changed(before):
            self._set_aside(before)
            return
        for name in manifest.mismatches(before):
            self._set_aside(before / name)
        number = int(content["version"])
        while number < 1 or (self.versions / str(number)).exists():
            number += 1
        self.versions.mkdir(parents=True, exist_ok=True)
        before.rename(self.versions / str(number))

    def _set_aside(self, path: Path) -> None:
        """Keep what is not as it was published where nobody takes it for a version."""
        number = 1
        while (self.aside / str(number)).exists():
            number += 1
        (self.aside / str(number)).mkdir(parents=True)
        path.rename(self.aside / str(number) / path.name)


KERNEL_FOLDERS = "kernel-folders"  # in the work folder: one line per private kernel folder outside it


def sweep(work: Path) -> None:
    """Remove a work folder and the kernel folders that it lists (a killed run could not remove them itself)."""
    listed = work / KERNEL_FOLDERS
    for line in listed.read_text("utf-8").splitlines() if listed.is_file() else []:
        folder = Path(line)
        if folder.name.startswith("hcc-k-") and folder.is_dir() and not folder.is_symlink():
            shutil.rmtree(folder, ignore_errors=True)
    if work.exists():
        shutil.rmtree(work)


def _to_disk(folder: Path, below: bool = True) -> None:
    """Flush a folder (and what lies below) to the disk, so that a power cut cannot leave empty files."""
    if os.name == "nt":  # folders cannot be opened there
        return
    paths = [folder, *(sorted(folder.rglob("*")) if below else [])]
    for path in paths:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
