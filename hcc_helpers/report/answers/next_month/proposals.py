"""Section III, proposals: shorter terms, steps nobody used, same-day candidates, the catalogue."""

from __future__ import annotations

import textwrap

from hcc_helpers.numbers_vn import day, decimal, percent, whole
from hcc_helpers.outlook.proposals import FEWEST
from hcc_helpers.report import components, tables
from hcc_helpers.report.answers.build import assemble, scope_name
from hcc_helpers.report.answers.next_month.shown import ahead, source
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.wording import join_vn
from hcc_helpers.report.words import WORDS, takes

LONGEST_NAME, LONGEST = 90, 12


def named(name, code) -> str:
    """A procedure's name, of a long one the beginning, and its code."""
    if not isinstance(name, str):
        return str(code)
    return f"{textwrap.shorten(name.rstrip(' .'), LONGEST_NAME, placeholder='…')} ({code})" if name != code else name


def _months(f: Figures) -> str:
    _, months = ahead(f).past.last_periods(3)
    return f"{len(months)} kỳ gần nhất"


@answers("shorter_terms")
def shorter_terms(f: Figures) -> Answer:
    found = ahead(f).shorter_terms(f.scope)
    bar = f"Điều kiện: ít nhất {FEWEST} hồ sơ giải quyết xong trong {_months(f)}; 95% hồ sơ xong trong chưa đến nửa thời hạn (ngày làm việc, không tính thời gian tạm dừng)."
    if not len(found):
        return assemble(
            f"Chưa có thủ tục nào của {scope_name(f)} đủ căn cứ để đề xuất rút ngắn thời hạn.",
            fold=[components.note(bar), source(f)],
        )
    columns = [
        tables.Column("Thủ tục", "text"),
        *[
            tables.Column(label, "number")
            for label in ("Hồ sơ đã xong", "Thời hạn (ngày)", "95% xong trong (ngày)", "Đề xuất (ngày)", "Bớt được (ngày/hồ sơ)")
        ],
    ]
    rows = [
        tables.Row(
            named(row.name, row.procedure),
            [
                whole(row.cases),
                f"{_days(row.term_wd)} ({row.term_basis})",
                _days(row.p95),
                WORDS["same_day"] if row.proposed_wd == 0 else whole(row.proposed_wd),
                _days(row.saved_wd),
            ],
            status="" if row.is_sure else "Chưa chắc: cận trên của mức 95% vượt nửa thời hạn",
            mark=None if row.is_sure else "ring",
        )
        for row in found[:LONGEST].itertuples(index=False)
    ]
    top = found.sort_values(["cases", "procedure"], ascending=[False, True]).iloc[0]
    finding = f"{len(found)} thủ tục dùng chưa đến nửa thời hạn; nhiều hồ sơ nhất là “{named(top['name'], top['procedure'])}”: 95% của {whole(top['cases'])} hồ sơ xong {_within(top['p95'])}, trong khi hẹn {_days(top['term_wd'])} ngày."
    more = f" {len(found) - LONGEST} thủ tục nữa không in." if len(found) > LONGEST else ""
    note = (
        bar
        + " Thời hạn theo danh mục; danh mục không ghi thì lấy trung vị trên phiếu hẹn. Hồ sơ đang mở không tính. Đây là đề xuất: cơ quan có thẩm quyền quyết định."
        + more
    )
    return assemble(
        finding, fold=[tables.table(f"Đề xuất rút ngắn thời hạn, {scope_name(f)}", columns, rows, note=note), source(f)]
    )


def _within(days: float) -> str:
    """ "trong ngày", "trong 2,5 ngày"."""
    shown = takes(days)
    return shown if shown == WORDS["same_day"] else f"trong {_days(days)} ngày làm việc"


def _days(value: float) -> str:
    return whole(value) if float(value).is_integer() else decimal(value, 1)


@answers("unused_steps")
def unused_steps(f: Figures) -> Answer:
    found = ahead(f).steps(f.scope)
    if found.missing:
        return assemble(
            "",
            components.no_data(
                "bước xử lý không dùng",
                found.missing,
                "Xuất bảng “Bước xử lý” có thứ tự bước, đơn vị, giờ nhận và giờ chuyển, kể cả bước có trong quy trình mà không dùng.",
            ),
        )
    bar = f"Xét {found.judged} thủ tục có ít nhất {FEWEST} hồ sơ đã xong kèm nhật ký bước trong {_months(f)}; bước không dùng là bước nhật ký có ghi cho thủ tục mà không hồ sơ nào trong số đó bắt đầu."
    if not len(found.unused):
        return assemble(f"Không có bước nào bị bỏ qua ở mọi hồ sơ của {scope_name(f)}.", fold=[components.note(bar), source(f)])
    columns = [tables.Column("Thủ tục", "text"), tables.Column("Bước", "text"), tables.Column("Hồ sơ đã xét", "number")]
    rows = [
        tables.Row(named(row.name, row.procedure), [f"Bước thứ {row.step_no}, {row.unit}", whole(row.cases)])
        for row in found.unused[:LONGEST].itertuples(index=False)
    ]
    finding = f"{len(found.unused)} bước không hồ sơ nào dùng đến trong {_months(f)}."
    more = f" {len(found.unused) - LONGEST} bước nữa không in." if len(found.unused) > LONGEST else ""
    return assemble(
        finding, fold=[tables.table(f"Bước xử lý không dùng, {scope_name(f)}", columns, rows, note=bar + more), source(f)]
    )


