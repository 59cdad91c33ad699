"""The full list of what was refused, in a file of its own: the screen shows the first twenty."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable
from pathlib import Path

from hcc_helpers.errors import FINDING_FIELDS, Finding, InputRefused

FOLDER = "refused"
_HEADINGS = {
    "rule": "Mã lỗi",
    "level": "Mức",
    "message": "Nội dung",
    "file": "Tệp",
    "sheet": "Trang tính",
    "row": "Dòng",
    "column": "Cột",
    "case_id": "Mã hồ sơ",
    "accepted": "Chấp nhận",
    "todo": "Cần làm",
}


def refusal(data_root: Path | str, month: str, findings: list[Finding]) -> InputRefused:
    """The error to raise, after writing `DIR/refused/2025-12.csv` (where DIR is read-only: into a temporary folder)."""
    refused = [finding for finding in findings if finding.level == "refused"]
    files = list(dict.fromkeys(finding.file for finding in refused if finding.file))
    shown = ", ".join(f"“{file}”" for file in files[:5]) + (" …" if len(files) > 5 else "")
    path = _written(Path(data_root) / FOLDER, month, refused)
    message = f"Số liệu tháng {month} chưa nhập được: {len(refused)} chỗ bị từ chối{' trong ' + shown if shown else ''}.\n  Chưa thay đổi gì."
    if path:
        message += f" Danh sách đầy đủ: {path}"
    return InputRefused(message, refused)


def forget(data_root: Path | str, month: str) -> None:
    """Takes away the list of an earlier attempt once the month is imported."""
    try:
        (Path(data_root) / FOLDER / f"{month}.csv").unlink(missing_ok=True)
    except OSError:
        return  # a list that cannot be removed does no harm


def _written(folder: Path, month: str, findings: Iterable[Finding]) -> Path | None:
    for place in (folder, None):
        try:
            if place is None:
                place = Path(tempfile.mkdtemp(prefix="hcc-"))
            place.mkdir(parents=True, exist_ok=True)
            path = place / f"{month}.csv"
            with path.open("w", encoding="utf-8-sig", newline="") as stream:
                writer = csv.writer(stream, delimiter=";")
                writer.writerow(_HEADINGS[name] for name in FINDING_FIELDS)
                for finding in findings:
                    values = (getattr(finding, name) for name in FINDING_FIELDS)
                    writer.writerow(_harmless("" if value is None else str(value)) for value in values)
            return path
        except OSError:
            continue
    return None


def _harmless(text: str) -> str:
    """A cell that a spreadsheet would run as a formula is quoted; headings and sheet names come from outside."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
