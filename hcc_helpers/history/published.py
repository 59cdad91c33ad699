"""Published files as they were published: nothing of them is read before it is held against its manifest."""

from __future__ import annotations

import json
from pathlib import Path

from hcc_helpers.errors import Finding, InputRefused
from hcc_helpers.sealed import SEAL, file_hash, has_its_seal

RESULTS = "results.parquet"
_WITHOUT_SEAL = "urn:hcc-helpers:period:1"


def manifest_of(folder: Path) -> dict | None:
    """The manifest of a published folder; None where there is none that can be read. Whether it is sound, `sound_results` says."""
    try:
        found = json.loads((folder / "manifest.json").read_bytes())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and {"version", "outputs", "end", "period"} <= found.keys() else None


def is_as_written(manifest: dict) -> bool:
    """Whether a manifest is word for word what a run wrote; those of earlier releases have no seal to tell it by."""
    try:
        build = manifest.get("predicate", {}).get("buildDefinition", {}).get("buildType", _WITHOUT_SEAL)
    except AttributeError:
        return False
    return has_its_seal(manifest) or (SEAL not in manifest and build == _WITHOUT_SEAL)


def sound_results(folder: Path) -> Path:
    """The results of a published folder. Raises InputRefused (65) where they are not those that were published."""
    manifest = manifest_of(folder)
    if manifest is None or not is_as_written(manifest):
        raise changed_since(folder, ["manifest.json"], str((manifest or {}).get("period", folder.name)))
    known = manifest["outputs"].get(RESULTS, {}).get("sha256")
    path = folder / RESULTS
    if known is None or not path.is_file() or file_hash(path) != known:
        raise changed_since(folder, [RESULTS], manifest["period"])
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
