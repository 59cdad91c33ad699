"""Persons where a code should stand: a survey numbered by the phone of who answered, a receipt that carries the payer's name.

The rows still count, each once: what stands there is replaced by a pseudonym, the same for the same text.
"""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hcc_helpers.sources.mapping.headings import plain
from hcc_helpers.sources.values.privacy import PersonKey

# Codes come here folded: without blanks, in capitals.
_BEFORE, _AFTER = r"(?:^|[:;,+]|\p{L}{3})", r"(?:$|[:;,]|\p{L})"
_PHONE = r"(?:0|84)[35789][0-9]{2}[.]?[0-9]{3}[.]?[0-9]{3}|(?:0|84)[35789][0-9][.]?[0-9]{3}[.]?[0-9]{4}"
_IDENTITY = r"0(?:0[1-9]|[1-8][0-9]|9[0-6])[.]?[0-9]{3}[.]?[0-9]{3}[.]?[0-9]{3}"  # twelve digits, a province's first
_NUMBER = rf"{_BEFORE}(?:{_PHONE}|{_IDENTITY}){_AFTER}"
_PLATE = r"^[0-9]{2}[A-Z][0-9A-Z]?-[0-9]{3}[.]?[0-9]{2}$"
_MAIL = r"[^@]@[^@]+[.][A-Z]"
_BEHIND_LETTERS = (
    rf"^\p{{L}}{{1,3}}[-._/]?(?:{_PHONE}|{_IDENTITY})$"  # "KS0912345678": of a case's own code these may be its count
)
_NO_DIGIT = r"^[^0-9]*\p{L}[^0-9]*\p{L}[^0-9]*\p{L}[^0-9]*$"
_LONG_WORD = r"\p{L}{7,}"
_OF_CODES = re.compile("bienlai|hoadon|phieu|quyen|giaodich|hoso|donthu|phananh|kiennghi|khieunai|tocao|khaosat|thamchieu|so|ma")


def without_persons(codes: pa.StringArray, key: PersonKey, *, is_case: bool) -> tuple[pa.StringArray, np.ndarray]:
    """(codes, which of them were replaced). `is_case`: of a case's own code, a name is no code and is refused elsewhere."""
    mask = pc.match_substring_regex(codes, f"{_NUMBER}|{_PLATE}|{_MAIL}")
    if not is_case:
        mask = pc.or_(mask, pc.match_substring_regex(codes, f"{_NO_DIGIT}|{_LONG_WORD}|{_BEHIND_LETTERS}"))
    found = np.asarray(pc.fill_null(mask, False))
    if not found.any():
        return codes, found
    texts = codes.to_pylist()
    for index in np.flatnonzero(found):
        if _is_wording(texts[index]):
            found[index] = False
        else:
            texts[index] = f"bí danh {key.pseudonym(texts[index])[:16]}"
    return pa.array(texts, pa.string()), found


def _is_wording(code: str) -> bool:
    """ "BIÊNLAITHU0012": a long word that says what is numbered, and nobody."""
    levelled = plain(code).replace(" ", "")
    return bool(re.search("[0-9]", code)) and bool(_OF_CODES.match(levelled)) and not re.search(r"[0-9]{9}|@", code)
