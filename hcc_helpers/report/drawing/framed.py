"""A chart in its frame (caption with the finding, source, table of its numbers), and the tiny line beside a key figure."""

from __future__ import annotations

import base64
from html import escape

from hcc_helpers.report.drawing.charts import Chart
from hcc_helpers.report.drawing.palette import COLOURS, light
from hcc_helpers.report.wording import nbsp


def sparkline(values: list, alt: str) -> str:
    """A tiny line as an <img>: one polyline, the last point marked; "" with fewer than three points."""
    if len(values) < 3:
        return ""
    low, high = min(values), max(values)
    space = (high - low) or 1
    points = [(4 + i * 88 / (len(values) - 1), 24 - 20 * (v - low) / space) for i, v in enumerate(values)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    rule = f"@media screen and (prefers-color-scheme:dark){{polyline{{stroke:{COLOURS['series1'][1]}}}circle{{fill:{COLOURS['series1'][1]}}}}}"
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="96" height="28" viewBox="0 0 96 28"><style>polyline{{stroke:{light("series1")};fill:none;stroke-width:1.6}}circle{{fill:{light("series1")}}}{rule}</style>'
        f'<polyline points="{path}"/><circle cx="{x:.1f}" cy="{y:.1f}" r="3"/></svg>'
    )
    uri = "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
    return f'<img class="tia" src="{uri}" width="96" height="28" alt="{escape(alt)}">'


def figure(chart: Chart, *, title: str, subtitle: str, source: str, notes: list[str] | None = None) -> str:
    """The chart with its numbered caption (the finding), measure, source and the table of its numbers."""
    rows = "".join(
        f'<tr><th scope="row">{_t(first)}</th>{"".join(f"<td>{_t(cell)}</td>" for cell in rest)}</tr>'
        for first, *rest in chart.rows
    )
    heads = "".join(f'<th scope="col">{_t(head)}</th>' for head in chart.head)
    more = "".join(f" {_t(note)}" for note in notes or [])
    return (
        f'<figure class="hinh"><figcaption><span class="hinh-ten">Hình&nbsp;<span class="so" data-kind="hinh"></span>. {_t(title)}</span><span class="phu">{_t(subtitle)}</span></figcaption>'
        f'<img src="{chart.uri}" width="{chart.width}" height="{chart.height}" alt="{escape(chart.alt)}">'
        f'<p class="nguon">{_t(source)}{more}</p>'
        f'<details><summary>Bảng số của hình&nbsp;<span class="so" data-kind="hinh" data-same=""></span></summary><table class="bang-so"><caption>Các số trong hình&nbsp;<span class="so" data-kind="hinh" data-same=""></span></caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></details></figure>'
    )


def _t(text: str) -> str:
    return escape(nbsp(text), quote=False)
