"""Section III, the month ahead: days off and swaps, and the proposals for the next Tết while none is decided."""

from __future__ import annotations

from hcc_helpers.numbers_vn import day
from hcc_helpers.outlook.tet import NAME as TET
from hcc_helpers.outlook.tet import TetWindow, load_windows
from hcc_helpers.report import components, tables
from hcc_helpers.report.answers.build import assemble
from hcc_helpers.report.answers.next_month.shown import ahead, weekday
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.wording import calendar_source, join_vn
from hcc_helpers.workdays import KINDS, STATUSES


@answers("next_calendar")
def calendar(f: Figures) -> Answer:
    """Days off and swaps from the data's end to the end of the horizon."""
    one = ahead(f)
    a = one.ahead
    special = a.special()
    finding = f"Kỳ tới ({a.coming.title}) có {len(a.coming_working)} ngày làm việc."
    if a.tet:
        finding += f" Tết nghỉ từ {day(a.tet.off_from)} đến hết {day(a.tet.off_to)} (gồm ngày cuối tuần liền kề)."
    proposals = load_windows(f.month.data_root, a.tet) if a.tet and any(e.name == TET for e in a.provisional) else []
    if proposals:
        finding += f" Lịch Tết chưa quyết định, có {len(proposals)} phương án: {proposed(proposals)}."
    parts = [_windows(proposals)]
    if special:
        columns = [tables.Column("Ngày", "text"), tables.Column("Là ngày", "text"), tables.Column("Nguồn", "text")]
        rows = [
            tables.Row(
                weekday(e.date),
                [tables.Cell(e.name, note=KINDS[e.kind]), tables.Cell(calendar_source(e.source), note=STATUSES[e.status])],
            )
            for e in special
        ]
        title = f"Ngày nghỉ và ngày làm bù, {day(a.first)} đến {day(a.last)}"
        parts.append(
            tables.table(
                title, columns, rows, note=f"Ngoài các ngày này, làm việc thứ Hai đến thứ Sáu. Lịch: {a.calendar.version}."
            )
        )
    else:
        parts.append(components.note(f"Lịch đang dùng không có ngày nghỉ lễ hay làm bù nào từ {day(a.first)} đến {day(a.last)}."))
    if a.is_cut_short:
        parts.append(
            components.warning(
                "Lịch chưa đủ dài.",
                f"Bảng ngày làm việc chỉ đến {day(a.calendar.last)}; bổ sung năm tiếp theo để dự kiến xa hơn.",
            )
        )
    if a.tet is None:
        parts.append(components.note("Lịch đang dùng không có Tết nào sau kỳ này, nên chỉ dự kiến đến hết kỳ tới."))
    return assemble(finding, fold=[*parts, components.source("Nguồn: bảng ngày làm việc của bộ công cụ hoặc của đơn vị.")])


def proposed(proposals: list[TetWindow]) -> str:
    return join_vn(f"{day(first)} đến hết {day(last)}" for first, last in (one.around() for one in proposals))


def _windows(proposals: list[TetWindow]) -> str:
    """Every proposal for the next Tết beside each other, while none is decided."""
    if not proposals:
        return ""
    rows = []
    for one in proposals:
        first, last = one.around()
        cells = [f"{day(one.first)}–{day(one.last)}", f"{day(first)}–{day(last)}", one.source, one.certainty]
        rows.append(tables.Row(one.label, cells))
    names = ("Phương án", "Ngày nghỉ", "Kể cả cuối tuần liền kề", "Nguồn", "Mức chắc chắn")
    return tables.table(
        f"Các phương án nghỉ Tết {proposals[0].last.year}, chưa quyết định",
        [tables.Column(name, "text") for name in names],
        rows,
        note="Số dự kiến của trang này tính theo bảng ngày làm việc (tạm tính); phương án khác làm các ngày đầu và cuối kỳ nghỉ dịch đi.",
    )
