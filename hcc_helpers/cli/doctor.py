"""`hcc doctor`: what this machine lacks, what that would cost, and how to get it."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

OLDEST = (3, 11)
FREE_BYTES = 500_000_000  # a year of months with their pages
LONGEST_TMP = 80  # sockets lie below it, and their whole path may have about 100 characters
SPREADSHEETS = ("soffice", "libreoffice", "excel")


@dataclass(frozen=True)
class Look:
    """One thing looked at. `is_needed`: nothing works without it."""

    what: str
    is_there: bool
    how: str  # what to do where it is missing
    is_needed: bool = True

    @property
    def line(self) -> str:
        if self.is_there:
            return f"  đủ     {self.what}"
        return f"  {'THIẾU' if self.is_needed else 'nên có':<6} {self.what}\n           Cần làm: {self.how}"


def examine(data_root: Path, out_root: Path) -> tuple[str, bool]:
    """(what to print, whether all that is needed is there)."""
    looks = [_python(), _packages(), _writable("thư mục số liệu", data_root), _writable("nơi công bố", out_root), _room(out_root)]
    looks += [_temporary(), _spreadsheet()]
    is_sound = all(look.is_there for look in looks if look.is_needed)
    end = "Máy này chạy được bộ công cụ." if is_sound else "Máy này chưa chạy được bộ công cụ; làm các việc ghi THIẾU."
    return "\n".join(["Máy này:", *(look.line for look in looks), end]), is_sound


def _python() -> Look:
    version = ".".join(map(str, sys.version_info[:3]))
    return Look(
        f"Python {version} (cần từ 3.11)",
        sys.version_info[:2] >= OLDEST,
        "cài Python 3.11, 3.12 hoặc 3.13 rồi chạy make setup (Windows: cai-dat.bat)",
    )


def _packages() -> Look:
    missing = []
    for line in importlib.metadata.requires("hcc-helpers") or []:
        name = line.split(";")[0].strip().split(">")[0].split("=")[0].strip()
        if "extra ==" in line:
            continue
        try:
            importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
    named = f": thiếu {', '.join(missing)}" if missing else ""
    return Look(f"các thư viện{named}", not missing, "chạy make setup (Windows: cai-dat.bat)")


def _writable(what: str, folder: Path) -> Look:
    there = folder
    while not there.exists() and there != there.parent:
        there = there.parent
    return Look(
        f"{what} {folder} ghi được",
        os.access(there, os.W_OK),
        f"xin quyền ghi vào {there}, hoặc chọn thư mục khác (--data, --out)",
    )


def _room(folder: Path) -> Look:
    there = folder.resolve()
    while not there.exists() and there != there.parent:
        there = there.parent
    free = shutil.disk_usage(there).free
    return Look(f"còn {free / 1e9:.1f} GB đĩa trống".replace(".", ","), free >= FREE_BYTES, "dọn bớt đĩa; cần khoảng 0,5 GB")


def _temporary() -> Look:
    folder = tempfile.gettempdir()
    return Look(f"thư mục tạm {folder}", len(folder) <= LONGEST_TMP, "đặt biến TMPDIR tới một đường dẫn ngắn, ví dụ /tmp")


def _spreadsheet() -> Look:
    found = next((name for name in SPREADSHEETS if shutil.which(name)), "") or (
        "Excel" if sys.platform in ("win32", "darwin") else ""
    )
    what = "phần mềm bảng tính để ghi sổ theo dõi" + (f" ({found})" if found else "")
    return Look(what, bool(found), "cài Excel hoặc LibreOffice trên máy ghi sổ; máy làm báo cáo không bắt buộc", is_needed=False)
