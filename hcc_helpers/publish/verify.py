"""`hcc verify`: a published period held against its hashes and computed anew, from the stored snapshots, past every cache.

Each thing that does not hold is a Finding that names the file or figure; nothing is written.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from hcc_helpers.errors import Finding, HccError, InputRefused, WrongWords
from hcc_helpers.numbers_vn import whole
from hcc_helpers.periods import Period
from hcc_helpers.places import clean_folder, project_root
from hcc_helpers.publish import listing, manifest
from hcc_helpers.publish.approval import approvals, folder_of
from hcc_helpers.publish.exchange import PUBLIC, Shelf
from hcc_helpers.small_cells.edition import before_hiding, is_hidden
from hcc_helpers.sources.snapshot import load_snapshot

TAMPERED, OTHER = 65, 1
SHOWN = 20


@dataclass
class Verified:
    """What was held against what. `tampered`: files that are not as they were written; `other`: figures that come out otherwise."""

    period: Period
    files: int = 0
    snapshots: int = 0
    figures: int = 0
    tampered: list[Finding] = field(default_factory=list)
    other: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        return TAMPERED if self.tampered else OTHER if self.other else 0

    @property
    def text(self) -> str:
        said = [one.text() for one in (self.tampered + self.other)[:SHOWN]]
        more = len(self.tampered) + len(self.other) - len(said)
        said += [f"… và {whole(more)} chỗ nữa."] if more else []
        said += [f"Lưu ý: {note}" for note in self.notes]
        counted = (
            f"{whole(self.files)} tệp đã công bố, {whole(self.snapshots)} bản số liệu lưu, {whole(self.figures)} con số tính lại"
        )
        verdict = (
            "đều khớp" if not (self.tampered or self.other) else f"{whole(len(self.tampered) + len(self.other))} chỗ không khớp"
        )
        return "\n".join([*said, f"{self.period.title}: {counted}; {verdict}."])


def verify(period: Period, data_root: Path, out_root: Path) -> Verified:
    """Raises WrongWords (2) where the period is not published."""
    found = Verified(period)
    shelves = [Shelf(Path(out_root).resolve(), period.text, audience) for audience in ("internal", PUBLIC)]
    there = [shelf for shelf in shelves if shelf.current.is_dir()]
    if not there:
        raise WrongWords(
            f"{period.title[:1].upper()}{period.title[1:]} chưa được công bố ở {out_root}.",
            [
                Finding(
                    "P-xac-minh-chua-cong-bo",
                    "refused",
                    "Không có gì để xác minh.",
                    accepted="một kỳ đã chạy hcc run",
                    todo=f"chạy hcc run {period.text}, hoặc gõ lại --out THƯ_MỤC",
                )
            ],
        )
    for shelf in there:
        _files(found, shelf)
        _list(found, shelf)
    sound = [(shelf, content) for shelf in there if (content := manifest.read_sound(shelf.current)) is not None]
    _approvals(found, [content for _, content in sound], Path(data_root))
    if sound and _snapshots(found, sound[0][1], Path(data_root)):
        _figures(found, sound[0][1], Path(data_root), sound[0][0].current, sound[0][0].audience == PUBLIC)
    return found


def _files(found: Verified, shelf: Shelf) -> None:
    """The present edition, the note of it, and every earlier version."""
    for folder in [shelf.current, *sorted(shelf.versions.glob("*"), key=lambda path: path.name.zfill(6))]:
        if not folder.is_dir():
            continue
        content = manifest.read_sound(folder)
        found.files += len(content["outputs"]) + 1 if content else 1
        wrong = manifest.mismatches(folder)
        if content is not None and content.get("period", found.period.text) != found.period.text:
            wrong.append(manifest.NAME)  # of another period
        found.tampered += [_changed(folder / name) for name in wrong]
    try:
        noted = json.loads(shelf.note.read_bytes())["manifest"]
    except (OSError, ValueError, KeyError):
        found.notes.append(
            "không có ghi chú của lượt chạy để đối chiếu chính manifest.json; nơi công bố đã được chép từ nơi khác."
        )
        return
    path = shelf.current / manifest.NAME
    if path.is_file() and manifest.sha256(path.read_bytes()) != noted:
        found.tampered.append(_changed(path))
    there = {int(folder.name) for folder in shelf.versions.glob("*") if folder.name.isdigit()}
    present = shelf.published()
    if gone := sorted(set(range(1, present["version"] if present else 1)) - there):
        found.notes.append(f"bản {', '.join(map(str, gone))} không còn ở {shelf.versions}: không đối chiếu được bản ấy.")


def _list(found: Verified, shelf: Shelf) -> None:
    """The list of all periods beside the edition; in the folder meant for sharing also whatever else lies there."""
    found.files += 1
    wrong = [] if listing.is_as_written(shelf.out_root, shelf.audience) else [listing.PAGE]
    if shelf.audience == PUBLIC:
        wrong += [
            path.name
            for path in sorted(shelf.current.parent.iterdir())
            if not (path / manifest.NAME).is_file() and path.name != listing.PAGE
        ]
    found.tampered += [_changed(shelf.current.parent / name) for name in wrong]


def _approvals(found: Verified, editions: list[dict], data_root: Path) -> None:
    """The records of approvals, and whether that which an edition names is among them."""
    try:
        given = {one.number: one for one in approvals(data_root, found.period.text)}
    except HccError as error:
        found.tampered += error.findings
        return
    for said in filter(None, ((content.get("approval") or {}) for content in editions)):
        if (number := said.get("number")) is None:
            continue
        kept = given.get(number)
        known = (kept.by, kept.on.isoformat(), kept.results_sha256) if kept else None
        if known != (said["by"], said["on"], said["results_sha256"]):
            found.tampered.append(_changed(folder_of(data_root, found.period.text) / str(number)))


def _snapshots(found: Verified, present: dict, data_root: Path) -> bool:
    """Each snapshot that the edition rests on, against what was stored; False where today's numbers rest on other ones."""
    is_same = True
    for told in present["inputs"]["snapshots"]:
        found.snapshots += 1
        try:
            snapshot = load_snapshot(data_root, told["period"], told["version"])
            newest = load_snapshot(data_root, told["period"])
        except InputRefused as error:
            found.tampered += error.findings
            continue
        if snapshot is None:
            is_same = False
            found.other.append(_gone(clean_folder(data_root, told["period"]) / str(told["version"])))
            continue
        if snapshot.hash != told["hash"] or snapshot.seal != told.get("sha256", snapshot.seal):
            found.tampered.append(_changed(snapshot.folder / "snapshot.json"))
        if newest is not None and newest.version != told["version"]:
            is_same = False
            found.notes.append(
                f"tháng {told['period']} đã có bản số liệu lưu mới hơn (bản {newest.version}); kỳ này chưa làm lại trên bản ấy."
            )
    return is_same and not found.tampered


