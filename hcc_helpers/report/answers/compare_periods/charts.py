"""Many periods as pictures: small series of every indicator, and control charts of those with enough points."""

from __future__ import annotations

from collections import Counter

from hcc_helpers.history import control
from hcc_helpers.history.chart_data import ControlChart, control_chart
from hcc_helpers.history.comparison import Comparison, Value
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.numbers_vn import decimal, percent, whole
from hcc_helpers.periods import Period
from hcc_helpers.report import components
from hcc_helpers.report.answers.build import assemble, scope_name
from hcc_helpers.report.answers.compare_periods.change import comparison, nothing_before
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.changes import name, shown
from hcc_helpers.report.drawing import framed
from hcc_helpers.report.drawing import over_time as charts_over_time
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.wording import capital, join_vn

MOST_SERIES, MOST_CHARTS = 12, 6
IN_SIGHT = 2  # figures that stand open; the others one click away
FEWEST_FOR_RECORD = 3  # whole periods, from which on the highest or lowest of them says something
FEW = 8  # names along the axis of so many periods fit


@answers("compare_series")
def compare_series(f: Figures) -> Answer:
    """Small multiples: one picture an indicator, the same periods in all."""
    found = comparison(f)
    if found.before is None:
        return nothing_before(f)
    drawn: list[tuple[str, str]] = []
    left_out, told = [], {one.id: one.word() for one in found.changes}
    for id in found.ids:
        values = found.series(id)
        if len(values) < 2 or len({value.value for value in values}) == 1 or len(drawn) == MOST_SERIES:
            left_out.append(name(id))
        else:
            drawn.append((id, _series(f, found, id, values)))
    periods = found.history.periods
    gaps = [source.period.title for source in found.history.sources if source.kind == "missing"]
    notes = [f"{whole(len(periods))} kỳ, từ {periods[0].title} đến {periods[-1].title}; trục đứng không bắt đầu từ 0."]
    notes += [f"Không vẽ vì không đổi hoặc chưa đủ hai kỳ có số: {'; '.join(left_out)}."] if left_out else []
    notes += [f"Thiếu kỳ: {join_vn(gaps)}."] if gaps else []
    cut = [period.title for period in periods if period.is_cut]
    notes += [f"{capital(join_vn(cut))} là kỳ không trọn."] if cut else []
    broken = [name(id) for id in found.ids if len(_segments(found.series(id))) > 1]
    notes += [f"Đường đứt ở chỗ định nghĩa đổi: {'; '.join(broken)}."] if broken else []
    laws = [why for id in found.ids if name(id) in broken for why in found.broken_by(id, periods[0], periods[-1])]
    notes += [f"Đứt vì đổi pháp luật: {'; '.join(dict.fromkeys(laws))}."] if laws else []
    judged = [id for id, _ in drawn if (told.get(id) in {"worse", "better"})] + [
        id for id, _ in drawn if told.get(id) in {"up", "down", "mix"}
    ]
    first = (judged + [id for id, _ in drawn if id not in judged])[:IN_SIGHT]
    open_ones, others = [figure for id, figure in drawn if id in first], [figure for id, figure in drawn if id not in first]
    finding = (
        _records(found, [id for id, _ in drawn])
        or f"{whole(len(drawn))} chỉ số qua {whole(len(periods))} kỳ, không chỉ số nào cao nhất hoặc thấp nhất."
    )
    return assemble(
        finding,
        components.side_by_side(open_ones),
        fold=[components.side_by_side(others), components.note(" ".join(notes))],
        title=f"{whole(len(others))} hình khác và ghi chú",
    )


