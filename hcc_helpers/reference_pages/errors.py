"""docs/errors.md: every rule id that the code can give, with a paragraph: what it means, what is accepted, what to do.

The ids are collected from the source, so that a new one without a paragraph is noticed. Level, title, accepted and todo of
the reader's findings come from their declaration in `sources.findings`; the paragraphs, and everything about the ids that
are declared nowhere, lie in docs/errors.toml.
"""

from __future__ import annotations

import ast
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from hcc_helpers.places import project_root
from hcc_helpers.reference_pages.markdown import anchor, code, generated, page
from hcc_helpers.sources.findings import KINDS

RULE_ID = re.compile(r"[A-Z][0-9]?-[a-z0-9]+(?:-[a-z0-9]+)*\Z")
GROUPS = {
    "L0": "Thư mục và tệp xuất",
    "L1": "Từng dòng, từng ô",
    "L2": "Tệp này với tệp kia",
    "L3": "Biểu tổng hợp",
    "V": "Lời văn của Trung tâm",
    "C": "Tệp cài đặt và quy tắc",
    "K": "Kỳ báo cáo",
    "N": "Lịch ngày làm việc",
    "T": "Thư mục và tệp tham chiếu",
    "P": "Dòng lệnh và công bố",
    "W": "Văn bản Word",
    "B": "Biểu thống kê",
}
LEVELS = {
    "refused": "từ chối: lệnh dừng, không có gì thay đổi",
    "unreadable": "không đọc được: ô giữ là “không đọc được”, dòng vẫn được tính",
    "repaired": "đã sửa dạng viết, giá trị giữ nguyên",
    "odd": "đáng ngờ: giữ nguyên, cần xem lại",
    "listed": "ghi nhận, không phải lỗi",
    "unmatched": "không ghép được",
    "left_alone": "để nguyên, không dùng",
}
ABOUT = """Mỗi thông báo của bộ công cụ kết thúc bằng một mã trong ngoặc vuông, ví dụ [L0-thieu-cot]. Tìm mã đó ở đây để biết chuyện gì đã xảy ra, điều gì được
chấp nhận và cần làm gì. Thông báo không bao giờ nhắc lại thông tin cá nhân. Mã kết thúc của lệnh: xem [cli.md](cli.md)."""


@dataclass(frozen=True)
class Entry:
    """One rule id as the page says it."""

    id: str
    title: str
    level: str
    what: str
    accepted: str
    todo: str


def rule_ids() -> dict[str, list[str]]:
    """Rule id → the files of the package that name it (as a literal, wherever it stands)."""
    package = Path(__file__).resolve().parents[1]
    found: dict[str, list[str]] = {}
    for path in sorted(package.rglob("*.py")):
        if path.parent == Path(__file__).resolve().parent:
            continue
        literals = {
            n.value
            for n in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(n, ast.Constant) and isinstance(n.value, str)
        }
        for id in sorted(text for text in literals if RULE_ID.match(text)):
            found.setdefault(id, []).append(path.relative_to(package).as_posix())
    return found


def paragraphs() -> dict[str, dict[str, str]]:
    """docs/errors.toml: rule id → its hand-written words."""
    return tomllib.loads((project_root() / "docs" / "errors.toml").read_text("utf-8"))


def entries() -> list[Entry]:
    """Every id in the order of GROUPS, then of its name. KeyError: an id without a paragraph."""
    words = paragraphs()
    made = []
    for id in sorted(rule_ids(), key=lambda id: (list(GROUPS).index(_group(id)), id)):
        kind = KINDS.get(id)
        own = words[id]
        title, level = (kind.title, kind.level) if kind else (own["title"], "refused")
        accepted, todo = (kind.accepted, kind.todo) if kind else ("", "")
        made.append(Entry(id, title, level, own["what"], own.get("accepted") or accepted, own.get("todo") or todo))
    return made


def _group(id: str) -> str:
    return next(group for group in GROUPS if id.startswith(group))


def errors_page() -> str:
    """The whole page."""
    lines, group = generated("Các thông báo và cách xử lý", ABOUT), ""
    for entry in entries():
        if _group(entry.id) != group:
            group = _group(entry.id)
            lines += [f"## {GROUPS[group]}", ""]
        lines += [
            anchor(entry.id),
            "",
            f"### {entry.title}",
            "",
            f"{code(entry.id)} · {LEVELS[entry.level]}",
            "",
            entry.what.strip(),
            "",
        ]
        lines += [f"- Chấp nhận: {entry.accepted}"] if entry.accepted else []
        lines += [f"- Cần làm: {entry.todo}"] if entry.todo else []
        lines += [""] if entry.accepted or entry.todo else []
    return page(lines)
