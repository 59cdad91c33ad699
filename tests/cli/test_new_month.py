"""`hcc new`: the month's folder for a person who knows only Excel; nothing that is there is ever overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest
from filled_books import sheets_of

from hcc_helpers.sources.office.sheets import BOOK


def test_a_new_month_has_the_workbook_and_the_words(hcc, tmp_path):
    code, said = hcc("new", "2026-01")
    folder = tmp_path / "data" / "raw" / "2026-01"
    assert code == 0
    assert sorted(path.name for path in folder.iterdir()) == ["loi-van.md", BOOK]
    assert sheets_of(folder / BOOK)["Khảo sát"][0][0] == "Sổ theo dõi: Khảo sát, tháng 01/2026"
    assert "15/12/2025 đến hết 14/01/2026" in said
    assert "hcc check 2026-01" in said


@pytest.mark.parametrize("kept", [BOOK, "loi-van.md"])
def test_a_second_time_completes_what_is_missing_and_overwrites_nothing(hcc, tmp_path, kept):
    hcc("new", "2026-01")
    folder = tmp_path / "data" / "raw" / "2026-01"
    other = next(path for path in folder.iterdir() if path.name != kept)
    other.unlink()
    before = (folder / kept).read_bytes()
    code, said = hcc("new", "2026-01")
    assert code == 0
    assert f"{kept}: đã có, giữ nguyên" in said
    assert sorted(path.name for path in folder.iterdir()) == ["loi-van.md", BOOK]
    assert (folder / kept).read_bytes() == before


def test_last_months_words_are_named_and_not_copied(hcc, tmp_path):
    before = tmp_path / "data" / "raw" / "2025-12" / "loi-van.md"
    before.parent.mkdir(parents=True)
    before.write_text("## II\nLời của tháng trước.\n", "utf-8")
    _, said = hcc("new", "2026-01")
    text = (tmp_path / "data" / "raw" / "2026-01" / "loi-van.md").read_text("utf-8")
    assert "2025-12/loi-van.md" in said
    assert "../2025-12/loi-van.md" in text
    assert "Lời của tháng trước" not in text


@pytest.mark.parametrize(("period", "words"), [("2026-Q1", "không phải một tháng"), ("2026-01..2026-03", "một tháng")])
def test_only_a_month_has_a_workbook(hcc, period, words):
    code, said = hcc("new", period)
    assert code == 2
    assert words in said


def test_a_full_disk_leaves_nothing_half_written(hcc, tmp_path, monkeypatch):
    opened = Path.open

    def full(self, mode="r", *arguments, **more):
        stream = opened(self, mode, *arguments, **more)
        if mode == "xb" and self.name == "loi-van.md":
            stream.close()
            raise OSError(28, "No space left on device", str(self))
        return stream

    monkeypatch.setattr(Path, "open", full)
    code, said = hcc("new", "2026-01")
    monkeypatch.undo()
    assert code == 73
    assert "ổ đĩa đã đầy" in said
    assert BOOK not in [path.name for path in (tmp_path / "data" / "raw" / "2026-01").iterdir()]


def test_exports_that_are_there_already_do_not_matter(hcc, tmp_path):
    export = tmp_path / "data" / "raw" / "2026-01" / "ho-so.csv"
    export.parent.mkdir(parents=True)
    export.write_text("x", "utf-8")
    assert hcc("new", "2026-01")[0] == 0
    assert export.read_text("utf-8") == "x"
