"""Names of units and of systems: those of centre.toml's lists are kept, and names made only of words that offices are called
by; without a list, what reads like an office or a system. Anything else may be a person and becomes "khác"; how many cells
did, and where, is a finding.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import dropwhile, pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz import fuzz

from hcc_helpers.personal import is_personal
from hcc_helpers.sources.mapping.headings import plain
from hcc_helpers.sources.values.privacy import HIDDEN, NOT_NAMED, ROLES, names_office

OTHER_UNIT = "Đơn vị khác (không có trong danh sách)"
OTHER_SYSTEM = "Hệ thống khác (không có trong danh sách)"
PROPOSED = "Tên có trong các tệp mà reference/centre.toml chưa ghi; bỏ tên nào là của một người rồi chép vào:"
_SLIP = 90.0  # of 100: so alike, word for word as many, a slip of a listed name is
_OFTEN = 3  # so many cells make a name worth proposing for the list
_SYSTEM = re.compile(
    r"^(?:cong|he thong|phan mem|co so du lieu|csdl|dich vu cong|dich vu|kho|truc|ung dung|nen tang|mang|duong truyen|trang|vneid|vnpt|igate|portal|system|"
    r"kenh|bo phan|mot cua|thu dien tu|chu ky so|zalo|tong dai)\b"
)
# Words that units are called by, with their accents ("hóa" is a word of offices, "Hoa" somebody's name).
_WORDS = (
    "phòng ban ubnd hđnd ủy uỷ nhân dân trung tâm phục vụ hành chính công xã phường huyện tỉnh thành phố chi nhánh cục sở văn bộ phận tổ cơ quan trạm hạt thuế "
    "kho bạc nhà nước mttq ubmttq mặt trận tổ quốc trường đoàn hội đồng quầy đội bưu điện và kinh tế văn hóa hoá xã hội hạ tầng đô thị tư pháp hộ tịch địa chính xây "
    "dựng nông nghiệp môi tài nguyên đất đai đăng ký đăng kí khu vực kế hoạch nội vụ lao động thương binh y giáo dục đào tạo công thương khoa học nghệ giao thông "
    "vận tải tiếp nhận trả kết quả một cửa thư bảo hiểm quản lý lĩnh thủ tục tthc thông tin du lịch thể thao dân tộc tôn thanh tra quân sự chỉ huy người có liên "
    "an dịch hiệp nữ chợ dự án trật tự đầu tư chiến cựu phụ nữ niên cộng số cơ sở bến xe rừng khuyến lâm kiểm đảng trẻ em việt nam "
    "đkđđ vpđk vpđkđđ ttpvhcc tn&mt tnmt lđtbxh vhxh cấp thẩm quyền giải quyết chuyên môn của bộ"
)
_OF_OFFICES = frozenset(_WORDS.split())
# Those that people are called by as well: they are words of an office only beside the word that they belong to.
_PAIRS = (
    "trung tâm, dịch vụ, liên hiệp, thành phố, nhân dân, công an, công thương, thương binh, thương mại, đào tạo, khoa học, bảo hiểm, quản lý, thanh tra, thanh niên, quân sự, chỉ huy, hội đồng, "
    "xã hội, thông tin, giao thông, tài nguyên, tài chính, hành chính, chính công, địa chính, văn phòng, văn hóa, văn hoá, văn thư, y tế, thú y, nông nghiệp, công nghệ, "
    "công chức, công trình, công cộng, công ích, vụ công, quốc gia, tổ quốc, đoàn thanh, hạ tầng, tư pháp, xây dựng, phục vụ, nội vụ, cộng đồng, chiến binh, lĩnh vực, "
    "du lịch, kho bạc, tôn giáo, đầu tư, nhân sự, việt nam, trường học, môi trường, đô thị, thị trấn, thị xã, khoa giáo, nguyên và"
)
_OF_PAIRS = frozenset(tuple(pair.split()) for pair in _PAIRS.split(", "))
_BOTH_WORDS = "an hiệp tâm thành nhân thương đào khoa bảo lý thanh quân huy công thông tài nguyên chính văn y quốc nam tư hóa hoá binh lĩnh hạ du tôn bạc vụ"
_ALSO_SOMEBODY = frozenset(_BOTH_WORDS.split())
# "phường Hạc Thành, tỉnh Thanh Hóa": up to three words behind the word for a place.
_PLACE = re.compile(r"\b((?:xã|phường|thị trấn|huyện|quận|tỉnh|thành phố|tp|đặc khu)\s+)((?:[^\W\d_]+\s*){1,3})", re.IGNORECASE)
# What may stand between an office and a person of it.
_BEHIND = re.compile(r"\s+[-–—]+\s*|\s*[-–—]+\s+|[(:;,/_|]|\b\d{1,2}\b|\b(?:trưởng|phó|đ/c|đồng chí)\b", re.IGNORECASE)
_ACRONYM = re.compile(r"(?=.+[A-Z0-9])[A-Za-z][A-Za-z0-9.\-/]{1,19}")  # VBDLIS, iOffice, LGSP


@dataclass(frozen=True)
class Names:
    """A closed list: its key in centre.toml, the columns it governs, what an unlisted name becomes."""

    key: str
    columns: tuple[str, ...]
    other: str
    reads_right: Callable[[str], bool]
    what: str  # "đơn vị": in messages
    rule: str


def names_system(value: str) -> bool:
    return bool(_SYSTEM.match(plain(value)) or _ACRONYM.fullmatch(value)) and not is_personal(value)


UNITS = Names("units", ("handling_unit", "unit"), OTHER_UNIT, names_office, "đơn vị", "L1-don-vi-la")
# Counters and authorities of the whole country: no list of one office holds them all, so what reads like an office stays.
OFFICES = Names("", ("receiving_unit", "deciding_unit", "issuer"), OTHER_UNIT, names_office, "cơ quan", "L1-don-vi-la")
SYSTEMS = Names("systems", ("source_system", "system"), OTHER_SYSTEM, names_system, "hệ thống", "L1-he-thong-la")
_BY_COLUMN = {column: names for names in (UNITS, OFFICES, SYSTEMS) for column in names.columns}


def names_of(column: str) -> Names | None:
    return _BY_COLUMN.get(column)


@dataclass(frozen=True)
class Kept:
    """The column as it is kept, which cells changed, and what the file calls the unlisted (shown to its holder, never stored)."""

    array: pa.Array
    changed: np.ndarray
    unlisted: Counter


def closed(array: pa.StringArray, names: Names, listed: Iterable[str], known: Iterable[str]) -> Kept:
    """`listed`: the office's own list, empty where it has none; `known`: further names that centre.toml says."""
    own = bool(names.key) and bool(list(listed))
    told = {plain(name) for name in (*listed, *known)} - {""}
    roles = ROLES if names is UNITS else frozenset()
    encoded = array.dictionary_encode()
    kept: list[str] = []
    unlisted: Counter[str] = Counter()
    counts = Counter(encoded.indices.to_pylist())
    for index, value in enumerate(encoded.dictionary.to_pylist()):
        levelled, reads_right = plain(value), names.reads_right(value)
        if value == HIDDEN:
            kept.append(NOT_NAMED if names is UNITS else value)
            continue
        is_usual = reads_right and names is not SYSTEMS and _is_of_offices(value, told)
        if levelled in told or levelled in roles or is_usual or (_is_slip(levelled, told) and not is_personal(value)):
            kept.append(value)
            continue
        is_clean = reads_right and (names is SYSTEMS or not (_names_somebody(value, told) or _is_personal_in_one_case(value)))
        if is_clean and counts[index] >= _OFTEN:
            unlisted[value] += counts[index]
        # Without its own list an office keeps what reads right; a cell that names no unit at all is likely an officer.
        kept.append(value if is_clean and not own else NOT_NAMED if names is UNITS and not reads_right else names.other)
    made = pa.array(kept, pa.string()).take(encoded.indices)
    return Kept(made, np.asarray(pc.fill_null(pc.not_equal(made, array), False)), unlisted)


