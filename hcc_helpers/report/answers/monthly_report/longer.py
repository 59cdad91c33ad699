"""The same figures over longer windows: year to date, the same period last year where at hand."""

from __future__ import annotations

from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.report import components, tables
from hcc_helpers.report.answers.build import assemble, scope_name, source_line, unit_of
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.figures import Figures, rendered

SHOWN = (
    "received_all",
    "received_new",
    "online_of_new_pct",
    "resolved_all",
    "resolved_late",
    "in_time_pct",
    "open_all",
    "fees_total",
    "satisfaction_pct",
    "petitions_received",
)


@answers("longer_windows")
def longer_windows(f: Figures) -> Answer:
    windows = [(name, f.month.beside[name]) for name in ("year_to_date", "last_year") if name in f.month.beside]
    if not windows:
        return assemble("Chưa có kỳ nào khác để tính lũy kế hoặc so cùng kỳ.")
    columns = [tables.Column("Chỉ số", "text"), tables.Column("Kỳ này", "number")]
    columns += [
        tables.Column({"year_to_date": "Lũy kế", "last_year": "Cùng kỳ năm trước"}[name], "number") for name, _ in windows
    ]
    ids = [id for id in SHOWN if f.scope in REGISTRY[id].scopes or f.scope == "commune"]
    rows = [
        tables.Row(
            REGISTRY[id].full_label + unit_of(id),
            [f[id], *[rendered(f.beside(name, id)) for name, _ in windows]],
            href=f"#dn-{id}",
        )
        for id in ids
    ]
    notes = [note for _, computed in windows for note in computed.period.notes]
    notes.append(
        "Tổng tiếp nhận, tỷ lệ và trung vị được tính lại trên hồ sơ của cả khoảng, không cộng từ các tháng; số đang giải quyết là số cuối khoảng."
    )
    if "last_year" not in f.month.beside:
        notes.append("Chưa có số liệu cùng kỳ năm trước.")
    now = f.beside("year_to_date", "received_new") if "year_to_date" in f.month.beside else None
    finding = (
        f"Lũy kế {windows[0][1].period.span}: tiếp nhận mới {rendered(now)} hồ sơ."
        if now is not None and now.value is not None
        else ""
    )
    table = tables.table(
        f"Lũy kế và cùng kỳ, {scope_name(f)}, {f.month.period.title}", columns, rows, note=" ".join(dict.fromkeys(notes))
    )
    return assemble(finding, fold=[table, components.source(source_line(f, "received_all"))])
