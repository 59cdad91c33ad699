"""Small charts, drawn once at phone width: SVG with text as text, embedded as a picture with a Vietnamese alternative text.

Laid out in DejaVu Sans (ships with matplotlib, the widest), then shown in the page's own fonts: the same bytes on every
machine, and labels never collide. Colours are remapped for dark screens inside the SVG; print stays light.
"""

from __future__ import annotations

import base64
import io
import re
import textwrap
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from hcc_helpers.numbers_vn import MISSING, interval, show
from hcc_helpers.report.drawing.palette import COLOURS, FONT_STACK, light

WIDTH, HEIGHT = 360, 220  # CSS px
TEXT_PX, BIG_PX = 12.5, 14


@dataclass(frozen=True)
class Chart:
    """A drawn chart: picture, size, alternative text and the rows of its data table."""

    uri: str
    width: int
    height: int
    alt: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def _canvas(height: int = HEIGHT):
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    settings: dict[Any, Any] = {  # keys and values as matplotlib names and checks them
        "svg.fonttype": "none",
        "svg.hashsalt": "hcc",
        "font.family": "DejaVu Sans",
        "font.size": TEXT_PX * 0.72,
        "text.parse_math": False,
    }
    context = matplotlib.rc_context(settings)
    context.__enter__()
    figure, axes = plt.subplots(figsize=(WIDTH / 100, height / 100), dpi=100)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(light("strong_line"))
    axes.tick_params(length=0, colors=light("text"), labelsize=TEXT_PX * 0.72)
    return figure, axes, context, plt


def _finish(figure, context, plt) -> tuple[str, int, int]:
    buffer = io.BytesIO()
    figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    width, height = (round(size * 100) for size in figure.get_size_inches())
    plt.close(figure)
    context.__exit__(None, None, None)
    return _dressed(buffer.getvalue().decode(), width, height), width, height


def _dressed(svg: str, width: int, height: int) -> str:
    """The page's fonts, a dark palette, no metadata; as a data: address."""
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.S)
    svg = re.sub(r"<!DOCTYPE.*?>", "", svg, flags=re.S)
    svg = re.sub(r'width="[\d.]+pt" height="[\d.]+pt"', f'width="{width}" height="{height}"', svg, count=1)
    svg = re.sub(
        r"font: ((?:\w+ )*)([\d.]+px) 'DejaVu Sans'",
        lambda m: f"font: {m.group(1)}{m.group(2)} {FONT_STACK.replace(chr(34), chr(39))}",
        svg,
    )
    svg = svg.replace("'DejaVu Sans'", FONT_STACK.replace('"', "'"))
    swaps = "".join(
        f'[style*="fill: {pair[0]}"]{{fill:{pair[1]}!important}}[style*="stroke: {pair[0]}"]{{stroke:{pair[1]}!important}}'
        for pair in dict.fromkeys(COLOURS.values())
    )
    dark = f"<style>@media screen and (prefers-color-scheme:dark){{{swaps}}}</style>"
    svg = re.sub(r"(<svg[^>]*>)", r"\1" + dark.replace("\\", r"\\"), svg, count=1)
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def _month(text: str) -> str:
    return str(int(text[5:7]))


def _axis_labels(periods: list[str]) -> list[str]:
    """ "7/2025", 8, 9 … "12/2025": the year at the ends and where it changes."""
    labels = []
    for number, text in enumerate(periods):
        with_year = number in (0, len(periods) - 1) or text[:4] != periods[number - 1][:4]
        labels.append(
            f"{_month(text)}/{text[:4]}"
            if with_year and re.match(r"\d{4}-\d{2}\Z", text)
            else _month(text)
            if re.match(r"\d{4}-\d{2}\Z", text)
            else text
        )
    return labels


def columns(periods: list[str], values: list, *, unit: str, subject: str, finding: str) -> Chart:
    """Columns from 0, one a month, the last one highlighted, every value at its end."""
    figure, axes, context, plt = _canvas()
    positions = range(len(values))
    colours = [light("series3")] * (len(values) - 1) + [light("series1")]
    axes.bar(positions, values, color=colours, width=0.66)
    top = max([*values, 1])
    for x, value in zip(positions, values, strict=True):
        last = x == len(values) - 1
        axes.text(
            x,
            value + top * 0.02,
            show(value, unit),
            ha="center",
            va="bottom",
            color=light("text"),
            fontsize=(BIG_PX if last else TEXT_PX) * 0.72,
            fontweight="bold" if last else "normal",
        )
    axes.set_xticks(list(positions), _axis_labels(periods))
    axes.set_yticks([])
    axes.set_ylim(0, top * 1.15)
    figure.subplots_adjust(left=0.03, right=0.97, top=0.97, bottom=0.13)
    uri, width, height = _finish(figure, context, plt)
    alt = _alt("cột", subject, finding)
    rows = tuple((_axis_full(p), show(v, unit)) for p, v in zip(periods, values, strict=True))
    return Chart(uri, width, height, alt, ("Tháng", "Giá trị"), rows)


