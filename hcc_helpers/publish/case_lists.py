"""The cases behind the figures of the front page: one internal page of lists, one a figure, that its numbers lead to."""

from __future__ import annotations

from hcc_helpers.indicators.definition import REGISTRY, Indicator
from hcc_helpers.indicators.measure import trace
from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.numbers_vn import day, whole
from hcc_helpers.publish.edition import Edition, footer, version_label
from hcc_helpers.publish.pages import PageContext, fit, render, written
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.headline import CASES_FILE, LISTED, place_of
from hcc_helpers.sources.columns import TABLES
from hcc_helpers.vocabulary import SCOPE

LONGEST = 400  # lines of one list; of a longer one the command prints all
TITLE = "Hồ sơ đứng sau các con số"
SCOPES = {**{name: SCOPE[name] for name in ("commune", "land")}, "centre": "Toàn Trung tâm"}


def files(edition: Edition) -> dict[str, bytes]:
    """File name → content; nothing for the public, and nothing where no figure can be followed to its cases."""
    scopes = [] if edition.is_public else _scopes(edition.month)
    if not scopes:
        return {}
    title = edition.period.title
    context = PageContext(
        title=f"{TITLE} – Báo cáo {title} – {edition.frame.office}",
        h1=f"{TITLE}, {title}",
        office=edition.frame.office,
        span=edition.frame.span,
        extracted=edition.frame.extracted,
        version_label=version_label(edition),
        stamps=list(edition.frame.stamps),
        nav=[(f"Báo cáo {title}", "index.html"), ("Tất cả các kỳ", "../index.html")],
        body=written("case_lists.html.j2", scopes=scopes),
        footer=footer(edition),
    )
    return {CASES_FILE: fit(TITLE, lambda: render(context)).encode("utf-8")}


def _scopes(month: MonthResults) -> list[tuple[str, list[dict]]]:
    """(scope in words, its lists); what speaks of the whole centre stands once, last."""
    found = {scope: {} for scope in SCOPES}
    for scope in [one for one in ("commune", "land") if one in month.scopes]:
        f = Figures(month, scope)
        for id in LISTED:
            if (place := place_of(f, id)) and place not in found[f.result(id).scope]:
                found[f.result(id).scope][place] = _list(f, id, place)
    return [(SCOPES[scope], list(lists.values())) for scope, lists in found.items() if lists]


def _list(f: Figures, id: str, place: str) -> dict:
    indicator, scope = REGISTRY[id], f.result(id).scope
    what = f"Bảng {TABLES[indicator.of].label}, {f[id]} dòng."
    is_cut = f.value(id) > LONGEST
    what += f" Dưới đây là {whole(LONGEST)} dòng đầu; tất cả:" if is_cut else ""
    command = f"hcc trace {f.month.period.text} {id} --scope {scope}" if is_cut else ""
    lines = _cases(f, indicator, scope) if indicator.of == "cases" else trace(f.month.now.con, indicator, scope)[:LONGEST]
    return {"place": place, "title": f"{indicator.full_label}: {f[id]}", "what": what, "command": command, "lines": lines}


def _cases(f: Figures, indicator: Indicator, scope: str) -> list[str]:
    """A line a case, the first due first."""
    found = f.month.now.con.execute(
        f"SELECT case_id, accepted_at, due_on FROM cases WHERE {indicator.condition.sql} AND scope = ? "
        f"ORDER BY due_on NULLS LAST, accepted_at, case_id LIMIT {LONGEST}",
        [scope],
    ).fetchall()
    return [
        ", ".join(part for part in (str(key), accepted and f"nhận {day(accepted)}", due and f"hẹn trả {day(due)}") if part)
        for key, accepted, due in found
    ]
