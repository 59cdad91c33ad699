"""Whole samples of other seeds: every sum of every month holds, and every answer of every notebook comes, for one month.

Long. Which seeds: HCC_SEEDS="0-19" (or "7", "0-19,40-59"); without it a spread of few. The month whose answers are asked
moves on with the seed, so that six seeds in a row ask for each of the six. One seed takes about 35 seconds of one free core.
"""

from __future__ import annotations

import os
import shutil

import pytest
from notebook_cells import asked

from hcc_helpers.indicators.month_results import compute
from hcc_helpers.periods import parse_period
from hcc_helpers.places import project_root
from hcc_helpers.report.answers import answer
from hcc_helpers.rules import load_centre
from hcc_helpers.sample import generate, generate_2026
from hcc_helpers.sources.importing import import_period

FEW = "7,100,199"
SAMPLES = {"sample": generate, "sample-2026": generate_2026}


def seeds(text: str) -> list[int]:
    """ "0-2,7" are 0, 1, 2 and 7."""
    ends = [part.split("-") for part in text.split(",")]
    return sorted({seed for first, *last in ends for seed in range(int(first), int(last[0] if last else first) + 1)})


def test_a_range_of_seeds():
    assert seeds("0-2,7,5-6") == [0, 1, 2, 5, 6, 7]


@pytest.mark.long
@pytest.mark.parametrize("seed", seeds(os.environ.get("HCC_SEEDS", FEW)))
@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_of_this_seed_publishes_whole(tmp_path, sample, seed):
    root = tmp_path / sample
    shutil.copytree(project_root() / "data" / sample / "reference", root / "reference")
    SAMPLES[sample](root / "raw", seed)
    names = sorted(path.name for path in (root / "raw").iterdir())
    for name in names:
        import_period(root, name)
    months = {name: compute(parse_period(name, load_centre(root).since), root) for name in names}
    broken = {(name, *one): sentence for name, month in months.items() for one, sentence in unexplained(month).items()}
    name = names[seed % len(names)]
    for question, scope in asked():
        try:
            answer(question, months[name], scope, "internal")
        except Exception as error:  # all of them are to be seen at once
            broken[name, question, scope] = repr(error)
    shutil.rmtree(root)  # a hundred seeds would fill the disk
    assert broken == {}


def unexplained(month) -> dict[tuple[str, str], str]:
    """The sums that do not hold. The system's own table may differ by cases that its form puts elsewhere, if they are named."""
    gaps = [one for one in month.balances_checked if not one.is_exact]
    return {(one.balance, one.scope): one.sentence for one in gaps if not (one.balance.startswith("system_") and one.cases)}