def lines(
    series: list[tuple[str, list]],
    *,
    periods: list[str],
    unit: str,
    subject: str,
    finding: str,
    target: float | None = None,
    interval: list[tuple[float, float]] | None = None,
    breaks: tuple[int, ...] = (),
    gaps: tuple[int, ...] = (),
) -> Chart:
    """One or two lines over months, every point labelled, the last bold; a target dashed, an interval as bars.

    `breaks`: positions at which the series begins to mean something else; no line leads there, a dotted one stands before.
    `gaps`: positions before which a period has no value; no line leads over it.
    """
    figure, axes, context, plt = _canvas()
    colours, markers, dashes = (light("series1"), light("warn_fill")), ("o", "s"), ("-", "--")
    positions = list(range(len(periods)))
    everything = (
        [v for _, values in series for v in values]
        + ([target] if target is not None else [])
        + [b for pair in interval or [] for b in pair]
    )
    low, high = min(everything), max(everything)
    space = (high - low) or max(abs(high), 1) * 0.1
    if interval:
        axes.vlines(positions, [a for a, _ in interval], [b for _, b in interval], color=light("series3"), linewidth=2)
    for number, (name, values) in enumerate(series):
        for first, last in pairwise((0, *sorted({*breaks, *gaps}), len(positions))):
            axes.plot(
                positions[first:last],
                values[first:last],
                dashes[number],
                marker=markers[number],
                color=colours[number],
                linewidth=1.8,
                markersize=4.5,
            )
        for x, value in zip(positions, values, strict=True):
            last = x == positions[-1]
            up = number == 0 if len(series) > 1 or interval else _is_above(values, x)
            edge = (interval[x][1] if up else interval[x][0]) if interval else value
            # The label of a single line keeps clear of the slope beside it.
            aside = 0 if last or x == 0 or len(series) > 1 or interval else _slope(values, x)
            axes.text(
                x + aside,
                edge + (space * 0.06 if up else -space * 0.06),
                show(value, unit),
                ha="center",
                va="bottom" if up else "top",
                color=light("text") if number == 0 else light("warn"),
                fontsize=(BIG_PX if last else TEXT_PX - 1.5) * 0.72,
                fontweight="bold" if last else "normal",
            )
        if len(series) > 1:
            axes.text(positions[0], values[0] - space * 0.16, name, color=colours[number], fontsize=TEXT_PX * 0.72)
    for place in breaks:
        axes.axvline(place - 0.5, color=light("strong_line"), linestyle=(0, (1, 2)), linewidth=1)
    if target is not None:
        axes.axhline(target, color=light("strong_line"), linewidth=1, linestyle=(0, (4, 3)))
        axes.text(
            positions[0] - 0.3,
            target,
            f"mốc {show(target, unit)}",
            color=light("muted"),
            fontsize=(TEXT_PX - 1.5) * 0.72,
            va="bottom",
        )
    axes.set_xticks(positions, _axis_labels(periods))
    axes.set_yticks([])
    axes.set_ylim(low - space * 0.25, high + space * 0.3)
    axes.set_xlim(-0.5, len(positions) - 0.4)  # the last label is the widest
    figure.subplots_adjust(left=0.04, right=0.97, top=0.97, bottom=0.13)
    uri, width, height = _finish(figure, context, plt)
    alt = _alt("đường", subject, finding)
    head = ("Tháng", *[name for name, _ in series], *(["Khoảng tin cậy 95%"] if interval else []))
    rows = tuple(
        (_axis_full(p), *[show(values[i], unit) for _, values in series], *([_span(interval[i])] if interval else []))
        for i, p in enumerate(periods)
    )
    return Chart(uri, width, height, alt, head, rows)


def _is_above(values: list, x: int) -> bool:
    """Whether the label of a single line stands above its point: not in a valley, where the line would cross it."""
    around = [values[i] for i in (x - 1, x + 1) if 0 <= i < len(values)]
    return values[x] >= sum(around) / len(around)


def _slope(values: list, x: int) -> float:
    """How far, in months, the label moves away from a line that rises (or falls) through its point."""
    before, here, after = values[x - 1 : x + 2]
    return -0.22 if before < here < after else 0.22 if before > here > after else 0


def _span(pair: tuple[float, float]) -> str:
    return interval(*pair)


