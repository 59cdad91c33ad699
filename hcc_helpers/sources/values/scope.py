"""Whose case it is: from the deciding authority, never from the field and never from the catalogue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pyarrow as pa

from hcc_helpers.errors import Finding
from hcc_helpers.sources.findings import found
from hcc_helpers.sources.mapping.headings import exact
from hcc_helpers.sources.values.privacy import names_office

UNKNOWN = "unknown"


def of_units(
    units: pa.StringArray, declared: dict[str, str], received_by: pa.StringArray | None = None, own: Iterable[str] = ()
) -> tuple[pa.StringArray, list[Finding]]:
    """The scope of each deciding unit by the office's list, null where the list does not know it.

    A unit that the list does not know is no finding in rows that name this centre's own counter as the receiving office:
    a counter receives for authorities of the whole country, and no list holds them all.
    """
    known = {exact(name): value for name, value in declared.items()}
    encoded = units.dictionary_encode()
    names = encoded.dictionary.to_pylist()
    scopes = pa.array([known.get(exact(name)) for name in names], pa.string()).take(encoded.indices)
    asked = encoded.indices
    if received_by is not None and own:
        ours = {exact(name) for name in own}
        asked = asked.filter(pa.array([exact(name or "") not in ours for name in received_by.to_pylist()]))
    counts = Counter(asked.to_pylist())
    findings = []
    for index, name in enumerate(names):
        if exact(name) not in known and counts[index]:
            # In a shifted column this could be a person.
            shown = f"“{name}”" if names_office(name) else "một tên"
            findings.append(found("L1-don-vi-la", f"Cơ quan giải quyết {shown} ({counts[index]} dòng) chưa có trong danh sách."))
    return scopes, findings
