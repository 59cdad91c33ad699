"""Section I.1: difficulties raised and settled, reminders sent and what came of them."""

from __future__ import annotations

from hcc_helpers.numbers_vn import MISSING, whole
from hcc_helpers.report import components, tables
from hcc_helpers.report.answers.build import Spec, assemble, caption, indicator_table, no_register, rest, source_line
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.figures import Figures
from hcc_helpers.vocabulary import AUTHORITY


@answers("difficulties")
def difficulties(f: Figures) -> Answer:
    if not f.has("difficulties_raised"):
        return no_register(f, "vướng mắc", "difficulties", "difficulties_raised")
    if f.value("difficulties_raised"):
        finding = f.fill(
            "Trong kỳ có {difficulties_raised} vướng mắc được nêu, {difficulties_raised_settled} đã tháo gỡ ({difficulties_settled_pct}).",
            "Cuối kỳ {difficulties_open} vướng mắc chưa tháo gỡ.",
        )
    else:
        finding = f.fill("Trong kỳ không phát sinh vướng mắc nào. Cuối kỳ {difficulties_open} vướng mắc chưa tháo gỡ.")
    specs = [Spec("difficulties_raised", is_sum=True), *(rest(f"difficulties_raised_{code}") for code in AUTHORITY)]
    specs += [Spec("difficulties_raised_settled", 1), Spec("difficulties_settled_pct", 1), Spec("difficulties_settled")]
    specs += [Spec("difficulties_settle_wd_median"), Spec("difficulties_open", is_sum=True)]
    table = indicator_table(f, "Vướng mắc trong xử lý hồ sơ", specs)
    return assemble(finding, fold=[table, components.source(source_line(f, "difficulties_raised"))])


@answers("reminders")
def reminders(f: Figures) -> Answer:
    if not f.has("reminders_sent"):
        return no_register(f, "đôn đốc", "reminders", "reminders_sent")
    if not f.value("reminders_sent"):
        sentence = "Trong kỳ không có lần đôn đốc nào được ghi sổ."
        return assemble(sentence, components.source(source_line(f, "reminders_sent")))
    finding = f.fill(
        "Trung tâm đôn đốc {reminders_sent} lần: {reminders_settled} lần có kết quả giải quyết ({reminders_settled_pct}), {reminders_rescheduled} lần hẹn lại",
    ) + (f.fill(", {reminders_no_reply} lần chưa có phản hồi lúc hết kỳ.") if f.value("reminders_no_reply") else ".")
    table = indicator_table(
        f,
        "Đôn đốc tiến độ giải quyết",
        [
            Spec("reminders_sent", is_sum=True),
            Spec("reminders_settled", 1),
            Spec("reminders_settled_pct", 1),
            Spec("reminders_rescheduled", 1),
            Spec("reminders_no_reply", 1),
            rest("reminders_unreadable"),
        ],
    )
    return assemble(finding, fold=[table, _by_unit(f), components.source(source_line(f, "reminders_sent"))])


def _by_unit(f: Figures) -> str:
    """Whom the reminders went to, most often first."""
    shown = ("reminders_sent", "reminders_settled")
    values: dict[str, dict[str, int | float | None]] = {}
    for r in f.month.now.results:
        if r.by == "unit" and r.indicator in shown:
            values.setdefault(r.group, {})[r.indicator] = r.value
    sent = {unit: count for unit, of in values.items() if (count := of["reminders_sent"])}
    order = sorted(sent, key=lambda unit: (-sent[unit], unit))
    columns = [
        tables.Column("Đơn vị được đôn đốc"),
        tables.Column("Lần đôn đốc", "number"),
        tables.Column("Đã giải quyết", "number"),
    ]
    rows = [
        tables.Row(unit, [MISSING if values[unit][id] is None else whole(values[unit][id]) for id in shown]) for unit in order
    ]
    return tables.table(caption(f, "Đôn đốc theo đơn vị"), columns, rows) if rows else ""
