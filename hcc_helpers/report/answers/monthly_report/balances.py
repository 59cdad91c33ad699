"""The sums that must hold, broken ones first; the system's own totals beside ours."""

from __future__ import annotations

from hcc_helpers.indicators.balance import BALANCES, Checked
from hcc_helpers.numbers_vn import signed, whole
from hcc_helpers.report import components, tables
from hcc_helpers.report.answers.build import assemble, extraction, in_sentence, unit_of
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.figures import Figures

GROUPED = ("_field", "_unit", "_procedure")
SYSTEM = "system_"
LEFT = {balance.id: balance.left for balance in BALANCES}


@answers("balances")
def balances(f: Figures) -> Answer:
    checked = f.month.balances_checked
    ours = [c for c in checked if not c.balance.startswith(SYSTEM)]
    exact = [c for c in ours if c.is_exact]
    finding = f"{whole(len(exact))} trên {whole(len(ours))} phép cộng khớp." if ours else "Không có phép cộng nào để kiểm tra."
    broken = [components.warning(f"Chưa khớp: {c.label} ({in_sentence(c.scope)}).", c.sentence) for c in ours if not c.is_exact]
    parts = []
    single = [c for c in ours if not c.balance.endswith(GROUPED)]
    for scope in dict.fromkeys(c.scope for c in single):
        parts.append(_table(f, scope, [c for c in single if c.scope == scope]))
    grouped = [c for c in ours if c.balance.endswith(GROUPED)]
    if grouped:
        good = sum(c.is_exact for c in grouped)
        parts.append(
            components.note(
                f"{whole(good)} trên {whole(len(grouped))} dòng TỔNG CỘNG theo lĩnh vực, đơn vị và thủ tục bằng số của cả phạm vi."
            )
        )
    parts += _system(f, [c for c in checked if c.balance.startswith(SYSTEM)])
    return assemble(finding, *broken, fold=parts, title="Từng phép cộng")


def _table(f: Figures, scope: str, checked: list[Checked]) -> str:
    """The sums of one scope; those where both sides are 0 say nothing and are only counted."""
    shown = sorted((c for c in checked if not _is_nothing(c)), key=lambda c: c.is_exact)
    nothing = len(checked) - len(shown)
    note = f"{whole(nothing)} phép cộng khác khớp vì hai vế đều là 0." if nothing else ""
    if not shown:
        return components.note(f"{in_sentence(scope).capitalize()}: {note}")
    columns = [
        tables.Column("Phép cộng", "text"),
        tables.Column("Vế trái", "number"),
        tables.Column("Vế phải", "number"),
        tables.Column("Chênh", "number"),
    ]
    lines = [
        tables.Row(
            c.label + (unit_of(LEFT[c.balance]) if c.balance in LEFT else ""),
            [whole(c.left), whole(c.right), signed(c.gap)],
            mark="good" if c.is_exact else "warn",
            status="Khớp" if c.is_exact else "Chưa khớp",
        )
        for c in shown
    ]
    return tables.table(f"Các phép cộng phải khớp, {in_sentence(scope)}, {f.month.period.title}", columns, lines, note=note)


def _is_nothing(c: Checked) -> bool:
    return c.is_exact and c.left == c.right == 0


def _system(f: Figures, checked: list[Checked]) -> list[str]:
    """The system's own totals beside ours, with the difference and what explains it."""
    parts = []
    for scope in dict.fromkeys(c.scope for c in checked):
        here = sorted((c for c in checked if c.scope == scope), key=lambda c: c.is_exact)
        columns = [
            tables.Column("Ô của biểu II.06a", "text"),
            tables.Column("Hệ thống", "number"),
            tables.Column("Tính từ hồ sơ", "number"),
            tables.Column("Chênh", "number"),
        ]
        rows = [
            tables.Row(
                _cell_name(c),
                [whole(c.left), whole(c.right), signed(c.gap)],
                mark="good" if c.is_exact else "warn",
                status="Khớp" if c.is_exact else "Khác",
            )
            for c in here
        ]
        why = [f"“{_cell_name(c)}” chênh {signed(c.gap)}: {_reason(c)}" for c in here if not c.is_exact]
        parts.append(
            tables.table(
                f"Tổng số của hệ thống so với tổng số tính từ hồ sơ, {in_sentence(scope)}, {f.month.period.title}",
                columns,
                rows,
                note=" ".join(why),
            )
        )
    return (
        [
            *parts,
            components.source(
                f"Nguồn: {extraction(f, 'received_all')} Tổng số của hệ thống lấy từ biểu II.06a trong thư mục của kỳ."
            ),
        ]
        if parts
        else []
    )


def _cell_name(c: Checked) -> str:
    return c.label.removeprefix("Hệ thống: ")


def _reason(c: Checked) -> str:
    """What the comparison found as explanation, without the sides that the table shows already."""
    _, found, why = c.sentence.partition(" Vì ")
    return why if found else "chưa rõ vì sao."
