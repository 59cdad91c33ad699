"""The balanced panel that researchers get: every period at hand × every commune beside this one × every group × every indicator.

A combination that one period has and another has not stands there too, empty and with its reason, so that a row that is
missing is never mistaken for a zero.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from hcc_helpers.errors import HccError
from hcc_helpers.history.communes import communes_at_hand
from hcc_helpers.history.store import COLUMNS, History
from hcc_helpers.indicators.compute import compute_window
from hcc_helpers.indicators.month_results import MonthResults, rows
from hcc_helpers.periods import parse_period
from hcc_helpers.rules import load_centre

KEYS = ["commune", "scope", "by", "group", "indicator"]
NO_ROW = "không có dòng nào của nhóm này trong kỳ"


def panel(month: MonthResults, history: History, published: Path | None) -> pd.DataFrame:
    """The rows of `history`, groups of every period among them, with the communes beside, completed to a balanced table."""
    texts = [period.text for period in history.periods]
    tables = [history.table]
    grouped = set(history.table.loc[history.table["by"] != "", "period"])
    tables += [_computed(month.data_root, text, groups_only=True) for text in texts if text not in grouped]
    here = month.data_root.resolve()
    for root in [root for root in communes_at_hand(here).values() if root != here]:
        tables += [_computed(root, text) for text in texts]
    table = pd.concat([one[list(COLUMNS)].astype({"value": float}) for one in tables if len(one)], ignore_index=True)
    return _balanced(table, texts)


def _computed(root: Path, text: str, *, groups_only: bool = False) -> pd.DataFrame:
    """The results of one period of one data root; nothing where it has no data."""
    try:
        computed = compute_window(parse_period(text, load_centre(root).since), root)
    except HccError:
        return pd.DataFrame(columns=list(COLUMNS))
    found = pd.DataFrame(columns=list(COLUMNS)) if computed.window.missing else rows(computed, root)
    return found[found["by"] != ""] if groups_only else found


def _balanced(table: pd.DataFrame, texts: list[str]) -> pd.DataFrame:
    keys = table[[*KEYS, "unit"]].drop_duplicates(KEYS)
    every = keys.merge(pd.DataFrame({"period": texts}), how="cross")
    full = every.merge(table.drop(columns="unit"), on=["period", *KEYS], how="left", indicator="where")
    full.loc[full.pop("where") == "left_only", "reason"] = NO_ROW
    for name in ("reason", "definition_hash", "data_version"):
        full[name] = full[name].fillna("")
    return full[list(COLUMNS)]