@answers("compare_control")
def compare_control(f: Figures) -> Answer:
    """Control charts: what moves within chance and what does not."""
    found = comparison(f)
    drawn: list[tuple[ControlChart, str]] = []
    weekly, quiet = False, []
    for id in found.ids:
        if REGISTRY[id].adds == "closing" or len(drawn) == MOST_CHARTS:
            continue  # a stock follows from the one before: its points are not apart from each other
        chart = control_chart(found, id)
        if chart is None:
            quiet.append(name(id))
            continue
        weekly |= chart.grain == "week"
        drawn.append((chart, _control(f, chart)))
    if not drawn:
        why = f"chưa đủ {control.FEWEST} tháng và cũng chưa đủ {control.FEWEST} tuần có số liệu theo ngày"
        return assemble(
            "",
            components.no_data(
                "giới hạn kiểm soát", why, "Giữ tệp xuất của các tháng trong thư mục raw; sau 12 tuần biểu đồ tự có."
            ),
        )
    marked = [chart for chart, _ in drawn if chart.found()]
    calm = [chart for chart, _ in drawn if not chart.found()]
    finding = (
        f"Có dấu hiệu đổi khác: {'; '.join(name(chart.id) for chart in marked)}."
        if marked
        else "Không chuỗi nào có dấu hiệu đổi khác ngoài ngẫu nhiên."
    )
    notes = ["Mỗi điểm là một tuần làm việc đủ từ thứ Hai, vì số tháng còn ít."] if weekly else []
    notes += [f"Nằm trong giới hạn: {'; '.join(name(chart.id) for chart in calm)}."] if calm and marked else []
    notes += [f"Không có biểu đồ (thiếu điểm, không đổi, hoặc hầu hết bằng 0): {'; '.join(quiet)}."] if quiet else []
    ordered = [figure for chart, figure in drawn if chart in marked] + [figure for chart, figure in drawn if chart in calm]
    return assemble(
        finding,
        components.side_by_side(ordered[:IN_SIGHT]),
        fold=[components.side_by_side(ordered[IN_SIGHT:]), *[components.note(note) for note in notes]],
        title=f"{whole(max(len(ordered) - IN_SIGHT, 0))} biểu đồ khác và ghi chú",
    )


def _records(found: Comparison, ids: list[str]) -> str:
    """ "Cao nhất trong 5 kỳ: tiếp nhận mới trong kỳ. Thấp nhất trong 5 kỳ: giải quyết quá hạn."; "" where nothing is."""
    by_record: dict[str, list[str]] = {}
    for id in ids:
        if record := _record(found, id):
            by_record.setdefault(record, []).append(name(id))
    return " ".join(f"{capital(record)}: {join_vn(names)}." for record, names in sorted(by_record.items()))


def _record(found: Comparison, id: str) -> str:
    """ "cao nhất trong 5 kỳ", where this period is alone above or below all others that are whole; else ""."""
    series = [value for value in found.series(id) if not value.period.is_cut]
    if len(series) < FEWEST_FOR_RECORD or series[-1].period.text != found.now.text:
        return ""
    *others, last = (value.measured for value in series)
    if min(others) <= last <= max(others):
        return ""
    return f"{'cao' if last > max(others) else 'thấp'} nhất trong {whole(len(series))} kỳ"


# ------------------------------------------------------------------------------------------------ figures


def _series(f: Figures, found: Comparison, id: str, values: list[Value]) -> str:
    places = {period.text: n for n, period in enumerate(found.history.periods)}
    segments = [[(places[value.period.text], float(value.measured)) for value in segment] for segment in _segments(values)]
    names = [_name(period) for period in found.history.periods]
    first, last = values[0], values[-1]
    indicator = REGISTRY[id]
    by_value = {float(value.measured): shown(value) for value in values}
    chart = charts_over_time.series(
        segments,
        names,
        show=lambda value: by_value[value],
        ticks=_ticks(found.history.periods),
        subject=f"{indicator.label}, {scope_name(f)}, {_name(first.period)} đến {last.period.title}",
        finding=f"{_name(first.period)} là {shown(first)}, {_name(last.period)} là {shown(last)}",
    )
    record = _record(found, id)
    title = f"{indicator.label} {record}: {shown(last)}" if record else f"{indicator.label}: từ {shown(first)} đến {shown(last)}"
    subtitle = f"{indicator.full_label}, {scope_name(f)}, {_name(first.period)} đến {last.period.title}"
    return framed.figure(
        chart, title=title, subtitle=subtitle, source=f"Nguồn: kết quả từng kỳ, xem mục cuối trang.{_invented(f)}"
    )


