"""`hcc check`: read and check a month's exports, store nothing, compute nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from hcc_helpers.centre import load_centre
from hcc_helpers.cli.own_settings import faults, persons
from hcc_helpers.errors import Finding, HccError
from hcc_helpers.indicators.own_words import unknown_places
from hcc_helpers.numbers_vn import moment, whole
from hcc_helpers.periods import Period
from hcc_helpers.places import raw_folder
from hcc_helpers.sources import refusals
from hcc_helpers.sources.columns import TABLES
from hcc_helpers.sources.findings import ranges
from hcc_helpers.sources.importing import draft_period
from hcc_helpers.sources.snapshot import differences, load_snapshot
from hcc_helpers.sources.values.closed_names import proposals

LEVELS = {
    "unreadable": "giá trị không đọc được",
    "odd": "chỗ đáng ngờ",
    "unmatched": "dòng không khớp",
    "listed": "điều cần biết",
    "repaired": "giá trị được sửa về dạng chuẩn",
    "left_alone": "tệp để nguyên",
    "waived": "điều được miễn",
}

URGENT = ("unreadable", "odd", "unmatched")  # in this order
BLANK_SHOWN = 3


def check_periods(periods: list[Period], data_root: Path, *, is_all: bool = False) -> int:
    """Check the exports of every month that the periods touch; 0 when all can be used, else the first exit code."""
    months = list(dict.fromkeys(month for period in periods for month in period.months()))
    # A longer period uses the months that are there; a month asked for by name must be there.
    there = [month for month in months if raw_folder(data_root, month).is_dir()]
    first_code = 0
    for error in faults(data_root, periods[-1].last_day):
        print(error.text())
        first_code = first_code or error.exit_code
    for finding in _said_once(persons(data_root)):
        print(finding.text())
    for month in there or months:
        try:
            print(_checked(month, data_root, is_all))
        except HccError as error:
            print(f"{month}: chưa dùng được.\n{error.text()}")
            first_code = first_code or error.exit_code
    return first_code


def _file(record: dict) -> str:
    """One file, or one sheet of it: which table it was taken for and how many rows it has."""
    name = record["name"] + (f" [{record['sheet']}]" if record["sheet"] else "")
    if record["left_alone"]:
        return f"{name}: để nguyên, không dùng"
    return f"{name}: {TABLES[record['table']].label}, {whole(record['rows'])} dòng (mẫu {record['format']})"


def _is_folder(finding: Finding, files: list[dict]) -> bool:
    return finding.level == "left_alone" and not finding.sheet and finding.file not in {record["name"] for record in files}


def _said_once(findings: list[Finding]) -> list[Finding]:
    """Rows of one file of which the same is said stand as one, with how many they are and where the first ones lie."""
    groups: dict[tuple, list[Finding]] = {}
    for one in findings:
        groups.setdefault((one.rule, one.level, one.message, one.file, one.sheet), []).append(one)
    said = []
    for same in groups.values():
        rows = sorted(one.row for one in same if one.row)
        where = f" ({whole(len(same))} dòng: {ranges(rows)})" if len(rows) > 1 else ""
        said.append(replace(same[0], message=f"{same[0].message.removesuffix('.')}{where}.") if where else same[0])
    return said


def _against_before(changed: dict[str, dict[str, int]]) -> list[str]:
    """What a new export of a month changes, by table, before anything is stored."""
    words = (("added", "thêm"), ("removed", "bỏ"), ("changed", "đổi"))
    return ["  So với lần nhập trước:"] * bool(changed) + [
        f"    {TABLES[name].label}: {', '.join(f'{word} {whole(counts[kind])}' for kind, word in words)}"
        for name, counts in changed.items()
    ]


def _checked(month: str, data_root: Path, is_all: bool) -> str:
    """What matters first: usable or not, what has to be looked at, then the tables; with `is_all` every finding."""
    draft, _ = draft_period(data_root, month)
    refusals.forget(data_root, month)  # the list of an earlier attempt would send somebody looking for what is put right
    # Names of indicators in the office's words can be checked before anything is computed.
    said = draft.said["own_words"]
    found = [*draft.findings, *unknown_places({name: [(n, text) for n, text in rows] for name, rows in said.items()})]
    centre = load_centre(data_root)
    proposed = proposals(draft.unlisted, {key: getattr(centre, key) for key in draft.unlisted})
    lines = [f"{month}: dùng được, trích xuất lúc {moment(draft.extracted_at)}."]
    urgent = [finding for level in URGENT for finding in found if finding.level == level]
    alike = _said_once(urgent)
    shown = [*urgent, *(finding for finding in found if finding.level not in URGENT)] if is_all else alike[: HccError.shown]
    lines += ["  Phải xem:"] if urgent else ["  Không có điều gì phải xem."]
    lines += ["  " + finding.text().replace("\n", "\n  ") for finding in shown]
    more = len(alike) - HccError.shown
    lines += [f"  … và {whole(more)} điều nữa: hcc check {month} --all."] if more > 0 and not is_all else []
    lines += [f"  {TABLES[name].label}: {whole(table.num_rows)} dòng" for name, table in draft.tables.items()]
    lines += _against_before(differences(load_snapshot(data_root, month), draft))
    lines += ["  Từ các tệp:", *(f"    {_file(record)}" for record in draft.files)]
    lines += [
        f"    {finding.file}: để nguyên. {finding.message}" for finding in draft.findings if _is_folder(finding, draft.files)
    ]
    lines += [f"  Lời văn của Trung tâm: {whole(len(said))} mục"] if said else []
    applied = sum(entry["is_applied"] for entry in draft.said["corrections"])
    lines += (
        [f"  Hiệu chỉnh: {whole(applied)} trên {whole(len(draft.said['corrections']))} dòng được dùng"]
        if draft.said["corrections"]
        else []
    )
    lines += proposed
    blank = [finding.sheet for finding in found if finding.rule == "L0-so-chua-ghi"]
    lines += (
        [
            f"  Sổ theo dõi: {whole(len(blank))} trang tính chưa ghi ({', '.join(blank[:BLANK_SHOWN])}{' …' if len(blank) > BLANK_SHOWN else ''})"
        ]
        if blank
        else []
    )
    counts = Counter(finding.level for finding in found if finding.rule != "L0-so-chua-ghi")
    lines += [f"  {whole(counts[level])} {words}" for level, words in LEVELS.items() if counts[level]]
    return "\n".join(lines)
