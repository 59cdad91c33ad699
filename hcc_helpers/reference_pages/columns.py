"""docs/columns.md: the tables and columns of the exports, what is derived from them, and the flags, from their declarations."""

from __future__ import annotations

import hcc_helpers.facts.flags  # noqa: F401  declares the flags
from hcc_helpers.facts.declare import DERIVED, FLAGS, ROLLUPS, SPLITS
from hcc_helpers.indicators.words import SYSTEM_LABELS
from hcc_helpers.reference_pages.markdown import anchor, code, generated, page, table
from hcc_helpers.sources.columns import TABLES, Column, Table
from hcc_helpers.vocabulary import UNREADABLE, UNREADABLE_LABEL, VOCABULARIES

TYPES = {
    "text": "chữ",
    "code": "mã trong danh mục",
    "instant": "ngày giờ (giờ Việt Nam)",
    "count": "số nguyên",
    "vnd": "số tiền, đồng",
    "yes_no": "có/không",
}
TAKES = {"count": "đếm", "total": "tổng", "any": "có ít nhất một", "first": "sớm nhất", "last": "muộn nhất"}
ABOUT = """Các bảng mà tệp xuất được đọc vào, các cột và tiêu đề tiếng Việt được nhận ra (không phân biệt hoa thường, dấu, xuống dòng), các cột
suy ra từ chúng và các cờ: mỗi cờ là một sự việc có/không của một dòng trong một kỳ, không bao giờ trống. Cột khác của tệp xuất (tên, số giấy tờ,
điện thoại, địa chỉ …) không được lưu. Điều kiện của cờ viết bằng cú pháp biểu thức của Python."""


def columns_page() -> str:
    """The whole page."""
    lines = generated("Bảng, cột và cờ", ABOUT)
    lines += ["## Các bảng", "", *table(["Bảng", "Tên", "Một dòng là", "Khóa"], [_row(t) for t in TABLES.values()]), ""]
    for declared in TABLES.values():
        lines += _table(declared)
    lines += ["## Cột do bộ đọc ghi thêm", "", *table(["Cột", "Tên", "Kiểu", "Ý nghĩa"], _system_rows()), ""]
    lines += [
        "## Danh mục mã",
        "",
        "Ô có ghi mà không khớp mã hay từ nào thì giữ mã " + f"{code(UNREADABLE)} ({UNREADABLE_LABEL}).",
        "",
    ]
    for name, words in VOCABULARIES.items():
        lines += [anchor(f"ma-{name}"), "", f"### {name}", "", *table(["Mã", "Từ"], [(code(c), w) for c, w in words.items()]), ""]
    return page(lines)


def _row(declared: Table) -> list[str]:
    return [f"[{code(declared.name)}](#bang-{declared.name})", declared.label, declared.row, ", ".join(map(code, declared.key))]


def _system_rows() -> list[list[str]]:
    return [[code(name), label, TYPES[kind], meaning] for name, (label, kind, meaning) in SYSTEM_LABELS.items()]


def _table(declared: Table) -> list[str]:
    name = declared.name
    lines = [anchor(f"bang-{name}"), "", f"## {declared.label} ({code(name)})", "", f"Một dòng là {declared.row}.", ""]
    lines += [*table(["Cột", "Tên", "Tiêu đề khác được nhận", "Kiểu", "Phải có", "Ý nghĩa"], map(_column, declared.columns)), ""]
    derived = [d for (of, _), d in DERIVED.items() if of == name]
    rolled = [r for (to, _), r in ROLLUPS.items() if to == name]
    if derived or rolled:
        rows = [[code(d.name), d.label, _reads(d.reads), ", ".join(map(code, d.rules))] for d in derived]
        rows += [
            [code(r.name), r.label, f"{TAKES[r.take]} các dòng {code(r.which)} của bảng “{TABLES[r.of].label}”", ""]
            for r in rolled
        ]
        lines += [f"### Cột suy ra của bảng “{declared.label}”", "", *table(["Cột", "Ý nghĩa", "Từ", "Quy tắc"], rows), ""]
    flags = [f for (of, _), f in FLAGS.items() if of == name]
    if flags:
        rows = [[code(f.name), f.label, code(f.condition.text)] for f in flags]
        lines += [f"### Cờ của bảng “{declared.label}”", "", *table(["Cờ", "Nghĩa", "Điều kiện"], rows), ""]
    for split in (s for s in SPLITS.values() if s.of == name):
        parts = ", ".join(FLAGS[name, part].label for part in split.parts)
        lines += [f"- Phép chia “{split.label}”: mỗi dòng “{FLAGS[name, split.within].label}” thuộc đúng một trong: {parts}."]
    return [*lines, ""]


def _column(column: Column) -> list[str]:
    headings = [h for h in column.headings if h != column.label]
    kind = f"[{TYPES['code']}](#ma-{column.vocabulary})" if column.vocabulary else TYPES[column.type]
    meaning = column.meaning
    if column.derived_from:
        meaning += f". Suy ra khi đọc từ: {', '.join(column.derived_from)}; các ô đó không được lưu"
    return [code(column.name), column.label, ", ".join(headings), kind, "có" if column.required else "", meaning]


def _reads(groups: tuple[tuple[str, ...], ...]) -> str:
    return "; ".join(" hoặc ".join(map(code, group)) for group in groups)
