"""How an answer is put together: finding, table, chart, source, sentence for the report; parts that say nothing left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.indicators.untold import between, between_said, is_open
from hcc_helpers.numbers_vn import MISSING, dong, interval, moment, percent, points, round_half_up, signed, whole
from hcc_helpers.report import components, tables
from hcc_helpers.report.answers.register import Answer
from hcc_helpers.report.changes import is_untold, per_day_note
from hcc_helpers.report.figures import Figures, rendered
from hcc_helpers.report.headline import cases_of
from hcc_helpers.report.wording import capital, join_vn, status_word, target_words
from hcc_helpers.report.words import relative
from hcc_helpers.rules import EVERY_SCOPE, load_targets
from hcc_helpers.sources.columns import TABLES
from hcc_helpers.vocabulary import SCOPE


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


def only(f: Figures, id: str, level: int = 1) -> list[Spec]:
    """A row that few offices have: there where it holds something, not spoken of where it does not."""
    return [Spec(id, level)] if f.value(id) else []


def scope_name(f: Figures) -> str:
    """Whose cases the figures are, as captions and titles of charts say it: "xã Diễn Châu"."""
    return f.month.centre.name if f.scope == "commune" else in_sentence(f.scope)


def in_sentence(scope: str) -> str:
    """A scope in the middle of a sentence: only "Chi nhánh …", a name, keeps its capital."""
    label = SCOPE.get(scope, "toàn Trung tâm")
    return label if scope == "land" else label[:1].lower() + label[1:]


def caption(f: Figures, what: str) -> str:
    """ "Hồ sơ tiếp nhận theo kênh, xã Diễn Châu, tháng 12/2025"."""
    return f"{what}, {scope_name(f)}, {f.month.period.title}"


def indicator_table(f: Figures, what: str, specs: list[Spec], note: str = "") -> str:
    """Indicators down, this period, the one before and the change across; rests that are 0 go into the note."""
    shown = [spec for spec in specs if not (spec.is_rest and not f.value(spec.id) and not f.reason(spec.id))]
    hidden = [f"“{REGISTRY[spec.id].label}”" for spec in specs if spec not in shown]
    before = f.month.earlier and f.month.earlier[-1].period.end == f.month.period.start
    columns = [tables.Column("Chỉ số", "text"), tables.Column(capital(f.month.period.title), "number")]
    if before:
        columns += [tables.Column(capital(f.month.earlier[-1].period.title), "number"), tables.Column("Thay đổi", "number")]
    rows = [_row(f, spec, bool(before)) for spec in shown]
    notes = [note] if note else []
    notes += [ROUNDED] if before and any(looks_off(f, spec.id) for spec in shown) else []
    laws = dict.fromkeys(why for spec in shown for why in [*f.broken(spec.id), f.not_whole(spec.id)] if why) if before else ()
    notes += [f"Không so với kỳ trước: {'; '.join(laws)}."] if laws else []
    notes += [f"Không có dòng vì bằng 0: {join_vn(hidden)}."] if hidden else []
    return tables.table(caption(f, what), columns, rows, note=" ".join(notes))


def _row(f: Figures, spec: Spec, has_before: bool) -> tables.Row:
    indicator, result = REGISTRY[spec.id], f.result(spec.id)
    label = spec.label or indicator.full_label
    cells: list[str | tables.Cell] = [tables.Cell(f[spec.id], href=cases_of(f, spec.id))]
    mark, status = mark_of(f, spec.id)
    if has_before:
        cells += [before_cell(f, spec.id), change_cell(f, spec.id)]
    if result is not None and result.value is None and result.reason:
        status = capital(result.reason)
        mark = "missing"
    return tables.Row(
        label + unit_of(spec.id), cells, href=f"#dn-{spec.id}", mark=mark, status=status, level=spec.level, is_sum=spec.is_sum
    )


UNIT_IN_LABEL = {"dong": " (đồng)", "hours": " (giờ)", "working_days": " (ngày làm việc)"}
ROUNDED = "Thay đổi tính từ số chưa làm tròn."


def unit_of(id: str) -> str:
    """The unit behind a row's label, for units that do not stand with the number itself."""
    return UNIT_IN_LABEL.get(REGISTRY[id].unit, "")


def looks_off(f: Figures, id: str) -> bool:
    """Whether the printed change is not the difference of the two printed figures (each is rounded on its own)."""
    now, before, decimals = f.value(id), f.before(id), {"percent": 2, "hours": 1, "working_days": 1}.get(REGISTRY[id].unit)
    if now is None or before is None or decimals is None:
        return False
    return round_half_up(now, decimals) - round_half_up(before, decimals) != round_half_up(now - before, decimals)


def mark_of(f: Figures, id: str) -> tuple[str | None, str]:
    """(mark, words) against the target, where the indicator has one."""
    scope = f.scope if f.scope in REGISTRY[id].scopes else REGISTRY[id].scopes[0]
    target = next(
        (
            t
            for t in load_targets(f.month.data_root, on=f.month.period.last_day)
            if t.indicator == id and t.scope in (scope, EVERY_SCOPE)
        ),
        None,
    )
    result = f.result(id)
    if target is None or result is None or result.value is None:
        return None, ""
    if is_open(between(id, f.value), target.value):
        return "missing", f"Chưa biết có đạt {target_words(target.value, target.direction)}"
    return status_word(result.value, result.low, result.high, target.value, target.direction)


def before_cell(f: Figures, id: str) -> str:
    scope = f.scope if f.scope in REGISTRY[id].scopes else REGISTRY[id].scopes[0]
    computed = f.month.earlier[-1]
    return rendered(next((r for r in computed.results if r.indicator == id and r.scope == scope and not r.by), None))