def _figures(found: Verified, present: dict, data_root: Path, folder: Path, is_public: bool) -> None:
    """The figures of the period computed anew from the snapshots, past the stored results, against the published ones.

    Of a public edition those that it tells: what is withheld there is no other figure.
    """
    import pyarrow.parquet as pq

    from hcc_helpers.facts.stored import Tables
    from hcc_helpers.indicators.compute import tables_for
    from hcc_helpers.indicators.first_time import compute_whole

    if present["code"] != manifest.code_version() or present["requirements_lock_sha256"] != manifest.lock_hash(project_root()):
        found.notes.append("bộ công cụ hoặc thư viện hôm nay khác lúc công bố; con số tính lại bằng bộ công cụ hôm nay.")
    tables = tables_for(found.period, data_root)
    fresh = compute_whole(Tables(tables.window, tables.settings))
    results = [*fresh.results, *(before_hiding(fresh.results, data_root) if is_public else [])]
    now = {(r.scope, r.by, r.group, r.indicator): r for r in results}
    for row in pq.read_table(folder / "results.parquet").to_pylist():
        if row["period"] != found.period.text or (is_public and is_hidden(row["reason"])):
            continue
        found.figures += 1
        result = now.get((row["scope"], row["by"], row["group"], row["indicator"]))
        if result is None or not _is_same(row, result):
            found.other.append(_differs(row, result, folder))


def _is_same(row: dict, result) -> bool:
    published = (row["value"], row["numerator"], row["denominator"])
    computed = (result.value, result.numerator, result.denominator)
    return all(
        (a is None) == (b is None) and (a is None or abs(float(a) - float(b)) < 1e-9)
        for a, b in zip(published, computed, strict=True)
    )


def _changed(path: Path) -> Finding:
    return Finding(
        "P-xac-minh-tep",
        "refused",
        "Tệp không còn như lúc ghi: bị sửa, thiếu hoặc thêm.",
        file=str(path),
        accepted="đúng tệp mà bộ công cụ đã ghi",
        todo="lấy lại từ bản sao lưu, hoặc làm lại kỳ bằng hcc run --force",
    )


def _gone(folder: Path) -> Finding:
    return Finding(
        "P-xac-minh-thieu",
        "refused",
        "Bản số liệu lưu mà kỳ này dựa vào không còn; không tính lại được con số nào.",
        file=str(folder),
        accepted="đúng thư mục mà bộ công cụ đã ghi",
        todo="lấy lại thư mục từ bản sao lưu, hoặc làm lại kỳ bằng hcc run",
    )


def _differs(row: dict, result, folder: Path) -> Finding:
    group = f", {row['by']} {row['group']}" if row["by"] else ""
    now = "không có" if result is None or result.value is None else repr(result.value)
    message = f"Con số {row['indicator']} ({row['scope']}{group}): đã công bố {row['value']!r}, tính lại {now}."
    return Finding(
        "P-xac-minh-so",
        "refused",
        message,
        file=str(folder / "results.parquet"),
        accepted="số tính lại từ số liệu lưu",
        todo="hcc impact nêu quy tắc hoặc tệp đã đổi; làm lại kỳ bằng hcc run",
    )
