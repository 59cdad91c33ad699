"""Tables by field, handling unit and procedure, with TỔNG CỘNG checked against the scope's own figures."""

from __future__ import annotations

import textwrap

from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.numbers_vn import MISSING, signed, whole
from hcc_helpers.report import components, tables
from hcc_helpers.report.answers.build import assemble, caption, no_data, source_line
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.words import WORDS, takes
from hcc_helpers.vocabulary import SCOPE

SHOWN = ("received_all", "resolved_all", "resolved_late", "open_all")
LONGEST_NAME = 110  # characters; some names of land procedures fill half a page
LONGEST = 12  # rows of the procedure table; the rest lies in results.csv


@answers("by_field")
def by_field(f: Figures) -> Answer:
    return _by(f, "field", "Hồ sơ theo lĩnh vực", "Lĩnh vực")


@answers("by_unit")
def by_unit(f: Figures) -> Answer:
    return _by(f, "unit", "Hồ sơ theo đơn vị giải quyết", "Đơn vị giải quyết")


def _by(f: Figures, by: str, what: str, head: str) -> Answer:
    values: dict[str, dict[str, int | float | None]] = {}
    for r in f.month.now.results:
        if r.scope == f.scope and r.by == by and r.indicator in SHOWN:
            values.setdefault(r.group, {})[r.indicator] = r.value
    if not values:
        return assemble(
            "",
            components.no_data(
                what[:1].lower() + what[1:], "phạm vi này không có danh sách hồ sơ", "Xuất danh sách hồ sơ thay cho biểu tổng số."
            ),
        )
    order = sorted(values, key=lambda group: (-(values[group]["received_all"] or 0), group))
    columns = [
        tables.Column(head, "text"),
        *[
            tables.Column(label, "number")
            for label in ("Phải giải quyết", "Đã giải quyết xong", "Giải quyết quá hạn", "Đang giải quyết")
        ],
    ]
    rows = [tables.Row(group, [_cell(values[group].get(id)) for id in SHOWN]) for group in order]
    sums = {id: sum(values[group].get(id) or 0 for group in order) for id in SHOWN}
    rows.append(tables.Row("TỔNG CỘNG", [whole(sums[id]) for id in SHOWN], is_sum=True))
    gaps = [(id, value - sums[id]) for id in SHOWN if (value := f.value(id)) is not None and value != sums[id]]
    note = (
        "TỔNG CỘNG bằng số của cả phạm vi."
        if not gaps
        else "TỔNG CỘNG chênh so với cả phạm vi: " + "; ".join(f"{REGISTRY[id].label} {signed(gap)}" for id, gap in gaps) + "."
    )
    top = order[0]
    finding = f"{top}: {whole(values[top]['received_all'])} trên {f['received_all']} hồ sơ phải giải quyết" + (
        f", nhiều nhất trong {len(order)} {head.lower()}." if len(order) > 1 else "."
    )
    return assemble(
        finding, fold=[tables.table(caption(f, what), columns, rows, note=note), components.source(source_line(f, *SHOWN))]
    )


def _cell(value) -> str:
    return MISSING if value is None else whole(value)


@answers("handling_time")
def handling_time(f: Figures) -> Answer:
    """Per procedure only: the whole centre's median would speak of the mix of procedures."""
    con = f.month.now.con
    found = con.execute(
        "SELECT procedure, any_value(procedure_name ORDER BY procedure_name), count(*), quantile_cont(handling_wd, 0.5), quantile_cont(handling_wd, 0.9) FROM cases "
        "WHERE is_finished AND scope = ? GROUP BY procedure ORDER BY 3 DESC, 1",
        [f.scope],
    ).fetchall()
    if not found:
        return assemble(
            "",
            components.no_data(
                "thời gian giải quyết",
                f.reason("resolved_all").removeprefix("không có số liệu: ")
                or "không có hồ sơ nào giải quyết xong trong danh sách",
                "Xuất danh sách hồ sơ có cột “Ngày kết thúc xử lý”.",
            ),
        )
    rows = [
        tables.Row(procedure_label(name, code), [whole(n), takes(median), takes(p90)])
        for code, name, n, median, p90 in found[:LONGEST]
    ]
    columns = [
        tables.Column("Thủ tục", "text"),
        tables.Column("Đã giải quyết (hồ sơ)", "number"),
        tables.Column("Một nửa xong trong (ngày)", "number"),
        tables.Column(f"{WORDS['nine_of_ten']} (ngày)", "number"),
    ]
    more = len(found) - LONGEST
    note = "Ngày làm việc; không tính ngày tiếp nhận và thời gian tạm dừng. Tên thủ tục dài được rút gọn." + (
        f" {LONGEST} thủ tục nhiều hồ sơ nhất; {whole(more)} thủ tục còn lại ở tệp results.csv." if more > 0 else ""
    )
    code, name, n, median, p90 = found[0]
    finding = f"Thủ tục nhiều hồ sơ nhất, “{procedure_label(name, code)}”: {whole(n)} hồ sơ, một nửa xong {within(median)}, 9/10 hồ sơ xong {within(p90)}."
    return assemble(
        finding,
        fold=[
            tables.table(caption(f, "Thời gian giải quyết theo thủ tục"), columns, rows, note=note),
            components.source(source_line(f, "handling_wd_median")),
        ],
    )


