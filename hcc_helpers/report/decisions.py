"""What the front page asks somebody to decide: clear worsening, broken sums, unconfirmed assumptions, a draft against the data."""

from __future__ import annotations

from dataclasses import dataclass

from hcc_helpers.numbers_vn import whole
from hcc_helpers.report.answers.build import all_of
from hcc_helpers.report.answers.monthly_report.draft import contradictions
from hcc_helpers.report.answers.monthly_report.draft_compare import compare
from hcc_helpers.report.changes import Change, label_in_sentence
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.wording import capital
from hcc_helpers.report.words import WORDS
from hcc_helpers.vocabulary import SCOPE

MOST_DECISIONS = 5
PAGE = "01_monthly_report.html"


@dataclass(frozen=True)
class Decision:
    """What to decide, why (with figures), who decides, and where the page tells more (address, words of the link)."""

    what: str
    why: str
    who: str
    href: str
    link: str


def decide(f: Figures, worse: list[Change]) -> list[Decision]:
    """0 to 5 things to decide: clear worsening, broken sums, unconfirmed assumptions, a draft against the data."""
    who = f.month.centre.signer_title or "Người ký báo cáo"
    made = []
    for one in worse:
        if one.id == "open_all":
            why = f"Cuối kỳ còn {f['open_all']} hồ sơ, kỳ trước {whole(f.before('open_all'))}; nhận mới {f['received_new']}, giải quyết xong {f['resolved_all']}."
            made.append(
                Decision(
                    WORDS["clear_stock"].format(cases=f["open_all"]) + ".",
                    why,
                    f"Người quyết: {who}",
                    f"{PAGE}#ho-so-duoc-giai-quyet-ra-sao",
                    "Kết quả giải quyết",
                )
            )
        else:
            made.append(
                Decision(
                    f"Xem lại: {label_in_sentence(one.id)}.",
                    capital(one.text) + ".",
                    f"Người quyết: {who}",
                    f"{PAGE}#dn-{one.id}",
                    "Định nghĩa chỉ số",
                )
            )
    for c in f.month.balances_checked:
        if not c.is_exact and not c.balance.startswith("system_"):
            made.append(
                Decision(
                    f"Làm rõ phép cộng không khớp: {c.label}.",
                    f"{SCOPE.get(c.scope, 'Toàn Trung tâm')}. {c.sentence}",
                    f"Người quyết: {who}",
                    f"{PAGE}#cac-phep-cong-phai-khop",
                    "Các phép cộng",
                )
            )
    land = Figures(f.month, "land", f.audience)
    if land.value("open_paused"):
        tax = (
            f", {all_of(land['open_paused_tax'], land['open_paused'])} chờ nghĩa vụ tài chính"
            if land.value("open_paused_tax")
            else ""
        )
        why = f"Cuối kỳ {land['open_paused']} hồ sơ tạm dừng{tax}; không tính vào trong hạn hay quá hạn."
        made.append(
            Decision(
                f"Xác nhận {land['open_paused']} hồ sơ đất đai đang tạm dừng.",
                why,
                f"Người quyết: {who} và Chi nhánh Văn phòng đăng ký đất đai",
                f"{PAGE}#khoi-dat-dai-chi-nhanh-van-phong-dang-ky-dat-dai",
                "Khối đất đai",
            )
        )
    gaps = contradictions(f, compare(f))
    if gaps:
        made.append(
            Decision(
                "Sửa dự thảo báo cáo.",
                f"Dự thảo có {len(gaps)} chỗ tự mâu thuẫn hoặc chênh chưa giải thích.",
                f"Người quyết: {who} · Trước khi ký",
                f"{PAGE}#doi-chieu-du-thao-bao-cao",
                "Đối chiếu dự thảo",
            )
        )
    return made[:MOST_DECISIONS]