@answers("same_day_candidates")
def same_day_candidates(f: Figures) -> Answer:
    found = ahead(f).same_day(f.scope)
    bar = f"Xét thủ tục ngoài danh sách “4 tại chỗ” có ít nhất {FEWEST} hồ sơ tiếp nhận trước giờ chuyển và đã xong trong {_months(f)}; ứng viên khi ít nhất 95% hồ sơ xong ngay ngày tiếp nhận."
    chosen = found[found["is_candidate"]] if len(found) else found
    if not len(found):
        return assemble(
            f"Không thủ tục nào của {scope_name(f)} đủ {FEWEST} hồ sơ để xét trả kết quả trong ngày.",
            fold=[components.note(bar), source(f)],
        )
    columns = [
        tables.Column("Thủ tục", "text"),
        *[tables.Column(label, "number") for label in ("Hồ sơ đã xong", "Xong trong ngày", "Tỷ lệ")],
    ]
    shown = found[: max(len(chosen), 5)][:LONGEST]
    rows = [
        tables.Row(
            named(row.name, row.procedure),
            [whole(row.cases), whole(row.same_day), percent(100 * row.share)],
            mark="good" if row.is_candidate else None,
            status="Ứng viên" if row.is_candidate else "",
        )
        for row in shown.itertuples(index=False)
    ]
    finding = (
        f"{len(chosen)} thủ tục có thể đưa vào danh sách “4 tại chỗ”: {join_vn(named(n, c) for n, c in zip(chosen['name'], chosen['procedure'], strict=True))}."
        if len(chosen)
        else f"Chưa thủ tục nào đạt 95% hồ sơ xong trong ngày; gần nhất là “{named(found.iloc[0]['name'], found.iloc[0]['procedure'])}” với {percent(100 * found.iloc[0]['share'])}."
    )
    return assemble(finding, fold=[tables.table(f"Trả kết quả trong ngày, {scope_name(f)}", columns, rows, note=bar), source(f)])


@answers("catalogue_to_do")
def catalogue(f: Figures) -> Answer:
    """Every scope at once: the catalogue belongs to the centre."""
    found, parts = ahead(f).catalogue, []
    if not found.size:
        return assemble(
            "",
            components.no_data("danh mục thủ tục", "không có tệp danh mục thủ tục", "Đặt procedures.csv vào thư mục reference."),
        )
    if not found.used:
        return assemble(
            "",
            components.no_data(
                "thủ tục của hồ sơ so với danh mục",
                f"hồ sơ trong {_months(f)} không ghi mã hoặc tên thủ tục",
                "Xuất danh sách có cột “Mã thủ tục” hoặc “Tên thủ tục”.",
            ),
        )
    finding = (
        f"{len(found.absent)} thủ tục có hồ sơ nhưng không có trong danh mục."
        if len(found.absent)
        else f"Mọi thủ tục có hồ sơ trong {_months(f)} đều có trong danh mục ({whole(found.size)} thủ tục)."
    )
    if len(found.absent):
        columns = [tables.Column("Thủ tục", "text"), tables.Column("Hồ sơ", "number")]
        rows = [
            tables.Row(named(row.name, row.procedure), [whole(row.cases)])
            for row in found.absent[:LONGEST].itertuples(index=False)
        ]
        parts.append(tables.table(f"Thủ tục có hồ sơ mà danh mục không có, {_months(f)}", columns, rows))
    if len(found.changed):
        finding += f" {len(found.changed)} thủ tục sửa đổi, bổ sung trong {_months(f)}."
        columns = [
            tables.Column("Thủ tục", "text"),
            *[tables.Column(label, "text") for label in ("Ngày sửa đổi", "Ngày công khai")],
            tables.Column("Hồ sơ", "number"),
        ]
        rows = [
            tables.Row(
                named(row.name, row.code),
                [
                    day(row.changed_on),
                    f"{day(row.published_on)} (sau {row.days} ngày)" if row.published_on else "chưa ghi",
                    whole(row.cases),
                ],
                mark=None if row.published_on else "warn",
                status="" if row.published_on else "Cần công khai hoặc ghi ngày công khai",
            )
            for row in found.changed.itertuples(index=False)
        ]
        parts.append(tables.table(f"Thủ tục sửa đổi, bổ sung, {_months(f)}", columns, rows))
    if found.unreadable:
        parts.append(
            components.warning(
                "Ngày trong danh mục không đọc được.",
                join_vn(f"{code}: “{cell}”" for code, cell in found.unreadable) + ". Viết dạng 2026-01-15 hoặc 15/01/2026.",
            )
        )
    if not found.has_dates:
        parts.append(
            components.no_data(
                "thủ tục sửa đổi, bổ sung và ngày công khai",
                "danh mục không có ngày sửa đổi và ngày công khai",
                "Thêm hai cột “Ngày sửa đổi” và “Ngày công khai” vào tệp procedures.csv.",
            )
        )
    return assemble(finding, fold=[*parts, components.source("Nguồn: danh mục thủ tục và danh sách hồ sơ.")])
