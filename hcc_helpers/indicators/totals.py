"""Totals without cases: the system's own table in the layout of form II.06a.

Where a scope has no cases (a land office that sends a table only) its counts are shown and marked as not traceable;
where it has, they stand beside ours with the difference and the cases that explain it.
"""

from __future__ import annotations

from hcc_helpers.facts.window import Window
from hcc_helpers.indicators.balance import Checked, compare
from hcc_helpers.indicators.definition import CASE_SCOPES, REGISTRY
from hcc_helpers.indicators.measure import NOTHING
from hcc_helpers.indicators.result import Result
from hcc_helpers.numbers_vn import whole

CELLS = (
    "received_all",
    "new_online",
    "new_in_person_or_post",
    "carried_over",
    "resolved_all",
    "resolved_early",
    "resolved_on_due_day",
    "resolved_late",
    "open_all",
    "open_in_time",
    "open_late",
)
ONLY_TOTALS = f"{NOTHING}: phạm vi này chỉ có biểu tổng số, không có danh sách hồ sơ"
# In the form a cell may hold more than our indicator of the same name: what to add to ours before comparing.
FOLDED = {
    "resolved_all": ("returned_or_withdrawn", "stopped"),
    "resolved_on_due_day": ("returned_or_withdrawn",),
    "open_in_time": ("open_paused", "open_without_due"),
}

# Cells that would change with the kiosks, and the value of the rule form_06a_kiosk that puts them there.
KIOSK_CELLS = {"new_online": "online", "new_in_person_or_post": "in_person_or_post"}


def read_totals(window: Window) -> dict[str, dict[str, int | None]]:
    """scope → cell → the sum over fields, from the newest feeding snapshot that holds the table; a null cell stays None."""
    holding = [snapshot for snapshot in window.feeding if "totals" in snapshot.tables]
    if not holding or window.period.kind != "month":
        return {}
    sums = ", ".join(f"CAST(sum({cell}) AS BIGINT)" for cell in CELLS)
    path = str(holding[-1].tables["totals"]).replace("'", "''")
    from hcc_helpers.facts.engine import connect  # slow to import; most months hold no such table

    con = connect()
    rows = con.execute(f"SELECT scope, {sums} FROM read_parquet('{path}') GROUP BY scope ORDER BY scope").fetchall()
    con.close()
    return {scope: dict(zip(CELLS, values, strict=True)) for scope, *values in rows}


def only_totals(totals: dict[str, dict[str, int | None]], scopes: list[str], ids: list[str]) -> list[Result]:
    """Results of the scopes that only totals know; every other indicator there says why it has no value."""
    results = []
    for scope, cells in totals.items():
        if scope in scopes or scope not in CASE_SCOPES:
            continue
        known = dict(cells)
        online, counter = cells["new_online"], cells["new_in_person_or_post"]
        known["received_new"] = None if online is None or counter is None else online + counter
        for id in ids:
            indicator = REGISTRY[id]
            if scope not in indicator.scopes:
                continue
            value = known.get(id)
            reason = "" if value is not None else ONLY_TOTALS
            results.append(Result(scope, "", "", id, value, indicator.unit, indicator.adds, reason=reason))
    return results


def beside_ours(computed) -> list[Checked]:
    """The system's totals beside ours, cell by cell, where both exist; the folded cells explain a gap with their cases.

    `computed`: a `Computed`; its tables are opened only where there is a gap to explain.
    """
    ours = {(r.scope, r.indicator): r.value for r in computed.results if not r.by}
    checked = []
    for scope, cells in computed.totals.items():
        if scope not in computed.scopes:
            continue
        for cell, theirs in cells.items():
            mine = ours.get((scope, cell))
            if cell == "new_in_person_or_post":
                person, post = (ours.get((scope, id)) for id in ("new_in_person", "new_post"))
                mine = None if person is None or post is None else person + post
            kiosks = ours.get((scope, "new_kiosk")) or 0
            if kiosks and cell in KIOSK_CELLS:  # the setting is asked for only where it decides something
                chosen = computed.settings.rules.value("form_06a_kiosk")
                if chosen is None:
                    checked.append(_without_kiosks(scope, cell, theirs, kiosks))
                    continue
                mine = mine + kiosks if mine is not None and KIOSK_CELLS[cell] == chosen else mine
            if theirs is None or mine is None:
                continue
            one = compare(f"system_{cell}", f"Hệ thống: {_label(cell)}", scope, theirs, {cell: mine})
            checked.append(_explained(computed, one, cell, scope, ours) if one.gap else one)
    return checked


def _without_kiosks(scope: str, cell: str, theirs: int | None, kiosks: int) -> Checked:
    """No form says where kiosks belong and no setting does: the cell is not compared, and says which setting is missing."""
    left = theirs or 0
    sentence = (
        f"Không đối chiếu được: trong kỳ có {whole(kiosks)} hồ sơ nộp tại ki-ốt mà chưa đặt quy tắc form_06a_kiosk (rules.toml)."
    )
    return Checked(f"system_{cell}", f"Hệ thống: {_label(cell)}", scope, left, left, 0, True, sentence)


def _label(cell: str) -> str:
    return "Tiếp nhận mới: trực tiếp và bưu chính" if cell == "new_in_person_or_post" else REGISTRY[cell].label


def _explained(computed, one: Checked, cell: str, scope: str, ours) -> Checked:
    """If the gap is just the cases that the form folds into this cell, say so and name them."""
    folded = [id for id in FOLDED.get(cell, ()) if ours.get((scope, id))]
    if not folded or sum(ours[scope, id] for id in folded) != one.gap:
        return one
    which = " OR ".join(REGISTRY[id].condition.sql for id in folded)
    cases = tuple(
        row[0]
        for row in computed.con.execute(f"SELECT case_id FROM cases WHERE ({which}) AND scope = ? ORDER BY 1", [scope]).fetchall()
    )
    names = " và ".join(f"“{REGISTRY[id].label}” ({ours[scope, id]})" for id in folded)
    sentence = f"{one.sentence} Vì hệ thống gộp cả {names} vào đây."
    return Checked(one.balance, one.label, one.scope, one.left, one.right, one.gap, one.is_exact, sentence, cases)
