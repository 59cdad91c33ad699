"""The office's own words: loi-van.md in a month's folder, by section of the report, each line with its number.

Read at import and kept with the snapshot, so that pages made later say the same. What its figures are worth is judged where
results are known (`indicators.own_words`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from hcc_helpers.errors import Finding
from hcc_helpers.personal import is_personal
from hcc_helpers.settings import nearest, not_to_be_read
from hcc_helpers.sources.findings import found
from hcc_helpers.sources.mapping.headings import plain

WORDS = "loi-van.md"
# Section → how its heading begins in the file, and the heading of the template.
SECTIONS = {
    "I.1": "I.1 Công tác phối hợp, đôn đốc, giám sát việc giải quyết thủ tục hành chính",
    "I.2": "I.2 Công tác tuyên truyền, ứng dụng công nghệ thông tin, chuyển đổi số",
    "II": "II. Tồn tại, hạn chế, nguyên nhân",
    "III": "III. Nhiệm vụ trọng tâm tháng tới",
    "proposals": "Kiến nghị, đề xuất",
}
_BEGINS = {"i 1": "I.1", "i 2": "I.2", "ii": "II", "iii": "III", "kien nghi": "proposals"}
_HEADING = re.compile(r"\s{0,3}(#(?=\s)|##(?!#))\s*(.*?)\s*#*\s*\Z")  # "##II" too: the blank is easily forgotten
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
# The code of a case: no person, but it leads to one.
_CASE = re.compile(r"[A-Z][0-9]{2}(?:\.[0-9]+)*-[0-9]{6}-[0-9]+")
_TITLES = {plain(title) for title in SECTIONS.values()}

Lines = list[tuple[int, str]]


@dataclass
class OwnWords:
    """Section → its lines as (number in the file, text)."""

    sections: dict[str, Lines] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def record(self) -> dict[str, list[list]]:
        """For the snapshot."""
        return {name: [list(line) for line in lines] for name, lines in self.sections.items()}


def read_words(folder: Path) -> OwnWords:
    """The words of a month's folder; none where there is no file or nothing but comments."""
    path = folder / WORDS
    if not path.is_file():
        return OwnWords()
    if why := not_to_be_read(path):
        return OwnWords(findings=[found("V1-loi-van", f"{why[0]} Lời văn không được đưa vào.", file=WORDS, todo=why[1])])
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return OwnWords(
            findings=[found("V1-loi-van", "loi-van.md không phải văn bản UTF-8; lời văn không được đưa vào.", file=WORDS)]
        )
    return parse(text)


def parse(text: str) -> OwnWords:
    """The sections of a text; comments are no words, and a heading that is no section is said."""
    words = OwnWords()
    # A comment keeps its line breaks, so that the lines behind it keep their numbers.
    text = unicodedata.normalize("NFC", re.sub(r"\r\n?", "\n", text))
    for comment in _COMMENT.finditer(text):
        if not comment.group().endswith("-->"):
            number = text.count("\n", 0, comment.start()) + 1
            message = f"Dấu <!-- ở dòng {number} không có dấu --> để đóng; từ đó đến hết tệp không lên trang."
            words.findings.append(found("V1-ngoai-muc", message, file=WORDS, row=number, todo="Thêm --> vào cuối phần ghi chú."))
    text = _COMMENT.sub(lambda match: "\n" * match.group().count("\n"), text)
    section: str | None = None
    lost: int | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        heading = _HEADING.match(line)
        if heading:
            section = section_of(heading[2])
            lost = None
            if section is None and len(heading[1]) > 1:
                near = nearest(plain(heading[2]), [plain(title) for title in SECTIONS.values()])
                title = next((title for title in SECTIONS.values() if plain(title) == near), "")
                hint = f" Có phải “{title}”?" if title else ""
                words.findings.append(
                    found("V1-muc-la", f"Mục ở dòng {number} không phải mục nào của báo cáo.{hint}", file=WORDS, row=number)
                )
                lost = number
            continue
        if section is None:
            if line.strip() and lost is None:
                message = f"Từ dòng {number} có lời văn ngoài các mục; phần này không lên trang."
                words.findings.append(found("V1-ngoai-muc", message, file=WORDS, row=number))
                lost = number
            continue
        words.sections.setdefault(section, []).append((number, line))
        if plain(line) in _TITLES:
            message = f"Dòng {number} giống một đề mục nhưng không có ## ở đầu; nó đang nằm trong mục {section}."
            words.findings.append(found("V1-muc-la", message, file=WORDS, row=number))
        if _is_of_persons(line):
            message = f"Dòng {number} có thể chứa họ tên, mã hồ sơ, số giấy tờ, thư điện tử hoặc số điện thoại; mục này không lên bản chia sẻ."
            words.findings.append(found("V1-ca-nhan", message, file=WORDS, row=number))
    words.sections = {name: lines for name, lines in words.sections.items() if any(text.strip() for _, text in lines)}
    return words


def section_of(heading: str) -> str | None:
    """ "I.1 …" → I.1, "Kiến nghị …" → proposals."""
    said = plain(heading)
    return next(
        (name for begin, name in sorted(_BEGINS.items(), reverse=True) if said == begin or said.startswith(begin + " ")), None
    )


def names_persons(lines: Lines) -> bool:
    """Whether a section holds what must not be shared."""
    return any(_is_of_persons(text) for _, text in lines)


def _is_of_persons(line: str) -> bool:
    return bool(_CASE.search(line)) or is_personal(line)


def template(title: str, earlier: str = "") -> str:
    """A new loi-van.md: the headings, and what may be written, as comments that are never shown."""
    lines = [
        f"# Lời văn của Trung tâm, {title}",
        "",
        "<!--",
        "Viết lời của Trung tâm dưới từng mục; mục để trống thì báo cáo không có lời văn ở đó. Phần trong dấu này không lên trang.",
        "Số liệu viết bằng tên chỉ số, ví dụ {{received_all}} hoặc {{received_all:land}}; tên các chỉ số: hcc indicators.",
        "Số gõ tay được đối chiếu với kết quả của kỳ; số không khớp chỉ số nào sẽ bị nêu ở trang 00.",
        "Được dùng: đoạn văn, gạch đầu dòng (- ), **đậm**, *nghiêng*. Không ghi tên, số giấy tờ, điện thoại của người dân.",
        *([f"Lời văn tháng trước để tham khảo (không tự chép sang): {earlier}"] if earlier else []),
        "-->",
        "",
    ]
    for heading in SECTIONS.values():
        lines += [f"## {heading}", "", ""]
    return "\n".join(lines)
