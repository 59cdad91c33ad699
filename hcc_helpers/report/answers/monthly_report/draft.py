"""The answer "draft against data": every figure of somebody's draft beside the computed one, and where the draft breaks by itself."""

from __future__ import annotations

from collections import Counter

from hcc_helpers.numbers_vn import whole
from hcc_helpers.report import components, tables
from hcc_helpers.report.answers.build import all_of, assemble, extraction, scope_name
from hcc_helpers.report.answers.monthly_report.draft_compare import NUMBER, Compared, compare, plain
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.figures import Figures
from hcc_helpers.sources.columns import TABLES

WORDS = {
    "equal": ("good", "Khớp"),
    "other": ("warn", "Khác số liệu"),
    "bound": ("ring", "Đạt, chưa chắc chắn"),
    "beside": ("none", "Khác mẫu số, để cạnh nhau"),
    "unmatched": ("missing", "Không so được"),
}
ORDER = ("other", "bound", "beside", "unmatched", "equal")


@answers("draft_against_data")
def draft_against_data(f: Figures) -> Answer:
    lines = compare(f)
    if not lines:
        return assemble(
            "Kỳ này không có dự thảo báo cáo để đối chiếu.",
            fold=[
                components.note(
                    "Ghi các con số của dự thảo vào tệp du-thao.csv trong thư mục của kỳ (mục, nội dung, con số như đã in), rồi chạy lại."
                )
            ],
            title="Cách đối chiếu",
        )
    gaps = contradictions(f, lines)
    count = {verdict: whole(n) for verdict, n in Counter(line.verdict for line in lines).items()}
    said = [f"{count.get('equal', '0')} khớp số liệu"]
    said += [
        f"{count[verdict]} {words}"
        for verdict, words in (
            ("other", "khác"),
            ("bound", "đạt nhưng chưa chắc chắn"),
            ("beside", "khác mẫu số"),
            ("unmatched", "không so được"),
        )
        if verdict in count
    ]
    inside = f" Có {whole(len(gaps))} chỗ dự thảo tự mâu thuẫn hoặc chênh chưa giải thích." if gaps else ""
    finding = f"Dự thảo có {whole(len(lines))} con số: {', '.join(said)}.{inside}"
    parts = []
    for scope in dict.fromkeys(line.scope for line in lines):
        here = Figures(f.month, scope, f.audience)
        rows = [
            tables.Row(
                f"{line.label or 'không ghi nội dung'} ({line.section or 'không ghi mục'})",
                [f"“{line.figure}”" if line.figure else "không ghi", line.computed],
                mark=WORDS[line.verdict][0],
                status=WORDS[line.verdict][1],
            )
            for line in sorted((x for x in lines if x.scope == scope), key=lambda x: ORDER.index(x.verdict))
        ]
        parts.append(
            tables.table(
                f"Dự thảo và số liệu, {scope_name(here)}, {f.month.period.title}",
                [
                    tables.Column("Con số trong dự thảo", "text"),
                    tables.Column("Dự thảo ghi", "text"),
                    tables.Column("Tính từ hồ sơ", "text"),
                ],
                rows,
            )
        )
    return components.answer(
        [
            components.finding(finding),
            components.draft_block("".join(gaps) + components.fold("Từng con số của dự thảo", *parts)),
            components.source(f"Nguồn: bảng {TABLES['draft'].label}; {extraction(f, 'received_all')}"),
        ]
    ), finding


def contradictions(f: Figures, lines: list[Compared]) -> list[str]:
    """Where the draft does not add up by itself: the gap in words, and the readings that would explain it."""
    said = {(line.scope, plain(line.label)): line.figure for line in lines}
    out = []
    for scope in ("commune", "land"):
        here = Figures(f.month, scope, f.audience)
        number = {key: _whole(figure) for (s, key), figure in said.items() if s == scope}
        total = _find(number, "tong so ho so tiep nhan")
        online, direct = _find(number, "ho so truc tuyen"), _find(number, "ho so truc tiep")
        if total is not None and online is not None and direct is not None and online + direct != total:
            out.append(_channel_gap(here, total, online, direct))
        words = ("giai quyet truoc han", "ho so qua han", "dang giai quyet trong han", "rut, tra lai")
        parts = [part for key in words if (part := _find(number, key)) is not None]
        if total is not None and len(parts) == len(words) and sum(parts) != total:
            out.append(_outcome_gap(here, total, parts))
    return out


def _find(number: dict[str, int | None], words: str) -> int | None:
    return next((value for key, value in number.items() if key == words or key.startswith(words)), None)


def _whole(figure: str) -> int | None:
    found = NUMBER.search(figure)
    if not found or found["unit"] == "%" or not found["number"].replace(".", "").isdigit():
        return None
    return int(found["number"].replace(".", ""))


def _channel_gap(f: Figures, total: int, online: int, direct: int) -> str:
    """Two readings side by side: a line that was not printed, or a slip of the pen; the text itself cannot tell."""
    gap = total - online - direct
    rows = [
        tables.Row(
            "Thiếu dòng “kỳ trước chuyển qua”",
            [
                f"{whole(online)} + {whole(direct)} + {whole(gap)} = {whole(total)}",
                f"Kỳ trước chuyển qua {f['carried_over']} hồ sơ, {all_of(f['carried_over_online'], f['carried_over'])} nộp trực tuyến",
            ],
        ),
        tables.Row(
            "Ghi nhầm số hồ sơ trực tuyến",
            [
                f"{whole(total - direct)} + {whole(direct)} = {whole(total)}",
                f"Nộp trực tuyến, kể cả kỳ trước chuyển qua: {f['all_online']} hồ sơ",
            ],
        ),
    ]
    table = tables.table(
        f"Hai cách hiểu khoảng chênh {whole(gap)}, {scope_name(f)}, {f.month.period.title}",
        [tables.Column("Cách hiểu", "text"), tables.Column("Phép cộng", "text"), tables.Column("Số liệu cho thấy", "text")],
        rows,
    )
    return (
        components.warning(
            f"Số liệu mâu thuẫn: thiếu {whole(gap)} hồ sơ.",
            f"Dự thảo ghi tổng {whole(total)}, nhưng {whole(online)} + {whole(direct)} = {whole(online + direct)}. Văn bản không cho biết cách hiểu nào đúng.",
        )
        + table
    )


def _outcome_gap(f: Figures, total: int, parts: list[int]) -> str:
    gap = total - sum(parts)
    text = f"Dự thảo ghi tổng {whole(total)}, nhưng {' + '.join(whole(p) for p in parts)} = {whole(sum(parts))}."
    if f.has("open_paused") and f.value("open_paused") == gap:
        why = f", {all_of(f['open_paused_tax'], f['open_paused'])} chờ nghĩa vụ tài chính" if f.value("open_paused_tax") else ""
        text += f" Số liệu có {f['open_paused']} hồ sơ tạm dừng{why}; cần xác nhận đó là số hồ sơ thiếu."
    return components.warning(f"Chênh lệch chưa giải thích được: thiếu {whole(gap)} hồ sơ ({scope_name(f)}).", text)
