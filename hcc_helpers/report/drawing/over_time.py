"""Charts over many periods: a small series, a control chart with its limits, a funnel. Drawn like those of charts.py.

A series comes in segments: where the definition changed the line breaks, so that two meanings are never one line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from hcc_helpers.report.drawing.charts import BIG_PX, TEXT_PX, Chart, _alt, _canvas, _finish, _is_above, _slope
from hcc_helpers.report.drawing.palette import light

ALL_LABELLED = 7  # up to so many points every one carries its number
POINT = 0.72  # px → pt
Segments = Sequence[Sequence[tuple[int, float]]]  # (place from 0, value)


def series(
    segments: Segments, names: Sequence[str], *, show: Callable[[float], str], ticks: dict[int, str], subject: str, finding: str
) -> Chart:
    """One line over periods, the last point bold; a break where a segment ends. Up to seven points are all labelled, of more
    the first, the last, the lowest and the highest."""
    figure, axes, context, plt = _canvas(height=170)
    points = [point for segment in segments for point in segment]
    values = [value for _, value in points]
    low, high = min(values), max(values)
    space = (high - low) or max(abs(high), 1) * 0.1
    for segment in segments:
        xs, ys = zip(*segment, strict=True)
        axes.plot(xs, ys, marker="o", markersize=4 if len(points) <= 12 else 2.6, color=light("series1"), linewidth=1.6)
    _breaks(axes, segments)
    for x, value in _labelled(points):
        last = x == points[-1][0]
        at = points.index((x, value))
        up = _is_above(values, at)
        aside = (1 if up else -1) * _slope(values, at) if len(points) <= ALL_LABELLED and 0 < at < len(points) - 1 else 0
        axes.text(
            x + aside,
            value + (0.07 if up else -0.07) * space,
            show(value),
            ha="left" if x == points[0][0] and len(points) > 3 else "right" if last and len(points) > ALL_LABELLED else "center",
            va="bottom" if up else "top",
            color=light("text"),
            fontsize=(BIG_PX if last else TEXT_PX - 1) * POINT,
            fontweight="bold" if last else "normal",
        )
    _dress(axes, points, ticks)
    axes.set_ylim(low - space * 0.32, high + space * 0.36)
    figure.subplots_adjust(left=0.03, right=0.97, top=0.97, bottom=0.16)
    uri, width, height = _finish(figure, context, plt)
    rows = tuple((names[x], show(value)) for x, value in points)
    return Chart(uri, width, height, _alt("đường", subject, finding), ("Kỳ", "Giá trị"), rows)


def control(
    phases: Sequence[tuple[Segments, Sequence[tuple[float, float, float]] | None, set[int]]],
    names: Sequence[str],
    *,
    show: Callable[[float], str],
    bounds: tuple[float, float],
    ticks: dict[int, str],
    head: str,
    said: dict[int, str],
    subject: str,
    finding: str,
) -> Chart:
    """Points with mean and limits, phase by phase: (points, (mean, low, high) of each point or None, places that a rule marks).

    Limits are cut off at `bounds`. `said`: what the rules say of a marked point, for the table.
    """
    figure, axes, context, plt = _canvas(height=220)
    points = [point for phase, _, _ in phases for point in phase[0]]
    every = [value for _, value in points]
    rows = []
    for phase, lines, marked in phases:
        xs, ys = zip(*phase[0], strict=True)
        axes.plot(xs, ys, marker="o", markersize=3, color=light("series1"), linewidth=1.3, zorder=3)
        if lines is not None:
            edges = [xs[0] - 0.5, *[x + 0.5 for x in xs]]
            for place, style, colour in ((0, "-", "series3"), (1, (0, (4, 3)), "strong_line"), (2, (0, (4, 3)), "strong_line")):
                level = [min(max(line[place], bounds[0]), bounds[1]) for line in lines]
                every += level
                axes.step(edges, [level[0], *level], where="pre", color=light(colour), linestyle=style, linewidth=1.2, zorder=1)
            for place, name in ((2, "trên"), (0, "trung bình"), (1, "dưới")):
                height = min(max(lines[-1][place], bounds[0]), bounds[1])
                if phase is phases[-1][0]:
                    axes.text(
                        points[-1][0] + 0.9,
                        height,
                        f"{name}\n{show(height)}",
                        va="center",
                        ha="left",
                        color=light("muted"),
                        fontsize=(TEXT_PX - 2.5) * POINT,
                        linespacing=1.0,
                    )
        hits = [(x, y) for x, y in phase[0] if x in marked]
        if hits:
            axes.plot(*zip(*hits, strict=True), "s", markersize=6, color=light("warn_fill"), zorder=4)
        for n, (x, y) in enumerate(phase[0]):
            line = [show(min(max(level, bounds[0]), bounds[1])) for level in lines[n]] if lines is not None else ["–"] * 3
            rows.append((names[x], show(y), *line, said.get(x, "không")))
    _breaks(axes, [phase[0] for phase, _, _ in phases])
    low, high = min(every), max(every)
    space = (high - low) or 1
    _dress(axes, points, ticks)
    axes.set_xlim(points[0][0] - 0.8, points[-1][0] + 0.8)
    axes.set_ylim(low - 0.08 * space, high + 0.08 * space)
    figure.subplots_adjust(left=0.03, right=0.8, top=0.97, bottom=0.13)
    uri, width, height = _finish(figure, context, plt)
    heads = (head, "Giá trị", "Trung bình", "Giới hạn dưới", "Giới hạn trên", "Dấu hiệu")
    return Chart(uri, width, height, _alt("đường", subject, finding), heads, tuple(rows))


def funnel(
    communes: Sequence[tuple[str, int, float, bool, bool]],
    curves: Sequence[tuple[int, float, float, float, float]],
    centre: float,
    *,
    show: Callable[[float], str],
    rows: Sequence[tuple[str, ...]],
    head: tuple[str, ...],
    subject: str,
    finding: str,
) -> Chart:
    """Shares by number of cases: (name, cases, share, is this commune, is outside); curves (cases, 99.8% low, 95% low, 95% high, 99.8% high)."""
    figure, axes, context, plt = _canvas(height=250)
    sizes = [curve[0] for curve in curves]
    for place, style in ((1, "-"), (2, (0, (4, 3))), (3, (0, (4, 3))), (4, "-")):
        axes.plot(sizes, [curve[place] for curve in curves], linestyle=style, color=light("strong_line"), linewidth=1)
    axes.axhline(centre, color=light("series3"), linewidth=1.2)
    low = min([curve[1] for curve in curves[len(curves) // 6 :]] + [share for _, _, share, _, _ in communes])
    high = max([curve[4] for curve in curves] + [share for _, _, share, _, _ in communes])
    space = (high - low) or 1
    for name, cases, share, is_ours, is_outside in communes:
        colour = light("warn_fill") if is_outside else light("series1")
        axes.plot(
            [cases],
            [share],
            "s" if is_outside else "o",
            markersize=8 if is_ours else 5,
            color=colour,
            markeredgecolor=light("text") if is_ours else colour,
            zorder=3,
        )
        if is_ours or is_outside:
            right = cases > 0.65 * sizes[-1]
            axes.text(
                cases + (-1 if right else 1) * 0.02 * sizes[-1],
                share,
                name,
                ha="right" if right else "left",
                va="bottom",
                color=light("text"),
                fontsize=(TEXT_PX - 1.5) * POINT,
                fontweight="bold" if is_ours else "normal",
            )
    axes.text(
        sizes[-1] * 1.01,
        centre,
        f"chung\n{show(centre)}",
        va="center",
        ha="left",
        color=light("muted"),
        fontsize=(TEXT_PX - 2) * POINT,
    )
    axes.set_xticks(
        [sizes[0], sizes[len(sizes) // 2], sizes[-1]],
        [f"{size:,}".replace(",", ".") for size in (sizes[0], sizes[len(sizes) // 2], sizes[-1])],
    )
    axes.set_yticks([])
    axes.set_ylim(low - 0.06 * space, high + 0.08 * space)
    axes.set_xlim(sizes[0] - 0.03 * sizes[-1], sizes[-1] * 1.02)
    figure.subplots_adjust(left=0.04, right=0.83, top=0.97, bottom=0.11)
    uri, width, height = _finish(figure, context, plt)
    return Chart(uri, width, height, _alt("đường phễu", subject, finding), head, tuple(rows))


def _labelled(points: list[tuple[int, float]]) -> list[tuple[int, float]]:
    if len(points) <= ALL_LABELLED:
        return points
    extremes = (min(points, key=lambda p: p[1]), max(points, key=lambda p: p[1]))
    ends = [points[0], points[-1]]
    # An extreme beside an end would be written over it.
    far = [p for p in extremes if all(abs(p[0] - end[0]) > len(points) / 8 for end in ends)]
    return sorted({*ends, *far})


def _breaks(axes, segments: Segments) -> None:
    """A dotted line where a segment ends and the next begins."""
    for before, after in pairwise(segments):
        axes.axvline((before[-1][0] + after[0][0]) / 2, color=light("strong_line"), linestyle=(0, (1, 2)), linewidth=1)


def _dress(axes, points: list[tuple[int, float]], ticks: dict[int, str]) -> None:
    axes.set_xticks(list(ticks), list(ticks.values()))
    labels = axes.get_xticklabels()
    if labels and len(points) > ALL_LABELLED:  # the first and the last name stay inside the picture
        labels[0].set_horizontalalignment("left")
        labels[-1].set_horizontalalignment("right")
    axes.set_yticks([])
    room = 0.6 if len(points) <= ALL_LABELLED else 0.45
    axes.set_xlim(points[0][0] - room, points[-1][0] + room)
