"""MHTML (“Single File Web Page”, what old Excel and some report servers call .xls): the pages inside."""

from __future__ import annotations

import email
import re
from email import policy

from hcc_helpers.sources.files.grids import Unreadable
from hcc_helpers.sources.findings import found

_HEAD = re.compile(r"\s*(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:MIME-Version|Content-Type):", re.IGNORECASE)


def is_saved_page(text: str) -> bool:
    """Whether a text begins with the head of a message that holds pages."""
    head = text[:4096]
    return bool(_HEAD.match(head)) and "multipart/" in head.lower()


def pages_of(data: bytes) -> list[str]:
    """The pages with a table, in order. Raises Unreadable where there is none or the message is cut off."""
    message = email.message_from_bytes(data, policy=policy.default)
    pages = []
    for part in message.walk():
        if part.get_content_type() != "text/html":
            continue
        content = part.get_payload(decode=True)
        content = content if isinstance(content, bytes) else b""
        charset = part.get_content_charset() or "utf-8"
        try:
            text = content.decode(charset)
        except (LookupError, UnicodeDecodeError) as error:
            raise Unreadable(found("L0-khong-mo-duoc", "Trang bên trong tệp .mht dùng bảng mã không đọc được.")) from error
        if "<table" in text.lower():
            pages.append(text)
    boundary = message.get_boundary()
    if boundary and f"--{boundary}--".encode() not in data:
        raise Unreadable(found("L0-tep-bi-cat", "Tệp .mht không có phần kết thúc."))
    if not pages:
        raise Unreadable(found("L0-khong-mo-duoc", "Tệp .mht không có bảng nào."))
    return pages
