"""docs/quy-trinh.md: how the way of working stands against two public frameworks, each line with its evidence in this repository."""

from __future__ import annotations

import tomllib
from typing import Any

from hcc_helpers.places import project_root
from hcc_helpers.reference_pages.markdown import code, generated, page, table

SOURCES = {
    "Nền": "RAP của NHS (Anh), mức nền",
    "Bạc": "RAP của NHS (Anh), mức bạc",
    "Vàng": "RAP của NHS (Anh), mức vàng",
    "Phải có": "Analysis Function (Anh), những điều tối thiểu",
}
ABOUT = """Ai nhận một báo cáo số liệu có quyền hỏi nó được làm ra thế nào. Trang này soi bộ công cụ vào hai khung dùng ở các cơ quan thống kê công:
18 tiêu chí của khung RAP (NHS, Anh) và 7 điều tối thiểu của Analysis Function (Anh), lời tiêu chí viết gọn lại. Mỗi dòng trỏ tới nơi chứng minh trong
kho mã; một phép thử xem từng nơi có thật. Điều chưa trọn thì ghi “một phần” và còn thiếu gì."""


def criteria() -> list[dict[str, Any]]:
    """The lines of docs/process.toml."""
    return tomllib.loads((project_root() / "docs" / "process.toml").read_text("utf-8"))["criterion"]


def process_page() -> str:
    """The whole page."""
    lines, found = generated("Quy trình", ABOUT), criteria()
    met = sum(one["met"] == "đạt" for one in found)
    lines += [f"{met} trên {len(found)} dòng đạt trọn.", ""]
    for framework, title in SOURCES.items():
        rows = [
            (one["says"], " · ".join(code(place.partition("::")[0]) for place in one["evidence"]), _met(one))
            for one in found
            if one["framework"] == framework
        ]
        lines += [f"## {title}", "", *table(["Tiêu chí", "Nơi chứng minh", "Mức đạt"], rows), ""]
    return page(lines)


def _met(one: dict[str, Any]) -> str:
    return f"{one['met']}: {one['short']}" if "short" in one else one["met"]
