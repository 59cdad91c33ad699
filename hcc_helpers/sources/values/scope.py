"""Whose case it is: from the deciding authority, never from the field and never from the catalogue."""

from __future__ import annotations

from collections import Counter

import pyarrow as pa

from hcc_helpers.errors import Finding
from hcc_helpers.sources.findings import found
from hcc_helpers.sources.mapping.headings import exact, plain
from hcc_helpers.sources.values.privacy import UNIT_WORD

UNKNOWN = "unknown"


def of_units(units: pa.StringArray, declared: dict[str, str]) -> tuple[pa.StringArray, list[Finding]]:
    """The scope of each deciding unit by the office's list, null where the list does not know it."""
    known = {exact(name): value for name, value in declared.items()}
    encoded = units.dictionary_encode()
    names = encoded.dictionary.to_pylist()
    scopes = pa.array([known.get(exact(name)) for name in names], pa.string()).take(encoded.indices)
    counts = Counter(encoded.indices.to_pylist())
    findings = []
    for index, name in enumerate(names):
        if exact(name) not in known:
            # In a shifted column this could be a person.
            shown = f"“{name}”" if UNIT_WORD.match(plain(name)) else "một tên"
            findings.append(found("L1-don-vi-la", f"Cơ quan giải quyết {shown} ({counts[index]} dòng) chưa có trong danh sách."))
    return scopes, findings