def _is_of_offices(value: str, told: set[str]) -> bool:
    """Whether every word is one that offices are called by, stands in a listed name, or names the place of the office."""
    return all(_are_of_an_office(_own_words(value), _pairs_of(told)))


def _names_somebody(value: str, told: set[str]) -> bool:
    """Whether a name of one or more words hangs behind an office: "Bộ phận một cửa - Hải", "Tổ trưởng Hoa", "Phòng Kinh tế Hoa".

    A place has two words and stands behind the office without a stroke; a single word in capitals is likely somebody.
    """
    listed = _pairs_of(told)
    first, *behind = (_own_words(part) for part in _BEHIND.split(unicodedata.normalize("NFC", value)))
    if any(part and not any(_are_of_an_office(part, listed)) for part in behind):
        return True
    *office, last = first or [""]
    is_alone = bool(office) and all(_are_of_an_office(first, set())[:-1])
    is_a_name = last.istitle() or (value.isupper() and len(last) > 2)  # "Phòng KT" is an office
    return is_alone and is_a_name and not _are_of_an_office(first, listed)[-1]


def _is_personal_in_one_case(value: str) -> bool:
    """Whether a person's family name is the first word behind the office: "PHÒNG NGUYỄN HOA", "phòng nguyễn hoa".

    Further behind it is as often a part of a place.
    """
    if not (value.isupper() or value.islower()):
        return False
    words = _own_words(value)
    known = _are_of_an_office(words, set())
    behind = [word for word, _ in dropwhile(lambda one: one[1], zip(words, known, strict=True))]
    return is_personal(" ".join(behind[:2]).title())


