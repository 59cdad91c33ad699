"""Published files as they were published: nothing of them is read before it is held against its manifest."""

from __future__ import annotations

import json
from pathlib import Path

from hcc_helpers.errors import Finding, InputRefused
from hcc_helpers.sealed import file_hash

RESULTS = "results.parquet"


def manifest_of(folder: Path) -> dict | None:
    """The manifest of a published folder; None for half a folder, which is no published period."""
    try:
        found = json.loads((folder / "manifest.json").read_bytes())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and {"version", "outputs", "end", "period"} <= found.keys() else None


def sound_results(folder: Path) -> Path:
    """The results of a published folder. Raises InputRefused (65) where they are not those that were published."""
    manifest = manifest_of(folder)
    known = (manifest or {}).get("outputs", {}).get(RESULTS, {}).get("sha256")
    path = folder / RESULTS
    if known is None or not path.is_file() or file_hash(path) != known:
        raise changed_since(folder, [RESULTS if manifest else "manifest.json"], (manifest or {}).get("period", folder.name))
    return path


def changed_since(folder: Path, names: list[str], period: str) -> InputRefused:
    """The refusal that names what was changed, and how the period comes back."""
    todo = f"làm lại kỳ ấy: hcc run {period} (bản bị sửa được để riêng, không mất)"
    if folder.name != period:  # an earlier version: no run makes it again
        todo = "chuyển thư mục của bản cũ này ra ngoài nơi công bố"
    return InputRefused(
        f"Không dùng số liệu đã công bố của kỳ {period}: tệp đã bị sửa sau khi công bố.",
        [
            Finding(
                "P-cong-bo-bi-sua",
                "refused",
                "Tệp không còn đúng như lúc công bố (dấu băm khác manifest.json).",
                file=str(folder / name),
                accepted="đúng tệp mà hcc run đã ghi",
                todo=f"lấy lại tệp từ bản sao lưu, hoặc {todo}",
            )
            for name in names
        ],
    )