NOT_COMPARED = "không so"


def change_cell(f: Figures, id: str) -> str:
    """ "+143 (+8,40%)", "+0,28 điểm"; – where one side is missing, "không so" where both are known and one is no whole period, say."""
    now, before = f.value(id), f.before(id)
    if now is None or before is None or is_untold(f, id):
        return MISSING if MISSING in (f[id], before_cell(f, id)) else NOT_COMPARED
    if now == before:
        return "không đổi"
    unit = REGISTRY[id].unit
    if unit == "percent":
        return points(now - before)
    if unit in {"working_days", "hours"}:
        return signed(now - before, 1)
    # Where the periods have other numbers of working days the percentage is that of a working day: the bare one would mislead.
    share_of_it = per_day_note(f, id) or relative(now, before)
    return signed(now - before) + (f" ({share_of_it})" if share_of_it else "")


OUR_OWN = "Định nghĩa của bộ chỉ số"  # no form or law asks for the figure; the definition on the page says how it is made


def source_line(f: Figures, *ids: str) -> str:
    """Which exports the figures come from and which form or law asks for them, in words taken from the declarations."""
    asked = _columns_together(dict.fromkeys(REGISTRY[id].source for id in ids if REGISTRY[id].source != OUR_OWN))
    basis = f" Căn cứ: {'; '.join(asked)}." if asked else ""
    return f"Nguồn: {extraction(f, *ids)}{basis}"


def extraction(f: Figures, *ids: str) -> str:
    """ "bảng Hồ sơ, trích xuất lúc 16/12/2025 07:30 (số liệu minh họa)."; the tables are those the indicators count in."""
    tables_read = dict.fromkeys(TABLES[REGISTRY[id].of].label for id in ids if REGISTRY[id].of in TABLES)
    what = f"bảng {join_vn(tables_read)}, trích xuất" if tables_read else "số liệu trích xuất"
    invented = " (số liệu minh họa)" if f.month.centre.is_illustrative else ""
    return f"{what} lúc {moment(f.month.now.window.extracted_at)}{invented}."


def _columns_together(sources: Iterable[str]) -> list[str]:
    """ "Biểu II.06a, cột 3", "Biểu II.06a, cột 7" → "Biểu II.06a, cột 3 và 7"."""
    columns: dict[str, list[str]] = {}
    for source in sources:
        form, _, numbers = source.partition(", cột ")
        columns.setdefault(form, []).extend(numbers.split(" và ") if numbers else [])
    return [f"{form}, cột {join_vn(dict.fromkeys(numbers))}" if numbers else form for form, numbers in columns.items()]


def no_data(f: Figures, what: str, ids, todo: str) -> str:
    """The grey frame, when none of `ids` has a value: what is missing, why, one thing to do."""
    reason = next((f.reason(id) for id in ids if f.reason(id)), "không có số liệu")
    return components.no_data(what, reason.removeprefix("không có số liệu: "), todo)


def no_register(f: Figures, what: str, table: str, id: str) -> Answer:
    """The answer where a register is missing or does not cover the period: why, and how to begin it."""
    heads = ", ".join(column.label[:1].lower() + column.label[1:] for column in TABLES[table].columns if column.required)
    todo = f"Lập bảng “{TABLES[table].label}” (các cột phải có: {heads}) với dòng đầu “Theo dõi từ ngày … đến ngày …”, kể cả khi không phát sinh."
    return assemble("", no_data(f, what, (id,), todo))


def assemble(finding: str, *parts: str, fold: Iterable[str] = (), title: str = "Bảng số và nguồn") -> Answer:
    """The parts in their fixed order, empty ones left out; those of `fold` stay one click away under `title`."""
    return components.answer([components.finding(finding), *parts, components.fold(title, *fold)]), finding


def amount(f: Figures, id: str) -> str:
    """A figure with its unit, inside a sentence."""
    value, unit = f.value(id), REGISTRY[id].unit
    if value is None:
        return MISSING
    return dong(value) if unit == "dong" else f[id]


# What a figure leaves out because a cell could not be read or is blank, and how it is said.
LEFT_OUT = {
    "fees_total": (("payments_amount_unreadable", "khoản không đọc được số tiền"), ("payments_undated", "khoản không rõ ngày")),
    "satisfaction_pct": (("survey_unreadable", "phiếu không đọc được mức hài lòng"),),
}


def left_out(f: Figures, id: str) -> str:
    """ "chưa gồm 3 khoản không đọc được số tiền", or between what a share lies, to stand beside the figure; "" where all is known."""
    found = [f"{f[part]} {words}" for part, words in LEFT_OUT.get(id, ()) if f.value(part)]
    return f"chưa gồm {', '.join(found)}" if found else between_said(id, f.value) if f.has(id) else ""


def all_of(part: str, whole_: str) -> str:
    """ "trong đó 94", or "tất cả" where the part is the whole."""
    return "tất cả" if part == whole_ else f"trong đó {part}"


def wilson(f: Figures, id: str) -> str:
    result = f.result(id)
    return interval(result.low, result.high) if result and result.low is not None else ""


__all__ = [
    "Answer",
    "Spec",
    "all_of",
    "amount",
    "assemble",
    "caption",
    "extraction",
    "in_sentence",
    "indicator_table",
    "looks_off",
    "mark_of",
    "no_data",
    "no_register",
    "percent",
    "rest",
    "scope_name",
    "source_line",
    "unit_of",
    "whole",
    "wilson",
]
