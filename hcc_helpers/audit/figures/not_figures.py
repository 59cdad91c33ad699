"""Numbers that are no figures: days, laws, levels, numbering, telephone numbers, "24/7"."""

from __future__ import annotations

import re

# A unit behind a number makes it a figure even where it could be a year.
_COUNTED = r"(?:\s*(?:hồ\s+sơ|hs\b|bộ\b|thủ\s+tục|tthc|lượt|người|phiếu|kết\s+quả|giấy\s+tờ|đơn|văn\s+bản|trường\s+hợp|applications|cases|dossiers|files|records))"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_MONTHS = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"

NO_FIGURE = re.compile(
    rf"""^\s*(?:\d+(?:\.\d+)*[.)/]|\d+(?:\.\d+)+)\s+(?!hồ\s+sơ)(?!\d)             # numbering at the beginning of a line
    |(?<![\d.,/])\b\d{{1,2}}/\d{{1,2}}/\d{{4}}\b
    |(?<![\d.,/])\b{_DAY}[-./]{_MONTH}[-./](?:20)?\d\d\b(?![.,]?\d|\s*%)
    |\b(?:ngày|đến|từ|hết|trước|sau|date:?)\s+(?:ngày\s+)?{_DAY}\s*[-–]\s*{_DAY}/{_MONTH}(?:/\d{{4}})?
    |\b(?:từ|ngày)\s+{_DAY}\s+(?:đến|-|–)\s+(?:hết\s+)?(?:ngày\s+)?{_DAY}[-./]{_MONTH}\b
    |(?<![\d.,/])\b{_DAY}[-/]{_MONTH}\b(?!\s*%|[.,/]\d|{_COUNTED})                            # 15/12
    |\b(?:ngày|hôm)\s+{_DAY}\.{_MONTH}\b(?![.,]?\d)
    |(?<![\d.,/])\b\d{{1,2}}[-./]20\d\d\b(?!{_COUNTED})                                       # 12/2025, 1.2018
    |\b(?:ngày|tháng|năm|quý|kỳ|giờ|tuần|khóa|nhiệm\s+kỳ|giai\s+đoạn|kể\s+từ|lần\s+thứ|thứ|hạng|vị\s+trí(?:\s+thứ)?)\s+\d+(?:\s*[-–,]\s*\d+)*(?:[-./]\d+)*(?!\d|[.,]\d{{3}})
    |\b\d+\s+(?:tháng|quý|năm)(?=\s+(?:đầu|cuối|qua|gần|năm|20))|\b\d{{1,2}}\s+(?:tháng|năm)\b
    |\b\d+(?:[.,]\d+)?\s*(?:giờ|phút|giây|ngày(?!\s+công)|tuần|tuổi|m2|km|kg|ha|mb|gb|inch|cm|°c|h\d{{0,2}}\b|hours?|minutes?|days?|weeks?|years?|months?)(?!\w)
    |\b(?:điều|khoản|mục|phụ\s+lục|biểu(?:\s+số)?|mẫu(?:\s+số)?|chương|phần|bảng|hình|trang|phụ\s+biểu|table|figure|article|section|no\.?)\s+(?:số\s+)?[\w.]*\d[\w./]*
    |\bđiểm\s+(?:số\s+)?\d[\w.]*(?=\s*(?:,|;|\)|khoản|điều|mục|của))
    |\b(?:nghị\s+định|nghị\s+quyết|quyết\s+định|thông\s+tư|luật|chỉ\s+thị|công\s+văn|tờ\s+trình|thông\s+báo|báo\s+cáo|kế\s+hoạch|đề\s+án|chương\s+trình|qđ|nđ|decree|decision|circular|resolution|plan)\s*(?:số|no\.?)?\s*:?\s*\d[\w/.\-đ]*
    |\b\d+/(?:\d{{4}}/)?[a-zđ][a-zđ\w]*[-/][\w\-đ]+                               # 61/2018/nđ-cp, 766/qđ-ttg
    |\bsố\s*:?\s*\d+/[a-zđ][\w\-/]*
    |\b(?:mức(?:\s+độ)?|cấp(?:\s+độ)?|level)\s+\d(?:\s*(?:,|và|-|–)\s*\d(?!\d))*(?!\d)
    |\b(?:mã(?:\s+số)?|số\s+hiệu|hotline|điện\s+thoại|đt|tel|fax|id|iso|version|phiên\s+bản)\s*:?\s*\d[\d.,\s:/-]*(?=\D|$)
    |\biso\s*[\d:]+
    |(?<!\d)(?:19|20)\d\d(?!\d|[.,]\d|\s*%|{_COUNTED})                            # a year
    |\b(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d\b
    |\b(?:{_MONTHS})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+20\d\d)?\b|\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTHS})\b
    |\b\d\s+(?:tại|tốt|không|có|sẵn\s+sàng|tăng|giảm|rõ)\s+(?:chỗ|gặp|chờ|giấy|tiếp\s+xúc)
    |\b[“"']?\d\s+tại\s+chỗ
    |\b24\s*/\s*(?:7|24)\b
    |(?<!\d)0\d{{2,3}}[ .-]?\d{{3}}[ .-]?\d{{3,4}}\b                              # a telephone number
    |\b(?:https?://|www\.)\S+|\b[\w-]*[a-z][\w-]*\d[\w-]*\b|\b\d+[a-z]\w*(?<!đ)(?<!hs)(?<!vnd)(?<!vnđ)\b
    |\b[a-z]\d{{2}}(?:\.\d+)*-\d{{6}}-\d+
    |[\w.]+@[\w.]+
    """,
    re.VERBOSE | re.MULTILINE,
)


def masked(spelled: str) -> str:
    """The text (as `lexicon.spelling` gives it) with every number that is no figure blotted out, places kept."""
    return NO_FIGURE.sub(_blotted, spelled)


def _blotted(match: re.Match) -> str:
    """The match without digits and without the marks between them; one that ends the sentence stays."""
    core = match[0].rstrip(".,;: ")
    return re.sub(r"[\d/.–-]", "\u25a1", core) + match[0][len(core) :]
