"""The sums that must hold, broken ones first; the system's own totals beside ours."""

from __future__ import annotations

from hcc_helpers.numbers_vn import signed, whole
from hcc_helpers.report import components, tables
from hcc_helpers.report.answers.build import Answer, assemble
from hcc_helpers.report.figures import Figures
from hcc_helpers.vocabulary import SCOPE

GROUPED = ("_field", "_unit", "_procedure")


def balances(f: Figures) -> Answer:
    checked = f.month.balances_checked
    ours = [c for c in checked if not c.balance.startswith("system_")]
    exact = [c for c in ours if c.is_exact]
    finding = f"{whole(len(exact))} trên {whole(len(ours))} phép cộng khớp." if ours else "Không có phép cộng nào để kiểm tra."
    parts = [components.warning(f"Chưa khớp: {c.label} ({_scope(c.scope)}).", c.sentence) for c in ours if not c.is_exact]
    single = [c for c in ours if not c.balance.endswith(GROUPED)]
    for scope in dict.fromkeys(c.scope for c in single):
        rows = sorted((c for c in single if c.scope == scope), key=lambda c: c.is_exact)
        parts.append(_table(f"Các phép cộng phải khớp, {_scope(scope)}, {f.month.period.title}", rows))
    grouped = [c for c in ours if c.balance.endswith(GROUPED)]
    if grouped:
        good = sum(c.is_exact for c in grouped)
        parts.append(components.note(f"{whole(good)} trên {whole(len(grouped))} dòng TỔNG CỘNG theo lĩnh vực, đơn vị và thủ tục bằng số của cả phạm vi."))
    parts += _system(f, [c for c in checked if c.balance.startswith("system_")])
    return assemble(finding, *parts)


def _table(title: str, rows) -> str:
    columns = [tables.Column("Phép cộng", "text"), tables.Column("Vế trái", "number"), tables.Column("Vế phải", "number"), tables.Column("Chênh", "number")]
    lines = [tables.Row(c.label, [whole(c.left), whole(c.right), signed(c.gap)], mark="good" if c.is_exact else "warn", status="Khớp" if c.is_exact else "Không khớp") for c in rows]
    return tables.table(title, columns, lines)


def _system(f: Figures, checked) -> list[str]:
    """The system's own totals beside ours, with the difference and what explains it."""
    if not checked:
        return []
    parts = []
    for scope in dict.fromkeys(c.scope for c in checked):
        columns = [tables.Column("Ô của biểu II.06a", "text"), tables.Column("Hệ thống", "number"), tables.Column("Bộ tính này", "number"), tables.Column("Chênh", "number")]
        rows = [tables.Row(c.label.removeprefix("Hệ thống: "), [whole(c.left), whole(c.right), signed(c.gap)], mark="good" if c.is_exact else "warn", status="Khớp" if c.is_exact else "Khác") for c in checked if c.scope == scope]
        why = [c.sentence for c in checked if c.scope == scope and not c.is_exact]
        parts.append(tables.table(f"Tổng số của hệ thống so với tổng số tính từ hồ sơ, {_scope(scope)}, {f.month.period.title}", columns, rows))
        parts += [components.note(text) for text in why]
    return parts


def _scope(scope: str) -> str:
    return SCOPE.get(scope, scope)[:1].lower() + SCOPE.get(scope, scope)[1:]
