"""The page for citizens: what the centre did, how long things take, how to file online. No decision, no office chased, no case.

Every number comes from the figures for all (`small_cells.edition.for_all`), so that the page cannot say more than they do.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.indicators.rendering import rendered
from hcc_helpers.indicators.untold import UNTOLD, between_said
from hcc_helpers.numbers_vn import decimal
from hcc_helpers.report import tables
from hcc_helpers.report.wording import capital
from hcc_helpers.small_cells.cells import EXPLAINED, LESS, SMALL, TIME_BY_PROCEDURE
from hcc_helpers.small_cells.edition import ForAll
from hcc_helpers.vocabulary import SCOPE

# What is printed of each scope, and how a citizen would say it.
WORK = {
    "received_new": "Hồ sơ tiếp nhận mới",
    "new_online": "Nộp trực tuyến",
    "new_in_person": "Nộp trực tiếp",
    "carried_over": "Hồ sơ từ kỳ trước chuyển sang",
    "resolved_all": "Hồ sơ đã giải quyết xong",
    "resolved_in_time": "Xong trước hạn hoặc đúng hạn",
    "resolved_late": "Xong sau hạn",
    "in_time_pct": "Tỷ lệ trước hạn và đúng hạn",
    "open_all": "Hồ sơ đang giải quyết cuối kỳ",
    "open_late": "Đang giải quyết, đã quá hạn",
}
PARTS = ("new_online", "new_in_person", "resolved_in_time", "resolved_late", "in_time_pct", "open_late")
RESTS = {"in_time_pct": "resolved_late"}  # share → what its whole holds beside its part
MOST_FIELDS, MOST_PROCEDURES = 12, 15
STEPS = (
    "Mở Cổng Dịch vụ công quốc gia (dichvucong.gov.vn), đăng nhập bằng tài khoản định danh điện tử VNeID của chính mình.",
    "Gõ tên thủ tục vào ô tìm kiếm, chọn đúng tỉnh và xã nơi giải quyết.",
    "Điền tờ khai, đính kèm ảnh chụp hoặc bản điện tử của giấy tờ; giấy tờ đã có trên hệ thống thì không phải nộp lại.",
    "Nộp phí, lệ phí trực tuyến nếu thủ tục có thu.",
    "Giữ lại mã hồ sơ để tra cứu tiến độ; kết quả điện tử nằm trong kho dữ liệu của mình trên Cổng.",
)
HELP = "Chưa có tài khoản hoặc chưa quen làm: đến {office}, có người hướng dẫn nộp trực tuyến tại chỗ."


@dataclass(frozen=True)
class KeyFigure:
    label: str
    value: str
    unit: str
    beside: str = ""  # between what the figure lies where not all is known


@dataclass(frozen=True)
class CitizensPage:
    lead: str
    key_figures: list[KeyFigure]
    work: str  # tables, as HTML
    fields: str
    times_said: str
    times: str
    steps: tuple[str, ...]
    on_spot: list[str]
    help: str
    how_to_read: list[str]


def citizens_page(month: MonthResults, figures: ForAll) -> CitizensPage:
    names = [figures.procedures[code] for code in month.centre.on_spot_procedures if code in figures.procedures]
    return CitizensPage(
        lead=_lead(month, figures),
        key_figures=_key_figures(figures),
        work=_work(figures),
        fields=_fields(figures),
        times_said=_times_said(figures),
        times=_times(figures),
        steps=STEPS,
        on_spot=names,
        help=HELP.format(office=month.centre.office_name),
        how_to_read=_how_to_read(figures),
    )


def summary(page: CitizensPage) -> dict:
    """What the list of all periods says of this one."""
    return {"verdict": page.lead, "key_figures": [[one.label, f"{one.value} {one.unit}".strip()] for one in page.key_figures]}


def _said(figures: ForAll, id: str, scope: str = "commune", by: str = "", group: str = "") -> str:
    """The figure as printed: the number, "ít hơn 10", "không công bố", or "" where there is none."""
    result = figures.one(id, scope, by, group)
    if result is None:
        return ""
    if result.value is None and id in RESTS and (least := _at_least(figures, id, scope)) is not None:
        return f"trên {least}%"
    if result.value is None:
        return LESS if result.reason == LESS else "không công bố" if result.reason.startswith("không công bố") else ""
    return rendered(result)


def _at_least(figures: ForAll, id: str, scope: str) -> int | None:
    """A hidden share whose rest is known to be under ten: the whole percent that it is above, whatever the rest may be."""
    rest, whole = figures.one(RESTS[id], scope), figures.one(REGISTRY[id].whole, scope)
    if rest is None or rest.reason != LESS or whole is None or not whole.value:
        return None
    return math.ceil(100 * (whole.value - SMALL + 1) / whole.value) - 1


def _value(figures: ForAll, id: str, scope: str = "commune"):
    result = figures.one(id, scope)
    return result.value if result else None


def _lead(month: MonthResults, figures: ForAll) -> str:
    """What was done, in one sentence; clauses without a figure are left out."""
    clauses = [
        (f"tiếp nhận mới {_said(figures, 'received_new')} hồ sơ", "received_new"),
        (f"giải quyết xong {_said(figures, 'resolved_all')} hồ sơ", "resolved_all"),
    ]
    said = [text for text, id in clauses if _value(figures, id) is not None]
    if _said(figures, "in_time_pct").endswith("%"):
        said.append(f"trong đó trước hạn và đúng hạn {_said(figures, 'in_time_pct')}")
    return (
        f"{capital(month.period.title)}, Trung tâm {', '.join(said)}."
        if said
        else f"{capital(month.period.title)}: chưa có số để công bố."
    )


def _key_figures(figures: ForAll) -> list[KeyFigure]:
    shown = [
        ("received_new", "commune", "Tiếp nhận mới", "hồ sơ"),
        ("resolved_all", "commune", "Đã giải quyết xong", "hồ sơ"),
        ("online_of_new_pct", "commune", "Nộp trực tuyến", ""),
        ("satisfaction_pct", "centre", "Người dân hài lòng", ""),
    ]
    return [
        KeyFigure(
            label, _said(figures, id, scope), unit if _value(figures, id, scope) is not None else "", _untold(figures, id, scope)
        )
        for id, scope, label, unit in shown
        if _said(figures, id, scope)
    ]


def _untold(figures: ForAll, id: str, scope: str) -> str:
    """Between what a share lies, where what is unknown is published; that there is something unknown, where it is not."""
    if id not in UNTOLD or _value(figures, id, scope) is None:
        return ""
    found = [one for count in UNTOLD[id].counts if (one := figures.one(count, scope)) is not None]
    if any(one.value is None and one.reason for one in found):
        return f"Chưa tính {UNTOLD[id].words}"
    return capital(between_said(id, lambda one: _value(figures, one, scope)))


def _work(figures: ForAll) -> str:
    scopes = figures.scopes
    rows = [
        tables.Row(label, [_said(figures, id, scope) for scope in scopes], level=1 if id in PARTS else 0)
        for id, label in WORK.items()
        if any(_said(figures, id, scope) for scope in scopes)
    ]
    if not rows:
        return ""
    columns = [tables.Column("Công việc"), *(tables.Column(SCOPE[scope], "number") for scope in scopes)]
    return tables.table("Hồ sơ tiếp nhận và giải quyết", columns, rows)


def _fields(figures: ForAll) -> str:
    found = sorted(figures.of("received_all", "commune", "field"), key=lambda r: (-(r.value or 0), r.group))
    rows = [
        tables.Row(r.group, [_said(figures, id, "commune", "field", r.group) for id in ("received_all", "resolved_all")])
        for r in found[:MOST_FIELDS]
    ]
    if not rows:
        return ""
    columns = [
        tables.Column("Lĩnh vực"),
        tables.Column("Phải giải quyết", "number"),
        tables.Column("Đã giải quyết xong", "number"),
    ]
    more = len(found) - len(rows)
    note = f"{MOST_FIELDS} lĩnh vực nhiều hồ sơ nhất; {more} lĩnh vực còn lại ở tệp số liệu cuối trang." if more > 0 else ""
    return tables.table("Lĩnh vực nhiều hồ sơ, thuộc thẩm quyền xã", columns, rows, note=note)


def days_said(days: float) -> str:
    """A time as somebody would say it who has to wait."""
    return "trong ngày" if days < 0.5 else f"{decimal(days, 0 if float(days).is_integer() else 1)} ngày làm việc"


def _times_said(figures: ForAll) -> str:
    half, most = _value(figures, "handling_wd_median"), _value(figures, "handling_wd_p90")
    if half is None:
        return ""
    more = f"; 9/10 hồ sơ xong {_within(most)}" if most is not None else ""
    return f"Hồ sơ thuộc thẩm quyền xã: một nửa xong {_within(half)}{more}, kể từ ngày tiếp nhận."


def _within(days: float) -> str:
    said = days_said(days)
    return said if said == "trong ngày" else f"trong {said}"


def _times(figures: ForAll) -> str:
    found = sorted(figures.of(TIME_BY_PROCEDURE, "commune", "procedure"), key=lambda r: (r.measured, figures.procedures[r.group]))
    if not found:
        return ""
    rows = [tables.Row(figures.procedures[r.group], [days_said(r.measured)]) for r in found[-MOST_PROCEDURES:]]
    note = "Chỉ nêu thủ tục có nhiều hồ sơ. Không tính thời gian chờ người nộp bổ sung giấy tờ hoặc thực hiện nghĩa vụ tài chính."
    columns = [tables.Column("Thủ tục"), tables.Column("Một nửa số hồ sơ xong", "number")]
    return tables.table("Thời gian giải quyết của từng thủ tục", columns, rows, note=note)


def _how_to_read(figures: ForAll) -> list[str]:
    lines = [
        "Hồ sơ của kỳ gồm hồ sơ tiếp nhận mới và hồ sơ kỳ trước chuyển sang; hồ sơ xong đúng ngày hẹn là đúng hạn.",
        "Hồ sơ của Chi nhánh Văn phòng đăng ký đất đai do cơ quan ấy giải quyết, đứng ở cột riêng và không cộng với hồ sơ của xã.",
    ]
    lines = lines if "land" in figures.scopes else lines[:1]
    return [*lines, EXPLAINED] if figures.hides else lines
