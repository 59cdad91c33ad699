"""What an obstacle was found to be is stored beside its month: read, it is what was found; damaged or stale, it is found anew."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from hcc_helpers.errors import InputRefused
from hcc_helpers.indicators.month_results import MonthResults, compute
from hcc_helpers.obstacles import of_month, stored
from hcc_helpers.obstacles.every import OBSTACLES, assess
from hcc_helpers.obstacles.of_month import assess_all, assessed, material
from hcc_helpers.periods import parse_period
from hcc_helpers.rules import load_centre

MONTH = "2025-08"


@pytest.fixture(scope="module")
def root(sample_root, tmp_path_factory) -> Path:
    """Two months of the sample, in a place that may be written."""
    root = tmp_path_factory.mktemp("stored") / "data"
    shutil.copytree(sample_root / "reference", root / "reference")
    for month in ("2025-07", MONTH):
        shutil.copytree(sample_root / "raw" / month, root / "raw" / month)
    return root


def month(root: Path) -> MonthResults:
    return compute(parse_period(MONTH, load_centre(root).since), root)


def rules_of(results: MonthResults) -> list[str]:
    return [rule.id for rule in results.now.tables.settings.rules]


def test_read_it_is_what_was_found_and_asks_for_the_same_rules(root):
    first, second, plain = month(root), month(root), month(root)
    path = assess_all(first)
    assert path is not None
    assert path.is_file()
    found = [assess(one.id, material(plain)) for one in OBSTACLES]
    assert [assessed(second, one.id) for one in OBSTACLES] == found
    assert rules_of(second) == rules_of(plain)


def test_a_second_reader_finds_nothing_again(root, monkeypatch):
    assess_all(month(root))
    monkeypatch.setattr(of_month, "assess", lambda *_: pytest.fail("found again though it is stored"))
    assert all(assessed(month(root), one.id).judged for one in OBSTACLES)


@pytest.mark.parametrize("harm", ["cut", "changed", "gone"])
def test_a_damaged_one_is_made_anew(root, harm):
    path = assess_all(month(root))
    whole = path.read_bytes()
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(whole[:-9] if harm == "cut" else whole.replace(b'"supported"', b'"consistent"'))
    assert assess_all(month(root)) == path
    assert path.read_bytes() == whole


def test_another_mark_is_another_place(root):
    before = assess_all(month(root))
    office = root / "reference" / "obstacles.toml"
    own = office.read_text("utf-8") if office.is_file() else None
    word = next(iter(material(month(root)).words.values()))
    moved = word.model_dump(mode="json", by_alias=True) | {"value": word.value + 1, "source": "phép thử"}
    lines = [
        f"{key} = {value!r}" if not isinstance(value, str) else f'{key} = "{value}"'
        for key, value in moved.items()
        if value is not None
    ]
    lines = [line if not line.startswith("from = ") else f"from = {word.since}" for line in lines]
    try:
        office.write_text((own or "") + "\n[[word]]\n" + "\n".join(lines) + "\n", "utf-8")
        assert assess_all(month(root)) != before
    finally:
        office.unlink() if own is None else office.write_text(own, "utf-8")


def test_where_nothing_is_kept_the_obstacle_is_found_from_the_data(root, monkeypatch):
    monkeypatch.setattr(stored, "place", lambda _: None)
    assert assessed(month(root), OBSTACLES[0].id).judged


def failing(id: str, error: Exception):
    def found(asked: str, material):
        if asked == id:
            raise error
        return assess(asked, material)

    return found


def test_a_fault_of_ours_is_not_held_back_and_takes_nothing_else_along(root, monkeypatch):
    one, *others = [obstacle.id for obstacle in OBSTACLES]
    assess_all(month(root)).unlink()
    monkeypatch.setattr(of_month, "assess", failing(one, ZeroDivisionError("ours")))
    with pytest.raises(ZeroDivisionError):
        assess_all(month(root))
    asked = month(root)
    assert all(assessed(asked, id).judged for id in others)
    with pytest.raises(ZeroDivisionError):
        assessed(asked, one)
    assess_all(asked).unlink()


def test_what_the_months_data_refuse_is_told_to_who_asks(root, monkeypatch):
    one = OBSTACLES[0].id
    assess_all(month(root)).unlink()
    monkeypatch.setattr(of_month, "assess", failing(one, InputRefused("không dùng được")))
    path = assess_all(month(root))
    with pytest.raises(InputRefused):
        assessed(month(root), one)
    path.unlink()
