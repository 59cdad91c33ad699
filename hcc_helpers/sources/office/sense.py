"""Rows of the office's registers that no figure can take in: a hamlet that is not in the list, more on time than present."""

from __future__ import annotations

import pyarrow as pa

from hcc_helpers.errors import Finding
from hcc_helpers.numbers_vn import whole
from hcc_helpers.settings import nearest
from hcc_helpers.sources.columns import TABLES
from hcc_helpers.sources.findings import found

_AT_MOST = {"staff_days": (("on_time", "on_duty"),)}  # (part, whole): a row whose part is larger counts nowhere


def sense(name: str, rows: pa.Table, hamlets: list[str]) -> list[Finding]:
    """One finding a row, with its line; `hamlets`: the office's list, empty where it has none."""
    table, findings = TABLES[name], []
    for part, of in _AT_MOST.get(name, ()):
        for row in rows.select([part, of, "source_file", "source_row"]).to_pylist():
            if row[part] is not None and row[of] is not None and row[part] > row[of]:
                message = (
                    f"{table.column(part).label} ({whole(row[part])}) lớn hơn {table.column(of).label} ({whole(row[of])}); "
                    "dòng này đứng ngoài các chỉ số."
                )
                findings.append(found("L1-so-khong-hop-ly", message, **_where(row), column=table.column(part).label))
    if name == "hamlet_groups" and hamlets:
        for row in rows.select(["hamlet", "source_file", "source_row"]).to_pylist():
            if row["hamlet"] is not None and row["hamlet"] not in hamlets:
                near = nearest(row["hamlet"], hamlets)
                message = "Xóm ở dòng này không có trong danh sách xóm của đơn vị; dòng đứng ngoài số xóm có tổ."
                message += f" Tên gần nhất trong danh sách: “{near}”." if near else ""
                findings.append(found("L1-xom-la", message, **_where(row), column=table.column("hamlet").label))
    return findings


def _where(row: dict) -> dict:
    return {"file": row["source_file"], "row": row["source_row"]}
