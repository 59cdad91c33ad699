"""Every seed makes its sample: a draw that cannot meet the plan of a month is drawn again."""

import numpy as np
import pytest

from hcc_helpers.places import project_root
from hcc_helpers.sample import folders, plan
from hcc_helpers.workdays import load_calendar

# Of these the first draw leaves too few cases for a month.
HARD = (7, 12, 21)


@pytest.mark.parametrize("seeds", [HARD, pytest.param(range(200), marks=pytest.mark.long)], ids=["hard ones", "all"])
def test_every_seed_meets_the_plan(seeds):
    calendar = load_calendar(project_root() / "data" / "reference" / "working_days.csv")
    procedures = folders.read_procedures()
    for seed in seeds:
        cases = folders.histories(np.random.default_rng(np.random.PCG64(seed)), calendar, procedures)
        wanted = {
            scope: sum(one.online + one.in_person for one in months) + sum(plan.AFTER[scope])
            for scope, months in plan.PLANS.items()
        }
        assert {scope: len(found) for scope, found in cases.items()} == wanted
