"""Periods side by side: what changed, by how much, how sure; the table of changes and the spans of like days."""

from __future__ import annotations

import math
from pathlib import Path

from hcc_helpers.history.change import Chance
from hcc_helpers.history.comparison import Change, Comparison, Value
from hcc_helpers.history.spans import Span, alike
from hcc_helpers.history.why import split
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.numbers_vn import MISSING, day, decimal, is_missing, percent, points, share, show, signed, whole
from hcc_helpers.report import components, tables
from hcc_helpers.report.answers.build import assemble, scope_name, unit_of
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.wording import join_vn
from hcc_helpers.report.words import WORDS

ALL_CASES = "Số liệu là toàn bộ hồ sơ, không phải mẫu: khoảng 95% nói riêng ngẫu nhiên (hồ sơ nào đến ngày nào) có thể làm hai kỳ chênh nhau đến đâu. Khoảng của từng chỉ số chưa điều chỉnh cho việc thử nhiều chỉ số một lúc, nên có thể không chứa “không đổi” mà vẫn là “tương đương kỳ trước”; kết luận theo q đã điều chỉnh (Benjamini–Hochberg, 5%)."
METHODS = (
    "Tỷ lệ: khoảng Newcombe của hiệu, phép thử Fisher. Số đếm: so theo ngày làm việc, khoảng quasi-Poisson từ số của từng ngày; "
    "chỉ dùng Poisson khi độ phân tán của các ngày không quá 1,2."
)
JUDGED = {
    "better": ("good", "Tốt lên, vượt mức ngẫu nhiên"),
    "worse": ("warn", "Xấu đi, vượt mức ngẫu nhiên"),
    "mix": ("none", "Đổi do cơ cấu lĩnh vực, không thấy đổi trong từng lĩnh vực"),
    "unclear": ("missing", WORDS["unclear"]),
    "same": ("none", "Không đổi"),
    "redefined": ("missing", "Không so: định nghĩa đã đổi"),
    "none": ("missing", "Không có số liệu"),
}


def comparison(f: Figures) -> Comparison:
    """The comparison that the notebook asked for, made once for all its cells."""
    asked = f.month.asked
    if ("comparison", f.scope) not in f.month.kept:
        published = Path(asked.published) if asked.published else None
        f.month.kept["comparison", f.scope] = Comparison(f.month, f.scope, published, asked.periods, tuple(asked.indicators))
    return f.month.kept["comparison", f.scope]


def nothing_before(f: Figures) -> Answer:
    return assemble("", components.no_data("kỳ trước", "chưa có kỳ nào trước kỳ này được công bố hoặc có số liệu lưu", "Đặt tệp xuất của tháng trước vào thư mục raw rồi chạy lại."))  # fmt: skip


def source(f: Figures, found: Comparison) -> str:
    """One line under every table: where the two periods come from; the whole list stands in its own section."""
    kinds = {"published": "kết quả đã công bố", "computed": "tính từ số liệu lưu", "now": "kỳ này"}
    said = []
    for one in found.history.sources:
        if found.before is not None and one.text in (found.now.text, found.before.text):
            version = f" (bản {one.version})" if one.version else ""
            said.append(f"{one.period.title}: {kinds.get(one.kind, 'không có số liệu')}{version}")
    invented = " Số liệu minh họa." if f.month.centre.is_illustrative else ""
    return components.source(f"Nguồn: {'; '.join(said)}.{invented}")


# ------------------------------------------------------------------------------------------------ answers


@answers("compare_main")
def compare_main(f: Figures) -> Answer:
    """What changed, by how much, how sure; those beyond chance first."""
    found = comparison(f)
    if found.before is None:
        return nothing_before(f)
    items, quiet, facts = [], [], []
    for change in found.changes:
        word = change.word()
        if word in {"better", "worse", "mix"} or (word in {"up", "down"} and change.is_beyond_chance):
            items.append(({"better": "good", "worse": "warn"}.get(word, "none"), sentence(change) + explained(found, change), ""))
        elif word == "unclear" or (word in {"up", "down"} and change.is_beyond_chance is False):
            quiet.append(name(change.id))
        elif word in {"up", "down"}:
            facts.append(f"{name(change.id)} {direction(change)} từ {shown(change.before)} {to(change)} {shown(change.now)}")
    items.sort(key=lambda item: {"warn": 0, "good": 1}.get(item[0], 2))
    if facts:
        items.append(("none", f"Chỉ nêu tăng, giảm, không có phép thử: {'; '.join(facts)}.", ""))
    if quiet:
        items.append(("missing", f"{WORDS['unclear']} (chênh trong mức ngẫu nhiên): {'; '.join(quiet)}.", ""))
    redefined = [name(change.id) for change in found.changes if change.is_redefined]
    if redefined:
        items.append(("missing", f"Không so được vì định nghĩa đã đổi: {'; '.join(redefined)}.", ""))
    changed = sum(change.is_beyond_chance is True for change in found.changes)
    tested = sum(change.q is not None for change in found.changes)
    head = (
        f"So với {found.before.title}: {whole(changed)} trên {whole(tested)} chỉ số thử được đổi vượt mức ngẫu nhiên."
        if tested
        else f"So với {found.before.title}: không chỉ số nào thử được, chỉ nêu tăng, giảm."
    )
    return assemble(head, components.main_points(items), components.note(ALL_CASES))


