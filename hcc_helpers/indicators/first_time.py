"""All results of a window from its flagged tables: what is stored for everybody who asks later."""

from __future__ import annotations

from hcc_helpers.facts.stored import Tables
from hcc_helpers.indicators.definition import CASE_SCOPES, GROUP_KEYS, REGISTRY
from hcc_helpers.indicators.measure import columns_given, measure
from hcc_helpers.indicators.stored import Whole
from hcc_helpers.indicators.totals import only_totals, read_totals

_SCOPES = "SELECT DISTINCT scope FROM cases WHERE is_of_period UNION SELECT DISTINCT scope FROM payments WHERE is_paid_in_period"


def compute_whole(tables: Tables) -> Whole:
    """Every declared indicator by scope, those of the period also by each group key that they name."""
    con, at_hand = tables.con, tables.at_hand
    # Rules of its own: which of them a report prints depends on the indicators that it takes.
    rules = tables.settings.rules.unasked()
    found = {row[0] for row in con.execute(_SCOPES).fetchall()}
    scopes = [scope for scope in CASE_SCOPES if scope in found or scope == "commune"]
    ids = list(REGISTRY)
    columns = columns_given(con, ids)
    results = measure(con, at_hand, rules, scopes, only=ids, columns=columns)
    for by in GROUP_KEYS:
        mine = [i.id for i in REGISTRY.values() if by in i.by and not i.calendar_month]
        results += measure(con, at_hand, rules, scopes, by, only=mine, columns=columns) if mine else []
    totals = read_totals(con, tables.window)
    results += only_totals(totals, scopes, ids)
    untraceable = sorted({scope for scope in totals if scope not in scopes and scope in CASE_SCOPES})
    return Whole(at_hand, tables.rules, scopes, untraceable, totals, results)
