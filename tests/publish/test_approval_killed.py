"""An approval is killed at everything it asks of the file system: it is on record whole or not at all, no page is torn, and the
same command, given again, finishes what was begun."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import pytest
from publish.test_approve import Month, approve
from publish.test_kill_points import by_a_child
from publish_house import House, hashes, use_plain_shell, use_quick_kernels

from hcc_helpers.publish import manifest
from hcc_helpers.publish.approval import approvals

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork, so no command of its own to kill")


@pytest.fixture
def house(tmp_path, monkeypatch) -> House:
    use_plain_shell(monkeypatch)
    use_quick_kernels(monkeypatch)
    house = House(tmp_path / "nhà", Month()).sound()
    house.data = house.root / "data"
    assert house.run() == 0
    assert house.run(audience="public") == 0
    return house


@pytest.mark.parametrize("step", [pytest.param(7, marks=pytest.mark.long), 201])
def test_an_approval_killed_anywhere_is_whole_or_not_there_and_is_finished_by_the_next(house, tmp_path, record_property, step):
    aside = tmp_path / "trước"
    shutil.copytree(house.root, aside)
    code, points = by_a_child(lambda: approve(house), house.root)
    assert code == 0
    everything = hashes(house.root)
    assert points > 100
    seen = {0: 0, 1: 0}
    for point in (1, *range(step, points, step)):  # how many of them lie before the record depends on what is imported already
        laid_back(house, aside)
        assert by_a_child(lambda: approve(house), house.root, dies_at=point)[0] == -signal.SIGKILL
        given = approvals(house.data, "2025-12")
        seen[len(given)] += 1
        for page in (house.page, house.out / "public" / "2025-12"):
            assert manifest.mismatches(page) == [], f"point {point}"
        is_marked = (manifest.read(house.page)["approval"] or {}).get("state") == "approved"
        assert given or not is_marked, f"point {point}: the pages say more than the record"
        assert approve(house) == 0
        assert hashes(house.root) == everything, f"point {point}: the same command did not finish it"
        assert not list(house.data.rglob(".duyet-*"))
        assert not list((house.out / ".hcc" / "work").glob("*"))
    assert min(seen.values()) > 0
    record_property("trust", f"{sum(seen.values())} điểm ngắt khi duyệt: 0 bản rách")


def laid_back(house: House, aside: Path) -> None:
    shutil.rmtree(house.root)
    shutil.copytree(aside, house.root)