def _control(f: Figures, chart: ControlChart) -> str:
    points, marks = chart.points, {point.first: rules for point, rules in chart.found()}
    show = _shower(chart)
    phases, at = [], 0
    for phase in chart.phases:
        inside = [(at + n, point.value) for n, point in enumerate(phase.points)]
        lines = None
        if phase.limits is not None:
            lines = list(zip(phase.limits.mean.tolist(), phase.limits.low.tolist(), phase.limits.high.tolist(), strict=True))
        phases.append(([inside], lines, {at + n for n, point in enumerate(phase.points) if point.first in marks}))
        at += len(inside)
    limits = next(phase.limits for phase in reversed(chart.phases) if phase.limits is not None)
    unit = "tuần" if chart.grain == "week" else "tháng"
    per_day = ", mỗi ngày làm việc" if chart.unit == "per_day" else ""
    label = REGISTRY[chart.id].label
    span = f"{points[0].name} đến {points[-1].name}"
    picture = charts_over_time.control(
        phases,
        [point.name for point in points],
        show=show,
        bounds=(0, 100) if chart.unit == "percent" else (0, float("inf")),
        ticks={
            n: point.first.strftime("%d/%m/%Y") if chart.grain == "week" else point.name.removeprefix("tháng ")
            for n, point in enumerate(points)
            if n in (0, len(points) // 2, len(points) - 1)
        },
        head=capital(unit),
        said={
            n: "; ".join(control.RULES[rule] for rule in marks[point.first])
            for n, point in enumerate(points)
            if point.first in marks
        },
        subject=f"kiểm soát {label[:1].lower()}{label[1:]}{per_day}, {scope_name(f)}, {span}",
        finding=f"trung bình là {show(float(limits.mean[-1]))}, {_counted(len(marks), unit)}",
    )
    notes = [f"Ô vuông cam là {unit} có dấu hiệu, nét đứt là giới hạn."]
    notes += [f"{capital(rules)}: {whole(n)} điểm." for rules, n in _rule_counts(chart)]
    notes += [f"Tính lại giới hạn từ {phase.points[0].name}: {phase.reason}." for phase in chart.phases if phase.reason]
    return framed.figure(
        picture,
        title=f"{label}: {_counted(len(marks), unit)}",
        subtitle=f"{REGISTRY[chart.id].full_label}{per_day}, {scope_name(f)}, {span}",
        source=f"Nguồn: {'số liệu lưu theo ngày' if chart.grain == 'week' else 'kết quả từng kỳ'}.{_invented(f)}",
        notes=notes,
    )


def _counted(marked: int, unit: str) -> str:
    return f"{whole(marked)} {unit} có dấu hiệu" if marked else f"không {unit} nào có dấu hiệu"


def _rule_counts(chart: ControlChart) -> list[tuple[str, int]]:
    counts = Counter(rule for _, rules in chart.found() for rule in rules)
    return [(control.RULES[rule], counts[rule]) for rule in control.RULES if counts[rule]]


def _shower(chart: ControlChart):
    if chart.unit == "percent":
        return percent
    return lambda value: decimal(value, 1)


def _segments(values: list[Value]) -> list[list[Value]]:
    """The values in stretches of one definition."""
    segments: list[list[Value]] = []
    for value in values:
        if not segments or segments[-1][-1].definition != value.definition:
            segments.append([])
        segments[-1].append(value)
    return segments


def _name(period: Period) -> str:
    return period.title.partition(" (")[0]


def _ticks(periods: list[Period]) -> dict[int, str]:
    """ "7/2025", 8 … "12/2025"; of many periods the first, the last and every January."""
    last = len(periods) - 1
    if any(period.kind != "month" for period in periods):
        return {0: _name(periods[0]), last: _name(periods[-1])}
    named = {n: f"{int(p.text[5:7])}/{p.text[:4]}" for n, p in enumerate(periods)}
    if len(periods) <= FEW:
        return {
            n: text if n in (0, last) or periods[n].text[:4] != periods[n - 1].text[:4] else text.partition("/")[0]
            for n, text in named.items()
        }
    room = last / 6
    return {
        n: text for n, text in named.items() if n in (0, last) or (periods[n].text.endswith("-01") and room < n < last - room)
    }


def _invented(f: Figures) -> str:
    return " Số liệu minh họa." if f.month.centre.is_illustrative else ""
