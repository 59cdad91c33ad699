"""The small chart of one indicator over the months at hand, with its finding as title."""

from __future__ import annotations

from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.law import load_law
from hcc_helpers.numbers_vn import show
from hcc_helpers.periods import parse_period
from hcc_helpers.report.answers.build import extraction, scope_name
from hcc_helpers.report.changes import titled
from hcc_helpers.report.drawing import charts, framed
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.wording import join_vn

MAY_LIE = "Vạch đứng: tỷ lệ thật có thể nằm trong khoảng này."
FEWEST = 3  # months: two points are a comparison, and that stands in the table


def month_chart(f: Figures, id: str, what: str, with_interval: bool = False, target: float | None = None) -> str:
    """Columns for counts, a line for shares; "" with fewer than three months, or where nothing ever changed."""
    points = [(text, value) for text, value in f.earlier(id) if value is not None]
    if len(points) < FEWEST or len({value for _, value in points}) == 1:
        return ""
    indicator = REGISTRY[id]
    periods, values = [text for text, _ in points], [value for _, value in points]
    span = f"{named(periods[0])} đến {parse_period(periods[-1]).title}"
    subject = f"{what}, {scope_name(f)}, {span}"
    # A month that is cut short is drawn and named, but nothing is compared with it.
    cut = [c.period.text for c in f.month.earlier if c.period.is_cut and c.period.text in periods]
    whole_months = [(text, value) for text, value in points if text not in cut]
    told = dict([whole_months[0], *points[-2:]])  # the first, the one before, this one
    finding = ", ".join(f"{named(text)} là {show(value, indicator.unit)}" for text, value in told.items())
    notes = [f"{named(text).capitalize()} là kỳ không trọn." for text in cut]
    if indicator.unit == "percent":
        band = None
        if with_interval:
            scope = f.scope if f.scope in indicator.scopes else indicator.scopes[0]
            found = {c.period.text: c.result(id, scope) for c in (*f.month.earlier, f.month.now)}
            band = [one.limits for text in periods if (one := found[text]) is not None]
            notes.append(MAY_LIE)
        notes.append("Trục đứng không bắt đầu từ 0.")
        breaks, why = broken(f, id, periods)
        gaps, absent = gaps_in(f, periods)
        notes += [*absent, *why]
        chart = charts.lines(
            [(what, values)],
            periods=periods,
            unit=indicator.unit,
            subject=subject,
            finding=finding,
            target=target,
            interval=band,
            breaks=breaks,
            gaps=gaps,
        )
    else:
        chart = charts.columns(periods, values, unit=indicator.unit, subject=subject, finding=finding)
    return framed.figure(
        chart,
        title=titled(f, id, what),
        subtitle=f"{indicator.full_label}, {scope_name(f)}, {span}",
        source=f"Nguồn: {extraction(f, id)}",
        notes=notes,
    )


def broken(f: Figures, id: str, periods: list[str]) -> tuple[tuple[int, ...], list[str]]:
    """Where a drawn series breaks by a change of law, and the note that names the act."""
    parsed = [parse_period(text, f.month.centre.since) for text in periods]
    places, whys = load_law(f.month.data_root).drawn(id, [(one.first_day, one.last_day) for one in parsed])
    return places, [f"Đường đứt: {'; '.join(whys)}."] if places else []


def gaps_in(f: Figures, periods: list[str]) -> tuple[tuple[int, ...], list[str]]:
    """Where a drawn series lacks a period that the month has at hand, and the note that names it: no line leads over it in silence."""
    at_hand = [computed.period.text for computed in (*f.month.earlier, f.month.now)]
    absent = [text for text in at_hand if text not in periods and periods[0] < text < periods[-1]]
    places = tuple(next(i for i, text in enumerate(periods) if text > one) for one in absent)
    said = join_vn(named(text) for text in absent)
    return tuple(dict.fromkeys(places)), [f"Không có điểm của {said}: tháng đó thiếu số liệu."] if absent else []


def named(text: str) -> str:
    """A period among others of its kind: "2025-12" and "2025-12@calendar" → "tháng 12/2025"."""
    return parse_period(text).title.partition(" (")[0]
