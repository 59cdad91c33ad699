"""Section II: each obstacle as a page section. Verdict first, then figures, then what can be done, by whom."""

from __future__ import annotations

from functools import partial

from hcc_helpers.numbers_vn import day, moment, show, whole
from hcc_helpers.obstacles.every import OBSTACLES
from hcc_helpers.obstacles.form import BESIDE, KIND, STANDING, Assessed, Bars, Curves, Grid, Judged, Trend
from hcc_helpers.obstacles.of_month import assessed, material
from hcc_helpers.obstacles.verdicts import RULES, SINCE
from hcc_helpers.report import components, tables
from hcc_helpers.report.answers.obstacles.first import conclusion, levers, said, to_do
from hcc_helpers.report.answers.obstacles.words import MARK, before_the_marks, who_does
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.answers.trend import MAY_LIE, broken, gaps_in, named
from hcc_helpers.report.drawing import charts, curves, framed
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.wording import join_vn
from hcc_helpers.sources.columns import TABLES

ASSUMED = "giả định"
NOT_ITSELF = "Con số nói về điều khác với lời nhận định: không ủng hộ, không bác; bảng của mục nói rõ con số đang đo gì."


def section(f: Figures, id: str) -> Answer:
    """One obstacle: what the data say, the conclusion, who does what, one chart; claims, marks and tables one click away."""
    if (nothing := before_the_marks(f)) is not None:
        return nothing
    a = assessed(f.month, id)
    pictures = [_picture(f, a, picture) for picture in a.pictures]
    beside = components.warning("Lời nhận định và con số chưa khớp.", " ".join(a.beside)) if a.beside else ""
    grids = [_grid(f, grid) for grid in a.grids if grid.shown_to in ("", f.audience)]
    lines = components.answer(
        [
            f'<div id="nhan-dinh-{a.obstacle.number}">{components.finding(said(a))}</div>',
            components.labelled("Kết luận", conclusion(a)),
            components.labelled("Ai làm gì", to_do(a)),
        ]
    )
    more = components.fold(
        "Từng ý, mốc, bảng số và việc nên làm",
        components.note(f"{_whose(f)} mục II.{a.obstacle.number}: {a.obstacle.seed}{_reads(f, a.obstacle.id)}"),
        _claims(f, a),
        beside,
        *grids,
        *pictures[1:],
        _levers(f, a),
        *_missing(f, a),
        components.source(_source(f, a)),
    )
    return components.beside(lines, pictures[0] if pictures else "") + more, said(a)


def _reads(f: Figures, id: str) -> str:
    """How the claim is read in this period, where an act gives its words another meaning."""
    law = material(f.month).law
    one = law.claim(id, f.month.period.last_day)
    return f" Từ {day(one.since)} được hiểu: {one.reads} ({law.name(one.act)}, {one.certainty})." if one else ""


def _whose(f: Figures) -> str:
    own = f.month.centre.claims_of
    return f"Nhận định của {own}," if own else "Nhận định thường gặp ở"


# Each obstacle is an answer of its own: "obstacle_self_filing", …
for _one in OBSTACLES:
    answers(f"obstacle_{_one.id}")(partial(section, id=_one.id))


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _claims(f: Figures, a: Assessed) -> str:
    columns = [tables.Column("Ý của nhận định"), tables.Column("Số liệu"), tables.Column("Mốc đã dùng, điều làm đổi kết luận")]
    rows = [
        tables.Row(
            f"{one.claim.says} ({KIND[one.claim.kind].lower()})",
            [
                _figures(one),
                tables.Cell(material(f.month).words[one.claim.word].in_full, note=f"Đổi kết luận khi: {_lower(one.claim.flips)}"),
            ],
            mark=MARK[one.standing],
            status=_status(one),
        )
        for one in a.judged
    ]
    assumed = [word.id for one in a.judged if (word := material(f.month).words[one.claim.word]).certainty == ASSUMED]
    return tables.table(
        f"Từng ý của nhận định “{a.obstacle.title}”, {f.month.period.title}", columns, rows, note=_who_sets(assumed)
    )


def _who_sets(assumed: list[str]) -> str:
    """Who should set the marks that nobody has set yet, and how; said once for all of a table."""
    if not assumed:
        return ""
    return (
        f"Mốc ghi “{ASSUMED}” do bộ chỉ số tạm đặt, giám đốc Trung tâm nên đặt lại: trong tệp reference/obstacles.toml của thư mục số liệu, mỗi từ một mục "
        "như mẫu ở data/reference/obstacles.toml (tên từng từ ở docs/verdicts.md), nguồn ghi văn bản đã ấn định mốc."
    )


def _status(one: Judged) -> str:
    """The verdict; why it is open, where it is (the mark that decided stands in the row)."""
    if one.standing == BESIDE:
        return f"{one.label}: con số nói về {one.claim.instead}"
    return f"{one.label} ({one.verdict.why})" if one.standing == "not_enough" else one.label


def _figures(one: Judged) -> str:
    text = one.sentence or f"Chưa có: cần {one.claim.measured_by}."
    if one.verdict.code == "consistent" and one.claim.rivals:
        text += f" Cũng có thể do: {'; '.join(one.claim.rivals)}."
    return text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _grid(f: Figures, grid: Grid) -> str:
    columns = [tables.Column(grid.head), *[tables.Column(label, kind) for label, kind in grid.columns]]
    rows = [tables.Row(label, list(cells)) for label, cells in grid.rows]
    return tables.table(f"{grid.caption}, {f.month.period.title}", columns, rows, note=grid.note)