@answers("compare_change")
def compare_change(f: Figures) -> Answer:
    """The table of changes with intervals."""
    found = comparison(f)
    if found.before is None:
        return nothing_before(f)
    tested = [change for change in found.changes if change.q is not None]
    columns = [tables.Column("Chỉ số"), tables.Column(_title(found.before.title), "number"), tables.Column(_title(found.now.title), "number"),
               tables.Column("Thay đổi", "number"), tables.Column("Khoảng 95%", "number")]  # fmt: skip
    rows = []
    for change in sorted(found.changes, key=lambda c: c.word() != "worse"):
        mark, status = judged(change)
        cells = [_cell(change.before, change), _cell(change.now, change), _difference_cell(change),
                 interval_of(change)]  # fmt: skip
        rows.append(
            tables.Row(
                REGISTRY[change.id].full_label + unit_of(change.id),
                cells,
                href=f"01_monthly_report.html#dn-{change.id}",
                mark=mark,
                status=status,
            )
        )
    without = {}
    for change in found.changes:
        if change.untested and change.word() not in {"none", "redefined"}:
            without.setdefault(change.untested, []).append(f"“{REGISTRY[change.id].label}”")
    notes = [ALL_CASES, METHODS]
    if len(tested) > 1:
        notes.append(
            f"Xét cùng lúc {whole(len(tested))} chỉ số nên p được chỉnh theo Benjamini–Hochberg (mức 5%); vì vậy một khoảng không chứa 0 vẫn có thể là “tương đương kỳ trước”."
        )
    notes += [f"Không có khoảng: {join_vn(labels)} ({why})." for why, labels in without.items()]
    best = min(tested, key=lambda c: c.q, default=None)
    finding = sentence(best) if best is not None and best.is_beyond_chance else "Chưa chỉ số nào đổi vượt mức ngẫu nhiên."
    table = tables.table(
        f"Thay đổi giữa hai kỳ, {scope_name(f)}, {found.now.title} so với {found.before.title}",
        columns,
        rows,
        note=" ".join(notes),
    )
    return assemble(finding, table, source(f, found))


@answers("compare_days")
def compare_days(f: Figures) -> Answer:
    """The same number of days, the same days of last year, the same days around Tết; counts per working day."""
    found = comparison(f)
    titles = {"days": "Cùng số ngày đầu kỳ", "year": "Cùng ngày năm trước", "tet": "Cùng khoảng cách với Tết"}
    ids = [id for id in ("received_new", "resolved_all") if id in found.ids]
    columns = [tables.Column("Chỉ số"), tables.Column("Khoảng trước", "number"), tables.Column("Khoảng này", "number"), tables.Column("Thay đổi", "number"),
               tables.Column("Khoảng 95%", "number")]  # fmt: skip
    parts, missing, finding = [], [], ""
    for one in alike(found.now, found.before, found.calendar, f.month.now.window.extracted_at.date()):
        rows = [row for id in ids if (row := _span_row(found, id, one.now, one.before))]
        if not rows:
            missing.append(f"{titles[one.kind].lower()} ({_span(one.before)})")
            continue
        title = f"{titles[one.kind]}: {_span(one.now)} so với {_span(one.before)}, {scope_name(f)}"
        parts.append(
            tables.table(
                title,
                columns,
                rows,
                note="Số lớn là cả khoảng; dòng dưới là mỗi ngày làm việc. Thay đổi và khoảng 95% tính theo ngày làm việc.",
            )
        )
        finding = (
            finding
            or f"{titles[one.kind]}: {REGISTRY[ids[0]].label.lower()} {rows[0].cells[2]} mỗi ngày làm việc (khoảng 95%: {rows[0].cells[3]})."
        )
    if missing:
        parts.append(components.note(f"Chưa có số liệu theo ngày để so: {'; '.join(missing)}."))
    return assemble(finding, *parts, source(f, found) if finding else "")


# ------------------------------------------------------------------------------------------------ words and cells


def sentence(change: Change) -> str:
    """ "Tốt lên: tỷ lệ … từ 93,10% lên 97,20% (+4,10 điểm; khoảng 95%: +1,2 đến +6,9 điểm), vượt mức ngẫu nhiên." """
    word = {
        "better": "Tốt lên",
        "worse": "Xấu đi",
        "up": "Tăng",
        "down": "Giảm",
        "unclear": WORDS["unclear"],
        "same": "Không đổi",
    }.get(change.word(), "Không so")
    per_day = " mỗi ngày làm việc" if change.is_rate else ""
    sure = f"; khoảng 95%: {interval_of(change)}" if change.chance else ""
    figures = (
        f"từ {_rate(change.before)} {to(change)} {_rate(change.now)}"
        if change.is_rate
        else f"từ {shown(change.before)} {to(change)} {shown(change.now)}"
    )
    end = ", vượt mức ngẫu nhiên" if change.is_beyond_chance else ""
    return f"{word}: {name(change.id)}{per_day} {figures} ({difference(change)}{sure}){end}."


