"""Stored files that somebody touched after they were written: how that is seen, and what is said of it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from hcc_helpers.errors import Finding, InputRefused
from hcc_helpers.sealed import file_hash


def hash_of(path: Path) -> str:
    """Of a stored file, read once in a process as long as nobody touches it."""
    state = path.stat()
    return _hash_of_state(path, state.st_size, state.st_mtime_ns)


@lru_cache(maxsize=4096)
def _hash_of_state(path: Path, size: int, changed: int) -> str:
    return file_hash(path)


def changed_since(folder: Path, names: list[str]) -> InputRefused:
    """The refusal that names what was changed, and how the month comes back."""
    todo = f"lấy lại tệp từ bản sao lưu; không có thì chuyển thư mục {folder} ra nơi khác rồi chạy lại: tháng ấy được nhập lại từ tệp xuất"
    return InputRefused(
        f"Không dùng số liệu lưu của tháng {folder.parent.name}: tệp không còn như lúc ghi.",
        [
            Finding(
                "P-so-lieu-luu-bi-sua",
                "refused",
                "Tệp số liệu lưu bị sửa, hỏng, thiếu hoặc thêm (dấu băm khác snapshot.json).",
                file=str(folder / name),
                accepted="đúng tệp mà bộ công cụ đã ghi",
                todo=todo,
            )
            for name in names
        ],
    )
