"""Page 04 in at most three findings, and the balance of the coming period that leads it."""

from __future__ import annotations

from datetime import date, timedelta

from hcc_helpers.numbers_vn import day, decimal, whole
from hcc_helpers.outlook.balance import Balance
from hcc_helpers.outlook.daily import working_days
from hcc_helpers.outlook.next_month import NextMonth
from hcc_helpers.outlook.tet import NAME as TET
from hcc_helpers.outlook.tet import load_windows
from hcc_helpers.report import components, tables
from hcc_helpers.report.answers.build import assemble, caption, scope_name
from hcc_helpers.report.answers.next_month.calendar import proposed
from hcc_helpers.report.answers.next_month.shown import LEVEL, ahead, around, level_meant, no_history, provisional, source, span
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.targets import counted
from hcc_helpers.report.wording import capital

MOST = 3


@answers("next_month_points")
def main_points(f: Figures) -> Answer:
    """The page in at most three findings: what will be left, the targets or petitions that press, the days off."""
    one, points = ahead(f), []
    at = one.balance(f.scope)
    if at is not None:
        points.append(("warn" if at.word == "grows" else "none", balance_sentence(at), "#cuoi-ky-toi-con-bao-nhieu-ho-so"))
    else:
        expected = one.forecast(f.scope)
        if expected is not None:
            total = around(*expected.total(one.ahead.first, one.ahead.coming_last))
            points.append(
                (
                    "none",
                    f"Kỳ tới dự kiến {total} hồ sơ mới trong {len(one.ahead.coming_working)} ngày làm việc; số trong ngoặc là khoảng {LEVEL}.",
                    "",
                )
            )
    targets = counted(f)
    if targets.judged:
        points.append(
            ("warn" if targets.missed else "good", targets.sentence, "#cac-chi-tieu-dang-o-dau-phan-anh-nao-sap-den-han")
        )
    waiting, missing = one.petitions
    if not missing and len(waiting):
        points.append(
            (
                "warn",
                f"{len(waiting)} phản ánh, kiến nghị chờ trả lời lúc hết kỳ.",
                "#cac-chi-tieu-dang-o-dau-phan-anh-nao-sap-den-han",
            )
        )
    if one.ahead.tet:
        points.append(_tet_point(f, one))
    html = components.answer([components.main_points(points[:MOST]), provisional(one)])
    return html, points[0][1] if points else ""


def balance_sentence(at: Balance) -> str:
    """The finding of the page: what is left at the end of the coming period if the pace stays, with its interval."""
    return (
        f"Nếu giữ nhịp giải quyết hiện nay, cuối kỳ tới còn khoảng {around(at.left, at.low, at.high)} hồ sơ, hiện còn {whole(at.stock)}: "
        f"dự kiến nhận mới {whole(round(at.coming[0]))}, giải quyết {whole(round(at.closed[0]))} trong {at.days} ngày làm việc; số trong ngoặc là khoảng {LEVEL}."
    )


def _tet_point(f: Figures, one: NextMonth) -> tuple[str, str, str]:
    tet = one.ahead.tet
    assert tet is not None, "asked only where Tết lies ahead"
    text = f"Nghỉ Tết từ {day(tet.off_from)} đến hết {day(tet.off_to)}; ngày làm việc cuối trước Tết là {day(_last_before(one, tet.off_from))}."
    proposals = load_windows(f.month.data_root, tet) if any(e.name == TET for e in one.ahead.provisional) else []
    if len(proposals) > 1:
        return (
            "warn",
            f"Lịch nghỉ Tết chưa quyết định; các phương án: {proposed(proposals)}.",
            "#ho-so-nao-den-han-khi-nao-lich-lam-viec-co-gi",
        )
    return "none", text, "#ho-so-nao-den-han-khi-nao-lich-lam-viec-co-gi"


def _last_before(one: NextMonth, first: date) -> date:
    return working_days(one.ahead.calendar, first - timedelta(days=14), first - timedelta(days=1))[-1]


