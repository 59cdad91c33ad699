"""Step curves of shares over working days: one or two lines from 0 to 100%, read off at a few days."""

from __future__ import annotations

from bisect import bisect_right

from hcc_helpers.numbers_vn import percent, whole
from hcc_helpers.report.drawing.charts import TEXT_PX, Chart, _alt, _canvas, _finish
from hcc_helpers.report.drawing.palette import light

READ_AT = (0, 5, 10, 15, 20, 30)  # working days whose values stand in the table of the picture


def steps(series: list[tuple[str, list[float], list[float]]], *, subject: str, at: int = 10) -> Chart:
    """(name, days, shares) each; the second line dashed. The words tell both values after `at` days."""
    figure, axes, context, plt = _canvas(height=236)
    last = min(30, int(max(days[-1] for _, days, _ in series)))
    colours, dashes = (light("series1"), light("warn_fill")), ("-", "--")
    for number, (_, days, shares) in enumerate(series):
        shown = [value(days, shares, day) for day in range(last + 1)]
        axes.step(range(last + 1), shown, where="post", color=colours[number], linestyle=dashes[number], linewidth=1.8)
    for number, (name, _, _) in enumerate(series):
        colour = light("text") if number == 0 else light("warn")
        mark = "――" if number == 0 else "– –"
        axes.text(last, 22 - 13 * number, f"{mark} {name}", color=colour, ha="right", va="bottom", fontsize=TEXT_PX * 0.72)
    for level in (50, 100):
        axes.axhline(level, color=light("hairline"), linewidth=0.8, zorder=0)
        axes.text(-0.3, level, percent(level, 0), ha="right", va="center", color=light("muted"), fontsize=(TEXT_PX - 1.5) * 0.72)
    ticks = [day for day in READ_AT if day <= last]
    axes.set_xticks(ticks, [whole(day) for day in ticks])
    axes.set_yticks([])
    axes.set_ylim(0, 108)
    axes.set_xlim(-0.2, last + 0.3)
    figure.subplots_adjust(left=0.11, right=0.98, top=0.98, bottom=0.12)
    uri, width, height = _finish(figure, context, plt)
    told = "; ".join(
        f"{name[:1].lower()}{name[1:]}, sau {whole(at)} ngày là {percent(value(days, shares, at))}"
        for name, days, shares in series
    )
    rows = tuple((whole(day), *(percent(value(days, shares, day)) for _, days, shares in series)) for day in READ_AT)
    return Chart(uri, width, height, _alt("đường", subject, told), ("Ngày làm việc", *(name for name, _, _ in series)), rows)


def value(days: list[float], shares: list[float], day: float) -> float:
    """The height of a step curve at `day`."""
    at = bisect_right(days, day)
    return shares[at - 1] if at else 0.0
