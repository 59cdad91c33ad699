"""What the front page asks somebody to decide: clear worsening, broken sums, a telling figure, missed targets, unconfirmed
assumptions, a draft against the data. Each with its figures, who decides and by when."""

from __future__ import annotations

from dataclasses import dataclass

from hcc_helpers.numbers_vn import day
from hcc_helpers.report.answers.build import all_of, in_sentence
from hcc_helpers.report.answers.monthly_report.draft import contradictions
from hcc_helpers.report.answers.monthly_report.draft_compare import compare
from hcc_helpers.report.changes import Change, name, said, shown
from hcc_helpers.report.figures import Figures, rendered
from hcc_helpers.report.targets import Counted, label
from hcc_helpers.report.telling import Telling
from hcc_helpers.report.wording import capital
from hcc_helpers.report.words import WORDS
from hcc_helpers.vocabulary import SCOPE

MOST_DECISIONS = 3  # on the first sheet; the others stand behind them, folded
PAGE = "01_monthly_report.html"
LAND_OFFICE = "Chi nhánh Văn phòng đăng ký đất đai"
BEFORE_SIGNING = "Trước khi ký"


@dataclass(frozen=True)
class Decision:
    """What to decide, why (with figures), who decides and by when, where the page tells more (address, words of the link)."""

    what: str
    why: str
    who: str
    href: str
    link: str


def decide(f: Figures, worse: list[tuple[str, Change]], told: list[Telling], targets: Counted) -> list[Decision]:
    """Everything to decide, the most pressing first; `worse`: (scope, change)."""
    who = f"Người quyết: {f.month.centre.signer_title or 'Người ký báo cáo'}"
    when = by_when(f)
    made = [_of_worse(Figures(f.month, scope, f.audience), one, who, when) for scope, one in worse]
    for c in f.month.balances_checked:
        if not c.is_exact and not c.balance.startswith("system_"):
            made.append(
                Decision(
                    f"Làm rõ phép cộng không khớp: {c.label}.",
                    f"{SCOPE.get(c.scope, 'Toàn Trung tâm')}. {c.sentence}",
                    f"{who} · {BEFORE_SIGNING}",
                    f"{PAGE}#cac-phep-cong-phai-khop",
                    "Các phép cộng",
                )
            )
    gaps = contradictions(f, compare(f))
    if gaps:
        why = f"Dự thảo có {len(gaps)} chỗ tự mâu thuẫn hoặc chênh chưa giải thích."
        made.append(
            Decision(
                "Sửa dự thảo báo cáo.",
                why,
                f"{who} · {BEFORE_SIGNING}",
                f"{PAGE}#doi-chieu-du-thao-bao-cao",
                "Đối chiếu dự thảo",
            )
        )
    made += [
        Decision(f"{one.todo}.", one.why, f"{who} và {LAND_OFFICE} · {when}", one.href, "Hồ sơ đất đai chậm vì ai")
        for one in told
    ]
    made += _paused(f, who, when)
    for one in targets.missed:
        why = f"Kỳ này {rendered(one.result)}, chỉ tiêu {one.target.said}."
        made.append(
            Decision(
                f"Chấn chỉnh để đạt chỉ tiêu {label(one)}.",
                why,
                f"{who} · {when}",
                "04_next_month.html#cac-chi-tieu-dang-o-dau-phan-anh-nao-sap-den-han",
                "Các chỉ tiêu",
            )
        )
    return made


def by_when(f: Figures) -> str:
    """ "Trước 19/12/2025": so many working days after the extraction as the office's settings say."""
    centre, calendar = f.month.centre, f.month.now.settings.calendar
    return f"Trước {day(calendar.add(f.month.now.window.extracted_at.date(), centre.decide_within_wd))}"


def _of_worse(f: Figures, one: Change, who: str, when: str) -> Decision:
    if one.id == "open_all":
        whose = "" if f.scope == "commune" else f" ({in_sentence(f.scope)})"
        why = f"Cuối kỳ còn {shown(one.now)} hồ sơ, kỳ trước {shown(one.before)}; nhận mới {f['received_new']}, giải quyết xong {f['resolved_all']}."
        what = f"{WORDS['clear_stock'].format(cases=shown(one.now))}{whose}."
        return Decision(what, why, f"{who} · {when}", f"{PAGE}#ho-so-duoc-giai-quyet-ra-sao", "Kết quả giải quyết")
    return Decision(
        f"Xem lại: {name(one.id)}.", f"{capital(said(one))}.", f"{who} · {when}", f"{PAGE}#dn-{one.id}", "Định nghĩa chỉ số"
    )


def _paused(f: Figures, who: str, when: str) -> list[Decision]:
    land = Figures(f.month, "land", f.audience)
    if not land.value("open_paused"):
        return []
    tax = land.value("open_paused_tax")
    waits = f", {all_of(land['open_paused_tax'], land['open_paused'])} chờ nghĩa vụ tài chính" if tax else ""
    return [
        Decision(
            f"Xác nhận {land['open_paused']} hồ sơ đất đai đang tạm dừng.",
            f"Cuối kỳ {land['open_paused']} hồ sơ tạm dừng{waits}; không tính vào trong hạn hay quá hạn.",
            f"{who} và {LAND_OFFICE} · {when}",
            f"{PAGE}#khoi-dat-dai-chi-nhanh-van-phong-dang-ky-dat-dai",
            "Khối đất đai",
        )
    ]
