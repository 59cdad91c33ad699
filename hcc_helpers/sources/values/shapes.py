"""How a cell that could not be read may be shown: by its shape, which says how it is written and reveals nobody.

A value itself is repeated only where it has the shape of a code. What lies in a cell may be a person.
"""

from __future__ import annotations

import re
import unicodedata

from hcc_helpers.sources.columns import Column
from hcc_helpers.sources.files.grids import BROKEN

_LONGEST = 40  # signs of a shape
_CODE = re.compile(r"[A-Za-z0-9_./-]{1,12}")
_DATE_LIKE = re.compile(r"[0-9]{1,4}[/.\- ][0-9]{1,2}[/.\- ][0-9]{1,4}(?:[ T][0-9]{1,2}(?::[0-9]{1,2}){1,2})?")
_AMOUNT_LIKE = re.compile(r"-?[0-9]{1,3}(?:[.,][0-9]+)+\s*[đ%]?")
# Words of one part that are names of people as often as anything else.
_NAMES = frozenset(
    [
        "an",
        "anh",
        "bac",
        "bach",
        "bang",
        "bao",
        "bich",
        "binh",
        "bui",
        "cam",
        "canh",
        "cao",
        "chau",
        "chi",
        "chien",
        "chinh",
        "chu",
        "cuc",
        "cuong",
        "dan",
        "dang",
        "dao",
        "dat",
        "dinh",
        "do",
        "doan",
        "dong",
        "duc",
        "dung",
        "duong",
        "duy",
        "gia",
        "giang",
        "ha",
        "hai",
        "han",
        "hang",
        "hanh",
        "hao",
        "hau",
        "hien",
        "hiep",
        "hieu",
        "ho",
        "hoa",
        "hoai",
        "hoan",
        "hoang",
        "hong",
        "hue",
        "hung",
        "huong",
        "huy",
        "huyen",
        "huynh",
        "kha",
        "khai",
        "khang",
        "khanh",
        "khoa",
        "kien",
        "kiet",
        "kieu",
        "kim",
        "ky",
        "la",
        "lai",
        "lam",
        "lan",
        "le",
        "lien",
        "lieu",
        "linh",
        "loan",
        "loc",
        "loi",
        "long",
        "luan",
        "luc",
        "luong",
        "luu",
        "ly",
        "mai",
        "man",
        "manh",
        "minh",
        "my",
        "nam",
        "nga",
        "ngan",
        "nghia",
        "ngo",
        "ngoc",
        "nguyen",
        "nhan",
        "nhi",
        "nhung",
        "nhu",
        "ninh",
        "oanh",
        "phan",
        "phat",
        "phi",
        "pham",
        "phong",
        "phu",
        "phuc",
        "phung",
        "phuong",
        "quan",
        "quang",
        "que",
        "quoc",
        "quy",
        "quyen",
        "quynh",
        "sang",
        "sau",
        "son",
        "sy",
        "tai",
        "tam",
        "tan",
        "thai",
        "than",
        "thang",
        "thanh",
        "thao",
        "the",
        "thi",
        "thien",
        "thinh",
        "tho",
        "thoa",
        "thu",
        "thuan",
        "thuc",
        "thuy",
        "tien",
        "tin",
        "tinh",
        "to",
        "toan",
        "trang",
        "tri",
        "trinh",
        "trong",
        "tran",
        "trieu",
        "truc",
        "trung",
        "truong",
        "tu",
        "tuan",
        "tung",
        "tuyen",
        "tuyet",
        "uyen",
        "van",
        "vi",
        "vien",
        "viet",
        "vinh",
        "vo",
        "vu",
        "vuong",
        "xuan",
        "yen",
        "ut",
    ]
)


def shape(text: str) -> str:
    """Digits as 9, letters as A, all else as it is: "2025-11-17T12:18" → "9999-99-99A99:99"."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    levelled = "".join("9" if sign.isdigit() else "A" if sign.isalpha() else sign for sign in text)
    return levelled if len(levelled) <= _LONGEST else f"{levelled[:_LONGEST]}…"


def quotable(cell, column: Column) -> str:
    """The cell as a message may show it: what looks like the declared type, a code of one word, else the shape."""
    if not isinstance(cell, str):
        return (
            "ô lỗi hoặc công thức chưa có kết quả"
            if cell is BROKEN
            else "một số"
            if isinstance(cell, (int, float)) and not isinstance(cell, bool)
            else "một ô kiểu khác"
        )
    text = " ".join(unicodedata.normalize("NFC", cell).split())
    if column.type == "instant" and _DATE_LIKE.fullmatch(text):
        return f"“{text}”"
    if column.type in ("count", "vnd") and len(text) <= 12 and _AMOUNT_LIKE.fullmatch(text):
        return f"“{text}”"
    if column.type in ("code", "yes_no") and is_code_like(text):
        return f"“{text}”"
    return f"viết như “{shape(text)}”"


def is_code_like(text: str) -> bool:
    """One word of at most 12 signs that is no name and no number of a person."""
    return bool(_CODE.fullmatch(text)) and not re.search(r"[0-9]{6}", text) and text.casefold() not in _NAMES
