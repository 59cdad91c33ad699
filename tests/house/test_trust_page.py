"""docs/trust.md ticks only what ran: a line without its tests in a report says so."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from hcc_helpers.reference_pages import trust

ROOT = Path(__file__).resolve().parents[2]
LINES = tomllib.loads((ROOT / "docs" / "trust.toml").read_text("utf-8"))["line"]


def report(folder: Path, name: str, *cases: tuple[str, str, str]) -> None:
    inside = {"passed": "", "failed": "<failure/>", "skipped": "<skipped/>"}
    texts = "".join(f'<testcase classname="{at}" name="{test}">{inside.get(what, what)}</testcase>' for at, test, what in cases)
    (folder / name).write_text(f"<testsuites><testsuite>{texts}</testsuite></testsuites>", "utf-8")


def row_of(page: str, number: int) -> str:
    return next(line for line in page.splitlines() if line.startswith(f"| {number} |"))


def test_there_are_the_22_lines_and_their_tests_exist():
    assert [line["number"] for line in LINES] == list(range(1, 23))
    for line in LINES:
        for test in [*line.get("quick", []), *line.get("long", [])]:
            path, _, name = test.partition("::")
            assert (ROOT / path).exists(), test
            assert not name or f"def {name}" in (ROOT / path).read_text("utf-8"), test


def test_without_a_run_nothing_is_ticked(tmp_path):
    page = trust.trust_page(tmp_path)
    assert "| đạt |" not in page
    assert row_of(page, 19).endswith("| nhanh: chưa chạy | chưa chạy |")
    assert row_of(page, 21).endswith("| chưa chạy |")


def test_a_line_without_a_test_says_so(tmp_path, monkeypatch):
    declared = tmp_path / "trust.toml"
    declared.write_text('[[line]]\nnumber = 1\nfault = "a"\ntarget = "b"\n', "utf-8")
    monkeypatch.setattr(trust, "DECLARED", declared)
    assert row_of(trust.trust_page(tmp_path), 1).endswith("| chưa có phép thử | chưa có phép thử |")


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("passed", "1 phép thử qua | đạt |"),
        ("failed", "**1 hỏng** | hỏng |"),
        ('<properties><property name="trust" value="100% khóa"/></properties>', "1 phép thử qua; 100% khóa | đạt |"),
    ],
)
def test_a_line_says_what_its_tests_reached(tmp_path, what, said):
    report(tmp_path, "quick.xml", ("tests.house.test_environment", "test_a", what))
    assert row_of(trust.trust_page(tmp_path), 19).endswith(said)


def test_a_line_of_which_a_part_ran_is_not_reached(tmp_path):
    report(tmp_path, "quick.xml", ("tests.sources.test_fuzz", "test_a", "passed"))
    row = row_of(trust.trust_page(tmp_path), 3)
    assert "đầy đủ: chưa chạy" in row
    assert row.endswith("| một phần |")
