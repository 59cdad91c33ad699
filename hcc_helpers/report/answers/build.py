"""How an answer is put together: finding, table, chart, source, sentence for the report; parts that say nothing left out."""

from __future__ import annotations

from dataclasses import dataclass

from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.numbers_vn import MISSING, dong, interval, percent, points, signed, whole
from hcc_helpers.report import components, tables
from hcc_helpers.report.figures import Figures, rendered
from hcc_helpers.report.wording import join_vn, status_word
from hcc_helpers.rules import load_targets
from hcc_helpers.vocabulary import SCOPE

Answer = tuple[str, str]  # (html, plain finding)


@dataclass(frozen=True)
class Spec:
    """One row of an indicator table."""

    id: str
    level: int = 0
    is_sum: bool = False
    is_rest: bool = False  # left out of the table when 0, named in the note below
    label: str = ""


def rest(id: str, level: int = 1) -> Spec:
    return Spec(id, level, is_rest=True)


def month_name(text: str) -> str:
    """ "2025-12" → "Tháng 12/2025"; other periods keep their own title."""
    from hcc_helpers.periods import parse_period

    title = parse_period(text).title
    return title[:1].upper() + title[1:]


def scope_name(f: Figures) -> str:
    return f.month.centre.short_name if f.scope == "commune" else SCOPE.get(f.scope, "toàn Trung tâm")


def caption(f: Figures, what: str) -> str:
    """ "Hồ sơ tiếp nhận theo kênh, xã Diễn Châu, tháng 12/2025"."""
    who = {"commune": f.month.centre.name, "centre": "toàn Trung tâm"}.get(f.scope, SCOPE.get(f.scope, f.scope))
    return f"{what}, {who}, {f.month.period.title}"


def indicator_table(f: Figures, what: str, specs: list[Spec], note: str = "") -> str:
    """Indicators down, this period, the one before and the change across; rests that are 0 go into the note."""
    shown = [spec for spec in specs if not (spec.is_rest and not f.value(spec.id) and not f.reason(spec.id))]
    hidden = [REGISTRY[spec.id].label for spec in specs if spec not in shown]
    before = f.month.earlier and f.month.earlier[-1].period.end == f.month.period.start
    columns = [tables.Column("Chỉ số", "text"), tables.Column(_short(f.month.period.title), "number")]
    if before:
        columns += [tables.Column(_short(f.month.earlier[-1].period.title), "number"), tables.Column("Thay đổi", "number")]
    rows = [_row(f, spec, bool(before)) for spec in shown]
    notes = [note] if note else []
    notes += [f"Bằng 0, không ghi thành dòng: {join_vn(name[:1].lower() + name[1:] for name in hidden)}."] if hidden else []
    return tables.table(caption(f, what), columns, rows, note=" ".join(notes))


def _short(title: str) -> str:
    return title[:1].upper() + title[1:]


def _row(f: Figures, spec: Spec, has_before: bool) -> tables.Row:
    indicator, result = REGISTRY[spec.id], f.result(spec.id)
    label = spec.label or indicator.full_label
    unit = " (đồng)" if indicator.unit == "dong" else ""
    cells = [f[spec.id]]
    mark, status = mark_of(f, spec.id)
    if has_before:
        cells += [before_cell(f, spec.id), change_cell(f, spec.id)]
    if result is not None and result.value is None and result.reason:
        status = _short(result.reason)
        mark = "missing"
    return tables.Row(label + unit, cells, href=f"#dn-{spec.id}", mark=mark, status=status, level=spec.level, is_sum=spec.is_sum)


def mark_of(f: Figures, id: str) -> tuple[str | None, str]:
    """(mark, words) against the target, where the indicator has one."""
    scope = f.scope if f.scope in REGISTRY[id].scopes else REGISTRY[id].scopes[0]
    target = next((t for t in load_targets(f.month.data_root, on=f.month.period.last_day) if t.indicator == id and t.scope in (scope, "", None)), None)
    result = f.result(id)
    if target is None or result is None or result.value is None:
        return None, ""
    return status_word(result.value, result.low, result.high, target.value, target.direction)


def before_cell(f: Figures, id: str) -> str:
    scope = f.scope if f.scope in REGISTRY[id].scopes else REGISTRY[id].scopes[0]
    computed = f.month.earlier[-1]
    return rendered(next((r for r in computed.results if r.indicator == id and r.scope == scope and not r.by), None))


def change_cell(f: Figures, id: str) -> str:
    """ "+143 (+8,40%)", "+0,28 điểm"; – where one side is missing."""
    now, before = f.value(id), f.before(id)
    if now is None or before is None:
        return MISSING
    if now == before:
        return "không đổi"
    unit = REGISTRY[id].unit
    if unit == "percent":
        return points(now - before)
    if unit in {"working_days", "hours"}:
        return signed(now - before, 1)
    return signed(now - before) + (f" ({_signed_percent(now, before)})" if before > 0 else "")


def _signed_percent(now, before) -> str:
    return signed(100 * (now - before) / before, 2) + "%"


def source_line(f: Figures, *ids: str) -> str:
    """Where the figures come from, in words taken from the declarations."""
    sources = dict.fromkeys(REGISTRY[id].source for id in ids if REGISTRY[id].source)
    return f"Nguồn: {'; '.join(sources)}. {extraction(f)}"


def extraction(f: Figures) -> str:
    from hcc_helpers.numbers_vn import moment

    invented = " Số liệu minh họa." if f.month.centre.is_illustrative else ""
    return f"Số liệu trích xuất lúc {moment(f.month.now.window.extracted_at)}.{invented}"


def no_data(f: Figures, what: str, ids, todo: str) -> str:
    """The grey frame, when none of `ids` has a value: what is missing, why, one thing to do."""
    reason = next((f.reason(id) for id in ids if f.reason(id)), "không có số liệu")
    return components.no_data(what, reason.removeprefix("không có số liệu: "), todo)


def assemble(finding: str, *parts: str) -> Answer:
    """The parts in their fixed order; empty ones are left out."""
    return components.answer([components.finding(finding) if finding else "", *[part for part in parts if part]]), finding


def amount(f: Figures, id: str) -> str:
    """A figure with its unit, inside a sentence."""
    value, unit = f.value(id), REGISTRY[id].unit
    if value is None:
        return MISSING
    return dong(value) if unit == "dong" else f[id]


def wilson(f: Figures, id: str) -> str:
    result = f.result(id)
    return interval(result.low, result.high) if result and result.low is not None else ""


__all__ = ["Answer", "Spec", "amount", "assemble", "caption", "extraction", "indicator_table", "mark_of", "month_name", "no_data", "percent", "rest",
           "scope_name", "source_line", "whole", "wilson"]  # fmt: skip
