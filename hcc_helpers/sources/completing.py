"""Field, level and fee duty of a case whose export does not say them, from the procedure catalogue.

What the export says itself is never overwritten.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from hcc_helpers.errors import Finding
from hcc_helpers.sources.catalogue import Catalogue
from hcc_helpers.sources.findings import found
from hcc_helpers.sources.joins import places

_FILLED = ("procedure_code", "procedure_name", "field", "level", "is_fee_due")


def complete(cases: pa.Table, catalogue: Catalogue) -> tuple[pa.Table, list[Finding], set[str]]:
    """`cases` with blanks filled from the catalogue; findings; names of the columns that gained a value.

    A cell that could not be read stays unreadable: it is not blank.
    """
    if not len(catalogue) or not cases.num_rows:
        return cases, [], set()
    pairs = _pairs(cases)
    entries = [catalogue.look_up(*pair) for pair in pairs.values]
    filled = set()
    for name in _FILLED:
        kind = cases.schema.field(name).type
        values = pa.array([entry[name] if entry else None for entry in entries], kind).take(pairs.indices)
        unreadable = pc.match_substring(cases["unreadable"], f",{name},")
        values = pc.if_else(unreadable, pa.scalar(None, kind), values)
        both = pc.coalesce(cases[name], values)
        if both.null_count < cases[name].null_count:
            filled.add(name)
            cases = cases.set_column(cases.schema.get_field_index(name), name, both)
    return cases, [*_unknown(cases, pairs, entries), *_in_person_only(cases, pairs, entries)], filled


@dataclass
class _Pairs:
    values: list[tuple]
    indices: pa.Array


def _pairs(cases: pa.Table) -> _Pairs:
    """The different (code, name) pairs and which one each case has."""
    codes, names = cases["procedure_code"].to_pylist(), cases["procedure_name"].to_pylist()
    number: dict[tuple, int] = {}
    indices = [number.setdefault(pair, len(number)) for pair in zip(codes, names, strict=True)]
    return _Pairs(list(number), pa.array(indices, pa.int64()))


def _unknown(cases: pa.Table, pairs: _Pairs, entries: list) -> list[Finding]:
    if not any(entries):
        return [found("L1-ngoai-danh-muc", "Không thủ tục nào của kỳ có trong danh mục thủ tục.")]
    findings = []
    indices = pairs.indices.to_pylist()
    for position, (pair, entry) in enumerate(zip(pairs.values, entries, strict=True)):
        if entry is None:
            count, first = indices.count(position), indices.index(position)
            code = pair[0] if pair[0] and pair[0].replace(".", "").isdigit() else "không có mã"
            findings.append(
                found("L1-ngoai-danh-muc", f"Thủ tục ({code}) không có trong danh mục: {count} hồ sơ.", **_place(cases, first))
            )
    return findings


def _in_person_only(cases: pa.Table, pairs: _Pairs, entries: list) -> list[Finding]:
    """A procedure offered only in person that was filed online is a slip of the channel or of the procedure."""
    only = pa.array([bool(entry and entry["is_in_person_only"]) for entry in entries]).take(pairs.indices)
    hits = pc.and_(only, pc.fill_null(pc.equal(cases["channel"], "online"), False))
    message = "Thủ tục chỉ thực hiện trực tiếp nhưng hồ sơ ghi nộp trực tuyến."
    rows = pc.indices_nonzero(hits).to_pylist()
    return [found("L1-chi-truc-tiep", message, case_id=cases["case_id"][row].as_py() or "", **_place(cases, row)) for row in rows]


def _place(cases: pa.Table, row: int) -> dict:
    return places(cases.slice(row, 1))[0]
