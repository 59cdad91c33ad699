"""The bytes of a text file as letters: UTF-8, UTF-16 and, where every letter is then Vietnamese, the code pages of old Windows.

Guessing a code page changes letters, so one is taken only where it turns all letters beyond ASCII into Vietnamese ones.
"""

from __future__ import annotations

import re
import unicodedata

from hcc_helpers.errors import Finding
from hcc_helpers.sources.files import old_fonts
from hcc_helpers.sources.files.grids import Unreadable
from hcc_helpers.sources.findings import found

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LOOKED_AT = 4096
_MANY = 0.3  # share of zero bytes at one of two places, by which UTF-16 without a mark is known


def decoded(data: bytes) -> tuple[str, list[Finding]]:
    """The text, and what was repaired to read it. Raises Unreadable with the line of the first byte that no rule explains."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None) or _wide(data)
    findings = []
    try:
        text = data.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        text, name = _of_old_windows(data) if encoding is None else ("", "")
        if not name:
            line = data[: error.start].count(b"\n") + 1
            raise Unreadable(found("L0-khong-mo-duoc", "Tệp chữ không dùng bảng mã UTF-8.", row=line)) from error
        findings.append(found("L0-bang-ma", f"Tệp chữ dùng bảng mã {name}, đã chuyển sang Unicode."))
    if "\x00" in text:
        raise Unreadable(found("L0-khong-mo-duoc", "Tệp chữ chứa ký tự rỗng (NUL)."))
    return text.replace("\ufeff", ""), findings  # also inside: two exports put one behind the other


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: of ASCII signs every second byte is zero."""
    head = data[:_LOOKED_AT]
    if len(head) < 8:
        return None
    low, high = head[0::2].count(0) / (len(head) / 2), head[1::2].count(0) / (len(head) / 2)
    if high > _MANY and low < 0.02:
        return "utf-16-le"
    return "utf-16-be" if low > _MANY and high < 0.02 else None


def _of_old_windows(data: bytes) -> tuple[str, str]:
    """(text, name of the code page); empty where neither gives Vietnamese throughout."""
    for encoding, name in (("cp1258", "Windows-1258"), ("cp1252", "TCVN3 hoặc VNI (phông chữ cũ)")):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        # The marks of Windows-1258 stand behind their letter; composed, they are one letter.
        text = unicodedata.normalize("NFC", text)
        whole = old_fonts.modern(text) if encoding == "cp1252" else text
        letters = re.findall(r"[^\W\d_a-zA-Z]|[\u0300-\u036f]", whole)
        if letters and all(letter in old_fonts.VIETNAMESE for letter in letters) and whole.count("?") * 50 <= len(whole):
            return whole, name
    return "", ""
