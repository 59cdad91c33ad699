"""Several files of one table to one table: the same record counts once, further columns meet on the case code.

Equal content counts once and is listed. Of different content the later extraction wins and is listed. Different
content taken at the same time is refused for cases: nobody can say which one holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import pyarrow as pa
import pyarrow.compute as pc

from hcc_helpers.errors import Finding
from hcc_helpers.sources.cells import ARROW
from hcc_helpers.sources.columns import CASE_SYSTEM_COLUMNS, SYSTEM_COLUMNS, Table
from hcc_helpers.sources.findings import found
from hcc_helpers.sources.reading import Part


def schema(table: Table) -> pa.Schema:
    """The columns of a table in a snapshot: all declared ones, then those that the reader writes."""
    system = SYSTEM_COLUMNS | (CASE_SYSTEM_COLUMNS if table.name == "cases" else {})
    kinds = [(column.name, column.type) for column in table.columns] + list(system.items())
    return pa.schema([pa.field(name, ARROW[kind]) for name, kind in kinds])


def united(table: Table, parts: list[Part], late_rule: str = "") -> tuple[pa.Table, list[Finding]]:
    """All rows of the parts of one table as one table with the columns of `schema`."""
    whole = [part for part in parts if not part.format.joins]
    rows = pa.concat_tables([_aligned(table, part, late_rule) for part in whole]) if whole else schema(table).empty_table()
    given: list[set[str]] = []
    for part in whole:
        given += [set(part.columns)] * part.data.num_rows
    rows, findings = _once(table, rows.combine_chunks(), given)
    for part in parts:
        if part.format.joins:
            rows, more = _joined(table, rows, part)
            findings += more
    return rows, findings


def unmatched(table: Table, rows: pa.Table, cases: pa.Table) -> list[Finding]:
    """Rows that name a case which no case list holds."""
    if table.name == "cases" or "case_id" not in rows.column_names:
        return []
    lost = pc.and_(rows["case_id"].is_valid(), pc.invert(pc.is_in(rows["case_id"], cases["case_id"].combine_chunks())))
    return _each(rows, lost, "L2-khong-khop", f"{table.label}: mã hồ sơ không có trong danh sách hồ sơ.")


def _aligned(table: Table, part: Part, late_rule: str) -> pa.Table:
    size = part.data.num_rows
    late = part.format.late.rule or late_rule
    system = {
        "source_file": pa.repeat(pa.scalar(part.file, pa.string()), size),
        "extracted_at": pa.repeat(pa.scalar(part.extracted_at, pa.timestamp("us")), size),
        "late_rule": pa.repeat(pa.scalar(late, pa.string()), size),
    }
    columns = []
    for name, kind in zip(schema(table).names, schema(table).types, strict=True):
        if name in part.data.column_names:
            columns.append(part.data[name].combine_chunks().cast(kind))
        else:
            columns.append(system.get(name, pa.nulls(size, kind)))
    return pa.table(columns, schema=schema(table))


def _once(table: Table, rows: pa.Table, given: list[set[str]]) -> tuple[pa.Table, list[Finding]]:
    """Each record once. `given`: for each row the columns that its file holds; only shared columns are compared."""
    groups = _repeated(rows, table.key)
    if not groups:
        return rows, []
    names = [column.name for column in table.columns]
    content = {name: rows[name].to_pylist() for name in (*names, "unreadable")}
    taken = rows["extracted_at"].to_pylist()
    files, numbers = rows["source_file"].to_pylist(), rows["source_row"].to_pylist()
    gone: set[int] = set()
    patches: dict[str, dict[int, object]] = {}
    findings = []
    for group in groups:
        # The latest extraction last; of equal times the first row of the first file stays.
        ordered = sorted(group, key=lambda row: (taken[row] or datetime.min, -row))
        kept = ordered[-1]
        for other in reversed(ordered[:-1]):
            shared = [name for name in names if name in given[kept] and name in given[other]]
            different = [name for name in shared if content[name][kept] != content[name][other]]
            where = {
                "file": files[other],
                "row": numbers[other],
                "case_id": (content["case_id"][other] or "") if "case_id" in content else "",
            }
            place = f"{files[kept]}, dòng {numbers[kept]}"
            if not different:
                findings.append(found("L2-trung", f"Giống hệt bản ghi ở {place}; tính một lần.", **where))
            elif taken[other] != taken[kept]:
                findings.append(
                    found(
                        "L2-thay-the", f"Khác bản trích xuất sau ở {place} ({_labels(table, different)}); lấy bản sau.", **where
                    )
                )
            elif table.name == "cases":
                findings.append(
                    found(
                        "L2-mau-thuan",
                        f"Khác nội dung ở {place}, cùng thời điểm trích xuất: {_labels(table, different)}.",
                        **where,
                    )
                )
            else:
                findings.append(
                    found(
                        "L2-khac-noi-dung", f"Cùng mã với {place} nhưng khác: {_labels(table, different)}; giữ cả hai.", **where
                    )
                )
                continue
            gone.add(other)
            # Columns that only the other file holds stay with the record.
            for name in given[other] - given[kept]:
                patches.setdefault(name, {}).setdefault(kept, content[name][other])
                if f",{name}," in (content["unreadable"][other] or ""):
                    mark = patches.setdefault("unreadable", {}).get(kept, content["unreadable"][kept])
                    patches["unreadable"][kept] = f"{mark or ','}{name},"
    for name, values in patches.items():
        column = rows[name].to_pylist()
        for row, value in values.items():
            column[row] = value
        rows = rows.set_column(
            rows.schema.get_field_index(name), rows.schema.field(name), pa.array(column, rows.schema.field(name).type)
        )
    keep = [row for row in range(rows.num_rows) if row not in gone]
    return rows.take(pa.array(keep, pa.int64())), findings


def _repeated(rows: pa.Table, key: Iterable[str]) -> list[list[int]]:
    """Groups of rows with one key; a row whose key has a blank stands for itself."""
    columns = [rows[name].to_pylist() for name in key]
    groups: dict[tuple, list[int]] = {}
    for row, values in enumerate(zip(*columns, strict=True)):
        if None not in values:
            groups.setdefault(values, []).append(row)
    return [group for group in groups.values() if len(group) > 1]


def _joined(table: Table, rows: pa.Table, part: Part) -> tuple[pa.Table, list[Finding]]:
    """The further columns of `part` beside the cases that they belong to."""
    aligned, findings = _once(table, _aligned(table, part, "").combine_chunks(), [set(part.columns)] * part.data.num_rows)
    number = {case: row for row, case in enumerate(aligned["case_id"].to_pylist())}
    at = pa.array([number.get(case) for case in rows["case_id"].to_pylist()], pa.int64())
    for name in part.columns:
        if name == "case_id":
            continue
        field = rows.schema.field(name)
        own, theirs = rows[name].combine_chunks(), aligned[name].combine_chunks().take(at)
        differs = pc.fill_null(pc.not_equal(own, theirs), False)
        is_later = pc.fill_null(
            pc.greater(pa.scalar(part.extracted_at, pa.timestamp("us")), rows["extracted_at"].combine_chunks()), False
        )
        is_equal = pc.fill_null(
            pc.equal(pa.scalar(part.extracted_at, pa.timestamp("us")), rows["extracted_at"].combine_chunks()), True
        )
        label = table.column(name).label
        findings += _each(
            rows, pc.and_(differs, is_equal), "L2-mau-thuan", f"“{label}” khác tệp {part.file}, cùng thời điểm trích xuất."
        )
        findings += _each(
            rows, pc.and_(differs, pc.invert(is_equal)), "L2-thay-the", f"“{label}” khác tệp {part.file}; lấy bản trích xuất sau."
        )
        value = pc.coalesce(pc.if_else(pc.and_(differs, is_later), theirs, own), theirs)
        marks = pc.fill_null(pc.match_substring(aligned["unreadable"].combine_chunks(), f",{name},").take(at), False)
        marked = pc.binary_join_element_wise(pc.if_else(pc.equal(rows["unreadable"], ""), ",", rows["unreadable"]), name, ",", "")
        index = rows.schema.get_field_index("unreadable")
        rows = rows.set_column(
            index, rows.schema.field(index), pc.if_else(pc.and_(marks, pc.is_null(own)), marked, rows["unreadable"])
        )
        rows = rows.set_column(rows.schema.get_field_index(name), field, value)
    lost = pc.invert(pc.is_in(aligned["case_id"], rows["case_id"].combine_chunks()))
    findings += _each(aligned, lost, "L2-khong-khop", "Mã hồ sơ không có trong danh sách hồ sơ.")
    findings += _each(rows, at.is_null(), "L2-khong-khop", f"Hồ sơ không có trong tệp {part.file}.")
    return rows, findings


def _each(rows: pa.Table, mask, rule: str, message: str) -> list[Finding]:
    hits = rows.filter(mask).select(["source_file", "source_row", "case_id"]).to_pylist()
    return [found(rule, message, file=hit["source_file"], row=hit["source_row"], case_id=hit["case_id"] or "") for hit in hits]


def _labels(table: Table, names: list[str]) -> str:
    return ", ".join(f"“{table.column(name).label}”" for name in names)
