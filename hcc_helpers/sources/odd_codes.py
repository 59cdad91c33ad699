"""Codes of cases that are written unlike all others of their list: a link's address, a tag, a tick, a number of a person.

Each still counts as one case; what else is kept about it under its right code does not find it, so it is said.
"""

from __future__ import annotations

from collections import Counter

import pyarrow as pa
import pyarrow.compute as pc

from hcc_helpers.errors import Finding
from hcc_helpers.sources.findings import found
from hcc_helpers.sources.joins import places

_USUAL = ".-"
_ONE_IN = 5  # a sign that one code in five holds belongs to the codes of this list; one that four in five hold, to each of them
_FEW = 5  # codes that show how the others are written


def in_list(rows: pa.Table) -> list[Finding]:
    """The codes with a sign that hardly any other holds, or without one that nearly all hold."""
    codes = [code for code in pc.unique(rows["case_id"]).to_pylist() if code]
    if len(codes) < _FEW:
        return []
    signs = {code: _signs(code) for code in codes}
    counts = Counter(sign for held in signs.values() for sign in held)
    usual = {*_USUAL, *(sign for sign, count in counts.items() if count * _ONE_IN >= len(codes))}
    always = {sign for sign, count in counts.items() if count * _ONE_IN >= (_ONE_IN - 1) * len(codes)}
    odd = {code for code, held in signs.items() if held - usual or always - held}
    if not odd:
        return []
    at = [index for index, code in enumerate(rows["case_id"].to_pylist()) if code in odd]
    where = places(rows.take(pa.array(at, pa.int64())))
    return [found("L1-ma-khac-dang", "Mã hồ sơ viết khác dạng các mã khác của danh sách.", **place) for place in where]


def _signs(code: str) -> frozenset[str]:
    return frozenset(letter for letter in code if not letter.isalnum())
