"""Two processes that import the same month for the first time at once: two notebooks opened side by side, say."""

import drawn_exports as draw
import pytest

from hcc_helpers.sources import importing, snapshot
from hcc_helpers.sources.values.privacy import KEY_FILE, person_key

HEAD = "Mã hồ sơ;Số giấy tờ chủ hồ sơ;Ngày nhận;Trạng thái"
LINES = (
    "H1;040185001234;20/11/2025;Đang xử lý",
    "H2;040185001234;21/11/2025;Đang xử lý",
    "H3;040190005678;21/11/2025;Đang xử lý",
)


@pytest.fixture
def data(tmp_path):
    root = draw.root(tmp_path)
    draw.put_csv(root, "a.csv", HEAD, *LINES)
    return root


def overtaken(monkeypatch, room, name: str, data, after: bool) -> list:
    """`room.name` lets another import of the same month run through, once, before or after its own work; what that stored."""
    ours, others = getattr(room, name), []

    def slow(*asked):
        made = ours(*asked) if after else None
        if not others:
            others.append(None)
            others[0] = draw.imported(data)
        return made if after else ours(*asked)

    monkeypatch.setattr(room, name, slow)
    return others


def test_the_key_that_was_made_meanwhile_is_the_only_one(data, monkeypatch):
    others = overtaken(monkeypatch, importing, "draft_period", data, after=True)
    mine = draw.imported(data)
    assert mine == others[0]
    assert draw.column(mine, "person_key") == [person_key(data / "clean").pseudonym(line.split(";")[1]) for line in LINES]


def test_the_version_that_was_stored_meanwhile_is_taken(data, monkeypatch):
    others = overtaken(monkeypatch, snapshot, "_compared", data, after=False)
    assert draw.imported(data) == others[0]
    assert sorted(path.name for path in (data / "clean" / draw.MONTH).iterdir() if path.is_dir()) == ["1"]


def test_what_was_stored_meanwhile_from_other_exports_keeps_its_number(data, monkeypatch):
    def revised(*asked):
        draw.put_csv(data, "a.csv", HEAD, *LINES[:2])
        return draw.imported(data)

    ours, others = snapshot._compared, []

    def slow(*asked):
        if not others:
            others.append(None)
            others[0] = revised()
        return ours(*asked)

    monkeypatch.setattr(snapshot, "_compared", slow)
    mine = draw.imported(data)
    assert (others[0].version, mine.version) == (1, 2)
    assert (others[0].meta["tables"], mine.meta["tables"]) == ({"cases": 2}, {"cases": 3})


def test_a_key_is_readable_by_its_owner_only_and_leaves_nothing_beside(data):
    draw.imported(data)
    assert ((data / "clean" / KEY_FILE).stat().st_mode & 0o777) == 0o600
    assert [path.name for path in (data / "clean").iterdir() if path.is_file()] == [KEY_FILE]
