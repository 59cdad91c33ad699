"""Communes side by side: a funnel with exact limits and ranks with their intervals; never a league table without them."""

from __future__ import annotations

from pathlib import Path

from hcc_helpers.history import funnel
from hcc_helpers.history.communes import communes_at_hand, shares
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.numbers_vn import percent, share, whole
from hcc_helpers.report import components, tables
from hcc_helpers.report.answers.build import assemble
from hcc_helpers.report.answers.compare_periods.change import comparison
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.changes import name
from hcc_helpers.report.drawing import framed
from hcc_helpers.report.drawing import over_time as charts_over_time
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.wording import capital, join_vn

SHARES = ("in_time_pct", "online_of_new_pct")
MOST_SHARES = 3
PLACES = {"above": "cao hơn hẳn mức chung", "below": "thấp hơn hẳn mức chung", "high": "hơi cao hơn mức chung", "low": "hơi thấp hơn mức chung", "inside": "như mức chung"}  # fmt: skip
STEPS = 60


@answers("compare_communes")
def compare_communes(f: Figures) -> Answer:
    """Nothing but a sentence where only this commune's data are at hand."""
    roots = communes_at_hand(f.month.data_root)
    if not roots:
        return assemble("Chỉ có số liệu của một xã, nên không so các xã với nhau.")
    found, parts, finding = comparison(f), [], ""
    published = Path(f.month.asked.published) if f.month.asked.published else None
    asked = [
        id for id in f.month.asked.indicators if REGISTRY[id].kind == "share" and REGISTRY[REGISTRY[id].part].kind == "count"
    ]
    for id in (asked or SHARES)[:MOST_SHARES]:
        counts, left_out = shares(roots, published, f.month.data_root, found.now, id, f.scope)
        if len(counts) < 2:
            parts.append(components.note(f"Không so được {name(id)}: chưa đủ hai xã có số của {found.now.title}."))
            continue
        centre, communes = funnel.compare(counts)
        unlike = [one for one in communes if one.place in {"above", "below"}]
        here = f.month.centre.name
        said = f"{whole(len(unlike))} trên {whole(len(communes))} xã khác hẳn mức chung {percent(100 * centre)} về {name(id)}" if unlike else f"Không xã nào trong {whole(len(communes))} xã khác hẳn mức chung {percent(100 * centre)} về {name(id)}"  # fmt: skip
        mine = next((one for one in communes if one.name == here), None)
        finding = finding or f"{said}." + (f" {_mine(mine, len(communes))}" if mine else "")
        parts += [_figure(f, id, found.now.title, centre, communes, said), _table(id, found.now.title, communes, left_out)]
    return assemble(finding, *parts[:1], fold=parts[1:])


def rank_said(f: Figures) -> str:
    """Where this commune stands among those at hand, with the interval of its rank; "" where it is alone."""
    roots = communes_at_hand(f.month.data_root)
    if not roots:
        return ""
    published = Path(f.month.asked.published) if f.month.asked.published else None
    counts, _ = shares(roots, published, f.month.data_root, f.month.period, SHARES[0], f.scope)
    if len(counts) < 2:
        return ""
    _, communes = funnel.compare(counts)
    mine = next((one for one in communes if one.name == f.month.centre.name), None)
    return f"{capital(name(SHARES[0]))}: {_mine(mine, len(communes))}" if mine else ""


def _mine(one: funnel.Commune, of: int) -> str:
    return f"{one.name}: {percent(share(one.part, one.whole))}, {PLACES[one.place]}, hạng {whole(one.rank)} (khoảng {whole(one.rank_low)}–{whole(one.rank_high)}) trên {whole(of)} xã."


def _figure(f: Figures, id: str, title: str, centre: float, communes: list[funnel.Commune], said: str) -> str:
    most = max(one.whole for one in communes)
    least = max(1, min(one.whole for one in communes) // 2)
    sizes = sorted({round(least + n * (most * 1.05 - least) / STEPS) for n in range(STEPS + 1)})
    curves = []
    for size in sizes:
        (wide_low, wide_high), (low, high) = funnel.limits(size, centre, funnel.WIDE), funnel.limits(size, centre, funnel.NARROW)
        curves.append((size, 100 * wide_low, 100 * low, 100 * high, 100 * wide_high))
    chart = charts_over_time.funnel(
        [(one.name, one.whole, 100 * one.share, one.name == f.month.centre.name, one.place in {"above", "below"}) for one in communes],
        curves,
        100 * centre,
        show=percent,
        rows=[("Mức chung", percent(100 * centre), whole(sum(one.whole for one in communes)))] + [(one.name, percent(share(one.part, one.whole)), whole(one.whole)) for one in communes],
        head=("Xã", "Tỷ lệ", "Mẫu số"),
        subject=f"{REGISTRY[id].label}, {whole(len(communes))} xã, {title}",
        finding=f"mức chung là {percent(100 * centre)}",
    )  # fmt: skip
    return framed.figure(
        chart,
        title=f"{said}",
        subtitle=f"{REGISTRY[id].full_label}, {title}; trục ngang: mẫu số; trục đứng không bắt đầu từ 0",
        source="Nguồn: kết quả của từng xã.",
        notes=["Ô vuông cam: ngoài giới hạn 99,8%. Viền đậm: xã này."],
    )


def _table(id: str, title: str, communes: list[funnel.Commune], left_out: list[str]) -> str:
    columns = [
        tables.Column("Xã"),
        tables.Column("Tỷ lệ", "number"),
        tables.Column("Hạng", "number"),
        tables.Column("Khoảng 95% của hạng", "number"),
    ]
    rows = [
        tables.Row(
            one.name,
            [tables.Cell(percent(share(one.part, one.whole)), note=f"{whole(one.part)}/{whole(one.whole)}"), whole(one.rank), f"{whole(one.rank_low)}–{whole(one.rank_high)}"],
            mark={"above": "none", "below": "none"}.get(one.place),
            status="" if one.place == "inside" else PLACES[one.place][:1].upper() + PLACES[one.place][1:],
        )
        for one in sorted(communes, key=lambda one: one.name)
    ]  # fmt: skip
    note = "Xếp theo tên, không theo hạng." + (f" Không có số hoặc định nghĩa khác: {join_vn(left_out)}." if left_out else "")
    return tables.table(f"{REGISTRY[id].label} của các xã, {title}", columns, rows, note=note)
