"""II in sentences: of each obstacle what the figures say, and only those claims that the data bear out; what is left out is listed."""

from __future__ import annotations

from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.obstacles.every import OBSTACLES
from hcc_helpers.obstacles.form import ABOVE, WHO, Assessed, Judged
from hcc_helpers.obstacles.of_month import assessed
from hcc_helpers.report.own_report.parts import Block, Paragraph
from hcc_helpers.report.own_report.speak import Said, Speaker, finished, line, texts
from hcc_helpers.report.wording import capital, inside, join_vn

II = "Tồn tại, hạn chế, nguyên nhân"
IV = "Đề xuất, kiến nghị"
BORNE_OUT, FITS = ("supported",), ("consistent",)

# What the figures of the period say of an obstacle, by its id.
_FIGURES = {
    "self_filing": line(
        "Người dân tự nộp {online_self_filed} hồ sơ trực tuyến, tỷ lệ {online_self_filed_pct}; nộp trực tuyến có hỗ trợ tại Trung tâm {online_assisted} hồ sơ."
    ),
    "portals": line(
        Said(
            "Trong kỳ ghi nhận {incidents_begun} sự cố của các hệ thống, trong giờ làm việc {down_minutes} phút không truy cập được.",
            some="incidents_begun",
        ),
        Said("Trong kỳ {incidents_begun|không ghi nhận} sự cố của các hệ thống.", none="incidents_begun"),
        Said("Mở thử hệ thống {probes_taken} lần, {probes_failed} lần không được.", some="probes_taken"),
    ),
    "systems": line(
        "Trong {systems_listed} hệ thống chuyên ngành đang dùng, {systems_not_linked} hệ thống chưa kết nối và {systems_partly} hệ thống kết nối một phần với Hệ thống thông tin giải quyết TTHC của tỉnh; {systems_entered_twice} hệ thống phải nhập dữ liệu hai lần."
    ),
    "land_tax": line(
        Said("Hồ sơ đất đai giải quyết quá hạn: {resolved_late} hồ sơ.", some="resolved_late"),
        Said("{resolved_late|Không có} hồ sơ đất đai giải quyết quá hạn.", none="resolved_late"),
        Said("Tạm dừng chờ nghĩa vụ tài chính lúc hết kỳ: {open_paused_tax} hồ sơ.", some="open_paused_tax"),
    ),
    "in_person": line(
        Said(
            "Còn {new_in_person} hồ sơ mới nộp trực tiếp, tỷ lệ {in_person_of_new_pct}; {procedures_used_in_person} thủ tục có phát sinh còn nhận trực tiếp.",
            some="new_in_person",
        ),
        Said(
            "{new_in_person|Không có} hồ sơ mới nộp trực tiếp.", none="new_in_person new_channel_unknown new_channel_unreadable"
        ),
        Said("Chưa rõ kênh nộp: {new_channel_unknown} hồ sơ mới.", some="new_channel_unknown"),
        Said("Không đọc được kênh nộp: {new_channel_unreadable} hồ sơ mới.", some="new_channel_unreadable"),
        Said("Lý do chưa có tài khoản VNeID: {in_person_no_vneid} hồ sơ.", some="in_person_no_vneid"),
    ),
}


def hindrances(month: MonthResults) -> Block:
    """II, a draft to be reworded: figures, then the claims that stand; causes never said more strongly than the data allow."""
    say = Speaker(month, "commune")
    of_land = Speaker(month, "land", say.missing)
    paragraphs = []
    for obstacle in OBSTACLES:
        speaker = of_land if obstacle.id == "land_tax" else say
        figures = speaker.paragraph(_FIGURES[obstacle.id]) if obstacle.id in _FIGURES else None
        facts, more = _claims(assessed(month, obstacle.id))
        parts = [text for text in (facts, *(figures.parts if figures else ()), more) if text]
        if figures is not None or facts or more:
            paragraphs.append(Paragraph(tuple(_spaced(parts, facts, more)), "dash"))
    return finished("II", II, paragraphs, say.missing, basis="draft")


def _spaced(parts: list, facts: str, more: str):
    for part in parts:
        yield f"{part} " if part is facts else f" {part}" if part is more else part


def _claims(a: Assessed) -> tuple[str, str]:
    """What stands before the figures (facts that the data bear out) and behind them (effects, causes)."""
    facts = [inside(one.claim.says) for one in a.judged if one.claim.kind == "fact" and one.standing in BORNE_OUT]
    effects = [inside(one.claim.says) for one in a.judged if one.claim.kind == "effect" and one.standing in (*BORNE_OUT, *FITS)]
    causes = [inside(one.claim.says) for one in a.judged if one.claim.kind == "cause" and one.standing in (*BORNE_OUT, *FITS)]
    more = [f"Hệ quả thấy được: {join_vn(effects)}."] if effects else []
    more += [f"Nguyên nhân phù hợp với số liệu: {join_vn(causes)}."] if causes else []
    return capital(f"{join_vn(facts)}.") if facts else "", " ".join(more)


def left_out(month: MonthResults) -> list[tuple[str, Judged]]:
    """The claims of section II that the paper does not make: (title of the obstacle, the claim with its verdict)."""
    said = (*BORNE_OUT, *FITS)
    return [
        (obstacle.title, one)
        for obstacle in OBSTACLES
        for one in assessed(month, obstacle.id).judged
        if one.standing not in said or (one.claim.kind == "fact" and one.standing in FITS)
    ]


def proposals(month: MonthResults) -> Block:
    """IV, what only bodies above the commune can do, for claims that the data bear out; empty where there is none."""
    asked: dict[str, list[str]] = {}
    for obstacle in OBSTACLES:
        a = assessed(month, obstacle.id)
        stands = {one.claim.id for one in a.judged if one.standing in (*BORNE_OUT, *FITS)}
        for lever in obstacle.levers:
            if lever.who in ABOVE and lever.claim in stands:
                asked.setdefault(lever.who, []).append(inside(lever.does))
    paragraphs = [Paragraph((f"Đề nghị {WHO[who]}: {'; '.join(asked[who])}.",), "dash") for who in ABOVE if who in asked]
    return Block("proposals", IV, tuple(paragraphs), "draft")


def declared() -> list[str]:
    """The sentences with figures that section II may say."""
    return texts(*_FIGURES.values())
