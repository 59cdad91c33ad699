"""A month's tables held against earlier ones of the same month: the version read before, and an older export beside a newer.

A clerk who exports again may bring only what changed, or leave the old file where it lies: rows that the later one no longer
holds are lost, or counted though they are gone, and nothing in either file says so.
"""

from __future__ import annotations

from datetime import datetime

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from hcc_helpers.errors import Finding
from hcc_helpers.numbers_vn import moment, whole
from hcc_helpers.sources.columns import TABLES
from hcc_helpers.sources.findings import found
from hcc_helpers.sources.reading import Part
from hcc_helpers.sources.snapshot import Snapshot

_FEW_CASES, _FEW_ROWS = 3, 10  # so few may go for good reasons
_NEW_ONES = 10  # percent of a later list: with more of them it is another list and no cut one


def lost_since(before: Snapshot | None, tables: dict[str, pa.Table], parts: list[Part], limit: float) -> list[Finding]:
    """Tables that hold less than the version read before, by more than `limit` percent of it, and hardly anything else.

    `parts`: what was read, which names the files of a table.
    """
    findings: list[Finding] = []
    if before is None:
        return findings
    for name, rows in tables.items():
        if name not in before.tables:
            continue
        if name == "cases":
            old, new = (_codes(table) for table in (pq.read_table(before.tables[name], columns=["case_id"]), rows))
            lost, added = len(old - new), len(new - old)
            is_cut = lost >= _FEW_CASES and 100 * added <= _NEW_ONES * len(new)
            size = len(old)
        else:
            size = before.meta["tables"][name]
            lost = size - rows.num_rows
            is_cut = lost >= _FEW_ROWS
        if is_cut and 100 * lost > limit * size:
            message = f"{TABLES[name].label}: lần nhập trước (trích xuất lúc {moment(before.extracted_at)}) có {whole(size)}, nay thiếu {whole(lost)} và hầu như không có gì mới; có thể tệp mới chỉ gồm phần đã sửa."
            files = sorted({part.file for part in parts if part.table == name and part.file})
            findings.append(found("L2-mat-so-voi-truoc", message, file=", ".join(files)))
    return findings


def only_in_older(parts: list[Part]) -> list[Finding]:
    """Cases of an export of which a later one beside it holds most, but not these: deleted in the system, or left out."""
    codes: dict[tuple[str, datetime], set[str]] = {}
    for part in parts:
        if part.table == "cases" and not part.format.joins and part.extracted_at:
            codes.setdefault((part.file, part.extracted_at), set()).update(_codes(part.data))
    findings = []
    for (file, taken), mine in codes.items():
        later = {key: theirs for key, theirs in codes.items() if key[1] > taken}
        again = [name for (name, _), theirs in later.items() if 2 * len(mine & theirs) >= len(mine)]
        gone = mine.difference(*later.values()) if again else set()
        if gone:
            message = f"{whole(len(gone))} trên {whole(len(mine))} hồ sơ của tệp này không còn trong bản trích xuất sau ({', '.join(again)}); vẫn được tính."
            findings.append(found("L2-chi-ban-truoc", message, file=file, case_id=min(gone)))
    return findings


def _codes(rows: pa.Table) -> set[str]:
    return set(pc.unique(rows["case_id"].drop_null()).to_pylist())
