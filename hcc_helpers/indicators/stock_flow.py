"""Stock and flow: what this month took over must be what the month before left open, case by case."""

from __future__ import annotations

from hcc_helpers.indicators.balance import Checked, compare
from hcc_helpers.numbers_vn import whole

LABEL = "Kỳ trước chuyển qua = đang giải quyết cuối kỳ trước"


def check(before, now, scopes: list[str]) -> list[Checked]:
    """`before`, `now`: two `Computed` of adjoining periods. The cases that stand on one side only are named."""
    checked = []
    for scope in scopes:
        left_open = _cases(before.con, "is_stock", scope)
        taken_over = _cases(now.con, "is_carried_over", scope)
        if not left_open and not taken_over:
            continue
        one = compare("stock_flow", LABEL, scope, len(taken_over), {"open_all": len(left_open)})
        sentence = one.sentence
        more, less = taken_over - left_open, left_open - taken_over
        if more:
            sentence += f" {whole(len(more))} hồ sơ có ở kỳ này mà cuối kỳ trước chưa có (nhập sau hoặc lùi ngày)."
        if less:
            sentence += f" {whole(len(less))} hồ sơ còn lại cuối kỳ trước mà kỳ này không thấy."
        exact = not more and not less
        checked.append(
            Checked(one.balance, one.label, scope, one.left, one.right, one.gap, exact, sentence, tuple(sorted(more | less)))
        )
    return checked


def _cases(con, flag: str, scope: str) -> set[str]:
    return {row[0] for row in con.execute(f"SELECT case_id FROM cases WHERE {flag} AND scope = ?", [scope]).fetchall()}