def bars(items: list[tuple[str, int | float, str]], *, unit: str, subject: str) -> Chart:
    """Horizontal bars from 0, the long name above each bar, the value at its end; kind "warn" is the orange one."""
    row = 34
    figure, axes, context, plt = _canvas(height=row * len(items) + 12)
    top = max([value for _, value, _ in items] + [1])
    for number, (name, value, kind) in enumerate(items):
        y = len(items) - 1 - number
        axes.barh(y - 0.18, value, height=0.4, color=light("warn_fill") if kind == "warn" else light("series1"))
        axes.text(
            0,
            y + 0.13,
            textwrap.shorten(name, 52, placeholder="…"),
            ha="left",
            va="bottom",
            color=light("text"),
            fontsize=(TEXT_PX - 0.5) * 0.72,
        )
        axes.text(
            value + top * 0.012,
            y - 0.18,
            show(value, unit),
            ha="left",
            va="center",
            color=light("text"),
            fontweight="bold",
            fontsize=TEXT_PX * 0.72,
        )
    axes.set_ylim(-0.5, len(items) - 0.35)
    axes.set_xlim(0, top * 1.17)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines["bottom"].set_visible(False)
    figure.subplots_adjust(left=0.01, right=0.99, top=0.99, bottom=0.01)
    uri, width, height = _finish(figure, context, plt)
    biggest = max(items, key=lambda item: item[1])
    alt = _alt("thanh", subject, f"nhiều nhất là “{biggest[0]}” với {show(biggest[1], unit)}")
    return Chart(uri, width, height, alt, ("Loại", "Giá trị"), tuple((name, show(value, unit)) for name, value, _ in items))


def band(
    labels: list[str],
    past: list[int],
    expected: list[int],
    ends: list[tuple[int, int]],
    *,
    unit: str,
    subject: str,
    finding: str,
    mark: tuple[int, str] | None = None,
) -> Chart:
    """What was, as a line; what is expected, dashed, with the band that it should lie in. `labels` name both, oldest first.

    Numbers stand at the last past point, at the first and the highest expected one; all are in the table. `mark`: a named
    place between the expected points (before the one with that number).
    """
    figure, axes, context, plt = _canvas()
    here, there = list(range(len(past))), list(range(len(past), len(labels)))
    lows, highs = [low for low, _ in ends], [high for _, high in ends]
    axes.fill_between(there, lows, highs, color=light("series3"), alpha=0.3, linewidth=0)
    axes.plot(here, past, "-", color=light("series1"), linewidth=1.8, marker="o", markersize=3)
    axes.plot(there, expected, "--", color=light("warn_fill"), linewidth=1.8, marker="s", markersize=3)
    top = max([*past, *highs, 1])
    peak = max(range(len(expected)), key=lambda number: (expected[number], -number))
    named = {there[number]: (expected[number], "warn") for number in (0, peak)}
    if past:
        named[here[-1]] = (past[-1], "text")
    for x, (value, colour) in sorted(named.items()):
        above = colour == "warn"
        axes.text(
            x,
            value + top * (0.04 if above else -0.05),
            show(value, unit),
            ha="left" if above else "right",
            va="bottom" if above else "top",
            color=light(colour),
            fontsize=TEXT_PX * 0.72,
            fontweight="bold",
        )
    if past:
        axes.text(0, top * 0.06, "đã nhận", color=light("series1"), fontsize=TEXT_PX * 0.72)
    axes.text(there[0], top * 0.06, "dự kiến", color=light("warn"), fontsize=TEXT_PX * 0.72)
    if mark is not None:
        middle = there[0] + mark[0] - 0.5
        axes.vlines(middle, 0, top * 1.08, color=light("strong_line"), linewidth=1, linestyle=(0, (4, 3)))
        axes.text(middle, top * 1.1, mark[1], ha="center", va="bottom", color=light("muted"), fontsize=(TEXT_PX - 1.5) * 0.72)
    ticks = sorted({0, len(past), len(labels) - 1})
    axes.set_xticks(ticks, [labels[tick] for tick in ticks])
    for tick, words in zip(ticks, axes.get_xticklabels(), strict=True):
        words.set_horizontalalignment("left" if tick == 0 else "right" if tick == len(labels) - 1 else "center")
    axes.set_yticks([])
    axes.set_ylim(0, top * 1.24)
    figure.subplots_adjust(left=0.03, right=0.97, top=0.97, bottom=0.13)
    uri, width, height = _finish(figure, context, plt)
    rows = [(label, show(value, unit), MISSING) for label, value in zip(labels, past, strict=False)]
    rows += [
        (label, show(value, unit), f"{show(low, unit)}–{show(high, unit)}")
        for label, value, (low, high) in zip(labels[len(past) :], expected, ends, strict=True)
    ]
    return Chart(uri, width, height, _alt("đường", subject, finding), ("Tuần từ", "Hồ sơ", "Khoảng 80%"), tuple(rows))


def _alt(kind: str, subject: str, finding: str) -> str:
    """ "Biểu đồ {kind} {subject}: {finding}." within 250 characters."""
    return textwrap.shorten(f"Biểu đồ {kind} {subject[:1].lower()}{subject[1:]}: {finding}.", 250, placeholder="….")


def _axis_full(text: str) -> str:
    return f"{_month(text)}/{text[:4]}" if re.match(r"\d{4}-\d{2}\Z", text) else text
