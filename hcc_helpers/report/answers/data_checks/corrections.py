"""Page 00: which values the office corrected, by whom and why, and which corrections were not used."""

from __future__ import annotations

from hcc_helpers.numbers_vn import whole
from hcc_helpers.report import tables
from hcc_helpers.report.answers.build import assemble
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.figures import Figures


@answers("corrections")
def corrections(f: Figures) -> Answer:
    entries = f.month.said["corrections"]
    if not entries:
        return assemble("Không có giá trị nào được đơn vị hiệu chỉnh.")
    used = sum(entry["is_applied"] for entry in entries)
    unused = len(entries) - used
    finding = f"Đơn vị hiệu chỉnh {whole(used)} giá trị" + (
        f"; {whole(unused)} dòng hiệu chỉnh không được dùng." if unused else "."
    )
    if f.audience == "public":
        return assemble(finding)
    columns = [
        tables.Column(name, "text")
        for name in ("Hồ sơ", "Tệp, cột", "Giá trị trong tệp", "Giá trị dùng", "Lý do", "Ai, ngày nào")
    ]
    rows = [
        tables.Row(
            entry["case"] or "không ghi",
            [
                f"{entry['file']}, {entry['column']}",
                entry["found"],
                entry["used"],
                entry["reason"],
                f"{entry['who']}, {entry['on']}",
            ],
            mark="good" if entry["is_applied"] else "warn",
            status="Đã dùng" if entry["is_applied"] else f"Không dùng: {entry['why']}",
        )
        for entry in entries
    ]
    note = f"Ghi ở corrections/{f.month.period.text}.csv; tệp xuất giữ nguyên."
    table = tables.table(f"Các giá trị hiệu chỉnh, {f.month.period.title}", columns, rows, note=note)
    return assemble(finding, fold=[table], title="Từng giá trị")
