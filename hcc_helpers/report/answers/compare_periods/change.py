"""Periods side by side: what changed, by how much, how sure; the table of changes and the spans of like days."""

from __future__ import annotations

from pathlib import Path

from hcc_helpers.history.comparison import Change, Comparison, Value
from hcc_helpers.history.spans import Span, alike
from hcc_helpers.history.why import split
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.numbers_vn import MISSING, day, points, signed, whole
from hcc_helpers.report import communes, components, tables
from hcc_helpers.report.answers.build import assemble, scope_name, unit_of
from hcc_helpers.report.answers.compare_periods import ways
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.changes import chance_interval, difference, interval_of, judged, name, per_day, said, sentence, shown
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.wording import capital, join_vn
from hcc_helpers.report.words import WORDS

MOST_TELLING = 2  # findings, beside the line that names the rest


def comparison(f: Figures) -> Comparison:
    """The comparison that the notebook asked for, made once for all its cells."""
    asked = f.month.asked
    if ("comparison", f.scope) not in f.month.kept:
        published = Path(asked.published) if asked.published else None
        f.month.kept["comparison", f.scope] = Comparison(f.month, f.scope, published, asked.periods, tuple(asked.indicators))
    return f.month.kept["comparison", f.scope]


def nothing_before(f: Figures) -> Answer:
    """Why nothing is set beside this period: what the same choice of exports says that every page reads earlier periods from."""
    why = next((note.partition(": ")[2].rstrip(".") for note in f.month.notes if note.startswith("Không so được với ")), "")
    if f.month.earlier:
        return assemble(
            "",
            components.no_data(
                "kỳ trước", "sổ tính được yêu cầu không đặt kỳ nào bên cạnh", "Bỏ tham số periods của sổ tính rồi chạy lại."
            ),
        )
    said = f"kỳ trước chưa được công bố và số liệu lưu chưa gồm trọn kỳ ấy{f' ({why})' if why else ''}"
    return assemble("", components.no_data("kỳ trước", said, "Đặt tệp xuất của tháng trước vào thư mục raw rồi chạy lại."))


def source(f: Figures, found: Comparison) -> str:
    """One line under every table: where the two periods come from; the whole list stands in its own section."""
    kinds = {"published": "kết quả đã công bố", "computed": "tính từ số liệu lưu", "now": "kỳ này"}
    told = []
    for one in found.history.sources:
        if found.before is not None and one.text in (found.now.text, found.before.text):
            version = f" (bản {one.version})" if one.version else ""
            told.append(f"{one.period.title}: {kinds.get(one.kind, 'không có số liệu')}{version}")
    invented = " Số liệu minh họa." if f.month.centre.is_illustrative else ""
    return components.source(f"Nguồn: {'; '.join(told)}.{invented}")


# ------------------------------------------------------------------------------------------------ answers


@answers("compare_main")
def compare_main(f: Figures) -> Answer:
    """At most three findings: what is judged, worse first; what is as before, in one line; why something is not compared."""
    found = comparison(f)
    if found.before is None:
        return nothing_before(f)
    by_word: dict[str, list[Change]] = {}
    for change in found.changes:
        by_word.setdefault(change.word(), []).append(change)
    telling = [*by_word.get("worse", []), *by_word.get("better", []), *by_word.get("mix", [])]
    telling += [change for word in ("up", "down") for change in by_word.get(word, []) if change.is_beyond_chance]
    items = [
        (judged(one)[0], sentence(one) + explained(found, one), "#doi-bao-nhieu-chac-den-dau") for one in telling[:MOST_TELLING]
    ]
    rest = []
    if more := telling[MOST_TELLING:]:
        rest.append(f"cũng đổi rõ: {'; '.join(said(one) for one in more)}")
    facts = [one for word in ("up", "down") for one in by_word.get(word, []) if not one.is_beyond_chance]
    if facts:
        rest.append(f"không có phép thử, chỉ nêu tăng, giảm: {'; '.join(said(one) for one in facts)}")
    for word, lead in (("unclear", WORDS["unclear"]), ("same", WORDS["same"]), ("redefined", "không so vì định nghĩa đã đổi")):
        if word in by_word:
            rest.append(f"{lead[:1].lower()}{lead[1:]}: {'; '.join(name(one.id) for one in by_word[word])}")
    for one in by_word.get("untold", []):
        rest.append(f"không so {name(one.id)} vì {one.untested}")
    if "partial" in by_word:
        rest.append(f"không so vì {found.not_whole}: {'; '.join(name(one.id) for one in by_word['partial'])}")
    if rest:
        items.append(("none", capital(". ".join(capital(text) for text in rest)) + ".", ""))
    tested = sum(change.q is not None for change in found.changes)
    if telling:
        head = f"So với {found.before.title}: {join_vn(_counted(by_word, telling))}."
    elif found.not_whole:
        head = f"{capital(found.not_whole)}, nên chỉ so số còn lại cuối kỳ."
    else:
        head = f"So với {found.before.title}: không chỉ số nào đổi rõ" + (
            f" trong {whole(tested)} chỉ số thử được." if tested else "."
        )
    return assemble(head, components.main_points(items))


