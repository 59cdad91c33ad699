"""What a page finds most telling reaches the front page: an official figure that the citizen's own paper contradicts, a steady rise.

The rule, for the share of land cases late against the day on the first slip: told where its 95% interval lies wholly above the
official share's, or where it rose through every month of a run of at least LEAST_RUN and its ends lie apart.
"""

from __future__ import annotations

from dataclasses import dataclass

from hcc_helpers.intervals import wilson
from hcc_helpers.numbers_vn import percent, share, whole
from hcc_helpers.obstacles.form import Trend
from hcc_helpers.obstacles.of_month import assessed
from hcc_helpers.report.figures import Figures

LEAST_RUN = 3  # months in a row, each above the one before
PAGE = "03_obstacles.html#ii-4-ho-so-dat-dai-cham-vi-ai"


@dataclass(frozen=True)
class Telling:
    """One telling figure: in a few words behind "nhưng", what to do about it and why, where it stands."""

    why: str
    short: str
    todo: str
    href: str


def telling(f: Figures) -> list[Telling]:
    if "telling" not in f.month.kept:
        f.month.kept["telling"] = _land(f) if "land" in f.month.scopes else []
    return f.month.kept["telling"]


def _land(f: Figures) -> list[Telling]:
    found = assessed(f.month, "land_tax")
    measured = next(one.measured for one in found.judged if one.claim.id == "late_by_slip")
    if measured is None:
        return []
    official = Figures(f.month, "land", f.audience).result("resolved_late_pct")
    by_rule = official.pair if official is not None and official.denominator else None
    is_above = by_rule is not None and measured.low > 100 * wilson(*by_rule)[1]
    run = _run(next((picture for picture in found.pictures if isinstance(picture, Trend)), None))
    rises = len(run) >= LEAST_RUN and run[-1][2] > run[0][3]
    if not is_above and not rises:
        return []
    why = f"{measured.said} của {whole(measured.n)} hồ sơ đến ngày trên giấy hẹn chưa có kết quả khi hết ngày ấy"
    why += f"; tăng liên tục {whole(len(run))} tháng, từ {percent(run[0][1])}" if rises else ""
    if by_rule is not None and is_above:
        why += f"; tính theo quy định thì quá hạn {percent(share(*by_rule))} của {whole(by_rule[1])} hồ sơ đã giải quyết"
    return [
        Telling(
            why + ".",
            f"{measured.said} của {whole(measured.n)} hồ sơ đất đai đến hẹn trong kỳ chậm so với giấy hẹn",
            "Rà lại cách ghi ngày hẹn và nhắn tin cho người chờ kết quả đất đai",
            PAGE,
        )
    ]


def _run(trend) -> list[tuple]:
    """The last months of the trend in which each lies above the one before."""
    points = list(trend.points) if trend is not None else []
    run = points[-1:]
    while len(run) < len(points) and points[-len(run) - 1][1] < run[0][1]:
        run.insert(0, points[-len(run) - 1])
    return run
