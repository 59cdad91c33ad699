"""Communes side by side: a funnel with exact limits and ranks with their intervals; never a league table without them."""

from __future__ import annotations

from pathlib import Path

from hcc_helpers.history import funnel
from hcc_helpers.history.communes import communes_at_hand, shares
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.numbers_vn import percent, share, whole
from hcc_helpers.report import communes as side
from hcc_helpers.report import components
from hcc_helpers.report.answers.build import assemble
from hcc_helpers.report.answers.compare_periods.change import comparison
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.changes import name
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.wording import capital

SHARES = ("in_time_pct", "online_of_new_pct")
MOST_SHARES = 3


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
        said = (
            f"{whole(len(unlike))} trên {whole(len(communes))} xã khác hẳn mức chung {percent(100 * centre)} về {name(id)}"
            if unlike
            else f"Không xã nào trong {whole(len(communes))} xã khác hẳn mức chung {percent(100 * centre)} về {name(id)}"
        )
        mine = next((one for one in communes if one.name == here), None)
        finding = finding or f"{said}." + (f" {_mine(mine, len(communes))}" if mine else "")
        parts += [
            side.figure(id, found.now.title, centre, communes, said, mine=here),
            side.table(id, found.now.title, communes, left_out),
        ]
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
    return f"{one.name}: {percent(share(one.part, one.whole))}, {side.PLACES[one.place]}, hạng {whole(one.rank)} (khoảng {whole(one.rank_low)}–{whole(one.rank_high)}) trên {whole(of)} xã."
