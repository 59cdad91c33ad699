"""Several files of one table to one table: the same record counts once, further columns meet on the case code.

Equal content counts once and is listed. Of different content the later extraction wins and is listed. Different
content taken at the same time is refused for cases: nobody can say which one holds.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import pyarrow as pa
import pyarrow.compute as pc

from hcc_helpers.errors import Finding
from hcc_helpers.numbers_vn import whole
from hcc_helpers.sources.columns import CASE_SYSTEM_COLUMNS, SYSTEM_COLUMNS, Table
from hcc_helpers.sources.findings import found
from hcc_helpers.sources.reading import Part
from hcc_helpers.sources.values.cells import ARROW

SHEET = "source_sheet"
_FEW = 5  # rows; fewer that match nothing happen in any month


def schema(table: Table) -> pa.Schema:
    """The columns of a table while it is read: all declared ones, those that the reader writes, and the sheet.

    The sheet is for messages only and not kept in the snapshot."""
    system = SYSTEM_COLUMNS | (CASE_SYSTEM_COLUMNS if table.name == "cases" else {})
    kinds = [(column.name, column.type) for column in table.columns] + list(system.items()) + [(SHEET, "text")]
    return pa.schema([pa.field(name, ARROW[kind]) for name, kind in kinds])


def united(table: Table, parts: list[Part], late_rule: str = "") -> tuple[pa.Table, list[Finding]]:
    """All rows of the parts of one table as one table with the columns of `schema`."""
    whole = [part for part in parts if not part.format.joins]
    rows = pa.concat_tables([_aligned(table, part, late_rule) for part in whole]) if whole else schema(table).empty_table()
    given: list[set[str]] = []
    for part in whole:
        given += [set(part.columns)] * part.data.num_rows
    rows, repeated = _numbered(table, rows.combine_chunks())
    rows, findings = _once(table, rows, given)
    findings = [*repeated, *findings]
    # Lists of the same further columns are one list: an office exports one a channel.
    lists: dict[tuple, list[Part]] = {}
    for part in parts:
        if part.format.joins:
            lists.setdefault(tuple(part.columns), []).append(part)
    for alike in lists.values():
        rows, more = _joined(table, rows, alike)
        findings += more
    return rows, findings


def unmatched(table: Table, rows: pa.Table, cases: pa.Table, limit: float) -> list[Finding]:
    """Rows that name a case which no case list holds; above `limit` percent of them the two files do not belong together."""
    if table.name == "cases" or "case_id" not in rows.column_names:
        return []
    lost = pc.and_(rows["case_id"].is_valid(), pc.invert(pc.is_in(rows["case_id"], cases["case_id"].combine_chunks())))
    findings = each(rows, lost, "L2-khong-khop", f"{table.label}: mã hồ sơ không có trong danh sách hồ sơ.")
    named = rows.num_rows - rows["case_id"].null_count
    if len(findings) >= _FEW and 100 * len(findings) > limit * named:
        message = (
            f"{table.label}: {whole(len(findings))} trên {whole(named)} dòng có mã hồ sơ không có trong danh sách hồ sơ nào; "
            "có thể thiếu một danh sách hồ sơ, hoặc mã bị đổi khi lưu."
        )
        findings.insert(0, found("L2-khong-khop-nhieu", message, file=rows["source_file"][0].as_py() or ""))
    return findings


def _numbered(table: Table, rows: pa.Table) -> tuple[pa.Table, list[Finding]]:
    """Rows whose own number is blank, or stands on rows of different content, get one made of what tells them apart.

    A receipt for two kinds of money, numbers that begin anew each day, numbers that a spreadsheet rounded: each row
    counts unless it is wholly equal to another.
    """
    if not table.told_by or not rows.num_rows:
        return rows, []
    name = table.key[0]
    numbers, taken = rows[name].to_pylist(), rows["extracted_at"].to_pylist()
    told = list(zip(*(rows[part].to_pylist() for part in table.told_by), strict=True))
    contents: dict[tuple, set] = {}
    for number, moment, content in zip(numbers, taken, told, strict=True):
        contents.setdefault((number, moment), set()).add(content)
    several = {number for (number, _), kinds in contents.items() if number is not None and len(kinds) > 1}
    if not several and None not in numbers:
        return rows, []
    findings: list[Finding] = []
    first: dict[str, tuple[int, tuple]] = {}
    where = places(rows) if several else []
    seen: Counter = Counter()
    for at, (number, content) in enumerate(zip(numbers, told, strict=True)):
        if number is None:
            stem = "/".join(_said(value) for value in content)
            place = (rows["source_file"][at].as_py(), rows[SHEET][at].as_py(), stem)
            seen[place] += 1
            numbers[at] = f"/{stem}/{seen[place]}"
        elif number in several:
            row, other = first.setdefault(number, (at, content))
            if content != other:
                different = [part for part, a, b in zip(table.told_by, content, other, strict=True) if a != b]
                message = f"Cùng mã với {where[row]['file']}, dòng {where[row]['row']} nhưng khác: {_labels(table, different)}; tính cả hai."
                findings.append(found("L2-khac-noi-dung", message, **where[at]))
            numbers[at] = f"{number}/{'/'.join(_said(value) for value in content)}"
    return rows.set_column(rows.schema.get_field_index(name), name, pa.array(numbers, pa.string())), findings


def _said(value) -> str:
    return "" if value is None else f"{value:%Y%m%dT%H%M%S}" if isinstance(value, datetime) else str(value)


def _aligned(table: Table, part: Part, late_rule: str) -> pa.Table:
    size = part.data.num_rows
    late = part.format.late.rule or late_rule
    system = {
        "source_file": pa.repeat(pa.scalar(part.file, pa.string()), size),
        SHEET: pa.repeat(pa.scalar(part.sheet, pa.string()), size),
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
    groups = _repeated(rows, table)
    if not groups:
        return rows, []
    names = [column.name for column in table.columns]
    content = {name: rows[name].to_pylist() for name in (*names, "unreadable")}
    taken = rows["extracted_at"].to_pylist()
    files, numbers, sheets = (rows[name].to_pylist() for name in ("source_file", "source_row", SHEET))
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
                "sheet": sheets[other],
                "row": numbers[other],
                "case_id": (content["case_id"][other] or "") if "case_id" in content else "",
            }
            at = f", trang tính {sheets[kept]}" if sheets[kept] else ""
            place = f"{files[kept]}{at}, dòng {numbers[kept]}"
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


def _repeated(rows: pa.Table, table: Table) -> list[list[int]]:
    """Groups of rows with one key; a row whose key has a blank stands for itself.

    Numbers begin anew: of a table with a day of its own, rows of another day are others. A row that has no day yet goes
    with the later one of its number and case.
    """
    columns = [rows[name].to_pylist() for name in table.key]
    groups: dict[tuple, list[int]] = {}
    for row, values in enumerate(zip(*columns, strict=True)):
        if None not in values:
            groups.setdefault(values, []).append(row)
    several = [group for group in groups.values() if len(group) > 1]
    if not table.dated_by or not several:
        return several
    return [part for group in several for part in _of_one_day(rows, group, table.dated_by) if len(part) > 1]


def _of_one_day(rows: pa.Table, group: list[int], at: str) -> list[list[int]]:
    days = {row: moment.date() for row in group if (moment := rows[at][row].as_py()) is not None}
    cases = {row: rows["case_id"][row].as_py() for row in group}
    last: dict[object, object] = {}
    for row, day in days.items():
        last[cases[row]] = max(day, last.get(cases[row], day))
    parts: dict[object, list[int]] = {}
    for row in group:
        parts.setdefault(days.get(row, last.get(cases[row])), []).append(row)
    return list(parts.values())


def _joined(table: Table, rows: pa.Table, parts: list[Part]) -> tuple[pa.Table, list[Finding]]:
    """The further columns of `parts`, which hold the same ones, beside the cases that they belong to."""
    names = parts[0].columns
    lists = pa.concat_tables([_aligned(table, part, "") for part in parts]).combine_chunks()
    aligned, findings = _once(table, lists, [set(names)] * lists.num_rows)
    files = ", ".join(dict.fromkeys(part.file for part in parts))
    number = {case: row for row, case in enumerate(aligned["case_id"].to_pylist())}
    at = pa.array([number.get(case) for case in rows["case_id"].to_pylist()], pa.int64())
    taken, own_taken = aligned["extracted_at"].combine_chunks().take(at), rows["extracted_at"].combine_chunks()
    for name in names:
        if name == "case_id":
            continue
        field = rows.schema.field(name)
        own, theirs = rows[name].combine_chunks(), aligned[name].combine_chunks().take(at)
        differs = pc.fill_null(pc.not_equal(own, theirs), False)
        is_later = pc.fill_null(pc.greater(taken, own_taken), False)
        is_equal = pc.fill_null(pc.equal(taken, own_taken), True)
        label = table.column(name).label
        findings += each(
            rows, pc.and_(differs, is_equal), "L2-mau-thuan", f"“{label}” khác tệp {files}, cùng thời điểm trích xuất."
        )
        findings += each(
            rows, pc.and_(differs, pc.invert(is_equal)), "L2-thay-the", f"“{label}” khác tệp {files}; lấy bản trích xuất sau."
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
    findings += each(aligned, lost, "L2-khong-khop", "Mã hồ sơ không có trong danh sách hồ sơ.")
    findings += each(rows, at.is_null(), "L2-khong-khop", f"Hồ sơ không có trong tệp {files}.")
    return rows, findings


def places(rows: pa.Table) -> list[dict]:
    """Where each row came from, as a finding says it."""
    columns = [rows[name].to_pylist() for name in ("source_file", SHEET, "source_row")]
    return [{"file": file, "sheet": sheet or "", "row": row} for file, sheet, row in zip(*columns, strict=True)]


def each(rows: pa.Table, mask, rule: str, message: str) -> list[Finding]:
    """One finding for each row where `mask` is true."""
    hits = rows.filter(mask)
    ids = hits["case_id"].to_pylist() if "case_id" in hits.column_names else [""] * hits.num_rows
    return [found(rule, message, case_id=case or "", **place) for place, case in zip(places(hits), ids, strict=True)]


def _labels(table: Table, names: list[str]) -> str:
    return ", ".join(f"“{table.column(name).label}”" for name in names)
