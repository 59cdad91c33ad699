"""Why a share changed: the mix of cases or the rate within each field or procedure (Kitagawa), adding up exactly."""

from __future__ import annotations

import textwrap
from fractions import Fraction

from hcc_helpers.history.comparison import Change, Comparison
from hcc_helpers.history.decompose import Group, Split
from hcc_helpers.history.why import procedure_names, split
from hcc_helpers.numbers_vn import MISSING, percent, points, share, signed, whole
from hcc_helpers.report import components, tables
from hcc_helpers.report.answers.build import assemble, scope_name
from hcc_helpers.report.answers.compare_periods.change import comparison, nothing_before, source
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.changes import judged, name
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.wording import join_vn
from hcc_helpers.report.words import WORDS

MOST_SHARES, MOST_ROWS, LONGEST = 2, 8, 70
BY = {"field": "lĩnh vực", "procedure": "thủ tục"}


@answers("compare_why")
def compare_why(f: Figures) -> Answer:
    """The shares that moved most, split by field and by procedure; those beyond chance first."""
    found = comparison(f)
    if found.before is None:
        return nothing_before(f)
    moved = [
        c for c in found.changes if c.now.unit == "percent" and c.word() not in {"none", "same", "redefined", "untold", "partial"}
    ]
    moved.sort(key=lambda c: (c.is_beyond_chance is not True, -abs(c.now.measured - c.before.measured)))
    names, parts, findings = procedure_names(found), [], []
    for change in moved:
        splits = {by: one for by in BY if (one := split(found, change.id, by)) is not None}
        if not splits:
            continue
        findings.append(_finding(change, splits))
        parts += [_table(f, found, change, by, one, names) for by, one in splits.items()]
        if len(findings) == MOST_SHARES:
            break
    if not findings:
        return assemble(
            "Không tách được thay đổi của tỷ lệ nào giữa hai kỳ.",
            components.note("Chỉ tách khi tỷ lệ đổi, tính trên hồ sơ, và cả hai kỳ còn đủ số theo lĩnh vực, thủ tục."),
        )
    return assemble(findings[0], *[components.note(text) for text in findings[1:]], fold=[*parts, source(f, found)])


def _finding(change: Change, splits: dict[str, Split]) -> str:
    by, one = next(iter(splits.items()))
    top = max(one.groups, key=lambda group: abs(group.mix + group.rate))
    lead = f"; nhiều nhất là “{_short(top.name)}” ({_points(top.mix + top.rate)})" if by == "field" else ""
    verdict = judged(change)[1]
    unsure = f" {verdict}, nên lời giải thích cũng chưa chắc." if verdict == WORDS["unclear"] else ""
    return f"Thay đổi {_points(one.change)} của {name(change.id)}: cơ cấu {_points(one.mix)}, tỷ lệ trong từng {BY[by]} {_points(one.rate)}{lead}.{unsure}"


def _table(f: Figures, found: Comparison, change: Change, by: str, one: Split, names: dict[str, str]) -> str:
    columns = [
        tables.Column(BY[by].capitalize()),
        tables.Column("Kỳ trước", "number"),
        tables.Column("Kỳ này", "number"),
        tables.Column("Cơ cấu (điểm)", "number"),
        tables.Column("Tỷ lệ (điểm)", "number"),
    ]
    label = _label(by, names)
    shown, rest = one.groups[:MOST_ROWS], one.groups[MOST_ROWS:]
    rows = [
        tables.Row(label(group.name), [_counts(group.before), _counts(group.now), _number(group.mix), _number(group.rate)])
        for group in shown
    ]
    if rest:
        mix, rate = sum((g.mix for g in rest), Fraction(0)), sum((g.rate for g in rest), Fraction(0))
        rows.append(
            tables.Row(
                f"{whole(len(rest))} {BY[by]} khác",
                [_together(rest, "before"), _together(rest, "now"), _number(mix), _number(rate)],
            )
        )
    rows.append(
        tables.Row(
            "TỔNG CỘNG",
            [_together(one.groups, "before"), _together(one.groups, "now"), _number(one.mix), _number(one.rate)],
            is_sum=True,
        )
    )
    only = [
        f"“{label(group.name)}” ({'mới có' if group.before is None else 'không còn'})"
        for group in one.groups
        if group.is_in_one_period_only
    ]
    note = f"Tổng hai phần: {_points(one.change)}."
    if only:
        note += f" Chỉ có ở một kỳ nên tính trọn vào cơ cấu: {join_vn(only)}."
    title = f"Vì sao {name(change.id)} đổi, theo {BY[by]}, {scope_name(f)}, {found.now.title} so với {change.before.period.title}"
    return tables.table(title, columns, rows, note=note)


def _label(by: str, names: dict[str, str]):
    return lambda code: _short(f"{names[code]} ({code})" if by == "procedure" and code in names else code)


def _short(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    head, _, code = text.rpartition(" (")
    return textwrap.shorten(head or text, LONGEST, placeholder="…") + (f" ({code}" if head else "")


def _counts(pair: tuple[int, int] | None) -> tables.Cell:
    if pair is None:
        return tables.Cell(MISSING)
    return tables.Cell(percent(share(*pair)), note=f"{whole(pair[0])}/{whole(pair[1])}")


def _together(groups: tuple[Group, ...], side: str) -> tables.Cell:
    pairs = [pair for group in groups if (pair := getattr(group, side)) is not None]
    return _counts((sum(a for a, _ in pairs), sum(b for _, b in pairs)) if pairs else None)


def _number(fraction: Fraction) -> str:
    return signed(100 * fraction, 2)


def _points(fraction: Fraction) -> str:
    return points(100 * fraction)
