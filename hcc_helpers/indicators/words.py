"""A definition in words: what kind of number it is, its condition with each flag's label in place of the name."""

from __future__ import annotations

import re

from hcc_helpers.facts.declare import DERIVED, FLAGS, ROLLUPS
from hcc_helpers.sources.columns import TABLES

KINDS = {"count": "Số đếm", "total": "Tổng", "share": "Tỷ lệ", "ratio": "Tỷ số", "quantile": "Phân vị"}
BETTER = {"higher": "càng cao càng tốt", "lower": "càng thấp càng tốt"}
LOGIC = {"and": "và", "or": "hoặc", "not": "không"}
# Written by the reader into every table; said here because they have no heading in any file.
SYSTEM_LABELS = {
    "source_file": ("Tệp nguồn", "text", "Tệp xuất đã cho dòng này"),
    "source_row": ("Dòng trong tệp nguồn", "count", "Số dòng như bảng tính đánh số, từ 1"),
    "extracted_at": ("Lúc trích xuất", "instant", "Tệp được xuất lúc nào"),
    "unreadable": ("Cột có ô không đọc được", "text", "Tên các cột của dòng này mà ô có ghi nhưng không đọc được"),
    "late_rule": ("Cách so hạn của tệp", "text", "day: theo ngày; timestamp: theo giờ phút giây (chỉ bảng hồ sơ)"),
}


def label_of(table_name: str, column: str) -> str:
    """The Vietnamese name of any column of a table: declared, derived, rolled up, or written by the reader."""
    for declared in TABLES[table_name].columns:
        if declared.name == column:
            return declared.label
    if (table_name, column) in DERIVED:
        return DERIVED[table_name, column].label
    if (table_name, column) in ROLLUPS:
        return ROLLUPS[table_name, column].label
    return SYSTEM_LABELS[column][0]


def condition_in_words(table_name: str, text: str) -> str:
    """A condition with each flag's label in place of its name."""

    def word(match: re.Match) -> str:
        name = match[0]
        return LOGIC.get(name) or (FLAGS[table_name, name].label if (table_name, name) in FLAGS else name)

    return re.sub(r"[a-z_0-9]+", word, text)
