"""Section I.3, the score of decision 766: components of one calendar month, and what one point more would take."""

from __future__ import annotations

from hcc_helpers.indicators.score_766 import UNCHECKED, Scored, score_of
from hcc_helpers.numbers_vn import MISSING, decimal, percent, share, whole
from hcc_helpers.report import components, tables
from hcc_helpers.report.answers.build import assemble
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.figures import Figures


@answers("score_766")
def score(f: Figures) -> Answer:
    """The self-score: never of the report's own window, and a component that cannot be measured is no 0."""
    if f.scope != "commune":
        return assemble("Điểm theo QĐ 766 chỉ tính cho hồ sơ thuộc thẩm quyền xã.")
    found = score_of(f.month)
    if found is None:
        return assemble(
            "",
            components.no_data(
                "điểm theo QĐ 766", "chưa có số liệu đủ một tháng dương lịch", "Giữ tệp xuất của các tháng liền nhau."
            ),
        )
    title = found.month.period.title
    provisional = " (tạm tính)" if found.month.window.is_provisional else ""
    finding = f"{title[:1].upper()}{title[1:]}{provisional}: tự chấm {decimal(found.total)} trên {found.reachable} điểm của các thành phần đo được; {len(found.components) - len(found.measured)} thành phần không đo được từ số liệu của Trung tâm."
    columns = [
        tables.Column("Thành phần", "text"),
        tables.Column("Điểm", "number"),
        tables.Column("Tối đa", "number"),
        tables.Column("Tỷ lệ", "number"),
        tables.Column("Thêm một điểm cần", "text"),
    ]
    rows = [
        tables.Row(
            f"{one.component.group}: {one.component.label}",
            _cells(one),
            mark=None if one.score is not None else "missing",
            status="" if one.score is not None else f"Không đo được: {one.reason}",
        )
        for one in found.components
    ]
    note = f"Tháng dương lịch, không so với kỳ báo cáo. Điểm tối đa và công thức {UNCHECKED}; công thức, nguồn và hồ sơ chưa đạt: hcc form 766 {f.month.period.text}."
    table = tables.table(f"Tự chấm điểm theo QĐ 766, {title}", columns, rows, note=note)
    return assemble(finding, fold=[table, components.source("Nguồn: số liệu của tháng dương lịch và tệp decision_766.toml.")])


def _cells(one: Scored) -> list[str]:
    if one.score is None:
        return [MISSING, whole(one.component.max), MISSING, ""]
    ratio = percent(share(one.part, one.whole)) if one.whole and one.part is not None else MISSING
    more = f"{whole(one.step)} nữa trong {whole(one.short)} chưa đạt, thêm {decimal(one.gain)} điểm" if one.step else "đã đủ điểm"
    return [decimal(one.score), whole(one.component.max), ratio, more]
