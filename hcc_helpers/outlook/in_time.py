"""The chance that a running case is finished by its due day, given the working days that it has taken already.

With S(t) the share of the procedure's cases that take longer than t working days (durations.py) a case that has worked w days and
has `left` to its due day makes it with chance 1 − S(w + left) / S(w): of those that took longer than w days, how many were
finished within the days left. A procedure with too few such cases takes the curve of all procedures of its scope.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from hcc_helpers.outlook.durations import Curve, curve_of, usable
from hcc_helpers.outlook.past import Past

FEWEST_AS_OLD = 10  # cases that were once open at the same age (assumption, printed)
OWN, POOLED, NONE = "own", "pooled", "none"  # where a chance comes from


def chances(past: Past, scope: str, found: pd.DataFrame) -> pd.DataFrame:
    """`in_time` (0 to 1; missing where too few cases were ever as old) and `basis` of each case of `found`: procedure, worked_wd, left_wd."""
    cases = usable(past.cases[past.cases["scope"] == scope])
    asked = cases[cases["procedure"].isin(found["procedure"].unique())]  # a curve that no open case asks for is dear
    own = {procedure: curve_of(mine) for procedure, mine in asked.groupby("procedure")}
    pooled = curve_of(cases)
    rows = []
    for line in found.itertuples():
        chance, basis = chance_of(own.get(line.procedure), line.worked_wd, line.left_wd), OWN
        if np.isnan(chance):
            chance, basis = chance_of(pooled, line.worked_wd, line.left_wd), POOLED
        rows.append((chance, NONE if np.isnan(chance) else basis))
    return pd.DataFrame(rows, columns=["in_time", "basis"], index=found.index)


def chance_of(curve: Curve | None, worked: int, left: int) -> float:
    """The chance of one case; NaN where fewer than FEWEST_AS_OLD cases were seen at an age beyond `worked`."""
    if curve is None:
        return float("nan")
    later = curve.at_risk[curve.days > worked]
    if not len(later) or later[0] < FEWEST_AS_OLD:
        return float("nan")
    return 1 - curve.after(worked + max(left, 0)) / curve.after(worked)
