"""Headings that mapping.toml names and the file does not have: what was meant would be left out without a word."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from hcc_helpers.errors import Finding
from hcc_helpers.sources.columns import TABLES
from hcc_helpers.sources.findings import found
from hcc_helpers.sources.mapping.headings import Match, exact, position
from hcc_helpers.sources.mapping.mapping import MAPPING, FileEntry

SHOWN = 3


def not_there(entry: FileEntry | None, match: Match, file: str) -> list[Finding]:
    """One refusal a column whose named headings are all absent, with the nearest of those that are there."""
    there = {exact(text): " ".join(text.split()) for text in match.headings.values() if text and text.strip()}
    findings: list[Finding] = []
    if entry is None:
        return findings
    for name, heading in entry.over.get("clock", {}).items():
        if name not in match.clocks:
            near = [there[key] for key, _, _ in process.extract(exact(heading), list(there), scorer=fuzz.WRatio, limit=SHOWN)]
            message = f"[[file]] {entry.name}: clock.{name} nêu tiêu đề “{heading}”, tệp {file} không có đúng một tiêu đề này."
            near_words = "các tiêu đề gần nhất trong tệp: " + ", ".join(f"“{text}”" for text in near)
            todo = 'Sửa thành tiêu đề đúng, hoặc nêu cột bằng chữ cái: "=C".'
            findings.append(found("L0-mapping", message, file=MAPPING, accepted=near_words, todo=todo))
    for name, named in entry.over.get("columns", {}).items():
        wanted = [named] if isinstance(named, str) else list(named)
        known = {column.name for column in TABLES[match.format.table].columns}
        if name not in known or not any(wanted) or (name in match.columns and any(position(text) is not None for text in wanted)):
            continue
        if any(exact(text) in heading for text in wanted if position(text) is None for heading in there):
            continue
        near = [there[key] for key, _, _ in process.extract(exact(wanted[0]), list(there), scorer=fuzz.WRatio, limit=SHOWN)]
        shown = ", ".join(f"“{text}”" for text in wanted)
        findings.append(
            found(
                "L0-mapping",
                f"[[file]] {entry.name}: columns.{name} nêu tiêu đề {shown}, tệp {file} không có tiêu đề này.",
                file=MAPPING,
                accepted="các tiêu đề gần nhất trong tệp: " + ", ".join(f"“{text}”" for text in near),
                todo=f'Sửa thành tiêu đề đúng, hoặc ghi {name} = "" nếu tệp không có cột này.',
            )
        )
    return findings
