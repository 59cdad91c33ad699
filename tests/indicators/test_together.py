"""Many periods and communes in one pass say what each says alone; in another engine row by row the same."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from hcc_helpers.facts import in_duckdb
from hcc_helpers.indicators import first_time
from hcc_helpers.indicators.compute import compute_window, tables_for
from hcc_helpers.indicators.together import measure_together, measured
from hcc_helpers.periods import parse_period
from hcc_helpers.rules import load_centre
from hcc_helpers.sources.what_is_new import import_what_is_new

MONTHS = ("2025-07", "2025-08")


@pytest.fixture(scope="module")
def communes(sample_root, tmp_path_factory) -> list[Path]:
    """Two data roots: the sample's first months, and an office with a rule of its own and fewer exports; imported, nothing computed."""
    folder = tmp_path_factory.mktemp("communes")
    plain = folder / "xa Một"
    shutil.copytree(sample_root / "reference", plain / "reference")
    for month in MONTHS:
        shutil.copytree(sample_root / "raw" / month, plain / "raw" / month)
    assert import_what_is_new(periods_of(plain)[-1], plain) == []
    strict = Path(shutil.copytree(plain, folder / "xa-hai"))
    text = (Path(__file__).resolve().parents[2] / "data" / "reference" / "rules.toml").read_text("utf-8")
    (strict / "reference" / "rules.toml").write_text(text.replace('value = "day"', 'value = "timestamp"', 1), "utf-8")
    (strict / "raw" / MONTHS[1] / "thu-phi.csv").unlink()
    return [plain, strict]


def periods_of(root: Path) -> list:
    return [parse_period(month, load_centre(root).since) for month in MONTHS]


def said(period, root: Path) -> list[dict]:
    return [vars(result) for result in compute_window(period, root).results]


def test_one_pass_says_what_each_window_says_alone(communes, tmp_path, monkeypatch):
    roots = [Path(shutil.copytree(root, tmp_path / root.name)) for root in communes]
    asked = [(periods_of(root)[-1], root) for root in roots]  # with the windows that stand beside
    measure_together(asked)
    monkeypatch.setattr(first_time, "compute_whole", lambda tables: pytest.fail("computed once more"))
    together = [said(period, root) for period, root in asked]
    monkeypatch.undo()
    for root in roots:
        shutil.rmtree(root / "clean" / "computed")
    alone = [said(period, root) for period, root in asked]
    assert together == alone
    assert len({repr(results) for results in alone}) == len(alone), "the offices differ, so a mistaken window would show"


def test_where_nothing_can_be_kept_each_is_left_to_be_computed_alone(communes, tmp_path):
    root = Path(shutil.copytree(communes[0], tmp_path / "data"))
    shutil.rmtree(root / "clean" / "computed", ignore_errors=True)
    (root / "clean" / "computed").write_text("", "utf-8")  # no folder can be made here
    tables = tables_for(periods_of(root)[0], root)
    assert measured({str(tables.folder): tables}, in_duckdb.opened) == {}
