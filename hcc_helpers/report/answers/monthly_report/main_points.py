"""“Điều chính của trang này”: at most three findings with a mark, each linked to where it stands. All derived."""

from __future__ import annotations

from hcc_helpers.numbers_vn import whole
from hcc_helpers.report import components
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.changes import change, shown
from hcc_helpers.report.figures import Figures
from hcc_helpers.vocabulary import SCOPE


@answers("main_points")
def main_points(f: Figures) -> Answer:
    points: list[tuple[str, str, str]] = []
    stock = change(f, "open_all")
    if stock is not None and stock.word() == "worse":
        points.append(
            ("warn", f"Hồ sơ đang giải quyết cuối kỳ tăng từ {shown(stock.before)} lên {shown(stock.now)}.", "#dn-open_all")
        )
    elif f.has("received_all", "open_all"):
        points.append(("none", f.fill("Phải giải quyết {received_all} hồ sơ, cuối kỳ còn {open_all} hồ sơ."), "#dn-received_all"))
    if f.value("resolved_late") is not None and f.has("in_time_pct"):
        points.append(
            ("none", f.fill("Giải quyết trước hạn và đúng hạn {in_time_pct}; quá hạn {resolved_late} hồ sơ."), "#dn-in_time_pct")
        )
    broken = [c for c in f.month.balances_checked if not c.is_exact and not c.balance.startswith("system_")]
    if broken:
        where = SCOPE.get(broken[0].scope, broken[0].scope)
        points.append(
            (
                "warn",
                f"{whole(len(broken))} phép cộng không khớp; đứng đầu: {broken[0].label} ({where}).",
                "#cac-phep-cong-phai-khop",
            )
        )
    elif f.has("satisfaction_pct"):
        points.append(
            (
                "none",
                f.fill("{satisfaction_pct} phiếu khảo sát trả lời hài lòng ({survey_satisfied} trên {survey_valid})."),
                "#dn-satisfaction_pct",
            )
        )
    return components.main_points(points[:3]), " ".join(text for _, text, _ in points[:3])
