"""Text of the time before Unicode: TCVN3 (.VnTime, ABC) and VNI, whose bytes show as other letters (“§Êt ®ai”, “Ñaát ñai”).

Recognised by signs that no Vietnamese word of today has, and put into today's letters by the tables below.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Callable

from hcc_helpers.sources.files.grids import Grid
from hcc_helpers.sources.findings import found, ranges

_TCVN3 = str.maketrans(
    dict(
        zip(
            "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ§¡¢£¤¥¦",
            "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĐĂÂÊÔƠƯ",
            strict=True,
        )
    )
)
_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_HATS = {
    "â": ("", "\u0302"),
    "á": ("\u0301", "\u0302"),
    "à": ("\u0300", "\u0302"),
    "å": ("\u0309", "\u0302"),
    "ã": ("\u0303", "\u0302"),
    "ä": ("\u0323", "\u0302"),
    "ê": ("", "\u0306"),
    "é": ("\u0301", "\u0306"),
    "è": ("\u0300", "\u0306"),
    "ú": ("\u0309", "\u0306"),
    "ü": ("\u0303", "\u0306"),
    "ë": ("\u0323", "\u0306"),
}
_SINGLE = {"ñ": "đ", "Ñ": "Đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "Æ": "Ỉ", "Ó": "Ĩ", "Ò": "Ị", "Î": "Ỵ"}
_BASES = {"ô": "ơ", "ö": "ư", "Ô": "Ơ", "Ö": "Ư"}


def _vietnamese() -> frozenset[str]:
    plain = "aăâeêioôơuưy"
    tones = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
    letters = {unicodedata.normalize("NFC", vowel + tone) for vowel, tone in itertools.product(plain, tones)} | {"đ"}
    return frozenset(letters | {letter.upper() for letter in letters})


def _vni() -> dict[str, str]:
    """What VNI writes for one letter → the letter."""
    table = dict(_SINGLE)
    for base, tone in itertools.product("aeiouy", _TONES):
        table[base + tone] = unicodedata.normalize("NFC", base + _TONES[tone])
    for base, hat in itertools.product("aeo", _HATS):
        mark, roof = _HATS[hat]
        table[base + hat] = unicodedata.normalize("NFC", base + roof + mark)
    for base, letter in (("ô", "ơ"), ("ö", "ư")):
        table[base] = letter
        for tone, mark in _TONES.items():
            table[base + tone] = unicodedata.normalize("NFC", letter + mark)
    return table | {key.upper(): value.upper() for key, value in table.items() if len(key) == 2 or key in _BASES}


VIETNAMESE = _vietnamese()
_VNI = _vni()
_VNI_PART = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
_FEW_OF_TODAY = 3  # a heading may be of today over a column that is not
# Letters that only words of today have, and signs that no such word has, for each of the two.
_TODAY = re.compile("[" + "".join(sorted(letter for letter in VIETNAMESE if ord(letter) > 0xFF)) + "]")
_ONLY_TCVN3 = re.compile(r"[a-zA-Z][µ¸¶·¹¨»¾¼½©ª«¬®×÷ß]|[µ¸¶·¹¨»¾¼½©ª«¬®×÷ß§][a-zA-Z]|[a-z][ÆÇÊÈÉËÌÐÎÏÑÒÕÓÔÖÝØÜÞ]")
_ONLY_VNI = re.compile(r"[aeiouyAEIOUYôöÔÖ][ùøûõïåäëüØÛÕÏÅÄËÜ]|[ñÑ][aeiouyôöAEIOUY]")


def modern(text: str) -> str:
    """The text in letters of today, unchanged where it is in neither of the two."""
    font = _font(text)
    return font(text) if font else text


def modernise(grid: Grid) -> None:
    """Every column that is written in an old font, in letters of today; each such column is said once."""
    for column, values in enumerate(itertools.zip_longest(*grid.rows, fillvalue="")):
        font_of = {text: _font(text) for text in set(values) if isinstance(text, str) and not text.isascii()}
        if not any(font_of.values()):
            continue
        cells = {index: text for index, text in enumerate(values) if text in font_of}
        fonts = {index: font_of[text] for index, text in cells.items()}
        told = Counter(font for font in fonts.values() if font)
        usual, count = told.most_common(1)[0]
        # Words without a telling sign are of the same font, unless the column also has words of today.
        is_all_old = count > _FEW_OF_TODAY * sum(bool(_TODAY.search(text)) for text in cells.values())
        rows = []
        for index, text in cells.items():
            font = fonts[index] or (usual if is_all_old and not _TODAY.search(text) else None)
            if font and (changed := font(text)) != text:
                grid.rows[index][column] = changed
                rows.append(index)
        numbers = [grid.number(index) for index in rows]
        message = f"{len(rows)} ô của một cột viết bằng phông chữ cũ ({_NAMES[usual]}), đã chuyển sang Unicode (dòng {ranges(numbers)})."
        grid.findings.append(found("L0-phong-chu-cu", message, row=numbers[0]))


def _font(text: str) -> Callable[[str], str] | None:
    if text.isascii() or _TODAY.search(text):
        return None
    if _ONLY_TCVN3.search(text):
        return _from_tcvn3
    return _from_vni if _ONLY_VNI.search(text) else None


def _from_tcvn3(text: str) -> str:
    return text.translate(_TCVN3)


def _from_vni(text: str) -> str:
    return _VNI_PART.sub(lambda match: _VNI[match[0]], text)


_NAMES: dict[Callable[[str], str], str] = {_from_tcvn3: "TCVN3", _from_vni: "VNI"}
