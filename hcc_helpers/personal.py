"""What may be repeated of a text that came from outside: a known word, or one near it; of anything else its shape.

One place for the whole house. `quoted` decides for a single value, `masked` for a sentence or a name of a file in which
a person may stand. What looks personal is told by patterns, so it is the second line; the first is that values come from
closed lists.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rapidfuzz import fuzz, process

_LONGEST = 40  # signs of a shape
NEAR = 80.0  # of 100; so alike a slip of a known word is; two different words of our lists are less alike
# Family names of some hundred families each and more, Kinh and of the uplands; written as they are spoken.
_FAMILY_WORDS = (
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý cao chu đinh lương mai trịnh đoàn tô hà "
    "thái tạ phùng kiều nghiêm lưu đào vương trương lâm hứa bạch tăng quách vi lô lữ moong kha lầu vừ hờ cù hán "
    "khổng la lại lục mạc mạch nông ông phí quan sầm thân thạch thiều tiêu tống triệu từ ung văn viên chế đàm đậu "
    "điền đồng giáp giang hạ hàn khuất kim lò cầm tòng vàng giàng thào sùng lỳ cụt xeo"
)
_FAMILIES = frozenset(_FAMILY_WORDS.split())
_MIDDLES = frozenset(("van", "thi", "duc", "huu", "dinh", "quoc", "ngoc", "minh", "xuan"))
# Words that begin like a family name and are none.
_NO_NAMES = frozenset(
    [
        "hồ sơ",
        "lý do",
        "thái độ",
        "đào tạo",
        "đoàn thanh",
        "chu kỳ",
        "dương lịch",
        "cao đẳng",
        "cao cấp",
        "cao học",
        "từ ngày",
        "từ kỳ",
        "từ lúc",
        "từ chối",
        "từ năm",
        "từ tháng",
        "văn phòng",
        "văn thư",
        "văn bản",
        "văn hóa",
        "văn hoá",
        "đồng chí",
        "đồng ý",
        "đồng bộ",
        "tiêu đề",
        "tiêu chí",
        "tiêu chuẩn",
        "kim ngạch",
        "viên chức",
        "quan hệ",
        "ông bà",
        "thân nhân",
        "điền ngày",
        "la liệt",
        "lại hẹn",
        "hà nội",
        "hà tĩnh",
        "hà giang",
        "hà nam",
        "cao bằng",
        "thái bình",
        "thái nguyên",
        "lâm đồng",
        "lê lợi",
        "hồ chí",
        "lai châu",
        "giang sơn",
        "hàn quốc",
        "hồ chí",
        "văn lang",
        "kim liên",
        "lương tài",
        "tăng từ",
        "tăng so",
        "giảm từ",
        "đàm phán",
        "từ thiện",
        "vàng mã",
        "lương hưu",
        "lương thực",
        "văn khấn",
        "đồng tháp",
        "đồng nai",
        "điện biên",
    ]
)
# Words that end like a family name and are none: "QUẢN LÝ DỰ ÁN" names nobody.
_ENDS_OF_WORDS = (
    "quản lý, xử lý, pháp lý, địa lý, thanh lý, đại lý, tâm lý, hội đồng, hợp đồng, cộng đồng, cơ quan, hải quan, liên quan, công đoàn, "
    "chỉ tiêu, mục tiêu, quy chế, thể chế, trạng thái, tiền lương, chủ trương"
)
_NO_FAMILIES = frozenset(_ENDS_OF_WORDS.split(", "))
_OF_PLACES = frozenset(("xã", "phường", "tỉnh", "huyện", "quận", "thị", "trấn", "vực", "phố", "châu", "trường", "đảo", "núi"))
_KEY = re.compile(r"[a-z]{1,12}(?:_[a-z]{1,12}){0,3}|(?:%[A-Za-z]|[/.: -]){1,30}")
_WORD = re.compile(r"[^\W\d_]+")
_PATTERNS = (
    re.compile(r"(?<![\d.\-])(?:\+?84|0)(?:[ .\-\u00a0]?\d){9}(?!\d)"),  # a telephone number
    re.compile(r"(?<!\d)0[235789]\d{2}_\d{3}_\d{3}(?!\d)"),  # of a file's name
    re.compile(r"(?<![\d.\-])\(?02\d{1,2}\)?[ .\-]?\d[ .\-]?\d{3}[ .\-]?\d{3,4}(?!\d)"),  # of a house
    re.compile(r"(?<![\d.,\-])0\d{2}[ .\u00a0\-]?\d{3}[ .\u00a0\-]?\d{3}[ .\u00a0\-]?\d{3}(?!\d)"),  # an identity number
    re.compile(r"(?<![\w.,\-/])(?!20\d{2}[01]\d[0-3]\d)\d{8,19}(?![\d\w])(?!\s*(?:đồng|đ\b))"),  # an older card, an account
    re.compile(r"(?<![\d.,])\d{3}[ \u00a0]\d{3}[ \u00a0]\d{3,4}(?:[ \u00a0]\d{3})?(?!\d)(?!\s*(?:đồng|đ\b))"),
    re.compile(r"(?<!\d)\d{4}[ .\-]\d{4}[ .\-]\d{4}(?:[ .\-]\d{1,4})?(?!\d)"),  # an account in groups
    re.compile(r"(?<![\w.+\-])[\w.+\-]{1,64}@\w[\w\-]{0,62}\.\w[\w.]{0,60}"),  # mail
    re.compile(
        r"(?<![\w.+\-])(?=[\d.+\-]*[^\W\d])[\w.+\-]{2,64} ?(?:@|\(at\)|\[at\]) ?(?!calendar|inclusive|year)\w[\w\-]{1,62}",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:fb|facebook|zalo|m)\.(?:com|me)/\S+", re.IGNORECASE),
    re.compile(r"(?<![\w])\d{2}[ \-]?[A-ZĐ]{1,2}\d?[ \-.]{0,3}\d{3}\.?\d{1,2}(?!\d)"),  # a plate of a vehicle
    re.compile(r"\b(?:sinh ngày|sinh năm|ngày sinh|năm sinh)\W{0,3}[\d/.\- ]{4,10}", re.IGNORECASE),
    re.compile(r"(?<!khai )\b(?:sn|s\.n|sinh)\W{1,3}(?:19[1-9]\d|200\d)\b", re.IGNORECASE),
    re.compile(
        r"\b(?:số nhà|ngõ|ngách|hẻm)\s+[\w/]+(?:\s+[\w/]+){0,4}|\bsố \d+[\w/]*,? (?:đường|phố)\s+\w+(?:\s+\w+)?", re.IGNORECASE
    ),
    re.compile(r"\b\d+(?:/\d+)+[a-z]?,?\s+(?:đường|phố)\s+\w+(?:\s+\w+)?", re.IGNORECASE),
    re.compile(r"\b(?:tổ|khối|xóm|thôn)\s+\d+[a-z]?,?\s+(?:khối|xóm|thôn)\s+\d", re.IGNORECASE),
    re.compile(r"\bH['’]\s?[^\W\d_]+"),  # a name of the uplands
    re.compile(r"\b(?:xóm|thôn|khối)\s+[\w ]{1,24},\s*(?:xã|phường|tp|thành phố|huyện)\s+\w+(?:\s+\w+)?", re.IGNORECASE),
)
# A date too early for a case: a birth, where it stands in a cell or a text; a rule or a law may be as old, so messages keep it.
_BIRTH = re.compile(
    r"(?<!\d)\d{1,2}[/.\-]\d{1,2}[/.\-](?:19[1-9]\d|200\d)(?!\d)"
    r"|(?<![\d\-])(?:19[1-9]\d|200\d)[\-/](?:0[1-9]|1[0-2])[\-/][0-3]\d(?!\d)"
    r"|(?<![\d/.\-])(?:0?[1-9]|[12]\d|3[01])([/.\-])(?:0?[1-9]|1[0-2])\1[4-9]\d(?![\d/\-]|\.\d)"
    r"|ngày \d{1,2} tháng \d{1,2} năm 19\d\d"
)
# A house or a hamlet by its number, then a place: both words in capitals.
_HOUSE = re.compile(r"\b(?:số|sn|xóm|thôn|khối|bản|ấp)\s?\d{1,4}[a-z]?(?:/\d+)*,?\s+([^\W\d_]+)\s+([^\W\d_]+)", re.IGNORECASE)
_ONE_NAME = re.compile(r"\b(?:ông|bà|anh|chị|cô|chú|cháu)\s+([^\W\d_]+)\b", re.IGNORECASE)
_NO_ONE_WORDS = "rịa quốc bà ông chị anh em triệu trưng nam việt hồ chủ phó giám bí trưởng đảng lãnh"
_NO_ONE = frozenset(_NO_ONE_WORDS.split())
# Whatever the family: a word, "Thị" or "Văn", a word, all in capitals; and what is no name of them.
_MIDDLE_NAME = re.compile(r"\b([^\W\d_]+)[ \u00a0](?:Thị|Văn)[ \u00a0]([^\W\d_]+)")
_BEFORE_WORDS = "đô siêu thành chỉ hiển tiếp nhân phòng lĩnh sở ban và công"
_BEFORE_NO_NAME = frozenset(_BEFORE_WORDS.split())
_AFTER_WORDS = "phòng hóa hoá thư bản khấn học minh trấn xã trường hiếu thực"
_AFTER_NO_NAME = frozenset(_AFTER_WORDS.split())
_SPOKEN_Y = re.compile(r"\bY ([^\W\d_]+)[ \u00a0]([^\W\d_]+)")
_RUN_TOGETHER = re.compile(r"[^\W\d_]+")
_ADDRESSED = re.compile(r"\b(?:ông|bà|anh|chị|em|cháu|cô|chú|bác)\s+([^\W\d_]+(?:\s+[^\W\d_]+){0,3})", re.IGNORECASE)


def shape(text: str) -> str:
    """Digits as 9, letters as A, all else as it is: "2025-11-17T12:18" → "9999-99-99A99:99"."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    levelled = _levelled(text)
    return levelled if len(levelled) <= _LONGEST else f"{levelled[:_LONGEST]}…"


