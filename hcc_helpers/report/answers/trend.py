"""The small chart of one indicator over the months at hand, with its finding as title."""

from __future__ import annotations

from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.numbers_vn import show
from hcc_helpers.report import charts
from hcc_helpers.report.answers.build import extraction, scope_name
from hcc_helpers.report.figures import Figures

FEWEST = 3  # months: two points are a comparison, and that stands in the table


def month_chart(f: Figures, id: str, what: str, with_interval: bool = False, target: float | None = None) -> str:
    """Columns for counts, a line for shares; "" with fewer than three months."""
    points = [(text, value) for text, value in f.earlier(id) if value is not None]
    if len(points) < FEWEST:
        return ""
    indicator = REGISTRY[id]
    periods, values = [text for text, _ in points], [value for _, value in points]
    span = f"{short(periods[0])} đến {short(periods[-1])}"
    subject = f"{what}, {scope_name(f)}, tháng {span}"
    title = f"{what}: từ {show(values[0], indicator.unit)} lên {show(values[-1], indicator.unit)}" if values[-1] > values[0] else f"{what}: từ {show(values[0], indicator.unit)} xuống {show(values[-1], indicator.unit)}"
    if values[-1] == values[0]:
        title = f"{what}: {show(values[-1], indicator.unit)}, như tháng {short(periods[0])}"
    if indicator.unit == "percent":
        band = None
        if with_interval:
            scope = f.scope if f.scope in indicator.scopes else indicator.scopes[0]
            found = {c.period.text: next((r for r in c.results if r.indicator == id and r.scope == scope and not r.by), None) for c in (*f.month.earlier, f.month.now)}
            band = [(found[text].low, found[text].high) for text in periods]
        chart = charts.lines([(what, values)], periods=periods, unit=indicator.unit, subject=subject, target=target, interval=band)
    else:
        chart = charts.columns(periods, values, unit=indicator.unit, subject=subject)
    cut = [c.period.text for c in f.month.earlier if c.period.is_cut and c.period.text in periods]
    notes = [f"Tháng {short(text)} là kỳ không trọn." for text in cut]
    return charts.figure(chart, title=title, subtitle=f"{indicator.label}, tháng {span}", source=extraction(f), notes=notes)


def short(text: str) -> str:
    """ "2025-12" → "12/2025"."""
    year, month = text[:7].split("-")
    return f"{int(month)}/{year}"