def _own_words(value: str) -> list[str]:
    """The words of a name without those of its place."""
    text = _PLACE.sub(_without_place, unicodedata.normalize("NFC", value))
    return re.findall(r"[^\W_]+(?:&[^\W_]+)?", text)


def _pairs_of(told: set[str]) -> set[tuple[str, str]]:
    """Each two words that stand side by side in a listed name: a single one of them may be somebody's name."""
    return {pair for name in told for pair in pairwise(name.split())}


def _are_of_an_office(words: list[str], listed: set[tuple[str, str]]) -> list[bool]:
    """Of each word of a name whether offices are called by it."""
    small = [word.casefold() for word in words]
    levelled = [plain(word) for word in words]

    def is_one(at: int) -> bool:
        beside = [(at - 1, at)] if at else []
        beside += [(at, at + 1)] if at + 1 < len(words) else []
        if any((levelled[a], levelled[b]) in listed for a, b in beside):
            return True
        if small[at] in _ALSO_SOMEBODY:
            return any((small[a], small[b]) in _OF_PAIRS for a, b in beside)
        return small[at] in _OF_OFFICES or (small[at].isdigit() and len(small[at]) < 3)

    return [is_one(at) for at in range(len(words))]


def _without_place(match: re.Match) -> str:
    words = match[2].split()
    capital = next((n for n, word in enumerate(words) if not word[0].isupper()), len(words))
    return f"{match[1]}{' '.join(words[capital:])} "


def _is_slip(levelled: str, told: set[str]) -> bool:
    """Another spelling of a listed name; a word more could be somebody."""
    if re.search(r"\d", levelled):
        return False
    words = len(levelled.split())
    return any(len(name.split()) == words and fuzz.ratio(levelled, name) >= _SLIP for name in told)


def proposal(key: str, unlisted: Counter, listed: Iterable[str]) -> str:
    """The line of centre.toml that would hold what the files at hand call their units or systems; "" where nothing is new."""
    if not unlisted:
        return ""
    names = [*listed, *(name for name, _ in unlisted.most_common(20))]
    return f"{key} = [{', '.join(chr(34) + name.replace(chr(34), chr(39)) + chr(34) for name in names)}]"


def proposals(unlisted: Mapping[str, Iterable[str]], lists: Mapping[str, Iterable[str]]) -> list[str]:
    """What to print of the names that no list holds: a sentence and a line of centre.toml for each list; [] where all are known."""
    lines = [line for key, names in unlisted.items() if (line := proposal(key, Counter(names), lists[key]))]
    return [f"  {PROPOSED}", *(f"    {line}" for line in lines)] if lines else []
