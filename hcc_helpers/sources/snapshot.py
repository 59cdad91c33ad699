"""The snapshot of a month: declared columns only, written once, hashed, compared with the version before.

`DIR/clean/2025-12/1/` holds `<table>.parquet`, `findings.parquet`, `changes.parquet` and `snapshot.json`. It appears by
one rename, so that nobody ever reads half of one.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from hcc_helpers.errors import FINDING_FIELDS, CannotWrite, Finding
from hcc_helpers.places import MONTH, clean_folder
from hcc_helpers.sealed import SEAL, file_hash, has_its_seal, sweep, temporary_name, with_seal
from hcc_helpers.sources.columns import TABLES
from hcc_helpers.sources.touched import changed_since, hash_of

if TYPE_CHECKING:  # slow to import; whoever only asks which snapshots there are needs none of it
    import pyarrow as pa

_JSON = "snapshot.json"
_FINDINGS = "findings.parquet"
_CHANGES = "changes.parquet"


@dataclass(frozen=True)
class Snapshot:
    """One stored version of one month. `tables`: name → Parquet file; a table that no file gave is absent."""

    folder: Path
    period: str
    version: int
    hash: str
    extracted_at: datetime
    tables: dict[str, Path]
    covers: dict[str, tuple[date, date] | None]
    meta: dict

    def findings(self) -> list[Finding]:
        """Everything found while importing, refusals apart: those made no snapshot."""
        import pyarrow.parquet as pq

        return [Finding(**row) for row in pq.read_table(self.folder / _FINDINGS).to_pylist()]

    def changes(self) -> pa.Table:
        """What differs from the version before: table, key, change (added, removed, changed)."""
        import pyarrow.parquet as pq

        return pq.read_table(self.folder / _CHANGES)

    @property
    def seal(self) -> str:
        """64 hex digits over snapshot.json, which holds those of every other file."""
        return file_hash(self.folder / _JSON)

    def changed_files(self) -> list[str]:
        """The files that are missing or not as they were stored; snapshots of earlier releases know nothing of theirs."""
        stored = self.meta.get("stored", {})
        there = {path.name: path for path in self.folder.glob("*.parquet")} if stored else {}
        return sorted(name for name in stored.keys() | there if name not in there or hash_of(there[name]) != stored.get(name))


@dataclass
class Draft:
    """What an import found, ready to be stored."""

    period: str
    extracted_at: datetime
    tables: dict[str, pa.Table]
    columns: dict[str, list[str]]  # table → declared columns that a file, a constant or the catalogue gave
    covers: dict[str, tuple[date, date] | None]
    files: list[dict]
    findings: list[Finding] = field(default_factory=list)
    said: dict = field(default_factory=dict)  # what the office itself put in: corrections, own words
    unlisted: dict[str, dict[str, int]] = field(default_factory=dict)  # names for centre.toml's lists; never stored


def snapshots(data_root: Path | str) -> list[str]:
    """The months that have a snapshot, in order of time."""
    clean = Path(data_root) / "clean"
    if not clean.is_dir():
        return []
    return sorted(folder.name for folder in clean.iterdir() if MONTH.match(folder.name) and _versions(folder))


def load_snapshot(data_root: Path | str, month: str, version: int | None = None) -> Snapshot | None:
    """The newest snapshot of a month, or the given version; None where there is none.

    Nothing of it is read before it is held against its hashes: InputRefused (65) names what is not as it was stored.
    """
    folder = clean_folder(data_root, month)
    versions = _versions(folder)
    if not versions or (version is not None and version not in versions):
        return None
    place = folder / str(version or versions[-1])
    try:
        snapshot = _load(place)
        is_sound = snapshot is not None and (snapshot.period, snapshot.version) == (month, int(place.name))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        is_sound = False
    wrong = snapshot.changed_files() if is_sound and snapshot is not None else [_JSON]
    if wrong or snapshot is None:
        raise changed_since(place, wrong)
    return snapshot


def store(data_root: Path | str, draft: Draft) -> Snapshot:
    """Writes the draft as the next version; the newest version where its content is the same. Raises CannotWrite."""
    import pyarrow as pa

    before = load_snapshot(data_root, draft.period)
    content = content_hash(draft)
    if before is not None and before.hash == content:
        return before
    folder = clean_folder(data_root, draft.period)
    changes, summary = _compared(before, draft)
    version = (before.version if before else 0) + 1
    meta = {
        "period": draft.period,
        "version": version,
        "hash": content,
        "extracted_at": draft.extracted_at.isoformat(),
        "covers": {name: [day.isoformat() for day in span] if span else None for name, span in sorted(draft.covers.items())},
        "tables": {name: table.num_rows for name, table in sorted(draft.tables.items())},
        "columns": {name: columns for name, columns in sorted(draft.columns.items())},
        "files": draft.files,
        "findings": dict(sorted(Counter(finding.level for finding in draft.findings).items())),
        "changed": summary,
        **draft.said,
    }
    temporary = folder / temporary_name()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        sweep(folder)
        temporary.mkdir()
        for name, table in draft.tables.items():
            _write(table, temporary / f"{name}.parquet")
        rows = [asdict(finding) for finding in draft.findings]
        _write(pa.Table.from_pylist(rows, schema=_schema(FINDING_FIELDS, {"row"})), temporary / _FINDINGS)
        _write(changes, temporary / _CHANGES)
        meta["stored"] = {path.name: file_hash(path) for path in sorted(temporary.glob("*.parquet"))}
        (temporary / _JSON).write_text(json.dumps(with_seal(meta), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        temporary.rename(folder / str(version))
    except OSError as error:
        shutil.rmtree(temporary, ignore_errors=True)
        if (folder / str(version)).exists():  # two notebooks opened side by side: the other process stored it first
            return store(data_root, draft)
        raise CannotWrite(f"Không ghi được số liệu đã nhập vào “{folder}”: {_reason(error)}.") from error
    written = load_snapshot(data_root, draft.period, version)
    assert written is not None, "it was renamed to its place just now"
    return written


def content_hash(draft: Draft) -> str:
    """SHA-256 of what the snapshot says: rows, covering days, extraction time, findings; not of how it is packed.

    Pseudonyms count by the order in which they first appear: their key differs from office to office.
    """
    import pyarrow as pa

    digest = hashlib.sha256()
    facts = {
        "period": draft.period,
        "extracted_at": draft.extracted_at.isoformat(),
        "covers": {name: str(span) for name, span in sorted(draft.covers.items())},
        "columns": dict(sorted(draft.columns.items())),
        "files": [(item["name"], item["sha256"]) for item in draft.files],
        "findings": [asdict(finding) for finding in draft.findings],
        "said": draft.said,
    }
    digest.update(json.dumps(facts, ensure_ascii=False, sort_keys=True).encode())
    for name, table in sorted(draft.tables.items()):
        if "person_key" in table.column_names:
            order = table["person_key"].combine_chunks().dictionary_encode().indices
            table = table.set_column(table.schema.get_field_index("person_key"), "person_key", order)
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, table.schema.remove_metadata()) as stream:
            for batch in table.combine_chunks().to_batches():
                stream.write_batch(batch)
        digest.update(name.encode())
        digest.update(sink.getvalue())
    return digest.hexdigest()


def differences(before: Snapshot | None, draft: Draft) -> dict[str, dict[str, int]]:
    """How many rows of each table are added, removed and changed against the version before; nothing for a first one."""
    return _compared(before, draft)[1]


def _schema(names, whole_numbers=frozenset()) -> pa.Schema:
    import pyarrow as pa

    return pa.schema([pa.field(name, pa.int64() if name in whole_numbers else pa.string()) for name in names])


def _write(table: pa.Table, path: Path) -> None:
    import pyarrow.parquet as pq

    pq.write_table(table.combine_chunks(), path, compression="zstd", use_dictionary=True, store_schema=False)


def _load(folder: Path) -> Snapshot | None:
    """What snapshot.json says; None where it is not as it was written (earlier releases knew no seal)."""
    meta = json.loads((folder / _JSON).read_text(encoding="utf-8"))
    if SEAL in meta and not has_its_seal(meta):
        return None
    covers = {
        name: (date.fromisoformat(span[0]), date.fromisoformat(span[1])) if span else None
        for name, span in meta["covers"].items()
    }
    tables = {name: folder / f"{name}.parquet" for name in meta["tables"]}
    taken = datetime.fromisoformat(meta["extracted_at"])
    return Snapshot(folder, meta["period"], meta["version"], meta["hash"], taken, tables, covers, meta)


def _versions(folder: Path) -> list[int]:
    if not folder.is_dir():
        return []
    return sorted(int(item.name) for item in folder.iterdir() if item.name.isdigit() and (item / _JSON).is_file())


def _compared(before: Snapshot | None, draft: Draft) -> tuple[pa.Table, dict]:
    """Rows added, removed and changed by key, for each table; empty for a first version."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows: list[dict] = []
    summary: dict[str, dict[str, int]] = {}
    stored = before.tables if before else {}
    for name in sorted({*draft.tables, *stored}) if before else []:
        old = _by_key(name, pq.read_table(stored[name]) if name in stored else None)
        new = _by_key(name, draft.tables.get(name))
        kinds = {
            "added": [key for key in new if key not in old],
            "removed": [key for key in old if key not in new],
            "changed": [key for key in new if key in old and new[key] != old[key]],
        }
        if any(kinds.values()):
            summary[name] = {kind: len(keys) for kind, keys in kinds.items()}
            rows += [{"table": name, "key": key, "change": kind} for kind, keys in kinds.items() for key in keys]
    return pa.Table.from_pylist(rows, schema=_schema(("table", "key", "change"))), summary


def _by_key(name: str, table: pa.Table | None) -> dict[str, list[tuple]]:
    """Key as text → the declared content of its rows; where a row came from is no content."""
    result: dict[str, list[tuple]] = {}
    if table is None:
        return result
    names = [column.name for column in TABLES[name].columns if column.name in table.column_names]
    columns = [table[column].to_pylist() for column in names]
    places = [names.index(part) for part in TABLES[name].key]
    for values in zip(*columns, strict=True):
        key = " · ".join("" if values[place] is None else str(values[place]) for place in places)
        result.setdefault(key, []).append(values)
    return {key: sorted(rows, key=repr) for key, rows in result.items()}


def _reason(error: OSError) -> str:
    reasons = {
        13: "không có quyền ghi",
        28: "đĩa đầy",
        30: "ổ đĩa chỉ đọc",
        20: "đường dẫn không phải thư mục",
        27: "tệp vượt giới hạn cho phép",
        122: "hết hạn mức đĩa",
    }
    return reasons.get(error.errno or 0, "hệ điều hành từ chối")
