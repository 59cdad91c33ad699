"""Letters typed for digits in a case's code: O for 0, I and L for 1.

A list shows by its other codes where digits stand. Such a code is never changed in the list: it is said, and refused where the
other spelling is in the list too. A row of another table finds the one case that its code can mean, and that is said.
"""

from __future__ import annotations

import re
from collections import Counter

import pyarrow as pa
import pyarrow.compute as pc

from hcc_helpers.errors import Finding
from hcc_helpers.sources.columns import Table
from hcc_helpers.sources.findings import found
from hcc_helpers.sources.joins import each

_DIGITS = str.maketrans("OIL", "011")
_LETTERS = re.compile("[OIL]")
_FEW, _TIMES = 3, 5  # codes that show where digits stand; how much rarer a slip is than what it slips from


def straight(code: str) -> str:
    """The code with every letter that looks like a digit as that digit."""
    return code.translate(_DIGITS)


def in_list(rows: pa.Table) -> list[Finding]:
    """The codes of the case list that hold a letter where the other codes of their form hold a digit."""
    codes = list(dict.fromkeys(code for code in rows["case_id"].to_pylist() if code))
    if not any(map(_LETTERS.search, codes)):
        return []
    forms = Counter(map(_form, codes))
    meant = {code: other for code in codes if (other := _meant(code, forms)) is not None}
    known = set(codes)
    message = "Mã hồ sơ có chữ O, I hoặc L ở chỗ các mã khác có chữ số."
    twice = message + " Mã viết bằng số cũng có trong danh sách: một hồ sơ có thể bị tính hai lần."
    findings = each(rows, _among(rows, [code for code, other in meant.items() if other not in known]), "L1-ma-chu-so", message)
    for one in each(rows, _among(rows, [code for code, other in meant.items() if other in known]), "L1-ma-chu-so", twice):
        findings.append(
            found(one.rule, one.message, level="refused", file=one.file, sheet=one.sheet, row=one.row, case_id=one.case_id)
        )
    return findings


def met(table: Table, rows: pa.Table, cases: pa.Table) -> tuple[pa.Table, list[Finding]]:
    """The rows of another table with the code of the one case that each can mean; what was understood is said."""
    if table.name == "cases" or "case_id" not in rows.column_names:
        return rows, []
    known = set(cases["case_id"].to_pylist())
    lost = {code for code in rows["case_id"].to_pylist() if code and code not in known}
    if not lost:
        return rows, []
    spelled: dict[str, list[str]] = {}
    for code in known - {None}:
        spelled.setdefault(straight(code), []).append(code)
    meant = {code: hits[0] for code in lost if len(hits := spelled.get(straight(code), [])) == 1}
    if not meant:
        return rows, []
    message = f"{table.label}: mã hồ sơ viết chữ O, I, L thay cho số 0, 1 (hoặc ngược lại); tính cho hồ sơ có mã như vậy trong danh sách."
    findings = each(rows, _among(rows, list(meant)), "L1-ma-chu-so", message)
    codes = pa.array([meant.get(code, code) for code in rows["case_id"].to_pylist()], pa.string())
    return rows.set_column(rows.schema.get_field_index("case_id"), rows.schema.field("case_id"), codes), findings


def _form(code: str) -> str:
    return re.sub("[A-Z]", "A", re.sub("[0-9]", "9", code))


def _meant(code: str, forms: Counter) -> str | None:
    """The code as the usual form of the list would have it; None where it is no slip from a form that is far more usual."""
    if not _LETTERS.search(code):
        return None
    own = _form(code)
    for form, times in forms.items():
        if len(form) != len(own) or form == own or times < max(_FEW, _TIMES * forms[own]):
            continue
        differs = [at for at, (a, b) in enumerate(zip(own, form, strict=True)) if a != b]
        if all(form[at] == "9" and _LETTERS.match(code[at]) for at in differs):
            return "".join(straight(letter) if at in differs else letter for at, letter in enumerate(code))
    return None


def _among(rows: pa.Table, codes: list[str]):
    return pc.is_in(rows["case_id"].combine_chunks(), pa.array(codes, pa.string()))