def within(days: float) -> str:
    """ "trong 2,5 ngày làm việc", "trong ngày"."""
    shown = takes(days)
    return shown if shown == WORDS["same_day"] else f"trong {shown} ngày làm việc"


def procedure_label(name: object, code: object) -> str:
    """A procedure as a reader finds it again: its name, of a very long one the beginning, and the code.

    Whatever is no text (None, or what a table holds for a blank cell) is missing.
    """
    name, code = (part if isinstance(part, str) else "" for part in (name, code))
    if not name:
        return code or "Không rõ thủ tục"
    short = textwrap.shorten(name.rstrip(" ."), LONGEST_NAME, placeholder="…")
    return short if short == name.rstrip(" .") or not code else f"{short} ({code})"


@answers("other_scopes")
def other_scopes(f: Figures) -> Answer:
    """Cases that other authorities decide, and the counter's workload: the only place where scopes are added up."""
    here = {scope: Figures(f.month, scope, f.audience) for scope in f.month.scopes}
    others = [scope for scope in here if scope in {"other", "unknown"} and here[scope].value("received_all")]
    columns = [
        tables.Column("Phạm vi", "text"),
        *[tables.Column(label, "number") for label in ("Tiếp nhận mới", "Phải giải quyết", "Đã giải quyết", "Đang giải quyết")],
    ]
    ids = ("received_new", "received_all", "resolved_all", "open_all")
    parts = []
    if others:
        rows = [tables.Row(SCOPE[scope], [here[scope][id] for id in ids]) for scope in others]
        parts.append(
            tables.table(
                f"Hồ sơ của cơ quan khác nộp tại Trung tâm, {f.month.period.title}",
                columns,
                rows,
                note="Phạm vi lấy từ cơ quan có thẩm quyền giải quyết, không từ lĩnh vực. Kết quả giải quyết không cộng qua các phạm vi.",
            )
        )
    # Where the office names no receiving offices of its own, every new case came to its counter.
    at_counter = "new_at_counter" if f.month.centre.receiving_offices else "received_new"
    new = {scope: one.value(at_counter) for scope, one in here.items()}
    known = {scope: value for scope, value in new.items() if value is not None}
    if not known:
        return assemble(
            "",
            *parts,
            no_data(f, "khối lượng tiếp nhận tại quầy", (at_counter,), "Xuất danh sách hồ sơ có cột đơn vị tiếp nhận."),
        )
    rows = [tables.Row(SCOPE[scope], [whole(value)]) for scope, value in known.items() if value]
    rows.append(tables.Row("Cộng", [whole(sum(known.values()))], is_sum=True))
    parts.append(
        tables.table(
            f"Khối lượng tiếp nhận tại quầy, {f.month.period.title}",
            [tables.Column("Phạm vi", "text"), tables.Column("Tiếp nhận mới", "number")],
            rows,
            note="Chỉ là khối lượng công việc của Trung tâm; không dùng để tính tỷ lệ đúng hạn.",
            compact=True,
        )
    )
    finding = f"Trung tâm tiếp nhận mới {whole(sum(known.values()))} hồ sơ của mọi phạm vi."
    return assemble(finding, fold=[*parts, components.source(source_line(f, at_counter))])