def _picture(f: Figures, a: Assessed, picture: Bars | Trend | Curves) -> str:
    invented = " (số liệu minh họa)" if f.month.centre.is_illustrative else ""
    source = f"Nguồn: trích xuất lúc {moment(f.month.now.window.extracted_at)}{invented}."
    if isinstance(picture, Bars):
        items = [(name, value, "") for name, value in picture.items]
        chart = charts.bars(items, unit=picture.unit, subject=f"{picture.subject}, {f.month.period.title}")
        return framed.figure(chart, title=picture.title, subtitle=picture.subtitle, source=source)
    if isinstance(picture, Curves):
        chart = curves.steps([(name, list(days), list(shares)) for name, days, shares in picture.series], subject=picture.subject)
        return framed.figure(
            chart, title=picture.title, subtitle=picture.subtitle, source=source, notes=[f"{_capital(picture.finding)}."]
        )
    periods = [text for text, *_ in picture.points]
    breaks, why = broken(f, picture.indicator, periods)
    # Nothing is set beside what an act gave another meaning: the title begins behind the last break, as the line does.
    alike = picture.points[max(breaks, default=0) :]
    told = ", ".join(f"{named(text)} là {show(value, picture.unit)}" for text, value, *_ in dict.fromkeys((alike[0], alike[-1])))
    gaps, absent = gaps_in(f, periods)
    is_sampled = any(low != high for *_, low, high in picture.points)
    chart = charts.lines(
        [(picture.subtitle, [value for _, value, _, _ in picture.points])],
        periods=periods,
        unit=picture.unit,
        subject=picture.subtitle,
        finding=told,
        interval=[(low, high) for _, _, low, high in picture.points] if is_sampled else None,
        breaks=breaks,
        gaps=gaps,
    )
    notes = [*([MAY_LIE] if is_sampled else []), "Trục đứng không bắt đầu từ 0.", *absent, *why]
    return framed.figure(chart, title=f"{picture.title}: {told}", subtitle=picture.subtitle, source=source, notes=notes)


def _levers(f: Figures, a: Assessed) -> str:
    """What can be done, the centre's own things first; nothing for a sub-claim that the data do not support."""
    found = levers(a)
    if not found:
        return ""
    rows = [tables.Row(lever.does, [who_does(lever.who)]) for lever in found]
    note = "Việc của cấp trên xã đưa vào phần “Đề xuất, kiến nghị”. Ý mà số liệu không ủng hộ thì không nêu việc."
    return tables.table(
        f"Việc nên làm từ tuần tới: {_lower(a.obstacle.title)}",
        [tables.Column("Việc"), tables.Column("Ai làm được")],
        rows,
        note=note,
    )


def _missing(f: Figures, a: Assessed) -> list[str]:
    """What could not be judged for want of a table, and how to begin to keep it; one frame a table."""
    frames = []
    for need in a.missing:
        open_claims = [one for one in a.judged if need in one.claim.needs and one.verdict.rule == "V1"]
        label = TABLES[need.table].label
        what = join_vn(f"“{one.claim.says}”" for one in open_claims) or f"“{label}”"
        why = open_claims[0].verdict.why if open_claims else material(f.month).lacks(need.table)
        frames.append(components.no_data(what, why, need.keep + "."))
    return frames


def _tables(f: Figures, a: Assessed) -> str:
    read = [TABLES[name].label for name in a.tables if name in TABLES and not material(f.month).lacks(name)]
    invented = " (số liệu minh họa)" if f.month.centre.is_illustrative else ""
    return f"{join_vn(read)}, trích xuất lúc {moment(f.month.now.window.extracted_at)}{invented}."


def _source(f: Figures, a: Assessed) -> str:
    return f"Nguồn: bảng {_tables(f, a)} Mốc và quy tắc kết luận là định nghĩa của bộ chỉ số, in ở bảng trên."


@answers("obstacles_together")
def together(f: Figures) -> Answer:
    """All sub-claims of all obstacles in one table, folded: the sections and the first screen say the same in fewer words."""
    if (nothing := before_the_marks(f)) is not None:
        return nothing
    judged = [(a, one) for a in (assessed(f.month, obstacle.id) for obstacle in OBSTACLES) for one in a.judged]
    columns = [tables.Column("Ý của nhận định"), tables.Column("Mục"), tables.Column("Loại"), tables.Column("Con số")]
    rows = [
        tables.Row(
            one.claim.says,
            [f"II.{a.obstacle.number}", KIND[one.claim.kind], _short(one)],
            mark=MARK[one.standing],
            status=one.label,
        )
        for a, one in judged
    ]
    table = tables.table(f"Các ý của mục II, {f.month.period.title}", columns, rows)
    return components.folded_section(f"Cả {whole(len(judged))} ý của mục II", table), ""


def _short(one: Judged) -> str:
    if one.measured is None:
        return _capital(one.verdict.why)
    span = f" ({one.measured.interval_said})" if one.measured.interval_said else ""
    return f"{one.measured.said}{span}"


@answers("verdict_rules")
def rules(f: Figures) -> Answer:
    """The rules by which the verdicts were given."""
    if (nothing := before_the_marks(f)) is not None:
        return nothing
    columns = [tables.Column("Quy tắc"), tables.Column("Nội dung")]
    rows = [*[tables.Row(id, [text]) for id, text in RULES], tables.Row(STANDING[BESIDE], [NOT_ITSELF])]
    table = tables.table(f"Quy tắc kết luận, áp dụng từ {day(SINCE)}", columns, rows)
    return components.folded_section("Quy tắc kết luận", table), ""
