"""The last gate before a page is published: what may stand in it, and nothing else.

A list of what is allowed, not of what is forbidden, so that a payload nobody thought of is refused too. The page's
Content-Security-Policy would stop it in the browser; this stops it before.
"""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

from hcc_helpers.publish.policy import policy

_TAGS = {
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "header",
    "nav",
    "main",
    "footer",
    "aside",
    "section",
    "article",
    "div",
    "span",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "a",
    "abbr",
    "b",
    "strong",
    "em",
    "i",
    "small",
    "sub",
    "sup",
    "br",
    "hr",
    "wbr",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "caption",
    "colgroup",
    "col",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "th",
    "td",
    "figure",
    "figcaption",
    "img",
    "details",
    "summary",
    "blockquote",
    "q",
    "cite",
    "code",
    "pre",
    "kbd",
    "mark",
    "time",
    "data",
    "bdi",
}
_GLOBAL = {"id", "class", "lang", "dir", "title", "hidden", "role", "tabindex"}
_OWN = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height", "decoding"},
    "th": {"scope", "headers", "abbr", "colspan", "rowspan"},
    "td": {"headers", "colspan", "rowspan"},
    "col": {"span"},
    "colgroup": {"span"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "meta": {"charset", "name", "content", "http-equiv"},
    "details": {"open"},
    "time": {"datetime"},
    "data": {"value"},
    "blockquote": {"cite"},
}
_PICTURE = re.compile(r"data:image/(?:svg\+xml|png);base64,[A-Za-z0-9+/=]+\Z")
# A place in this page, or a file in this folder or beside it; never another machine, another drive or a program.
_LINK = re.compile(r"(?:#[^\s]+|(?:\.\./)*[A-Za-z0-9][A-Za-z0-9_.@/-]*(?:#[^\s]+)?|(?:\.\./)+(?:#[^\s]+)?)\Z")
_ENGLISH_ALT = "No description has been provided"
_META = {"content-security-policy"}


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.ids: Counter[str] = Counter()
        self.links: list[str] = []
        self.tags: Counter[str] = Counter()
        self.styles: list[str] = []
        self.csp: list[str] = []
        self.title = ""
        self.lang = ""
        self._inside: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags[tag] += 1
        self._inside.append(tag)
        if tag not in _TAGS:
            self.found.append(f"thẻ <{tag}> không được phép")
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.found.append(f"thẻ <{tag}> có thuộc tính viết hai lần")
        for name, value in attrs:
            self._attribute(tag, name, value or "")
        values = dict(attrs)
        if tag == "html":
            self.lang = values.get("lang") or ""
        if tag == "img" and (not (values.get("alt") or "").strip() or _ENGLISH_ALT in (values.get("alt") or "")):
            self.found.append("một hình không có chữ thay thế")
        if tag == "meta" and "http-equiv" in values:
            if (values["http-equiv"] or "").lower() not in _META:
                self.found.append(f"thẻ <meta http-equiv={values['http-equiv']}> không được phép")
            self.csp.append(values.get("content") or "")

    handle_startendtag = handle_starttag

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name not in _GLOBAL and not name.startswith(("aria-", "data-")) and name not in _OWN.get(tag, ()):
            self.found.append(f"thuộc tính {name} của thẻ <{tag}> không được phép")
        if name == "id":
            self.ids[value] += 1
        if name == "src" and not _PICTURE.match(value):
            self.found.append("một hình không nằm ngay trong trang")
        if name in ("href", "cite"):
            self.links.append(value)
            if not _LINK.match(value):
                self.found.append("một liên kết ra ngoài các tệp của báo cáo")

    def handle_endtag(self, tag):
        if tag in self._inside:
            while self._inside.pop() != tag:
                pass

    def handle_data(self, data):
        if self._inside and self._inside[-1] == "style":
            self.styles.append(data)
        if self._inside and self._inside[-1] == "title":
            self.title += data


def problems(html: str) -> list[str]:
    """What is wrong with a page, in Vietnamese; empty when it may be published."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    found = list(reader.found)
    style = "".join(reader.styles)
    if reader.tags["style"] != 1:
        found.append(f"trang phải có đúng một khối kiểu dáng, đang có {reader.tags['style']}")
    if re.search(r"@import|url\(\s*['\"]?(?!data:)", style, re.IGNORECASE):
        found.append("kiểu dáng gọi tệp bên ngoài")
    if reader.csp != [policy(style)]:
        found.append("chính sách an toàn nội dung không khớp với kiểu dáng của trang")
    if reader.lang != "vi":
        found.append("trang không khai tiếng Việt (lang=vi)")
    if not reader.title.strip():
        found.append("trang không có tên")
    if reader.tags["h1"] != 1:
        found.append(f"trang phải có đúng một đề mục lớn nhất, đang có {reader.tags['h1']}")
    found += [f"hai chỗ cùng mang tên “{name}”" for name, times in reader.ids.items() if times > 1]
    found += [
        f"liên kết “{link}” không trỏ tới chỗ nào trong trang"
        for link in reader.links
        if link.startswith("#") and link[1:] not in reader.ids
    ]
    return list(dict.fromkeys(found))
