"""Codes that tell a record, in the one form in which they are compared, joined and kept.

The same code is typed and exported in many ways: in lower case, with another dash, with an apostrophe that keeps a
spreadsheet from changing it, with letters of another alphabet that look alike, with signs that nobody sees.
"""

from __future__ import annotations

import re
import unicodedata

import pyarrow as pa
import pyarrow.compute as pc

# Letters of the Greek and the Cyrillic alphabet that look like a Latin one.
_LOOK_ALIKE = str.maketrans("АВЕЅІЈКМНОРСТУХЗΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABESIJKMHOPCTYX3ABEZHIKMNOPTYX")
_LOOK_ALIKE_WORDS = str.maketrans("аеорсухіѕјАВЕЅІЈКМНОРСТУХ", "aeopcyxisjABESIJKMHOPCTYX")
_DASHES = re.compile(r"[\u2010-\u2015\u2212\u2043\uFE58\uFE63\uFF0D\u30FC\u00AD]")
_BREAKS = re.compile(r"<\s*br\s*/?\s*>|&nbsp;|_x000d_", re.IGNORECASE)  # the last: a line break that a spreadsheet wrote out
_AS_TEXT = re.compile(r'^=\s*"(.*)"$|^=\s*([^"()]+)$')  # ="H41…": how a text file keeps a spreadsheet from changing a code
_QUOTES = "'\"’‘“”`´#"
_PLAIN = r"^[A-Z0-9./_-]*$"


def in_latin(words: str) -> str:
    """Words of a Vietnamese heading without the Cyrillic letters that look like those of it."""
    return words if words.isascii() else words.translate(_LOOK_ALIKE_WORDS)


def fold(code: str) -> str:
    """The folded form of one code."""
    text = unicodedata.normalize("NFKC", _BREAKS.sub("", _DASHES.sub("-", code))).strip()
    if match := _AS_TEXT.match(text):
        text = match[1] if match[1] is not None else match[2]
    text = "".join(letter for letter in text if unicodedata.category(letter) not in ("Cf", "Cc", "Mn", "Zs", "Zl", "Zp"))
    return text.strip(_QUOTES).upper().translate(_LOOK_ALIKE)


def folded(text: pa.StringArray) -> pa.StringArray:
    """Every code folded; what folds to nothing is null."""
    if pc.all(pc.fill_null(pc.match_substring_regex(text, _PLAIN), True)).as_py() in (True, None):
        return text
    encoded = text.dictionary_encode()
    return pa.array([fold(code) or None for code in encoded.dictionary.to_pylist()], pa.string()).take(encoded.indices)