@answers("month_balance")
def month_balance(f: Figures) -> Answer:
    """What is open, what comes, what goes, what is left: one row each, with its interval."""
    one = ahead(f)
    at = one.balance(f.scope)
    why = f.reason("resolved_all").removeprefix("không có số liệu: ")
    if at is None and not why and (untold := one.ends_untold(f.scope)):
        why = f"{whole(untold)} hồ sơ đã kết thúc không ghi ngày kết thúc"
    if at is None and why:
        return assemble("", components.no_data("nhịp giải quyết hiện nay", why, "Xuất danh sách có cột “Ngày kết thúc xử lý”."))
    if at is None:
        return no_history(f)
    need = (at.coming[0] - at.waiting) / at.days if at.days else 0
    columns = [tables.Column("Cân đối của kỳ tới"), tables.Column("Hồ sơ", "number"), tables.Column(f"Khoảng {LEVEL}", "number")]
    rows = [
        tables.Row("Đang giải quyết lúc hết kỳ này", [whole(at.stock), "đã biết"]),
        tables.Row("Dự kiến nhận mới", [whole(round(at.coming[0])), span(at.coming[1], at.coming[2])], level=1),
        tables.Row(
            f"Giải quyết xong, trả lại, rút theo nhịp hiện nay ({decimal(at.pace.mean, 1)} hồ sơ mỗi ngày làm việc)",
            [whole(round(at.closed[0])), span(at.closed[1], at.closed[2])],
            level=1,
        ),
        tables.Row("Còn lại cuối kỳ tới", [whole(round(at.left)), span(at.low, at.high)], is_sum=True),
    ]
    note = (
        f"{whole(at.waiting)} hồ sơ nhận vào ngày nghỉ cuối kỳ nằm ở cả hai dòng đầu và chỉ tính một lần." if at.waiting else ""
    )
    table = tables.table(
        caption(f, "Cân đối hồ sơ").replace(f.month.period.title, one.ahead.coming.title), columns, rows, note=note, compact=True
    )
    finding = (
        f"{capital(scope_name(f))}: cuối kỳ tới còn khoảng {around(at.left, at.low, at.high)} hồ sơ, hiện còn {whole(at.stock)}."
    )
    if at.left > at.stock:
        finding += f" Muốn không tăng, mỗi ngày làm việc phải xong {decimal(need, 1)} hồ sơ; nhịp hiện nay là {decimal(at.pace.mean, 1)}."
    return assemble(finding, table, source(f))


@answers("next_month_how")
def how(f: Figures) -> Answer:
    """How page 04 counts, in one place."""
    one = ahead(f)
    at, notes = one.balance("commune"), []
    if at is not None:
        notes.append(
            f"Nhịp giải quyết: số hồ sơ đóng lại mỗi ngày làm việc, trung bình {at.pace.days} ngày của {len(at.pace.months)} kỳ gần nhất. "
            f"Khoảng {LEVEL} của nhịp lấy từ độ lệch giữa các kỳ ấy; khoảng của số còn lại gộp khoảng của nhịp và của số nhận mới, coi là độc lập (giả định)."
        )
    notes += [
        level_meant(expected.covered if (expected := one.forecast(f.scope)) is not None else None),
        "Kiểm tra lại trên quá khứ: cắt số liệu ở nhiều ngày cách nhau một tuần, mỗi lần chỉ dùng số liệu trước ngày cắt rồi so với số thực sau đó. "
        "Cách ít sai nhất về số mỗi ngày được chọn; phần cách ấy nói thấp hoặc cao hơn số thực được bù vào số dự kiến. "
        "Xa hơn 22 ngày làm việc, khoảng nới theo căn bậc hai của khoảng cách (giả định).",
    ]
    return components.fold("Cách tính", *[components.note(text) for text in notes]), "Cách tính của trang này."