def explained(found: Comparison, change: Change) -> str:
    """ " Giải thích: cơ cấu hồ sơ +0,10 điểm, tỷ lệ trong từng lĩnh vực +0,62 điểm."; "" where it cannot be split."""
    one = split(found, change.id, "field") if change.now.unit == "percent" else None
    return (
        f" Giải thích: cơ cấu hồ sơ {points(100 * one.mix)}, tỷ lệ trong từng lĩnh vực {points(100 * one.rate)}." if one else ""
    )


def judged(change: Change) -> tuple[str, str]:
    """(mark, words) of a change under its label."""
    word = change.word()
    if word in JUDGED:
        return JUDGED[word]
    fact = "Tăng" if word == "up" else "Giảm"
    if change.is_beyond_chance is None:
        return "none", fact
    return ("none", f"{fact}, vượt mức ngẫu nhiên") if change.is_beyond_chance else ("missing", f"{fact}, trong mức ngẫu nhiên")


def difference(change: Change) -> str:
    """The change as it is compared: points of a share, per cent of a rate or a count."""
    now, before = change.now, change.before
    if now.value is None or before.value is None or change.is_redefined:
        return MISSING
    if change.now.unit == "percent":
        return points(now.value - before.value) if now.value != before.value else "không đổi"
    a, b = (now.value / now.days, before.value / before.days) if change.is_rate else (now.value, before.value)
    if a == b:
        return "không đổi"
    if now.unit in {"working_days", "hours"}:
        return signed(a - b, 1)
    return f"{signed(100 * (a - b) / b, 1)}%" if b else f"{signed(now.value - before.value)}"


TOO_FEW = "quá ít để so"
WIDEST = 400  # times from one end of the interval to the other (about twentyfold up and down): beyond that it says nothing


def interval_of(change: Change) -> str:
    return chance_interval(change.chance)


def chance_interval(chance: Chance | None) -> str:
    """ "−0,2 đến +1,7 điểm", "+14,4 đến +33,8%"; – where there is none."""
    if chance is None:
        return MISSING
    if chance.method == "newcombe":
        return f"{signed(chance.low, 1)} đến {signed(chance.high, 1)} điểm"
    if math.isinf(chance.high) and chance.low < 1:
        return TOO_FEW
    if chance.low > 0 and WIDEST < chance.high / chance.low < math.inf:
        return TOO_FEW
    if math.isinf(chance.high):
        return f"từ {signed(100 * (chance.low - 1), 1)}%"
    return f"{signed(100 * (chance.low - 1), 1)} đến {signed(100 * (chance.high - 1), 1)}%"


def shown(value: Value) -> str:
    """The figure as on every other page; a share from its two whole numbers."""
    if is_missing(value.value):
        return MISSING
    if value.unit == "percent" and value.whole:
        return percent(share(value.part, value.whole))
    return show(int(value.value) if float(value.value).is_integer() else value.value, value.unit)


def name(id: str) -> str:
    label = REGISTRY[id].label
    return label[:1].lower() + label[1:]


def direction(change: Change) -> str:
    return "tăng" if _compared(change.now, change) > _compared(change.before, change) else "giảm"


def to(change: Change) -> str:
    return "lên" if direction(change) == "tăng" else "xuống"


def _compared(value: Value, change: Change) -> float:
    return value.value / value.days if change.is_rate and value.days else value.value


def _rate(value: Value) -> str:
    return per_day(value.value / value.days)


def per_day(rate: float) -> str:
    """A rate per working day: rare things with more decimals, so that one case in a month is not 0,0."""
    return decimal(rate, 1 if rate >= 10 else 2)


def _cell(value: Value, change: Change) -> tables.Cell:
    return tables.Cell(shown(value), note=f"{_rate(value)}/ngày" if change.is_rate else "")


def _difference_cell(change: Change) -> tables.Cell:
    """The number, its unit in a line of its own: four columns stand side by side on a phone."""
    text = difference(change)
    number = text.removesuffix(" điểm")
    return tables.Cell(number, note="điểm" if number != text else "mỗi ngày làm việc" if change.is_rate else "")


def _title(text: str) -> str:
    return text[:1].upper() + text[1:]


def _span(span: Span) -> str:
    return f"{day(span[0])}–{day(span[1])}"


def _span_row(found: Comparison, id: str, now: Span, before: Span) -> tables.Row | None:
    chance = found.rate(id, now, before)
    if chance is None or found.daily is None:
        return None
    days, days_before = found.daily.of(id, found.scope, *now), found.daily.of(id, found.scope, *before)
    rate, rate_before = sum(days) / len(days), sum(days_before) / len(days_before)
    changed = f"{signed(100 * (rate - rate_before) / rate_before, 1)}%" if rate_before else MISSING
    cells = [tables.Cell(whole(sum(counts)), note=f"{per_day(sum(counts) / len(counts))}/ngày") for counts in (days_before, days)]
    return tables.Row(REGISTRY[id].label, [*cells, changed, chance_interval(chance)])