def _counted(by_word: dict, telling: list[Change]) -> list[str]:
    """ "1 chỉ số xấu đi", "2 chỉ số tăng, giảm rõ"."""
    words = [("worse", "xấu đi"), ("better", "tốt lên"), ("mix", "đổi do cơ cấu")]
    told = [f"{len(by_word[word])} chỉ số {said_so}" for word, said_so in words if word in by_word]
    facts = sum(one.word() in {"up", "down"} for one in telling)
    return told + ([f"{facts} chỉ số tăng hoặc giảm rõ"] if facts else [])


@answers("compare_change")
def compare_change(f: Figures) -> Answer:
    """The table of changes with intervals."""
    found = comparison(f)
    if found.before is None:
        return nothing_before(f)
    columns = [
        tables.Column("Chỉ số"),
        tables.Column(_title(found.before.title), "number"),
        tables.Column(_title(found.now.title), "number"),
        tables.Column("Thay đổi", "number"),
        tables.Column("Khoảng 95%", "number"),
    ]
    rows = []
    for change in sorted(found.changes, key=lambda c: c.word() != "worse"):
        mark, status = judged(change)
        cells: list[str | tables.Cell] = [
            _cell(change.before, change),
            _cell(change.now, change),
            _difference_cell(change),
            interval_of(change),
        ]
        rows.append(
            tables.Row(
                REGISTRY[change.id].full_label + unit_of(change.id),
                cells,
                href=f"01_monthly_report.html#dn-{change.id}",
                mark=mark,
                status=status,
            )
        )
    worst = next((one for one in found.changes if one.word() == "worse"), None)
    best = min((one for one in found.changes if one.q is not None), key=lambda c: c.q or 0.0, default=None)
    leading = worst or (best if best is not None and best.is_beyond_chance else None)
    finding = sentence(leading, with_interval=True) if leading is not None else "Chưa chỉ số nào đổi vượt mức ngẫu nhiên."
    table = tables.table(
        f"Thay đổi giữa hai kỳ, {scope_name(f)}, {found.now.title} so với {found.before.title}",
        columns,
        rows,
        note=f"{capital(found.not_whole)}, nên chỉ so số còn lại cuối kỳ." if found.not_whole else "",
    )
    return assemble(finding, table, source(f, found))


@answers("compare_how")
def compare_how(f: Figures) -> Answer:
    """How page 05 counts, in one place: what an interval says, which tests, what could not be tested and why."""
    found = comparison(f)
    without: dict[str, list[str]] = {}
    for change in found.changes if found.before is not None else ():
        if change.untested and change.word() not in {"none", "redefined", "untold", "partial"}:
            without.setdefault(change.untested, []).append(f"“{REGISTRY[change.id].label}”")
    tested = sum(change.q is not None for change in found.changes) if found.before is not None else 0
    notes = [ways.ALL_CASES, ways.METHODS]
    if tested > 1:
        notes.append(
            f"Xét cùng lúc {whole(tested)} chỉ số nên p được chỉnh theo Benjamini–Hochberg (mức 5%); vì vậy một khoảng không chứa 0 vẫn có thể là “{WORDS['unclear'].lower()}”."
        )
    notes += [f"Không có khoảng: {join_vn(labels)} ({why})." for why, labels in without.items()]
    notes += [ways.SPLIT, ways.control(), communes.HOW, ways.CONTRACT]
    return components.fold("Cách tính", *[components.note(text) for text in notes]), "Cách tính của trang này."


@answers("compare_days")
def compare_days(f: Figures) -> Answer:
    """The same number of days, the same days of last year, the same days around Tết; counts per working day."""
    found = comparison(f)
    titles = {"days": "Cùng số ngày đầu kỳ", "year": "Cùng ngày năm trước", "tet": "Cùng khoảng cách với Tết"}
    ids = [id for id in ("received_new", "resolved_all") if id in found.ids]
    columns = [
        tables.Column("Chỉ số"),
        tables.Column("Khoảng trước", "number"),
        tables.Column("Khoảng này", "number"),
        tables.Column("Thay đổi", "number"),
        tables.Column("Khoảng 95%", "number"),
    ]
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
    return assemble(finding, fold=[*parts, source(f, found) if finding else ""])


# ------------------------------------------------------------------------------------------------ words and cells


def explained(found: Comparison, change: Change) -> str:
    """ " Giải thích: cơ cấu hồ sơ +0,10 điểm, tỷ lệ trong từng lĩnh vực +0,62 điểm."; "" where it cannot be split."""
    one = split(found, change.id, "field") if change.now.unit == "percent" else None
    return (
        f" Giải thích: cơ cấu hồ sơ {points(100 * one.mix)}, tỷ lệ trong từng lĩnh vực {points(100 * one.rate)}." if one else ""
    )


def _rate(value: Value) -> str:
    return per_day(value.measured / value.days)


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
    if days is None or days_before is None:
        return None
    rate, rate_before = sum(days) / len(days), sum(days_before) / len(days_before)
    changed = f"{signed(100 * (rate - rate_before) / rate_before, 1)}%" if rate_before else MISSING
    cells = [tables.Cell(whole(sum(counts)), note=f"{per_day(sum(counts) / len(counts))}/ngày") for counts in (days_before, days)]
    return tables.Row(REGISTRY[id].label, [*cells, changed, chance_interval(chance)])