def quoted(text: str, known: Iterable[str]) -> str:
    """ "“text”" where it is one of `known` or a slip of one, else "viết như “AAA 999”"."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    return f"“{text}”" if may_quote(text, known) else f"viết như “{shape(text)}”"


def quoted_key(text: str, known: Iterable[str]) -> str:
    """The same of a key or a code that somebody typed into a settings file: also where it is spelt as such are, in small letters."""
    is_key = _KEY.fullmatch(text) and text not in _ascii_families() and not is_personal(text)
    return f"“{text}”" if is_key else quoted(text, known)


def may_quote(text: str, known: Iterable[str]) -> bool:
    """Whether a value may be repeated: it is a known word or so near one that it can only be a slip of it."""
    said = _folded(text) if len(text) <= _LONGEST * 2 else ""
    if not said or is_personal(text):
        return False
    words = {_folded(word) for word in known} - {""}
    # Digits are no slip of other digits: "0912345678" is as near to another number as any.
    is_near = not re.search(r"\d", said) and process.extractOne(said, words, scorer=fuzz.ratio, score_cutoff=NEAR) is not None
    return said in words or is_near


def is_personal(text: str) -> bool:
    """Whether the text holds what looks like a name, a number or an address of a person."""
    whole = unicodedata.normalize("NFC", text)
    return _BIRTH.search(whole) is not None or next(_spans(whole), None) is not None


@lru_cache(maxsize=20_000)
def masked(text: str) -> str:
    """The text with everything that looks personal in its place as shape; other texts as they are."""
    whole = unicodedata.normalize("NFC", text)
    spans = list(_spans(whole))
    if not spans:
        return text
    hidden = list(whole)
    for start, end in spans:
        hidden[start:end] = _levelled(whole[start:end])
    return "".join(hidden)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for pattern in _PATTERNS:
        yield from (match.span() for match in pattern.finditer(text))
    for match in _ADDRESSED.finditer(text):
        named = match[1].split()
        if len(named) > 1 and named[0][0].isupper() and named[1][0].isupper() and named[:2] != ["Việt", "Nam"]:
            yield match.span(1)
    for match in _HOUSE.finditer(text):
        if match[1][0].isupper() and match[2][0].isupper():
            yield match.span()
    for match in _ONE_NAME.finditer(text):
        if match[1].istitle() and len(match[1]) < 8 and match[1].casefold() not in _NO_ONE:
            yield match.span(1)
    for match in _MIDDLE_NAME.finditer(text):
        first, last = match[1], match[2]
        is_name = first.istitle() and last.istitle() and len(first) < 8 and len(last) < 8
        if is_name and first.casefold() not in _BEFORE_NO_NAME and last.casefold() not in _AFTER_NO_NAME:
            yield match.span()
    for match in _SPOKEN_Y.finditer(text):
        if match[1].istitle() and match[2].istitle() and match[1].casefold() not in ("tế", "học", "khoa", "dược"):
            yield match.span()
    yield from _names(text)
    yield from _run_together(text)


def _run_together(text: str) -> Iterator[tuple[int, int]]:
    """ "NguyễnVănAn": a family name and at least two more words, each with its capital."""
    for word in _RUN_TOGETHER.finditer(text):
        parts: list[str] = []
        for sign in word[0]:
            if sign.isupper() or not parts:
                parts.append(sign)
            else:
                parts[-1] += sign
        if len(parts) > 2 and parts[0].casefold() in _WIDEST | {"lê", "le"}:
            yield word.span()


def _names(text: str) -> Iterator[tuple[int, int]]:
    """A family name and what follows it in capitals; in small letters only with a middle name behind it."""
    words = list(_WORD.finditer(text))
    for at, word in enumerate(words):
        family = word[0].casefold()
        if not (family in _FAMILIES or family in _ascii_families()):
            continue
        if at and text[words[at - 1].end() : word.start()].isspace():
            before = words[at - 1][0].casefold()
            if before in _OF_PLACES or f"{before} {family}" in _NO_FAMILIES:
                continue
        behind = _following(text, words, at)
        if not behind or f"{family} {behind[0][0].casefold()}" in _NO_NAMES:
            continue
        capital = list(_while_capital(behind))
        is_loud = word[0].isupper()
        is_plain = word[0].isascii() and family not in _FAMILIES
        if word[0][0].isupper() and len(capital) >= (2 if is_loud or is_plain else 1):
            yield word.start(), capital[-1].end()
        elif word[0].istitle() and len(behind) > 1 and behind[0][0] in ("thị", "văn") and behind[1][0] not in _AFTER_NO_NAME:
            yield word.start(), behind[1].end()
        elif len(behind) > 1 and _folded(behind[0][0]) in _MIDDLES and family in {"le", "lê", *_WIDEST}:
            yield word.start(), behind[min(2, len(behind)) - 1].end()


_WIDEST = frozenset(
    [
        "nguyễn",
        "nguyen",
        "trần",
        "tran",
        "phạm",
        "pham",
        "hoàng",
        "hoang",
        "huỳnh",
        "huynh",
        "phan",
        "vũ",
        "vu",
        "võ",
        "đặng",
        "dang",
        "bùi",
        "bui",
        "ngô",
        "ngo",
        "đinh",
        "dinh",
    ]
)


def _following(text: str, words: list[re.Match], at: int) -> list[re.Match]:
    """Up to four words behind, as long as only blanks or the strokes of a file's name stand between."""
    found = []
    for before, word in zip(words[at:], words[at + 1 : at + 5], strict=False):
        if not re.fullmatch(r"[ \u00a0_\-]{1,2}", text[before.end() : word.start()]):
            break
        found.append(word)
    return found


def _while_capital(words: list[re.Match]) -> Iterator[re.Match]:
    for word in words:
        if not word[0][0].isupper() or len(word[0]) > 7:
            return
        yield word


@lru_cache(maxsize=1)
def _ascii_families() -> frozenset[str]:
    return frozenset(_folded(name) for name in _FAMILIES)


@lru_cache(maxsize=20_000)
def _folded(text: str) -> str:
    """Small letters without accents and punctuation, one blank between words."""
    text = unicodedata.normalize("NFD", unicodedata.normalize("NFC", text).casefold()).replace("đ", "d")
    return " ".join(re.sub(r"[\W_]+", " ", "".join(sign for sign in text if not unicodedata.combining(sign))).split())


def _levelled(text: str) -> str:
    return "".join("9" if sign.isdigit() else "A" if sign.isalpha() else sign for sign in text)
