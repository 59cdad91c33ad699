"""The score of decision 766 as .xlsx: components with formula and source, groups, what one point more takes, the cases that missed."""

from __future__ import annotations

from decimal import Decimal

from hcc_helpers.errors import InputMissing
from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.indicators.score_766 import UNCHECKED, Score, Scored, score_of
from hcc_helpers.numbers_vn import decimal, moment, percent, share
from hcc_helpers.papers.workbook import Book, Table

MISSED_SHOWN = 200


def file_name(month: str) -> str:
    """The file is named by its calendar month, so that it is never taken for a figure of the report's window."""
    return f"diem-766-{month}.xlsx"


def score_book(month: MonthResults) -> tuple[str, bytes]:
    """(file name, content). Raises InputMissing (66) where no whole calendar month is at hand."""
    score = score_of(month)
    if score is None:
        raise InputMissing("Chưa có số liệu đủ một tháng dương lịch để tính điểm theo QĐ 766.")
    about = [
        f"Tính cho {score.month.period.title}, {score.month.period.span}; không so với kỳ báo cáo từ ngày 15 đến ngày 14.",
        f"Điểm thành phần và công thức {UNCHECKED}.",
        "Bản nội bộ: trang tính cuối ghi mã hồ sơ, không gửi ra ngoài cơ quan.",
    ]
    if score.month.window.is_provisional:
        about.insert(0, f"TẠM TÍNH: số liệu trích xuất lúc {moment(score.month.window.extracted_at)}, trước khi tháng kết thúc.")
    tables = [_components(score), _groups(score), _steps(score), _missed(score)]
    return file_name(score.month.period.text.partition("@")[0]), Book(
        month, f"Tự chấm điểm theo Quyết định 766/QĐ-TTg, {score.month.period.title}", tuple(about), tables
    ).content()


def _components(score: Score) -> Table:
    rows = tuple(
        (
            one.component.id,
            one.component.group,
            one.component.label,
            one.component.max,
            float(one.score) if one.score is not None else None,
            one.part,
            one.whole,
            percent(share(one.part, one.whole)) if one.whole and one.part is not None else None,
            one.component.formula if one.component.part else None,
            _why(one),
            f"{one.component.source} ({one.component.certainty}, {UNCHECKED})",
        )
        for one in score.components
    )
    heads = ("Số", "Nhóm", "Thành phần", "Điểm tối đa", "Điểm", "Tử số", "Mẫu số", "Tỷ lệ", "Công thức", "Ghi chú", "Nguồn")
    notes = (
        f"Đo được {decimal(score.total)} trên {score.reachable} điểm của các thành phần đo được; thành phần không đo được không phải 0 điểm.",
    )
    return Table("Điểm thành phần", f"Điểm theo QĐ 766, {score.month.period.title}", heads, rows, notes)


def _why(one: Scored) -> str:
    if one.score is None:
        return f"Không đo được từ số liệu này: {one.reason}."
    note = "Mẫu số bằng 0: đủ điểm. " if one.whole == 0 and one.score else "Mẫu số bằng 0. " if one.whole == 0 else ""
    return (note + one.component.note).strip()


def _groups(score: Score) -> Table:
    rows = []
    for group, found in score.groups().items():
        known = [one for one in found if one.score is not None]
        rows.append(
            (
                group,
                sum(one.component.max for one in found),
                sum(one.component.max for one in known),
                float(sum((one.points for one in known), Decimal(0))) if known else None,
            )
        )
    rows.append(("Cộng", sum(row[1] for row in rows), score.reachable, float(score.total)))
    return Table(
        "Điểm theo nhóm",
        f"Điểm theo nhóm, {score.month.period.title}",
        ("Nhóm", "Điểm tối đa", "Tối đa của phần đo được", "Điểm"),
        tuple(rows),
        last_is_sum=True,
    )


def _steps(score: Score) -> Table:
    rows = [
        (one.component.id, one.component.label, float(one.points), one.component.max, float(one.gain), one.step, one.short)
        for one in score.measured
        if one.step
    ]
    heads = ("Số", "Thành phần", "Điểm", "Tối đa", "Thêm điểm", "Cần thêm", "Còn chưa đạt")
    return Table(
        "Thêm một điểm cần gì",
        f"Thêm một điểm (hoặc phần còn lại) cần thêm bao nhiêu, {score.month.period.title}",
        heads,
        tuple(rows),
        ("Cần thêm: số hồ sơ, giấy tờ hoặc thủ tục phải đạt thêm trong cùng tháng, mẫu số giữ nguyên.",),
    )


def _missed(score: Score) -> Table:
    rows = tuple(
        (one.component.id, one.component.label, code)
        for one in score.measured
        if one.step
        for code in score.missed(one, MISSED_SHOWN)
    )
    return Table(
        "Hồ sơ chưa đạt",
        f"Hồ sơ chưa đạt của từng thành phần, {score.month.period.title}",
        ("Số", "Thành phần", "Mã"),
        rows,
        (f"Mỗi thành phần nhiều nhất {MISSED_SHOWN} mã.",),
    )
