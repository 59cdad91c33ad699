"""What would change before anything is run: inputs and rules of today against those of the published periods.

From a changed file to its table, from table or rule to the indicators that rest on it, from these to sentences and documents: all read
from declarations and manifests, nothing is computed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import hcc_helpers.indicators  # noqa: F401  declares the indicators
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.papers import annex_tables, annotated, document, form_06a_book
from hcc_helpers.papers.document import TEMPLATE
from hcc_helpers.papers.rests_on import rules_of, tables_of
from hcc_helpers.periods import parse_period
from hcc_helpers.places import raw_folder
from hcc_helpers.report.own_report.speak import PLACE
from hcc_helpers.report.own_report.whole import sentences
from hcc_helpers.rules import load_centre, load_rules
from hcc_helpers.sources.columns import TABLES
from hcc_helpers.sources.office.own_words import WORDS, read_words

# Reference files that no number rests on → what they change.
_PAPERS_ONLY = {
    TEMPLATE: "document",
    "legal_bases.toml": "document",
    "forms.toml": "form",
    "decision_766.toml": "score",
    "tasks.toml": "document",
    "obstacles.toml": "document",
}
_OF_RULES = "rules.toml"
_IGNORED = {"mapping.toml"}  # named by what it changes: the tables of its files


@dataclass
class Change:
    """One thing that differs from what a period was published with. `tables`, `rules`, `papers`: what it reaches; all empty: everything."""

    what: str
    tables: frozenset[str] = frozenset()
    rules: frozenset[str] = frozenset()
    papers: frozenset[str] = frozenset()

    @property
    def reaches_all(self) -> bool:
        return not (self.tables or self.rules or self.papers)


@dataclass
class Impact:
    """What would change in one published period."""

    period: str
    changes: list[Change] = field(default_factory=list)
    indicators: list[str] = field(default_factory=list)
    sentences: list[tuple[str, str]] = field(default_factory=list)  # (block, sentence)
    documents: list[str] = field(default_factory=list)


def impact(months: tuple[str, ...], manifests: list[dict[str, Any]], data_root: Path, reference: dict[str, str]) -> list[Impact]:
    """The periods among `manifests` that the inputs of `months` reach, each with what would change; `reference`: hashes of today."""
    found = []
    for manifest in manifests:
        one = Impact(manifest["period"])
        for snapshot in manifest["inputs"]["snapshots"]:
            if snapshot["period"] in months:
                one.changes += _files(snapshot, data_root)
        if one.changes or manifest["period"] in months or set(months) & {s["period"] for s in manifest["inputs"]["snapshots"]}:
            one.changes += _reference(manifest, reference) + _rules(manifest, data_root)
            if one.changes:
                _reach(one, data_root)
                found.append(one)
    return found


def _files(snapshot: dict, data_root: Path) -> list[Change]:
    month = snapshot["period"]
    folder = raw_folder(data_root, month)
    there = {path.name: path for path in folder.iterdir() if path.is_file()} if folder.is_dir() else {}
    tables: dict[str, set[str]] = {}
    hashes: dict[str, str] = {}
    for file in snapshot["files"]:
        hashes[file["name"]] = file["sha256"]
        tables.setdefault(file["name"], set()).update({file["table"]} - {None, ""})
    changes = []
    for name in sorted(set(hashes) | set(there)):
        reach = frozenset(tables.get(name, set()))
        if name == WORDS:
            continue
        if name not in there:
            changes.append(Change(f"{month}: không còn tệp {name}", reach))
        elif name not in hashes and name not in _IGNORED:
            changes.append(Change(f"{month}: có thêm tệp {name}, chưa đọc nên chưa biết bảng nào"))
        elif name in hashes and hashlib.sha256(there[name].read_bytes()).hexdigest() != hashes[name]:
            changes.append(Change(f"{month}: tệp {name} đã đổi", reach))
    return changes


def words_changed(month: str, kept: dict | None, data_root: Path) -> Change | None:
    """The office's own words against those of the newest snapshot."""
    now = read_words(raw_folder(data_root, month)).record()
    return None if now == (kept or {}) else Change(f"{month}: lời văn ({WORDS}) đã đổi", papers=frozenset({"document"}))


def _reference(manifest: dict, today: dict[str, str]) -> list[Change]:
    was = manifest["inputs"].get("reference", {})
    changes = []
    for name in sorted(set(was) | set(today)):
        if was.get(name) == today.get(name) or name == _OF_RULES:
            continue
        papers = frozenset({_PAPERS_ONLY[name]}) if name in _PAPERS_ONLY else frozenset()
        changes.append(Change(f"tệp tham chiếu {name} đã đổi", papers=papers))
    return changes


def _rules(manifest: dict, data_root: Path) -> list[Change]:
    """Rules that a period was computed with and that say something else today, for the day on which that period ends."""
    period = parse_period(manifest["period"], load_centre(data_root).since)
    today = load_rules(data_root, on=period.last_day)
    held = {rule.id: rule for rule in today.every()}
    changes = []
    for rule in manifest["inputs"]["rules"]:
        now = held.get(rule["id"])
        if now is not None and now.value != rule["value"]:
            changes.append(Change(f"quy tắc “{now.label}” nay là {now.said}", rules=frozenset({rule["id"]})))
    return changes


def _reach(one: Impact, data_root: Path) -> None:
    everything = any(change.reaches_all for change in one.changes)
    tables = {table for change in one.changes for table in change.tables}
    rules = {rule for change in one.changes for rule in change.rules}
    papers = {paper for change in one.changes for paper in change.papers}
    hit = [id for id in REGISTRY if everything or tables_of(id) & tables or rules_of(id) & rules]
    period = parse_period(one.period, load_centre(data_root).since)
    one.indicators = hit
    for block, lines in sentences(data_root, period.last_day).items():
        one.sentences += [(block, line) for line in lines if any(match[1] in hit for match in PLACE.finditer(line))]
    names = {
        "document": [document.file_name(one.period), annotated.file_name(one.period)],
        "form": [form_06a_book.file_name(one.period)],
        "annex": [annex_tables.file_name(one.period)],
        "score": ["điểm QĐ 766"],
    }
    reached = set(papers)
    if hit:
        reached |= {"document"}
        reached |= {"form"} if any(REGISTRY[id].of == "cases" or "cases" in tables_of(id) for id in hit) else set()
        reached |= (
            {"annex", "score"}
            if any(tables_of(id) & {"cases", "components", "payments", "petitions", "result_documents"} for id in hit)
            else set()
        )
    one.documents = [name for kind in names if kind in reached for name in names[kind]]
    one.documents += ["các trang của kỳ"] if hit else []


def said(one: Impact) -> list[str]:
    """The lines for the screen: what changed, then what it reaches."""
    lines = [f"Kỳ {one.period}:"]
    lines += [f"  Đã đổi: {change.what}{_tables_said(change)}." for change in one.changes]
    lines.append(f"  Chỉ số sẽ tính lại: {len(one.indicators)} trên {len(REGISTRY)}.")
    lines += [f"  Câu, mục {block.partition('-')[0]}: {PLACE.sub('…', line)}" for block, line in dict.fromkeys(one.sentences)]
    lines += [f"  Giấy tờ, bảng: {', '.join(one.documents)}."] if one.documents else []
    return lines


def _tables_said(change: Change) -> str:
    names = [f"“{TABLES[table].label}”" for table in sorted(change.tables) if table in TABLES]
    return f" (bảng {', '.join(names)})" if names else ""
