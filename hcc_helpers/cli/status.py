"""`hcc status`: every month of a data root and how far it is, from what lies in the folders; nothing is computed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from hcc_helpers.centre import load_centre
from hcc_helpers.errors import HccError
from hcc_helpers.history.store import data_version_now
from hcc_helpers.periods import Period, parse_period
from hcc_helpers.personal import masked
from hcc_helpers.places import MONTH, raw_folder
from hcc_helpers.publish.approval import approvals
from hcc_helpers.sources.gathering import NOT_EXPORTS
from hcc_helpers.sources.office.sheets import BOOK
from hcc_helpers.sources.snapshot import load_snapshot, snapshots

HEADINGS = ("Tháng", "Tệp xuất", "Đã đọc", "Đã công bố", "Đã duyệt", "Việc phải làm")
NO = "–"


def status_text(data_root: Path, out_root: Path) -> str:
    """One line a month, from the first to the last that anything is known of; months in between that lack are named."""
    raw = data_root / "raw"
    names = {path.name for path in raw.iterdir() if path.is_dir() and MONTH.match(path.name)} if raw.is_dir() else set()
    names |= set(snapshots(data_root))
    if not names:
        return f"Chưa có tháng nào trong {raw}. Bắt đầu: hcc new THÁNG, ví dụ hcc new 2026-01."
    since = load_centre(data_root).since
    months = [parse_period(min(names))]
    while months[-1].text < max(names):
        months.append(months[-1].next_month())
    rows = [HEADINGS, *(_row(parse_period(month.text, since), data_root, out_root) for month in months)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(HEADINGS))]
    lines = ["  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join(lines)


def _row(period: Period, data_root: Path, out_root: Path) -> tuple[str, ...]:
    exports = _exports(raw_folder(data_root, period.text))
    snapshot = load_snapshot(data_root, period.text)
    published = _manifest(out_root / period.text)
    approved = approvals(data_root, period.text)
    return (
        period.text,
        f"{len(exports)} tệp" if exports else NO,
        f"bản {snapshot.version}" if snapshot else NO,
        f"bản {published['version']}" if published else NO,
        approved[-1].said if approved else NO,
        _todo(period, data_root, exports, snapshot, published, bool(approved)),
    )


def _todo(period: Period, data_root: Path, exports: list[Path], snapshot, published: dict | None, is_approved: bool) -> str:
    if not exports and snapshot is None:
        return f"thiếu tệp xuất: đặt vào raw/{period.text}"
    if snapshot is None or (exports and _is_changed(exports, snapshot.meta.get("files", []))):
        return f"có tệp chưa đọc: hcc check {period.text}"
    if published is None:
        return f"chưa công bố: hcc run {period.text}"
    if published.get("data_version") not in ("", data_version_now(period, data_root)):
        return f"trang đã cũ so với số liệu: hcc run {period.text}"
    return "" if is_approved else f"chưa duyệt: hcc approve {period.text} --by …"


def _exports(folder: Path) -> list[Path]:
    """The files that somebody put there; what `hcc new` makes is none as long as it is alone."""
    if not folder.is_dir():
        return []
    files = sorted(
        p for p in folder.iterdir() if p.is_file() and not p.name.startswith((".", "~$")) and p.name not in NOT_EXPORTS
    )
    return files if any(path.name != BOOK for path in files) else []


def _is_changed(exports: list[Path], read: list[dict]) -> bool:
    known = {record["name"]: record["sha256"] for record in read}  # under the name that may be shown, see personal.masked
    there = {masked(path.name): path for path in exports}
    return known.keys() != there.keys() or any(
        hashlib.sha256(path.read_bytes()).hexdigest() != known[name] for name, path in there.items()
    )


def _manifest(folder: Path) -> dict | None:
    try:
        found = json.loads((folder / "manifest.json").read_bytes())
    except (OSError, ValueError, HccError):
        return None
    return found if isinstance(found, dict) and "version" in found else None
